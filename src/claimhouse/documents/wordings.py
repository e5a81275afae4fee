"""Currencies by their signs, codes and names in a heading, from the wordings of the grammar."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

WORDS = {"ALL", "TOP", "PEN", "BOB", "IMP", "SOS", "CUP"}  # codes that a heading in capitals has as words


@cache
def _rows() -> list[dict[str, str]]:
    with (resources.files("claimhouse.grammar") / "wordings" / "currencies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _wordings() -> tuple[re.Pattern, dict[str, str]]:
    """One pattern of all wordings, the longest first, so that HK$ is not read as $; and the code of each. Codes are in capitals."""
    codes: dict[str, str] = {}
    capitals = set()
    for row in _rows():
        capitals |= {row["code"]} - WORDS
        for wording in filter(None, "|".join((row["signs"], row["english"], row["chinese"])).split("|")):
            codes.setdefault(wording.lower(), row["code"])
    words = [(wording, _bounded(wording)) for wording in codes] + [(code, rf"(?-i:{_bounded(code)})") for code in capitals]
    ordered = [pattern for wording, pattern in sorted(words, key=lambda word: (-len(word[0]), word[0]))]
    return re.compile("|".join(ordered), re.IGNORECASE), codes | {code.lower(): codes.get(code.lower(), code) for code in capitals}


def _bounded(wording: str, plural: str = "s?") -> str:
    """The wording as a word of its own, also in the plural or without."""
    starts, ends = (letter.isascii() and letter.isalpha() for letter in (wording[0], wording[-1]))
    return (r"(?<![A-Za-z])" if starts else "") + re.escape(wording) + (rf"{plural}(?![A-Za-z])" if ends else "")


@cache
def names() -> str:
    """A pattern of the names of currencies: "yen", "euros", "rupees", "U.S. dollars"."""
    named = (one for one in _wordings()[1] if len(one) > 2 and re.fullmatch(r"[a-z]+|[a-z.]+(?: [a-z.]+)* [a-z]+", one))
    return rf"\b(?:{'|'.join(map(re.escape, sorted(named, key=len, reverse=True)))})s?\b"


@cache
def signs() -> str:
    """A pattern of the signs of currencies other than "$", "£" and the like: "RM", "Kshs.", "EC$", "₦", "zł"; no "kr", which many have."""
    every = {sign for row in _rows() if row["code"] != "XXX" for sign in row["signs"].split("|") if sign} - {"rmb"}
    lettered = sorted((one for one in every if len(one) > 1 and re.search(r"[^\W\d_]", one)), key=lambda one: (-len(one), one))
    marks = "".join(sorted(one for one in every if len(one) == 1 and not one.isalnum()))
    words = "|".join(_bounded(one, plural="") for one in lettered)
    return rf"(?:[{re.escape(marks)}]|(?i:{words}))"


@cache
def codes() -> str:
    """A pattern of the ISO 4217 codes that the wordings know, in capitals."""
    return "(?-i:" + "|".join(sorted({code for code in _wordings()[1].values()})) + ")"


@cache
def before_scale() -> dict[str, str]:
    """The codes of abbreviations that stand for a currency only right before a scale in a heading: "R" of "R'000", "KD" of "KD 000's"."""
    return {one: row["code"] for row in _rows() for one in row["before_scale"].split("|") if one}


def currency_in(text: str) -> str | None:
    """ISO 4217 code of the one currency that the text names; None where it names none or several."""
    pattern, codes = _wordings()
    found = {codes.get(match.lower()) or codes[match.lower().removesuffix("s")] for match in pattern.findall(text)}
    return found.pop() if len(found) == 1 else None


def is_currency(text: str) -> bool:
    """Whether a text is the name or sign of a currency and nothing else: "RM", "US dollars"."""
    return _wordings()[0].fullmatch(text.strip(" ()[]")) is not None
