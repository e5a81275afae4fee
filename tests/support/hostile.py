"""Random and hostile documents: strange texts in every format, then bytes and parts of them damaged."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

from support.render import ALL, Content

STRANGE = [
    "",
    " ",
    "0",
    "-",
    "—",
    "()",
    "$",
    "$(",
    "1,2,3",
    "1.2.3",
    "1e999",
    "9" * 400,
    "-" * 50,
    "1,234",
    "(1,234)",
    "12.5%",
    "(3)%",
    "$ 5",
    "٣٤٥",
    "१२३",
    "１２３",
    "Ⅻ",
    "½",
    "1⁄2",
    "∞",
    "NaN",
    "二十亿",
    "百分之",
    "単位：百万円",
    "(in millions)",
    "单位：亿元",
    "RMB'000",
    "2019",
    "Q4 FY25",
    "\u202e123\u202c",
    "a\u0300" * 30,
    "👩‍👩‍👧‍👦" * 5,
    "\ufeff",
    "\x7f",
    "|",
    "||",
    "**x",
    "[a](b",
    "<b>1",
    "</td></tr></table>",
    "&lt;&#0;&#x110000;",
    "]]>",
    "<!--",
    "Total",
    "合计",
    "word " * 200,
    "1 2 3 4 5 6 7 8 9 0" * 20,
    "between 1 and",
    "from $5 to",
    "per share",
    "٪",
    "%%%",
    "−5",
    "–",
    "1–",
    "–1",
    "1-1-1",
    "31.12.2019",
    "99/99/9999",
    "12:60",
]


def content(rng: random.Random) -> Content:
    """A page of strange cells and texts, some of them numbers as people print them."""

    def cell() -> str:
        kind = rng.random()
        if kind < 0.4:
            return f"{rng.randint(0, 10 ** rng.randint(1, 9)):,}"
        if kind < 0.5:
            return f"({rng.random() * 100:.1f})"
        text = rng.choice(STRANGE)
        return "".join(letter for letter in text if letter >= " ")[:300]

    rows = [[cell() for _ in range(rng.randint(1, 6))] for _ in range(rng.randint(0, 8))]
    texts = [" ".join(cell() for _ in range(rng.randint(1, 20))) for _ in range(rng.randint(0, 4))]
    return Content(cell() or "title", texts[:2], rows, texts[2:])


@cache
def base(form: str, number: int) -> bytes:
    """A whole document to damage."""
    rng = random.Random(f"{form} {number}")
    made = content(rng)
    if form == "pdf":
        made = Content(
            *([text if isinstance(text, str) else text for text in (plain(made.title),)]),
            [plain(text) for text in made.before],
            [[plain(cell) for cell in row] for row in made.rows],
            [plain(text) for text in made.after],
        )
    return ALL[form](made)


def plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() or "\u4e00" <= letter <= "\u9fff")


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes with some of them changed, cut, doubled or moved."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        if not found:
            break
        at, size = rng.randrange(len(found)), rng.choice((1, 1, 4, 50, 2_000))
        kind = rng.randrange(6)
        if kind == 0:
            found[at] = rng.randrange(256)
        elif kind == 1:
            del found[at : at + size]
        elif kind == 2:
            found[at:at] = found[at : at + size] * rng.choice((1, 3, 50))
        elif kind == 3:
            found[at:at] = rng.choice(
                (b"\0", b"\xff\xfe", b"<table>" * 20, b"(" * 500, b"9" * 500, b"%PDF-", b"]]>", b"\r", b"&a;", "亿".encode())
            )
        elif kind == 4:
            del found[at:]
        else:
            other = rng.randrange(len(found))
            found[at : at + size] = found[other : other + size]
    return bytes(found[:3_000_000])


def damaged_parts(data: bytes, rng: random.Random) -> bytes:
    """An archive whose parts are damaged and whose frame is whole, so that the damage reaches the reader of the parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fresh:
        chosen = rng.choice(archive.namelist())
        for name in archive.namelist():
            part = archive.read(name)
            hit = name == chosen or "sheet" in name and rng.random() < 0.3 or name == "word/document.xml" and rng.random() < 0.5
            if rng.random() < 0.02:
                continue
            fresh.writestr(name, altered(part, rng) if hit else part)
    return written.getvalue()


def altered(part: bytes, rng: random.Random) -> bytes:
    """XML with values exchanged, most of it still well-formed."""
    if rng.random() < 0.4:
        return damaged(part, rng)
    pieces = part.split(b'"')
    for _ in range(rng.randint(1, 5)):
        if len(pieces) > 3:
            at = 1 + 2 * rng.randrange((len(pieces) - 1) // 2)
            pieces[at] = rng.choice((b"", b"-1", b"99999999999", b"A1:XFD1048576", b"XFD1048576", b"1e400", b"x" * 300, b"rId1", pieces[1]))
    return b'"'.join(pieces)


def inputs(count: int, seed: int = 0):
    """Names and bytes of that many inputs, the same ones each time."""
    forms = sorted(ALL)
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        form = forms[number % len(forms)]
        data = base(form, rng.randrange(40))
        kind = rng.random()
        if form in ("docx", "xlsx") and kind < 0.7:
            data = damaged_parts(data, rng)
        elif kind < 0.85:
            data = damaged(data, rng)
        if rng.random() < 0.03:
            form = rng.choice(forms)
        yield f"{number}.{form}", data
