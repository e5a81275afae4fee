{{ stage_observations('funding') }}
