"""Word documents (DOCX): paragraphs and tables of the body, with tracked insertions and without deletions."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree

from claimhouse.documents.archive import checked
from claimhouse.documents.blocks import MOST_CELLS, MOST_SPAN, Grid, Unreadable, assemble, superscript, tidy
from claimhouse.documents.model import Cell, Document, Line

P, TBL, SDT, T, TAB, BR, SYM = (qn(f"w:{name}") for name in ("p", "tbl", "sdt", "t", "tab", "br", "noBreakHyphen"))
TR, TC, DEL, ROW_DEL, RUN = (qn(f"w:{name}") for name in ("tr", "tc", "del", "moveFrom", "r"))
VALUE = qn("w:val")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TWIPS = 120  # of a level of indent: a sixteenth of an inch


def read(file: str, form: str, data: bytes) -> Document:
    checked(file, form, data, "word/document.xml").close()
    try:
        opened = open_docx(io.BytesIO(data))
        body = opened.element.body
        if body is None:
            raise ValueError("no body")
        headings = {style.style_id for style in opened.styles if (style.name or "").lower().startswith(("heading", "title"))}
        title = opened.core_properties.title or ""
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise Unreadable(f"{file}: damaged, not a readable DOCX file: {type(error).__name__}: {str(error)[:200]}") from error
    return assemble(file, form, blocks_of(body, headings, file), title)


def blocks_of(body, headings: set[str], file: str):
    """Blocks of the body; `line` counts its paragraphs and table rows."""
    number = 0
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag == P:
            number += 1
            if text := tidy(text_of(element)):
                style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
                yield Line(text, number, is_heading=style is not None and style.get(VALUE) in headings)
        elif element.tag == TBL:
            inner = [table for table in element.iterdescendants(TBL) if next(table.iterancestors(TBL)) is element]
            rows = sum(1 for _ in element.iterchildren(TR))
            if grid := grid_of(element, number, file):
                yield grid
            number += rows
            waiting += reversed(inner)
        elif element.tag == SDT or element.tag in (qn("w:ins"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")):
            waiting += reversed(element)


def text_of(element) -> str:
    """The text of a paragraph or cell, without that of tables inside it. Raised text is set apart from what it follows."""
    words: list[str] = []
    for found in element.iter(T, TAB, BR, SYM, P):
        if found.tag == P:
            if words:
                words.append(" ")
            continue
        above = next((up for up in found.iterancestors() if up is element or up.tag in (TBL, DEL, FALLBACK)), None)
        if above is not element:
            continue
        if found.tag == T:
            raised = found.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
            text = found.text or ""
            words.append(superscript(text) if raised is not None and raised.get(VALUE) == "superscript" else text)
        else:
            words.append("-" if found.tag == SYM else " ")
    return "".join(words)


def grid_of(table, number: int, file: str) -> Grid | None:
    cells: list[Cell] = []
    open_above: dict[int, int] = {}  # column: index of the cell that is merged downwards
    row = 0
    for element in table.iterchildren(TR):
        row += 1
        properties = element.find(qn("w:trPr"))
        head = properties is not None and properties.find(qn("w:tblHeader")) is not None
        before = properties.find(qn("w:gridBefore")) if properties is not None else None
        column = 1 + (whole(before.get(VALUE)) if before is not None else 0)
        still: dict[int, int] = {}
        for cell in element.iter(TC):
            if next(cell.iterancestors(TR)) is not element:
                continue
            shape = cell.find(qn("w:tcPr"))
            wide = shape.find(qn("w:gridSpan")) if shape is not None else None
            right = max(whole(wide.get(VALUE)), 1) if wide is not None else 1
            merge = shape.find(qn("w:vMerge")) if shape is not None else None
            if merge is not None and merge.get(VALUE) != "restart" and column in open_above:
                at = open_above[column]
                cells[at] = replace(cells[at], row_span=cells[at].row_span + 1)
                still[column] = at
            else:
                raw = text_of(cell)
                text = tidy(raw)
                if text or merge is not None:
                    cells.append(Cell(text, row, column, 1, right, head, indent_of(cell, raw), is_bold(cell), number + row))
                    if len(cells) > MOST_CELLS:
                        raise Unreadable(f"{file}: paragraph {number}: a table of more than {MOST_CELLS:,} cells; split the file")
                    if merge is not None:
                        still[column] = len(cells) - 1
            column += right
        open_above = still
    cells = [cell for cell in cells if cell.text]
    if not cells or row < 2 and len(cells) < 2:
        return None
    steps = {offset: level for level, offset in enumerate(sorted({cell.indent for cell in cells if cell.column == 1}))}
    return Grid(tuple(replace(cell, indent=steps[cell.indent] if cell.column == 1 else 0) for cell in cells), line=number + 1)


def whole(value: str | None) -> int:
    return min(int(value), MOST_SPAN) if value and value.isascii() and value.isdigit() and len(value) < 9 else 0


def indent_of(cell, text: str) -> int:
    """Left indent of the first paragraph, in steps of TWIPS."""
    indent = cell.find(f"{P}/{qn('w:pPr')}/{qn('w:ind')}")
    given = (indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0") if indent is not None else "0"
    blanks = len(text) - len(text.lstrip(" \u00a0\u3000\t"))
    return (int(given) // TWIPS if given.isascii() and given.isdigit() and len(given) < 9 else 0) + blanks


def is_bold(cell) -> bool:
    runs = [run for run in cell.iter(RUN) if run.find(T) is not None]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(VALUE) not in ("0", "false") for mark in marks)
