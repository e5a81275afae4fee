{{ stage_observations('policy') }}
