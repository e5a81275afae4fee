-- One row per term of an identity between metrics.
{{ staged('metric_identities') }}
