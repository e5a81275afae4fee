-- One row per line of a grid in which a sum of level 1 is believed: its parts stay as results alone.
{{ next_lines(ref('int_table_lines'), ref('int_table_sums_1')) }}
