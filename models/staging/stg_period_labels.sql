-- One row per wording of a period.
{{ staged('period_labels') }}
