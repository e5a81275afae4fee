"""The subject of a figure in running text: that of its list, part or clause, else of its sentence, of the sentences before or of the
document."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.documents.mentions import RESPECTIVELY
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, LEVEL_BEHIND
from claimhouse.draft.store import Item
from claimhouse.draft.subjects.listed import ListedSubjects
from claimhouse.draft.subjects.named import NamedSubjects
from claimhouse.draft.subjects.parts import PartSubjects

ACROSS = re.compile(r"\bacross\s+(?:the\s+)?[^.;:()\d]{2,80}?\b(?:regions|countries|markets|geographies|segments)\b")  # no one of them
CAUSE = re.compile(r"\b(?:due\s+to|driven\s+by|because\s+of|thanks\s+to|as\s+a\s+result\s+of)\b", re.IGNORECASE)
MARKET_ALONE = re.compile(r"\b(?:total|overall|whole|the) market\b|市场规模|整体市场", re.IGNORECASE)
PARTNER = re.compile(r"\b(?:to|from|with|than|against|outside(?:\s+of)?)\s+(?:the\s+)?$", re.IGNORECASE)
DONE_BY = re.compile(  # "$310 million raised by", "120 MW was installed by the utility"
    r"\s+(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:raised|secured|swept\s+up|received|spent|earned|generated|produced|installed|shipped|sold"
    r"|delivered|handled|imported|exported|invested|carried)\s+by\s+(?:the\s+)?(?:[a-z][\w-]*\s+|[A-Z]\w*-based\s+|[A-Z]\d[A-Z]\s+){0,3}"
)
THE_FIRM = re.compile(
    r"\bthe\s+(?:company|firm|group|vendor|maker|manufacturer|start-?up|corporation|retailer|operator|giant)\b", re.IGNORECASE
)
IN_ALL = re.compile(r"\W*(?:in total|in all|overall|altogether|total|worldwide|globally|in aggregate|合计|总计|整体)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:total|global|worldwide|market|industry|overall)\b|全球|全国|全省|全市|市场", re.IGNORECASE)


BESIDE_NAME = re.compile(r"\b(?:at|in|for|of|from|across)\s+(?:the\s+)?([A-Z][a-z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})")
PLACED_BEHIND = re.compile(  # "by 0.3% in the EU", "7 million bags in Peru", "20.4 percent revenue share for Norvane"
    r"(?:(?:\s+[a-z]+s)?\s+(?:in|for)|(?:\s+(?:revenue|unit|market|volume|value|share)){1,3}\s+for)\s+(?:the\s+)?"
)
TAKEN_UP = re.compile(r"\W*(?:This|That|It|These)\s+(?:is|was|were|are|represents?|compares?|marks?|follows)\b")


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

    def taken_up(self, start: int) -> Item | None:
        """The last figure of the sentence before, of which one that begins with "This is" and names nobody says more."""
        first, _ = self.sentence(start)
        before = [one for one, _ in self.figures if one < first and one in self.filled]
        named = any(first <= match.start and match.end <= start for match in self.subjects)
        return self.filled[before[-1]] if before and not named and TAKEN_UP.match(self.text, first) else None

    def subject(self, item: Item, start: int, end: int, unit: str = "") -> None:
        """The nearest name before the figure in its clause, after it there, the topic, in the sentence, the antecedent, the document's."""
        book, reader = self.reader.book, self.reader
        sentence, clause = self.sentence(start), self.clause(start, end)
        cause = CAUSE.search(self.text, end, sentence[1])  # whose growth it was due to is said behind
        reach = cause.start() if cause else sentence[1]
        clause = clause[0], min(clause[1], reach)
        in_turn = RESPECTIVELY.search(self.text, *sentence)  # "led with gains of 3% and 4%, to 7 and 8 million respectively"
        level = None if in_turn else self.follows(start, LEVEL_BEHIND)
        same_thing = self.restated(start, end) or self.follows(start, COMPARED_WITH) or level or self.taken_up(start)
        if same_thing and same_thing.value("subject_id"):
            item.cells["subject_id"] = replace(same_thing.cells["subject_id"])
            item.candidates["subject_id"] = same_thing.candidates.get("subject_id", [])
            return
        if listed := self.listed(item, start, end):
            item.put("subject_id", listed, "list", False)
            item.candidates["subject_id"] = [listed]
            return
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
            likely = [match for match in likely if match in known or self.leads(match) and not reader.is_covered]
        elif reader.is_covered:
            likely = [
                match for match in likely if match in known or self.leads(match) and self.text[sentence[0] : match.start].strip() == ""
            ]
        before = [match for match in likely if match.end <= start]
        near = [match for match in before if match.start >= clause[0]][::-1]
        after = [match for match in likely if match.start >= end and match.end <= clause[1]]
        same = [match for match in before if match.start >= sentence[0]][::-1]
        later = [match for match in likely if match.start >= end and match.end <= reach]
        named, alone = self.topic()
        topic = [id for id in named if book.is_likely(id, unit)]
        like = [] if near or same else [id for id, _ in book.names["subjects"].about(self.words(clause), 0.8) if book.is_likely(id, unit)]
        part = self.text[sentence[0] : start].rpartition(";")[2] + self.text[start : sentence[1]].partition(";")[0]
        wider = [] if near or same or like else [id for id, _ in book.names["subjects"].about(part, 0.8) if book.is_likely(id, unit)]
        like, wider = ([id for id in ids if all(id not in match.ids for match in among)] for ids in (like, wider))
        if not reader.is_covered:  # a shared name is no likeness there: "data" is no data center
            like, wider = ([id for id in ids if ("subjects", id) in book.ids] for ids in (like, wider))
        pronoun = vocabulary("pronouns").find(self.words(sentence))
        its = re.match(r"\W*(?:its|it|their|they)\b", self.words(sentence), re.IGNORECASE)
        speaks = its or pronoun and not reader.subject
        spoken = [id for match in self.antecedents(start) if match in likely and speaks for id in match.ids]
        if THE_FIRM.search(self.words(sentence)):  # of a maker and what it makes the maker
            spoken = [id for id in spoken if book.rows["subjects"][id]["subject_type"] == "company"] or spoken
        own = [reader.subject] if reader.subject else []
        total = reader.total if book.rows["subjects"].get(reader.subject, {}).get("subject_type") != "company" else []
        paired = self.paired(start, [match for match in likely if sentence[0] <= match.start])
        clause_of = re.search(r"([^,]*),\s*(?:which|who)\b[^,]*$", self.text[sentence[0] : start])
        if clause_of:  # "Samsung Electronics, which saw revenue of"
            whom = [match for match in near + same if match.end == sentence[0] + clause_of.end(1)]
            near = whom or near
        placed = [match for match in likely if PLACED_BEHIND.fullmatch(self.text[end : match.start])]
        done_by = [match for match in self.subjects if match.start >= end and DONE_BY.fullmatch(self.text[end : match.start])]
        steps = [
            ("sentence", paired),
            ("clause", [id for match in done_by for id in match.ids]),
            ("clause", [id for match in placed for id in match.ids]),
            ("clause", [id for match in near for id in match.ids]),
            ("like", like[:1]),
            ("topic", topic),
            ("clause", [] if same else [id for match in after for id in match.ids]),
            ("sentence", [id for match in same for id in match.ids]),
            ("antecedent", [] if same else spoken[:1]),
            ("heading", [reader.heading_firm] if reader.heading_firm else []),
            ("document", own if pronoun or not self.subjects or self.is_of_country() or self.opens_alone(start, likely) else []),
            ("like", wider[:1]),
            ("document", total if total and WHOLE.search(self.words(sentence)) and not same else []),
            ("document", total if not same and not later else []),
            ("document", [reader.theme] if reader.theme and not same and not near and IN_ALL.match(self.words(sentence)) else []),
            ("document", [reader.theme] if reader.theme and not same and MARKET_ALONE.search(self.words(clause)) else []),
            ("heading", [id for id in reader.heading_subject if book.is_likely(id, unit)]),
            (
                "antecedent",
                [id for match in self.antecedents(start) if match in (known if reader.is_covered else likely) for id in match.ids],
            ),
            ("sentence", [id for match in later for id in match.ids]),
            ("document", [reader.theme] if reader.theme and book.is_likely(reader.theme, unit) else []),
            (
                "antecedent",
                [id for id in reader.last_subject if book.is_likely(id, unit) and not (id in reader.newcomers and reader.is_covered)],
            ),
            ("document", own),
        ]
        self.ends[start] = end
        if (self.share_behind(start, end)) and (new := self.unnamed(item, start, unit, sentence, clause)):
            steps.insert(0, ("proposed", [new]))
        elif not paired and not topic and (part := self.parted(item, start, end, near)):
            steps.insert(0, ("proposed", [part]))
        elif not near and not paired and not topic and (new := self.unnamed(item, start, unit, sentence, clause)):
            steps.insert(0, ("proposed", [new]))
        ranked = [(id, how) for how, ids in steps for id in ids]
        item.candidates["subject_id"] = list(dict.fromkeys(id for id, _ in ranked))[:8]
        if not ranked and self.last and self.last.value("subject_id"):
            ranked = [(self.last.value("subject_id"), "antecedent")]
        if not ranked:
            return
        id, how = ranked[0]
        if how in ("document", "heading", "antecedent") and self.last and self.last_at >= sentence[0] and self.last.value("subject_id"):
            if not any(self.last_at <= match.start < start for match in self.subjects):  # "Subscription revenue of $296 million, up 23%"
                id, how = self.last.value("subject_id"), "document" if self.last.value("subject_id") == reader.subject else "sentence"
        sole = {one for match in self.subjects if sentence[0] <= match.start < sentence[1] for one in match.ids}
        sure = (
            (how in ("clause", "sentence") and bool(near) or how == "topic" and alone)
            and sole <= {id}
            and not (id in reader.newcomers and (reader.is_covered or self.is_within(near)))
            or how == "document"
            and id == reader.subject
            and not self.subjects
            and (self.last is None or self.last.value("subject_id") == id)
            and book.rows["subjects"][id]["subject_type"] in ("company", "country")
            and not self.names_part(start, end)
            and not self.place_beside(start, end)
        )
        sure = sure and not (id == reader.theme and ("subjects", id) in book.ids)  # what a title seems to speak of
        own_or_part = not reader.subject or reader.subject in (id, book.rows["subjects"][id].get("parent_subject_id"))
        item.put("subject_id", id, how, sure and own_or_part)
