-- One row per numeric token of a source that is no figure.
{{ staged('excluded_tokens') }}
