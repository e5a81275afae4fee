"""The SQL console: one file opened from disk, driven in a browser and compared with the warehouse."""

import re
import shutil
import subprocess
from urllib.parse import quote

import duckdb
import pytest
from browser import chromium, opened, violations

from claimhouse.export import export
from claimhouse.query import answer

HOSTILE = "<img src=x onerror='window.hostile = 1'>"


@pytest.fixture(scope="module")
def page_file(root, warehouse, tmp_path_factory):
    if not shutil.which("node") or not (root / "bi/console/node_modules").exists():
        pytest.skip("needs Node and its packages: npm ci in bi/console/")
    folder = tmp_path_factory.mktemp("console")
    export(root / "warehouse/claimhouse.duckdb", folder, ["duckdb"], lambda step: None)
    made = [root / "bi/console/build.mjs", folder / "claimhouse.duckdb", root / "docs/MARTS.md", folder / "console.html"]
    subprocess.run(["node", *made], check=True)
    return folder / "console.html"


@pytest.fixture(scope="module")
def console(page_file):
    """The console, started once; on leaving, it must have asked for nothing and complained of nothing."""
    with chromium() as browser, opened(browser, page_file) as page:
        answered(page)
        yield page


@pytest.fixture(scope="module")
def marts(root, warehouse):
    with duckdb.connect(str(root / "warehouse/claimhouse.duckdb"), read_only=True) as connection:
        yield connection.execute("use claimhouse.marts")


def answered(page) -> str:
    page.locator("#status", has_text=re.compile(r"^\d+ rows?|Error")).wait_for(timeout=60_000)
    return page.locator("#status").inner_text()


def run(page, query: str) -> str:
    page.locator("#sql").fill(query)
    page.keyboard.press("Control+Enter")
    return answered(page)


def downloaded(page) -> bytes:
    with page.expect_download() as download:
        page.locator("#csv").click()
    return download.value.path().read_bytes()


def test_every_question_of_the_marts_has_the_same_answer(console, marts, root):
    questions = re.findall(r"^### `\w+`\n([^\n]+)\n\n```sql\n(.*?)```", (root / "docs/MARTS.md").read_text(encoding="utf-8"), re.S | re.M)
    assert len(questions) > 10
    for question, query in questions:
        console.get_by_role("button", name=question).click()
        answered(console)
        assert console.locator("#sql").input_value() == query.strip()
        assert downloaded(console) == answer(marts, query, "csv", 0)[0], question


def test_every_mart_downloads_whole(console, marts):
    names = [name for (name,) in marts.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()]
    listed = [text.split("\n")[0] for text in console.locator("#tables summary").all_inner_texts()]
    assert listed == names
    for name in names:
        query = f"from {name} order by all"
        run(console, query)
        assert downloaded(console) == answer(marts, query, "csv", 0)[0], name


def test_types_that_javascript_has_not(console, marts):
    query = """
        select 12345678901234567890.123456::decimal(38,6) as d, (-0.05)::decimal(10,2) as n, 9007199254740993::bigint as b, true as t,
            1e300 as f, 2.0::double as g, date '2026-06-01' as day, [0.50::decimal(4,2), null] as l, ['a"b', null] as s,
            null as nothing, '' as empty, '=1+1' as formula, '+56%' as figure
    """
    assert run(console, query).startswith("1 row")
    assert downloaded(console) == answer(marts, query, "csv", 0)[0]


def test_a_typed_query_is_answered(console, marts):
    console.locator("#sql").fill("")
    console.locator("#sql").press_sequentially("select count(*) as figures from observations")
    console.get_by_role("button", name="Run").click()
    answered(console)
    assert console.locator("#result tbody").inner_text() == str(marts.execute("select count(*) from observations").fetchone()[0])


def test_the_link_carries_the_query(console, page_file):
    run(console, "select 'a&b=c#d' as linked")
    with console.context.expect_page() as other:
        console.locator("#link").click(modifiers=["Control"])
    answered(other.value)
    assert quote("'a&b=c#d'", safe="'") in other.value.url
    assert other.value.locator("#result tbody").inner_text() == "a&b=c#d"
    other.value.close()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select nothing from market_size", 'column "nothing" not found'),
        ("from 'https://example.invalid/a.csv'", "disabled"),
        ("load spatial", "expected one statement that reads"),
        ("drop table observations", "expected one statement that reads"),
        ("set enable_external_access = true", "expected one statement that reads"),
        ("copy (select 1) to 'claimhouse.duckdb'", "expected one statement that reads"),
        ("copy (select 1) to 'claimhouse.duckdb.wal' (use_tmp_file false)", "expected one statement that reads"),
        ("explain analyze copy (select 1) to 'x.csv'", "expected one statement that reads"),
        ("select 1; select 2", "expected one statement that reads"),
        ("select 1); copy (select 1) to ('x.csv'", "Error"),
    ],
)
def test_what_cannot_be_answered_says_why(console, query, said):
    assert said in run(console, query)
    assert console.locator("#csv").is_hidden()


@pytest.mark.parametrize(
    "query",
    [
        "select 1;",
        "explain select 1",
        "explain analyze select 1",
        "describe observations",
        "show tables",
        "values (1)",
        "summarize market_size",
        "with a as (select 1 as b) from a -- so",
        "pivot observations on obs_status in ('A') using count(*)",
        "table contradictions",
    ],
)
def test_statements_that_read_are_answered(console, query):
    assert re.match(r"\d+ rows?", run(console, query))


def test_no_statement_keeps_no_old_result(console):
    run(console, "select 1")
    console.locator("#sql").fill("  ")
    console.keyboard.press("Control+Enter")
    console.locator("#status", has_text="The query holds no statement").wait_for()
    assert console.locator("#result").inner_text() == "" and console.locator("#csv").is_hidden()


def test_hostile_text_stays_text(console):
    run(console, f"""select '{HOSTILE.replace("'", "''")}' as "{HOSTILE}" """)
    assert console.locator("#result td").inner_text() == console.locator("#result th").inner_text() == HOSTILE
    assert console.locator("img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_console_is_accessible_and_fits(console, width):
    console.set_viewport_size({"width": width, "height": 844})
    run(console, "from contradictions")
    console.locator("#tables summary").first.click()
    assert violations(console) == []
    assert console.evaluate("document.documentElement.scrollWidth") <= width
