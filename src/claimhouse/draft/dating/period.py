"""The period of a figure in running text: the label right behind it, else before it in the clause, else in the sentence, else that of the
text before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from claimhouse.draft.answers import is_answer
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.dating.antecedents import ALREADY, COMPARES, GUIDED, MONTH, WHEREAS_ZH, YEAR_TO
from claimhouse.draft.dating.bases import MOVED_FROM_ZH
from claimhouse.draft.dating.compared import SAME_PART, YEAR_ALONE, Compared
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.draft.listed import IN_TURN, labels_beside, months_of, place_in_list, years_of
from claimhouse.draft.sentences import COMPARED_WITH, FROM_LIST, NEAR, TURN
from claimhouse.draft.store import Item
from claimhouse.grammar.period_parts import month_end

RESUMED = re.compile(
    r",\s*(?:and\s+(?:(?:[A-Za-z’'-]+\s+){0,5}?(?:came|was|were|is|are|stood|amounted|totall?ed|reached)|beat|exceeded|topped)|while|whereas)\b"
    r"|,\s*(?:representing|reflecting|resulting in|marking)\b|;"
    r"|,\s*(?:(?:or|representing|reflecting|which is)\s+)?(?:up|down|an?\s+(?:[\w-]+\s+)?"
    r"(?:increase|decrease|rise|gain|decline|drop|fall|growth|reduction|improvement))\b",
    re.IGNORECASE,
)
CAUSE = re.compile(r"\b(?:reflecting|driven\s+by|due\s+to|owing\s+to|because\s+of|thanks\s+to)\b[^.,;]*$", re.IGNORECASE)
CUMULATIVE = re.compile(
    r"\bcumulative(?:\s+\w+)?\s+(?:total|number|figure)s?\b|\bcumulative\s+(?:sales|arrivals|shipments|output|production|exports|imports)\b",
    re.IGNORECASE,
)
AT_FIRST = re.compile(r"\W*(?:at|with)\s+(?:an?\s+|some\s+|about\s+)?", re.IGNORECASE)
OTHER = re.compile(  # from a figure on to what is said of another one
    r"\d|;|,?\s(?:bringing|taking|making|while|whereas|but|leaving|pushing|lifting)\s", re.IGNORECASE
)
ONCE_MORE = re.compile(r",?\s+(?:(?:when|as)\s+)?(?:compared\s+(?:to|with)|over|against|for|in)\s+", re.IGNORECASE)
RANGE = re.compile(r"(?:between|from)\s.+?\s(?:and|to)\s+(.+)", re.IGNORECASE)
LAST_YEAR = re.compile(r"last\s+year|去年", re.IGNORECASE)
THE_PERIOD = re.compile(r"(?:the\s+)?(?:same\s+)?period", re.IGNORECASE)
LAST_MONTH = re.compile(r"last\s+month|上个?月", re.IGNORECASE)
THEN = re.compile(r"\s*[,(（]?\s*when\b[^;]*$", re.IGNORECASE)
GUIDED_BEFORE = re.compile(r"[(（]\s*(?:(?:up|down|raised|lowered|revised|increased|cut)\s+)?from\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
TO_THEN = re.compile(r"(?:\s+[a-z]+){0,2}\s+to\s+(?:about\s+|around\s+|nearly\s+)?")  # from where something moved to where it did
FROM_THEN = re.compile(r"\bfrom\s+(?:about\s+|around\s+|nearly\s+)?$", re.IGNORECASE)
SAME_TIME = re.compile(r"\b(?:over|during|in)\s+(?:the|that)\s+(?:same\s+)?(?:period|time)\b", re.IGNORECASE)
STEPPED = re.compile(r"\b(?:increased|decreased|rose|fell|grew|declined|dropped)\s+(?:by\s+)?(?:about\s+)?(?:$|[\d,.]+\s)", re.IGNORECASE)
UP_BY = re.compile(  # "was up by 251,000 on a year earlier"
    r"\b(?:up|down|higher|lower|ris(?:en|ing)|fall(?:en|ing)|rose|fell|(?:in|de)creased|grew|grown|declined|dropped)\s+by\s+"
    r"(?:(?:an?|net|about|around|some|nearly|almost|roughly)\s+)*$",
    re.IGNORECASE,
)
AS_OF_ZH = re.compile(r"截[至止]到?$")
SAME_YEAR_ZH = re.compile(r"([同当當次翌])年的?$")
PRIOR_ZH = re.compile(r"前值(?:修正值)?(?:[为為是达的]|修正为)?$|[，,；（(]上月(?:值)?[为為是达]$")  # "，上月为-0.5%"
TO_DATE = re.compile(r"\s+to\s+date\b", re.IGNORECASE)
HORIZON = re.compile(
    r"\b(?:into|well\s+beyond)\s+(?:the\s+)?$", re.IGNORECASE
)  # "cash funds its operations into the third quarter of 2026"
THROUGH = re.compile(r"(?<!\d)\s\bthrough\s+$", re.IGNORECASE)

DATE_OF_YEAR = re.compile(  # before the month up to which a year is counted: "for the year to date, through August"
    r"\b(?:year[\s-]to[\s-]date|ytd|so\s+far\s+this\s+year)\s*,?\s+[(]?(?:through|to|until|till|up\s+to|as\s+of)\s+(?:the\s+end\s+of\s+|end[\s-](?:of\s+)?)?$",
    re.IGNORECASE,
)


@dataclass
class Around:
    """Where a figure stands: its characters, sentence, clause and parentheses, the turns before it to what is compared; and the labels that
    can be its period, as `rank` sorts them. `free` are those of no other figure."""

    start: int
    end: int
    change: bool
    sentence: tuple[int, int]
    clause: tuple[int, int]
    held: int
    turns: list[int] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    free: list[Label] = field(default_factory=list)
    near: list[Label] = field(default_factory=list)
    after: list[Label] = field(default_factory=list)
    earlier: list[Label] = field(default_factory=list)
    later: list[Label] = field(default_factory=list)
    found: Label | None = None


class Dating(Compared):
    """Finds the period of a figure."""

    @cached_property
    def meant(self) -> dict[int, Days]:
        """What labels without days of their own were taken for, by where they start."""
        return {}

    def period(self, item: Item, start: int, end: int, change: bool) -> None:
        """The label that belongs to the figure: right after it, else before it in the clause, else in the sentence, else the document's."""
        if (whole := self.filled.get(self.converted.get(start, -1))) and whole.value("period_id"):
            self.period_of(item, whole)  # "537m euros ($701m) during 2004" are one amount
            return
        end = self.behind_conversions(start, end)
        around = Around(start, end, change, self.sentence(start), self.clause(start, end), self.brackets(start))
        if not self.is_given(item, around):
            self.by_labels(item, around)
        if self.is_compared(start):
            self.note_base(item, start)

    def by_labels(self, item: Item, around: Around) -> None:
        """Gives the period that follows from where the labels of the sentence stand."""
        start, end = around.start, around.end
        around.turns = [turn for turn in self.turns(around.sentence) if turn <= start]
        labels = [label for label in self.labels if self.may_be_of(label, around)]
        held = [label for label in labels if around.held >= 0 and self.brackets(label.start) == around.held and self.names_next(label)]
        labels = held or labels  # what opens the parentheses dates what stands in them
        resumed = RESUMED.search(self.text, around.turns[-1], end) if around.turns else None
        if resumed:  # "$5 million compared to $4 million, an increase of 25%"
            labels = [label for label in labels if not around.turns[-1] <= label.start < min(resumed.start(), start)]
        elif around.turns and self.period_compared(item, end, labels, around.turns[-1]):
            return
        self.rank_labels(self.of_part(labels, around), around)
        whole = None if around.after or self.is_compared(start) else self.restated(start, end)
        if whole and (last := self.before(start)) and any(last[1] <= label.start < start for label in labels):
            whole = None  # "to $1.3 million for fiscal 2019, a decrease of"
        if whole and whole.value("period_id"):
            self.period_of(item, self.counterpart(whole, start))
        elif self.is_base_without(around):
            if not (self.of_basis(item, start) or self.of_other(item, start, end) or self.of_usual_base(item, start)):
                item.put("period_id", "", "sentence", False)  # "improved to 15.4% from 14.8%": when is not said
        elif self.is_of_before(around):
            self.period_before(item, start, around.sentence)
        elif self.is_of_other_time(item, around):
            item.put("period_id", "", "sentence", False)
        else:
            self.put_found(item, around)

    def is_given(self, item: Item, around: Around) -> bool:
        """Gives the period that does not follow from where labels stand: of bare figures of the year before, of a clause on how it was
        then, of lists. Whether there is one."""
        start = around.start
        if start in self.priors and not any(self.brackets(label.start) == around.held for label in self.labels):
            self.year_before(item, start)
            return True
        if self.moved_between(item, around) or self.guided_before(item, around) or self.of_year_end(item, start):
            return True
        if self.is_prior(start) and (own := self.days_before(start)):  # "前值为2.9%"
            self.year_before(item, start, ("month" if own[1] - own[0] <= MONTH else "quarter", -1))
            return True
        one = self.when(around.sentence, start) or self.in_turn(start)
        if one:
            put_period(item, self.reader, one, self.line_of(one), "sentence", False, self.days_of(one))
        return one is not None

    def guided_before(self, item: Item, around: Around) -> bool:
        """Gives a figure of guidance in parentheses that replaces it the period of the figure before them: "raised its forecast to $5bn
        (from $4bn)". Whether it is one."""
        held, sentence = around.held, self.words(around.sentence)
        last = max((one for one in self.filled if one < held), default=-1) if held >= 0 else -1
        if last < around.sentence[0] or any(self.brackets(label.start) == held for label in self.labels):
            return False
        opens = min((one for one, _ in self.figures if one > held), default=around.start)
        if not (GUIDED.search(sentence) or self.is_foreseen(around.start)) or not GUIDED_BEFORE.search(self.text[:opens]):
            return False
        self.period_of(item, self.filled[last])
        return True

    def moved_between(self, item: Item, around: Around) -> bool:
        """Of two figures from one to the other of which something moved those of two periods, which the sentence names together or which
        the two such figures before had: "increased between 2006-08 and 2010-12, from 77.5 to 78.9 years", "over the same period". Whether
        it is one of two and has its period now."""
        start = around.start
        last = self.before(start)
        second = last is not None and TO_THEN.fullmatch(self.text[last[1] : start]) is not None
        opened = last[0] if second else start
        behind = min((one for one, _ in self.figures if one > start), default=-1)
        before = self.text[:opened]
        moves = second or TO_THEN.fullmatch(self.text[around.end : max(behind, around.end)])
        if not moves or not (FROM_THEN.search(before) or FROM_LIST.search(before)):
            return False
        inside = [one for one in self.labels if around.sentence[0] <= one.start < around.sentence[1]]
        for one, two in zip(inside, inside[1:], strict=False):
            joined = re.fullmatch(r"\s+(?:and|to)\s+(?:the\s+)?", self.text[one.end : two.start])
            opens = re.search(r"\b(?:between|from)\s+(?:the\s+)?$", self.text[: one.start]) or re.match(r"(?:between|from)\b", one.printed)
            if joined and opens and one.days and two.days and two.end <= opened:
                label = two if second else one
                put_period(item, self.reader, label, self.line_of(label), "sentence", False, label.days)
                return True
        if any(one.days and not one.shift for one in inside) or not SAME_TIME.search(self.words(around.sentence)):
            return False
        ends = [one for first, one in self.filled.items() if first < around.sentence[0] and one.value("period_id")][-2:]
        if len(ends) < 2 or ends[0].value("period_id") == ends[1].value("period_id"):
            return False
        self.period_of(item, ends[second])
        return True

    def may_be_of(self, label: Label, around: Around) -> bool:
        """Whether a label of the sentence of a figure can be its period: not what it is measured against, explains another, tells of an
        event or belongs to the next figure or to other parentheses."""
        start, end = around.start, around.end
        if not around.sentence[0] <= label.start < around.sentence[1] or label.start >= start and label.end <= end:
            return False
        if (own := self.of_base_zh(label)) >= 0:
            return own == start
        if label.start >= end and (self.is_of_next_zh(label) or self.is_told(label, end)):
            return False
        if label.printed in ("年末", "年底") and not around.clause[0] <= label.start < around.clause[1]:
            return False  # "年末人口…，全年收入…"
        if self.is_base(label, start) and not self.is_base_of(label, around) or self.is_gloss(label) or label.start in self.events:
            return False
        before = label.start < end or self.text[end : label.start].strip()
        told = self.reader.periods.dated and label.end <= start and LAST_MONTH.fullmatch(label.printed)  # "cut last month, to 3%"
        change = around.change or UP_BY.search(self.text[:start])
        if change and label.is_ago and not told and not self.is_compared(start) and before:
            return False
        turned = label.is_ago and TURN.search(self.text, end, label.start) and not self.is_base_of(label, around)
        if label.start >= end and (";" in self.text[end : label.start] or turned):
            return False  # "net earnings of $4 million versus a net loss in the year-ago period"
        if label.end > start and self.names_next(label):  # "(2023: £5 million)"
            return False
        if label.start >= end and HORIZON.search(self.text[: label.start]):
            return False
        if self.is_start(label, start) or self.is_of_brackets(label, start):
            return False
        inside = around.clause[0] <= label.start < around.clause[1] or around.held >= 0 and self.brackets(label.start) == around.held
        return bool(not label.is_ago or inside or told or self.is_said_ago(label, end) or self.is_compared(start) or around.turns)

    def is_base_of(self, label: Label, around: Around) -> bool:
        """Whether the figure is that of the base, which names its own period once more: "down from $222 million when compared to the prior
        year", "compared to a profit of $7 million over the corresponding period"."""
        compared = label.is_ago and label.start >= around.end and (around.turns or self.is_compared(around.start))
        return bool(compared) and ONCE_MORE.fullmatch(self.text[around.end : label.start]) is not None

    def is_said_ago(self, label: Label, end: int) -> bool:
        """Whether but a comma parts a figure from "a year ago" behind it: "from $2 million, or $0.09 per share, a year ago"."""
        return label.is_ago and label.start >= end and not self.text[end : label.start].strip(" ,")

    def is_told(self, label: Label, end: int) -> bool:
        """Whether a period to come is what people answered of: "41% of respondents expect a recession by 2026"."""
        asked = self.reader.is_on_survey and self.reader.period
        later = asked and asked.days and label.days and label.days[0] > asked.days[1]
        return bool(later) and is_answer(self.text, end)

    def of_part(self, labels: list[Label], around: Around) -> list[Label]:
        """The labels but for causes and those behind a turn to what is compared; behind a semicolon those of its part, where it has one."""
        start, end, first = around.start, around.end, around.sentence[0]
        if self.reader.period:  # "EBIT fell 0.5% reflecting a weaker first half"
            labels = [label for label in labels if label.days or label.start < end or not CAUSE.search(self.text[end : label.start])]
        labels = [label for label in labels if not any(end <= turn <= label.start for turn in self.turns(around.sentence))]
        part = self.text.rfind(";", first, start) + 1
        if any(part <= label.start and label.end <= start for label in labels):  # "A grew in the first quarter; B in the second, by 4%"
            labels = [label for label in labels if label.start >= part]
        return labels

    def rank_labels(self, labels: list[Label], around: Around) -> None:
        """Sorts labels by how near they stand and whether another figure has them, and finds the first."""
        start, end, clause, last = around.start, around.end, around.clause, around.sentence[1]
        if AT_FIRST.fullmatch(self.text[clause[0] : start]):  # "At €1.3 billion, revenue after nine months was"
            clause = clause[0], self.clause(clause[1] + 1, clause[1] + 2)[1] if clause[1] + 2 < last else clause[1]
        free = [label for label in labels if not self.is_of_figure(label, start)]
        near = [label for label in labels if clause[0] <= label.start and label.end <= clause[1] or self.is_said_ago(label, end)]
        after = [label for label in near if label in free and label.start >= end and label.start - end <= NEAR]
        after = [label for label in after if not OTHER.search(self.text[end : label.start])]
        before = [label for label in near if label.end <= start]
        before = [label for label in before if label in free][::-1] + [label for label in before if label not in free][::-1]
        earlier = [label for label in free if label.end <= start] or [label for label in labels if label.end <= start]
        later = [label for label in labels if label.start >= end and (label in near or self.is_shared(label, start, end))]
        own_later = [label for label in later if label in near and (label in free or not earlier)]
        around.clause, around.labels, around.free, around.near, around.after = clause, labels, free, near, after
        around.earlier, around.later = earlier, later
        around.found = next(iter([*after, *before, *own_later, *earlier[::-1], *later]), None)

    def is_base_without(self, around: Around) -> bool:
        """Whether others are compared with a figure that has no period right behind it."""
        end = around.end
        return self.is_compared(around.start) and not any(
            0 <= label.start - end <= (NEAR if re.search(r"[,;]", self.text[end : label.start]) else 2 * NEAR)
            and not (label.shift and any(end <= first < label.start for first, _ in self.figures))
            for label in around.labels
        )

    def is_of_before(self, around: Around) -> bool:
        """Whether the sentence has no period for a figure but one behind others, and the text before has one."""
        found, in_near = around.found, around.found in around.near
        if found is None or found not in around.later or in_near:
            return found is None
        own = (
            found in around.free
            and re.search(r"\b(?:for|in|during)\s+(?:the\s+)?$", self.text[: found.start])
            and len({one.days for one in around.labels}) == 1
        )
        known = self.reader.period or self.last_label(around.sentence[0])
        return bool(known and not (own and found.days))

    def opens(self, around: Around) -> bool:
        """Whether the sentence begins with the period: "In June 2025, exports came to €5 million"."""
        first = around.sentence[0]
        figures = any(first <= one < around.start for one, _ in self.figures)
        return self.text[first : around.found.start].strip().lower() in ("in", "for", "during", "") and not figures

    def is_apart(self, around: Around) -> bool:
        """Whether a figure and its period stand in different parentheses."""
        return self.brackets(around.start) != self.brackets(around.found.start)

    def is_of_other_time(self, item: Item, around: Around) -> bool:
        """Whether a figure has no period: what it is of is no period's, or the clause looks ahead or the period tells of an event."""
        found, in_near = around.found, around.found in around.near
        if found and around.held >= 0 and self.brackets(found.start) == around.held and self.names_next(found):
            return False
        aside = not in_near and (self.is_prospect(around.clause, found) or self.is_of_event(found))
        as_of = found is not None and AS_OF_ZH.search(self.text[: found.start])  # "截至9月底，全国累计发电装机容量"
        return bool(self.is_property(item) and not as_of and (self.is_apart(around) or not in_near) and not self.opens(around) or aside)

    def is_prior(self, start: int) -> bool:
        """Whether a figure is the value of the month or quarter before: "前值2.9%"."""
        return PRIOR_ZH.search(self.text[self.sentence(start)[0] : start]) is not None

    def put_found(self, item: Item, around: Around) -> None:
        """The period of the label found, with its days and how sure they are."""
        found, start = around.found, around.start
        last = max((one for one in self.filled if one < around.held and self.brackets(one) < 0), default=-1)
        if last > found.start and found.is_ago and self.filled[last].value("period_id"):
            self.period_of(item, self.filled[last])  # "去年同期为5.7亿美元（约合41亿元）" are one amount
            return
        apart, days = self.is_apart(around), self.days_meant(around)
        if not (found.days or found.shift or around.change) and days:  # one label means one time
            days = self.meant.setdefault(found.start, days)
        compared = self.is_compared(start) or around.turns or self.of_base_zh(found) == start or found.printed.endswith("同期")
        compared = compared or ALREADY.search(self.text[: found.start]) or WHEREAS_ZH.search(self.text[: found.start])
        compared = compared or COMPARES.match(self.text, around.sentence[0])
        if not (self.is_of_clause_zh(found) or apart or around.held >= 0 or self.text[start] in "(（" or compared):
            self.used = replace(found, days=days)
        alone = 1 in (len({label.printed for label in around.labels}), len({label.printed for label in around.near}))
        sure = found in around.near and (not apart or found in around.after) and alone or self.opens(around)
        main = self.reader.period
        part = main and main.days and main.days[1] - main.days[0] < 10 * MONTH  # of which "in 2023" may be said too
        sure = sure and found.days is not None and not found.shift and not (part and YEAR_ALONE.fullmatch(found.printed))
        self.put(item, found, start, "sentence", sure, days)

    def days_meant(self, around: Around) -> Days | None:
        """The days of the label found: as printed, against another period, or as the words around it say."""
        found, held, main = around.found, around.held, self.reader.period
        days = found.days
        if days is None and found.is_ago:
            days = self.days_ago(around)
        elif days is None:
            dated = self.reader.periods.dated
            # "the second quarter of this year" is of the year of the text
            told = dated and found.part and found.part.isascii() and (found.years >= 0 or not main)
            days = self.ahead(self.nearest(found, (dated, dated) if told else self.near_days(found.start)), around.clause)
            days = self.just_before_text(days, found)
            days = self.up_to_text(days, found)
        if days and not found.days and self.is_of_main(found, around):
            days = main.days
        if not found.days and (same := self.in_same_year(found)):
            days = same
        if THE_PERIOD.fullmatch(found.printed) and (said := self.antecedent(around.sentence[0], MONTH)) and not said.is_ago:
            days = self.days_of(said) or days  # that of the sentences before
        if days and held >= 0 and self.brackets(found.start) == held and re.fullmatch(r"(?:19|20)\d\d", found.printed):
            days = self.year_in_brackets(held, int(found.printed)) or days
        if days and days[0] == days[1] and THROUGH.search(self.text[: found.start]):  # "spent $52 million through June 30"
            days = self.reader.periods.shifted(days, ("year to date", 0)) or days
        if days and DATE_OF_YEAR.search(self.text[: found.start]):
            days = self.reader.periods.shifted((days[1], days[1]), ("year to date", 0)) or days
        if days and main and main.days and days[1] == main.days[1] and CUMULATIVE.search(self.words(around.clause)):
            days = self.reader.periods.shifted(main.days, ("year to date", 0)) if main.days[1] - main.days[0] <= MONTH else days
        year = found.days and found.days[1] - found.days[0] > 11 * MONTH
        if year and main and main.days and self.is_part_of(found):  # "the fiscal 2026 quarter"
            days = self.reader.periods.same_part(main.days, days)
        if found.days and SAME_PART.search(self.text[: found.start]):
            base = self.last_label(found.start) or main
            days = self.reader.periods.same_part(base.days, days) if base and base.days else days
        stepped = around.change or STEPPED.search(self.text[: around.start]) or STEPPED.match(f"{self.text[around.start : around.end]} ")
        return self.days_of_change(days, found) if stepped else days

    def up_to_text(self, days: Days | None, label: Label) -> Days | None:
        """The days of "third quarter to date": those of the quarter in which the text came out, up to its day."""
        dated = self.reader.periods.dated
        if not days or not dated or not TO_DATE.match(self.text, label.end):
            return days
        moved = (tuple(same_day(day, count) for day in days) for count in (-12, 0, 12))
        return next(((first, dated) for first, last in moved if first <= dated <= last), days)

    def in_same_year(self, label: Label) -> Days | None:
        """The days of "同年12月" or "次年3月5日" by the year that the text named before; None of others."""
        said, last = SAME_YEAR_ZH.search(self.text[: label.start]), self.last_label(label.start)
        last = self.used if last and self.used and self.used.start == last.start else last  # "同年12月31日" before has its days
        days = self.days_of(last) if said and last else None
        year = days and days[0].year + (said[1] in ("次", "翌"))
        return next((one.days for one in self.reader.periods.labels(f"{year}年{label.printed}") if one.days), None) if year else None

    def is_of_main(self, label: Label, around: Around) -> bool:
        """Whether a month without a year is that of a document on a month, where its sentence names no other year: "In January" of a report
        on January 2025 whose sentences before spoke of 2024."""
        main = self.reader.period and self.reader.period.days
        if not main or not label.printed or label.shift or label.part or main[1] - main[0] > MONTH or main[0] == main[1]:
            return False
        others = any(around.sentence[0] <= one.start < label.start and (one.days or one.shift or one.part) for one in self.labels)
        return not others and self.nearest(label, main) == main

    def days_ago(self, around: Around) -> Days | None:
        """The days of "a year ago" and the like, against the period that the sentence named before, else the text, else the document."""
        found, held, sentence, periods, main = around.found, around.held, around.sentence, self.reader.periods, self.reader.period
        base = next((label for label in [*around.earlier[::-1], *around.later] if label.days), None)
        base = base or self.antecedent(sentence[0]) or main
        own = (self.days_before(held) if held >= 0 else None) or (self.days_of(base) if base else None)
        own = own or self.days_given(self.follows(around.start, COMPARED_WITH))
        last = self.before(around.start)  # "2月1日至10日出口149亿美元，比去年同期的148亿美元"
        own = own or (self.days_given(self.filled[last[0]]) if last and found.printed.endswith("同期") else None)
        whole = found.shift == ("year", -1) and not (self.is_compared(around.start) or held >= 0 or around.change or around.turns)
        days = periods.shifted(own, found.shift) if own else None
        days = periods.shifted(main.days, ("fiscal year", -1)) if whole and main and main.days else days
        dated = periods.dated
        if dated and LAST_MONTH.fullmatch(found.printed):  # "last month", before that of the text
            first = same_day(dated.replace(day=1), found.shift[1])
            days = first, month_end(first.year, first.month)
        told = found.shift[0] == "year" and found.shift[1] >= 0  # "this year", of which the text is
        told = told or not main and LAST_YEAR.fullmatch(found.printed) and (whole or not own)
        told = told or found.printed == "去年" and held < 0 and not (self.is_compared(around.start) or around.turns)
        if told and (near := (dated, dated) if dated else main and main.days):
            days = periods.shifted(near, ("fiscal year", found.shift[1]))
        return days

    def days_of_change(self, days: Days | None, found: Label) -> Days | None:
        """The days at which a change ends, of a label with the days that it is measured over."""
        if days and (YEAR_TO.match(found.printed) or found.shift and found.shift[0] == "last months"):
            days = self.up_to(days)  # "rose by 4.4% in the year to June 2025" is of June
        if found.days and (later_part := RANGE.match(found.printed)):  # "increased 1.5% between Q1 2014 and Q2 2014"
            ends = [label for label in self.reader.periods.labels(later_part[1]) if label.days]
            days = ends[0].days if len(ends) == 1 else days
        return days

    def year_in_brackets(self, held: int, year: int) -> Days | None:
        """The same part of an earlier year that parentheses name behind a figure of a part or a day: "308 cents in H1 (2007: 223)"."""
        own, periods = self.days_before(held), self.reader.periods
        if own is None or own[1] - own[0] > 10 * MONTH:
            return None
        named = own[1].year + (periods.has_own_year and own[1] > periods.year_end(own[1].year) + SLACK) - periods.names_start
        back = [ago for ago in (own[1].year - year, named - year) if ago > 0]
        return tuple(same_day(day, -12 * min(back)) for day in own) if back else None

    def when(self, sentence: tuple[int, int], start: int) -> Label | None:
        """The period before the first figure of a clause on how it was then: "the highest since May 2010, when prices rose by 10.6%"."""
        label = next((one for one in reversed(self.labels) if sentence[0] <= one.start and one.end <= start), None)
        alone = label and not label.shift and not any(label.end <= first < start for first, _ in self.figures)
        return label if alone and THEN.match(self.text[label.end : start]) else None

    def in_turn(self, start: int) -> Label | None:
        """Of a list of figures the period at the same place of the list that stands behind it: "$5, $6 and $7 million for the years ended
        March 31, 2021, 2020 and 2019"."""
        number, count = place_in_list(self.text, self.figures, start)
        ordered = sorted(self.figures)
        at = next((place for place, (first, _) in enumerate(ordered) if first == start), 0)
        last = ordered[at - number + count - 1][1] if count > 1 else len(self.text)
        label = next((one for one in self.labels if last <= one.start <= last + NEAR), None)
        if label is None or OTHER.search(self.text[last : label.start]):
            return None
        beside = labels_beside(self.text, self.labels, label)
        if count == 2 and len(beside) == 1 and label.days and re.search(r"\band\b", label.printed):
            months = months_of(label.days) if IN_TURN.search(self.words(self.sentence(start))) else []
            return replace(label, days=months[number]) if months else None  # "in February and March 2031, respectively"
        return beside[number] if len(beside) == count and beside[0] is label and not any(one.is_ago for one in beside) else None

    def end_of_move_zh(self, start: int) -> int | None:
        """Whether a figure is that from which something moved over years, 0, or the next one, to which, 1: "从555亿元增长至919亿元"."""
        before = max((one for one in self.figures if self.clause(start, start + 1)[0] <= one[0] and one[1] <= start), default=None)
        if MOVED_FROM_ZH.search(self.text[:start]):
            return 0
        to = before and MOVED_FROM_ZH.search(self.text[: before[0]]) and re.search(r"[至到为]", self.text[before[1] : start + 4])
        return 1 if to else None

    def put(self, item: Item, label: Label, start: int, how: str, sure: bool, days: Days | None) -> None:
        """The period of a label, of a list of them or of "2024-2026" that of the place of the figure in its own list."""
        number, count = place_in_list(self.text, self.figures, start)
        beside = labels_beside(self.text, self.labels, label) if count > 1 else [label]
        lengths = len({one.days for one in beside}) > 1 == len({one.days and one.days[1] for one in beside})  # "three and six months ended"
        slashed = len(beside) > 1 and self.text[beside[0].end : beside[1].start] == "/"  # "25/26/27年 ... 35/45/56亿元"
        in_turn = slashed or lengths or IN_TURN.search(self.words(self.sentence(start)))
        turn = count == len(beside) > 1 and (label.start > start or in_turn)
        years = years_of(days) if days and count > 1 else []
        if days and (end := self.end_of_move_zh(start)) is not None and label.end <= start and days[1].year > days[0].year:
            year = days[end].year  # "2018年到2022年，从555亿元增长至919亿元"
            how, sure, days, count = "list", False, (date(year, 1, 1), date(year, 12, 31)), 0
        if turn:
            label, sure = beside[number], False
            days = self.days_of(label)
        elif count and len(years) == count:
            how, sure, days = "list", False, years[number]
        put_period(item, self.reader, label, self.line_of(label), how, sure, days)
