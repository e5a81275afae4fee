"""Tables of a plain text whose cells stand on lines of their own, as readers of pages give them that keep no columns: behind the labels
one run of figures for each column. Only where labels and figures agree in number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from claimhouse.documents.blocks import Grid, tidy
from claimhouse.documents.grid import NOTE_COLUMN, is_year
from claimhouse.documents.layout import numeric
from claimhouse.documents.model import Cell
from claimhouse.documents.periods import DAY
from claimhouse.documents.scales import UNIT_ALONE

MONEY = re.compile(r"\(?[A-Z]{0,3}[$€£¥₹]\(?")  # a sign of money alone
BEHIND = re.compile(r"(?<=\s)[A-Z]{0,3}[$€£¥₹]$")
LEADER = re.compile(r"\s*(?:\.\s?){3,}|\s*[…·]{2,}")
YEAR = r"(?:FY\s?)?(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?"
LENGTH = (
    r"(?:for\s+the\s+)?(?:(?:fiscal|financial|three|six|nine|twelve|full|half|\d{1,2})[\s-]+){0,2}"
    r"(?:years?|months?|weeks?|quarters?|period)\s*(?:end(?:ed|ing)?(?:\s+on)?)?"
)
HEAD = re.compile(  # a period and nothing else: "2024", "December 31, 2024", "Year ended 30 June 2022", "31/12/2019", "Q3 2024"
    rf"\(?(?:(?:{LENGTH}|as\s+(?:at|of)|at)\s+)?(?:(?:{DAY}|[QH][1-4]|[1-4][QH])[,\s]*)?{YEAR}\s*(?:\(?(?:restated|unaudited|audited)\)?)?\)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d",
    re.IGNORECASE,
)
PART = re.compile(rf"(?:{LENGTH}|as\s+(?:at|of)|at)?\s*(?:{DAY})?\s*,?", re.IGNORECASE)  # of a heading: "Year ended", "December 31,"
NUMBERED = re.compile(r"\(?(?:note\s+)?\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-Z(]|[•▪●–-]\s", re.IGNORECASE)  # a title or an item, no label
SENTENCE = re.compile(r"[a-z\d)”’'\"][.;]$")
PAGE = re.compile(r"\d{1,3}")
LONGEST, LONGEST_LINE, MOST_COLUMNS, FEWEST_FIGURES, FEWEST_LABELS, MOST_GROUPS = 100, 1000, 12, 4, 3, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line is: a figure, a period over figures or a part of one, a unit, a label. `block` counts the blank lines above, `sign` is
    the sign of money beside it or alone above it, with its line."""

    kind: str
    text: str
    line: int
    block: int
    leads: bool = False
    sign: tuple[str, int] | None = None


@dataclass(slots=True)
class Stretch:
    """Labels, with the headings around them, and the figures behind them up to the next label."""

    heads: list[Piece] = field(default_factory=list)
    labels: list[Piece] = field(default_factory=list)
    blocks: list[list[Piece]] = field(default_factory=list)
    marks: list[tuple[int, list[Piece]]] = field(default_factory=list)  # the headings between the labels and a block, with its place

    @property
    def figures(self) -> list[Piece]:
        return [piece for block in self.blocks for piece in block]

    def add(self, heads: list[Piece]) -> None:
        """Headings above labels or figures; two and more periods replace what a title printed above them."""
        again = sum(piece.kind == "head" for piece in heads) > 1 and not self.blocks
        self.heads = [*([] if again else self.heads), *heads]

    def below_titles(self) -> list[list[Piece]]:
        """The labels that stand below the headings and signs of money alone among them, and those below the headings: what stands above
        them may be a title."""
        signs = [piece.sign[1] for piece in self.labels if piece.sign and piece.sign[1] < piece.line]
        heads = [piece.line for piece in self.heads]
        found = []
        for lines in ([*heads, *signs], heads) if self.kinds("head") else ([*heads, *signs],):
            last = max((line for line in lines if line < self.labels[-1].line), default=0)
            found.append([piece for piece in self.labels if piece.line > last])
        return found

    def kinds(self, kind: str) -> list[Piece]:
        return [piece for piece in self.heads if piece.kind == kind]


def flattened(printed: list[str], apart: set[int]) -> Iterator[tuple[Grid, set[int]]]:
    """The tables, each with the numbers of the lines that it takes; lines at the places `apart` belong to none."""
    for zone in zones(printed, apart):
        yield from tables_in([one for stretch in stretches(zone) for one in sections(stretch)])


