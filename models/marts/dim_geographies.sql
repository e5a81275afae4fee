-- One row per report and place that its figures name.
{{ dimension('stg_geographies', 'geography_id') }}
