"""Plain text, with tables laid out by spaces, tabs or bars; and CSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import replace

from claimhouse.documents.blocks import MARKS, MOST_CELLS, Grid, Unreadable, assemble, join, tidy
from claimhouse.documents.formats.flattened import flattened
from claimhouse.documents.formats.page_heads import page_heads, pieces
from claimhouse.documents.grid import is_year
from claimhouse.documents.layout import Chunk, Row, numeric, tables_of
from claimhouse.documents.model import Cell, Document, Line
from claimhouse.documents.periods import MONTH
from claimhouse.documents.scales import is_period
from claimhouse.documents.sheet import split_sheet

WIDEST = 100_000  # characters of a line that can belong to a table
ITEM = re.compile(rf"\s*(?:[-*–—{MARKS}]|\(?\d{{1,3}}[.)]|[一二三四五六七八九十]+、|#+|[A-Z][.)])\s")
NUMBER = re.compile(r"(?:[$€£¥]\s?)?\(?-?[$€£¥]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?(?=\s|$)")
NUMBERS = re.compile(rf"(?P<label>(?=[^\d|\t]*[A-Za-z)])[^\d|\t]+?)\s(?P<numbers>(?:{NUMBER.pattern}\s?){{2,8}})")
LENGTH = re.compile(r"(?:for\s+the\s+)?(?:\w+)\s+(?:months?|weeks?|quarters?|years?)\s+end(?:ed|ing)", re.IGNORECASE)
THOUSANDS = re.compile(r"[(\-−–]?\d{1,3}(?:,\d{3})+")
DATE = re.compile(rf"(?:{MONTH})\.?\s\d{{1,2}},?\s(?:19|20)\d\d|\d{{1,2}}\s(?:{MONTH})\.?\s(?:19|20)\d\d", re.IGNORECASE)
NOTE_AND_YEAR = re.compile(r"\([^()]{5,}\) (?:19|20)\d\d")
DATES = re.compile(rf"(?:{DATE.pattern})(?:\s(?:{DATE.pattern}))+", re.IGNORECASE)
GAP = re.compile(r"\s{2}")
WORD = re.compile(r"\S+")
MONEY = re.compile(r"\(?[A-Z]{0,3}[$€£¥₹]\(?")  # a sign of money alone
IN_TABLES = re.compile(r"\(\d[\d,.]+\)|[(−–-]?\d{1,3},\d{3}")
FEWEST_FIGURES = 3  # at the end of a line that is no text
LEADER = re.compile(r"[.…·]{4,}$|(?:\.{2,}|…)$")  # behind a label: "Net sales ......"
MOST_COMPARED = 5_000  # lines of a text
FEWEST_LINES, COLUMN = 4, 100  # of a table that lost its columns, and their width
RULE = re.compile(r"[\s|+\-=_:*.─━═]{3,}")


def decoded(file: str, data: bytes) -> str:
    """The text of UTF-8 or, with a byte-order mark, UTF-16."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        coding = "utf-16"
    else:
        coding = "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        where = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{file}: line {where}: expected UTF-8, not byte {data[error.start]:#04x} at {error.start}; "
            "save it as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8; for Chinese iconv -f GB18030 -t UTF-8)"
        ) from error
    if text.count("\0") * 3 > len(text):
        raise Unreadable(f"{file}: UTF-16 without a byte-order mark; save it as UTF-8 (iconv -f UTF-16LE -t UTF-8)")
    if "\0" in text:
        raise Unreadable(f"{file}: a zero byte at {text.index(chr(0))}: not a text; rename it after its format")
    return text


def read(file: str, form: str, data: bytes) -> Document:
    text = decoded(file, data)
    return read_csv(file, text) if form == "csv" else read_txt(file, text)


def read_txt(file: str, text: str) -> Document:
    return assemble(file, "txt", blocks_of(text.replace("\f", "\n").splitlines()))


def blocks_of(printed: list[str]):
    """Lines of text in reading order, as paragraphs and tables. Running heads and page numbers part no table; a head counts once."""
    wide = columns_of_letter(printed)
    rows = with_columns([row_of(number, line, wide) for number, line in enumerate(printed, 1)], printed)
    for place in reversed(range(len(rows) - 1)):  # two headings and one bar over rows with more: "2026 | 2025"
        if rows[place + 1].exact and printed[place].count("|") == 1 and all(map(is_period, printed[place].strip(" |").split("|"))):
            rows[place] = bars(place + 1, printed[place])
    heads, numbers = page_heads(printed)
    told: set[str] = set()
    for place in sorted(heads):
        for text in map(tidy, pieces(printed[place])):
            if text not in told and not text.isdigit():
                yield Line(text, place + 1, is_heading=True)
            told.add(text)
    rows = [row for place, row in enumerate(rows) if place not in heads | numbers]
    for grid, taken in flattened(printed, heads | numbers):
        before = [row for row in rows if row.number < grid.line]
        yield from laid_out(before, printed)
        yield grid
        rows = [replace(row, chunks=(), blank=True) if row.number in taken else row for row in rows[len(before) :]]
    yield from laid_out(rows, printed)


