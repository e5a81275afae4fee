"""The documentation site: its pages opened from disk, and what they say of the models."""

import os
import re
from pathlib import Path

import pytest
import yaml
from browser import chromium, opened, violations

pytest.importorskip("dbt_colibri", reason="needs the packages of requirements/site.lock")
from claimhouse import site  # noqa: E402
from claimhouse.files import OURS  # noqa: E402


@pytest.fixture(scope="module")
def folder(root, warehouse, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    site.make(root, out, lambda step: None, source=Path(text) if (text := os.environ.get("CLAIMHOUSE_SOURCE")) else None)
    return out


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def test_the_index_leads_to_every_page(browser, folder):
    with opened(browser, folder / "index.html") as page:
        links = page.eval_on_selector_all("a", "all => all.map(link => link.getAttribute('href'))")
        assert sorted([*links, "index.html"]) == sorted(path.name for path in folder.iterdir())
        assert "make console" in page.inner_text("main")  # it is made apart, and not made here
        assert max(path.stat().st_size for path in folder.iterdir()) <= 6_000_000
        assert violations(page) == []


def test_models_are_documented_offline(browser, folder):
    with opened(browser, folder / "models.html") as page:
        page.goto(page.url.split("#")[0] + "#!/model/model.claimhouse.market_size")
        page.get_by_text("Market and calendar year").first.wait_for()
        page.goto(page.url.split("#")[0] + "#!/exposure/exposure.claimhouse.sql_console")
        page.get_by_text("All marts with DuckDB-WASM").first.wait_for()
        assert violations(page) == []


def test_every_column_is_described_and_traced(browser, folder):
    with opened(browser, folder / "columns.html") as page:
        page.get_by_text("market_size", exact=True).first.wait_for()  # it opens on a mart
        nodes = page.evaluate("Object.values(window.colibriData.nodes)")
        edges = page.evaluate("window.colibriData.lineage.edges")
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        buttons = page.locator(".react-flow__panel.bottom button")
        assert buttons.count() > 4 and all(
            0 <= box["x"] <= 390 - box["width"] for box in map(lambda one: one.bounding_box(), buttons.all())
        )
    tables = [node for node in nodes if node["nodeType"] in ("model", "seed")]
    assert len(tables) > 100
    described = {(table["name"], name) for table in tables for name, column in table["columns"].items() if column.get("description")}
    # the columns of a seed are described once, in _seeds.yml; its staging model has the same
    undescribed = [
        f"{table['name']}.{name}"
        for table in tables
        for name in table["columns"]
        if not {(table["name"], name), (table["name"].removeprefix("stg_"), name)} & described and not name.endswith("_key")
    ]
    assert undescribed + [table["name"] for table in tables if not table.get("description")] == []
    traced = {(edge["target"].split(".")[-1], edge["targetColumn"]) for edge in edges}
    assert {("market_size", "low"), ("lineage", "observation_id"), ("contradictions", "relative_gap")} <= traced


def test_expectations_are_shown(browser, folder):
    with opened(browser, folder / "expectations.html") as page:
        assert "holds" in page.inner_text("table") and "FAILS" not in page.inner_text("table")
        links = page.eval_on_selector_all("nav a", "all => all.map(link => link.getAttribute('href') ?? 'expectations.html')")
        assert sorted(links) == sorted(path.name for path in folder.iterdir())
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate(
            "Math.max(...[...document.querySelectorAll('td')].map(cell => cell.getBoundingClientRect().right)) <= innerWidth"
        )
        assert violations(page) == []


def test_exposures_name_what_the_pages_read(root):
    exposures = {
        each["name"]: {re.search(r"'(\w+)'", name)[1] for name in each["depends_on"]}
        for each in yaml.safe_load((root / "models/marts/_exposures.yml").read_text(encoding="utf-8"))["exposures"]
    }
    marts = {path.stem for path in (root / "models/marts").glob("*.sql")}
    sources = "".join((root / f"src/claimhouse/report/{name}.py").read_text(encoding="utf-8") for name in ("marts", "sections"))
    read = {name for name in re.findall(r"(?:mart\(\"|from |join )(\w+)", sources) if name in marts}
    assert exposures["report_page"] == read
    for name in exposures.keys() - {"report_page"}:
        assert exposures[name] == marts, name


def test_lost_lineage_fails_and_leaves_the_pages(root, warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "document", lambda project, scratch: None)
    monkeypatch.setattr(site, "run", lambda what, command, **environment: "[ERROR] model market_size, column low")
    (tmp_path / "index.html").write_text(f"{OURS} before")
    with pytest.raises(site.SiteFailed, match="column low"):
        site.make(root, tmp_path, lambda step: None)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"] and (tmp_path / "index.html").read_text() == f"{OURS} before"
