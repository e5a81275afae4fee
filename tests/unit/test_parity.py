"""The comparison of engines sees every kind of difference; `make parity` runs it on Apache Spark itself."""

import re

import duckdb
import jinja2
import parity
import pytest

COLUMNS = "id varchar, low decimal(28, 6), places bigint, day date, ids varchar[]"
ROWS = "('a', 41, 1, date '2025-01-31', ['x', 'y']), ('b', null, 2, null, []), ('b', null, 2, null, [])"


@pytest.fixture
def compared(tmp_path):
    """Differences between a table and the Parquet file that the given query makes of it."""
    connection = duckdb.connect()
    connection.execute(f"create table t ({COLUMNS}); insert into t values {ROWS}")

    def differences(query, has_contract=True):
        connection.execute(f"copy ({query}) to '{tmp_path}/t.parquet' (format parquet)")
        return list(parity.differences(connection, "t", tmp_path, has_contract))

    return differences


def test_equal_tables_do_not_differ_in_whatever_order(compared):
    assert compared("from t order by id desc") == []


def test_types_count_only_under_a_contract(compared):
    assert compared("select * replace (cast(low as decimal(38, 6)) as low) from t", has_contract=False) == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("select * replace (low + 0.000001 as low) from t", "only on Spark: ('a', Decimal('41.000001')"),
        ("select * replace (coalesce(low, 0) as low) from t", "only on DuckDB: ('b', None"),
        ("select * replace (coalesce(cast(day as varchar), 'None') as day) from t", "columns on DuckDB [('day', 'DATE')]"),
        ("select * replace (cast(low as double) as low) from t", "on Spark [('low', 'DOUBLE')]"),
        ("select * replace (list_reverse(ids) as ids) from t", "['y', 'x']"),
        ("select * replace (nullif(ids, []) as ids) from t", "only on Spark: ('b', None, 2, None, None)"),
        ("select distinct * from t", "only on DuckDB: ('b'"),
        ("from t union all from t", "only on Spark: ('a'"),
        ("from t where false", "only on DuckDB: ('a'"),
    ],
)
def test_difference_is_named(compared, query, named):
    assert any(problem.startswith("t: ") and named in problem for problem in compared(query))


def test_table_of_which_no_file_was_written_has_no_rows(tmp_path):
    connection = duckdb.connect()
    connection.execute(f"create table t ({COLUMNS})")
    assert list(parity.differences(connection, "t", tmp_path, True)) == []
    connection.execute(f"insert into t values {ROWS}")
    assert any("only on DuckDB: ('a'" in problem for problem in parity.differences(connection, "t", tmp_path, True))


def test_lock_of_spark_holds_what_great_expectations_makes_it_import(root):
    # without them an import of Great Expectations from `python -c` ends the process, with status 0
    locked = (root / "requirements" / "spark.lock").read_text(encoding="utf-8")
    assert {"grpcio", "grpcio-status", "googleapis-common-protos", "zstandard"} <= set(re.findall(r"^([a-z0-9-]+)==", locked, re.M))


@pytest.mark.parametrize(("cell", "literal"), [(None, "null"), ("None", "'None'"), ("it's", r"'it\'s'"), ("a\\b", r"'a\\b'"), ("", "''")])
def test_cell_of_a_seed_becomes_a_literal_of_spark(root, cell, literal):
    template = jinja2.Environment(extensions=["jinja2.ext.do"]).from_string((root / "macros" / "spark.sql").read_text(encoding="utf-8"))
    assert str(template.module.spark_literal(cell)) == literal
