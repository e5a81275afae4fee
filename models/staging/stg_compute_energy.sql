{{ stage_observations('compute_energy') }}
