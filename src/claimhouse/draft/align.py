"""What the report before says of the same lines: ids, scopes and exclusions carry over, so that only what is new is open.

Lines are aligned by their words without numbers and periods: equal ones first, in order (difflib), then the most like of the rest
(rapidfuzz). A figure takes the cells of the figure at the same place of its aligned line; value, scale and period are always those of
the new text. A table row that moved to another place is found by its label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz import fuzz, process

from claimhouse.draft.registers import Book
from claimhouse.draft.store import Draft, Item, read_csv
from claimhouse.files import text_lines
from claimhouse.grammar import periods

CARRIED = (
    "subject_id",
    "metric_id",
    "scope_id",
    "geography_id",
    "unit",
    "obs_status",
    "cited_source_id",
    "usage_warning",
    "family",
    "note",
)
LIKE = 86  # of 100: the least likeness of two lines that are one line changed
MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|first|second|third|fourth|quarter|half)\b",
    re.IGNORECASE,
)


def tables_of(paths: Iterable[Path]) -> dict[str, list[dict[str, str]]]:
    """The tables in these files, each named as its file."""
    return {path.stem: read_csv(path) for path in paths}


def shape(line: str) -> str:
    """The words of a line, without its numbers and periods."""
    for span in reversed(periods(line)):
        line = f"{line[: span.start]} @ {line[span.end :]}"
    line = MONTHS.sub("@", re.sub(r"\d[\d.,]*", "#", line))
    return re.sub(r"\W*@[\W@]*", " @ ", re.sub(r"\s+", " ", line)).strip().lower()


def aligned(old: list[str], new: list[str]) -> dict[int, tuple[int, str]]:
    """For each new line the old one and how: unchanged, moved or changed. Lines count from 1; blank ones have none."""
    before, after = [shape(line) for line in old], [shape(line) for line in new]
    found: dict[int, tuple[int, str]] = {}
    for a, b, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        found |= {b + place + 1: (a + place + 1, "unchanged") for place in range(size) if after[b + place]}
    used = {number for number, _ in found.values()}
    left: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(before, 1):
        if number not in used and text:
            left[text].append(number)
    for number, text in enumerate(after, 1):
        if number in found or not text:
            continue
        if left.get(text):
            found[number] = (left[text].pop(0), "moved")
            continue
        near = process.extractOne(text, [other for other, numbers in left.items() if numbers], scorer=fuzz.ratio, score_cutoff=LIKE)
        if near:
            found[number] = (left[near[0]].pop(0), "changed")
    return found


def carry_over(draft: Draft, before: Path, old: dict[str, list[dict[str, str]]], project: Path) -> dict[str, int]:
    """Fills the items of a draft from the report before, of which `old` are the tables; the number of items by origin. Its text has to
    lie in its folder."""
    book = Book(project, old, draft.report)
    old_lines = text_lines(before / "source.txt")
    lines = aligned(old_lines, draft.lines)
    was = defaultdict(list)
    for row in old["observations"]:
        was[int(row["line"])].append(row)
    gone = {(int(row["line"]), int(row["token"])): row["reason"] for row in old.get("excluded_tokens", [])}
    counts: dict[str, int] = defaultdict(int)
    by_line = defaultdict(list)
    for item in draft.in_order():
        by_line[item.line].append(item)
    for number, items in by_line.items():
        old_number, how = lines.get(number, (0, ""))
        if not old_number:
            continue
        rows = {int(row["token"]): row for row in was[old_number] if row.get("token")}
        same_tokens = len(re.findall(r"\d[\d,.]*", old_lines[old_number - 1])) == len(re.findall(r"\d[\d,.]*", draft.lines[number - 1]))
        for item in items:
            if not item.token or not same_tokens:
                continue
            row, reason = rows.get(int(item.token)), gone.get((old_number, int(item.token)))
            item.origin = how
            if row:
                take_over(item, row, how, book)
            elif reason and reason != "open":
                item.state, item.reason = "excluded", reason
            item.why = ""
            item.judge()
            counts[item.origin] += 1
    draft.about["previous"] = before.name
    draft.about["edition_of"] = before.name if draft.about.get("title") == title_of(old) else ""
    return dict(counts)


def take_over(item: Item, row: dict[str, str], how: str, book: Book) -> None:
    """The cells of the figure before. They are sure where the line says the same in the same words, or where the new line gives them by
    itself; value and period are new."""
    if item.state == "excluded":
        item.state, item.reason = "open", ""
    sure = how in ("unchanged", "moved")
    for name in CARRIED:
        agreed = item.value(name) == row.get(name, "")  # what the new line says by itself
        item.put(name, row.get(name, ""), "previous", sure or agreed or name not in ("subject_id", "metric_id", "scope_id"))
    if item.cells["period_id"].sure == "unsure" and item.value("period_id") and row.get("period_id"):
        item.cells["period_id"].sure = (
            "sure" if sure and item.cells["period_id"].how in ("document", "sentence", "heading", "title") else "unsure"
        )
    elif not item.value("period_id") and not row.get("period_id"):
        item.put("period_id", "", "previous", sure)


def title_of(tables: dict[str, list[dict[str, str]]]) -> str:
    return tables["reports"][0].get("title", "") if tables.get("reports") else ""
