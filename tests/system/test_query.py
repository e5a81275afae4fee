"""The forms of an answer lose nothing: every column and every character at every width."""

import csv
import importlib.metadata
import io
import json
import os
import subprocess

import duckdb
import pyarrow.parquet
import pytest
from faults import CLAIMHOUSE, environment
from rich.cells import cell_len
from support.commands import answered

from claimhouse.cells import as_terminal
from claimhouse.query import answer

WIDTHS = [40, 80, 100, 200, 400]


@pytest.fixture(scope="module")
def marts(root, warehouse):
    with duckdb.connect(str(root / "warehouse/claimhouse.duckdb"), read_only=True) as connection:
        yield connection.execute("use claimhouse.marts")


def names(marts):
    return [name for (name,) in marts.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()]


def squeezed(texts) -> str:
    return "".join("".join(texts).split())


def shown(columns, row):
    """The cells of a row as a terminal shows them: the one empty side of an interval is open."""
    for name, value in zip(columns, row, strict=True):
        pair = {"low": "high", "high": "low"}.get(name.rpartition("_")[2])
        other = name[: len(name) - len(name.rpartition("_")[2])] + pair if pair else None
        yield "open" if value is None and other in columns and row[columns.index(other)] is not None else as_terminal(value)


def read_table(text):
    """Column by column, the characters below each name; rows cannot be told from lines of one row."""
    lines = [line[1:-1] for line in text.splitlines() if line[0] in "┃│"]
    cells = [[cell.strip() for cell in line.replace("┃", "│").split("│")] for line in lines]
    return {column[0]: squeezed(column[1:]) for column in zip(*cells, strict=True)}


def read_blocks(text, columns):
    """Column by column, the values of all blocks; a name that has a line of its own has its value below."""
    found = {column: "" for column in columns}
    name, indent = None, max(map(len, columns)) + 2
    for line in text.splitlines():
        if line.startswith("row ") and line.endswith("─"):
            continue
        if line.startswith(" "):
            found[name] += squeezed(line)
        else:
            name = line[:indent].strip()
            found[name] += squeezed(line[indent:])
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_every_mart_at_every_width(marts, width):
    for name in names(marts):
        query = f"from {name} order by all limit 40"
        cursor = marts.execute(query)
        columns, rows = [column[0] for column in cursor.description], cursor.fetchall()
        output, remark = answer(marts, query, "table", width)
        text = output.decode()
        assert max(map(cell_len, text.splitlines())) <= width
        if remark and not rows:
            assert text.splitlines() == ["no rows", *columns], name
            continue
        cells = zip(*(shown(columns, row) for row in rows), strict=True) if rows else [()] * len(columns)
        expected = {column: squeezed(of_column) for column, of_column in zip(columns, cells, strict=True)}
        assert (read_blocks(text, columns) if remark else read_table(text)) == expected, name
        assert ("one record per block" in remark) == text.startswith("row 1 ")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_names_and_values_beyond_the_width_are_wrapped(marts, width):
    name, value = "a_name_that_is_longer_than_the_terminal_is_wide", "word " * 30 + "x" * 100 + "中文" * 30
    output, remark = answer(marts, f"select '{value}' as {name}, 12345678901234567890.123456789::decimal(38, 9) as number", "table", width)
    text = output.decode()
    assert squeezed(value) in squeezed(text) and squeezed(name) in squeezed(text)
    assert "12,345,678,901,234,567,890.123456789" in squeezed(text) and max(map(cell_len, text.splitlines())) <= width


def test_no_row_still_names_every_column(marts):
    for width in (40, 400):
        text = answer(marts, "from observations where false", "table", width)[0].decode()
        assert all(column in text for column, *_ in marts.execute("describe observations").fetchall())


def test_the_terminal_is_asked_for_its_width(root, warehouse):
    for width in ("40", "200"):
        result = subprocess.run(
            [*CLAIMHOUSE, "sql", "from company_financials limit 3"],
            env=environment(root) | {"COLUMNS": width},
            capture_output=True,
            text=True,
        )
        assert max(map(len, result.stdout.splitlines())) <= int(width) and "Hygon" in result.stdout or "company_name" in result.stdout
        assert ("do not fit 40 characters: one record per block" in result.stderr) == (width == "40")


