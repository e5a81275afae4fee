"""HTML and XHTML, with inline XBRL. Nothing outside the file is looked at."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree, html

from claimhouse.documents.blocks import MOST_CELLS, MOST_SPAN, Grid, Unreadable, assemble, moved, superscript, tidy
from claimhouse.documents.layout import numeric
from claimhouse.documents.model import Cell, Document, Line

SKIPPED = {"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe", "select", "textarea", "ix:header"}
BLOCK = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "header",
    "footer",
    "nav",
    "aside",
    "hr",
    "body",
    "html",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
    "table",
    "caption",
    "form",
    "fieldset",
    "address",
    "details",
    "summary",
    "center",
    "title",
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
INDENT = re.compile(r"(padding-left|margin-left|text-indent|padding)\s*:\s*([^;]+)", re.IGNORECASE)
LENGTH = re.compile(r"(-?[\d.]{1,8})\s*(px|pt|em|rem|%)?")
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)|position\s*:\s*relative\s*;[^\"]*?\btop\s*:\s*-[\d.]", re.IGNORECASE)
POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 3.0, None: 0.75}


class TooDeep(ValueError):
    """Elements are nested deeper than the parser follows; what comes after would be lost. Its argument is the line."""


def read(file: str, form: str, data: bytes) -> Document:
    try:
        root = parsed(data)
    except TooDeep as error:
        raise Unreadable(f"{file}: line {error}: elements nested more than 2,000 deep; save the page from a browser as PDF") from error
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"{file}: not an HTML page: {str(error)[:200]}") from error
    if root is None:
        raise Unreadable(f"{file}: no text in it")
    title = root.findtext(".//title") or ""
    return assemble(file, form, walk(root, file), tidy(title))


def parsed(data: bytes):
    """The tree; UTF-8 unless the page declares another encoding. No entity is expanded, no network is used."""
    declared = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*[\w-]+", data[:4_096]) or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    parser = html.HTMLParser(encoding=None if declared else "utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(data, parser=parser)
    if (error := next((error for error in parser.error_log if "depth" in error.message), None)) is not None:
        raise TooDeep(error.line)
    return root


def blocks_of(data: bytes):
    """Blocks of a piece of HTML."""
    try:
        root = parsed(data)
    except (etree.LxmlError, ValueError):
        return
    yield from walk(root, "")


def walk(root, file: str):
    """Lines and tables in reading order, without recursion, so that depth does not matter."""
    words: list[str] = []
    line = None
    heading = skipped = raised = 0
    tables = set(filter(is_data, root.iter("table")))
    plain = {element for element in root.iter("pre", "table") if element.tag == "pre" or next(element.iter("tr"), None) is None}

    def flush():
        nonlocal words, line
        text = tidy("".join(words))
        found = [Line(text, line, is_heading=heading > 0)] if text else []
        words, line = [], None
        return found

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        out_of_sight = tag in SKIPPED or hidden(element)
        if event == "start":
            if out_of_sight or skipped:
                skipped += out_of_sight
                continue
            if element in plain:
                yield from flush()
                yield from laid_out(element)
                skipped += 1
                continue
            if element in tables:
                yield from flush()
                if grid := grid_of(element, file):
                    yield grid
                skipped += 1
                continue
            if tag in BLOCK:
                yield from flush()
                line = element.sourceline
            heading += tag in ("h1", "h2", "h3", "h4", "h5", "h6")
            raised += is_raised(element)
            if tag == "br":
                words.append(" ")
            if element.text:
                line = line or element.sourceline
                words.append(superscript(element.text) if raised else element.text)
        else:
            table = element in tables or element in plain
            if out_of_sight or table and skipped == 1:
                skipped -= 1
                if skipped == 0 and element.tail and element is not root:
                    words.append(element.tail)
                continue
            if skipped:
                continue
            if tag in BLOCK:
                yield from flush()
            heading -= tag in ("h1", "h2", "h3", "h4", "h5", "h6")
            raised -= is_raised(element)
            if element.tail and element is not root:
                words.append(superscript(element.tail) if raised else element.tail)
    yield from flush()


def laid_out(element):
    """Blocks of text that is laid out by spaces, as in a `pre` or in a table without rows; lines count from its own line."""
    from claimhouse.documents.formats.text import blocks_of as text_blocks

    first = (element.sourceline or 1) - 1
    yield from moved(text_blocks("".join(element.itertext()).splitlines()), first)


def hidden(element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or style is not None and HIDDEN.search(style) is not None


def is_raised(element) -> bool:
    """Text set above the line, as the mark of a note is."""
    return element.tag == "sup" or element.tag in ("span", "font", "a") and RAISED.search(element.get("style") or "") is not None


def is_data(table) -> bool:
    """A table of cells; not a frame for the layout of a page, which has one cell or other tables in it."""
    if table.find(".//table") is not None:
        return False
    cells = 0
    for row in table.iter("tr"):
        filled = [cell for cell in row if cell.tag in ("td", "th") and tidy("".join(cell.itertext()))]
        cells += len(filled) > 1
        if cells > 1:
            return True
    return False


def grid_of(table, file: str) -> Grid | None:
    """Cells with their place in the grid, after row and column spans as HTML defines them."""
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # column: rows that a cell from above still fills
    offsets: list[float] = []
    caption = tidy(" ".join(text_of(found) for found in table.iterchildren("caption")))
    number = 0
    for row in table.iter("tr"):
        if hidden(row):
            continue
        number += 1
        column = 1
        head = row.getparent().tag == "thead"
        fresh: dict[int, int] = {}
        for element in row:
            if element.tag not in ("td", "th") or hidden(element):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            down, right = span(element, "rowspan"), span(element, "colspan")
            text = text_of(element)
            if tidy(text):
                offset = indent_of(element, text)
                offsets.append(offset)
                cells.append(
                    Cell(
                        tidy(text),
                        number,
                        column,
                        down,
                        right,
                        head or element.tag == "th",
                        round(offset * 100),
                        is_bold(element),
                        element.sourceline,
                    )
                )
            if len(cells) > MOST_CELLS:
                raise Unreadable(f"{file}: line {table.sourceline}: a table of more than {MOST_CELLS:,} cells; split the file")
            if down > 1:
                fresh |= dict.fromkeys(range(column, column + right), down)
            column += right
        taken = {at: left - 1 for at, left in taken.items() if left > 1} | {at: left - 1 for at, left in fresh.items()}
    if not cells:
        return None
    cells = beside_labels(cells)
    steps = {offset: level for level, offset in enumerate(sorted({cell.indent for cell in cells if cell.column == 1}))}
    return Grid(
        tuple(replace(cell, indent=steps.get(cell.indent, 0) if cell.column == 1 else 0) for cell in cells), caption, table.sourceline
    )


def beside_labels(cells: list[Cell]) -> list[Cell]:
    """The cells, with a sum that spans the column of labels and the one beside it in the latter: other rows have a figure alone there."""
    figures = {cell.column for cell in cells if cell.column_span == 1 and numeric(cell.text)}
    first = min((cell.column for cell in cells), default=0)
    if first in figures:
        return cells
    return [
        replace(cell, column=cell.column + cell.column_span - 1, column_span=1)
        if cell.column == first and cell.column_span > 1 and cell.column + cell.column_span - 1 in figures and numeric(cell.text)
        else cell
        for cell in cells
    ]


def span(element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(int(value), MOST_SPAN) if value.isascii() and value.isdigit() and 0 < len(value) < 9 and int(value) else 1


def text_of(element) -> str:
    """The text of a cell; a line break is a space, raised text is set apart."""
    words: list[str] = []
    raised = skipped = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(inner.tag, str):
            continue
        gone = inner is not element and (inner.tag in SKIPPED or hidden(inner))
        if event == "start":
            skipped += gone
            raised += is_raised(inner)
            if inner.tag in ("br", "p", "div", "li"):
                words.append(" ")
            if inner.text and not skipped:
                words.append(superscript(inner.text) if raised else inner.text)
        else:
            skipped -= gone
            raised -= is_raised(inner)
            if inner.tail and inner is not element and not skipped:
                words.append(superscript(inner.tail) if raised else inner.tail)
    return "".join(words)


def indent_of(element, text: str) -> float:
    """Left offset of a label in points, from style and leading blanks."""
    points = 3.0 * len(re.match(r"[\u00a0\u2002\u2003\u3000]*", text.lstrip(" \t\r\n"))[0])
    for inner in (element, *element.iterchildren("p", "div", "span", "font")):
        for name, value in INDENT.findall(inner.get("style") or ""):
            sides = LENGTH.findall(value)
            if sides:
                amount, measure = (
                    sides[-1] if name.lower() == "padding" and len(sides) == 4 else sides[0] if name.lower() != "padding" else ("0", "")
                )
                try:
                    points += float(amount) * POINTS[measure or None]
                except ValueError:
                    continue
    return points


def is_bold(element) -> bool:
    if BOLD.search(element.get("style") or ""):
        return True
    inner = next(iter(element), None)
    while inner is not None and isinstance(inner.tag, str):
        if inner.tag in ("b", "strong") or BOLD.search(inner.get("style") or ""):
            return True
        inner = next(iter(inner), None) if inner.tag in ("p", "div", "span", "font") else None
    return False
