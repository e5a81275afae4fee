-- One row per conflict that no arithmetic decides, found by reading.
{{ staged('curated_contradictions') }}
