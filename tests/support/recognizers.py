"""How the grammar reads the public test inputs of Recognizers-Text (MIT), file by file, in two halves.

`python tests/support/recognizers.py [FILE]` prints each input that is read otherwise. Inputs without results, and those whose
value is null or relative to a reference day, name no absolute figure: they are left out and counted.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from claimhouse.grammar import Span, figures, periods
from claimhouse.grammar.tables import table
from claimhouse.grammar.tokens import NARROW

HOME = Path(os.environ.get("CLAIMHOUSE_SPECS", Path(__file__).resolve().parents[3] / "shared/specs")) / "recognizers"
FILES = {  # the share that must be read as stated
    "English_NumberRangeModel": 0.95,
    "English_PercentModel": 0.95,
    "English_CurrencyModel": 0.95,
    "English_NumberModel": 0.90,
    "English_DatePeriodParser": 0.90,
    "Chinese_NumberModel": 0.92,
    "Chinese_PercentModel": 0.92,
    "Chinese_CurrencyModel": 0.95,
}


@dataclass(frozen=True)
class Stated:
    """One result of an input: where it stands, and the value, ends, unit or days that it states."""

    start: int
    end: int
    printed: str
    low: Fraction | None = None
    high: Fraction | None = None
    units: frozenset[str] = frozenset()
    days: tuple[str, str] | None = None
    closeness: Fraction = Fraction(0)


def cases(name: str) -> list[dict]:
    return json.loads((HOME / f"{name}.json").read_text(encoding="utf-8-sig"))


def halves(count: int, name: str) -> tuple[set[int], set[int]]:
    """The numbers of the inputs looked at while writing the grammar, and of those put aside, drawn once by a fixed seed."""
    order = list(range(count))
    random.Random(f"claimhouse:{name}").shuffle(order)
    return set(order[: count // 2]), set(order[count // 2 :])


# An address, a telephone number, a date, a name: the inputs take each run of digits in it for a number of its own.
NO_NUMBERS = re.compile(r"\d+\.\d+\.\d+\.\d+|\d/\d+/\d{4}|\+\d-\d+-\d+|\b[A-Z]+-\d+|\d年\d+月")


def stated(name: str, case: dict) -> Iterator[Stated | None]:
    """The absolute results of an input; None for one that names no absolute figure."""
    narrow_input = case["Input"].translate(NARROW)
    for result in case.get("Results") or [None]:
        if result is None or ("Number" in name and NO_NUMBERS.search(narrow_input)):
            yield None
        elif "DatePeriod" in name:
            yield stated_period(result)
        else:
            yield stated_figure(name, result)


def stated_figure(name: str, result: dict) -> Stated | None:
    resolution = result.get("Resolution") or {}
    value = resolution.get("value")
    if value in (None, "null") or "Start" not in result:
        return None
    place = (result["Start"], result["End"] + 1, result["Text"])
    if match := re.fullmatch(r"([\[(])([^,]*),([^)\]]*)([\])])", value):
        low, high = (Fraction(end) if end else None for end in match.group(2, 3))
        return Stated(*place, low, high)
    number = Fraction(value.rstrip("%"))
    unit = resolution.get("unit", "")
    if minor := {row.code for row in table("currencies") if unit and unit.lower() in row.minor.split("|")}:
        return Stated(*place, number / 100, number / 100, frozenset(minor | {"USD"}))
    digits = len(re.sub(r"\D", "", value.partition("E")[0]))
    closeness = abs(number) / 10**13 if digits >= 14 or "E" in value else Fraction(0)  # printed as a double
    if "Chinese_Percent" in name or "English_Percent" in name:
        return Stated(*place, number, number, frozenset({"percent", "percentage points"}), closeness=closeness)
    return Stated(*place, number, number, codes(unit, resolution.get("isoCurrency", "")), closeness=closeness)


def codes(unit: str, code: str) -> frozenset[str]:
    """The ISO codes that a stated unit can be: its own code, or those of every currency with that name, or "not said"."""
    if code or not unit:
        return frozenset({code} if code else ())
    name = unit.lower().replace("cent", "dollar")
    of_name = {
        row.code
        for row in table("currencies")
        for known in row.english.split("|")
        if known and (name == known or known.endswith(" " + name))
    }
    return frozenset(of_name | ({"USD"} if name in ("dollar", "cent") else {"XXX"} if of_name else {name}))


def stated_period(result: dict) -> Stated | None:
    value = result.get("Value") or {}
    past, future = value.get("PastResolution") or {}, value.get("FutureResolution") or {}
    timex, printed = value.get("Timex", ""), result["Text"]
    absolute = past == future and "startDate" in past and "endDate" in past and "X" not in timex and "Mod" not in value
    if not absolute or RELATIVE.search(printed) or not NAMES_YEAR.search(printed):
        return None
    return Stated(result["Start"], result["Start"] + result["Length"], printed, days=(past["startDate"], past["endDate"]))


NAMES_YEAR = re.compile(r"\d{4}|\d0s\b|century|thousand|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? '?\d\d$", re.I)
RELATIVE = re.compile(
    r"\b(this|next|last|past|previous|coming|today|tomorrow|yesterday|now|current|later|earlier|ago|from now|rest)\b(?! week of)", re.I
)


def read_as_stated(name: str, text: str, wanted: Stated) -> bool:
    spans = periods(text) if wanted.days else figures(text)
    return any(agrees(span, wanted) for span in spans if span.start < wanted.end and wanted.start < span.end)


def agrees(span: Span, wanted: Stated) -> bool:
    if wanted.days:
        return days_agree(span, wanted.days)
    if wanted.low == wanted.high:
        values = {span.low, span.high} - {None}
        if span.printed.lower().endswith(wanted.printed.lower()) and len(span.printed) > len(wanted.printed):
            values |= {-value for value in values}  # the inputs leave out the verb that gives the sign: "tumbled $ 2.75"
        same = any(abs(value - wanted.low) <= wanted.closeness for value in values)
        return same and (not wanted.units or span.unit in wanted.units)
    return (span.low, span.high) == (wanted.low, wanted.high)


def days_agree(span: Span, days: tuple[str, str]) -> bool:
    """The stated end is the day after the last, or, in a range of two named periods, the first day of the second one."""
    if span.first_day is None or span.last_day is None:
        return False
    first, after = (date.fromisoformat(day) for day in days)
    last = span.last_day
    ends = {last, last + timedelta(days=1)}
    for months in (1, 3, 6, 12):
        if (last + timedelta(days=1)).day == 1 and last.month % months == 0:
            ends.add(date(last.year, last.month - months + 1, 1))
    return first == span.first_day and after in ends and after > first


def measure(name: str) -> tuple[dict[str, tuple[int, int]], int, list[str]]:
    """Read and stated results of both halves, how many were left out, and the places read otherwise."""
    inputs = cases(name)
    looked_at, _ = halves(len(inputs), name)
    counts, left_out, otherwise = {"looked at": (0, 0), "put aside": (0, 0)}, 0, []
    for number, case in enumerate(inputs):
        half = "looked at" if number in looked_at else "put aside"
        for wanted in stated(name, case):
            if wanted is None:
                left_out += 1
                continue
            good = read_as_stated(name, case["Input"], wanted)
            read, total = counts[half]
            counts[half] = (read + good, total + 1)
            if not good and half == "looked at":
                spans = periods(case["Input"]) if wanted.days else figures(case["Input"])
                seen = "; ".join(
                    f"{span.printed!r} {span.kind} {span.low} {span.high} {span.unit} {span.first_day} {span.last_day}" for span in spans
                )
                otherwise.append(
                    f"{number}: {case['Input']!r}: {wanted.printed!r} {wanted.low} {wanted.high} {set(wanted.units)} {wanted.days}\n"
                    f"      read {seen}"
                )
    return counts, left_out, otherwise


if __name__ == "__main__":
    for model in sys.argv[1:] or FILES:
        found, without, unlike = measure(model)
        print("\n".join(unlike) if sys.argv[1:] else "", end="\n" if sys.argv[1:] and unlike else "")
        read = sum(one for one, _ in found.values()) / max(1, sum(total for _, total in found.values()))
        print(f"{model}: {read:.1%}", found, f"left out {without}")
