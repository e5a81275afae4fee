"""PDF with a text layer: words by their boxes, tables by their rules or by their positions. A scan is refused."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from claimhouse.documents.blocks import Grid, Unreadable, assemble, join, tidy
from claimhouse.documents.formats.ruled import Segment, ruled_tables
from claimhouse.documents.grid import is_figure
from claimhouse.documents.layout import Chunk, Row, around, numeric, tables_of
from claimhouse.documents.model import Cell, Document, Line
from claimhouse.documents.progress import Progress

MOST_PAGES = 2_000
MOST_ON_PAGE = 100_000  # characters; and segments of lines
MARGIN = 0.08  # of the height of a page, where running heads and page numbers stand
SIGNS = ("$", "€", "£", "¥", "US$", "HK$", "A$", "C$", "RMB")
GROUPS_BEFORE = re.compile(r"[(+\-−–]*[1-9]\d{0,2}(?:\u00a0\d{3})*")  # the groups of digits of a figure, but for the last
GROUP = re.compile(r"\d{3}(?:[.,]\d+)?\)?%?")
ENDED = re.compile(r"[.!?:;。！？：；]$")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def read(file: str, form: str, data: bytes) -> Document:
    if b"%PDF-" not in data[:1_024]:
        raise Unreadable(f"{file}: not a PDF file: no %PDF- at its start")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(
            f"{file}: protected by a password; save it without one" if locked else f"{file}: damaged, not a readable PDF file: {error}"
        ) from error
    try:
        return pages_of(file, document)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"{file}: damaged, not a readable PDF file: {error}") from error
    finally:
        document.close()


def pages_of(file: str, document: pdfium.PdfDocument) -> Document:
    count = len(document)
    if count > MOST_PAGES:
        raise Unreadable(f"{file}: {count:,} pages, more than {MOST_PAGES:,}; split it")
    progress = Progress(f"reading {file}", count, "pages")
    pages, silent, broken = [], [], []
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
            turn = turn_of(page)
            words, height = words_of(page, turn), page.get_height() if turn % 2 == 0 else page.get_width()
            segments = segments_of(page, turn) if words else []
            page.close()
        except pdfium.PdfiumError:
            broken.append(number)
            continue
        if words is None:
            raise Unreadable(f"{file}: page {number}: more than {MOST_ON_PAGE:,} characters; not a page of a document")
        if words:
            pages.append((number, words, segments, height))
        else:
            silent.append(number)
        progress.step()
    progress.done()
    if not pages:
        raise Unreadable(f"{file}: none of its {count} pages has text: a scan; make its text readable first (OCR)")
    remarks = [
        f"pages {listed(numbers)} {reason}: not read"
        for numbers, reason in ((silent, "have no text (a picture or empty)"), (broken, "are damaged"))
        if numbers
    ]
    repeated = running_heads(pages)
    blocks: list[Line | Grid] = []
    for page in pages:
        for place, block in enumerate(blocks_of(*page, repeated)):
            if place == 0 and blocks and (whole := continued(blocks[-1], block, page[0])):
                blocks[-1] = whole
            else:
                blocks.append(block)
    title = (document.get_metadata_dict(skip_empty=True).get("Title") or "")[:300]
    return assemble(file, "pdf", blocks, title, remarks)


def continued(above: Line | Grid, below: Line | Grid, page: int) -> Grid | None:
    """One table of two parts on successive pages: as many columns, and below either figures at once or the same headings again."""
    if not isinstance(above, Grid) or not isinstance(below, Grid) or (above.cells[-1].page or above.page) != page - 1:
        return None
    if max(cell.column for cell in above.cells) != max(cell.column for cell in below.cells):
        return None
    heads, again = headings(above), headings(below)
    first = [cell for cell in below.cells if cell.row == 1]
    if again and again == heads[: len(again)]:
        skip = len(again)
    elif not again and any(cell.column == 1 for cell in first):
        skip = 0
    else:
        return None
    last = max(cell.row + cell.row_span - 1 for cell in above.cells)
    cells = tuple(replace(cell, row=cell.row + last - skip, page=page) for cell in below.cells if cell.row > skip)
    return replace(above, cells=above.cells + cells)


def headings(grid: Grid) -> list[list[tuple[int, str]]]:
    """Columns and texts of the rows above the first figures."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    found = []
    for number in sorted(rows):
        if any(is_figure(cell.text) for cell in rows[number]) or all(cell.column == 1 for cell in rows[number]):
            break
        found.append([(cell.column, cell.text) for cell in rows[number]])
    return found


def listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")


def turn_of(page: pdfium.PdfPage) -> int:
    """Quarter turns to the right by which most letters of the page are set."""
    text = page.get_textpage()
    count = text.count_chars()
    turns = Counter(direction(text, index) for index in range(0, count, max(count // 400, 1)))
    text.close()
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def direction(text: pdfium.PdfTextPage, index: int) -> int:
    """Quarter turns to the right of a letter."""
    return round(raw.FPDFText_GetCharAngle(text.raw, index) / (math.pi / 2)) % 4


def upright(page: pdfium.PdfPage, turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page, which has its origin at the lower left, as seen with the text upright, from the upper left corner."""
    width, height = page.get_size()
    return {0: (x, height - y), 1: (height - y, width - x), 2: (width - x, y), 3: (y, x)}[turn]


def words_of(page: pdfium.PdfPage, turn: int = 0) -> list[Word] | None:
    """Words with their boxes, measured from the upper left corner; None where there are too many. Text set at another angle is left out."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_ON_PAGE:
        return None
    words: list[Word] = []
    letters: list[str] = []
    box = raw.FS_RECTF()
    edges = [0.0, 0.0, 0.0, 0.0]  # left, top, right, bottom

    def close():
        if letters and (word := tidy("".join(letters))):
            words.append(Word(word, *edges))
        letters.clear()

    handle, reference = text.raw, ctypes.byref(box)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (0, 9, 10, 13, 32, 160, 0x2002, 0x2003, 0x2009, 0x3000, 0xFFFE, 0xFFFF):
            if code not in (0, 0xFFFE, 0xFFFF):
                close()
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, reference):
            continue
        if direction(text, index) != turn:
            continue
        (left, top), (right, bottom) = upright(page, turn, box.left, box.top), upright(page, turn, box.right, box.bottom)
        left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
        if not (0 <= right - left < 2_000 and 0 < bottom - top < 2_000):
            continue
        size = bottom - top
        if letters and (left - edges[2] > 0.4 * size or left < edges[0] - size or abs((top + bottom) - (edges[1] + edges[3])) > size):
            close()
        if 0xD800 <= code < 0xE000:
            code = 0xFFFD
        if letters:
            edges[:] = min(edges[0], left), min(edges[1], top), max(edges[2], right), max(edges[3], bottom)
        else:
            edges[:] = left, top, right, bottom
        letters.append(chr(code))
    close()
    text.close()
    return words


def segments_of(page: pdfium.PdfPage, turn: int = 0) -> list[Segment]:
    """Horizontal and vertical lines of a page, also those drawn as thin boxes."""
    found: list[Segment] = []
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        count = raw.FPDFPath_CountSegments(item.raw)
        if count < 2 or len(found) > MOST_ON_PAGE:
            continue
        raw.FPDFPageObj_GetMatrix(item.raw, matrix)
        points: list[tuple[float, float]] = []
        first = (0.0, 0.0)
        for index in range(min(count, 20_000)):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            across, up = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
            point = upright(page, turn, across, up)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                first, points = point, [point]
                continue
            if kind == raw.FPDF_SEGMENT_LINETO and points:
                add(found, points[-1], point)
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                add(found, point, first)
    return found


def add(found: list[Segment], one: tuple[float, float], other: tuple[float, float]) -> None:
    if abs(one[1] - other[1]) < 1 and abs(one[0] - other[0]) > 3:
        found.append(Segment(True, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])))
    elif abs(one[0] - other[0]) < 1 and abs(one[1] - other[1]) > 3:
        found.append(Segment(False, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1])))


