"""A draft is the same in every process, whatever the order in which Python keeps sets."""

import os
import subprocess
import sys

import pytest

DUMP = """
import sys
from pathlib import Path
from claimhouse.draft.drafting import draft_document
draft = draft_document(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
for item in draft.items.values():
    print(item.id, item.state, [(cell.value, cell.how, cell.sure) for cell in item.cells.values()])
"""
NOTES = {
    "firms of one text": "2031年第四季度，手机出货量达2440万部。小米出货410万部，三星出货390万部，荣耀出货370万部，"
    "传音出货350万部，真我出货300万部，苹果出货210万部。\n",
    "figures among the words of a cell": """| Halvorsen Q4 2031 | Q4 2031 |
|---|---|
| Costs | rose 9.8%, compared with 7.1% in Q4 2030, and were 57.5% of income |
| Net income | was USD 4.1bn, compared with USD 3.9bn in Q4 2030, and 14.7% of sales |
""",
}


@pytest.mark.parametrize("name", NOTES)
def test_sets_do_not_decide(root, tmp_path, name):
    file = tmp_path / "note.md"
    file.write_text(NOTES[name], encoding="utf-8")
    found = {
        subprocess.run(
            [sys.executable, "-c", DUMP, file, tmp_path / "note", root],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(found) == 1 and len(found.pop().splitlines()) >= 5
