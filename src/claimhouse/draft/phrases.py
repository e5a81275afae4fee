"""What the words beside a figure say to have it: a noun phrase with what is measured and of what.

"Sales of notebooks fell 3%", "notebook sales fell 3%", "a 3% fall in notebook sales", "$2 billion in notebook sales": the measure is
"sales", the part "notebook(s)". A phrase without a word of measurement, as in "notebooks fell 3%", has a part alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claimhouse.documents.mentions import CLAUSE, RESPECTIVELY
from claimhouse.draft.cells import MADE, shares_in, verbs_in
from claimhouse.draft.listed import place_in_list
from claimhouse.draft.names import folded, simple
from claimhouse.draft.newcomers import BASED
from claimhouse.draft.phrases_zh import said_zh
from claimhouse.draft.registers import KINDS_OF_REVENUE, legal_forms, of, vocabulary, wordings
from claimhouse.draft.sentences import SHARE_OR_POINTS, Sentences

WHOLE = r"(?<![\w-])(?:{})(?![\w-])"  # no part of a word
NO_ADVERBS = (  # that stand before a noun and end no subject
    "seasonally|usually|newly|economically|privately|publicly|locally|hourly|monthly|weekly|quarterly|yearly|daily|early|supply|family|assembly"
)
ADVERB = rf"(?!{NO_ADVERBS})[a-z]+ly"
NOUNS = r"(?:(?:its|the|our|their|total|overall)\s+)?((?:[A-Za-z&’'/-]+\s+){0,5}?[A-Za-z&’'/-]+)"
UNTIL = rf"(?=\s+(?:{of('end of nouns')})\b|\s*[,.;:()¹²³⁴⁵⁶⁷⁸⁹]|\s*$)"
TAIL = rf"{NOUNS}(?:\s+(in|of|for|from)\s+{NOUNS})?{UNTIL}"
BETWEEN = re.compile(  # a verb and its figure
    rf"\s*(?:(?:by\s+)?\d[\d.,]*\s?(?:%|percent|per cent)\s+to\s+)?(?:(?:{of('between')})\s+)*", re.IGNORECASE
)
PASSED_OVER = re.compile(rf"(?:(?>{ADVERB}|{of('passed over')})(?![\w-])|[\s,(])*+", re.IGNORECASE)  # words that name nothing
LEADS_ELSEWHERE = re.compile(r"\b(?:in|on|for|of|and|or|but)\W*$", re.IGNORECASE)  # "rose in 2 harbours"
PERIODS = re.compile(r"\s*(?:(?:between|in|during|over|for|from)\s+)?(?:the\s+)?\0(?:\s+(?:and|to)\s+(?:the\s+)?\0)?\s*,?", re.IGNORECASE)
LARGEST = r"the\s+\w+est", r"the\s+\w+\s+\w+est"
ASIDE = re.compile(rf"\s*(?:{of('aside', *LARGEST)})\b", re.IGNORECASE)
OPENED = re.compile(rf"\s*(?:{of('opening')})\s", re.IGNORECASE)
APPOSED = re.compile(r"\s*(?:an?|one\s+of|which)\s", re.IGNORECASE)  # says what the words before the comma are
AUXILIARY = re.compile(WHOLE.format(of("auxiliary", ADVERB)), re.IGNORECASE)
TOLD = re.compile(
    rf".*\b(?:(?:{of('telling')})\s+(?:(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:that\s+)?"
    r"|(?:reported|announced|added|explained|confirmed|revealed|claimed|stated|disclosed)\s+(?:on\s+\w+day\s+)?that\s+"
    r"|(?:when|while|whereas|because|although|though)\s+)"
    r"(?!(?:for|of|is|was|are|were|in|at)\b)(?=\S)",
    re.IGNORECASE | re.DOTALL,
)
OBJECT = re.compile(WHOLE.format(of("before object")), re.IGNORECASE)  # "reported" of "reported revenue of"
SHARES = re.compile(of("sharing"), re.IGNORECASE)
PRONOUN = re.compile(rf"\b(?:{of('pronoun')})\b", re.IGNORECASE)
PREPOSITION = re.compile(r"\s+(of|for|in|from|to|on|at|by|among|across|with|between|within|outside|under|attributable)\s+", re.IGNORECASE)
OF_WHAT = ("of", "for", "in", "on", "from")
OWNER = re.compile(r".*[’']s?\s+(?=[a-z]|(?:Profits?|Net|Revenues?|Sales|Earnings|Income|Loss|Pre-?tax|Operating)\b)")
RUN_IN = re.compile(r"^\W*(?:[A-Z][A-Z&/’'-]+\s+){2,}(?=[A-Z][a-z])")
RATIO_OF = re.compile(r"[\w\s/-]{2,40}?(?:\s|-)to(?:\s|-)[\w\s/-]{2,40}?\sratio", re.IGNORECASE)
COUNT_OF = re.compile(r"numbers?\s+of\s", re.IGNORECASE)
IN_WHAT = re.compile(r"\s+(?:in|across|within|for)\s+(?:all\b|the\b|its\b|their\b|our\b|[A-Z]).*")
OWNER_NAMED = re.compile(r"\W*([A-Z][^,;:()]{1,40}?)[’']s?\s+(?=[A-Z])")
WHILE = re.compile(
    r"(?<=\w)\s+(?:during|throughout)\b.*|(?<=\w)\s+(?:in|over|for)\s+(?:the\s+)?(?:reviewed\s+|same\s+|whole\s+)?period\b.*", re.IGNORECASE
)
SHARE_BEHIND = re.compile(  # "of server revenue came from Unix-based systems", ", 34 percent from others"
    r"(?:\s+of\s+(?:(?:the|its|their|total|overall|all)\s+)*(?P<whole>[a-z][a-z -]{2,40}?)\s+(?:came|comes|coming|stemmed|stems"
    r"|derived|originated))?"
    r"\s+from\s+(?:the\s+)?(?P<part>[A-Za-z][\w’'/-]*(?:\s+(?!from\b|while\b|whereas\b|with\b|in\b|compared\b)[A-Za-z][\w’'/-]*){0,6}?)"
    r"(?=\s*[,.;(]|\s+(?:and\s+\w+\s+\d|and\s+\d|in|compared|while|whereas|with)\b|\s*$)"
)
COLON = re.compile(r"(?:^|[.;:•]\s+|\n)\W*([A-Za-z][^.;:,()\d]{2,50})(?:\s*\([^()]*\))?:\s*[^\w\s]{0,3}\s*$")
EMPTY = re.compile(rf"(?:(?:{of('whole')})\s+)*(?:{of('empty')})", re.IGNORECASE)  # "the level of exports" is exports
CHANGE_IN = re.compile(  # a change and of what: "a 7% decline in unit sales"
    rf"(?:\s+(?:(?:{of('manner')})\s+){{0,2}}?(?:{of('move')}))?\s+in\s+{TAIL}"
)
COUNTED = re.compile(rf"\s+((?:[A-Za-z][\w&’'-]*\s+){{0,3}}[A-Za-z][\w&’'-]*?){UNTIL}")
BEHIND = re.compile(  # an amount and of what it is one: "a $1.5 billion one-time charge", "37.5 cents per share quarterly dividend"
    rf"\s+((?:[A-Za-z][\w’'/-]*\s+){{0,5}}?[A-Za-z][\w’'-]*?)(?={UNTIL}|\s+(?:[a-z]+ed|or|in|of)\b)"
)
AMOUNT_BEHIND = re.compile(rf"(?:.*\s)?(?:{of('amount behind')})", re.IGNORECASE)
ON_WHAT = re.compile(rf"\s+on\s+{NOUNS}(?=\d|{UNTIL[3:-1]})")
OF_AMOUNT = re.compile(r"\s+in\s+(?:the|an)\s+(?:total\s+|aggregate\s+)?amount\s+of\s*$", re.IGNORECASE)
OF_REVENUE = re.compile(r"(?:revenues?|sales|turnover|income)\b", re.IGNORECASE)
CONVERTED = re.compile(r"\s*\([^()\d]{0,12}\d[^()]{0,20}\)")  # "50 million euros ($52 million) in"
AMOUNT_OF = re.compile(rf"\s+(?:in|of)\s+{TAIL}")
NOT_BESIDE = re.compile(rf"[\d,;:]\s*$|\b(?:{of('not beside')})\s*$", re.IGNORECASE)
JOINED = re.compile(  # behind a figure: ", and free cash flow of"
    r"[^,;]{0,25}?(?:,\s*(?:and|with|while)?|;|\band|\bwith)\s+(?:an?\s+|the\s+|its\s+)?([A-Za-z][^\d;,]*)$"
)
SHORT_BEFORE = re.compile(r"\(([A-Z]{2,6})\)\s*(?:(?:was|were|is|are|has|have|had)\s+)?$")
ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,4}")
AND_BY = re.compile(r"[^.;:]{0,80}?(?:,\s*|\s+)and\s+by\s+(?:about\s+|around\s+)?", re.IGNORECASE)
ELIDED = re.compile(r"\s*(?:,\s*)?(?:and|while|but)\s+([A-Za-z][A-Za-z ’'-]{2,50}?)\s+by\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
ROW = re.compile(r"\s*(?:,|,?\s*and|&)\s*")  # two figures of a row
VAGUE = re.compile(
    r"(?:(?:average|total|actual|annual|yearly|monthly|quarterly|overall|seasonally adjusted|unadjusted) )*(?:demand|growth"
    r"|rates?|values?|totals?|numbers?|shares?|amounts?|quantity|volumes?|costs?|ratio)",
    re.IGNORECASE,
)  # measures that say nothing without of what
TRADED = re.compile(r"\b(?:exports?|imports?|stocks)$", re.IGNORECASE)
ACTIVE = re.compile(  # "reduced total debt by", "to raise the key rate by 200 basis points to"
    rf"\b(?:{of('acting')}|to\s+(?:increase|raise|lift|hike|reduce|lower|cut|trim|decrease))\s+{NOUNS}(?:\s+(?:of|in)\s+[^,;()]{{2,60}}?)?"
    r"(?:\s+by\s+(?:an?\s+)?[\w.,/-]+\s+(?:basis|percentage)\s+points?(?:\s*\([^)]*\))?,?)?\s+(by|to)\s+(?:about\s+|nearly\s+|over\s+|more\s+than\s+)?$",
    re.IGNORECASE,
)
HELD = re.compile(  # "to maintain the policy rate at", "left the deposit rate unchanged at"
    rf"\b(?:maintain(?:s|ed|ing)?|keep(?:s|ing)?|kept|hold(?:s|ing)?|held|leav(?:e|es|ing)|left)\s+{NOUNS}\s+(?:(?:unchanged|steady|constant)\s+)?at\s+"
    r"(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
RANGES = re.compile(r"rang(?:es?|ed|ing)\s+(?:from|between)\b", re.IGNORECASE)  # a verb that a figure prints
NET_OF = re.compile(  # "Interest expense, net, was", not "Sales rose, net income fell"
    r",(?=\s+net\s*(?:,|of\s*$|(?:for|in|was|were|during|at|amounted|totall?ed|increased|decreased|rose|fell|came)\b|$))"
)
GROWTH_OF = re.compile(  # "annual growth rate of M3", "the rate of increase in rents"
    r"(?:(?:annual|average|quarterly|monthly|yearly|real|nominal|twelve-month|12-month|year-on-year|year-over-year|month-on-month)\s+)*"
    r"(?:growth(?:\s+rates?)?|rates?\s+of\s+(?:growth|increase|decrease|decline|change))\s+(?:of|in|for)\s+(?:the\s+)?(.+)",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\s+per\s+(?:head|capita|hour(?:\s+worked)?|worker|job|household|person|dwelling|square\s+met(?:re|er)|hectare"
    r"|(?:(?:diluted|basic|common|ordinary)\s+){0,2}(?:share|unit|ADS))$",
    re.IGNORECASE,
)
FORESEEN = re.compile(r"(?<=\w)\s+(?:forecasts?|estimates?|projections?|expectations?|guidance|outlook)$", re.IGNORECASE)
AT_RATE = re.compile(
    r"\s+(?:at|by)\s+an?\s+(?:[\w-]+\s+){0,4}(?:rate|pace|clip)\s+of\s*$", re.IGNORECASE
)  # "increased at an annual rate of"
GROWTH_BEHIND = re.compile(  # "saw 10% growth", "posted a 4% year-on-year increase"
    rf"\s+(?:(?:{of('manner')}|YoY|QoQ|y/y|annualised|annualized)\s+){{0,3}}(?:{of('move')})\b(?!\s+(?:in|of|rate|to|for)\b)", re.IGNORECASE
)
GROWTH_BEFORE = re.compile(rf"\b(?:{of('move')})\s+(?:rate\s+)?of\s+(?:about\s+|around\s+|over\s+|nearly\s+)?$", re.IGNORECASE)
SHOWN = re.compile(
    r"(.+?)\s+(?:show(?:s|ed)|record(?:s|ed)|register(?:s|ed)|post(?:s|ed)|reach(?:es|ed)|ha[ds]|saw|hit)\s+an?\s+(?:[a-z-]+\s+){0,2}"
    r"(?:rate|level|value|total)",
    re.IGNORECASE,
)
KEPT = re.compile(  # a verb whose object has the figure: "The bank keeps its key rate at"
    r".*\b(?:maintain(?:s|ed|ing)?|keep(?:s|ing)?|kept|hold(?:s|ing)?|held|leav(?:es|ing)|left|set(?:s|ting)?|put(?:s|ting)?|pegs|estimates|raises|lowers|hikes|cuts|ha[ds]|have|recorded|posted|registered)\s+",
    re.IGNORECASE,
)
READING = re.compile(  # behind what has the figure: "The unemployment rate recorded", "slowed for a second month in April to record"
    rf"\s+(?:(?:{of('reading')})|to\s+(?:record|register|reach|hit|total|log|stand\s+at|settle\s+at))\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
BY_POINTS = r"by\s+(?:an?\s+)?[\w.,/-]+\s+(?:bps|(?:basis|percentage)\s+points?)"
SET_AT = re.compile(  # between a row of nouns and that of their figures: "by 200 basis points to", "were kept unchanged at", "rose by"
    rf"\s+(?:{BY_POINTS}|to|at|by|of|{of('reading')}|{of('set at')})(?:\s+(?:{BY_POINTS}|to|at|by|of|{of('set at')}))*\s*$", re.IGNORECASE
)
ROW_OF_NOUNS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
BEFORE_ROW = re.compile(r".*(?:\bto\s+[a-z]+|[’']s)\s+", re.IGNORECASE | re.DOTALL)
LABEL_UNIT = re.compile(r"\s*[,(]?\s*(?:[$€£¥₹]\s?(?:m|mn|bn|k|million|billion)?|%|p|pence|cents)\s*\)?\s*$", re.IGNORECASE)
MOVED_IN = re.compile(rf"\b(?:{of('move')})\s+in\s+{NOUNS},\s*$", re.IGNORECASE)
MOVE_IN = re.compile(rf"\b(?:{of('move')})s?\s+in\s+{NOUNS}\s*$", re.IGNORECASE)
RATE = re.compile(
    r"(?:margin|ratio|yield|rate|occupancy|utili[sz]ation|retention|return)$", re.IGNORECASE
)  # what a percentage is a level of
MOVES = re.compile(rf"(?:{of('move')})$", re.IGNORECASE)
NOT_VERBS = frozenset(("of", "growth", "growth rate", "annual growth", "increase", "decrease", "rise", "fall", "decline", "change", "chg"))
LINKS = frozenset(of("link").split("|"))
DETERMINERS = frozenset(of("determiner").split("|"))


@dataclass(frozen=True, slots=True)
class Said:
    """A noun phrase that has a figure: all of it, what a metric would be called, what is measured, and of what. `grown` where the figure is
    by how much it changed, `behind` where it stands behind the figure, `shared` where the figure is its share of a whole, `listed` where
    a colon stands between."""

    text: str = ""
    name: str = ""
    measure: str = ""
    part: str = ""
    grown: bool = False
    behind: bool = False
    shared: bool = False
    listed: bool = False


NO_FIRST = re.compile(rf"(?:{of('no first word')}|{of('opening')}|{of('pronoun')})(?![\w-])", re.IGNORECASE)  # of no name of a thing
NO_LAST = re.compile(
    rf".*(?<![\w-])(?:{of('link')}|an?|the|its|their|our|not|alone|only|also|both|who|which|that|even|still|now|more|less|about)",
    re.IGNORECASE,
)
QUALITY = re.compile(
    r"(?!metal|coal|oil|retail|capital|hospital|rental|music|plastic|traffic|public)[a-z]+(?:al|ive|ous|ic|ful|less|able|ible|est|ed|ing|ary|ory)"
)


VERB_BEHIND = re.compile(  # "notebook PCs saw", "China underpins the slowdown"
    rf"(?<=\w)\s+(?:saw|sees|{of('acting')}|[a-z]+(?:[^s]s|ed)\s+(?:the|an?|its|their)\b).*"
)
FORM_ALONE = re.compile(legal_forms())  # "Inc." at the end of a sentence
FORM_FIRST = re.compile(r"(?:Inc|Ltd|Corp|Co|PLC|LLC)\.\s")  # "Inc. Smartphone sales"
PERIOD_WORD = re.compile(r"(?:FY|[HQ]\d{1,4}|\dQ|YTD|LTM|TTM|[A-Z]{3} (?:million|billion|thousand)s?)\b", re.IGNORECASE)


def is_nominal(name: str) -> bool:
    """Whether a phrase begins and ends with a word with which names do."""
    opens = NO_FIRST.match(name)
    return not (opens and not opens[0].isupper()) and not NO_LAST.fullmatch(name)  # "IT services" begin with no pronoun


WITH_VERB = re.compile(  # a phrase with a verb of its own: "Goods exports accelerated", "Orrery had consistently", "Looking at the market"
    r".*\w\s(?:had|has|have|was|were|will|would|said|says|remain(?:s|ed)|bec(?:ame|omes?))(?:\s.*)?|.*\w\s[a-z]{3,}(?<!bas)(?<!relat)(?<!unit)ed"
    r"|[A-Za-z]+ing\s(?:at|the|a|an)\s.*|included\s(?:in|by)\s.*|close\s+to\s.*",
)


def is_thing(name: str, text: str) -> bool:
    """Whether a phrase may name a thing: it begins and ends with a word that names do, and is no quality alone, as "industrial", which the
    text writes in small letters."""
    words = name.split()
    if (
        not words
        or PERIOD_WORD.match(name)
        or FORM_ALONE.fullmatch(name)
        or FORM_FIRST.match(name)
        or not is_nominal(name)
        or WITH_VERB.fullmatch(name)
        or not re.fullmatch(r"\w.*[\w)’'+]", name)
        or name.count("(") != name.count(")")
    ):
        return False
    small = name[0].lower() + name[1:]
    return not (len(words) == 1 and QUALITY.fullmatch(small) and (small in text or name not in text))


def bare(name: str) -> str:
    """A name without the verb behind it and without what a firm is before its own name: "notebook PCs | saw", "tea brand | Norvane"."""
    verb = VERB_BEHIND.search(name)
    words = name[: verb.start()].split() if verb else name.split()
    if words and BASED.fullmatch(words[0]):
        words = words[1:]
    kinds = {folded(row["wording"]) for row in wordings("kinds_of_firms")}
    own = next((at + 1 for at, word in enumerate(words) if word.islower() and folded(word) in kinds), 0)
    return " ".join(words[own:] if words[own:] and all(word[0].isupper() for word in words[own:]) else words)


class Phrases(Sentences):
    """Finds the noun phrases of figures."""

    def said(self, start: int, end: int) -> Said:
        """The noun phrase of a figure; an empty one where none is found."""
        if start not in self.phrases:
            chinese = re.search(r"[\u3400-\u9fff]", self.text[max(0, start - 20) : end + 20])
            ways = (
                self.noun_of_row,
                self.changed_in,
                self.had_growth,
                self.counted_thing,
                self.amount_before,
                self.before_verb,
                self.amount_of,
                self.item,
                self.lead_in,
            )
            ways = (
                (self.changed_in, self.before_verb) if self.reader.is_covered else ways
            )  # there the names of the registers say more than loose phrases
            if self.above and not re.search(r"[A-Za-z]{2}", self.text[:start] + self.text[end:]):  # a figure alone below its label
                ways = (lambda *_: self.analysed(LABEL_UNIT.sub("", self.above), False),)
            self.phrases[start] = Said() if chinese else next(filter(None, (way(start, end) for way in ways)), Said())
        return self.phrases[start]

    def said_zh(self, start: int) -> tuple[str, str, bool]:
        """Whom and what the Chinese words before a figure say, but for the periods among them, and whether it is by how much that changed;
        nothing in a document on a firm."""
        if not self.names_parts() or not re.search(r"[\u3400-\u9fff]", self.text[max(0, start - 30) : start]):
            return "", "", False
        first, last = self.sentence(start)
        text = self.text[first:last]
        for label in self.labels:
            if first <= label.start and label.end <= last:
                against = re.search(r"[比较在于]$", text[: label.start - first])  # "投资比上年增长": the noun stands before it
                at = label.start - first - bool(against)
                within = against and against[0] in "在于" and re.search(r"[\u4e00-\u9fffA-Za-z]$", text[:at])  # "其他厂商在三季度出货"
                filled = " " if against and (within or against[0] in "比较") else "，"
                text = text[:at] + filled * (label.end - first - at) + text[label.end - first :]
        inside = [(one - first, end - first) for one, end in self.figures if first <= one < last]
        plain = "".join(map(simple, text))
        printed = {one: other for one, other in zip(plain, text, strict=True) if one != other}
        whom, what, moved = said_zh(plain, inside, start - first)
        return whom.translate(str.maketrans(printed)), what.translate(str.maketrans(printed)), moved

    def changed_in(self, start: int, end: int) -> Said | None:
        """ "a 7% decline in unit sales"; the figure may print the noun."""
        noun = MOVES.search(self.text[start:end])
        found = CHANGE_IN.match(self.text, end)
        if found and (noun or MOVES.search(self.text[end : found.start(1)].rstrip().removesuffix("in").rstrip())):
            return self.governed(found, True)
        return None

    def noun_of_row(self, start: int, _end: int) -> Said | None:
        """The noun of a row of measures at the place of the figure in the row behind it: "kept its deposit rate, its lending rate, and the
        rate of the main operation at 8, 9, and 8.5 percent, respectively"."""
        first, last = self.sentence(start)
        number, count = place_in_list(self.text, self.figures, start)
        if count < 2 or not RESPECTIVELY.search(self.text[first:last]):
            return None
        ordered = sorted(one for one, _ in self.figures)
        before = re.sub(r"\s*\([^()]*\)", "", self.text[first : ordered[ordered.index(start) - number]])
        tail = SET_AT.search(before)
        moved = tail and not re.search(r"\b(?:to|at)\b", tail[0]) and vocabulary("changes").find(tail[0])  # "rose by 9% and 25%"
        nouns = ROW_OF_NOUNS.split(before[: tail.start()])[-count:] if tail and not moved else []
        row = [self.analysed(KEPT.sub("", BEFORE_ROW.sub("", noun)), False) for noun in nouns]
        return row[number] if len(row) == count and all(one and one.measure for one in row) else None

    def had_growth(self, start: int, end: int) -> Said | None:
        """ "Finished steel production saw 10% growth", "the division posted growth of 4%": what had it, where that names a measure."""
        before = self.text[self.sentence(start)[0] : start]
        if not GROWTH_BEHIND.match(self.text, end) and not GROWTH_BEFORE.search(before):
            return None
        piece, _ = self.piece(GROWTH_BEFORE.sub(" ", before))
        verb = next(OBJECT.finditer(TOLD.sub("", piece)), None)
        who = TOLD.sub("", piece)[: verb.start()] if verb else ""
        said = self.analysed(self.before_verbs(AUXILIARY.split(who)[0]), True) if who and not PRONOUN.search(who) else None
        return said if said and said.measure else None

    def counted_thing(self, start: int, end: int) -> Said | None:
        """ "61.7 million PC shipments", "3.1 million jobs": what a count counts, where its last word says what is measured."""
        found = COUNTED.match(self.text, end)
        if not found or not re.search(r"\d|illion|thousand", self.text[start:end]) or re.search(r"[%$€£¥]|percent", self.text[start:end]):
            return None
        said = self.analysed(found[1], False)
        return replace(said, behind=True) if said and said.measure and re.search(r"s$", said.measure) else None

    def amount_before(self, start: int, end: int) -> Said | None:
        """ "a $1.5 billion one-time charge", "50.6% EBITDA margin": the measure right behind an amount or rate of which it is one."""
        found, printed = BEHIND.match(self.text, end), self.text[start:end]
        if not found or MOVES.search(found[1]) or any(end <= label.start < found.end(1) for label in self.labels):
            return None
        words = [word for word in found[1].split() if not vocabulary("adjectives").whole(word)]
        if not words or any(PREPOSITION.search(f" {word} ") or word.lower() in LINKS | DETERMINERS for word in found[1].split()):
            return None
        if self.before_verbs(found[1]) != found[1] or not is_nominal(found[1]):
            return None
        money = re.search(r"[$€£¥₹]|\b[A-Z]{3}\b|\b(?:crore|lakh|cents?|pence|euros?|dollars?|kronor)\b", printed)
        measure = self.measure_of(found[1])
        if SHARE_OR_POINTS.search(printed):
            on_what = ON_WHAT.match(self.text, found.end(1)) if measure.lower().endswith("return") else None
            name = found[1] + (on_what[0] if on_what else "")  # "return on trading capital"
            return Said(name, name, measure + name[len(found[1]) :], "", behind=True) if RATE.search(measure) else None
        if not money or not (measure or AMOUNT_BEHIND.fullmatch(found[1])):
            return None
        return Said(found[1], found[1], measure or found[1], "", behind=True)

    def amount_of(self, start: int, end: int) -> Said | None:
        """ "$42 million in dividends", "$1.2 billion of debt"."""
        if not re.search(r"[$€£¥₹]|\b[A-Z]{3}\b|illion|bn|\d[mM]\b|crore|lakh", self.text[start:end]):
            return None
        converted = CONVERTED.match(self.text, end)
        found = AMOUNT_OF.match(self.text, converted.end() if converted else end)
        return self.governed(found, False) if found else None

    def item(self, start: int, _end: int) -> Said | None:
        """ "Services: $2.1 trillion", "EBIT margin: 9.1%"."""
        named = COLON.search(self.text[:start])
        label = self.before_verbs(AUXILIARY.split(named[1])[0]).strip() if named else ""  # "Revenues were almost unchanged: SEK 665.8 M"
        said = self.analysed(label, self.text[start] in "+-−") if label else None
        return replace(said, name=label, listed=True) if said else None

    def lead_in(self, start: int, _end: int) -> Said | None:
        """What the words before the colon of a list say to be counted: "the numbers of dwellings consented in the year were: 13,754 in"."""
        first, last = self.sentence(start)
        colon = self.text.rfind(": ", first, start)
        if colon < 0 or self.text.count(";", colon, last) < 2 or not self.placed(start, _end):
            return None
        piece, _ = self.piece(re.sub(r"\([^()]*\)", " ", self.text[first:colon]))
        said = self.analysed(self.before_verbs(piece), False)
        return replace(said, listed=True) if said and re.search(r"\bnumbers?\s+of\b", piece) else None

    def governed(self, found: re.Match, grown: bool) -> Said | None:
        """The phrase behind a figure: no period, no place alone."""
        book, text = self.reader.book, found[1]
        longer = next((one for one in self.metrics if found.start(1) <= one.start < found.end(1) < one.end), None)
        text = self.text[found.start(1) : longer.end] if longer else text  # "earnings before interest and taxes"
        if any(label.start < found.end(1) and found.start(1) <= label.end for label in self.labels):
            return None
        place = re.split(r"[’']s\b|\s", text)[0]
        places = (book.names["geographies"], vocabulary("countries", "name"))
        if not vocabulary("adjectives").whole(place) and any(names.whole(one) for names in places for one in (text, place)):
            return None
        if (
            vocabulary("determiners").whole(text.split()[0]) or len(text) < 3 or text.split()[-1][0].isupper() and not self.measure_of(text)
        ):  # "in Azure" names no measure
            return None
        tail = (
            f" {found[2]} {found[3]}"
            if found[2] and not longer and not any(one.start < found.end(3) and found.start(3) <= one.end for one in self.labels)
            else ""
        )
        said = self.analysed(text + tail, grown)
        return replace(said, behind=True) if said else None

    def before_verb(self, start: int, end: int) -> Said | None:
        """The subject of the verb right before the figure, or what stands before "of" and the figure."""
        sentence = self.sentence(start)[0]
        before = re.sub(r"(?:US)?[$€£]\s?(?:mn|bn|m|k)\s*$", "", self.without_commas(sentence, start))  # "revenues of €m 721"
        before = OF_AMOUNT.sub(" of ", before)
        rate = AT_RATE.search(before)
        if rate and any(match.end == rate.start() for match in vocabulary("changes").find(before)):
            before = before[: rate.start() + 1]
        before += "up " if MADE.search(before) and re.match(r"up\b", self.text[start:end]) else ""  # the figure prints it: "made up 29%"
        shares = [match for match in shares_in(before) if SHARES.fullmatch(before[match.start : match.end])]
        if noun := re.match(r"([A-Za-z]+)\s+of\b", self.text[start:end]):  # "a deficit of £9.4 billion on goods"
            if noun[1].lower() == "loss" and (kind := self.kind_of_loss(before)):  # "reported a pre-tax loss of"
                return Said(f"{kind} {noun[1]}", f"{kind} {noun[1]}", f"{kind} {noun[1]}", "")
            tail = re.match(rf"\s+(?:on|in|for)\s+{NOUNS}{UNTIL}", self.text[end:])
            tail = (
                tail if tail and not any(one.start < end + tail.end(1) and end + tail.start(1) <= one.end for one in self.labels) else None
            )
            if vocabulary("heads_en").whole(noun[1]) and not noun[1].lower().startswith("loss"):
                return Said(noun[1] + (tail[0] if tail else ""), noun[1] + (tail[0] if tail else ""), noun[1], "")
        verbs = [*verbs_in(before), *shares]
        rests = {match: self.without_periods(before[match.end :], start) for match in verbs}
        verb = max((match for match in verbs if BETWEEN.fullmatch(rests[match])), key=lambda one: one.start, default=None)
        printed = next((one for one in vocabulary("changes").find(self.text[start:end]) if one.start == 0), None)
        if verb is None and printed and not MADE.search(before):  # "Industrial production fell 1.3 percent": the figure prints "fell"
            verb = replace(printed, start=len(before), end=len(before))
        if verb is None and not self.reader.is_covered:  # "Inflation rose slightly in August to"
            verbs = [match for match in verbs if before[match.start : match.end].lower() not in NOT_VERBS]
            verbs = [match for match in verbs if PASSED_OVER.fullmatch(rests[match]) and not LEADS_ELSEWHERE.search(rests[match])]
            verb = max(verbs, key=lambda one: one.start, default=None)
        if moved_in := MOVED_IN.search(before):  # "strong growth in net banking income, +8%"
            return self.analysed(moved_in[1], True)
        active = ACTIVE.search(before)  # "reduced total debt by"
        if active and self.measure_of(active[1]) and self.before_verbs(active[1]) == active[1]:
            return self.analysed(active[1], active[2].lower() == "by")
        if (held := HELD.search(before)) and self.measure_of(PREPOSITION.split(held[1])[0]) and self.before_verbs(held[1]) == held[1]:
            return self.analysed(held[1], False)
        if verb is None and (reading := READING.search(before)):
            piece = AUXILIARY.split(TOLD.sub("", self.piece(before[: reading.start()])[0]))[0]
            said = self.analysed(self.before_verbs(piece), False) if not PRONOUN.search(piece) else None
            if said and said.measure:  # "The unemployment rate recorded 7.2 percent", no "Norvane recorded 5%"
                return said
        if verb is None and RANGES.match(self.text, start):
            return self.analysed(AUXILIARY.split(TOLD.sub("", self.piece(before)[0]))[0], False)
        if verb is None:
            last = max((one for one in self.figures if sentence <= one[0] and one[1] <= start), default=None)
            in_row = last and ROW.fullmatch(self.text[last[1] : start]) and RESPECTIVELY.search(self.text[start : self.sentence(start)[1]])
            if in_row and not self.reader.is_covered:
                return self.said(*last)
            if last and AND_BY.fullmatch(self.text[last[1] : start]) and not self.reader.is_covered and self.said(*last).grown:
                return self.said(*last)  # "rose by 17.8 percent in August, and by 6.8 percent excluding fuel"
            elided = ELIDED.match(self.text, last[1], start) if last and not self.reader.is_covered and self.said(*last).grown else None
            said = self.analysed(elided[1], True) if elided else None
            if said and said.measure:  # "Energy prices increased by 1.8% and food prices by 3.6%"
                return said
            return None if self.reader.is_covered else self.beside(before)
        of = before[verb.start : verb.end].lower() in ("of", "totaling", "totalling", "amounting to", "worth")
        words = before[verb.start : verb.end].lower()
        level = re.search(
            r"\b(?:to|from)\b" if words.startswith(("grow", "grew")) else r"\b(?:to|at|from)\b", before[verb.end :]
        )  # "grow at 7%" grows
        level = level or re.match(r"(?:up|down)\s+to\b", self.text[start:end], re.IGNORECASE)  # "edged up to 66.8%"
        moved = bool(vocabulary("changes").whole(words)) and level is None
        piece, at = self.piece(
            re.sub(r"\s[–—-]\s[a-z][^–—\d]*\s[–—-]\s|\s\([^()]*[\d,][^()]*\)(?=\s)", " ", before[: verb.start])
        )  # "devices – from laptops to printers – rose"
        earlier = [one for one in self.figures if sentence + at <= one[0] < start and one[0] in self.filled and self.brackets(one[0]) < 0]
        if earlier:
            last = max((end - sentence for first, end in self.figures if sentence <= first and end <= sentence + verb.start), default=0)
            own = JOINED.match(before, last, verb.start)
            if (
                own
                and (
                    said := self.analysed(OBJECT.split(own[1])[-1] if of else self.before_verbs(own[1]), moved or verb.start == len(before))
                )
                and (said.measure or ACRONYM.fullmatch(said.text))
            ):
                return replace(said, shared=verb in shares)  # "EPS of 73 cents and free cash flow of $848 million"
            said = self.said(*earlier[-1])
            return replace(said, grown=moved or verb.start == len(before), shared=False)  # "increased to £5 billion, up 3%"
        sides = re.split(r"\s+to\s+", piece)  # "net debt to adjusted EBITDA was"
        ratio = RATIO_OF.match(piece)
        piece = ratio[0] if ratio else piece  # "Loan to deposit ratio at June 30"
        if not ratio and (len(sides) != 2 or not all(self.measure_of(side) and self.before_verbs(side) == side for side in sides)):
            piece = OBJECT.split(piece)[-1] if of else self.before_verbs(AUXILIARY.split(TOLD.sub("", piece))[0])
        whole = self.piece(before[: verb.start])[0] if of else ""
        if of and (shown := SHOWN.fullmatch(whole)):  # "Inflation in May showed a rate of 0.3 percent"
            return self.analysed(self.before_verbs(AUXILIARY.split(TOLD.sub("", shown[1]))[0]), False)
        if of and (moved_of := MOVE_IN.search(piece)):  # "an increase in net sales of $1.7 million"
            return self.analysed(moved_of[1], True)
        if of and (moved_by := MOVES.search(piece)):  # "after a rise of 3%", "margin expansion of 2 points"
            rest = self.analysed(piece[: moved_by.start()], True)
            return rest if rest and rest.measure else Said(grown=True)
        if PRONOUN.search(piece):
            return None
        said = self.analysed(piece, moved or verb.start == len(before))
        short = SHORT_BEFORE.search(before[: verb.start])  # "The contribution of the sector to the economy (GVA) was"
        if short and said and not moved and not said.measure and vocabulary("heads_en").whole(short[1]):
            return Said(short[1], short[1], short[1], "", said.grown)
        return replace(said, shared=True) if said and verb in shares else said

    def without_commas(self, first: int, last: int) -> str:
        """The text between two places, with a blank for the comma in a day: "Total loans at June 30, 2031 were"."""
        text = self.text[first:last]
        for label in self.labels:
            if first <= label.start and label.end <= last:
                text = text[: label.start - first] + self.text[label.start : label.end].replace(",", " ") + text[label.end - first :]
        return text

    def kind_of_loss(self, before: str) -> str:
        """The words right before "loss of" that say which: "pre-tax", "valuation"; none of "net loss", which registers have."""
        words: list[str] = []
        for word in reversed(re.split(r"[^\w\s-]", before)[-1].split()):
            verb = OBJECT.fullmatch(word) or AUXILIARY.fullmatch(word) or verbs_in(word)
            if len(words) > 2 or word.lower() in LINKS | DETERMINERS or verb:
                break
            words.insert(0, word)
        kind = " ".join(words)
        return "" if kind.lower() in ("", "net") or not is_nominal(kind) or re.search(r"\d", kind) else kind

    def without_periods(self, text: str, end: int) -> str:
        """A text that ends at a place without the periods in it and what joins them: "between 2006-08 and 2010-12, from"."""
        first = end - len(text)
        inside = [label for label in self.labels if first <= label.start and label.end <= end]
        for label in reversed(inside):
            text = f"{text[: label.start - first]}\0{text[label.end - first :]}"
        return PERIODS.sub(" ", text) if inside else text

    def beside(self, before: str) -> Said | None:
        """ "Net income at $5 million", "Net sales $5 million": a phrase that names a measure right before the figure."""
        piece, _ = self.piece(re.sub(r",?\s+(?:at|to|about|around)\s*$", "", f"{before} "))  # "Inflation, at 3%, was"
        piece = KEPT.sub("", piece)
        said = self.analysed(piece, False) if not NOT_BESIDE.search(before) and not PRONOUN.search(piece) else None
        return said if said and said.measure and self.before_verbs(piece) == piece else None

    def before_verbs(self, piece: str) -> str:
        """A clause up to its verb: "EBIT" of "EBIT increased as well, reaching"."""
        verbs = [match.start for match in verbs_in(piece) if match.start > 0 and piece[match.start : match.end].lower() not in NOT_VERBS]
        return piece[: min(verbs, default=len(piece))]

    def piece(self, before: str) -> tuple[str, int]:
        """The last clause of a text without asides, and with what is joined to it by "and"; and where that clause begins."""
        before = NET_OF.sub(" ", before)
        breaks = [match for match in CLAUSE.finditer(before)]
        edges = [0, *(match.end() for match in breaks)]
        texts = [before[first : match.start()] for first, match in zip(edges, breaks, strict=False)] + [before[edges[-1] :]]
        marks = ["", *(match[0].strip() for match in breaks)]
        at = len(texts) - 1
        if not re.search(r"\w", texts[at]):  # a comma right before the verb: "Free cash flow, a measure of liquidity, was"
            at = next((place - 1 for place in range(at, 0, -1) if APPOSED.match(texts[place])), at)
        while at > 0 and (ASIDE.match(texts[at]) or not re.search(r"[^\W\d]", texts[at])):
            at -= 1
        found, joined, first = texts[at], False, edges[at]
        while at > 0 and (marks[at] == "and" or marks[at] == "," and joined):
            other = texts[at - 1]
            if self.before_verbs(other) != other or re.search(r"\d", other) or OPENED.match(other) or not re.search(r"[^\W\d]", other):
                break
            found, joined, at = f"{other}{'' if marks[at] == ',' else ' '}{marks[at]} {found.strip()}", True, at - 1
        if joined and re.match(r"\s*(?:which|who)\b", found) and at > 0:  # "M1, which comprises currency and deposits, stood at"
            return self.piece(before[: breaks[at - 1].start()])
        return re.sub(r"\s+", " ", found).strip(), first

    def analysed(self, piece: str, grown: bool) -> Said | None:
        """Measure and part of a noun phrase."""
        piece = re.split(r"\s*(?:--|—)\s*", piece)[-1]  # behind the place and day of a release
        piece = re.sub(r"\([^()]*\)", " ", re.sub(OWNER, "", piece))
        piece = RUN_IN.sub("", piece)  # "NET INTEREST INCOME Net interest income was"
        owner = OWNER_NAMED.match(piece)  # "Norvane's Value Traded"
        if owner and self.reader.book.names["subjects"].whole(re.sub(r"^the\s+", "", owner[1], flags=re.IGNORECASE)):
            piece = piece[owner.end() :]
        for label in reversed(self.reader.periods.labels(piece)):
            piece = f"{piece[: label.start]} {piece[label.end :]}"
        piece = WHILE.split(piece)[0]
        words = re.sub(r"\s+", " ", piece.strip(" -–—•·▪●◦*#\"“”'‘’(")).split()
        while words and words[0].lower().strip(",") in DETERMINERS:
            words = words[1:]
        while words and words[-1].lower() in LINKS:
            words = words[:-1]
        while words and words[0].lower() in LINKS:
            words = words[1:]
        half = len(words) // 2  # a title that runs into its text: "NET INTEREST INCOME Net interest income"
        if half and [word.lower() for word in words[:half]] == [word.lower() for word in words[half:]]:
            words = words[half:]
        if len(words) > 1 and words[-1].lower() == "net":  # "Interest expense, net"
            said = self.analysed(" ".join(words[:-1]), grown)
            return replace(said, name=f"{said.name}, net") if said and said.measure else None
        text = " ".join(words)
        if not 2 <= len(text) <= 100 or len(words) > 12 or re.search(r"[:;]", text):
            return None
        foreseen = FORESEEN.sub("", text)  # "GDP growth forecast"
        text = foreseen if foreseen != text and self.measure_of(foreseen) else text
        if growth := GROWTH_OF.fullmatch(text):
            of_what = self.analysed(growth[1], True) or Said()
            if of_what.measure:
                return replace(of_what, text=text)
            return Said(text, growth[1], growth[1], "", True) if is_nominal(growth[1]) else None
        whole = next((one for one in vocabulary("heads_en").find(text) if one.end == len(text)), None)
        if whole and PREPOSITION.search(text, whole.start):  # "funds from operations" is one word
            return Said(text, text, text[whole.start :], text[: whole.start].strip(), grown)
        if RATIO_OF.fullmatch(text):  # "Loan to deposit ratio"
            return Said(text, text, text, "", grown)
        split = PREPOSITION.split(text, maxsplit=1)
        if re.search(r"\d{2}", split[0]) or len(split[0].split()) > 9:
            return None
        if re.search(r"\d", split[-1]):
            text, split = split[0], split[:1]
        if len(split) == 3 and EMPTY.fullmatch(split[0]) and split[1] == "of":
            split = PREPOSITION.split(split[2], maxsplit=1)
        head, preposition, tail = split if len(split) == 3 else (split[0], "", "")
        measure = self.measure_of(head)
        if not measure:
            return Said(text, head, "", head, grown)
        if (
            tail and preposition == "in" and self.measure_of(PREPOSITION.split(tail)[-1]) and tail.split()[-1] != tail
        ):  # "trade in goods deficit"
            return Said(text, text, text, "", grown)
        to_other = preposition == "to" and self.measure_of(tail)  # "net debt to adjusted EBITDA"
        name = text if (preposition in ("of", "on", "per") or to_other) and len(words) <= 8 else head
        if COUNT_OF.match(name):  # "number of enterprises in all sectors"
            name = IN_WHAT.sub("", name)
        before = head[: len(head) - len(measure)].strip()
        if preposition in OF_WHAT and tail and not self.measure_of(PREPOSITION.split(tail)[0]):
            return Said(text, name, head, re.sub(r"^(?:the|its|our|their)\s+", "", tail), grown)
        return Said(text, name, measure, before, grown)

    def measure_of(self, head: str) -> str:
        """The end of a phrase that says what is measured, with the adjectives before it; empty where it names a thing."""
        found = [match for match in self.reader.book.names["metrics"].find(head) if match.end == len(head)]
        each = None if found else EACH.search(head)
        if each and (whole := self.measure_of(head[: each.start()])):  # "GVA per head"
            return whole + each[0]
        heads = vocabulary("heads_en").find(head)
        if heads and heads[0].start == 0 and heads[0].end < len(head) and vocabulary("adjectives").whole(head.split()[0]) == ():
            after = head[heads[0].end :].split()
            found += heads[:1] if all(vocabulary("of_measure").whole(word) or word.endswith("line") for word in after) else []
            if found and found[-1].start == 0:  # "amount spent online"
                return head
        found += [match for match in heads if match.end == len(head)]
        if not found:
            return ""
        first = min(match.start for match in found)
        kind = KINDS_OF_REVENUE["revenue"].search(head[:first]) if self.reader.book.names["metrics"].kinds else None
        first = kind.start() + len(kind[0]) - len(kind[0].lstrip(" (/-")) if kind and OF_REVENUE.match(head, first) else first
        for word in reversed(head[:first].split()):
            if not vocabulary("adjectives").whole(word) and not vocabulary("of_measure").whole(word):
                break
            first = head.rindex(word, 0, first)
        return head[first:]

    def noun_in_turn(self, name: str, start: int) -> str:
        """The noun of a row of nouns at the place of the figure in the row behind it: "exports and imports rose by 9% and 25%,
        respectively"."""
        nouns = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", name)
        first, last = self.sentence(start)
        if len(nouns) < 2 or not RESPECTIVELY.search(self.text[first:last]):
            return name
        first = max(first, self.text.rfind(name, first, start))
        row = [one for one in self.figures if first <= one[0] < last]
        places = [place for place, one in enumerate(row) if one[0] == start]
        return nouns[places[0]] if places and len(row) == len(nouns) else name

    def share_behind(self, start: int, end: int) -> re.Match | None:
        """What a percentage is the share of and whose it is, where both stand behind it: "35 percent of revenue came from systems"; in the
        rest of such a sentence the part alone."""
        if not self.names_parts() or not re.search(r"%|percent|per cent", self.text[start:end]):
            return None
        found = SHARE_BEHIND.match(self.text, end)
        opened = any(SHARE_BEHIND.match(self.text, last) for first, last in self.figures if self.sentence(start)[0] <= first < start)
        return found if found and (found["whole"] or opened) else None

    def names_parts(self) -> bool:
        """Whether the document speaks of a market or country, whose parts its phrases name: of no firm, and of none that registers know."""
        kind = self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type")
        return kind != "company" and not self.reader.is_covered

    def is_measure_of_country(self, said: Said) -> bool:
        """Whether a phrase in a document on a country is one name of a measure, its part with it: "food prices"."""
        one = said.name.endswith(said.measure or " ") and said.part in said.name
        return self.is_of_country() and one and not TRADED.search(said.measure)

    def part_of_market(self, said: Said) -> str:
        """The name of what a phrase speaks of, where it may be a subject: a branch, a product, a segment; empty else."""
        words = bare(re.sub(r"\s+", " ", said.part).strip(" ,.")).split()
        while words and (vocabulary("openers").whole(words[0]) or vocabulary("adjectives").whole(words[0])) and words[0] != "IT":
            words = words[1:]
        while words and vocabulary("sectors").whole(words[-1]):
            words = words[:-1]
        name, book = " ".join(words), self.reader.book
        if (
            words
            and (place := vocabulary("countries", "name").whole(words[0]))
            and len(words) > 1
            and not said.text.startswith(said.measure)
        ):
            return place[0]  # "EU car registrations" are of the EU
        traded = TRADED.search(said.measure) and self.reader.subject_how == "office"
        partner = TRADED.search(said.measure) and (vocabulary("countries").whole(said.part) or book.names["geographies"].whole(said.part))
        if traded or partner or book.names["metrics"].whole(said.text):
            return ""  # a bulletin's exports of timber are those of its country
        if not name or vocabulary("determiners").whole(words[0]) or re.match(r"[a-z]+ed\s+(?:the|its|a|an)\b", name):
            return ""
        if not 2 <= len(name) <= 60 or len(words) > 6 or re.search(r"[\d:;]|\b(?:not|than|as|it|they|be|been|going|years?)\b", name):
            return ""
        plain = vocabulary("generic_en")
        if (
            plain.whole(name)
            and not said.listed
            or plain.whole(words[-1])
            and words[-1].lower() not in ("goods", "services", "products")
            or vocabulary("pronouns").whole(name)
        ):
            return ""
        if (
            verbs_in(name)
            or book.names["metrics"].whole(name)
            or vocabulary("heads_en").whole(name)  # "the unemployment rate"
            or self.reader.periods.labels(name)
            or name.endswith("ing")
            and len(words) == 1
        ):
            return ""
        return name

    above = ""  # the label that stands over a paragraph of a figure alone
    phrases: dict[int, Said]
