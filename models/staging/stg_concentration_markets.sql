-- One row per market whose concentration is bounded, with what is assumed of it.
{{ staged('concentration_markets', keys=['period']) }}
