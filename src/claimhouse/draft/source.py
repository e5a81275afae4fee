"""The text of a document with numbered lines, and where each paragraph and table cell of it stands.

A plain text keeps its lines. Any other format becomes one line per paragraph and per row of a table, cells parted by " | ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimhouse.documents.blocks import tidy
from claimhouse.documents.formats.text import decoded
from claimhouse.documents.grid import MARK_ALONE, is_open, numeric
from claimhouse.documents.guard import guarded_read
from claimhouse.documents.model import Cell, Document, Table
from claimhouse.draft.lost_tables import with_lost_tables

SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `places` gives for each character the line and the character of the line; None where the text adds a blank."""

    text: str
    places: tuple[tuple[int, int], ...]
    is_heading: bool
    page: int | None = None

    def at(self, character: int) -> tuple[int, int]:
        return self.places[min(character, len(self.places) - 1)]


@dataclass
class Source:
    """Lines of the text, paragraphs, and the line and characters of each cell by table and position."""

    document: Document
    lines: list[str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    cells: dict[tuple[str, int, int], tuple[int, int, int]] = field(default_factory=dict)
    order: list[Paragraph | Table] = field(default_factory=list)  # as they stand in the document


def open_source(path: Path) -> Source:
    """Reads a document. Raises Unreadable with the file and what to do."""
    document, taken = with_lost_tables(guarded_read(path))
    if document.format == "txt":
        text = decoded(str(path), path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        return numbered_text(document, text.split("\n"), taken)
    return composed(document, taken)


def numbered_text(document: Document, lines: list[str], taken: frozenset[int] = frozenset()) -> Source:
    """The source of a plain text; the lines at the places `taken` are those of tables."""
    source = Source(document, lines)
    for position in range(len(document.lines) + 1):
        for table in (table for table in document.tables if table.position == position):
            source.order.append(table)
            place_cells(source, table)
        if position == len(document.lines):
            break
        line = document.lines[position]
        if not line.text or position in taken:
            continue
        parts = [(offset, number) for offset, number, _, _ in line.parts] or [(0, line.line)]
        places: list[tuple[int, int]] = []
        for place, (offset, number) in enumerate(parts):
            end = parts[place + 1][0] if place + 1 < len(parts) else len(line.text)
            places += aligned(line.text[offset:end], lines[number - 1], number)
        paragraph = Paragraph(line.text, tuple(places), line.is_heading)
        source.paragraphs.append(paragraph)
        source.order.append(paragraph)
    return source


def aligned(text: str, printed: str, number: int) -> list[tuple[int, int]]:
    """The place of each character of a tidied text on the printed line: the same letters, with other blanks between them."""
    places, at = [], max(printed.find(text), 0)
    for letter in text:
        found = printed.find(letter, at) if letter != " " else at
        if letter != " " and found >= 0:
            at = found + 1
        places.append((number, max(found, 0)))
    return places


def place_cells(source: Source, table: Table) -> None:
    """Finds the cells of a table on their printed lines, from left to right."""
    cursor: dict[int, int] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        number = cell.line or table.line
        if number is None or number > len(source.lines):
            continue
        printed = re.compile(r"\s+".join(map(re.escape, cell.text.split())) or r"(?!)")  # as many blanks as the line has
        found = printed.search(source.lines[number - 1], cursor.get(number, 0))
        start, end = found.span() if found else (-1, -1)
        if start < 0:  # headings of columns that stand on lines of their own
            alone = (near for near in range(max(1, number - 8), number) if source.lines[near - 1].strip() == cell.text)
            number = next(alone, number)
            found = printed.search(source.lines[number - 1])
            start, end = found.span() if found else (-1, -1)
        if start >= 0 and cell.text:
            cursor[number] = end
            source.cells[table.table_id, cell.row, cell.column] = (number, start, end)


def composed(document: Document, taken: frozenset[int]) -> Source:
    """The source of any other format; the paragraphs at the places `taken` are those of tables, and stay lines."""
    source = Source(document, [])
    numbers: dict[int, int] = {}  # of the lines of tables
    for position in range(len(document.lines) + 1):
        for table in (table for table in document.tables if table.position == position):
            caption = tidy(table.caption)
            if caption and (not source.paragraphs or source.paragraphs[-1].text != caption):
                add(source, caption, False, table.page)
            source.order.append(table)
            if is_lost(table, taken):
                continue
            rows: dict[int, list[Cell]] = {}
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
                rows.setdefault(cell.row, []).append(cell)
            for number, row in rows.items():
                texts, at, last = [], 0, (table.table_id, number, 0)
                for cell in row:
                    text = tidy(cell.text)
                    if texts and MARK_ALONE.fullmatch(text) and numeric(texts[-1]) and is_open(texts[-1], text):
                        texts[-1] += text  # "(30,447" and ")" in a cell of its own
                        line, start, end = source.cells[last]
                        source.cells[last] = (line, start, end + len(text))
                        at += len(text)
                        continue
                    last = (table.table_id, number, cell.column)
                    source.cells[last] = (len(source.lines) + 1, at, at + len(text))
                    texts.append(text)
                    at += len(text) + len(SEPARATOR)
                source.lines.append(SEPARATOR.join(texts))
        if position < len(document.lines) and (text := tidy(document.lines[position].text)):
            line = document.lines[position]
            if position in taken:
                source.lines.append(text)
                numbers[position + 1] = len(source.lines)
            else:
                add(source, text, line.is_heading, line.page)
    for table in document.tables:
        if is_lost(table, taken):
            place_cells(source, replace(table, cells=tuple(replace(cell, line=numbers[cell.line]) for cell in table.cells)))
    return source


def is_lost(table: Table, taken: frozenset[int]) -> bool:
    """Whether a table is one of `lost_tables`."""
    return table.position in taken and table.table_id.startswith("r")


def add(source: Source, text: str, is_heading: bool, page: int | None) -> None:
    source.lines.append(text)
    number = len(source.lines)
    paragraph = Paragraph(text, tuple((number, at) for at in range(len(text))), is_heading, page)
    source.paragraphs.append(paragraph)
    source.order.append(paragraph)
