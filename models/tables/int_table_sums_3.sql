-- One row per line that may be the sum of lines before it, once the parts of the sums below are left out.
{{ table_sums(ref('int_table_lines_3'), 3) }}
