{{ stage_observations('adoption') }}
