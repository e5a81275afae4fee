"""Whom a figure in running text is about."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from claimhouse.documents.mentions import RESPECTIVELY
from claimhouse.draft.cells import verbs_in
from claimhouse.draft.names import Match, words_of
from claimhouse.draft.newcomers import FIRM_ZH
from claimhouse.draft.phrases import TRADED, VAGUE, Phrases, Said, is_thing
from claimhouse.draft.phrases_zh import OF_ALL, run_of
from claimhouse.draft.registers import vocabulary, wordings
from claimhouse.draft.sentences import COMPARED_WITH, LEVEL_BEHIND, MARKET, NEAR
from claimhouse.draft.store import Item

SHARER = re.compile(  # whose share it is: "Health care made up 29%", "law with 22%"
    r"((?:[A-Za-z][\w&’'-]*\s+){1,4}?)(?:account(?:s|ed) for|ma(?:de|kes) up|represent(?:s|ed)|compris(?:es|ed)"
    r"|contributed|held|with|at)\s+"
    r"(?:(?:about|approximately|nearly|almost|some|over|more than|an estimated|a)\s+)*$"
)
WORLD = re.compile(
    r"\b(?:worldwide|global)\s+((?:(?!market)[\w-]+\s+){1,3}?)(?:revenues?|sales|shipments|spending|deliveries)\b", re.IGNORECASE
)
ACROSS = re.compile(r"\bacross\s+(?:the\s+)?[^.;:()\d]{2,80}?\b(?:regions|countries|markets|geographies|segments)\b")  # no one of them
CAUSE = re.compile(r"\b(?:due\s+to|driven\s+by|because\s+of|thanks\s+to|as\s+a\s+result\s+of)\b", re.IGNORECASE)
CHANGE_IN = re.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?:increase|decrease|growth|decline|rise|drop|reduction|improvement)\s+in\s+", re.IGNORECASE
)
MARKET_ALONE = re.compile(r"\b(?:total|overall|whole|the) market\b|市场规模|整体市场", re.IGNORECASE)
PART = re.compile(
    r"\b((?!The\b)[A-Z][\w&’-]*(?:\s+(?:(?:and|&)\s+)?[A-Z][\w&’-]*){0,3})\s+(?:segment|division|business unit|business|unit)\b"
)
PARTNER = re.compile(r"\b(?:to|from|with|than|against|outside(?:\s+of)?)\s+(?:the\s+)?$", re.IGNORECASE)
DIVISION = re.compile(  # the last clause of a sentence that begins with a division of the firm
    r"(?:^|[,;]\s+|\b(?:while|and|with|whereas)\s+)the\s+((?:[a-z-]+\s+){1,3})(?:division|segment|business unit|business)\s+[^,;]*$"
)
LIST_GAP = re.compile(r"\s*(?:,|、|，|;)?\s*(?:and|和|及|与|or)?\s*", re.IGNORECASE)
DOER = re.compile(
    r"\W*(?:The\s+)?((?:[A-Z][\w’&-]*)(?:(?:\s+(?:and|of|the|&))?\s+\(?[A-Z(\d][\w’&)-]*){0,4}(?:,\s+other)?)\s+"
    r"(?:(?:is|are|was|were)\s+estimated\s+to\s+have\s+)?(?:produced|manufactured|exported|imported|generated|consumed|sold|shipped|delivered)\s"
)
THING_IN_LIST = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|or|for|of|both|to|by|in|the|on|especially|notably)\s+)((?!and\b|or\b)[a-z][\w’'-]*(?:\s+(?!and\b|or\b|for\b|of\b)[a-z][\w’'-]*){0,3})"
    r"\s*\((?:[+−–-]|up\s|down\s)?\s*$"
)
BESIDE = re.compile(
    r"(?:[–—:;,]|\band|\bby|\bfrom|^)\s*(?:from\s+|in\s+)?(?:[Tt]he\s+)?((?!Inc\b|Ltd\b|In\b|The\b|And\b)[A-Z][\w’'/-]*(?:\s+[A-Z][\w’'/-]*){0,3})\s+"
    r"(?:(?:up|down|rose|fell|by|at|with|was|were|led|growth|an?\s+increase|of)\s+)*(?:by\s+)?$"
)
SEVERAL = re.compile(  # "the top five vendors together held", "only four manufacturers accounted for"
    r"\b((?:(?:top|largest|leading|biggest|other)\s+)*(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:[a-z-]+\s+){0,2}?([a-z-]+))"
    r"\s+(?:(?:together|combined|jointly|still|now)\s+)*"
    r"(?:account(?:s|ed) for|ma(?:de|ke) up|held|hold|had|have|represent(?:s|ed)?|compris(?:es|ed)|controlled|captured)\s+(?:\w+\s+){0,2}?$"
)
MARKED = re.compile(r"\s*[-*•·–—▪●○◦]\s+")
OPENING_OF_ITEM = re.compile(
    r"\s*(.{2,60}?)\s*(?:[,:]|\s[–—-])\s*(?:(?:was|were|is|are|with|rose|fell|grew|declined|increased|decreased|up|down|an?)\s+)*(?:by\s+)?$"
)
SALES = re.compile(r"(?:net\s+)?(?:sales|revenues?)|turnover", re.IGNORECASE)
BRACKETED = re.compile(r"\b([A-Z][\w’-]+(?:\s+(?:of\s+)?[A-Z][\w’-]*){0,3})\s*\([+~-]?\s*$")
IN_ALL = re.compile(r"\W*(?:in total|in all|overall|altogether|total|worldwide|globally|in aggregate|合计|总计|整体)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:total|global|worldwide|market|industry|overall)\b|全球|全国|全省|全市|市场", re.IGNORECASE)


class Subjects(Phrases):
    """Finds the subject of a figure."""

    def topic(self) -> tuple[tuple[str, ...], bool]:
        """The subject that a paragraph begins with before a colon or dash: "- Tencent: ...", "iFlytek — ..."; whether it is all that stands
        there."""
        opened = re.match(r"\W*((?:[^:：—]{0,60}?))[:：—]", self.text)
        names = [match for match in self.subjects if opened and match.end <= opened.end()]
        if not names:
            return (), False
        rest = re.sub(r"\([^)]*\)|\W", "", self.text[opened.start(1) : names[0].start] + self.text[names[0].end : opened.end(1)])
        if rest and self.reader.is_covered and self.is_newcomer(names[0]):
            return (), False
        return names[0].ids, rest == ""

    def antecedents(self, at: int) -> list[Match]:
        """The names before a place: first those with which the sentences begin, the nearest first; then the others."""
        before = [match for match in self.subjects if match.end <= at]
        first = [
            next((match for match in before if start <= match.start < end and self.leads(match)), None)
            for start, end in self.sentences[::-1]
        ]
        leading = [match for match in first if match]
        return leading + [match for match in before[::-1] if match not in leading]

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
        elif whom := said[0]:
            known = self.reader.book.names["subjects"].whole(whom)
            kind = "company" if FIRM_ZH.search(whom) else "segment"
            row = {"name": whom, "subject_type": kind, "parent_subject_id": self.reader.subject}
            fits = 2 <= len(whom) <= 20 and not re.search(r"\d", whom)
            return known[0] if known else self.reader.book.propose("subjects", row, f"line {item.line}", exact=True) if fits else ""
        else:
            name, kind = self.item_of_list(start) or self.beside_name(start), "segment"
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
        found = {one: match[1] for one, _ in self.figures if first <= one < last and (match := BESIDE.search(self.text[first:one]))}
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

    def unnamed(self, item: Item, start: int, unit: str, sentence: tuple[int, int], clause: tuple[int, int]) -> str:
        """A market or part that common words name: "the market for smart locks was worth", "health care made up 29%"."""
        book = self.reader.book
        if self.reader.is_covered:
            return ""
        before = self.text[sentence[0] : start]
        found, kind = BRACKETED.search(before), "company"
        several = SEVERAL.search(self.text[clause[0] : start]) if unit == "percent" else None
        if several and any(
            several[2].lower() == row["wording"] for row in wordings("kinds_of_firms")
        ):  # "the top five vendors together held"
            row = {"name": several[1][0].upper() + several[1][1:], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            return (book.names["subjects"].whole(row["name"]) or (book.propose("subjects", row, f"line {item.line}", exact=True),))[0]
        if behind := self.share_behind(start, self.ends[start]) if start in self.ends else None:
            found, kind = re.match(r"(.*)", behind["part"]), "segment"
        elif found:  # "Ireland (+4.0%), Luxembourg (+3.6%)"
            pass
        elif unit == "percent" and self.names_parts() and (found := THING_IN_LIST.search(before)):  # "heating oil (-13.4%)"
            kind = "segment"
        elif unit == "percent" and self.shares:
            found, kind = SHARER.search(self.text[clause[0] : start]), "segment"
        elif not self.reader.subject and (found := DOER.match(before)):  # "Asia and Oceania produced 100 Mt"
            kind = "country" if vocabulary("countries").find(found[1]) else "segment"
        elif not self.reader.subject:
            found = MARKET.search(before) or (None if self.reader.total else WORLD.search(before))
        words = re.sub(r"^(?:of|with|in)\s+(?:which|whom)\s+", "", next(filter(None, found.groups()), "")).split() if found else []
        while words and (
            vocabulary("openers").whole(words[0]) or vocabulary("adjectives").whole(words[0]) or words[0].lower() == "followed"
        ):
            words = words[1:]
        name = " ".join(words)
        if (
            len(name) < 2
            or name.isascii()
            and not is_thing(name, self.text)
            or book.names["metrics"].find(name)
            or self.reader.periods.labels(name)
            or vocabulary("pronouns").whole(name)
            or self.is_kind(name)
        ):
            return ""
        row = {"name": name[0].upper() + name[1:], "subject_type": kind, "parent_subject_id": self.reader.subject}
        return (book.names["subjects"].whole(name) or (book.propose("subjects", row, f"line {item.line}", exact=True),))[0]

    def parted(self, item: Item, start: int, end: int, near: list[Match]) -> str:
        """The subject that the phrase of a figure names, known or proposed: "IT services will rise 5%", "spending on devices". A known name
        that is only a part of it is another thing, but for a firm's."""
        book, said = self.reader.book, self.said(start, end)
        name = self.part_of_market(said) if self.names_parts() and said.part else self.part_of_firm(start) or self.seller(said)
        if (
            not name
            or self.is_of_country()
            and VAGUE.fullmatch(said.measure)
            or self.is_of_country()
            and not TRADED.search(said.measure)
            and said.name.endswith(said.measure or " ")
            and said.part in said.name
        ):  # "food prices" of a country
            return ""
        known = book.names["subjects"].whole(name)
        if known:
            return known[0]
        if self.is_kind(name):
            return ""
        if name.isascii() and name != self.part_of_firm(start) and not is_thing(name, self.text):
            return ""
        inside = [match for match in near if self.text[match.start : match.end] in name]
        owner = re.search(
            r"\b(?:with|saw|seeing)\s+(?:its\s+|their\s+)?$", self.text[: self.text.rfind(said.text, 0, start) if said.text else 0]
        )
        if owner and any(book.rows["subjects"][id]["subject_type"] == "company" for id in self.of_sentence(start)):
            return ""  # "Orrery did well, with server revenue up 11.9%"
        if near and (not inside or any(book.rows["subjects"][id]["subject_type"] in ("company", "country") for id in inside[0].ids)):
            return ""
        title = {word for word, _, _ in words_of(self.reader.title)}
        if all(word in title for word, _, _ in words_of(name)) and said.measure:  # "PC shipments" below "PC shipments grew"
            return ""
        kind = "country" if vocabulary("countries").whole(name) else "segment"
        row = {"name": name[0].upper() + name[1:], "subject_type": kind, "parent_subject_id": ""}
        return book.propose("subjects", row, f"line {item.line}", exact=True)

    def is_kind(self, name: str) -> bool:
        """Whether a name is all of a kind of firms, and so the market itself: "Vendors worldwide", "developers"."""
        words = [
            word for word in name.lower().split() if not vocabulary("adjectives").whole(word) and not vocabulary("openers").whole(word)
        ]
        return not words or all(any(word == row["wording"] for row in wordings("kinds_of_firms")) for word in words)

    def opens_alone(self, start: int, names: list[Match]) -> bool:
        """Whether nothing before a figure of a document on a firm names anybody: not the paragraph, nor a heading over it."""
        firm = self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        return firm and not self.reader.heading_subject and not any(match.start < start for match in names)

    def of_sentence(self, start: int) -> list[str]:
        """The subjects that the sentence names before a figure."""
        first = self.sentence(start)[0]
        return [id for match in self.subjects if first <= match.start and match.end <= start for id in match.ids]

    def part_of_firm(self, start: int) -> str:
        """The division that the clause of a figure begins with: "while the medical division declined by 2%"."""
        found = DIVISION.search(self.text[self.sentence(start)[0] : start]) if self.reader.subject and not self.is_of_country() else None
        return found[1].strip() if found and not vocabulary("generic_en").whole(found[1].split()[-1]) else ""

    def seller(self, said: Said) -> str:
        """The line of business of a firm whose sales a phrase that begins a sentence names: "Floor covering net sales decreased"."""
        is_line = SALES.fullmatch(said.measure) and said.part[:1].isupper() and not said.behind and said.text.startswith(said.part)
        own = self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("name", "")
        words = said.part.split()
        if not is_line or self.is_of_country() or not self.reader.subject or len(words) > 6 or own and words[0] in own.split():
            return ""
        plain = any(
            vocabulary(kind).whole(word)
            for kind in ("adjectives", "openers", "generic_en", "of_measure", "sectors")
            for word in (words[0], said.part)
        )
        return "" if plain or self.reader.periods.labels(said.part) else said.part

    def names_part(self, start: int, end: int) -> bool:
        """Whether the phrase of a figure names something that may be a part of the subject of the document."""
        said = self.said(start, end)
        plain = (vocabulary("of_measure"), vocabulary("adjectives"))
        words = self.part_of_market(said).split() if said.part and not said.listed else []
        return any(not any(names.whole(word) for names in plain) for word in words)

    def is_of_country(self) -> bool:
        """Whether the document is a bulletin on one country: what it names in other sentences is no subject of this."""
        return self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "country"

    def paired(self, start: int, names: list[Match]) -> list[str]:
        """The name at the place of a figure in a list: "A and B 13.1 % and 9.7 %, respectively", "A和B分别为13.1%和9.7%"."""
        first, last = self.sentence(start)
        mark = next((match for match in RESPECTIVELY.finditer(self.text, first, last)), None)
        if mark is None:
            return self.in_list(start, names)
        english = mark[0].isascii()
        inside = [at for at, _ in self.figures if first <= at < last and (at < mark.start() if english else at > mark.start())]
        if start not in inside:
            return []
        # the figures that end right before the word, in Chinese those that begin right behind it
        gap, places = NEAR if english else NEAR // 2, range(len(inside))
        runs = (inside[place:] if english else inside[: place + 1] for place in places)
        inside = [inside[place] for place, run in zip(places, runs, strict=True) if all(b - a < gap for a, b in pairwise(run))]
        before = [match for match in names if match.end <= (inside[0] if inside else 0)]
        if start not in inside or len(inside) < 2:
            return []
        turns = before[-len(inside) :]
        if len(before) < len(inside):  # "A and B grew by 3% and 4%, to 7 and 8 million respectively"
            turns = before if all(LIST_GAP.fullmatch(self.text[one.end : other.start]) for one, other in pairwise(before)) else []
        if len(turns) < 2 or len(inside) % len(turns):
            return []
        return list(turns[inside.index(start) % len(turns)].ids)

    def in_list(self, start: int, names: list[Match]) -> list[str]:
        """The name at the place of a figure in a list of as many figures as names: "A, B and C came next with 10%, 9%, and 7%"."""
        first, last = self.sentence(start)
        run = [one for one in self.figures if first <= one[0] < last]
        at = next((place for place, one in enumerate(run) if one[0] == start), None)
        if at is None:
            return []
        begin = at
        while begin > 0 and LIST_GAP.fullmatch(self.text[run[begin - 1][1] : run[begin][0]]):
            begin -= 1
        end = at
        while end + 1 < len(run) and LIST_GAP.fullmatch(self.text[run[end][1] : run[end + 1][0]]):
            end += 1
        count = end - begin + 1
        before = [match for match in names if match.end <= run[begin][0]]
        listed = before[-count:]
        alike = all(LIST_GAP.fullmatch(self.text[one.end : other.start]) for one, other in pairwise(listed))
        return list(listed[at - begin].ids) if count > 1 and len(listed) == count and alike else []

    def is_agent(self, match: Match) -> bool:
        """Whether a name says by whom something was done or published: "acquired by Meta for $2 billion", "Salesforce predicts"."""
        before = self.text[max(0, match.start - 20) : match.start]
        if self.reader.publisher and self.text[match.start : match.end].startswith(self.reader.publisher.split()[0]):
            return True
        if re.search(r"(?:根据|据|来自)\s*$", before) or re.match(r"\s*(?:最新)?(?:发布|报告|数据|显示|统计)", self.text[match.end :]):
            return True
        cited = self.reader.book.rows["cited_sources"].get(self.reader.source_cited, {}).get("name", "")
        if cited and self.text[match.start : match.end].split()[0] == cited.split()[0]:  # whose figures they are, of others
            return True
        cites = re.search(r"\baccording to\s+(?:[a-z]+\s+){0,5}$", self.text[max(0, match.start - 60) : match.start])
        return (
            cites is not None
            or re.search(r"(?<!\bfollowed )\b(?:by|according to)\s+(?:the\s+)?$", before) is not None
            or (
                re.match(r"\s*(?:predicts|estimates|projects|forecasts|Says|research shows|data shows?)\b", self.text[match.end :])
                is not None
            )
        )

    def is_newcomer(self, match: Match) -> bool:
        return all(id in self.reader.newcomers for id in match.ids)

    def leads(self, match: Match) -> bool:
        """Whether a name begins its clause, but for words such as "in" and "meanwhile", or owns something: "Tern's revenue"."""
        first, _ = self.clause(match.start, match.end)
        words = re.findall(r"[\w’'-]+", CHANGE_IN.sub("", self.text[first : match.start]))
        return all(vocabulary("openers").whole(word) for word in words) or re.match(r"[’']s?\b", self.text[match.end :]) is not None

    def is_within(self, near: list[Match]) -> bool:
        """Whether a new Chinese name may be part of a longer one: "软件产品" of "其中工业软件产品收入"."""
        return bool(near) and not self.text[near[0].start].isascii() and not self.leads(near[0])

    def is_aside(self, match: Match, at: int) -> bool:
        """Whether a name stands in parentheses that do not hold the figure."""
        left = self.text.rfind("(", 0, match.start)
        return left >= 0 and self.text.find(")", left, match.start) < 0 and self.text.find(")", match.end, max(at, match.end)) >= 0

    def subject(self, item: Item, start: int, end: int, unit: str = "") -> None:
        """The nearest name before the figure in its clause, after it there, the topic, in the sentence, the antecedent, the document's."""
        book, reader = self.reader.book, self.reader
        sentence, clause = self.sentence(start), self.clause(start, end)
        cause = CAUSE.search(self.text, end, sentence[1])  # whose growth it was due to is said behind
        reach = cause.start() if cause else sentence[1]
        clause = clause[0], min(clause[1], reach)
        in_turn = RESPECTIVELY.search(self.text, *sentence)  # "led with gains of 3% and 4%, to 7 and 8 million respectively"
        level = None if in_turn else self.follows(start, LEVEL_BEHIND)
        same_thing = self.restated(start, end) or self.follows(start, COMPARED_WITH) or level
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
        own = [reader.subject] if reader.subject else []
        total = reader.total if book.rows["subjects"].get(reader.subject, {}).get("subject_type") != "company" else []
        paired = self.paired(start, [match for match in likely if sentence[0] <= match.start])
        clause_of = re.search(r"([^,]*),\s*(?:which|who)\b[^,]*$", self.text[sentence[0] : start])
        if clause_of:  # "Samsung Electronics, which saw revenue of"
            whom = [match for match in near + same if match.end == sentence[0] + clause_of.end(1)]
            near = whom or near
        placed = [
            match for match in likely if re.fullmatch(r"(?:\s+[a-z]+s)?\s+(?:in|for)\s+(?:the\s+)?", self.text[end : match.start])
        ]  # "by 0.3% in the EU", "7 million bags in Peru"
        steps = [
            ("sentence", paired),
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
        )
        sure = sure and not (id == reader.theme and ("subjects", id) in book.ids)  # what a title seems to speak of
        own_or_part = not reader.subject or reader.subject in (id, book.rows["subjects"][id].get("parent_subject_id"))
        item.put("subject_id", id, how, sure and own_or_part)

    def is_of_revenue(self, metric: str, unit: str) -> bool:
        """Whether a figure of a unit can be one of a metric, or its growth: "Online sales increased 1.1 percent"."""
        return self.reader.book.fits(metric, unit) or unit == "percent" and metric == "revenue"

    def part(self, item: Item, start: int, end: int) -> None:
        """Whose metric it is where a name in capitals stands right before the metric: "Gaming revenue of $430 million"."""
        clause = self.clause(start, end)
        unit = next(iter(PART.finditer(self.text, clause[0], start)), None) if self.reader.subject else None
        if unit and not self.reader.book.names["subjects"].whole(unit[1]):  # "the Americas segment reported net sales of"
            row = {"name": unit[1], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", self.reader.book.propose("subjects", row, f"line {item.line}"), "proposed", False)
            return
        for match in self.metrics if self.reader.subject else ():
            if not (clause[0] <= match.start and match.end <= start) or not any(
                self.is_of_revenue(id, item.value("unit")) for id in match.ids
            ):
                continue
            before = re.search(r"((?:[A-Z][\w&’'-]*\s+(?:(?:and|&)\s+)?){1,4})$", self.text[clause[0] : match.start])
            words = before[1].split() if before else []
            while words and vocabulary("adjectives").whole(words[0]):
                words = words[1:]
            if (
                not words
                or all(vocabulary("adjectives").whole(word) for word in words)
                or any(character.isdigit() for character in words[-1])
            ):
                continue
            name = " ".join(words)
            book = self.reader.book
            if not is_thing(name, ""):
                continue
            if book.names["subjects"].whole(name) or self.reader.periods.labels(name):
                continue
            if (
                all(vocabulary(kind).whole(words[0]) for kind in ("sectors",)) and len(words) == 1
            ):  # "Segment operating profit" below a heading
                if self.reader.heading_subject:
                    item.put("subject_id", self.reader.heading_subject[0], "heading", False)
                continue
            row = {"name": name, "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", book.propose("subjects", row, f"line {item.line}"), "proposed", False)
