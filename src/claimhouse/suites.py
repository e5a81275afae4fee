"""The suites over raw cells and published tables, in the form in which Great Expectations writes them, what they judge, and the page of
their results.

To import Great Expectations takes longer than all else that a build checks, so this module does without it: what surely holds is seen here,
by the same suites. Great Expectations judges the rest, and everything where the code or a version has changed since it did.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimhouse.files import OURS
from claimhouse.rules import CELL_RULES, KEYS, REQUIRED, CellRule, rules_of
from claimhouse.seeds import Seed

if TYPE_CHECKING:
    import duckdb

Table = dict[str, list]  # the values of each column
Judged = tuple[str, Table, list[dict]]  # a name, what is judged, and the expectations

# Small answers from the published build of any report, which a wrong join or a lost family would change.
FAMILIES = "select family, count(*) - count(section) as without_section from core.fct_observation group by family"
LEVELS = "select level, count(*) - count(market_name) as unnamed from marts.market_size group by level"
MEASURES = "select distinct measure from marts.market_concentration"
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


def expectation(kind: str, column: str, rule: str = "", **words) -> dict:
    return {"type": kind, "kwargs": {"column": column, **words}, "meta": {"rule": rule} if rule else {}}


def patterns(column: str, rule: CellRule) -> list[dict]:
    """A cell rule as expectations. Those that need more than a pattern have none."""
    found = []
    if rule.must:
        found.append(expectation("expect_column_values_to_match_regex", column, rule.id, regex=rf"\A(?:{rule.must})\Z"))
    if rule.never:
        found.append(expectation("expect_column_values_to_not_match_regex", column, rule.id, regex=rule.never))
    return found


def raw_suites(observations: list[Seed], reference: dict[str, Seed]) -> list[Judged]:
    """The rules of raw cells, of which an empty one is NULL: those of every text, over the distinct cells of all seeds, and those of a
    column, with its keys, over the observations of all families at once."""
    known = {column: sorted({row[column] for row in reference[seed].rows}) for column, seed in KEYS.items()}
    columns = dict.fromkeys([*REQUIRED, "period_line", "token", "low", "high", "unit_mult", *known])
    rows = [row for seed in observations for row in seed.rows]
    cells = sorted({cell for seed in [*observations, *reference.values()] for row in seed.rows for cell in row.values() if cell})

    def rules(column: str) -> Iterator[dict]:
        if column in REQUIRED:
            yield expectation("expect_column_values_to_not_be_null", column, "cell_is_filled")
        for rule in rules_of(column):
            yield from () if rule.covers("note") else patterns(column, rule)
        if column in known:
            yield expectation("expect_column_values_to_be_in_set", column, "id_is_known", value_set=known[column])

    of_any_cell = [found for rule in CELL_RULES if rule.covers("note") for found in patterns("cell", rule)]
    table = {column: [row[column] or None for row in rows] for column in columns}
    return [
        ("every cell", {"cell": cells}, of_any_cell),
        ("cells of observations", table, [rule for column in columns for rule in rules(column)]),
    ]


def published_rules(families: list[str]) -> dict[str, list[dict]]:
    """What holds for the published marts of any report."""
    return {
        FAMILIES: [
            expectation("expect_column_distinct_values_to_contain_set", "family", value_set=families),
            expectation("expect_column_max_to_be_between", "without_section", max_value=0),
        ],
        LEVELS: [
            expectation("expect_column_distinct_values_to_be_in_set", "level", value_set=["scope", "segment"]),
            expectation("expect_column_max_to_be_between", "unnamed", max_value=0),
        ],
        MEASURES: [expectation("expect_column_values_to_be_in_set", "measure", value_set=["CR4", "CR8", "CR10", "HHI"])],
    }


def published_suites(connection: duckdb.DuckDBPyConnection, families: list[str]) -> list[Judged]:
    return [(query, answer(connection, query), rules) for query, rules in published_rules(families).items()]


def answer(connection: duckdb.DuckDBPyConnection, query: str) -> Table:
    found = connection.execute(query)
    names = [column[0] for column in found.description]
    rows = found.fetchall()
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def results_of_holding(suites: list[Judged]) -> list[tuple] | None:
    """A row of the page for every expectation where all of them surely hold, nothing where Great Expectations must say it."""
    if not all(holds(rule, table[rule["kwargs"]["column"]]) for _, table, rules in suites for rule in rules):
        return None
    return [result_row(name, len(next(iter(table.values()))), rule, True) for name, table, rules in suites for rule in rules]


def holds(rule: dict, values: list) -> bool:
    """Whether an expectation surely holds, in the meaning that Great Expectations gives it: NULL is left out but where it is asked for."""
    found, words = set(values) - {None}, rule["kwargs"]
    match rule["type"]:
        case "expect_column_values_to_not_be_null":
            return None not in values
        case "expect_column_values_to_match_regex":
            return all(map(re.compile(words["regex"]).search, found))
        case "expect_column_values_to_not_match_regex":
            return not any(map(re.compile(words["regex"]).search, found))
        case "expect_column_values_to_be_in_set" | "expect_column_distinct_values_to_be_in_set":
            return found <= set(words["value_set"])
        case "expect_column_distinct_values_to_contain_set":
            return found >= set(words["value_set"])
        case "expect_column_max_to_be_between":
            return bool(found) and max(found) <= words["max_value"]
    return False


def result_row(name: str, rows: int, rule: dict, is_held: bool) -> tuple:
    """A row of the page."""
    table, kind, words = re.search(r"from (marts\.\w+)", name), rule["type"], rule["kwargs"]
    return (
        table[1] if table else name,
        words.get("column") or words.get("column_A", ""),
        (rule["meta"].get("rule") or kind).replace("_", " "),
        threshold(words, "not" in kind.split("_")),
        rows,
        "holds" if is_held else "FAILS",
    )


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
