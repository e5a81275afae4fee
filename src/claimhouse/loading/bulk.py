"""Checks further reports in files of their own: CSV or Parquet, of any number of rows, read in place.

Up to ROWS_JUDGED_ONE_BY_ONE observations get every check that seeds get; of more, the rules of cells and keys are
checked in SQL (in_sql.py). Nothing is sniffed: columns and types are those of the header, and rows are counted twice.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimhouse.check.folder import check_rows
from claimhouse.check.observations import permitted_scopes
from claimhouse.check.source import check_source
from claimhouse.engine import BuildFailed, open_duckdb
from claimhouse.loading.folders import SOURCE, bulk_columns, folder_tables, report_folders
from claimhouse.loading.in_sql import TEXTS, broken_rows
from claimhouse.loading.others import Others, edition_problems, same_as_problems
from claimhouse.publish import file_hash
from claimhouse.readers import Unreadable, counted, layout, reading
from claimhouse.rules import KEYS, REQUIRED, RULES, Problem, problem, shown, skeleton
from claimhouse.seeds import Seed, expected_columns, families, header_problems, joined, read_seed, registers

if TYPE_CHECKING:
    import duckdb

ROWS_JUDGED_ONE_BY_ONE = 50_000
NEEDED = {*REQUIRED, "family", "title", "first_line", "last_line", "section_id"}  # any other column may be left out
ABOUT_A_FIGURE = {"cited_sources", "declared_relations"}  # tables whose rows may name no subject and metric


def optional(table: str, columns: list[str], project: Path, of_folder: bool) -> set[str]:
    """Columns that a table may leave out."""
    key = registers(project).get(table, [])
    needed = NEEDED - {"subject_id", "metric_id"} if table in ABOUT_A_FIGURE else NEEDED
    return set(columns) - needed - (set(key) if len(key) == 1 else set()) | ({"report_id"} if of_folder else set())


def file_problems(tables: dict[str, list[str]], project: Path, of_folder: bool = False) -> list[Problem]:
    """Files that cannot be read, columns that are missing, unknown or of a type that loses digits."""
    problems = []
    for table, columns in bulk_columns(project).items():
        of_others: dict[str, str] = {}
        for file in tables.get(table, ()):
            try:
                names = layout(file)
            except Unreadable as error:
                problems.append(error.problem)
                continue
            present = [name for name, _ in names]
            problems += header_problems(present, columns, file, optional(table, columns, project, of_folder))
            problems += [
                problem("column_is_text", file, 1, name, "", type=kind)
                for name, kind in names
                if not (
                    kind in ("string", "large_string", "string_view", "null", "date32[day]", "bool")
                    or kind.startswith(("int", "uint", "dictionary<values=string"))
                )
            ]
            problems += [
                problem("columns_are_alike", file, 1, name, "", other=other) for name, other in of_others.items() if name not in present
            ]
            first = tables[table][0]
            if file != first and of_others:
                problems += [problem("columns_are_alike", first, 1, name, "", other=file) for name in present if name not in of_others]
            of_others = of_others or dict.fromkeys(present, file)
    return problems


def bulk_problems(tables: dict[str, list[str]], project: Path, every: dict[str, list[str]] | None = None) -> tuple[list[str], int]:
    """What is wrong with the reports, each problem with its rule, file and place, and the number of observations. `every` are the files of
    all reports, where these are only the new ones."""
    above = (project / "reports").resolve()
    folders = sorted({Path(file).parent for files in tables.values() for file in files if Path(file).parent.parent == above})
    shared = shared_seeds(project)
    found = [folder_problems(folder, project, None, shared) for folder in folders]
    problems, rows = [str(one) for problems, _ in found for one in problems], sum(count for _, count in found)
    many = {table: [file for file in files if Path(file).parent not in folders] for table, files in tables.items()}
    many = {table: files for table, files in many.items() if files}
    if many:
        others, count = problems_of_many(many, project, every)
        problems, rows = problems + look_alikes(many, project) + others, rows + count
    return problems, rows


def unsettled(tables: dict[str, list[str]], project: Path, changed: set[str]) -> dict[str, list[str]]:
    """The files of further reports without those of folders below `reports/` that were found right and are as they were: none of their
    inputs is `changed`, and they name no other report."""
    above, touched = (project / "reports").resolve(), {name.split("/")[-2] for name in changed if name.startswith("bulk/")}
    folders = {Path(file).parent for files in tables.values() for file in files if Path(file).parent.parent == above}
    settled = {folder for folder in folders if folder.name not in touched and not names_others(folder, project)}
    due = {table: [file for file in files if Path(file).parent not in settled] for table, files in tables.items()}
    return {table: files for table, files in due.items() if files}


def names_others(folder: Path, project: Path) -> bool:
    """Whether the report of a folder names another one, so that a change there can make it wrong."""
    reports = rows_of_folder(folder, "reports", project)
    return any(row["edition_of"] for row in reports) or bool(rows_of_folder(folder, "same_as", project))


def look_alikes(many: dict[str, list[str]], project: Path) -> list[str]:
    """Reports of one folder of many whose ids look like those of folders below `reports/`."""
    alike = {skeleton(path.name): path.name for path in report_folders(project)}
    if not alike or sum(map(counted, many.get("reports", ()))) > ROWS_JUDGED_ONE_BY_ONE:
        return []
    reports = read_tables({"reports": many.get("reports", [])}, project)[1]["reports"]
    return [
        str(problem("id_is_distinct", *at, "report_id", row["report_id"], other=repr(other)))
        for row, at in reports.numbered()
        if (other := alike.get(skeleton(row["report_id"])))
    ]


def problems_of_many(tables: dict[str, list[str]], project: Path, every: dict[str, list[str]] | None = None) -> tuple[list[str], int]:
    """The same of reports in one folder."""
    import duckdb

    problems = file_problems(tables, project)
    if problems:
        return list(map(str, problems)), 0
    rows = sum(map(counted, tables["observations"]))
    if rows <= ROWS_JUDGED_ONE_BY_ONE:
        problems = further_problems(tables, project, every)
    if not problems:
        problems = list(lost_rows(tables))
    if problems:
        return list(map(str, problems)), rows
    if rows <= ROWS_JUDGED_ONE_BY_ONE:
        return [], rows
    try:
        with open_duckdb() as connection:
            make_views(connection, tables, project)
            problems = [*silent_reports(connection, tables), *broken_rows(connection, families(project))]
    except duckdb.Error as error:
        raise BuildFailed(str(error)) from error
    small = {
        table: files
        for table, files in tables.items()
        if table != "observations" and sum(map(counted, files)) <= max(ROWS_JUDGED_ONE_BY_ONE, 1000)
    }
    return problems + [str(found) for found in further_problems(small, project, every) if found.rule not in OF_OBSERVATIONS], rows


# Rules of registers that need the observations read whole.
OF_OBSERVATIONS = {"tokens_are_complete", "observations_are_complete", "line_is_counted", "reference_is_known", "declaration_has_figures"}


def silent_reports(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[str]]) -> Iterator[str]:
    """Reports of many without a single observation."""
    rows = connection.execute(
        f"select filename, report_id from {reading(tables['reports'], ['report_id'])}"
        " where report_id not in (select report_id from raw where report_id is not null) order by all"
    ).fetchall()
    rule = RULES["report_has_observations"]
    for file, report in rows:
        yield f"{file}: report_id: {shown(report)}: expected {rule.expected} [report_has_observations]; {rule.fix}"


def lost_rows(tables: dict[str, list[str]]) -> Iterator[Problem]:
    """Files of which DuckDB reads more or fewer rows than they have, or which it cannot read at all."""
    import duckdb

    with open_duckdb() as connection:
        for file in (file for files in tables.values() for file in files):
            try:
                read = connection.execute(f"select count(*) from {reading([file])}").fetchone()[0]
            except duckdb.Error as error:
                yield problem("file_is_read", file, 1, "-", "", reason=f"one of which DuckDB says: {str(error).split(chr(10))[0]}")
                continue
            if read != counted(file):
                yield problem("rows_are_all_read", file, 1, "-", str(read), count=counted(file))


def folder_problems(
    folder: Path, project: Path, source: Path | None = None, shared: dict[str, Seed] | None = None
) -> tuple[list[Problem], int]:
    """What is wrong with the report of a folder, by every check that seeds get, and the number of its observations. Printed figures are
    looked up in `source`, or in `source.txt` where the folder has it. Raises BuildFailed on tables that nothing reads."""
    tables = folder_tables(folder, project)
    problems = file_problems(tables, project, of_folder=True)
    if problems:
        return problems, 0
    observations, own, problems = read_tables(tables, project, of_folder=True)
    problems += [
        problem("report_is_of_folder", *at, "report_id", row["report_id"], report=folder.name)
        for seed in [*observations, *own.values()]
        for row, at in seed.numbered()
        if row.get("report_id", folder.name) != folder.name
    ]
    source = source or folder / SOURCE
    if not problems:
        problems = rows_problems(observations, own, project, shared=shared)
    if not problems and source.exists():
        found = file_hash(source)
        problems = check_source(observations, source) + [
            problem("source_is_of_report", *at, "source_sha256", row["source_sha256"], found=found)
            for row, at in own["reports"].numbered()
            if row["source_sha256"] not in ("", found)
        ]
    return problems, sum(len(seed.rows) for seed in observations)


def read_tables(tables: dict[str, list[str]], project: Path, of_folder: bool = False) -> tuple[list[Seed], dict[str, Seed], list[Problem]]:
    """The observations and the other tables of reports, with the faults of their files."""
    columns, problems, own, observations = bulk_columns(project), [], {}, []
    for table, files in tables.items():
        read = [read_rows(file, columns[table], optional(table, columns[table], project, of_folder)) for file in files]
        problems += [found for _, faults in read for found in faults]
        if table == "observations":
            observations = [seed for seed, _ in read]
        else:
            own[table] = joined(table, [seed for seed, _ in read])
    return observations, own, problems


def further_problems(tables: dict[str, list[str]], project: Path, every: dict[str, list[str]] | None = None) -> list[Problem]:
    """Every check that seeds get, on the rows of a folder that is small enough to be read whole."""
    observations, own, problems = read_tables(tables, project)
    return problems or rows_problems(observations, own, project, every)


def shared_seeds(project: Path) -> dict[str, Seed]:
    """The reference seeds, which reports in files of their own share."""
    return {
        name: read_seed(project / f"seeds/reference/{name}.csv", project, names)[0]
        for name, names in expected_columns(project).items()
        if name != "observations"
    }


def rows_problems(
    observations: list[Seed],
    own: dict[str, Seed],
    project: Path,
    every: dict[str, list[str]] | None = None,
    shared: dict[str, Seed] | None = None,
) -> list[Problem]:
    """What is wrong with rows of further reports. A report with rows of its own in a register is judged by itself, with its register. It
    may name reports of the files `every`, which are not judged."""
    keys, shared = registers(project), shared or shared_seeds(project)
    readers = {row["report_id"] for name in own.keys() & keys.keys() for row in own[name].rows}
    judged = {report: report for report in readers}  # all others together, as None
    relations = {row["relation_id"]: row["report_id"] for row in own["declared_relations"].rows} if "declared_relations" in own else {}
    observed = [parted(seed, lambda row: judged.get(row["report_id"])) for seed in observations]
    owned = {name: parted(seed, lambda row: judged.get(row["report_id"])) for name, seed in own.items() if name != "declared_terms"}
    if "declared_terms" in own:
        owned["declared_terms"] = parted(own["declared_terms"], lambda row: judged.get(relations.get(row["relation_id"])))
    problems = []
    for report in [None, *sorted(readers)]:
        rows = [parts.get(report, Seed(seed.name, seed.file, [], [])) for parts, seed in zip(observed, observations, strict=True)]
        tables = {name: parts.get(report, Seed(name, own[name].file, [], [])) for name, parts in owned.items()}
        reference = {}
        for name, seed in shared.items():
            if name in keys:
                reference[name] = amended(seed, tables.get(name), keys[name])
            elif name == "cited_sources":  # rows of the seeds that belong to their report stay out: only ids of sources may be shared
                reference[name] = joined(name, [seed, tables[name]]) if name in tables else seed
            else:
                of_seeds = "report_id" in expected_columns(project)[name]
                reference[name] = tables.get(name, Seed(name, name, [], []) if of_seeds else seed)
        problems += check_rows(rows, reference, {name: seed for name, seed in tables.items() if seed.rows})

    def next_to(name: str) -> list[dict[str, str]]:
        rows = own[name].rows if name in own else []
        files = [file for file in (every or {}).get(name, ()) if Path(file).parent.parent != (project / "reports").resolve()]
        rows = rows + (read_tables({name: files}, project)[1][name].rows if files else [])
        return rows + shared[name].rows if name == "reports" else rows

    others = Others(next_to, project / "reports", functools.partial(rows_of_folder, project=project))
    problems += [*edition_problems(own, others), *same_as_problems(own, shared, others)]
    known = families(project)
    problems += [
        problem("family_is_registered", *at, "family", row["family"], names=", ".join(known))
        for seed in observations
        for row, at in seed.numbered()
        if row["family"] not in known
    ]
    of_seeds = {row["report_id"] for row in shared["reports"].rows}
    alike = {skeleton(id): id for id in of_seeds}
    printing = {row["report_id"] for seed in observations for row in seed.rows}
    for row, at in own["reports"].numbered() if "reports" in own else ():
        if row["report_id"] in of_seeds:
            problems.append(problem("report_is_not_of_seeds", *at, "report_id", row["report_id"]))
        elif other := alike.get(skeleton(row["report_id"])):
            problems.append(problem("id_is_distinct", *at, "report_id", row["report_id"], other=repr(other)))
        elif observations and row["report_id"] not in printing:
            problems.append(problem("report_has_observations", *at, "report_id", row["report_id"]))
    return problems


def picked(seed: Seed, chosen: Callable[[dict[str, str]], bool]) -> Seed:
    """Some rows of a table."""
    rows = [(row, file, line) for row, (file, line) in seed.numbered() if chosen(row)]
    return Seed(seed.name, seed.file, *([row[place] for row in rows] for place in (0, 2, 1)))


def parted(seed: Seed, part_of: Callable[[dict[str, str]], str | None]) -> dict[str | None, Seed]:
    """The rows of a table by the part that they belong to."""
    parts = defaultdict(list)
    for row, (file, line) in seed.numbered():
        parts[part_of(row)].append((row, line, file))
    return {part: Seed(seed.name, seed.file, *map(list, zip(*rows, strict=True))) for part, rows in parts.items()}


def amended(shared: Seed, own: Seed | None, key: list[str]) -> Seed:
    """A register as a report reads it: its own rows take the place of the shared rows that equal them in the key."""
    if own is None or not own.rows:
        return shared
    replaced = {tuple(row[column] for column in key) for row in own.rows}
    return joined(shared.name, [picked(shared, lambda row: tuple(row[column] for column in key) not in replaced), own])


def read_rows(file: str, columns: list[str], absent: set[str]) -> tuple[Seed, list[Problem]]:
    """The rows of a file of further reports, of which the columns `absent` may be left out. Those of a Parquet file are numbered from 1."""
    import duckdb

    path = Path(file)
    if path.suffix == ".csv":
        seed, problems = read_seed(path, path.parent, columns, absent)
        if "report_id" in columns and not problems and "report_id" not in dict(layout(file)):
            seed.rows[:] = [row | {"report_id": path.parent.name} for row in seed.rows]
        return Seed(seed.name, file, seed.rows, seed.lines), [problem_at(found, file) for found in problems]
    with open_duckdb() as connection:
        try:
            cells = connection.execute(f"{TEXTS} from (select * exclude (filename) from {reading([file], columns)})").fetchall()
        except duckdb.Error as error:
            return Seed(path.stem, file, [], []), [problem("file_is_parquet", file, 1, "-", "", reason=str(error).split("\n")[0])]
    return Seed(path.stem, file, [dict(zip(columns, row, strict=True)) for row in cells], list(range(1, len(cells) + 1))), []


def rows_of_folder(folder: Path, table: str, project: Path) -> list[dict[str, str]]:
    """The rows of a table in a folder of another report; none where it is missing or cannot be read, which the check of that one names."""
    columns = bulk_columns(project)[table]
    for path in (folder / f"{table}.csv", folder / f"{table}.parquet"):
        if path.exists():
            return read_rows(str(path), columns, optional(table, columns, project, of_folder=True))[0].rows
    return []


def problem_at(found: Problem, file: str) -> Problem:
    return Problem(found.rule, file, found.line, found.column, found.value, found.expected)


def make_views(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[str]], project: Path) -> None:
    """`raw` and `cells`, the observations as they are and with every cell as text, and the registers that the rules read."""
    columns = bulk_columns(project)
    connection.execute(f"create view raw as from {reading(tables['observations'], columns['observations'])}")
    # the part of an id between report and line
    connection.execute(
        "create table names as select *, regexp_replace(lower(concat_ws('-', subject_id, metric_id,"
        " coalesce(nullif(period_id, ''), 'undated'))), '[^a-z0-9_.-]', '_', 'g') as name"
        f" from ({TEXTS} from (select distinct subject_id, metric_id, period_id from raw))"
    )
    connection.execute(f"create view cells as from ({TEXTS} from raw) natural join names")
    for seed in {*KEYS.values(), "period_labels"}:
        shared = reading([str(project / f"seeds/reference/{seed}.csv")])
        own = f" union all by name from {reading(tables[seed], columns[seed])}" if seed in tables else ""
        connection.execute(f"create view {seed} as from {shared}{own}")
    names = ("subjects", "scope_constraints")
    shared = {name: read_seed(project / f"seeds/reference/{name}.csv", project, expected_columns(project)[name])[0] for name in names}
    _, own, _ = read_tables({name: tables[name] for name in names if name in tables}, project)
    every = {name: joined(name, [seed, own[name]]) if name in own else seed for name, seed in shared.items()}
    scopes, scopes_of_any = permitted_scopes(shared), permitted_scopes(every)
    connection.execute("create table scopes_amiss (subject_id varchar, metric_id varchar, scope_id varchar)")
    for figure in connection.execute(f"{TEXTS} from (select distinct subject_id, metric_id, scope_id from raw)").fetchall():
        if figure[2] not in scopes[figure[:2]] | scopes_of_any[figure[:2]]:
            connection.execute("insert into scopes_amiss values (?, ?, ?)", figure)
