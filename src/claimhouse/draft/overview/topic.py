"""What a document without an issuer is on: a market, and the word for what is measured of it."""

from __future__ import annotations

import re
from collections import Counter

from claimhouse.draft.cells import verbs_in
from claimhouse.draft.names import words_of
from claimhouse.draft.newcomers import NO_FIRM, NO_NAME, RESEARCHES
from claimhouse.draft.overview.beginning import PUBLISHER, Beginning, is_measure
from claimhouse.draft.overview.firms import is_kind
from claimhouse.draft.overview.places import PUBLISHED_BY, PUBLISHES
from claimhouse.draft.phrases import ADVERB, is_nominal
from claimhouse.draft.phrases_zh import split_zh
from claimhouse.draft.registers import vocabulary

VAGUE = re.compile(r"demand|growth|rates?|values?|totals?|numbers?|shares?|amount|score|coverage|loss(?:es)?", re.IGNORECASE)
MOVED = rf"(?:(?:{ADVERB}|almost|more\s+than)\s+)?(?:doubl|tripl|quadrupl|halv)(?:ed?|es|ing)"  # "nearly doubled"
OF_RATE = re.compile(r"\s+(?:\([^)]*\)\s*)?(?:rates?|ratio|facility|facilities)\b")  # behind a word that is no measure then: "deposit rate"
OF_TOPIC = re.compile(
    rf"\b(?:shares?|shipments|sales|revenues?|spending|prices|deliveries)\s+(?:for|of)\s+(?:the\s+)?([A-Za-z][\w-]*(?:\s+[a-z][\w-]*){{0,3}}?)(?=\s+(?:{MOVED}|in|from|by|to|at|on|rose|fell|grew|were|was)\b|\W*$|[,:;])"
)
TITLE_ENDS = re.compile(
    rf"\d|\b{MOVED}\b|\bma(?:de|kes?) up\b|\baccounts? for\b"
    r"|\b(?:market (?:report|outlook)|statistics|indices|index|bulletin|overview|in|billings|prices|spending|exports|imports|output"
    r"|production|orders)\b|(?:经济)?运行情况|统计公报|公报|报告",
    re.IGNORECASE,
)

