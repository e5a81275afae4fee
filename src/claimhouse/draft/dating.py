"""When a figure in running text holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimhouse.draft.calendar import Label, same_day
from claimhouse.draft.cells import put_period
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, NEAR, Sentences
from claimhouse.draft.store import Item

BEHIND_DATELINE = re.compile(r"\s*(?:\([^)]*\)\s*|/[^/]{2,30}/\s*)?(?:—|–|--|-\s)")
OPENED = re.compile(r"\W+[A-Z][a-z]+\s+\w+\s+\w+")  # a sentence right behind a day
COMPARED = re.compile(  # between "from" and a period: "from the same quarter of 2024", "than in 2023"
    r"(?:\s+(?:in|for|at|of|during|the|same|corresponding|prior|previous|quarter|period|month|half|year))+\s*$", re.IGNORECASE
)
TURN = re.compile(  # from a figure to the one that it is compared with
    r"\b(?:(?:as\s+)?compared\s+(?:with|to)|versus|vs\.?|against|(?:up|down|increase|decrease|decline|rise)\s+from)(?=\s)", re.IGNORECASE
)
RESUMED = re.compile(
    r",\s*and\s+(?:came|was|were|is|beat|exceeded|topped)\b"
    r"|,\s*(?:(?:or|representing|reflecting|which is)\s+)?(?:up|down|an?\s+(?:[\w-]+\s+)?"
    r"(?:increase|decrease|rise|gain|decline|drop|fall|growth|reduction|improvement))\b",
    re.IGNORECASE,
)
LEVEL = re.compile(  # "0.5 points below its level in July", "exceeded that of 2024", "2.1 % on September 2024"
    r"\b(?:its|their|the)\s+levels?\s+(?:in|of)\s+(?:the\s+)?$|\b(?:exceeded|above|below|than)\s+(?:that|those)\s+of\s+(?:the\s+)?$"
    r"|(?:%|\bper\s?cent|\bpoints?)(?:\s*\([^()]*\))?\s+(?:(?:up\s+|down\s+)?on|above|below|over|under)\s+(?:(?:in|its|the)\s+)*$",
    re.IGNORECASE,
)
SAME_PART = re.compile(
    r"\b(?:same|corresponding|comparable|equivalent|prior[\s-]year)\s+(?:period|quarter|half|(?:\w+[\s-])?(?:months?|weeks?)(?:\s+period)?)"
    r"\s+(?:of|in)\s+$",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\s*(?:financial\s+|quarterly\s+)?(?:results|earnings|report|figures|data)\b|\s*(?:财报|业绩|年报|季报|报告|数据|公报)"
)
YEAR_TO = re.compile(
    r"(?:the\s+)?(?:year|(?:12|twelve)[\s-]months?)\s+to\s+[A-Za-z]|(?:the\s+)?(?:12|twelve)[\s-]months\s+(?:ending|through)\s",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"\s+(?:today\s+)?(?:that\b|(?:the\s+|its\s+|their\s+|unaudited\s+|financial\s+|quarterly\s+)*results\b)", re.IGNORECASE
)
GIVEN = re.compile(  # "the range that the company gave in May"
    r"\b(?:gave|given|projected|predicted|forecast|guided|issued|provided|published|announced|estimated|expected)\s+(?:back\s+)?in\s+(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
CAUSE = re.compile(r"\b(?:reflecting|driven\s+by|due\s+to|owing\s+to|because\s+of|thanks\s+to)\b[^.,;]*$", re.IGNORECASE)
TOLD = re.compile(  # "it reported on 28 October"
    r"\b(?:reported|said|announced|published|released|stated|disclosed|told\s+[\w\s]{1,30})\s+(?:late\s+)?on\s+(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
AT_FIRST = re.compile(r"\W*(?:at|with)\s+(?:an?\s+|some\s+|about\s+)?", re.IGNORECASE)
SINCE = re.compile(  # "the smallest increase since February 2021", "the same increase as in August and July"
    r"\b(?:\w+est|highest|lowest|first|most|least|record)\b[^.;]{0,60}\bsince\s+(?:the\s+)?(?:\w+\s+(?:months|year|quarter)\s+(?:ended|ending|of)\s+)?$"
    r"|\b(?:same|similar)\b[^.;]{0,40}\bas\s+in\s+(?:\w+\s+and\s+)?$|\bas\s+(?:it|they)\s+did\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    r"\b(?:figures|numbers|amounts|values|data|tal|zahlen|vorjahr\w*)\b[^.]{0,60}\b(?:in|inom)\s+(?:parenthes[ei]s|brackets|klammern)|括号内",
    re.IGNORECASE,
)
OTHER = re.compile(  # from a figure on to what is said of another one
    r"\d|;|,?\s(?:bringing|taking|making|while|whereas|but|leaving|pushing|lifting)\s", re.IGNORECASE
)
RANGE = re.compile(r"(?:between|from)\s.+?\s(?:and|to)\s+(.+)", re.IGNORECASE)
MONTH = timedelta(days=30)
WITHIN = re.compile(r"\W*(?:其中|(?:of|among) (?:which|this|that|these|them|those|the total)\b)", re.IGNORECASE)


class Dating(Sentences):
    """Finds the period of a figure."""

    used: Label | None = None  # the period of the last figure that is compared with none

    def period(self, item: Item, start: int, end: int, change: bool) -> None:
        """The label that belongs to the figure: right after it, else before it in the clause, else in the sentence, else the document's."""
        sentence, clause, held = self.sentence(start), self.clause(start, end), self.brackets(start)
        if start in self.priors and not any(self.brackets(label.start) == held for label in self.labels):
            self.year_before(item, start)
            return
        labels = [
            label for label in self.labels if sentence[0] <= label.start < sentence[1] and not (label.start >= start and label.end <= end)
        ]
        labels = [
            label
            for label in labels
            if not (self.is_base(label, start) or self.is_gloss(label) or label.start in self.events)
            and not (
                change and label.is_ago and not self.is_compared(start) and (label.start < end or self.text[end : label.start].strip())
            )
            and not (label.start >= end and ";" in self.text[end : label.start])
        ]
        labels = [
            label for label in labels if label.end <= start or not re.match(r"\s*[:：]", self.text[label.end :])
        ]  # "(2023: £5 million)"
        labels = [label for label in labels if not self.is_start(label, start) and not self.is_of_brackets(label, start)]
        turns = [turn for turn in self.turns(sentence) if turn <= start and ";" not in self.text[turn:start]]
        labels = [
            label
            for label in labels
            if not label.is_ago
            or clause[0] <= label.start < clause[1]
            or self.is_compared(start)
            or turns
            or held >= 0
            and self.brackets(label.start) == held
        ]
        if turns and RESUMED.search(self.text[turns[-1] : start]):  # "$5 million compared to $4 million, an increase of 25%"
            labels = [label for label in labels if not turns[-1] <= label.start < start]
        elif turns and self.period_compared(item, end, labels, turns[-1]):
            return
        if self.reader.period:  # "EBIT fell 0.5% reflecting a weaker first half"
            labels = [label for label in labels if label.days or label.start < end or not CAUSE.search(self.text[end : label.start])]
        labels = [label for label in labels if not any(end <= turn <= label.start for turn in self.turns(sentence))]
        part = self.text.rfind(";", sentence[0], start) + 1
        if any(part <= label.start and label.end <= start for label in labels):  # "A grew in the first quarter; B in the second, by 4%"
            labels = [label for label in labels if label.start >= part]
        free = [label for label in labels if not self.is_of_figure(label, start)]
        if AT_FIRST.fullmatch(self.text[clause[0] : start]):  # "At €1.3 billion, revenue after nine months was"
            clause = clause[0], self.clause(clause[1] + 1, clause[1] + 2)[1] if clause[1] + 2 < sentence[1] else clause[1]
        near = [label for label in labels if clause[0] <= label.start and label.end <= clause[1]]
        after = [
            label
            for label in near
            if label in free and label.start >= end and label.start - end <= NEAR and not OTHER.search(self.text[end : label.start])
        ]
        if not after and (whole := self.restated(start, end)) and whole.value("period_id"):
            self.period_of(item, whole)
            return
        before = [label for label in near if label.end <= start]
        before = [label for label in before if label in free][::-1] + [label for label in before if label not in free][::-1]
        earlier = [label for label in free if label.end <= start] or [label for label in labels if label.end <= start]
        later = [label for label in labels if label.start >= end and (label in near or self.is_shared(label, start, end))]
        own_later = [label for label in later if label in near and (label in free or not earlier)]
        found = next(iter([*after, *before, *own_later, *earlier[::-1], *later]), None)
        if self.is_compared(start) and not any(
            0 <= label.start - end <= (NEAR if re.search(r"[,;]", self.text[end : label.start]) else 2 * NEAR)
            and not (label.shift and any(end <= first < label.start for first, _ in self.figures))
            for label in labels
        ):
            if not self.of_basis(item, start):
                item.put("period_id", "", "sentence", False)  # "improved to 15.4% from 14.8%": when is not said
            return
        own = (
            found in free
            and re.search(r"\b(?:for|in|during)\s+(?:the\s+)?$", self.text[: found.start])
            and len({one.days for one in labels}) == 1
        )
        known = self.reader.period or self.last_label(sentence[0])
        if found is None or found in later and found not in near and known and not (own and found.days):
            self.period_before(item, sentence)
            return
        opens = self.text[sentence[0] : found.start].strip().lower() in ("in", "for", "during", "") and not any(
            sentence[0] <= first < start for first, _ in self.figures
        )  # "In June 2025, exports came to €5 million"
        apart = self.brackets(start) != self.brackets(found.start)
        aside = found not in near and (self.is_prospect(clause, found) or self.is_of_event(found))
        if self.is_property(item) and (apart or found not in near) and not opens or aside:
            item.put("period_id", "", "sentence", False)
            return
        days = found.days
        if days is None and found.is_ago:
            base = (
                next((label for label in [*earlier[::-1], *later] if label.days), None)
                or self.antecedent(sentence[0])
                or self.reader.period
            )
            own = (self.days_before(held) if held >= 0 else None) or (self.days_of(base) if base else None)
            days = self.reader.periods.shifted(own, found.shift) if own else None
        elif days is None:
            days = self.ahead(self.reader.periods.nearest(found, self.near_days(found.start)), clause)
        main = self.reader.period
        year = found.days and found.days[1] - found.days[0] > 11 * MONTH
        if year and main and main.days and re.match(r"\s+(?:quarter|period)\b", self.text[found.end :]):  # "the fiscal 2026 quarter"
            days = self.reader.periods.same_part(main.days, days)
        if found.days and SAME_PART.search(self.text[: found.start]):
            base = self.last_label(found.start) or self.reader.period
            days = self.reader.periods.same_part(base.days, days) if base and base.days else days
        if days and change and (YEAR_TO.match(found.printed) or found.shift and found.shift[0] == "last months"):
            days = self.up_to(days)  # "rose by 4.4% in the year to June 2025" is of June
        if change and found.days and (later_part := RANGE.match(found.printed)):  # "increased 1.5% between Q1 2014 and Q2 2014"
            ends = [label for label in self.reader.periods.labels(later_part[1]) if label.days]
            days = ends[0].days if len(ends) == 1 else days
        if not (apart or held >= 0 or self.is_compared(start) or turns):
            self.used = replace(found, days=days)
        distinct = {label.printed for label in labels}
        sure = (
            found in near and (not apart or found in after) and (len(distinct) == 1 or len({label.printed for label in near}) == 1) or opens
        )
        put_period(item, self.reader, found, self.line_of(found), "sentence", sure and found.days is not None and not found.shift, days)

    def of_basis(self, item: Item, start: int) -> bool:
        """The period of a figure that another is compared with where none is printed with it: a year, or a quarter or month, before the
        other, where the sentence or the heading says on which basis it compares. Whether they do."""
        other = self.follows(start, COMPARED_WITH)
        words = f"{self.words(self.sentence(start))} {self.reader.heading}"
        bases = {id for match in vocabulary("changes", "basis").find(words) for id in match.ids} - {"any"}
        if other is None or len(bases) != 1 or not other.value("period_id"):
            return False
        self.year_before(item, start, ("year ago" if bases == {"year_ago"} else "quarter", -1))
        return bool(item.value("period_id"))

    def year_before(self, item: Item, start: int, shift: tuple[str, int] = ("year ago", -1)) -> None:
        """A bare figure in parentheses is of a year before the one that it stands behind: its label, by another calendar."""
        before, own = self.figure_before(start), self.days_before(start)
        days = self.reader.periods.shifted(own, shift) if own else None
        printed = before.value("period_printed") if days else ""
        if not printed:
            item.put("period_id", "", "sentence", False)
            return
        id, line = self.reader.periods.id_of(days, ""), before.value("period_line") or str(before.line)
        item.put("period_id", id, "sentence", False)
        item.put("period_printed", printed, "sentence", True)
        item.put("period_line", "" if line == str(item.line) else line, "sentence", True)
        self.reader.periods.label(printed, id)

    def period_of(self, item: Item, other: Item) -> None:
        """The period of another figure of the paragraph."""
        for name in ("period_id", "period_printed", "period_line"):
            item.cells[name] = replace(other.cells[name])
        item.cells["period_id"].sure, item.cells["period_id"].how = "unsure", "restated"
        if other.line != item.line and not other.value("period_line"):
            item.put("period_line", str(other.line), "restated", True)

    def figure_before(self, at: int) -> Item | None:
        """The last figure before a place, outside of parentheses."""
        before = [one for first, one in self.filled.items() if first < at and self.brackets(first) < 0]
        return before[-1] if before else None

    def days_before(self, at: int) -> tuple[date, date] | None:
        """The days of the last figure before a place, outside of parentheses."""
        before = self.figure_before(at)
        row = self.reader.book.rows["periods"].get(before.value("period_id"), {}) if before else {}
        ends = [row.get(name) for name in ("period_start", "period_end")]
        return (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])) if all(ends) else None

    def up_to(self, days: tuple[date, date]) -> tuple[date, date]:
        """The period whose growth over a year is given: the month that ends it, or the period of the document where that ends so."""
        main = self.reader.period
        if main and main.days and main.days[1] == days[1] and main.days[0] > days[0]:
            return main.days
        return (days[1].replace(day=1), days[1]) if days[1].day > 27 else days

    def turns(self, sentence: tuple[int, int]) -> list[int]:
        """Where a sentence turns to figures that others are compared with: "compared to $5 million, or $0.40 per share, in 2024". Not where
        a period is compared with: "compared with 2024, it rose by 5%"."""
        if sentence not in self.turned:
            found = [match.end() for match in TURN.finditer(self.text, *sentence)]
            self.turned[sentence] = [
                turn
                for turn in found
                if (first := min((one for one, _ in self.figures if turn <= one < sentence[1]), default=None)) is not None
                and not any(turn <= label.start < first for label in self.labels)
                and any(one < turn for one, _ in self.figures if one >= sentence[0])
            ]
        return self.turned[sentence]

    def is_passing(self, label: Label) -> bool:
        """Whether a sentence ends with a month of the year that the document is on: "bought for $344 million in October 2018"."""
        main, days = self.reader.period and self.reader.period.days, self.days_of(label)
        if not main or not days or days[1] - days[0] > MONTH or main[1] - main[0] < 11 * MONTH:
            return False
        if not main[0] <= days[0] <= days[1] <= main[1]:
            return False
        return any(self.sentence(label.start)[0] <= first < label.start for first, _ in self.figures)

    def is_behind_turn(self, label: Label) -> bool:
        """Whether the sentence turns before a period to figures that others are compared with."""
        return TURN.search(self.text, self.sentence(label.start)[0], label.start) is not None

    def period_compared(self, item: Item, end: int, labels: list[Label], turn: int) -> bool:
        """The period of a figure that another is compared with: the first behind it, else the last before it, both behind the turn."""
        behind = [label for label in labels if label.start >= turn]
        if not behind:
            return False
        label = next((label for label in behind if label.start >= end), behind[-1])
        days, before = label.days, [one for one in labels if one.end <= turn and self.days_of(one)]
        base = before[-1] if before else self.last_label(turn) or self.reader.period
        base = base and replace(base, days=self.days_of(base))
        if days is None and label.is_ago:
            days = self.reader.periods.shifted(base.days, label.shift) if base and base.days else None
        elif days and base and base.days and SAME_PART.search(self.text[: label.start]):
            days = self.reader.periods.same_part(base.days, days)
        elif days is None:
            days = self.reader.periods.nearest(label, self.near_days(label.start))
        own = label.start >= end and label.start - end <= NEAR and not re.search(r"[\d;]", self.text[end : label.start])
        put_period(item, self.reader, label, self.line_of(label), "sentence", own and label.days is not None, days)
        return True

    def is_base(self, label: Label, start: int = -1) -> bool:
        """Whether a period is what a change is measured against: "up 5 % from Q1 2025"; or the day of a dateline."""
        before = COMPARED.sub("", self.text[max(0, label.start - 45) : label.start].rstrip() + " ")
        own = 0 <= start - label.end <= NEAR and re.fullmatch(
            r"[^\d,;]*\b(?:of|at|was)\s+\D{0,15}", self.text[label.end : start]
        )  # "from 2005 revenue of $238.3 billion"
        dateline = (
            label.start < 2 * NEAR and label.days and label.days[0] == label.days[1] and BEHIND_DATELINE.match(self.text[label.end :])
        )
        dateline = dateline or label.start == 0 and label.days and label.days[0] == label.days[1] and OPENED.match(self.text[label.end :])
        if re.match(r"\)?\s*(?:average|levels?|base)\b", self.text[label.end :], re.IGNORECASE):  # "100.0 percent of its 2017 average"
            return True
        if re.fullmatch(r"\s*[(（]\s*", self.text[label.end : max(start, label.end)]):
            return False  # "the previous year's figure (€443 million)"
        if GIVEN.search(self.text[: label.start]) or TOLD.search(self.text[: label.start]):
            return True
        if IN_BRACKETS.search(self.words(self.sentence(label.start))):  # "figures for Q2 2019 in parentheses"
            return True
        if SINCE.search(self.text[: label.start]):
            return True
        if LEVEL.search(self.text[: label.start]) or re.search(r"\b(?:levels?|figures?|values?)$", label.printed, re.IGNORECASE):
            return True
        following = next((one for one in self.labels if one.start >= label.end), None)
        if following and re.search(r"\bbetween\s+(?:the\s+)?$", before) and self.text[label.end : following.start].strip() == "and":
            return True  # "between May and June this year"
        alike = re.search(r"\b(?:in line with|similar to|unlike)\b[^.,;\d]{0,40}$", self.text[: label.start], re.IGNORECASE)
        return (
            bool(dateline or alike) or not own and any(match.end >= len(before.rstrip()) - 1 for match in vocabulary("bases").find(before))
        )

    def is_start(self, label: Label, start: int) -> bool:
        """Whether a period is that of another figure, which something moved from: "from 50% in 2023 to 27%"."""
        figure = max((one for one in self.figures if one[1] <= label.start), default=None)
        return figure is not None and figure[0] != start and re.search(r"\bfrom\s+$|[由从]$", self.text[: figure[0]]) is not None

    def is_of_brackets(self, label: Label, start: int) -> bool:
        """Whether a period is that of what stands in other parentheses: "£142.7m (H1 2025: £131.9m), up 8.2%",
        "+4.8% (3.4% in the previous month)"."""
        held = self.brackets(label.start)
        if held < 0 or held == self.brackets(start):
            return False
        return re.match(r"\s*[:：]", self.text[label.end :]) is not None or any(held < first < label.start for first, _ in self.figures)

    def is_shared(self, label: Label, start: int, end: int) -> bool:
        """Whether a period that stands later in the sentence is that of a list of figures: "$5 million and $6 million in 2024"; not
        "up 0.1%, after rising 0.2% in August"."""
        if self.is_of_figure(label, start) and re.search(r"\b(?:after|following|from)\b", self.text[end : label.start]):
            return False
        return label.start - end <= NEAR or any(end <= first < label.start for first, _ in self.figures)

    def is_property(self, item: Item) -> bool:
        """Whether a figure measures what a thing is, such as parameters, bits or months, which no other clause dates."""
        return self.reader.book.is_property(item.value("unit"))

    def is_of_event(self, label: Label) -> bool:
        """Whether the clause of a period tells what happened then: "introduced in 2006, with over 4 million developers"."""
        reports = REPORTED.match(self.text[label.end :])  # "released its results for 2025" tells of the results
        clause = self.words(self.clause(label.start, label.end))
        told = any(not ANNOUNCED.match(clause[match.end :]) for match in vocabulary("events").find(clause))
        return told and not reports

    def ahead(self, days: tuple[date, date] | None, clause: tuple[int, int]) -> tuple[date, date] | None:
        """Days that a clause names without a year: those of the year after where it looks ahead from the day of publication, in news that
        is on no one period."""
        words, dated = self.words(clause), self.reader.periods.dated
        if self.reader.period or not days or not dated or days[1] >= dated or re.search(r"\bhad\b", words):
            return days
        looks = any(match.ids[0] in ("F", "T") for match in vocabulary("statuses", "status").find(words))
        return (same_day(days[0], 12), same_day(days[1], 12)) if looks else days

    def is_prospect(self, clause: tuple[int, int], label: Label) -> bool:
        """Whether the clause of a figure looks ahead and the period of the sentence is past: "went public in 2025, expecting to raise"."""
        ahead = [match for match in vocabulary("statuses", "status").find(self.words(clause)) if match.ids[0] in ("F", "T")]
        return bool(ahead) and label.days is not None and bool(self.reader.as_of) and label.days[1].isoformat()[:7] < self.reader.as_of

    def is_of_figure(self, label: Label, start: int) -> bool:
        """Whether a period stands right behind another figure: "from 36% in 2023 to 68%"."""
        named = re.match(r"\s*[:：]", self.text[label.end :])  # "€318 million (2024: €296 million)": it is of the next
        return not named and any(
            first != start
            and last <= label.start
            and re.fullmatch(r"\s*[(（]?(?:(?:in|for|of|at|by|as of|on)\s+)?(?:the\s+)?", self.text[last : label.start])
            for first, last in self.figures
        )

    def is_gloss(self, label: Label) -> bool:
        """Whether a period explains the one before it: "FY2025 (ending January 2025)"."""
        return (
            re.search(r"[(（]\s*(?:ending|ended|which ends|截至)\s*(?:in|on)?\s*$", self.text[max(0, label.start - 20) : label.start])
            is not None
        )

    def last_label(self, at: int, least: timedelta = timedelta(0)) -> Label | None:
        """The last period before, as long as `least`, but for one in parentheses and one that something is compared with."""
        return next(
            (
                label
                for label in reversed(self.labels)
                if label.end <= at
                and not (re.match(r"the (?:full|whole)\b", label.printed, re.IGNORECASE) and not label.days)
                and not YEAR_TO.match(label.printed)
                and (days := self.days_of(label))
                and days[1] - days[0] >= least
                and not self.is_base(label)
                and not any(turn <= label.start for turn in self.turns(self.sentence(label.start)))
                and not any(
                    self.is_compared(first) for first, _ in [max((one for one in self.figures if one[1] <= label.start), default=(0, 0))]
                )
                and not self.text[: label.start].endswith(("(", "（"))
            ),
            None,
        )

    def antecedent(self, at: int, least: timedelta = timedelta(0)) -> Label | None:
        """The last period before a place; of its sentence the one that figures have, where it names others too."""
        last = self.last_label(at, least)
        same = last and self.used and self.used.days and self.sentence(self.used.start) == self.sentence(last.start)
        return self.used if same else last

    def days_of(self, label: Label):
        """The days of a label; of one without a year those nearest to the period of the document, else to the one spoken of last."""
        main = self.reader.period
        return label.days or self.reader.periods.nearest(label, main.days if main and main.days else self.reader.days)

    def near_days(self, at: int):
        """The days of the period that stands nearest before a label without a year, else of the document."""
        label = self.last_label(at) or self.reader.period
        if label is None and self.reader.days is None:
            label = next((label for label in self.labels if label.days and not self.is_base(label)), None)
        return self.days_of(label) if label else self.reader.days

    def period_before(self, item: Item, sentence: tuple[int, int]) -> None:
        """No period in the sentence: that of the document, else of the sentences before, else none."""
        within = WITHIN.match(self.words(sentence))
        antecedent, reader = self.antecedent(sentence[0], timedelta(0 if within else 1)), self.reader
        if antecedent and self.is_passing(antecedent):
            antecedent = None
        goes_on = not reader.period and not reader.intro and reader.subject  # a document about one thing, about its period
        if antecedent and (within or goes_on or reader.period or not reader.intro and not reader.is_covered):
            put_period(item, reader, antecedent, self.line_of(antecedent), "antecedent", False, self.days_of(antecedent))
        elif reader.intro and reader.intro is not reader.heading_period and (self.intro or reader.period):  # nearer than the heading
            put_period(item, reader, reader.intro, reader.intro_line, "antecedent", False)
        elif reader.heading_period:
            put_period(item, reader, reader.heading_period, reader.heading_line, "heading", False)
        elif goes_on and reader.last_period:
            put_period(item, reader, reader.last_period, reader.last_period_line, "antecedent", False, self.days_of(reader.last_period))
        elif reader.period:
            put_period(item, reader, reader.period, reader.period_line, "document", False)
        else:
            item.put("period_id", "", "sentence", False)

    def line_of(self, label: Label) -> int:
        return self.place(label.start)[0]
