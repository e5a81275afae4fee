"""Whether a figure is a change, a step or a share of what is named, and which growth of a metric it is then; whether a metric that is named
beside it is that of another figure."""

from __future__ import annotations

import re

from claimhouse.draft.cells import MADE, change_of, is_growth, verbs_in
from claimhouse.draft.measures.going_on import UP
from claimhouse.draft.names import Match
from claimhouse.draft.phrases import ACRONYM, NOT_VERBS, UNTIL, Phrases, is_nominal
from claimhouse.draft.registers import of, vocabulary
from claimhouse.draft.sentences import NEAR
from claimhouse.grammar import Span

NAMED = re.compile(r"\s*(?:of|was|were|is|are|to|at|:|：|为|达|约|达到|实现)?\s*(?:about|approximately|nearly|over)?\s*")
OF_BASIS = re.compile(r"\s{0,2}|\s+of\s+(?:total\s+|net\s+)?", re.IGNORECASE)  # "at $183 billion valuation", "37 per cent of net sales"
AGAINST = re.compile(r"\s+(?:below|above|(?:less|more|lower|higher|fewer)\s+than)\s+(?:the|its|their|that|a|an|in|last)\b", re.IGNORECASE)
TRANSITIVE = re.compile(r"rais\w+|lower\w+|reduc\w+|cut\w*|expand\w+|improv\w+|upgrad\w+|moved|went|higher|lower|.*[至到]", re.IGNORECASE)
STEP = re.compile(
    r"\s*(?:(?:was|by|of)\s+)?(?:(?:about|around|some|nearly|almost|approximately|roughly|over|more\s+than)\s+)?", re.IGNORECASE
)
WHOLE_BEHIND = re.compile(
    rf"\s+(?:share\s+)?of\s+(?:(?:all|the|its|their|our|total|overall|entire|whole|global)\s+)*((?:[A-Za-z’'/-]+\s+){{0,4}}?[A-Za-z’'/-]+)(?:{UNTIL}|(?=\s+in\b))"
)
WHOLE_BEFORE = re.compile(
    r"\b(?:share|proportion|ratio|percentage|portion)\s+of\s+[^.;:,\d]{3,60}?\s+(?:in|to)\s+(?:(?:all|the|total|overall)\s+)*"
    r"((?:[A-Za-z’'-]+\s+){0,3}?[A-Za-z’'-]+)\s+(?:was|were|is|stood\s+at|came\s+to|amounted\s+to)\s+(?:about\s+)?$",
    re.IGNORECASE,
)
OF_MEMBERS = re.compile(rf"\b(?:{of('members of a whole')})$", re.IGNORECASE)  # whom a share is of, and no measure
MEMBERS_FIRST = re.compile(rf"(?:[A-Za-z’'-]+\s+){{0,3}}?(?:{of('members of a whole')})(?=\s)", re.IGNORECASE)
OF_MARKET = re.compile(r"\b(?:sales|revenues?|turnover|spending|shipments|units|deliveries|market|registrations|demand)$", re.IGNORECASE)
STEP_IN = re.compile(  # "an increase in net sales of $1.7 million"
    rf"\b(?:{of('move')})s?\s+in\s+[^.;:,\d]{{3,50}}\s+of\s+(?:about\s+|approximately\s+|around\s+)?$", re.IGNORECASE
)
STEP_BEHIND = re.compile(rf"\s+(?:{of('move')})\b", re.IGNORECASE)
STEP_PRINTED = re.compile(rf"\s(?:{of('move')})$", re.IGNORECASE)
HIGHER = re.compile(r"\s+(?:lower|higher|more|less|fewer)\s+than\s+(?:in|at|for|on|a|the|its|their|during|last)\b", re.IGNORECASE)
PARTICIPLE = re.compile(r"(?<=[^s]s)\s+(?:(?!being\b)[a-z]+(?:ing|ed)|who|that|which)\b.*")
GENERIC_WHOLE = re.compile(rf"(?:the\s+)?(?:{of('no whole')})", re.IGNORECASE)
POINTS_ALONE = re.compile(r"\d[\s-]points?\W*$")
POINTS_MOVED = re.compile(rf"\b(?:{of('moved by points before')})(?:\W+(?:\w+\W+){{0,3}})?$", re.IGNORECASE)
POINTS_MOVED_BEHIND = re.compile(rf"(?:[\s-]points?)?\s+(?:{of('move')}|{of('moved by points')})\b", re.IGNORECASE)
PERCENT = re.compile(r"\d\s?(?:%|per\s?cent\b|percentage)|\bshare\b(?!\s+(?:price|capital))", re.IGNORECASE)
SCORED = re.compile(rf"\b(?:{of('counted in points')})\b", re.IGNORECASE)
MOST_POINTS, FAR_BACK = 60, 300
OR_AMOUNT = re.compile(r"(?:%|percent|per\s+cent),?\s+or\s+(?:by\s+)?(?:about\s+|approximately\s+)?$", re.IGNORECASE)
BY = re.compile(r"\bby\s+(?:about\s+|around\s+|some\s+)?$")  # before the amount of a change
RATE_MOVED = re.compile(rf"\b(?:{of('move')})\s+of\s+(?:about\s+|around\s+)?$|\bby\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
TO_MONEY = re.compile(r"\s*,?\s+to\s+(?:an?\s+)?(?:\w+\s+)?[A-Z]{0,3}[$€£¥₹]\s?\d")
RATE_MOVES = re.compile(rf"\s+(?:[\w-]+\s+){{0,4}}?(?:{of('move')})\b(?!\s+to\b)", re.IGNORECASE)


BASIS_ZH = re.compile(r"同比|环比|年增|年减|季增|季减|月增|月减")


class ChangeMeasures(Phrases):
    """Tells changes and shares from levels."""

    def is_step(self, start: int, end: int, unit: str) -> bool:
        """Whether an amount is by how much something changed: "decreased by £0.4 billion", "an increase of £0.6 billion"."""
        if unit in ("percent", "percentage_points", "rank", "date", "ratio", ""):
            return False
        printed = self.text[start:end]
        if STEP_BEHIND.match(self.text, end) or STEP_PRINTED.search(printed):
            return True  # "a $1.3 million reduction in", "a $40 million increase"
        if re.search(r"\bby\b", printed) or any(match.start == 0 for match in vocabulary("changes").find(printed)):
            return not re.search(r"\bto\b", printed)
        if re.search(r"\b(?:lower|higher|more|less|fewer)$", printed) and re.match(r"\s+than\b", self.text[end:]):
            return True  # "$92 million lower than a year before"
        if HIGHER.match(self.text, end):
            return True  # "is 27,000 lower than a year before"
        if STEP_IN.search(self.text[max(0, start - 80) : start]) or UP.search(self.text[max(0, start - 30) : start]):
            return True
        if OR_AMOUNT.search(self.text[max(0, start - 20) : start]) and self.last and is_growth(self.last_metric()):
            return True  # "increased by 33%, or $1.3 million"
        before = self.text[max(0, start - 40) : start]
        if self.said(start, end).grown and BY.search(before):
            return True  # "reduced debt by $2 million"
        moved = [match for match in verbs_in(before) if vocabulary("changes").whole(before[match.start : match.end])]
        moved = [match for match in moved if not TRANSITIVE.fullmatch(before[match.start : match.end])]
        return any(STEP.fullmatch(before[match.end :]) for match in moved)

    def last_metric(self) -> dict[str, str]:
        """The row of the metric of the figure before; an empty one where it has none."""
        return self.reader.book.rows["metrics"].get(self.last.value("metric_id") if self.last else "", {})

    def is_amount(self, name: str, end: int) -> bool:
        """Whether a name is that of an amount, of which a percentage is the growth and no level: "house prices"; not "3% of exports",
        nor "share of spending"."""
        if re.match(r"(?:share|proportion|percentage|ratio)\s+of\b", name, re.IGNORECASE):
            return False
        heads = [match for match in vocabulary("heads_en", "percent").find(name) if match.end == len(name)]
        return any(match.ids == ("growth",) for match in heads) and not re.match(r"\s+of\b", self.text[end:])

    def moves_rate(self, start: int, end: int) -> bool:
        """Whether the words right beside a percentage say that a rate moved by it: "1% operating margin expansion", "a sequential expansion
        of 1%", "1.0% growth in"; not "rose to 12%"."""
        printed = next((one for one in vocabulary("changes").find(self.text[start:end]) if one.start == 0), None)
        printed = None if MADE.search(self.text[:start]) else printed  # "made up 29%"
        before = RATE_MOVED.search(self.text[:start]) or printed and not re.search(r"\bto\b", self.text[start:end])
        since = next(
            (
                one
                for one in vocabulary("changes", "basis").find(self.text[end : end + NEAR])
                if not self.text[end : end + one.start].strip()
            ),
            None,
        )
        since = since and since.ids != ("any",) and not re.search(r"\bto\W*$", self.text[:start])  # "and 1.0% QoQ"
        to_money = printed is None and TO_MONEY.match(self.text, end)  # "Gross margin increased 808% to $1.52 million"
        return bool(before or RATE_MOVES.match(self.text, end) or since or to_money)

    def has_verb(self, name: str) -> bool:
        """Whether a phrase has a verb, as no name does."""
        return any(name[match.start : match.end].lower() not in NOT_VERBS for match in verbs_in(name))

    def undated(self, start: int, end: int) -> str:
        """The text between two places without the periods in it: "net income for the quarter ended November 2, 2024 was"."""
        text = self.text[start:end]
        for label in reversed([one for one in self.labels if start <= one.start and one.end <= end]):
            text = text[: label.start - start] + text[label.end - start :]
        return text

    def is_basic(self, start: int, end: int) -> bool:
        """Whether an amount per share is the basic one: it says so, or the diluted one follows in parentheses: "$0.89 per share ($0.88 per
        share on a diluted basis)"."""
        near = self.text[max(0, start - 30) : end + 30]
        if re.search(r"\bbasic\b(?!\s+and\s+diluted)", near, re.IGNORECASE) and not re.search(r"\bdiluted\b", near, re.IGNORECASE):
            return True
        own = re.search(r"\bdiluted\b", self.text[max(0, start - 15) : end], re.IGNORECASE)
        return not own and re.match(r"\s*\([^()]*\bdiluted\b", self.text[end:], re.IGNORECASE) is not None

    def new_change(self, matches: list[Match], basis: str, unit: str) -> list[str]:
        """The growth or change of the nearest metric of the sentence that no register has."""
        ids = [id for match in matches for id in match.ids if self.reader.book.rows["metrics"][id]["unit"] != "date"]
        return [change_of(self.reader.book, ids[0], basis, unit)] if ids else []

    def is_of_other(self, match: Match, start: int, end: int) -> bool:
        """Whether a metric stands right behind another figure, as in "at $183 billion valuation", or behind this and right before another,
        as in "lost $31 million on revenue of $12 million": it is of that one."""
        return any(
            first != start
            and (
                0 <= match.start - last <= 12
                and OF_BASIS.fullmatch(self.text[last : match.start])
                or end <= match.start < first
                and NAMED.fullmatch(self.text[match.end : first])
            )
            for first, last in self.figures
        )

    def share_of_whole(self, start: int, end: int) -> str:
        """What a percentage is the share of, where the words say so and that is a measure of its own, no market: "Share of manufacturing
        output" of "accounted for 78 per cent of the manufacturing output", "the ratio of such goods in total exports was 36%"."""
        behind = WHOLE_BEHIND.match(self.text, end)
        before = None if behind else WHOLE_BEFORE.search(self.text[self.sentence(start)[0] : start])
        named = behind or before
        if not named or behind and any(end <= label.start < behind.end(1) for label in self.labels):
            return ""
        whole = self.reader.book.without_place(named[1].strip())
        measure = self.measure_of(re.split(r"\s+(?:of|in|for)\s+", whole)[0])
        members = behind and OF_MEMBERS.search(whole) and is_nominal(whole)
        return f"Share of {whole}" if members or measure and not OF_MARKET.search(measure) else ""

    def share_of_members(self, end: int) -> str:
        """The share of people or firms that stand right behind a percentage: "90 percent of the online audience"."""
        whole = self.portion(end) if not self.reader.is_on_survey else ""
        return whole if OF_MEMBERS.search(whole) else ""

    def moves_share(self, span: Span) -> bool:
        """Whether "points" alone are those of percentages, of no index or score: "a 0.2-point gain" beside a percentage."""
        found = POINTS_ALONE.search(span.printed) or re.match(r"[\s-]points?\b", self.text[span.end :])
        if not found or span.unit not in ("", "points") or span.unit_mult or abs(span.low or 0) >= MOST_POINTS or "," in span.printed:
            return False
        first, last = self.sentence(span.start)
        moved = POINTS_MOVED.search(self.text[first : span.start]) or POINTS_MOVED_BEHIND.match(self.text, span.end)
        near = self.text[max(0, first - FAR_BACK) : last + NEAR]
        return bool(moved) and PERCENT.search(near) is not None and not SCORED.search(self.text[first:last])

    def portion(self, end: int) -> str:
        """What stands right behind a percentage as that of which it is a part, whatever it is, "12% of the exports of services"; empty of
        names and periods."""
        behind = WHOLE_BEHIND.match(self.text, end)
        whole = self.reader.book.without_place(behind[1].strip()) if behind else ""
        if not whole or any(end <= label.start < behind.end(1) for label in self.labels) or self.has_verb(whole) or not is_nominal(whole):
            return ""
        whole = PARTICIPLE.sub("", whole)  # "11% of tenants reporting that"
        if members := MEMBERS_FIRST.match(whole):  # "84% of remote users lose access"
            whole = members[0]
        if GENERIC_WHOLE.fullmatch(whole):
            return ""
        last = whole.split()[-1]
        return f"Share of {whole}" if last.islower() or ACRONYM.fullmatch(last) else ""

    def has_share(self, clause: tuple[int, int], at: int) -> bool:
        return any(clause[0] <= match.start < clause[1] and abs(match.start - at) < 2 * NEAR for match in self.shares)

    def change(self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int]) -> str | None:
        """Whether the clause says that something changed by the figure, and since when: any, previous, year_ago."""
        words = [
            match
            for match in self.changes
            if clause[0] <= match.start < clause[1] or sentence[0] <= match.start and start - match.end < NEAR and match.end <= start
        ]
        near = [match for match in words if start - NEAR <= match.start <= end + NEAR]
        if not near and AGAINST.match(self.text[end:]):  # "0.3% below the prior-year figure"
            return "year_ago"
        if not near and not (
            re.search(r"\bby\s+\D{0,15}$", self.text[:start]) and any(sentence[0] <= match.start < start for match in self.changes)
        ):
            return None
        if said := BASIS_ZH.findall(self.text[max(sentence[0], start - NEAR) : start]):
            return "year_ago" if said[-1] in ("同比", "年增", "年减") else "previous"  # "同比下降12%，环比增长6%"
        stop = min([first for first, _ in self.figures if first >= end] + [clause[1]])
        behind = [id for match in self.changes if end <= match.start < stop for id in match.ids if id != "any"]
        if behind:
            return behind[0]
        bases = {id for match in words for id in match.ids} - {"any"}
        return bases.pop() if len(bases) == 1 else "any"

    def changed(self, metric: str, basis: str, unit: str, moved: bool = False) -> str | None:
        """The growth of a metric, by the basis that the words give; the metric itself where it has no growth and its unit is that of the
        figure, or where it is a growth. That of a rate only where it is said to have `moved` by the figure."""
        book = self.reader.book
        rows = [row for row in book.growth.get(metric, []) if row["unit"] == "percent"]
        if is_growth(book.rows["metrics"][metric]):
            return metric
        if book.rows["metrics"][metric]["unit"] == "percent" == unit:
            return change_of(book, metric, basis, unit) if moved else metric
        if not rows:
            return metric
        wanted = [row for row in rows if row.get("growth_over") == (basis if basis != "any" else "year_ago")]
        return (wanted or rows)[0]["metric_id"] if wanted or basis == "any" else None
