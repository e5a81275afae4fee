"""Reads seeds byte by byte: every cell as text, every fault of structure named by file, line and column."""

from __future__ import annotations

import csv
import functools
import io
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

# What the cells that are computed with look like; rows with other cells are named and not looked at further.
MANTISSA = r"(?:-?[0-9]{1,18}(?:\.[0-9]{1,6})?|[1-9][0-9]{0,9}/[1-9][0-9]{0,9})?"
CELLS = {
    "line": r"[1-9][0-9]{0,8}", "token": r"(?:[1-9][0-9]{0,8})?", "period_line": r"(?:[1-9][0-9]{0,8})?",
    "low": MANTISSA, "high": MANTISSA, "unit_mult": r"(?:[0-9]|1[0-2])?", "printed": r"[^\x00-\x1f]{1,60}",
}


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.value!r}: expected {self.expected}"


@dataclass(frozen=True)
class Seed:
    name: str
    file: str
    rows: list[dict[str, str]]  # each with "" for an empty cell
    lines: list[int]  # first physical line of each row


@functools.cache
def expected_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every seed, and of `observations` for its families, from the one list that declares them: seeds/_seeds.yml."""
    seeds = yaml.load((project / "seeds" / "_seeds.yml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))["seeds"]
    columns = {seed["name"]: [column["name"] for column in seed["columns"]] for seed in seeds}
    families = [name for name in columns if name.endswith("_observations")]
    return {name: columns[name] for name in columns if name not in families} | {"observations": columns[families[0]]}


def read_seed(path: Path, folder: Path, columns: list[str]) -> tuple[Seed, list[Problem]]:
    """Rows of one CSV as text, with every fault of its bytes and structure."""
    file = str(path.relative_to(folder))
    empty = Seed(path.stem, file, [], [])
    raw = path.read_bytes()
    if not raw.strip():
        return empty, [Problem(file, 1, "-", "", "a header and rows, the file is empty")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return empty, [Problem(file, line, "-", repr(raw[error.start : error.start + 4]), "UTF-8 text")]
    if "\0" in text:
        return empty, [Problem(file, text.count("\n", 0, text.index("\0")) + 1, "-", "NUL", "text without a NUL byte")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems, rows, lines = [], [], []
    try:
        header = next(reader)
        for column in columns:
            if column not in header:
                problems.append(Problem(file, 1, column, "", "this column in the header"))
        for column in header:
            if column not in columns or header.count(column) > 1:
                problems.append(Problem(file, 1, column, column, f"once, and one of {', '.join(columns)}"))
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                problems.append(Problem(file, start, "-", f"{len(cells)} cells", f"{len(header)} cells"))
            else:
                rows.append(dict(zip(header, cells, strict=True)))
                lines.append(start)
            start = reader.line_num + 1
    except (csv.Error, StopIteration) as error:
        problems.append(Problem(file, reader.line_num, "-", str(error), "well-formed CSV (RFC 4180)"))
    if not rows and not problems:
        problems.append(Problem(file, 1, "-", "", "at least one row below the header"))
    return (empty if problems else Seed(path.stem, file, rows, lines)), problems


def well_formed(row: dict[str, str]) -> bool:
    return all(re.fullmatch(pattern, row[column]) for column, pattern in CELLS.items() if column in row)


def malformed(seed: Seed) -> list[Problem]:
    """Cells of a seed that are not written as CELLS has it."""
    return [Problem(seed.file, line, column, row[column], f"text that matches {pattern}")
            for row, line in zip(seed.rows, seed.lines, strict=True)
            for column, pattern in CELLS.items() if column in row and not re.fullmatch(pattern, row[column])]
