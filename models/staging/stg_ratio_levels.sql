-- One row per metric whose levels a ratio compares.
{{ staged('ratio_levels') }}
