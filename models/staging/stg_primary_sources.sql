-- One row per report and subject that it speaks for itself.
{{ staged('primary_sources') }}
