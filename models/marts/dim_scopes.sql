-- One row per report and scope that its figures name.
{{ dimension('scopes', 'scope_id') }}
