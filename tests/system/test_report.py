"""The report page: what it holds, and how it behaves in a browser."""

import csv
import html
import io
import json
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from browser import chromium, opened, violations

pytest.importorskip("altair", reason="needs the packages of requirements/report.lock")
from claimhouse.report import write  # noqa: E402
from claimhouse.report.marts import interval  # noqa: E402

HOSTILE = "<script>window.hostile = 1</script>\"'</style><img src=x onerror='window.hostile = 1'>\u202eabc"
CHARTS = 9


@pytest.fixture(scope="module")
def page_file(root, warehouse, tmp_path_factory):
    out = tmp_path_factory.mktemp("report") / "report.html"
    write(root / "warehouse" / "claimhouse.duckdb", out)
    return out


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        ("49500000000", "51000000000", "CNY", "CNY 49.5–51 bn"),
        ("70000000000", None, "CNY", "≥ CNY 70 bn"),
        (None, "20.5426", "ratio", "≤ 20.55"),
        ("37.2549", None, "percent", "≥ 37.25 %"),
        ("1176.583321", "5176.5", "points", "1,176–5,177"),
        ("64761990", "64784619", "CNY", "CNY 64.76–64.79 m"),
        ("-13500000000", "7000000000", "CNY", "CNY −13.5 to 7 bn"),
        ("8", "8", "count", "8"),
        ("0", "0", "percent", "0 %"),
        ("20454", "20484.5", "date", "2026-01-01 to 2026-02-01"),
        (None, None, "CNY", ""),
    ],
)
def test_intervals_are_rounded_outward(low, high, unit, text):
    assert interval(low and Decimal(low), high and Decimal(high), unit) == text


def test_every_number_names_its_places(page_file):
    text = page_file.read_text(encoding="utf-8")
    places = json.loads(re.search(r'id="places-data">(.*?)</script>', text)[1])
    buttons = re.findall(r'class="n" data-places="([^"]*)" data-lines="([^"]*)"', text)
    assert len(buttons) > 400
    for indexes, lines in buttons:
        named = {places[int(index)]["line"] for index in indexes.split()}
        assert named == {int(line) for line in lines.split(", ")}
    cells = re.findall(r'<td class="number">([^<]+)</td>', text)
    assert [cell for cell in cells if re.search("[0-9]", cell)] == []  # no number in a table without its places


