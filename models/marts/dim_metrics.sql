-- One row per report and metric that its figures name.
{{ dimension('metrics', 'metric_id') }}
