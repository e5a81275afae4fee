-- One row per source that a report names.
{{ staged('cited_sources') }}
