"""The audit as one page: the findings, then the document's own lines and tables with each figure marked.

Self-contained: no script, no request. All text of the documents is escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jinja2

from claimhouse.documents.audit import Audit
from claimhouse.documents.findings import Finding, short_place
from claimhouse.documents.layout import numeric
from claimhouse.documents.model import Document, Line, Table
from claimhouse.documents.text import count, support

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def as_html(done: Audit) -> str:
    """The page."""
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: UNSEEN.sub("\ufffd", value) if isinstance(value, str) else value,
    )
    template = environment.from_string((Path(__file__).parent / "templates" / "audit.html").read_text(encoding="utf-8"))
    marks = Marks(done)
    return template.render(
        title=f"Audit of {', '.join(Path(document.file).name for document in done.documents)}"[:300],
        findings=[marks.finding(finding) for finding in done.findings],
        suppressed=[marks.finding(finding) for finding in done.suppressed],
        tried=done.tried,
        counts=marks.counts(),
        documents=[marks.document(number, document) for number, document in enumerate(done.documents, 1)],
    )


class Marks:
    """State of each figure: contradicted, involved in a contradiction, or agreeing; and the finding that its mark opens."""

    def __init__(self, done: Audit):
        self.done = done
        self.numbers = {document.file: number for number, document in enumerate(done.documents, 1)}
        self.states: dict[tuple, str] = dict.fromkeys(done.agreeing, "agrees")
        self.opens: dict[tuple, str] = {}
        for finding in reversed(done.findings):
            for one in (*finding.consequences, finding):
                for key in map(key_of, (term.figure for term in reversed(one.terms))):
                    if self.states.get(key) != "contradicted":
                        self.states[key], self.opens[key] = "involved", finding.finding_id
            key = key_of(finding.terms[0].figure)
            self.states[key], self.opens[key] = "contradicted", finding.finding_id

    def counts(self) -> Counter:
        """Figures of all documents by their state; "" are those that are compared with nothing."""
        return Counter(self.states.get(key_of(row), "") for row in [*self.done.cells, *self.done.mentions])

    def anchor(self, key: tuple) -> str:
        place = f"-{re.sub(r'[^A-Za-z0-9]', '_', str(key[1]))}-{key[2]}-{key[3]}" if len(key) == 4 else f"-m{key[1]}"
        return f"d{self.numbers[key[0]]}{place}"

    def finding(self, finding: Finding) -> dict:
        places = [
            {"anchor": self.anchor(key_of(term.figure)), "text": f"{term.figure['printed']} ({short_place(term.figure)})"}
            for term in finding.terms[:8]
        ]
        return {
            "finding_id": finding.finding_id,
            "statement": finding.statement,
            "repair": finding.repair,
            "also": [other.statement for other in finding.consequences],
            "reason": finding.reason,
            "file": finding.file,
            "details": [f"{finding.kind}, {finding.severity}", support(finding), finding.finding_id],
            "links": places,
        }

    def document(self, number: int, document: Document) -> dict:
        cells = [row for row in self.done.cells if row["document_id"] == document.file]
        mentions: dict[int, list[dict]] = {}
        for row in self.done.mentions:
            if row["document_id"] == document.file:
                mentions.setdefault(row["paragraph"], []).append(row)
        figures = {(row["table_id"], row["row_number"], row["column_number"]) for row in cells}
        summary = f"{count(len(cells), 'figure')} in {count(len(document.tables), 'table')}, {sum(map(len, mentions.values()))} in the text"
        return {
            "file": document.file,
            "language": document.language,
            "summary": summary,
            "remarks": document.remarks,
            "blocks": self.blocks(number, document, figures, mentions),
        }

    def blocks(self, number: int, document: Document, figures: set, mentions: dict) -> Iterator[dict]:
        tables = list(document.tables)
        for position, line in enumerate([*document.lines, None]):
            while tables and tables[0].position <= position:
                yield self.table(number, document, tables.pop(0))
            if line is not None:
                yield self.line(document, line, mentions.get(position + 1, []))

    def line(self, document: Document, line: Line, mentions: list[dict]) -> dict:
        pieces, at = [], 0
        for row in mentions:
            if row["start_char"] < at:
                continue
            key = key_of(row)
            pieces.append({"text": line.text[at : row["start_char"]], "mark": False})
            pieces.append(
                {
                    "text": line.text[row["start_char"] : row["end_char"]],
                    "mark": True,
                    "state": self.states.get(key, ""),
                    "finding": self.opens.get(key),
                    "anchor": self.anchor(key),
                }
            )
            at = row["end_char"]
        return {"heading": line.is_heading, "pieces": [*pieces, {"text": line.text[at:], "mark": False}]}

    def table(self, number: int, document: Document, table: Table) -> dict:
        rows: dict[int, list[dict]] = {}
        at: dict[int, int] = {}  # row: first column that is still free
        held: dict[int, set[int]] = {}  # row: columns that a cell from above fills
        starts = {cell.column for cell in table.cells}
        first = min(starts)
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            row = rows.setdefault(cell.row, [])
            free = at.get(cell.row, first)
            for column in range(free, min(cell.column, free + 200)):
                if column not in held.get(cell.row, ()):
                    row.append({"text": "", "down": 1, "right": 1, "classes": "", "indent": 0, "anchor": None, "finding": None})
            key = (document.file, table.table_id, cell.row, self.column_of(document, table, cell.row, cell.column))
            state = self.states.get(key, "")
            classes = " ".join(filter(None, ("figure" if numeric(cell.text) else "", "bold" if cell.bold else "", state)))
            row.append(
                {
                    "text": cell.text,
                    "down": cell.row_span,
                    "right": cell.column_span,
                    "classes": classes,
                    "indent": min(cell.indent, 8),
                    "anchor": self.anchor(key) if key in self.states else None,
                    "finding": self.opens.get(key),
                }
            )
            at[cell.row] = cell.column + cell.column_span
            for below in range(cell.row + 1, cell.row + min(cell.row_span, 1_000)):
                held.setdefault(below, set()).update(range(cell.column, cell.column + cell.column_span))
        name = f"Table {table.table_id}" + (f", page {table.page}" if table.page else f", line {table.line}" if table.line else "")
        return {
            "rows": [rows[key] for key in sorted(rows)],
            "name": name,
            "caption": table.caption,
            "anchor": f"d{number}-{re.sub(r'[^A-Za-z0-9]', '_', table.table_id)}",
        }

    def column_of(self, document: Document, table: Table, row: int, column: int) -> int:
        """Column under which the figure of a cell stands in `cells`."""
        if not hasattr(self, "columns"):
            self.columns: dict[tuple, dict[int, int]] = {}
            for figure in self.done.cells:
                at = self.columns.setdefault((figure["document_id"], figure["table_id"], figure["row_number"]), {})
                at[figure["column_number"]] = figure["column_number"]
        known = self.columns.get((document.file, table.table_id, row), {})
        return column if column in known else max((other for other in known if other <= column), default=column)


def key_of(figure: dict) -> tuple:
    if figure.get("table_id"):
        return figure["document_id"], figure["table_id"], figure["row_number"], figure["column_number"]
    return figure["document_id"], figure["mention_id"]
