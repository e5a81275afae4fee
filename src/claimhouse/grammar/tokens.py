"""Cuts a text into the tokens that a figure or a period can be made of, grouped where only blanks stand between them.

Words that no table of wordings holds are left out, so that a long text costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# One character for another, so that every place in the text stays the same.
NARROW = {
    0x3000: " ",
    0x00A0: "\u202f",
    0x2007: "\u202f",
    0x2009: "\u202f",
    0x2008: "\u202f",
    0x2019: "'",
    0x2212: "-",
    0x25B3: "-",  # of accounts in Japanese and Korean
    0x25BC: "-",
    0x25BD: "-",
    0x2010: "-",
    0x2011: "-",
    0x2012: "–",
    0xFF5E: "~",
    0x223C: "~",
    0x2044: "/",
    0x2215: "/",
    0xFFE5: "¥",
    0xFF04: "$",
    0x2715: "×",
    0x2A2F: "×",
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E) if code != 0xFF0C},
}
GROUPED = r"[1-9]\d{0,2}(?:(?P<mark>[,\u202f'])\d{3})(?:(?P=mark)\d{3})*(?!\d)|[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)"
PARTED = (
    r"(?<=[\u4e00-\u9fff])\d{1,3}\. \d{1,3}(?=[%万萬亿億])"  # as text of pages has it: "营收达2. 647亿"; a blank before would number a line
)
DIGITS = {
    "point": rf"(?:{PARTED}|(?<=[A-Z]{{3}})\d{{1,3}} \.\d{{1,3}}(?![\d.])|(?:{GROUPED}|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)",
    "comma": rf"(?:(?:{GROUPED.replace('[,', '[.')}|\d+)(?:,\d+)?|(?<![\w,]),\d+)",
}
DOTTED = r"\d+(?:\.\d+){2,}(?![\d%])"  # a date, a version, a section: never a number
EXPONENT = r"(?:[eE][+-]?\d{1,3}(?![\w.]))?"
WORD = r"(?:[A-Za-z]\.){2,}|[A-Za-zÀ-ɏµ]+"
HAN = r"[〇○\u4e00-\u9fff]"
SIGN = r"[^\s\w]|[¼½¾⅐-⅞²³]"
LEXERS = {
    mark: re.compile(rf"(?P<dotted>{DOTTED})|(?P<number>{digits}{EXPONENT})|(?P<word>{WORD})|(?P<han>{HAN})|(?P<sign>{SIGN})")
    for mark, digits in DIGITS.items()
}
COMMA_LOCALES = {
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "ru",
    "sv",
    "da",
    "nb",
    "no",
    "fi",
    "cs",
    "tr",
    "id",
    "vi",
    "uk",
    "el",
    "hu",
    "ro",
}
RUN = 300  # tokens; a longer run of them is cut
LONGEST = 100  # characters of a numeral; what is longer is a code and no figure


class Token(NamedTuple):
    """`text` is in lower case and narrow form; a numeral's has lost its grouping and has a decimal point."""

    kind: str  # number, dotted, word, han, sign
    text: str
    start: int
    end: int


BLANK_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_GROUPS = r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)"
ONE_NUMBER = (  # where blanks can but group the digits of one number
    re.compile(rf"\A[^\w\n]*(?:[A-Z]{{1,3}}[^\w\n]*)?{_GROUPS}(?:[.,]\d{{1,4}})?[^\w\n]*[A-Za-z%]{{0,6}}[^\w\n]*\Z"),  # a cell
    re.compile(rf"(?<=\(){_GROUPS}(?:[.,]\d{{1,4}})?(?=\))"),  # "(1 006)"
    re.compile(rf"(?<=: ){_GROUPS}(?:[.,]\d{{1,4}})?(?=\s*(?:\(|$))", re.MULTILINE),  # "Subscribers: 5 270 (5 177)"
    re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})*(?: 0\d\d)(?: \d{3})*(?:[.,]\d{1,4})?(?![\d])"),  # no number begins with 0
)


def narrow(text: str) -> str:
    """The text with full-width forms, blanks, hyphens and minus signs in their common form, every character in its place."""
    if "，" in text:
        text = re.sub("(?<=[０-９])，(?=[０-９])", ",", text)  # grouping; between other digits it parts two numbers
    text = text.translate(NARROW)
    if BLANK_GROUPS.search(text):
        for pattern in ONE_NUMBER:
            text = pattern.sub(lambda match: BLANK_GROUPS.sub("\u202f", match[0]), text)
    return text


def plain_digits(numeral: str, mark: str) -> str:
    """A numeral without grouping, with a decimal point."""
    if mark == "comma":
        numeral = numeral.replace(".", "").replace(",", ".")
    return re.sub(r"[, \u202f']", "", numeral)


def tokenize(text: str, lexicon: set[str], dotted: set[str], mark: str = "point") -> Iterator[Token]:
    """The tokens of a narrow text that `lexicon` holds, and all its numerals; "Jan." is one token where it stands in `dotted`."""
    for match in LEXERS[mark].finditer(text):
        kind, printed, end = match.lastgroup, match[0], match.end()
        if kind in ("number", "dotted"):
            if mark == "comma" and kind == "dotted" and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", printed):
                kind = "number"  # 1.250.000
            yield Token(kind, plain_digits(printed, mark) if kind == "number" else printed, match.start(), end)
            continue
        if kind == "word":
            printed = printed.lower()
            if text[end : end + 1] == "." and printed + "." in dotted:
                printed, end = printed + ".", end + 1
        if printed in lexicon:
            yield Token(kind, printed, match.start(), end)


def clusters(text: str, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Runs of tokens with nothing but a few blanks between them."""
    run: list[Token] = []
    for token in tokens:
        if run:
            gap = text[run[-1].end : token.start]
            if token.start < run[-1].end:
                continue  # the full stop of "Jan."
            if gap and (len(gap) > 4 or not gap.isspace() or "\t" in gap or gap.count("\n") > 1) or len(run) >= RUN:
                yield run
                run = []
        run.append(token)
    if run:
        yield run