PIECE = re.compile(r"[,:;(（–—]|\s-\s")  # between the parts of the title of a table
SOLD = re.compile(  # what a title says to be sold, and who sells it: "PC Vendor Unit Shipment Estimates", "NAND Flash Suppliers by Revenue"
    r"(?P<name>(?:[A-Za-z][\w&/+-]*\s+){1,5}?)(?:(?:vendors?|suppliers?|brands?|makers?|manufacturers?|compan(?:y|ies)|OEMs?)[’']?\s+(?:by\s+|unit\s+)?)?"
    r"(?:(?:unit|vendor|retail|end-user|sell-in|quarterly)\s+)*(?:shipments?|sales|revenues?|market(?:\s+shares?)?|deliveries|spending|installations|usage|demand)\b",
    re.IGNORECASE,
)
SHARE_IN = re.compile(  # "Norvane share in Ethernet switch and router markets"
    r"\bshares?\s+(?:in|of)\s+(?:the\s+)?(?:(?:global|worldwide|world)\s+)?([A-Za-z][\w/&-]*(?:\s+[\w/&-]+){0,4}?)\s+(?:markets?|industry|sector)\b"
)
LOOKS_AT = re.compile(  # how a title looks at what it is on: "Movements of the NPI", "Recent trends in ferry traffic"
    r"\W*(?:(?:recent|latest|monthly|quarterly|annual|key|main|general)\s+)*"
    r"(?:movements?|trends?|developments?|evolution|statistics)\s+(?:of|in|on|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
FORESEES = re.compile(r"\W*((?:[A-Z][\w&.-]*)(?:\s+[A-Z][\w&.-]*){0,2})\s+(?:sees|expects|projects|puts|has)\s+")
FEW = 4  # paragraphs
SET_TO = re.compile(r"\bset\s+to\b", re.IGNORECASE)
NO_MARKET = re.compile(
    r"top|leading|preliminary|estimated|vendors?|suppliers?|brands?|makers?|manufacturers?|compan(?:y|ies)|ranking|unit|market|share|total",
    re.IGNORECASE,
)
NO_PART = ("adjectives", "openers", "determiners", "world", "headings", "headline_verbs")  # words that are no part of the name of a measure

INDEX = re.compile(r"\bind(?:ex|ices|exes)$", re.IGNORECASE)  # its figures in percent are changes of what it is the index of


OF_WHAT = r"shipments|sales|deliveries|spending|revenues?|demand|supply|production|output"
WHOLE_OF = re.compile(
    r"\b(?:worldwide|global|total|overall|whole|entire)\s+(?:unit\s+)?"
    rf"(?:(?:{OF_WHAT})\s+(?:of|for|on)\s+(?P<of>[a-z][\w-]*(?:\s+[a-z][\w-]*){{0,3}}?)(?=\s+(?:in|from|by|to|at|on|rose|fell|grew|were|was|will)\b|\s*[,.;(])"
    rf"|(?P<before>[a-z][\w-]*(?:\s+[a-z][\w-]*){{0,3}}?)\s+(?:{OF_WHAT}|market)\b)",
    re.IGNORECASE,
)
SURVEY = re.compile(  # whose title says that it has what people answered
    r"\b(?:surveys?|polls?|questionnaires?)\b.*\b(?:responses?|answers?|results?|findings)\b"
    r"|\b(?:responses?|answers?|results?|findings)\b.*\b(?:surveys?|polls?|questionnaires?)\b",
    re.IGNORECASE,
)
BODY = re.compile(  # of an industry; that of the people in a trade, "Association of Ferry Masters", names no industry
    r"\b(?P<industry>(?:(?!The\b)[A-Z][\w&-]*\s+){1,3}(?:Industry|Industries|Manufacturers|Makers|Producers))\s+(?:[A-Z]\w+\s+)?"
    r"(?:Association|Federation|Council|Institute|Board)\b"
)


class Topic(Beginning):
    """Finds the market of a document, and its measure."""

    def theme(self) -> str:
        """The market that the title names with most of its words, else most paragraphs."""
        rows, names = self.book.rows["subjects"], self.book.names["subjects"]
        paragraphs = [one.text[:300] for one in self.source.paragraphs] if self.reader.is_covered else []
        share = 0.7 if self.reader.is_covered else 0.99
        for texts, least in (([self.title()], 1), (paragraphs, 3)):
            named = Counter(id for text in texts for id, _ in names.about(text, share)[:3] if rows[id]["subject_type"] == "market")
            if named and named.most_common(1)[0][1] >= least:
                return named.most_common(1)[0][0]
        return ""

    def respondents(self) -> str:
        """Who answered, where a title announces the answers of a survey and names no firm."""
        texts = [self.title(), *(one.text[:200] for one in self.source.paragraphs[:3])]
        if not any(SURVEY.search(text) for text in texts[:1]) and not any(re.search(r"\brespondents\b", text) for text in texts):
            return ""
        row = {"name": "Respondents", "subject_type": "person_group", "parent_subject_id": ""}
        return self.book.propose("subjects", row, "who answered the survey of the title", exact=True)

    def measure(self) -> str:
        """The word for what a document on a market or country measures: the one that its title has, else the first of its first paragraph
        with a figure."""
        if said := self.measure_said():
            return said
        for text in (self.title(), self.opening()):
            heads = vocabulary("heads_en", "alone").find(text)
            heads = [
                match for match in heads if not VAGUE.fullmatch(text[match.start : match.end]) and not OF_RATE.match(text[match.end :])
            ]
            words = {text[match.start : match.end].lower().rstrip("s"): match for match in heads}
            alone = [match for match in words.values() if match.ids == ("yes",)]
            if heads:
                return text[alone[0].start : alone[0].end] if len(alone) == 1 or text == self.opening() and alone else ""
        return ""

    def measured(self) -> str:
        """The measure of the document with the words before it that say which: "crude steel production" of "World crude steel production";
        the measure alone where registers know it, or where the text says no more."""
        measure = self.reader.measure
        if not measure or self.book.names["metrics"].whole(measure):
            return measure
        texts = [self.title(), *(one.text for one in self.source.paragraphs[1:12])]
        words = re.compile(rf"((?:[A-Za-z][\w&-]*\s+){{1,3}}){re.escape(measure)}\b", re.IGNORECASE)
        for found in filter(None, map(words.search, texts[:3])):
            name: list[str] = []
            for word in reversed(found[1].split()):
                known = (*(self.book.names[kind].whole(word) for kind in ("subjects", "geographies")), vocabulary("countries").whole(word))
                if (
                    any(known)
                    or self.reader.periods.labels(word)
                    or any(vocabulary(kind).whole(word) for kind in NO_PART)
                    or verbs_in(word)
                ):
                    break
                name.insert(0, word)
            called = " ".join([*name, measure]).lower()
            if name and is_nominal(called) and sum(called in text.lower() for text in texts) > 1:
                return called
        return measure

    def measure_said(self) -> str:
        """What a title says to have changed, or is, where no head alone is it: "Median house price" of "Median house price up a bit",
        "Crude steel production" of "January 2023 crude steel production"; empty where that is a market or a firm."""
        title = PUBLISHER.sub("", self.title())
        for label in reversed(self.reader.periods.labels(title)):
            title = f"{title[: label.start]} {title[label.end :]}"
        moves = [match.start for match in vocabulary("changes").find(title)]
        plain = title.strip(" ,:：–-") if not moves and not verbs_in(title) else ""
        words = (title[: min(moves)] if moves else plain).split()
        country = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "country"
        place = vocabulary("countries").find(" ".join(words))
        if place and place[0].start == 0:
            words = " ".join(words)[place[0].end :].removeprefix("'s").removeprefix("’s").split()
        name = " ".join(words)
        heads = [match for match in vocabulary("heads_en", "alone").find(name) if match.end == len(name)]
        if not 1 < len(words) <= 4 or heads and heads[0].ids == ("yes",) or vocabulary("sectors").whole(words[-1]):
            return ""
        if plain and not heads:
            return ""
        if plain and (of := re.fullmatch(r"(?:the\s+)?index\s+of\s+(.+)", name, re.IGNORECASE)):  # "Index of production"
            name = of[1]
        plural = country and words[-1][-1] == "s" and words[-1][0].isupper() == words[0][0].isupper()
        used = re.search(rf"\b{re.escape(name.lower())}\b", "\n".join(one.text.lower() for one in self.source.paragraphs[1:25])) is not None
        return name[0].upper() + name[1:].lower() if (heads or plural) and used and is_nominal(name) else ""

    def before_measure(self) -> str:
        """What the title, else the first paragraph, names before the word for what is measured: "IT" of "worldwide IT spending"."""
        for text in (self.title(), self.opening()):
            found = (
                re.search(rf"((?:[\w&-]+\s+){{1,4}}){re.escape(self.reader.measure)}\b", text, re.IGNORECASE)
                if self.reader.measure
                else None
            )
            words = found[1].split() if found else []
            name: list[str] = []
            while words and not any(
                vocabulary(kind).whole(words[-1]) and words[-1] != "IT" for kind in ("adjectives", "openers", "of_measure", "changes")
            ):
                name.insert(0, words.pop())
            if name and words and len(name) <= 3 and not vocabulary("generic_en").whole(" ".join(name)):
                return " ".join(name)
        return ""

    def is_spoken_below(self, name: str) -> bool:
        """Whether the text below the title has the last word of a name too, in Chinese the name: no "Brings Stronger". A text of a few
        lines need not."""
        below = [one.text for one in self.source.paragraphs[1:] if one.text != self.title()]
        if len(below) < FEW or not name:
            return bool(name)
        last = [word for word, _, _ in words_of(name)][-1:]
        if not name.isascii():
            return any(name in text for text in below)
        return any(word == last[0] for text in below for word, _, _ in words_of(text)) if last else False

    def is_firm(self, name: str) -> bool:
        """Whether a name is that of a firm, on which no document on a market is."""
        return any(self.book.rows["subjects"][id]["subject_type"] == "company" for id in self.book.names["subjects"].whole(name))

    def whole_of_text(self) -> str:
        """What the text speaks of as a whole most often, twice at least: "smart devices" of "worldwide shipments of smart devices" and
        "the total smart device market"."""
        found: dict[tuple[str, ...], list[str]] = {}
        for text in (one.text[:1_000] for one in self.source.paragraphs[:40]):
            for match in WHOLE_OF.finditer(text):
                name = (match["of"] or match["before"]).strip()
                if is_nominal(name) and not self.book.names["metrics"].find(name) and not vocabulary("generic_en").whole(name):
                    found.setdefault(tuple(word for word, _, _ in words_of(name)), []).append(name)
        most = max(found.values(), key=len, default=[])
        return most[0][0].upper() + most[0][1:] if len(most) > 1 else ""

    def industry_of_body(self) -> str:
        """The industry whose association gives the figures: "ferry industry" of "the Ferry Industry Association said"."""
        texts = [one.text[:2_000] for one in self.source.paragraphs[:6]]
        named = [(text, body) for text in texts for body in BODY.finditer(text)]
        said = Counter(" ".join(body["industry"].split()).lower() for _, body in named)
        for text, body in named:
            name = " ".join(body["industry"].split())
            if said[name.lower()] > 1 or PUBLISHES.match(text, body.end()) or PUBLISHED_BY.search(text[: body.start()]):
                return name[0] + name[1:].lower()
        return ""

    def topic(self) -> str:
        """The subject that the title names, of the register or proposed; else the place of which the text speaks."""
        ways = [self.topic_of_title, self.before_measure, self.whole_of_text, self.industry_of_body]
        ways = ways[::-1] if self.title().isupper() else ways  # capitals alone tell no names
        names = filter(None, (way() for way in ways))
        name = next((one for one in names if not self.is_firm(one) and self.is_spoken_below(one)), "")
        if not name:
            return self.place_spoken_of()
        known = self.book.names["subjects"].whole(name)
        kind = "person_group" if is_kind(name) else "market"
        row = {"name": name, "subject_type": kind, "parent_subject_id": ""}
        id = known[0] if known else self.book.propose("subjects", row, "what the title speaks of")
        self.reader.newcomers |= set() if known else {id}
        return id

    def market_of(self, text: str) -> str:
        """The market of which a title of a table gives what its vendors sell: "Smartphone" of "Top 5 Companies, Worldwide Smartphone
        Shipments, Market Share, and Growth"; empty where there is none."""
        for label in reversed(self.reader.periods.labels(text)):
            text = f"{text[: label.start]} , {text[label.end :]}"
        kinds = ("openers", "adjectives", "world", "countries", "regions", "headings", "generic_en")
        for piece in PIECE.split(text):
            found = SOLD.search(piece)
            words = found["name"].split() if found else []
            while words and (any(vocabulary(kind).whole(words[0]) for kind in kinds) or NO_MARKET.fullmatch(words[0])) and words[0] != "IT":
                words = words[1:]
            name = " ".join(words)
            if 0 < len(words) <= 3 and len(name) > 1 and is_nominal(name) and not is_measure(self.book, name):
                return name[0].upper() + name[1:]
        return ""

    def topic_of_title(self) -> str:
        """The name of what the title of a document without a subject speaks of, before what it measures or says of it: "PC market grows
        1.3%", "Gartner Says Worldwide Semiconductor Revenue Grew"; empty where there is none."""
        title = PUBLISHER.sub("", self.title())
        for label in reversed(self.reader.periods.labels(title)):
            title = f"{title[: label.start]} {title[label.end :]}"
        if (foresees := FORESEES.match(title)) and any(
            RESEARCHES.search(one.text[: at.start()])
            for one in self.source.paragraphs[:20]
            for at in re.finditer(rf"\b{re.escape(foresees[1])}\b", one.text)
        ):  # "Norvane sees PC shipments shrinking", where Norvane is a research firm
            title = title[foresees.end() :]
        title = re.sub(r"^\[[^\]]*\]", "", title).strip(" ,:：–-")
        if shared := SHARE_IN.search(title):
            return shared[1][0].upper() + shared[1][1:]
        title = title[looked.end() :] if (looked := LOOKS_AT.match(title)) else title
        ends = [match.start for match in self.book.names["metrics"].find(title)] + [match.start for match in verbs_in(title)]
        ends += [match.start() for match in TITLE_ENDS.finditer(title)]
        acts = [match.start for match in vocabulary("headline_verbs").find(title) if title[match.start : match.end].lower() != "set"]
        ends += [match.start() for match in SET_TO.finditer(title)]  # no "TV set shipments"
        if acts and min(acts) < min(ends, default=len(title)):  # "Orrery leads a break-away group" is on no market
            kind = title[: min(acts)].strip()
            return kind if kind and is_kind(kind) and len(kind.split()) < 4 else ""  # "Nordic start-ups raise" is on them
        words = title[: min(ends, default=0)].split()
        if words and words[-1].lower() in ("of", "on", "in", "for") and len(words) < 4:  # "Balance of payments" is on no balance
            words = []
        if not words or all(vocabulary("openers").whole(word) or vocabulary("adjectives").whole(word) for word in words):
            behind = OF_TOPIC.search(title)  # "Worldwide market share for tablet computers"
            words = behind[1].split() if behind and not vocabulary("countries").whole(behind[1]) else words
        plain = [vocabulary(name) for name in ("openers", "adjectives")]
        while words and any(one.whole(words[0]) for one in plain) and not (len(words) == 1 and words[0].isupper()):  # "IT" is no "it"
            words = words[1:]
        if words and not words[-1].isascii():  # behind the publisher
            words = words[-1:]
        while words and vocabulary("determiners").whole(words[-1]) or words and not is_nominal(words[-1]):
            words = words[:-1]
        name = re.sub(r"\s*[(（][^()（）]*$", "", " ".join(words)).strip(" ,:：–-")  # the rest of "NPI (Base: 2021"
        if not 2 <= len(name) <= 40 or len(words) > 4 or not re.search(r"[^\W\d]{2}", name):
            return ""
        if self.reader.measure and name.lower() == self.reader.measure.lower() or all(map(NO_MARKET.fullmatch, words)):
            return ""
        if all(any(vocabulary(kind).whole(word) for kind in ("generic_en", "heads_en", "adjectives", "openers")) for word in words):
            return ""  # "strong performance", "value"
        if vocabulary("heads_zh").whole(name):  # a measure
            return ""
        whom, what = split_zh(name) if not name.isascii() else ("", "")
        name = whom if len(whom) > 1 and what else name  # "全国乘用车市场 | 零售"
        return "" if NO_NAME.fullmatch(name) or NO_FIRM.fullmatch(name) else name[0].upper() + name[1:]
