"""A small writer of PDF files: lines of text and tables, with or without rules, in Courier and, for Chinese, in a font
of square glyphs of its own, which prints boxes but says what letters they are."""

from __future__ import annotations

import zlib

WIDTH, HEIGHT, EDGE = 595, 842, 50


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


class Paper:
    """Pages that are filled from top to bottom. A letter is 0.6 of the size wide, a Chinese one as wide as the size."""

    def __init__(self):
        self.pages: list[list[bytes]] = [[]]
        self.codes: dict[str, int] = {}  # of the letters that Courier has not
        self.y = HEIGHT - 90

    def next_page(self) -> None:
        self.pages.append([])
        self.y = HEIGHT - 90

    def write(self, text: str, size: float = 9, gap: float = 8) -> None:
        """A paragraph, wrapped at the right edge."""
        line = ""
        for word in text.split(" "):
            if line and width(f"{line} {word}", size) > WIDTH - 2 * EDGE:
                self.line(line, size)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            self.line(line, size)
        self.y -= gap

    def line(self, text: str, size: float) -> None:
        if self.y < 80:
            self.next_page()
        self.put(EDGE, self.y, text, size)
        self.y -= size * 1.25

    def put(self, x: float, y: float, text: str, size: float) -> None:
        if not text:
            return
        if text.isascii():
            shown, font = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode(), b"/F1"
            self.pages[-1].append(b"BT %s %g Tf %g %g Td (%s) Tj ET" % (font, size, x, y, shown))
        else:
            for letter in text:  # one by one, as Latin letters of the Chinese font have widths of their own
                wide = width(letter, size)
                if letter.isascii():
                    self.put(x, y, letter, size)
                elif letter != "\u3000":
                    code = self.codes.setdefault(letter, len(self.codes))
                    self.pages[-1].append(b"BT /F2 %g Tf %g %g Td <%02X> Tj ET" % (size, x, y, code))
                x += wide

    def table(self, rows: list[list[str]], ruled: bool = False, size: float = 8) -> None:
        """Labels to the left, all other cells to the right of their columns."""
        if not rows:
            return
        widths = [max(width(row[at], size) for row in rows) + 12 for at in range(len(rows[0]))]
        step = size * 1.5
        for row in rows:
            if self.y < 80:
                self.next_page()
            x = EDGE
            for at, cell in enumerate(row):
                self.put(x + 2 if at == 0 else x + widths[at] - 4 - width(cell, size), self.y, cell, size)
                if ruled:
                    self.pages[-1].append(b"%g %g %g %g re S" % (x, self.y - size * 0.4, widths[at], step))
                x += widths[at]
            self.y -= step
        self.y -= 10

    def to_unicode(self) -> bytes:
        letters = list(self.codes.items())
        blocks = [letters[at : at + 100] for at in range(0, len(letters), 100)]
        maps = [
            b"%d beginbfchar\n%s\nendbfchar"
            % (len(block), b"\n".join(b"<%02X> <%s>" % (code, letter.encode("utf-16-be").hex().upper().encode()) for letter, code in block))
            for block in blocks
        ]
        return (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <00> <FF> "
            b"endcodespacerange\n" + b"\n".join(maps) + b"\nendcmap end end"
        )

    def bytes(self) -> bytes:
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 -120 1000 880] /CharProcs << /g 5 0 R >> "
            b"/FirstChar 0 /LastChar 255 /Widths [%s] /Encoding << /Type /Encoding /Differences [0 %s] >> /ToUnicode 6 0 R >>"
            % (b"1000 " * 256, b"/g " * 256),
            stream(b"1000 0 50 0 950 800 d1 50 0 900 800 re f"),
            stream(self.to_unicode()),
        ]
        numbers = []
        for page in self.pages:
            objects.append(stream(b"\n".join(page)))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
                % (WIDTH, HEIGHT, len(objects))
            )
            numbers.append(len(objects))
        objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(numbers), b" ".join(b"%d 0 R" % number for number in numbers))
        written, offsets = bytearray(b"%PDF-1.5\n"), []
        for number, body in enumerate(objects, 1):
            offsets.append(len(written))
            written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(written)
        written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return bytes(written + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def width(text: str, size: float) -> float:
    return sum(0.6 if letter.isascii() else 1.0 for letter in text) * size
