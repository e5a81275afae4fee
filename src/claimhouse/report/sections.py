"""What the page shows: each section is a query over the marts, the columns of its table and a chart."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

import altair

from claimhouse.report.charts import bar, chart
from claimhouse.report.marts import Marts, Number, Verdict, interval

ACCENT, SECOND = "var(--accent)", "var(--second)"
HHI_CLASSES = {1000: "1,000", 1800: "1,800"}  # Merger Guidelines 2023, Guideline 1


@dataclass
class Chart:
    """A chart with its title and legend, pairs of a colour and what it stands for."""

    title: str
    spec: altair.LayerChart
    legend: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Table:
    """A table: `columns` {name in the row: heading}, the first of which names the row; rows that share `group` stand together.

    Cells are numbers, verdicts, subjects or text, which is escaped.
    """

    caption: str
    rows: list[dict]
    columns: dict[str, str]
    group: str | None = None

    @property
    def id(self) -> str:
        return slug(self.caption)

    @property
    def groups(self) -> list[tuple[str, list[dict]]]:
        """Rows below the heading of their group, in the order of the rows."""
        found = defaultdict(list)
        for row in self.rows:
            found[str(row[self.group]) if self.group else ""].append(row)
        return list(found.items())

    def row_id(self, row: dict) -> str:
        """Name of a row on the page: its key in the mart, or what names it in the table."""
        return re.sub(r"\s", "_", f"{self.id}/{row.get('row_key') or plain_text(row[next(iter(self.columns))])}")

    def is_number(self, column: str) -> bool:
        return any(isinstance(row.get(column), Number) for row in self.rows)

    def kinds(self) -> dict[str, str]:
        """Class of the cells of each column: number, day (not broken at its hyphens), or nothing."""
        days = {name for name in self.columns if any(re.fullmatch(r"\d{4}-\d\d-\d\d", str(row.get(name))) for row in self.rows)}
        return {name: "number" if self.is_number(name) else "day" if name in days else "" for name in self.columns}


@dataclass
class Section:
    """A heading, its text, charts and tables."""

    id: str
    title: str
    text: str
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def plain_text(cell: object) -> str:
    """What a cell shows."""
    return str(getattr(cell, "text", getattr(cell, "name", cell)))


def slug(text: str) -> str:
    """A text as the name of an element of the page."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 scope", "3 scopes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def market_size(marts: Marts) -> Section:
    rows = marts.mart("market_size", "year, low, market_id", "level = 'scope'")
    for row in rows:
        row["size"], row["status"] = marts.number(row, "", row["unit"]), marts.statuses[row["obs_status"]]["name"]
        row["colour"] = SECOND if marts.statuses[row["obs_status"]]["is_forecast"] == "yes" else ACCENT
    bars = [bar(f"{row['market_name']}, {row['year']}", row, "", row["size"], row["colour"]) for row in rows]
    return Section(
        "market-size",
        "Market size by scope",
        f"{counted(len({row['market_id'] for row in rows}), 'market')} as the report measures them, each a definition of its own. "
        "Where it prints only a floor, the interval has no upper end and the bar ends in an arrow.",
        [
            Chart(
                f"Market size by scope and year, {unit}",
                chart(
                    [one for one, row in zip(bars, rows, strict=True) if row["unit"] == unit],
                    f"billion {unit}, logarithmic scale",
                    1e9,
                    log=True,
                ),
                [(ACCENT, "estimate or actual"), (SECOND, "forecast")],
            )
            for unit in dict.fromkeys(row["unit"] for row in rows)
        ],
        [Table("Size of the scopes", rows, {"market_name": "Scope", "size": "Size", "status": "Status"}, group="year")],
    )