def blocks_of(number: int, words: list[Word], segments: list[Segment], height: float, repeated: set[str]) -> Iterator[Line | Grid]:
    """Blocks of a page from top to bottom; ruled tables first, as their words belong to no other."""
    tables, words = ruled_tables(segments, words, number)
    left, right = min((word.left for word in words), default=0), max((word.right for word in words), default=0)
    rows = [row for row in rows_of(words, number) if not is_margin(row, height, repeated)]
    parts = [rows]
    if (gutter := gutter_of(rows, left, right)) is not None:
        parts = in_columns(words, gutter, number, height, repeated)
    found: list[tuple[float, Line | Grid]] = []
    below = 0.0
    for part in parts:
        size = typical(part)
        for piece in between(part, tables):
            for kind, block in tables_of(piece, unit=size / 2):
                if kind == "table":
                    box = None
                    for row in block.rows:
                        box = around(box, row.box)
                    found.append((max(below, block.rows[0].box[1]), Grid(tuple(block.cells), page=number, box=box)))
                else:
                    found += [(max(below, line.box[1]), line) for line in paragraphs(block, right, size)]
        below = max([below, *(row.box[1] for row in part)])
    found += [(table.box[1], table) for table in tables]
    yield from (block for _, block in sorted(found, key=lambda item: item[0]))


def between(rows: list[Row], tables: list[Grid]) -> list[list[Row]]:
    """Rows divided where a ruled table stands between them."""
    pieces: list[list[Row]] = [[]]
    tops = sorted(table.box[1] for table in tables)
    for row in rows:
        while tops and row.box[1] > tops[0]:
            tops.pop(0)
            pieces.append([])
        pieces[-1].append(row)
    return [piece for piece in pieces if piece]


def rows_of(words: list[Word], page: int) -> list[Row]:
    """Printed lines of a page, with a new chunk after a wide gap and between two figures."""
    lines: list[list[Word]] = []
    middle: list[tuple[float, float]] = []  # centre and height of each line
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        centre, size = (word.top + word.bottom) / 2, word.bottom - word.top
        for back in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            if abs(centre - middle[back][0]) < 0.4 * max(size, middle[back][1]):
                lines[back].append(word)
                break
        else:
            lines.append([word])
            middle.append((centre, size))
    rows = []
    for line in lines:
        line = with_grouping(sorted(line, key=lambda word: word.left))
        chunks: list[list[Word]] = []
        for place, word in enumerate(line):
            size = word.bottom - word.top
            last = chunks[-1][-1] if chunks else None
            gap = word.left - last.right if last else 0
            if (
                last is None
                or word.text in SIGNS
                and numeric("".join(after.text for after in line[place + 1 : place + 2]))
                and (numeric(last.text) or gap > 0.5 * size)
                or gap > 0.9 * (word.bottom - word.top)
                or gap > 0.15 * (word.bottom - word.top)
                and (numeric(word.text) and numeric(last.text) and len(chunks[-1]) == 1)
            ):
                chunks.append([word])
            else:
                chunks[-1].append(word)
        made = tuple(Chunk(spaced(chunk), chunk[0].left, max(word.right for word in chunk), box=box_of(chunk)) for chunk in chunks)
        rows.append(Row(0, made, page=page, box=box_of(line)))
    return sorted(rows, key=lambda row: row.box[1])


def with_grouping(line: list[Word]) -> list[Word]:
    """The words of a line with digits in groups of three, a space apart, as one figure: "1 310,56". Columns stand farther apart."""
    joined: list[Word] = []
    for word in line:
        last = joined[-1] if joined else None
        if (
            last
            and GROUPS_BEFORE.fullmatch(last.text)
            and GROUP.fullmatch(word.text)
            and word.left - last.right <= 0.4 * (word.bottom - word.top)
        ):
            top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
            joined[-1] = Word(f"{last.text}\u00a0{word.text}", last.left, top, word.right, bottom)
        else:
            joined.append(word)
    return joined


def spaced(words: list[Word]) -> str:
    """Words with a space where the page shows one."""
    text = words[0].text
    for last, word in zip(words, words[1:], strict=False):
        text += (" " if word.left - last.right > 0.12 * (word.bottom - word.top) else "") + word.text
    return text


