"""Great Expectations suites as code: the raw observation cells, the published tables and the exported files."""

from __future__ import annotations

import functools
import gc
import html
import importlib
import logging
import os
import sys
import types
import warnings
from pathlib import Path

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


class Deferred(types.ModuleType):
    """Stands for a module until somebody uses it."""

    def __getattr__(self, name: str):
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


# A third of the time of importing Great Expectations goes into modules that no rule here uses, and a fifth into the
# collector of garbage, which would look through all of them once more when the process ends.
for heavy in ("altair", "jsonschema", "mistune", "scipy.stats"):
    sys.modules.setdefault(heavy, Deferred(heavy))
gc.disable()
import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402
from great_expectations import expectations as gxe  # noqa: E402

gc.freeze()
gc.enable()

from claimhouse.seeds import CELLS  # noqa: E402

STYLE = (Path(__file__).parent / "report/templates/base.css").read_text(encoding="utf-8")
QUALIFIERS = ["exact", "approx", "gt", "ge", "lt", "le", "range"]
WARNINGS = ["", "hypothetical", "threshold", "heading", "period_unclear", "scope_unclear", "unit_unclear", "basis_unclear"]


def raw_suite() -> list:
    """Cell rules of an observation seed, read as text."""
    return [
        gxe.ExpectColumnValuesToMatchRegex(column="observation_id", regex=r"^[a-z0-9_.-]+\Z"),
        *(gxe.ExpectColumnValuesToMatchRegex(column=column, regex=rf"^{pattern}\Z") for column, pattern in CELLS.items()),
        gxe.ExpectColumnValuesToBeInSet(column="qualifier", value_set=QUALIFIERS),
        gxe.ExpectColumnValuesToBeInSet(column="obs_status", value_set=["A", "E", "F", "P", "T"]),
        gxe.ExpectColumnValuesToBeInSet(column="usage_warning", value_set=WARNINGS),
    ]


def published_suites(families: list[str]) -> dict[str, list]:
    """Shape of the published marts, as small answers: what a wrong join or a lost family would change."""
    return {
        "select family, count(*) - count(section) as without_section from marts.observations group by family": [
            gxe.ExpectColumnDistinctValuesToContainSet(column="family", value_set=families),
            gxe.ExpectColumnMaxToBeBetween(column="without_section", max_value=0),
        ],
        "select min(low) as low from marts.market_size": [gxe.ExpectColumnMinToBeBetween(column="low", min_value=1_000_000_000)],
        "select distinct measure from marts.market_concentration": [
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


def raw_problems(seeds: list) -> list:
    """Problems that the raw suite finds in the observation seeds, each with its line in the CSV."""
    from claimhouse.seeds import Problem

    places = [(seed.file, line, row) for seed in seeds for row, line in zip(seed.rows, seed.lines, strict=True)]
    problems = []
    # one validation for all families: a run of the suite costs more than its rows
    for result in validate(pd.DataFrame([row for _, _, row in places]), raw_suite()).results:
        if result.success:
            continue
        config = result.expectation_config
        column = config.kwargs["column"]
        rule = {key: value for key, value in config.kwargs.items() if key not in ("column", "batch_id")}
        for index in result.result.get("unexpected_index_list") or []:
            file, line, row = places[index]
            problems.append(Problem(file, line, column, row[column], f"{config.type} {rule}"))
        if not result.result:
            problems.append(Problem("observations/", 1, column, "", f"{config.type} to run"))
    return problems


def published_problems(database: Path, families: list[str]) -> tuple[list[str], str]:
    """Runs the published suites."""
    from claimhouse.engine import open_duckdb

    with open_duckdb(str(database), read_only=True) as connection:
        suites = [(query, connection.execute(query).df(), rules) for query, rules in published_suites(families).items()]
    return run_suites(suites, "Expectations on the published tables")


def exported_suite(columns: list[str], rows: int) -> list:
    """What pandas must make of the exported observations: all of them, whole, with numbers as numbers and texts undamaged."""
    return [
        gxe.ExpectTableColumnsToMatchOrderedList(column_list=columns),
        gxe.ExpectTableRowCountToEqual(value=rows),
        gxe.ExpectColumnValuesToBeBetween(column="line", min_value=1),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="bound_high", column_B="bound_low", or_equal=True,
                                                    ignore_row_if="either_value_is_missing"),
        gxe.ExpectColumnValuesToNotMatchRegex(column="printed", regex="[\ufffdÃ]|â€"),  # UTF-8 read as something else
    ]  # fmt: skip


def guarded_notes():
    """No formula in a CSV, where a spreadsheet guesses what a text is."""
    return gxe.ExpectColumnValuesToNotMatchRegex(column="note", regex=r"^[=@\t\r]")


def exported_problems(folder: Path, formats: list[str], expected: dict) -> tuple[list[str], str]:
    """Runs the suite, which `expected` is for, on the observations in Parquet and CSV as pandas reads them."""
    rules = exported_suite(**expected)
    suites = {
        "parquet": lambda: ("parquet: observations", pd.read_parquet(folder / "parquet/observations.parquet"), rules),
        "csv": lambda: ("csv: observations", pd.read_csv(folder / "csv/observations.csv"), [*rules, guarded_notes()]),
    }
    return run_suites([suites[name]() for name in formats if name in suites], "Expectations on the exported files")


def run_suites(suites: list[tuple[str, pd.DataFrame, list]], title: str) -> tuple[list[str], str]:
    """Runs suites, each a name, a frame and its rules: what does not hold, and all results as one static page."""
    failures, rows = [], []
    for name, frame, rules in suites:
        for result in validate(frame, rules).results:
            config = result.expectation_config
            column = config.kwargs.get("column") or config.kwargs.get("column_A", "")
            rows.append((name, config.type, column, "holds" if result.success else "FAILS"))
            if not result.success:
                failures.append(f"{name}: {column}: {config.type} does not hold: {result.result or result.exception_info}")
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return failures, (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        "<title>Claimhouse expectations</title>"
        f"<style>{STYLE}body{{font-family:var(--sans);margin:2rem}}td,th{{padding:.3rem 1.5rem .3rem 0;text-align:left}}</style>"
        f"<h1>{title}</h1><table><tr><th>Table<th>Expectation<th>Column<th>Result</tr>{body}</table></html>\n"
    )
