"""Reads a document as people publish it and says which of its figures cannot all be true.

`read` makes a document (`model`) of a file by the reader of its format in `formats/`, in a process of its own (`guard`); `blocks`,
`layout`, `sheet` and `archive` are what several readers share. `frames` turns documents into the rows `cells`, by `tables` (`grid` says
what the cells of a table mean, `scales`, `values` and `counts` what a cell prints), and `mentions`. `engine` runs the rules in SQL, which
find and judge the relations between those rows; `collect` reads what they found into the records of `findings`. `audit` does all of it,
`text` and `page` show it, `command` is `claimhouse audit`.
"""