def segments(marts: Marts) -> Section:
    rows = marts.mart("market_size", "market_name, year", "level = 'segment'")
    wholes = marts.mart("scope_reconciliation", "year, whole_low, whole_id, rule")
    letters = {name: chr(65 + order) for order, name in enumerate(sorted({row["market_name"] for row in rows}))}
    by_name = {name: {"segment": f"{letter}  {name}"} for name, letter in letters.items()}
    for row in rows:
        row["size"] = by_name[row["market_name"]][str(row["year"])] = marts.number(row, "", row["unit"])
    for row in wholes:
        for part in ("parts", "whole", "residual"):
            row[part] = marts.number(row, part, row["unit"])
        row["scope"], row["rule"], row["verdict"] = marts.name(row["whole_id"]), row["rule"].replace("_", " "), Verdict(row["verdict"])
    years = sorted({row["year"] for row in rows})
    unit = next((row["unit"] for row in rows), "")
    bars, parts = segment_bars(marts, rows, wholes, letters, unit)
    return Section(
        "segments",
        "Segments against scopes",
        f"{counted(len(letters), 'segment')} against the scopes that hold them. The residual is a scope less its segments: where they make "
        "it up, it contains zero if both can be true.",
        [
            Chart(
                "Segments, stacked at their lower and upper ends, against the scopes that hold them",
                chart(bars, f"billion {unit}", 1e9, parts=parts),
                [("var(--part-1)", "segments, by letter"), (SECOND, "scope as stated")],
            )
        ],
        [
            Table("Size of the segments", list(by_name.values()), {"segment": "Segment"} | {str(year): str(year) for year in years}),
            Table(
                "Segments against the scopes, with residuals",
                wholes,
                {"scope": "Scope", "rule": "Rule", "parts": "Segments", "whole": "As stated", "residual": "Residual", "verdict": "Verdict"},
                group="year",
            ),
        ],
    )


def segment_bars(marts: Marts, rows: list[dict], wholes: list[dict], letters: dict[str, str], unit: str) -> tuple[list[dict], list[dict]]:
    """Bars of each year, of its segments where a scope holds them all and of those scopes; and the parts that the former are stacked of."""
    bars, parts = [], []
    for year in sorted({row["year"] for row in rows}):
        # a stack of closed intervals in one unit
        pieces = [row for row in rows if row["year"] == year and row["unit"] == unit and None not in (row["low"], row["high"])]
        wholes_of_year = [
            whole
            for whole in wholes
            if whole["year"] == year
            and whole["whole"].text
            and whole["rule"] != "segments beyond scope"
            and whole["parts_low"] == sum(piece["low"] for piece in pieces)
        ]  # the scopes that hold all segments
        for end, name in (("low", "lower"), ("high", "upper")) if wholes_of_year else ():
            parts += stacked(pieces, end, letters, row=len(bars))
            total = wholes_of_year[0][f"parts_{end}"]
            shown = marts.sourced(interval(total, total, unit), wholes_of_year[0]["parts"].names)
            bars.append(bar(f"{year}, segments at their {name} ends", {"low": total, "high": total}, "", shown))
        bars += [bar(f"{year}, {whole['scope']}", whole, "whole", whole["whole"], SECOND) for whole in wholes_of_year]
    return bars, parts


def stacked(pieces: list[dict], end: str, letters: dict[str, str], row: int) -> list[dict]:
    """The parts of a row of the chart: segments from zero on, each as long as its lower or upper end."""
    parts, at = [], 0.0
    for piece in pieces:
        letter, size = letters[piece["market_name"]], float(piece[end])
        parts.append(
            {
                "row": row,
                "start": at,
                "end": at + size,
                "letter": letter,
                "colour": f"var(--part-{ord(letter) % 2})",
                "places": piece["size"].places,
            }
        )
        at += size
    return parts


