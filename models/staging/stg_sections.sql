-- One row per section of a report.
{{ staged('sections') }}
