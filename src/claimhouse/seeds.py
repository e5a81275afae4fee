"""Reads CSV files of seeds and reports: every cell as text, every fault of structure named by file, line and column."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from claimhouse.files import regular
from claimhouse.rules import Problem, broken_cells, facts_of, problem, rules_of

WITHOUT_ROWS = {"primary_sources", "same_as"}  # seeds that only further reports may need


@dataclass(frozen=True)
class Seed:
    """Rows of one file: each with "" for an empty cell, and the line of the file at which it begins."""

    name: str
    file: str
    rows: list[dict[str, str]]
    lines: list[int]
    files: list[str] | None = None  # the file of each row, where they come from several
    broken: set[int] = field(default_factory=set, compare=False)  # places of rows that cannot be computed with

    def numbered(self) -> Iterable[tuple[dict[str, str], tuple[str, int]]]:
        """Each row with its file and line."""
        return zip(self.rows, zip(self.files or [self.file] * len(self.rows), self.lines, strict=True), strict=True)


def joined(name: str, seeds: list[Seed]) -> Seed:
    """The rows of several files of one table."""
    return Seed(
        name,
        name,
        [row for seed in seeds for row in seed.rows],
        [line for seed in seeds for line in seed.lines],
        [seed.file for seed in seeds for _ in seed.rows],
    )


def read_yaml(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@functools.cache
def settings(project: Path) -> dict:
    return read_yaml(project / "dbt_project.yml")


@functools.cache
def expected_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every seed, and of `observations` for its families, from the one list that declares them: seeds/_seeds.yml."""
    seeds = read_yaml(project / "seeds" / "_seeds.yml")["seeds"]
    columns = {seed["name"]: [column["name"] for column in seed["columns"]] for seed in seeds}
    families = [name for name in columns if name.endswith("_observations")]
    return {name: columns[name] for name in columns if name not in families} | {"observations": columns[families[0]]}


def registers(project: Path) -> dict[str, list[str]]:
    """Seeds of which a report may have rows of its own, with the columns in which such a row equals the shared rows that it replaces."""
    return settings(project)["vars"]["registers"]


def families(project: Path) -> list[str]:
    """The families of observations that the models read."""
    return settings(project)["vars"]["observation_families"]


def read_seed(path: Path, folder: Path, columns: list[str], optional: Iterable[str] = ()) -> tuple[Seed, list[Problem]]:
    """Rows of one CSV, with every fault of its bytes and structure. Columns of `optional` that it lacks are empty."""
    file = str(path.relative_to(folder))
    empty = Seed(path.stem, file, [], [])
    text, problems = read_text(path, file)
    if problems:
        return empty, problems
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines, start = [], [], 1
    try:
        header = next(reader)
        problems += header_problems(header, columns, file, optional)
        absent = dict.fromkeys((column for column in columns if column not in header), "")
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                problems.append(problem("row_has_all_cells", file, start, "-", f"{len(cells)} cells", count=len(header)))
            else:
                rows.append(dict(zip(header, cells, strict=True)) | absent)
                lines.append(start)
            start = reader.line_num + 1
    except (csv.Error, StopIteration) as error:
        problems.append(problem("file_is_csv", file, max(reader.line_num, 1), "-", str(error)))
    if not rows and not problems and path.stem not in WITHOUT_ROWS:
        problems.append(problem("file_has_rows", file, 1, "-", ""))
    return (empty if problems else Seed(path.stem, file, rows, lines)), problems


def read_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8 with one kind of line end, or why it cannot be read."""
    try:
        raw = regular(path).read_bytes()
    except OSError as error:
        return "", [problem("file_is_read", file, 1, "-", "", reason=reason_of(error, path))]
    if not raw.strip():
        return "", [problem("file_has_rows", file, 1, "-", "")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [problem("file_is_text", file, line, "-", repr(raw[error.start : error.start + 4]))]
    if "\0" in text:
        return "", [problem("file_has_no_nul", file, text.count("\n", 0, text.index("\0")) + 1, "-", "NUL")]
    usual = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    other = re.search(r"(?<!\r)\n|\r(?!\n)" if usual == "\r\n" else r"\r\n?", text)
    if other:
        line = len(re.findall("\r\n|\r|\n", text[: other.start()])) + 1
        return "", [problem("file_has_one_line_end", file, line, "-", other[0], usual=repr(usual))]
    return text, []


def reason_of(error: OSError, path: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "a link to nothing"
    return (
        "a folder" if isinstance(error, IsADirectoryError) else f"one of which the system says: {(error.strerror or 'no access').lower()}"
    )


def header_problems(header: list[str], columns: list[str], file: str, optional: Iterable[str] = ()) -> list[Problem]:
    """Columns that are missing, unknown or there twice."""
    problems = [problem("column_is_there", file, 1, column, "") for column in columns if column not in header and column not in optional]
    return problems + [
        problem("column_is_known", file, 1, column, column, names=", ".join(columns))
        for column in dict.fromkeys(header)
        if column not in columns or header.count(column) > 1
    ]


def stray_files(folder: Path, expected: Callable[[Path], bool], names: str) -> list[Problem]:
    """Entries of a folder that nothing reads. Hidden ones, such as .DS_Store, are left alone."""
    return [
        problem("file_is_known", f"{folder.name}/{entry.name}", 1, "-", "", names=names)
        for entry in sorted(folder.iterdir())
        if not entry.name.startswith(".") and not expected(entry)
    ]


def cell_problems(seed: Seed) -> list[Problem]:
    """Cells that break a cell rule. Rows of which a cell cannot be computed with are noted in `seed.broken`."""
    problems = []
    seed.broken.clear()
    for column in seed.rows[0] if seed.rows else ():
        judged = {cell: broken for cell in {row[column] for row in seed.rows} if (broken := broken_cells(column, cell, seed.name))}
        if judged:
            for place, (row, at) in enumerate(seed.numbered()):
                for rule in judged.get(row[column], ()):
                    problems.append(problem(rule.id, *at, column, row[column], **facts_of(rule, row[column])))
                    if rule.is_computed_with:
                        seed.broken.add(place)
    return sorted(problems, key=lambda found: found.line)


def well_formed(row: dict[str, str]) -> bool:
    """Whether every cell that is computed with is written as its rule says."""
    return all(
        row[column] == "" or not rule.is_broken_by(row[column]) for column in row for rule in rules_of(column) if rule.is_computed_with
    )
