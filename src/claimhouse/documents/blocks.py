"""What all readers share: their error, the limits, and the step from blocks in reading order to a Document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimhouse.documents.model import Box, Cell, Document, Line, Table

MOST_CELLS = 300_000  # of all tables of a document
MARKS = "·•▪●○◦‣∙■□►➢➤✓✔"  # that begin an item of a list
MOST_LETTERS = 20_000  # of one paragraph; longer ones are cut
MOST_SPAN = 1_000  # rows or columns of a merged cell
LONG = 600  # letters of a paragraph that is no title of a table
NOTE = re.compile(
    r"\s*(?:\(\w{1,2}\)|\[\w{1,2}\]|[*†‡§#]+|[¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]+|[a-z\d]{1,2}\)|notes?\b|source\b|n/?[am]\b|nm\b|注|附注|说明|来源)",
    re.IGNORECASE,
)
CJK = re.compile(r"[\u3400-\u9fff]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Unreadable(Exception):
    """A file cannot be read. The message names the file, what was expected and what to do."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table among the blocks of a reader."""

    cells: tuple[Cell, ...]
    caption: str = ""
    line: int | None = None
    page: int | None = None
    box: Box | None = None
    sheet: str = ""


def tidy(text: str) -> str:
    """The text without control characters, with single spaces, its ends stripped."""
    return (
        " ".join(
            "".join(
                " " if unicodedata.category(letter) in ("Cc", "Zs", "Zl", "Zp") else letter
                for letter in text
                if letter not in "\u200b\u200c\u200d\u2060\ufeff\u00ad"
            ).split()
        )
        if not (text.isascii() and text.isprintable())
        else " ".join(text.split())
    )


def superscript(text: str) -> str:
    """Raised text, so that a footnote mark does not run into the number before it."""
    if re.fullmatch(r"\s*\(\d{1,2}\)\s*", text):
        return text.translate(SUPERSCRIPT | str.maketrans("()", "⁽⁾"))
    return text.translate(SUPERSCRIPT) if text.strip().isdigit() else f" ({text.strip()})" if text.strip().isalnum() else text


def join(lines: Iterable[str]) -> tuple[str, list[int]]:
    """Printed lines as one paragraph and the offset at which each begins. Chinese is joined without a space."""
    text, starts = "", []
    for line in lines:
        if text and not (CJK.match(text[-1]) and line and CJK.match(line[0])):
            text += " "
        starts.append(len(text))
        text += line
    return text, starts


def language(texts: Iterable[str]) -> str:
    """zh where at least a fifth of the letters are Chinese, else en."""
    sample = "".join(text for text, _ in zip(texts, range(2_000), strict=False))[:200_000]
    letters = sum(map(str.isalpha, sample))
    return "zh" if letters and len(CJK.findall(sample)) * 5 >= letters else "en"


def shortened(line: Line) -> list[Line]:
    """The paragraph, cut after a space where it is longer than MOST_LETTERS."""
    if len(line.text) <= MOST_LETTERS:
        return [line]
    pieces, at = [], 0
    while at < len(line.text):
        end = min(at + MOST_LETTERS, len(line.text))
        if end < len(line.text) and (space := line.text.rfind(" ", at + MOST_LETTERS // 2, end)) > 0:
            end = space
        text = line.text[at:end].strip()
        if text:
            pieces.append(replace(line, text=text, parts=()))
        at = end
    return pieces


def moved(blocks, lines: int):
    """Blocks of a part of the file, with the line of the file."""
    for block in blocks:
        if isinstance(block, Grid):
            yield replace(
                block,
                line=(block.line or 1) + lines,
                cells=tuple(replace(cell, line=cell.line and cell.line + lines) for cell in block.cells),
            )
        else:
            yield replace(
                block,
                line=(block.line or 1) + lines,
                parts=tuple((offset, line and line + lines, page, box) for offset, line, page, box in block.parts),
            )


def leading(text: str) -> str:
    """What a paragraph above a table may say of it: the whole of a short one, the last sentence of a long one that leads to the table."""
    if len(text) <= LONG:
        return text
    last = re.split(r"(?<=[.;])\s+(?=[A-Z])", text)[-1]
    return last if last.endswith((":", "：")) and len(last) <= LONG else ""


def assemble(file: str, form: str, blocks: Iterable[Line | Grid], title: str = "", remarks: Iterable[str] = ()) -> Document:
    """The Document of blocks in reading order."""
    lines: list[Line] = []
    tables: list[Table] = []
    remarks = list(remarks)
    since = cells = 0  # lines before the last table; cells so far
    for block in blocks:
        if isinstance(block, Line):
            lines += shortened(block)
            continue
        cells += len(block.cells)
        name = block.sheet or f"t{len(tables) + 1}"
        if cells > MOST_CELLS:
            raise Unreadable(f"{file}: more than {MOST_CELLS:,} table cells, at table {name}; split the file")
        near = [text for line in lines[max(since, len(lines) - 3) :] if (text := leading(line.text))]
        tables.append(Table(name, block.cells, block.caption, block.line, block.page, (), "\n".join(near), len(lines), block.box))
        since = len(lines)
    for index, table in enumerate(tables):
        last = tables[index + 1].position if index + 1 < len(tables) else len(lines)
        notes = []
        for line in lines[table.position : min(last, table.position + 20)]:
            if not NOTE.match(line.text):
                break
            notes.append(line.text)
        if notes:
            tables[index] = replace(table, notes=tuple(notes))
    spoken = language([line.text for line in lines] + [cell.text for table in tables for cell in table.cells[:500]])
    heading = title or next((line.text for line in lines if line.is_heading), "")
    if not lines and not tables:
        raise Unreadable(f"{file}: no text in it")
    return Document(file, form, tidy(heading)[:300], spoken, tuple(lines), tuple(tables), tuple(remarks))
