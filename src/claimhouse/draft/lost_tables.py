"""Tables of which a text kept the cells and lost the columns: each cell is a line or paragraph of its own, or all are one run of text.

A row is a label and the figures behind it; rows of as many figures follow each other, below headings that name periods. What is no such
table stays running text. The lines of the text stay as they are, so that their numbers do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from claimhouse.documents.grid import MARK_ALONE, NIL
from claimhouse.documents.layout import OPENING, numeric
from claimhouse.documents.model import Cell, Document, Line, Table
from claimhouse.documents.periods import IN_DAY, MONTH
from claimhouse.documents.scales import SIGNS, is_period, scale_of

LONGEST_LABEL, LONGEST_HEADING, LONGEST_BETWEEN = 320, 80, 30  # letters; of words between two rows of headings
FEWEST_ROWS, FEWEST_ALONE = 3, 5  # of a table; of one that has one column of figures
MOST_HEADINGS = 8  # for each column
MOST_LABELS = 4  # of a row: names of groups before its own
FARTHEST = 12  # lines between two parts of a table
FEWEST_IN_RUN, MOST_OF_RUN = 8, 0.6  # figures; rows of a run of text that is a table; share of its rows that have as many figures
NOT_MEANT = re.compile(r"[\[(]?\s*(?:n\.?/?m\.?|n\.?/?a\.?|\*)\s*[\])]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*%?", re.IGNORECASE)
CHANGE = re.compile(
    r"(?:(?:[$%]|yoy|qoq|y/y|q/q|percent(?:age)?|net|amount|growth)\W*\s*)*"
    r"(?:change|variance|movement|growth|yoy|qoq|y/y|increase\s*/?\s*\(?decrease\)?|incr?\.?\s*/\s*\(?decr?\.?\)?)(?:\s+(?:in\s+)?(?:amount|percent|%))?\W*[$%]?\W*",
    re.IGNORECASE,
)
UNIT = re.compile(rf"\W*(?:{SIGNS}|%|amount)\W*|\W*{SIGNS}?\W?(?:m|mn|bn|'?000s?)\W*", re.IGNORECASE)
LENGTH = re.compile(
    r"(?:for\s+the\s+)?(?:(?:three|six|nine|twelve|\d{1,2})[\s-](?:months?|weeks?)(?:\s+periods?)?|(?:first|second|third|fourth|fiscal)?\s?quarters?|(?:fiscal\s)?years?)"
    r"\s+end(?:ed|ing)|year[\s-]to[\s-]date",
    re.IGNORECASE,
)
DATE = rf"(?:as\s+(?:of|at)\s+)?(?:{IN_DAY})\s+\d{{1,2}},\s+(?:19|20)\d\d|\d{{1,2}}\s+(?:{MONTH})\s+(?:19|20)\d\d"
DAY = rf"(?:as\s+(?:of|at)\s+)?(?:(?:{IN_DAY})\s+\d{{1,2}},?(?!\d)|\d{{1,2}}-(?:{MONTH}))"
DIGITS = re.compile(r"\d[\d,.]*")
STATED = re.compile(r"\W*(?:un)?audited\W*|\W*(?:as\s+)?restated\W*", re.IGNORECASE)
QUARTER = re.compile(r"(?:^|\s)(?:[QH][1-4]|[1-4][QH]|quarter|half)$", re.IGNORECASE)  # the year of which stands on the next line
BEFORE_CHANGE = re.compile(rf"(?<=[\d,])\s+{CHANGE.pattern}$", re.IGNORECASE)
IN_RUN = re.compile(  # a figure, a day or the dash of none between words
    rf"(?P<date>{DATE})(?=\D|$)(?!\s+(?:19|20)\d\d(?!\d))|(?P<day>{DAY})"
    r"|(?P<figure>(?:(?<=\s)|(?<=^))(?:[A-Z]{0,3}[$€£¥]\s?)?\(?\s?[-–−]?(?:[$€£¥]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?\)?\s?%?(?=\s|$|[A-Z][A-Za-z]))"
    r"|(?P<none>(?<=\s)(?:[$€£¥]\s?)?[-–—](?=\s))",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:19|20)\d\d(?:\s?(?:to|vs?\.?|[-–—/])\s?(?:19|20)?\d\d)?")  # a heading: "2024", "2024 to 2023"
COMPARED = re.compile(r"(?:yoy|qoq|y/y|q/q|year[\s-]on[\s-]year|quarter[\s-]on[\s-]quarter)\W*", re.IGNORECASE)
GROUP = re.compile(r"[A-Z][A-Z/&’' -]+(?=\s[A-Z][a-z])|[^:]{2,60}:(?=\s)")  # before a label in one run: "ASSETS", "Net revenue:"
GOES_ON = re.compile(r"(?:\b(?:and|or|of|at|the|to)|,)$")  # a label, on the next line
SENTENCE = re.compile(r"[a-z]{2}[.!?]\s+[A-Z“\"]|[.!?;]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a lost table: its text, the place of its paragraph in the document, what it is (figure or label), the printed line."""

    text: str
    place: int
    kind: str
    line: int | None = None
    sign: str = ""
    mark: str = ""


