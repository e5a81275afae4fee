-- One row per group of the members of a list from one country.
{{ staged('home_groups') }}
