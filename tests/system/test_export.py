"""Every export, reopened by a library that did not write it, equals the warehouse value for value."""

import csv
import dataclasses
import datetime
import hashlib
import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from decimal import Decimal

import duckdb
import openpyxl
import pandas
import pyarrow.parquet
import pytest

from claimhouse import export as exporter
from claimhouse import formats
from claimhouse.catalog import read_catalog
from claimhouse.cells import as_csv, guarded, plain, unguarded
from claimhouse.export import DEFAULT, ExportFailed, export


@pytest.fixture(scope="module")
def database(root, warehouse):
    return root / "warehouse" / "claimhouse.duckdb"


@pytest.fixture(scope="module")
def exports(database, tmp_path_factory):
    out = tmp_path_factory.mktemp("exports")
    export(database, out, DEFAULT, lambda step: None)
    return out


@pytest.fixture(scope="module")
def earlier(database, tmp_path_factory):
    """An export of CSV files, to be copied."""
    out = tmp_path_factory.mktemp("earlier")
    export(database, out, ["csv"], lambda step: None)
    return out


@pytest.fixture(scope="module")
def marts(warehouse):
    """Every mart: its catalog entry and its rows in the order of the exports."""
    return [(mart, warehouse.execute(f"select * from marts.{mart.name} order by all").fetchall()) for mart in read_catalog(warehouse)]


def assert_same(mart, rows, found, stored):
    """Each cell found is what `stored` makes of the cell of the warehouse; doubles to their 15th digit."""
    assert len(found) == len(rows), mart.name
    for row, other in zip(rows, found, strict=True):
        for column, cell, read in zip(mart.columns, map(stored, row), other, strict=True):
            same = math.isclose(cell, read, rel_tol=1e-15) if isinstance(cell, float) else cell == read and (cell is None) == (read is None)
            assert same, (mart.name, column.name, read, cell)


def test_parquet_by_pyarrow(exports, marts):
    for mart, rows in marts:
        table = pyarrow.parquet.read_table(exports / f"parquet/{mart.name}.parquet")
        assert_same(mart, rows, list(zip(*(column.to_pylist() for column in table.columns), strict=True)), lambda cell: cell)
        assert [field.metadata[b"description"].decode() for field in table.schema] == [column.description for column in mart.columns]
        assert table.schema.metadata[b"description"].decode() == mart.description
        assert b"source_sha256" in table.schema.metadata
        assert all(pyarrow.types.is_decimal(field.type) for field in table.schema if field.name in ("low", "high"))


def test_csv_by_the_standard_library_and_pandas(exports, marts):
    for mart, rows in marts:
        path = exports / f"csv/{mart.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            head, *found = csv.reader(file)
        assert head == [column.name for column in mart.columns]
        texts = [column.type == "VARCHAR" for column in mart.columns]
        found = [[unguarded(cell) if text else cell for text, cell in zip(texts, row, strict=True)] for row in found]
        assert_same(mart, rows, found, plain)
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
        cells_of = list(zip(*rows, strict=True)) or [()] * len(mart.columns)
        nulls = [sum(cell is None or cell == "" for cell in cells) for cells in cells_of]
        assert len(frame) == len(rows) and frame.isna().sum().tolist() == nulls
        for column, cells in zip(mart.columns, cells_of, strict=True):
            if column.type.startswith("DECIMAL"):
                read = sum(map(Decimal, frame[column.name].dropna()))
                assert read == sum(cell for cell in cells if cell is not None), (mart.name, column.name)


def test_csv_tells_null_from_empty_text():
    assert as_csv((None, "", 'a"b', 1, Decimal("2.500"), [1, None])) == ',"","a""b",1,2.5,"[1, null]"\n'


