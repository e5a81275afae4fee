"""Great Expectations suites as code: the raw cells of observations, the published tables and the exported files.

Their results fill the page of expectations. The raw suite is made of the rules in rules.py, which `claimhouse check`
applies by itself: importing Great Expectations takes longer than all checks of the cells.
"""

from __future__ import annotations

import functools
import html
import logging
import os
import re
import warnings
from pathlib import Path

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402
from great_expectations import expectations as gxe  # noqa: E402

from claimhouse.files import OURS  # noqa: E402
from claimhouse.judged import FAMILIES, LEVELS, MEASURES  # noqa: E402
from claimhouse.rules import CELL_RULES, REQUIRED, CellRule, rules_of  # noqa: E402

COLUMNS = ("Table", "Column", "Rule", "Expected", "Rows", "Result")
# A phone shows one expectation below the other, each cell with the name of its column.
LAYOUT = """
body { font: 0.9rem/1.45 var(--sans); }
main { padding: clamp(1rem, 4vw, 2.5rem); }
h1 { font: 600 1.75rem/1.2 var(--serif); }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: 0.3rem 1.5rem 0.3rem 0; border-bottom: 1px solid var(--line); }
td[data-name=Expected] { min-width: 14rem; max-width: 34rem; overflow-wrap: anywhere; }
@media (max-width: 56rem) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  td, td[data-name=Expected] { border: 0; min-width: 0; padding: 0.1rem 0 0.1rem 6rem; text-indent: -6rem; overflow-wrap: anywhere; }
  td:empty { display: none; }
  td::before { content: attr(data-name); display: inline-block; width: 6rem; text-indent: 0; color: var(--muted); }
}
"""
STYLE = (Path(__file__).parent / "report/templates/base.css").read_text(encoding="utf-8")


def patterns(column: str, rule: CellRule) -> list:
    """A cell rule as expectations. Those that need more than a pattern have none."""
    found = []
    if rule.must:
        found.append(gxe.ExpectColumnValuesToMatchRegex(column=column, regex=rf"\A(?:{rule.must})\Z", meta={"rule": rule.id}))
    if rule.never:
        found.append(gxe.ExpectColumnValuesToNotMatchRegex(column=column, regex=rule.never, meta={"rule": rule.id}))
    return found


def raw_suites(known: dict[str, list[str]]) -> dict[str, list]:
    """The rules of raw cells, of which an empty one is NULL: those of every text, and those of a column, with its keys."""
    columns = dict.fromkeys([*REQUIRED, "period_line", "token", "low", "high", "unit_mult", "scope_id", "geography_id", "period_id"])
    return {
        "every cell": [found for rule in CELL_RULES if rule.covers("note") for found in patterns("cell", rule)],
        "cells of observations": [
            *(gxe.ExpectColumnValuesToNotBeNull(column=column, meta={"rule": "cell_is_filled"}) for column in REQUIRED),
            *(found for column in columns for rule in rules_of(column) if not rule.covers("note") for found in patterns(column, rule)),
            *(gxe.ExpectColumnValuesToBeInSet(column=column, value_set=ids, meta={"rule": "id_is_known"}) for column, ids in known.items()),
        ],
    }


def raw_problems(judged: dict) -> tuple[list[str], list[tuple]]:
    """Runs the raw suites on what judged.py names `raw_cells`."""
    suites = raw_suites(judged["known"])
    frames = {
        "every cell": pd.DataFrame({"cell": judged["every cell"]}),
        "cells of observations": pd.DataFrame(judged["cells of observations"]).replace("", None),
    }
    return run_suites([(name, frame, suites[name]) for name, frame in frames.items()])


def published_suites(families: list[str]) -> dict[str, list]:
    """What holds for the published marts of any report."""
    return {
        FAMILIES: [
            gxe.ExpectColumnDistinctValuesToContainSet(column="family", value_set=families),
            gxe.ExpectColumnMaxToBeBetween(column="without_section", max_value=0),
        ],
        LEVELS: [
            gxe.ExpectColumnDistinctValuesToBeInSet(column="level", value_set=["scope", "segment"]),
            gxe.ExpectColumnMaxToBeBetween(column="unnamed", max_value=0),
        ],
        MEASURES: [
            gxe.ExpectColumnValuesToBeInSet(column="measure", value_set=["CR4", "CR8", "CR10", "HHI"]),
        ],
    }


