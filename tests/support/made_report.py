"""The cases of rule_cases.txt as rows of the seeds: a made-up report that stands beside the real one.

What the registers say beside the figures of a case (a number is the place of a figure in the case):
part a of b | line 2 with 1 (one line prints both) | scope t in s | scope s against b | content s l (a list)
group g of a b (by table) | sum s of a b (by table; complete) | some s of a b (incomplete)
kind a remainder | kind a total | basis s (of accounting) | base a METRIC b |
market s m PERIOD | list l x y | home g l COUNTRY | company x COUNTRY | before a.METRIC b.METRIC
asserted METRIC a@s/PERIOD below b | stated 1 in PERIOD | source a.METRIC until DAY
rate PERIOD 1/2 | declared KIND COMPARISON ROLE=1 ... | sections 1.1 1.2
"""

import csv
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("rule_cases.txt")
FIRST, LINES = 1001, 20  # the made-up report begins there; each case has its own lines
SCALES = {None: "0", "million": "6", "billion": "9"}
STATUS = {"forecast": "F", "quoted": "F", "target": "T"}  # "quoted" is the forecast of a source that is named
QUALIFIERS = {"=": "exact", "~": "approx", ">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
FIGURE = re.compile(
    r"(?P<subject>\w+)(@(?P<scope>\w+))?(/(?P<geography>\w+))? (?P<metric>\w+) (?P<period>\S+)"
    r"( (?P<sign>[=~<>]+) (?P<low>-?[\d.]+)(-(?P<high>-?[\d.]+))?( (?P<scale>million|billion))? (?P<unit>\w+))?(, (?P<mark>\w+))?"
)
PLANTED = ("found", "gone")  # a conflict that a change of the real report must bring or take away
MARKS = ("hypothetical", "heading", "forecast", "period_unclear")
CURRENCIES = {"CNY": "USD", "USD": "CNY"}
PERIODS = [
    "2025-Q1 2025-01-01 2025-03-31 quarter 2025",
    "2025-Q2 2025-04-01 2025-06-30 quarter 2025",
    "2025-Q3 2025-07-01 2025-09-30 quarter 2025",
    "2024-12-15 2024-12-15 2024-12-15 day",
    "2026-H2 2026-07-01 2026-12-31 half 2026",
    "2026-03-31 2026-03-31 2026-03-31 day",
    "2024-Q4 2024-10-01 2024-12-31 quarter 2024",
    "2024-Q1 2024-01-01 2024-03-31 quarter 2024",
    "made-fiscal-2025 2025-02-01 2026-01-31 year",
]
# What the two made-up reports print of things that differ in the scope, the calendar or the currency alone (a rate of 2022 is known).
NEAR = {
    "made2026": [
        "a shipments 2025 = 5.0 million units",
        "b revenue 2025 = 30 USD",
        "c revenue 2022 = 71 CNY",
    ],
    "near2026": ["a@s shipments 2025 = 6.0 million units", "b revenue made-fiscal-2025 = 31 USD", "c revenue 2022 = 10 USD"],
}
NEAR_NUMBER = 4000


@dataclass
class Case:
    rule: str
    number: int  # of all cases, from 0
    verdict: str
    figures: list[str]
    beside: list[str]
    room: int = 1  # times LINES

    @property
    def name(self):
        return f"{self.rule}-{self.verdict}-{self.number}"

    @property
    def verdicts(self):
        return set(self.verdict.split("+")) - {"nothing"}


def lines_of_rules():
    """Lines of FILE: rule, what stands before the first colon, the rest."""
    rule = None
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            rule = line
            continue
        head, _, rest = line.strip().partition(": ")
        yield rule, head, rest


def read_cases():
    """All cases and, by rule, the verdicts that it never gives with the reason."""
    cases, never = [], {}
    for rule, head, rest in lines_of_rules():
        if head.startswith("never "):
            never[rule] = (head.removeprefix("never ").split(", "), rest)
        elif head not in PLANTED:
            figures, _, beside = rest.partition("|")
            split = [[item.strip() for item in text.split(";") if item.strip()] for text in (figures, beside)]
            cases.append(Case(rule, len(cases), head, *split))
    return cases, never


def read_planted():
    """Changes of the real report, each with its rule, what is expected, the relation, the seed, the row and the cells."""
    changes = []
    for rule, expected, rest in lines_of_rules():
        if expected in PLANTED:
            relation, place, cells = rest.split(" | ")
            seed, _, row = place.partition(" ")
            pairs = [dict(cell.split("=", 1) for cell in part.split(";") if cell) for part in (row, cells)]
            changes.append({"rule": rule, "expected": expected, "relation_id": relation, "seed": seed, "row": pairs[0], "cells": pairs[1]})
    return changes


def near_miss(report):
    return Case("near_miss", NEAR_NUMBER, "nothing", NEAR[report], [])


def seed_rows(cases, report="made2026", prefix="", first=FIRST, step=1):
    """Rows of each seed: ids of observations begin with `prefix`, the lines begin at `first` and are `step` apart."""
    rows = defaultdict(list)
    rows["reports"].append({"report_id": report, "title": "Made up", "as_of": "2026-06", "source_lines": "90000"})
    for case in cases:
        CaseRows(case, rows, report, prefix, lambda n: str(int(first + step * (n - FIRST)))).write()
    return rows


class CaseRows:
    """Writes the rows of one case; names of the case are told from those of other cases by its number."""

    def __init__(self, case, rows, report, prefix, line_of):
        self.case, self.rows, self.report, self.prefix = case, rows, report, prefix
        self.lines = (line_of(n) for n in range(FIRST + LINES * case.number, FIRST + LINES * (case.number + case.room)))
        self.ids = []

    def own(self, name):
        return f"{self.case.rule}_{self.case.number}_{name}"

    def add(self, seed, **cells):
        self.rows[seed].append({"report_id": self.report, **cells})

    def write(self):
        for text in self.case.figures:
            self.figure(text)
        for text in self.case.beside:
            verb, *words = text.split()
            getattr(self, f"say_{verb}")(*words)

    def figure(self, text):
        parts = FIGURE.fullmatch(text)
        assert parts, f"{self.case.name}: not a figure: {text}"
        subject, scope, period, line = self.own(parts["subject"]), parts["scope"], parts["period"].strip("-"), next(self.lines)
        qualifier = "range" if parts["high"] else QUALIFIERS.get(parts["sign"], "exact")
        low, high = parts["low"] or "", parts["high"] or parts["low"] or ""
        name = f"{self.prefix}{subject}-{parts['metric']}-{period or 'undated'}-l{line}".lower()
        self.ids.append(name if name not in self.ids else f"{name}-b")
        self.add("subjects", subject_id=subject, name=subject, subject_type="list" if parts["metric"] == "member_count" else "company")
        if scope:
            self.add("scopes", scope_id=self.own(scope), name=self.own(scope))
        source = f"{self.prefix}{self.case.name}-{line}" if parts["mark"] == "quoted" else ""
        if source:
            self.add("cited_sources", cited_source_id=source, name="x", line=line)
        self.add(
            "observations",
            observation_id=self.ids[-1],
            line=line,
            printed="x",
            subject_id=subject,
            metric_id=parts["metric"],
            scope_id=self.own(scope) if scope else "",
            geography_id=parts["geography"] or "",
            period_id=period,
            low="" if qualifier in ("lt", "le") else low,
            high="" if qualifier in ("gt", "ge") else high,
            unit=parts["unit"] or "date",
            unit_mult=SCALES[parts["scale"]] if parts["unit"] else "",
            qualifier=qualifier,
            obs_status=STATUS.get(parts["mark"], "A"),
            usage_warning="" if parts["mark"] in STATUS else parts["mark"] or "",
            cited_source_id=source,
        )
        self.add("source_lines", line=line, numeric_tokens="0", further_observations="1")

    def say_part(self, part, _of, whole):
        self.add("subjects", subject_id=self.own(part), name=self.own(part), subject_type="company", parent_subject_id=self.own(whole))

    def say_scope(self, scope, how, other):
        column = {"in": "parent_scope_id", "against": "compared_subject_id"}[how]
        self.add("scopes", scope_id=self.own(scope), name=self.own(scope), **{column: self.own(other)})

    def say_basis(self, scope):
        self.add("scopes", scope_id=self.own(scope), name=self.own(scope), is_basis="yes")

    def say_content(self, scope, name):
        self.add("scopes", scope_id=self.own(scope), name=self.own(scope), list_id=self.own(name))

    def say_group(self, group, _of, *words):
        members, table = by_table(words)
        for member in members:
            self.add(
                "group_members", group_id=self.own(group), member_id=self.own(member), breakdown_id=table, members_count=str(len(members))
            )

    def say_line(self, figure, _with, other):
        places = {row["observation_id"]: row for row in self.rows["observations"] if row["observation_id"] in self.ids}
        places[self.ids[int(figure) - 1]]["line"] = places[self.ids[int(other) - 1]]["line"]

    def say_kind(self, subject, kind):
        self.add("subjects", subject_id=self.own(subject), name=self.own(subject), subject_type=kind)

    def say_sum(self, scope, _of, *words, complete="yes"):
        parts, table = by_table(words)
        for part in parts:
            self.add("scope_components", scope_id=self.own(scope), component_id=self.own(part), breakdown_id=table, complete=complete)

    def say_some(self, scope, _of, *parts):
        self.say_sum(scope, _of, *parts, complete="no")

    def say_base(self, part, metric, whole):
        self.add("share_bases", part_id=self.own(part), share_metric_id=metric, whole_id=self.own(whole))

    def say_market(self, scope, market, period):
        self.add("scope_markets", scope_id=self.own(scope), market_id=self.own(market), market_period_id=period)

    def say_list(self, name, *members):
        line = next(self.lines)
        for position, member in enumerate(members, 1):
            self.add("list_members", list_id=self.own(name), listing_line=line, position=str(position), member_id=self.own(member))

    def say_home(self, group, name, country):
        self.add("home_groups", group_id=self.own(group), list_id=self.own(name), home_country=country)

    def say_company(self, company, country):
        self.add("companies", company_id=self.own(company), home_country=country)

    def say_before(self, earlier, later):
        (one, one_metric), (other, other_metric) = earlier.split("."), later.split(".")
        self.add(
            "precedences",
            earlier_subject_id=self.own(one),
            earlier_metric_id=one_metric,
            later_subject_id=self.own(other),
            later_metric_id=other_metric,
            line=next(self.lines),
        )

    def say_stated(self, figure, _in, period):
        self.add("stated_periods", observation_id=self.ids[int(figure) - 1], line=next(self.lines), period_id=period)

    def say_asserted(self, metric, lesser, _below, greater):
        cells = {"metric_id": metric, "line": next(self.lines)}
        for side, text in (("lesser", lesser), ("greater", greater)):
            what, _, period = text.partition("/")
            subject, _, scope = what.partition("@")
            cells |= {
                f"{side}_subject_id": self.own(subject),
                f"{side}_scope_id": self.own(scope) if scope else "",
                f"{side}_period_id": period,
            }
        self.add("asserted_orders", **cells)

    def say_source(self, what, _until, day):
        subject, metric = what.split(".")
        self.add(
            "cited_sources",
            cited_source_id=self.prefix + self.case.name,
            name="x",
            line=next(self.lines),
            subject_id=self.own(subject),
            metric_id=metric,
            covers_until=day.strip("-"),
        )

    def say_rate(self, period, figures):
        to, origin = (self.ids[int(number) - 1] for number in figures.split("/"))
        self.add("exchange_rates", from_unit="USD", to_unit="CNY", period_id=period, to_observation_id=to, from_observation_id=origin)

    def say_declared(self, kind, comparison, *terms):
        name = f"{self.prefix}declared-{self.case.name}"
        self.add("declared_relations", relation_id=name, kind=kind, comparison=comparison, statement="x", reason="x")
        for role, figure in (term.split("=") for term in terms):
            self.add("declared_terms", relation_id=name, role=role, weight="1", observation_id=self.ids[int(figure) - 1])

    def say_sections(self, *numbers):
        for number in numbers:
            line = next(self.lines)
            number = f"{int(number[0]) + 100 * (self.case.number + 1)}{number[1:]}"  # chapters of its own for each case
            self.add(
                "sections", section_id=f"{self.prefix}{self.case.name}-{line}", number=number, title="x", first_line=line, last_line=line
            )


def by_table(words):
    """Members of a set, and the table that divides the whole in this way."""
    return (words[:-2], words[-1]) if "by" in words else (words, "")


HALVES = {"2025-H1": ("2025-Q1", "2025-Q2"), "2025-H2": ("2025-Q3", "2025-Q4")}
SUMS = ("group_share", "market_remainder", "parts_sum", "shares_total", "subperiods")


def split_cases(cases):
    """Cases of sums with a part, b or a half of the year, in two halves of the same width together: the verdict is the same."""
    for case in cases:
        if case.rule not in SUMS:
            continue
        figures = [half for figure in case.figures for half in halves(figure)]
        if len(figures) > len(case.figures) and not any(text.startswith("part") for text in case.beside):
            beside = [re.sub(r" b\b", " b bb", text) for text in case.beside]
            yield Case(case.rule, len(cases) + case.number, case.verdict, figures, beside)


def halves(figure):
    parts = FIGURE.fullmatch(figure)
    low, high = float(parts["low"]) / 2, float(parts["high"] or parts["low"]) / 2
    width = 0.25 if parts["sign"] == "=" and not parts["high"] else 0  # each half takes half of what rounding allows
    value = f"= {low - width}-{high + width}" if parts["sign"] == "=" else f"{parts['sign']} {low}"
    after = figure.replace(f"{parts['sign']} {parts['low']}" + (f"-{parts['high']}" if parts["high"] else ""), value)
    if parts["period"] in HALVES:
        return [after.replace(parts["period"], quarter) for quarter in HALVES[parts["period"]]]
    return [after, "b" + after] if parts["subject"] == "b" else [figure]


def near_cases(cases):
    """Every case again among near misses: each figure a second time with another scope, place, period, currency and mark."""
    for case in cases:
        misses = [miss for at, figure in enumerate(case.figures) for miss in near_misses(figure, MARKS[(case.number + at) % len(MARKS)])]
        yield Case(case.rule, 2 * len(cases) + 4 * case.number, case.verdict, case.figures + misses, case.beside, room=4)


def near_misses(figure, mark):
    parts = FIGURE.fullmatch(figure).groupdict()
    misses = [
        {"scope": "other"},
        {"geography": "US" if parts["geography"] != "US" else "CN"},
        {"period": "2026" if parts["period"] != "2026" else "2025"},
        {"mark": mark},
    ]
    if parts["unit"] in CURRENCIES:
        misses.append({"unit": CURRENCIES[parts["unit"]]})
    if parts["sign"]:  # other values, so that a mix-up shows
        parts |= {"low": f"{float(parts['low']) * 3:g}", "high": parts["high"] and f"{float(parts['high']) * 4:g}"}
    for miss in misses:
        yield written(**parts | miss)


def written(subject, scope, geography, metric, period, sign, low, high, scale, unit, mark):
    """The text of a figure from the groups of FIGURE."""
    around = [
        ("@", scope),
        ("/", geography),
        (" ", metric),
        (" ", period),
        (" ", sign),
        (" ", low),
        ("-", high),
        (" ", scale),
        (" ", unit),
        (", ", mark),
    ]
    return subject + "".join(sign + text for sign, text in around if text)


KEYS = {"subjects": "subject_id", "scopes": "scope_id", "companies": "company_id"}


def add_rows(seeds, rows, registers=True):
    """Appends rows to a folder of seeds, one per key of a register; without `registers` only to seeds that name their report."""
    for name, added in rows.items():
        if name in KEYS:  # a later mention of a subject or scope completes an earlier one
            merged = defaultdict(dict)
            for row in added:
                merged[row[KEYS[name]]] |= row
            added = merged.values()
        path = seeds / ("observations/landscape_observations.csv" if name == "observations" else f"reference/{name}.csv")
        header, old = read(path)
        if registers or "report_id" in header or name == "declared_terms":
            write(path, header, old + [{column: row.get(column, "") for column in header} for row in added])


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def shuffle(seeds):
    for path in sorted(seeds.rglob("*.csv")):
        header, rows = read(path)
        random.Random(7).shuffle(rows)
        write(path, header, rows)


def add_made_up_report(seeds):
    """Adds the made-up report to a folder of seeds and shuffles the rows of every seed."""
    cases, _ = read_cases()
    periods = [
        dict(zip(("period_id", "period_start", "period_end", "period_type", "part_of_period_id"), text.split(), strict=False))
        for text in PERIODS
    ]
    add_rows(
        seeds,
        seed_rows([*cases, near_miss("made2026")])
        | {"periods": [period | {"name": period["period_id"], "calendar": "calendar"} for period in periods]},
    )
    shuffle(seeds)


def add_near_report(seeds):
    """Adds near2026, the cases of the made-up report among near misses, whose verdicts only the approved record tells."""
    rows = seed_rows(near_cases(read_cases()[0]), "near2026", prefix="near-", step=0.5)  # two figures to a line
    near = seed_rows([near_miss("near2026")], "near2026", prefix="near-")  # of subjects that the other report has
    rows["observations"] += near["observations"]
    rows["scopes"] += near["scopes"]
    del rows["source_lines"]
    add_rows(seeds, rows)


def add_variants(seeds):
    """Adds reports that must give the same verdicts: the made-up one under other ids and lines, its sums split, a copy of the real one."""
    cases, _ = read_cases()
    add_copy(seeds)
    add_rows(seeds, seed_rows(cases, "again2026", prefix="again-", first=50001, step=3), registers=False)
    add_rows(seeds, seed_rows(split_cases(cases), "split2026", prefix="split-"))


def add_copy(seeds):
    """The real report once more as copy2026: each id of an observation reversed, line n moved to 3 n; no readings of conflicts."""
    for path in sorted(seeds.rglob("*.csv")):
        header, rows = read(path)
        if path.stem != "likely_readings" and ("report_id" in header or path.stem == "declared_terms"):
            copies = [copied(row) for row in rows if row.get("report_id", "cai2026") == "cai2026"]
            write(path, header, rows + copies)


def copied(row):
    copy = dict(row)
    for column, value in row.items():
        if column == "report_id":
            copy[column] = "copy2026"
        elif value and column.endswith(("observation_id", "observation_ids", "relation_id", "cited_source_id")):
            copy[column] = ";".join(name[::-1] for name in value.split(";"))
        elif value and (column in ("line", "source_lines") or column.endswith("_line")):
            copy[column] = str(3 * int(value))
    return copy
