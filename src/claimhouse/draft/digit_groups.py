"""Numbers whose digits a text parts by blanks, "13 176 GWh", with blanks that keep them together."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.documents.grid import GROUPED
from claimhouse.documents.model import Table
from claimhouse.documents.periods import MONTH
from claimhouse.draft.source import Paragraph, Source

PARTED = re.compile(r"(?<![\w.,/–-])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?![\w/-]|[.,]\d{3}(?!\d)| \d)")
BEHIND_MONTH = re.compile(rf"\b(?:{MONTH})\.?\s$", re.IGNORECASE)  # "In March 13 176 firms"
COMMAS = re.compile(r"\d,\d{3}(?!\d)")
LEAST = 2  # numbers that show how a document prints them


def parted_numbers(text: str) -> list[re.Match]:
    """The numbers of a text in groups of three digits, a blank apart."""
    return [match for match in PARTED.finditer(text) if not BEHIND_MONTH.search(text[: match.start()])]


def join_groups(source: Source) -> Source:
    """The source with those blanks unbroken in its paragraphs, where it prints several numbers so and more than with commas; its lines stay
    as they are printed, and every character in its place."""
    texts = [block.text for block in source.order if isinstance(block, Paragraph)]
    cells = [cell.text for block in source.order if isinstance(block, Table) for cell in block.cells]
    found = sum(len(parted_numbers(text)) for text in texts)
    shown = found + sum(" " in text and GROUPED.fullmatch(text) is not None for text in cells)
    if not found or shown < LEAST or shown <= sum(len(COMMAS.findall(text)) for text in (*texts, *cells)):
        return source

    def joined(text: str) -> str:
        for match in parted_numbers(text):
            text = text[: match.start()] + match[0].replace(" ", "\u00a0") + text[match.end() :]
        return text

    source.order = [replace(block, text=joined(block.text)) if isinstance(block, Paragraph) else block for block in source.order]
    source.paragraphs = [block for block in source.order if isinstance(block, Paragraph)]
    return source
