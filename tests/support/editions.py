"""Fictional editions and other reports on one firm, in editions/: what one prints and the next ones change, drop or add, and what came of
its forecasts. `write` makes a folder of further reports of them: an observation follows from its row of figures.csv."""

import csv
from pathlib import Path

from fictional import TYPED, read

from claimhouse.grammar.printed import parse

FOLDER = Path(__file__).with_name("editions")


def observation(row):
    parsed = parse(row["printed"], row["unit"])
    name = f"{row['subject_id']}-{row['metric_id']}-{row['period_id'].lower()}-l{row['line']}"
    cells = {column: getattr(parsed, column) for column in TYPED}
    return (
        row | cells | {"observation_id": f"{row['report_id']}.{name}", "family": "company_financials", "period_printed": row["period_id"]}
    )


def write(folder, kept=lambda report: True):
    """The tables of the reports that are kept, as `claimhouse build --bulk` reads them."""
    folder.mkdir(parents=True)
    tables = {path.stem: [row for row in read(path) if kept(row["report_id"])] for path in FOLDER.glob("*.csv")}
    tables["observations"] = [observation(row) for row in tables.pop("figures")]
    tables["sections"] = [
        {"report_id": row["report_id"], "section_id": "all", "title": row["title"], "first_line": "1", "last_line": "20"}
        for row in tables["reports"]
    ]
    tables["reports"] = [row | {"source_lines": "20"} for row in tables["reports"]]
    for table, rows in tables.items():
        if rows:
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
