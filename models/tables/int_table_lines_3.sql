-- One row per line of a grid that no believed sum of level 2 has used up.
{{ remaining_lines(ref('int_table_lines_2'), ref('int_table_sums_2')) }}