@functools.cache
def frames():
    """The one batch definition that every frame is validated as."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context.data_sources.add_pandas("frames").add_dataframe_asset("frame").add_batch_definition_whole_dataframe("all")


def validate(frame: pd.DataFrame, rules: list):
    """Result of the rules on one frame, with the index of every row that breaks one."""
    suite = gx.ExpectationSuite(name="suite", expectations=rules)
    return frames().get_batch({"dataframe": frame}).validate(suite, result_format="COMPLETE")


def published_problems(database: Path, families: list[str]) -> tuple[list[str], list[tuple]]:
    """Runs the published suites."""
    from claimhouse.engine import open_duckdb

    with open_duckdb(str(database), read_only=True) as connection:
        return problems_of_marts(connection, families)


def problems_of_marts(connection, families: list[str]) -> tuple[list[str], list[tuple]]:
    return run_suites([(query, connection.execute(query).df(), rules) for query, rules in published_suites(families).items()])


def exported_suite(columns: list[str], rows: int) -> list:
    """What pandas must make of the exported observations: all of them, whole, with numbers as numbers and texts undamaged."""
    return [
        gxe.ExpectTableColumnsToMatchOrderedList(column_list=columns),
        gxe.ExpectTableRowCountToEqual(value=rows),
        gxe.ExpectColumnValuesToBeBetween(column="line", min_value=1),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="bound_high", column_B="bound_low", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        *(
            gxe.ExpectColumnValuesToNotMatchRegex(column="printed", regex=rule.never, meta={"rule": rule.id})
            for rule in rules_of("printed")
            if rule.id == "text_was_decoded_once"
        ),
    ]


def guarded_notes():
    """No formula in a CSV, where a spreadsheet guesses what a text is."""
    return gxe.ExpectColumnValuesToNotMatchRegex(column="note", regex=r"^[=@\t\r]")


def exported_problems(folder: Path, formats: list[str], expected: dict) -> tuple[list[str], str]:
    """Runs the suite, which `expected` is for, on the observations in Parquet and CSV as pandas reads them: what does not hold, and
    the page of all results."""
    rules = exported_suite(**expected)
    suites = {
        "parquet": lambda: ("parquet: observations", pd.read_parquet(folder / "parquet/observations.parquet"), rules),
        "csv": lambda: ("csv: observations", pd.read_csv(folder / "csv/observations.csv"), [*rules, guarded_notes()]),
    }
    failures, results = run_suites([suites[name]() for name in formats if name in suites])
    return failures, page("Expectations on the exported files", results)


def run_suites(suites: list[tuple[str, pd.DataFrame, list]]) -> tuple[list[str], list[tuple]]:
    """Runs suites, each a name, a frame and its rules: what does not hold, and a row of the page for every expectation."""
    failures, rows = [], []
    for name, frame, rules in suites:
        for result in validate(frame, rules).results:
            config = result.expectation_config
            column = config.kwargs.get("column") or config.kwargs.get("column_A", "")
            table = re.search(r"from (marts\.\w+)", name)
            rule = (config.meta or {}).get("rule") or config.type
            rows.append(
                (
                    table[1] if table else name,
                    column,
                    rule.replace("_", " "),
                    threshold(config.kwargs, "not" in config.type.split("_")),
                    len(frame),
                    "holds" if result.success else "FAILS",
                )
            )
            if not result.success:
                failures.append(f"{name}: {column}: {config.type} does not hold: {result.result or result.exception_info}")
    return failures, rows


def threshold(kwargs: dict, is_unwanted: bool = False) -> str:
    """What an expectation asks for, such as "at most 0" or "one of CR4, CR8"; a long list is counted."""
    said = []
    for name, value in kwargs.items():
        if name in ("column", "column_A", "column_B", "batch_id", "result_format", "ignore_row_if") or value is None:
            continue
        if isinstance(value, list):
            value = ", ".join(map(str, value)) if len(value) <= 12 else f"{len(value):,} known values"
        words = {
            "min_value": "at least",
            "max_value": "at most",
            "value_set": "one of",
            "regex": "no match of" if is_unwanted else "match of",
            "value": "exactly",
            "column_list": "columns",
        }
        value = "".join(sign if sign.isprintable() and ord(sign) < 0x0600 else f"\\u{ord(sign):04x}" for sign in str(value))
        said.append(f"{words.get(name, name.replace('_', ' '))} {value}")
    return "; ".join(said)


def page(title: str, rows: list[tuple]) -> str:
    """The results of expectations as one static page."""
    body = "".join(
        "<tr>" + "".join(f"<td data-name={name}>{html.escape(str(cell))}</td>" for name, cell in zip(COLUMNS, row, strict=True)) + "</tr>"
        for row in rows
    )
    failed = sum(row[-1] != "holds" for row in rows)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8>{OURS}<meta name=viewport content='width=device-width,initial-scale=1'>"
        "<title>Claimhouse expectations</title>"
        f"<style>{STYLE}{LAYOUT}</style><body><!--pages--><!--/pages-->"
        f"<main><h1>{title}</h1><p>{len(rows)} expectations, {failed or 'none'} failed.</p>"
        f"<table><thead><tr>{''.join(f'<th scope=col>{name}' for name in COLUMNS)}</thead><tbody>{body}</table></main></html>\n"
    )
