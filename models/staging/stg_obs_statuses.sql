-- One row per status of an observation.
{{ staged('obs_statuses') }}
