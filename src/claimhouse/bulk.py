"""Further reports in files beside the seeds: CSV or Parquet, of any number of rows, read in place and checked in SQL.

A folder holds one entry per table, named as its seed: a file, or a folder of files of one kind. `observations` has the
columns of an observation seed and its `family`; the other tables are those of a report (`reports`, `sections`, ...).
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from claimhouse.check import KEYS, REQUIRED, permitted_scopes
from claimhouse.engine import open_duckdb
from claimhouse.plan import SEED, BuildFailed, literal
from claimhouse.seeds import expected_columns, read_seed

NAMED = 5  # rows named for each rule that is broken
FORMER_NAMES = {"told_periods": "stated_periods"}  # tables of folders that were written before a seed was renamed
TEXTS = "select coalesce(cast(columns(lambda name: name <> 'rows') as varchar), '')"  # cells as a seed holds them


def bulk_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every table that a folder of further reports can hold."""
    columns = expected_columns(project)
    columns = columns | {"observations": ["family", *columns["observations"]]}
    return {name: columns[name] for name in columns if name == "declared_terms" or "report_id" in columns[name]}


def bulk_tables(folder: Path, project: Path) -> dict[str, list[str]]:
    """The files of each table of the folder. Raises BuildFailed on what cannot be read."""
    allowed, tables = bulk_columns(project), {}
    for entry in sorted(folder.resolve().iterdir()):
        files = sorted(entry.iterdir()) if entry.is_dir() else [entry]
        table = FORMER_NAMES.get(entry.stem, entry.stem)
        if table not in allowed or {file.suffix for file in files} not in ({".csv"}, {".parquet"}):
            raise BuildFailed(f"{entry}: expected CSV or else Parquet files of one of {', '.join(sorted(allowed))}")
        tables[table] = [str(file) for file in files]
    if not {"observations", "reports"} <= tables.keys():
        raise BuildFailed(f"{folder}: expected at least observations and reports")
    return tables


def bulk_name(table: str, file: str) -> str:
    """What a manifest calls a file of further reports."""
    return f"bulk/{table}/{Path(file).name}"


def reading(files: list[str]) -> str:
    """A table expression over the files, with the name of the file in column `filename`."""
    named = f"[{', '.join(map(literal, files))}]"
    if files[0].endswith(".parquet"):
        return f"read_parquet({named}, filename = true)"
    return f"read_csv({named}, header = true, delim = ',', quote = '\"', all_varchar = true, filename = true)"


def bulk_problems(tables: dict[str, list[str]], project: Path) -> tuple[list[str], int]:
    """Rows of the observations that break a rule, named by file and id, and the number of observations."""
    columns, problems = bulk_columns(project), []
    try:
        with open_duckdb() as connection:
            for table, files in tables.items():
                for file in files:
                    found = [column[0] for column in connection.execute(f"describe from {reading([file])}").fetchall()][:-1]
                    for column in sorted(set(columns[table]) ^ set(found)):
                        problems.append(f"{file}: {column}: expected the columns {', '.join(columns[table])}")
            if problems:
                return problems, 0
            connection.execute(f"create view raw as from {reading(tables['observations'])}")
            # the part of an id between report and line
            connection.execute("create table names as select *, regexp_replace(lower(concat_ws('-', subject_id, metric_id,"
                               " coalesce(nullif(period_id, ''), 'undated'))), '[^a-z0-9_.-]', '_', 'g') as name"
                               f" from ({TEXTS} from (select distinct subject_id, metric_id, period_id from raw))")
            connection.execute(f"create view cells as from ({TEXTS} from raw) natural join names")
            for seed in {*KEYS.values(), "period_labels"}:
                own = f" union all by name from {reading(tables[seed])}" if seed in tables else ""
                connection.execute(f"create view {seed} as {SEED.format(literal(str(project / f'seeds/reference/{seed}.csv')))}{own}")
            scopes = permitted_scopes({name: read_seed(project / f"seeds/reference/{name}.csv", project, expected_columns(project)[name])[0]
                                       for name in ("subjects", "scope_constraints")})
            connection.execute("create table scopes_amiss (subject_id varchar, metric_id varchar, scope_id varchar)")
            for figure in connection.execute(f"{TEXTS} from (select distinct subject_id, metric_id, scope_id from raw)").fetchall():
                if figure[2] not in scopes[figure[:2]]:
                    connection.execute("insert into scopes_amiss values (?, ?, ?)", figure)
            rows = connection.execute("select count(*) from raw").fetchone()[0]
            problems = broken_rows(connection)
    except duckdb.Error as error:
        raise BuildFailed(str(error)) from error
    return problems, rows


