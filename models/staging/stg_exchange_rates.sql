-- One row per amount that a report prints in two currencies.
{{ staged('exchange_rates') }}
