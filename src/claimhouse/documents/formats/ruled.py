"""Tables of a PDF page whose cells are ruled."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from claimhouse.documents.blocks import Grid, join
from claimhouse.documents.layout import numeric
from claimhouse.documents.model import Cell

NEAR = 2.5  # points that lines of one rule may lie apart
MOST_LINES = 500  # rules of one table in one direction


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line: `at` is its y where horizontal, else its x; from `start` to `end` in the other direction."""

    horizontal: bool
    at: float
    start: float
    end: float


def ruled_tables(segments: list[Segment], words: list, page: int) -> tuple[list[Grid], list]:
    """Tables with rules between rows and columns, and the words outside them."""
    tables = []
    for lines in connected(merged(segments)):
        rows, columns = edges(lines, True), edges(lines, False)
        if not (2 < len(rows) <= MOST_LINES and 2 < len(columns) <= MOST_LINES):
            continue
        inside = [
            word
            for word in words
            if columns[0] - 1 <= (word.left + word.right) / 2 <= columns[-1] + 1
            and rows[0] - 1 <= (word.top + word.bottom) / 2 <= rows[-1] + 1
        ]
        grid = table_of(lines, rows, columns, inside, page)
        if grid is not None:
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
            tables.append(grid)
    return tables, words


def merged(segments: list[Segment]) -> list[Segment]:
    """Segments on one line that touch, as one."""
    found: list[Segment] = []
    for horizontal in (True, False):
        lines: list[list[Segment]] = []
        for segment in sorted((one for one in segments if one.horizontal == horizontal), key=lambda one: one.at):
            if lines and segment.at - lines[-1][0].at <= NEAR:
                lines[-1].append(segment)
            else:
                lines.append([segment])
        for line in lines:
            at = sum(one.at for one in line) / len(line)
            start = end = None
            for one in sorted(line, key=lambda one: one.start):
                if end is None or one.start > end + NEAR + 1:
                    if end is not None:
                        found.append(Segment(horizontal, at, start, end))
                    start, end = one.start, one.end
                else:
                    end = max(end, one.end)
            found.append(Segment(horizontal, at, start, end))
    return found


def connected(segments: list[Segment]) -> list[list[Segment]]:
    """Groups of lines that cross or touch each other."""
    across = [one for one in segments if one.horizontal][: MOST_LINES * 4]
    down = [one for one in segments if not one.horizontal][: MOST_LINES * 4]
    lines = across + down
    group = list(range(len(lines)))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for one_place, one in enumerate(across):
        for other_place, other in enumerate(down, len(across)):
            if one.start - NEAR <= other.at <= one.end + NEAR and other.start - NEAR <= one.at <= other.end + NEAR:
                group[root(one_place)] = root(other_place)
    groups: dict[int, list[Segment]] = {}
    for place, line in enumerate(lines):
        groups.setdefault(root(place), []).append(line)
    return [lines for lines in groups.values() if len(lines) > 4]


def edges(lines: list[Segment], horizontal: bool) -> list[float]:
    found: list[float] = []
    for at in sorted(line.at for line in lines if line.horizontal == horizontal):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def table_of(lines: list[Segment], rows: list[float], columns: list[float], words: list, page: int) -> Grid | None:
    """The cells between the rules; None where the rules frame blocks of several rows."""
    across = {
        (place, at): True
        for line in lines
        if line.horizontal
        for place, edge in enumerate(rows)
        if abs(edge - line.at) <= NEAR
        for at in range(len(columns) - 1)
        if line.start - NEAR <= (columns[at] + columns[at + 1]) / 2 <= line.end + NEAR
    }
    down = {
        (place, at): True
        for line in lines
        if not line.horizontal
        for place, edge in enumerate(columns)
        if abs(edge - line.at) <= NEAR
        for at in range(len(rows) - 1)
        if line.start - NEAR <= (rows[at] + rows[at + 1]) / 2 <= line.end + NEAR
    }
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in owner:
                continue
            right = column
            while right + 1 < len(columns) - 1 and (right + 1, row) not in down and (row, right + 1) not in owner:
                right += 1
            low = row
            while (
                low + 1 < len(rows) - 1
                and not any((low + 1, at) in across for at in range(column, right + 1))
                and not any((at, low + 1) in down for at in range(column + 1, right + 1))
                and all((low + 1, at) not in owner for at in range(column, right + 1))
            ):
                low += 1
            spans[row, column] = (low - row + 1, right - column + 1)
            for filled_row in range(row, low + 1):
                for filled_column in range(column, right + 1):
                    owner[filled_row, filled_column] = (row, column)
    filled: dict[tuple[int, int], list] = {}
    for word in words:
        row = min(max(bisect_right(rows, (word.top + word.bottom) / 2) - 1, 0), len(rows) - 2)
        column = min(max(bisect_right(columns, (word.left + word.right) / 2) - 1, 0), len(columns) - 2)
        filled.setdefault(owner[row, column], []).append(word)
    cells = []
    for (row, column), inside in sorted(filled.items()):
        texts = lines_in(inside)
        if sum(numeric(text) for text in texts) > 1:
            return None
        down_span, right_span = spans[row, column]
        box = (round(columns[column], 1), round(rows[row], 1), round(columns[column + right_span], 1), round(rows[row + down_span], 1))
        cells.append(Cell(join(texts)[0], row + 1, column + 1, down_span, right_span, box=box))
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    return Grid(tuple(cells), page=page, box=(round(columns[0], 1), round(rows[0], 1), round(columns[-1], 1), round(rows[-1], 1)))


def lines_in(words: list) -> list[str]:
    """Printed lines of a cell."""
    lines: list[list] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.left)):
        if lines and abs((word.top + word.bottom) - (lines[-1][0].top + lines[-1][0].bottom)) < 0.8 * (word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    found = []
    for line in lines:
        line.sort(key=lambda word: word.left)
        text = line[0].text
        for last, word in zip(line, line[1:], strict=False):
            text += (" " if word.left - last.right > 0.12 * (word.bottom - word.top) else "") + word.text
        found.append(text)
    return found
