"""What the cells of a table mean: which rows are headings, which columns labels, what groups of rows there are.

Works on texts and positions alone, so that a table reads alike in every format.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from claimhouse.documents.counts import is_pair, is_spread
from claimhouse.documents.layout import DAY, numeric
from claimhouse.documents.model import Cell, Table
from claimhouse.documents.scales import EXCEPTED, UNIT_ALONE, is_period, scale_of

ENDED = re.compile(r"\b(?:ended|ending|to)\W*$", re.IGNORECASE)  # a heading that goes on below: "Six months ended", "Year to"
YEAR = re.compile(
    r"(?:FY|CY|fiscal\s*|FYE\s*)?['’]?(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?\s*(?:[AEFP]|年|年度)?(?:\s*\(\w{1,2}\)|[*†¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾])*",
    re.IGNORECASE,
)
CURRENCY_ALONE = re.compile(r"\(?\s*(?:[A-Z]{0,3}[$€£¥₹₩￥]|RMB|USD|EUR|GBP|CNY|HKD)\s*\(?")
MARK_ALONE = re.compile(r"\)?\s*[%％]|\)\s*[%％]?|\s*(?:x|p?pts?\.?|bps|pp)|\([a-z]\)\s*|[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]+")
NIL = re.compile(r"[$€£¥]?\s*[(]?\s*(?:[-–—−‒―－]\s*)+[)]?\s*[%％]?|nil|无", re.IGNORECASE)
NOTE_COLUMN = re.compile(
    r"notes?(?: no\.?)?|ref(?:erence)?s?\.?|page|附注|注释|页码|footnotes?|exhibits?(?:\.? (?:no\.?|numbers?))?", re.IGNORECASE
)
CODE_COLUMN = re.compile(r"(?:\w+[\s-]?){0,3}codes?|(?:\w{0,6})(?:代码|编码|编号)", re.IGNORECASE)  # "HS code", "NAICS code", "证券代码"
RANK = re.compile(r"(?:[\w’']+\s)?rank(?:ing)?(?:\s(?:in\s)?[\w’']+)?|排名|名次", re.IGNORECASE)
ORDINAL = re.compile(rf"no\.?|nos\.?|#|item|序号|编号|行次|{RANK.pattern}", re.IGNORECASE)
TOTAL = re.compile(
    r"\b(?:sub-?\s?)?totals?\b|\bsum\b|\bin all\b|\boverall\b|合\s*计|总\s*计|小\s*计|總計|合計|小計|共计|总额$|总和", re.IGNORECASE
)
FOOTMARK = re.compile(  # no unit: "(pp)", "(kg)"
    r"(?:\s*[*†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]|\s*\((?:\d{1,2}|(?!(?:pp|kg|km|oz|kt|mt|bn|mn|mm|ha|lb)\))[a-z*]{1,2}|[ivx]{1,4})\)|\s*\[(?:\d{1,2}|[a-z])\]|（注?\d{0,2}）)++$"
)
# The same after a figure, where "(55)" alone would be a figure itself.
FIGURE_MARK = re.compile(r"(?<=[\d%％)])(?:\s*[*†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]|\s*\((?:\d{1,2}|[a-z*]{1,2}|[ivx]{1,4})\)|\s*\[(?:\d{1,2}|[a-z])\])++$")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
REFERENCE = re.compile(r"\(\d\)")  # to a note
MARKED = re.compile(r"[A-Za-z]\s?\(\d\)$")
RANGE = re.compile(r"\d\s*[-–—~]\s*\d|[<>≤≥]")
LENGTH = re.compile(r"\b(?:months?|weeks?|quarters?|years?)\s+end(?:ed|ing)\b", re.IGNORECASE)
GROUPED = re.compile(r"[^\w]*[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?(?:[^\w.,][^\d]*)?")  # digits in groups of three, a space apart: "1 310,56"
NOTE_CLOSED = re.compile(r"(?<=[A-Za-z)])\s+\d{1,2}\)\s*$")
DASHED = re.compile(r"^[-–—•·]\s+(?=[^\W\d])")
LEADERS = re.compile(r"(?:\s*[.·…_]){3,}\s*$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of the body that prints a figure, with what stands around it."""

    cell: Cell
    column: int
    row_label: str
    headers: tuple[str, ...]  # outermost first
    groups: tuple[str, ...]  # outermost first
    indent: int
    is_nil: bool


