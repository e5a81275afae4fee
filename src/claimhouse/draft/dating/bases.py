"""Periods that are not those of the figure: what a change is measured against, what a figure is compared with, when an event was, and what
other parentheses are of."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from claimhouse.documents.wordings import currency_in
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import NEAR, TURN, Sentences
from claimhouse.draft.store import Item

BEHIND_DATELINE = re.compile(  # "(Wire) –", "@ 10:00 PM Pacific —"
    r"\)?,?\s*(?:(?:@|at\s)\s*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z][A-Za-z/_]*)?\s*)?(?:[(\[][^()\[\]]*[)\]]\s*|/[^/]{2,30}/\s*)?(?:—|–|--|-\s)",
    re.IGNORECASE,
)
BEHIND_PLACE = re.compile(r"\)?\s*(?:\([^)]*\)\s*)?[:.]\s+[“\"]?[A-Z]")  # "Oslo, 18 July 2024: Norvane said"
PLACE = re.compile(r"\W*(?:[A-Z][\w.’'-]*(?:,|\s*[–—-])?\s+){1,6}(?:[(\[][^()\[\]]{2,30}[)\]][,\s–—-]+)?(?:\w+day,?\s+)?[(]?")
OPENED = re.compile(r"\W+[A-Z][a-z]+\s+\w+\s+\w+")  # a sentence right behind a day
CONVERTED = re.compile(r"\s*[(（](?P<inside>[^()（）]{2,80})[)）]")
BESIDE = re.compile(  # before an amount in other currencies, in its parentheses
    r"(?:[\s;,/=≈~]|(?<![A-Za-z])(?:or|and|about|around|approximately|approx\.?|roughly|some|nearly|i\.e\.|equivalent\s+to|equal\s+to|US|约合?|合|折合)(?![A-Za-z]))*",
    re.IGNORECASE,
)
COMPARED = re.compile(  # between "from" and a period: "from the same quarter of 2024", "than in 2023"
    r"(?:\s+(?:in|for|at|of|during|the|its|their|our|same|corresponding|prior|previous|quarter|period|month|half|year|values?|levels?|recorded|registered|reported))+\s*$",
    re.IGNORECASE,
)
COMPARING = re.compile(r"\b[Cc]omparing\s+(?:the\s+)?[^.;,]{3,60}\s+(?:with|to)\s+(?:the\s+)?$")  # "Comparing May 2014 with March 2013"
LEVEL = re.compile(  # "0.5 points below its level in July", "exceeded that of 2024", "2.1 % on September 2024"
    r"\b(?:its|their|the)\s+levels?\s+(?:in|of)\s+(?:the\s+)?$|\b(?:exceeded|above|below|than)\s+(?:that|those)\s+of\s+(?:the\s+)?$"
    r"|\b(?:than|above|below|from|off|under|exceed(?:s|ed|ing))\s+(?:(?:the|its|their|a|an|previous|last|[\w-]*-crisis|all-time|record|recent)\s+){1,4}"
    r"(?:peak|trough|highs?|lows?|record|bottom)\s+(?:(?:reached|seen|recorded|set|hit)\s+)?(?:in|of)\s+$"
    r"|\b(?:above|below|over|than)\s+(?:what|the\s+\w+(?:\s+that)?)\s+(?:was\s+|were\s+)?(?:achieved|recorded|reported|earned|seen)\s+(?:in|during|for)\s+(?:the\s+)?$"
    r"|(?:%|\bper\s?cent|\bpoints?)(?:\s*\([^()]*\))?\s+(?:(?:up\s+|down\s+)?on|above|below|over|under)\s+"
    r"(?:(?:in|its|the|same|corresponding|comparable|equivalent|prior|period|quarter|half|months?|time|levels?|of|a)\s+)*$",
    re.IGNORECASE,
)
RESTATED = re.compile(  # "restates 2000 and 2003"
    r"\brestat(?:es?|ed|ing|ements?)\b[^.;\d]{0,30}(?:\d{4}(?:,|\s+and|\s+or)\s+)*$", re.IGNORECASE
)
OF_NEXT = re.compile(r"\s*(?:[(（]\d[)）]|[*¹²³†‡])*\s*[:：]")  # behind a period that the next figure has: "(9M 2024(1): €7m)"
OPENED_NEXT = re.compile(  # behind a period that opens parentheses: "(2021 $5m)", "(2021 – gains of £5m)", "(2021 restated: £5m)"
    r"\s*,?\s*(?:(?:as\s+)?(?:restated|re-presented|(?:un)?audited)\s*)?(?:[:：]|[-–—=]|(?<=\s))\s*"
    r"(?:(?:an?\s+)?(?:net\s+)?(?:gains?|loss(?:es)?|profits?|deficit|surplus|income|expenses?|credit|charge|(?:out|in)flows?|increase|decrease)\s+(?:of\s+)?)?"
    r"(?:[A-Z]{0,3}[$€£¥₹]\s?|[A-Z]{2,3}\s?)?[(−-]?\d(?!\d{3}\s*[)）])",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\s*(?:financial\s+|quarterly\s+)?(?:results|earnings|report|figures|data)\b|\s*(?:财报|业绩|年报|季报|报告|数据|公报)"
)
ANNOUNCED = re.compile(
    r"\s+(?:today\s+)?(?:(?:record\s+)?(?:first|second|third|fourth|full|half|annual|quarterly)\b|that\b|(?:the\s+|its\s+|their\s+|unaudited\s+|financial\s+|quarterly\s+)*results\b)",
    re.IGNORECASE,
)
GIVEN = re.compile(  # "the range that the company gave in May"
    r"\b(?:gave|given|projected|predicted|forecast|guided|issued|provided|published|announced|estimated|expected)\s+(?:back\s+)?in\s+(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
TOLD = re.compile(  # "it reported on 28 October"
    r"\b(?:reported|said|announced|published|released|stated|disclosed|told\s+[\w\s]{1,30})\s+(?:late\s+)?on\s+(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
FIGURE_COMPARED = re.compile(  # before a figure; of one with its name only behind a move: "up 40.2% from gross profit of"
    r"\b(?:from|than|short\s+of)\s+(?:(?:the|an?)\s+)?$|[由从]$"
    r"|(?:%|\bper\s?cent|\bpoints?|\b(?:up|down|higher|lower|increased?|decreased?|rose|fell|grew|declined?|improved))\s+from\s+"
    r"(?:[A-Za-z-]+\s+){1,6}$",
    re.IGNORECASE,
)
RIGHT_BEHIND = re.compile(  # from a figure to its own period: "$7.5 million reported in"
    r"\s*[(（]?(?:(?:reported|recorded|posted|achieved|generated|earned|registered|seen)\s+)?"
    r"(?:(?:in|for|of|at|by|as of|on)\s+)?(?:the\s+)?"
)
CHANGED_BY = re.compile(r"\s*[(（]\s*[-−–+]\s?\d[\d.,]*\s?(?:%|per\s?cent)")  # "growth in May compared to May 2024 (+3 %)"
OPENS_OVER = re.compile(r"(?:^|[.;,])\s*over\s+$", re.IGNORECASE)  # "; over the whole season, exports were lower"
SINCE = re.compile(  # "the smallest increase since February 2021", "since records began in 1971", "the same increase as in August and July"
    r"\bsince\s+(?:(?:the|early|late|start\s+of|beginning\s+of|end\s+of)\s+){0,3}$"
    r"|\bsince\s+(?:the\s+)?(?:start|beginning|introduction|creation|launch)\s+of\s+(?:[\w-]+\s+){1,6}in\s+$"
    r"|\bsince\s+(?:[\w-]+\s+){1,5}(?:began|begun|started|start|beginning|introduced|peak(?:ed)?|trough|low|high|bottom(?:ed)?)\s+(?:in|of|on)\s+(?:the\s+)?$"
    r"|\b(?:\w+est|highest|lowest|first|most|least|record)\b[^.;]{0,60}\bsince\s+(?:the\s+)?(?:\w+\s+(?:months|year|quarter)\s+(?:ended|ending|of)\s+)?$"
    r"|\b(?:same|similar)\b[^.;]{0,40}\bas\s+in\s+(?:\w+\s+and\s+)?$|\bas\s+(?:it|they)\s+did\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
OPENS_AFTER = re.compile(
    r"(?:^|[.;]\s+)(?:Following|After|Despite)\s+(?:an?|the)\s+(?:[\w-]+\s+){1,3}$"
)  # "After a strong 2024, sales came to"
IN_BRACKETS = re.compile(  # "comparisons in parentheses refer to the previous year"
    r"\b(?:figures|numbers|amounts|values|comparisons?|comparatives|data|tal|zahlen|vorjahr\w*)\b"
    r"[^.]{0,60}\b(?:in|within|inom)\s+(?:parenthes[ei]s|brackets|klammern)"
    r"|[(（]in (?:brackets|parenthes[ei]s)[)）]|括号内为?(?:上年|去年)",
    re.IGNORECASE,
)

ON_YEAR = re.compile(
    r"\d(?:\s+[a-z]+){1,3}\s+(?:up\s+|down\s+)?on\s+(?:the\s+)?$", re.IGNORECASE
)  # "down 158 million hours on the previous year"
OF_LEVEL = re.compile(  # "100.0 percent of its 2017 average", "2023年的低基数", not "2004 average inflation"
    r"\)?\s*(?:average|levels?|base)\b(?!\s+(?!(?:of|in|by|and|or|to|for|at|on|as|but|than|was|were|is)\b)[a-z])"
    r"|(?:同期)?的?(?:较?[高低])?基[数期]",
    re.IGNORECASE,
)
BASE_BEFORE = re.compile(
    r"\b(?:reference|base)(?:\s+(?:year|period))?(?:\s+(?:of|is|was|in))?\s*[:=]?\s*$", re.IGNORECASE
)  # "the index, base 1982, was"
BASE_BEHIND = re.compile(r"\s*(?:=|\bequals?(?:\s+to)?\b|\bis\b)\s*100(?![\d.,]\d)", re.IGNORECASE)
AT_PRICES = re.compile(r"\b(?:at|in)\s+(?:constant\s+|average\s+|chained\s+)?[(]?$", re.IGNORECASE)
PRICES = re.compile(r"[)]?\s+(?:constant\s+)?(?:prices|dollars|terms)(?=\s*(?:[,.;:)]|$))", re.IGNORECASE)


def is_of_base(text: str, label: Label) -> bool:
    """Whether a period is that of which an index is 100 or whose prices are meant: "base 1982", "2015=100", "at 2010 prices"."""
    before = text[: label.start]
    priced = AT_PRICES.search(before) and PRICES.match(text, label.end)
    return bool(BASE_BEFORE.search(before) or BASE_BEHIND.match(text, label.end) or priced)


def is_dateline(text: str, label: Label, most: int) -> bool:
    """Whether a text begins with a place and this day, or with a day and a dash, within so many characters."""
    if label.start >= most or not label.days or label.days[0] != label.days[1]:
        return False
    place = PLACE.fullmatch(text[: label.start]) and BEHIND_PLACE.match(text[label.end :])
    return bool(place or BEHIND_DATELINE.match(text[label.end :]))


MOVED_FROM_ZH = re.compile(r"[从由](?:约|近|超过?)?$")
SINCE_ZH = re.compile(r"(?:以来|来)的?(?:最|首|新|历史|单)|以来[^，。；\d]{0,6}(?:首次|首度|新高|新低|最)")  # "2020年5月以来首次下调"
LEVEL_WITH_ZH, LEVEL_ZH = re.compile(r"[与和同跟]$"), re.compile(r"(?:同期)?(?:大致|基本|大体)?(?:持平|相当|一致|相同)")  # "与12月持平"
BY_LENGTH = re.compile(r"\b(year|quarter|month|week)[\s-]+over[\s-]+\1\b", re.IGNORECASE)
OF_NEXT_ZH = re.compile(r"的?(?:约|近|超过?)?")
REPORT_ZH = re.compile(r"[中年季]报$")  # a period that is a report: "发布21H1中报"


class Bases(Sentences):
    """Tells the period of a figure from those of others."""

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

    def is_part_of(self, label: Label) -> bool:
        """Whether a text speaks of the part of a year: "the comparable 2017 period"."""
        return re.match(r"\s+(?:quarter|period)\b|的?同期", self.text[label.end :]) is not None

    def is_behind_turn(self, label: Label) -> bool:
        """Whether the sentence turns before a period to figures that others are compared with."""
        return TURN.search(self.text, self.sentence(label.start)[0], label.start) is not None

    def is_base(self, label: Label, start: int = -1) -> bool:
        """Whether a period is what a change is measured against: "up 5 % from Q1 2025"; or the day of a dateline."""
        before = BY_LENGTH.sub("yoy", self.text[max(0, label.start - 45) : label.start])  # "year over year in Q4 2019" is of Q4 2019
        before = COMPARED.sub("", before.rstrip() + " ")
        own = 0 <= start - label.end <= NEAR and re.fullmatch(
            r"(?:(?!\bdue\b|\bbecause\b)[^\d,;])*\b(?:of|at|was)\s+\D{0,15}", self.text[label.end : start]
        )  # "from 2005 revenue of $238.3 billion"
        dateline = is_dateline(self.text, label, 2 * NEAR)
        dateline = dateline or label.start == 0 and label.days and label.days[0] == label.days[1] and OPENED.match(self.text[label.end :])
        if is_of_base(self.text, label) or label.is_ago and ON_YEAR.search(self.text[: label.start]):
            return True
        if OF_LEVEL.match(self.text, label.end):
            return True
        behind = re.match(r"\s*[(（]\s*", self.text[label.end :])
        opened = self.sentence(label.start)[0]
        changed = behind and CHANGED_BY.match(self.text, label.end) and not any(opened <= one < label.start for one, _ in self.figures)
        if behind and start - label.end in (behind.end(), behind.end() - 1) and not changed:
            return False  # "the previous year's figure (€443 million)"
        if LEVEL_WITH_ZH.search(before.rstrip()) and LEVEL_ZH.match(self.text, label.end):
            return True
        if SINCE_ZH.match(self.text, label.end):
            return True
        if label.shift and label.shift[0] == "months before" and re.search(r"\bover\s+$", self.text[: label.start]):
            return False  # "a gain of 31,000 over the prior 12 months"
        if GIVEN.search(self.text[: label.start]) or TOLD.search(self.text[: label.start]):
            return True
        within = self.text[: label.start].endswith(" over ") and (label.days in self.reader.headed or self.is_over_own(label))
        said = self.words(self.sentence(label.start))
        if IN_BRACKETS.search(said) or "括号内" in said:  # "figures for Q2 2019 in parentheses"
            return True
        before_it = self.text[: label.start]
        if SINCE.search(before_it) or RESTATED.search(before_it) or OPENS_AFTER.search(before_it):
            return True
        if (
            not (own or within)
            and LEVEL.search(self.text[: label.start])
            or re.search(r"\b(?:levels?|figures?|values?)$", label.printed, re.IGNORECASE)
        ):
            return True
        following = next((one for one in self.labels if one.start >= label.end), None)
        if following and re.search(r"\bbetween\s+(?:the\s+)?$", before) and self.text[label.end : following.start].strip() == "and":
            return True  # "between May and June this year"
        if COMPARING.search(self.text[self.sentence(label.start)[0] : label.start]):
            return True
        alike = re.search(r"\b(?:in line with|similar to|unlike|as in)\b[^.,;(\d]{0,40}$", self.text[: label.start], re.IGNORECASE)
        return (
            bool(dateline or alike)
            or not (own or within or OPENS_OVER.search(self.text[: label.start]))
            and any(match.end >= len(before.rstrip()) - 1 for match in vocabulary("bases").find(before))
        )

    def is_over_own(self, label: Label) -> bool:
        """Whether "over November" says in which month something changed: that of the document, or, where the paragraph says so of
        that, the one before it, "after rising by 0.1 % over October"."""
        main = self.reader.period and self.reader.period.days
        days = main and (label.days or self.reader.periods.nearest(label, main))
        if not main or days == main:
            return bool(main)
        over = [one for one in self.labels if self.text[: one.start].endswith(" over ") and not one.shift]
        said = any((one.days or self.reader.periods.nearest(one, main)) == main for one in over)
        return said and re.search(r"\b(?:after|following)\s(?:[^.;]|\.\d){0,80}$", self.text[: label.start]) is not None

    def is_of_next_zh(self, label: Label) -> bool:
        """Whether a Chinese period stands right before a figure, which it is then of: "增至2024年的40亿元"."""
        first = min((one for one, _ in self.figures if one >= label.end), default=-1)
        return label.printed[-1] in "年月季度末底" and first >= 0 and OF_NEXT_ZH.fullmatch(self.text[label.end : first]) is not None

    def is_start(self, label: Label, start: int) -> bool:
        """Whether a period is that of another figure, which something moved from or is measured against: "from 50% in 2023 to 27%",
        "2.8% less than the 11.3 million bags of September 2024"."""
        opened = self.sentence(label.start)[0]
        figure = max((one for one in self.figures if opened <= one[0] and one[1] <= label.start), default=None)
        return figure is not None and figure[0] != start and FIGURE_COMPARED.search(self.text[: figure[0]]) is not None

    def is_of_brackets(self, label: Label, start: int) -> bool:
        """Whether a period is that of what stands in other parentheses: "£142.7m (H1 2025: £131.9m), up 8.2%",
        "+4.8% (3.4% in the previous month)"."""
        held = self.brackets(label.start)
        if held < 0 or held == self.brackets(start):
            return False
        return self.names_next(label) or any(held < first < label.start for first, _ in self.figures)

    def names_next(self, label: Label) -> bool:
        """Whether a period is that of the figure behind it: "(2023: £5 million)", where it opens parentheses also "(2023 £5 million)"."""
        if OF_NEXT.match(self.text[label.end :]):
            return True
        opens = self.text[: label.start].rstrip()[-1:] in ("(", "（")
        return opens and OPENED_NEXT.match(self.text, label.end) is not None

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
        reports = REPORTED.match(self.text[label.end :]) or REPORT_ZH.search(label.printed)  # "released its results for 2025" tells of them
        clause = self.words(self.clause(label.start, label.end))
        told = any(not ANNOUNCED.match(clause[match.end :]) for match in vocabulary("events").find(clause))
        return told and not reports

    @cached_property
    def converted(self) -> dict[int, int]:
        """Where amounts in parentheses start that are the one right before them in other currencies, each with where that one starts:
        "537m euros ($701m; £371m)"."""
        found: dict[int, int] = {}
        for first, last in self.figures:
            held = CONVERTED.match(self.text, last)
            inside = [one for one in self.figures if held and held.start("inside") <= one[0] and one[1] <= held.end("inside")]
            said = (
                [self.text[held.start("inside") : inside[0][0]], *(self.text[a[1] : b[0]] for a, b in pairwise(inside))] if inside else []
            )
            alone = inside and not self.text[inside[-1][1] : held.end("inside")].strip() and all(map(BESIDE.fullmatch, said))
            own, signs = currency_in(self.text[first:last]), [currency_in(self.text[one:end]) for one, end in inside]
            if alone and own and all(sign and sign != own for sign in signs):
                found |= dict.fromkeys((one for one, _ in inside), first)
        return found

    def behind_conversions(self, start: int, end: int) -> int:
        """The end of a figure with the parentheses in which it is converted."""
        held = CONVERTED.match(self.text, end) if start in self.converted.values() else None
        return held.end() if held else end

    def is_of_figure(self, label: Label, start: int) -> bool:
        """Whether a period stands right behind another figure: "from 36% in 2023 to 68%"."""
        return (
            not self.names_next(label)
            and any(  # "€318 million (2024: €296 million)": it is of the next
                start not in (first, self.converted.get(first))
                and last <= label.start
                and RIGHT_BEHIND.fullmatch(self.text[last : label.start])
                for first, last in self.figures
            )
        )

    def is_gloss(self, label: Label) -> bool:
        """Whether a period explains the one before it: "FY2025 (ending January 2025)"."""
        return (
            re.search(r"[(（]\s*(?:ending|ended|which ends|截至)\s*(?:in|on)?\s*$", self.text[max(0, label.start - 20) : label.start])
            is not None
        )
