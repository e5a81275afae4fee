-- One row per line of a source that has numeric tokens or figures.
{{ staged('source_lines') }}