def zones(printed: list[str], apart: set[int]) -> Iterator[list[Piece]]:
    """Lines without running text and without columns, where some print a figure and nothing else."""
    zone: list[Piece] = []
    block, sign = 0, None
    for place, line in enumerate([*printed, "."]):
        found = None if place >= len(printed) else [] if place in apart else pieces_of(line, place + 1, block)
        if found is not None:
            zone += [replace(piece, sign=piece.sign or sign) for piece in found]
            alone = MONEY.fullmatch(line.strip())
            block += not line.strip() or alone is not None
            sign = (alone[0], place + 1) if alone else None if found else sign
            continue
        if sum(piece.kind == "figure" for piece in zone) >= FEWEST_FIGURES:
            yield zone
        zone = []


def pieces_of(line: str, number: int, block: int) -> list[Piece] | None:
    """What stands on a line; None where it is running text or has columns of its own."""
    if len(line) > LONGEST_LINE:
        return None
    text = tidy(line)
    if not text or MONEY.fullmatch(text):
        return []
    behind = BEHIND.search(text)
    sign = (behind[0], number) if behind else None
    plain = BEHIND.sub("", text).strip()
    words = re.sub(r"(?<=[$€£¥₹])\s+(?=[\d(])", "", plain).split()
    if all(map(is_year, words)):
        return [Piece("head", word, number, block) for word in words]
    if HEAD.fullmatch(plain):
        return [Piece("head", plain, number, block)]
    if numeric(plain) or len(words) > 1 and all(numeric(word) for word in words):
        whole = [plain] if numeric(plain) else words
        return [Piece("figure", word, number, block, sign=sign) for word in whole]
    if re.search(r"\S\s{3,}\S|\t|\|", line.strip()) and not LEADER.search(line):
        return None
    if PART.fullmatch(plain):
        return [Piece("part", plain, number, block)]
    if UNIT_ALONE.fullmatch(plain):
        return [Piece("unit", plain, number, block)]
    if NOTE_COLUMN.fullmatch(plain):
        return [Piece("note", plain, number, block)]
    label = LEADER.split(plain)[0].strip()
    if not re.search(r"[^\W\d_]{2}", label) or len(label) > LONGEST or NUMBERED.match(label) or SENTENCE.search(label):
        return None
    if label.endswith((":", "：")) and len(label) > LONGEST // 2:
        return None
    return [Piece("label", label, number, block, bool(LEADER.search(plain)), sign)]


def stretches(zone: list[Piece]) -> list[Stretch]:
    found, heads = [Stretch()], []
    for piece in zone:
        last = found[-1]
        if piece.kind == "figure":
            last.add(heads)
            if heads:
                last.marks.append((len(last.blocks), heads))
            begins = bool(heads) or not last.blocks or last.blocks[-1][-1].block != piece.block
            heads = []
            if begins:
                last.blocks.append([])
            last.blocks[-1].append(piece)
        elif piece.kind == "label":
            if last.blocks:
                found.append(Stretch())
            found[-1].add(heads)
            found[-1].labels.append(piece)
            heads = []
        else:
            heads.append(piece)
    return found


def sections(stretch: Stretch) -> list[Stretch]:
    """The stretch in parts where groups of labels stand above the figures of the first, with their headings, and those of the next, with
    theirs: "At December 31, 2031 2030", then "For the year 2031 2030"."""
    marks = [(place, heads) for place, heads in stretch.marks if sum(piece.kind == "head" for piece in heads) > 1]
    stray = stretch.blocks[: marks[0][0]] if marks else []
    if len(marks) < 2 or len(stray) > 1 or any(len(block) > 1 or not PAGE.fullmatch(block[0].text) for block in stray):
        return [stretch]
    ends = [place for place, _ in marks[1:]] + [len(stretch.blocks)]
    parts = [Stretch(heads, [], stretch.blocks[place:end]) for (place, heads), end in zip(marks, ends, strict=True)]
    sizes = [divmod(len(part.figures), len(part.kinds("head"))) for part in parts]
    plain = [piece for piece in stretch.labels if not piece.text.endswith((":", "："))]
    high = sum(size for size, _ in sizes)
    if any(rest for _, rest in sizes) or high > len(plain):
        return [stretch]
    plain, cut = plain[len(plain) - high :], 0
    for part, (size, _) in zip(parts, sizes, strict=True):
        part.labels, cut = plain[cut : cut + size], cut + size
        if cut < high and plain[cut].line == plain[cut - 1].line + 1:  # no group ends here
            return [stretch]
    return parts


