"""The period of a figure whose sentence names none, or none with its days: that of the sentences before, of an introduction, of a heading
or of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.dating.bases import Bases
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.draft.listed import years_of
from claimhouse.draft.registers import FORESEEN, foresees, of, vocabulary
from claimhouse.draft.sentences import OUTLOOK
from claimhouse.draft.store import Item
from claimhouse.grammar.period_parts import month_end

YEAR_TO = re.compile(
    r"(?:the\s+)?(?:year|(?:12|twelve)[\s-]months?)\s+to\s+(?!date\b)[A-Za-z]|(?:the\s+)?(?:12|twelve)[\s-]months\s+(?:ending|through)\s",
    re.IGNORECASE,
)
AHEAD_ENDS = re.compile(r"\b(?:was|were|rose|fell|reported|achieved)\b", re.IGNORECASE)
GUIDED = re.compile(  # "raised its forecast from 2-4% to 5-7%"
    r"\bguidance\b|\boutlook\s+(?:for|is)\b|指引|"
    r"\b(?:rais|lift|upp|upgrad|increas|lower|cut|narrow|reduc|reaffirm|reiterat|confirm|maintain|keep|kept|hik|trimm)\w*\b[^.;]*"
    r"\b(?:guidance|outlook|forecasts?|targets?|expectations?)\b",
    re.IGNORECASE,
)
FORESEES = re.compile(  # of the year that the text named before: "It forecast revenue to grow 5% to €14 billion"
    r"\b(?:it|company|group|firm|management|board)\s+(?:also\s+|now\s+)?(?:forecast(?:s|ed)?|expect(?:s|ed)?|project(?:s|ed)|sees|guided)\b",
    re.IGNORECASE,
)
AGAINST_GUIDANCE = re.compile(
    r"\b(?:than|beat\w*|exceed\w*|above|below|miss\w*|compared|versus|vs\.?|against|in\s+line\s+with|ahead\s+of|within|short\s+of|top\w*)\b[^.;]*"
    r"\b(?:guidance|outlook|forecasts?|targets?|expect\w*|consensus|estimates?)\b|\banalysts?\b",
    re.IGNORECASE,
)
ALREADY = re.compile(r"\balready\s+[a-z]+\s+in\s+(?:the\s+)?$", re.IGNORECASE)  # "which was already reported in the first quarter"
OF_EVENT = re.compile(  # before the period in which something was done once
    r"\b(?:recorded|recognized|recognised|incurred|completed|acquired|announced|launched|opened|closed|sold|issued|signed|taken|made)\s+"
    r"(?:(?:earlier|later|back)\s+)?(?:in|during)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LAST = re.compile(r"\blast\s+$", re.IGNORECASE)
AFTER_FIGURE_ZH = re.compile(r"\d(?:%|个百分点)[，,][^；。\d]{0,6}$")
IS_ZH = re.compile(r"的?(?:增速|增幅|降幅|涨幅|同比)?[为是]")
WHEREAS_ZH = re.compile(r"[，,；;]\s*而(?:在)?$")  # before the period of what a figure is set against: "14.9%，而2023年为24.3%"
MONTH, QUARTER = timedelta(days=30), timedelta(days=95)
JUST_ENDED = timedelta(days=60)  # of what figures come out now
STOCK = re.compile(
    r"余额|存量|保有量|\bbalances?\b|\boutstanding\b|\bdeposits\b|\bnet (?:debt|cash)\b|\bstood at\b", re.IGNORECASE
)  # what has a day
ROLLING = re.compile(r"\bmonths\s+(?:up\s+)?to\b", re.IGNORECASE)
SAME_AS_BEFORE = re.compile(  # of a sentence that goes on about the period of the one before, maybe in another item of a list
    r"\W*(?:同期|同季)(?!相比|比)|\W*(?:over|during|in|for)\s+the\s+same\s+(?:period|quarter|month)\b(?!\s+(?:last|of|in|a\s+year|previous))",
    re.IGNORECASE,
)
SET_NOW = re.compile(  # what the text of a day says to be set or to have moved that day: "decided to raise the key rate by"
    rf"\b(?:{of('rate setting')})\b[^.;]{{0,120}}?\b(?:{of('rate that is set')})\b"
    rf"|\b(?:{of('rate that is set')})\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?:also\s+)?(?:{of('rate setting')})\b"
    r"|\b(?:share|stock)s?\b[^.;]*\btoday\b"
    r"|\btoday\b[^.;]*\b(?:share|stock)s?\s+(?:price\s+)?(?:rose|fell|jumped|dropped|climbed|slid)\b",
    re.IGNORECASE,
)
RESTARTS_ZH = re.compile(r"\W*(?:分|按|从)[\u4e00-\u9fff]{1,8}(?:看|分)[,，]")
COMPARES = re.compile(r"\W*(?:This|That|It|Which)\s+(?:compares?|compared|is\s+compared)\s+(?:to|with)\b", re.IGNORECASE)
TARGET_SET = re.compile(r"\btarget\s+(?:range|rate)\b", re.IGNORECASE)  # which foresees nothing
WITHIN = re.compile(r"\W*(?:其中|(?:of|among) (?:which|this|that|these|them|those|the total)\b)", re.IGNORECASE)


class Antecedents(Bases):
    """Finds the period that a paragraph spoke of before."""

    used: Label | None = None  # the period of the last figure that is compared with none

    @cached_property
    def is_outlook(self) -> bool:
        """Whether a paragraph begins with the period that it foresees: "Fiscal 2024 outlook: sales of $5 million. Margin of 5%"."""
        opens = OUTLOOK.match(self.text)
        return opens is not None and any(label.end <= opens.end() for label in self.labels)

    @property
    def last_day(self) -> date | None:
        """The last day of the month of a document without a day."""
        said = re.fullmatch(r"(\d{4})-(\d\d)", self.reader.as_of)
        return month_end(int(said[1]), int(said[2])) if said else None

    def is_passing(self, label: Label) -> bool:
        """Whether a sentence ends with a month of the year that the document is on: "bought for $344 million in October 2018"."""
        main, days = self.reader.period and self.reader.period.days, self.days_of(label)
        if not main or not days or days[1] - days[0] > MONTH or main[1] - main[0] < 11 * MONTH:
            return False
        if not main[0] <= days[0] <= days[1] <= main[1]:
            return False
        return any(self.sentence(label.start)[0] <= first < label.start for first, _ in self.figures)

    def ahead(self, days: Days | None, clause: tuple[int, int]) -> Days | None:
        """Days that a clause names without a year, by the day of publication: those of the year after where it looks ahead; those of the
        year before where they would be to come and it does not look ahead."""
        words, dated = self.words(clause), self.reader.periods.dated or self.last_day
        if not days or not dated:
            return days
        told = FORESEEN.sub(lambda against: " " * len(against[0]), words)
        said = [match for match in vocabulary("statuses", "status").find(told) if match.ids[0] in ("F", "T")]
        named = [(label.start - clause[0], label.end - clause[0]) for label in self.labels]  # "May" is no "may"
        looks = any(not any(first <= match.start < last for first, last in named) for match in said)
        looks = looks and not (self.reader.period and self.reader.period.days == days)
        before = same_day(days[0], -12), same_day(days[1], -12)
        if days[0] > dated and not looks and before[1] <= dated:
            return before
        if not looks or days[1] >= dated or re.search(r"\bhad\b|\bwould\s+have\b", words):
            return days
        if dated - days[1] < JUST_ENDED and days[1] - days[0] < QUARTER:
            return days  # "market expected 3.1% for January", in February
        return same_day(days[0], 12), same_day(days[1], 12)

    def is_prospect(self, clause: tuple[int, int], label: Label) -> bool:
        """Whether the clause of a figure looks ahead and the period of the sentence is past: "went public in 2025, expecting to raise"."""
        ahead = [match for match in vocabulary("statuses", "status").find(self.words(clause)) if match.ids[0] in ("F", "T")]
        return bool(ahead) and label.days is not None and bool(self.reader.as_of) and label.days[1].isoformat()[:7] < self.reader.as_of

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
                    self.is_compared(first) and self.sentence(first) == self.sentence(label.start)
                    for first, _ in [max((one for one in self.figures if one[1] <= label.start), default=(0, 0))]
                )
                and not self.is_start(label, -1)
                and not COMPARES.match(self.text, self.sentence(label.start)[0])
                and not ALREADY.search(self.text[: label.start])
                and not WHEREAS_ZH.search(self.text[: label.start])
                and not (self.is_of_clause_zh(label) and "；" in self.text[label.end : at])
                and not self.text[: label.start].endswith(("(", "（"))
            ),
            None,
        )

    def is_of_clause_zh(self, label: Label) -> bool:
        """Whether a period dates the clause of one figure alone, which others are set against: "核电下降0.2%，9月增速为6.7%；"."""
        return bool(AFTER_FIGURE_ZH.search(self.text[: label.start]) and IS_ZH.match(self.text, label.end))

    def antecedent(self, at: int, least: timedelta = timedelta(0)) -> Label | None:
        """The last period before a place; of its sentence the one that figures have, where it names others too."""
        last = self.last_label(at, least)
        if last and self.reader.period and self.is_of_event_told(last):
            last = None  # "It was helped by charges that were recorded in 2024."
        later = self.used and self.used.days and (last is None or self.sentence(self.used.start)[0] >= self.sentence(last.start)[0])
        return self.used if later and self.used.days[1] - self.used.days[0] >= least and self.used.start < at else last

    def is_of_event_told(self, label: Label) -> bool:
        """Whether a sentence without figures, behind one with a period, tells of an event by the way: "charges recorded in 2024"."""
        first, last = self.sentence(label.start)
        told = OF_EVENT.search(self.text[first : label.start]) is not None
        return told and not any(first <= one < last for one, _ in self.figures)

    def after_base(self, start: int, sentence: tuple[int, int]) -> tuple[Label, int] | None:
        """The month, quarter, half or year to a month behind the one that a change is measured against, which the document prints; with its
        line. Not where the document is on a period as long."""
        bases = [
            one for one in self.labels if sentence[0] <= one.start < sentence[1] and one.days and not one.shift and self.is_base(one, start)
        ]
        if len({one.days for one in bases}) != 1 or len(bases) != sum(sentence[0] <= one.start < sentence[1] for one in self.labels):
            return None
        first, last = bases[0].days
        months, main = round((last - first).days / 30.44), self.reader.period and self.reader.period.days
        as_long = main and round((main[1] - main[0]).days / 30.44) == months
        if not months or months > 11 and first.month == 1 or as_long:
            return None
        moved = [(same_day(first, count), same_day(last, count)) for count in dict.fromkeys((months, 12))]
        found = [self.reader.printed[days] for days in moved if days in self.reader.printed]
        return found[0] if len(found) == 1 else None

    def days_of(self, label: Label):
        """The days of a label; of one without a year those nearest to the period of the document, else to the one spoken of last."""
        main = self.reader.period
        return label.days or self.nearest(label, main.days if main and main.days else self.reader.days)

    def just_before_text(self, days: Days | None, label: Label) -> Days | None:
        """A day that is named without a year in a sentence that names none before it: the one of the weeks before the text came out."""
        dated = self.reader.periods.dated
        if not days or not dated or days[0] != days[1]:
            return days
        first = self.sentence(label.start)[0]
        if any(one.days and first <= one.start < label.start for one in self.labels):
            return days
        moved = (same_day(days[0], 12 * (dated.year - days[0].year - back)) for back in (0, 1))
        return next(((day, day) for day in moved if timedelta(0) <= dated - day < JUST_ENDED), days)

    def nearest(self, label: Label, near: Days | None) -> Days | None:
        """The days of a label without a year; of "last August" in a document on August those of the year before."""
        days, main = self.reader.periods.nearest(label, near), self.reader.period
        last = days and main and days == main.days and LAST.search(self.text[: label.start])
        return (same_day(days[0], -12), same_day(days[1], -12)) if last else days

    def near_days(self, at: int):
        """The days of the period that stands nearest before a label without a year, else of the document."""
        label, dated = self.last_label(at), self.reader.periods.dated
        main = self.reader.period and self.reader.period.days
        running = main[0] <= dated <= main[1] if main and dated else self.reader.days == (dated, dated)
        if label and dated and running and label.start < self.sentence(at)[0]:
            return dated, dated  # news speak of the months before them, whatever the sentences before look back on
        if label and dated and (label.is_ago or label.part) and not (main and main[1] - main[0] > MONTH):
            return dated, dated  # "after last year's surge, sales fell in January" is of the January before the text
        label = label or self.reader.period
        if label is None and self.reader.days is None:
            label = next((label for label in self.labels if label.days and not self.is_base(label)), None)
        return self.days_of(label) if label else self.reader.days

    def year_ahead(self, start: int, end: int) -> Days | None:
        """The fiscal year of guidance that names none: that of a document on a part of it, the next where the document is on its end.
        None of what is compared with guidance."""
        main, periods = self.reader.period and self.reader.period.days, self.reader.periods
        words = self.words(self.clause(start, end))
        guided = GUIDED.search(words) or self.is_foreseen(start) or OUTLOOK.match(self.text) and not AHEAD_ENDS.search(self.text[:start])
        if not main or not guided or AGAINST_GUIDANCE.search(words):
            return None
        year = periods.shifted(main, ("fiscal year", 0))
        return periods.shifted(main, ("fiscal year", 1)) if year and year[1] <= main[1] + SLACK else year

    def is_foreseen(self, start: int) -> bool:
        """Whether a sentence foresees what the document has a forecast of for its year."""
        return self.reader.foresees_year and FORESEES.search(self.words(self.sentence(start))) is not None

    def day_of_setting(self, item: Item, start: int) -> tuple[Label, int] | None:
        """The day of a text that says at what, or by how much, a bank sets a rate, or how shares moved that day; with its line."""
        dated = self.reader.periods.dated
        if (
            not dated
            or not item.value("unit").startswith("percent")
            or foresees(TARGET_SET.sub(" ", self.words(self.clause(start, start + 1))))
        ):
            return None
        return self.reader.printed.get((dated, dated)) if SET_NOW.search(self.words(self.sentence(start))) else None

    def period_before(self, item: Item, start: int, sentence: tuple[int, int]) -> None:
        """No period in the sentence: that of the document, else of the sentences before, else none."""
        if now := self.day_of_setting(item, start):
            put_period(item, self.reader, *now, "sentence", False)
            return
        within = WITHIN.match(self.words(sentence))
        stock = STOCK.search(self.words(sentence)) is not None
        antecedent, reader = self.antecedent(sentence[0], timedelta(0 if within or stock else 1)), self.reader
        if (last := self.antecedent(sentence[0])) and last.printed.endswith(("末", "底")):  # "8月末，": of the sentences behind it too
            antecedent = last
        if after := self.after_base(start, sentence):  # "fell 3% from March 2019" is of April
            self.used = replace(after[0], start=start, end=start)
            put_period(item, reader, *after, "base", False)
            return
        if antecedent is None and SAME_AS_BEFORE.match(self.text) and reader.last_period:
            put_period(item, reader, reader.last_period, reader.last_period_line, "antecedent", False, self.days_of(reader.last_period))
            return
        given = reader.intro or reader.heading_period
        own = given and reader.period and given.days != reader.period.days  # an introduction or heading has a period of its own
        if not own and not self.is_outlook and (year := self.year_ahead(start, self.ends.get(start, start))):
            put_period(item, reader, reader.period, reader.period_line, "document", False, year)
            return
        main = reader.period and reader.period.days
        if antecedent and main and main[1] - main[0] <= MONTH and ROLLING.search(antecedent.printed):
            antecedent = None  # an average "over the three months to August" in a document on August
        if antecedent and main and RESTARTS_ZH.match(self.words(sentence)) and is_part(self.days_of(antecedent), main):
            antecedent = None  # "分产业看" behind "三季度增长6.7%" in a document on three quarters
        if antecedent and reader.is_on_survey and (antecedent.shift or antecedent.part):
            antecedent = None  # "breached over the past year": what people say of it they say now
        days = self.days_of(antecedent) if antecedent and reader.period else None
        foreseen = days and reader.as_of and str(days[1])[:7] > reader.as_of  # of the outlook in the sentence before
        looks = foresees(self.words(sentence))
        if antecedent and (
            self.is_passing(antecedent) or foreseen and not self.is_outlook and not (looks or years_of(days)) and days != reader.period.days
        ):
            antecedent = None
        goes_on = not reader.period and not reader.intro and reader.subject  # a document about one thing, about its period
        if antecedent and (within or goes_on or reader.period or not reader.intro and not reader.is_covered):
            self.put(item, antecedent, start, "antecedent", False, self.days_of(antecedent))
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


def is_part(days: Days | None, whole: Days) -> bool:
    """Whether a period is a part of another one and shorter."""
    return bool(days) and whole[0] <= days[0] and days[1] <= whole[1] and days != whole
