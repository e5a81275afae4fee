"""Integrity checks on a folder of seeds, before anything is loaded.

Structure is read in seeds.py, cell rules are Great Expectations suites (expectations.py), and what needs two cells of
a row or two seeds is compared below. Every problem names file, line and column.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

from claimhouse.grammar import parse, parse_period
from claimhouse.grammar.printed import currency_codes
from claimhouse.seeds import Problem, Seed, expected_columns, malformed, read_seed, well_formed

KEYS = {"subject_id": "subjects", "metric_id": "metrics", "scope_id": "scopes", "geography_id": "geographies",
        "period_id": "periods", "unit": "units", "cited_source_id": "cited_sources", "report_id": "reports"}
REQUIRED = {"report_id", "subject_id", "metric_id", "unit"}
TOKEN = re.compile(r"[0-9][0-9,.]*")
PARSE_NOTE = re.compile(r"((?:(?:low|high|unit_mult|qualifier)=\S* )*(?:low|high|unit_mult|qualifier)=\S*): .+")


def check_folder(folder: Path, project: Path, source: Path | None = None) -> tuple[list[Problem], int]:
    """All problems of the seeds in `folder` and the number of observations looked at."""
    columns = expected_columns(project)
    problems: list[Problem] = []
    reference, observations = {}, []
    for name in (name for name in columns if name != "observations"):
        path = folder / "reference" / f"{name}.csv"
        if not path.exists():
            problems.append(Problem(f"reference/{name}.csv", 1, "-", "", "this file"))
            continue
        reference[name], found = read_seed(path, folder, columns[name])
        problems += found
    families = sorted((folder / "observations").glob("*.csv"))
    if not families:
        problems.append(Problem("observations/", 1, "-", "", "at least one family of observations"))
    for path in families:
        seed, found = read_seed(path, folder, columns["observations"])
        observations.append(seed)
        problems += found
    if not problems:
        from claimhouse.expectations import raw_problems  # Great Expectations takes seconds to import

        problems += raw_problems(observations)
        problems += check_rows(observations, reference)
        if source is not None:
            problems += check_source(observations, source)
    return problems, sum(len(seed.rows) for seed in observations)


# CPython 3.11 takes memory for calls in pieces of 16 KiB and gives each back on return, 60,000 times while Great Expectations
# is imported. A function that claims half a mebibyte is given one whole, and the calls below it stay in the rest.
check_folder.__code__ = check_folder.__code__.replace(co_stacksize=2**16)


def check_rows(observations: list[Seed], reference: dict[str, Seed]) -> list[Problem]:
    """Keys, order of low and high, duplicate ids, and the figure as printed against the typed one."""
    problems = []
    known = {column: {row[column] for row in reference[seed].rows} for column, seed in KEYS.items()}
    observed = {row["observation_id"] for seed in observations for row in seed.rows}
    problems += reference_problems(reference, known | {"observation_id": observed})
    labels = {(row["printed"], row["period_id"]) for row in reference["period_labels"].rows}
    problems += period_problems(reference) + malformed(reference["source_lines"]) + malformed(reference["excluded_tokens"])
    metric_units = {row["metric_id"]: row["unit"] for row in reference["metrics"].rows}
    currencies = {row["unit"] for row in reference["units"].rows if row["kind"] == "currency"}
    scopes_of = permitted_scopes(reference)
    headings = {(row["report_id"], row["first_line"]) for row in reference["sections"].rows}
    sources_on = {(row["report_id"], line, row["cited_source_id"]) for row in reference["cited_sources"].rows
                  for line in [row["line"], *row["named_on"].split(";")]}
    starts = {row["period_id"]: row["period_start"] for row in reference["periods"].rows}
    as_of = {row["report_id"]: row["as_of"] for row in reference["reports"].rows}
    labelled = period_tokens(observations, reference)
    ids: dict[str, str] = {}
    claimed: dict[tuple, str] = {}
    for seed in observations:
        for row, line in zip(seed.rows, seed.lines, strict=True):
            def problem(column: str, expected: str, row=row, line=line, seed=seed, found=problems) -> None:
                found.append(Problem(seed.file, line, column, row[column], expected))

            for column, text in row.items():
                if damaged(text):
                    problem(column, "text in UTF-8 that was not decoded as something else before")
            for column, name in KEYS.items():
                if row[column] and row[column] not in known[column]:
                    problem(column, f"an id of reference/{name}.csv")
                if not row[column] and column in REQUIRED:
                    problem(column, "a value")
            place = f"{seed.file}:{line}"
            if row["observation_id"] in ids:
                problem("observation_id", f"an id of its own, {ids[row['observation_id']]} has it already")
            ids.setdefault(row["observation_id"], place)
            unit = metric_units.get(row["metric_id"])
            if unit and row["unit"] != unit and not (unit == "currency" and row["unit"] in currencies):
                problem("unit", f"{unit}, the unit of metric {row['metric_id']}")
            scopes = scopes_of[row["subject_id"], row["metric_id"]]
            if row["scope_id"] not in scopes:
                names = " or ".join(sorted(scope or "no scope" for scope in scopes))
                problem("scope_id", f"{names}, by reference/scope_constraints.csv for {row['metric_id']} of {row['subject_id']}")
            if (row["period_printed"] or row["period_id"]) and (row["period_printed"], row["period_id"]) not in labels:
                problem("period_id", f"the period of {row['period_printed']!r} in reference/period_labels.csv")
            if not {number.strip(".,") for number in TOKEN.findall(row["period_printed"])} <= labelled[
                    row["report_id"], row["period_line"] or row["line"]]:
                problem("period_line", f"the line that prints the label {row['period_printed']!r}")
            if row["obs_status"] in ("A", "E", "P") and starts.get(row["period_id"], "")[:7] > as_of.get(row["report_id"], "9"):
                problem("obs_status", f"F or T for {row['period_id']}, which begins after the report")
            if row["cited_source_id"] and (row["report_id"], row["line"], row["cited_source_id"]) not in sources_on:
                problem("cited_source_id", f"a source that line {row['line']} names, by reference/cited_sources.csv")
            if row["usage_warning"] != "heading" and (row["report_id"], row["line"]) in headings:
                problem("usage_warning", "'heading' on the first line of a section")
            parts = {"subject_id": row["subject_id"], "metric_id": row["metric_id"],
                     "period_id": row["period_id"] or "undated", "line": f"l{row['line']}"}
            slugs = {column: re.sub(r"[^a-z0-9_.-]", "_", part.lower()) for column, part in parts.items()}
            if re.sub(r"-[2-9]$", "", row["observation_id"]) != "-".join(slugs.values()) != row["observation_id"]:
                strange = next((column for column, slug in slugs.items() if slug not in row["observation_id"]), "observation_id")
                problem(strange, f"what the id {row['observation_id']!r} says: subject, metric, period and line")
            if not well_formed(row):
                continue  # the cell rules name it
            if row["low"] and row["high"] and Fraction(row["low"]) > Fraction(row["high"]):
                problem("low", f"at most high, {row['high']}")
            if row["token"]:
                for offset in range(len(TOKEN.findall(row["printed"]))):
                    token = (row["report_id"], row["line"], int(row["token"]) + offset)
                    if token in claimed and row["token_shared"] != "yes":
                        problem("token", f"a token of its own, {claimed[token]} has number {token[2]} of this line")
                    claimed.setdefault(token, place)
            problems += printed_problems(row, seed.file, line)
    return problems + count_problems(observations, reference, claimed)


def permitted_scopes(reference: dict[str, Seed]) -> dict[tuple[str, str], set[str]]:
    """Scopes under which a subject and metric may stand: of rows that name the subject, else of rows for its type, else none."""
    of_type, of_subject = defaultdict(set), defaultdict(set)
    for row in reference["scope_constraints"].rows:
        (of_subject if row["subject_id"] else of_type)[row["subject_id"] or row["subject_type"], row["metric_id"]].add(row["scope_id"])
    registered = {(row["subject_id"], metric): scopes for row in reference["subjects"].rows
                  for (kind, metric), scopes in of_type.items() if kind == row["subject_type"]} | of_subject
    return defaultdict(lambda: {""}, registered)


def period_tokens(observations: list[Seed], reference: dict[str, Seed]) -> dict[tuple[str, str], set[str]]:
    """Numbers of the labels of periods by report and line: tokens excluded as such a label, and those of printed dates."""
    tokens = defaultdict(set)
    for row in reference["excluded_tokens"].rows:
        if row["reason"] == "period_label":
            tokens[row["report_id"], row["line"]].add(row["text"].strip(".,"))
    for row in (row for seed in observations for row in seed.rows if row["unit"] == "date"):
        tokens[row["report_id"], row["line"]].update(number.strip(".,") for number in TOKEN.findall(row["printed"]))
    return tokens


# Columns that hold something else than their name says: the key that a table defines, and readings of inferred relations.
FREE = {("declared_relations", "relation_id"), ("likely_readings", "relation_id"), ("list_members", "member_id")}
# Columns that hold an id under another name: of a subject, but the market of a concentration is a scope.
SUBJECTS = {"company_id", "component_id", "group_id", "list_id", "market_id", "member_id", "part_id", "whole_id"}
SCOPES = {("concentration_markets", "market_id")}


def reference_problems(reference: dict[str, Seed], known: dict[str, set[str]]) -> list[Problem]:
    """Ids in reference seeds that stand nowhere: `parent_subject_id` names a subject, `observation_ids` observations."""
    problems = []
    declared = {row["relation_id"] for row in reference["declared_relations"].rows}
    known = known | {"unit": known["unit"] | {"currency"}, "relation_id": declared}
    for name, seed in reference.items():
        for column in seed.rows[0]:
            key = next((key for key in known if f"_{column}".removesuffix("s").endswith(f"_{key}")), None)
            if column in SUBJECTS:
                key = "scope_id" if (name, column) in SCOPES else "subject_id"
            if key is None or KEYS.get(column) == name or (name, column) in FREE:
                continue
            for row, line in zip(seed.rows, seed.lines, strict=True):
                problems += [Problem(seed.file, line, column, id, f"a known {key}")
                             for id in row[column].split(";") if id and id not in known[key]]
    return problems


def damaged(text: str) -> bool:
    """Whether a text lost a character, or is UTF-8 that was read as Windows-1252 and written again ("â€“" for "–")."""
    try:
        return "\ufffd" in text or text.encode("cp1252").decode() != text
    except UnicodeError:
        return False


def count_problems(observations: list[Seed], reference: dict[str, Seed], claimed: dict[tuple, str]) -> list[Problem]:
    """Source lines whose figures are not all there: tokens observed and excluded, and observations."""
    tokens = defaultdict(set)
    for report, line, token in claimed:
        tokens[report, line].add(token)
    for row in reference["excluded_tokens"].rows:
        if well_formed(row):  # malformed names the others
            tokens[row["report_id"], row["line"]].add(int(row["token"]))
    figures = Counter((row["report_id"], row["line"]) for seed in observations for row in seed.rows)
    problems = []
    seed = reference["source_lines"]
    for row, line in zip(seed.rows, seed.lines, strict=True):
        found = sorted(tokens.pop((row["report_id"], row["line"]), ()))
        if not row["numeric_tokens"] == str(len(found)) == str(max(found, default=0)):
            problems.append(Problem(seed.file, line, "numeric_tokens", row["numeric_tokens"],
                                    f"the number of the tokens that the seeds hold for source line {row['line']}, {found}"))
        counted = figures.pop((row["report_id"], row["line"]), 0)
        if row["observations"] != str(counted):
            problems.append(Problem(seed.file, line, "observations", row["observations"],
                                    f"{counted}, as many as the seeds hold for source line {row['line']}"))
    for report, line in tokens.keys() | figures.keys():
        problems.append(Problem(seed.file, 1, "line", line, f"a row for source line {line} of {report}, which has figures"))
    return problems


def period_problems(reference: dict[str, Seed]) -> list[Problem]:
    """Calendar labels whose words name other days than their period has."""
    periods = {row["period_id"]: row for row in reference["periods"].rows}
    problems = []
    seed = reference["period_labels"]
    for row, line in zip(seed.rows, seed.lines, strict=True):
        days = parse_period(row["printed"]) if row["calendar"] == "calendar" else None
        period = periods.get(row["period_id"])
        if period and days and tuple(map(str, days)) != (period["period_start"], period["period_end"]):
            problems.append(Problem(seed.file, line, "period_id", row["period_id"],
                                    f"a period from {days[0]} to {days[1]}, as {row['printed']!r} says"))
    return problems


def printed_problems(row: dict[str, str], file: str, line: int) -> list[Problem]:
    """Cells that differ from what the printed figure says, or from what `parse_note` declares instead, with its reason."""
    if row["unit"] == "date":
        # the period is the figure: its label is printed, and period_labels gives the days
        expected = {"low": "", "high": "", "unit_mult": "", "qualifier": "exact", "period_printed": row["printed"]}
        return [Problem(file, line, column, row[column], f"{value!r} for a date")
                for column, value in expected.items() if row[column] != value]
    if not row["unit_mult"]:
        return [Problem(file, line, "unit_mult", "", "a power of ten")]
    figure = parse(row["printed"], row["unit"])
    if figure is None:
        return [Problem(file, line, "printed", row["printed"], "a figure in digits or words")]
    expected = {column: getattr(figure, column) for column in ("low", "high", "unit_mult", "qualifier")}
    declared = {}
    if row["parse_note"]:
        note = PARSE_NOTE.fullmatch(row["parse_note"])
        if note is None:
            return [Problem(file, line, "parse_note", row["parse_note"], "cells and reason, such as 'high=8 qualifier=range: ...'")]
        declared = dict(cell.split("=") for cell in note[1].split())
    problems = [Problem(file, line, "parse_note", row["parse_note"], f"no {column}={value}, the printed figure says so itself")
                for column, value in declared.items() if expected[column] == value]
    for column, value in (expected | declared).items():
        if row[column] != value:
            problems.append(Problem(file, line, column, row[column], f"{value!r} as in {row['printed']!r}"
                                    + (" and parse_note" if column in declared else "")))
    if not figure.unit and row["unit"] in currency_codes() - {"XXX"}:
        problems.append(Problem(file, line, "unit", row["unit"], f"'XXX', {row['printed']!r} names no currency"))
    if figure.unit and row["unit"] != figure.unit:
        problems.append(Problem(file, line, "unit", row["unit"], f"{figure.unit!r} as in {row['printed']!r}"))
    return problems


def check_source(observations: list[Seed], source: Path) -> list[Problem]:
    """Printed figures and period labels that do not stand where the row says."""
    lines = source.read_text(encoding="utf-8").split("\n")
    problems = []
    for seed in observations:
        for row, line in zip(seed.rows, seed.lines, strict=True):
            if not well_formed(row):
                continue  # the cell rules name it
            number = int(row["line"])
            text = lines[number - 1] if 0 < number <= len(lines) else ""
            starts = [match.start() for match in TOKEN.finditer(text)]
            places = [match.start() for match in re.finditer(re.escape(row["printed"]), text)]
            tokens = {next((n for n, s in enumerate(starts, 1) if s >= place), 0) for place in places}
            if not places:
                problems.append(Problem(seed.file, line, "printed", row["printed"], f"words of source line {number}"))
            elif row["token"] and int(row["token"]) not in tokens:
                problems.append(Problem(seed.file, line, "token", row["token"], f"one of {sorted(tokens)} on source line {number}"))
            label_line = int(row["period_line"] or number)
            if row["period_printed"] not in (lines[label_line - 1] if 0 < label_line <= len(lines) else ""):
                problems.append(Problem(seed.file, line, "period_printed", row["period_printed"], f"words of source line {label_line}"))
    return problems
