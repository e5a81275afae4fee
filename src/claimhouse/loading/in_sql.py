"""The rules of observations in SQL, for more than are judged one by one: those of `claimhouse check` that need no reading of the printed
figure."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from claimhouse.engine import literal
from claimhouse.rules import KEYS, REQUIRED, RULES, rules_of, shown

if TYPE_CHECKING:
    import duckdb

DISTINCT = ("id_is_known", "label_is_of_period")  # rules of which each missing id or label is named once
NAMED = 5  # rows named for each rule that is broken
TEXTS = "select coalesce(cast(columns(lambda name: name <> 'rows') as varchar), '')"  # cells as a seed holds them
# Columns of which each cell is judged by itself, by the rules of rules.py.
CELLS = (
    *("family", "report_id", "line", "token", "printed", "subject_id", "metric_id", "scope_id", "geography_id", "period_id"),
    *("period_printed", "period_line", "low", "high", "unit_mult", "unit", "parse_note", "note", "token_shared", "page", "table_id"),
    *("row", "column", "start", "end"),
)
COMPOSED = "concat(report_id, '.', name, '-l', line)"
DIGITS = "length(split_part(ltrim({0}, '-'), '.', 1)) + coalesce(try_cast(unit_mult as integer), 0)"
# What cells of one row break together: the columns that a rule reads, first the one that it is about, its id, the condition of a row that
# breaks it, and what its message says.
OF_ROWS = [
    # without a correlated query, which would hold all cells in memory
    (
        "unit, metric_id",
        "unit_is_of_metric",
        "(metric_id, unit) not in (select (metric_id, units.unit) from metrics inner join units"
        " on metrics.unit = units.unit or metrics.unit = 'currency' and units.kind = 'currency')",
        {"unit": "the unit", "metric": "of its row"},
    ),
    (
        "scope_id, subject_id, metric_id",
        "scope_is_permitted",
        "(subject_id, metric_id, scope_id) in (select (subject_id, metric_id, scope_id) from scopes_amiss)",
        {"scopes": "a scope, or none where none is registered", "metric": "the metric", "subject": "the subject"},
    ),
    (
        "period_id, period_printed",
        "label_is_of_period",
        "period_printed || period_id <> '' and"
        " (period_printed, period_id) not in (select (coalesce(printed, ''), coalesce(period_id, '')) from period_labels)",
        {"label": "its label"},
    ),
    (
        "low, high",
        "low_is_not_above_high",
        "try_cast(low as decimal(18, 6)) > try_cast(high as decimal(18, 6))",
        {"high": "of its row"},
    ),
    *(
        (
            f"{end}, qualifier, unit",
            "end_fits_qualifier",
            f"unit <> 'date' and (({end} <> '') <> (qualifier in (select qualifier from qualifiers where has_{end} = 'yes')))",
            {"end": "a value or none", "qualifier": "of its row", "says": "has the end or not"},
        )
        for end in ("low", "high")
    ),
    *((f"{end}, unit_mult", "value_is_in_range", f"{end} not like '%/%' and {DIGITS.format(end)} > 18", {}) for end in ("low", "high")),
    ("unit_mult, low, high", "fraction_has_no_scale", "low || high like '%/%' and unit_mult <> '0'", {}),
    (
        "observation_id, report_id, name, line",
        "observation_id_is_composed",
        f"observation_id <> {COMPOSED} and regexp_replace(observation_id, '-([2-9]|[1-9][0-9]+)$', '') <> {COMPOSED}",
        {"id": "it"},
    ),
]


def broken_rows(connection: duckdb.DuckDBPyConnection, known_families: list[str]) -> list[str]:
    """The first rows of the view `cells` that break each rule, and how many more; missing ids one by one, with the rows they block."""
    problems = []
    for columns, broken in groupby(sorted(sql_rules(known_families)), key=itemgetter(0)):
        broken = list(broken)
        # equal cells are judged once; ids, of which none are equal, are counted where they are bad
        cells = f"{TEXTS}, rows from (select {columns}, count(*) as rows from raw group by all)"
        if "observation_id" in columns:
            cells = f"select {columns}, 1 as rows from cells where {' or '.join(f'({bad})' for _, _, bad, _ in broken)}"
        judged = ", ".join(f"sum(rows) filter (where {bad})" for _, _, bad, _ in broken)
        counts = connection.execute(f"select {judged} from ({cells})").fetchone()
        for (_, rule, bad, expected), count in zip(broken, counts, strict=True):
            if count:
                column = columns.split(", ")[0].strip('"')
                found = f'select filename, observation_id, "{column}" from cells where {bad} limit {NAMED}'
                if rule in DISTINCT:
                    found = (
                        "select min(filename), min(observation_id) || if(count(*) > 1, ' and ' || (count(*) - 1) || ' more rows', ''),"
                        f" concat_ws(' as ', {columns}) from cells where {bad} group by {columns} order by {columns}"
                    )
                rows = connection.execute(found).fetchall()
                problems += [
                    f"{file}: {name}: {column}: {shown(value)}: expected {expected} [{rule}]; {RULES[rule].fix}"
                    for file, name, value in rows
                ]
                problems += [f"... and {count - NAMED} more rows [{rule}]"] * (rule not in DISTINCT and count > NAMED)
    twice = connection.execute(
        f"select observation_id, count(*), min(filename) from raw group by 1 having count(*) > 1 limit {NAMED}"
    ).fetchall()
    return problems + [
        f"{file}: {name}: observation_id: expected an id of its own, {count} rows have it [observation_id_is_unique]; "
        f"{RULES['observation_id_is_unique'].fix}"
        for name, count, file in twice
    ]


def sql_rules(known_families: list[str]) -> list[tuple[str, str, str, str]]:
    """The columns that a rule reads, first the one that it is about, its id, the SQL condition of a row that breaks it, and what is
    expected."""
    rules = [
        (f'"{column}"', rule.id, rule.sql(f'"{column}"'), {"character": "characters that do not print"} if rule.never else {})
        for column in CELLS
        for rule in rules_of(column)
    ]
    rules += [(column, "cell_is_filled", f"{column} = ''", {}) for column in REQUIRED if column != "observation_id"]
    for column, seed in KEYS.items():
        known = f"select {column} from {seed} where {column} is not null"
        rules.append((column, "id_is_known", f"{column} <> '' and {column} not in ({known})", {"seed": seed}))
    listed = ", ".join(map(literal, known_families))
    rules.append(("family", "family_is_registered", f"family not in ({listed})", {"names": listed}))
    blanks = {"character": "", "nearest": ""}
    return [(columns, rule, broken, RULES[rule].expected.format(**blanks | facts)) for columns, rule, broken, facts in [*rules, *OF_ROWS]]
