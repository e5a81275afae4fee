-- One row per market that is a part of a scope.
{{ staged('scope_components', ['breakdown']) }}
