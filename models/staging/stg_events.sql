{{ stage_observations('events') }}
