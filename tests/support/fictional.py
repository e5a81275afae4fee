"""The fictional reports below fictional_reports/, and copies of them with one planted error each (planted_errors.csv).

An error names the cell that is changed. A changed `printed` changes the cells that the figure gives, a changed `period_printed` the period
that the label names: a misprint of the report. Any other column is changed alone: a slip of whoever typed the row. `expected` is the rule
that must find the error (a rule of relations, or one of `claimhouse check`, which then refuses it), or `passes` with the reason.
"""

import csv
import re
from pathlib import Path

from claimhouse.grammar.printed import parse

FOLDER = Path(__file__).with_name("fictional_reports")
TYPED = ("low", "high", "unit_mult", "qualifier")
PASSES = "passes"


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report_ids():
    return sorted(path.parent.name for path in FOLDER.glob("*/observations.csv"))


def planted_errors():
    """The errors, each with the id of the report that is a copy with this error."""
    return [error | {"copy": f"planted{number:03d}"} for number, error in enumerate(read(FOLDER / "planted_errors.csv"), 1)]


def read_report(report):
    """Rows of each table of a report."""
    return {path.stem: read(path) for path in sorted((FOLDER / report).glob("*.csv"))}


def with_error(tables, error, shared):
    """The tables with the error in them. `shared` are the rows of the shared registers."""
    row = next(row for row in tables["observations"] if row["observation_id"] == f"{error['report']}.{error['observation']}")
    assert row[error["column"]] == error["old"], error
    row[error["column"]] = error["new"]
    if error["column"] == "printed":
        figure = parse(row["printed"], row["unit"])
        row |= {column: getattr(figure, column) for column in TYPED} | {"unit": figure.unit or row["unit"]}
    if error["column"] == "period_printed":
        labels = [*tables.get("period_labels", ()), *shared["period_labels"]]
        row["period_id"] = next(label["period_id"] for label in labels if label["printed"] == row["period_printed"])
        rename(tables, row)
    return tables


def rename(tables, row):
    """The id of an observation says its period: it changes with it, wherever it stands."""
    old, parts = row["observation_id"], (row["subject_id"], row["metric_id"], row["period_id"], f"l{row['line']}")
    new = old.split(".")[0] + "." + "-".join(re.sub(r"[^a-z0-9_.-]", "_", part.lower()) for part in parts)
    taken = {other["observation_id"] for other in tables["observations"]}
    new = next(id for id in (new, *(f"{new}-{n}" for n in range(2, 10))) if id not in taken)
    for rows in tables.values():
        for other in rows:
            other |= {column: new for column, cell in other.items() if cell == old}


def copied(tables, report, copy):
    """The tables under another id of the report, with which ids of observations and relations begin."""
    begin = f"{report}."

    def moved(cell):
        return f"{copy}.{cell.removeprefix(begin)}" if cell.startswith(begin) else cell

    return {
        table: [{"report_id": copy} | {column: moved(cell) for column, cell in row.items()} for row in rows]
        for table, rows in tables.items()
    }


def write(reports, folder, columns):
    """Writes the tables of reports as one folder of further reports: files with the columns that any of the reports has."""
    folder.mkdir(parents=True)
    for table in sorted({table for tables in reports for table in tables}):
        rows = [row for tables in reports for row in tables.get(table, ())]
        names = [name for name in columns[table] if any(name in row for row in rows)]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
