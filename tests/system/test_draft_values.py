"""What the figures of a document are: value, unit, qualifier, and whether they happened."""

from __future__ import annotations

import re
from pathlib import Path

import draft_keys
import pytest

from claimhouse.draft.drafting import draft_document

CASES = [
    (name, *rest.rstrip("\n").split("\n---\n"))
    for name, _, rest in (
        case.partition("\n")
        for case in re.split(r"^=== ", (Path(__file__).parents[1] / "support/measured.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
    )
]
KINDS = ("printed", "value", "unit", "qualifier", "status")


@pytest.mark.parametrize(("name", "text", "key"), CASES, ids=[case[0] for case in CASES])
def test_a_document_says_what_its_figures_are(root, tmp_path, name, text, key):
    path = tmp_path / name
    path.write_text(text + "\n", encoding="utf-8")
    rows = [dict(zip(KINDS, (part.strip() for part in line.split(" | ")), strict=True)) for line in key.split("\n")]
    draft = draft_document(path, tmp_path / "reports" / "measured", root)
    found = draft_keys.compare(draft, rows)
    assert not found["missed"] and not found["lost"]
    assert [(item.printed, kind, item.value(draft_keys.CELL_OF[kind]), key) for item, kind, key in found["wrong"]] == []
