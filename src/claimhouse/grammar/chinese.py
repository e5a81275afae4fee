"""Numerals in Chinese characters, alone or after digits.

chinese := whole | whole 分之 whole | whole 又 whole 分之 whole     "五分之一", "三百五十又3分之1"
whole   := section (万 | 亿 | 兆) ... section? decimals? 打?         "四千零五万", "1.2万亿", "两千万点五"
section := (digit 千)? (digit 百)? (digit 十)? digit?               "两千四百五" is 2450
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from claimhouse.grammar.numerals import (
    ATOMS,
    ZERO,
    Number,
    Tokens,
    cardinal,
    digits,
    fraction,
    is_digits,
    mantissa_of,
    ratio_of_two,
    remembered,
    scale_at,
    ten,
    text,
)
from claimhouse.grammar.tables import number, table, wordings

SCALES = ("small", "big")  # roles of 十 百 千, and of 万 亿 兆
ONE = Fraction(1)


@cache
def han() -> dict[str, tuple[str, Fraction]]:
    """Role and value of each Chinese numeral of one character."""
    return {word: (row.role, number(row.value or "0")) for row in table("numerals_zh") for word in row.wording.split("|") if len(word) == 1}


@remembered
def numeral(tokens: Tokens, at: int) -> Number | None:
    """The number that begins at this token."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "number" and at + 1 == len(tokens):
        return digits(tokens, at)
    if tokens[at].kind == "han" or (tokens[at].kind == "number" and han_follows(tokens, at + 1)):
        return chinese(tokens, at)
    return ratio_of_two(tokens, at) or fraction(tokens, at) or cardinal(tokens, at)


def han_role(tokens: Tokens, at: int) -> tuple[str, Fraction]:
    """Role and value of the Chinese numeral at this token; an empty role where none is."""
    return han().get(text(tokens, at), ("", ZERO)) if at < len(tokens) and tokens[at].kind != "number" else ("", ZERO)


def is_part(tokens: Tokens, at: int) -> bool:
    return text(tokens, at) == "分" and text(tokens, at + 1) == "之"


def is_unit(tokens: Tokens, at: int) -> bool:
    """Whether a scale begins the name of a unit: "5千瓦" is in kilowatts."""
    unit = wordings("units").at(tokens, at)
    return unit is not None and unit.end > at + 1


def han_follows(tokens: Tokens, at: int) -> bool:
    """Whether a Chinese scale or part stands at this token, as after "1200" in "1200亿" and "3分之1"."""
    kind = han_role(tokens, at)[0]
    if kind in SCALES:
        return not is_unit(tokens, at)
    return kind in ("point", "and", "dozen") or (kind == "more" and han_role(tokens, at + 1)[0] in SCALES) or is_part(tokens, at)


def chinese(tokens: Tokens, at: int) -> Number | None:
    """A Chinese numeral with its fraction."""
    first = whole(tokens, at)
    if first is None:
        return None
    if is_part(tokens, first.end):
        return over(tokens, first)
    under = whole(tokens, first.end + 1) if text(tokens, first.end) == "又" else None
    part = over(tokens, under) if under else None
    if part is None or part.value >= 1:
        return first
    value = first.value + part.value
    return Number(value, mantissa_of(value, 0), 0, ZERO, part.end, "han")


def over(tokens: Tokens, under: Number) -> Number | None:
    """What follows 分之, divided by the number before."""
    if not is_part(tokens, under.end) or under.value == 0:
        return None
    at = under.end + 2
    minus = han_role(tokens, at)[0] == "minus"
    upper = whole(tokens, at + minus)
    if upper is None:
        return None
    value = upper.value / under.value * (-1 if minus else 1)
    plain = not (upper.power or under.power or minus)
    return Number(value, f"{upper.mantissa}/{under.mantissa}" if plain else mantissa_of(value, 0), 0, ZERO, upper.end, "han")


@dataclass
class Spoken:
    """A whole number as it is read: finished parts with their scales, the section below ten thousand, the digit without scale."""

    parts: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    section: Fraction = ZERO
    digit: Fraction | None = None
    last: Fraction = ZERO  # the scale before the digit
    zeroed: bool = False  # 零 stands before the digit, or the digit is printed: it has no scale left out
    more: bool = False

    def take_digit(self, value: Fraction, printed: bool = False) -> None:
        """A digit; digits in a row are one number, as in "二五"."""
        self.digit = value if self.digit is None else self.digit * 10 + value
        self.zeroed = self.zeroed or printed

    def take_zero(self) -> None:
        if self.digit is not None or not (self.section or self.parts):
            self.digit = (self.digit or ZERO) * 10
        else:
            self.zeroed = True

    def take_small(self, value: Fraction) -> None:
        self.section += (ONE if self.digit is None else self.digit) * value
        self.digit, self.last, self.zeroed = None, value, False

    def take_big(self, value: Fraction, alone: bool) -> None:
        """万, 亿 or 兆 multiplies all that is smaller; a scale on its own, as in "万分之三", is one of it."""
        part = ONE if alone else self.section + (self.digit or 0)
        while self.parts and (self.parts[-1][1] < value or (part == 0 and self.parts[-1][1] == value)):
            part += self.parts.pop()[0]
        self.parts.append((part * value, value))
        self.section, self.digit, self.last, self.zeroed = ZERO, None, value, False

    def value(self, spoken: bool) -> Fraction:
        """The number; a single last digit is of the scale below the one before it where that is spoken so: "四百五" is 450."""
        digit = self.digit or ZERO
        if spoken and self.last >= 100 and not self.zeroed and digit < 10:
            digit *= self.last / 10
        return sum((part for part, _ in self.parts), self.section + digit)


