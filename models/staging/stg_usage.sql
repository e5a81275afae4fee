{{ stage_observations('usage') }}