def test_names_of_columns_are_quoted_in_csv(marts):
    output = answer(marts, """select 1 as "a, b", 2 as "c""d", 3 as "e\nf", 4 as plain, '' as "=1+1" """, "csv", 0)[0].decode()
    assert output.startswith('"a, b","c""d","e\nf",plain,"\'=1+1"\n')
    assert next(csv.reader(io.StringIO(output)))[:4] == ["a, b", 'c"d', "e\nf", "plain"]


def test_json_holds_only_json_and_no_form_loses_a_column(marts):
    query = "select 'infinity'::double as a, '-infinity'::float as b, 'nan'::double as c, ['nan'::double] as d, 1 as a, 2 as a, 3 as a_2"
    output = answer(marts, query, "json", 0)[0]

    def refuse(constant):
        raise AssertionError(constant)

    found = json.loads(output, parse_constant=refuse)
    output = answer(marts, "select 1 as a, 2 as a", "parquet", 0)[0]
    assert pyarrow.parquet.read_table(io.BytesIO(output)).to_pylist() == [{"a": 1, "a_2": 2}]
    assert found == [{"a": "inf", "b": "-inf", "c": "nan", "d": ["nan"], "a_2": 1, "a_3": 2, "a_2_2": 3}]


MOMENTS = [
    ("'infinity'::timestamptz", '"infinity"'),
    ("'-infinity'::date", '"\'-infinity"'),
    ("['infinity'::date]", '"[""infinity""]"'),
    ("{'a DATE': time '24:00', 'TIME': 1}", '"{""a DATE"": ""24:00:00"", ""TIME"": 1}"'),
    ("interval '1 month 3 days'", "1 month 3 days"),
    ("interval 100000000 years", "100000000 years"),
    ("timestamp_ns '2026-01-01 12:00:00.123456789'", "2026-01-01 12:00:00.123456789"),
    ("date '2026-01-31'", "2026-01-31"),
    ("'DATE'::enum('DATE', 'x')", '"DATE"'),
    ("null::date", ""),
]


@pytest.mark.parametrize(("moment", "text"), MOMENTS)
def test_moments_are_written_as_duckdb_has_them(marts, moment, text):
    assert answer(marts, f"select {moment} as moment", "csv", 0)[0].decode() == f"moment\n{text}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-- note\nselect 1 as a"], "a\n1\n"),
        (["--note=x\nselect 1 as a"], "a\n1\n"),
        (["--rows=1", "-- note\nselect 1 as a"], "a\n1\n"),
        (["--", "-- note\nselect 1 as a"], "a\n1\n"),
        (["-- a\nexplain (format json) select 1"], "explain_key"),
        (["-- nothing else"], "the query holds no statement"),
        (["--fromat", "select 1"], "No such option"),
        (["-- note\ncopy (select 1) to 'x'"], "expected statements that read"),
    ],
)
def test_a_query_may_begin_with_a_comment(root, warehouse, arguments, said):
    result = answered(root, "sql", "--format", "csv", *arguments)
    assert result.stdout == said if said.startswith("a\n") else said in result.stdout + result.stderr, result.stderr


def test_version():
    said = f"claimhouse {importlib.metadata.version('claimhouse')}\n"
    assert subprocess.run([*CLAIMHOUSE, "--version"], env=dict(os.environ), capture_output=True, text=True).stdout == said


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["OpenAI"], 0, "openai-annualized_revenue"),
        (["ANTHROPIC"], 0, "anthropic-"),
        (["openia"], 1, "most like it: openai, "),
        (["market_growth", "medium|2025|2026|china_llm_market|CN|CNY|market_size", "growth_low"], 0, "in growth_low"),
        (["Market_Growth", "MEDIUM|2025|2026|china_llm_market|cn|cny|market_size", "Growth_Low"], 0, "in growth_low"),
        (
            ["market_growth", "medium|2025|2026|china_llm_market|CN|CNY|market_size", "growth"],
            1,
            "columns with one: cagr_high, cagr_low, cagr_mid",
        ),
        (
            ["market_growth", "medium|2025|2062|china_llm_market|CN|CNY|market_size"],
            1,
            "most like it: medium|2025|2026|china_llm_market|CN|CNY",
        ),
        (["market_grwth", "medium|2025|2026|china_llm_market|CN|CNY|market_size"], 1, "most like it: market_growth, "),
    ],
)
def test_trace_forgives_case_and_suggests(root, warehouse, arguments, status, said):
    result = answered(root, "trace", *arguments)
    assert result.returncode == status and said in (result.stderr if status else result.stdout), result.stderr
