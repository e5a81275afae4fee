"""The SQL console: one file opened from disk, driven in a browser and compared with the warehouse."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from browser import chromium, opened, started_by, violations
from test_sandbox import CHANGES

from claimhouse.catalog import read_catalog
from claimhouse.export import export
from claimhouse.query import answer

ROUTE = "2001:4860:4860::8888"  # for which the browser asks the system for a route, which sends nothing
HOSTILE = "<img src=x onerror='window.hostile = 1'>"


@pytest.fixture(scope="module")
def page_file(root, warehouse, tmp_path_factory):
    if not shutil.which("node") or not (root / "bi/console/node_modules").exists():
        pytest.skip("needs Node and its packages: npm ci in bi/console/")
    folder = tmp_path_factory.mktemp("console")
    export(root / "warehouse/claimhouse.duckdb", folder, ["duckdb"], lambda step: None)
    made = [root / "bi/console/build.mjs", folder / "claimhouse.duckdb", root / "docs/MARTS.md", folder / "console.html"]
    subprocess.run(["node", *made], check=True, env={**os.environ, "PYTHON": sys.executable})
    assert (folder / "console.html").stat().st_size < 6_000_000
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


def test_a_result_stands_below_its_query(console):
    run(console, "select 1 as one")
    table, query = console.locator("#results table").bounding_box(), console.locator("#sql").bounding_box()
    assert table["y"] > query["y"] + query["height"] and table["x"] == query["x"]


def answered(page) -> str:
    page.locator("#status[data-state=done], #status[data-state=failed]").wait_for(timeout=60_000)
    return page.locator("#status").inner_text()


def run(page, query: str) -> str:
    page.locator("#sql").fill(query)
    page.keyboard.press("Control+Enter")
    return answered(page)


def downloaded(page, result=0) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").nth(result).click()
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
    names = [mart.name for mart in read_catalog(marts)]
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
    assert console.locator("#results tbody").inner_text() == str(marts.execute("select count(*) from observations").fetchone()[0])


def test_the_link_carries_the_query(console, page_file):
    run(console, "select 'a&b=c#d' as linked")
    with console.context.expect_page() as other:
        console.locator("#link").click(modifiers=["Control"])
    answered(other.value)
    assert quote("'a&b=c#d'", safe="'") in other.value.url
    assert other.value.locator("#results tbody").inner_text() == "a&b=c#d"
    other.value.close()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select nothing from market_size", 'column "nothing" not found'),
        ("from 'https://example.invalid/a.csv'", "disabled"),
        ("load spatial", "expected statements that read"),
        ("drop table observations", "expected statements that read"),
        ("set enable_external_access = true", "expected statements that read"),
        ("copy (select 1) to 'claimhouse.duckdb'", "expected statements that read"),
        ("copy (select 1) to 'claimhouse.duckdb.wal' (use_tmp_file false)", "expected statements that read"),
        ("explain analyze copy (select 1) to 'x.csv'", "expected statements that read"),
        ("select 1; drop table observations", "drop table observations: expected statements that read"),
        ("select string_agg(repeat('x', 1000000)) from range(100000)", "stopped at 1024 MiB of memory: ask for less"),
        ("select repeat('x', 3000000000)", "more than DuckDB can hold in a browser: ask for less"),
        ("select 1); copy (select 1) to ('x.csv'", "Error"),
    ],
)
def test_what_cannot_be_answered_says_why(console, query, said):
    found = run(console, query)
    assert said in found and len(set(found.splitlines())) == len(found.splitlines()) - found.count("\n\n") + bool("\n\n" in found)
    assert console.locator("#results").inner_text() == ""


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
    for nothing in ("  ", "-- so", ";"):
        assert run(console, nothing) == "the query holds no statement"
        assert console.locator("#results").inner_text() == ""


def test_several_statements_give_several_results_as_on_the_command_line(console, marts):
    queries = ["select 'a;b' as x", "select market_name, year, low, high from market_size order by all", 'select 2 as ";"']
    assert run(console, f"{queries[0]}; /* c;d */ {queries[1]};;\n{queries[2]} -- e;f").startswith("3 results: 1 row, ")
    for number, query in enumerate(queries):
        assert downloaded(console, number) == answer(marts, query, "csv", 0)[0]


def test_cells_read_as_on_the_command_line(console):
    """Thousands commas in amounts and none in years, open ends named, no word broken."""
    run(console, "select 1234567.50::decimal(18, 2) as amount, -1234::decimal(9, 0) as loss, 2026 as year, 1 as low, null as high")
    assert console.locator("#results td").all_inner_texts() == ["1,234,567.5", "-1,234", "2026", "1", "open"]
    console.set_viewport_size({"width": 390, "height": 844})
    run(console, "select contradiction_id, kind, summary, likely_reading from contradictions")
    broken = console.evaluate("""() => [...document.querySelectorAll("#results td")].flatMap((cell) => {
        const text = cell.firstChild;
        return [...(text?.data ?? "").matchAll(/\\p{L}+/gu)].filter(([word]) => word.length < 20).filter(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
        }).map(([word]) => word);
    })""")
    console.set_viewport_size({"width": 1280, "height": 844})
    assert broken == []


def test_a_long_result_comes_in_pages_and_downloads_whole(console, marts):
    run(console, "from range(250)")
    assert console.locator(".pager span").inner_text() == "rows 1 to 100 of 250"
    console.get_by_role("button", name="Next").click()
    console.get_by_role("button", name="Next").click()
    assert console.locator(".pager span").inner_text() == "rows 201 to 250 of 250"
    assert console.locator("#results tbody tr").all_inner_texts() == [str(number) for number in range(200, 250)]
    assert console.get_by_role("button", name="Next").is_disabled()
    assert downloaded(console) == answer(marts, "from range(250)", "csv", 0)[0]


def test_a_query_is_stopped_by_hand_and_by_the_clock(console):
    slow = "select sum(a.line + b.line + c.line) from lineage as a, lineage as b, lineage as c"
    console.locator("#sql").fill(slow)
    console.get_by_role("button", name="Run").click()
    console.get_by_role("button", name="Stop").click()
    assert answered(console) == "stopped"
    console.clock.install()
    console.get_by_role("button", name="Run").click()
    console.get_by_role("button", name="Stop").wait_for()
    console.wait_for_timeout(3000)  # DuckDB starts anew and begins
    console.clock.fast_forward("01:01")
    assert answered(console) == "stopped after 60 seconds: ask for less"
    console.clock.resume()
    assert run(console, "select 1").startswith("1 row")


def test_names_of_tables_and_columns_are_completed(console):
    console.locator("#sql").fill("")
    console.locator("#sql").press_sequentially("select m.mark")
    assert console.locator("#suggestions").is_hidden()
    console.locator("#sql").fill(" from market_size as m")
    console.locator("#sql").press("Home")
    console.locator("#sql").press_sequentially("select m.mark")
    assert console.locator("#suggestions li").all_inner_texts() == ["market_id market_size", "market_name market_size"]
    console.keyboard.press("ArrowDown")
    console.keyboard.press("ArrowDown")
    console.keyboard.press("Enter")
    assert console.locator("#sql").input_value() == "select m.market_name from market_size as m"
    console.locator("#sql").fill("")
    console.locator("#sql").press_sequentially("from observ")
    console.keyboard.press("Tab")
    assert console.locator("#sql").input_value() == "from observations" and console.locator("#suggestions").is_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_result_is_drawn(console, width):
    console.set_viewport_size({"width": width, "height": 844})
    run(console, "select market_name, year, low, high from market_size where unit = 'CNY'")
    rows = int(console.locator("#status").inner_text().split()[0])
    kinds = console.locator(".tools select").first
    assert kinds.locator("option").all_inner_texts() == ["table", "bars", "lines", "intervals"]
    for kind, mark in (
        ("bars", "rect"),
        ("intervals", "line"),
        ("lines", "circle"),
    ):
        kinds.select_option(kind)
        assert console.locator(f"#results svg[role=img] g > {mark}").count() >= rows, kind
        assert violations(console) == []
        assert console.evaluate("document.documentElement.scrollWidth") <= width
    console.locator(".tools select").nth(1).select_option(label="high")
    assert "of high along year" in console.locator("#results p").last.inner_text()
    kinds.select_option("table")
    assert console.locator("#results tbody tr").count() == rows
    run(console, "select 'a' as text")
    assert console.locator(".tools select").count() == 1 and kinds.is_hidden()


def hostile_statements(root) -> tuple[list[str], list[str]]:
    """The statements of statements.txt: those that must be refused, and those that read."""
    text = (root / "tests/system/statements.txt").read_text(encoding="utf-8").replace("{database}", "claimhouse.duckdb")
    refused, reads = [part.splitlines()[1:] for part in text.strip().split("\n\n")[1:]]
    return [query.replace("\\n", "\n") for query in refused], [query.replace("\\n", "\n") for query in reads]


def asked(page, queries: list[str]) -> list[list[str]]:
    """Runs the statements one after the other; of each, its state and what the page says."""
    ask = """async (queries) => {
        const [editor, status] = ["sql", "status"].map((id) => document.getElementById(id));
        const said = [];
        for (const query of queries) {
          editor.value = query;
          document.getElementById("form").requestSubmit();
          while (status.dataset.state === "running") await new Promise((resolve) => setTimeout(resolve, 2));
          said.push([status.dataset.state, status.textContent + document.getElementById("results").textContent]);
        }
        return said;
    }"""
    return page.evaluate(ask, queries)


def test_hostile_statements_reach_nothing(console, root):
    """Every statement of statements.txt; that none asks for anything outside is checked when the console closes."""
    refused, reads = hostile_statements(root)
    found = asked(console, [*refused, *reads])
    assert len(refused) >= 200 and [query for query, (state, _) in zip(refused, found, strict=False) if state != "failed"] == []
    assert not any("root:" in said or "hidden" in said for _, said in found)
    assert run(console, "select count(*) from observations").startswith("1 row")


def test_the_system_sees_no_harm_of_hostile_statements(console, page_file, root, tmp_path):
    """From the first to the last no packet leaves, no file outside the browser's own profile changes, none that is named is opened."""
    if not shutil.which("strace"):
        pytest.skip("needs strace")
    through, trace, seen = tmp_path / "chromium", tmp_path / "trace", tmp_path / "seen.html"
    calls = ",".join(sorted(CHANGES - {"socket", "bind"} | {"open", "openat", "openat2", "connect", "sendto", "sendmsg", "sendmmsg"}))
    through.write_text(f'#!/bin/sh\nexec strace -f -ttt -qq --seccomp-bpf -s 300 -o {trace} -e trace={calls} "$CHROMIUM" "$@"\n')
    through.chmod(0o755)
    seen.write_text("seen")
    statements = [query for part in hostile_statements(root) for query in part]
    browser = started_by(through, console.context.browser)
    with opened(browser, page_file) as page:
        answered(page)
        first = time.time()
        asked(page, statements)
        last = time.time()
    other = browser.new_page()
    other.goto(seen.as_uri())
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        other.goto("http://127.0.0.1:47999/")
    browser.close()
    assert harm_of_browser(trace, first, last, set(re.findall(r"'(/[^']*)'", " ".join(statements)))) == []
    after = harm_of_browser(trace, last, time.time(), {str(seen)})
    assert any("seen.html" in line for line in after) and any("htons(47999)" in line for line in after)  # it sees what there is to see


