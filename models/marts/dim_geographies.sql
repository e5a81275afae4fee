-- One row per report and place that its figures name.
{{ dimension('geographies', 'geography_id') }}
