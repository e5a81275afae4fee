"""What reference seeds say against each other or against the observations: roles of metrics, rates, declarations and sections."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from claimhouse.declarations import sound
from claimhouse.rules import Problem, problem
from claimhouse.seeds import Seed, well_formed

# Entries of `marts` that one metric of a report has, because the mart shows it without its name.
ROLES_OF_ONE = {
    "device_shipments.growth",
    "device_shipments.penetration",
    "device_shipments.units",
    "market_concentration.rank",
    "market_concentration.ratio",
    "market_size",
    "valuation_multiples.revenue",
    "valuation_multiples.valuation",
}


def register_problems(observations: list[Seed], reference: dict[str, Seed], own: dict[str, Seed]) -> list[Problem]:
    """Two metrics in one role of a mart, growth of nothing, rates without their ends, and declarations about what is not printed."""
    rows = [row for seed in observations for row in seed.rows]
    measured = {row["metric_id"] for row in rows}
    played = defaultdict(list)
    for row in reference["metrics"].rows:
        for role in ROLES_OF_ONE.intersection(row["marts"].split(";") if row["metric_id"] in measured else ()):
            played[role].append(row["metric_id"])
    problems = [
        problem("role_is_of_one_metric", *at, "marts", row["marts"], role=role, other=metrics[0])
        for row, at in sound(own, "metrics")
        for role, metrics in sorted(played.items())
        if row["metric_id"] in metrics[1:]
    ]
    problems += [
        problem("growth_is_of_a_metric", *at, "growth_of_metric_id", "", metric=row["metric_id"])
        for row, at in sound(own, "metrics")
        if "company_growth" in row["marts"].split(";") and not row["growth_of_metric_id"]
    ]
    problems += [
        problem("rate_has_its_ends", *at, "rate_low", row["rate_low"]) for row, at in sound(own, "exchange_rates") if not is_rate(row)
    ]
    shares = {(row["report_id"], row["scope_id"], row["metric_id"], row["period_id"]) for row in rows}
    subjects = {row["subject_id"] for row in rows}
    problems += [
        problem("declaration_has_figures", *at, "market_id", row["market_id"], of=f"{row['metric_id']} under this scope in this period")
        for row, at in sound(own, "concentration_markets")
        if (row["report_id"], row["market_id"], row["metric_id"], row["period_id"]) not in shares
    ]
    return problems + [
        problem("declaration_has_figures", *at, "subject_id", row["subject_id"], of="this subject")
        for row, at in sound(own, "share_holders")
        if row["subject_id"] not in subjects
    ]


def is_rate(row: dict[str, str]) -> bool:
    """Whether a rate is that of two amounts, or one from outside the report with both ends, in their order, and a source."""
    ends = [Fraction(row[column]) for column in ("rate_low", "rate_high") if row[column]]
    if row["to_observation_id"] and row["from_observation_id"]:
        return not ends
    return len(ends) == 2 and 0 < ends[0] <= ends[1] and bool(row["source"])


def section_problems(own: dict[str, Seed]) -> list[Problem]:
    """Sections that end before they start, or share lines."""
    if "sections" not in own:
        return []
    problems, ends = [], {}
    seed = own["sections"]
    rows = [
        (row["report_id"], int(row["first_line"]), int(row["last_line"]), row, at)
        for row, at in seed.numbered()
        if well_formed(row) and row["first_line"] and row["last_line"]
    ]
    for report, first, last, row, at in sorted(rows, key=lambda found: found[:3]):
        if last < first:
            problems.append(problem("section_ends_after_start", *at, "last_line", row["last_line"], first=first))
        if first <= ends.get(report, 0):
            problems.append(problem("sections_do_not_overlap", *at, "first_line", row["first_line"], other=ends[report]))
        ends[report] = max(last, ends.get(report, 0))
    return problems
