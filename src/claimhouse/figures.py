"""Reads a figure as printed ("approximately RMB 49.5–51 billion") into its typed parts."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

NUMBER = r"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"
DIVISOR = rf"(?=[1-9]){NUMBER}"
FIGURE = re.compile(
    rf"(?P<first>{NUMBER})(?:/(?P<divisor>{DIVISOR})(?:th)?)?\s*[%BGT]?\s*"
    rf"(?:(?:–|-|\bto\b)\s*(?:RMB|HKD|\$)?\s*(?P<second>{NUMBER})(?:/(?P<second_divisor>{DIVISOR}))?)?"
)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "万": 4}
SUFFIXES = {"B": "9", "G": "9", "T": "12"}
CURRENCIES = {"RMB": "CNY", "HKD": "HKD", "$": "USD", "dollar": "USD"}
# Longest wording first: "not less than" must not be read as "less than".
QUALIFIERS = [
    ("ge", r"not less than|at least|or more|≥|\d\s*(?:million|billion|trillion|thousand)?\s*\+"),
    ("le", r"not exceeding|at most|up to|within|≤"),
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


# Figures in words. A plural scale word says at least two of it; a bare scale word names an order of size.
WORDS = {
    "zero": 0, "one": 1, "a single": 1, "only": 1, "leading": 1, "top choice": 1, "first": 1, "two": 2, "second": 2,
    "dual": 2, "duo": 2, "doubled": 2, "three": 3, "third": 3, "triple": 3, "三": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
    "a dozen": 12, "twenty": 20,
}  # fmt: skip
PLURAL = re.compile(r"(?:\b(tens|hundreds) of )?\b(thousand|million|billion|trillion)s\b|\b(hundreds|decades|dozens)\b")
PLURAL_ALONE = {"hundreds": ("2", "2"), "decades": ("2", "1"), "dozens": ("24", "0")}


def parse(printed: str) -> Figure | None:
    """The figure that `printed` states in digits or words, or None where it holds none."""
    match = FIGURE.search(printed)
    if match is None:
        return parse_words(printed.lower())
    text = re.sub(r"/million tokens", "", printed.lower())
    first, second = _mantissa(match["first"], match["divisor"]), _mantissa(match["second"], match["second_divisor"])
    if second and _value(first) > _value(second):
        first, second = second, first  # "1/10th to 1/15th" falls
    qualifier = _qualifier(text)
    if second and qualifier in ("exact", "approx"):
        qualifier = "range"
    low = "" if qualifier in ("lt", "le") else first
    high = "" if qualifier in ("gt", "ge") else second or first  # "at least 3–5" is open above, "within 3–6" below
    suffix = SUFFIXES.get((re.findall(r"\d([BGT])\b", printed) or [""])[0], "0")
    unit_mult = next((str(power) for word, power in SCALES.items() if word in text), suffix)
    unit = next((unit for sign, unit in CURRENCIES.items() if sign in printed), "")
    if not unit and "%" in printed:
        unit = "percent"
    if not unit and (match["divisor"] or re.search(r"\d\s*[×x]", text)):
        unit = "ratio"
    return Figure(low, high, unit_mult, unit, qualifier)


def parse_words(text: str) -> Figure | None:
    """A figure written in words, already in lower case."""
    if "half" in text:
        return Figure("50", "50", "0", "percent", _qualifier(text))
    if "parity with or" in text:
        return Figure("100", "", "0", "percent", "ge")
    currency = next((unit for sign, unit in CURRENCIES.items() if sign.lower() in text), "")
    if match := PLURAL.search(text):
        low, unit_mult = PLURAL_ALONE.get(match[3]) or ("2", str(SCALES[match[2]] + {"tens": 1, "hundreds": 2}.get(match[1], 0)))
        return Figure(low, "", unit_mult, currency, "ge")
    unit_mult, scaled = next(((str(power), word) for word, power in SCALES.items() if word in text), ("0", ""))
    number = re.search("|".join(rf"(?<!\w){word}(?![a-z])" if word.isascii() else word for word in WORDS), text)
    if number is None:
        return Figure("1", "1", unit_mult, currency, "approx") if scaled else None
    value = str(WORDS[number[0]])
    qualifier = "le" if re.search(rf"\btop {number[0]}\b", text) and WORDS[number[0]] > 1 else _qualifier(text)
    return Figure("" if qualifier in ("lt", "le") else value, "" if qualifier in ("gt", "ge") else value, unit_mult, currency, qualifier)


def _qualifier(text: str) -> str:
    return next((name for name, wording in QUALIFIERS if re.search(wording, text)), "exact")


def _mantissa(number: str | None, divisor: str | None) -> str:
    text = (number or "").replace(",", "")
    return f"{text}/{divisor.replace(',', '')}" if divisor else text


def _value(mantissa: str) -> Fraction:
    return Fraction(*map(Fraction, mantissa.split("/")))


MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
ENDS = {"H1": (1, 6), "H2": (7, 12), **{f"Q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)}}


def parse_period(label: str) -> tuple[date, date] | None:
    """First and last day of a regular period label, or None for one that needs a reading ("early 2026")."""
    try:
        days = _days(label)
    except ValueError:  # February 30
        return None
    return days if days and days[0] <= days[1] else None


def _days(label: str) -> tuple[date, date] | None:
    if match := re.fullmatch(r"(?:end of |end-)(\d{4})", label):
        return (date(int(match[1]), 12, 31),) * 2
    if match := re.fullmatch(r"(?:[Ff]ull-year )?(\d{4})", label):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    if match := re.fullmatch(r"(H[12]|Q[1-4]) (\d{4})", label):
        first, last = ENDS[match[1]]
        return date(int(match[2]), first, 1), _month_end(int(match[2]), last)
    match = re.fullmatch(r"([A-Z][a-z]+)(?: (\d{1,2}),)? (\d{4})", label)
    if match and match[1] in MONTHS:
        year, month = int(match[3]), MONTHS[match[1]]
        return (date(year, month, int(match[2])),) * 2 if match[2] else (date(year, month, 1), _month_end(year, month))
    if match := re.fullmatch(r"(\d{4})–(\d{4})", label):
        return date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
