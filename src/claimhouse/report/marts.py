"""The published marts of one report, and for every number its places in the source."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from pathlib import Path
from urllib.parse import quote

import duckdb

from claimhouse.engine import literal
from claimhouse.rules import KEYS

SCALES = [(Decimal(10) ** 12, " tn"), (Decimal(10) ** 9, " bn"), (Decimal(10) ** 6, " m")]
SUFFIXES = {"percent": " %", "ratio": "", "points": "", "count": "", "date": "", "XXX": " (currency not printed)", None: ""}
SIGNS = {"consistent": "●", "strained": "◐", "contradicted": "✕", "implied": "○", "unknown": "?"}


def interval(low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
    """An interval as text of four significant digits, rounded outward: `CNY 49.5–51 bn`, `≥ 60 %`. Empty if both ends are open.

    Ends in the unit `date` are days since 1970-01-01.
    """
    ends = [abs(end) for end in (low, high) if end is not None]
    if not ends:
        return ""
    scaled = unit not in ("percent", "ratio", "points", "date") and next((pair for pair in SCALES if max(ends) >= pair[0]), None)
    scale, suffix = scaled or (Decimal(1), "")
    decimals = max(0, 3 - math.floor(math.log10(max(ends) / scale))) if max(ends) else 0

    def text(end: Decimal, rounding: str) -> str:
        if unit == "date":
            return str(datetime.date(1970, 1, 1) + datetime.timedelta(int(end.to_integral_value(rounding))))
        digits = f"{(end / scale).quantize(Decimal(1).scaleb(-decimals), rounding):,f}".replace("-", "−")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits

    first, last = (end if end is None else text(end, rounding) for end, rounding in ((low, ROUND_FLOOR), (high, ROUND_CEILING)))
    side = "≤ " if low is None else "≥ " if high is None else ""
    currency = f"{unit} " if unit in ("CNY", "USD", "HKD") else ""
    numbers = list(dict.fromkeys(filter(None, [first, last])))
    dash = " to " if unit == "date" or "−" in "".join(numbers) else "–"
    return (
        side
        + currency
        + dash.join(numbers)
        + suffix
        + ("" if currency else SUFFIXES[unit] if unit in SUFFIXES else f" {unit.replace('_', ' ')}")
    )


@dataclass(frozen=True)
class Number:
    """A number as shown, the indexes of its places on the page, their lines, the observations there, and its ends where it has any."""

    text: str
    places: str
    lines: str
    names: tuple[str, ...]
    low: Decimal | None = None
    high: Decimal | None = None

    def __html__(self) -> str:
        if not self.text or not self.places:
            return escape(self.text)
        ends = "".join(f' data-{name}="{end.normalize():f}"' for name, end in (("low", self.low), ("high", self.high)) if end is not None)
        return f'<button type="button" class="n" data-places="{self.places}" data-lines="{self.lines}"{ends}>{escape(self.text)}</button>'


@dataclass(frozen=True)
class Subject:
    """A name that leads to the page of its subject."""

    id: str | None
    name: str

    def __html__(self) -> str:
        return f'<a href="#subject/{escape(quote(self.id))}">{escape(self.name)}</a>' if self.id else escape(self.name)


@dataclass(frozen=True)
class Verdict:
    """A verdict, told by a sign as well as by its colour."""

    name: str | None

    def __html__(self) -> str:
        name = escape(self.name or "")
        return name and f'<span class="verdict {name}"><i aria-hidden="true">{SIGNS.get(name, "")}</i> {name}</span>'


class Marts:
    """Opens `database` read-only. A `report_id` that it does not hold raises LookupError; without one the newest report is taken."""

    def __init__(self, database: Path, report_id: str | None = None):
        self.connection = duckdb.connect()
        self.connection.execute(f"attach {literal(str(database))} as claimhouse (read_only)")
        further = {
            row["table_name"]
            for row in self.rows(
                "select table_name from information_schema.tables where table_catalog = 'claimhouse' and table_schema = 'further'"
            )
        }
        more = " union all by name from claimhouse.further.reports" if "reports" in further else ""
        reports = self.rows(f"from (from claimhouse.seeds.reports{more}) order by as_of desc nulls last, report_id")
        chosen = [report for report in reports if report_id in (None, report["report_id"])]
        if not chosen:
            raise LookupError(f"no report {report_id}; known: {', '.join(report['report_id'] for report in reports)}")
        self.report = chosen[0]
        ids = {seed: column for column, seed in KEYS.items()}
        for found in self.rows("""
            select table_schema, table_name, bool_or(column_name = 'report_id') as by_report from information_schema.columns
            where table_catalog = 'claimhouse' and table_schema in ('marts', 'seeds') group by table_schema, table_name
            order by table_schema desc, table_name
        """):
            table = f"claimhouse.{found['table_schema']}.{found['table_name']}"
            chosen_rows = f"where report_id = {literal(self.report['report_id'])}" if found["by_report"] else ""
            if found["table_schema"] == "seeds" and found["table_name"] in further:
                own = f"claimhouse.further.{found['table_name']}"
                if found["by_report"]:
                    table = f"(from {table} union all by name from {own})"
                elif found["table_name"] in ids:  # rows of the report take the place of shared ones
                    own = f"select * exclude (report_id) from {own} where report_id = {literal(self.report['report_id'])}"
                    table = f"(from ({own}) union all by name from {table} anti join ({own}) as own using ({ids[found['table_name']]}))"
            # a mart takes the place of a seed of its name
            self.connection.execute(f"create or replace view {found['table_name']} as from {table} {chosen_rows}")
        self.statuses = {row["obs_status"]: row for row in self.rows("select * from obs_statuses")}
        self.inputs = defaultdict(list)
        for cell in self.rows("select mart, row_key, column_name, observation_id from lineage"):
            self.inputs[cell["mart"], cell["row_key"], cell["column_name"]].append(cell["observation_id"])
        self.observations = {
            row["observation_id"]: row
            for row in self.rows("""
            select observations.*, concat_ws(' ', sections.number, sections.title) as section_title
            from observations
            left join sections on observations.section = sections.section_id
            order by line, observation_id
        """)
        }
        self.subjects = {row["subject_id"] for row in self.observations.values()}
        self.indexes = {name: index for index, name in enumerate(self.observations)}
        self.names = {
            row["id"]: row["name"]
            for row in self.rows("""
            select subject_id as id, name from subjects
            union all
            select scope_id, name from scopes
            union all
            select metric_id, name from metrics
            union all
            select geography_id, name from geographies
            union all
            select period_id, name from periods
        """)
        }

    def rows(self, query: str) -> list[dict]:
        """The rows of a query; in the marts and seeds it sees those of the chosen report."""
        cursor = self.connection.execute(query)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def name(self, *ids: str | None) -> str:
        """The names of ids, joined by commas; an id without a name stands for itself."""
        return ", ".join(self.names.get(one, one) for one in ids if one)

    def mart(self, name: str, order: str, where: str = "true") -> list[dict]:
        """Rows of a mart, each with its name as `mart`."""
        return [row | {"mart": name} for row in self.rows(f"from {name} where {where} order by {order}")]

    def subject(self, row: dict, id_column: str = "subject_id") -> Subject:
        """What a row is about, by the column with its id; only what has figures has a page."""
        return Subject(
            row[id_column] if row[id_column] in self.subjects else None, row[id_column[:-3] + "_name"] or self.name(row[id_column])
        )

    def sourced(self, text: str, observation_ids: list[str], low: Decimal | None = None, high: Decimal | None = None) -> Number:
        """`text` as a number that comes from these observations, with its ends."""
        known = {name: self.observations[name]["line"] for name in observation_ids if name in self.observations}
        names = sorted(known, key=lambda name: (known[name], name))
        places = " ".join(str(self.indexes[name]) for name in names)
        return Number(text, places, ", ".join(dict.fromkeys(str(known[name]) for name in names)), tuple(names), low, high)

    def number(self, row: dict, part: str, unit: str | None) -> Number:
        """The interval `{part}_low`, `{part}_high` (without a part, `low` and `high`) of a row from `mart`."""
        ends = [f"{part}_{end}" if part else end for end in ("low", "high")]
        observations = [name for end in ends for name in self.inputs[row["mart"], row["row_key"], end]]
        return self.sourced(interval(*(row[end] for end in ends), unit), observations, *(row[end] for end in ends))

    def describe(self, observation_id: str) -> str:
        """What an observation measures, in names."""
        row = self.observations[observation_id]
        return ", ".join(filter(None, [row["subject_name"], (row["metric_name"] or "").lower(), row["period_name"]]))

    def reading(self, observation_id: str) -> str:
        """What an observation can stand for: its interval, or the days of its period."""
        row = self.observations[observation_id]
        days = f"{row['period_start']} to {row['period_end']}" if row["period_start"] else ""
        return interval(row["bound_low"], row["bound_high"], row["unit"]) or days

    def states(self) -> dict[str, str]:
        """What became of each observation: `contradicted` where a conflict names it, `agrees` where a relation with another figure holds,
        else `alone`."""
        found = dict.fromkeys(self.observations, "alone")
        for state, query in (
            ("agrees", "from relation_audit where verdict = 'consistent' and length(observation_ids) > 1"),
            ("contradicted", "from contradictions"),
        ):
            for row in self.rows(f"select distinct unnest(observation_ids) as observation_id {query}"):
                if row["observation_id"] in found:
                    found[row["observation_id"]] = state
        return found

    def places(self) -> list[dict]:
        """Every observation, in the order of its index; absent entries are left out."""
        states = self.states()
        return [
            {
                name: value
                for name, value in {
                    "section": row["section_title"],
                    "line": row["line"],
                    "printed": row["printed"],
                    "what": self.describe(row["observation_id"]),
                    "read": self.reading(row["observation_id"]),
                    "subject": row["subject_id"],
                    "name": row["subject_name"],
                    "metric": row["metric_name"],
                    "under": ", ".join(filter(None, [row["scope_name"], row["geography_name"]])),
                    "period": row["period_name"],
                    "start": row["period_start"] and str(row["period_start"]),
                    "end": row["period_end"] and str(row["period_end"]),
                    "low": row["bound_low"] if row["bound_low"] is None else float(row["bound_low"]),
                    "high": row["bound_high"] if row["bound_high"] is None else float(row["bound_high"]),
                    "unit": row["unit"],
                    "status": self.statuses[row["obs_status"]]["name"] if row["obs_status"] != "A" else "",
                    "state": states[row["observation_id"]],
                }.items()
                if value not in (None, "")
            }
            for row in self.observations.values()
        ]
