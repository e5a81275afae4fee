"""The approved record of the marts and of what stands in all relations, over the report, the made-up one and the worlds.

`make answers` writes it to tests/approved/, test_worlds.py holds the marts against it. A change of a model that is
meant shows there, row by row, in the review; one that is not meant fails. Of the made-up report, whose cases
rule_cases.txt states, every row is kept (one file per mart); of the others, rows and a hash of each mart.
"""

import csv
import hashlib
import io
import shutil
import tempfile
from pathlib import Path

import duckdb
from conftest import ROOT
from made_report import add_made_up_report, add_near_report
from worlds import add_worlds

from claimhouse.loading.plan import load_plan, run_plan

FOLDER = ROOT / "tests" / "approved"
READABLE = "made2026"
TERMS = "int_relation_terms"
UNNEEDED = (".venv", ".git", "warehouse", "dev.duckdb*", "logs", "node_modules")


def copy_project(folder: Path) -> Path:
    """The project with the report, the made-up one, its near misses and the worlds in its seeds."""
    project = folder / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*UNNEEDED))
    add_made_up_report(project / "seeds")
    add_worlds(project / "seeds")
    add_near_report(project / "seeds")
    return project


def record(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Text of each file of the record by its name, from a warehouse of the project above."""
    files, hashes = {}, []
    marts = connection.execute(f"""
        select table_schema || '.' || table_name, table_name, bool_or(column_name = 'report_id') from information_schema.columns
        where table_schema = 'marts' or table_name = '{TERMS}' group by all order by 1""").fetchall()
    for place, mart, has_report in marts:
        read = connection.execute(f"from {place}")
        names, rows = [column[0] for column in read.description], sorted(read.fetchall(), key=str)
        report = names.index("report_id") if has_report else None
        for name in sorted({row[report] for row in rows}) if has_report else [""]:
            text = table(names, [row for row in rows if not has_report or row[report] == name])
            if name == READABLE and mart not in ("lineage", TERMS):
                files[f"{mart}.csv"] = text
            else:
                hashes.append((name, mart, text.count("\n") - 1, hashlib.sha256(text.encode()).hexdigest()[:16]))
    return files | {"others.csv": table(("report_id", "mart", "rows", "sha256"), sorted(hashes))}


def table(names, rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def main():
    with tempfile.TemporaryDirectory() as folder:
        project, database = copy_project(Path(folder)), Path(folder) / "claimhouse.duckdb"
        run_plan(project, database, load_plan(project))
        with duckdb.connect(str(database), read_only=True) as connection:
            files = record(connection)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
