"""Two reports, or two editions of one, side by side: what both print alike, what differs, and what one of them prints alone."""

from __future__ import annotations

from pathlib import Path

import duckdb

from claimhouse.cells import as_terminal

STATES = {
    "changed": "What the two print cannot both hold, or one is a forecast and the other is not",
    "in itself": "One of the two contradicts itself",
    "agreed": "Both can hold",
    "only here": "Printed by {here} alone",
    "only there": "Printed by {there} alone",
}
SHOWN = 20  # rows that one of the two prints alone, at the terminal
COLUMNS = ("subject", "metric", "scope", "place", "period", "here", "line", "there", "line", "status")
REPORTS = "select report_id, title from reports order by report_id"
SIDE = """
    select v.thing_id, v.subject_name, v.metric_name, v.scope_name, v.geography_name, v.period_name, v.low, v.high, v.is_above,
        v.is_below, v.obs_status, o.printed, o.line, v.low is null and v.high is null and v.unit <> 'date' as is_contradicted
    from figure_vintages as v inner join observations as o on v.observation_ids[1] = o.observation_id where v.report_id = ?
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
            when here.obs_status <> there.obs_status and (here.obs_status in ('F', 'T') or there.obs_status in ('F', 'T')) then 'changed'
            else 'agreed'
        end as state,
        coalesce(here.subject_name, there.subject_name) as subject,
        coalesce(here.metric_name, there.metric_name) as metric,
        coalesce(here.scope_name, there.scope_name) as scope,
        coalesce(here.geography_name, there.geography_name) as place,
        coalesce(here.period_name, there.period_name) as period,
        here.printed, here.line, there.printed, there.line,
        concat_ws(' to ', here.obs_status, nullif(there.obs_status, here.obs_status)) as status
    from here full join there on here.thing_id = there.thing_id
    order by coalesce(here.line, there.line), subject, metric, period, scope, place
"""


def compared(connection: duckdb.DuckDBPyConnection, here: str, there: str) -> dict[str, list[tuple]]:
    """Rows of COLUMNS by state. Raises LookupError, which names the reports that there are, for one that is not there."""
    known = dict(connection.execute(REPORTS).fetchall())
    for report in (here, there):
        if report not in known:
            raise LookupError(f"{report}: no such report; there are {', '.join(known)}")
    rows: dict[str, list[tuple]] = {state: [] for state in STATES}
    for state, *row in connection.execute(COMPARED, [here, there]).fetchall():
        rows[state].append(tuple(row))
    return rows


def as_text(rows: dict[str, list[tuple]], here: str, there: str, width: int) -> str:
    """How many there are of each state, and the rows of all states but `agreed`: the first ones of what one report prints alone."""
    from claimhouse.query import table

    parts = [f"{here} against {there}: " + ", ".join(f"{len(found)} {state}" for state, found in rows.items()) + "\n"]
    for state, title in STATES.items():
        if rows[state] and state != "agreed":
            found = rows[state][:SHOWN] if state.startswith("only") else rows[state]
            parts += [f"\n{title.format(here=here, there=there)}\n", table([*COLUMNS], found, width)[0]]
            if len(found) < len(rows[state]):
                parts.append(f"and {len(rows[state]) - len(found)} more: --out FILE writes a page with all\n")
    return "".join(parts)


def as_page(rows: dict[str, list[tuple]], here: str, there: str) -> str:
    """One page without script or request, with all rows; whatever a report prints is escaped."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string((Path(__file__).parent / "templates" / "compare.html").read_text(encoding="utf-8"))
    parts = [(state, title.format(here=here, there=there), rows[state]) for state, title in STATES.items()]
    return template.render(title=f"{here} against {there}", columns=COLUMNS, parts=parts, shown=as_terminal)
