{{ stage_observations('model_specs') }}
