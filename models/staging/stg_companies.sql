-- One row per firm.
{{ staged('companies') }}