@dataclass(slots=True)
class Group:
    """Labels that follow each other, and the figures behind them."""

    labels: list[Piece]
    figures: list[Piece]


@dataclass(slots=True)
class Above:
    """The headings of the table before, and the place where it ends."""

    lines: list[list[Piece]] = field(default_factory=list)
    count: int = 0
    end: int = -1


def with_lost_tables(document: Document) -> tuple[Document, frozenset[int]]:
    """The document with the tables that its running text holds, and the places of the lines that are theirs. The cells of such a table have
    the line of a plain text, of others the number of the paragraph."""
    found: list[Table] = []
    taken: set[int] = set()
    ends = {table.position for table in document.tables}
    start = 0
    for end in range(1, len(document.lines) + 1):
        if end == len(document.lines) or end in ends:
            for table, places in tables_in(document, start, end):
                found.append(replace(table, table_id=f"r{len(found) + 1}"))
                taken |= places
            start = end
    if not found:
        return document, frozenset()
    both = sorted([*document.tables, *found], key=lambda table: table.position)
    return replace(document, tables=tuple(both)), frozenset(taken)


def tables_in(document: Document, start: int, end: int) -> Iterator[tuple[Table, set[int]]]:
    """The tables that the lines from `start` to before `end` hold."""
    segment: list[Piece] = []
    above = Above()
    for place in range(start, end):
        pieces = pieces_of(document.lines[place], place)
        if pieces is None:
            yield from tables_of(document, segment, above)
            segment = []
        elif len(pieces) > 2:  # a run of its own
            yield from tables_of(document, segment, above)
            yield from tables_of(document, pieces, above)
            segment = []
        else:
            segment += pieces
    yield from tables_of(document, segment, above)


def is_value(text: str) -> bool:
    return numeric(text) or NIL.fullmatch(text) is not None or NOT_MEANT.fullmatch(text) is not None


def pieces_of(line: Line, place: int) -> list[Piece] | None:
    """The cells that a paragraph is: one, several of a run of text, or None of a text that is no part of a table."""
    text = line.text.strip()
    if is_value(text) or OPENING.fullmatch(text) or MARK_ALONE.fullmatch(text):
        return [Piece(text, place, "figure", line.line)]
    if line.parts and (wrapped := wrapped_label(line, place)):
        return wrapped
    run = run_of(text, place, line.line)
    if run is None and len(text) <= LONGEST_LABEL and not SENTENCE.search(text) and text[:1] not in "•●-–*":
        return [Piece(text, place, "label", line.line)]
    return run


def wrapped_label(line: Line, place: int) -> list[Piece]:
    """The label and the figure below it that a text without blank lines gives as one paragraph; none where it is no such."""
    ends = [*(part[0] for part in line.parts[1:]), len(line.text)]
    texts = [line.text[part[0] : end].strip() for part, end in zip(line.parts, ends, strict=True)]
    if not is_value(texts[-1]) or any(map(is_value, texts[:-1])) or len(line.text) > LONGEST_LABEL:
        return []
    label = " ".join(texts[:-1])
    return [Piece(label, place, "label", line.parts[0][1]), Piece(texts[-1], place, "figure", line.parts[-1][1])]


def run_of(text: str, place: int, line: int | None) -> list[Piece] | None:
    """The cells of a run of text in which labels and figures take turns."""
    found = list(IN_RUN.finditer(text)) if len(DIGITS.findall(text)) >= FEWEST_IN_RUN else []
    if sum(match.lastgroup == "figure" for match in found) < FEWEST_IN_RUN:
        return None
    pieces, at = [], 0
    for number, match in enumerate(found):
        if match.lastgroup == "none" and not beside_figures(found, number, text):
            continue
        label = text[at : match.start()].strip()
        if label:
            pieces.append(Piece(label, place, "label", line))
        pieces.append(Piece(match[0].strip(), place, "figure" if match.lastgroup in ("figure", "none") else "label", line))
        at = match.end()
    if rest := text[at:].strip():
        pieces.append(Piece(rest, place, "label", line))
    return pieces


