"""What has digits and is no figure: names, sections, pages, forms, versions, telephones, tickers, addresses, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimhouse.grammar.numerals import Tokens, glued, scales, text
from claimhouse.grammar.tables import Wordings, table

# Shapes that begin with a digit, each with the reason why it is no figure.
SHAPES = (
    ("telephone", re.compile(r"\(\d{3}\) ?\d{3}-\d{4}(?!\w)")),
    ("telephone", re.compile(r"\(?\d{1,4}\)?(?:[-. ]\(?\d{2,5}\)?)*-\d{2,5}-\d{3,5}(?:[-/x ]\d{1,5})*(?!\w)")),
    ("number of a document", re.compile(r"\d+(?:-\d+){2,}(?!\w)")),
    ("telephone", re.compile(r"\+\d{1,3}(?: \(?\d{1,6}\)?){2,6}(?!\w)")),
    ("time of day", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])", re.I)),
    ("time of day", re.compile(r"(?:1[0-2]|[1-9])\s?(?:[ap]\.m\b\.?|[AP]M\b|[ap]m\b)")),
    ("time of day", re.compile(r"(?:[01]\d|2[0-3])[0-5]\d\s(?:E[SD]?T|GMT|BST|CES?T|UTC|HKT|AE[SD]T)\b")),
    ("number of a document", re.compile(r"(?<=[A-Z]/)\d{1,4}/\d{1,4}(?![\w/])")),
    ("number of a document", re.compile(r"\d{4}\.0(?:\.\d{2}\.\d{3})?(?= [A-Z])")),  # "6202.0 Labour Force"
    ("number of a document", re.compile(r"(?<=[A-Z]{3} )\d{2}-\d{3,5}(?![\w-])")),  # "USDL 23-1525"
    ("product name", re.compile(r"(?<=(?<!\w)[A-Z]\.)\d{1,3}(?![\w.,]\d|[%\w])")),  # "G.19 Consumer Credit"
    ("product name", re.compile(r"[1-7][-‑](?:or [1-7][-‑])?stars?\b", re.I)),  # "4-star hotels"
    ("form name", re.compile(r"10[KQ](?![\w-])(?=\W|$)")),
    ("form name", re.compile(r"(?:(?:6|8|10|11|18)-K|10-Q|(?:20|40)-F|13[DFG])(?:T|/A)?(?![\w-])")),
    ("ticker", re.compile(r"\d{4,6}\.(?:SH|SZ|SS|HK|TW|TWO|KS|KQ|BJ|SI)(?!\w)", re.I)),
    ("product name", re.compile(r"\d+(?:[-/]\d+)?[A-Za-z][A-Za-z]*(?:[-.]?\d[\w.-]*\w|[-.]\d)?(?![\w])")),
)
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"()（）\u3000-\u9fff\uff00-\uffef]+")
MAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
LIST_NUMBER = re.compile(
    r"^[ \t]*(?:[-*#>]+[ \t]+)*(?:\*\*)?(?:\((?P<closed>\d{1,2})\)|(?P<dotted>\d{1,3}(?:\.\d{1,3})*)[.)、]|(?P<bare>\d{1,2}(?:\.\d{1,2})+))"
    r"(?=\s+\S|[*]*[\u4e00-\u9fff])",
    re.M,
)
HEADING = re.compile(r"(?!Million|Billion|Trillion|Thousand|X\b)[A-Z]|(?![百千万萬亿億兆倍元年月个個成折点點美人家台名])[\u4e00-\u9fff]")
LABEL = re.compile(r"^[ \t*#>-]{0,12}(?:[A-Z][A-Za-z]{1,30} ){1,3}(?P<label>\d{1,2}):", re.M)
FOOTNOTE = re.compile(r"\[\^?\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
# A day or a month of its own, and the number of a share, which counts nothing.
DAY_ZH = re.compile(
    r"(?<![月\d.,])(?:[12]\d|3[01]|0?[1-9])日(?![元圆内均线间游本])"
    r"|(?<![年\d.,])(?:1[0-2]|0?[1-9])月(?=[，。、；,;）)\s]|$)"
)
CODE_ZH = re.compile(r"(?<=[\u4e00-\u9fff][（(])[0368]\d{5}(?=[）)])")
CODE = re.compile(r"(?<![A-Za-z\d.,-])0\d*[1-9]\d+(?![\d.,%])")
# What covers of filings have: a second section, the code of a place, the number of a firm.
OF_COVER = (
    ("section number", re.compile(r"\bS(?:ection|ECTION)s?\s+\d{1,3}(?:\(\w\))*\s+(?:or|OR|and|AND)\s+(?P<number>\d{1,3}(?:\(\w\))*)")),
    ("address", re.compile(r",\s+(?:D\.C\.|[A-Z]{2})\s+(?P<number>\d{5}(?:-\d{4})?)(?![\d,.%]*\d)")),
    ("number of a document", re.compile(r"(?<![\d-])(?P<number>\d{2}-\d{7})(?!\w)")),
    ("section number", re.compile(r"(?<![\w,.])(?P<number>401\(k\)|403\(b\))")),
    ("number of a document", re.compile(r"\bA(?:BN|CN|RBN|RSN)\s*:?\s*(?P<number>\d{2,3}(?:[ \u202f]\d{3}){2,3})\b")),
)
BARE_NOTE = re.compile(r"^[ \t]*(?P<note>\d)(?= [A-Z][a-z]+ [a-z])", re.M)
BEFORE = re.compile(r"(?<![\w-])[A-Za-zÀ-ɏ][\w&+.-]*$")
NAME_TAIL = re.compile(r"[\w.-]*\w")


class Mark(NamedTuple):
    """A stretch of characters that is no figure, and why."""

    start: int
    end: int
    reason: str


@cache
def unit_words() -> frozenset[str]:
    hundredths = (f"{word}{ending}" for row in table("currencies") for word in filter(None, row.minor.split("|")) for ending in ("", "s"))
    return frozenset(word for row in table("units") for word in row.wording.split("|")) | frozenset(hundredths)


def set_apart(text: str) -> Iterator[Mark]:
    """Addresses, list and section numbers at the beginning of a line, footnote marks: found on the text itself."""
    for match in ADDRESS.finditer(text):
        yield Mark(match.start(), match.end(), "address")
    for match in MAIL.finditer(text) if "@" in text else ():
        begin = re.search(r"[\w.+-]{0,64}$", text[max(0, match.start() - 64) : match.start()])
        yield Mark(match.start() - len(begin[0]), match.end(), "address")
    for match in LIST_NUMBER.finditer(text):
        kind = match.lastgroup or ""
        follows = text[match.end() :][:24].strip(" *")
        if kind == "bare" and not (text[match.end()].isspace() and HEADING.match(follows)) or follows.split(" ")[0].lower() in codes():
            continue
        if text[match.end() :].strip().lower() in unit_words():  # "8.3 Mt"
            continue
        around = kind == "closed"
        yield Mark(match.start(kind) - around, match.end(kind) + around, "section number" if "." in match[kind] else "list number")
    for match in BARE_NOTE.finditer(text):
        if text[match.end() + 1 :].split(" ")[0].lower() not in codes() | scales().keys():
            yield Mark(match.start("note"), match.end("note"), "footnote mark")
    for reason, pattern in OF_COVER:
        for match in pattern.finditer(text):
            yield Mark(match.start("number"), match.end("number"), reason)
    for reason, pattern in (("day", DAY_ZH), ("ticker", CODE_ZH), ("number of a document", CODE)):
        for match in pattern.finditer(text):
            yield Mark(match.start(), match.end(), reason)
    for match in LABEL.finditer(text):
        yield Mark(match.start("label"), match.end("label"), "section number")
    for match in FOOTNOTE.finditer(text):
        yield Mark(match.start(), match.end(), "footnote mark")


@cache
def codes() -> frozenset[str]:
    """Currency codes, alone and with a scale before: what follows "48.5" in "48.5 MGBP" is no heading."""
    return frozenset(scale + row.code.lower() for row in table("codes") for scale in ("", "k", "m", "b"))


@cache
def openers() -> Wordings:
    return Wordings((word, row) for row in table("identifiers") for word in row.wording.split("|"))


@cache
def harmless() -> frozenset[str]:
    """Words that may be glued to a number and leave it a figure: currencies, qualifiers, number words, scales."""
    signs = [sign for row in table("currencies") for sign in row.signs.split("|")] + [row.code for row in table("codes")]
    words = [word for name in ("qualifiers", "numbers", "changes") for row in table(name) for word in row.wording.split("|")]
    return frozenset(word.lower().rstrip(".") for word in [*signs, *words]) | {
        "x",
        "to",
        "mid",
        "pre",
        "post",
        "non",
        "late",
        "early",
        "end",
    }


def named(tokens: Tokens, at: int) -> Mark | None:
    """An identifier that a word opens: "Section 3.1", "page 12", "Llama 3", "GPT-4"."""
    opened = openers().at(tokens, at)
    if opened is None or opened.end >= len(tokens):
        return None
    number = opened.end + (text(tokens, opened.end) in ("-", "–", "#", ":") and glued(tokens, opened.end))
    number += text(tokens, number) in ("no.", "#")
    if (
        number >= len(tokens)
        or tokens[number].kind not in ("number", "dotted")
        or "," in tokens.source[tokens[number].start : tokens[number].end]
    ):
        return None
    if tokens.source[max(0, tokens[at].start - 1) : tokens[at].start].isalnum():
        return None
    start = tokens[at].start
    tail = re.compile(r"\d[\w.-]*\w|\d").match(tokens.source, tokens[number].start)
    return Mark(start, tail.end(), opened.row.reason)


def shaped(tokens: Tokens, at: int) -> Mark | None:
    """An identifier by its shape, at a token of digits."""
    token, source = tokens[at], tokens.source
    last = source[token.start - 1] if token.start else " "
    if (last.isalpha() and last < "\u3000") or (last == "-" and token.start > 1 and source[token.start - 2].isalpha()):
        before = BEFORE.search(source[max(0, token.start - 40) : token.start])
        word = re.search(r"[^\W\d_]*$", before[0].rstrip("-"))[0].lower() if before else ""
        if word and word not in harmless() and word.isascii() | word.islower():
            tail = NAME_TAIL.match(source, token.start)
            return Mark(token.start - len(before[0]), tail.end(), "product name")
    if token.end < len(source) and source[token.end] not in "-. /):KQFD" and last not in "(+":
        return None
    begin = token.start - (source[max(0, token.start - 1) : token.start] in ("+", "("))
    for reason, shape in SHAPES[:-1]:
        match = shape.match(source, begin) or shape.match(source, token.start)
        if match:
            return Mark(min(begin, match.start()) if reason == "telephone" else match.start(), match.end(), reason)
    return None


NOTE = re.compile(r"\(\d{1,2}\)(?=\s?[A-Za-z\u4e00-\u9fff])")
NOTE_AFTER = re.compile(r"\(\d{1,2}\)(?=\s*(?:[,;.|\t\n]|$))")


def note(tokens: Tokens, at: int) -> Mark | None:
    """A number of a list or a note in parentheses among words: "(4) Fiscal 2016 includes", "Other income (1)"; alone it is a loss."""
    start, source = tokens[at].start, tokens.source
    after_word = re.search(r"[a-z] ?$|[)”\"]$", source[max(0, start - 2) : start]) is not None
    match = NOTE.match(source, start) or (NOTE_AFTER.match(source, start) if after_word else None)
    return match and Mark(start, match.end(), "footnote mark")


def glued_name(tokens: Tokens, at: int) -> Mark | None:
    """Digits with letters glued to them that are no unit: "5G", "3D"."""
    match = SHAPES[-1][1].match(tokens.source, tokens[at].start)
    return match and Mark(match.start(), match.end(), "product name")
