-- One row per wording that says how far a figure holds.
{{ staged('qualifiers') }}
