"""The subject of an item of a list: what the item begins with, the place behind its figure, or the subject at the same place of the row of
figures before."""

from __future__ import annotations

import re

from claimhouse.documents.blocks import MARKS
from claimhouse.draft.cells import verbs_in
from claimhouse.draft.newcomers import FIRM_ZH
from claimhouse.draft.phrases import Phrases, is_thing
from claimhouse.draft.phrases_zh import BEHIND, GROUP, OF_ALL, run_of
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.store import Item

BESIDE = re.compile(
    r"(?:[–—:;,]|\band|\bby|\bfrom|^)\s*(?:from\s+|in\s+)?(?:[Tt]he\s+)?((?!Inc\b|Ltd\b|In\b|The\b|And\b)[A-Z][\w’'/-]*(?:\s+[A-Z][\w’'/-]*){0,3})\s+"
    r"(?:(?:up|down|rose|fell|by|at|with|was|were|led|growth|an?\s+increase|of)\s+)*(?:by\s+)?$"
)
NEAR_NAME = 160  # characters from a name to its figure
MARKED = re.compile(rf"\s*[-*–—{MARKS}]\s+")
OPENING_OF_ITEM = re.compile(
    r"\s*(.{2,60}?)\s*(?:[,:]|\s[–—-])\s*(?:(?:was|were|is|are|with|rose|fell|grew|declined|increased|decreased|up|down|an?)\s+)*(?:by\s+)?$"
)


class ListedSubjects(Phrases):
    """Finds the subjects of lists."""

    def listed(self, item: Item, start: int, end: int) -> str:
        """The subject of an item of a list: the place behind the figure, or the name with which it begins: "- Gisborne, up 42.6%", "were:
        shops and bars - $1.2 billion; schools - $1.1 billion". None in a document on a firm."""
        if not self.names_parts():
            return ""
        if placed := self.placed(start, end):
            name, kind = placed[1], "country"
        elif (heard := self.said_zh(start)) and (said := heard[:2]) and any(heard) and (same := self.of_row_before(start, *said)):
            return same
        elif said[0] == OF_ALL:
            return self.reader.subject
        elif whom := re.sub(r"(?<=[\u4e00-\u9fff]{2})(?:全球|在全球|国内|在华)$", "", said[0]):
            return self.whose_zh(whom, item)
        else:
            name, kind = self.item_of_list(start) or self.beside_name(start) or self.named_row(start).get(start, ""), "segment"
        name = re.sub(r"^(?:and|the)\s+", "", name).strip(" ,–—-:")
        words = name.split()
        plain = not words or len(words) > 7 or not is_thing(name, "") or re.search(r"\d", name) or verbs_in(re.sub(r"\bof\b", " ", name))
        if plain or self.reader.book.names["metrics"].find(name) or self.reader.periods.labels(name):
            return ""
        if any(vocabulary(kind).whole(words[0]) for kind in ("openers", "pronouns", "determiners")):
            return ""
        row = {"name": name[0].upper() + name[1:], "subject_type": kind, "parent_subject_id": self.reader.subject}
        known = self.reader.book.names["subjects"].whole(name)
        return known[0] if known else self.reader.book.propose("subjects", row, f"line {item.line}", exact=True)

    def whose_zh(self, whom: str, item: Item) -> str:
        """The subject that Chinese words before a measure name: known, alone or before a verb ("海岳汽车 | 累计"), else proposed; in a
        document on a place what is no group of people or firms is of the place."""
        names, book = self.reader.book.names["subjects"], self.reader.book
        if known := names.whole(whom):
            return known[0]
        first = next((match for match in names.find(whom) if match.start == 0), None)
        if first and BEHIND.fullmatch(whom[first.end :]):
            return first.ids[0]
        if self.is_of_country() and not GROUP.fullmatch(whom):
            return self.reader.subject
        row = {"name": whom, "subject_type": "company" if FIRM_ZH.search(whom) else "segment", "parent_subject_id": self.reader.subject}
        fits = 2 <= len(whom) <= 20 and not re.search(r"\d", whom)
        return book.propose("subjects", row, f"line {item.line}", exact=True) if fits else ""

    def of_row_before(self, start: int, whom: str, what: str) -> str:
        """The subject at the same place of the row of figures before, where a clause names what it measures and no one; that of the clause
        before in a part of a sentence, whose measure begins with what this one seems to be on."""
        if not whom and (same := self.row_before(start)):
            return same.value("subject_id")
        first = self.sentence(start)[0]
        before = [one for one in self.figures if first <= one[0] < start and one[0] in self.filled]
        near = before and not re.search(r"[;；。]", self.text[before[-1][1] : start])
        if not whom and what and near and self.filled[before[-1][0]].cells["subject_id"].how == "list":  # "移动游戏收入1075亿元，占比为73%"
            return self.filled[before[-1][0]].value("subject_id")
        if whom and what and near:
            other = self.filled[before[-1][0]]
            name = self.reader.book.rows["metrics"].get(other.value("metric_id"), {}).get("name", "")
            own = self.reader.book.rows["subjects"].get(other.value("subject_id"), {}).get("name", "")
            return other.value("subject_id") if whom in name and whom not in own else ""
        return ""

    def row_before(self, start: int) -> Item | None:
        """The figure at the same place of the row of as many figures right before that of this one."""
        first, last = self.sentence(start)
        inside = [one for one in self.figures if first <= one[0] < last]
        run = run_of(self.text, inside, start)
        before = [one for one in inside if run and one[0] < run[0][0] and one[0] in self.filled]
        if len(run) < 2 or len(before) < len(run):
            return None
        at = next(place for place, one in enumerate(run) if one[0] == start)
        return self.filled[before[-len(run) :][at][0]]

    def beside_name(self, start: int) -> str:
        """The name right before a figure in a row of such: "Canterbury down 0.5% to $425,000, Southland 4% to $240,000"."""
        first, last = self.sentence(start)
        inside = [one for one, _ in self.figures if first <= one < last]
        found = {one: match[1] for one in inside if (match := BESIDE.search(self.text[max(first, one - NEAR_NAME) : one]))}
        return found.get(start, "") if len(found) > 1 else ""

    def item_of_list(self, start: int) -> str:
        """What the item of a list that holds a figure begins with, up to its first figure: of a paragraph that a mark begins, or one of
        several behind a colon that semicolons part."""
        first, last = self.sentence(start)
        colon = self.text.rfind(": ", first, start)
        if colon >= 0 and self.text.count(";", colon, last) > 1:
            begin = max(self.text.rfind(";", colon, start), colon) + 1
        elif marked := MARKED.match(self.text):
            begin = marked.end()
        else:
            return ""
        figure = min((one for one, _ in self.figures if begin <= one), default=begin)
        found = OPENING_OF_ITEM.match(self.text[begin:figure])
        return found[1] if found else ""