def laid_out(rows: list[Row], printed: list[str]):
    """Paragraphs and tables whose rows stand on a line each."""
    for kind, found in tables_of(rows):
        if kind == "table":
            yield Grid(tuple(found.cells), line=found.line)
        else:
            yield from paragraphs(found, printed)


def columns_of_letter(printed: list[str]) -> int:
    """How many columns a Chinese letter fills in a text: two, but one where the figures of lines one below the other end in the same
    column only so, as the readers of pages set them."""
    sample = printed[:MOST_COMPARED]
    if all(line.isascii() for line in sample):
        return 2
    met = {}
    for wide in (2, 1):
        ends = [{chunk.right for chunk in row_of(0, line, wide).chunks if numeric(chunk.text)} for line in sample if re.search(r"\d", line)]
        met[wide] = sum(len(one & other) for one, other in zip(ends, ends[1:], strict=False))
    return 1 if met[1] > met[2] else 2


def row_of(number: int, line: str, wide: int = 2) -> Row:
    """A line as chunks of text with the columns of characters that they fill, of a Chinese one `wide`. Figures alone that one blank parts
    are apart."""
    line = line.expandtabs() if "\t" in line and not re.search(r"\S\t\S", line) else line
    if not line.strip() or RULE.fullmatch(line) or len(line) > WIDEST:
        return Row(number, (), blank=not line.strip(), rule=bool(line.strip()) and len(line) <= WIDEST)
    if line.count("|") >= 2:
        return bars(number, line)
    if "\t" in line.strip():
        return tabs(number, line)
    chunks, at = [], 0
    for piece in (one for whole in re.finditer(r"\S+(?: \S+)*", line) for one in apart(whole)):
        left = width(line[at : piece.start()], wide) + (chunks[-1].right if chunks else 0)
        chunks.append(Chunk(piece[0], left, left + width(piece[0], wide), piece.start()))
        at = piece.end()
    return Row(number, tuple(chunks))


def apart(piece: re.Match) -> list[re.Match]:
    """The figures of a piece that has nothing else, of which one has its thousands parted by a comma: "92,277,915 102,967,805"; those
    that one blank parts from a label and from each other, where signs of money, a leader or their number tell them from a text:
    "Net income $ 171 $ (531)"."""
    words = list(WORD.finditer(piece.string, piece.start(), piece.end()))
    if len(words) > 1 and all(numeric(one[0]) for one in words) and (THOUSANDS.match(words[0][0]) or all(is_year(one[0]) for one in words)):
        return words
    if DATES.fullmatch(piece[0]):  # "July 26, 2025 July 27, 2024" over two columns
        return list(DATE.finditer(piece.string, piece.start(), piece.end()))
    if NOTE_AND_YEAR.fullmatch(piece[0]):  # "(Dollars in millions, except per share data) 2015" beside "2014"
        return [re.compile(r"\(.*\)").match(piece.string, piece.start(), piece.end() - 5), words[-1]]
    first = len(words)
    while first and (numeric(words[first - 1][0]) or MONEY.fullmatch(words[first - 1][0]) or words[first - 1][0] in "%)"):
        first -= 1
    while first < len(words) and (words[first][0].endswith(",") or is_year(words[first][0])):  # "At May 31, 2019"
        first += 1
    texts = [one[0] for one in words[first:]]
    signed = any(map(MONEY.fullmatch, texts)) and (len(texts) > 2 or MONEY.fullmatch(texts[-1]))
    many = sum(map(numeric, texts)) >= FEWEST_FIGURES and any(map(IN_TABLES.match, texts))
    many = many or len(texts) > 1 and all(map(IN_TABLES.match, texts))
    led = first and (LEADER.search(words[first - 1][0]) or words[first - 1][0] == "." and words[first - 2][0].endswith("."))
    if not texts or not (signed or many or led):
        return [piece]
    label = re.compile(re.escape(piece.string[piece.start() : words[first - 1].end()])) if first else None
    return [*([label.match(piece.string, piece.start())] if label else []), *words[first:]]