def tables_in(found: list[Stretch]) -> Iterator[tuple[Grid, set[int]]]:
    rows: list[tuple[list[Piece], list[Piece]]] = []
    over: Stretch | None = None
    dated: list[Piece] = []
    count = 0
    for place, stretch in enumerate(found):
        if stretch.kinds("head") or not rows:
            if table := table_of(over, rows, count):
                yield table
            rows, over = [], stretch
            count = columns_of(found[place:])
            if len(dated) == count > 1 and not stretch.kinds("head"):  # a table that goes on behind what was not understood
                over = replace(stretch, heads=[*dated, *stretch.heads])
            dated = stretch.kinds("head") or dated
        taken = rows_of(stretch, count, bool(rows))
        if taken is None:
            if table := table_of(over, rows, count):
                yield table
            rows = []
            continue
        rows += taken
    if table := table_of(over, rows, count):
        yield table


def columns_of(found: list[Stretch]) -> int:
    """How many columns the table has that begins with the first stretch: as it has periods, or units, or as most labels have figures."""
    first = found[0]
    dated, units = len(first.kinds("head")), len(first.kinds("unit"))
    if dated and units > dated and units % dated == 0:
        return units
    if dated:
        return dated
    alone = []
    for stretch in found:
        if alone and stretch.kinds("head"):
            break
        alone.append(len(stretch.figures) if len(stretch.labels) == 1 else 0)
    most, times = Counter(filter(None, alone)).most_common(1)[0] if any(alone) else (1, 0)
    return most if times > 2 and 2 * times > len(alone) else 1


def rows_of(stretch: Stretch, count: int, goes_on: bool) -> list[tuple[list[Piece], list[Piece]]] | None:
    """The rows of a stretch: the labels of each, the names of groups first, and its figures; None where they do not agree in number.
    `goes_on` says that there are rows above it."""
    figures, labels = stretch.figures, stretch.labels
    if not labels or not figures or not 0 < count <= MOST_COLUMNS:
        return None
    for labels in stretch.below_titles():
        if len(labels) > 1 and (rows := in_columns(labels, stretch.blocks, count, 2 if goes_on or count > 1 else FEWEST_LABELS)):
            return rows
    labels = stretch.below_titles()[0]
    if count == 1 and not stretch.heads and not goes_on:  # figures with their names below look the same
        return None
    own = joined([piece for piece in labels if piece.block + 2 >= labels[-1].block])[-MOST_GROUPS:]
    if len(own) > 1 and any(head.line > labels[-1].line for head in stretch.kinds("head")):  # names of columns too
        own = []
    if len(figures) == count + 1 and PAGE.fullmatch(figures[0].text) and count > 1:  # the number of a note
        figures = figures[1:]
    if len(figures) == count:
        return [(own, figures)]
    if len(figures) == 2 * count and count > 1:  # a total without a name below the row
        return [(own, figures[:count]), ([], figures[count:])]
    return None


def in_columns(labels: list[Piece], blocks: list[list[Piece]], count: int, fewest: int) -> list[tuple[list[Piece], list[Piece]]] | None:
    """The rows of labels that stand one below the other, with the figures of a column, or of a group in a column, behind each other; below
    the last label may be a total without a name, if it is the sum of those above it."""
    ends = [blocks, blocks[:-1]] if len(blocks) > 1 and len(blocks[-1]) == 1 and PAGE.fullmatch(blocks[-1][0].text) else [blocks]
    tried = [(runs, own) for runs in ends for some in variants(labels) for own in from_blocks(some)]
    for runs, own in sorted(tried, key=lambda one: sum(map(len, one[0])) == count * len(one[1])):
        high, rest = divmod(sum(map(len, runs)), count)
        if rest or high - len(own) not in (0, 1) or len(own) < fewest - (high > len(own)):
            continue
        whole, parted = by_column(high, runs, count), by_group(own, high, runs, count)
        columns = whole or parted
        if columns is None or whole and parted and whole != parted or high > len(own) and not all(map(is_summed, columns)):
            continue
        groups = [piece for piece in labels if piece not in own and piece.line > own[0].line]
        names = [[*named(groups, own, at), label] for at, label in enumerate(own)] + [[]] * (high - len(own))
        return [(name, [column[at] for column in columns]) for at, name in enumerate(names)]
    return None


