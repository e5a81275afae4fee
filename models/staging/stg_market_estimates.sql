{{ stage_observations('market_estimates') }}
