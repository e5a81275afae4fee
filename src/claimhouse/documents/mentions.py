"""Rows of `mentions`: each figure in running text with its sentence, the words that name it, its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.model import Document, Line
from claimhouse.documents.periods import calendar_of
from claimhouse.documents.values import MOST, decimal
from claimhouse.grammar import figures

# Where a sentence may end; an abbreviation or an initial before the point ends none.
END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“(\[A-Z0-9•])|(?<=[。！？；])")
ABBREVIATION = re.compile(
    r"(?:\b(?:(?<![A-Za-z]-[a-z]-)(?<!/)[A-Za-z]|Inc|Corp|Ltd|Co|No|Nos|Mr|Ms|Mrs|Dr|vs|approx|est|cf|al|St|Mt|Ft|Rs|Rp|Ps|Tk|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[Ff]ig|U\.S|i\.e|e\.g)\.)$"
)
CLAUSE = re.compile(r"[,;:，；：]\s*|\b(?:while|whereas|and|but|compared (?:to|with)|versus)\b")
WORD = re.compile(r"[a-z][a-z'&-]+|[\u3400-\u9fff]+", re.IGNORECASE)
STOP = frozenset(
    "the a an of in to for and or by at on with from as is was were are be been has have had its our their this that these those which it "
    "we they total approximately about nearly over under more less than up down respectively compared versus while during year years ended "
    "quarter quarters month months fiscal million millions billion billions thousand thousands trillion percent per cent net increased "
    "decreased increase decrease rose fell grew growth declined reached amounted totaled totalled primarily due".split()
)
ITEM = re.compile(r"\s*[(\[]?\d{1,3}[)\].、]?")  # number of a note, an item or a section
RESPECTIVELY = re.compile(r"\brespectively\b|分别", re.IGNORECASE)
MOST_SPANS = 60_000  # figures, periods and names with digits in the text of a document


def mention_rows(document: Document) -> Iterator[tuple]:
    """One row per figure in the text of the document, in the order of frames.MENTIONS. Raises Unreadable beyond MOST_SPANS."""
    calendar = calendar_of(document)
    mention = sentences = read = 0
    for paragraph, line in enumerate(document.lines, 1):
        if not re.search(
            r"\d|[一二三四五六七八九十百千万亿]|\b(?:half|third|quarter|doubled|tripled|one|two|three|four|five|six|seven|eight|nine|ten|hundred|million|billion)",
            line.text,
            re.IGNORECASE,
        ):
            continue
        spans = figures(line.text, locale=calendar.locale)
        read += len(spans)
        if read > MOST_SPANS:
            raise Unreadable(f"{document.file}: more than {MOST_SPANS:,} figures in its text; split the file")
        spans = [span for span in spans if span.is_figure and not ITEM.fullmatch(line.text, 0, span.end)]
        if not spans:
            continue
        days = calendar.periods(line.text)
        for start, end in sentences_of(line.text):
            inside = [span for span in spans if start <= span.start < end]
            if not inside:
                continue
            sentences += 1
            sentence = line.text[start:end].strip()
            named = [span for span in days if start <= span.start < end]
            matched = periods_of(inside, named, sentence)
            last = start
            for span in inside:
                ends = [decimal(side, place % 2 == 1) for place, side in enumerate((span.low, span.high, span.bound_low, span.bound_high))]
                before, after = line.text[start : span.start], line.text[span.end : end]
                words = label_words(line.text[last : span.start]) or label_words(before) or label_words(after)
                last = span.end
                if any(side is not None and abs(side) >= MOST for side in ends):
                    continue
                mention += 1
                yield (
                    document.file,
                    mention,
                    *place_of(line, span.start),
                    span.start,
                    span.end,
                    paragraph,
                    sentences,
                    sentence,
                    before,
                    after,
                    words,
                    span.printed,
                    *ends,
                    len((span.mantissa_high or span.mantissa_low).partition(".")[2]),
                    span.unit or None,
                    span.unit_mult,
                    span.kind,
                    span.qualifier,
                    *matched.get(span.start, (None, None)),
                )


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(text):
        if match.start() > start and not ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def label_words(text: str) -> list[str]:
    """Content words of the last clause of the text, in order; Chinese in pairs of characters."""
    clauses = CLAUSE.split(text)
    for clause in reversed(clauses):
        found: list[str] = []
        for word in WORD.findall(clause.lower()):
            if word[0] >= "\u3400":
                found += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
            elif word not in STOP:
                found.append(word)
        if found:
            return found[-40:]
    return []


def periods_of(spans: list, named: list, sentence: str) -> dict[int, tuple[date, date]]:
    """Period of each figure by its start: in order after "respectively", else the nearest one; of two equally near the later."""
    if not named:
        return {}
    if RESPECTIVELY.search(sentence) and len(named) > 1 and len(spans) % len(named) == 0:
        return {span.start: days(named[place % len(named)]) for place, span in enumerate(spans)}

    def distance(span, period) -> tuple[int, int]:
        return (period.start - span.end, 0) if period.start >= span.end else (span.start - period.end, 1)

    return {span.start: days(min(named, key=lambda period: distance(span, period))) for span in spans}


def days(span) -> tuple[date, date]:
    return span.first_day, span.last_day


def place_of(line: Line, start: int) -> tuple[int | None, int | None]:
    """Printed line and page of a character of the paragraph."""
    at = (line.line, line.page)
    for offset, number, page, _ in line.parts:
        if offset > start:
            break
        at = (number, page)
    return at