def growth(marts: Marts) -> Section:
    rows = [
        row
        for row in marts.mart("market_growth", "from_year, to_year, growth_low, market_id")
        if row["growth_low"] is not None or row["growth_high"] is not None
    ]
    for row in rows:
        row["market"], row["years"] = marts.name(row["market_id"]), f"{row['from_year']}–{row['to_year']}"
        row["growth"], row["cagr"] = marts.number(row, "growth", "percent"), marts.number(row, "cagr", "percent")
    firms = marts.mart("company_growth", "stated_growth_low desc, company_id, period_id")
    for row in firms:
        row["company"], row["period"], row["verdict"] = marts.subject(row, "company_id"), row["period_name"], Verdict(row["verdict"])
        row["stated"], row["base"] = marts.number(row, "stated_growth", "percent"), marts.number(row, "implied_base", row["unit"])
    bars = [bar(f"{row['market']}, {row['years']}", row, "cagr", row["cagr"]) for row in rows]
    return Section(
        "growth",
        "Growth",
        "The growth of a market follows from two of its sizes, so its interval is as wide as both allow. Where a company's growth is "
        "printed, the level of the period before follows from it.",
        [Chart("Growth per year of scopes and segments", chart(bars, "percent per year"))],
        [
            Table("Growth of scopes and segments", rows, {"market": "Market", "years": "Years", "growth": "Growth", "cagr": "Per year"}),
            Table(
                "Revenue growth of companies",
                firms,
                {
                    "company": "Company",
                    "period": "Period",
                    "stated": "Growth as stated",
                    "base": "Implied, year before",
                    "verdict": "Verdict",
                },
            ),
        ],
    )


def concentration(marts: Marts) -> Section:
    rows = marts.mart("market_concentration", "market_id, period_id, metric_id, geography_id, measure = 'HHI', length(measure), measure")
    markets = defaultdict(dict)
    for row in rows:
        unit = "points" if row["measure"] == "HHI" else "percent"
        row["market"] = marts.name(row["market_id"], row["period_id"])
        row["value"], row["stated"] = marts.number(row, "", unit), marts.number(row, "stated", unit)
        market = markets[row["market_id"], row["period_id"], row["metric_id"], row["geography_id"]]
        market |= {"market": row["market"], "firms": row["firms_named"], row["measure"]: row["value"]}
        if row["measure"] == "HHI":
            market["class"] = (row["hhi_class"] or "").replace("_", " ")
    stated_in = {row["market"] for row in rows if row["stated"].text}
    ratios = []
    for row in rows:
        if row["market"] in stated_in and row["measure"] != "HHI":
            ratios.append(bar(f"{row['market']}, {row['measure']}", row, "", row["value"]))
            if row["stated"].text:
                ratios.append(bar(f"{row['market']}, {row['measure']} as stated", row, "stated", row["stated"], SECOND))
    # a bar over most of the scale says nothing: the table keeps it
    known = [row for row in rows if row["measure"] == "HHI" and row["low"] is not None and row["high"] - row["low"] <= 5000]
    indexes = [bar(row["market"], row, "", row["value"]) for row in known]
    unknown = sum(row["measure"] == "HHI" for row in rows) - len(known)
    measures = {row["measure"]: row["measure"] for row in rows}
    return Section(
        "concentration",
        "Concentration",
        "Bounds of the concentration ratios and of the Herfindahl-Hirschman index (HHI) that the printed shares allow. "
        "Firms that are not named can be of any size, unless the report ranks the named ones or calls them the largest. An index whose "
        "interval straddles a class limit stays undetermined."
        + (f" The chart leaves out {counted(unknown, 'market')} of which the index can be nearly anything." if unknown else ""),
        [
            Chart(
                "Concentration ratios where the report states one",
                chart(ratios, "percent"),
                [(ACCENT, "bounds from the shares"), (SECOND, "as stated")],
            ),
            Chart(
                "Herfindahl-Hirschman index; dashed: moderately concentrated from 1,000 points, highly from 1,800",
                chart(indexes, "points", marks=HHI_CLASSES),
            ),
        ],
        [
            Table(
                "Concentration by market",
                list(markets.values()),
                {"market": "Market", "firms": "Firms named"} | measures | {"class": "HHI class"},
            )
        ],
    )