def with_columns(rows: list[Row], printed: list[str]) -> list[Row]:
    """The rows, with a column for each number of lines that end in as many numbers as their neighbours, parted by single blanks: a table
    that lost its columns. Lines with a period alone right above are the headings of the columns, one each."""
    found = [
        NUMBERS.fullmatch(line.strip())
        if row.chunks and not row.exact and not GAP.search(line.strip()) and not (len(line) < 40 and is_period(line))
        else None
        for line, row in zip(printed, rows, strict=True)
    ]
    counts = [len(NUMBER.findall(match["numbers"])) if match else 0 for match in found]
    rows, at = list(rows), 0
    while at < len(rows):
        if counts[at] < 2:
            at += 1
            continue
        end = at
        while end < len(rows) and (
            counts[end] == counts[at] or counts[end] == 0 and not re.search(r"\d", printed[end]) and printed[end].strip()
        ):
            end += 1
        lines = [place for place in range(at, end) if counts[place] == counts[at]]
        if len(lines) < FEWEST_LINES:
            at += 1
            continue
        for place in lines:
            label, start = found[place]["label"], len(printed[place]) - len(printed[place].lstrip())
            offset = start + found[place].start("numbers")
            numbers = [(match[0].strip(), offset + match.start()) for match in NUMBER.finditer(found[place]["numbers"])]
            cells = [(text, COLUMN * (number + 2), begin) for number, (text, begin) in enumerate(numbers)]
            chunks = [Chunk(label.strip(), 0, COLUMN, start), *(Chunk(text, left, left + 12, begin) for text, left, begin in cells)]
            rows[place] = Row(place + 1, tuple(chunks))
        first = at - counts[at]
        heads = [place for place in range(max(0, first), at) if len(printed[place]) < 40 and is_period(printed[place])]
        if len(heads) == counts[at]:
            chunks = [
                Chunk(printed[place].strip(), COLUMN * (number + 2), COLUMN * (number + 2) + 12) for number, place in enumerate(heads)
            ]
            rows[first:at] = [*(Row(place + 1, (), blank=True) for place in heads[:-1]), Row(at, tuple(chunks))]
            if first > 0 and LENGTH.fullmatch(printed[first - 1].strip()):  # "3 Months Ended" over all of them
                rows[first - 1] = Row(first, (Chunk(printed[first - 1].strip(), 2 * COLUMN, COLUMN * (counts[at] + 1) + 12),))
        at = end
    return rows


def bars(number: int, line: str) -> Row:
    """A line with cells between bars: each cell has a place of its own."""
    cells = line.strip().strip("|").split("|")
    return Row(
        number,
        tuple(Chunk(tidy(cell), 100.0 * place, 100.0 * place + 90, line.find(cell), place) for place, cell in enumerate(cells)),
        exact=len(cells),
    )


def tabs(number: int, line: str) -> Row:
    cells = line.split("\t")
    return Row(
        number,
        tuple(Chunk(tidy(cell), 100.0 * place, 100.0 * place + 90, line.find(cell), place) for place, cell in enumerate(cells)),
        exact=len(cells),
    )


def width(text: str, wide: int = 2) -> int:
    return len(text) if text.isascii() else sum(wide if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def paragraphs(rows: list[Row], printed: list[str]):
    """Running text. Lines of like length that follow each other without a blank one are one wrapped paragraph."""
    block: list[int] = []
    for row in [*rows, None]:
        line = printed[row.number - 1] if row else ""
        if row and not row.blank and not row.rule and not (block and ITEM.match(line)):
            block.append(row.number)
            continue
        yield from unwrapped(block, printed)
        block = [row.number] if row and not row.blank and not row.rule else []
    yield from unwrapped(block, printed)


BULLET = re.compile(rf"[-*–—{MARKS}]\s")


def unwrapped(block: list[int], printed: list[str]):
    texts = [tidy(printed[number - 1]) for number in block]
    longest = max(map(len, texts), default=0)
    start = 0
    for at in range(len(texts)):
        wrapped = at + 1 < len(texts) and 40 <= longest <= 160 and len(texts[at]) * 4 >= longest * 3
        if not wrapped:
            text, starts = join(texts[start : at + 1])
            if text:
                short = len(block) == 1 and len(text) <= 80 and text[-1] not in ".!?;:,。；：！？" and not BULLET.match(text)
                heading = bool(re.match(r"#{1,6} \S", text)) or short
                parts = tuple((offset, block[start + place], None, None) for place, offset in enumerate(starts))
                yield Line(text, block[start], is_heading=heading, parts=parts if len(parts) > 1 else ())
            start = at + 1


def read_csv(file: str, text: str) -> Document:
    """The whole file as one or more tables of values."""
    delimiter = max(",;\t|", key=lambda mark: (score(text, mark), mark == ","))
    csv.field_size_limit(1_000_000)
    rows, cells = [], 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, row in enumerate(reader, 1):
            filled = [
                Cell(tidy(value), number, column, line=reader.line_num, indent=len(value) - len(value.lstrip(" ")))
                for column, value in enumerate(row, 1)
                if value.strip()
            ]
            cells += len(filled)
            if cells > MOST_CELLS:
                raise Unreadable(f"{file}: line {reader.line_num}: more than {MOST_CELLS:,} cells; split the file")
            rows.append(filled)
    except csv.Error as error:
        raise Unreadable(f"{file}: line {reader.line_num}: not a CSV file: {error}") from error
    return assemble(file, "csv", split_sheet(rows))


def score(text: str, mark: str) -> int:
    """Lines at the start of the file that have the mark as often as the line before, and have it."""
    counts = [line.count(mark) for line in text[:20_000].splitlines()[:50] if line.strip()]
    return sum(one == other > 0 for one, other in zip(counts, counts[1:], strict=False)) + (len(counts) == 1 and counts[0] > 0)
