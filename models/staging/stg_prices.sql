{{ stage_observations('prices') }}
