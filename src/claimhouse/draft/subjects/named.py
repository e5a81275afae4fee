"""The names of a paragraph and their part in its sentences: which one a sentence is about, which stands aside or acts, which are of a list
beside as many figures."""

from __future__ import annotations

import re
from itertools import pairwise

from claimhouse.documents.mentions import RESPECTIVELY
from claimhouse.draft.names import Match
from claimhouse.draft.phrases import Phrases
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.sentences import NEAR

CHANGE_IN = re.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?:increase|decrease|growth|decline|rise|drop|reduction|improvement)\s+in\s+", re.IGNORECASE
)
EXCLUDED = re.compile(  # who is left out: "Excluding London and the South East, UK prices"
    r"\b(?:excluding|excl\.|except(?:\s+for)?|other\s+than|apart\s+from|leaving\s+out)\s+[^,;.()]{2,80}", re.IGNORECASE
)
RELATIVE = re.compile(r",\s+(?:which|who|whose|where)\b[^,;]{3,120},(?=\s+[a-z])")
LIST_GAP = re.compile(r"\s*(?:,|、|，|;)?\s*(?:and|和|及|与|or)?\s*", re.IGNORECASE)


class NamedSubjects(Phrases):
    """Weighs the names that stand before a figure."""

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
        before = [match for match in self.subjects if match.end <= at and not self.is_cited(match)]
        first = [
            next((match for match in before if start <= match.start < end and self.leads(match)), None)
            for start, end in self.sentences[::-1]
        ]
        leading = [match for match in first if match]
        return leading + [match for match in before[::-1] if match not in leading]

    def opens_alone(self, start: int, names: list[Match]) -> bool:
        """Whether nothing before a figure of a document on a firm names anybody: not the paragraph, nor a heading over it."""
        firm = self.reader.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        return firm and not self.reader.heading_subject and not any(match.start < start for match in names)

    def of_sentence(self, start: int) -> list[str]:
        """The subjects that the sentence names before a figure."""
        first = self.sentence(start)[0]
        return [id for match in self.subjects if first <= match.start and match.end <= start for id in match.ids]

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

    def is_cited(self, match: Match) -> bool:
        """Whether a name begins as that of the publisher or source of the document, whose figures are of others."""
        cited = self.reader.book.rows["cited_sources"].get(self.reader.source_cited, {}).get("name", "")
        first = self.text[match.start : match.end].split()[0]
        return any(name and first.startswith(name.split()[0]) for name in (self.reader.publisher, cited))

    def is_agent(self, match: Match) -> bool:
        """Whether a name says by whom something was done or published: "acquired by Meta for $2 billion", "Salesforce predicts"."""
        before = self.text[max(0, match.start - 20) : match.start]
        if self.is_cited(match):
            return True
        if re.search(r"(?:根据|据|来自)\s*$", before) or re.match(r"\s*(?:最新)?(?:发布|报告|数据|显示|统计)", self.text[match.end :]):
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
        """Whether a name stands in parentheses or in a clause such as ", which bought it," that do not hold the figure, or is left out."""
        if any(one.start() < match.start and match.end <= one.end() <= at for one in EXCLUDED.finditer(self.text)):
            return True
        if any(
            one.start() < match.start and match.end <= one.end() <= at for one in RELATIVE.finditer(self.text, *self.sentence(match.start))
        ):
            return True
        for opened, closed in ("()", "（）"):
            left = self.text.rfind(opened, 0, match.start)
            if left >= 0 and self.text.find(closed, left, match.start) < 0 and self.text.find(closed, match.end, max(at, match.end)) >= 0:
                return True
        return False
