-- One row per event that stands under the heading of a period.
{{ staged('told_periods') }}
