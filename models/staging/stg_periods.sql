-- One row per period or day.
{{ staged('periods') }}
