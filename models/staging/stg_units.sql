-- One row per unit.
{{ staged('units') }}
