-- One row per further wording of a name in a register.
{{ staged('aliases') }}