def test_workbook_by_openpyxl(exports, marts):
    book = openpyxl.load_workbook(exports / "claimhouse.xlsx")
    assert book.sheetnames == ["README", "data_dictionary", *(mart.name for mart, _ in marts)]
    assert book["data_dictionary"].max_row == 1 + sum(len(mart.columns) for mart, _ in marts)

    def stored(cell):
        if isinstance(cell, datetime.date):
            return datetime.datetime.combine(cell, datetime.time())
        return float(cell) if isinstance(cell, Decimal) else (plain(cell) or None) if isinstance(cell, str | list) else cell

    for mart, rows in marts:
        sheet = book[mart.name]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        head, *found = sheet.iter_rows(values_only=True, max_col=len(mart.columns))
        assert list(head) == [column.name for column in mart.columns]
        assert_same(mart, rows, found, stored)
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    size = book["market_size"]
    formats = {name: size.cell(2, number).number_format for number, name in enumerate(next(size.values), 1)}
    assert formats["low"] == "#,##0" and formats["year"] == "0"


def test_sqlite_by_the_standard_library(exports, marts):
    connection = sqlite3.connect(f"file:{exports / 'claimhouse.sqlite'}?mode=ro", uri=True)

    def stored(cell):
        if isinstance(cell, Decimal):
            return float(cell)
        return cell.isoformat() if isinstance(cell, datetime.date) else plain(cell) if isinstance(cell, list) else cell

    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    for mart, rows in marts:
        assert_same(mart, rows, connection.execute(f"select * from {mart.name}").fetchall(), stored)
    described = connection.execute("select description from codebook where mart = 'market_size' and column_name = 'low'").fetchone()
    assert described == (
        next(column.description for mart, _ in marts if mart.name == "market_size" for column in mart.columns if column.name == "low"),
    )
    connection.close()


def test_duckdb_file_is_slim_described_and_locked(exports, marts, database):
    path = exports / "claimhouse.duckdb"
    assert path.stat().st_size < min(6_000_000, database.stat().st_size) and path.stat().st_mode & 0o222 == 0
    with duckdb.connect(str(path), read_only=True) as connection:
        for mart, rows in marts:
            assert_same(mart, rows, connection.execute(f"select * from {mart.name}").fetchall(), lambda cell: cell)
        assert int.from_bytes(path.read_bytes()[12:20], "little") <= 67  # the storage version that DuckDB 1.4 writes
        described = dict(connection.execute("select table_name, comment from duckdb_tables()").fetchall())
        assert described == {mart.name: mart.description for mart, _ in marts}


def test_same_input_gives_the_same_bytes(exports, database, tmp_path):
    export(database, tmp_path, ["csv", "parquet"], lambda step: None)
    files = sorted(path for folder in ("parquet", "csv") for path in (tmp_path / folder).iterdir())
    assert len(files) > 40
    for path in files:
        assert path.read_bytes() == (exports / path.relative_to(tmp_path)).read_bytes(), path.name


