"""Whose the figures of a table are."""

from __future__ import annotations

import re

from claimhouse.documents.grid import Figure
from claimhouse.documents.scales import SHARE_BASIS, scale_of
from claimhouse.draft.cells import shares_in
from claimhouse.draft.names import words_of
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import bases_in, vocabulary
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.layout import (
    CAPTION,
    LISTS,
    REMAINDER,
    TIME,
    TOTAL,
    WHOLE_FIRM,
    TableLayout,
    changes_in,
    is_measured,
    without_unit,
)

ALL = re.compile(r"\W*(?:(?:grand\s+)?total(?:\s+market|\s+of\s+(?:the\s+)?top\s+(?:\d+|[a-z]+))?|all|合\s*计|总\s*计)\W*", re.IGNORECASE)
NO_PART = re.compile(  # words of headings that say which figures a column has, and of whom it says nothing
    r"\b(?:underlying|adjust|report(?:s|ed)?\b|restat|total|(?:un)?audited|reviewed\b|pro forma|gaap|ifrs|exclud|includ|items?\b|actual"
    r"|budget|estimate|forecast|guidance"
    r"|outlook|target|plan(?:s|ned)?\b|change|varian|differen|increase|decrease|growth|notes?\b|group|company|consolidated"
    r"|amount|value|number"
    r"|percent|per cent|end(?:ed|ing)\b|date\b|basis|margin|rate|ratio|revenue|sales|income|profit|units?\b|million|thousand"
    r"|balances?\b|additions?\b|payments?\b|adjustments|disposals?\b|beginning|opening|closing|transfers?\b|reclassif|provision|utili[sz]ed"
    r"|final\b|preliminar|provisional|as\s+of\b|billion|source|comment|currency|neutral|constant"
    r"|low\b|high\b|average|median|rank|shares?\b|trend\b|seasonal|original\b|unadjusted"
    r"|during\b|at (?:the )?(?:end|start|beginning)|opened\b|closed\b|particulars\b|description\b|recogni[sz]ed\b|interest\b"
    r"|level\b|weighted|carrying\b|fair\b|(?:retro)?ceded\b|assumed\b|gross\b|net\b|unreali[sz]ed\b|reali[sz]ed\b|amorti[sz]ed\b"
    r"|costs?\b|gains?\b|loss(?:es)?\b|or\s+(?:less|more|later|over)\b"
    r"|accumulated\b|effects?\b|compensation\b|compared\b|versus\b)|^\W*capital\W*$"
    r"|%|本期|上期|金额|合计|增减|变动|比例|单位|备注",
    re.IGNORECASE,
)
UNIT_OF_TITLE = re.compile(r"[,\s]*\bin\s+(?:thousand|million|billion|[mb]ln)s?\b.*$", re.IGNORECASE)
VINTAGE = re.compile(
    r"(?:previous\s+|current\s+|new\s+|latest\s+)?(?:forecasts?|projections?|estimates?|outlook|actuals?|outturn|consensus)(?:\s*[,:(]|\s+(?:of|from|for|in))?\s*(?:the\s+)?",
    re.IGNORECASE,
)
OF_WHOM = re.compile(r"[A-Z][\w&.'’-]+(?:\s+[A-Z][\w&.'’-]+){0,2}")
OF_FIRM = re.compile(
    r"\bby\s+(?:(?:business|operating|reportable)\s+)?(?:segments?|divisions?|business(?:es)?|products?|channels?|geograph|region)",
    re.IGNORECASE,
)


