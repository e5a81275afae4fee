{{ stage_observations('market_shares') }}
