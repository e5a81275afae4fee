"""The file formats of the export: each writes every mart into a folder and reads it back cell by cell.

A format says what it makes of a cell (`cell`), so that what is read back can be compared with the warehouse: Parquet and
DuckDB keep decimals and lists, CSV and Tableau keep decimals, SQLite and Excel hold doubles (15 digits); where there are
no lists they become JSON text.
"""

from __future__ import annotations

import datetime
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from claimhouse import catalogues
from claimhouse.catalog import Mart
from claimhouse.cells import as_csv, plain, unguarded
from claimhouse.codebook import ABOUT, dictionary
from claimhouse.engine import literal, unpatterned

BATCH = 100_000
Rows = Callable[[Mart], Iterator[tuple]]
EXCEL_ROWS, EXCEL_TEXT = 1_048_575, 32_767
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


class ExportFailed(Exception):
    """An export cannot hold a mart, or does not equal it; the message names the file, row and column."""


@dataclass(frozen=True)
class Source:
    """The published marts behind one connection, so that every format sees the same ones."""

    connection: duckdb.DuckDBPyConnection
    marts: list[Mart]
    reports: list[dict[str, str]]
    version: str
    held: frozenset[str] = frozenset()  # marts of which this connection holds the rows

    def select(self, mart: Mart) -> str:
        """The rows of a mart in an order that depends on nothing but them."""
        return f"select {names(mart)} from {'memory.main' if mart.name in self.held else 'claimhouse.marts'}.{mart.name} order by all"

    def rows(self, mart: Mart) -> Iterator[tuple]:
        yield from fetch(self.connection.cursor().execute(self.select(mart)))


@dataclass(frozen=True)
class Format:
    """`file` names the file of a mart inside the folder; `read` opens it for rows of a mart, cells as `cell` gives them.

    `only` is the one mart that it holds, where it holds no other; `others` are files beside those of the marts.
    """

    file: str
    write: Callable[[Source, Path], None]
    read: Callable[[Path], AbstractContextManager[Rows]]
    cell: Callable[[object], object]
    only: str = ""
    others: tuple[str, ...] = ()

    def of(self, source: Source) -> Source:
        """The source with the marts that this format holds."""
        return replace(source, marts=[mart for mart in source.marts if self.only in ("", mart.name)])


def names(mart: Mart) -> str:
    return ", ".join(column.name for column in mart.columns)


def fetch(cursor) -> Iterator[tuple]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def unchanged(cell: object) -> object:
    return cell


def json_text(cell: object) -> object:
    """Lists as JSON text, every other cell as it is."""
    return plain(cell) if isinstance(cell, list) else cell


# Parquet: descriptions in the fields, where the data comes from in the file.


