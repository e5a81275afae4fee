-- One row per term of a declared relation.
{{ staged('declared_terms') }}
