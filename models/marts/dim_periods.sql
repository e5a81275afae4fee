-- One row per report and period that its figures name.
{{ dimension('stg_periods', 'period_id') }}
