{{ stage_observations('talent') }}