def whole(tokens: Tokens, at: int) -> Number | None:
    """Digits and Chinese digits with their scales; "10万万" is a thousand million."""
    begin, read = at, Spoken()
    while at < len(tokens) and at - begin < 4 * ATOMS:
        step = taken(tokens, at, read, at == begin)
        if step == 0:
            break
        at += step
    if at == begin or (at == begin + 1 and han_role(tokens, begin)[0] in ("small", "some") and han_role(tokens, begin)[1] != 10):
        return None
    value = read.value(spoken=tokens[at - 1].kind == "han")
    if han_role(tokens, at)[0] == "point" and (found := decimals(tokens, at, value)):
        return found
    if han_role(tokens, at)[0] == "dozen":
        return Number(value * 12, mantissa_of(value * 12, 0), 0, ZERO, at + 1, "han")
    return in_scale(tokens, begin, at, value, read.more)


def taken(tokens: Tokens, at: int, read: Spoken, first: bool) -> int:
    """How many tokens belong to the number at this place: none where it ends."""
    kind, value = han_role(tokens, at)
    following = han_role(tokens, at + 1)[0]
    if is_digits(tokens, at) and read.digit is None and (first or read.last):
        printed = digits(tokens, at)
        if printed is None or (not first and "." in printed.mantissa):
            return 0
        power = scale_at(tokens, printed.end, True)
        read.take_digit(printed.value * ten(power or 0), printed=True)
        return printed.end - at + (power is not None)
    if kind in ("digit", "pair") and not (read.digit is not None and read.zeroed):
        read.take_digit(value)
    elif kind == "zero":
        read.take_zero()
    elif kind == "some" and (not first or following in SCALES):
        read.more = True
    elif kind == "more" and not first and following == "big":
        read.more = True
    elif kind == "tens" and read.digit is None:
        read.section, read.last = read.section + value, Fraction(10)
    elif kind == "small" and not (is_unit(tokens, at) and not first):
        if first and value != 10 and following not in ("digit", "pair", *SCALES) and not is_part(tokens, at + 1):
            return 0
        read.take_small(value)
    elif kind == "big" and (not first or is_part(tokens, at + 1)) and not (is_unit(tokens, at) and not first):
        read.take_big(value, alone=first)
    else:
        return 0
    return 1


def decimals(tokens: Tokens, at: int, value: Fraction) -> Number | None:
    """ "点五五": decimals, and a scale behind them, as in "二点五亿"."""
    places, end = "", at + 1
    while han_role(tokens, end)[0] in ("digit", "zero") and len(places) < ATOMS:
        places, end = places + str(han_role(tokens, end)[1]), end + 1
    if not places:
        return None
    value, power = value + Fraction(int(places), 10 ** len(places)), 0
    found = Number(value, mantissa_of(value, 0), 0, ten(-len(places)), end, "han")
    while han_role(tokens, end)[0] in SCALES and power < 24 and not is_unit(tokens, end):
        power, end = power + power_of(tokens, end), end + 1
    return found.scaled(power, end)


def power_of(tokens: Tokens, at: int) -> int:
    """The power of ten of the scale at this token."""
    return len(str(han_role(tokens, at)[1])) - 1


def in_scale(tokens: Tokens, begin: int, end: int, value: Fraction, more: bool) -> Number:
    """The number in units of its last scale: "480万" has 480 as its digits, "一百五十" 150."""
    scale = end
    while scale - 1 > begin and han_role(tokens, scale - 1)[0] in SCALES:
        scale -= 1
    power = sum(power_of(tokens, at) for at in range(scale, end))
    printed = tokens[begin].text if tokens[begin].kind == "number" and scale == begin + 1 else ""
    if power and printed:
        return Number(value, printed, power, ten(power - len(printed.partition(".")[2])), end, "han", more)
    if han_role(tokens, end - 1)[0] != "big":
        power = 0
    return Number(value, mantissa_of(value, power), power, ten(power) if power and value else ZERO, end, "han", more)
