"""Reads a document as people publish it and says which of its figures cannot all be true.

`model` says what a document is, `read` makes one of a file, `frames` turns it into the rows `cells` and `mentions`, the
rules in SQL find and judge the relations between those rows, `collect` reads what they found into the records of `findings`, `command`
prints it.
"""
