"""A paragraph with its sentences and clauses, and the names, periods and figures in them, each found once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from claimhouse.documents.mentions import CLAUSE, sentences_of
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import MADE, OF_MONEY, Reader, is_grouping, shares_in, verbs_in
from claimhouse.draft.names import Match
from claimhouse.draft.registers import of, vocabulary
from claimhouse.draft.store import Item
from claimhouse.grammar.tables import table

NEAR = 40  # characters between a figure and what it counts
MARKET = re.compile(
    r"\bmarket for (?:the\s+)?((?:[\w-]+\s+){1,4}?)(?=was|is|will|could|may|reached|reaches|grew|totaled|totalled|in|to|has|worth)"
    r"|(?<![’'\w])((?:[\w-]+\s+){1,4})market\s+(?:size\s+)?(?=was|is|will|could|may|reached|reaches|grew|totaled|totalled|in|to|has)"
    r"|((?:(?!全球|国内|我国|中国)[\u4e00-\u9fff]){2,12}?)市场规模",
    re.IGNORECASE,
)
LESSENED_ZH = re.compile(  # "降幅收窄至8%"; not "涨跌幅"
    r"(?<![涨漲升增])[降跌减減]幅(?:分别|分別|同比|环比|已|则|也|仍|均|进一步|大幅)*"
    r"(?:约?[为為]|[达達]到?|高[达達]|(?:收窄|扩大|擴大|缩小|縮小)[至到])约?$"
    r"|(?:[顺順逆][差]|差额|赤字|[亏虧][损損])[^。；;，,]{0,20}[，,]?(?:同比|环比|較上年同期|较上年同期)?(?:收窄|缩小|縮小|减亏)了?约?$"
)
OF_RATE = (  # before a word of how or at which rate something fell: no word of when, where or of what
    r"(?!(?:of|in|to|from|on|at|for|and|or|than|with|by|after|before|that|which|when|where|while|as|year|quarter|month|week|day|period|ago|earlier|level|low"
    r"|total|loss|profit)\b)"
)
FELL = "|".join(re.escape(word) for row in table("changes") if row.role == "down" for word in row.wording.split("|"))
LESSENED = re.compile(  # "lost 2.7 points", "the decline moderated to 2.6%", "reduced revenue by 0.8%"
    r"\b(?:lost|lose|loses|losing)\s+$"
    r"|\b(?:fell|fall(?:en|ing)?|dropped|declin(?:ed|ing)|decreas(?:ed|ing)|contracted|shrank)\s[^.;:,()\d]{0,50}[(]by\s+$"  # "(by 7.3%)"
    rf"|\b(?:{FELL}|off by|back by)\s+(?:[a-z]+ly\s+)?(?:by\s+|at\s+)?an?\s+(?:{OF_RATE}[\w-]+\s+){{1,4}}(?:(?:rate|pace)\s+of\s+)?$"
    r"|\b(?:is|are|was|were|be|been)\s+(?:now\s+|still\s+|already\s+)?(?:off|back)\s+by\s+$"
    r"|\b(?:reduced?|lowered|to\s+lower|depressed|cut)\s+(?:\w+\s+){1,3}by\s+$"
    r"|\b(?:decline|decrease|drop|fall|reduction)s?\s+in\s+[^.;:,\d]{3,50}\s+of\s+$"  # "declines in digital sales of 20%"
    r"|\b(?:decline|decrease|drop|fall|contraction)\s+(?:moderated|slowed|narrowed|eased|widened|deepened|accelerated)\s+to\s+$"
    r"|\b(?:decline|decrease|drop|fall|contraction|reduction)\s+(?:in\s+[^.;:,\d]{3,50}\s+)?(?:at|was|is|came\s+(?:in\s+at|to)|amounted\s+to|stood\s+at"
    r"|reached|totall?ed)\s+$"  # "puts the decline at 6.0%", "the fall in prices was 2%"
    rf"|\b(?:{FELL})(?:\s+[a-z]+ly)?,\s+by\s+$",  # "fell sharply, by 4.1 points"
    re.IGNORECASE,
)
LISTED = re.compile(  # after a colon those of which something fell: "decreases in March: Norport by 8.5%, Tarn and Lisk by 6.6% and "
    r"\b(?:decreases|declines|drops|falls|reductions|contractions|decreased|declined|dropped|fell|shrank|contracted)\b(?P<head>[^.;:]{0,160}):\s+"
    r"(?P<items>(?:[^\d;:]{2,50}\bby\s+(?:about\s+|around\s+|approximately\s+)?\d[\d.,]*\s?(?:%|per\s?cent|percent|(?:percentage\s+)?points)\s*(?:,|\band\b|,\s+and\b)\s+)*"
    r"[^\d;:]{2,50}\bby\s+)$",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"\b(?:r[io]se|ris(?:es|en|ing)|increas\w*|gr[eo]w\w*|gain\w*|up|fell|decreas\w*|declin\w*|drop\w*|changed?|moved)\b", re.IGNORECASE
)
ROW_NAME = re.compile(r"[\s.]*(?:,|;|\band\b|,\s*and\b)\s+(?P<name>[a-z][^\d,;:%]{2,40}?)\s+(?:by\s+)?")
RATES = re.compile(r"\b(?:margins?|shares?|rates?|ratios?|than|from|to|of|versus|up|down|with|while|but)\b", re.IGNORECASE)
ABOUT = re.compile(r"\W*(?:about|some|around|roughly|approximately|nearly|almost)\b", re.IGNORECASE)
OTHER_BASIS = re.compile(
    r"\s+(?:on\s+(?:an?|the)\s+[\w-]+\s+basis\s+)?and\s+", re.IGNORECASE
)  # "decreased 7% on a reported basis and 6% on another"
LIKEWISE = re.compile(  # between a figure and one that moved in the same direction
    r"\s*[(（]\s*|(?:\s+(?:y/y|yoy|qoq|year|quarter|month|sequential|from|compared|on\s+(?:the|last))\b[^.;:()\d]{0,40})?,?\s+or\s+(?:by\s+)?(?:about\s+"
    r"|approximately\s+|some\s+)?|[^.;:()]{0,60}?\b(?:and|or)\s+(?:by|of)\s+(?:about\s+|approximately\s+)?",
    re.IGNORECASE,
)
FALLS_OF = re.compile(  # up to one of several: "declines of 5.3 percent in food, 1.3 percent in paper, and 0.9 percent in lamps"
    r"\b(?:declines|decreases|drops|falls|reductions|contractions)\s+of\s+"
    r"(?:(?:about\s+|nearly\s+)?\d[\d.]*\s?(?:%|per\s?cent)\s+(?:in|for)\s+[^.;:\d]{3,80}?(?:,|\s+and|,\s+and)\s+)+$",
    re.IGNORECASE,
)
IN_PART = re.compile(r"\s+(?:in|for)\s+(?:the\s+)?[^\W\d]")  # "5.3 percent in the food component"
SHARE_OR_POINTS = re.compile(r"%|per\s?cent|points?$")
JOINS = re.compile(r",?\s+(?:and|or)\s+(?:by\s+)?|,\s+")
SECOND_BASE = re.compile(  # "fell 8% relative to Q4, and 7% compared to Q1"
    r"(?:\s+(?:in|during)\s[^.;,]{3,40}?)?\s+(?:as\s+|when\s+)?(?:compared|relative|in\s+comparison)\s[^.;]{3,90}?,?\s+and\s+(?:by\s+)?",
    re.IGNORECASE,
)
AGAINST = re.compile(r"\s+(?:as\s+|when\s+)?(?:compared|relative|in\s+comparison)\s+(?:with|to)\b", re.IGNORECASE)
IN_TURN = re.compile(r"(?:[\s,]|and|\d[\d.]*\s?(?:%|per\s?cent))*\brespectively\b")  # "fell by 1.6% and 0.5% respectively"
JOINS_ZH = re.compile(r"[、,，和与與及/]")
IN_TURN_ZH = re.compile(r"分[别別](?:同比|环比|較|较)?[^，。；\d]{0,8}$")
SHARE_OR_POINTS_ZH = re.compile(r"[%％]|百分点|百分點")
COMPOUND = re.compile(  # "a 2% price drop"
    r"\s+(?:(?!(?:of|in|and|or|to|on|from|than|off|at|for|with|as)\b)[a-z-]+\s+){1,2}(?:drop|decline|decrease|fall|reduction|contraction|slump)\b(?!\s+[a-z]+ing\b)"
)
COMPARABLE = re.compile(
    r"\b(?:comparable|same|unit)(?:[\s-]+(?:stores?|restaurants?|shops?|clubs?|hotels?))?\s+(?:net\s+|total\s+)?$", re.IGNORECASE
)
AFTER = re.compile(  # "after rising 0.2%", "following a fall of 1%"
    r"\b(?:after|following)(?:\s+an?)?(?:\s+(?:\w+ing|rise|fall|drop|gain|increase|decrease|decline))?(?:\s+(?:of|by))?$", re.IGNORECASE
)
MOVED_ON = re.compile(  # "up 1.4% on the", "5 percent above its"
    r"(?:%|\bper\s?cent|\bpercent|\bpoints?)\s+(?:higher\s+|lower\s+|up\s+|down\s+)?(?:on|above|below|over)(?:\s+(?:the|its|their|a))?$",
    re.IGNORECASE,
)
MOVE = (
    rf"{of('move')}|up|down|growing|rising|falling|declining|increasing|decreasing|higher|lower"
    r"|增长|下降|增加|减少|上升|下滑|上涨|下跌|提升|提高|增幅|降幅|优化"
)
RESTATES = re.compile(  # from a figure to one that says more of it: ", an increase of", ", or", " (", "，同比"
    r"\s*[,，、–—-]?\s*(?:(?:and|or|for|i\.e\.|representing|reflecting|marking|which\s+(?:is|was|represents|represented)|equal\s+to|equivalent\s+to)\s+)?"
    r"(?:[(（]\s*)?(?:(?:an?|the)\s+)?(?:(?-i:[a-z][a-z-]*)\s+){0,2}?(?:同比|环比|较上年同期|比上年同期|比上年|较上年)?"
    rf"(?:(?:{MOVE})\s*)?(?:(?:of|by)\s+)?(?:(?:about|around|approximately|nearly|almost|some|over|more\s+than)\s+)?",
    re.IGNORECASE,
)
SAYS_MOVE = re.compile(rf"(?<![A-Za-z])(?:{MOVE}|同比|环比)(?![A-Za-z])|^\s*[+−]", re.IGNORECASE)
MOVE_BEHIND = re.compile(rf"\s+(?:[\w-]+\s+)?(?:{MOVE})\b", re.IGNORECASE)
OPENS = re.compile(r"\s+(?:(?:in|for|during|on|at|as\s+of)\s+)?(?:the\s+)?(?:(?:end\s+of|month\s+of)\s+)?", re.IGNORECASE)  # a period
COMPARED_WITH = re.compile(  # from a figure to the one that it is compared with
    r"\s*[,(]?\s*(?:(?:on\s+(?:the\s+)?year|on\s+year|year[\s-]on[\s-]year|YoY|y/y)\s+)?(?:(?:up|down)\s+from|(?:as\s+)?(?:compared|against)\s*(?:with|to)?|versus|vs\.?|from)\s+(?:(?:an?|the|about|approximately)\s+)*",
    re.IGNORECASE,
)
TURN = re.compile(  # from a figure to the one that it is compared with
    r"\b(?:(?:as\s+)?compare[ds]\s+(?:(?:un)?favou?rably\s+)?(?:with|to)|versus|vs\.?|against|"
    r"(?:up|down|increase|decrease|decline|rise)\s+from)(?=\s)",
    re.IGNORECASE,
)
NAMED_BEHIND = re.compile(r"\s+(?:of|in)\s+[A-Za-z][^.,;:()\d]{2,70}(?=,\s)")  # what an amount is of
LEVEL_BEHIND = re.compile(  # from a change to the level that it led to: "up 3% at", "rose 3% to"
    r"(?:\s+(?:versus|vs\.?|from|over|compared\s+(?:to|with)|year[\s-]o(?:n|ver)[\s-]year|YoY|sequentially)\b[^,;.()\d]{0,40}?)?"
    r"\s*,?\s*(?:at|to|to\s+reach|reaching|and\s+reached|and\s+stood\s+at|to\s+a\s+record|，?\s*达到?|，?\s*至)\s*(?:(?:an?|the|about|approximately|nearly|over|more\s+than)\s+)*",
    re.IGNORECASE,
)
BEHIND_COMMA = re.compile(r"[^.;:\d]{1,100},\s+(?:(?:which\s+is|which\s+was|representing|reflecting|marking)\s+)?an?\s+(?:[a-z-]+\s+){0,2}")
BASED = re.compile(r"-based\b|\s*=\s*100\b")  # behind the year of an index
BEGAN = re.compile(  # before the month in which something else began: "the slowdown that began in April"
    r"(?<!year)(?<!quarter)(?<!period)(?<!half)(?<!season)(?<!month),?\s+(?:that|which)\s+(?:(?:had|has)\s+)?(?:began|begun|started)\s+(?:in|on)\s+"
    r"(?:(?:early|late|mid)[\s-]+)?$",
    re.IGNORECASE,
)
TAKEN_UP = re.compile(  # begins a sentence that says more of the last figure: "This was", "This number was"
    r"\W*(?:This|That|It|These)\s+(?:(?:number|figure|total|value|amount|level|price|volume|rate|share)s?\s+)?(?:is|was|were|are|represents?|compares?|marks?|follows)\b"
)
FROM_LIST = re.compile(r"\bfrom\s+(?:[^.;]|\.\d){1,40}?\s+and\s+$", re.IGNORECASE)  # "from 100G and 400G to 800G"
PLACED = re.compile(  # where a figure of a list is: "13,754 in Auckland - up 18 percent; 5,466 in rest of North Island"
    r"\s+(?:in|for|from|at)\s+(?:the\s+)?((?:[a-z]+\s+of\s+(?:the\s+)?)?[A-Z][\w’'-]*(?:\s+(?:(?:and|of|the)\s+)*[A-Z][\w’'-]*){0,4})"
    r"(?=\s*(?:[,;.(]|[-–—]\s|and\s+(?:\w+\s+)?[\d$€£]|while\b|whereas\b|compared\b|against\b|$))"
)
IN_PLACE = re.compile(
    r"(?:\s+(?:YoY|QoQ|y/y|year[\s-]o[nv]e?r?[\s-]year))?\s+in\s+"
    r"(?:(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:and|of|the|[A-Z][\w’'-]*)){0,5}"
    r"|(?:(?:Q[1-4]|H[12]|[1-4]Q|[12]H|[A-Z][a-z]{2,8})\s*)?(?:19|20)\d\d"
    r"|(?:the\s+)?(?:first|second|third|fourth|final)\s+(?:quarter|half)(?:\s+of\s+(?:19|20)\d\d)?)"
    r"(?:,\s*(?:and\s+)?|\s+and\s+|\.|$)"
)

OUTLOOK = re.compile(
    r"[^.:;\d]{0,30}(?:\d{2,4}\b)?[^.:;\d]{0,20}\b(?:outlook|guidance|forecasts?|targets?)\b[^.:;\d]{0,20}[:–—]", re.IGNORECASE
)
AGAINST_ZH = re.compile(r"(?:[较比与由从和同]|相较于?|相比于?|高于|低于|对比)(?:其|该公司|公司)?(?:在)?$")
OF_BASE_ZH = re.compile(r"的(?:[\u4e00-\u9fff]{1,8}的)?")  # from a period to the figure that another is compared with
LETTERED = re.compile(r"\s*(?:(?:[a-z]|[ivx]{1,5})[.)]|\((?:\d{1,2}|[a-z]|[ivx]{1,5})\))\s+(?=[A-Z“\"])")  # an item of a list
BRACKET = re.compile(r"[()（）]")
LONGEST_BRACKETS = 400  # characters


class Sentences:
    """One paragraph; what is read from it is in the modules that build on this."""

    def __init__(self, reader: Reader, text: str):
        self.reader, self.text, book = reader, text, reader.book
        self.filled, self.turned, self.phrases, self.ends = {}, {}, {}, {}
        self.sentences = list(sentences_of(text)) or [(0, len(text))]
        if opened := LETTERED.match(text):  # "c. The average monthly rate was"
            self.sentences[0] = (opened.end(), max(opened.end(), self.sentences[0][1]))
        found = (match for match in book.names["metrics"].find(text) if not self.is_one_of_counted(match))
        if (
            book.rows["subjects"].get(reader.subject, {}).get("subject_type", "country") == "country"
        ):  # "retail turnover" is nobody's revenue
            found = (match for match in found if text[match.start : match.end].lower() != "turnover")
        self.metrics = [self.comparable(match) for match in found]
        taken = [(match.start, match.end, match.words) for match in self.metrics]
        self.subjects = [
            match
            for match in book.names["subjects"].find(text)
            if not any(start <= match.start and match.end <= end and words > match.words for start, end, words in taken)
            and book.member_of.get(text[match.start : match.end], "") in text
        ]
        self.subjects = [match for match in self.subjects if not self.is_place_of_other(match)]
        if reader.subject:  # "Data Center" in a document of NVIDIA is its segment
            self.subjects = [replace(match, ids=self.part_of(match) or match.ids) for match in self.subjects]
        self.changes = [match for match in vocabulary("changes", "basis").find(text) if not MADE.search(text[: match.start])]
        self.shares = shares_in(text)
        labels = [one for one in reader.periods.labels(text) if not BASED.match(text[one.end :]) and not BEGAN.search(text[: one.start])]
        self.labels = list(filter(None, map(reader.resolved, labels)))
        inside = [(label.start, label.end) for label in self.labels]
        points = (match.start() for match in CLAUSE.finditer(text) if not is_grouping(text, match))
        self.breaks = [0, *(point for point in points if not any(start < point < end for start, end in inside)), len(text)]

    def is_place_of_other(self, match: Match) -> bool:
        """Whether a country says only in whose money an amount is, or where somebody else is or belongs: "US dollars", "Denmark’s
        Vestas", "Norvane, Italy’s largest carrier", "In Peru, Norvane sold"."""
        rows, text = self.reader.book.rows["subjects"], self.text
        if any(rows[id]["subject_type"] != "country" for id in match.ids):
            return False
        if OF_MONEY.match(text[match.end :]):
            return True
        others = [one for one in self.subjects if one.start > match.end and any(rows[id]["subject_type"] == "company" for id in one.ids)]
        owns = re.match(r"[’']s?\s+", text[len(re.sub(r"[’']s?$", "", text[: match.end])) :])
        behind = len(re.sub(r"[’']s?$", "", text[: match.end])) + owns.end() if owns else 0
        if owns and (re.search(r",\s*$", text[: match.start]) or any(one.start == behind for one in others)):
            return True
        return bool(
            re.search(r"(?:^|[.;]\s+)(?:In|Across|Meanwhile,? in)\s+(?:the\s+)?$", text[: match.start])
            and any(re.fullmatch(r",\s+(?:the\s+)?", text[match.end : one.start]) for one in others)
        )

    def is_one_of_counted(self, match: Match) -> bool:
        """Whether a word is no metric but one of those that the metric counts: "the firm", "a developer"."""
        word, rows = self.text[match.start : match.end], self.reader.book.rows
        kinds = {rows["units"].get(rows["metrics"][id]["unit"], {}).get("kind") for id in match.ids}
        one = (
            kinds == {"count"}
            and not any(("metrics", id) in self.reader.book.ids for id in match.ids)
            and word.isascii()
            and word.isalpha()
            and not word.endswith("s")
        )
        named = re.search(r"\b(?:the|an?|this|that|each|every|one|another)\s+(?:\w+\s+)?$", self.text[: match.start], re.IGNORECASE)
        noun = any(head.start == 0 for head in vocabulary("heads_en").find(self.text[match.end : match.end + NEAR].lstrip()))
        return bool(one and named and not noun)  # "the shipment volume" is of shipments

    def comparable(self, match: Match) -> Match:
        """A metric of comparable stores only is not that of all: "comparable store net sales", "same-store sales"."""
        before = COMPARABLE.search(self.text[: match.start]) if "revenue" in match.ids else None
        if not before:
            return match
        name = self.text[before.start() : match.end]
        row = {"name": name[0].upper() + name[1:], "definition": f"As the document calls it: {name}", "quantity_kind": "money"}
        id = self.reader.book.propose("metrics", row | {"unit": "currency", "additive": "no"}, "sales of comparable stores", exact=True)
        return replace(match, start=before.start(), ids=(id,))

    def part_of(self, match: Match) -> tuple[str, ...]:
        """The subject that is called as the subject of the document and the match together."""
        names, whole = self.reader.book.names["subjects"], self.reader.book.rows["subjects"][self.reader.subject]["name"]
        return names.whole(f"{whole} {self.text[match.start : match.end]}") if self.reader.subject not in match.ids else ()

    def sentence(self, at: int) -> tuple[int, int]:
        return next(((start, end) for start, end in self.sentences if start <= at < end), (0, len(self.text)))

    def clause(self, at: int, end: int) -> tuple[int, int]:
        """The clause of these characters, within their sentence."""
        first, last = self.sentence(at)
        place = bisect_right(self.breaks, at) - 1
        after = next((point for point in self.breaks if point >= end), len(self.text))
        return max(self.breaks[max(place, 0)], first), max(min(after, last), end)

    def words(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def status_words(self, start: int, end: int) -> str:
        """The clause of the figure; where it says nothing of its status, the sentence up to the figure, and what it says of estimates."""
        (first, last), sentence = self.clause(start, end), self.sentence(start)
        clause = self.text[first:last]
        if any(
            not any(label.start <= match.start + first < label.end for label in self.labels)
            for match in vocabulary("statuses").find(clause)
        ):
            return clause
        before = self.text[sentence[0] : start]
        opens = OUTLOOK.match(self.text)
        if opens and self.is_outlook:
            return opens[0]
        if self.intro and self.reader.intro_words and not vocabulary("statuses").find(before):  # "For 2026 the company expects:"
            return self.reader.intro_words
        behind = self.text[end : sentence[1]]
        soft = [match for match in vocabulary("statuses", "status").find(behind) if match.ids[0] == "P"]
        return self.text[sentence[0] : start] + " ".join(f" {behind[match.start : match.end]}" for match in soft)

    def is_compared(self, start: int) -> bool:
        """Whether a figure is what another is compared with: "up from 36% a year earlier"."""
        before = re.sub(r"\s+(?:an?|the)$", "", self.text[max(0, start - 30) : start].rstrip())
        return any(
            match.end == len(before) for match in vocabulary("bases").find(before) if match.words > 1 or before.endswith("from")
        ) or (
            AFTER.search(before) is not None  # "was 2.7%, after 2.4% in August"
            or MOVED_ON.search(re.sub(r"(?:[A-Z]{0,3}[$€£¥]\s*|\ba)$", "", before).rstrip()) is not None
        )

    def falls(self, item: Item, start: int, end: int) -> bool:
        """Whether words that the figure does not print say that it went down: "a 4 percent annual decline", "decreased by £4.1m (8.7%)",
        "decreased by 11.1% ... and by 6.0%"."""
        if re.match(r"\W*[A-Za-z\u3400-\u9fff-]", item.printed) and not ABOUT.match(item.printed):
            return False
        if SHARE_OR_POINTS.search(item.printed) and LESSENED.search(self.text[max(0, start - 60) : start]):
            return not re.match(r"\s+of\s+(?:its|their|all|the)\b", self.text[end:])  # "lost 40% of its customers"
        if SHARE_OR_POINTS_ZH.search(item.printed) and LESSENED_ZH.search(self.text[max(0, start - 40) : start]):
            return True
        if SHARE_OR_POINTS.search(item.printed) and self.is_listed_as_fallen(start):
            return True
        before = next((one for first, one in reversed(self.filled.items()) if first < start), None)
        between = self.text[max((last for _, last in self.figures if last <= start), default=start) : start]
        if re.match(r"\s+(?:fewer|lower|less)\s+than\b|\s+below\s+(?:its|the|their|that|a)\b", self.text[end:], re.IGNORECASE):
            return item.printed[-1:] in "%" or re.search(r"percent|points?|cent|\d$", item.printed) is not None
        if COMPOUND.match(self.text[end:]) and re.search(r"\b(?:an?|the|this|that|its|their|[’']s)\s+$", self.text[:start], re.IGNORECASE):
            return SHARE_OR_POINTS.search(item.printed) is not None
        if re.search(r"\bnegative\s+(?:\w+\s+){1,3}of\s+$", self.text[max(0, start - 50) : start], re.IGNORECASE):
            return True
        if before is None or not before.value("low").startswith("-"):
            return False
        alike = SHARE_OR_POINTS_ZH.search(item.printed) or item.printed[-1:] == before.printed[-1:] and not item.printed[-1:].isdigit()
        if alike and self.is_in_turn_zh(start) and not re.match(r"[+＋]", item.printed):
            return True
        if (
            re.search(r"(?:,|\band)\s+$", between) and IN_PLACE.fullmatch(between) and IN_PLACE.match(self.text[end:])
        ):  # "down 42% in Europe, 19% in Japan and 20% in Korea"
            return True
        if FALLS_OF.search(self.text[self.sentence(start)[0] : start]) and IN_PART.match(self.text[end:]):
            return SHARE_OR_POINTS.search(item.printed) is not None
        own_sign = re.match(r"[-−–‑(+]", before.printed) or re.match(r"[-−–‑(+]", item.printed)
        if (
            start in self.named_row(start)
            and not own_sign
            and SHARE_OR_POINTS.search(item.printed)
            and SHARE_OR_POINTS.search(before.printed)
        ):
            return True
        if JOINS.fullmatch(between) and SHARE_OR_POINTS.search(item.printed) and IN_TURN.match(self.text[end:]):
            return not re.match(r"[-−–‑(]", before.printed)  # "at –1.3% and 0.9% respectively" each has its own sign
        if SECOND_BASE.fullmatch(between) and AGAINST.match(self.text[end:]) and SHARE_OR_POINTS.search(item.printed):
            return True
        if OTHER_BASIS.fullmatch(between) and re.match(r"\s+(?:on\s+an?\s+[\w-]+\s+basis|(?:at|in)\s+constant)\b", self.text[end:]):
            return True
        opens = re.match(r"[A-Za-z\u3400-\u9fff]", before.printed)
        if re.search(r"\bof\s+$", between) and not (SHARE_OR_POINTS.search(item.printed) and SHARE_OR_POINTS.search(before.printed)):
            return False  # "fell 2%, and of 40 shops ..."
        moved = any("any" in match.ids for match in vocabulary("changes").find(between))
        return opens is not None and LIKEWISE.fullmatch(between) is not None and not moved

    def is_listed_as_fallen(self, start: int) -> bool:
        """Whether a list after a colon has a figure of which the words before the colon say that all fell."""
        if not self.text[max(0, start - 20) : start].endswith("by "):
            return False
        first, _ = self.sentence(start)
        listed = LISTED.search(self.text[first:start])
        return listed is not None and not MOVES.search(listed["head"]) and not MOVES.search(listed["items"])

    def named_row(self, start: int) -> dict[int, str]:
        """The names of a row of figures in a sentence that says no more of each, by where these start: "coal by 0.1%, gold 0.8% and iron
        ore 2.7%"; nothing where there are not several."""
        first, last = self.sentence(start)
        inside = sorted(one for one in self.figures if first <= one[0] < last)
        between = ((right[0], ROW_NAME.fullmatch(self.text[left[1] : right[0]])) for left, right in pairwise(inside))
        found = {at: match["name"].strip() for at, match in between if match and not verbs_in(match["name"])}
        plain = all(not RATES.search(name) and not vocabulary("changes").find(name) for name in found.values())
        return found if len(found) > 1 and plain else {}

    def is_in_turn_zh(self, start: int) -> bool:
        """Whether a figure goes on with a list to all of which one verb belongs: "分别下降4.2%、3.1%和2%"."""
        ordered = sorted(one for one in self.figures if one[0] <= start)
        while len(ordered) > 1 and JOINS_ZH.fullmatch(self.text[ordered[-2][1] : ordered[-1][0]]):
            ordered.pop()
        return bool(ordered) and ordered[-1][0] < start and IN_TURN_ZH.search(self.text[: ordered[-1][0]]) is not None

    def brackets(self, at: int) -> int:
        """Where the innermost parentheses begin that hold a place; -1 outside of any."""
        opened: list[int] = []
        for match in BRACKET.finditer(self.text, max(0, at - LONGEST_BRACKETS), at):
            if match[0] in "(（":
                opened.append(match.start())
            elif opened:
                opened.pop()
        return opened[-1] if opened else -1

    def before(self, start: int) -> tuple[int, int] | None:
        """The characters of the figure right before a place in its sentence, where it was drafted."""
        first, _ = self.sentence(start)
        return max((one for one in self.figures if first <= one[0] and one[1] <= start and one[0] in self.filled), default=None)

    def restated(self, start: int, end: int) -> Item | None:
        """The figure of which this one says more: "$5 million, an increase of 3%", "$269 million compared to $248 million, up 8%"."""
        last = self.before(start)
        if last is None:
            return None
        placed = self.placed(*last)
        dated = next((one for one in self.labels if last[1] <= one.start < start and OPENS.fullmatch(self.text[last[1] : one.start])), None)
        after = placed.end() if placed and placed.end() <= start else dated.end if dated and dated.end <= start else last[1]
        if named := NAMED_BEHIND.match(self.text, after, start):  # "$29.2 million of operating income on an adjusted basis, up 32%"
            after = named.end() if not any(after <= one.start < named.end() for one in self.labels) else after
        between, own = self.text[after:start], self.text[start:end]
        if re.fullmatch(r"\s+to\s+", between) and re.search(r"\bfrom\s+$", self.text[: last[0]]):  # "(from +7.8% in November to +2.6%)"
            return None
        aside = self.is_aside_of(last[1], start, end)
        words = any(self.text[last[1] : start].find(word) >= 0 for word in (";", "；", ":"))
        moves = SAYS_MOVE.search(between) or SAYS_MOVE.search(own) or MOVE_BEHIND.match(self.text[end:])
        if not aside and (words or not moves or not RESTATES.fullmatch(between)):
            return None
        beside = (*(one for one in self.labels if not one.is_ago), *self.metrics, *self.subjects)
        if not aside and any(after <= one.start < start for one in beside if one.end <= start):
            return None
        while last and (  # past what the figure is compared with
            self.is_behind_turn_of(last[0]) or last[0] in self.priors or any(self.of_base_zh(one) == last[0] for one in self.labels)
        ):
            last = self.before(last[0])
        return self.filled[last[0]] if last else None

    def is_behind_turn_of(self, start: int) -> bool:
        """Whether the figure before is compared with this one: "$17 million, compared with a net loss of $26 million"."""
        last = self.before(start)
        turns = last and (COMPARED_WITH.fullmatch(self.text[last[1] : start]) or TURN.search(self.text, last[1], start))
        return bool(turns) and ";" not in self.text[last[1] : start]

    def of_base_zh(self, label: Label) -> int:
        """Where the figure begins that has a Chinese period which others are measured against: "较去年同期的121亿元增长31%", "从上年的64%
        提升至65%"; -1 where the period is no such one."""
        if not AGAINST_ZH.search(self.text[max(0, label.start - 6) : label.start]):
            return -1
        first = min((one for one, _ in self.figures if one >= label.end), default=-1)
        return first if first >= 0 and OF_BASE_ZH.fullmatch(self.text[label.end : first]) else -1

    def is_aside_of(self, behind: int, start: int, end: int) -> bool:
        """Whether a change stands behind a comma of what the figure before it counts, without another verb between: "1,706 deaths
        registered in 2012, a 4% decrease"."""
        between = self.text[behind:start]
        for label in reversed([one for one in self.labels if behind <= one.start and one.end <= start]):
            between = between[: label.start - behind] + between[label.end - behind :]
        moves = MOVE_BEHIND.match(self.text[end:]) or SAYS_MOVE.search(self.text[start:end])
        return bool(moves and BEHIND_COMMA.fullmatch(between) and not verbs_in(between.rpartition(",")[0]))

    def placed(self, start: int, end: int) -> re.Match | None:
        """The place behind a figure of a list in which others have one too; its name is group 1."""
        first, last = self.sentence(start)
        found = {one: match for one in self.figures if first <= one[0] < last and (match := PLACED.match(self.text, one[1]))}
        dated = [match for match in found.values() if any(label.start < match.end() and match.start() < label.end for label in self.labels)]
        return found.get((start, end)) if len(found) > 1 and not dated else None

    def taken_up(self, start: int) -> Item | None:
        """The last figure of the sentence before, of which one that begins with "This is" and names nobody says more."""
        first, _ = self.sentence(start)
        before = [one for one, _ in self.figures if one < first and one in self.filled]
        named = any(first <= match.start and match.end <= start for match in self.subjects)
        if not before or named or not TAKEN_UP.match(self.text, first):
            return None
        last = self.filled[before[-1]]
        metric = self.reader.book.rows["metrics"].get(last.value("metric_id"), {})
        if len(before) > 1 and metric.get("name", "").startswith("Share of ") and self.sentence(before[-2]) == self.sentence(before[-1]):
            return self.filled[before[-2]]  # "£3 billion, 7% of all exports. This was 13% higher": the amount grew
        return last

    def follows(self, start: int, pattern: re.Pattern) -> Item | None:
        """The figure right before this one, where nothing but the words of a pattern stands between."""
        last = self.before(start)
        return self.filled[last[0]] if last and pattern.fullmatch(self.text[last[1] : start]) else None

    figures: list[tuple[int, int]] = []  # characters of the figures in it
    last: Item | None = None  # the figure before in it, and where it begins
    last_at = -1
    turned: dict[tuple[int, int], list[int]]  # of each sentence, where it turns to what its figures are compared with
    ends: dict[int, int]  # of figures, by where they begin
    filled: dict[int, Item]  # the figures before, by where they begin
    events: frozenset[int] = frozenset()  # where periods begin that are days of events
    priors: frozenset[int] = frozenset()  # where figures of the year before begin, bare behind one: "SEK 15,430m (16,976)"
    intro = False  # whether the passage is an item of a list that a sentence with a period introduces
    place = None  # set by the draft: character of the passage to line and character of the line
