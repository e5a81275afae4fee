"""Drafts the figures of running text: each becomes an observation, or is excluded with its reason."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.documents.mentions import ITEM
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_amount, put_family, put_geography, put_period, put_scope
from claimhouse.draft.measures.changes import BY
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import vocabulary, wordings
from claimhouse.draft.sections import BULLET, SECTION_NUMBER
from claimhouse.draft.sentences import FROM_LIST
from claimhouse.draft.source import Paragraph
from claimhouse.draft.status import put_status
from claimhouse.draft.text_figures import WORTH, TextFigures
from claimhouse.grammar import Span, figures

FROM_TO = re.compile(r"from\s+(?P<first>.+?)\s+to\s+(?P<second>.+)", re.IGNORECASE | re.DOTALL)
TO = re.compile(r"\D\s+to\s+\D*\d")
OR_BY = re.compile(r"(?:%|\bper\s?cent)\s+or\s+$")  # "up 27% or EUR 450M to EUR 2.15bn"
CAPTION = re.compile(r"\s*(?:表|图|附表)\s*(\d{1,3})")
TICKER = re.compile(r"[(（]\s*(?:[A-Z]{2,6}\s*[:：]\s*)?(\d{4,6})(?:\s*\.\s*[A-Z]{2})?\s*[)）]")
FOOTNOTE = re.compile(r"\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]")
NOTE_CLOSED = re.compile(r"(?<=[A-Za-z)])\s[1-9]\)(?=\s*$)")  # at the end of a line: "(current prices) 2)"
SPLIT = re.compile(r"\D*(?P<first>\d\d)/(?P<second>\d\d)")  # "64/36", two parts of a whole
CONTACT = re.compile(  # a line that says where somebody or a file is to be found: "Kearney, NE 68845", "(308) 236-8491"
    r".{0,60}\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b.{0,20}|.{0,30}\(\d{3}\)\s*\d{3}[-–.\s]\d{4}\b.{0,30}|.{0,40}\S+\.(?:html?|pdf|docx?)\b.{0,40}"
)
MOVED = 80  # characters between a verb of change and from where something moved
DATED = 60  # characters between an event and its day
ANSWER = 100  # characters at most of an item that answers a question
SHORT_YEAR_ZH = re.compile(r"\d\d(?!\d)(?:年|$)")


class RunningText(TextFigures):
    """Goes through the paragraphs of a document, one after the other."""

    def paragraph(self, block: Paragraph) -> None:
        text = block.text
        if CONTACT.fullmatch(text):
            self.items.exclude_text(block, 0, len(text), "contact")
            return
        spans = figures(text, locale=self.locale)
        item_end = self.numbering(block)
        heading = self.sections.is_section(block, spans)
        if heading:
            self.sections.open(block)
        above, self.reader.label_above = self.reader.label_above, ""
        if text.rstrip().endswith(("?", "？")):
            self.reader.question = text
        elif heading or len(text) > ANSWER:
            self.reader.question = ""
        if not any(span.is_figure and re.search(r"\d", span.printed) for span in spans):
            self.reader.label_above = text.lstrip("# ") if len(text) < 60 else ""
        if not re.search(r"\d", text) and not any(span.is_figure for span in spans):
            passage = Passage(self.reader, text)
            passage.place = block.at
            self.sections.remember(passage)
            return
        passage = Passage(self.reader, text)
        passage.place, passage.above = block.at, above
        short = [(label.start, label.end) for label in passage.labels if SHORT_YEAR_ZH.match(label.printed)]
        spans = [one for one in spans if not any(start <= one.start < end for start, end in short)]  # "24/25年" are no years long
        dated = [(label.start, label.end) for label in passage.labels]
        parts = self.parted(passage, spans)
        passage.figures = [
            (span.start, span.end)
            for span in parts
            if span.is_figure and not any(start <= span.start and span.end <= end for start, end in dated)
        ]
        passage.intro = BULLET.match(text) is not None or self.reader.item_follows
        for label in passage.labels:
            if self.event(block, passage, label, heading):
                passage.events |= {label.start}
            else:
                self.items.exclude_text(block, label.start, label.end, "period_label", spans)
        for match in NOTE_CLOSED.finditer(text):
            if text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
                self.items.exclude_text(block, match.start(), match.end(), "footnote")
        for pattern, reason in ((TICKER, "ticker"), (FOOTNOTE, "footnote")):
            for match in pattern.finditer(text):
                if reason == "footnote" or re.fullmatch(r"\d{5,6}", match[1]):
                    self.items.exclude_text(block, match.start(), match.end(), reason)
        for span in parts:
            if span.start < item_end:
                continue
            if span.kind in ("date", "period") and not self.event(block, passage, span, heading):
                self.items.exclude_text(block, span.start, span.end, "period_label")
            elif span.kind == "identifier":
                self.items.exclude_text(block, span.start, span.end, reason_of(span))
            elif span.kind == "ordinal":
                self.ordinal(block, passage, span, heading)
            elif span.is_figure:
                self.figure(block, passage, span, heading)
        if not heading:
            self.sections.remember(passage)

    def parted(self, passage: Passage, spans: list[Span]) -> list[Span]:
        """The spans, "from 88% to 95%" as two figures where the words before say that something moved from one to the other.
        A figure ends where a period begins; "64/36" are the two parts of a hundred."""
        found = []
        for span in spans:
            label = next((one for one in passage.labels if span.is_figure and span.start < one.start < span.end < one.end), None)
            if label:  # "$33.0 million a year ago" is no amount a year
                cut = figures(passage.text[span.start : label.start], locale=self.locale)
                found += [replace(one, start=one.start + span.start, end=one.end + span.start) for one in cut[:1]]
                continue
            if re.search(r"\bmore$", span.printed) and re.match(r"\s+than\b", passage.text[span.end :]):  # "1.4% more than a year earlier"
                span = replace(
                    figures(span.printed.removesuffix("more"), locale=self.locale)[0], start=span.start, end=span.end - len(" more")
                )
            split = SPLIT.fullmatch(span.printed) if span.is_figure else None
            if split and int(split["first"]) + int(split["second"]) == 100:
                middle = span.start + split.start("second")
                halves = ((span.start, middle - 1), (middle, span.end))
                found += [replace(span, start=start, end=end, printed=passage.text[start:end], unit="percent") for start, end in halves]
                continue
            moved = FROM_TO.fullmatch(span.printed) if span.is_figure and span.qualifier == "range" else None
            listed = moved is None and span.qualifier == "range" and FROM_LIST.search(passage.text[: span.start])
            moved = moved or (FROM_TO.fullmatch(f"from {span.printed}") if listed else None)
            before = passage.text[: span.start]
            by = span.qualifier == "range" and (BY.search(before) or OR_BY.search(before)) and TO.search(span.printed)
            if by and any(
                match.end <= span.start and span.start - match.end < 20 for match in passage.changes
            ):  # "narrowed by £0.8 billion to £107.9 billion"
                moved = FROM_TO.fullmatch(f"from {span.printed}")
                listed = True
            far = 2 * MOVED if listed else MOVED
            if moved is None or not any(match.end <= span.start and span.start - match.end < far for match in passage.changes):
                found.append(span)
                continue
            for name in ("first", "second"):
                parts = [one for one in figures(moved[name], locale=self.locale) if one.is_figure]
                offset = span.start + moved.start(name) - (len("from ") if listed else 0)
                found += [replace(one, start=one.start + offset, end=one.end + offset) for one in parts[:1]]
        return found

    def numbering(self, block: Paragraph) -> int:
        """Excludes the number of a section or item at the beginning; the character after it."""
        if caption := CAPTION.match(block.text):
            self.items.exclude_text(block, caption.start(1), caption.end(1), "section_number")
        section, listed = SECTION_NUMBER.match(block.text), ITEM.match(block.text)
        if section:
            self.items.exclude_text(block, section.start(1), section.end(1), "section_number")
            return section.end(1)
        if listed and re.match(r"\s*[(\[]?\d{1,3}[)\].、]\s*\D", block.text):
            self.items.exclude_text(block, listed.start(), listed.end(), "list_ordinal")
            return listed.end()
        return 0

    def event(self, block: Paragraph, passage: Passage, label: Label | Span, heading: bool) -> bool:
        """Whether a day or month is the figure itself: "released on August 7, 2025". It is drafted as a date then."""
        if isinstance(label, Span) or not label.days or (label.days[1] - label.days[0]).days > 31:
            return False
        clause = passage.clause(label.start, label.end)
        metrics = self.book.rows["metrics"]
        near = [
            (match, id)
            for match in passage.metrics
            for id in match.ids
            if metrics[id]["unit"] == "date" and clause[0] <= match.start and match.end <= label.start and label.start - match.end <= DATED
        ]
        item = self.items.placed(block, label.start, label.end) if near else None
        if item is None:
            return False
        for name, value in {"unit": "date", "qualifier": "exact"}.items():
            item.put(name, value, "grammar", True)
        put_period(item, self.reader, replace(label, printed=item.printed), item.line, "sentence", True)
        passage.subject(item, label.start, label.end)
        item.put("metric_id", near[-1][1], "clause", False)
        put_status(item, self.reader, passage.status_words(label.start, label.end), "clause")
        put_scope(item, self.reader, passage.words(clause))
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)
        item.worth = WORTH["ordinal"]
        return True

    def ordinal(self, block: Paragraph, passage: Passage, span: Span, heading: bool) -> None:
        """A rank where the words say so ("#1", "ranked third"); else an ordinal of a list."""
        near = passage.text[max(0, span.start - 20) : span.end]
        ranked = "#" in span.printed or vocabulary("ranks").find(near)
        ranked = ranked and not (heading or re.match(r"\s+[A-Z]", passage.text[span.end :])) or "#" in span.printed  # "Top 10 Vendors"
        if not ranked or not re.search(r"\d", span.printed):
            self.items.exclude_text(block, span.start, span.end, "list_ordinal")
            return
        item = self.items.placed(block, span.start, span.end)
        if item is None or not put_amount(item, "rank", self.book, self.locale):
            return
        item.put("unit", "rank", "grammar", not span.printed.lower().startswith("top"))
        item.put("metric_id", "rank", "grammar", False)
        passage.period(item, span.start, span.end, False)
        passage.subject(item, span.start, span.end)
        clause = passage.words(passage.clause(span.start, span.end))
        put_status(item, self.reader, clause, "clause")
        put_geography(item, self.reader, clause)
        put_scope(item, self.reader, clause)
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)
        item.worth = WORTH["ordinal"]


def reason_of(span: Span) -> str:
    """The reason of an exclusion by what the grammar calls the mark."""
    known = {row["mark"]: row["reason"] for row in wordings("reasons")}
    return known.get(span.reason, span.reason.replace(" ", "_").replace("-", "_") or "product_name")
