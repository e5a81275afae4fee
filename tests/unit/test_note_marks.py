"""Which digits that are glued to words are numbers of notes."""

from __future__ import annotations

import pytest

from claimhouse.documents.model import Document, Line
from claimhouse.draft.note_marks import raise_marks, words_with_marks
from claimhouse.draft.source import numbered_text


@pytest.mark.parametrize(
    "text, marks",
    [
        ("On a constant-currency basis1 net income2 fell. Income and the basis: income", {"basis": "1", "income": "2"}),
        ("CAPEX1 fell.\n1 CAPEX is no measure of IFRS", {"CAPEX": "1"}),
        ("Net income2 fell, income rose", {}),  # marks count from 1
        ("Level1 and Level2 and a level; level1", {}),
        ("Scope1 and Scope 2 of the scope", {}),
        ("The Switch2 sold more than the Switch, and CO2 rose", {}),
        ("Claude3 and a covid1 test", {}),
        ("Production1 of the area2 in July3 2011, a production of an area", {"Production": "1", "area": "2"}),
        ("Production1 of the area2 in July3, in July 2011, a production of an area", {"Production": "1", "area": "2", "July": "3"}),
        ("Income1 of the Switch2, the Switch and an income", {"Income": "1"}),
        ("rose to 5 from basis1.5 and basis1%, no basis", {}),
    ],
)
def test_marks_of_words(text, marks):
    assert words_with_marks(text) == marks


def test_a_raised_mark_leaves_the_lines_as_printed():
    lines = ["Net income1 was 5 and income of 4", "Revenue was 7"]
    source = raise_marks(numbered_text(Document("x.txt", "txt", lines=tuple(Line(one, at) for at, one in enumerate(lines, 1))), lines))
    assert [one.text for one in source.paragraphs] == ["Net income¹ was 5 and income of 4", "Revenue was 7"]
    assert source.lines == lines
