{{ stage_observations('operations') }}
