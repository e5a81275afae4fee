{{ stage_observations('company_financials') }}
