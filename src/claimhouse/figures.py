"""Reads a figure as printed ("approximately RMB 49.5–51 billion") into its typed parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = r"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"
FIGURE = re.compile(
    rf"(?P<first>{NUMBER})(?:/(?P<divisor>{NUMBER}))?\s*%?\s*(?:(?:–|-|\bto\b)\s*(?:RMB|HKD|\$)?\s*(?P<second>{NUMBER}))?"
)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
CURRENCIES = {"RMB": "CNY", "HKD": "HKD", "$": "USD"}
# Longest wording first: "not less than" must not be read as "less than".
QUALIFIERS = [
    ("ge", r"not less than|at least|or more|≥|\d\s*(?:million|billion|trillion|thousand)?\s*\+"),
    ("le", r"not exceeding|at most|up to|≤"),
    ("gt", r"exceed(?:s|ed|ing)?|over|more than|surpass(?:es|ed|ing)?|above|broke through|>"),
    ("lt", r"less than|fewer than|under|below|<"),
    ("approx", r"approximately|about|nearly|approach(?:es|ing)?|estimated|~"),
]


@dataclass(frozen=True)
class Figure:
    """Mantissas as text without thousands commas; an open side and an unprinted unit are empty."""

    low: str
    high: str
    unit_mult: str
    unit: str
    qualifier: str


def parse(printed: str) -> Figure | None:
    """The figure that `printed` states, or None where it holds no number (a figure in words)."""
    match = FIGURE.search(printed)
    if match is None:
        return None
    text = printed.lower()
    first = match["first"].replace(",", "")
    if match["divisor"]:
        first = f"{first}/{match['divisor'].replace(',', '')}"
    second = (match["second"] or "").replace(",", "")
    qualifier = "range" if second else next(
        (name for name, wording in QUALIFIERS if re.search(wording, text)), "exact"
    )
    low = "" if qualifier in ("lt", "le") else first
    high = second or ("" if qualifier in ("gt", "ge") else first)
    unit_mult = next((str(power) for word, power in SCALES.items() if word in text), "0")
    unit = next((unit for sign, unit in CURRENCIES.items() if sign in printed), "")
    if not unit and "%" in printed:
        unit = "percent"
    if not unit and (match["divisor"] or re.search(r"\d\s*[×x]", text)):
        unit = "ratio"
    return Figure(low, high, unit_mult, unit, qualifier)
