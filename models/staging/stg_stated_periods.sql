-- One row per observation that is printed under the heading of a period.
{{ staged('stated_periods') }}
