"""The published marts of one report, and for every number its places in the source."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from pathlib import Path

import duckdb

from claimhouse.catalog import read_catalog
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
    return side + currency + dash.join(numbers) + suffix + ("" if currency else SUFFIXES.get(unit, f" {unit}"))


@dataclass(frozen=True)
class Number:
    """A number as shown, the indexes of its places on the page, their lines and the observations there."""

    text: str
    places: str
    lines: str
    names: tuple[str, ...]

    def __html__(self) -> str:
        if not self.text or not self.places:
            return escape(self.text)
        return f'<button type="button" class="n" data-places="{self.places}" data-lines="{self.lines}">{escape(self.text)}</button>'


@dataclass(frozen=True)
class Verdict:
    """A verdict, told by a sign as well as by its colour."""

    name: str | None

    def __html__(self) -> str:
        name = escape(self.name or "")
        return name and f'<span class="verdict {name}"><i aria-hidden="true">{SIGNS.get(name, "")}</i> {name}</span>'


def quoted(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


class Marts:
    """Opens `database` read-only. A `report_id` that it does not hold raises LookupError; without one the newest report is taken."""

    def __init__(self, database: Path, report_id: str | None = None):
        self.connection = duckdb.connect()
        self.connection.execute(f"attach {quoted(str(database))} as claimhouse (read_only)")
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
            order by table_schema
        """):  # marts first: they stand for the seed of their name
            table = f"claimhouse.{found['table_schema']}.{found['table_name']}"
            chosen_rows = f"where report_id = {quoted(self.report['report_id'])}" if found["by_report"] else ""
            if found["table_schema"] == "seeds" and found["table_name"] in further:
                own = f"claimhouse.further.{found['table_name']}"
                if found["by_report"]:
                    table = f"(from {table} union all by name from {own})"
                elif found["table_name"] in ids:  # rows of the report take the place of shared ones
                    own = f"select * exclude (report_id) from {own} where report_id = {quoted(self.report['report_id'])}"
                    table = f"(from ({own}) union all by name from {table} anti join ({own}) as own using ({ids[found['table_name']]}))"
            self.connection.execute(f"create view if not exists {found['table_name']} as from {table} {chosen_rows}")
        self.connection.execute("use claimhouse")
        self.keys = {mart.name: [column for column in mart.key if column != "report_id"] for mart in read_catalog(self.connection)}
        self.connection.execute("use memory")
        self.statuses = {row["obs_status"]: row for row in self.rows("select * from obs_statuses")}
        self.inputs = defaultdict(list)
        for cell in self.rows("select mart, row_key, column_name, observation_id from lineage"):
            self.inputs[cell["mart"], cell["row_key"], cell["column_name"]].append(cell["observation_id"])
        self.observations = {
            row["observation_id"]: row
            for row in self.rows("""
            select
                observations.*,
                metrics.name as metric_name,
                periods.name as period_name,
                concat_ws(' ', sections.number, sections.title) as section_title
            from observations
            left join metrics on observations.metric_id = metrics.metric_id
            left join periods on observations.period_id = periods.period_id
            left join sections on observations.section = sections.section_id
        """)
        }
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
        self.shown: dict[str, int] = {}

    def rows(self, query: str) -> list[dict]:
        """The rows of a query; in the marts and seeds it sees those of the chosen report."""
        cursor = self.connection.execute(query)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def name(self, *ids: str | None) -> str:
        """The names of ids, joined by commas; an id without a name stands for itself."""
        return ", ".join(self.names.get(one, one) for one in ids if one)

    def mart(self, name: str, order: str, where: str = "true") -> list[dict]:
        """Rows of a mart, each with its name as `mart` and its key, joined as in `lineage`, as `row_key`."""
        rows = self.rows(f"from {name} where {where} order by {order}")
        return [row | {"mart": name, "row_key": "|".join(str(row[column] or "") for column in self.keys[name])} for row in rows]

    def sourced(self, text: str, observation_ids: list[str]) -> Number:
        """`text` as a number that comes from these observations."""
        known = {name: self.observations[name]["line"] for name in observation_ids if name in self.observations}
        names = sorted(known, key=lambda name: (known[name], name))
        places = [str(self.shown.setdefault(name, len(self.shown))) for name in names]
        return Number(text, " ".join(places), ", ".join(dict.fromkeys(str(known[name]) for name in names)), tuple(names))

    def number(self, row: dict, part: str, unit: str | None) -> Number:
        """The interval `{part}_low`, `{part}_high` (without a part, `low` and `high`) of a row from `mart`."""
        ends = [f"{part}_{end}" if part else end for end in ("low", "high")]
        observations = [name for end in ends for name in self.inputs[row["mart"], row["row_key"], end]]
        return self.sourced(interval(*(row[end] for end in ends), unit), observations)

    def describe(self, observation_id: str) -> str:
        """What an observation measures, in names."""
        row = self.observations[observation_id]
        return ", ".join(filter(None, [row["subject_name"], (row["metric_name"] or "").lower(), row["period_name"]]))

    def places(self) -> list[dict]:
        """Every observation that a number of the page comes from, in the order of its index."""
        return [
            {
                "section": row["section_title"],
                "line": row["line"],
                "printed": row["printed"],
                "what": self.describe(name),
                "read": interval(row["bound_low"], row["bound_high"], row["unit"])
                or (f"{row['period_start']} to {row['period_end']}" if row["period_start"] else ""),
            }
            for name, row in ((name, self.observations[name]) for name in self.shown)
        ]
