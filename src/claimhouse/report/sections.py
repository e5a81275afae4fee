"""What the page shows: each section is a query over the marts, the columns of its table and a chart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

import altair
import pandas
from great_tables import GT

from claimhouse.report.charts import bar, chart
from claimhouse.report.marts import Marts, Number, Verdict, interval

ACCENT, SECOND = "var(--accent)", "var(--second)"
HHI_CLASSES = (1000, 1800)  # DOJ and FTC, Merger Guidelines 2023, Guideline 1


@dataclass
class Chart:
    """A chart with its title and legend, pairs of a colour and what it stands for."""

    title: str
    spec: altair.LayerChart
    legend: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Section:
    """A heading, its text, charts and tables as HTML."""

    id: str
    title: str
    text: str
    charts: list[Chart] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)


def table(caption: str, rows: list[dict], columns: dict[str, str], group: str | None = None) -> str:
    """A table of `columns` {name in the row: heading}, the first of which names the row.

    Cells are numbers, verdicts or text, which is escaped.
    """
    if not rows:
        return ""
    stub, *others = columns
    names = [*columns, *([group] if group else [])]
    frame = pandas.DataFrame([[row.get(name) for name in names] for row in rows], columns=names, dtype=object)
    numeric = [column for column in others if any(isinstance(row.get(column), Number) for row in rows)]
    shown = GT(frame, rowname_col=stub, groupname_col=group, id=caption.lower().replace(" ", "-").replace(",", ""))
    shown = shown.cols_label(**columns).tab_stubhead(columns[stub]).cols_align("left").cols_align("right", columns=numeric)
    html = shown.fmt(cell, columns=others).as_raw_html()
    body = html[html.index("<table") : html.rindex("</table>")]  # without the style sheet: the page has its own
    body = body.replace(">", f"><caption>{escape(caption)}</caption>", 1)
    return f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}">{body}</table></div>'


def cell(content: object) -> str:
    """HTML of a cell."""
    return content.__html__() if hasattr(content, "__html__") else escape("" if content is None else str(content))


def market_size(marts: Marts) -> Section:
    rows = marts.mart("market_size", "year, low, market_id", "level = 'scope'")
    for row in rows:
        row["size"], row["status"] = marts.number(row, "", row["unit"]), marts.statuses[row["obs_status"]]["name"]
        row["colour"] = SECOND if marts.statuses[row["obs_status"]]["is_forecast"] == "yes" else ACCENT
    bars = [bar(f"{row['market_name']}, {row['year']}", row, "", row["size"], row["colour"]) for row in rows]
    return Section(
        "market-size",
        "Market size by scope",
        "One market, measured under three definitions. Where the report prints only a floor, the interval has no upper end and the bar "
        "ends in an arrow.",
        [
            Chart(
                "Market size by scope and year",
                chart(bars, "billion CNY, logarithmic scale", 1e9, log=True),
                [(ACCENT, "estimate"), (SECOND, "forecast")],
            )
        ],
        [table("Size of the scopes", rows, {"market_name": "Scope", "size": "Size", "status": "Status"}, group="year")],
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
    bars, parts = [], []
    for year in years:
        pieces = [row for row in rows if row["year"] == year]
        held = [
            whole
            for whole in wholes
            if whole["year"] == year
            and whole["whole"].text
            and whole["rule"] != "segments beyond scope"
            and whole["parts_low"] == sum(piece["low"] for piece in pieces)
        ]  # the scopes that hold all segments
        for end, name in (("low", "lower"), ("high", "upper")) if held else ():
            at = 0.0
            for piece in pieces:
                letter, size = letters[piece["market_name"]], float(piece[end])
                parts.append(
                    {
                        "row": len(bars),
                        "start": at,
                        "end": at + size,
                        "letter": letter,
                        "colour": f"var(--part-{ord(letter) % 2})",
                        "places": piece["size"].places,
                    }
                )
                at += size
            total = held[0] | {"total_low": held[0][f"parts_{end}"], "total_high": held[0][f"parts_{end}"]}
            shown = marts.sourced(interval(total["total_low"], total["total_high"], "CNY"), held[0]["parts"].names)
            bars.append(bar(f"{year}, segments at their {name} ends", total, "total", shown))
        bars += [bar(f"{year}, {whole['scope'].lower()}", whole, "whole", whole["whole"], SECOND) for whole in held]
    return Section(
        "segments",
        "Segments against scopes",
        "Six segments make up the medium scope and lie inside the broad one. The residual is the scope less its segments: "
        "where they make it up, it contains zero if both can be true.",
        [
            Chart(
                "Segments, stacked at their lower and upper ends, against the scopes that hold them",
                chart(bars, "billion CNY", 1e9, parts=parts),
                [("var(--part-1)", "segments, by letter"), (SECOND, "scope as stated")],
            )
        ],
        [
            table("Size of the segments", list(by_name.values()), {"segment": "Segment"} | {str(year): str(year) for year in years}),
            table(
                "Segments against the scopes, with residuals",
                wholes,
                {"scope": "Scope", "rule": "Rule", "parts": "Segments", "whole": "As stated", "residual": "Residual", "verdict": "Verdict"},
                group="year",
            ),
        ],
    )


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
        row["company"], row["period"], row["verdict"] = marts.name(row["company_id"]), marts.name(row["period_id"]), Verdict(row["verdict"])
        row["stated"], row["base"] = marts.number(row, "stated_growth", "percent"), marts.number(row, "implied_base", row["unit"])
    bars = [bar(f"{row['market']}, {row['years']}", row, "cagr", row["cagr"]) for row in rows]
    return Section(
        "growth",
        "Growth",
        "Growth is not printed for the markets; it follows from two sizes, so its interval is as wide as both allow. "
        "For companies the report prints the growth, and the level of the year before follows.",
        [Chart("Growth per year of scopes and segments", chart(bars, "percent per year"))],
        [
            table("Growth of scopes and segments", rows, {"market": "Market", "years": "Years", "growth": "Growth", "cagr": "Per year"}),
            table(
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
    indexes = [bar(row["market"], row, "", row["value"]) for row in rows if row["measure"] == "HHI"]
    measures = {row["measure"]: row["measure"] for row in rows}
    return Section(
        "concentration",
        "Concentration",
        "Bounds of the concentration ratios and of the Herfindahl-Hirschman index (HHI) that the printed shares allow. "
        "Firms that are not named can be of any size, unless the report ranks the named ones or calls them the largest. An index whose "
        "interval straddles a class limit stays undetermined.",
        [
            Chart(
                "Concentration ratios where the report states one",
                chart(ratios, "percent"),
                [(ACCENT, "bounds from the shares"), (SECOND, "as stated")],
            ),
            Chart("Herfindahl-Hirschman index, with the class limits 1,000 and 1,800", chart(indexes, "points", marks=HHI_CLASSES)),
        ],
        [
            table(
                "Concentration by market",
                list(markets.values()),
                {"market": "Market", "firms": "Firms named"} | measures | {"class": "HHI class"},
            )
        ],
    )


def chips(marts: Marts) -> Section:
    rows = marts.mart("chip_shares", "market_id, low desc, subject_id")
    for row in rows:
        row["subject"], row["market"] = marts.name(row["subject_id"]), marts.name(row["market_id"], row["period_id"])
        row["share"], row["rest"] = marts.number(row, "", "percent"), marts.number(row, "complement", "percent")
    mix = marts.mart("compute_mix", "period_id, metric_id")
    periods = defaultdict(dict)
    for row in mix:
        row["share"], row["period"] = marts.number(row, "", "percent"), marts.name(row["period_id"])
        periods[row["period"]] |= {"period": row["period"], row["metric_id"]: row["share"]}
    inference = [bar(row["period"], row, "", row["share"]) for row in mix if row["metric_id"] == "inference_share"]
    return Section(
        "chips",
        "Chips and compute",
        "Shares in the markets for accelerators and servers, with what they leave to others, and the shift of compute from training "
        "to inference.",
        [Chart("Share of inference in compute", chart(inference, "percent"))],
        [
            table("Chip shares", rows, {"subject": "Whose share", "market": "Market", "share": "Share", "rest": "Left to others"}),
            table(
                "Use of compute",
                list(periods.values()),
                {"period": "Year"} | {row["metric_id"]: marts.name(row["metric_id"]) for row in mix},
            ),
        ],
    )


def devices(marts: Marts) -> Section:
    rows = marts.mart("device_shipments", "device_id, geography_id, period_id")
    for row in rows:
        row["device"], row["where"] = marts.name(row["device_id"]), marts.name(row["geography_id"], row["period_id"])
        for part in ("units", "growth", "penetration", "implied_prior", "implied_total"):
            row[part] = marts.number(row, part, "percent" if part in ("growth", "penetration") else None)
    bars = [bar(f"{row['device']}, {row['where']}", row, "units", row["units"]) for row in rows]
    return Section(
        "devices",
        "Devices",
        "Shipments as printed, and what they imply with growth and penetration: the year before, and all devices of the kind.",
        [Chart("Shipments by device and year", chart(bars, "million units", 1e6))],
        [
            table(
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
        "A price ratio as the report states it, beside the one that its two printed prices give, for input and for output tokens.",
        [Chart("Price over the price compared with", chart(bars, "ratio"), [(SECOND, "as stated"), (ACCENT, "from the printed prices")])],
        [table("Price ratios", rows, {"pair": "Prices compared", "basis": "Basis", "ratio": "Ratio"})],
    )


def funding(marts: Marts) -> Section:
    multiples = marts.mart("valuation_multiples", "company_id, period_id, revenue_period_id")
    for row in multiples:
        row["company"], row["multiple"] = marts.name(row["company_id"]), marts.number(row, "", "ratio")
        row["valued"], row["revenue"] = marts.name(row["period_id"]), marts.name(row["revenue_period_id"])
    rounds = marts.mart("funding_rounds", "subject_name, metric_id, period_id, scope_id")
    for row in rounds:
        row["what"], row["period"] = marts.name(row["metric_id"], row["scope_id"]), marts.name(row["period_id"])
        row["amount"], row["status"] = marts.number(row, "", row["unit"]), marts.statuses[row["obs_status"]]["name"]
    bars = [bar(f"{row['company']}, {row['valued']} on {row['revenue']}", row, "", row["multiple"]) for row in multiples]
    return Section(
        "funding",
        "Funding and valuation",
        "A multiple is a valuation over annualized revenue. Its two dates may differ, and both are given.",
        [Chart("Valuation over annualized revenue, dates of both", chart(bars, "times, logarithmic scale", log=True))],
        [
            table(
                "Valuation multiples",
                multiples,
                {"company": "Company", "valued": "Valued", "revenue": "Revenue of", "multiple": "Multiple"},
            ),
            table(
                "Funding, prices and valuations",
                rounds,
                {"subject_name": "Who", "what": "What", "period": "When", "amount": "Amount", "status": "Status"},
            ),
        ],
    )


def implied(marts: Marts) -> Section:
    rows = marts.mart("implied_values", "quantity, subject_id, period_id, implied_id", "low is not null or high is not null")
    for row in rows:
        row["value"], row["quantity"] = marts.number(row, "", row["unit"]), row["quantity"].replace("_", " ").capitalize()
        row["what"] = row["description"]
        if marts.name(row["subject_id"]) not in row["what"]:
            row["what"] = f"{marts.name(row['subject_id'], row['period_id'])}: {row['what']}"
    return Section(
        "implied",
        "What is implied",
        "Values that the report does not print but that follow from what it prints.",
        tables=[table("Implied values by kind", rows, {"what": "What follows", "value": "Value"}, group="quantity")],
    )


def forecasts(marts: Marts) -> Section:
    rows = marts.mart("forecast_register", "judged_by nulls last, subject_id, metric_id, observation_id")
    for row in rows:
        figure = marts.observations[row["observation_id"]]
        row["what"] = marts.name(row["subject_id"], row["metric_id"], figure["scope_id"], figure["geography_id"])
        value, row["period"] = interval(row["low"], row["high"], row["unit"]) or figure["printed"], marts.name(row["period_id"])
        row["value"] = marts.sourced(value, [row["observation_id"]])
        row["status"], row["by"] = marts.statuses[row["obs_status"]]["name"], str(row["judged_by"] or "not dated")
    return Section(
        "forecasts",
        "Forecast register",
        "Every forecast and target, in the order in which it can be judged. The outcome stays open until a later report that prints it "
        "is loaded.",
        tables=[
            table(
                "Forecasts and targets",
                rows,
                {"what": "Of", "period": "Period", "value": "Value", "status": "Status", "by": "Can be judged", "outcome": "Outcome"},
            )
        ],
    )


BEFORE_CONFLICTS = [market_size, segments, growth, concentration, chips, devices, prices, funding]
AFTER_CONFLICTS = [implied, forecasts]


def overview(marts: Marts) -> dict:
    """Counts of the whole report, by name."""
    return marts.rows("""
        select
            (select count(*) from observations) as figures,
            (select count(distinct line) from observations) as lines,
            (select count(*) from relation_audit) as relations,
            (select count(*) from relation_audit where verdict = 'consistent') as consistent,
            (select count(*) from implied_values) as implied,
            (select count(*) from contradictions) as conflicts,
            (select count(*) from contradictions where severity = 'hard') as hard
    """)[0]


def conflicts(marts: Marts) -> list[dict]:
    """The ranked contradictions, each with its places (line, section, printed figures) and, where computed, the two intervals."""
    rows = marts.rows("""
        select contradictions.*, computed_low, computed_high, stated_low, stated_high, unit
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
        for part in ("computed", "stated"):
            unit = "date" if row["kind"] == "date" else row["unit"]
            row[part] = marts.sourced(interval(row[f"{part}_low"], row[f"{part}_high"], unit), names)
        row["gap"] = None if row["relative_gap"] is None else f"{row['relative_gap'] * 100:,.0f} %"
        row["picture"] = picture(row) if row["computed"].text and row["stated"].text else []
    return rows


def picture(row: dict) -> list[dict]:
    """The computed and the stated interval on one scale, each {name, start, end, open_low, open_high}; the scale runs from 10 to 90."""
    ends = {part: (row[f"{part}_low"], row[f"{part}_high"]) for part in ("computed", "stated")}
    known = [end for pair in ends.values() for end in pair if end is not None]
    first, span = min(known), (max(known) - min(known)) or Decimal(1)
    made = []
    for part, pair in ends.items():
        low, high = (None if end is None else round(float(10 + 80 * (end - first) / span), 2) for end in pair)
        made.append(
            {
                "name": part,
                "start": high - 8 if low is None else low,
                "end": low + 8 if high is None else high,
                "open_low": low is None,
                "open_high": high is None,
            }
        )
    return made
