-- One row per statement that one figure is below another.
{{ staged('asserted_orders') }}
