"""Days, periods and their labels against the calendar and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from claimhouse.declarations import sound
from claimhouse.grammar import parse_period
from claimhouse.rules import DAYS, Problem, problem
from claimhouse.seeds import Seed

# Days that a period of each type can have: months of whole weeks, quarters of 12 to 17 weeks and years of 52 or 53 are among them.
LENGTHS = {"day": (1, 1), "month": (28, 35), "quarter": (84, 119), "half": (168, 203), "nine_months": (252, 294), "year": (350, 378)}


def period_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> list[Problem]:
    """Days that do not exist or stand in the wrong order, and calendar labels whose words name other days than their period has."""
    problems = []
    for seed in own.values():
        for column in sorted(DAYS.intersection(seed.rows[0] if seed.rows else ())):
            problems += [
                problem("day_exists", *at, column, row[column])
                for row, at in seed.numbered()
                if re.fullmatch(r"\d{4}-\d\d-\d\d", row[column]) and not is_day(row[column])
            ]
    for row, at in sound(own, "reports"):
        if row["withdrawn_on"] and row["withdrawn_on"] < (row["published_on"] or row["as_of"]):
            facts = {"start": row["published_on"] or row["as_of"]}
            problems.append(problem("withdrawn_after_publication", *at, "withdrawn_on", row["withdrawn_on"], **facts))
    periods = {row["period_id"]: row for row in (reference["periods"].rows if "periods" in reference else ())}
    if "periods" in own:
        seed = own["periods"]
        for row, at in seed.numbered():
            start, end = row["period_start"], row["period_end"]
            if start and end and end < start:
                problems.append(problem("period_ends_after_start", *at, "period_end", end, start=start))
            elif all(not day or is_day(day) for day in (start, end)):
                problems += [problem(rule, *at, column, row[column], **facts) for rule, column, facts in days_problems(row, periods)]
    if "period_labels" in own:
        seed = own["period_labels"]
        for row, at in seed.numbered():
            days = parse_period(row["printed"]) if row["calendar"] == "calendar" else None
            period = periods.get(row["period_id"])
            first, last = map(str, days) if days else ("", "")
            if first == last and period:  # a day also heads the column of what ended on it
                first = period["period_start"]
            if period and days and (first, last) != (period["period_start"], period["period_end"]):
                problems.append(
                    problem("label_is_of_its_days", *at, "period_id", row["period_id"], start=days[0], end=days[1], label=row["printed"])
                )
    return problems


def days_problems(row: dict[str, str], periods: dict[str, dict[str, str]]) -> Iterable[tuple[str, str, dict]]:
    """Rule, column and facts of what is wrong with the days of a period by itself, and next to the periods that it names."""
    start, end, kind = row["period_start"], row["period_end"], row["period_type"]
    if row["calendar"] == "calendar":
        for column in ("period_start", "period_end"):
            if not row[column]:
                yield "period_has_its_days", column, {"why": "the calendar has it"}
    elif start and not end:
        yield "period_has_its_days", "period_end", {"why": "the first one is there"}
    if start and end:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
        least, most = LENGTHS.get(kind, (days, days))
        if not least <= days <= most:
            yield "days_fit_type", "period_type", {"days": days, "type": kind, "least": least, "most": most}
        if row["year"] and not start[:4] == end[:4] == row["year"]:
            yield "year_is_of_days", "year", {"year": start[:4] if start[:4] == end[:4] else "nothing"}
    whole, prior = (periods.get(row[column], {}) for column in ("part_of_period_id", "prior_period_id"))
    if (
        start
        and end
        and whole.get("period_start")
        and whole.get("period_end")
        and not whole["period_start"] <= start <= end <= whole["period_end"]
    ):
        yield "part_is_within", "part_of_period_id", {"start": start, "end": end}
    if prior and (prior["period_type"] != kind or (end and prior["period_end"] >= end)):
        yield "prior_is_before", "prior_period_id", {"type": kind, "end": end or "it"}


def is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
