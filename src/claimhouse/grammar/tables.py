"""Loads the tables of wordings and finds the longest wording that stands at a token."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from claimhouse.grammar.tokens import LEXERS, Token, narrow


class Row(dict):
    """One row of a table of wordings."""

    __getattr__ = dict.__getitem__


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `wordings/<name>.csv`."""
    with files("claimhouse.grammar").joinpath(f"wordings/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(map(Row, csv.DictReader(lines)))


def split(wording: str) -> list[str]:
    """The texts of a wording's tokens: words, single Chinese characters, signs; "jan." keeps its full stop."""
    texts: list[str] = []
    for match in LEXERS["point"].finditer(narrow(wording)):
        if match[0] == "." and texts and texts[-1].isalpha():
            texts[-1] += "."
        else:
            texts.append(match[0].lower())
    return texts


class Found(NamedTuple):
    row: Row
    end: int  # index of the token after the wording


class Wordings:
    """A set of wordings that can be looked up token by token. A hyphen may stand between two words of one."""

    def __init__(self, entries: Iterator[tuple[str, Row]]) -> None:
        self.trie: dict = {}
        self.words: set[str] = set()
        for wording, row in entries:
            texts = split(wording)
            self.words.update(texts)
            node = self.trie
            for text in texts:
                node = node.setdefault(text, {})
            node.setdefault(None, row)

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest wording that begins at `index`."""
        node, found, begun = self.trie, None, index
        while index < len(tokens):
            text = tokens[index].text
            if text in node:
                node = node[text]
            elif text != "-" or index == begun:
                break
            index += 1
            if None in node and text != "-":
                found = Found(node[None], index)
            elif None in node and "-" == text and node is not self.trie and found is None:
                found = Found(node[None], index)
        return found

    def before(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest wording that ends just before `index`; `end` is the index of its first token."""
        for begin in range(max(0, index - 6), index):
            found = self.at(tokens, begin)
            if found and found.end == index:
                return Found(found.row, begin)
        return None


@cache
def wordings(name: str, **only: str) -> Wordings:
    """The wordings of a table, or of its rows with the given cells: `wordings("qualifiers", place="before")`."""
    return Wordings(
        (wording, row)
        for row in table(name)
        if all(row[column] == cell for column, cell in only.items())
        for wording in row["wording"].split("|")
    )


def number(text: str) -> Fraction:
    """A cell of a table as an exact number."""
    return Fraction(text)