def from_blocks(labels: list[Piece]) -> Iterator[list[Piece]]:
    """The labels from the first of each block on: what stands above may be a title."""
    for at, piece in enumerate(labels):
        if at == 0 or piece.block != labels[at - 1].block:
            yield labels[at:]


def is_summed(column: list[Piece]) -> bool:
    """Whether the last figure of a column is the sum of those above it."""
    *parts, total = [
        Fraction(digits) * (-1 if re.match(r"[(−–-]", piece.text) else 1)
        for piece in column
        if (digits := re.sub(r"[^\d.]", "", piece.text).strip("."))
    ] or [Fraction(1)]
    return len(parts) > 1 and sum(parts) == total


def named(groups: list[Piece], own: list[Piece], at: int) -> list[Piece]:
    """The names of groups that stand right above a label."""
    return [piece for piece in groups if at and own[at - 1].line < piece.line < own[at].line]


def variants(labels: list[Piece]) -> Iterator[list[Piece]]:
    """The labels that may have figures: those that are no names of groups, also with lines joined that go on in small letters."""
    plain = [piece for piece in labels if not piece.text.endswith((":", "："))]
    leads = any(piece.leads for piece in plain)
    for some in [[piece for piece in plain if piece.leads], plain] if leads else [plain]:
        yield some
        yield joined(some)


def joined(labels: list[Piece]) -> list[Piece]:
    """The labels, with a line joined to the one above it that it goes on in small letters."""
    found: list[Piece] = []
    for piece in labels:
        if found and piece.text[:1].islower() and piece.block == found[-1].block and not found[-1].leads:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {piece.text}", leads=piece.leads)
        else:
            found.append(piece)
    return found


def by_column(high: int, runs: list[list[Piece]], count: int) -> list[list[Piece]] | None:
    columns: list[list[Piece]] = [[]]
    for run in runs:
        if len(columns[-1]) == high:
            columns.append([])
        columns[-1] += run
        if len(columns[-1]) > high:
            return None
    return columns if len(columns) == count and len(columns[-1]) == high else None


def by_group(labels: list[Piece], high: int, runs: list[list[Piece]], count: int) -> list[list[Piece]] | None:
    columns: list[list[Piece]] = [[] for _ in range(count)]
    if len(runs) % count:
        return None
    for at in range(0, len(runs), count):
        if len({len(run) for run in runs[at : at + count]}) > 1:
            return None
        for column, run in zip(columns, runs[at : at + count], strict=True):
            column += run
    return columns if len(columns[0]) == high else None


def pairs(rows: list[tuple[list[Piece], list[Piece]]]) -> list[tuple[tuple, tuple]]:
    """Rows with names, each with the next one."""
    named = [row for row in rows if row[0]]
    return list(zip(named, named[1:], strict=False))


def table_of(over: Stretch | None, rows: list[tuple[list[Piece], list[Piece]]], count: int) -> tuple[Grid, set[int]] | None:
    """The table below the headings of a stretch, one heading for each column or for as many columns each; none whose labels all have their
    figures right behind them, which are read with the words around them (`claimhouse.draft.lost_tables`)."""
    turns = [labels[-1].line < figures[0].line < following[-1].line for (labels, figures), (following, _) in pairs(rows)]
    if all(turns):
        return None
    if over is None or len(rows) < 2 or len(rows) * count < FEWEST_FIGURES:
        return None
    used: list[Piece] = []
    cells: list[Cell] = []
    number = 0
    for kind in ("part", "head", "unit"):
        heads = over.kinds(kind)
        if not heads or len(heads) > count or count % len(heads):
            if kind == "head" and heads:
                return None
            continue
        number, span = number + 1, count // len(heads)
        cells += [Cell(piece.text, number, 2 + span * at, 1, span, line=piece.line) for at, piece in enumerate(heads)]
        used += heads
    for labels, figures in rows:
        for label in labels[:-1]:
            number += 1
            cells.append(Cell(label.text, number, 1, line=label.line))
        number += 1
        cells += [Cell(label.text, number, 1, line=label.line) for label in labels[-1:]]
        cells += [Cell(piece.text, number, 2 + at, line=piece.line) for at, piece in enumerate(figures)]
        used += [*labels, *figures]
    signs = [piece.sign for piece in used if piece.sign]
    if signs and not over.kinds("unit"):
        cells.append(Cell(signs[0][0], 0, 2, 1, count, line=signs[0][1]))
        cells = [replace(cell, row=cell.row + 1) for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))]
    lines = {piece.line for piece in used}
    return Grid(tuple(cells), line=min(lines)), lines
