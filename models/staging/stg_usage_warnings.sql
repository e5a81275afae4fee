-- One row per reason why a figure needs care.
{{ staged('usage_warnings') }}
