-- One row per relation that no rule can infer.
{{ staged('declared_relations') }}
