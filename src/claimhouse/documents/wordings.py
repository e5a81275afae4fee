"""Currencies by their signs, codes and names in a heading, from the wordings of the grammar."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources


@cache
def _patterns() -> list[tuple[re.Pattern, str]]:
    """Longest wording first, so that HK$ is not read as $."""
    wordings: dict[str, str] = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "RMB": "CNY", "元": "CNY"}
    path = resources.files("claimhouse.grammar") / "wordings" / "currencies.csv"
    if not path.is_file():
        return [(re.compile(re.escape(wording)), code) for wording, code in wordings.items()]
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wordings.setdefault(row["code"], row["code"])
            for column in ("signs", "english", "chinese"):
                for wording in filter(None, row[column].split("|")):
                    wordings.setdefault(wording, row["code"])
    found = []
    for wording in sorted(wordings, key=lambda text: (-len(text), text)):
        pattern = re.escape(wording) + ("s?" if wording[-1:].isascii() and wording[-1:].isalpha() else "")
        if wording[0].isascii() and wording[0].isalpha():
            pattern = rf"(?<![A-Za-z]){pattern}"
        if wording[-1].isascii() and wording[-1].isalpha():
            pattern = rf"{pattern}(?![A-Za-z])"
        found.append((re.compile(pattern, 0 if wording == wordings[wording] else re.IGNORECASE), wordings[wording]))
    return found


def currency_in(text: str) -> str | None:
    """ISO 4217 code of the one currency that the text names; None where it names none or several."""
    rest, found = text, set()
    for pattern, code in _patterns():
        rest, count = pattern.subn(" ", rest)
        if count:
            found.add(code)
    return found.pop() if len(found) == 1 else None
