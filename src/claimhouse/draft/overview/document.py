"""A document as a whole: whom it is about, what it measures, when and where, and in which currency and language."""

from __future__ import annotations

import re
from collections import Counter

from claimhouse.documents.scales import scale_of
from claimhouse.draft.cells import places_in
from claimhouse.draft.newcomers import newcomers
from claimhouse.draft.overview.issuer import Issuer
from claimhouse.draft.overview.reporting_period import ReportingPeriod
from claimhouse.draft.overview.topic import Topic
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import vocabulary, wordings
from claimhouse.grammar import figures


class Overview(Issuer, Topic, ReportingPeriod):
    """Fills what the reader knows of the whole document before its tables and paragraphs are read."""

    def look_at_whole(self) -> None:
        """Fills the reader; what is found later may rest on what was found before."""
        reader = self.reader
        reader.title, reader.subject = self.title(), self.document_subject()
        texts = [one.text for one in self.source.paragraphs]
        known = sum(len(self.book.names["subjects"].find(text)) for text in texts)
        reader.newcomers = set(newcomers(self.book, texts, reader.subject))
        new = sum(bool(set(match.ids) & reader.newcomers) for text in texts for match in self.book.names["subjects"].find(text))
        reader.is_covered = known > new and not (reader.subject and ("subjects", reader.subject) in self.book.ids)
        reader.is_foreign = is_foreign("\n".join(texts)[:20_000])
        self.name_countries([reader.title, *texts])
        reader.theme = self.theme() if not reader.subject else ""
        reader.measure = self.measure() if Passage(reader, "").names_parts() else ""
        self.look_at_period(texts)
        self.look_at_currency()

    def look_at_currency(self) -> None:
        """The places that the text names, and the currency of most of its amounts."""
        reader = self.reader
        units = Counter()
        for paragraph in self.source.paragraphs[:400]:
            reader.places |= {match.ids[0] for match in places_in(self.book, paragraph.text)}
            units.update(span.unit for span in figures(paragraph.text[:5_000], locale=self.locale) if span.kind == "money")
        headings = (cell.text for table in self.source.document.tables for cell in table.cells[:200] if len(cell.text) < 100)
        units.update(unit for text in headings if (unit := scale_of(text).unit) in self.book.currencies)
        text = "\n".join(self.source.lines)[:200_000]
        chinese = re.search(r"\byuan\b|RMB|CNY|元|\bChin(?:a|ese)\b", text) is not None
        reader.is_yen = not chinese and re.search(r"\byen\b|\bJPY\b|\bJapan|\bTokyo\b|\bordinary (?:profit|income)\b", text) is not None
        if reader.is_yen and "CNY" in units:
            units["JPY"] += units.pop("CNY")
        reader.currency = units.most_common(1)[0][0] if units else ""

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


def called_place(wording: str) -> bool:
    """Whether a wording of a country names it and is no adjective: "India", "UK"."""
    names = {row["name"].lower() for row in wordings("countries")}
    return wording.lower() in names or " " in wording or len(wording.replace(".", "")) < 4 and wording != "us"


def is_foreign(text: str) -> bool:
    """Whether a text is in a language that the rules do not read: has more small words of another than of English."""
    words, found = Counter(re.findall(r"[^\W\d_]+", text.lower())), Counter()
    for row in wordings("languages"):
        found[row["language"]] += words[row["wording"]]
    return max(found.values(), default=0) > max(2 * found["en"], 10)
