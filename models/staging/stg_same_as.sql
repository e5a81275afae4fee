-- One row per id that a report gives to what the shared registers, or another report, call otherwise.
{{ staged('same_as') }}
