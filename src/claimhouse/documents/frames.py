"""Turns documents into the two tables that the rules read: `cells` and `mentions`.

Both hold amounts in base units as exact decimals: a cell "1,202.9" under "in millions" is 1202900000; 41 % is 41.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from claimhouse.documents.mentions import mention_rows
from claimhouse.documents.model import Document
from claimhouse.documents.tables import cell_rows

# Letters joined in print, as in texts taken from pages: words are compared letter by letter.
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
BATCH = 2_000  # rows of one insert
AMOUNT = "decimal(28, 6)"  # as `amount()` in macros/interval.sql

# One row per numeric cell of a table. Key: document_id, table_id, row_number, column_number.
CELLS = {
    "document_id": "varchar",  # the file as given on the command line
    "table_id": "varchar",
    "row_number": "integer",  # place in the grid, from 1; merged cells at their upper left corner
    "column_number": "integer",
    "row_label": "varchar",  # "Total sales", without footnote marks and leaders
    "column_label": "varchar",  # header cells above, joined with " | ", outermost first: "Fiscal | 2019"
    "title": "varchar",  # caption, text in the table above its headings, and the last line before it
    "row_group": "varchar",  # rows without figures above that this row belongs to, joined with " | "; NULL for none
    "indent": "integer",  # level from 0
    "is_total_label": "boolean",  # the row's label says total, subtotal, sum, net of all (合计, 总计, 小计)
    "is_nil": "boolean",  # a dash, "nil": face value 0, bounds half a unit of the last digit of its siblings
    "printed": "varchar",  # the cell as printed
    "low": AMOUNT,  # face value, NULL on an open side
    "high": AMOUNT,
    "bound_low": AMOUNT,  # what it can stand for: half a unit of the last printed digit
    "bound_high": AMOUNT,
    "decimals": "integer",  # digits printed after the point
    "unit": "varchar",  # USD, CNY, percent, points, ratio, users, ...; NULL where none is known
    "unit_mult": "integer",  # power of ten of the printed figure, from caption, header or cell
    "kind": "varchar",  # money, percent, ratio, count, quantity
    "qualifier": "varchar",  # exact, approx, gt, ge, lt, le, range
    "period_start": "date",  # from the column's header, the row's label or the text above the table, in this order
    "period_end": "date",
    "line": "integer",
    "page": "integer",
    "paragraph": "integer",  # number of paragraphs of running text above the table
    "count_of": AMOUNT,  # of a count printed with its share, the number that it is of: from the cell ("12/45") or the heading ("N=45")
    "share_low": AMOUNT,  # what that share can stand for, in percent
    "share_high": AMOUNT,
}

# One row per figure in running text. Key: document_id, mention_id.
MENTIONS = {
    "document_id": "varchar",
    "mention_id": "integer",  # from 1, in reading order
    "line": "integer",
    "page": "integer",
    "start_char": "integer",  # offsets in the paragraph
    "end_char": "integer",
    "paragraph": "integer",  # place of the line in Document.lines, from 1
    "sentence_number": "integer",  # in the document, from 1
    "sentence": "varchar",
    "text_before": "varchar",  # of the sentence
    "text_after": "varchar",
    "label_words": "varchar[]",  # content words of the clause before the figure, else of the sentence; lower case, in order
    "printed": "varchar",
    "low": AMOUNT,
    "high": AMOUNT,
    "bound_low": AMOUNT,
    "bound_high": AMOUNT,
    "decimals": "integer",
    "unit": "varchar",
    "unit_mult": "integer",
    "kind": "varchar",
    "qualifier": "varchar",
    "period_start": "date",  # nearest period named in the sentence; NULL where none is
    "period_end": "date",
}


def frames(documents: Iterable[Document]) -> dict[str, list[tuple]]:
    """The rows of both tables by their name, in the order of CELLS and MENTIONS."""
    documents = list(documents)
    return {
        "cells": [row for document in documents for row in cell_rows(document)],
        "mentions": [row for document in documents for row in mention_rows(document)],
    }


def load(connection, documents: Iterable[Document]) -> dict[str, list[tuple]]:
    """Creates and fills `cells` and `mentions` in a DuckDB connection; returns the rows."""
    found = frames(documents)
    for name, columns in (("cells", CELLS), ("mentions", MENTIONS)):
        connection.execute(f"create or replace temp table {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})")
        shape = json.dumps([{column: "varchar[]" if kind.endswith("[]") else "varchar" for column, kind in columns.items()}])
        chosen = ", ".join(f"cast(found.{column} as {kind})" for column, kind in columns.items())
        for start in range(0, len(found[name]), BATCH):
            rows = [dict(zip(columns, map(as_text, row), strict=True)) for row in found[name][start : start + BATCH]]
            # In the text of the query: a parameter would make DuckDB import pandas and pyarrow, half a second.
            literal = json.dumps(rows).replace("'", "''")
            connection.execute(f"insert into {name} select {chosen} from (select unnest(from_json('{literal}', '{shape}')) as found)")
    return found


def as_text(value):
    if isinstance(value, str):
        return value.translate(LIGATURES)
    return value if value is None or isinstance(value, list) else str(value)
