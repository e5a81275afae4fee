"""Reports by their id: those of the seeds, and those of the folders below `reports/`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from claimhouse.check.folder import check_folder
from claimhouse.coverage import account, cover
from claimhouse.loading.bulk import bulk_problems, folder_problems, read_tables
from claimhouse.loading.folders import SOURCE, bulk_tables, folder_tables, looks_like_table, report_folders, visible
from claimhouse.publish import file_hash
from claimhouse.seeds import read_text


def folders_by_id(project: Path) -> dict[str, Path]:
    """The folder of every report: that of the seeds, or its own."""
    of_seeds = {row.get("report_id", ""): project / "seeds" for row in rows_of(project / "seeds/reference/reports.csv")}
    return {folder.name: folder for folder in report_folders(project)} | of_seeds


def folder_of(name: str, project: Path) -> Path:
    """The folder that `name` means: a path, or the id of a report. Raises LookupError with the ids that are known."""
    known = folders_by_id(project)
    if name in known:
        return known[name]
    if Path(name).is_dir():
        if not (Path(name) / "reference").is_dir() and not holds_tables(Path(name), project):
            raise LookupError(
                f"{name}: expected a folder of seeds (reference/, observations/) or of a report (observations.csv, reports.csv)"
            )
        return Path(name)
    raise LookupError(f"{name}: expected a folder, or a report: {', '.join(sorted(known))}")


def holds_tables(folder: Path, project: Path) -> bool:
    """Whether a folder holds tables of further reports rather than seeds."""
    return not (folder / "reference").is_dir() and any(looks_like_table(path, project) for path in visible(folder))


def problems_of(folder: Path, project: Path, source: Path | None) -> tuple[list[str], int, bool]:
    """What is wrong with the report or the reports of a folder, the number of observations, and whether printed figures were looked up."""
    if not holds_tables(folder, project):
        problems, observations = check_folder(folder, project, source)
        return list(map(str, problems)), observations, source is not None
    if folder.resolve().parent.name != "reports":
        return *bulk_problems(bulk_tables(folder, project), project), False
    problems, observations = folder_problems(folder, project, source)
    return list(map(str, problems)), observations, source is not None or (folder / SOURCE).exists()


def coverage_of(folder: Path, project: Path, source: Path) -> tuple[list[str], str]:
    """Every token of a text that is missing, claimed twice or wrong, and one line of counts."""
    if not holds_tables(folder, project):
        return cover(folder, project, source)
    observations, own, problems = read_tables(folder_tables(folder, project), project, of_folder=True)
    return (list(map(str, problems)), "not counted: the tables cannot be read") if problems else account(observations, own, source)


def source_of(report: str, project: Path) -> Path | None:
    """The text of a report, where it lies in its folder."""
    path = project / "reports" / report / SOURCE
    return path if path.exists() else None


def report_of(source: Path, project: Path) -> str | None:
    """The report that a text is of, by its SHA-256."""
    found = file_hash(source)
    for report, folder in folders_by_id(project).items():
        path = folder / ("reference/reports.csv" if (folder / "reference").is_dir() else "reports.csv")
        if any(row.get("source_sha256") == found and row.get("report_id") in (None, "", report) for row in rows_of(path)):
            return report
    return None


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table; none of a file that is not there or cannot be read, which `check` names."""
    text, _ = read_text(path, path.name)
    try:
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error:
        return []
