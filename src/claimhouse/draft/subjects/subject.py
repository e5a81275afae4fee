"""The subject of a figure in running text: that of its list, part or clause, else of its sentence, of the sentences before or of the
document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimhouse.documents.mentions import RESPECTIVELY
from claimhouse.draft.cells import verbs_in
from claimhouse.draft.names import Match, words_of
from claimhouse.draft.newcomers import NO_NAME
from claimhouse.draft.overview.beginning import is_measure
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, LEVEL_BEHIND
from claimhouse.draft.store import Item
from claimhouse.draft.subjects.listed import ListedSubjects
from claimhouse.draft.subjects.named import NamedSubjects
from claimhouse.draft.subjects.parts import BRACKETED, PartSubjects

ACROSS = re.compile(r"\bacross\s+(?:the\s+)?[^.;:()\d]{2,80}?\b(?:regions|countries|markets|geographies|segments)\b")  # no one of them
CAUSE = re.compile(r"\b(?:due\s+to|driven\s+by|because\s+of|thanks\s+to|as\s+a\s+result\s+of)\b", re.IGNORECASE)
MARKET_ALONE = re.compile(r"\b(?:total|overall|whole|the) market\b|市场规模|整体市场", re.IGNORECASE)
PARTNER = re.compile(r"\b(?:to|from|with|than|against|outside(?:\s+of)?)\s+(?:the\s+)?$", re.IGNORECASE)
DONE_BY = re.compile(  # "$310 million raised by", "120 MW was installed by the utility"
    r"\s+(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:raised|secured|swept\s+up|received|spent|earned|generated|produced|installed|shipped|sold"
    r"|delivered|handled|made|manufactured|imported|exported|invested|carried)\s+by\s+(?:the\s+)?(?:[a-z][\w-]*\s+|[A-Z]\w*-based\s+|[A-Z]\d[A-Z]\s+){0,3}"
)
THE_FIRM = re.compile(
    r"\bthe\s+(?:company|firm|group|vendor|maker|manufacturer|start-?up|corporation|retailer|operator|giant)\b", re.IGNORECASE
)
CALLED_PART = re.compile(r"(?:\s+\([^()]*\))?\s+(?:segment|division|business|unit)\b")
OF_ALL = re.compile(r"\b(?:the\s+)?(?:group|company|consolidated|group-wide|total\s+group)\b", re.IGNORECASE)  # below a heading on a part
IN_ALL = re.compile(r"\W*(?:in total|in all|overall|altogether|total|worldwide|globally|in aggregate|合计|总计|整体)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:total|global|worldwide|market|industry|overall)\b|全球|全国|全省|全市|市场", re.IGNORECASE)


BESIDE_NAME = re.compile(r"\b(?:at|in|for|of|from|across)\s+(?:the\s+)?([A-Z][a-z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})")
PLACED_BEHIND = re.compile(  # "by 0.3% in the EU", "7 million bags in Peru", "20.4 percent revenue share for Norvane"
    r"(?:(?:\s+[a-z]+s)?\s+(?:in|for)|(?:\s+(?:revenue|unit|market|volume|value|share)){1,3}\s+for)\s+(?:the\s+)?"
)
NEXT = 40  # characters behind a name in which a verb of its own stands
WHERE = re.compile(r"\b(?:in|across|throughout|among|within|outside)\s", re.IGNORECASE)
HOLDS = re.compile(  # from a name to its figure: "Norvane with 59.5 million", "Norvane (26.4% and 31.1%"
    r"\s+(?:with|at)\s+(?:about\s+|around\s+|nearly\s+|over\s+)?|\s?[(（](?:[\d.,\s%]|and|per\s?cent|to|from|versus|vs\.?)*"
)
IS_ONE_ZH = re.compile(  # from a name to its figure: "联想是三季度全球出货量最高的厂商，达到了"
    r"是[^。；，,]{2,40}?的?(?:厂商|企业|公司|品牌|供应商|制造商|车企|运营商|房企)[，,](?:[^。；，,\d]{0,12})"
)
OF_WHOM = re.compile(r"\s+(?:for|by|at)\s+(?:the\s+)?")  # from a figure to whose it is: "vs. 83.2 million for Norvane"
COMPARED_RIGHT = re.compile(
    r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|versus|against)\s+(?:an?\s+|the\s+|just\s+|about\s+)?$", re.IGNORECASE
)


CAPITALS = re.compile(r"(?<![\w-])[A-Z][\w&’'-]*(?:\s+(?:(?:of|and|&)\s+)?[A-Z][\w&’'-]*){0,5}")
Steps = list[tuple[str, list[str]]]  # ways with the ids that each finds, the best way first


@dataclass(frozen=True, slots=True)
class Nearby:
    """A figure, the clause and sentence that hold it, and the names that may be its subject."""

    start: int
    end: int
    unit: str
    sentence: tuple[int, int]
    clause: tuple[int, int]
    likely: list[Match]  # in the whole paragraph
    known: list[Match]  # of these what registers know
    among: list[Match]  # one of several that it is about at once
    near: list[Match]  # before it in its clause, the nearest first
    after: list[Match]  # behind it in its clause
    same: list[Match]  # before it in its sentence, the nearest first
    later: list[Match]  # behind it in its sentence


class Subjects(NamedSubjects, ListedSubjects, PartSubjects):
    """Finds the subject of a figure."""

    def place_beside(self, start: int, end: int) -> bool:
        """Whether the clause of a figure says where or of what by a name that is not the subject's: "sales at Old Mill"."""
        first, last = self.clause(start, end)
        own = self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("name", "")
        taken = [(one.start, one.end) for one in (*self.labels, *self.metrics)]
        for match in BESIDE_NAME.finditer(self.text, first, last):
            known = match[1] in own or any(begin < match.end(1) and match.start(1) < stop for begin, stop in taken)
            if not known and is_thing(match[1], "") and not vocabulary("adjectives").whole(match[1].split()[0]):
                return True
        return False

    def names_others(self, start: int, end: int) -> bool:
        """Whether the sentence of a figure has a name that is not that of the subject, nor a measure, a period or a word of the text: "Deep
        Sea, which beat profit by 8%", "Orrery will report profits of"."""
        own = {word for word, _, _ in words_of(self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("name", ""))}
        first, last = self.sentence(start)
        taken = [*((one.start, one.end) for one in (*self.labels, *self.metrics)), *self.figures]
        for match in CAPITALS.finditer(self.text, first, last):
            inside = any(begin < match.end() and match.start() < stop for begin, stop in taken)
            words = {word for word, _, _ in words_of(match[0])}
            opens = not re.search(r"\w", self.text[first : match.start()]) or self.text[match.start() - 2 : match.start()] in (": ", "• ")
            if inside or not words or words & own or opens and len(words) == 1 and (words & self.reader.small or is_common(match[0])):
                continue
            if (
                is_thing(match[0], "")
                and not is_measure(self.reader.book, match[0])
                and not all(is_common(one) for one in match[0].split())
            ):
                return True
        return False

    def subject(self, item: Item, start: int, end: int, unit: str = "") -> None:
        """The nearest name before the figure in its clause, after it there, the topic, in the sentence, the antecedent, the document's."""
        named = any(one.start >= end and OF_WHOM.fullmatch(self.text[end : one.start]) for one in self.subjects)
        if not named and (same := self.same_thing(start, end)) and same.value("subject_id"):
            item.cells["subject_id"] = replace(same.cells["subject_id"])
            item.candidates["subject_id"] = same.candidates.get("subject_id", [])
            return
        if listed := self.listed(item, start, end):
            item.put("subject_id", listed, "list", False)
            item.candidates["subject_id"] = [listed]
            return
        here = self.nearby(start, end, unit)
        like, wider = self.alike(here)
        paired = self.paired(start, [match for match in here.likely if here.sentence[0] <= match.start])
        named, alone = self.topic()
        topic = [id for id in named if self.reader.book.is_likely(id, unit)]
        steps = [*self.named_here(here, paired, topic, like), *self.of_document(here, wider), *self.spoken_before(here)]
        self.ends[start] = end
        if coined := self.coined(item, here, paired, topic):
            steps.insert(0, ("proposed", [coined]))
        self.choose(item, here, steps, alone)

    def same_thing(self, start: int, end: int) -> Item | None:
        """The figure before of which this one is another form, base or level, or behind which it stands alone in parentheses."""
        prior = self.before(start)
        if prior and re.fullmatch(r"\s?[(（]\s*", self.text[prior[1] : start]) and re.match(r"\s*[)）]", self.text[end:]):
            return self.filled[prior[0]]
        in_turn = RESPECTIVELY.search(self.text, *self.sentence(start))  # "led with gains of 3% and 4%, to 7 and 8 million respectively"
        level = None if in_turn else self.follows(start, LEVEL_BEHIND)
        last = self.before(start) if COMPARED_RIGHT.search(self.text[:start]) else None  # "49% of all phones, up from 29%"
        placed = any(one.start >= end and PLACED_BEHIND.fullmatch(self.text[end : one.start]) for one in self.subjects)
        base = last and not in_turn and not placed and not re.search(r"[;:]", self.text[last[1] : start]) and self.filled[last[0]]
        return self.restated(start, end) or self.follows(start, COMPARED_WITH) or level or base or self.taken_up(start)

    def nearby(self, start: int, end: int, unit: str) -> Nearby:
        """The names around a figure, up to what caused it: "due to" says whose growth it was."""
        sentence, clause = self.sentence(start), self.clause(start, end)
        cause = CAUSE.search(self.text, end, sentence[1])
        reach = cause.start() if cause else sentence[1]
        clause = clause[0], min(clause[1], reach)
        likely, known, among = self.likely_names(start, unit, sentence)
        before = [match for match in likely if match.end <= start]
        near = [match for match in before if match.start >= clause[0]][::-1]
        after = [match for match in likely if match.start >= end and match.end <= clause[1]]
        same = [match for match in before if match.start >= sentence[0]][::-1]
        near = self.maker_first(self.owner_first(near, same), same)
        near = [one for one in same if IS_ONE_ZH.fullmatch(self.text[one.end : start])] or near
        later = [match for match in likely if match.start >= end and match.end <= reach]
        clause_of = re.search(r"([^,]*),\s*(?:which|who)\b[^,]*$", self.text[sentence[0] : start])
        if clause_of:  # "Samsung Electronics, which saw revenue of"
            near = [match for match in near + same if match.end == sentence[0] + clause_of.end(1)] or near
        return Nearby(start, end, unit, sentence, clause, likely, known, among, near, after, same, later)

    def owner_first(self, near: list[Match], same: list[Match]) -> list[Match]:
        """The names before a figure; first of them the owner of what has it, where the others say only where that is: "Norvane’s share
        across Peru and Chile fell to"."""
        for match in same if near else ():
            between = self.text[match.end : near[0].start]
            owns = re.search(r"[’']s?$", self.text[match.start : match.end]) or re.match(r"[’']s?\s", self.text[match.end :])
            place = WHERE.search(between) if owns else None
            if place and not verbs_in(between) and not re.search(r"\d", between):
                return [match, *(one for one in near if one is not match)]
        return near

    def maker_first(self, near: list[Match], same: list[Match]) -> list[Match]:
        """The names before a figure; first of them the firm that leads the sentence, where the nearest is what several make, unless that
        moves by itself or stands behind a semicolon: "Norvane saw sales of smartphones jump by 5%", no "Norvane said that smartphones rose
        5%"."""
        rows = self.reader.book.rows["subjects"]
        kinds = [{rows[id]["subject_type"] for id in match.ids} for match in same]
        if not same or kinds[0] != {"device"} or near and near[0] is not same[0]:
            return near
        maker = next((match for match, kind in zip(same, kinds, strict=True) if kind == {"company"} and self.leads(match)), None)
        behind = self.text[same[0].end : same[0].end + NEXT]
        moves = verbs_in(re.split(r"[,.;:\d]", re.sub(r"^\s*(?:market|segment|category|makers?|vendors?)?", "", behind))[0])
        between = self.text[maker.end : same[0].start] if maker else ""
        acts = verbs_in(between) or re.search(r"\b(?:its|their|own)\s[^.;:]{0,20}$", between)
        return [maker, *near] if maker and ";" not in between and (acts or not moves) else near

    def likely_names(self, start: int, unit: str, sentence: tuple[int, int]) -> tuple[list[Match], list[Match], list[Match]]:
        """The names that a figure of a unit may be about; of these the known ones; and those that it is about at once."""
        book, reader = self.reader.book, self.reader
        likely = [
            match
            for match in self.subjects
            if any(book.is_likely(id, unit) for id in match.ids) and not self.is_aside(match, start) and not self.is_agent(match)
        ]
        if self.is_of_country():  # "exports to Germany" are of the country
            likely = [match for match in likely if not PARTNER.search(self.text[: match.start])]
        places = [(one.start(), one.end()) for one in ACROSS.finditer(self.text)]
        among = [match for match in likely if any(first <= match.start < last for first, last in places)]
        likely = [match for match in likely if match not in among]
        known = [match for match in likely if not self.is_newcomer(match)]
        if any(sentence[0] <= match.start < sentence[1] for match in known):  # a new name counts then where it leads
            likely = [
                match
                for match in likely
                if match in known or self.leads(match) and not reader.is_covered or HOLDS.fullmatch(self.text[match.end : start])
            ]
        elif reader.is_covered:
            likely = [
                match for match in likely if match in known or self.leads(match) and self.text[sentence[0] : match.start].strip() == ""
            ]
        return likely, known, among

    def alike(self, here: Nearby) -> tuple[list[str], list[str]]:
        """The subjects of whose names the clause of a figure has most words, and those of the part of the sentence; none beside a name."""
        names, book = self.reader.book.names["subjects"], self.reader.book
        found = []
        part = self.text[here.sentence[0] : here.start].rpartition(";")[2] + self.text[here.start : here.sentence[1]].partition(";")[0]
        for text in (self.words(here.clause), part):
            beside = here.near or here.same or any(found)
            ids = [] if beside else [id for id, _ in names.about(text, 0.8) if book.is_likely(id, here.unit)]
            found.append(ids)
        found = [[id for id in ids if all(id not in match.ids for match in here.among)] for ids in found]
        if not self.reader.is_covered:  # a shared name is no likeness there: "data" is no data center
            found = [[id for id in ids if ("subjects", id) in book.ids] for ids in found]
        return found[0], found[1]

    def named_here(self, here: Nearby, paired: list[str], topic: list[str], like: list[str]) -> Steps:
        """What the clause of a figure names, the beginning of its paragraph, then its sentence."""
        end = here.end
        placed = [match for match in here.likely if PLACED_BEHIND.fullmatch(self.text[end : match.start])]
        done_by = [match for match in self.subjects if self.is_doer(match, end)]
        held = [match for match in here.likely if match.end <= here.start and HOLDS.fullmatch(self.text[match.end : here.start])]
        return [
            ("clause", ids_of(one for one in held if "(" in self.text[one.end : here.start])),
            ("sentence", paired),
            ("clause", ids_of(done_by)),
            ("clause", ids_of(placed)),
            ("clause", ids_of(here.near)),
            ("like", like[:1]),
            ("topic", topic),
            ("clause", [] if here.same else ids_of(here.after)),
            ("sentence", ids_of(here.same)),
            ("antecedent", [] if here.same else self.meant_by_pronoun(here)[:1]),
        ]

    def is_doer(self, match: Match, end: int) -> bool:
        """Whether a name stands behind a figure as who did it: "120 MW was installed by the utility"."""
        return match.start >= end and DONE_BY.fullmatch(self.text[end : match.start]) is not None

    def meant_by_pronoun(self, here: Nearby) -> list[str]:
        """Whom "its" or "the company" of the sentence of a figure may mean."""
        words = self.words(here.sentence)
        its = re.match(r"\W*(?:its|it|their|they)\b", words, re.IGNORECASE)
        speaks = its or vocabulary("pronouns").find(words) and not self.reader.subject
        spoken = ids_of(match for match in self.antecedents(here.start) if match in here.likely) if speaks else []
        if THE_FIRM.search(words):  # of a maker and what it makes the maker
            rows = self.reader.book.rows["subjects"]
            return [id for id in spoken if rows[id]["subject_type"] == "company"] or spoken
        return spoken

    def of_document(self, here: Nearby, wider: list[str]) -> Steps:
        """Whom heading and document are about: the firm or country, the whole of a market, what the title seems to speak of."""
        book, reader, same = self.reader.book, self.reader, here.same
        words = self.words(here.sentence)
        own = [reader.subject] if reader.subject else []
        alone = vocabulary("pronouns").find(words) or not self.subjects or self.is_of_country()
        total = reader.total if book.rows["subjects"].get(reader.subject, {}).get("subject_type") != "company" else []
        theme = [reader.theme] if reader.theme else []
        called = [one for one in self.antecedents(here.start) if CALLED_PART.match(self.text, one.end)] if reader.subject else []
        spoken = [book.rows["subjects"][id] for match in called for id in match.ids]
        within = any(row.get("parent_subject_id") == reader.subject for row in spoken)  # the paragraph is on a part of the firm
        heads = [id for id in reader.heading_subject if book.is_likely(id, here.unit) and not (within and id == reader.subject)]
        parts = [
            id for id in heads if book.rows["subjects"][id].get("parent_subject_id") == reader.subject != "" and not OF_ALL.search(words)
        ]
        return [
            ("heading", [reader.heading_firm] if reader.heading_firm else parts),
            ("document", own if alone or self.opens_alone(here.start, here.likely) else []),
            ("like", wider[:1]),
            ("document", total if WHOLE.search(words) and not same else []),
            ("document", total if not same and not here.later else []),
            ("document", theme if not same and not here.near and IN_ALL.match(words) else []),
            ("document", theme if not same and MARKET_ALONE.search(self.words(here.clause)) else []),
            ("heading", heads),
        ]

    def spoken_before(self, here: Nearby) -> Steps:
        """Whom the sentences before, the end of the sentence and the paragraphs before name; at last the subject of the document."""
        book, reader = self.reader.book, self.reader
        whom = here.known if reader.is_covered else here.likely
        last = [id for id in reader.last_subject if book.is_likely(id, here.unit) and not (id in reader.newcomers and reader.is_covered)]
        return [
            ("antecedent", ids_of(match for match in self.antecedents(here.start) if match in whom)),
            ("sentence", ids_of(here.later)),
            ("document", [reader.theme] if reader.theme and book.is_likely(reader.theme, here.unit) else []),
            ("antecedent", last),
            ("document", [reader.subject] if reader.subject else []),
        ]

    def coined(self, item: Item, here: Nearby, paired: list[str], topic: list[str]) -> str:
        """The subject that common words name: whose share it is, a part of a market or firm, a market."""
        if BRACKETED.search(self.text[here.sentence[0] : here.start]) and not self.reader.is_covered:
            if new := self.unnamed(item, here.start, here.unit, here.sentence, here.clause):
                return new
        of_share = self.share_behind(here.start, here.end)
        if of_share and (new := self.unnamed(item, here.start, here.unit, here.sentence, here.clause)):
            return new
        if paired or topic or any(self.is_doer(match, here.end) for match in self.subjects):
            return ""
        part = self.parted(item, here.start, here.end, here.near)
        return part or ("" if here.near else self.unnamed(item, here.start, here.unit, here.sentence, here.clause))

    def choose(self, item: Item, here: Nearby, steps: Steps, alone: bool) -> None:
        """Puts the first subject that a way finds; that of the figure before where the clause goes on with it."""
        ranked = [(id, how) for how, ids in steps for id in ids]
        item.candidates["subject_id"] = list(dict.fromkeys(id for id, _ in ranked))[:8]
        last = self.last.value("subject_id") if self.last else ""
        if not ranked and last:
            ranked = [(last, "antecedent")]
        if not ranked:
            return
        id, how = ranked[0]
        if how in ("document", "heading", "antecedent") and last and self.last_at >= here.sentence[0]:
            if not any(self.last_at <= match.start < here.start for match in self.subjects):  # "Sales of $2 million, up 23%"
                id, how = last, "document" if last == self.reader.subject else "sentence"
        item.put("subject_id", id, how, self.is_sure(here, id, how, alone))

    def is_sure(self, here: Nearby, id: str, how: str, alone: bool) -> bool:
        """Whether a subject found in a way is sure: the only name of a sentence, or that of a document on a firm or country in a paragraph
        that names nobody and no part of it."""
        book, reader = self.reader.book, self.reader
        row = book.rows["subjects"][id]
        if id == reader.theme and ("subjects", id) in book.ids:  # what a title seems to speak of
            return False
        if reader.subject and reader.subject not in (id, row.get("parent_subject_id")):
            return False
        if how == "document":
            return (
                id == reader.subject
                and not self.subjects
                and (self.last is None or self.last.value("subject_id") == id)
                and row["subject_type"] in ("company", "country")
                and not self.names_part(here.start, here.end)
                and not self.place_beside(here.start, here.end)
                and not self.names_others(here.start, here.end)
            )
        sole = {one for match in self.subjects if here.sentence[0] <= match.start < here.sentence[1] for one in match.ids}
        doubted = id in reader.newcomers and (reader.is_covered or self.is_within(here.near))
        named = how in ("clause", "sentence") and bool(here.near) or how == "topic" and alone
        return named and sole <= {id} and not doubted


def is_common(word: str) -> bool:
    """Whether a word with a capital is one that headings and measures have of any firm."""
    kinds = ("openers", "adjectives", "generic_en", "heads_en", "determiners", "pronouns", "corporate")
    return any(vocabulary(kind).whole(word) for kind in kinds) or NO_NAME.fullmatch(word) is not None


def ids_of(names: Iterable[Match]) -> list[str]:
    """The ids of names in turn."""
    return [id for match in names for id in match.ids]
