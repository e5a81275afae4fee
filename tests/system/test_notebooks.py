"""The executed examples for pandas, polars and R show what the marts hold; the lines of docs/BI.md give numbers to reckon with."""

import json
import re
from decimal import Decimal

import pytest

from claimhouse.export import export


@pytest.fixture(scope="module")
def exported(root, warehouse, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    export(root / "warehouse/claimhouse.duckdb", folder / "exports", ["parquet", "csv"], lambda step: None)
    return folder


def shown(root, name):
    """What a notebook shows, and whether it draws something."""
    if name.endswith(".md"):
        text = (root / "bi/notebooks" / name).read_text(encoding="utf-8")
        return text, "![" in text and "## Error" not in text
    cells = json.loads((root / "bi/notebooks" / name).read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in code), f"{name}: make notebooks"
    outputs = [output for cell in code for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    texts = ["".join(output.get("data", {}).get("text/plain", output.get("text", ""))) for output in outputs]
    return "\n".join(texts), any("image/png" in output.get("data", {}) for output in outputs)


@pytest.mark.parametrize("name", ["pandas.ipynb", "polars.ipynb", "R.md"])
def test_an_example_shows_the_sizes_of_the_marts(root, warehouse, name):
    """A difference means that the marts have changed since: `make notebooks`."""
    text, draws = shown(root, name)
    rows = warehouse.execute("""
        select market_name, year, low, high from marts.market_size
        where unit = 'CNY' and level = 'scope' order by year, market_id
    """).fetchall()
    found = [line for line in text.splitlines() if re.search(r"(?:market|definitions)\W+\d{4}\W+[\d,.]{9,}", line)]
    assert draws and len(found) == len(rows) > 3
    for line, (market, year, low, high) in zip(found, rows, strict=True):
        amounts = [Decimal(amount.replace(",", "")) for amount in re.findall(r"\d[\d,]*,\d{3}(?:\.\d+)?", line)]
        assert market in line and str(year) in line and amounts == [end for end in (low, high) if end is not None], line


def test_the_lines_of_the_guide_give_numbers_to_reckon_with(root, exported, monkeypatch):
    import duckdb
    import pandas

    monkeypatch.chdir(exported)
    guide = (root / "docs/BI.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    frame = ((?:pandas|duckdb)\..+?)\s+# (\w+)", guide, re.M)
    assert [kind for _, kind in lines] == ["floats", "floats", "exact"]
    for line, kind in lines:
        frame = eval(line, {"pandas": pandas, "duckdb": duckdb})
        if kind == "exact":
            with pytest.raises(TypeError):
                frame.low / 1e9
        size = frame.low / (Decimal(10**9) if kind == "exact" else 1e9)
        broad = (frame.market_id == "broad") & (frame.year == 2025)
        assert float(size[broad].iloc[0]) == 100, line
