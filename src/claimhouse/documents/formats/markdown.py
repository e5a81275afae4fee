"""Markdown with tables."""

from __future__ import annotations

import html as entities
import re

from markdown_it import MarkdownIt

from claimhouse.documents.blocks import MARKS, MOST_CELLS, Grid, Unreadable, assemble, moved, superscript, tidy
from claimhouse.documents.formats.text import blocks_of as layout_blocks
from claimhouse.documents.formats.text import decoded
from claimhouse.documents.model import Cell, Document, Line

MOST_MARKED = 5_000  # letters of a text whose emphasis and links are looked for
BULLET = re.compile(rf"\s*[{MARKS}–—]\s")
PERCENT_SET = re.compile(r"\$\s?([-+−]?\d[\d.,]*)\s?\\?%\s?\$(?!\d)")  # "$100%$", set as a formula, is no money
MARKED = re.compile(r"[*_`\[<&\\~]")


def read(file: str, form: str, data: bytes) -> Document:
    text = decoded(file, data)
    if text.count("|") > 2 * MOST_CELLS:  # before the parser spends a minute on them
        raise Unreadable(f"{file}: more than {MOST_CELLS:,} table cells; split the file")
    return assemble(file, form, blocks_of(text))


def blocks_of(text: str):
    """Tokens of the parser as lines and tables."""
    parser = MarkdownIt("commonmark", {"html": True})
    blocks = MarkdownIt("commonmark", {"html": True}).enable("table")
    blocks.core.ruler.disable(["inline", "text_join"])
    tokens = blocks.parse(text)
    heading = False
    cells: list[Cell] = []
    row = column = start = 0
    header = False
    table: int | None = None
    for token in tokens:
        kind = token.type
        if kind == "heading_open":
            heading = True
        elif kind == "heading_close":
            heading = False
        elif kind == "table_open":
            table, cells, row = token.map[0] + 1, [], 0
        elif kind == "thead_open":
            header = True
        elif kind == "thead_close":
            header = False
            if not cells:
                row = 0  # a heading without a word is there for the form alone
        elif kind == "tr_open":
            row, column = row + 1, 0
            start = token.map[0] + 1 if token.map else start + 1
        elif kind in ("th_open", "td_open"):
            column += 1
        elif kind == "table_close":
            if cells:
                yield Grid(tuple(cells), line=table)
            table = None
        elif kind == "inline" and table is not None:
            if words := plain(parser, token.content):
                bold = token.content.strip().startswith(("**", "__"))
                indent = len(
                    re.match(r"(?:&nbsp;|&emsp;|\u00a0|\u2003|\u3000)*", token.content)[0]
                    .replace("&nbsp;", "\u00a0")
                    .replace("&emsp;", "\u00a0")
                )
                cells.append(Cell(words, row, column, is_header=header, indent=indent, bold=bold, line=start))
        elif kind == "inline":
            for offset, piece in listed(token.content):
                if words := plain(parser, piece):
                    yield Line(words, token.map[0] + 1 + offset if token.map else None, is_heading=heading)
        elif kind in ("fence", "code_block"):
            yield from moved(layout_blocks(token.content.splitlines()), token.map[0] + (kind == "fence"))
        elif kind == "html_block":
            from claimhouse.documents.formats.html import blocks_of as html_blocks

            yield from moved(html_blocks(token.content.encode()), token.map[0])


def listed(content: str) -> list[tuple[int, str]]:
    """A paragraph in pieces, each with the number of its first line; a line with a bullet that Markdown does not know begins an item."""
    pieces: list[tuple[int, list[str]]] = []
    for number, line in enumerate(content.split("\n")):
        if not pieces or BULLET.match(line):
            pieces.append((number, []))
        pieces[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in pieces]


def plain(parser: MarkdownIt, content: str) -> str:
    """The text of a paragraph or cell without its marks."""
    content = PERCENT_SET.sub(r"\1%", content)
    if not MARKED.search(content):
        return tidy(content)
    if len(content) > MOST_MARKED:
        return tidy(entities.unescape(content))
    words: list[str] = []
    raised = False
    for token in parser.parseInline(content)[0].children or ():
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "html_inline":
            tag = token.content.lower()
            raised = tag.startswith("<sup") if tag.startswith(("<sup", "</sup")) else raised
            words += [" "] if tag.startswith("<br") else []
        elif token.type != "image":
            words.append(superscript(token.content) if raised else token.content)
    return tidy("".join(words))
