"""DuckDB queries over CSV and Parquet files in which nothing is sniffed: columns, types, quotes and line ends are given."""

from __future__ import annotations

import csv
import functools
import io
from itertools import groupby
from pathlib import Path

from claimhouse.engine import BuildFailed, literal, unpatterned
from claimhouse.files import regular
from claimhouse.rules import problem
from claimhouse.seeds import reason_of


class Unreadable(BuildFailed):
    """A file that cannot be read, with the problem that says why."""

    def __init__(self, rule: str, file: str, value: str = "", **facts: object):
        self.problem = problem(rule, file, 1, "-", value, **facts)
        super().__init__(str(self.problem))


def layout(file: str) -> tuple[tuple[str, str], ...]:
    """Columns of a file with their types. Raises Unreadable."""
    try:
        columns = _layout(file, regular(Path(file)).stat().st_mtime_ns)
    except UnicodeDecodeError as error:
        raise Unreadable("file_is_text", file, repr(error.object[error.start : error.start + 4])) from error
    except csv.Error as error:
        raise Unreadable("file_is_csv", file, str(error)) from error
    except OSError as error:
        if error.errno is None:  # one of pyarrow
            raise Unreadable("file_is_parquet", file, reason=str(error).split("\n")[0]) from error
        raise Unreadable("file_is_read", file, reason=reason_of(error, Path(file))) from error
    except ValueError as error:
        raise Unreadable("file_is_parquet", file, reason=str(error).split("\n")[0]) from error
    if not columns:
        raise Unreadable("file_has_rows", file)
    return columns


@functools.lru_cache(100_000)
def _layout(file: str, changed: int) -> tuple[tuple[str, str], ...]:
    if file.endswith(".parquet"):
        from pyarrow.parquet import read_schema

        schema = read_schema(file)
        return tuple((name, str(kind)) for name, kind in zip(schema.names, schema.types, strict=True))
    with open(file, "rb") as opened:
        first = opened.readline(1_000_000)
    header = next(csv.reader(io.StringIO(first.decode("utf-8-sig"), newline=""), strict=True), [])
    return tuple((name, "string") for name in header)


def reading(files: list[str], columns: list[str] | None = None) -> str:
    """A query over the files with every column as text, and the name of the file in `filename`. Columns that a file lacks are NULL, but
    `report_id` is the name of its folder, which holds one report."""

    def kind(file: str) -> tuple:
        names = layout(file)
        of_folder = "" if "report_id" in dict(names) else Path(file).parent.name
        return Path(file).suffix, names, of_folder

    parts = []
    for (_, names, of_folder), alike in groupby(sorted(files, key=kind), key=kind):
        alike = sorted(alike)
        paths = f"[{', '.join(literal(unpatterned(file)) for file in alike)}]"
        present = [name for name, _ in names]
        if alike[0].endswith(".csv"):
            types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in present)
            table = (
                f"read_csv({paths}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', comment = '',"
                f" strict_mode = true, null_padding = false, columns = {{{types}}}, filename = true)"
            )
        else:
            table = f"read_parquet({paths}, filename = true, hive_partitioning = false)"
        cells = [
            f'cast("{name}" as varchar) as "{name}"'
            if name in present
            else f'cast({literal(of_folder) if name == "report_id" else "null"} as varchar) as "{name}"'
            for name in columns or present
        ]
        parts.append(f"select {', '.join(cells)}, filename from {table}")
    return f"({' union all by name '.join(parts)})"


def counted(file: str) -> int:
    """Rows of a file, counted without reading its cells: lines below the header, or what the footer of a Parquet file says."""
    if file.endswith(".parquet"):
        from pyarrow.parquet import read_metadata

        return read_metadata(file).num_rows
    lines, last = 0, b"\n"
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            lines, last = lines + block.count(b"\n"), block[-1:]
    return lines + (last != b"\n") - 1
