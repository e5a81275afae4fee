"""Two reports, or two editions of one, side by side: what both print alike, what differs, and what one of them prints alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from claimhouse.cells import as_terminal

STATES = {
    "changed": "Both cannot hold, or one is a forecast and the other is not",
    "in itself": "One of the two contradicts itself",
    "agreed": "Both can hold",
    "only here": "Printed by {here} alone",
    "only there": "Printed by {there} alone",
}
SHOWN = 20  # rows that one of the two prints alone, at the terminal
COLUMNS = ("subject", "metric", "scope", "place", "period", "here", "read as", "line", "there", "read as", "line", "status")
REPORTS = "select report_id, title, publisher, published_on from reports order by report_id"
SIDE = """
    select v.thing_id, v.subject_name, v.metric_name, v.scope_name, v.geography_name, v.period_name, v.low, v.high, v.unit, v.is_above,
        v.is_below, v.obs_status, s.is_forecast = 'yes' as is_forecast, lower(s.name) as status, o.printed, o.line,
        v.low is null and v.high is null and v.unit <> 'date' as is_contradicted
    from figure_vintages as v inner join observations as o on v.observation_ids[1] = o.observation_id
    inner join seeds.obs_statuses as s on v.obs_status = s.obs_status
    where v.report_id = ?
"""
COMPARED = f"""
    with here as ({SIDE}), there as ({SIDE})
    select
        case
            when there.thing_id is null then 'only here'
            when here.thing_id is null then 'only there'
            when here.is_contradicted or there.is_contradicted then 'in itself'
            when here.low > there.high or there.low > here.high then 'changed'
            when here.low = there.high and (here.is_above or there.is_below) then 'changed'
            when there.low = here.high and (there.is_above or here.is_below) then 'changed'
            when here.obs_status <> there.obs_status and (here.is_forecast or there.is_forecast) then 'changed'
            else 'agreed'
        end as state,
        coalesce(here.subject_name, there.subject_name) as subject,
        coalesce(here.metric_name, there.metric_name) as metric,
        coalesce(here.scope_name, there.scope_name) as scope,
        coalesce(here.geography_name, there.geography_name) as place,
        coalesce(here.period_name, there.period_name) as period,
        here.printed, [here.low, here.high], here.unit, here.line,
        there.printed, [there.low, there.high], there.unit, there.line,
        concat_ws(' to ', here.status, nullif(there.status, here.status)) as status
    from here full join there on here.thing_id = there.thing_id
    order by coalesce(here.line, there.line), subject, metric, period, scope, place
"""


def compared(connection: duckdb.DuckDBPyConnection, here: str, there: str) -> dict[str, list[tuple]]:
    """Rows of COLUMNS by state. Raises LookupError, which names the reports that there are, for one that is not there."""
    titles(connection, here, there)
    rows: dict[str, list[tuple]] = {state: [] for state in STATES}
    for state, *thing, own, own_ends, own_unit, own_line, other, other_ends, other_unit, other_line, status in connection.execute(
        COMPARED, [here, there]
    ).fetchall():
        sides = own, read_as(own_ends, own_unit), own_line, other, read_as(other_ends, other_unit), other_line
        rows[state].append((*thing, *sides, status))
    return rows


def titles(connection: duckdb.DuckDBPyConnection, *reports: str) -> list[str]:
    """Title, publisher and day of each report. Raises LookupError, which names the reports that there are, for one that is not there."""
    known = {report: found for report, *found in connection.execute(REPORTS).fetchall()}
    for report in reports:
        if report not in known:
            raise LookupError(f"{report}: no such report; there are {', '.join(known)}")
    return [", ".join(str(part) for part in known[report] if part is not None) for report in reports]


def read_as(ends: list[Decimal | None], unit: str | None) -> str | None:
    """An interval in base units, as "46,742,500,000 to 46,743,500,000 USD"; None without an end."""
    low, high = (None if end is None else f"{end.normalize():,f}" for end in ends)
    if low is None and high is None:
        return None
    written = f"at most {high}" if low is None else f"at least {low}" if high is None else low if low == high else f"{low} to {high}"
    return f"{written} {(unit or '').replace('_', ' ')}".rstrip()


def as_text(rows: dict[str, list[tuple]], here: str, there: str, width: int) -> str:
    """How many there are of each state, and the rows of all states but `agreed`, as far as a terminal is wide: the first ones of what one
    report prints alone."""
    from claimhouse.query import table

    kept = [at for at, name in enumerate(COLUMNS) if name != "read as"]
    parts = [f"{here} against {there}: " + ", ".join(f"{len(found)} {state}" for state, found in rows.items()) + "\n"]
    for state, title in STATES.items():
        if rows[state] and state != "agreed":
            found = rows[state][:SHOWN] if state.startswith("only") else rows[state]
            parts += [
                f"\n{title.format(here=here, there=there)}\n",
                table([COLUMNS[at] for at in kept], [tuple(row[at] for at in kept) for row in found], width)[0],
            ]
            if len(found) < len(rows[state]):
                parts.append(f"and {len(rows[state]) - len(found)} more: --out FILE writes a page with all\n")
    return "".join(parts)


def as_page(rows: dict[str, list[tuple]], here: str, there: str, named: list[str]) -> str:
    """One page without script or request, with all rows; whatever a report prints is escaped. `named` are titles of the two."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string((Path(__file__).parent / "templates" / "compare.html").read_text(encoding="utf-8"))
    parts = [
        (
            state,
            title.format(here=here, there=there),
            [at for at in range(len(COLUMNS)) if any(row[at] is not None for row in rows[state])],
            rows[state],
        )
        for state, title in STATES.items()
    ]
    base = (Path(__file__).parent / "report" / "templates" / "base.css").read_text(encoding="utf-8")
    ids = here, there
    return template.render(
        title=f"{here} against {there}", base=base, ids=ids, named=named, columns=COLUMNS, parts=parts, shown=as_terminal
    )
