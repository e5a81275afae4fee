"""The period of a figure by that of another one: of the year before, of what it is compared with, of its counterpart in a list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.dating.antecedents import Antecedents
from claimhouse.draft.days import Days, same_day
from claimhouse.draft.listed import LENGTH_ENDED, labels_beside, place_in_list
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, NEAR
from claimhouse.draft.store import Item

SAME_PART = re.compile(
    r"\b(?:same|corresponding|comparable|equivalent|prior[\s-]year)\s+(?:periods?|quarters?|half|(?:\w+[\s-])?(?:months?|weeks?)(?:\s+period)?)"
    r"\s+(?:of|in)\s+$",
    re.IGNORECASE,
)
OTHER_THING = re.compile(  # behind a figure of another thing at the same time
    r"\s+(?:for|in|at|among|of)\s+(?!(?:the\s+)?(?:same|corresponding|prior|previous|last|first|second|third|fourth|year|quarter|month|half|period)\b)[A-Za-z]"
)

LAST_YEAR = (
    r"(?:the\s+)?(?:(?:same|corresponding|comparable)\s+(?:periods?|quarters?)\s+(?:of|in)\s+)?(?:the\s+)?(?:prior|previous|last)[\s-]year"
)
AGAINST_YEAR = re.compile(rf"\b(?:compared\s+(?:to|with)|versus|vs\.?|over)\s+{LAST_YEAR}\b", re.IGNORECASE)
AGAINST_UNLESS = re.compile(
    rf"\b(?:relative|compar\w+)\s+(?:(?:is|are)\s+)?(?:to|with)\s+{LAST_YEAR}\b[^.;]{{0,40}}\bunless\b", re.IGNORECASE
)
YEAR_ALONE = re.compile(r"(?:19|20)\d\d年?")
YEAR, MONTH = timedelta(days=300), timedelta(days=31)


class Compared(Antecedents):
    """Finds the period of a figure by those of other figures."""

    def counterpart(self, other: Item, start: int) -> Item:
        """Of a figure that stands in a list the one at its place in the list that ends with another: "5 and 6 million, up 3% and 4%"."""
        number, count = place_in_list(self.text, self.figures, start)
        last = next((first for first, one in self.filled.items() if one is other), -1)
        if count < 2 or place_in_list(self.text, self.figures, last) != (count - 1, count):
            return other
        ordered = sorted(first for first, _ in self.figures)
        return self.filled.get(ordered[ordered.index(last) - count + 1 + number], other)

    def of_basis(self, item: Item, start: int) -> bool:
        """The period of a figure that another is compared with where none is printed with it: a year, or a quarter or month, before the
        other, where the sentence or the heading says on which basis it compares. Whether they do."""
        other = self.follows(start, COMPARED_WITH)
        words = f"{self.words(self.sentence(start))} {self.reader.heading} {self.reader.unmarked_heading}"
        words = re.sub(r"\bannual\s+growth\b", " ", words, flags=re.IGNORECASE)  # which is compared
        bases = {id for match in vocabulary("changes", "basis").find(words) for id in match.ids} - {"any"}
        if other is not None and not bases and self.is_against_year():
            bases = {"year_ago"}
        if other is None or len(bases) != 1 or not other.value("period_id"):
            return False
        self.year_before(item, start, ("year ago" if bases == {"year_ago"} else "quarter", -1))
        return bool(item.value("period_id"))

    def is_against_year(self) -> bool:
        """Whether a heading or a note compares all figures with those of a year before: "Compared to Prior Year Period", "relative to the
        same period of the prior year unless otherwise noted"."""
        headed = AGAINST_YEAR.search(f"{self.reader.heading}\n{self.reader.unmarked_heading}")
        return headed is not None or any(AGAINST_UNLESS.search(line) for line in self.reader.source.lines)

    def of_usual_base(self, item: Item, start: int) -> bool:
        """The same where the figures before were compared with those of one distance alone: of a month, a quarter or a year before."""
        if len(self.reader.bases) != 1 or not self.follows(start, COMPARED_WITH):
            return False
        self.year_before(item, start, ("months ago", next(iter(self.reader.bases))))
        return bool(item.value("period_id"))

    def of_year_end(self, item: Item, start: int) -> bool:
        """The period of a figure in parentheses with the day that ends it a year or more before that of the one before them: "a loss of $5
        million for the year ended July 31, 2031 (July 31, 2030: $9 million)". Whether it is one."""
        held = self.brackets(start)
        before = self.figure_before(start) if held >= 0 else None
        own = self.days_given(before) if before and LENGTH_ENDED.search(before.value("period_printed")) else None
        inside = [one for one in self.labels if self.brackets(one.start) == held and one.days and one.days[0] == one.days[1]]
        if not own or own[1] - own[0] < MONTH or len(inside) != 1:
            return False
        years = own[1].year - inside[0].days[0].year
        if years < 1 or same_day(own[1], -12 * years) != inside[0].days[0]:
            return False
        days = same_day(own[0], -12 * years), inside[0].days[0]
        put_period(item, self.reader, inside[0], self.line_of(inside[0]), "sentence", False, days)
        return True

    def note_base(self, item: Item, start: int) -> None:
        """Keeps how many months before its other one a figure is that something is compared with."""
        last = self.before(start)
        other, own = self.days_given(self.filled[last[0]]) if last else None, self.days_given(item)
        same = last and self.filled[last[0]].value("unit") == item.value("unit")
        if same and other and own and own[0] < other[0] and item.cells["period_id"].how == "sentence":
            self.reader.bases[round((other[0] - own[0]).days / 30.44)] += 1

    def of_other(self, item: Item, start: int, end: int) -> bool:
        """The period of the figure that another thing is compared with: "rose 7%, compared to 6% for rail". Whether it is so."""
        other = self.follows(start, COMPARED_WITH)
        dated = any(end <= label.start <= end + NEAR for label in self.labels)
        if not other or not other.value("period_id") or dated or not OTHER_THING.match(self.text[end:]):
            return False
        self.period_of(item, other)
        return True

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
        listed = other.cells["period_id"].how == "list"
        item.cells["period_id"].sure, item.cells["period_id"].how = "unsure", "list" if listed else "restated"
        if other.line != item.line and not other.value("period_line"):
            item.put("period_line", str(other.line), "restated", True)

    def figure_before(self, at: int) -> Item | None:
        """The last figure before a place, outside of parentheses."""
        before = [one for first, one in self.filled.items() if first < at and self.brackets(first) < 0]
        return before[-1] if before else None

    def days_before(self, at: int) -> Days | None:
        """The days of the last figure before a place, outside of parentheses."""
        return self.days_given(self.figure_before(at))

    def up_to(self, days: tuple[date, date]) -> tuple[date, date]:
        """The period whose growth over a year is given: the month that ends it, or the period of the document where that ends so."""
        main = self.reader.period
        if main and main.days and main.days[1] == days[1] and main.days[0] > days[0]:
            return main.days
        return (days[1].replace(day=1), days[1]) if days[1].day > 27 else days

    def days_in_turn(self, end: int) -> Days | None:
        """The days of the figure at the same place of the list right before that of a figure: "$5 and $9 million ..., compared to $4 and $8
        million"."""
        ordered = sorted(self.figures)
        at = next((place for place, (_, last) in enumerate(ordered) if last == end), None)
        if at is None:
            return None
        _, count = place_in_list(self.text, ordered, ordered[at][0])
        before = at - count
        if count < 2 or before < 0 or place_in_list(self.text, ordered, ordered[before][0])[1] != count:
            return None
        return self.days_given(self.filled.get(ordered[before][0]))

    def days_given(self, item: Item | None) -> Days | None:
        """The days of the period that a figure has."""
        row = self.reader.book.rows["periods"].get(item.value("period_id"), {}) if item else {}
        ends = [row.get(name) for name in ("period_start", "period_end")]
        return (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])) if all(ends) else None

    def label_in_turn(self, labels: list[Label], end: int) -> Label:
        """The first label behind a figure that ends at a place, in a list of as many as the figures of its own the one at its place: "with
        $11 and $9 million for the preceding quarter and the third quarter of 2030, respectively"; else the last one before it."""
        after = [label for label in labels if label.start >= end]
        start = next((first for first, last in self.figures if last == end), end)
        number, count = place_in_list(self.text, self.figures, start)
        row = labels_beside(self.text, after, after[0]) if count > 1 and after else []
        return row[number] if len(row) == count else after[0] if after else labels[-1]

    def period_compared(self, item: Item, end: int, labels: list[Label], turn: int) -> bool:
        """The period of a figure that another is compared with: the first behind it, else the last before it, both behind the turn."""
        behind = [label for label in labels if label.start >= turn]
        if not behind:
            return False
        label = self.label_in_turn(behind, end)
        said = True  # whether the label is of the whole period
        days, before = label.days, [one for one in labels if one.end <= turn and self.days_of(one)]
        start = next((first for first, last in self.figures if last == end), end)
        given = self.days_given(self.follows(start, COMPARED_WITH))  # "0.8%, down from 1% in the same month last year"
        base = before[-1] if before else self.last_label(turn) or self.reader.period
        base = base and replace(base, days=self.days_in_turn(end) or self.days_of(base))
        if days is None and label.is_ago:
            own = base.days if base and base.days else given
            days = self.reader.periods.shifted(own, label.shift) if own else None
        elif days and base and base.days and (SAME_PART.search(self.text[: label.start]) or self.is_part_of(label)):
            days = self.reader.periods.same_part(base.days, days)
        elif days and base and base.days and YEAR_ALONE.fullmatch(label.printed) and days[0].year == base.days[0].year - 1:
            days, said = self.reader.periods.same_part(base.days, days), base.days[1] - base.days[0] > YEAR
        elif days is None:
            days = self.nearest(label, self.near_days(label.start))
        own = said and label.start >= end and label.start - end <= NEAR and not re.search(r"[\d;]", self.text[end : label.start])
        put_period(item, self.reader, label, self.line_of(label), "sentence", own and label.days is not None, days)
        return True
