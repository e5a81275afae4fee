"""The reports of whole_reports.txt as rows of the seeds, and a copy of each for every error planted in it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from made_report import LINES, Case, CaseRows, add_rows, defaultdict, read

FILE = Path(__file__).with_name("whole_reports.txt")


@dataclass
class Report:
    name: str
    figures: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    errors: list[tuple[str, str, str]] = field(default_factory=list)  # rule, figure without its value, what replaces it


def read_reports():
    reports, template, columns = [], "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        verb, _, rest = line.strip().partition(" ")
        if not verb or verb.startswith("#"):
            continue
        if line.startswith("report "):
            reports.append(Report(rest))
        elif verb == "table":
            template, columns = rest, []
        elif verb == "column":
            columns.append(rest)
        elif verb == "figure":
            reports[-1].figures.append(rest)
        elif verb == "period":
            reports[-1].periods.append(rest)
        elif verb == "error":
            reports[-1].errors.append(re.fullmatch(r"(\w+): (.+) => (.+)", rest).groups())
        elif "|" in line:
            row, *cells = (cell.strip() for cell in line.split("|"))
            reports[-1].figures += figures_of_row(template, row, columns, cells)
        else:
            reports[-1].beside.append(line.strip())
    return reports


def figures_of_row(template, row, columns, cells):
    for column, value in zip(columns, cells, strict=False):
        if value:
            yield template.replace("{row}", row).replace("{column}", column).replace("{value}", value)


def with_error(report, number):
    """The figures of the report with one of them changed."""
    _, figure, text = report.errors[number]
    figure, _, place = figure.partition(" #")
    found = [at for at, other in enumerate(report.figures) if other.startswith(f"{figure} = ")]
    assert place or len(found) == 1, f"{report.name}: expected one figure {figure!r}, found {len(found)}"
    figures = list(report.figures)
    figures[found[int(place or 1) - 1]] = text if "=" in text else f"{figure} = {text}"
    return figures


def add_whole_reports(seeds):
    """Adds to a folder of seeds each report, and as NAME-error-N each of its copies with an error."""
    for report in read_reports():
        copies = {report.name: report.figures} | {f"{report.name}-error-{n}": with_error(report, n) for n in range(len(report.errors))}
        for name, figures in copies.items():
            rows = defaultdict(list)
            rows["reports"].append({"report_id": name, "title": "Made up", "as_of": "2026-02", "source_lines": "90000"})
            case = Case(report.name, 0, "-", figures, report.beside, room=len(figures) // LINES + 2)
            CaseRows(case, rows, name, f"{name}.", str).write()
            del rows["source_lines"]
            if name != report.name:  # the registers are those of the report without an error
                rows = {table: added for table, added in rows.items() if table in ("reports", "observations")}
            add_rows(seeds, rows)
        known = {row["period_id"] for row in read(seeds / "reference" / "periods.csv")[1]}
        add_rows(seeds, {"periods": [row for row in map(period, report.periods) if row["period_id"] not in known]})


def period(text):
    names = ("period_id", "period_start", "period_end", "period_type", "calendar")
    row = dict(zip(names, text.split(), strict=True))
    return row | {"name": row["period_id"]}