def beside_figures(found: list[re.Match], number: int, text: str) -> bool:
    """Whether a dash stands right before or behind a figure: in place of one."""
    match = found[number]
    before, behind = found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None
    return any(
        other and other.lastgroup in ("figure", "none") and not text[min(one, two) : max(one, two)].strip()
        for other, one, two in (
            (before, before.end() if before else 0, match.start()),
            (behind, match.end(), behind.start() if behind else 0),
        )
    )


def whole_figures(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a sign of money or a percent sign that stands alone at its figure."""
    whole: list[Piece] = []
    sign = None
    for number, piece in enumerate(pieces):
        follows = number + 1 < len(pieces) and pieces[number + 1].kind == "figure" and is_value(pieces[number + 1].text)
        last = whole[-1] if whole else None
        if piece.kind == "figure" and not is_value(piece.text):
            if MARK_ALONE.fullmatch(piece.text) and last and last.kind == "figure" and is_value(last.text) and not last.mark:
                whole[-1] = replace(last, mark=piece.text)
            elif OPENING.fullmatch(piece.text) and follows:
                sign = piece
            else:
                whole.append(replace(piece, kind="label"))
            continue
        whole.append(replace(piece, sign=sign.text) if sign else piece)
        sign = None
    return whole


def tables_of(document: Document, pieces: list[Piece], above: Above) -> Iterator[tuple[Table, set[int]]]:
    """The tables of pieces that follow each other."""
    if sum(piece.kind == "figure" for piece in pieces) < 2 * FEWEST_ROWS:
        return
    groups: list[Group] = []
    for piece in whole_figures(pieces):
        if piece.kind == "label":
            if not groups or groups[-1].figures:
                groups.append(Group([], []))
            groups[-1].labels.append(piece)
        else:
            if not groups:
                groups.append(Group([], []))
            groups[-1].figures.append(piece)
    heads: list[Group] = []
    rows: list[Group] = []
    for group in [*groups, None]:
        if group and not is_headed(group):
            rows.append(group)
            continue
        if rows:
            yield from tables_below(document, heads, rows, above)
            heads, rows = [], []
        heads += [group] if group else []


def tables_below(document: Document, heads: list[Group], rows: list[Group], above: Above) -> Iterator[tuple[Table, set[int]]]:
    """The tables of rows below the same headings: of those with the usual number of figures, and of others that follow each other."""
    counts = Counter(len(row.figures) for row in rows if row.figures)
    if not counts:
        return
    count = max(counts, key=lambda count: (counts[count], count))
    in_run = len(rows) > 1 and len({piece.place for row in rows for piece in row.figures}) == 1
    if in_run and (count < 2 or counts[count] < MOST_OF_RUN * counts.total()):
        return
    if table := table_of(document, heads, [row for row in rows if len(row.figures) == count], count, above):
        yield table
    for other, run in groupby(rows, key=lambda row: len(row.figures)):
        if other not in (0, count) and (table := table_of(document, [], list(run), other, above)):
            yield table


def is_headed(group: Group) -> bool:
    """Whether what seems a row is the headings of columns: years, or a period before years."""
    return bool(group.figures) and all(YEARS.fullmatch(piece.text) for piece in group.figures)


def table_of(document: Document, heads: list[Group], rows: list[Group], count: int, above: Above) -> tuple[Table, set[int]] | None:
    """The table of rows that have `count` figures each, below groups of headings; None where they are too few."""
    first, own = headings_in(rows[0].labels, count)
    headings = [*(piece for group in heads for piece in (*group.labels, *group.figures)), *own]
    lines = heading_rows([part for piece in headings for part in parts_of(piece)], count)
    begin = rows[0].figures[0].place
    if not lines and above.count == count and begin - above.end <= FARTHEST:
        lines = above.lines  # of a table that goes on behind a long label
    fewest = FEWEST_ROWS - (count > 2) if lines else FEWEST_ROWS + 1
    if len(rows) < (fewest if count > 1 else FEWEST_ALONE) or count < 2 and len([piece for group in heads for piece in group.figures]) != 1:
        return None
    above.lines, above.count, above.end = lines, count, rows[-1].figures[-1].place
    rows = [Group(row.labels[-MOST_LABELS:], row.figures) for row in (Group(first, rows[0].figures), *rows[1:])]
    columns = columns_of(rows, count)
    is_text = document.format == "txt"

    def cell(piece: Piece, text: str, row: int, column: int, span: int = 1) -> Cell:
        return Cell(text, row, column, 1, span, False, line=piece.line if is_text else piece.place + 1)

    cells: list[Cell] = []
    number = 0
    for line in lines:
        number += 1
        each = count // len(line) or 1
        for at, part in enumerate(line):
            last = count - 1 if at + 1 == len(line) else at * each + each - 1  # the last one over what is left: "Change" over two columns
            left, right = columns[at * each], columns[last]
            cells.append(replace(cell(part, part.text, number, left, right - left + 1), is_header=True))
    for row in rows:
        *groups, label = labels_of(row.labels) or [Piece("", row.figures[0].place, "label")]
        for piece in groups:
            number += 1
            cells.append(cell(piece, piece.text, number, 1))
        number += 1
        cells += [cell(label, label.text, number, 1)] if label.text else []
        for column, piece in zip(columns, row.figures, strict=True):
            cells += [cell(piece, piece.sign, number, column - 1)] if piece.sign else []
            cells.append(cell(piece, piece.text, number, column))
            cells += [cell(piece, piece.mark, number, column + 1)] if piece.mark else []
    places = {piece.place for row in rows for piece in (*row.labels, *row.figures)} | {part.place for line in lines for part in line}
    position = min(places)
    near = [line.text for line in document.lines[max(0, position - 3) : position] if len(line.text) <= 600]
    return Table("", tuple(cells), line=cells[0].line, before="\n".join(near), position=position), places


def columns_of(rows: list[Group], count: int) -> list[int]:
    """The columns of the figures of rows, with one beside them where a row has a sign or a mark in a cell of its own."""
    found, at = [], 2
    for column in range(count):
        at += any(row.figures[column].sign for row in rows)
        found.append(at)
        at += 1 + any(row.figures[column].mark for row in rows)
    return found


def headings_in(labels: list[Piece], count: int) -> tuple[list[Piece], list[Piece]]:
    """The labels before the first figures, parted into those of rows and the headings before them. The last one is the label of the row,
    but where it ends a row of headings of all columns."""
    parted = [*labels[:-1], *signs_before(labels[-1])] if labels else []
    kinds = [class_of(piece.text) for piece in parted]
    whole = count > 1 and len(kinds) >= count and all(kind == "column" for kind in kinds[-count:])
    last = max((at for at, piece in enumerate(parted[: None if whole else -1]) if is_heading(piece.text)), default=-1)
    return parted[last + 1 :], parted[max(0, last + 1 - MOST_HEADINGS * count) : last + 1]


def signs_before(label: Piece) -> list[Piece]:
    """A label, and before it the units of columns that a run of text has right before the first one: "$ % Subscription revenue"."""
    found = re.match(rf"(?:(?:{SIGNS}|%)\s+)+(?=[A-Za-z])", label.text)
    if not found:
        return [label]
    return [*(replace(label, text=sign) for sign in found[0].split()), replace(label, text=label.text[found.end() :])]


def is_heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and (is_period(text) or any(form.fullmatch(text) for form in (CHANGE, UNIT, STATED)))


def parts_of(piece: Piece) -> list[Piece]:
    """A heading, or the several that stand in one run: "Three Months Ended September 30, Nine Months Ended September 30,"."""
    if change := BEFORE_CHANGE.search(piece.text):  # "Three Months Ended September 30, Change"
        piece = replace(piece, text=piece.text[: change.start()])
    starts = [match.start() for match in LENGTH.finditer(piece.text)]
    if not starts:
        return [piece]
    ends = [*starts[1:], len(piece.text)]
    title = [replace(piece, text=piece.text[: starts[0]].strip())] if piece.text[: starts[0]].strip() else []
    return title + [replace(piece, text=piece.text[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


def class_of(text: str) -> str:
    if YEARS.fullmatch(text) or CHANGE.fullmatch(text):
        return "column"
    if UNIT.fullmatch(text):
        return "unit"
    if scale_of(text).mult is not None:
        return "scale"
    if LENGTH.search(text):
        return "column" if re.search(r"(?:19|20)\d\d$", text) else "length"
    if re.fullmatch(DAY, text, re.IGNORECASE):
        return "day"
    return "column" if is_period(text) and len(text) <= LONGEST_HEADING else ""


def with_days(parts: list[Piece]) -> list[Piece]:
    """The headings, with the day behind one length at it: "Three Months Ended" and "September 30,"; lengths and days of a row each stay."""
    whole: list[Piece] = []
    for part in parts:
        before = [class_of(one.text) == "length" and not re.search(r"\d", one.text) for one in whole[-2:]]
        if class_of(part.text) == "day" and before[-1:] == [True] and before != [True, True]:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {part.text}")
        elif whole and YEARS.fullmatch(part.text) and QUARTER.search(whole[-1].text):  # "Orders Q3" and "2025" below it
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {part.text}")
        else:
            whole.append(part)
    return whole


def of_changes(parts: list[Piece]) -> list[Piece]:
    """The headings of columns; signs behind years, "2024 2023 $ %", say in what the change between them is."""
    dated = [at for at, part in enumerate(parts) if YEARS.fullmatch(part.text)]
    last = dated[-1] if dated else len(parts)
    return [replace(part, text=f"Change {part.text}") if at > last and UNIT.fullmatch(part.text) else part for at, part in enumerate(parts)]


def heading_rows(parts: list[Piece], count: int) -> list[list[Piece]]:
    """Rows of headings over `count` columns, from what stands above them: as many, or fewer that stand over as many columns each."""
    parts = parts[-MOST_HEADINGS * count :]
    parts = [
        part
        for at, part in enumerate(parts)
        if not (at and COMPARED.fullmatch(parts[at - 1].text) and CHANGE.fullmatch(part.text) and not COMPARED.fullmatch(part.text))
    ]
    parts = with_days([part for part in parts if not STATED.fullmatch(part.text)])
    dated = [part for part in parts[-count:] if re.fullmatch(DATE, part.text, re.IGNORECASE)]
    if len(dated) == 1 < count and all(YEARS.fullmatch(part.text) for part in parts[1 - count :]):  # "September 30, 2024 2023"
        day, year = dated[0].text[:-4].strip(), dated[0].text[-4:]
        parts = [*parts[:-count], replace(dated[0], text=day), replace(dated[0], text=year), *parts[1 - count :]]
    lines: list[list[Piece]] = []
    while parts:
        kinds = [class_of(part.text) for part in parts]
        last = next((number for number, kind in enumerate(reversed(kinds)) if kind != kinds[-1]), len(kinds))
        if len(parts) >= count and all(kind in ("column", "unit") for kind in kinds[-count:]):
            last = count
            parts = [*parts[:-count], *of_changes(parts[-count:])]
        elif last > count and last % count == 0:
            last = count
        elif last + 1 == count > 2 and CHANGE.fullmatch(parts[-1].text):
            lines.append(parts[-last:])
            parts = parts[:-last]
            continue
        if last == 1 < count and CHANGE.fullmatch(parts[-1].text):
            pass  # over some of the columns
        elif kinds[-1] and last <= count and count % last == 0 and (kinds[-1] != "scale" or last == 1):
            lines.append(parts[-last:])
        elif kinds[-1] in ("column", "length", "day"):
            return []  # read in another order than they stand
        elif (
            lines
            and kinds[-1] != "scale"
            and not (len(parts) > last and kinds[-last - 1] in ("length", "day") and len(parts[-1].text) <= LONGEST_BETWEEN)
        ):
            break
        parts = parts[:-last]
    known = {class_of(part.text) for line in lines for part in line}
    return list(reversed(lines)) if known & {"column", "length", "day"} else []


def labels_of(labels: list[Piece]) -> list[Piece]:
    """The labels of a row, the last of which is its own: a label of several lines is one, and a run of text is parted behind a group."""
    whole: list[Piece] = []
    for piece in labels:
        last = whole[-1] if whole else None
        if last and (piece.text[:1].islower() or last.text.count("(") > last.text.count(")") or GOES_ON.search(last.text)):
            whole[-1] = replace(last, text=f"{last.text} {piece.text}")
        elif match := GROUP.match(piece.text):
            whole += [replace(piece, text=match[0]), replace(piece, text=piece.text[match.end() :].strip())]
        else:
            whole.append(piece)
    return whole