class TableSubjects(TableLayout):
    """Finds the subject that a label, heading, group or title names, or proposes it."""

    def subject_of(self, item: Item, label: str, sure: bool, kind: str = "company", propose: bool = True) -> None:
        """The subject that a label names; a new one where no register knows it. The number of a row is no part of its name."""
        label = without_unit(re.sub(r"^\s*T?\d{1,3}[.)、]\s*", "", label.strip()))
        if label and not re.search(r"[^\W\d_]", label):  # a number labels nobody
            label = ""
        ids = self.book.names["subjects"].whole(label)
        if WHOLE_FIRM.fullmatch(label) and self.reader.subject:
            item.put("subject_id", self.reader.subject, "label", sure)
            return
        if not label or self.is_period_alone(label) or self.reader.subject and self.is_vintage(label):
            if self.reader.subject:
                item.put("subject_id", self.reader.subject, "document", False)
            elif label and not item.value("subject_id"):  # what the title is on may be told later
                item.put("subject_id", "", "rows of periods", "open")
            return
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        parted = self.by != "title" or any(text and OF_FIRM.search(text) for text in self.titles)
        times = any(self.is_period_alone(one.row_label) for one in self.figures) if self.reader.subject and ALL.fullmatch(label) else False
        if not ids and (firm and parted or times) and ALL.fullmatch(label):  # the total of its segments, or of months
            item.put("subject_id", self.reader.subject, "document", False)
            return
        if (
            not ids and (self.metric_ids(label) or firm and is_measured(label)) and self.reader.subject
        ):  # "Operating income" below the segments
            item.put("subject_id", self.reader.subject, "document", False)
            return
        if not ids:
            found = self.book.names["subjects"].find(label)
            ids = tuple(id for match in found for id in match.ids if id not in self.reader.newcomers)
            if set(ids) == {self.reader.subject}:  # "STEF France" is a part of STEF
                ids, kind = (), "segment"
            sure = False
            covered = {place for match in found for place in range(match.start, match.end)}
            more = [word for word, start, _ in words_of(label) if start not in covered and not vocabulary("corporate").whole(word)]
            if more and not self.reader.is_covered:  # "Data center systems" are no data centers
                ids = ()
        if not ids:
            ids = tuple(id for id, _ in self.book.names["subjects"].like(label))
        if not ids and len(words_of(label)) > 1 and self.reader.is_covered:
            names = self.book.names["subjects"]  # one word of the name of a firm is not its name
            ids = tuple(id for id, _ in names.about(label, 0.6) if id not in names.proper)[:3]
        if ids:
            new = ("subjects", ids[0]) in self.book.ids and ids[0] not in self.reader.newcomers
            if ids[0] in self.reader.newcomers and words_of(self.book.rows["subjects"][ids[0]]["name"])[1:] and not words_of(label)[1:]:
                sure = False  # "Norvane" may be short for Norvane Cloud Services, or the firm that has it
            item.put("subject_id", ids[0], "label", sure and len(ids) == 1 and (not new or self.lists_subjects()))
            item.candidates["subject_id"] = list(dict.fromkeys(ids))[:8]
            return
        if not propose:
            return
        total, others = TOTAL.match(label), REMAINDER.match(label)
        kind = "total" if total else "remainder" if others else kind
        parent = self.reader.subject if kind == "segment" else ""
        plain = kind == "total" and not self.reader.subject and ALL.fullmatch(label)
        topic = self.market() if plain else ""  # "Total" of tablets is tablets
        known = self.book.names["subjects"].whole(topic) if topic else ()
        if any(("subjects", id) not in self.book.ids for id in known):  # of the registers
            item.put("subject_id", known[0], "proposed", False)
            return
        name = topic or label[:80]
        row = {"name": name, "subject_type": kind, "parent_subject_id": parent}
        id = self.book.propose("subjects", row, f"label of row {item.row} of table {item.table_id}")
        item.put("subject_id", id, "proposed", kind in ("total", "remainder") or self.lists_subjects())

    def market(self) -> str:
        """The market on which the table is by its title, else the document by its own."""
        titles = (self.overview.market_of(text) for text in self.titles if text and text != self.reader.title and len(text) < CAPTION)
        return next(filter(None, titles), "") or self.overview.topic_of_title() or self.overview.market_of(self.reader.title)

    def is_vintage(self, label: str) -> bool:
        """Whether a label says of when an estimate is: "Forecast December 2007, key rate at 2.75%", "Projection of March"."""
        opens = VINTAGE.match(label)
        return opens is not None and any(one.start == opens.end() for one in self.reader.periods.labels(label))

    def lists_subjects(self) -> bool:
        """Whether the rows surely name subjects: the heading over them says so, the title divides among them, or registers and text know
        others of them."""
        heads = [cell.text for cell in self.table.cells if cell.column == self.naming and cell.row <= self.head]
        if self.divided or any(LISTS.search(text) for text in (*heads, *filter(None, self.titles[:3]))):
            return True
        labels = {figure.row_label for figure in self.figures if figure.row_label}
        known = [one for one in labels for id in self.book.names["subjects"].whole(one)[:1] if self.is_known(id)]
        return len(known) * 4 >= len(labels) > 0

    def is_known(self, subject: str) -> bool:
        return ("subjects", subject) not in self.book.ids or subject in self.reader.newcomers

    def subject_of_rows(self, item: Item, figure: Figure, heads: list[str], rest: str) -> None:
        """Whose metric a row is: a subject that heading, group or the rest of the label names, else that of the document."""
        texts = [
            *(text for text in reversed(heads) if not changes_in(text)),
            rest,
            *reversed(figure.groups),
            *(self.titles[:3] if not self.reader.firms_of_lines else self.titles[:2]),
        ]
        groups = figure.groups[::-1] if self.labels[figure.row_label] > 1 else ()  # the same rows below "Human Expression" and below others
        part = next((text for text in (*reversed(heads), *groups) if self.names_part(text)), "") if self.reader.subject else ""
        if part:  # "Commercial Banking" over a column
            self.subject_of(item, part, False, "segment")
            return
        for place, text in enumerate(texts):
            found = [id for match in self.book.names["subjects"].find(text or "") for id in match.ids]
            if found and (place < len(texts) - 3 or not self.reader.subject):
                item.put("subject_id", found[0], "heading", len(set(found)) == 1 and not rest)
                return
        firm = self.reader.firm_of_line(int(item.line))
        if self.reader.subject and not firm and (name := self.part_above()):
            row = {"name": name, "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", self.book.propose("subjects", row, "a heading over the table", exact=True), "heading", False)
            return
        if firm or self.reader.subject:
            says = self.metric_ids(figure.row_label) or vocabulary("heads_en").find(figure.row_label) or is_measured(figure.row_label)
            sure = bool(says) and not rest and not firm  # what measures nothing may be a part of the firm
            item.put("subject_id", firm or self.reader.subject, "heading" if firm else "document", sure)
        elif OF_WHOM.fullmatch(rest) and shares_in(figure.row_label):  # a share is somebody's: "Tarn Desktop Unit Share"
            self.subject_of(item, rest, False)
        elif heads and self.by == "rows" and self.names_part(heads[-1]):
            self.subject_of(item, heads[-1], False)
        elif name := self.heading_above():
            row = {"name": name, "subject_type": "segment", "parent_subject_id": ""}
            item.put("subject_id", self.book.propose("subjects", row, "a heading over the table", exact=True), "heading", False)
        elif self.reader.last_subject:
            item.put("subject_id", self.reader.last_subject[0], "antecedent", False)

    def part_above(self) -> str:
        """The name of the part of the firm that the heading over the table is: the text speaks of what it has or does, "Gas and Power's
        revenue"; empty else."""
        heading = next((one for one in self.above if one.is_heading), None)
        name = heading.text.lstrip("# ").strip() if heading else ""
        if not re.fullmatch(r"(?-i:[A-Z])[\w&’'. -]{2,40}", name) or not self.names_part(name) or is_measured(name):
            return ""
        has = re.compile(
            rf"\b{re.escape(name)}(?:['’]s?\s+[a-z]|\s+(?:segment|division|business|reported|posted|recorded|delivered|generated)\b)"
        )
        return name if any(has.search(one.text) for one in self.source.paragraphs[:200]) else ""

    def heading_above(self) -> str:
        """The name that the heading right above a table is, in a document on nobody: "Gruyere"; empty else."""
        title = UNIT_OF_TITLE.sub("", self.above[0].text.lstrip("# ").strip()) if self.above else ""
        title = title if self.above and (self.above[0].is_heading or title.isupper()) else ""
        words = title.split()
        fits = 0 < len(words) <= 3 and all(word[0].isupper() for word in words) and is_thing(title, "") and not self.metric_ids(title)
        plain = any(
            vocabulary(kind).whole(word) for kind in ("heads_en", "generic_en", "openers", "adjectives", "headings") for word in words
        )
        return title if fits and not plain and not self.reader.periods.labels(title) and not is_measured(title) else ""

    def names_part(self, head: str) -> bool:
        """Whether a heading of a column may name a part of the firm: nothing of periods, changes, bases, units, totals."""
        text = self.without_periods(head)
        return (
            re.search(r"[A-Za-z\u4e00-\u9fff]{3}", text) is not None
            and without_unit(head) == head
            and len(words_of(text)) <= 5
            and not NO_PART.search(text)
            and scale_of(head).mult is None
            and not SHARE_BASIS.match(text)
            and not is_measured(text)
            and not vocabulary("heads_en").whole(text)
            and not TIME.search(text)
            and not changes_in(text)
            and not bases_in(text)
            and not any(vocabulary(kind).find(text) for kind in ("headings", "accounts"))
            and not self.metric_ids(head)
            and not shares_in(text)
        )