def test_frictionless_accepts_the_package_and_rejects_a_spoiled_one(exports, earlier, tmp_path):
    import frictionless

    report = frictionless.validate(str(exports / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert sum(task.type == "table" for task in report.tasks) > 20
    shutil.copytree(earlier, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "csv/market_size.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2025,", ",soon,", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_codebook_has_every_column(exports, marts):
    text = (exports / "CODEBOOK.md").read_text(encoding="utf-8")
    for mart, _ in marts:
        section = text.split(f"## {mart.name}\n")[1].split("\n## ")[0]
        assert [line.split(" | ")[0].removeprefix("| ") for line in section.splitlines() if line.startswith("| ")][2:] == [
            column.name for column in mart.columns
        ]


def test_a_mart_may_be_a_view_of_few_rows_or_of_many(exports, database, marts, tmp_path, monkeypatch):
    copy = tmp_path / "claimhouse.duckdb"
    shutil.copyfile(database, copy)
    size = next(mart for mart, _ in marts if mart.name == "market_size")
    with duckdb.connect(str(copy)) as connection:
        connection.execute("create table core.sizes as from marts.market_size; drop table marts.market_size")
        connection.execute("create view marts.market_size as from claimhouse.core.sizes")
        connection.execute(f"comment on view marts.market_size is '{size.description}'")
        for column in size.columns:
            connection.execute(f"comment on column marts.market_size.{column.name} is '{column.description}'")
    for few, held in ((exporter.FEW, True), (0, False)):
        monkeypatch.setattr(exporter, "FEW", few)
        with duckdb.connect() as connection:
            assert ("market_size" in exporter.open_source(connection, copy).held) == held
        export(copy, tmp_path / "out", ["csv"], lambda step: None)
        assert (tmp_path / "out/csv/market_size.csv").read_bytes() == (exports / "csv/market_size.csv").read_bytes()


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", DEFAULT)
def test_a_file_that_differs_is_not_put_in_place(name, database, earlier, tmp_path, monkeypatch):
    """One wrong cell, as a faulty writer would leave it, is found on reading back; the folder stays as it was."""
    shutil.copytree(earlier, tmp_path, dirs_exist_ok=True)
    before = tree(tmp_path)
    rows = formats.Source.rows
    select = formats.Source.select
    wrote = formats.FORMATS[name].write

    def write(source, folder):
        with monkeypatch.context() as spoiled:
            spoiled.setattr(
                formats.Source,
                "rows",
                lambda self, mart: (row[:4] + (row[4] + 1,) + row[5:] if mart.name == "observations" else row for row in rows(self, mart)),
            )
            spoiled.setattr(
                formats.Source, "select", lambda self, mart: select(self, mart) + (" limit 5" if mart.name == "observations" else "")
            )
            wrote(source, folder)

    monkeypatch.setitem(formats.FORMATS, name, dataclasses.replace(formats.FORMATS[name], write=write))
    with pytest.raises(ExportFailed, match="observations"):
        export(database, tmp_path, [name], lambda step: None)
    assert tree(tmp_path) == before


EXPORT = """
import resource, sys
from pathlib import Path
from claimhouse.export import ExportFailed, export
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    export(Path(sys.argv[1]), Path(sys.argv[2]), [sys.argv[3]], lambda step: None)
except ExportFailed as error:
    sys.exit(f"ExportFailed: {error}")
"""


@pytest.mark.parametrize("name", DEFAULT)
def test_a_full_disk_leaves_the_folder_as_it_was(name, database, earlier, tmp_path):
    """Files stop growing at 20 kB, as on a full disk."""
    shutil.copytree(earlier, tmp_path, dirs_exist_ok=True)
    before = tree(tmp_path)
    done = subprocess.run([sys.executable, "-c", EXPORT, database, tmp_path, name], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith(f"ExportFailed: {name}: "), done.stderr
    assert tree(tmp_path) == before


def test_a_failed_move_is_undone_and_nothing_foreign_is_touched(database, tmp_path, monkeypatch):
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "own.csv").write_text("mine")
    export(database, tmp_path, ["csv"], lambda step: None)
    before = tree(tmp_path)
    move, moves = os.replace, []

    def failing(source, target):
        moves.append(target)
        if len(moves) == 3:
            raise OSError("disk full")
        move(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(ExportFailed, match="disk full"):
        export(database, tmp_path, ["parquet"], lambda step: None)
    assert tree(tmp_path) == before
    monkeypatch.undo()
    export(database, tmp_path, ["parquet"], lambda step: None)
    assert [path.name for path in (tmp_path / "csv").iterdir()] == ["own.csv"]  # the earlier export's files are gone


def test_links_out_of_the_folder_are_refused(database, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportFailed, match="leads out"):
        export(database, tmp_path / "out", ["csv"], lambda step: None)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'quoted", "'=1"])
def test_guard_disarms_and_is_undone(text):
    assert guarded(text) == "'" + text and unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["+56%", "-3.5", "approximately 40%", "~$25 billion", "", "it's"])
def test_guard_leaves_figures_and_words(text):
    assert guarded(text) == text == unguarded(text)


def run(*arguments, stdin=""):
    return subprocess.run([sys.executable, "-m", "claimhouse.cli", *map(str, arguments)], capture_output=True, input=stdin.encode())


def test_expectations_fail_on_a_spoiled_file(exports, warehouse, tmp_path):
    """Each expectation on the exported files fails once: on a lost row, a number become text, crossed bounds, wrong encoding, a formula."""
    from claimhouse.expectations import exported_problems

    columns = [column.name for mart in read_catalog(warehouse) if mart.name == "observations" for column in mart.columns]
    rows = warehouse.execute("select count(*) from marts.observations").fetchone()[0]
    expected = {"columns": columns, "rows": rows}
    shutil.copytree(exports / "csv", tmp_path / "csv")
    path = tmp_path / "csv/observations.csv"
    assert exported_problems(tmp_path, ["csv"], expected)[0] == []
    frame = pandas.read_csv(path)
    frame.loc[0, "line"] = 0
    frame.loc[1, ["bound_low", "bound_high"]] = 2, 1
    frame.loc[2, "printed"] = "2â€“3"
    frame.loc[3, "note"] = "=1+1"
    frame[columns[::-1]].iloc[:-1].to_csv(path, index=False)
    problems, page = exported_problems(tmp_path, ["csv"], expected)
    assert len(problems) == 6 and all(problem.startswith("csv: observations: ") for problem in problems)
    assert page.count("FAILS") == 6


def test_export_command(tmp_path, warehouse):
    done = run("export", "--format", "csv", "--format", "csv", "--out", tmp_path / "out")
    assert done.returncode == 0 and b"%d marts" % len(read_catalog(warehouse)) in done.stdout, done.stderr
    package = json.loads((tmp_path / "out/datapackage.json").read_text())
    for entry in package["resources"]:
        data = (tmp_path / "out" / entry["path"]).read_bytes()
        assert entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}" and entry["bytes"] == len(data)
    assert not list((tmp_path / "out").glob(".export-*"))
    assert "FAILS" not in (tmp_path / "out/expectations.html").read_text()
    assert run("export", "--format", "dbf", "--out", tmp_path / "no").returncode == 2 and not (tmp_path / "no").exists()
    (tmp_path / "file").write_text("")
    assert run("export", "--out", tmp_path / "file").returncode == 2


def test_sql_forms_files_and_standard_input(tmp_path, warehouse):
    query = "select market_id, year, low, high, [1, 2] as pair from market_size where market_id in ('broad', 'narrow') order by all"
    rows = warehouse.execute(query.replace("from ", "from marts.")).fetchall()
    assert run("sql", query, "--format", "csv").stdout.decode() == "market_id,year,low,high,pair\n" + "".join(map(as_csv, rows))
    assert [tuple(row.values()) for row in json.loads(run("sql", "--format", "json", stdin=query).stdout, parse_int=Decimal)] == rows
    (tmp_path / "query.sql").write_text(query.replace("market_size", "{{ ref('market_size') }}"))
    assert run("sql", "--file", tmp_path / "query.sql", "--format", "parquet", "--out", tmp_path / "a.parquet").returncode == 0
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert list(zip(*(column.to_pylist() for column in table.columns), strict=True)) == rows
    markdown = run("sql", "select 'a|b\n<script>' as \"x|y\"", "--format", "markdown").stdout.decode()
    assert markdown == "| x\\|y |\n| --- |\n| a\\|b<br>&lt;script> |\n"
    shown = run("sql", "select 'x\x1b[2J\u202e' as text, 1.50 as low, null::decimal as high union all select '', 10.25, 7").stdout.decode()
    assert "\x1b" not in shown and "\u202e" not in shown and "open" in shown
    assert len({line.index(".") for line in shown.splitlines() if re.search(r"[0-9]\.[0-9]", line)}) == 1  # points under each other
    assert run("sql", query, "--file", tmp_path / "query.sql").returncode == 2
    assert run("sql", "--file", tmp_path / "none.sql").returncode == 2
