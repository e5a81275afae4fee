-- One row per statement that one event came before another.
{{ staged('precedences') }}
