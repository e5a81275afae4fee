-- One row per line of a grid that no believed sum of level 1 has used up.
{{ remaining_lines(ref('int_table_lines'), ref('int_table_sums_1')) }}
