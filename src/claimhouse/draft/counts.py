"""In what the figures of running text are counted or measured."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.draft.cells import is_tally, verbs_in
from claimhouse.draft.names import Match
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import Book, has_word, vocabulary, wordings
from claimhouse.draft.sentences import LEVEL_BEHIND
from claimhouse.draft.store import Item
from claimhouse.grammar import Span, figures

UNIT_ASIDE = re.compile(r"\s?[(（]([A-Za-z][A-Za-z/³²]{0,9})[)）]")
JOINED = re.compile(r"个?\s*(?:,|、|/|\band\b|\bor\b|和|与)\s*(?=[+−–-]?\d)")
STOP = re.compile(
    r"[.,;:()（），。；]|\b(?:of|in|to|and|or|with|by|for|on|at|from|than|per|as|is|are|was|were|has|have|had|affect|per|during)\b|\d"
)
NO_THING = re.compile(r"(?:in|from|at|on|for|during|than|to|was|were|is|are|has|have|had|compared|versus|by|with|per)\b", re.IGNORECASE)
HEADS_OF_COUNTS = re.compile(
    r"arrivals|departures|visitors|visits|tourists|travellers|travelers|trips|stays|nights|passengers|registrations|permits|consents|starts|completions|births|deaths|jobs|vacancies|subscribers|customers"
    r"|users|employees|households|members|openings|closures|installations|accounts|downloads|flights|guests|applications|bankruptcies|employment"
    r"|unemployment|population|headcount|total|claimants|unemployed|listings"
)
HEAD_BEFORE = re.compile(r"\b([a-z]+)\s+(?:at|was|were|stood\s+at|reached|totall?ed|numbered)\s+$", re.IGNORECASE)
RATE_BEHIND = re.compile(r",?\s+(?:to|at)\s+\d[\d.,]*\s?(?:%|per\s?cent)", re.IGNORECASE)
RATE = re.compile(r"\b(?:margin|rate|share|ratio|factor|occupancy|utili[sz]ation|penetration)s?\b", re.IGNORECASE)
SHARE = re.compile(r"(?:(?:market|unit|volume|value|revenue)\s+)share\b", re.IGNORECASE)
HIGHER = re.compile(r"\s+(?:higher|lower|above|below|more|less|up|down)\b", re.IGNORECASE)
REACHED = re.compile(r"\b(?:reached|hit|stood\s+at|(?:rose|fell|climbed|dropped|increased|decreased)\s+to)\s+$", re.IGNORECASE)
RATES = ("percent", "percentage_points", "ratio", "rank")
ACRONYM = re.compile(r"([A-Z]{2,6})\b(?=\W*$|\s+(?:[a-z]+ed|which|that|this|last)\b)")
PLURAL = re.compile(  # "cars", "NDAs", "cargo aircraft"
    r"(?![a-z]*(?:ss|us|is|wards)$)(?:[a-z]{3,}s|[A-Z]{2,5}s)|[a-z]+craft|people|dozen|staff|personnel|crew|wo?men|children|cattle|sheep"
)

INDEX = re.compile(r"\bind(?:ex|ices)\b|(?<![A-Za-z])PMI(?![A-Za-z])|指数|指數|[道纳恒沪板成综国]指", re.IGNORECASE)
LEVEL = re.compile(r"(?:\b(?:at|to|of|from|is|was|were|reached|hit|level)\s*|[于於至为為报報在达達])(?:a\s+\w+\s+)?$", re.IGNORECASE)
PARTED = re.compile(r"(?<![\d.:])\d+(?:\.\d+)?(?:\s*[:：∶]\s*\d+(?:\.\d+)?)+(?![\d.:])")
SHARES_ZH = re.compile(r"股(?![东東份票权權民市指价價])")  # "4,879,336股", no "大股东"
BARE_ZH = re.compile(r"[万萬亿億兆](?:左右|以上|多|余)?$")  # no counter behind
YEAR_BEFORE_ZH = re.compile(r"(?:[去上前]年|上一?财年|上一?季度?)(?:同期|同季度?)?的?(?:分别)?(?:[为是达]|仅为|约为)?$")  # "去年同期分别为"
ENDS_ZH = re.compile(r"(?![\u4e00-\u9fff])|[的和与、至到]|左右|以上|同比|环比")
POINT_ZH = re.compile(r"点|點")
SHOPS_ZH = re.compile(r"店|餐厅|餐廳|专卖|卖场|超市|门市|專賣")
OF_COUNTRY = re.compile(r"(?:U\.\s?[SK]\.|E\.U\.)\s+")  # whose points end no phrase
COUNTER_ZH = re.compile(  # of things; "个百分点", "个月" and "个股" count none
    r"\s?(?:[个個](?!百分|月|人|[股点點])|[套只隻宗项項条條起场場座所艘架部栋棟间間笔筆份张張枚颗顆种種类類批款件辆輛台臺次单單])"
)
LAST_YEAR = re.compile(r"\b(?:last|this|next|previous|past|each|every|the|a)\s+(?=(?:year|quarter|month|week|day)s?\b)", re.IGNORECASE)
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+$")
TO_BEHIND = re.compile(r"\s+to\s+(?=\d)")
TO_LEVEL, FROM_LEVEL = re.compile(r"\bto\s+$"), re.compile(r"\bfrom\s+$")
NEXT_OF_LIST = re.compile(  # ", Norvane with 53"
    r"(?:[,;]|\band)\s+(?:and\s+)?[A-Z][\w&’'-]*(?:\s+[A-Z][\w&’'-]*){0,2}\s+(?:with|at)\s+(?:about\s+|around\s+)?$"
)
SHIPPED = re.compile(r"\s*(?:[A-Za-z]+\s+)?[a-z]{3,}s\s+(?:(?:were|was)\s+)?shipped\b")  # behind a number: "1.7 million tablets shipped"
NO_UNITS_ZH = "片颗粒株款份"
PEOPLE = "people"  # who may be employees, users or anybody
OF_PEOPLE = ("count", "people", "employees", "users", "customers", "members", "subscribers", "students", "currency")
TIMES = ("day", "week", "month", "quarter", "year")  # over which a measured thing flows


class Counts:
    """Finds the unit of a figure that prints no currency or percentage, or proposes it."""

    def __init__(self, book: Book, locale: str):
        self.book, self.locale = book, locale

    def without_unit(self, item: Item, passage: Passage, span: Span) -> str:
        """ "ratio" for a number with decimals and no scale where the clause names a metric that is one: it counts nothing."""
        metrics, clause = self.book.rows["metrics"], passage.clause(span.start, span.end)
        ratios = [match for match in passage.metrics if clause[0] <= match.start < clause[1] and metrics[match.ids[0]]["unit"] == "ratio"]
        if not ratios or span.unit_mult or "." not in span.printed:
            return ""
        item.put("unit", "ratio", "register", False)
        return "ratio"

    def counts_in_words(self, span: Span) -> bool:
        """A figure in words counts where it has a unit of its own or a scale: "a third", "hundreds of billions"; not "two"."""
        return span.kind in ("money", "percent") or span.unit_mult >= 3

    def counted(self, item: Item, passage: Passage, span: Span) -> str:
        """The unit of a count: the grammar's, else what the words right after it name."""
        own = self.unit_of(span, span.printed)
        if own == "companies" and span.printed.endswith("家") and self.are_shops(passage, span):
            row = {"unit": "stores", "kind": "count", "name": "Stores", "dimension": "count", "factor": "1"}
            item.put("unit", self.book.propose("units", row, f"printed as {span.printed}"), "clause", False)
            return item.value("unit")
        if own:
            item.put("unit", own, "grammar", True)
            return own
        if span.unit == PEOPLE or span.printed.endswith("位"):
            item.put("unit", "", "clause", False)
            return ""
        if span.unit == "points" and (
            RATE_BEHIND.match(passage.text, span.end) or RATE.search(passage.words(passage.clause(span.start, span.end)))
        ):
            item.put("unit", "percentage_points", "clause", False)  # "the load factor rose by 1.2 points to 83.4%"
            return "percentage_points"
        if (unit := UNIT_ASIDE.match(passage.text, span.end)) and (own := self.unit_aside(unit[1], span)):
            item.put("unit", own, "clause", True)
            return own
        if SHARES_ZH.match(passage.text, span.end) and re.search(r"\d", span.printed):
            item.put("unit", "shares", "clause", True)
            return "shares"
        if is_part_of_whole(passage.text, span):
            item.put("unit", "percent", "clause", False)
            return "percent"
        if self.is_level_of_index(passage, span):
            item.put("unit", self.measured("points", f"printed as {span.printed}"), "clause", False)
            return item.value("unit")
        if own := self.unit_of_list(passage, span):
            item.put("unit", own, "clause", False)
            return own
        if own := self.unit_of_letter(passage, span):
            item.put("unit", own, "clause", False)
            return own
        if own := self.money_zh(passage, span):
            item.put("unit", own, "clause", False)
            return own
        item.put("unit", "", "clause", False)
        after = OF_COUNTRY.sub("", passage.text[span.end : span.end + 60].lstrip(" -‑"))
        stop = STOP.search(after)
        phrase = after[: stop.start()] if stop else after
        if any(0 <= label.start - span.end < 2 for label in passage.labels):  # "377.8 million a year earlier"
            phrase = after = ""
        if re.match(r"(?:fewer|more|less|lower|higher)\b", after):  # "about 150 fewer than a year ago" counts no years
            return self.unit_of_level(item, passage, span)
        phrase = LAST_YEAR.split(phrase)[0]  # "2.6 billion last year" counts no years
        named = self.units_in(" ".join(phrase.split()[:6]))
        if SHARE.match(after):  # "captured a 14.6 market share"
            item.put("unit", "percent", "clause", False)
            return "percent"
        if acronym := ACRONYM.match(phrase):  # "8,400 DWT", "3.8 million RTK flown"
            row = {"unit": acronym[1], "kind": "count", "name": acronym[1], "dimension": "count", "factor": "1"}
            named = self.book.names["units"].whole(acronym[1]) or (self.book.propose("units", row, f"line {item.line}"),)
            item.put("unit", named[0], "proposed", False)
            return named[0]
        if named:  # "7B parameter models" are parameters, "5 large-model companies" companies
            unit = named[0] if named[0].start == 0 else named[-1]
            item.put("unit", unit.ids[0], "clause", unit.end >= len(phrase.rstrip()) - 1)
            return unit.ids[0]
        before = passage.text[passage.sentence(span.start)[0] : span.start]
        number = re.search(r"\bnumbers? of\s+((?:[\w-]+\s+){0,3}[\w-]+)", before, re.IGNORECASE)
        things = re.split(rf"[.,;:()，。；（）]|\b(?={NO_THING.pattern})", after, flags=re.IGNORECASE)[0][:40]
        things = LAST_YEAR.split(things)[0]  # "17,100 a day" counts no days
        listed = number and self.units_in(number[1]) or self.units_in(things)
        if listed and not re.search(r"\d", after[: listed[0].start]):  # "50 Chinese AI and supercomputing companies"
            item.put("unit", listed[-1].ids[0], "clause", False)
            return listed[-1].ids[0]
        alone = number and not re.match(r"\w", phrase) or re.match(NO_THING, after)  # "the numbers of dwellings were: 13,754 in Auckland"
        named = self.new_unit(item, phrase) or (self.new_unit(item, number[1]) if number and alone else "")
        named = named or self.unit_of_said(item, passage, span) or self.unit_of_compared(item, passage, span)
        return named or self.unit_of_counter(item, passage, span)

    def unit_aside(self, unit: str, span: Span) -> str:
        """The measured unit that parentheses behind a number print: "9,717.81 (GWh)"; empty where they hold no such unit alone."""
        read = next(iter(figures(f"1 {unit}", locale=self.locale)), None)
        measured = read and read.kind == "quantity" and read.unit and not read.unit_mult and len(read.printed) == len(unit) + 2
        return self.measured(read.unit, f"printed as {span.printed} ({unit})") if measured else ""

    def are_shops(self, passage: Passage, span: Span) -> bool:
        """Whether what 家 counts has shops for its name, behind the number or before it: "512家门店", "净新增门店1751家"."""
        if behind := re.match(r"[\u4e00-\u9fff]{1,8}", passage.text[span.end :]):
            return SHOPS_ZH.search(behind[0]) is not None
        before = re.search(r"[\u4e00-\u9fff]*$", passage.text[: span.start])[0]
        return SHOPS_ZH.search(before[-12:]) is not None

    def units_in(self, text: str) -> list[Match]:
        """The units that words name; small letters are no code of a currency: "1,000 people - all of them"."""
        found = self.book.names["units"].find(text)
        return [
            one
            for one in found
            if not (one.ids[0] in self.book.currencies and text[one.start : one.end].islower() and one.end - one.start == 3)
        ]

    def unit_of_counter(self, item: Item, passage: Passage, span: Span) -> str:
        """ "count" of a number in digits before a Chinese counter, which alone says no more: "292个", "12480套"; "" of others."""
        if not re.search(r"\d", span.printed) or not COUNTER_ZH.match(passage.text, span.end) and not COUNTER_ZH.search(span.printed[-1:]):
            return ""
        item.put("unit", "count", "clause", False)
        return "count"

    def money_zh(self, passage: Passage, span: Span) -> str:
        """The currency of the document where a Chinese clause speaks of money before a number with 万 or 亿 alone: "净利26亿"."""
        first = passage.clause(span.start, span.end)[0]
        last = max((end for start, end in passage.figures if first <= start and end <= span.start), default=first)
        bare = BARE_ZH.search(span.printed) and ENDS_ZH.match(passage.text, span.end)
        return (passage.reader.currency or "CNY") if bare and vocabulary("money_zh").find(passage.text[last : span.start]) else ""

    def is_level_of_index(self, passage: Passage, span: Span) -> bool:
        """Whether a bare number is the level of an index that its clause names: "the index closed at 2,539.05", "指数收于3318.06点"."""
        if span.unit_mult or not INDEX.search(passage.words(passage.clause(span.start, span.end))):
            return False
        if POINT_ZH.match(passage.text, span.end) and re.search(r"\.\d", span.printed):  # "跌219.33点"
            return True
        level = LEVEL.search(passage.text[: span.start]) and ("." in span.printed or POINT_ZH.match(passage.text, span.end))
        return span.unit == "points" or not span.unit and bool(level)

    def unit_of_compared(self, item: Item, passage: Passage, span: Span) -> str:
        """The unit of the amount that a bare one is compared with: "355.2 million phones, after 377.8 million a year before"."""
        first = passage.sentence(span.start)[0]
        before = [one for at, one in passage.filled.items() if first <= at < span.start and one.value("unit") not in RATES]
        risen = before and TO_LEVEL.search(passage.text[: span.start]) and FROM_LEVEL.search(passage.text[: list(passage.filled)[-1]])
        if risen and before[-1].value("unit"):  # "from 30.7 births per thousand women in 2011 to 27.7"
            item.put("unit", before[-1].value("unit"), "antecedent", False)
            return item.value("unit")
        same = [one for one in before if span.unit_mult and one.value("unit_mult") == str(span.unit_mult)]  # of several the last
        if (
            not same
            or not same[-1].value("unit")
            or not (
                passage.is_compared(span.start)
                or YEAR_BEFORE_ZH.search(passage.text[: span.start])
                or NEXT_OF_LIST.search(passage.text[: span.start])
            )
        ):
            return ""
        item.put("unit", same[-1].value("unit"), "antecedent", False)
        return item.value("unit")

    def unit_of_level(self, item: Item, passage: Passage, span: Span) -> str:
        """The unit of the level in the sentence of which a bare number says by how much it is higher or lower: "at 2.37 million, is 27,000
        lower than"."""
        before = passage.before(span.start)
        unit = passage.filled[before[0]].value("unit") if before else ""
        if self.book.rows["units"].get(unit, {}).get("kind") != "count":
            return ""
        item.put("unit", unit, "antecedent", False)
        return unit

    def unit_of_said(self, item: Item, passage: Passage, span: Span) -> str:
        """What the phrase before a bare number counts: "visitor arrivals reached 92,301"."""
        words = passage.said(span.start, span.end).measure.lower().split()
        if "." in span.printed and not span.unit_mult:
            return ""
        if passage.follows(span.start, LEVEL_BEHIND):  # "from Peru 2.2 percent to 21,876"
            first = passage.sentence(span.start)[0]
            units = [one.value("unit") for at, one in passage.filled.items() if first <= at < span.start]
            counted = [unit for unit in units if self.book.rows["units"].get(unit, {}).get("kind") == "count"]
            if counted:
                item.put("unit", counted[-1], "antecedent", False)
                return counted[-1]
        head = HEAD_BEFORE.search(passage.text[: span.start])  # "the mid-year population at 18.8 million"
        words = words if words and HEADS_OF_COUNTS.fullmatch(words[-1]) else [head[1].lower()] if head else []
        if not words or not HEADS_OF_COUNTS.fullmatch(words[-1]):
            return ""
        unit = next(iter(self.book.names["units"].whole(words[-1])), "count")
        item.put("unit", unit, "clause", False)
        return unit

    def unit_of_list(self, passage: Passage, span: Span) -> str:
        """The unit of the next number of a list: "4.2 and 4 percentage points", "收窄6个和27.1个百分点", "7 million and 8 million bags"."""
        risen = TO_BEHIND.match(passage.text, span.end) if FROM_LEVEL.search(passage.text[: span.start]) else None
        joined = risen or JOINED.match(passage.text, span.end)  # "from 77.5 to 78.9 years"
        after = next(iter(figures(passage.text[joined.end() : joined.end() + 30], locale=self.locale)), None) if joined else None
        if span.unit_mult:
            words = passage.text[joined.end() + after.end :] if after and after.start == 0 and after.unit_mult == span.unit_mult else ""
            counted = self.book.names["units"].find(" ".join(words.split()[:2]))
            return counted[0].ids[0] if counted and counted[0].start == 0 else ""
        if after and after.start == 0 and after.is_figure and not after.unit:  # "0.7、1.0和1.1个百分点"
            return self.unit_of_list(passage, replace(after, start=joined.end(), end=joined.end() + after.end))
        if after and re.match(r"[+−–-]", after.printed) and not re.match(r"[+−–-]", span.printed):  # "137,876, -36.5%"
            return ""
        shares = after and after.start == 0 and after.is_figure and after.unit.replace(" ", "_") in ("percent", "percentage_points")
        level = shares and HIGHER.match(passage.text, joined.end() + after.end) and REACHED.search(passage.text[: span.start])
        if risen and after and after.start == 0 and after.unit in self.book.rows["units"]:
            return after.unit
        return after.unit.replace(" ", "_") if shares and not level else ""

    def unit_of_letter(self, passage: Passage, span: Span) -> str:
        """What a letter behind a number measures where the words near it say so: "400G optical modules", "models from 0.6B to 235B"."""
        letter = re.search(r"\d\s?([A-Z])$", span.printed)
        words = passage.words(passage.sentence(span.start))
        fitting = [row["unit"] for row in wordings("letters") if letter and letter[1] == row["letters"] and has_word(words, row["near"])]
        return fitting[0] if fitting and fitting[0] in self.book.rows["units"] else ""

    def unit_of(self, span: Span, printed: str) -> str:
        """The unit that a printed figure ends in, by the grammar or by a name of the register ("10,000 cards", "8万台"); a measured one
        that no register has is proposed."""
        own = span.unit.replace(" ", "_")
        if own == PEOPLE:  # "700,000 customers"; of "people" a metric says who they are
            return next(iter(self.book.names["units"].whole(printed.split()[-1])), "") if " " in printed else ""
        if own == "points" or own == "bits" and printed.endswith("位"):  # of an index, of a rate; "40位" are people
            return ""
        if own == "ratio" and is_tally(str(span.low or span.high), 0):
            return ""
        if own in self.book.rows["units"]:
            return own
        counter = re.search(r"[\u3400-\u9fff]$", printed)
        for name in filter(None, (span.unit, counter and counter[0])):
            if ids := self.book.names["units"].whole(name):
                return ids[0]
        if own and span.kind == "count":
            row = {"unit": own, "kind": "count", "name": own if own.isupper() else own.capitalize(), "dimension": "count", "factor": "1"}
            return self.book.propose("units", row, f"printed as {span.printed}")
        if own and span.kind == "quantity" and own != "points":
            flow = f" per {span.denominator}" if span.denominator in TIMES else ""
            return self.measured(f"{span.unit}{flow}", f"printed as {span.printed}")
        return ""

    def measured(self, unit: str, why: str) -> str:
        """The id of a measured unit of the grammar, proposed where no register has it."""
        id = unit.replace(" ", "_")
        if id in self.book.rows["units"]:
            return id
        return self.book.propose("units", {"unit": id, "kind": "size", "name": unit, "dimension": id, "factor": "1"}, why)

    def new_unit(self, item: Item, phrase: str) -> str:
        """What the words right after a count name in the plural is a new unit, for the reviewer to accept."""
        if SHIPPED.match(phrase):  # of which shipments are counted in units
            item.put("unit", "units", "clause", False)
            return "units"
        words = re.findall(r"[A-Za-z]+", phrase)[:4]
        said = [place for place, word in enumerate(words) if any(match.words for match in verbs_in(word))]
        plurals = [word for word in words[: min(said, default=4)] if PLURAL.fullmatch(word)]
        if not plurals or not re.match(rf"\W*(?:[A-Za-z]+[\s-]+){{0,3}}{plurals[-1]}\b", phrase):
            return ""
        plural = plurals[-1].lower()
        row = {"unit": plural, "kind": "count", "name": plural.capitalize(), "dimension": "count", "factor": "1"}
        id = self.book.propose("units", row, f"line {item.line}")
        item.put("unit", id, "proposed", False)
        return id

    def unit_of_metric(self, item: Item, unit: str, printed: str = "", behind: str = "") -> None:
        """A count takes the unit of its metric where its words name none; people are employees or users by their metric. What is counted by
        a Chinese word of its own, "800万片", is none of its units."""
        metric = item.value("metric_id")
        if behind and behind in NO_UNITS_ZH and not unit:
            item.put("unit", "count", "clause", False)
        if unit not in ("", "count") or behind and behind in NO_UNITS_ZH:
            return
        own = self.book.rows["metrics"][metric]["unit"] if metric else ""
        if own in ("percent", "percentage_points") and unit == "" and THOUSANDS.match(item.printed):
            item.put("unit", "count", "clause", False)  # "up 7.7% to 2,935"
            return
        if printed == PEOPLE and own and own not in OF_PEOPLE and own in self.book.rows["units"]:  # "28人" counts no households
            own = ""
        if self.book.rows["units"].get(own, {}).get("kind") == "count" and "." in item.value("low") and item.value("unit_mult") == "0":
            return  # an index is no number of things
        if not own and printed == PEOPLE:
            row = {"unit": printed, "kind": "count", "name": printed.capitalize(), "dimension": "count", "factor": "1"}
            item.put("unit", self.book.propose("units", row, f"printed as {item.printed}"), "grammar", False)
        elif metric and own != "currency":
            item.put("unit", own, "register", item.cells["metric_id"].sure == "sure")


def is_part_of_whole(text: str, span: Span) -> bool:
    """Whether a number is one of several parted by colons that are 100 together: "11.1:47.5:41.4"."""
    run = next((one for one in PARTED.finditer(text) if one.start() <= span.start and span.end <= one.end()), None)
    return run is not None and abs(sum(map(float, re.findall(r"\d+(?:\.\d+)?", run[0]))) - 100) < 0.5
