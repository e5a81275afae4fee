"""Finds tables that are laid out by position alone: in plain text and on PDF pages without ruled cells.

A row is a printed line as chunks of text with a left and a right edge. A run of rows in which figures stand in common columns is a
table; its first column is what stands left of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from claimhouse.documents.model import Box, Cell
from claimhouse.documents.scales import is_period, scale_of

# A chunk that is a cell of a table: a number with its marks, a dash, a year.
NUMERIC = re.compile(
    r"[(\[+\-−–△▼▽~≈<>≤≥]*\s*(?:[A-Z]{0,3}[$€£¥₹]|RMB|US\$|HK\$|[A-Z]{3}\s)?\s*[(\-−–]*\s*[$€£¥]?\s*"
    r"(?:[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?|[\d０-９][\d０-９,.，．'’\u00a0\u202f]*|\.\d+)\s*"
    r"(?:%|％|x|×|bps?|pts?|pp|[kKmMbB]n?|万|亿|万元|亿元|倍|E)?\s*[)\]]*\s*(?:%|％)?(?:\s*\(\w{1,2}\)|[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾])*"
    r"|[$€£¥]?\s*\d[\d,.]*\s*%?\s*(?:[-–—~～]|to)\s*[$€£¥]?\s*\d[\d,.]*\s*(?:%|x)?"
    r"|[-–—−‒―]+%?|\$\s*[-–—−]+|- - ?%?|nil|NIL"
)
OPENING = re.compile(r"[(\-−–]?\s*(?:[A-Z]{0,3}[$€£¥₹]|RMB)\s*\(?|\(")
CLOSING = re.compile(r"\)?\s*[%％]?|\)")
DAY = re.compile(  # a day, days of a year, also with the mark of a note, or a part of a year
    r"(?:\d{1,2}\.\d{1,2}\.(?:(?:19|20)?\d\d)?\s?[-–—]\s?)?\d{1,2}\.\d{1,2}\.(?:19|20)?\d\d(?:\s*\(\w{1,2}\)|\s*[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾])*"
    r"|(?:YTD|LTM|TTM|MAT|FYE)\s.*"
)
YEAR_OF_PERCENT = re.compile(r"(?:19|20)\d\d\s+[%％]")  # a heading
YEAR = re.compile(r"(?:19|20)\d\d")
PAGE = re.compile(r"[1-9]\d{0,2}")
ITEM = re.compile(r"(?:item|note)\s+\d{1,2}[a-z]?\.(?:\s|$)", re.IGNORECASE)
LIST_NUMBER = re.compile(r"\d{1,3}\.")
CHINESE = re.compile(r"[\u3400-\u9fff，、；）（]")
BROKEN = 16  # letters of a line of a label that has been broken, at least; half as many Chinese ones
MOST_HEADERS = 6  # rows above the first figures
MOST_GAP = 2  # blank lines inside a table
MOST_GROUPS = 3  # rows between headings and the first figures that name groups, blank ones with them
LONGEST_HEAD = 40  # letters of a heading of a column


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text that stands together. Edges in columns of characters or points; `place` is its cell where bars or tabs say so."""

    text: str
    left: float
    right: float
    start: int = 0
    place: int | None = None
    box: Box | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line; `exact` is its number of cells where bars or tabs separate them."""

    number: int
    chunks: tuple[Chunk, ...]
    blank: bool = False
    rule: bool = False
    exact: int = 0
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class LaidOut:
    cells: list[Cell]
    line: int
    rows: list[Row]


@lru_cache(maxsize=50_000)
def numeric(text: str) -> bool:
    """Whether a chunk or cell prints a figure and nothing else."""
    apart = LIST_NUMBER.fullmatch(text) or DAY.fullmatch(text) or YEAR_OF_PERCENT.fullmatch(text)
    return len(text) <= 60 and NUMERIC.fullmatch(text) is not None and not apart


def tables_of(rows: list[Row], unit: float = 1.0) -> Iterator[tuple[str, LaidOut | list[Row]]]:
    """Splits rows into ("text", rows) and ("table", LaidOut), in reading order. `unit` is the width of a letter."""
    rows = with_broken_labels([whole(row) for row in rows], unit)
    text_from, at = 0, 0
    while at < len(rows):
        found = exact_run(rows, at) if rows[at].exact else run(rows, at, text_from, unit)
        if found is None:
            at += 1
            continue
        first, last = found
        table = exact_table(rows[first:last]) if rows[at].exact else laid_table(rows[first:last], unit)
        while table is None and not rows[at].exact and (shorter := before_gap(rows, at, last)):  # two tables, one below the other
            last = shorter
            table = laid_table(rows[first:last], unit)
        if table is None:
            at = max(last, at + 1)
            continue
        if first > text_from:
            yield "text", rows[text_from:first]
        yield "table", table
        text_from = at = last
    if text_from < len(rows):
        yield "text", rows[text_from:]


def whole(row: Row) -> Row:
    """The row with a currency sign, a parenthesis or a percent sign that stands alone joined to its figure."""
    if row.exact or len(row.chunks) < 2:
        return row
    chunks: list[Chunk] = []
    for chunk in row.chunks:
        last = chunks[-1] if chunks else None
        if last and OPENING.fullmatch(last.text) and numeric(chunk.text):
            chunks[-1] = replace(chunk, text=f"{last.text} {chunk.text}", start=last.start, box=around(last.box, chunk.box))
        elif last and CLOSING.fullmatch(chunk.text) and numeric(last.text):
            chunks[-1] = replace(last, text=last.text + chunk.text, right=max(last.right, chunk.right), box=around(last.box, chunk.box))
        else:
            chunks.append(chunk)
    return replace(row, chunks=tuple(chunks)) if len(chunks) < len(row.chunks) else row


def with_broken_labels(rows: list[Row], unit: float) -> list[Row]:
    """The rows, with the figures of a label of several lines beside the whole of it: they stand at half its height, between two of its
    lines or, of Chinese, on the middle one. A line is broken where the next word would not have fitted beside it."""
    rows = list(rows)
    for at, row in enumerate(rows):
        left = next((chunk.left for chunk in row.chunks if numeric(chunk.text)), None)
        if left is None or row.exact or all(is_period(chunk.text) for chunk in row.chunks):
            continue
        own = row.chunks[0] if not numeric(row.chunks[0].text) else None
        if own and (row.chunks[1:2] and row.chunks[1].left != left or not CHINESE.search(own.text)):
            continue
        edge = label_edge(rows, at, left, unit)
        above = lines_of_label(rows, at, -1, own, left, edge, unit)
        below = lines_of_label(rows, at, 1, own or (above[0] if above else None), left, edge, unit)
        most = min(len(above), len(below))
        if not most:
            continue
        lines = [*reversed(above[:most]), *([own] if own else []), *below[:most]]
        text = lines[0].text
        for line in lines[1:]:
            text += line.text if CHINESE.match(text[-1]) or CHINESE.match(line.text) else f" {line.text}"
        label = replace(lines[0], text=text, right=max(line.right for line in lines))
        rows[at] = replace(row, chunks=(label, *row.chunks[1 if own else 0 :]))
        for taken in (*range(at - most, at), *range(at + 1, at + most + 1)):
            rows[taken] = replace(rows[taken], chunks=(), blank=False, rule=True)
    return rows


def label_edge(rows: list[Row], at: int, left: float, unit: float) -> float:
    """How far the labels right of which the figures of a row and of its neighbours stand go to the right."""
    edge = 0.0
    for step in (-1, 1):
        for row in rows[at::step]:
            first = row.chunks[0] if row.chunks else None
            alone = len(row.chunks) == 1 and first is not None and first.right <= left + unit
            if row.exact or not (row.blank or row.rule or alone or has_figures(row)):
                break
            edge = max(edge, first.right if first and not numeric(first.text) and first.right <= left + unit else 0)
    return edge


def lines_of_label(rows: list[Row], at: int, step: int, own: Chunk | None, left: float, edge: float, unit: float) -> list[Chunk]:
    """The lines above or below a row that are one broken label, the nearest first; `own` is the line beside them."""
    found: list[Chunk] = []
    while 0 <= (at := at + step) < len(rows):
        chunk = rows[at].chunks[0] if len(rows[at].chunks) == 1 and not rows[at].exact else None
        if chunk is None or chunk.right > left + unit or numeric(chunk.text) or chunk.text.endswith((":", "：")):
            break
        first, second = (chunk, found[-1] if found else own) if step < 0 else (found[-1] if found else own, chunk)
        if first and second and not is_broken(first, second, edge, unit):
            break
        found.append(chunk)
    return found


def is_broken(line: Chunk, below: Chunk, edge: float, unit: float) -> bool:
    """Whether a line of a label goes on below: what begins the next one would not have fitted left of the edge."""
    letters = 1 if CHINESE.match(below.text) else len(below.text.split()[0]) + 1
    wide = (below.right - below.left) / max(len(below.text), 1)
    return line.right + letters * wide > edge - unit and len(line.text) >= (BROKEN // 2 if CHINESE.search(line.text) else BROKEN)


def around(one: Box | None, other: Box | None) -> Box | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def exact_run(rows: list[Row], at: int) -> tuple[int, int] | None:
    """Rows from `at` on whose cells are separated by bars or tabs; rules between them belong to the table."""
    end = last = at
    while end < len(rows) and (rows[end].exact or rows[end].rule):
        end += 1
        if rows[end - 1].exact:
            last = end
    return (at, last) if sum(row.exact > 1 for row in rows[at:last]) >= 2 else None


def exact_table(rows: list[Row]) -> LaidOut:
    kept = [row for row in rows if row.exact]
    columns, cells = max(row.exact for row in kept), []
    heads = next((at for at, row in enumerate(kept) if row.exact == columns and any(numeric(one.text) for one in row.chunks[1:])), 0)
    for number, row in enumerate(kept, 1):
        own = [chunk for chunk in row.chunks if chunk.text]
        each = columns_each(row, columns - 1) if number <= heads else 0
        begin = 2 if each else 1  # "2026 | 2025" over "Revenue | 78 | 63": headings of the figures alone
        cells += [Cell(chunk.text, number, begin + (each or 1) * chunk.place, 1, each or 1, line=row.number) for chunk in own]
    return LaidOut(cells, kept[0].number, kept)


def columns_each(row: Row, count: int) -> int:
    """Over how many of `count` columns of figures each cell of a row of headings stands, all of which are periods; 0 where they do not."""
    found = [chunk for chunk in row.chunks if chunk.text]
    whole = len(found) == row.exact <= count and count % row.exact == 0 and (row.exact > 1 or count == 1)
    return count // row.exact if whole and all(is_period(chunk.text) for chunk in found) else 0


def has_figures(row: Row) -> bool:
    """A row of a table: a figure alone in a chunk beyond the first, or two of them."""
    figures = [numeric(chunk.text) for chunk in row.chunks]
    return any(figures[1:]) and not row.exact


def run(rows: list[Row], at: int, earliest: int, unit: float) -> tuple[int, int] | None:
    """First and last row (beyond) of the table whose first row with figures is `at`; None where there is none."""
    if not has_figures(rows[at]) or is_axis(rows, at):
        return None
    left = min(chunk.left for chunk in rows[at].chunks if numeric(chunk.text))
    last, end, gap, figures = at + 1, at + 1, 0, 1
    while end < len(rows) and not rows[end].exact:
        row = rows[end]
        if row.blank:
            gap += 1
            if gap > MOST_GAP:
                break
        elif has_figures(row):
            figures, last, gap = figures + 1, end + 1, 0
            left = min(left, *(chunk.left for chunk in row.chunks[1:] if numeric(chunk.text)))
        elif not row.rule and not may_belong(row, left, unit):
            break
        elif end - last > MOST_GAP + 2:
            break
        end += 1
    if figures < 2:
        return None
    first = at
    edge = min(row.chunks[0].left for row in rows[at:last] if row.chunks)
    for above in range(at - 1, max(earliest, at - 2 * MOST_HEADERS) - 1, -1):
        row = rows[above]
        if row.blank and first < at and above < first - 1:
            break
        if row.rule or row.blank:
            continue
        if is_apart(row):
            break
        if not is_header(row, left, edge, unit):
            if len(row.chunks) == 1 and (scale_of(row.chunks[0].text).mult is not None or is_period(row.chunks[0].text)):
                continue  # a title between headings and figures: "2022 (In thousands, except per share data)"
            if (
                at - above <= MOST_GROUPS
                and above > earliest
                and is_group(row, left, edge, unit)
                and (above == at - 1 or all(is_group(one, left, edge, unit) for one in rows[above:at] if one.chunks))
                and heads_columns(over(rows, above, earliest, (left, edge, unit)), left, unit)
            ):
                continue  # the name of the first rows below headings: "TREND", "Current assets:"
            break
        first = above
        if at - first > MOST_HEADERS:
            break
    last = before_heads_again(rows, first, at, last)
    if last < len(rows) and rows[last].chunks and continues(rows[last], left, unit):
        last += 1  # the second line of the last label
    return first, last


def before_heads_again(rows: list[Row], first: int, at: int, last: int) -> int:
    """Where a run of rows ends if its headings are printed again further down, over the figures of another year, or years head other
    columns there: above these."""
    heads = {heading(row) for row in rows[first : at + 1] if len(row.chunks) > 2}
    years = next((len(row.chunks) for row in rows[first : at + 1] if is_years(row)), 0)
    for place in range(at + 2, last):
        other = years and is_years(rows[place]) and len(rows[place].chunks) != years
        if other or len(rows[place].chunks) > 2 and heading(rows[place]) in heads:
            lowest = place - MOST_HEADERS
            while place - 1 > max(at, lowest) and not (rows[place - 1].blank and not other) and not has_figures(rows[place - 1]):
                place -= 1
            return place if any(map(has_figures, rows[at + 1 : place])) else last
    return last


def heading(row: Row) -> tuple[str, ...]:
    """The texts of a row without the years in them."""
    return tuple(YEAR.sub("", chunk.text) for chunk in row.chunks)


def is_axis(rows: list[Row], at: int) -> bool:
    """Whether years alone are those below a chart: behind a blank line other years follow, and no figures before these."""
    if not is_years(rows[at]):
        return False
    below = [row for row in rows[at + 1 : at + 2 * MOST_HEADERS] if row.blank or has_figures(row)]
    first = next((place for place, row in enumerate(below) if row.chunks), 0)
    return first > 0 and is_years(below[first])


def before_gap(rows: list[Row], at: int, last: int) -> int:
    """Where a run of rows that begins at `at` ends if it goes to its last blank line alone; 0 where it has too few figures then."""
    gap = next((place for place in range(last - 1, at, -1) if rows[place].blank), at)
    return gap if sum(map(has_figures, rows[at:gap])) > 1 else 0


def is_group(row: Row, left: float, edge: float, unit: float) -> bool:
    """A short name where labels begin, left of the figures."""
    chunk = row.chunks[0]
    stands = chunk.left <= edge + unit and chunk.right <= left
    return len(row.chunks) == 1 and stands and len(chunk.text) <= 40 and chunk.text[-1:] not in ".,;"


def over(rows: list[Row], place: int, earliest: int, where: tuple[float, float, float]) -> Row:
    """The row above one, but for what says in what the figures are, "(In thousands)", and one name of a group, "Assets"."""
    groups = 0
    for row in reversed(rows[max(earliest, place - 2 * MOST_HEADERS) : place]):
        if row.blank or row.rule or len(row.chunks) == 1 and scale_of(row.chunks[0].text).mult is not None:
            continue
        if groups or not (row.chunks and is_group(row, *where)):
            return row
        groups += 1
    return rows[place - 1]


def heads_columns(row: Row, left: float, unit: float) -> bool:
    """Whether a row heads columns of figures that begin at `left`: periods, or short names of which all but the first stand over them."""
    if is_periods(row, left - 8 * unit):
        return True
    named = row.chunks[1:] if row.chunks and row.chunks[0].left < left - 8 * unit else row.chunks
    plain = all(len(chunk.text) <= LONGEST_HEAD and not (numeric(chunk.text) and not YEAR.fullmatch(chunk.text)) for chunk in row.chunks)
    return len(named) > 1 and plain and not row.exact and all(chunk.left >= left - 8 * unit for chunk in named)


def is_periods(row: Row, left: float) -> bool:
    """Headings over several columns that name periods, all of them, or most of three and more: beside "Change" or what stands left."""
    dated = [chunk for chunk in row.chunks if is_period(chunk.text)]
    most = len(dated) == len(row.chunks) or len(row.chunks) > 2 and 2 * len(dated) > len(row.chunks)
    return len(dated) > 1 and most and dated[-1].right > left


def continues(row: Row, left: float, unit: float) -> bool:
    return len(row.chunks) == 1 and row.chunks[0].text[:1].islower() and row.chunks[0].right <= left + unit


def may_belong(row: Row, left: float, unit: float) -> bool:
    """A row without figures inside a table: a label in the first column, or headings over the others."""
    if len(row.chunks) == 1:
        chunk = row.chunks[0]
        return chunk.right <= left + 12 * unit or chunk.left >= left - 2 * unit
    return all(len(chunk.text) <= 60 for chunk in row.chunks)


def is_header(row: Row, left: float, edge: float, unit: float) -> bool:
    """Headings over the figures, which begin at `left`; labels begin at `edge`."""
    if not row.chunks or any(len(chunk.text) > 60 for chunk in row.chunks):
        return False
    chunk = row.chunks[0]
    return (
        len(row.chunks) > 1
        or chunk.left >= left - 8 * unit
        or chunk.right > left
        and chunk.left > edge + 2 * unit
        and (is_period(chunk.text) or scale_of(chunk.text).mult is not None)
    )


def is_apart(row: Row) -> bool:
    """Whether a row heads no columns: the number of a page alone on a line, or the number and name of an item of a filing."""
    alone = len(row.chunks) == 1 and PAGE.fullmatch(row.chunks[0].text)
    return bool(alone or row.chunks and ITEM.match(row.chunks[0].text))


def columns_of(rows: list[Row], unit: float) -> list[tuple[float, float]] | None:
    """Edges of the columns of figures, from left to right; None where the figures stand in no common columns."""
    spans = sorted(
        (chunk.left, chunk.right)
        for row in rows
        for place, chunk in enumerate(row.chunks)
        if numeric(chunk.text) and (place or len(row.chunks) > 1 and not has_label(row))
    )
    columns: list[list[float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    if any(len({column_at(columns, chunk) for chunk in figures(row)}) < len(figures(row)) for row in rows):
        columns = []
        for right, left in sorted((right, left) for left, right in spans):  # columns that overlap: by their right edges
            if columns and right - columns[-1][1] <= 1.5 * unit:
                columns[-1] = [min(columns[-1][0], left), max(columns[-1][1], right)]
            else:
                columns.append([left, right])
        for one, other in zip(columns, columns[1:], strict=False):
            other[0] = max(other[0], one[1])
        if any(len({column_at(columns, chunk) for chunk in figures(row)}) < len(figures(row)) for row in rows):
            return None
    return [(left, right) for left, right in columns]


def is_years(row: Row) -> bool:
    """Headings that are years and nothing else, which need not stand quite over their columns."""
    return len(row.chunks) > 1 and all(YEAR.fullmatch(chunk.text) for chunk in row.chunks)


def is_tight(row: Row, unit: float) -> bool:
    """Whether a long label has pushed the figures of a row together, so that they do not stand in their columns."""
    parts = list(zip(row.chunks, row.chunks[1:], strict=False))
    return has_figures(row) and any(other.left - one.right <= 1.5 * unit for one, other in parts)


def in_columns(row: Row, columns: list[tuple[float, float]]) -> Row:
    """The row with its figures in the columns, one each; as it is where it has another number of them."""
    moved = figures(row)
    if len(moved) != len(columns):
        return row
    moved = [replace(chunk, left=left, right=right) for chunk, (left, right) in zip(moved, columns, strict=True)]
    label = [replace(row.chunks[0], right=min(row.chunks[0].right, columns[0][0]))] if has_label(row) else []
    return replace(row, chunks=(*label, *moved))


def has_label(row: Row) -> bool:
    return bool(row.chunks) and not numeric(row.chunks[0].text)


def figures(row: Row) -> list[Chunk]:
    return [
        chunk for place, chunk in enumerate(row.chunks) if numeric(chunk.text) and (place or not has_label(row) and len(row.chunks) > 1)
    ]


def column_at(columns: list, chunk: Chunk) -> int:
    """The column that the chunk shares most with; else the nearest."""
    first = bisect_right(columns, chunk.left, key=lambda column: column[1])
    last = first
    while last < len(columns) and columns[last][0] < chunk.right:
        last += 1
    near = range(max(first - 1, 0), min(last + 1, len(columns)))
    return max(near, key=lambda place: (min(columns[place][1], chunk.right) - max(columns[place][0], chunk.left), -place))


def laid_table(rows: list[Row], unit: float) -> LaidOut | None:
    rows = [row for row in rows if row.chunks]
    counted = [row for row in rows if has_figures(row) and not is_years(row)] or [row for row in rows if has_figures(row)]
    loose = [row for row in counted if not is_tight(row, unit)]
    columns = columns_of(loose, unit) if 1 < len(loose) < len(counted) else None
    if columns:  # the figures of a row as full as these stand in them, however far its label has pushed them
        rows = [in_columns(row, columns) if is_tight(row, unit) else row for row in rows]
        counted = [row for row in rows if has_figures(row) and not is_years(row)]
    columns = columns_of(counted, unit)
    if not columns:
        return None
    labelled = any(row.chunks[0].right <= columns[0][0] + unit and not numeric(row.chunks[0].text) for row in counted)
    if not labelled and len(columns) < 2:
        return None
    if labelled and (table := table_in_order(rows, counted, columns, unit)):
        return table
    offset = 2 if labelled else 1
    edges = levels([row.chunks[0].left for row in rows if row.chunks[0].left < columns[0][0]], unit)
    printed: list[tuple[Row, list[Cell]]] = []
    pending: Chunk | None = None
    narrow, (wide, lowest) = columns, below_headings(rows, columns, labelled)
    for row in rows:
        cells = []
        columns = wide if row.number < lowest else narrow
        heads, groups = in_order(row, columns, labelled), in_groups(row, columns, labelled)
        for place, chunk in enumerate(row.chunks):
            if chunk in heads:
                cells.append(cell_of(chunk, 0, heads.index(chunk) + offset, 1, row, 0))
            elif chunk in groups:
                each = len(columns) // len(groups)
                cells.append(cell_of(chunk, 0, groups.index(chunk) * each + offset, each, row, 0))
            elif (
                labelled
                and chunk.left < columns[0][0] - unit / 2
                and (place == 0 or chunk.right <= columns[0][0])
                and not (place == 0 and crosses(chunk, columns, unit))
            ):
                cells.append(cell_of(chunk, 0, 1, 1, row, edges[nearest(edges, chunk.left)]))
            else:
                first, last = covered(chunk, columns, row)
                cells.append(cell_of(chunk, 0, first + offset, last - first + 1, row, 0))
        alone = len(cells) == 1 and cells[0].column == 1 and labelled
        if alone and printed and cells[0].text[:1].islower() and printed[-1][1][0].column == 1 and not printed[-1][1][0].text.endswith(":"):
            before = printed[-1][1]
            before[0] = replace(before[0], text=f"{before[0].text} {cells[0].text}", box=around(before[0].box, cells[0].box))
            continue
        if pending is not None and cells[0].column == 1:
            if cells[0].text[:1].islower():
                held = printed.pop()[1][0]
                cells[0] = replace(cells[0], text=f"{held.text} {cells[0].text}", indent=held.indent, box=around(held.box, cells[0].box))
            pending = None
        pending = row.chunks[0] if alone and not cells[0].text.endswith(":") else None
        printed.append((row, merged(cells)))
    cells = [replace(cell, row=number) for number, (_, row_cells) in enumerate(printed, 1) for cell in row_cells]
    return LaidOut(cells, rows[0].number, rows)


def table_in_order(rows: list[Row], counted: list[Row], columns: list, unit: float) -> LaidOut | None:
    """The table whose rows have all as many figures as it has headings, but in no common columns: each is in its place from the left. A row
    of fewer headings stands over as many columns each; None of any other table."""
    counted = [row for row in counted if not all(is_period(chunk.text) for chunk in figures(row))]
    counts = {len(figures(row)) for row in counted}
    count = counts.pop() if len(counts) == 1 and len(counted) > 1 and all(map(has_label, counted)) else 0
    if not 1 < count < len(columns):
        return None
    edge = min(max(row.chunks[0].left for row in counted) + 2 * unit, columns[0][0] - unit)  # labels are indented
    printed: list[list[Cell]] = []
    is_headed = False
    for number, row in enumerate(rows, 1):
        label = [chunk for chunk in row.chunks[:1] if chunk.left <= edge and not numeric(chunk.text)]
        others = row.chunks[len(label) :]
        if others and count % len(others) or row in counted and len(others) != count:
            return None
        span = count // len(others) if others else 1
        is_headed = is_headed or row not in counted and len(others) > 1
        cells = [cell_of(chunk, number, 1, 1, row, 0) for chunk in label]
        if row in counted and label and label[0].text[:1].islower() and printed and [one.column for one in printed[-1]] == [1]:
            held = printed[-1][0]  # the first line of a broken label
            if not held.text.endswith(":"):
                printed.pop()
                cells[0] = replace(cells[0], text=f"{held.text} {cells[0].text}", box=around(held.box, cells[0].box))
        printed.append(cells + [cell_of(chunk, number, 2 + span * place, span, row, 0) for place, chunk in enumerate(others)])
    return LaidOut([cell for cells in printed for cell in cells], rows[0].number, rows) if is_headed else None


def in_order(row: Row, columns: list, labelled: bool) -> list[Chunk]:
    """The headings of a row that has one for each column, though some do not stand quite over theirs: periods, or others of which two
    would share a column; none else."""
    heads = [chunk for place, chunk in enumerate(row.chunks) if place or not labelled or chunk.left > columns[0][0]]
    heads = row.chunks if len(row.chunks) == len(columns) and scale_of(row.chunks[0].text).mult is None else heads
    over = {column_at(columns, chunk) for chunk in heads}
    dated = is_years(row) or all(is_period(chunk.text) and (not numeric(chunk.text) or YEAR.fullmatch(chunk.text)) for chunk in heads)
    plain = len(over) < len(columns) and not any(numeric(chunk.text) for chunk in heads)
    fits = len(heads) == len(columns) > 1 and (dated or plain)
    return list(heads) if fits else []


def in_groups(row: Row, columns: list, labelled: bool) -> list[Chunk]:
    """The headings of a row that each stand over as many columns: "3 months ended" and "6 months ended" over two years each."""
    heads = [chunk for place, chunk in enumerate(row.chunks) if place or not labelled or chunk.left > columns[0][0] - 1]
    each = len(columns) // max(len(heads), 1)
    if len(heads) < 2 or each < 2 or each * len(heads) != len(columns) or any(numeric(chunk.text) for chunk in heads):
        return []
    groups = [(columns[at][0], columns[at + each - 1][1]) for at in range(0, len(columns), each)]
    if any(stands_over_one(chunk, columns, group) for chunk, group in zip(heads, groups, strict=True)):
        return []
    over = all(left <= (chunk.left + chunk.right) / 2 <= right for chunk, (left, right) in zip(heads, groups, strict=True))
    return heads if over else []


def below_headings(rows: list[Row], columns: list[tuple[float, float]], labelled: bool) -> tuple[list[tuple[float, float]], int]:
    """The columns as wide as the lowest headings that are one for each of them, and the number of their row: what stands above these spans
    them and not the figures. The columns as they are where there is no such row, or where they would overlap."""
    first = next((place for place, row in enumerate(rows) if any(not YEAR.fullmatch(chunk.text) for chunk in figures(row))), 0)
    for row in reversed(rows[1:first]):
        if heads := in_order(row, columns, labelled):
            wide = [(min(left, head.left), max(right, head.right)) for (left, right), head in zip(columns, heads, strict=True)]
            apart = all(one[1] < other[0] for one, other in zip(wide, wide[1:], strict=False))
            return (wide, row.number) if apart else (columns, 0)
    return columns, 0


def stands_over_one(chunk: Chunk, columns: list, group: tuple[float, float]) -> bool:
    """Whether a heading stands within one column, nearer to its middle than to that of the group."""
    middle = (chunk.left + chunk.right) / 2
    near = [abs(middle - (left + right) / 2) for left, right in columns if left <= chunk.left and chunk.right <= right]
    return bool(near) and min(near) <= abs(middle - (group[0] + group[1]) / 2)


def crosses(chunk: Chunk, columns: list, unit: float) -> bool:
    """A heading that begins left of the figures and reaches well into them."""
    return (
        chunk.right > columns[0][0] + 2 * unit
        and len(columns) > 1
        and (chunk.left > columns[0][0] - 12 * unit or is_period(chunk.text) and not chunk.text.endswith("."))
    )


def covered(chunk: Chunk, columns: list, row: Row) -> tuple[int, int]:
    """First and last column over which the chunk stands."""
    place = column_at(columns, chunk)
    if numeric(chunk.text):
        return place, place
    over = [place for place, (left, right) in enumerate(columns) if left < chunk.right and chunk.left < right]
    if len(over) < 2:
        return place, place
    own = row.chunks.index(chunk)
    left = (row.chunks[own - 1].right + chunk.left) / 2 if own else chunk.left - (chunk.right - chunk.left)
    right = (row.chunks[own + 1].left + chunk.right) / 2 if own + 1 < len(row.chunks) else chunk.right + (chunk.right - chunk.left)
    over = [place for place, edges in enumerate(columns) if left <= sum(edges) / 2 <= right] or over
    return over[0], over[-1]


def merged(cells: list[Cell]) -> list[Cell]:
    """Cells of one column of one row as one."""
    one: dict[int, Cell] = {}
    for cell in cells:
        if cell.column in one:
            before = one[cell.column]
            cell = replace(
                before,
                text=f"{before.text} {cell.text}",
                box=around(before.box, cell.box),
                column_span=max(before.column_span, cell.column_span),
            )
        one[cell.column] = cell
    return [one[column] for column in sorted(one)]


def cell_of(chunk: Chunk, number: int, column: int, span: int, row: Row, indent: int) -> Cell:
    return Cell(chunk.text, number, column, 1, span, False, indent, chunk.bold, None if row.page else row.number, chunk.box)


def levels(edges: list[float], unit: float) -> dict[float, int]:
    """Left edges of labels and the level of indent that each stands for."""
    found: dict[float, int] = {}
    for edge in sorted(edges):
        last = max(found, default=None)
        if last is None or edge - last >= unit:
            found[edge] = len(found)
    return found or {0.0: 0}


def nearest(edges: dict[float, int], left: float) -> float:
    return min(edges, key=lambda edge: (abs(edge - left), edge))
