"""The metrics that a figure in running text may be of: those named about it, then what its phrase, its paragraph or the document say."""

from __future__ import annotations

import re

from claimhouse.draft.cells import change_of
from claimhouse.draft.measures.asked import Asked
from claimhouse.draft.measures.going_on import INDEX_OF
from claimhouse.draft.measures.settled import SettledMeasures
from claimhouse.draft.names import Match, words_of
from claimhouse.draft.phrases import MOVES, VAGUE
from claimhouse.draft.registers import of
from claimhouse.draft.sentences import MARKET, NEAR

DIRECT = re.compile(  # between a metric and its figure; other words may make another of it: "cash provided by operations was"
    r"\W*(?:(?:for|in|during|of|at|to|by|was|were|is|are|totall?ed|reached|amounted|came|increased|decreased|rose|fell|grew|declined|improved"
    r"|climbed|dropped|jumped|stood|about|approximately|nearly|over|more|than|the|an?|its|up|down|and|record|high|low)\W+)*"
    r"|\W*[\u3400-\u9fff]{0,6}\W*",
    re.IGNORECASE,
)
OF_BASE = re.compile(  # words that make another metric of the name behind them
    r"\w-$|\b(?:adjusted|underlying|core|normali[sz]ed|recurring|comparable|before|after|excluding|ex|and|or|per|from|on|of|by)[\s-]+(?:the\s+|its\s+|net\s+)?$",
    re.IGNORECASE,
)
LARGE = re.compile(r"\d,\d{3}(?!\d)|\d\s?(?:million|billion|thousand)s?$", re.IGNORECASE)
PLURAL = re.compile(rf"[a-z]{{3,}}(?<!s)s(?:\s+(?:{of('done with')}))?$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PRICE_ZH = re.compile(r"股价|报收|收报|收于|收盘|发行价|开盘|报(?=\d)")
SIZE_ZH = re.compile(r"规模|市场|行业|产业")
MOVES_BESIDE = re.compile(
    r"\s+(?:annual|year-on-year|year-over-year|quarterly|sequential|YoY|QoQ)\s+(?:decline|growth|increase|decrease|drop|fall|rise)\b"
)
SHARE_NEAR = re.compile(r"[^,.;]{0,30}\bshare\b")
OF_SALES = re.compile(r"\bof\s+(?:(?!market)[\w’'-]+\s+){0,3}(?:revenues?|sales|turnover)\b", re.IGNORECASE)


class OptionMeasures(SettledMeasures):
    """Each method changes the options of a figure."""

    def see_change(self, asked: Asked) -> None:
        """Whether the figure is by how much something changed, also by its sign or where a rate moved."""
        start, end = asked.start, asked.end
        signed = asked.percent and re.match(r"[+−–-]", self.text[start:end])
        if asked.change is None and signed and not self.reader.is_covered:
            asked.change = "any"
        asked.moved = asked.unit == "percent" and not self.is_compared(start) and self.moves_rate(start, end)
        asked.change = asked.change or ("any" if asked.moved and not self.reader.is_covered else None)

    def rank(self, asked: Asked) -> None:
        """The metrics that the sentence names, those of the clause and before the figure first, the nearest of them first."""
        start, end = asked.start, asked.end
        for match in self.metrics:
            if not asked.sentence[0] <= match.start < asked.sentence[1] or self.is_of_other(match, start, end):
                continue
            gap = start - match.end if match.end <= start else match.start - end
            inside = asked.clause[0] <= match.start and match.end <= asked.clause[1]
            asked.ranked.append((not inside, match.start >= end and gap > 2, gap, match))
        asked.ranked.sort(key=lambda entry: entry[:3])

    def add_named(self, asked: Asked) -> None:
        """The ranked metrics that the unit fits, or their growth where something changed."""
        book = self.reader.book
        for outside, later, _, match in asked.ranked:
            for id in match.ids if not self.is_inside_name(match, asked) else ():
                found = self.changed(id, asked.change, asked.unit, asked.moved) if asked.change else id
                nearest = not asked.options and not outside and not later and match.end <= asked.start
                if asked.change and nearest and not (found and book.fits(found, asked.unit)):  # the nearest has no growth yet
                    found = change_of(book, id, asked.change, asked.unit)
                if found and book.fits(found, asked.unit):
                    asked.options.append((found, "sentence" if outside else "clause"))
                    if self.is_beside(match, asked) and ("metrics", found) not in book.whys:
                        asked.beside.add(found)

    def is_inside_name(self, match: Match, asked: Asked) -> bool:
        """Whether a name is a word inside that of the phrase of the figure: "valuation" of "a valuation loss of"."""
        name = "" if self.reader.is_covered else self.said(asked.start, asked.end).measure
        at = self.text.rfind(name, asked.sentence[0], asked.end) if name else -1
        inside = 0 <= at <= match.start and match.end < at + len(name)
        return inside and not re.match(r"\s+(?:of|from|by|per|for|in|on|to)\b", self.text[match.end :])

    def is_beside(self, match: Match, asked: Asked) -> bool:
        """Whether nothing stands between a name and the figure that makes another thing of it."""
        between = self.undated(min(match.end, asked.end), max(asked.start, match.start))
        inside = asked.start <= match.start < asked.end  # "300 parameters" may be of anything
        return (
            len(between) <= NEAR and not inside and DIRECT.fullmatch(between) is not None and not OF_BASE.search(self.text[: match.start])
        )

    def add_said(self, asked: Asked) -> None:
        """What the phrase of the figure names comes first; one that names nothing says more of the figure before."""
        book, unit, change = self.reader.book, asked.unit, asked.change
        asked.said = said = self.said(asked.start, asked.end)
        for match in book.names["metrics"].find(said.measure):
            if match.end == len(said.measure):
                direct = match.ids
                if change:
                    direct = [self.changed(id, change, unit, asked.moved) or change_of(book, id, change, unit) for id in match.ids]
                asked.options = [*((id, "clause") for id in direct if book.fits(id, unit)), *asked.options]
        last = self.last.value("metric_id") if self.last and self.last_at >= asked.sentence[0] else ""
        if said.grown and not said.text and last and not self.reader.is_covered:  # "£5 billion, an increase of £1 billion"
            same = self.last.value("unit") == unit
            base = last if same else book.rows["metrics"][last].get("growth_of_metric_id") or last
            asked.options = [(change_of(book, base, change or "any", unit) if asked.percent and not same else base, "sentence")]
        if not asked.options and change and asked.ranked:
            asked.options += [(id, "sentence") for id in self.new_change([one for *_, one in asked.ranked], change, unit)]

    def add_usual(self, asked: Asked) -> None:
        """The size of a market that the sentence names, the one growth or share of the tables."""
        unit, usual = asked.unit, self.reader.usual
        if unit in self.reader.book.currencies and MARKET.search(self.words(asked.sentence)) and not asked.found_in("clause"):
            asked.options.insert(0, ("market_size", "subject"))
        elif not asked.options and asked.change:
            rows, firms = self.reader.book.rows["metrics"], not self.is_of_country()  # a country has no revenue growth
            usual_growth = [id for id in usual.get("growth", []) if firms or rows[id].get("growth_of_metric_id") != "revenue"]
            asked.options += [(id, "document") for id in usual_growth]
        in_brackets = re.match(r"\s*[)）]", self.text[asked.end :]) and self.text[: asked.start].rstrip()[-1:] in "(（"
        if unit == "percent" and in_brackets and not asked.found_in("clause"):
            asked.options = [(id, "document") for id in usual.get("share", [])] + asked.options

    def add_shares(self, asked: Asked) -> None:
        """Where the clause speaks of a share: that of the metrics named, of the revenue of a firm, else of a market."""
        if not asked.percent or asked.said.grown or asked.moved or not self.has_share(asked.clause, asked.start):
            return
        moves = MOVES.search(self.text[asked.start : asked.end]) or MOVES_BESIDE.match(self.text[asked.end :])
        if asked.change and moves and not SHARE_NEAR.match(self.text[asked.end :]):
            return  # "kept its market share despite a 13% annual decline"
        rows = self.reader.book.rows
        bases = {id for *_, match in asked.ranked for id in match.ids}
        shares = [id for id, row in rows["metrics"].items() if row.get("share_of_metric_id") in bases]
        shares = [id for id in shares if "share" in id or any(id in match.ids for *_, match in asked.ranked)]  # no penetration unnamed
        firm = rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        if firm and "revenue_share" in rows["metrics"] and OF_SALES.search(self.words(asked.sentence)):
            shares.insert(0, "revenue_share")  # "accounted for 15% of total revenues" is of its own
        within = [option for option in asked.options if option[1] == "clause" and "share" in option[0]]
        if not within:
            asked.options = [*((id, "share") for id in [*shares, "market_share"]), *asked.options]

    def see_words(self, asked: Asked) -> None:
        """What the words state to have the figure, where no register has that, and what somebody did."""
        said = asked.said
        asked.named, grown = self.stated(asked.start, asked.end, asked.unit)
        compared = re.match(r"\s+(?:higher|lower|more|less|up|down)\b", self.text[asked.end :]) is not None
        asked.grown = grown or asked.unit == "percent" and compared
        asked.acted = "" if self.reader.is_covered else self.acted(asked.start, asked.clause, asked.unit)
        if asked.acted and asked.named and said.behind and not said.grown:  # "repurchased $2 million of its stock"
            asked.named, asked.options = "", [(asked.acted, "clause")]
        if asked.named and asked.named == self.kind_of_measure(said):
            asked.options = []
        if asked.named and said.grown and self.is_of_country():  # "retail sales" of a country are no revenue of a firm
            asked.options = []
        in_turn = " and " in said.name and " and " not in asked.named
        if (said.behind or in_turn) and asked.named:  # "a 4% decrease in selling prices"
            asked.options = []

    def add_like(self, asked: Asked) -> None:
        """Metrics whose name has most of its words in what is named, or in the clause; where nothing is named in the sentence."""
        book, named, change = self.reader.book, asked.named, asked.change
        near = [] if change and named else book.names["metrics"].about(named or self.words(asked.clause), 0.99 if named else 0.6)
        if named.isascii() and named and not self.reader.is_covered:  # "net interest margin" is no net margin
            near = [(id, share) for id, share in near if len(words_of(named)) <= len(words_of(book.rows["metrics"][id]["name"]))]
        like = [
            (id, "like")
            for id, share in near
            if book.fits(id, asked.unit)
            and not (change and not self.reader.is_covered and not book.rows["metrics"][id].get("growth_of_metric_id"))
            and (share > 0.99 or not named or ("metrics", id) not in book.ids)
        ]
        if asked.unit and not (asked.said.shared and asked.options):
            asked.options = [*like[:3], *asked.options]

    def add_loose(self, asked: Asked) -> None:
        """Where nothing was found so far: metrics that the sentence has most words of, the one of the tables, what somebody did, what the
        paragraph or document goes on about."""
        book, unit, change = self.reader.book, asked.unit, asked.change
        if not asked.options:
            loose = self.reader.is_covered or not change and not asked.named
            near = book.names["metrics"].about(self.words(asked.sentence), 0.7) if loose else []
            asked.options += [(id, "like") for id, _ in near if book.fits(id, unit)][:3]
        if not asked.found_in("clause") and unit in self.reader.usual:
            asked.options = [(id, "document") for id in self.reader.usual[unit]] + asked.options
        if asked.acted and not asked.named and asked.are_like():
            asked.options = [(asked.acted, "clause")]
        goes_on = self.goes_on(asked.said, unit, change)
        if not asked.named and goes_on and asked.are_like() and not self.reader.is_covered:
            asked.options = [(goes_on, "antecedent")]
        goes_on = self.last and self.last_at >= asked.sentence[0] and self.last.value("metric_id")
        if not asked.named and not goes_on and asked.are_like() and (theme := self.of_theme(unit, change)):
            asked.options = [(theme, "document")]

    def add_before(self, asked: Asked) -> None:
        """Where nothing was found in the sentence: the metric of what was said before it."""
        book, unit, change = self.reader.book, asked.unit, asked.change
        same = self.is_compared(asked.start) and self.last and self.last_at >= asked.sentence[0] and self.last.value("unit") == unit
        if not asked.options and same and self.last.value("metric_id"):
            asked.options += [(self.last.value("metric_id"), "sentence")]
        if not asked.options and not unit and INDEX_OF.fullmatch(self.reader.measured):  # "the peak of 180.8"
            asked.options += [(theme, "document") for theme in filter(None, [self.of_theme(unit, change)])]
        said = asked.said
        own = not unit and said.name and not said.behind and not VAGUE.fullmatch(said.name)  # "Live listings reached 2.5 million"
        if own and PLURAL.search(said.name) and LARGE.search(self.text[asked.start : asked.end]) and not self.reader.is_covered:
            return
        if not asked.options and change is None:
            for match in reversed([match for match in self.metrics if match.end <= asked.sentence[0]]):
                asked.options += [(id, "antecedent") for id in match.ids if book.fits(id, unit)]
        if not asked.options and not asked.named and (last := self.last_of(unit, change)):
            asked.options = [(last, "antecedent")]

    def add_market(self, asked: Asked) -> None:
        """An amount of a market or segment of which nothing else is named is its size, or the measure that a list goes on with."""
        kind = self.kind_of_subject(asked)
        if (
            asked.named
            or asked.found_in("clause", "sentence")
            or kind not in ("market", "segment")
            or asked.unit not in self.reader.book.currencies
            or self.of_theme(asked.unit, asked.change)
            or CHINESE.search(self.words(asked.clause))
            and not SIZE_ZH.search(self.words(asked.sentence))
        ):
            return
        listed = self.is_of_country() or asked.item.cells["subject_id"].how == "list"
        last = self.reader.last_metrics.get(asked.unit, "") if listed else ""
        asked.options.insert(0, (last, "antecedent") if last else ("market_size", "subject"))

    def kind_of_subject(self, asked: Asked) -> str:
        return self.reader.book.rows["subjects"].get(asked.item.value("subject_id"), {}).get("subject_type", "")

    def per_share(self, asked: Asked) -> None:
        """An amount per share is none of the whole: a metric that says so, a dividend, basic earnings."""
        book, why = self.reader.book, f"line {asked.item.line}"
        rows = book.rows["metrics"].items()
        each = [(id, "clause") for id, row in rows if f"per {asked.per}" in f"{row['name']} {row['definition']}".lower()]
        asked.options = [option for option in asked.options if option in each] or each or asked.options
        if re.search(r"\bdividends?\b", f"{asked.said.text} {asked.named}", re.IGNORECASE):
            row = {"name": "Dividend per share", "definition": "Dividend of one share", "quantity_kind": "money", "unit": "currency"}
            asked.options = [(book.propose("metrics", row | {"additive": "no"}, why), "clause")]
        if PRICE_ZH.search(self.words(asked.clause)) and not re.search("收益|盈", self.words(asked.clause)):
            row = {"name": "股价", "definition": "Price of one share", "quantity_kind": "money", "unit": "currency", "additive": "no"}
            asked.options = [(book.propose("metrics", row, why), "clause")]
        if any(id == "earnings_per_share" for id, _ in asked.options) and self.is_basic(asked.start, asked.end):
            row = {"name": "Basic earnings per share", "definition": "Net profit per share without dilution", "quantity_kind": "money"}
            row |= {"unit": "currency", "additive": "no", "is_signed": "yes"}
            known = book.names["metrics"].whole(row["name"]) or (book.propose("metrics", row, why),)
            asked.options = [(known[0], "clause")]
