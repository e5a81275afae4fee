-- One row per report and period that its figures name.
{{ dimension('periods', 'period_id') }}