def write_parquet(source: Source, folder: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    for mart in source.marts:
        reader = source.connection.cursor().execute(source.select(mart)).to_arrow_reader(BATCH)
        fields = [
            field.with_metadata({"description": column.description, "PARQUET:field_id": str(number)})
            for number, (field, column) in enumerate(zip(reader.schema, mart.columns, strict=True), 1)
        ]
        about = {
            "title": mart.name,
            "description": mart.description,
            "primary_key": ",".join(mart.key),
            "claimhouse_version": source.version,
            "reports": "; ".join(f"{report['report_id']}: {report['title']}, {report['as_of']}" for report in source.reports),
            "source_sha256": ",".join(report["source_sha256"] for report in source.reports),
        }
        schema = pyarrow.schema(fields, metadata=about)
        with pyarrow.parquet.ParquetWriter(folder / f"parquet/{mart.name}.parquet", schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(pyarrow.RecordBatch.from_arrays(batch.columns, schema=schema))


@contextmanager
def read_parquet(folder: Path) -> Iterator[Rows]:
    with duckdb.connect() as connection:
        yield lambda mart: fetch(
            connection.execute(f"select {names(mart)} from read_parquet(?)", [unpatterned(folder / f"parquet/{mart.name}.parquet")])
        )


# CSV: UTF-8, texts quoted, NULL is nothing between the commas.


def write_csv(source: Source, folder: Path) -> None:
    for mart in source.marts:
        with (folder / f"csv/{mart.name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(column.name for column in mart.columns) + "\n")
            file.writelines(map(as_csv, source.rows(mart)))


def csv_cell(cell: object) -> object:
    return None if cell is None else plain(cell)


@contextmanager
def read_csv(folder: Path) -> Iterator[Rows]:
    with duckdb.connect(config={"threads": 1}) as connection:  # one thread keeps the rows in order

        def rows(mart: Mart) -> Iterator[tuple]:
            texts = [column.type == "VARCHAR" for column in mart.columns]
            for row in fetch(
                connection.execute(
                    "from read_csv(?, columns = ?, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
                    " nullstr = '', allow_quoted_nulls = false)",
                    [unpatterned(folder / f"csv/{mart.name}.csv"), {column.name: "VARCHAR" for column in mart.columns}],
                )
            ):
                yield tuple(unguarded(cell) if text and cell else cell for text, cell in zip(texts, row, strict=True))

        yield rows


# SQLite: one file with every mart and a table `codebook`.


def write_sqlite(source: Source, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "claimhouse.sqlite")) as connection:
        for mart in source.marts:
            columns = ", ".join(f'"{column.name}" {_sqlite_type(column.type)}' for column in mart.columns)
            connection.execute(f'create table "{mart.name}" ({columns})')
            places = ", ".join("?" * len(mart.columns))
            rows = (tuple(map(sqlite_cell, row)) for row in source.rows(mart))
            connection.executemany(f'insert into "{mart.name}" values ({places})', rows)
        connection.execute("create table codebook (mart text, column_name text, type text, description text)")
        connection.executemany("insert into codebook values (?, ?, ?, ?)", dictionary(source.marts))
        connection.commit()


def _sqlite_type(kind: str) -> str:
    return "REAL" if kind.startswith("DECIMAL") or kind == "DOUBLE" else "INTEGER" if kind in ("INTEGER", "BIGINT", "BOOLEAN") else "TEXT"


def sqlite_cell(cell: object) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, datetime.date) else json_text(cell)


@contextmanager
def read_sqlite(folder: Path) -> Iterator[Rows]:
    with closing(sqlite3.connect(folder / "claimhouse.sqlite")) as connection:
        yield lambda mart: fetch(connection.execute(f'select {names(mart)} from "{mart.name}" order by rowid'))


# DuckDB: the marts alone, described, in a file that the 1.4 line reads as well.


def write_duckdb(source: Source, folder: Path) -> None:
    """Writes elsewhere and moves the file: DuckDB puts the name of its log before a question mark in the path of the folder."""
    file = folder / "claimhouse.duckdb"
    with tempfile.TemporaryDirectory() as scratch:
        written = Path(scratch) / file.name
        source.connection.execute(f"attach {literal(str(written))} as slim (storage_version 'v1.4.0', block_size 16384)")
        for mart in source.marts:
            source.connection.execute(f"create table slim.{mart.name} as {source.select(mart)}")
            source.connection.execute(f"comment on table slim.{mart.name} is {literal(mart.description)}")
            for column in mart.columns:
                source.connection.execute(f"comment on column slim.{mart.name}.{column.name} is {literal(column.description)}")
        source.connection.execute("detach slim")
        shutil.move(written, file)
    file.chmod(file.stat().st_mode & 0o444)  # readers need not lock it, and nobody writes into it by mistake


@contextmanager
def read_duckdb(folder: Path) -> Iterator[Rows]:
    with duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True) as connection:
        yield lambda mart: fetch(connection.execute(f"select {names(mart)} from {mart.name}"))


# Excel: a sheet per mart behind a README and a data dictionary. Texts are written as texts, never as formulas or links.


