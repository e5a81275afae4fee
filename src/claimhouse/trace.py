"""From a figure or a cell of a mart to its places in the source."""

from __future__ import annotations

from pathlib import Path

import duckdb

from claimhouse.cells import plain
from claimhouse.files import text_lines

CELL = """
    select observation_id, string_agg(distinct column_name, ', ' order by column_name) as cells from lineage
    where mart = lower($1) and lower(row_key) = lower($2) and ($3 = '' or column_name = lower($3)) group by observation_id
"""
THING = """
    select o.observation_id, '' as cells from observations as o
    inner join observations as wanted
        on o.report_id = wanted.report_id and o.subject_id = wanted.subject_id and o.metric_id = wanted.metric_id
        and o.period_id is not distinct from wanted.period_id and o.scope_id is not distinct from wanted.scope_id
    where lower($1) in (lower(wanted.observation_id), lower(wanted.subject_id), lower(wanted.subject_name))
    union
    select observation_id, '' from lineage
    where mart in ('relation_audit', 'contradictions', 'implied_values') and lower(row_key) = lower($1)
"""
PLACES = """
    select distinct o.report_id, o.observation_id, o.section, o.line, o.printed, o.bound_low, o.bound_high, o.unit, inputs.cells,
        o.period_start, o.period_end
    from observations as o inner join ({}) as inputs on o.observation_id = inputs.observation_id
    {}
    order by o.report_id, o.line, o.observation_id
"""
THINGS = """
    select subject_id as known from observations union select observation_id from observations
    union select row_key from lineage where mart in ('relation_audit', 'contradictions', 'implied_values')
"""
COLUMNS = "select distinct column_name from lineage where mart = lower($1) and lower(row_key) = lower($2) order by 1"


def places(connection: duckdb.DuckDBPyConnection, name: str, row_key: str = "", column: str = "", report: str | None = None) -> list[tuple]:
    """One tuple per observation behind `name` (an observation, a subject, a relation or contradiction), or behind a row of the mart
    `name` or one cell of it, in every report or in one: report_id, observation_id, section, line, printed, bound_low, bound_high, unit,
    cells, period_start, period_end.

    Case makes no difference. Raises LookupError, which names what is spelled most alike, where there is none.
    """
    given = [name, row_key, column] if row_key else [name]
    chosen = f"where o.report_id = ${len(given) + 1}" if report else ""
    rows = connection.execute(PLACES.format(CELL if row_key else THING, chosen), [*given, *([report] if report else [])]).fetchall()
    if not rows and report and connection.execute("from observations where report_id = $1 limit 1", [report]).fetchone() is None:
        known = _alike(connection, report, "select distinct report_id as known from observations")
        raise LookupError(f"{report}: no such report; most like it: {known}")
    if not rows:
        raise LookupError(_missing(connection, name, row_key, column))
    return rows


def ends(row: tuple) -> tuple[str | None, str | None]:
    """Both bounds of a place as text: None for an open side, days for a date."""
    low, high, unit, _, start, end = row[5:]
    return tuple(None if side is None else plain(side) for side in ((start, end) if unit == "date" else (low, high)))


def texts_of(rows: list[tuple], project: Path, given: dict[str, Path] | None = None) -> dict[str, list[str]]:
    """The lines of the reports of these places, as far as their texts lie in their folders or are given."""
    from claimhouse.reports import source_of

    texts = {report: source_of(report, project) for report in {row[0] for row in rows}} | (given or {})
    return {report: text_lines(text) for report, text in texts.items() if text}


def _missing(connection: duckdb.DuckDBPyConnection, name: str, row_key: str, column: str) -> str:
    if not row_key:
        return f"{name}: no such observation, subject, relation or contradiction; most like it: {_alike(connection, name, THINGS)}"
    columns = [found for (found,) in connection.execute(COLUMNS, [name, row_key]).fetchall()]
    if columns:
        return f"{name} {row_key}: no source for a column {column}; columns with one: {', '.join(columns)}"
    keys = _alike(connection, row_key, "select distinct row_key as known from lineage where mart = lower($2)", name)
    if keys:
        return f"{name} {row_key}: no such row; keys most like it: {keys}"
    marts = _alike(connection, name, "select distinct mart as known from lineage")
    return f"{name}: no mart with sources has this name; most like it: {marts}"


def _alike(connection: duckdb.DuckDBPyConnection, text: str, known: str, *parameters: str) -> str:
    """The five that are spelled most like `text` of what the query `known` lists in its column of that name."""
    ranked = f"from ({known}) order by jaro_winkler_similarity(lower(known), lower($1)) desc, known limit 5"
    return ", ".join(found for (found,) in connection.execute(ranked, [text, *parameters]).fetchall())
