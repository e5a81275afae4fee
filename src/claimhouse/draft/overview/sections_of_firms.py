"""A document on several firms: whose each section is."""

from __future__ import annotations

import re

from claimhouse.draft.names import words_of
from claimhouse.draft.overview.beginning import is_measure
from claimhouse.draft.overview.firms import FIRM_WITH_SUFFIX, LEGAL_FORM
from claimhouse.draft.overview.issuer import Issuer
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import vocabulary

PLAIN = ("openers", "adjectives", "generic_en", "sectors")
SHORT = re.compile(r"\s*\(([A-Z][\w&.-]{1,12})\)\s*$")  # "Mineral Works (MinWorks)"


class SectionsOfFirms(Issuer):
    """Finds the firm of each heading where several have one."""

    def look_at_sections(self) -> None:
        """Fills the reader with the line of each heading and the subject of the figures below it, in a document on several firms."""
        blocks, found = self.source.paragraphs, []
        for place, block in enumerate(blocks):
            if place and block.is_heading and len(block.text) < 100:
                title = block.text.lstrip("# ").strip()
                below = blocks[place + 1].text if place + 1 < len(blocks) else ""
                found.append((block.at(0)[0], self.firm_of_heading(title) or self.firm_below(title, below)))
        if len({name for _, name in found} - {""}) > 1:
            self.reader.firms_of_lines = [(line, self.firm(name) if name else "") for line, name in found]

    def firm_of_heading(self, title: str) -> str:
        """The name that a heading has, where it has else periods and asides alone: "Norvane Q2 FY26 (consolidated)"."""
        periods = self.reader.periods.labels(title)
        rest = title
        for label in reversed(periods):
            rest = f"{rest[: label.start]} {rest[label.end :]}"
        name = re.sub(r"\([^()]*\)|\bresults\b|[:|–—-]\s*$", " ", rest, flags=re.IGNORECASE).strip(" :|,–—-")
        return name if periods and self.is_name_of_firm(name) else ""

    def firm_below(self, title: str, below: str) -> str:
        """The firm with whose legal form the text below a heading begins, else that of the heading where the text goes on about it."""
        if self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company":
            return ""
        if named := FIRM_WITH_SUFFIX.match(below):
            return LEGAL_FORM.sub("", named[1]).strip(" ,.")
        short, name = SHORT.search(title), SHORT.sub("", title)
        called = [short[1], name] if short else [name]
        small = {word for word, start, end in words_of(below) if below[start:end].islower()}
        fits = self.is_name_of_firm(name) and not any(word in small for word, _, _ in words_of(name))
        spoken = re.search(rf"(?:^|[.;]\s+)(?:{'|'.join(map(re.escape, called))})(?:[’']s)?\s+[a-z]", below)
        if not fits or not spoken:
            return ""
        if short:
            self.book.names["subjects"].add(short[1], self.firm(name))
        return name

    def is_name_of_firm(self, name: str) -> bool:
        words = name.split()
        fits = 1 <= len(words) <= 5 and all(re.match(r"[A-Z&\d\u4e00-\u9fff]", word) for word in words)
        fits = fits and not all(any(vocabulary(kind).whole(word) for kind in PLAIN) for word in words)  # "Financial Highlights"
        return bool(fits and is_thing(name, "") and not is_measure(self.book, name) and not self.reader.periods.labels(name))