def box_of(words: list[Word]) -> tuple[float, float, float, float]:
    return (
        round(min(word.left for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.right for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )


def typical(rows: list[Row]) -> float:
    """Median height of the lines."""
    sizes = sorted(row.box[3] - row.box[1] for row in rows)
    return sizes[len(sizes) // 2] if sizes else 10.0


def gutter_of(rows: list[Row], left: float, right: float) -> float | None:
    """Where the white space between two columns of running text is; None on a page of one column."""
    prose = [row for row in rows if row.chunks and not any(numeric(chunk.text) for chunk in row.chunks)]
    for step in range(10, 21):
        at = left + (right - left) * step / 30
        both = sum(
            any(chunk.right < at for chunk in row.chunks)
            and any(chunk.left > at for chunk in row.chunks)
            and all(len(chunk.text) > 12 for chunk in row.chunks)
            for row in prose
        )
        across = sum(any(chunk.left <= at <= chunk.right for chunk in row.chunks) for row in rows)
        if both >= 8 and both * 2 > len(rows) and across * 5 <= both:
            return at
    return None


def in_columns(words: list[Word], gutter: float, page: int, height: float, repeated: set[str]) -> list[list[Row]]:
    """Rows of the left and of the right column; headings across both come first in each part of the page."""
    across = [row.box for row in rows_of(words, page) if any(chunk.left <= gutter <= chunk.right for chunk in row.chunks)]
    edges = sorted({0.0, *(box[1] for box in across), *(box[3] for box in across), height})
    parts = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [word for word in words if top <= (word.top + word.bottom) / 2 < bottom]
        whole = any(box[1] <= (top + bottom) / 2 <= box[3] for box in across)
        sides = [inside] if whole else [[word for word in inside if word.right <= gutter], [word for word in inside if word.right > gutter]]
        parts += [[row for row in rows_of(side, page) if not is_margin(row, height, repeated)] for side in sides if side]
    return [part for part in parts if part]


def paragraphs(rows: list[Row], right: float, size: float) -> Iterator[Line]:
    """Lines that follow closely and reach the right edge belong to one paragraph."""
    rows = [row for row in rows if row.chunks]
    reach = max((row.box[2] for row in rows), default=right)
    start = 0
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        wrapped = (
            following is not None
            and row.box[2] > reach - 0.15 * (reach - row.box[0])
            and (following.box[1] - row.box[3] < 0.9 * size)
            and abs((row.box[3] - row.box[1]) - (following.box[3] - following.box[1])) < 0.3 * size
        )
        if not wrapped:
            texts = [" ".join(chunk.text for chunk in line.chunks) for line in rows[start : at + 1]]
            text, starts = join(texts)
            box = None
            for line in rows[start : at + 1]:
                box = around(box, line.box)
            big = row.box[3] - row.box[1] > 1.15 * size or len(text) <= 80 and not ENDED.search(text)
            parts = tuple((offset, None, line.page, line.box) for offset, line in zip(starts, rows[start : at + 1], strict=True))
            yield Line(text, None, row.page, box, start == at and big, parts if len(parts) > 1 else ())
            start = at + 1


def running_heads(pages: list) -> set[str]:
    """Texts in the margins that come again on at least three pages, digits aside."""
    counts = Counter(
        key
        for number, words, _, height in pages
        for key in {masked(row) for row in rows_of([word for word in words if in_margin(word, height)], number)}
    )
    return {text for text, count in counts.items() if count >= 3}


def in_margin(word, height: float) -> bool:
    return word.bottom < MARGIN * height or word.top > (1 - MARGIN) * height


def masked(row: Row) -> str:
    return re.sub(r"\d+", "0", " ".join(chunk.text for chunk in row.chunks))


def is_margin(row: Row, height: float, repeated: set[str]) -> bool:
    if not (row.box[3] < MARGIN * height or row.box[1] > (1 - MARGIN) * height):
        return False
    text = masked(row)
    return (
        text in repeated
        or re.fullmatch(r"[-–—\s]*(?:page |第\s*)?0(?:\s*(?:/|of)\s*0)?(?:\s*页)?[-–—\s]*", text, re.IGNORECASE) is not None
    )
