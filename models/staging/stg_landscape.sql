{{ stage_observations('landscape') }}
