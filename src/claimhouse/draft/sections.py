"""The sections of a document, and what headings and introductions say of the paragraphs below them."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.documents.blocks import MARKS
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import verbs_in
from claimhouse.draft.overview.beginning import is_measure
from claimhouse.draft.overview.document import Overview
from claimhouse.draft.overview.reporting_period import MONTH
from claimhouse.draft.passage import Passage
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import clean, vocabulary
from claimhouse.draft.source import Paragraph
from claimhouse.grammar import Span
from claimhouse.grammar.numerals import scales

SECTION = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:(?:\d{1,2}(?:\.\d{1,2}){1,3}|[一二三四五六七八九十]+|[IVX]{1,4}|\d{1,2})[.、)]?\s|[一二三四五六七八九十]+、|(?:Chapter|Section|Part|第)\s*[\d一二三四五六七八九十]+)"
)
SECTION_NUMBER = re.compile(  # no amount that begins a sentence: "58.2 million tons were handled"
    rf"\s*(?:#{{1,6}}\s*)?(\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})\.?\s(?!\s*(?:{'|'.join(word for word in scales() if len(word) > 1)})\b)"
)
HEADING_ZH = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节])\s*[^。；：:！？]{2,40}")
BULLET = re.compile(rf"\s*[-*–—{MARKS}]\s")
GUIDANCE = re.compile(r"\s+(?:(?!and\b)[A-Za-z-]+\s+){0,2}(?:guidance|outlook|forecasts?|targets?)\b", re.IGNORECASE)
SEGMENT = re.compile(r"((?:[A-Z&][\w&’'-]*\s+){1,5}?)\s*(?:segment|division|business|business unit)(?:\s+results)?", re.IGNORECASE)


class Sections:
    """Rows of the sections so far. The reader keeps what the last heading or paragraph leaves to the next."""

    def __init__(self, overview: Overview):
        self.overview = overview
        self.source, self.book, self.reader = overview.source, overview.book, overview.reader
        self.rows: list[dict[str, str]] = []

    def is_section(self, block: Paragraph, spans: list[Span]) -> bool:
        """A heading of the format, or a short line with a number of its own. A figure makes a heading of a plain text doubtful."""
        numbered = SECTION_NUMBER.match(block.text) and not re.search(r"[.。;；,，:：]\s*$", block.text)  # "6.4.2 Four platforms"
        numbered = numbered or HEADING_ZH.fullmatch(block.text.rstrip())  # "一、2025年工作回顾"
        if not (block.is_heading or numbered) or len(block.text) > 160:
            return False
        return self.source.document.format != "txt" or SECTION.match(block.text) is not None or not any(span.is_figure for span in spans)

    def open(self, block: Paragraph) -> None:
        line = block.at(0)[0]
        number = SECTION_NUMBER.match(block.text + " ")
        title = clean(block.text.lstrip("# "))[:200].strip() or "untitled"
        if self.rows and self.rows[-1]["first_line"] == str(line):
            return
        row = {"section_id": f"s{len(self.rows) + 1}", "number": number[1] if number else "", "title": title, "first_line": str(line)}
        self.rows.append(row)
        self.reader.heading, self.reader.unmarked_heading = title, ""
        periods = self.reader.periods
        self.reader.intro = self.reader.heading_period = self.period_of_heading(block.text)
        self.reader.intro_line = self.reader.heading_line = line
        self.reader.heading_firm = self.reader.firm_of_line(line)
        named = self.book.names["subjects"].whole(re.sub(r"^\W*(?:#|No\.?\s*)?\d{1,2}\W+", "", title))  # "5. Apple"
        found = self.book.names["subjects"].find(title)
        found = [one for one in found if one.ids == named or not set(one.ids) <= self.reader.newcomers]  # a title names publishers too
        if found or number is None or number[1].count(".") < 2:
            self.reader.heading_subject = found[0].ids if found else ()
        unknown = not self.reader.subject and not self.reader.theme and not found and len(title.split()) <= 3 and len(self.rows) > 1
        fits = unknown and all(word[0].isupper() for word in title.split()) and is_thing(title, "") and not is_measure(self.book, title)
        if not found and (part := self.part_of_firm(block, title)):
            self.reader.heading_subject = (part,)
        if fits and title.isascii() and not periods.labels(title):  # a document on nobody: "Gruyere" over its figures
            row = {"name": title, "subject_type": "segment", "parent_subject_id": ""}
            self.reader.heading_subject = (self.book.propose("subjects", row, "a heading", exact=True),)

    def part_of_firm(self, block: Paragraph, title: str) -> str:
        """The part of the firm of a document that a heading names, where the text right below speaks of it as such: "Gas and Power" over
        "Gas and Power’s revenue"; empty else."""
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        words = title.split()
        named = len(self.rows) > 1 and 0 < len(words) <= 6 and all(word[0].isupper() or word in ("and", "&", "of") for word in words)
        if not (firm and named and is_thing(title, "")) or self.book.names["metrics"].whole(title) or self.reader.periods.labels(title):
            return ""
        blocks = self.source.paragraphs
        at = next((place for place, one in enumerate(blocks) if one is block), len(blocks))
        called = re.compile(rf"\b{re.escape(title)}(?:[’']s?\s|\s+(?:segment|division|business)\b)")
        for one in blocks[at + 1 : at + 6]:
            if one.is_heading:
                break
            if called.search(one.text):
                row = {"name": title, "subject_type": "segment", "parent_subject_id": self.reader.subject}
                return self.book.propose("subjects", row, "a heading", exact=True)
        return ""

    def close(self) -> None:
        """Every line belongs to a section; lines before the first heading to one of the title."""
        if not self.rows or int(self.rows[0]["first_line"]) > 1:
            self.rows.insert(0, {"section_id": "s0", "number": "", "title": self.overview.title(), "first_line": "1"})
        for section, after in zip(self.rows, [*self.rows[1:], None], strict=True):
            section["last_line"] = str(int(after["first_line"]) - 1 if after else len(self.source.lines))

    def remember(self, passage: Passage) -> None:
        """The names of a paragraph are antecedents of the next."""
        introduces = passage.text.rstrip().endswith((":", "："))
        heads = not self.reader.is_covered and self.is_unmarked_heading(passage)
        dated = heads and any(label.days for label in passage.labels)  # it ends a list
        if self.reader.item_follows and not introduces and not dated:  # items that no mark begins go on to the one that a full stop ends
            self.reader.item_follows = re.search(r"(?:[;,；]|\band|\w)\s*$", passage.text) is not None and len(passage.text) < 200
            return
        if heads:
            self.headed(passage)
            return
        self.reader.item_follows = introduces and self.source.document.format != "txt"
        if not BULLET.match(passage.text):
            labels = [label for label in passage.labels if label.days or self.reader.periods.unstated(label)]
            labels = [label for label in labels if not passage.is_base(label)]  # "an increase of 15% from fiscal 2024"
            self.reader.intro_words = passage.text if introduces else ""
            if label := self.period_of_heading(passage.text) if introduces else None:
                self.reader.intro, self.reader.intro_line = label, passage.line_of(label)
            elif self.source.document.format == "txt" or labels:
                self.reader.intro = None
        if passage.subjects:
            self.reader.last_subject = tuple(dict.fromkeys(id for match in passage.antecedents(len(passage.text)) for id in match.ids))[:4]
        own = (
            one
            for one in reversed(passage.labels)
            if not passage.is_behind_turn(one) and not passage.is_start(one, -1) and not passage.is_base(one)
        )
        known = (label.days for label in own if label.days)
        self.reader.days = next(known, self.reader.days)
        if last := passage.last_label(len(passage.text), MONTH / 2):
            self.reader.last_period, self.reader.last_period_line = last, passage.line_of(last)

    def is_unmarked_heading(self, passage: Passage) -> bool:
        """Whether a paragraph without figures is a heading that nothing marks: short, or a period and little else."""
        text, words = passage.text, len(passage.text.split())
        opens = any(
            not re.search(r"\w", re.sub(r"\b(?:period|for|the)\b", "", text[: one.start], flags=re.IGNORECASE)) for one in passage.labels
        )
        item = BULLET.match(text) or BULLET.match(self.source.lines[passage.place(0)[0] - 1])  # Markdown has it without its mark
        return (
            not passage.figures
            and (not item or passage.labels)
            and text[-1:].isalnum()
            and (len(text) < 60 and words <= 8 or opens and len(text) < 100 and not verbs_in(text) or self.is_titled(passage))
        )

    def is_titled(self, passage: Passage) -> bool:
        """Whether a paragraph that names a period is set as a title: "Highlights for the Nine Months Ended September 30, 2031 Compared to
        Prior Year Period"."""
        words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", passage.text) if len(word) > 3]
        return (
            len(passage.text) < 140
            and len(words) > 2
            and all(word[0].isupper() for word in words)
            and any(one.days for one in passage.labels)
        )

    def period_of_heading(self, text: str) -> Label | None:
        """The one period that a heading or the beginning of a list names, of those without a year the one nearest to that of the document;
        what another is compared with is none."""
        reader, passage = self.reader, Passage(self.reader, text)
        own = [one for one in passage.labels if not passage.is_base(one) and not (one.is_ago and len(passage.labels) > 1)]
        past = [one for one in own if not GUIDANCE.match(text[one.end :])]  # "and Reaffirms Fiscal 2008 Guidance"
        own = past or own
        own = [one for one in own if one.days] or own  # "First quarter (1 December 2024 – 28 February 2025)"
        near = reader.period.days if reader.period and reader.period.days else reader.days
        dated = [replace(one, days=one.days or reader.periods.nearest(one, near)) for one in own]
        main = reader.period.days if reader.period else None  # "8月份用电量增长2%" in a document on 1—8月
        last = [
            one for one in dated if main and one.days and main[0] < one.days[0].replace(day=1) and one.days[1] == main[1] != one.days[0]
        ]
        last = [one for one in last if not re.search(r"\d{4}", one.printed)]  # "Vastria News, August 2026" is when it was written
        last = [one for one in last if one.days[1] - one.days[0] <= MONTH and len(text) > len(one.printed) + 4]
        found = [one for one in dated if (one.days and one.days[1] - one.days[0] > MONTH) or one in last or reader.periods.unstated(one)]
        written = reader.periods.dated
        past = [one for one in found if not (written and one.days) or one.days[1] <= written]  # "2024 results, outlook for 2025"
        found = past or found
        return found[0] if len({one.days or one.printed for one in found}) == 1 else None

    def headed(self, passage: Passage) -> None:
        """What a heading says of the paragraphs below it: their period, and the segment that they are about."""
        if not passage.labels or re.search(r"[A-Za-z]{5}", re.sub(r"(?i)quarter|first|second|third|fourth", "", passage.text)):
            self.reader.unmarked_heading = passage.text  # a period alone stands below another heading
        if label := self.period_of_heading(passage.text):
            self.reader.intro, self.reader.intro_line = label, passage.line_of(label)
        elif vocabulary("statuses", "status").find(passage.text):
            self.reader.intro = None
        segment = SEGMENT.fullmatch(passage.text.strip())
        if segment and self.reader.subject:
            row = {"name": segment[1], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            known = self.book.names["subjects"].whole(segment[1])
            self.reader.heading_subject = known or (self.book.propose("subjects", row, "a heading"),)