def chips(marts: Marts) -> Section:
    rows = marts.mart("chip_shares", "market_id, low desc, subject_id")
    for row in rows:
        row["subject"], row["market"] = marts.subject(row), marts.name(row["market_id"], row["period_id"])
        row["share"], row["rest"] = marts.number(row, "", "percent"), marts.number(row, "complement", "percent")
    mix = marts.mart("compute_mix", "period_id, metric_id")
    periods = defaultdict(dict)
    for row in mix:
        row["share"], row["period"] = marts.number(row, "", "percent"), marts.name(row["period_id"])
        periods[row["period"]] |= {"period": row["period"], row["metric_id"]: row["share"]}
    uses = [bar(f"{row['metric_name']}, {row['period']}", row, "", row["share"]) for row in mix]
    return Section(
        "chips",
        "Chips and compute",
        "Shares in the markets of chips and of the systems that hold them, with what they leave to others, and what compute is used for.",
        [Chart("Use of compute", chart(uses, "percent"))],
        [
            Table("Chip shares", rows, {"subject": "Whose share", "market": "Market", "share": "Share", "rest": "Left to others"}),
            Table(
                "Use of compute",
                list(periods.values()),
                {"period": "Year"} | {row["metric_id"]: marts.name(row["metric_id"]) for row in mix},
            ),
        ],
    )


def devices(marts: Marts) -> Section:
    rows = marts.mart("device_shipments", "device_id, geography_id, period_id")
    for row in rows:
        row["device"], row["where"] = marts.subject(row, "device_id"), marts.name(row["geography_id"], row["scope_id"], row["period_id"])
        for part in ("units", "growth", "penetration", "implied_prior", "implied_total"):
            row[part] = marts.number(row, part, "percent" if part in ("growth", "penetration") else None)
    bars = [bar(f"{row['device_name']}, {row['where']}", row, "units", row["units"]) for row in rows]
    return Section(
        "devices",
        "Devices",
        "Shipments as printed, and what they imply with growth and penetration: the year before, and all devices of the kind.",
        [Chart("Shipments by device and year", chart(bars, "million units", 1e6))],
        [
            Table(
                "Device shipments",
                rows,
                {
                    "device": "Device",
                    "where": "Place, period",
                    "units": "Units",
                    "growth": "Growth",
                    "penetration": "Penetration",
                    "implied_prior": "Implied, year before",
                    "implied_total": "Implied, all of the kind",
                },
            )
        ],
    )


def prices(marts: Marts) -> Section:
    rows = marts.mart("price_ratios", "subject_id, compared_subject_id, basis = 'stated' desc, basis")
    for row in rows:
        row["pair"] = " over ".join(filter(None, [marts.name(row["subject_id"]), marts.name(row["compared_subject_id"])]))
        row["ratio"], row["basis"] = marts.number(row, "", "ratio"), row["basis"].replace("_", " ")
    bars = [bar(f"{row['pair']}, {row['basis']}", row, "", row["ratio"], SECOND if row["basis"] == "stated" else ACCENT) for row in rows]
    return Section(
        "prices",
        "Price ratios",
        "A price ratio as the report states it, and the one that the two printed prices give.",
        [Chart("Price over the price compared with", chart(bars, "ratio"), [(SECOND, "as stated"), (ACCENT, "from the printed prices")])],
        [Table("Price ratios", rows, {"pair": "Prices compared", "basis": "Basis", "ratio": "Ratio"})],
    )


def funding(marts: Marts) -> Section:
    multiples = marts.mart("valuation_multiples", "company_id, period_id, revenue_period_id")
    for row in multiples:
        row["company"], row["multiple"] = marts.subject(row, "company_id"), marts.number(row, "", "ratio")
        row["valued"], row["revenue"] = row["period_name"], row["revenue_period_name"]
    rounds = marts.mart("funding_rounds", "subject_name, metric_id, period_id, scope_id")
    for row in rounds:
        row["who"], row["what"], row["period"] = marts.subject(row), marts.name(row["metric_id"], row["scope_id"]), row["period_name"]
        row["amount"], row["status"] = marts.number(row, "", row["unit"]), marts.statuses[row["obs_status"]]["name"]
    bars = [bar(f"{row['company_name']}, {row['valued']} on {row['revenue']}", row, "", row["multiple"]) for row in multiples]
    return Section(
        "funding",
        "Funding and valuation",
        "A multiple is a valuation over annualized revenue. Its two dates may differ, and both are given.",
        [Chart("Valuation over annualized revenue, dates of both", chart(bars, "times, logarithmic scale", log=True))],
        [
            Table(
                "Valuation multiples",
                multiples,
                {"company": "Company", "valued": "Valued", "revenue": "Revenue of", "multiple": "Multiple"},
            ),
            Table(
                "Funding, prices and valuations",
                rounds,
                {"who": "Who", "what": "What", "period": "When", "amount": "Amount", "status": "Status"},
            ),
        ],
    )


