"""Finds the names of a register in a text: whole words, the longest name first; and the name most like a label.

Names are those of the register, its ids read as words, and the register `aliases`. The likeness of labels is that of rapidfuzz.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process, utils

from claimhouse.draft.store import read_csv

WORD = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’&.+-][A-Za-z0-9À-ɏ]+)*|[\u3400-\u9fff]")
LITTLE = frozenset("of the and a an in for by to at on with from ai".split())
LIKE = 88  # of 100: the least likeness of a label and a name
SPELT = 70  # of 100: of two words


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text. `ids` are several where registers give one name to several ids."""

    start: int
    end: int
    ids: tuple[str, ...]
    words: int


@cache
def simplified() -> dict[str, str]:
    """The simplified character of each traditional one, in `wordings/traditional.csv`."""
    rows = read_csv(files("claimhouse.draft").joinpath("wordings/traditional.csv"))
    return {one: other for row in rows for one, other in zip(row["traditional"], row["simplified"], strict=True)}


def simple(character: str) -> str:
    """A character, a traditional Chinese one as the simplified one."""
    return simplified().get(character, character)


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word without case and plural, so that "AI PCs" is "AI PC"; a traditional Chinese character as the simplified one."""
    if len(word) == 1 and not word.isascii():
        return simplified().get(word, word.lower())
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[tuple[str, int, int], ...]:
    """The folded words of a text with their characters; a Chinese character is a word, hyphens part words."""
    found = []
    for match in WORD.finditer(text):
        start = match.start()
        for part in re.finditer(r"[^-]+", match[0]):
            found.append((folded(part[0]), start + part.start(), start + part.end()))
    return tuple(found)


def stem(word: str) -> str:
    """What is left of a word without its endings, so that "procurement" is like "procure"."""
    return word if len(word) < 6 else word[:6]


class Names:
    """The names of one register. A name that is `proper` counts only where the text writes a capital or digit in its first word."""

    def __init__(self, names: Iterable[tuple[str, str]]):
        self.tree: dict = {}
        self.proper: set[str] = set()  # ids
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.keys: list[str] | None = None
        self.stems: dict[str, set[str]] = {}  # of the longest name of an id
        self.frequency: Counter = Counter()
        self.kinds: dict[str, re.Pattern] = {}  # words that make another thing of the names of one id: "passenger revenue"
        self.other_behind: re.Pattern | None = None  # words that make another thing of a name before them: "EBIT margin"
        self.other: re.Pattern | None = None  # words that make another thing of a name behind them: "organic net sales"
        for name, id in names:
            self.add(name, id)

    def add(self, name: str, id: str, proper: bool = False, exact: bool = False) -> None:
        """A name of an id. One that is `exact` is found in texts and is like nothing."""
        words = [word for word, _, _ in words_of(name)]
        if not words:
            return
        if proper:
            self.proper.add(id)
        node = self.tree
        for word in words:
            node = node.setdefault(word, {})
        ids = node.setdefault(None, [])
        if id not in ids:
            ids.append(id)
        if exact:
            return
        label = utils.default_process(name)
        if id not in self.labels[label]:
            self.labels[label].append(id)
        self.keys = None
        stems = {stem(word) for word in words if word not in LITTLE}
        if id not in self.stems:
            self.stems[id] = stems
            self.frequency.update(stems)

    def about(self, text: str, least: float = 0.7) -> list[tuple[str, float]]:
        """Ids of which the text has most words of the name, in any order and with any ending; the share of them, rare words count more."""
        words = {stem(word) for word, _, _ in words_of(text)}
        found = []
        for id, stems in self.stems.items():
            shared = stems & words
            if shared:
                weight = sum(1 / self.frequency[one] ** 0.5 for one in stems)
                share = sum(1 / self.frequency[one] ** 0.5 for one in shared) / weight
                if share >= least:
                    found.append((id, round(share, 3), len(shared)))
        return [(id, share) for id, share, _ in sorted(found, key=lambda entry: (-entry[1], -entry[2], entry[0]))]

    def find(self, text: str) -> list[Match]:
        """Every name in the text from left to right, none inside another."""
        words, found, at = words_of(text), [], 0
        while at < len(words):
            node, end, ids = self.tree, at, None
            for place in range(at, min(at + 12, len(words))):
                node = node.get(words[place][0])
                if node is None:
                    break
                if None in node:
                    end, ids = place + 1, node[None]
            if ids and self.proper:
                word = text[words[at][1] : words[at][2]]
                ids = ids if not word.isascii() or not word.islower() else [id for id in ids if id not in self.proper]
            if ids:
                before = self.other is not None and self.other.search(text[: words[at][1]])
                before = before or any(id in self.kinds and self.kinds[id].search(text[: words[at][1]]) for id in ids if self.kinds)
                behind = self.other_behind is not None and self.other_behind.match(text, words[end - 1][2])
                if not before and not behind:
                    found.append(Match(words[at][1], words[end - 1][2], tuple(ids), end - at))
                at = end
            else:
                at += 1
        return found

    def whole(self, label: str) -> tuple[str, ...]:
        """The ids whose name is the label."""
        node = self.tree
        for word, _, _ in words_of(label):
            node = node.get(word)
            if node is None:
                return ()
        return tuple(node.get(None, ()))

    def like(self, label: str, most: int = 3) -> list[tuple[str, float]]:
        """Ids of the names most like the label, with their likeness."""
        if self.keys is None:
            self.keys = list(self.labels)
        query = utils.default_process(label)
        if len(query) < 8 and " " not in query:  # one letter makes another thing of "EBIT", "EBITA"
            return [(id, 100) for id in self.labels.get(query, ())][:most] if len(query) > 2 else []
        found = process.extract(query, self.keys, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE, limit=most)
        return [(id, score) for name, score, _ in found if is_spelt_like(query, name) for id in self.labels[name]]


def is_spelt_like(one: str, other: str) -> bool:
    """Whether every word of two labels has one in the other that is spelt about alike: "vessel operating expenses" are no "total operating
    expenses"; little words may be in one alone."""
    sides = [[word for word in text.split() if word not in LITTLE] for text in (one, other)]
    return all(any(fuzz.ratio(word, like) >= SPELT for like in there) for here, there in (sides, sides[::-1]) for word in here)
