"""The report page: what it holds, and how it behaves in a browser."""

import json
import re
import shutil
from decimal import Decimal

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
    buttons = re.findall(r'class="n" data-places="([^"]*)" data-lines="([^"]*)">', text)
    assert len(buttons) > 400
    for indexes, lines in buttons:
        named = {places[int(index)]["line"] for index in indexes.split()}
        assert named == {int(line) for line in lines.split(", ")}
    cells = re.findall(r'<td [^>]*class="gt_row gt_right[^"]*">([^<]+)</td>', text)
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
        assert first.locator(".mark-text.role-mark text").count() == scopes
        assert first.locator(".mark-rect.role-mark path").count() == scopes + 2 * scopes - still_open  # bars, ticks at closed ends
        assert first.locator(".mark-symbol.role-mark path").count() == still_open  # arrows
        for chart in page.query_selector_all(".chart"):
            names = [text.text_content() for text in chart.query_selector_all(".mark-text.role-mark text")]
            assert len(names) > 1 and all(re.search("[0-9]|^[A-Z]$", name) for name in names)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible_and_fits(browser, page_file, scheme, width):
    with opened(browser, page_file, color_scheme=scheme, viewport={"width": width, "height": 844}) as page:
        page.wait_for_selector(".chart svg")
        page.locator(".conflicts summary").first.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_opens_the_contradictions(browser, page_file):
    with opened(browser, page_file) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".conflicts details:not([open])").count() == 0


def test_hostile_text_stays_text(browser, root, warehouse, tmp_path):
    spoiled = tmp_path / "spoiled.duckdb"
    shutil.copy(root / "warehouse" / "claimhouse.duckdb", spoiled)
    with duckdb.connect(str(spoiled)) as connection:
        for column in (
            "marts.observations.printed",
            "marts.observations.subject_name",
            "marts.contradictions.summary",
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