def implied(marts: Marts) -> Section:
    rows, seen = [], set()
    for row in marts.mart("implied_values", "quantity, subject_id, period_id, implied_id", "low is not null or high is not null"):
        row["value"], row["quantity"] = marts.number(row, "", row["unit"]), row["quantity"].replace("_", " ").capitalize()
        row["subject"], row["what"], row["period"] = marts.subject(row), row["description"].partition(";")[0], row["period_name"]
        if (said := (row["quantity"], row["subject_id"], row["value"].text, row["value"].names)) not in seen:
            seen.add(said)
            rows.append(row)
    return Section(
        "implied",
        "What is implied",
        "Values that the report does not print but that follow from what it prints.",
        tables=[
            Table(
                "Implied values by kind",
                rows,
                {"subject": "Of", "what": "What follows", "period": "Period", "value": "Value"},
                group="quantity",
            )
        ],
    )


def forecasts(marts: Marts) -> Section:
    rows = marts.mart("forecast_register", "judged_by nulls last, subject_id, metric_id, observation_id")
    for row in rows:
        figure = marts.observations[row["observation_id"]]
        row["subject"] = marts.subject(row)
        row["what"] = marts.name(row["metric_id"], figure["scope_id"], figure["geography_id"])
        value, row["period"] = interval(row["low"], row["high"], row["unit"]) or figure["printed"], row["period_name"]
        row["value"] = marts.sourced(value, [row["observation_id"]], row["low"], row["high"])
        row["status"], row["by"] = marts.statuses[row["obs_status"]]["name"], str(row["judged_by"] or "not dated")
    return Section(
        "forecasts",
        "Forecast register",
        "Every forecast and target, in the order in which it can be judged. The outcome stays open until a later report that prints it "
        "is loaded.",
        tables=[
            Table(
                "Forecasts and targets",
                rows,
                {
                    "subject": "Of",
                    "what": "What",
                    "period": "Period",
                    "value": "Value",
                    "line": "Line",
                    "status": "Status",
                    "by": "Can be judged",
                    "outcome": "Outcome",
                },
            )
        ],
    )


BEFORE_CONFLICTS = [market_size, segments, growth, concentration, chips, devices, prices, funding]
AFTER_CONFLICTS = [implied, forecasts]


FOUND_BY = {"curated": "reading", "declared": "declared relations"}  # all else is a rule


def overview(marts: Marts) -> dict:
    """Counts of the whole report, by name: conflicts by how they were found, relations by their verdict; each adds up to its total."""
    counts = marts.rows("""
        select
            (select count(*) from observations) as figures,
            (select count(distinct line) from observations) as lines,
            (select count(*) from relation_audit) as relations,
            (select count(*) from implied_values) as implied,
            (select count(*) from contradictions) as conflicts,
            (select count(*) from contradictions where severity = 'hard') as hard,
            (select count(*) from contradictions where materiality = 'high') as material
    """)[0]
    verdicts = dict.fromkeys(("consistent", "contradicted", "strained", "implied", "unknown"), 0)
    verdicts |= {row["verdict"]: row["n"] for row in marts.rows("select verdict, count(*) as n from relation_audit group by verdict")}
    found = dict.fromkeys(("rules", "declared relations", "reading"), 0)
    for row in marts.rows("select detected_by, count(*) as n from contradictions group by detected_by"):
        found[FOUND_BY.get(row["detected_by"], "rules")] += row["n"]
    return counts | {"verdicts": verdicts, "found": found}


