"""What single observations break, given what the reference seeds say of their subjects, metrics, periods, scopes and lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from claimhouse.check.printed import printed_problems
from claimhouse.check.tokens import numbers_in, period_tokens
from claimhouse.grammar import parse_period
from claimhouse.rules import KEYS, REQUIRED, Problem, nearest, problem
from claimhouse.seeds import Seed, well_formed


def observation_problems(
    observations: list[Seed], reference: dict[str, Seed], known: dict[str, set[str]], registers: Registers | None = None
) -> list[Problem]:
    """What is wrong with single observations, given the registers, which may have been looked up before."""
    registers = registers or Registers(observations, reference)
    problems: list[Problem] = []
    blocked: list[Problem] = []
    ids: dict[str, str] = {}
    for seed in observations:
        missing: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        unlabelled: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for place, (row, at) in enumerate(seed.numbered()):
            for column, text in row.items():
                if column in KEYS and text and text not in known[column]:
                    missing[column, text].append(at)
                    seed.broken.add(place)  # what its row says of an unknown thing is not judged
                elif not text and column in REQUIRED:
                    problems.append(problem("cell_is_filled", *at, column, text))
                    seed.broken.add(place)
            if row["observation_id"] in ids:
                problems.append(
                    problem("observation_id_is_unique", *at, "observation_id", row["observation_id"], other=ids[row["observation_id"]])
                )
            ids.setdefault(row["observation_id"], f"{at[0]}:{at[1]}")
            if place not in seed.broken:
                if not registers.has_label(row):
                    unlabelled[row["period_printed"], row["period_id"]].append(at)
                found = [*registers.row_problems(row), *amount_problems(row), *printed_problems(row)]
                problems += [problem(rule, *at, column, row[column], **facts) for rule, column, facts in found]
        for (column, id), places in missing.items():
            proposal = nearest(id, known[column]) + blocked_rows(places)
            blocked.append(problem("id_is_known", *places[0], column, id, seed=KEYS[column], nearest=proposal))
        for (label, period), places in unlabelled.items():
            proposal = registers.proposal(label) + blocked_rows(places)
            blocked.append(problem("label_is_of_period", *places[0], "period_id", period, label=label, nearest=proposal))
    return blocked + problems


def blocked_rows(places: list[tuple[str, int]]) -> str:
    """The rows that one missing id or label blocks, where they are several."""
    lines = ", ".join(str(line) for _, line in places[:10]) + ", ..." * (len(places) > 10)
    return "" if len(places) == 1 else f"; {len(places)} rows have it, at lines {lines}"


class Registers:
    """What the reference seeds say of observations, looked up once."""

    def __init__(self, observations: list[Seed], reference: dict[str, Seed]):
        rows = {name: seed.rows for name, seed in reference.items()}
        self.labels = {(row["printed"], row["period_id"]) for row in rows["period_labels"]}
        self.metric_units = {row["metric_id"]: row["unit"] for row in rows["metrics"]}
        self.currencies = {row["unit"] for row in rows["units"] if row["kind"] == "currency"}
        self.scopes = permitted_scopes(reference)
        self.headings = {(row["report_id"], row["first_line"]) for row in rows["sections"]}
        self.sections = defaultdict(list)
        for row in filter(well_formed, rows["sections"]):
            self.sections[row["report_id"]].append(range(int(row["first_line"] or 0), int(row["last_line"] or 0) + 1))
        self.sourced = {row["report_id"] for row in rows["cited_sources"]}
        self.sources_on = {
            (row["report_id"], line, row["cited_source_id"])
            for row in rows["cited_sources"]
            for line in [row["line"], *row["named_on"].split(";")]
        }
        self.starts = {row["period_id"]: row["period_start"] for row in rows["periods"]}
        self.whole = {
            row["period_id"]: row["period_end"] for row in rows["periods"] if row["period_type"] in ("quarter", "half", "nine_months")
        }
        # flows, and rates of flows such as growth and margins, stand for the whole period; a stock may be that of a day in it
        self.flows = {
            row["metric_id"]
            for row in rows["metrics"]
            if row["additive"] == "yes" or (row["quantity_kind"] == "percent" and not row["upper_limit"])
        }
        self.of_days = {(row["period_start"], row["period_end"]): row["period_id"] for row in reversed(rows["periods"])}
        self.forecasts = {row["obs_status"] for row in rows["obs_statuses"] if row["is_forecast"] == "yes"}
        self.ends = {row["qualifier"]: {"low": row["has_low"], "high": row["has_high"]} for row in rows["qualifiers"]}
        self.reports = {row["report_id"]: row for row in rows["reports"]}
        self.accounted = {row["report_id"] for row in rows["source_lines"]}
        self.labelled = period_tokens(observations, reference)

    def has_label(self, row: dict[str, str]) -> bool:
        """Whether the wording of the period is one of that period."""
        label = (row["period_printed"], row["period_id"])
        return label in self.labels or not any(label)

    def proposal(self, label: str) -> str:
        """The period of the days that a label names by the calendar, if one is registered."""
        days = parse_period(label) if label else None
        period = self.of_days.get(tuple(map(str, days))) if days else None
        return f": it looks like {period}" if period else ""

    def row_problems(self, row: dict[str, str]) -> Iterable[tuple[str, str, dict]]:
        """Rule, column and facts of what is wrong with one observation."""
        report, line, period = row["report_id"], row["line"], row["period_id"]
        unit = self.metric_units.get(row["metric_id"])
        if unit and row["unit"] != unit and not (unit == "currency" and row["unit"] in self.currencies):
            yield "unit_is_of_metric", "unit", {"unit": unit, "metric": row["metric_id"]}
        scopes = self.scopes[row["subject_id"], row["metric_id"]]
        if row["scope_id"] not in scopes:
            names = " or ".join(sorted(scope or "no scope" for scope in scopes))
            yield "scope_is_permitted", "scope_id", {"scopes": names, "metric": row["metric_id"], "subject": row["subject_id"]}
        if report in self.accounted and not numbers_in(row["period_printed"]) <= self.labelled[report, row["period_line"] or line]:
            yield "label_is_on_line", "period_line", {"label": row["period_printed"]}
        stated = self.reports.get(report, {})
        as_of = stated.get("as_of") or "9"
        if row["obs_status"] not in self.forecasts and self.starts.get(period, "")[:7] > as_of:
            yield "status_fits_period", "obs_status", {"period": period, "when": "begins"}
        elif row["obs_status"] == "A" and row["metric_id"] in self.flows and self.whole.get(period, "")[:7] > as_of:
            yield "status_fits_period", "obs_status", {"period": period, "when": "ends"}
        if row["cited_source_id"] and report in self.sourced and (report, line, row["cited_source_id"]) not in self.sources_on:
            yield "source_is_named_on_line", "cited_source_id", {"line": line}
        if row["usage_warning"] != "heading" and (report, line) in self.headings:
            yield "heading_is_marked", "usage_warning", {}
        if not any(int(line) in lines for lines in self.sections[report]):
            yield "line_has_section", "line", {}
        if (stated.get("source_lines") or "").isdecimal() and int(line) > int(stated["source_lines"]):
            yield "line_is_in_report", "line", {"lines": stated["source_lines"]}
        for end, given in self.ends[row["qualifier"]].items() if row["unit"] != "date" else ():
            if bool(row[end]) != (given == "yes"):
                facts = ("a value", "has this end") if given == "yes" else ("no value", "leaves this end open")
                yield "end_fits_qualifier", end, dict(zip(("end", "says"), facts, strict=True)) | {"qualifier": row["qualifier"]}
        yield from composed_problems(row)


def composed_problems(row: dict[str, str]) -> Iterable[tuple[str, str, dict]]:
    """A readable id says other things than the cells: of a further report it begins with the report and a dot."""
    parts = {
        "subject_id": row["subject_id"],
        "metric_id": row["metric_id"],
        "period_id": row["period_id"] or "undated",
        "line": f"l{row['line']}",
    }
    slugs = {column: re.sub(r"[^a-z0-9_.-]", "_", part.lower()) for column, part in parts.items()}
    composed = ("" if "family" not in row else f"{row['report_id']}.") + "-".join(slugs.values())
    if composed not in (row["observation_id"], re.sub(r"-(?:[2-9]|[1-9][0-9]+)$", "", row["observation_id"])):
        strange = next((column for column, slug in slugs.items() if slug not in row["observation_id"].lower()), "observation_id")
        yield "observation_id_is_composed", strange, {"id": row["observation_id"], "composed": composed}


def amount_problems(row: dict[str, str]) -> Iterable[tuple[str, str, dict]]:
    """Ends in the wrong order, and values too large to compute with."""
    if row["low"] and row["high"] and Fraction(row["low"]) > Fraction(row["high"]):
        yield "low_is_not_above_high", "low", {"high": row["high"]}
    for column in ("low", "high"):
        if "/" in row[column] and row["unit_mult"] not in ("", "0"):
            yield "fraction_has_no_scale", "unit_mult", {}
        elif row[column] and abs(Fraction(row[column])) * Fraction(10) ** int(row["unit_mult"] or 0) >= 10**18:
            yield "value_is_in_range", column, {}


def permitted_scopes(reference: dict[str, Seed]) -> dict[tuple[str, str], set[str]]:
    """Scopes under which a subject and metric may stand: of rows that name the subject, else of rows for its type, else none."""
    of_type, of_subject = defaultdict(set), defaultdict(set)
    for row in reference["scope_constraints"].rows:
        (of_subject if row["subject_id"] else of_type)[row["subject_id"] or row["subject_type"], row["metric_id"]].add(row["scope_id"])
    registered = {
        (row["subject_id"], metric): scopes
        for row in reference["subjects"].rows
        for (kind, metric), scopes in of_type.items()
        if kind == row["subject_type"]
    } | of_subject
    return defaultdict(lambda: {""}, registered)
