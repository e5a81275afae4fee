-- One row per metric.
{{ staged('metrics') }}
