"""The suites that Great Expectations runs: over raw cells and published tables (suites.py), and over the exported files.

It is imported where its judgement is needed alone: that takes longer than all checks of the cells.
"""

from __future__ import annotations

import functools
import logging
import os
import warnings
from pathlib import Path

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402

from claimhouse.rules import rules_of  # noqa: E402
from claimhouse.suites import Judged, expectation, page, result_row  # noqa: E402


@functools.cache
def frames():
    """The one batch definition that every frame is validated as."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context.data_sources.add_pandas("frames").add_dataframe_asset("frame").add_batch_definition_whole_dataframe("all")


def validate(frame: pd.DataFrame, rules: list[dict]):
    """Result of the rules on one frame, with the index of every row that breaks one."""
    suite = gx.ExpectationSuite(name="suite", expectations=rules)
    return frames().get_batch({"dataframe": frame}).validate(suite, result_format="COMPLETE")


def run_suites(suites: list[Judged]) -> tuple[list[str], list[tuple]]:
    """Runs suites: what does not hold, and a row of the page for every expectation."""
    failures, rows = [], []
    for name, table, rules in suites:
        frame = pd.DataFrame(table)
        placed = [rule | {"meta": rule["meta"] | {"place": place}} for place, rule in enumerate(rules)]
        for result in sorted(validate(frame, placed).results, key=lambda result: result.expectation_config.meta["place"]):
            rule = rules[result.expectation_config.meta["place"]]
            rows.append(result_row(name, len(frame), rule, result.success))
            if not result.success:
                failures.append(f"{name}: {rows[-1][1]}: {rule['type']} does not hold: {result.result or result.exception_info}")
    return failures, rows


def exported_suite(columns: list[str], rows: int) -> list[dict]:
    """What pandas must make of the exported observations: all of them, whole, with numbers as numbers and texts undamaged."""
    return [
        {"type": "expect_table_columns_to_match_ordered_list", "kwargs": {"column_list": columns}, "meta": {}},
        {"type": "expect_table_row_count_to_equal", "kwargs": {"value": rows}, "meta": {}},
        expectation("expect_column_values_to_be_between", "line", min_value=1),
        {
            "type": "expect_column_pair_values_a_to_be_greater_than_b",
            "kwargs": {"column_A": "bound_high", "column_B": "bound_low", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
            "meta": {},
        },
        *(
            expectation("expect_column_values_to_not_match_regex", "printed", rule.id, regex=rule.never)
            for rule in rules_of("printed")
            if rule.id == "text_was_decoded_once"
        ),
    ]


def guarded_notes() -> dict:
    """No formula in a CSV, where a spreadsheet guesses what a text is."""
    return expectation("expect_column_values_to_not_match_regex", "note", regex=r"^[=@\t\r]")


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
