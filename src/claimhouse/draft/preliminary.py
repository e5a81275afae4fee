"""Of which periods a document calls its figures preliminary, as a whole: in a note, in a sentence on its figures, over a column."""

from __future__ import annotations

import re

from claimhouse.draft.cells import Reader

SOFT = r"(?:preliminary|provisional)"
FIGURES = r"(?:figures|data|numbers|statistics|indicators)"
NOTE = re.compile(  # "Please note that the quarterly figures are provisional"; not "the figures for nurses are provisional", "they are ..."
    rf"(?:^|[.;:*\[(]\s*)\W*(?:(?:please\s+)?note(?:\s+that|:)\s*|unless\s+otherwise\s+(?:stated|indicated|noted),?\s*)?"
    rf"(?!(?:these|those|some|such|most|other)\b)(?:(?:all|the)\s+){{0,2}}(?:(?!of\b|for\b|in\b|and\b)[a-z-]+\s+){{0,4}}?{FIGURES}"
    rf"(?P<of>\s+(?:for|in|on|of)\s+[^.;:]{{2,60}}?)?\s+(?:are|is|remain)\s+(?:still\s+|all\s+)?(?:considered\s+)?"
    rf"(?:unaudited\s+and\s+)?{SOFT}\b(?!\s+estimates?\s+of\b)",
    re.IGNORECASE,
)
HERE = re.compile(r"\b(?:this|herein|above|below|presented|contained|shown|published)\b", re.IGNORECASE)
OWN = re.compile(  # "Preliminary figures for 2024 show", "on preliminary, unaudited figures for 2024"; "preliminary results" may be final
    rf"(?:^|(?:[.;:]|\b(?:to|on|by|the|its))\s+)(?:(?:un)?audited\s+and\s+)?{SOFT}(?:,?\s+(?:and\s+)?(?:unaudited|consolidated|group|key|financial|business)){{0,3}}"
    rf"\s+(?:figures|numbers)\s+(?:for|of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
HEADED = re.compile(rf"[(\[]\s*{SOFT}(?:\s+figures)?\s*[)\]]|(?<=\d)\W+{SOFT}$", re.IGNORECASE)
SAID_ZH = re.compile(
    r"(?:本|以上|上述)(?:公报|通报|文|报告)?(?:中|所列|所有|的|各项|全部|统计)*(?:数据|数字|指标)(?:均|都|皆)?(?:为|系|是)初步"
)
SHORT = 60  # characters of a heading of a column
DAYS = 80  # of a quarter at least: a firm gives preliminary figures of one


def preliminary_ends(reader: Reader) -> frozenset[str]:
    """The last days (ISO) of the periods whose figures the document calls preliminary; a note without a period is on that of the document.
    A heading or sentence that names a period counts where this is the one the document is on."""
    main = reader.period.days if reader.period else reader.days
    if not main:
        return frozenset()
    ends = set()
    for block in reader.source.paragraphs:
        for note in NOTE.finditer(block.text):
            named = [label.days[1] for label in reader.periods.labels(note["of"] or "") if label.days]
            if named or not note["of"] or HERE.search(note["of"]):
                ends |= set(named or [main[1]])
        if SAID_ZH.search(block.text):
            ends.add(main[1])
        if (main[1] - main[0]).days >= DAYS:
            ends |= {end for own in OWN.finditer(block.text) for end in begins_with(reader, block.text[own.end() :]) if end == main[1]}
    cells = {cell.text for table in reader.source.document.tables for cell in table.cells[:40] if len(cell.text) < SHORT}
    for text in cells:
        if HEADED.search(text) and (main[1] - main[0]).days >= DAYS:
            ends |= {label.days[1] for label in reader.periods.labels(text) if label.days and label.days == main}
    return frozenset(end.isoformat() for end in ends)


def begins_with(reader: Reader, text: str) -> set:
    """The last day of the period that a text begins with, if it does."""
    return {label.days[1] for label in reader.periods.labels(text[:SHORT]) if label.days and label.start == 0}
