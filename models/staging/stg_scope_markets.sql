-- One row per market whose size goes with the shares of a scope.
{{ staged('scope_markets') }}