def write_xlsx(source: Source, folder: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(folder / "claimhouse.xlsx", {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Claimhouse", "created": datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)})
        head = book.add_format({"bold": True, "bg_color": "#E7EEF5", "bottom": 1})
        linked = book.add_format({"font_color": "blue", "underline": 1, "valign": "top"})
        strong = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        shapes = {
            kind: book.add_format({"num_format": shape})
            for kind, shape in {int: "0", "whole": "#,##0", "fraction": "#,##0.00####", datetime.date: "yyyy-mm-dd"}.items()
        }

        sheet = book.add_worksheet("README")
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 110)
        lines = [*ABOUT, *(("Report", f"{report['title']}, {report['as_of']}") for report in source.reports)]
        lines += [("", ""), *((mart.name, mart.description) for mart in source.marts)]
        for row, (name, text) in enumerate(lines):
            sheet.set_row(row, 16 * (1 + len(text) // 115))
            sheet.write_string(row, 1, text, wrapped)
            if row > len(lines) - 1 - len(source.marts):
                sheet.write_url(row, 0, f"internal:'{name}'!A1", linked, string=name)
            else:
                sheet.write_string(row, 0, name, strong)

        words = dictionary(source.marts)
        _sheet(book, "data_dictionary", ["mart", "column", "type", "description"], words, head, shapes)
        for mart in source.marts:
            _sheet(book, mart.name, [column.name for column in mart.columns], source.rows(mart), head, shapes)


def _sheet(book, name: str, columns: list[str], rows, head, shapes: dict) -> None:
    sheet = book.add_worksheet(name)
    widths = [len(column) for column in columns]
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column, head)
    last = 0
    for last, row in enumerate(rows, 1):
        if last > EXCEL_ROWS:
            raise ExportFailed(f"claimhouse.xlsx: {name}: more than {EXCEL_ROWS:,} rows: choose another format")
        for number, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, Decimal):
                sheet.write_number(last, number, cell, shapes["whole" if cell == cell.to_integral_value() else "fraction"])
            elif isinstance(cell, int):
                sheet.write_number(last, number, cell, shapes[int])
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(last, number, cell, shapes[datetime.date])
            else:
                text = plain(cell)
                if len(text) > EXCEL_TEXT:
                    raise ExportFailed(f"claimhouse.xlsx: {name}, row {last}, {columns[number]}: longer than {EXCEL_TEXT:,} characters")
                sheet.write_string(last, number, text)
            widths[number] = min(60, max(widths[number], len(plain(cell)) + 3))
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def xlsx_cell(cell: object) -> object:
    if isinstance(cell, datetime.date):
        return datetime.datetime.combine(cell, datetime.time())
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, str):  # an empty text stays empty; a workbook spells a carriage return _x000D_
        return CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", cell) or None
    return json_text(cell)


@contextmanager
def read_xlsx(folder: Path) -> Iterator[Rows]:
    import openpyxl

    with closing(openpyxl.load_workbook(folder / "claimhouse.xlsx", read_only=True)) as book:
        yield lambda mart: book[mart.name].iter_rows(min_row=2, max_col=len(mart.columns), values_only=True)


# Tableau: one extract; needs the `tableau` extra.


@contextmanager
def _hyper(folder: Path, mode: str):
    """A connection to the extract; `mode` is CREATE or NONE."""
    import tableauhyperapi as tableau

    # version 3 of the format holds decimals of more than 18 digits (Tableau from 2022.4); no log file
    options = {"default_database_version": "3", "log_config": ""}
    with tableau.HyperProcess(tableau.Telemetry.DO_NOT_SEND_USAGE_DATA_TO_TABLEAU, parameters=options) as process:
        file = folder / "claimhouse.hyper"
        with tableau.Connection(process.endpoint, file, tableau.CreateMode[mode]) as connection:
            yield connection


def write_hyper(source: Source, folder: Path) -> None:
    import tableauhyperapi as tableau

    types = {
        "INTEGER": tableau.SqlType.int(),
        "BIGINT": tableau.SqlType.big_int(),
        "DATE": tableau.SqlType.date(),
        "BOOLEAN": tableau.SqlType.bool(),
        "DOUBLE": tableau.SqlType.double(),
    }
    with _hyper(folder, "CREATE") as connection:
        for mart in source.marts:
            columns = []
            for column in mart.columns:
                digits = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", column.type)
                kind = tableau.SqlType.numeric(*map(int, digits.groups())) if digits else types.get(column.type, tableau.SqlType.text())
                columns.append(tableau.TableDefinition.Column(column.name, kind))
            table = tableau.TableDefinition(tableau.TableName("public", mart.name), columns)
            connection.catalog.create_table(table)
            with tableau.Inserter(connection, table) as inserter:
                inserter.add_rows(tuple(map(json_text, row)) for row in source.rows(mart))
                inserter.execute()


@contextmanager
def read_hyper(folder: Path) -> Iterator[Rows]:
    with _hyper(folder, "NONE") as connection:

        def rows(mart: Mart) -> Iterator[tuple]:
            # Hyper keeps no order of its own; this is that of Source.select
            order = ", ".join(f"{column.name} nulls last" for column in mart.columns)
            with connection.execute_query(f'select {names(mart)} from public."{mart.name}" order by {order}') as result:
                for row in result:
                    yield tuple(cell.to_date() if hasattr(cell, "to_date") else cell for cell in row)

        yield rows


FORMATS = {
    "parquet": Format("parquet/{}.parquet", write_parquet, read_parquet, unchanged),
    "csv": Format("csv/{}.csv", write_csv, read_csv, csv_cell),
    "xlsx": Format("claimhouse.xlsx", write_xlsx, read_xlsx, xlsx_cell),
    "sqlite": Format("claimhouse.sqlite", write_sqlite, read_sqlite, sqlite_cell),
    "duckdb": Format("claimhouse.duckdb", write_duckdb, read_duckdb, unchanged),
    # SDMX-CSV has no NULL apart from an empty text
    "sdmx": Format("sdmx/{}.csv", catalogues.write_sdmx, catalogues.read_sdmx, plain, "observations", ("sdmx/structure.json",)),
    "hyper": Format("claimhouse.hyper", write_hyper, read_hyper, json_text),
}
