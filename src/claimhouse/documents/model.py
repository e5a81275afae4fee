"""A document as the readers give it: lines of running text and tables of cells, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. None where the format has no such thing.

    `line` counts from 1 in text formats and is the number of the paragraph or row in the others; `page` counts from 1; `box` is
    (left, top, right, bottom) in points from the upper left corner of the page; `table` is a table_id; `row` and `column` count from
    1 in the grid of the table (in XLSX and CSV in the sheet or file);
    `start` and `end` are character offsets in the text of the line or cell.
    """

    line: int | None = None
    page: int | None = None
    box: Box | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of running text, in reading order. The text of tables is not repeated here.

    Where a paragraph is wrapped over several printed lines, `parts` gives each of them: offset in `text`, line, page, box.
    """

    text: str
    line: int | None = None
    page: int | None = None
    box: Box | None = None
    is_heading: bool = False
    parts: tuple[tuple[int, int | None, int | None, Box | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `row` and `column` count from 1 and name its upper left corner, `row_span` and `column_span` its size.

    `indent` is a level from 0, from the layout (leading spaces, padding, alignment). `is_header` is what the format says (th, a header
    row); what a table without such marks means by its rows is found by `frames`.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    indent: int = 0
    bold: bool = False
    line: int | None = None
    box: Box | None = None
    page: int | None = None  # where a table goes on over several pages


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `caption` is its title where the format marks one; `before` the text right above it that may name unit and scale;
    `notes` the lines right below it that explain its marks; `position` the number of `Document.lines` before it.
    `table_id` is t1, t2, ... in reading order; in XLSX the name of the sheet.
    """

    table_id: str
    cells: tuple[Cell, ...]
    caption: str = ""
    line: int | None = None
    page: int | None = None
    notes: tuple[str, ...] = ()
    before: str = ""
    position: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read. `format` is txt, md, html, docx, pdf, xlsx or csv; `language` is en or zh, by its letters.

    `remarks` says what was left out and why (a page without text, a table beyond the limit).
    """

    file: str
    format: str
    title: str = ""
    language: str = "en"
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
