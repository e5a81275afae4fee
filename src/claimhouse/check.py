"""Integrity checks on a folder of seeds, or on reports in files, before anything is loaded.

Structure is read in seeds.py and rules of one cell stand in rules.py. What needs two cells of a row, or two tables, is
compared below. Every problem names its rule, file, line and column.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from claimhouse import grammar
from claimhouse.declarations import declaration_problems, sound
from claimhouse.files import text_lines
from claimhouse.grammar import parse_period
from claimhouse.grammar.printed import as_figure, currency_codes, value
from claimhouse.loading.others import Others, edition_problems, same_as_problems
from claimhouse.rules import DAYS, KEYS, PRIMARY_KEYS, REGISTERS, REQUIRED, Problem, is_id, nearest, problem, skeleton
from claimhouse.seeds import Seed, cell_problems, expected_columns, families, read_seed, stray_files, well_formed

TOKEN = re.compile(r"[0-9][0-9,.]*")
PARSE_NOTE = re.compile(r"((?:(?:low|high|unit_mult|qualifier|unit)=\S* )*(?:low|high|unit_mult|qualifier|unit)=\S*): .+")
TYPED = ("low", "high", "unit_mult", "qualifier")  # cells that the printed figure gives; its unit too, where it prints one
# Cells that a row of a reference seed cannot do without, and a key of one column; of one table alone where that is named.
FILLED = {
    *("report_id", "name", "title", "line", "lines", "listing_line", "position", "first_line", "last_line", "numeric_tokens", "token"),
    *("observations", "text", "role", "weight", "complete", "named_largest", "kind", "register", "id", "same_as", "alias", "company_id"),
    *("group_id", "market_id", "member_id", "component_id", "part_id", "whole_id", "identity_id", "section_id"),
    *("from_unit", "to_unit", "comparison", "severity", "quantity_kind", "additive", "period_type"),
    *("has_low", "has_high", "is_strict", "is_rounded", "is_vague", "is_forecast", "counts", "is_compared", "is_unclear"),
    *("lesser_subject_id", "greater_subject_id", "earlier_subject_id", "earlier_metric_id", "later_subject_id", "later_metric_id"),
    *("share_metric_id", "ratio_metric_id", "level_metric_id", "further_observations"),
    *(f"{table}.metric_id" for table in ("asserted_orders", "concentration_markets", "metric_identities", "scope_constraints")),
    *("declared_terms.relation_id", "cited_sources.cited_source_id", "exchange_rates.period_id", "excluded_tokens.reason"),
    *("home_groups.home_country", "metrics.unit", "period_labels.printed", "period_labels.period_id", "primary_sources.subject_id"),
    *("scope_components.scope_id", "scope_markets.scope_id", "stated_periods.observation_id", "stated_periods.period_id"),
    *("home_groups.list_id", "list_members.list_id", "subjects.subject_type", "calendar"),
}

# Qualifiers whose words can be lost before a figure ("within a radius of" is a place as well), and how far before it they stand.
LOST, BEFORE = {"approx", "gt", "ge", "lt"}, 40
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


@functools.lru_cache(100_000)
def figure_of(printed: str, unit: str) -> grammar.Figure | None:
    """The figure that a text states: low, high, unit_mult, unit and qualifier as an observation has them."""
    return grammar.parse(printed, unit)


def typed_cells(figure: grammar.Figure) -> dict[str, str]:
    """The cells of TYPED that a printed figure gives, as an observation has them."""
    cells = {column: getattr(figure, column) for column in TYPED}
    return cells | {"qualifier": f"{figure.qualifier}_{figure.side}"} if figure.side else cells


def check_folder(folder: Path, project: Path, source: Path | None = None) -> tuple[list[Problem], int]:
    """All problems of the seeds in `folder` and the number of observations looked at."""
    observations, reference, problems = read_folder(folder, project)
    if not problems:
        problems = seed_problems(observations, reference)
        if source is not None:
            problems += check_source(observations, source)
    return problems, sum(len(seed.rows) for seed in observations)


def seed_problems(observations: list[Seed], reference: dict[str, Seed]) -> list[Problem]:
    """All that rows of seeds can be wrong in. Their reports name no reports but each other."""
    others = Others(lambda name: reference[name].rows, Path(), lambda *_: [])
    problems = check_rows(observations, reference)
    return [*problems, *edition_problems(reference, others), *same_as_problems(reference, reference, others)]


def read_folder(folder: Path, project: Path) -> tuple[list[Seed], dict[str, Seed], list[Problem]]:
    """Observations by family and reference seeds by name, with the faults of their files."""
    columns = expected_columns(project)
    problems: list[Problem] = []
    reference, observations = {}, []
    for name in (name for name in columns if name != "observations"):
        path = folder / "reference" / f"{name}.csv"
        if not path.exists() and not path.is_symlink():
            problems.append(problem("file_is_there", f"reference/{name}.csv", 1, "-", ""))
            continue
        reference[name], found = read_seed(path, folder, columns[name])
        problems += found
    paths = sorted(path for path in (folder / "observations").glob("*.csv") if not path.name.startswith("."))
    if not paths:
        problems.append(problem("folder_has_observations", "observations/", 1, "-", ""))
    for path in paths:
        seed, found = read_seed(path, folder, columns["observations"])
        observations.append(seed)
        problems += found
        if path.stem.removesuffix("_observations") not in families(project) or not path.stem.endswith("_observations"):
            problems.append(problem("family_is_registered", seed.file, 1, "-", path.stem, names=", ".join(families(project))))
    for name, known in (
        ("reference", lambda path: path.suffix == ".csv" and path.stem in columns),
        ("observations", lambda path: path.suffix == ".csv"),
    ):
        if (folder / name).is_dir():
            problems += stray_files(folder / name, known, "CSV files of seeds that seeds/_seeds.yml declares")
    return observations, reference, problems


def check_rows(observations: list[Seed], reference: dict[str, Seed], own: dict[str, Seed] | None = None) -> list[Problem]:
    """All that rows can be wrong in. `own` are the tables whose rows are judged, where `reference` holds the rows of others too.

    Tokens, labels and sources are compared for the reports that have rows in `source_lines` and `cited_sources`.
    """
    own = reference if own is None else own
    problems = [found for seed in [*observations, *own.values()] for found in cell_problems(seed)]
    known = {column: {row[column] for row in reference[seed].rows} for column, seed in KEYS.items()}
    observed = {row["observation_id"] for seed in observations for row in seed.rows}
    for name, seed in own.items():
        problems += key_problems(name, seed)
    problems += observation_problems(observations, reference, known)
    problems += period_problems(reference, own) + section_problems(own) + declaration_problems(reference, own)
    problems += token_problems(observations, own) + register_problems(observations, reference, own)
    return problems + reference_problems(own, known | {"observation_id": observed})


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


def numbers_in(text: str) -> set[str]:
    return {number.strip(".,") for number in TOKEN.findall(text)}


def period_tokens(observations: list[Seed], reference: dict[str, Seed]) -> dict[tuple[str, str], set[str]]:
    """Numbers of the labels of periods by report and line: tokens excluded as such a label, and those of printed dates."""
    tokens = defaultdict(set)
    for row in reference["excluded_tokens"].rows:
        if row["reason"] == "period_label":
            tokens[row["report_id"], row["line"]].add(row["text"].strip(".,"))
    for row in (row for seed in observations for row in seed.rows if row["unit"] == "date"):
        tokens[row["report_id"], row["line"]].update(numbers_in(row["printed"]))
    return tokens


# Columns that hold an id under another name than the key of its register; of one table alone where that is named.
NAMED = dict.fromkeys(("company_id", "component_id", "group_id", "list_id", "market_id", "part_id", "whole_id"), "subject_id") | {
    "concentration_markets.market_id": "scope_id",
    "group_members.member_id": "subject_id",
    "home_city": "geography_id",
}
# Ids that no register has: those that a table gives itself, what a list prints, and what is known of all reports alone: relations that
# rules infer, which the build compares, editions and things of other reports.
FREE = {"breakdown_id", "conflict_id", "contradiction_id", "edition_of", "identity_id", "same_as", "section_id", "table_id"} | {
    "declared_relations.relation_id",
    "likely_readings.relation_id",
    "list_members.member_id",
}
CALENDARS = {"calendar", "unstated"}  # that no firm has


def referenced(table: str, column: str, keys: Iterable[str]) -> str | None:
    """The key of the register whose ids a column names: `parent_subject_id` subjects, `observation_ids` observations."""
    if KEYS.get(column) == table or {column, f"{table}.{column}"} & FREE:
        return None
    found = NAMED.get(f"{table}.{column}") or NAMED.get(column)
    return found or next((key for key in keys if f"_{column}".removesuffix("s").endswith(f"_{key}")), None)


def reference_problems(own: dict[str, Seed], known: dict[str, set[str]]) -> list[Problem]:
    """Ids in reference seeds that stand nowhere."""
    problems = []
    declared = {row["relation_id"] for row in own["declared_relations"].rows} if "declared_relations" in own else set()
    known = known | {"unit": known["unit"] | {"currency"}, "relation_id": declared}
    calendars = known["subject_id"] | known["report_id"] | CALENDARS
    for name, seed in own.items():
        for column in seed.rows[0] if seed.rows else ():
            key = referenced(name, column, known)
            for row, at in seed.numbered() if key or column in ("calendar", "id") else ():
                key = REGISTERS.get(row["register"]) if column == "id" else key
                ids = calendars if column == "calendar" else known.get(key)
                problems += [
                    problem("reference_is_known", *at, column, id, key=key or "firm, calendar or unstated", nearest=nearest(id, ids))
                    for id in (row[column].split(";") if column.endswith("ids") else [row[column]])
                    if ids and id not in ids and row[column]
                ]
    return problems


def key_problems(name: str, seed: Seed) -> list[Problem]:
    """Rows of a reference seed without a key, with the key of another, or with an id that is mixed up with another."""
    key = PRIMARY_KEYS.get(name, [])
    filled = [column for column in seed.rows[0] if {column, f"{name}.{column}"} & FILLED or [column] == key] if seed.rows else []
    problems, seen, alike = [], {}, {}
    for place, (row, at) in enumerate(seed.numbered()):
        for column in filled:
            if not row[column]:
                problems.append(problem("cell_is_filled", *at, column, ""))
                seed.broken.add(place)
        values = tuple(row[column] for column in key)
        if key and seen.setdefault(values, at) != at:
            problems.append(problem("key_is_unique", *at, key[-1], values[-1], other=seen[values][1], key=", ".join(key)))
        elif key and is_id(key[-1]) and KEYS.get(key[-1]) == name:
            likes = (*values[:-1], skeleton(values[-1]))
            if alike.setdefault(likes, values[-1]) != values[-1]:
                problems.append(problem("id_is_distinct", *at, key[-1], values[-1], other=repr(alike[likes])))
    return problems


def register_problems(observations: list[Seed], reference: dict[str, Seed], own: dict[str, Seed]) -> list[Problem]:
    """Two metrics in one role of a mart, rates without their ends, and declarations about what is not printed."""
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


def token_problems(observations: list[Seed], own: dict[str, Seed]) -> list[Problem]:
    """Tokens that two figures claim, and source lines whose figures are not all there."""
    claimed: dict[tuple, str] = {}
    problems, claims = [], []
    for seed in observations:
        for row, at in seed.numbered():
            if not (row["line"] and well_formed(row)):
                continue
            line, count = (row["report_id"], row["line"]), len(TOKEN.findall(row["printed"])) if row["token"] else 0
            tokens = [(*line, int(row["token"]) + offset) for offset in range(count)]
            for token in tokens:
                if token in claimed and row["token_shared"] != "yes":
                    problems.append(problem("token_is_claimed_once", *at, "token", row["token"], other=claimed[token], token=token[2]))
                claimed.setdefault(token, f"{at[0]}:{at[1]}")
            claims.append((line, tokens))
    return problems + (count_problems(further_observations(claims), own, claimed) if "source_lines" in own else [])


def further_observations(claims: list[tuple[Hashable, Collection[Hashable]]]) -> Counter:
    """Observations of each line without a token of their own: numbers in words, and those that share all their tokens. `claims` are pairs
    of a line and the tokens of one observation. All others are missed by the number of tokens."""
    claimed = Counter(token for _, tokens in claims for token in tokens)
    return Counter(line for line, tokens in claims if all(claimed[token] > 1 for token in tokens))


def count_problems(further: Counter, own: dict[str, Seed], claimed: dict[tuple, str]) -> list[Problem]:
    """Source lines whose figures are not all there: tokens observed and excluded, and observations without a token of their own."""
    tokens = defaultdict(set)
    for report, line, token in claimed:
        tokens[report, line].add(token)
    excluded = own.get("excluded_tokens", Seed("", "", [], []))
    for place, row in enumerate(excluded.rows):
        if place not in excluded.broken:  # a cell rule names the others
            tokens[row["report_id"], row["line"]].add(int(row["token"]))
    problems = []
    seed = own["source_lines"]
    for row, at in seed.numbered():
        found = sorted(tokens.pop((row["report_id"], row["line"]), ()))
        if not row["numeric_tokens"] == str(len(found)) == str(max(found, default=0)):
            problems.append(problem("tokens_are_complete", *at, "numeric_tokens", row["numeric_tokens"], line=row["line"], found=found))
        counted = further.pop((row["report_id"], row["line"]), 0)
        if row["further_observations"] != str(counted):
            counts = {"count": counted, "line": row["line"]}
            problems.append(problem("observations_are_complete", *at, "further_observations", row["further_observations"], **counts))
    accounted = {row["report_id"] for row in seed.rows}
    return problems + [
        problem("line_is_counted", seed.file, 1, "line", line, line=line, report=report)
        for report, line in sorted(tokens.keys() | further.keys())
        if report in accounted
    ]


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


# Days that a period of each type can have: months of whole weeks, quarters of 12 to 17 weeks and years of 52 or 53 are among them.
LENGTHS = {"day": (1, 1), "month": (28, 35), "quarter": (84, 119), "half": (168, 203), "nine_months": (252, 294), "year": (350, 378)}


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


def printed_problems(row: dict[str, str]) -> Iterable[tuple[str, str, dict]]:
    """Cells that differ from what the printed figure says, or from what `parse_note` declares instead, with its reason."""
    if row["unit"] == "date":
        # the period is the figure: its label is printed, and period_labels gives the days
        expected = {"low": "", "high": "", "unit_mult": "", "qualifier": "exact", "period_printed": row["printed"]}
        for column, value in expected.items():
            if row[column] != value:
                yield "date_has_no_number", column, {"value": value}
        return
    if not row["unit_mult"]:
        yield "figure_has_scale", "unit_mult", {}
        return
    figure = figure_of(row["printed"], row["unit"])
    if figure is None:
        yield "figure_is_found", "printed", {}
        return
    expected = typed_cells(figure) | {"unit": figure.unit}
    declared = {}
    if row["parse_note"]:
        note = PARSE_NOTE.fullmatch(row["parse_note"])
        if note is None:
            yield "parse_note_form", "parse_note", {}
            return
        declared = dict(cell.split("=", 1) for cell in note[1].split())
    for column, value in declared.items():
        if expected[column] == value:
            yield "parse_note_is_needed", "parse_note", {"column": column, "value": value}
    expected |= declared
    unit = expected.pop("unit")
    for column, value in expected.items():
        if row[column] != value:
            yield (
                "cell_is_as_printed",
                column,
                {"value": value, "printed": row["printed"], "declared": " and parse_note" if column in declared else ""},
            )
    if not unit and row["unit"] in currency_codes() - {"XXX"}:
        yield "currency_is_printed", "unit", {"printed": row["printed"]}
    if unit and row["unit"] != unit:
        yield "unit_is_as_printed", "unit", {"unit": unit, "printed": row["printed"]}


def cut_from(printed: str, text: str, place: int) -> str:
    """The longer figure of the text out of which a printed one is cut, so that it says another value; empty where it is whole.

    Figures of a range or of a pair such as 27/73 may be printed one by one, and a fall without its verb.
    """
    figure = figure_of(printed, "")
    for span in spans_of(text) if figure else ():
        is_longer = span.start < place < span.end or span.start <= place < place + len(printed) < span.end
        if not (is_longer and span.is_figure) or (span.kind == "ratio" and "/" in span.printed):
            continue
        own, whole = (ends_of(each) for each in (figure, as_figure(span)))
        if not (own and whole):
            continue
        is_signed = text[span.start : place].rstrip(" $€£¥").endswith(("-", "\u2212", "(")) and min(whole) < 0 <= min(own)
        currencies = {figure.unit, as_figure(span).unit} & currency_codes()
        if is_signed or len(currencies) > 1 or not set(map(abs, own)) & set(map(abs, whole)):
            return span.printed
    return ""


@functools.lru_cache(10_000)
def spans_of(text: str) -> list[grammar.Span]:
    return grammar.figures(text)


def ends_of(figure: grammar.Figure) -> list[Fraction]:
    """The ends of a figure in base units."""
    return [value(end) * Fraction(10) ** int(figure.unit_mult or 0) for end in (figure.low, figure.high) if end]


def qualified(text: str, places: list[int], row: dict[str, str]) -> tuple[str, str] | None:
    """The qualifier, and the figure with the words that give it, where they stand before every place of a figure and not in it."""
    found = []
    for start in places:
        end, before = start + len(row["printed"]), text.rfind(" ", 0, max(0, start - BEFORE)) + 1
        spans = [span for span in grammar.figures(text[before:end]) if before + span.start < start < before + span.end]
        found += [(span.qualifier, span.printed) for span in spans if span.qualifier in LOST]
    return found[0] if found and len(found) == len(places) else None


def check_source(observations: list[Seed], source: Path) -> list[Problem]:
    """Printed figures and period labels that do not stand where the row says."""
    lines = text_lines(source)
    problems = []
    for seed in observations:
        for row, at in seed.numbered():
            if not row["line"] or not row["printed"] or not well_formed(row):
                continue  # a cell rule names it
            number = int(row["line"])
            text = lines[number - 1] if 0 < number <= len(lines) else ""
            starts = [match.start() for match in TOKEN.finditer(text)]
            places = [match.start() for match in re.finditer(re.escape(row["printed"]), text)]
            token_at = {place: next((n for n, s in enumerate(starts, 1) if s >= place), 0) for place in places}
            tokens = set(token_at.values())
            meant = [place for place in places if row["token"] in ("", str(token_at[place]))]
            if not places:
                problems.append(problem("figure_is_on_line", *at, "printed", row["printed"], line=number))
            elif row["token"] and int(row["token"]) not in tokens:
                problems.append(problem("token_is_of_figure", *at, "token", row["token"], tokens=sorted(tokens), line=number))
            elif row["unit"] != "date" and all(wholes := [cut_from(row["printed"], text, place) for place in meant]):
                problems.append(problem("figure_is_whole", *at, "printed", row["printed"], whole=wholes[0], line=number))
            elif row["qualifier"] == "exact" and (lost := qualified(text, places, row)):
                problems.append(problem("qualifier_is_of_line", *at, "qualifier", "exact", value=lost[0], words=lost[1], line=number))
            label_line = int(row["period_line"] or number)
            if row["period_printed"] not in (lines[label_line - 1] if 0 < label_line <= len(lines) else ""):
                problems.append(problem("period_is_on_line", *at, "period_printed", row["period_printed"], line=label_line))
    return problems
