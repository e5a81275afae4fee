"""Whom a document cites for all its figures: in a note of sources, in its title or at its beginning."""

from __future__ import annotations

import re

from claimhouse.draft.overview.beginning import Beginning, is_measure
from claimhouse.draft.registers import vocabulary

NOTE = re.compile(r"\W*(?:data\s+)?(?:sources?|(?:资料|数据|图表)?来源)\s*[:：]\s*(.{2,200}?)[\s.]*$", re.IGNORECASE)
TITLED = re.compile(
    r"(?:.*,\s+)?(?:[Aa]ccording\s+[Tt]o|ACCORDING TO|[Ss]ays|[Ff]inds)\s+(?P<behind>[A-Z][\w&.’' -]{1,40})\W*$"
    r"|.*,\s+(?P<end>[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*){0,2})\s+[Ss]ays\W*$"
    r"|(?P<before>[A-Z][\w&.’']+(?:\s+[A-Z][\w&.’']+){0,2})(?::\s|：|\s+[Ss]ays:?\s|\s+[Ff]inds:?\s)\s*\S"
)
PRODUCT = re.compile(  # what a firm publishes: "Orrery Quarterly Phone Tracker"
    r"\b(?:trackers?|services?|surveys?|databases?|reports?|monitors?|research|programs?|forecasts?|estimates|data|statistics|panels?|guides?"
    r"|outlooks?|pulse|intelligence|insights?)\b",
    re.IGNORECASE,
)
WORD = r"[A-Z][\w&’'-]*(?:\.[\w-]+)*"  # points inside alone: the next sentence is no part of a name
NAME = rf"({WORD}(?:\s+(?:{WORD}|of|for|and)){{0,6}}?)(?:\s*\([A-Z]{{2,8}}\))?"
OPENING = re.compile(
    rf"\b(?:[Rr]esearch|[Aa]nalysts?|[Aa]nalytics|[Aa]dvisory|[Cc]onsult(?:ing|ancy)|[Rr]atings?)\s+(?:firm|house|company|group|agency|outfit)\s+{NAME}"
    rf"(?=\s*[,.;(’']|\s+[a-z]|\s+on\s|\s*$|\s+[A-Z]\w+day\b)|"
    rf"\b(?:[Aa]ccording\s+to|(?:[Dd]ata|[Ff]igures|[Ss]tatistics)\s+(?:from|by))\s+(?:[a-z]+\s+){{0,6}}?{NAME}(?=\s*[,.;(]|\s+[a-z]|\s*$)|\b{NAME},?\s+(?:reports|reported|said|says|announced|estimates|finds)\b(?:\s+(?:today|on\s+\w+day))?\s*[.,]"
)


class Cited(Beginning):
    """Finds the source of a document that is not the one whose figures it has."""

    def source_of_note(self, text: str) -> str:
        """Whom a note such as "Source: Orrery Panel, March 2024" names, up to a date; empty where it is no such note."""
        found = NOTE.fullmatch(text.strip())
        if not found or re.search(r"\b(?:company|own)\s+(?:data|reports?|information|calculations?)\b", found[1], re.IGNORECASE):
            return ""
        name = found[1]
        name = name.rstrip(")）. ") if name.count("(") < name.count(")") or name.count("（") < name.count("）") else name
        for label in self.reader.periods.labels(name)[:1]:
            name = name[: label.start]
        name = re.sub(r"\s+", " ", re.split(r"[;；。]|(?<=\w{2})\.\s|,\s*$|\s[–—-]\s*$", name)[0]).strip(" ,.;")[:80]
        return self.publisher(name)

    def publisher(self, name: str) -> str:
        """The firm alone where a name goes on with what it publishes and the text names the firm without that."""
        words = name.split()
        for end in range(1, len(words)):
            if not PRODUCT.search(" ".join(words[end:])):
                break
            alone = rf"(?<![\w-]){re.escape(' '.join(words[:end]))}(?![\w&-])(?!\s+{re.escape(words[end])})"
            if words[end][:1].isupper() and any(
                re.search(alone, one.text) for one in self.source.paragraphs if not NOTE.fullmatch(one.text.strip())
            ):
                return " ".join(words[:end])
        return name

    def source_of_document(self) -> str:
        """The source that the title, the first paragraphs or the one note of sources name, where the document is on no firm."""
        if self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company":
            return ""
        notes = list(dict.fromkeys(filter(None, (self.source_of_note(one.text) for one in self.source.paragraphs))))
        titled = TITLED.match(self.title())
        name = next(filter(None, titled.groupdict().values()), "") if titled else ""
        if name and (vocabulary("countries").whole(name) or vocabulary("offices").find(name)):
            name = ""  # an office publishes its own figures
        below = "\n".join(one.text for one in self.source.paragraphs if one.text != self.title())
        if titled and titled["before"] and (is_measure(self.book, name) or name not in below):
            name = ""  # "Salmon prices: week 36"
        if not name and len(notes) == 1:
            name = notes[0]
        for text in (one.text[:800] for one in self.source.paragraphs[:3] if one.text != self.title()) if not name else ():
            found = OPENING.search(text)
            name = next(filter(None, found.groups()), "") if found else ""
            if name:
                break
        return self.cited(name, self.line_of(name)) if name and not vocabulary("openers").whole(name) else ""

    def cited(self, name: str, line: int) -> str:
        """The id of a cited source, proposed where no register has it."""
        known = self.book.names["cited_sources"].whole(name)
        return (
            known[0]
            if known
            else self.book.propose("cited_sources", {"name": name[:80], "line": str(line), "named_on": ""}, f"line {line}")
        )

    def line_of(self, name: str) -> int:
        return next((number for number, text in enumerate(self.source.lines, 1) if name in text), 1)
