"""What makes an amount less than nothing or a change: marks, parentheses and words before it."""

from __future__ import annotations

import re

from claimhouse.grammar.chinese import numeral
from claimhouse.grammar.numerals import Tokens, glued
from claimhouse.grammar.tables import Found, wordings
from claimhouse.grammar.units import Amount, unit_at

NEGATIVE_WORDS = "loss|losses|of|was|were|to|deficit|expense|outflow|outflows|from|and|[Ii]nclud(?:e|es|ed|ing)|[Rr]eflect(?:s|ed|ing)?"
OF_YEAR = re.compile(r"\b[a-z]{2,}\s+(?:(?:[A-Z][a-z]+|\d{1,2},?)\s+){0,2}(?:19|20)\d\d $")
MARK_IN_BRACKETS = re.compile(r"\(([-–−+])\)\s?(?=[$€£¥₹]?\s?\d)")
NO_FALL = re.compile(r"dn(?![a-z])(?!\.?\s*[\d.,]+\s?(?:[%％]|per\s?cent|p\.?p|bps?\b))", re.IGNORECASE)
NEGATIVE_BEFORE = re.compile(rf"(?:^|[|\t\n:;=,/$€£¥–-]|\b(?:{NEGATIVE_WORDS})|(?<![A-Z])[A-Z]{{3}}) ?$| {{2,}}$")
MINUS_IN_BRACKETS = re.compile(r"-\s[$€£¥]?\d[\d.,]*\s?(?:[%％]|pp\b|bps?\b)?\s?[)）]")
PERCENT_APART = re.compile(r"-\s\d[\d.,]*\s?[%％]")
AFTER_PREPOSITION = re.compile(r"\b(?:to|from|of|at|by|was|were|than|with)\s$")
EITHER_WAY = re.compile(r"[涨漲升增][跌降减減]")


def change(tokens: Tokens, at: int, *kinds: str) -> Found | None:
    """The wording of a change at a token; "Dn" is one before a percentage alone, no diameter: "DN 100"."""
    found = wordings("changes").at(tokens, at)
    if found is None or found.row.role not in kinds or NO_FALL.match(tokens.source, tokens[at].start):
        return None
    either = EITHER_WAY.match(tokens.source, max(0, tokens[at].start - 1))  # "涨跌幅" says neither
    return None if either and found.row.role == "down" else found


def is_moving(tokens: Tokens, at: int) -> bool:
    """Whether "up" or "down" at a token belongs to the verb right before it: "edged up to 25.4 %"."""
    before = re.search(r"([a-z]+)\s+$", tokens.source[max(0, tokens[at].start - 20) : tokens[at].start].lower())
    return before is not None and before[1] in wordings("changes", role="moving").words


def signed(tokens: Tokens, at: int) -> tuple[int, int]:
    """A sign before a number: a mark glued to it with no word before, one in parentheses, "(-) 3.5", or a word, "minus five percent"."""
    if at + 1 >= len(tokens):
        return 1, at
    if enclosed := MARK_IN_BRACKETS.match(tokens.source, tokens[at].start):
        return (1 if enclosed[1] == "+" else -1), at + 3
    mark = tokens[at]
    if (
        mark.text in ("-", "–", "—", "+")
        and glued(tokens, at + 1)
        and not joins_words(tokens.source[max(0, mark.start - 1) : mark.start])
        and tokens.source[max(0, mark.start - 1) : mark.start] not in ("%", ")", "-", "–", "—")
    ):
        return (1 if mark.text == "+" else -1), at + 1
    if (
        mark.text == "-"
        and not glued(tokens, at + 1)
        and (fills_cell(tokens.source, mark.start) or is_minus_apart(tokens.source, mark.start))
    ):
        return -1, at + 1
    if word := change(tokens, at, "minus"):
        return -1, word.end
    return 1, at


def joins_words(before: str) -> bool:
    """Whether a mark behind this letter is a hyphen; behind a Chinese word it is a minus, but not between two dates or figures."""
    return before.isalnum() and not ("\u4e00" <= before <= "\u9fff" and before not in "年月日号元万亿個个股美至到")


def fills_cell(source: str, start: int) -> bool:
    """Whether a minus with a blank behind it begins a cell that holds nothing but a number, as "- 1,234"."""
    return len(source) < 40 and re.fullmatch(r"\s*-\s+[$€£¥]?\s*[\d,.]+\s*(?:%|[A-Za-z]{0,2})\s*", source) is not None


def is_minus_apart(source: str, start: int) -> bool:
    """Whether a minus with a blank behind it can part nothing: "(- 8.1%)", "compared to - 3.7%"; no "rose to 5 - 8%"."""
    alone = MINUS_IN_BRACKETS.match(source, start) and source[max(0, start - 1) : start] in ("(", "（")
    return (
        bool(alone)
        or PERCENT_APART.match(source, start) is not None
        and AFTER_PREPOSITION.search(source[max(0, start - 8) : start]) is not None
    )


def is_negative_parenthesis(tokens: Tokens, at: int, inner: Amount) -> bool:
    """Parentheses are a minus in a cell, after words like "loss of", and round bare digits after a number; else they only enclose."""
    start = tokens[at].start
    before = tokens.source[max(0, start - 24) : start]
    of_name = inner.kind == "percent" and re.search(r"[A-Z]{3} ?$", before)  # "USA (9.47%)": no code of a currency has percent
    if NEGATIVE_BEFORE.search(before) and not of_name:
        return True
    if in_basis_points(tokens, inner.end + 1) and (at == 0 or numeral(tokens, at - 1) is None):
        return True
    if is_of_year(tokens, at, inner.end + 1) or is_converted(tokens, at, before):
        return False
    return re.search(r"[\d%)] ?$", before) is not None and inner.number.power == 0 and inner.kind in ("count", "quantity", "money")


def is_of_year(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a sentence names a year right before parentheses, which hold its value: "the peak of August 2007 (281.5)"."""
    before, behind = tokens.source[max(0, tokens[at].start - 40) : tokens[at].start], tokens.source[tokens[end - 1].end :][:3]
    return OF_YEAR.search(before) is not None and re.match(r"[.,;:]|\s[a-z]|\s*$", behind) is not None


def is_converted(tokens: Tokens, at: int, before: str) -> bool:
    """Whether parentheses hold the amount before them in another currency: "Rs.54,035 (US dollars 837)", "€50 ($54)"."""
    first, sign = tokens[at + 1].text, re.findall(r"[$€£¥₹]", before)
    return first.isalpha() or bool(sign) and not first[-1:].isalnum() and first[-1:] != sign[-1]


def in_basis_points(tokens: Tokens, at: int) -> bool:
    """Whether basis points follow parentheses, which make of "(52)" a fall, no mark of a note."""
    unit = unit_at(tokens, at) if at < len(tokens) else None
    return unit is not None and unit.row.unit == "percentage points" and unit.row.power == "-2"
