"""The lint over compiled SQL names every construct that engines answer differently, and finds none in the project."""

import portability
import pytest

from claimhouse.loading.plan import load_plan

# Each construct with what the lint says of it, and the spelling that it asks for.
BANNED = [
    ("concat(a, b)", "skips NULL", "a || b"),
    ("row_number() over (order by a)", "nulls last", "row_number() over (order by a nulls last)"),
    ("row_number() over (order by b desc, a)", "nulls last", "row_number() over (order by b desc, coalesce(a, ''))"),
    ("a / 3", "cast one side to double", "cast(a as double) / 3"),
    ("cast(a as double) / b", "division by zero", "cast(a as double) / nullif(b, 0)"),
    ("1e0 / 0e0", "division by zero", "1e0 / 2e0"),
    ("a // 2", "// does not exist", "floor(cast(a as double) / 2)"),
    ("avg(a)", "avg of decimals", "avg(cast(a as double))"),
    ("round(a, 2)", "breaks ties", "floor(a)"),
    ("cast(2.5 as integer)", "rounds on DuckDB", "cast('2' as integer)"),
    ("cast(a / 1e0 as bigint)", "rounds on DuckDB", "cast(floor(a / 1e0) as bigint)"),
    ("cast(cast(a as decimal(9, 2)) + 1 as integer)", "rounds on DuckDB", "cast(cast(a as integer) + 1 as integer)"),
    ("cast(cast(a as double) as varchar)", "written otherwise", "cast(cast(a as decimal(9, 2)) as varchar)"),
    ("regexp_replace(a, 'b', 'c')", "first match", "replace(a, 'b', 'c')"),
    (r"regexp_extract(a, '\d')", "backslash", "regexp_extract(a, '[0-9]')"),
    ("extract(dow from a)", "day of the week", "extract(year from a)"),
    ("dayofweek(a)", "day of the week", "year(a)"),
    ("log(a)", "base 10", "ln(a)"),
    ("a + interval 1 day", "timestamp", "a + 1"),
    ("a[1]", "first item", "list_extract(a, 1)"),
    ("substr(a, -2)", "from zero", "substr(a, 2)"),
    ("left(a, -1)", "of a negative length", "left(a, 1)"),
    ("upper(a)", "other letters", "lower(a)"),
    ("first(a)", "up to the engine", "min(a)"),
    ("rtrim(replace(y, '.', ''), '0')", "before the text", "trim(trailing '0' from replace(y, '.', ''))"),
    ("ltrim(y, '0')", "before the text", "ltrim(coalesce(y, ''))"),
]


@pytest.mark.parametrize(("banned", "named", "allowed"), BANNED)
def test_banned_construct_is_named_and_its_replacement_is_not(banned, named, allowed):
    nested = "with t as (select {} as x from s) select x from t where x is not null"
    assert [problem for problem in portability.problems(nested.format(banned)) if named in problem]
    assert list(portability.problems(nested.format(allowed))) == []


def test_every_rule_has_a_construct_that_it_names():
    named = [problem for banned, *_ in BANNED for problem in portability.problems(f"select {banned}")]
    assert [advice for *_, advice in portability.RULES if not any(problem.endswith(advice) for problem in named)] == []


def test_compiled_sql_of_the_project_is_portable(root):
    steps = [step for step in load_plan(root) if step["sql"]]
    assert len(steps) > 60
    assert [f"{step['name']}: {problem}" for step in steps for problem in portability.problems(step["sql"])] == []


def test_no_column_has_a_type_of_one_engine(warehouse):
    """Sums of integers are hugeint on DuckDB, bigint on Spark; a double would be compared and written otherwise."""
    types = {found for (found,) in warehouse.execute("select distinct data_type from duckdb_columns() where not internal").fetchall()}
    portable = {"VARCHAR", "INTEGER", "BIGINT", "BOOLEAN", "DATE", "VARCHAR[]", "INTEGER[]"}
    assert {kind for kind in types if not kind.startswith("DECIMAL")} == portable
