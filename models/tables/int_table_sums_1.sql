-- One row per line that may be the sum of lines before it.
{{ table_sums(ref('int_table_lines'), 1) }}