@dataclass(slots=True)
class Reading:
    """A table as read: its figures, and texts in it that may name unit, scale and period of all of them."""

    figures: list[Figure] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def label_of(text: str) -> str:
    """A label without footnote marks, leaders and a colon at its end, and without the dash of a list before it."""
    if text.count(")") > text.count("("):  # "Index 1)"
        text = NOTE_CLOSED.sub("", text)
    return DASHED.sub("", FOOTMARK.sub("", LEADERS.sub("", text)).rstrip(" :：").strip())


def is_year(text: str) -> bool:
    return YEAR.fullmatch(text.strip()) is not None


def is_figure(text: str) -> bool:
    return (numeric(text) or is_pair(text) or is_spread(text)) and not is_year(text) and not DAY.fullmatch(text.strip())


def read_table(table: Table) -> Reading:
    """Reads a table; a table without figures gives none."""
    rows = rows_of(table.cells)
    if not rows:
        return Reading()
    columns = logical_columns(rows)
    first, labels, left_out = label_columns(rows, columns)
    left_out |= noted_columns(table, columns, first)
    return Body(rows, columns, first, labels, left_out).read()


def rows_of(cells: tuple[Cell, ...]) -> dict[int, list[Cell]]:
    """Cells by row from left to right; a currency, parenthesis, percent sign or group of digits in a cell of its own joins its figure."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if " " in cell.text and GROUPED.fullmatch(cell.text):
            cell = replace(cell, text=re.sub(r"(?<=\d) (?=\d)", "\u00a0", cell.text))
        row = rows.setdefault(cell.row, [])
        last = row[-1] if row else None
        if last and CURRENCY_ALONE.fullmatch(last.text) and (numeric(cell.text) or NIL.fullmatch(cell.text)) and near(last, cell):
            row[-1] = replace(
                cell, text=f"{last.text} {cell.text}", column=last.column, column_span=cell.column + cell.column_span - last.column
            )
        elif last and MARK_ALONE.fullmatch(cell.text) and numeric(last.text) and near(last, cell) and is_open(last.text, cell.text):
            row[-1] = replace(last, text=last.text + cell.text, column_span=cell.column + cell.column_span - last.column)
        else:
            row.append(cell)
    return rows


def near(left: Cell, right: Cell) -> bool:
    return right.column - (left.column + left.column_span) <= 1


def is_open(figure: str, mark: str) -> bool:
    """A parenthesis closes one that is open; a percent sign follows a figure that has none, and no year of a heading."""
    if mark.startswith(")"):
        return figure.count("(") > figure.count(")")
    if is_year(figure) and "%" in mark:
        return False
    return figure[-1:] not in "%％)" or mark.strip().startswith(("%", "％")) and "%" not in figure


def logical_columns(rows: dict[int, list[Cell]]) -> dict[int, int]:
    """Column of each figure by the column of the grid in which its cell begins.

    Where pages put the currency sign in a column of its own, a figure without one spans both: such columns are one.
    """
    spans = sorted({(cell.column, cell.column + cell.column_span - 1) for row in rows.values() for cell in row if is_figure(cell.text)})
    own = {left: left for left, _ in spans}
    groups: list[list[int]] = []
    for left, right in spans:
        if groups and left <= groups[-1][1]:
            groups[-1][1] = max(groups[-1][1], right)
        else:
            groups.append([left, right])
    joined = {left: next(group[0] for group in groups if group[0] <= left <= group[1]) for left in own}
    if joined == own:
        return own
    for row in rows.values():
        counts = Counter(joined[cell.column] for cell in row if is_figure(cell.text))
        if counts and max(counts.values()) > 1:
            return own
    return joined


def label_columns(rows: dict[int, list[Cell]], columns: dict[int, int]) -> tuple[int, list[int], set[int]]:
    """First column of figures, the columns of labels before it, and columns whose numbers count or refer and measure nothing."""
    figures, texts = Counter(), Counter()
    heads: dict[int, str] = {}
    numbers: dict[int, list[str]] = {}
    started = False
    for row in rows.values():
        started = started or any(is_figure(cell.text) for cell in row[1:] or row)
        for cell in row:
            if not started and not is_figure(cell.text):
                heads[cell.column] = label_of(cell.text)
            elif is_figure(cell.text):
                figures[columns[cell.column]] += 1
                numbers.setdefault(cell.column, []).append(cell.text.strip().rstrip("."))
            else:
                texts[cell.column] += 1
                if started and len(row) > 1:
                    numbers.setdefault(cell.column, [])
    left_out = {column for column, head in heads.items() if NOTE_COLUMN.fullmatch(head)}
    coded = {column for column, head in heads.items() if CODE_COLUMN.fullmatch(head)}
    left_out |= {column for column in coded if all(text.isdigit() for text in numbers.get(column, []))}
    labels: list[int] = []
    used = sorted({cell.column for row in rows.values() for cell in row})
    for place, column in enumerate(used):
        count = figures[column]
        counted = [text for text in numbers.get(column, [])]
        in_order = (
            len(counted) > 1 and counted == [str(number) for number in range(int(counted[0]), int(counted[0]) + len(counted))]
            if (counted and counted[0].isascii() and counted[0].isdigit() and len(counted[0]) < 5)
            else False
        )
        if (
            count
            and ORDINAL.fullmatch(heads.get(column, ""))
            and (in_order or place == 0 or RANK.fullmatch(heads[column]))
            or place == 0
            and in_order
            and len(used) > 2
            and (texts[used[1]] > figures[used[1]] and not heads.get(column))
        ):
            left_out.add(column)
            continue
        if column in left_out:
            continue
        if place == 0 and len(used) > 1 and 2 * sum(RANGE.search(text) is not None for text in counted) >= len(counted) > 1:
            labels.append(column)  # classes, of age or size: "20-29"
            continue
        if count and count >= texts[column]:
            return column, labels, left_out
        labels.append(column)
    return (labels[-1] + 1 if labels else 1), labels, left_out


def noted_columns(table: Table, columns: dict[int, int], first: int) -> set[int]:
    """Columns that print references to a note, "(3)", and no figure: the same one in each row, in a table whose headings or labels bear
    such marks, or one that a note right below the table explains."""
    is_marked = any(MARKED.search(cell.text) for cell in table.cells)
    explained = {found[0] for note in table.notes if (found := REFERENCE.match(note.strip().translate(LOWERED)))}
    if not is_marked and not explained:
        return set()
    texts: dict[int, set[str]] = {}
    counts = Counter()
    for cell in table.cells:
        text = cell.text.strip().translate(LOWERED)
        if cell.column >= first and (is_figure(cell.text) or REFERENCE.fullmatch(text)):
            column = columns.get(cell.column, cell.column)
            texts.setdefault(column, set()).add(text)
            counts[column] += 1
    return {
        column
        for column, found in texts.items()
        if all(REFERENCE.fullmatch(text) for text in found) and (found <= explained or is_marked and len(found) == 1 and counts[column] > 1)
    }


class Body:
    """Walks the rows of a table from top to bottom."""

    def __init__(self, rows: dict[int, list[Cell]], columns: dict[int, int], first: int, labels: list[int], left_out: set[int]):
        self.rows, self.columns, self.first, self.labels, self.left_out = rows, columns, first, labels, left_out
        self.value_columns = sorted(
            {
                columns[cell.column]
                for row in rows.values()
                for cell in row
                if cell.column >= first and cell.column in columns and columns[cell.column] not in left_out
            }
        )
        self.ends = {
            columns[cell.column]: max(cell.column + cell.column_span - 1, columns[cell.column])
            for row in rows.values()
            for cell in row
            if cell.column in columns
        }
        self.headers: list[dict[int, str]] = []
        self.groups: list[tuple[str, int]] = []  # label and indent, outermost first
        self.indented = len({row[0].indent for row in rows.values() if row[0].column < first}) > 1
        self.deeper = False  # whether rows of the innermost group are indented below its label
        self.closed = False  # whether the last row was the total of a group, so that the next group stands in the same one
        self.begins = False  # whether no row stands below the label of the innermost group yet: a total there opens it
        self.reading = Reading()

    def read(self) -> Reading:
        in_head, previous = True, ""
        carried = ""  # label of the outer column that the rows below share
        carry = len(self.labels) > 1 and self.outer_is_shared()
        classes = self.row_of_classes()
        until: dict[int, tuple[int, str]] = {}  # outer labels that span rows: last row, text
        for number, row in self.rows.items():
            values = [cell for cell in row if cell.column >= self.first and cell.column in self.columns and self.is_value(cell)]
            names = [cell for cell in row if cell.column < self.first and cell.column not in self.left_out]
            others = [cell for cell in row if cell.column >= self.first and cell not in values]
            for cell in names:
                if cell.row_span > 1 and values:
                    until[cell.column] = (number + cell.row_span - 1, label_of(cell.text))
            if in_head and is_numbering(row):
                continue
            head = in_head and all(cell.is_header for cell in row) and not (values and names and any(not cell.is_header for cell in row))
            head = head or in_head and number == classes
            if values and not (head and (in_head and not self.only_row(number))):
                in_head = False
                spanned = [(column, text) for column, (last, text) in until.items() if number <= last]
                if carry and names and names[0].column == self.labels[0] and len(names) > 1:
                    carried = label_of(names[0].text)
                outer = [text for column, text in spanned if names and column < names[-1].column or not names]
                if carry and not outer and carried and (not names or names[-1].column > self.labels[0]):
                    outer = [carried]
                own = [label_of(cell.text) for cell in names if cell.text and label_of(cell.text) not in outer]
                label = " ".join(dict.fromkeys(own)) if own else (outer[-1] if outer else "")
                self.add(label, names[0].indent if names else 0, [text for text in outer if text != label], values)
                previous = "values"
                continue
            if not names and not others:
                continue
            if others and self.is_title(names, others):
                self.open_group(label_of(others[0].text), others[0].indent, previous)
                previous = "group"
            elif others and (in_head or self.is_heading(names, others)):
                if not in_head and previous != "head":
                    self.restart(others)
                if names and not in_head and label_of(names[0].text):
                    self.open_group(label_of(names[0].text), names[0].indent, previous)
                elif names:
                    self.reading.titles += [cell.text for cell in names]
                if (
                    self.is_statement(others)
                    or in_head
                    and len(others) == 1
                    and self.is_unit_of_all(others[0])
                    and self.more_headers_below(number)
                ):
                    self.reading.titles.append(others[0].text)
                else:
                    self.headers.append(self.spread(others))
                previous = "head"
            elif names and not others:
                label = label_of(" ".join(cell.text for cell in names))
                if in_head and self.more_headers_below(number):
                    self.reading.titles.append(" ".join(cell.text for cell in names))
                elif label and len(label) <= 200:
                    self.open_group(label, names[0].indent, previous)
                    previous = "group"
            else:
                previous = "text"
        return self.reading

    def is_title(self, names: list[Cell], others: list[Cell]) -> bool:
        """A title of the rows below that stands over the figures instead of over the labels."""
        text = others[0].text
        return not names and len(others) == 1 and not self.is_common(text) and (text.rstrip().endswith((":", "：")) or len(text) > 30)

    def is_statement(self, others: list[Cell]) -> bool:
        """A row of headings that says of all columns what they are in, with what it excepts: "(in millions, except per share data)"."""
        texts = {cell.text for cell in others}
        return len(texts) == 1 and scale_of(others[0].text).mult is not None and EXCEPTED.search(others[0].text) is not None

    def is_unit_of_all(self, cell: Cell) -> bool:
        """Whether a cell says in words what figures are in, "(in %)", and not only "%" over its column."""
        return re.search(r"\bin\b", cell.text, re.IGNORECASE) is not None and UNIT_ALONE.fullmatch(cell.text) is not None

    def is_value(self, cell: Cell) -> bool:
        return self.columns[cell.column] not in self.left_out and is_figure(cell.text)

    def row_of_classes(self) -> int | None:
        """The one row whose cells are ranges, which are classes over the columns: "20-29 | 30-39". More such rows are figures: guidance."""
        ranged = []
        for number, row in self.rows.items():
            values = [cell for cell in row if cell.column >= self.first and cell.column in self.columns and self.is_value(cell)]
            if len(values) > 1 and sum(RANGE.search(cell.text) is not None for cell in values) * 2 >= len(values):
                ranged.append(number)
        return ranged[0] if len(ranged) == 1 else None

    def only_row(self, number: int) -> bool:
        return number == max(self.rows)

    def outer_is_shared(self) -> bool:
        """Some row leaves the first column of labels empty and fills the next: the label above counts for it too."""
        return any(row[0].column in self.labels[1:] and any(is_figure(cell.text) for cell in row) for row in self.rows.values())

    def more_headers_below(self, number: int) -> bool:
        """Whether a row of headings stands between this row and the first figures."""
        for other, row in self.rows.items():
            if other <= number:
                continue
            if any(cell.column in self.columns and self.is_value(cell) and cell.column >= self.first for cell in row):
                return False
            if any(cell.column >= self.first for cell in row):
                return True
        return False

    def is_heading(self, names: list[Cell], others: list[Cell]) -> bool:
        """A row of headings inside the body: periods or units over the columns."""
        texts = [cell.text for cell in others]
        return (
            all(
                is_year(text)
                or is_period(text)
                or scale_of(text).mult is not None
                or scale_of(text).unit is not None
                or text.strip() in "%％$€"
                for text in texts
            )
            or not names
            and len(texts) > 1
        )

    def restart(self, others: list[Cell]) -> None:
        """New headings below figures replace those above; a row of units alone replaces the units."""
        units = [row for row in self.headers if all(map(UNIT_ALONE.fullmatch, row.values()))]
        if all(UNIT_ALONE.fullmatch(cell.text) for cell in others):
            self.headers = [row for row in self.headers if row not in units]
        elif any(is_period(cell.text) for cell in others) or all(scale_of(cell.text).mult is None for cell in others):
            self.headers = []

    def spread(self, cells: list[Cell]) -> dict[int, str]:
        """Text of a row of headings by column of figures. A heading that stands once over several columns counts for all of them."""
        found: dict[int, str] = {}
        texts = [(cell, label_of(cell.text) or cell.text) for cell in cells]
        for column in self.value_columns:
            end = self.ends.get(column, column)
            over = [text for cell, text in texts if cell.column <= end and column <= cell.column + cell.column_span - 1]
            if over:
                found[column] = " ".join(over)
        if len(texts) == 1 and LENGTH.search(texts[0][1]) and not re.search(r"\d{4}", texts[0][1]):
            dated = self.dated_below(texts[0][0])
            if len(dated) > 1:  # the one length of time of all periods
                return found | dict.fromkeys(dated, texts[0][1])
        if any(cell.column_span > 1 for cell in cells) and len(found) > len(cells) or not found and not texts:
            return found
        columns, count = self.value_columns, len(texts)
        if count == len(columns) and len(set(found.values())) < len({text for _, text in texts}) == count:
            return {column: text for column, (_, text) in zip(columns, texts, strict=True)}  # one for each, not quite above it
        if count >= len(columns) or count == 0:
            return found
        if count == 1:
            common = self.is_common(texts[0][1]) or self.is_over_all(texts[0][0])
            return dict.fromkeys(columns, texts[0][1]) if common else found
        if count > 1 and [cell.column for cell, _ in texts] == columns[:count] and all(is_period(text) for _, text in texts):
            return found  # "F19 | F18" before columns of changes
        if is_from_left(texts, columns):
            return {column: [text for cell, text in texts if cell.column <= column][-1] for column in columns}
        if len(columns) % count == 0 and (texts[0][0].column <= columns[0] or len(found) < count or is_even(texts, columns)):
            width = len(columns) // count
            return {column: texts[place // width][1] for place, column in enumerate(columns)}
        if texts[0][0].column <= columns[0] and all(is_period(text) for _, text in texts):
            return {column: [text for cell, text in texts if cell.column <= column][-1] for column in columns}
        return found

    def is_over_all(self, cell: Cell) -> bool:
        """Whether a heading stands alone over the middle of three or more columns, with a period of each below it: "Segment assets" over
        years, no "Change" beside them."""
        columns = self.value_columns
        middle = {columns[(len(columns) - 1) // 2], columns[len(columns) // 2]}
        return len(columns) > 2 and cell.column in middle and self.is_headed(cell)

    def is_headed(self, cell: Cell) -> bool:
        """Whether a row of headings below a cell has a period over each column."""
        below = [row for number, row in self.rows.items() if number > cell.row and not any(map(self.is_numeric, row))]
        over_values = ([other for other in row if other.column >= self.first] for row in below)
        return any(len(row) >= len(self.value_columns) and all(is_period(other.text) for other in row) for row in over_values)

    def dated_below(self, cell: Cell) -> list[int]:
        """The columns of figures over which a row of headings below a cell has several periods."""
        for number, row in self.rows.items():
            over = [other for other in row if number > cell.row and other.column >= self.first and is_period(other.text)]
            if len(over) > 1 and not any(map(self.is_numeric, row)):
                spans = [(other.column, other.column + other.column_span - 1) for other in over]
                return [column for column in self.value_columns if any(first <= column <= last for first, last in spans)]
        return []

    def is_numeric(self, cell: Cell) -> bool:
        return cell.column in self.columns and self.is_value(cell)

    def is_common(self, text: str) -> bool:
        """A single heading over all columns: a period, a unit or scale; not "Change" over the last one."""
        return is_period(text) or scale_of(text).mult is not None or scale_of(text).unit is not None

    def open_group(self, label: str, indent: int, previous: str) -> None:
        if self.indented:
            while self.groups and self.groups[-1][1] >= indent:
                self.groups.pop()
        elif previous != "group" and self.groups and not self.closed:
            self.groups.pop()
        self.groups.append((label, indent))
        self.begins = True
        self.deeper = False
        del self.groups[:-6]

    def add(self, label: str, indent: int, outer: list[str], values: list[Cell]) -> None:
        """The figures of a row. A total of a group closes it."""
        if self.indented and label and not TOTAL.search(label):
            while self.groups and (self.groups[-1][1] > indent or self.groups[-1][1] == indent and self.deeper):
                self.groups.pop()
            self.deeper = bool(self.groups) and (self.deeper or indent > self.groups[-1][1])
        total = TOTAL.search(label) is not None
        named = [place for place, (group, _) in enumerate(self.groups) if total and same_words(group, label)]
        closed = max(named, key=lambda place: (words_of(self.groups[place][0]) == words_of(label), place), default=None)
        if closed is not None:
            del self.groups[closed + 1 :]
        groups = tuple([group for group, _ in self.groups] + outer)
        for cell in values:
            column = self.columns[cell.column]
            headers = tuple(dict.fromkeys(row[column] for row in self.headers if column in row))
            self.reading.figures.append(Figure(cell, column, label, headers, groups, indent, NIL.fullmatch(cell.text.strip()) is not None))
        self.closed = closed is not None
        if closed is not None:
            del self.groups[closed:]
        elif total and self.groups and not self.indented and not self.begins:
            self.groups.pop()
        self.begins = False


def is_numbering(row: list[Cell]) -> bool:
    """A row that numbers the columns below their headings: (1), (2), (3), ... or 1, 2, 3, ..."""
    texts = [cell.text.strip() for cell in row]
    bare = [text.strip("()[]") for text in texts]
    if len(texts) < 3 or not all(text.isascii() and text.isdigit() and len(text) < 3 for text in bare):
        return False
    first = int(bare[0])
    return first in (1, 2) and bare == [str(number) for number in range(first, first + len(bare))]


def is_even(texts: list[tuple[Cell, str]], columns: list[int]) -> bool:
    """Headings in the middle of as many columns each."""
    width = len(columns) // len(texts)
    return all(columns[place * width] <= cell.column <= columns[place * width + width - 1] for place, (cell, _) in enumerate(texts))


def is_from_left(texts: list[tuple[Cell, str]], columns: list[int]) -> bool:
    """Periods that stand over the first of the columns they count for, which are not as many each: "Six months ended" over two figures and
    their growth, "Year to" over one."""
    width = len(columns) // len(texts)
    at = [columns.index(cell.column) for cell, _ in texts if cell.column in columns]
    aligned = all(place % width == 0 for place in at)
    return len(at) == len(texts) > 1 and at[0] == 0 and not aligned and all(ENDED.search(text) for _, text in texts)


def same_words(group: str, label: str) -> bool:
    """Whether the label of a total names the group: "Total current assets" of "Current assets"."""
    words, named = words_of(group), words_of(label)
    return bool(words) and (words <= named or bool(named) and named <= words)


def words_of(label: str) -> set[str]:
    """Words of a label but for those that every label may have."""
    return set(re.findall(r"\w+", TOTAL.sub(" ", label.lower()))) - {"the", "of", "and"}
