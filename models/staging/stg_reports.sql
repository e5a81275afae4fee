-- One row per report.
{{ staged('reports') }}
