-- One row per report and scope that its figures name.
{{ dimension('stg_scopes', 'scope_id') }}