def harm_of_browser(trace: Path, first: float, last: float, named: set[str]) -> list[str]:
    """Calls of the system between two times that send to a network, open a file of those named, or change a file outside the profile."""
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"\d+ +([\d.]+) (\w+)\(", line)
        if not call or not first <= float(call[1]) <= last or " = -1 ENOENT" in line or ROUTE in line:
            continue
        paths = [] if call[2].startswith("send") else re.findall(r'[(\s]"(/(?:[^"\\]|\\.)*)"', line)  # what is sent holds any bytes
        writes = not call[2].startswith("open") or re.search("O_WRONLY|O_RDWR|O_CREAT", line)
        outside = [path for path in paths if not re.search(r"/playwright|^/dev/|^/proc/|chromium", path)]
        if "AF_INET" in line or named & set(paths) or (writes and outside):
            found.append(line)
    return found


def test_hostile_text_stays_text(console):
    run(console, f"""select '{HOSTILE.replace("'", "''")}' as "{HOSTILE}" """)
    assert console.locator("#results td").inner_text() == console.locator("#results th").inner_text() == HOSTILE
    assert console.locator("img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_console_is_accessible_and_fits(console, width):
    console.set_viewport_size({"width": width, "height": 844})
    run(console, "from contradictions")
    console.locator("#tables summary").first.click()
    assert violations(console) == []
    assert console.evaluate("document.documentElement.scrollWidth") <= width