def broken_rows(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The first rows of the view `cells` that break each rule, and how many more."""
    problems = []
    for columns, broken in groupby(sorted(rules()), key=itemgetter(0)):
        broken = list(broken)
        # equal cells are judged once; ids, of which none are equal, are counted where they are bad
        cells = f"{TEXTS}, rows from (select {columns}, count(*) as rows from raw group by all)"
        if "observation_id" in columns:
            cells = f"select {columns}, 1 as rows from cells where {' or '.join(bad for _, _, bad in broken)}"
        judged = ", ".join(f"sum(rows) filter (where {bad})" for _, _, bad in broken)
        counts = connection.execute(f"select {judged} from ({cells})").fetchone()
        for (_, expected, bad), count in zip(broken, counts, strict=True):
            if count:
                column = columns.split(", ")[0]
                found = f"select filename, observation_id, {column} from cells where {bad} limit {NAMED}"
                problems += [f"{file}: {name}: {column}: {value!r}: expected {expected}"
                             for file, name, value in connection.execute(found).fetchall()]
                problems += [f"... and {count - NAMED} more rows"] * (count > NAMED)
    return problems


def rules() -> list[tuple[str, str, str]]:
    """The columns that a rule reads, first the one that it is about, what is expected, and the SQL condition of a row that breaks it: the
    rules that `claimhouse check` has for seeds."""
    from claimhouse.expectations import raw_suite

    found = []
    for rule in raw_suite():
        column = rule.column.replace("observation_id", "report_id")  # the rest of an id is composed (below)
        words = {key: value for key, value in rule.configuration.kwargs.items() if key != "column"}
        if "regex" in words:
            bad = f"not regexp_matches({column}, {literal(rule.regex.removesuffix('Z') + 'z')})"  # the end of a text is \z here
        else:
            bad = f"{column} not in ({', '.join(map(literal, rule.value_set))})"
        found.append((column, f"{rule.configuration.type} {words}", bad))
    found += [(column, "a value", f"{column} = ''") for column in sorted(REQUIRED)]
    for column, seed in KEYS.items():
        found.append((column, f"an id of {seed}", f"{column} <> '' and {column} not in (select {column} from {seed})"))
    composed = "concat(report_id, '.', name, '-l', line)"
    return found + [
        # without a correlated query, which would hold all cells in memory
        ("unit, metric_id", "the unit of its metric",
         "(metric_id, unit) not in (select (metric_id, units.unit) from metrics inner join units"
         " on metrics.unit = units.unit or metrics.unit = 'currency' and units.kind = 'currency')"),
        ("scope_id, subject_id, metric_id", "a scope by scope_constraints, or none where none is registered",
         "(subject_id, metric_id, scope_id) in (select (subject_id, metric_id, scope_id) from scopes_amiss)"),
        ("period_id, period_printed", "the period of its label in period_labels", "period_printed || period_id <> '' and"
         " (period_printed, period_id) not in (select (coalesce(printed, ''), coalesce(period_id, '')) from period_labels)"),
        ("low, high", "at most high", "try_cast(low as decimal(18, 6)) > try_cast(high as decimal(18, 6))"),
        ("observation_id, report_id, name, line", "its report, a dot, subject, metric, period and line",
         f"observation_id <> {composed} and regexp_replace(observation_id, '-[2-9]$', '') <> {composed}"),
        ("printed, low, high, unit, parse_note", "a text that holds low and high",
         "parse_note = '' and regexp_matches(printed, '[0-9]') and unit <> 'date'"
         " and not (contains(replace(printed, ',', ''), low) and contains(replace(printed, ',', ''), high))"),
    ]
