-- One row per place.
{{ staged('geographies') }}
