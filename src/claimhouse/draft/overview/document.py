"""A document as a whole: whom it is about, what it measures, when and where, and in which currency and language."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from claimhouse.draft.answers import is_on_survey
from claimhouse.draft.cells import places_in
from claimhouse.draft.dating.bases import IN_BRACKETS
from claimhouse.draft.names import folded
from claimhouse.draft.newcomers import SMALL, called_place, newcomers
from claimhouse.draft.overview.cited import Cited
from claimhouse.draft.overview.currency import Currency
from claimhouse.draft.overview.reporting_period import ReportingPeriod
from claimhouse.draft.overview.sections_of_firms import SectionsOfFirms
from claimhouse.draft.overview.topic import Topic
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import KINDS_OF_REVENUE, vocabulary, wordings

SCALED = r"(?:\s?(?:%|per\s?cent|percent|m|mn|million|bn|billion)\b|\s?%)?"
IN_TURN = re.compile(rf"\d(?P<first>{SCALED})\s[(（][-−–]?\d[\d.,\s]*(?P<second>{SCALED})[)）]")
SHIPPED = re.compile(r"\bship(?:s|ped|ping|ments?)\b|出货", re.IGNORECASE)
MANY = 4
FORECAST_FOR_YEAR = re.compile(
    r"\b(?:forecasts?|guidance|outlook)\s+for\s+(?:the\s+)?(?:(?:full|current|whole)[\s-]+)?(?:(?:fiscal|financial|business)\s+)?year\b",
    re.IGNORECASE,
)


class Overview(SectionsOfFirms, Topic, Currency, Cited, ReportingPeriod):
    """Fills what the reader knows of the whole document before its tables and paragraphs are read."""

    def look_at_whole(self) -> None:
        """Fills the reader; what is found later may rest on what was found before."""
        reader = self.reader
        reader.title, reader.subject = self.title(), self.document_subject()
        reader.subject_agrees = not reader.subject or self.is_borne_out(self.book.rows["subjects"][reader.subject]["name"])
        texts = [one.text for one in self.source.paragraphs]
        headings = {one.text for one in self.source.paragraphs if one.is_heading}
        known = Counter(id for text in texts for match in self.book.names["subjects"].find(text) for id in match.ids)
        reader.newcomers = set(newcomers(self.book, texts, reader.subject, headings))
        new = sum(bool(set(match.ids) & reader.newcomers) for text in texts for match in self.book.names["subjects"].find(text))
        reader.is_covered = (
            len(known) > MANY and known.total() > new and not (reader.subject and ("subjects", reader.subject) in self.book.ids)
        )
        reader.small = frozenset(folded(word) for text in texts for word in SMALL.findall(text))
        firm = self.book.rows["subjects"].get(reader.subject, {}).get("subject_type") == "company"
        reader.ships = not firm and any(SHIPPED.search(text) for text in texts[:40])
        reader.is_on_survey = is_on_survey([reader.title, *texts[:4]], texts[:400])
        reader.foresees_year = any(map(FORECAST_FOR_YEAR.search, texts[:400]))
        reader.is_foreign = is_foreign("\n".join(texts)[:20_000])
        self.name_countries([reader.title, *texts])
        if not reader.is_covered and self.book.rows["subjects"].get(reader.subject, {}).get("subject_type") == "company":
            self.book.names["metrics"].kinds = KINDS_OF_REVENUE
        reader.theme = (self.theme() or self.respondents()) if not reader.subject else ""
        reader.measure = self.measure() if Passage(reader, "").names_parts() else ""
        reader.measured = self.measured()
        self.look_at_sections()
        reader.source_cited = self.source_of_document()
        self.look_at_period(texts)
        self.look_at_currency()

    @cached_property
    def has_priors_in_brackets(self) -> bool:
        """Whether figures in brackets behind others are of the year before: the document says so, or has four of them."""
        texts = [one.text for one in self.source.paragraphs[:400]]
        found = (match for text in texts for match in IN_TURN.finditer(text))
        shown = sum(match["second"].strip() in ("", match["first"].strip()) for match in found)  # "40 per cent (24.6 million)" is another
        return shown >= MANY or any(IN_BRACKETS.search(text) for text in texts)

    def name_countries(self, texts: list[str]) -> None:
        """Countries that the document names and no register has are places of the report; the one of the title is that of its figures where
        they are of no firm."""
        book, found = self.book, vocabulary("countries", "name")
        named = {match.ids[0] for text in texts[:400] for match in found.find(text) if called_place(text[match.start : match.end])}
        for name in sorted(named):
            if not book.names["geographies"].whole(name):
                id = book.propose(
                    "geographies", {"name": name, "parent_geography_id": "global"}, "a country that the document names", exact=True
                )
                for row in wordings("countries"):
                    if row["name"] == name and called_place(row["wording"]):
                        book.names["geographies"].add(row["wording"], id, exact=True)
        titled = {match.ids[0] for match in places_in(book, texts[0])} - {"global"}
        self.reader.place = titled.pop() if len(titled) == 1 and not self.reader.subject else ""


def is_foreign(text: str) -> bool:
    """Whether a text is in a language that the rules do not read: has more small words of another than of English."""
    words, found = Counter(re.findall(r"[^\W\d_]+", text.lower())), Counter()
    for row in wordings("languages"):
        found[row["language"]] += words[row["wording"]]
    return max(found.values(), default=0) > max(2 * found["en"], 10)
