"""Excel workbooks (XLSX): the cells of each visible sheet as they are shown, formulas by their stored values."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from claimhouse.documents.archive import checked
from claimhouse.documents.blocks import MOST_CELLS, Grid, Unreadable, assemble, tidy
from claimhouse.documents.model import Cell, Document
from claimhouse.documents.number_format import shown
from claimhouse.documents.sheet import split_sheet

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FILLED = re.compile(rb"<(?:\w+:)?v[ >]|<(?:\w+:)?is[ >]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
EMPTY_CELLS = 3  # times MOST_CELLS, formatted, merged or empty
BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    etree.LxmlError,
    SyntaxError,
    zipfile.BadZipFile,
    InvalidFileException,
    OSError,
)


def read(file: str, form: str, data: bytes) -> Document:
    with checked(file, form, data, "xl/workbook.xml") as archive:
        count_cells(file, archive)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            remarks = [f"sheet {sheet.title!r} is hidden: not read" for sheet in book.worksheets if sheet.sheet_state != "visible"]
            formulas = unsolved(data)
            blocks = [block for sheet in sheets for block in split_sheet(rows_of(sheet), sheet.title)]
            title = book.properties.title or ""
    except Unreadable:
        raise
    except BROKEN as error:
        raise Unreadable(f"{file}: damaged, not a readable XLSX file: {type(error).__name__}: {str(error)[:200]}") from error
    if formulas:
        remarks.append(f"{formulas} formulas without a stored value: not read; open the file in a spreadsheet program and save it")
    names = [block.sheet for block in blocks if isinstance(block, Grid)]
    if len(set(names)) < len(names):
        raise Unreadable(f"{file}: damaged: two sheets of one name")
    return assemble(file, form, blocks, title, remarks)


def count_cells(file: str, archive: zipfile.ZipFile) -> None:
    """Refuses sheets that would not fit into memory, before the library reads them."""
    filled = cells = 0
    for name in archive.namelist():
        if SHEET.fullmatch(name):
            with archive.open(name) as part:
                sheet = part.read()
            filled += len(FILLED.findall(sheet))
            cells += sheet.count(b"<c ") + sheet.count(b":c ") + sum(map(area, MERGED.finditer(sheet)))
            if filled > MOST_CELLS or cells > EMPTY_CELLS * MOST_CELLS:
                raise Unreadable(f"{file}: {name}: more than {MOST_CELLS:,} filled cells; split the workbook")


def area(match: re.Match) -> int:
    """Cells of a merged range."""
    left, top, right, bottom = (group.decode() for group in match.groups())
    return (abs(column_index_from_string(right) - column_index_from_string(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def unsolved(data: bytes) -> int:
    """Formulas whose value no program has stored."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if SHEET.fullmatch(name):
                count += len(re.findall(rb"</f><v\s*/>|</f><v></v>|</f></c>", archive.read(name)))
    return count


def rows_of(sheet) -> list[list[Cell]]:
    """Filled cells of a sheet by row; hidden rows and columns are left out."""
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    away = {
        number
        for letter, dimension in sheet.column_dimensions.items()
        if dimension.hidden
        for number in range(dimension.min or 0, min(dimension.max or 0, 16_384) + 1)
    }
    gone = {number for number, dimension in sheet.row_dimensions.items() if dimension.hidden}
    rows: dict[int, list[Cell]] = {}
    for (number, column), cell in sorted(sheet._cells.items()):  # the filled ones: a far corner costs nothing
        if cell.value is None or isinstance(cell, MergedCell) or number in gone or column in away:
            continue
        text = text_of(cell)
        if tidy(text):
            down, right = spans.get((number, column), (1, 1))
            indent = int(cell.alignment.indent or 0) + (len(text) - len(text.lstrip(" \u00a0\u3000")) if isinstance(cell.value, str) else 0)
            rows.setdefault(number, []).append(Cell(tidy(text), number, column, down, right, False, indent, bool(cell.font.bold), number))
    steps = {offset: level for level, offset in enumerate(sorted({row[0].indent for row in rows.values()}))}
    found: list[list[Cell]] = []
    last = 0
    for number, row in rows.items():
        found += [[]] * min(number - last - 1, 1)
        found.append([replace(cell, indent=steps[cell.indent] if place == 0 else 0) for place, cell in enumerate(row)])
        last = number
    return found


def text_of(cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown(value, cell.number_format or "General")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
