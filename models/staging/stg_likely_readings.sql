-- One row per computed conflict whose probable meaning is known.
{{ staged('likely_readings') }}
