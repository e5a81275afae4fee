-- One row per rule that infers relations.
{{ staged('relation_rules') }}
