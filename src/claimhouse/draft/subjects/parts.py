"""Subjects that common words name: a market, a branch of it, a kind of firms, a division or a product of a firm. They are known or
proposed."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.draft.names import Match, words_of
from claimhouse.draft.phrases import VAGUE, Phrases, Said, is_thing
from claimhouse.draft.registers import vocabulary, wordings
from claimhouse.draft.sentences import MARKET
from claimhouse.draft.store import Item

SHARER = re.compile(  # whose share it is: "Health care made up 29%", "law with 22%"
    r"((?:[A-Za-z][\w&’'-]*\s+){1,4}?)(?:account(?:s|ed) for|ma(?:de|kes) up|represent(?:s|ed)|compris(?:es|ed)"
    r"|contributed|held|with|at)\s+"
    r"(?:(?:about|approximately|nearly|almost|some|over|more than|an estimated|a)\s+)*$"
)
WORLD = re.compile(
    r"\b(?:worldwide|global)\s+((?:(?!market)[\w-]+\s+){1,3}?)(?:revenues?|sales|shipments|spending|deliveries)\b", re.IGNORECASE
)
PART = re.compile(
    r"\b((?!The\b)[A-Z][\w&’-]*(?:\s+(?:(?:and|&)\s+)?[A-Z][\w&’-]*){0,4})(?:\s+\([A-Z][\w&-]{0,9}\))?"
    r"\s+(?:reporting\s+)?(?:segment|division|business unit|business|unit)\b"
)
DIVISION = re.compile(  # the last clause of a sentence that begins with a division of the firm
    r"(?:^|[,;]\s+|\b(?:while|and|with|whereas)\s+)the\s+((?:[a-z-]+\s+){1,3})(?:division|segment|business unit|business)\s+[^,;]*$"
)
DOER = re.compile(
    r"\W*(?:The\s+)?((?:[A-Z][\w’&-]*)(?:(?:\s+(?:and|of|the|&))?\s+\(?[A-Z(\d][\w’&)-]*){0,4}(?:,\s+other)?)\s+"
    r"(?:(?:is|are|was|were)\s+estimated\s+to\s+have\s+)?(?:produced|manufactured|exported|imported|generated|consumed|sold|shipped|delivered)\s"
)
THING_IN_LIST = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|or|for|of|both|to|by|in|the|on|especially|notably)\s+)((?!and\b|or\b)[a-z][\w’'-]*(?:\s+(?!and\b|or\b|for\b|of\b)[a-z][\w’'-]*){0,3})"
    r"\s*\((?:[+−–-]|up\s|down\s)?\s*$"
)
SEVERAL = re.compile(  # "the top five vendors together held", "only four manufacturers accounted for"
    r"\b((?:(?:top|largest|leading|biggest|other)\s+)*(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:[a-z-]+\s+){0,2}?([a-z-]+))"
    r"\s+(?:(?:together|combined|jointly|still|now)\s+)*"
    r"(?:account(?:s|ed) for|ma(?:de|ke) up|held|hold|had|have|represent(?:s|ed)?|compris(?:es|ed)|controlled|captured)\s+(?:\w+\s+){0,2}?$"
)
SHARED = re.compile(r"\bshares?$", re.IGNORECASE)
OF_GROUP = re.compile(r"\b(?:for|among)\s")  # "the rate for teenagers"
SALES = re.compile(r"(?:net\s+)?(?:sales|revenues?)|turnover", re.IGNORECASE)
BRACKETED = re.compile(r"\b([A-Z][\w’-]+(?:\s+(?:of\s+)?[A-Z][\w’-]*){0,3})\s*\((?:[+~-]?[\d.,]+\s?%\s*(?:and|,|/)\s*)?[+~-]?\s*$")


class PartSubjects(Phrases):
    """Finds the parts of markets and firms."""

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
        name = re.sub(r"[’']s?$", "", " ".join(words))
        if (
            len(name) < 2
            or name.isascii()
            and not is_thing(name, self.text)
            or book.names["metrics"].find(name)
            or self.reader.periods.labels(name)
            or vocabulary("pronouns").whole(name)
            or self.is_kind(name)
            or vocabulary("states").whole(f"{words[-1]} at")  # "households stood at"
        ):
            return ""
        row = {"name": name[0].upper() + name[1:], "subject_type": kind, "parent_subject_id": self.reader.subject}
        return (book.names["subjects"].whole(name) or (book.propose("subjects", row, f"line {item.line}", exact=True),))[0]

    def parted(self, item: Item, start: int, end: int, near: list[Match]) -> str:
        """The subject that the phrase of a figure names, known or proposed: "IT services will rise 5%", "spending on devices". A known name
        that is only a part of it is another thing, but for a firm's."""
        book, said = self.reader.book, self.said(start, end)
        if said.part and not said.measure:
            said = replace(said, part=self.noun_in_turn(said.part, start))
        name = self.part_of_market(said) if self.names_parts() and said.part else self.part_of_firm(start) or self.seller(said)
        name = re.sub(r"[’']s?$", "", name)
        if (
            not name
            or self.is_of_country()
            and VAGUE.fullmatch(said.measure)
            and not OF_GROUP.search(said.text)
            or self.is_measure_of_country(said)
        ):
            return ""
        owner = re.search(
            r"\b(?:with|saw|seeing)\s+(?:its\s+|their\s+)?$", self.text[: self.text.rfind(said.text, 0, start) if said.text else 0]
        )
        if owner and any(book.rows["subjects"][id]["subject_type"] == "company" for id in self.of_sentence(start)):
            return ""  # "Orrery did well, with server revenue up 11.9%"
        known = book.names["subjects"].whole(name)
        if known:
            return known[0]
        if self.is_kind(name):
            return ""
        if name.isascii() and name != self.part_of_firm(start) and not is_thing(name, self.text):
            return ""
        if near and SHARED.search(said.measure) and book.rows["subjects"][near[0].ids[0]]["subject_type"] == "company":
            return ""  # "Norvane's market share in routers" is Norvane's
        inside = [match for match in near if self.text[match.start : match.end] in name]
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

    def is_of_revenue(self, metric: str, unit: str) -> bool:
        """Whether a figure of a unit can be one of a metric, or its growth: "Online sales increased 1.1 percent"."""
        return self.reader.book.fits(metric, unit) or unit == "percent" and metric == "revenue"

    def part_spoken_of(self, at: int) -> str:
        """The part of the firm that the paragraph named last before a place; empty where it names none."""
        rows = self.reader.book.rows["subjects"]
        before = [id for match in self.subjects if match.end <= at for id in match.ids]
        return next((id for id in reversed(before) if rows[id].get("parent_subject_id") == self.reader.subject), "")

    def is_spoken_of(self, name: str, id: str) -> None:
        """Adds a new name to those of the paragraph, which may go on about it."""
        places = re.finditer(rf"\b{re.escape(name)}(?!\w)", self.text)
        self.subjects += [Match(one.start(), one.end(), (id,), len(name.split())) for one in places]
        self.subjects.sort(key=lambda match: match.start)

    def is_measure_name(self, name: str, match: Match) -> bool:
        """Whether words right before a metric name no part of a firm but a measure or act: "Sales" of "Sales revenue", "INTEREST INCOME"
        of the title "NET INTEREST INCOME" before "Net interest income", "Reports" of a headline."""
        measures = (self.reader.book.names["metrics"], vocabulary("heads_en"), vocabulary("headline_verbs"))
        return any(names.whole(name) for names in measures) or self.text[match.start : match.end].lower().endswith(name.lower())

    def part(self, item: Item, start: int, end: int) -> None:
        """Whose metric it is where a name in capitals stands right before the metric: "Gaming revenue of $430 million"."""
        clause = self.clause(start, end)
        parts = PART.finditer(self.text, self.sentence(start)[0], start) if self.reader.subject else ()
        unit = next((one for one in parts if one.end() > clause[0]), None)  # "Board and Systems" is one over two clauses
        if unit and not self.reader.book.names["subjects"].whole(unit[1]):  # "the Americas segment reported net sales of"
            row = {"name": unit[1], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            self.is_spoken_of(unit[1], self.reader.book.propose("subjects", row, f"line {item.line}"))
            item.put("subject_id", self.reader.book.names["subjects"].whole(unit[1])[0], "proposed", False)
            return
        for match in self.metrics if self.reader.subject and not self.is_of_country() else ():  # "Retail sales" of a country
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
            name = re.sub(r"[’']s?$", "", " ".join(words))
            book, at = self.reader.book, self.text.rfind(words[-1], 0, match.start)
            if not is_thing(name, "") or any(one.start < at < one.end for one in self.subjects):  # "Gas and Power’s" has two clauses
                continue
            if book.names["subjects"].whole(name) or self.reader.periods.labels(name) or self.is_measure_name(name, match):
                continue
            if (
                all(vocabulary(kind).whole(words[0]) for kind in ("sectors",)) and len(words) == 1
            ):  # "Segment operating profit" below a heading
                heading = self.reader.heading_subject
                if (spoken := self.part_spoken_of(match.start)) or heading:
                    item.put("subject_id", spoken or heading[0], "antecedent" if spoken else "heading", False)
                continue
            row = {"name": name, "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", book.propose("subjects", row, f"line {item.line}"), "proposed", False)
