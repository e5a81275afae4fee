"""A heading of which nothing is left when it is tidied."""

from __future__ import annotations

from claimhouse.documents.model import Document, Line
from claimhouse.draft.source import numbered_text


def test_a_heading_without_letters_is_no_paragraph():
    document = Document("x.txt", "txt", lines=(Line("", 1, is_heading=True), Line("Revenue was 5", 2)))
    assert [one.text for one in numbered_text(document, ["\u200b", "Revenue was 5"]).paragraphs] == ["Revenue was 5"]