def conflicts(marts: Marts) -> list[dict]:
    """The ranked contradictions, each with its places (line, section, printed figures) and, where it has numbers, its two sides."""
    rows = marts.rows("""
        select contradictions.*, relation_audit.kind as relation_kind, relation_audit.stated_observation_id
        from contradictions left join relation_audit on contradictions.relation_id = relation_audit.relation_id
        order by severity_rank
    """)
    section_of = {
        row["line"]: row["title"]
        for row in marts.rows("""
        select line, concat_ws(' ', number, title) as title
        from sections, range(cast(first_line as bigint), cast(last_line as bigint) + 1) as lines (line)
    """)
    }
    inputs = {row["relation_id"]: row["observation_ids"] for row in marts.rows("select relation_id, observation_ids from relation_audit")}
    for row in rows:
        names = [name for name in row["observation_ids"] or [] if name in marts.observations]
        lines = sorted({*row["lines"], *(marts.observations[name]["line"] for name in names)})
        row["places"] = [
            {
                "line": line,
                "section": section_of.get(line, ""),
                "figures": [
                    {"number": marts.sourced(marts.observations[name]["printed"], [name]), "what": marts.describe(name)}
                    for name in names
                    if marts.observations[name]["line"] == line
                ],
            }
            for line in lines
        ]
        row["found"] = FOUND_BY.get(row["detected_by"], "rules")
        row["subjects"] = sorted({marts.observations[name]["subject_id"] for name in names} - {None})
        row["gap"] = None if row["relative_gap"] is None else f"{row['relative_gap'] * 100:,.0f} %"
        row["sides"] = sides(marts, row, inputs.get(row["relation_id"]) or [])
        row["picture"] = picture(row) if len(row["sides"]) == 2 and all(side["interval"].text for side in row["sides"]) else None
    return rows


def sides(marts: Marts, row: dict, observation_ids: list[str]) -> list[dict]:
    """What a computed conflict compares: for each side its name, the figure as printed where it is one, and the interval."""
    unit = "date" if row["kind"] == "date" else row["unit"]
    stated = [name for name in observation_ids if name == row["stated_observation_id"]]
    given = [name for name in observation_ids if name not in stated and name in marts.observations]
    made = []
    for part, names in (("computed", given), ("stated", stated)):
        text = interval(row[f"{part}_low"], row[f"{part}_high"], unit)
        if not text:
            continue
        one = marts.observations[names[0]] if len(names) == 1 else None
        if one is not None and row["relation_kind"] in ("equal", "order", "nesting", "date", "day", "count", "scope"):
            name, printed = f"Line {one['line']}", marts.sourced(one["printed"], names)
        else:
            name, printed = ("Computed" if given and part == "computed" else "Counted" if row["kind"] == "count" else "Rule"), None
        made.append({"part": part, "name": name, "printed": printed, "interval": marts.sourced(text, names or given)})
    return made


def picture(row: dict) -> dict:
    """Both sides on one scale, each {part, start, end, open_low, open_high}, which runs from 10 to 90, with the values at its ends."""
    ends = {part: (row[f"{part}_low"], row[f"{part}_high"]) for part in ("computed", "stated")}
    known = [end for pair in ends.values() for end in pair if end is not None]
    first, span = min(known), (max(known) - min(known)) or Decimal(1)
    made = []
    for part, pair in ends.items():
        low, high = (None if end is None else round(float(10 + 80 * (end - first) / span), 2) for end in pair)
        made.append(
            {
                "part": part,
                "start": high - 8 if low is None else low,
                "end": low + 8 if high is None else high,
                "open_low": low is None,
                "open_high": high is None,
            }
        )
    unit = "date" if row["kind"] == "date" else row["unit"]
    return {"bars": made, "first": interval(min(known), min(known), unit), "last": interval(max(known), max(known), unit)}


def subjects(marts: Marts) -> list[dict]:
    """Everything that has a figure, by the number of its figures: id, name, and how many figures and conflicts it has."""
    return marts.rows("""
        with conflicts as (
            select observations.subject_id, count(distinct contradiction_id) as conflicts
            from (select contradiction_id, unnest(observation_ids) as observation_id from contradictions)
            inner join observations using (observation_id)
            group by all
        )
        select subject_id as id, any_value(subject_name) as name, count(*) as figures, coalesce(any_value(conflicts), 0) as conflicts
        from observations left join conflicts using (subject_id)
        group by subject_id order by figures desc, name, id
    """)
