-- One row per entry of a list that a report prints.
{{ staged('list_members') }}
