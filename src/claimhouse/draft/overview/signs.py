"""How the text below a title bears out a name that the title seems to have: as much of it as the text goes on with is the name, and several
signs that do not hang together must name it before a figure is surely its own."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from claimhouse.draft.names import words_of
from claimhouse.draft.overview.beginning import Beginning
from claimhouse.draft.registers import legal_forms, vocabulary

OWNER = re.compile(r"(?P<owner>.+?)[’']s?\s+(?P<name>(?=[A-Z0-9]).+)")
LITTLE = frozenset("of and the de du for & van von n 'n' ’n’".split())  # that a name of a firm may have in small letters
TEXT = 50_000  # characters of a document in which its name is looked for
LEAD = 3  # paragraphs
PROSE = 60  # characters of a paragraph that says something
FEW = 4  # paragraphs of a text that has no room for signs
AGREEING = 2  # signs
LEGAL_ZH = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|股份公司)$")
FORM = (  # behind the name of a firm that a text introduces
    rf"(?:[\w&.’' -]{{0,40}}?,?\s+(?:{legal_forms()}|Holdings?|Group)(?!\w)"
    r"|[\w&.,’' -]{0,60}?\s*[(（]\s*(?:[“\"'‘]?(?:[Tt]he\s+)?(?:Company|Group|[Ww]e)\b|[A-Z][\w. ,/&-]{1,40}\s?[:：]\s?[A-Z0-9]))"
)
CALLED = '[“"‘][^”"’]{2,8}[”"’]'
FORM_ZH = rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:股份|有限|集团|公司)|[（(](?:[A-Z]{{1,5}}\.|[\d.:A-Z]{{4,9}}|[^（()）]{{0,12}}简称)|{CALLED})"


class Signs(Beginning):
    """Says what of a name a text bears out."""

    @cached_property
    def below(self) -> str:
        """The lines of the text but for those that repeat the title."""
        title = self.title().casefold()
        lines = (line.strip(" #*") for line in self.source.lines)
        return "\n".join(line for line in lines if line and line.casefold()[:200] != title)[:TEXT]

    def times(self, name: str) -> int:
        """How often the text below the title has a name, written as it is; a name in capitals however it is written."""
        if not re.search(r"[A-Za-z]", name):
            return self.below.count(name)
        flags = re.IGNORECASE if name.isupper() and len(name) > 5 else 0
        return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.below, flags))

    def as_called(self, name: str) -> str:
        """As much of a name as the text goes on with: "Norvane Bank" of "Norvane Bank first", "Orrery" of "Norland's Orrery"; empty where
        the text writes all its words in small letters, as those of things."""
        if owned := OWNER.fullmatch(name):
            country = vocabulary("countries").whole(owned["owner"])
            if country or not self.times(name):
                name = owned["name"] if country else owned["owner"]
        words = name.split()
        counts = [self.times(" ".join(words[:end])) for end in range(1, len(words) + 1)]
        if len(words) > 1 and not counts[-1]:
            ends = [end for end, count in enumerate(counts, 1) if count > 1 and 2 * count >= counts[0]]
            words = words[: max(ends, default=len(words))]
        while len(words) > 1 and words[-1].lower() in LITTLE:
            words = words[:-1]
        name = " ".join(words)
        return name if self.is_written_as_name(name) else ""

    def is_written_as_name(self, name: str) -> bool:
        """Whether a word of a name is one of things nowhere, or stands with a capital more often: no "Monetary Policy", but "Target"."""
        words = [word for word, _, _ in words_of(name) if word not in LITTLE]
        if name.islower() or not re.search(r"[A-Za-z]", name) or not words:
            return True
        small = min(len(re.findall(rf"(?<![\w@.-]){re.escape(word)}s?(?![\w-])", self.below)) for word in words)
        return small < max(1, self.times(name))

    @cached_property
    def told(self) -> list[str]:
        """The paragraphs below the title that say something."""
        texts = (one.text for one in self.source.paragraphs if one.text.strip(" #*") != self.title())
        return [text for text in texts if len(text) > PROSE or len(re.findall(r"[\u4e00-\u9fff]", text)) > PROSE // 3]

    def is_borne_out(self, name: str) -> bool:
        """Whether two signs name a firm, the title one of them, or three others; in a text of a few lines one is enough."""
        signs = self.signs_of(name)
        least = 1 if len(self.told) < FEW else AGREEING if "title" in signs else AGREEING + 1
        return len(signs) >= least

    def signs_of(self, name: str) -> frozenset[str]:
        """The signs of a name: it stands in the title, in the first paragraphs, with a legal form or ticker, behind "About", in an address,
        or more often than any other name."""
        chinese = re.search(r"[\u4e00-\u9fff]", name) is not None
        name = LEGAL_ZH.sub("", name) if chinese else name
        first = name if chinese else next((word for word in name.split() if word.lower() not in LITTLE), name)
        short = "" if chinese else initials_in(f"{self.title()}\n{self.below}", name)
        word = re.escape(first) if chinese else rf"(?<![\w-])(?:{re.escape(first)}|{short or re.escape(first)})(?![\w])"
        flags = re.IGNORECASE if first.isupper() and len(first) > 4 else 0
        found = {
            "title": re.search(word, self.title(), re.IGNORECASE if self.title().isupper() else flags),
            "lead": any(re.search(word, text[:600], flags) for text in self.told[:LEAD]),
            "form": re.search(word + (FORM_ZH if chinese else FORM), "\n".join(self.source.lines)[:TEXT], flags),
            "about": not chinese and re.search(rf"^\W*About\s+(?:the\s+)?{re.escape(first)}", self.below, re.MULTILINE),
            "address": not chinese and re.search(rf"(?:@|www\.|https?://)[\w.-]*{re.escape(first.lower())}", self.below.lower()),
            "often": self.is_most_frequent(first, self.times(first) + (self.times(short) if short else 0)),
        }
        return frozenset(sign for sign, one in found.items() if one)

    @cached_property
    def capitals_inside(self) -> Counter[str]:
        """The words with a capital inside sentences that the text writes nowhere in small letters, but for countries and days."""
        small = set(re.findall(r"(?<![\w-])[a-z]{3,}(?![\w-])", self.below))
        found = Counter(re.findall(r"(?<=[a-z,] )[A-Z][\w&-]{2,}", self.below))
        kinds = ("openers", "countries", "adjectives", "heads_en", "generic_en")
        return Counter(
            {
                one: count
                for one, count in found.items()
                if one.lower() not in small and not any(vocabulary(kind).whole(one) for kind in kinds)
            }
        )

    def is_most_frequent(self, first: str, own: int) -> bool:
        """Whether a word stands in the text more than twice, and no other name more often."""
        return own > 2 and own >= max((count for word, count in self.capitals_inside.items() if word != first), default=0)


def initials_in(text: str, name: str) -> str:
    """The initials by which a text calls a name of several words as an owner, "BA's" for "British Airways"; else empty."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return letters if len(letters) > 1 and re.search(rf"\b{letters}[’']s\b", text) else ""