def test_same_marts_give_the_same_bytes(root, page_file, tmp_path):
    write(root / "warehouse" / "claimhouse.duckdb", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page_file.read_bytes()


def test_an_unknown_report_is_named(root, warehouse, tmp_path):
    with pytest.raises(LookupError, match="no report other; known: cai2026"):
        write(root / "warehouse" / "claimhouse.duckdb", tmp_path / "none.html", "other")
    assert list(tmp_path.iterdir()) == []


def test_charts_are_drawn_with_every_interval(browser, page_file, warehouse):
    scopes, still_open = warehouse.execute("""
        select count(*), count(*) filter (where low is null or high is null) from marts.market_size where level = 'scope'
    """).fetchone()
    with opened(browser, page_file) as page:
        page.wait_for_function(f"document.querySelectorAll('.chart svg').length === {CHARTS}")
        first = page.locator(".chart").first
        assert first.locator(".mark-text.role-mark text").count() == 2 * scopes  # each on a ground of paper
        assert first.locator(".mark-rect.role-mark path").count() == scopes + 2 * scopes - still_open  # bars, ticks at closed ends
        assert first.locator(".mark-symbol.role-mark path").count() == still_open  # arrows
        for chart in page.query_selector_all(".chart"):
            names = [text.text_content() for text in chart.query_selector_all(".mark-text.role-mark text")]
            assert len(names) > 1 and all(re.search("[0-9]|^[A-Z]$", name) for name in names)


def test_no_name_of_a_chart_is_cut_on_a_telephone(browser, page_file):
    with opened(browser, page_file, viewport={"width": 390, "height": 844}) as page:
        page.wait_for_function(f"document.querySelectorAll('.chart svg').length === {CHARTS}")
        names = page.locator(".chart .mark-text.role-mark text").all_text_contents()
        assert len(names) > 100 and not [name for name in names if "…" in name]


def test_a_contradiction_opens_to_its_provenance(browser, page_file, warehouse):
    name, line_a, line_b, printed = warehouse.execute("""
        select contradiction_id, line_a, line_b, printed from marts.contradictions
        inner join marts.observations on list_contains(contradictions.observation_ids, observation_id)
        where severity = 'hard' and relative_gap is not null and line_a <> line_b order by severity_rank, observation_id limit 1
    """).fetchone()
    with opened(browser, page_file) as page:
        conflict = page.locator(f"[id='{name}']")
        conflict.locator("summary").focus()
        page.keyboard.press("Enter")
        text = conflict.locator(".places").inner_text()
        assert f"Line {line_a}," in text and f"Line {line_b}," in text and printed in text
        conflict.locator("button.n", has_text=printed).first.focus()
        page.keyboard.press("Enter")
        shown = page.locator("#places")
        assert shown.is_visible() and printed in shown.inner_text()
        page.keyboard.press("Escape")
        assert not shown.is_visible()


def test_a_number_shows_its_places_on_hover(browser, page_file):
    with opened(browser, page_file) as page:
        number = page.locator("#market-size button.n").first
        number.hover()
        assert f"Line {number.get_attribute('data-lines').split(',')[0]}" in page.locator("#places").inner_text()
        page.locator("h1").hover()
        assert page.locator("#places").is_hidden()
        page.locator(".chart").first.locator(".mark-rect.role-mark path").first.hover()
        assert "Line " in page.locator("#places").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1400, "light")])
@pytest.mark.parametrize("address", ["", "#subject/openai"])
def test_the_page_is_accessible_and_fits(browser, page_file, width, scheme, address):
    with opened(browser, page_file, color_scheme=scheme, viewport={"width": width, "height": 844}) as page:
        page.goto(page.url + address)
        page.wait_for_selector(f"{'#subject' if address else '#whole'} .chart svg")
        if not address:
            page.locator(".conflicts summary").first.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_headline_adds_up(page_file, warehouse):
    opening = page_file.read_text(encoding="utf-8").partition('<dl class="sums">')[2].partition("</dl>")[0]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", opening))
    conflicts, relations = re.search(r"(\d+) conflicts = (.*?);", text), re.search(r"(\d+) relations = (.*?);", text)
    for total, parts in (conflicts.groups(), relations.groups()):
        assert int(total) == sum(int(part) for part in re.findall(r"\d+", parts)) > 0
    assert int(conflicts[1]) == warehouse.execute("select count(*) from marts.contradictions where report_id = 'cai2026'").fetchone()[0]


def test_chips_search_sorting_and_downloads(browser, page_file, warehouse):
    wanted = "severity = 'hard' and materiality = 'high' and report_id = 'cai2026'"
    hard = warehouse.execute(f"select count(*) from marts.contradictions where {wanted}").fetchone()[0]
    with opened(browser, page_file, accept_downloads=True) as page:
        for chip in ("hard", "high"):
            page.locator(f"button.chip[data-value={chip}]").click()
        assert page.locator(".conflicts > li:visible").count() == hard
        assert f"{hard} of" in page.locator("#shown").inner_text()
        page.fill("#search", "openai annualized 4.2")
        page.locator("#results a", has_text="approximately $4.2 billion").last.click()
        assert page.locator("#subject-title").inner_text() == "OpenAI" and page.locator("#whole").is_hidden()
        assert page.locator("tr.found").inner_text().count("$4.2 billion") == 1
        page.goto(page.url.split("#")[0] + "#device-shipments")
        table = page.locator("#device-shipments")
        table.get_by_role("button", name="Units").click()
        values = table.locator("tbody button.n[data-low]").evaluate_all(
            "all => all.filter(one => one.closest('td').cellIndex === 2).map(one => Number(one.dataset.low))"
        )
        assert values == sorted(values) and len(values) > 3
        with page.expect_download() as loaded:
            table.locator("button.csv").click()
        rows = list(csv.DictReader(io.StringIO(loaded.value.path().read_text(encoding="utf-8"))))
        assert [Decimal(row["Units, low"]) for row in rows if row["Units, low"]] == [Decimal(str(value)) for value in values]


