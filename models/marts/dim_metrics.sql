-- One row per report and metric that its figures name.
{{ dimension('stg_metrics', 'metric_id') }}
