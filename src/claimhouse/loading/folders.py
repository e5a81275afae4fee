"""Finds the files of further reports: folders of one report below `reports/`, and a folder of many.

A folder of many reports holds one entry per table, named as its seed: a file, or a folder of files of one kind. `observations` has
the columns of an observation seed and its `family`; the other tables are those of a report (`reports`, `sections`, ...) and its own rows
of registers (`subjects`, `periods`, ...), which say their `report_id`. In a folder below `reports/`, which holds the one report of its
name, `report_id` may be left out. A build that finds nothing changed reads no further than this, so nothing heavy is imported.
"""

from __future__ import annotations

from pathlib import Path

from claimhouse.engine import BuildFailed
from claimhouse.readers import Unreadable, layout
from claimhouse.rules import problem, skeleton
from claimhouse.seeds import expected_columns, registers, settings

FORMER_NAMES = {"told_periods": "stated_periods"}  # tables of folders that were written before a seed was renamed
SOURCE = "source.txt"  # the text of the report of a folder
SEEN = ("observations", "reports")  # tables without which there is no report


def bulk_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every table that a folder of further reports can hold."""
    columns = expected_columns(project)
    columns = columns | {"observations": ["family", *columns["observations"], *settings(project)["vars"]["locators"]]}
    columns = columns | {name: ["report_id", *columns[name]] for name in registers(project)}
    return {name: columns[name] for name in columns if name == "declared_terms" or "report_id" in columns[name]}


def report_folders(project: Path) -> list[Path]:
    """The folders below `reports/` that hold the tables of a report. The name of a folder is the id of its report. Raises BuildFailed on
    one whose name is no text, or looks like that of another."""
    folder = (project / "reports").resolve()
    found = [path for path in visible(folder) if path.is_dir()] if folder.is_dir() else []
    found = [path for path in found if any(looks_like_table(file, project) for file in visible(path))]
    alike: dict[str, Path] = {}
    for path in found:
        if any("\ud800" <= letter <= "\udfff" for letter in path.name):
            raise BuildFailed(f"{str(path)!a}: expected a name in UTF-8; rename the folder")
        if (other := alike.setdefault(skeleton(path.name), path)) != path:
            raise BuildFailed(str(problem("id_is_distinct", str(path), 1, "report_id", path.name, other=repr(other.name))))
    return found


def looks_like_table(path: Path, project: Path) -> bool:
    """Whether an entry of a report folder is a table or could be taken for one: `units.CSV`, `units.tsv`, a folder `units`."""
    if path.stem.lower() == "source":
        return False
    return path.suffix.lower() in (".csv", ".parquet") or path.name.partition(".")[0].lower() in bulk_columns(project)


def is_table(path: Path) -> bool:
    """Whether a file of a report folder is a table: its source text is not, whatever form it has."""
    return path.suffix in (".csv", ".parquet") and path.stem != "source"


def folder_tables(folder: Path, project: Path) -> dict[str, list[str]]:
    """The file of each table of a report folder. Raises BuildFailed on tables that nothing reads."""
    allowed, tables, problems = bulk_columns(project), {}, []
    for file in visible(folder.resolve()):
        if file.is_symlink() and not file.exists():
            problems.append(problem("file_is_read", str(file), 1, "-", "", reason="a link to nothing"))
        elif file.name.lower() == SOURCE and (file.name != SOURCE or not file.is_file()):
            problems.append(problem("file_is_known", str(file), 1, "-", "", names=f"a plain file {SOURCE}, by which figures are looked up"))
        if not looks_like_table(file, project):
            continue
        if not is_table(file) or file.stem not in allowed:
            names = f"tables named as one of {', '.join(sorted(allowed))}, with .csv or .parquet"
            problems.append(problem("file_is_known", str(file), 1, "-", "", names=names))
        elif file.stem in tables:
            problems.append(problem("table_is_once", str(file), 1, "-", "", other=Path(tables[file.stem][0]).name))
        else:
            tables[file.stem] = [str(file)]
    problems += [problem("file_is_there", str(folder / f"{name}.csv"), 1, "-", "") for name in SEEN if name not in tables and not problems]
    if problems:
        raise BuildFailed("\n".join(map(str, problems)))
    return tables


def bulk_tables(folder: Path, project: Path) -> dict[str, list[str]]:
    """The files of each table of the folder. Hidden files are left alone. Raises BuildFailed on what cannot be read as one."""
    allowed, tables, problems = bulk_columns(project), {}, []
    for entry in visible(folder.resolve()):
        inside = entry.is_dir()
        files = visible(entry) if inside else [entry]
        kinds = {file.suffix for file in files}
        table = FORMER_NAMES.get(entry.stem, entry.stem)
        if table not in allowed or (not inside and kinds not in ({".csv"}, {".parquet"})) or (inside and entry.suffix):
            problems.append(
                problem(
                    "file_is_known",
                    str(entry),
                    1,
                    "-",
                    "",
                    names=f"a CSV or Parquet file, or a folder of them, named as one of {', '.join(sorted(allowed))}",
                )
            )
        elif not all(file.is_file() for file in files):
            problems += [error.problem for error in map(refused, files) if error]
        elif kinds not in ({".csv"}, {".parquet"}):
            strange = next((file for file in files if file.suffix not in (".csv", ".parquet")), entry)
            problems.append(problem("file_is_known", str(strange), 1, "-", "", names="CSV files, or only Parquet files"))
        elif table in tables:
            problems.append(problem("table_is_once", str(entry), 1, "-", "", other=Path(tables[table][0]).relative_to(folder.resolve())))
        else:
            tables[table] = [str(file) for file in files]
    problems += [problem("file_is_there", str(folder / name), 1, "-", "") for name in SEEN if name not in tables and not problems]
    if problems:
        raise BuildFailed("\n".join(map(str, problems)))
    return tables


def all_tables(folders: list[dict[str, list[str]]]) -> dict[str, list[str]]:
    """The files of each table of several folders."""
    names = dict.fromkeys(name for tables in folders for name in tables)
    return {name: [file for tables in folders for file in tables.get(name, ())] for name in names}


def refused(file: Path) -> Unreadable | None:
    """Why a file cannot be read, nothing where it can."""
    try:
        layout(str(file))
    except Unreadable as error:
        return error
    return None


def visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def bulk_name(table: str, file: str | Path, project: Path) -> str:
    """What a manifest calls a file of further reports."""
    path = Path(file)
    folder = f"{path.parent.name}/" if path.parent.parent == (project / "reports").resolve() else ""
    return f"bulk/{table}/{folder}{path.name}"
