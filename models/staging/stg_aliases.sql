-- One row per further name of an id in a register.
{{ staged('aliases') }}
