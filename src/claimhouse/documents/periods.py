"""Periods as a document uses them: its fiscal year, its decimal comma."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from claimhouse.documents.model import Document
from claimhouse.grammar import periods

MONTHS = {
    name: number
    for number, name in enumerate("january february march april may june july august september october november december".split(), 1)
}
SHORT_MONTH = "|".join(name[:3] for name in MONTHS)
MONTH = "|".join([*MONTHS, SHORT_MONTH])
NTH = r"\d{1,2}(?:st|nd|rd|th)?"
IN_DAY = rf"(?:{'|'.join(MONTHS)}|sept\.?|(?:{SHORT_MONTH})\b\.?)"
DAY = rf"(?:{IN_DAY}\s+{NTH}|{NTH}\s+(?:of\s+)?{IN_DAY})"  # "March 31", "31 March", "31st March" or "Sept. 30"
YEAR_END = re.compile(  # also "year ended / as at 31 March", "years ended on 31 March"
    rf"(?<!half-)(?<!half )\byears?\s+end(?:ed|ing)\s+(?:(?:/|and|or|on|as\s+(?:at|of))\s*){{0,3}}({DAY})\b", re.IGNORECASE
)
# A part of a year in the corner of a table, whose columns print the years: "for the three months ended June 30,".
PART_OF_YEAR = re.compile(
    rf"\b(?:(?:three|six|nine|twelve|\d{{1,2}})[\s-]+(?:months|weeks)|quarters?|half[\s-]years?|years?|as\s+(?:of|at)|at)\s+"
    rf"(?:(?:ended|ending)\s+)?{DAY}\s*,?(?!\s*[\d–—-])|\b(?:first|second|third|fourth)\s+quarter(?!\s+(?:of\s+)?(?:fiscal\s+)?\d)",
    re.IGNORECASE,
)
COMMA = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,])")
POINT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{1,2}(?!\d)|(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d.,])")
COMMA_GROUP = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?!\d)")
COMMA_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3},\d{1,2}(?![\d.,]*\d)")
POINT_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.,]*\d)")
FEWEST_COMMAS = 3

Days = tuple[date, date]


class Calendar:
    """Reads periods in the texts of one document. `fiscal` is month and day on which its fiscal year ends."""

    def __init__(self, fiscal: tuple[int, int] | None, locale: str):
        self.fiscal, self.locale = fiscal, locale
        self.known: dict[str, Days | None] = {}

    def periods(self, text: str) -> list:
        return [span for span in periods(text, fiscal=self.fiscal) if span.first_day and span.last_day]

    def only_period(self, text: str) -> Days | None:
        """The period that a heading or label names; None where it names none or several."""
        if text not in self.known:
            found = {(span.first_day, span.last_day) for span in self.periods(text[:300])} if re.search(r"\d", text) else set()
            self.known[text] = found.pop() if len(found) == 1 else None
        return self.known[text]


def month_number(name: str) -> int:
    """The number of a month by its name or the first three letters of it."""
    return next(number for month, number in MONTHS.items() if month.startswith(name.lower()[:3]))


def month_and_day(text: str) -> tuple[int, int]:
    """(3, 31) of "March 31", "31 March", "31st March" and "Mar. 31"."""
    return month_number(re.search(MONTH, text, re.IGNORECASE)[0]), int(re.sub(r"\D", "", text))


def calendar_of(document: Document) -> Calendar:
    texts = [line.text for line in document.lines] + [
        text for table in document.tables for text in [table.caption, table.before, *(cell.text for cell in table.cells[:200])]
    ]
    ends = Counter(month_and_day(day) for text in texts for day in YEAR_END.findall(text[:20_000]))
    fiscal = next((end for end, _ in sorted(ends.items(), key=lambda item: (-item[1], item[0])) if 1 <= end[1] <= 31), None)
    return Calendar(fiscal or (12, 31), "de" if has_decimal_commas("\n".join(texts)[:500_000]) else "en")


def has_decimal_commas(text: str) -> bool:
    """Whether a text prints "1.250,5" and "1.250.000" more often than "1,250.5" and "1,250,000"; where it prints neither, whether it prints
    "4,4", some times and more often than "4.4", and no "1,250", which is a group of thousands or has three decimals."""
    groups = len(COMMA.findall(text)) - len(POINT.findall(text))
    if groups or POINT.search(text) or COMMA_GROUP.search(text):
        return groups > 0
    commas = len(COMMA_DECIMAL.findall(text))
    return commas >= FEWEST_COMMAS and commas > len(POINT_DECIMAL.findall(text))
