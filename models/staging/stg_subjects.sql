-- One row per subject.
{{ staged('subjects') }}
