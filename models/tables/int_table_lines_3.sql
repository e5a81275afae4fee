-- One row per line of a grid in which a sum of level 2 is believed: its parts stay as results alone.
{{ next_lines(ref('int_table_lines_2'), ref('int_table_sums_2')) }}
