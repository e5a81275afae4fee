"""Ids of a report with rows of its own in a register: rules and marts see the printed id (macros/registers.sql)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# An id compared with a literal: a copy of it for one report would never equal it.
NAMED_BY_LITERAL = re.compile(r"(?<!\w)[\w.]*_(?:id|key)\s*(?:=|<>|in|not in|like)\s*\(?\s*'[^']")
MODELS = [path for path in sorted((ROOT / "models").glob("*/*.sql")) if path.parent.name != "tables"]


@pytest.mark.parametrize("statement", ["x.metric_id = 'rank'", "metric_id in ('a', 'b')", "x_id like 'price%'", "scope_key = 'c'"])
def test_a_literal_is_seen(statement):
    assert NAMED_BY_LITERAL.search(statement)
    assert not NAMED_BY_LITERAL.search("{{ public_id('x.metric_id') }} = 'rank'")
    assert not NAMED_BY_LITERAL.search("scope_id <> ''")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_models_compare_printed_ids_with_literals(path):
    found = [line for line in path.read_text(encoding="utf-8").splitlines() if NAMED_BY_LITERAL.search(line)]
    assert not [line for line in found if not re.search(r"check_id|market_key|rule", line)], "expected {{ public_id('...') }} around the id"


@pytest.mark.parametrize("path", [path for path in MODELS if path.parent.name == "marts"], ids=lambda path: path.stem)
def test_marts_publish_printed_ids(path):
    text = path.read_text(encoding="utf-8").rstrip()
    assert text.endswith(("{{ published('final') }}", ") }}")) or path.stem == "checks", "expected published() as last step"
