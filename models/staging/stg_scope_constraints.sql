-- One row per scope under which a metric of some subjects may stand.
{{ staged('scope_constraints') }}