def test_every_row_and_conflict_has_an_address(page_file):
    text = page_file.read_text(encoding="utf-8").partition('<script type="application/json"')[0]
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    links = [unquote(address) for address in re.findall(r'class="link" href="#([^"]+)"', text)]
    assert len(links) > 300 and set(map(html.unescape, links)) <= set(map(html.unescape, ids))


def test_the_text_is_marked_and_accounts_for_every_figure(browser, root, warehouse, tmp_path):
    source = os.environ.get("CLAIMHOUSE_SOURCE")
    if not source:
        pytest.skip("needs the text of the report: CLAIMHOUSE_SOURCE")
    drafted = tmp_path / "claimhouse.duckdb"
    shutil.copy(root / "warehouse" / "claimhouse.duckdb", drafted)
    with duckdb.connect(str(drafted)) as connection:
        connection.execute("update seeds.excluded_tokens set reason = 'open' where line = 2 and token = 1")
    write(drafted, tmp_path / "report.html", source=Path(source))
    text = (tmp_path / "marked.html").read_text(encoding="utf-8")
    marks = json.loads(re.search(r'id="marks-data">(.*?)</script>', text)[1])
    figures = [figure for mark in marks for figure in mark.get("figures", [])]
    assert len(figures) == warehouse.execute("select count(*) from marts.observations where report_id = 'cai2026'").fetchone()[0]
    assert "Not found on their lines" not in text and "unread" not in {mark["state"] for mark in marks}
    assert [mark["state"] for mark in marks].count("open") == 1 and "waiting for review" in text
    with opened(browser, tmp_path / "marked.html", viewport={"width": 390, "height": 844}) as page:
        lines = page.locator("main p").all_inner_texts()
        printed = [line for line in Path(source).read_text(encoding="utf-8").split("\n") if line.strip()]
        assert len(lines) == len(printed)
        page.locator("mark.contradicted[role=button]").first.click()
        assert "contradicted" in page.locator("#panel").inner_text()
        page.locator("main mark.open").click()
        assert "waits for review" in page.locator("#panel").inner_text()
        page.locator("button.state[data-state=agrees]").click()
        assert page.evaluate("getComputedStyle(document.querySelector('main mark.agrees')).backgroundColor") == "rgba(0, 0, 0, 0)"
        assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_opens_the_contradictions(browser, page_file):
    with opened(browser, page_file) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".conflicts details:not([open])").count() == 0


def test_hostile_text_stays_text(browser, root, warehouse, tmp_path):
    spoiled = tmp_path / "claimhouse.duckdb"  # the name that its views know
    shutil.copy(root / "warehouse" / "claimhouse.duckdb", spoiled)
    with duckdb.connect(str(spoiled)) as connection:
        for column in (
            "core.fct_observation.printed",
            "marts.contradictions.summary",
            "marts.contradictions.statement",
            "marts.contradictions.likely_reading",
            "marts.implied_values.description",
            "seeds.subjects.name",
            "seeds.scopes.name",
            "seeds.sections.title",
            "seeds.reports.title",
        ):
            table, _, name = column.rpartition(".")
            connection.execute(f"update {table} set {name} = $1", [HOSTILE])
    write(spoiled, tmp_path / "hostile.html")
    with opened(browser, tmp_path / "hostile.html") as page:
        page.wait_for_function(f"document.querySelectorAll('.chart svg').length === {CHARTS}")
        page.locator(".conflicts summary").first.click()
        page.locator("button.n").first.click()
        assert page.evaluate("window.hostile") is None
        assert page.locator("img").count() == 0
        assert HOSTILE in page.locator("#places").text_content()
        assert HOSTILE in page.locator("h1").text_content()
