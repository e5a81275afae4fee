"""Numerals in digits and English words. Each rule reads from a token on and returns a number and where it ends.

numeral  := digits-and-words | fraction | chinese
cardinal := (group scale)* group?            "4 thousand 3 hundred and 21", "1.2 billion", "three lakh crore"
fraction := (a | cardinal) part (of a scale)?  "two-thirds", "half a million", "3/5", "7 3/4", "one in five"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from claimhouse.grammar.spans import decimal_text
from claimhouse.grammar.tables import number, table
from claimhouse.grammar.tokens import LONGEST, Token

Tokens = Sequence[Token]


def remembered(rule):
    """Reads each token of a line once by a rule; a line of tokens keeps what was read."""

    def read(tokens, at):
        memory = tokens.memory
        key = (rule, at)
        if key not in memory:
            memory[key] = rule(tokens, at)
        return memory[key]

    read.__doc__ = rule.__doc__
    return read


PARTS = ("2", "3", "4", "5", "8", "16", "32", "64")  # of one, behind a hyphen: "6-1/2 percent"
ATOMS = 24  # words and digits of one numeral; more are no numeral
ARTICLES = ("a", "an")
ZERO = Fraction(0)


class Number(NamedTuple):
    """A number without sign. `step` is one unit of the last printed digit, 0 for a whole count and for a fraction."""

    value: Fraction
    mantissa: str
    power: int
    step: Fraction
    end: int
    printed_in: str = "digits"  # digits, words, han
    more: bool = False  # "十几万", "500余万": at least that many

    def scaled(self, power: int, end: int) -> Number:
        """The same digits times a power of ten."""
        factor = ten(power)
        step = self.step or (ten(self.power) if self.value.denominator == 1 and "/" not in self.mantissa else Fraction(0))
        return self._replace(value=self.value * factor, power=self.power + power, step=step * factor, end=end)


@cache
def roles() -> dict[str, tuple[str, Fraction]]:
    """Role and value of each English number word."""
    return {word: (row.role, number(row.value)) for row in table("numbers") for word in row.wording.split("|")}


@cache
def scales() -> dict[str, tuple[str, int]]:
    """Style and power of ten of each scale word."""
    return {word: (row.style, int(row.power)) for row in table("scales") for word in row.wording.split("|")}


@cache
def ten(power: int) -> Fraction:
    """A power of ten, exactly; the power may be negative."""
    return Fraction(10) ** power


def role(tokens: Tokens, at: int) -> str:
    return roles().get(tokens[at].text, ("", 0))[0] if at < len(tokens) else ""


def text(tokens: Tokens, at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def glued(tokens: Tokens, at: int) -> bool:
    """Whether no blank stands before this token."""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def is_digits(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "number" and len(tokens[at].text) <= LONGEST


# --- Digits --------------------------------------------------------------------------------------------------------


@remembered
def digits(tokens: Tokens, at: int) -> Number | None:
    """Digits with what is glued to them: 3/5, 7 3/4, 5½, 6.23x10^-4, 2.5^-1, 4,44."""
    if not is_digits(tokens, at):
        return vulgar(tokens, at)
    if spaced := spaced_groups(tokens, at):
        return spaced
    printed, _, exponent = tokens[at].text.lower().partition("e")
    whole_part, _, places = printed.partition(".")
    found = Number(
        Fraction(int(whole_part + places), 10 ** len(places)), printed, 0, Fraction(1, 10 ** len(places)) if places else ZERO, at + 1
    )
    if exponent:
        return found.scaled(int(exponent), at + 1)
    if text(tokens, at + 1) == "," and comma_decimal(tokens, at):
        places = tokens[at + 2].text
        step = ten(-len(places))
        return Number(Fraction(f"{printed}.{places}"), f"{printed}.{places}", 0, step, at + 3)
    return power(tokens, found) or slash(tokens, found, at) or found


SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?![\d,]|\.\d)(?=[ ,;:)]+[a-z]|[.!?)]|$)")


def spaced_groups(tokens: Tokens, at: int) -> Number | None:
    """ "1 414 021 100" in a sentence: after a small word or at the beginning, before one or a stop; columns of a table are none."""
    start = tokens[at].start
    match = SPACED.match(tokens.source, start) if is_digits(tokens, at + 1) else None
    if match is None or not re.search(r"(?:^|[a-z(] ?|\b[A-Z])$", tokens.source[max(0, start - 2) : start]):
        return None
    end = at
    while end < len(tokens) and tokens[end].start < match.end():
        end += 1
    return Number(Fraction(match[0].replace(" ", "")), match[0].replace(" ", ""), 0, Fraction(0), end)


def comma_decimal(tokens: Tokens, at: int) -> bool:
    """Whether "4,44" stands here, alone: one comma, one or two digits after it, no blank."""
    alone = text(tokens, at - 1) != "," or not glued(tokens, at)
    tail = tokens[at + 2].text if is_digits(tokens, at + 2) else ""
    return (
        alone
        and "." not in tokens[at].text
        and re.fullmatch(r"\d{1,2}", tail) is not None
        and glued(tokens, at + 1)
        and glued(tokens, at + 2)
        and not (text(tokens, at + 3) == "," and glued(tokens, at + 3))
    )


def power(tokens: Tokens, found: Number) -> Number | None:
    """ "6.23x10^-4", "3.8 × 10^25", "10^25", "1.1^+23"."""
    at, base, times = found.end, found.value, Fraction(1)
    if text(tokens, at) in ("x", "×", "*") and text(tokens, at + 1) == "10" and text(tokens, at + 2) == "^":
        at, base, times = at + 2, Fraction(10), found.value
    if text(tokens, at) != "^":
        return None
    at, sign = at + 1, 1
    while text(tokens, at) in ("+", "-") and at < found.end + 6:
        sign, at = (-sign if tokens[at].text == "-" else sign), at + 1
    if not is_digits(tokens, at) or not tokens[at].text.isdigit() or int(tokens[at].text) > 300 or base == 0:
        return None
    exponent = int(tokens[at].text)
    if base == 10:
        return (found if times != 1 or found.value != 10 else Number(Fraction(1), "1", 0, Fraction(0), at)).scaled(sign * exponent, at + 1)
    value = base ** (sign * exponent) if exponent <= 60 else None
    return value and Number(value, mantissa_of(value, 0), 0, Fraction(0), at + 1)


def slash(tokens: Tokens, found: Number, at: int) -> Number | None:
    """ "1/10", "1/10th", "7 3/4", "2 ½", "6-1/2"."""
    after = found.end
    if "." not in found.mantissa and (part := vulgar(tokens, after)):
        value = found.value + part.value
        return Number(value, mantissa_of(value, 0), 0, Fraction(0), part.end)
    if simple := simple_fraction(tokens, at):
        return simple
    joined = text(tokens, after) == "-" and glued(tokens, after) and glued(tokens, after + 1)
    part = simple_fraction(tokens, after + joined) if "." not in found.mantissa else None
    if part and part.value < 1 and (part.mantissa.partition("/")[2] in PARTS if joined else not glued(tokens, after)):
        value = found.value + part.value
        return Number(value, mantissa_of(value, 0), 0, Fraction(0), part.end)
    return None


def simple_fraction(tokens: Tokens, at: int) -> Number | None:
    if not (is_digits(tokens, at) and text(tokens, at + 1) == "/" and is_digits(tokens, at + 2)):
        return None
    over, under = tokens[at].text, tokens[at + 2].text
    spaced = not glued(tokens, at + 1) or not glued(tokens, at + 2)
    is_listed = any(text(tokens, stroke) == "/" and glued(tokens, stroke) for stroke in (at - 1, at + 3))  # "21/19/18"
    if not (over + under).isdigit() or Fraction(under) == 0 or is_listed:
        return None
    if spaced and not (Fraction(over) < Fraction(under) and under.isdigit()):
        return None
    end = at + 3 + (text(tokens, at + 3) in ("th", "ths", "rd", "rds", "nd", "st") and glued(tokens, at + 3))
    return Number(Fraction(over) / Fraction(under), f"{over}/{under}", 0, Fraction(0), end)


def vulgar(tokens: Tokens, at: int) -> Number | None:
    if role(tokens, at) != "vulgar":
        return None
    value = roles()[tokens[at].text][1]
    return Number(value, f"{value.numerator}/{value.denominator}", 0, Fraction(0), at + 1)


def mantissa_of(value: Fraction, power: int) -> str:
    """The digits of an exact value in units of a power of ten; a fraction where they do not end."""
    value /= ten(power)
    plain = decimal_text(value) or ""
    return plain if Fraction(plain) == value else f"{value.numerator}/{value.denominator}"


# --- English number words ------------------------------------------------------------------------------------------


def scale_at(tokens: Tokens, at: int, in_digits: bool) -> int | None:
    """The power of ten of the scale at this token: a word, or a letter glued to digits ("10k", "1.2b", "235B")."""
    style, power = scales().get(text(tokens, at), ("", 0))
    if style == "word" or (style == "plural" and power >= 3):
        return power
    if style == "letter" and in_digits and (glued(tokens, at) or text(tokens, at) == "k" or capital_apart(tokens, at)):
        return power
    if style == "money" and text(tokens, at - 2) in ("$", "€", "£", "¥", "₹"):
        return power  # "$5 mm"; "5 mm" is a length
    if style == "capital" and in_digits and glued(tokens, at) and tokens.source[tokens[at].start].isupper():
        return power if len(tokens[at - 1].text) > 1 else None  # "400G" of bandwidth; "5G" is a name
    return None


def capital_apart(tokens: Tokens, at: int) -> bool:
    """Whether "M" or "B" stands alone behind digits that are grouped or have decimals: "1,674,200.5 M"."""
    letter, digits_before = tokens[at], tokens.source[tokens[at - 1].start : tokens[at - 1].end]
    return (
        tokens.source[letter.start].isupper()
        and re.search(r"[.,]\d", digits_before) is not None
        and re.match(r"[\w&'./-]\w", tokens.source[letter.end : letter.end + 2] + " ") is None
    )


def hyphen(tokens: Tokens, at: int) -> int:
    """The index after a hyphen that may stand here."""
    return at + (text(tokens, at) == "-" and at + 1 < len(tokens))


@remembered
def below_hundred(tokens: Tokens, at: int) -> Number | None:
    """ "seven", "sixteen", "fifty", "fifty-two", "ninety - five"."""
    kind = role(tokens, at)
    if kind not in ("unit", "teen", "tens"):
        return None
    value, end = roles()[tokens[at].text][1], at + 1
    if kind == "tens" and role(tokens, unit := hyphen(tokens, end)) == "unit":
        value, end = value + roles()[tokens[unit].text][1], unit + 1
    return whole(value, end)


def whole(value: Fraction, end: int) -> Number:
    return Number(value, mantissa_of(value, 0), 0, Fraction(0), end, "words")


def group(tokens: Tokens, at: int) -> Number | None:
    """What stands before a scale: digits, or words below a thousand, with hundreds, dozens and a fraction after "and"."""
    found = digits(tokens, at) or below_hundred(tokens, at)
    if found is None and role(tokens, at) == "zero":
        return whole(Fraction(0), at + 1)
    if found is None and (text(tokens, at) in ("hundred", "dozen")):
        found = whole(Fraction(1), at)  # "hundred thousand", "a dozen"
    if found is None:
        return None
    times = hyphen(tokens, found.end)
    if role(tokens, times) in ("hundred", "dozen") and found.value < 1000:
        value = found.value * roles()[tokens[times].text][1]
        if role(tokens, times) == "hundred" and (mixed := and_fraction(tokens, whole(value, times + 1), Fraction(1))):
            return mixed
        rest = hundreds_rest(tokens, times + 1) if role(tokens, times) == "hundred" and value.denominator == 1 else None
        found = whole(value + (rest.value if rest else 0), rest.end if rest else times + 1)
    return and_fraction(tokens, found, Fraction(1)) or found


def hundreds_rest(tokens: Tokens, at: int) -> Number | None:
    """ "and sixteen", "sixteen", "and 21" after a hundred, where no scale of its own follows."""
    after_and = at + (text(tokens, at) == "and")
    rest = below_hundred(tokens, after_and)
    if rest is None and after_and > at and is_digits(tokens, after_and) and re.fullmatch("[1-9][0-9]?", tokens[after_and].text):
        rest = whole(Fraction(tokens[after_and].text), after_and + 1)
    follows = role(tokens, hyphen(tokens, rest.end)) if rest else "nothing"
    if follows == "dozen" and rest.value < 9:
        return whole(rest.value * 12, hyphen(tokens, rest.end) + 1)
    return rest if follows not in ("nothing", "hundred", "dozen", "ordinal") else None


def and_fraction(tokens: Tokens, found: Number, unit: Fraction) -> Number | None:
    """ "and a half", "and three quarters" after a number, as a part of `unit`."""
    if text(tokens, found.end) != "and" or found.value.denominator != 1:
        return None
    part = part_of_one(tokens, found.end + 1)
    if part is None or part.value >= 1:
        return None
    value = found.value + part.value * unit
    return found._replace(value=value, mantissa=mantissa_of(value, found.power), step=Fraction(0), end=part.end)


@remembered
def cardinal(tokens: Tokens, at: int) -> Number | None:
    """Groups with falling scales: "4 thousand 3 hundred", "1.2 billion", "three lakh crore", "a million", "two point five"."""
    begin = at + (text(tokens, at) in ARTICLES)
    if begin > at or scale_word(tokens, begin):
        named = scale_word(tokens, begin) or (begin > at and role(tokens, begin) in ("hundred", "dozen"))
        first = (whole(Fraction(1), begin) if scale_word(tokens, begin) and begin > at else group(tokens, begin)) if named else None
    else:
        first = group(tokens, begin)
    if first is None:
        return None
    first = spoken_decimals(tokens, first) or first
    found, in_digits = first, first.printed_in == "digits"
    for _ in range(ATOMS):
        after = hyphen(tokens, found.end)
        after += text(tokens, after) == "+" and glued(tokens, after) and scale_word(tokens, after + 1)  # "300+ million"
        power = scale_at(tokens, after, in_digits and after == found.end and found.end == first.end)
        if power is None or found.power + power > 60:
            break
        found = found.scaled(power, after + 1)
    if found.power == 0:
        return found
    return with_rest(tokens, found) or and_fraction(tokens, found, ten(found.power)) or found


def scale_word(tokens: Tokens, at: int) -> bool:
    return scales().get(text(tokens, at), ("", 0))[0] == "word"


def with_rest(tokens: Tokens, found: Number) -> Number | None:
    """The smaller groups after a scaled one: "one million two hundred thousand and five"."""
    begun = found
    for _ in range(ATOMS):
        joined = text(tokens, found.end) == "and"
        rest = (part_of_scale(tokens, found.end + 1) if joined else None) or cardinal_part(tokens, found.end + joined)
        if rest and rest.printed_in == "words" and not rest.power and part_name(tokens, hyphen(tokens, rest.end)):
            rest = None  # "six million and two thirds"
        if rest and begun.printed_in == "digits" and rest.printed_in == "words" and not joined and not rest.power and rest.value < 100:
            rest = None  # "$611 million three months before"
        if rest is None or not 0 < rest.value < ten(found.power) or (rest.printed_in == "digits" and rest.power == 0):
            return found if found is not begun else None
        value = found.value + rest.value
        found = Number(
            value, mantissa_of(value, found.power), found.power, rest.step or ten(rest.power) * bool(rest.power), rest.end, "words"
        )
        if rest.power == 0:
            return found
    return found


def cardinal_part(tokens: Tokens, at: int) -> Number | None:
    """One group with its scale, none where the scale is one that only a larger number could have."""
    part = group(tokens, at)
    if part is None:
        return None
    in_digits, after = part.printed_in == "digits", hyphen(tokens, part.end)
    power = scale_at(tokens, after, in_digits and after == part.end)
    return part if power is None else part.scaled(power, after + 1)


def spoken_decimals(tokens: Tokens, found: Number) -> Number | None:
    """ "zero point zero eight", "two point five"."""
    if text(tokens, found.end) != "point" or found.printed_in != "words":
        return None
    places, at = "", found.end + 1
    while role(tokens, at) in ("zero", "unit", "teen", "tens") and len(places) < ATOMS:
        word = below_hundred(tokens, at) or whole(Fraction(0), at + 1)
        places, at = places + word.mantissa, word.end
    if not places:
        return None
    printed = f"{found.mantissa}.{places}"
    return Number(Fraction(printed), printed, 0, ten(-len(places)), at, "words")


# --- Fractions in words --------------------------------------------------------------------------------------------


def part_name(tokens: Tokens, at: int) -> tuple[Fraction, int, bool] | None:
    """The name of a part: its size below one, where it ends, whether it is in the plural. "fifths", "twenty-first", "half"."""
    kind = role(tokens, at)
    value = roles().get(text(tokens, at), ("", Fraction(0)))[1]
    if kind == "tens" and role(tokens, unit := hyphen(tokens, at + 1)) == "ordinal" and roles()[tokens[unit].text][1] < 10:
        return 1 / (value + roles()[tokens[unit].text][1]), unit + 1, tokens[unit].text.endswith("s")
    if kind == "hundred" and role(tokens, unit := hyphen(tokens, at + 1)) == "ordinal":
        return None
    if kind in ("half", "quarter") or (kind == "ordinal" and value >= 3):
        return 1 / value, at + 1, tokens[at].text.endswith("s")
    return None


@remembered
def part_of_one(tokens: Tokens, at: int) -> Number | None:
    """A fraction in words or signs: "a half", "one fifth", "two-thirds", "three twenty-firsts", "½", "3/5"."""
    if sign := vulgar(tokens, at) or simple_fraction(tokens, at):
        return sign
    count = whole(Fraction(1), at + 1) if text(tokens, at) in ARTICLES else None
    if count and role(tokens, at + 1) == "hundred":
        count = whole(Fraction(100), at + 2)  # "a hundred trillionths"
    if role(tokens, at) == "half" and text(tokens, at) == "half":
        count = whole(Fraction(1), at)
    elif count is None:
        count = hundreds(tokens, at)
    if count is None:
        return None
    size = part_name(tokens, hyphen(tokens, count.end))
    if size is None or (count.value > 1 and not size[2]) or (count.value <= 1 and size[2]):
        return None
    value = count.value * size[0]
    return Number(value, f"{value.numerator}/{value.denominator}", 0, Fraction(0), size[1], "words")


def hundreds(tokens: Tokens, at: int) -> Number | None:
    """A numerator: words or bare digits, as in "twenty one fifths", "2 thirds"."""
    if is_digits(tokens, at) and tokens[at].text.isdigit() and not glued(tokens, at + 1):
        return whole(Fraction(tokens[at].text), at + 1)
    found = below_hundred(tokens, at)
    if found and role(tokens, times := hyphen(tokens, found.end)) == "hundred" and found.value < 100:
        rest = below_hundred(tokens, times + 1 + (text(tokens, times + 1) == "and"))
        value = found.value * 100
        after_and = times + 1 + (text(tokens, times + 1) == "and")
        if after_and > times + 1 and (mixed := part_of_one(tokens, after_and)) and mixed.value < 1:
            return None  # "two hundred and fifty-four hundredths" is 200.54
        if rest and rest.value % 10 == 0 and rest.value > 10 and after_and == times + 1:
            return whole(value, times + 1)  # "one hundred thirty-fifths" is 100/35
        return whole(value + rest.value, rest.end) if rest else whole(value, times + 1)
    return found


def part_of_scale(tokens: Tokens, at: int) -> Number | None:
    """ "half a million", "two thirds of a million", "three quarters billion", "quarter million"."""
    part = part_of_one(tokens, at)
    if part is None and text(tokens, at) == "quarter":
        part = Number(Fraction(1, 4), "1/4", 0, Fraction(0), at + 1, "words")
    if part is None:
        return None
    after = hyphen(tokens, part.end)
    after += text(tokens, after) == "of"
    after += text(tokens, after) in ARTICLES
    if role(tokens, after) in ("hundred", "dozen"):
        return whole(part.value * roles()[tokens[after].text][1], after + 1)
    power = scale_at(tokens, after, False)
    if power is None:
        return None
    value = part.value * ten(power)
    return Number(value, mantissa_of(value, power), power, Fraction(0), after + 1, "words")


@remembered
def fraction(tokens: Tokens, at: int) -> Number | None:
    """A fraction that is a figure: no half of a year, no quarter of one, no third of a row."""
    if role(tokens, at) == "" and text(tokens, at) not in ARTICLES and not is_digits(tokens, at):
        return None
    if scaled := part_of_scale(tokens, at):
        return scaled
    part = part_of_one(tokens, at)
    if part is None:
        return None
    last, follows = tokens[part.end - 1].text, text(tokens, part.end)
    if last == "half" and (text(tokens, at - 1) in ("first", "second", "last", "latter", "other") or follows in ("year", "-")):
        return None
    if last.startswith("quarter") and (
        follows in ("ended", "ending", "ago", "earlier", "later", "year", "to")
        or text(tokens, at - 1) in ("per", "last", "past", "next", "first", "previous", "in")
    ):
        return None
    if text(tokens, at) in ARTICLES and role(tokens, part.end - 1) == "ordinal" and follows == "-":
        return None
    return part


def ratio_of_two(tokens: Tokens, at: int) -> Number | None:
    """ "one in five", "one out of three", "1 over 3": a smaller whole number in a larger one."""
    over = digits(tokens, at) or below_hundred(tokens, at)
    if over is None or over.value.denominator != 1 or over.mantissa.startswith("0"):
        return None
    words = {"in": 1, "over": 1, "out": 2}
    length = words.get(text(tokens, over.end))
    if length is None or (length == 2 and text(tokens, over.end + 1) != "of"):
        return None
    under = cardinal(tokens, over.end + length)
    if under is None or under.value.denominator != 1 or under.value < 2 or under.power or 1900 <= under.value <= 2100:
        return None
    if text(tokens, over.end) != "over" and not (over.value < under.value and (over.value < 10 or length == 2)):
        return None
    value = over.value / under.value
    return Number(value, f"{over.mantissa}/{under.mantissa}", 0, Fraction(0), under.end, under.printed_in)
