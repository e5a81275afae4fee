"""Numbers of notes that a text glues to words, "net income2", as raised digits, so that they are no part of the words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from claimhouse.documents.model import Table
from claimhouse.documents.periods import MONTH
from claimhouse.draft.source import Paragraph, Source

GLUED = re.compile(r"(?<![\w-])(?P<word>[A-Za-z]{4,})(?P<mark>[1-9])(?![\w%]|[.,:/-]\w)")
RAISED = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
LINE = r"^[ \t|]*\(?{}\)?[.)]?[ \t]+(?:[A-Z]|[a-z]+ [a-z])"  # of a note: "1 CAPEX is no measure of IFRS"


def words_with_marks(text: str) -> dict[str, str]:
    """The mark of each word that has one number alone and that the text also prints without it, or has the note; marks count from 1.
    "Scope1" beside "Scope 2", "Level1" beside "Level2" and "Switch2" have none."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in GLUED.finditer(text):
        found[match["word"]].add(match["mark"])
    of_any_case: dict[str, set[str]] = defaultdict(set)
    for word, numbers in found.items():
        of_any_case[word.lower()] |= numbers
    marks: dict[str, str] = {}
    for word, numbers in found.items():
        if len(of_any_case[word.lower()]) > 1 or re.search(rf"\b{word} \d(?![\d,.])", text):
            continue
        mark = next(iter(numbers))
        called = word.lower() if word.istitle() and not re.fullmatch(MONTH, word, re.IGNORECASE) else word
        plain = re.search(rf"\b{called}s?\b", text) is not None
        if plain or re.search(LINE.format(mark), text, re.MULTILINE):
            marks[word] = mark
    last = 0
    while str(last + 1) in marks.values():
        last += 1
    return {word: mark for word, mark in marks.items() if int(mark) <= last}


def raise_marks(source: Source) -> Source:
    """The source with those marks raised in its paragraphs and cells; its lines stay as they are printed, and every character in its
    place."""
    if not any(map(GLUED.search, source.lines)):
        return source
    marks = words_with_marks("\n".join(source.lines))
    if not marks:
        return source
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(word + mark for word, mark in marks.items())})(?![\w%]|[.,:/-]\w)")

    def raised(text: str) -> str:
        return pattern.sub(lambda match: match[0][:-1] + match[0][-1].translate(RAISED), text)

    def read(block: Paragraph | Table) -> Paragraph | Table:
        if isinstance(block, Paragraph):
            return replace(block, text=raised(block.text))
        return replace(block, caption=raised(block.caption), cells=tuple(replace(cell, text=raised(cell.text)) for cell in block.cells))

    source.order = [read(block) for block in source.order]
    source.paragraphs = [block for block in source.order if isinstance(block, Paragraph)]
    tables = {block.table_id: block for block in source.order if isinstance(block, Table)}
    source.document = replace(source.document, tables=tuple(tables.get(one.table_id, one) for one in source.document.tables))
    return source
