-- One row per scope.
{{ staged('scopes') }}
