"""Writes one content, texts and tables of plain rows, as Markdown, HTML, DOCX, XLSX, CSV, text and PDF."""

from __future__ import annotations

import html
import io
import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Content:
    """A title, text before and after one table; rows are lists of cells, shorter ones are filled up."""

    title: str
    before: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def square(self) -> list[list[str]]:
        width = max(map(len, self.rows), default=0)
        return [row + [""] * (width - len(row)) for row in self.rows]


def markdown(content: Content) -> bytes:
    """The table under an empty heading row, which the form needs and the content has not."""

    def cell(text: str) -> str:
        return html.escape(text, quote=False).translate({ord(mark): f"\\{mark}" for mark in "\\|*_`[]~"})

    rows = content.square()
    lines = [f"# {cell(content.title)}", ""]
    for text in content.before:
        lines += [cell(text), ""]
    if rows:
        width = len(rows[0])
        lines += ["|" + "   |" * width, "|" + "---|" * width]
        lines += ["| " + " | ".join(map(cell, row)) + " |" for row in rows] + [""]
    for text in content.after:
        lines += [cell(text), ""]
    return "\n".join(lines).encode()


def page(content: Content) -> bytes:
    """HTML."""
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in content.square())
    texts = [f"<p>{html.escape(text)}</p>\n" for text in content.before]
    after = [f"<p>{html.escape(text)}</p>\n" for text in content.after]
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{html.escape(content.title)}</title></head><body>\n"
        f"<h1>{html.escape(content.title)}</h1>\n{''.join(texts)}{f'<table>{rows}</table>' if rows else ''}{''.join(after)}</body></html>"
    ).encode()


def docx(content: Content) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(content.title, 1)
    for text in content.before:
        document.add_paragraph(text)
    rows = content.square()
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(table._tbl.tr_lst, rows, strict=True):
            for cell, text in zip(line.tc_lst, row, strict=True):
                cell.p_lst[0].add_r().text = text
    for text in content.after:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def xlsx(content: Content) -> bytes:
    """Texts on a sheet of their own, all cells as text, as people paste tables."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Text"
    for number, text in enumerate([content.title, *content.before], 1):
        put(sheet, number, 1, text)
    if content.rows:
        table = book.create_sheet("Table")
        for number, row in enumerate(content.rows, 1):
            for column, text in enumerate(row, 1):
                put(table, number, column, text)
    after = book.create_sheet("After")
    for number, text in enumerate(content.after, 1):
        put(after, number, 1, text)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def put(sheet, row: int, column: int, text: str) -> None:
    if text:
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"


def csv(content: Content) -> bytes:
    """The table alone."""
    import csv as writer

    written = io.StringIO()
    writer.writer(written, lineterminator="\n").writerows(content.square())
    return written.getvalue().encode()


def text(content: Content) -> bytes:
    """The table laid out by spaces: labels to the left, figures to the right."""
    rows = [[" ".join(cell.split()) for cell in row] for row in content.square()]
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    laid = ["   ".join(pad(cell, widths[at], at == 0) for at, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join(
        [
            content.title,
            "",
            *(line for text in content.before for line in (text, "")),
            *laid,
            "",
            *(line for text in content.after for line in (text, "")),
        ]
    ).encode()


def pad(cell: str, size: int, left: bool) -> str:
    blanks = " " * (size - width(cell))
    return cell + blanks if left else blanks + cell


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pdf(content: Content, ruled: bool = False) -> bytes:
    """A page after page of the text and the table, with Helvetica, or a Chinese font that readers have."""
    from support.pdf import Paper

    paper = Paper()
    paper.write(content.title, size=14)
    for line in content.before:
        paper.write(line)
    paper.table(content.square(), ruled)
    for line in content.after:
        paper.write(line)
    return paper.bytes()


WRITERS = {"md": markdown, "html": page, "docx": docx, "xlsx": xlsx}
ALL = WRITERS | {"csv": csv, "txt": text, "pdf": pdf}


def specs() -> Path | None:
    """Folder of the conformance data (CLAIMHOUSE_SPECS), None where there is none."""
    given = os.environ.get("CLAIMHOUSE_SPECS")
    return Path(given) if given and Path(given).is_dir() else None


def tatqa(folder: Path) -> Iterator[tuple[str, Content]]:
    """Each page of TAT-QA by the id of its table. Paragraphs up to the first that ends in a colon stand before the table."""
    for entry in json.loads((folder / "tatqa" / "tatqa_dataset_dev.json").read_text(encoding="utf-8")):
        texts = [paragraph["text"] for paragraph in sorted(entry["paragraphs"], key=lambda paragraph: paragraph["order"])]
        colon = next((place for place, line in enumerate(texts) if line.rstrip().endswith(":")), -1)
        rows = [[" ".join(cell.split()) for cell in row] for row in entry["table"]["table"]]
        yield entry["table"]["uid"], Content(entry["table"]["uid"], texts[: colon + 1], rows, texts[colon + 1 :])
