"""Figures: a numeral with sign, currency or unit, denominator and qualifier, and what joins two of them.

figure    := pair | range | tolerance | amount
range     := opener? amount join amount                "between 20 and 30 billion", "5-20%", "$9.99–$14.99/month"
tolerance := amount ± amount                           "3.5 ± 0.2", "$43.0 billion, plus or minus 2%"
pair      := amount and amount                         "more than 30 and at most 40"
amount    := change? qualifier* sign? currency? numeral (currency | unit)? (per denominator)? qualifier?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from claimhouse.grammar.chinese import han_follows, han_role, numeral
from claimhouse.grammar.numerals import (
    ZERO,
    Number,
    Tokens,
    below_hundred,
    cardinal,
    digits,
    glued,
    hyphen,
    is_digits,
    mantissa_of,
    part_of_scale,
    remembered,
    scale_at,
    scales,
    ten,
    text,
    whole,
)
from claimhouse.grammar.tables import Found, Row, Wordings, number, table, wordings

OPEN_BELOW, OPEN_ABOVE = ("lt", "le"), ("gt", "ge")
LEVELS = ("below", "under", "above", "beneath", "beyond", "past")
MIRROR = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


@dataclass(frozen=True)
class Amount:
    """One number with what is printed around it, from token `begin` up to `end`. `value` has no sign."""

    number: Number
    begin: int
    end: int
    kind: str = ""
    unit: str = ""
    sign: int = 1
    qualifier: str = "exact"
    side: str = ""
    denominator: str = ""
    changed: str = ""  # "up" or "down" where a verb of change stands before it
    second: Amount | None = None  # the upper end of a range
    whole: bool = False  # an integer of this unit is a count, not a rounded measurement

    @property
    def value(self) -> Fraction:
        return self.number.value if self.sign > 0 else -self.number.value

    @property
    def bare(self) -> bool:
        """Whether it prints neither scale nor unit of its own."""
        return not self.unit and not self.number.power

    @property
    def half(self) -> Fraction:
        """Half a unit of the last printed digit."""
        if self.number.step:
            return self.number.step / 2
        if "/" in self.number.mantissa or self.number.value.denominator != 1:
            return ZERO  # an exact fraction
        counted = self.whole or not self.unit or self.kind == "count"
        return ZERO if counted and not self.number.power else ten(self.number.power) / 2


# --- Currencies and units ------------------------------------------------------------------------------------------


@cache
def currencies(place: str) -> Wordings:
    """Currency wordings before a number (signs, codes), after it (names too), or the names of hundredths."""

    def entries() -> Iterator[tuple[str, Row]]:
        for row in table("currencies"):
            plural = [name + ending for name in filter(None, row.english.split("|")) for ending in ("", "s", "es")]
            names = row.minor.split("|") if place == "minor" else [*row.signs.split("|"), *row.chinese.split("|")]
            if place == "minor":
                plural = [name + "s" for name in filter(None, names) if name.isascii()]
            names = [*names, *(plural if place != "before" else [name for name in plural if name.endswith("s")])]
            for name in filter(None, names):
                yield name, row
        for row in table("codes") if place != "minor" else ():
            yield row.code, Row(row, code={"RMB": "CNY", "CNH": "CNY", "BTC": "XBT"}.get(row.code, row.code))

    return Wordings(entries())


def currency(tokens: Tokens, at: int, place: str) -> Found | None:
    """The currency that stands at this token; "a $5 bill" is in no Australian dollars, "TOP 5" in no Tongan ones."""
    found = currencies(place).at(tokens, at)
    if found is None:
        return None
    first = tokens[at]
    if (
        len(first.text) == 1
        and first.text.isalpha()
        and first.text.isascii()
        and first.text != "c"
        and found.end > at + 1
        and not glued(tokens, at + 1)
    ):
        return None
    if found.row.get("case") == "capitals" and not tokens.source[first.start : first.end].isupper():
        return None
    return found


def unit_at(tokens: Tokens, at: int) -> Found | None:
    """The unit at this token: glued or after a blank, never a single letter that stands apart."""
    found = wordings("units").at(tokens, at)
    if found is None:
        return None
    word = tokens[at].text
    if found.end == at + 1 and len(word) == 1 and word.isascii() and word.isalpha() and not glued(tokens, at):
        return None
    if word == "mt" and tokens.source[tokens[at].start : tokens[at].end] == "MT":  # metric tons
        return found._replace(row=Row(found.row, power="0"))
    if word in ("x", "×") and found.end < len(tokens) and tokens[found.end].kind == "number":
        return None  # a product
    return found


@cache
def qualifiers(place: str) -> Wordings:
    return wordings("qualifiers", place=place)


@cache
def denominators() -> Wordings:
    openers = ("per ", "/", "a ", "a - ", "- a - ", "each ", "an ", "每")
    return Wordings((opener + word, row) for row in table("denominators") for word in row.wording.split("|") for opener in openers)


def change(tokens: Tokens, at: int, *kinds: str) -> Found | None:
    found = wordings("changes").at(tokens, at)
    return found if found and found.row.role in kinds else None


# --- An amount -----------------------------------------------------------------------------------------------------


def after_manner(tokens: Tokens, at: int) -> int:
    """Where a percentage begins behind words that say how or over what it changed: "sharply by 5%", "a seasonally adjusted 5%"."""
    end = at
    while end < at + 10:
        begin = end + (text(tokens, end) in ("a", "an"))
        found = change(tokens, begin, "manner") or change(tokens, end, "link")
        if found is None:
            break
        end = found.end
    if end == at:
        return at
    number = plain(tokens, qualified(tokens, end)[2])
    return end if number and number.kind == "percent" else at


@remembered
def amount(tokens: Tokens, at: int) -> Amount | None:
    """An amount with its change verb and qualifiers."""
    begin, changed = at, ""
    moved, ahead = change(tokens, at, "down", "loss", "up"), qualifiers("before").at(tokens, at)
    if moved and text(tokens, moved.end) in LEVELS:  # "fell below 50 %" is a level, "fell by 50 %" none
        begin = at = moved.end
    elif moved and not (ahead and ahead.end > moved.end):  # "up to" is a bound, "up" none
        changed, at = moved.row.role, moved.end
        while link := change(tokens, at, "link"):
            at = link.end
        at = after_manner(tokens, at)
    qualifier, side, at = qualified(tokens, at)
    if qualifier != "exact" and not changed and (moved := change(tokens, at, "down")):
        changed, at = "down", moved.end  # "more than halved" aside: "about down 5 %"
    if text(tokens, at) == "the" and qualifier in MIRROR:
        return None  # "higher than the $606 million of last year" bounds another figure
    while text(tokens, at) in ("a", "an", "the") and plain(tokens, at) is None:
        at += 1
    found = plain(tokens, at)
    if found is None:
        return None
    if found.qualifier != "exact" and qualifier in ("exact", "approx"):
        qualifier, side = found.qualifier, found.side
    if changed == "loss" and found.kind != "money":
        changed = ""
    found = replace(
        found,
        begin=begin if changed in ("down", "loss") or qualifier != "exact" else found.begin,
        changed=changed,
        qualifier=qualifier,
        side=side,
    )
    return after(tokens, found)


def qualified(tokens: Tokens, at: int) -> tuple[str, str, int]:
    """Qualifiers before a number: the first bound counts; "about" beside a bound adds nothing."""
    qualifier, side = "exact", ""
    for _ in range(4):
        found = qualifiers("before").at(tokens, at)
        if found is None:
            break
        if qualifier in ("exact", "approx") and found.row.qualifier != "exact":
            qualifier, side = found.row.qualifier, found.row.side
        joined_word = tokens[found.end - 1].text.isalpha() and glued(tokens, found.end)
        at = hyphen(tokens, found.end) if joined_word else found.end  # "sub-5%"
        if text(tokens, at) == "or" and (equal := qualifiers("after").at(tokens, at)) and equal.row.qualifier == "eq":
            qualifier, at = {"gt": "ge", "lt": "le"}.get(qualifier, qualifier), equal.end
        while text(tokens, at) in ("a", "an", "the") and qualifiers("before").at(tokens, at + 1):
            at += 1
    return qualifier, side, at


def after(tokens: Tokens, found: Amount) -> Amount:
    """What follows an amount and changes it: "or more", "-plus", "左右", "decline"."""
    at = found.end
    if wordings("tolerances").at(tokens, at):
        return found
    late = qualifiers("after").at(tokens, hyphen(tokens, at) if glued(tokens, at) else at)
    if late is None and (more := qualifiers("han").at(tokens, at)):
        late = more
    if late and follows(tokens, late, at):
        if late.row.qualifier == "eq":
            found = replace(found, qualifier={"gt": "ge", "lt": "le"}.get(found.qualifier, found.qualifier), end=late.end)
        else:
            end = late.end
            if (equal := qualifiers("after").at(tokens, end)) and equal.row.qualifier == "eq" and not numeral(tokens, equal.end):
                end = equal.end
            found = replace(found, qualifier=late.row.qualifier, side=late.row.side, end=end)
    if (
        not found.changed
        and found.kind in ("percent", "money")
        and (moved := wordings("changes", role="down after").at(tokens, before_noun(tokens, found)))
    ):
        found = replace(found, changed="down", end=moved.end)
    return found


def before_noun(tokens: Tokens, found: Amount) -> int:
    """Where a noun of change may stand behind an amount; behind a percentage adjectives may come first: "a 5% annual decline"."""
    at = hyphen(tokens, found.end)
    while found.kind == "percent" and (manner := change(tokens, at, "manner")):
        at = manner.end
    return at


def follows(tokens: Tokens, late: Found, at: int) -> bool:
    """Whether a wording after a number belongs to it: no further number stands behind it, a plus sign is glued."""
    if text(tokens, at) == "+" and not (glued(tokens, at) and not glued(tokens, late.end)):
        return False
    if text(tokens, at) in ("and", "or"):
        qualifier, _, begin = qualified(tokens, at + 1)
        if qualifier != "exact" and plain(tokens, begin):
            return False  # "5000 or less than 6000"
    return plain(tokens, late.end) is None


@remembered
def plain(tokens: Tokens, at: int) -> Amount | None:
    """Sign, currency, numeral, unit, denominator; parentheses round them may be a minus."""
    begin, sign = at, 1
    if text(tokens, at) == "(":
        inner = plain(tokens, at + 1) if text(tokens, at + 1) != "(" else None
        if (
            inner
            and inner.sign == 1
            and text(tokens, at + 1) != "+"
            and text(tokens, inner.end) == ")"
            and is_negative_parenthesis(tokens, at, inner)
        ):
            return suffix(tokens, replace(inner, begin=begin, sign=-1, end=inner.end + 1))
        return None
    sign, at = signed(tokens, at)
    if scaled := scaled_before(tokens, at):
        return replace(scaled, begin=begin, sign=scaled.sign * sign)
    before = currency(tokens, at, "before")
    if before:
        at = hyphen(tokens, before.end) if glued(tokens, before.end) and not glued(tokens, before.end + 1) else before.end
        if text(tokens, at) == "(":
            inner = plain(tokens, at + 1) if text(tokens, at + 1) != "(" else None
            if inner and inner.kind in ("count", "quantity") and text(tokens, inner.end) == ")":
                found = scale_after(tokens, replace(inner, begin=begin, sign=-1, end=inner.end + 1))
                return per(tokens, replace(found, kind="money", unit=before.row.code))
            return None
        if sign == 1:
            sign, at = signed(tokens, at)
    if not before and (few := wordings("digits").at(tokens, at)):
        return digit_class(tokens, few, begin, sign)
    if not before and (split := for_one(tokens, at)):
        return replace(split, begin=begin, sign=sign)
    if many := vague(tokens, at):
        many = replace(many, begin=begin, sign=sign)
        return per(tokens, replace(many, kind="money", unit=before.row.code)) if before else suffix(tokens, many)
    if not before and (multiple := change(tokens, at, "multiple")):
        return Amount(whole(number(multiple.row.factor), multiple.end), begin, multiple.end, "ratio", "ratio", sign)
    if not before and (share_of := percent_of(tokens, at) or chinese_percent(tokens, at)):
        return replace(share_of, begin=begin, sign=sign)
    read = (
        cardinal(tokens, at)
        if before and tokens[at : at + 1] and tokens[at].kind != "han" and not han_follows(tokens, at + 1)
        else numeral(tokens, at)
    )
    if before and (part := part_of_scale(tokens, at)):
        read = part
    if read is None:
        return None
    if read.value < 0:
        read, sign = read._replace(value=-read.value), -sign
    found = Amount(read, begin, read.end, "count" if read.value.denominator == 1 else "quantity", "", sign, "gt" if read.more else "exact")
    if "/" in read.mantissa or (read.power == 0 and read.value.denominator != 1 and read.printed_in == "words"):
        found = replace(found, kind="ratio", unit="ratio")
    if before:
        found = replace(scale_apart(tokens, found), kind="money", unit=before.row.code)
        if (again := currency(tokens, found.end, "after")) and again.row.code == found.unit and not amount_after_code(tokens, again.end):
            found = replace(found, end=again.end)  # "$10 dollars"
        return per(tokens, minor(tokens, found))
    return suffix(tokens, found)


def scaled_before(tokens: Tokens, at: int) -> Amount | None:
    """An amount behind its currency and scale: "MSEK 1,204", "SEKm 300", "US$m 45", "NOK million 12"."""
    (code, power), end = scaled_code(tokens, at), at + 1
    if not code and (before := currency(tokens, at, "before")):
        style, power = scales().get(text(tokens, before.end), ("", 0))
        code, end = (before.row.code, before.end + 1) if style in ("letter", "word") else ("", at)
    if not code:
        return None
    sign, number_at = signed(tokens, end)
    read = cardinal(tokens, number_at) if number_at < len(tokens) and tokens[number_at].kind == "number" else None
    if read is None or read.power or glued(tokens, number_at) and number_at == end:
        return None
    return Amount(read.scaled(power, read.end), at, read.end, "money", code, sign)


def scaled_code(tokens: Tokens, at: int) -> tuple[str, int]:
    """The currency and power of ten of "MSEK"; an empty one where none stands there."""
    return scaled_codes().get(tokens.source[tokens[at].start : tokens[at].end], ("", 0)) if at < len(tokens) else ("", 0)


@cache
def scaled_codes() -> dict[str, tuple[str, int]]:
    """Code and power of ten of "MSEK", "kEUR", "SEKm", "EURbn" as they are printed."""
    found = {}
    for row in table("codes"):
        for letter, power in (("k", 3), ("m", 6), ("mn", 6), ("b", 9), ("bn", 9)):
            names = (f"{letter.upper()}{row.code}", f"{letter}{row.code}", f"{row.code}{letter}", f"{row.code}{letter.upper()}")
            found |= dict.fromkeys(names if len(letter) == 1 else names[1:3], (row.code, power))
    return found


def vague(tokens: Tokens, at: int) -> Amount | None:
    """ "tens of millions", "billions": at least two of it; "trillion-dollar": an order of size."""
    style, power = scales().get(text(tokens, at), ("", 0))
    end = at + 1
    if style == "word" and text(tokens, end) == "-" and glued(tokens, end):
        return Amount(Number(ten(power), "1", power, Fraction(0), end, "words"), at, end, "count", "", 1, "approx")
    if style != "plural" or text(tokens, at - 1) == "in":
        return None  # "in thousands" is a caption
    of = end + (text(tokens, end) == "of")
    inner_style, inner = scales().get(text(tokens, of), ("", 0))
    if of > end and inner_style == "plural" and inner > power:
        power, end = power + inner, of + 1
    elif tokens[at].text == "tens":
        return None
    end += text(tokens, end) == "of" and (currency(tokens, end + 1, "after") or unit_at(tokens, end + 1)) is not None
    least = "24" if tokens[at].text == "dozens" and end <= at + 2 else "2"
    power = 0 if least == "24" else power
    unit = "years" if tokens[at].text == "decades" else ""
    number = Number(Fraction(least) * ten(power), least, power, Fraction(0), end, "words")
    return Amount(number, at, end, "quantity" if unit else "count", unit, 1, "ge")


def for_one(tokens: Tokens, at: int) -> Amount | None:
    """ "ten-for-one", "10-for-1", "three-to-one"."""
    over = digits(tokens, at) or below_hundred(tokens, at)
    if (
        over is None
        or text(tokens, over.end) != "-"
        or text(tokens, over.end + 1) not in ("for", "to")
        or text(tokens, over.end + 2) != "-"
    ):
        return None
    under = digits(tokens, over.end + 3) or below_hundred(tokens, over.end + 3)
    if under is None or under.value == 0:
        return None
    value = over.value / under.value
    return Amount(Number(value, mantissa_of(value, 0), 0, Fraction(0), under.end), at, under.end, "ratio", "ratio")


def percent_of(tokens: Tokens, at: int) -> Amount | None:
    """ "per cent of 210": the unit before its number, where no number stands before the unit."""
    unit = wordings("units", kind="percent").at(tokens, at)
    if unit is None or text(tokens, unit.end) != "of" or not tokens[at].text.isalpha() or (at and numeral(tokens, at - 1)):
        return None
    read = numeral(tokens, unit.end + 1)
    return read and Amount(read, at, read.end, "percent", unit.row.unit)


def chinese_percent(tokens: Tokens, at: int) -> Amount | None:
    """ "百分之五", "千分之三", "万分之七", "百分之2.4", "半成", "对折"."""
    if fixed := wordings("tenths").at(tokens, at):
        return Amount(whole(number(fixed.row.percent), fixed.end), at, fixed.end, "percent", "percent")
    end, under = at, Fraction(1)
    while han_role(tokens, end)[0] in ("small", "big") and end - at < 8:
        under, end = under * han_role(tokens, end)[1], end + 1
    if end == at or text(tokens, end) != "分" or text(tokens, end + 1) != "之":
        return None
    minus = han_role(tokens, end + 2)[0] == "minus"
    read = numeral(tokens, end + 2 + minus)
    if read is None:
        return None
    shift = 3 - len(str(under))
    return Amount(read if shift == 0 else read.scaled(shift, read.end), at, read.end, "percent", "percent", -1 if minus else 1)


def tenths(tokens: Tokens, found: Amount) -> Amount | None:
    """ "七成", "七成六", "三成半", "九折", "九九折": tenths, in percent."""
    sign, read = text(tokens, found.end), found.number
    if sign not in ("成", "折") or wordings("not_numbers").at(tokens, found.end) or read.power or read.value > 100:
        return None
    if read.value > 10 and not (sign == "折" and read.value.denominator == 1 and read.end - found.begin == 2):
        return None
    value, end = read.value * (1 if read.value > 10 else 10), found.end + 1
    step = read.step * 10 or Fraction(10)
    rest = han_role(tokens, end)
    if rest[0] in ("digit", "half") and sign == "成" and han_role(tokens, end + 1)[0] not in ("digit", "small", "big"):
        value, end, step = value + (rest[1] if rest[0] == "digit" else 5), end + 1, Fraction(1)
    return replace(found, number=Number(value, mantissa_of(value, 0), 0, step, end, "han"), kind="percent", unit="percent", end=end)


def amount_after_code(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "number"


def signed(tokens: Tokens, at: int) -> tuple[int, int]:
    """A sign before a number: a mark glued to it with no word before, or a word ("minus five percent")."""
    if at + 1 >= len(tokens):
        return 1, at
    mark = tokens[at]
    if (
        mark.text in ("-", "–", "—", "+")
        and glued(tokens, at + 1)
        and not joins_words(tokens.source[max(0, mark.start - 1) : mark.start])
        and tokens.source[max(0, mark.start - 1) : mark.start] not in ("%", ")", "-", "–", "—")
    ):
        return (1 if mark.text == "+" else -1), at + 1
    if mark.text == "-" and not glued(tokens, at + 1) and fills_cell(tokens.source, mark.start):
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


NEGATIVE_WORDS = "loss|losses|of|was|were|to|deficit|expense|outflow|outflows|from|and"
NEGATIVE_BEFORE = re.compile(rf"(?:^|[|\t\n:;=,/$€£¥–-]|\b(?:{NEGATIVE_WORDS})|[A-Z]{{3}}) ?$| {{2,}}$")


def is_negative_parenthesis(tokens: Tokens, at: int, inner: Amount) -> bool:
    """Parentheses are a minus in a cell, after words like "loss of", and round bare digits after a number; else they only enclose."""
    start = tokens[at].start
    before = tokens.source[max(0, start - 24) : start]
    if NEGATIVE_BEFORE.search(before) or in_basis_points(tokens, inner.end + 1) and (at == 0 or numeral(tokens, at - 1) is None):
        return True
    return re.search(r"[\d%)] ?$", before) is not None and inner.number.power == 0 and inner.kind in ("count", "quantity", "money")


def in_basis_points(tokens: Tokens, at: int) -> bool:
    """Whether basis points follow parentheses, which make of "(52)" a fall, no mark of a note."""
    unit = unit_at(tokens, at) if at < len(tokens) else None
    return unit is not None and unit.row.unit == "percentage points" and unit.row.power == "-2"


def scale_after(tokens: Tokens, found: Amount) -> Amount:
    power = scale_at(tokens, found.end, text(tokens, found.end - 1) == ")")  # "£(0.1)m"
    return found if power is None else replace(found, number=found.number.scaled(power, found.end + 1), end=found.end + 1)


def scale_apart(tokens: Tokens, found: Amount) -> Amount:
    """The letter of a scale that stands apart behind an amount of money, where it can be no unit: "USD 16.6 m"."""
    style, power = scales().get(text(tokens, found.end), ("", 0))
    if found.number.power or style != "letter" or len(tokens[found.end].text) > 1:
        return found
    if re.match(r"[\w&'/-]", tokens.source[tokens[found.end].end :][:1]):
        return found
    return replace(found, number=found.number.scaled(power, found.end + 1), end=found.end + 1)


def suffix(tokens: Tokens, found: Amount) -> Amount:
    """A currency or a unit after the number, joined by a hyphen or not."""
    if parts := tenths(tokens, found):
        return parts
    at = hyphen(tokens, found.end)
    if at > found.end and not glued(tokens, at) and not (currency(tokens, at, "after") and tokens[at].text.isalpha()):
        at = found.end
    if found.kind == "ratio" and found.number.printed_in == "words":
        part = at + (text(tokens, at) == "of")
        part += text(tokens, part) in ("a", "an", "one")
        unit = unit_at(tokens, part) if part > at else None
        at = part if unit and unit.row.kind == "percent" else at  # "half a percentage point"
    at += text(tokens, at) in ("个", "個") and currency(tokens, at + 1, "after") is not None
    code, power = scaled_code(tokens, at)
    if code and found.number.power == 0:
        return replace(found, number=found.number.scaled(power, at + 1), kind="money", unit=code, end=at + 1)
    unit, money, cents = unit_at(tokens, at), currency(tokens, at, "after"), currencies("minor").at(tokens, at)
    best = max((one for one in (unit, money, cents) if one), key=lambda one: one.end, default=None)
    if best is None or (money and amount_after_prefix(tokens, money)):
        return per(tokens, found) if best is None else found
    if best is unit and unit.row.kind != "":
        return per(tokens, measured(tokens, found, unit, at))
    if best is money:
        found = replace(found, kind="money", unit=money.row.code, end=money.end)
        if not found.number.power:
            found = scale_after(tokens, found)  # "75 USD million"
        return per(tokens, minor(tokens, found))
    number = found.number
    cent = number._replace(value=number.value / 100, power=number.power - 2, step=(number.step or Fraction(1)) / 100)
    return per(tokens, replace(found, number=cent, kind="money", unit=cents.row.code, end=cents.end))


def amount_after_prefix(tokens: Tokens, money: Found) -> bool:
    """Whether a currency mark belongs to the number behind it: "3, $5" and "rmb 10 usd 20"."""
    at = money.end
    if at >= len(tokens) or tokens[at].kind != "number" or not currencies("before").at(tokens, at - 1):
        return False
    mark = tokens[at - 1]
    if not mark.text.isalpha():
        return glued(tokens, at) and not glued(tokens, at - 1)
    return False


def measured(tokens: Tokens, found: Amount, unit: Found, at: int) -> Amount:
    """The amount in a unit of the table of units."""
    row, number = unit.row, found.number
    if power := int(row.power):
        number = number._replace(
            value=number.value * ten(power), power=number.power + power, step=(number.step or Fraction(1)) * ten(power)
        )
    if row.kind == "percent" and found.kind == "ratio" and number.printed_in == "words" and "/" in number.mantissa:
        number = number._replace(mantissa=mantissa_of(number.value, number.power))
    return replace(found, number=number, kind=row.kind, unit=row.unit, end=unit.end, whole=row.whole == "yes")


def minor(tokens: Tokens, found: Amount) -> Amount:
    """Hundredths after a currency: "15 dollars 50", "thirteen dollars and forty-five cents", "五元三毛"."""
    if found.number.value.denominator != 1:
        return found
    at = found.end + (text(tokens, found.end) in ("and", "又", "零"))
    rest = numeral(tokens, at)
    if rest is None or rest.power or rest.value >= 100 or rest.value.denominator != 1:
        return found
    cents, end = currencies("minor").at(tokens, rest.end), rest.end
    if cents:
        part, end = rest.value / (10 if tokens[rest.end].text in TENTHS else 100), cents.end
        fen = numeral(tokens, end) if tokens[rest.end].text in TENTHS else None
        if fen and text(tokens, fen.end) == "分":
            part, end = part + fen.value / 100, fen.end + 1
    elif found.number.power or found.end == found.number.end or ends_otherwise(tokens, rest.end):
        return found
    elif rest.printed_in == "han" and rest.value < 10 and text(tokens, found.end - 1) in ("块", "塊"):
        part = rest.value / 10  # "三块五"
    elif len(rest.mantissa) == 2 or (at > found.end and rest.printed_in == "words"):
        part = rest.value / 100  # "15 dollars 50"
    else:
        return found
    total = found.number.value + part
    return replace(found, number=Number(total, mantissa_of(total, 0), 0, Fraction(1, 100), end), end=end)


TENTHS = ("毛", "角")


def ends_otherwise(tokens: Tokens, at: int) -> bool:
    """Whether a unit, a currency, a scale or a number follows, so that the number before is no count of hundredths."""
    if at >= len(tokens):
        return False
    return (
        tokens[at].kind == "number"
        or unit_at(tokens, at)
        or currency(tokens, at, "after")
        or text(tokens, at) in scales()
        or text(tokens, at) in ("times", "-", "–", "to")
    ) not in (None, False)


def per(tokens: Tokens, found: Amount) -> Amount:
    """A denominator: "per share", "/month", "a share", "$ 70 - a - share"; none in "$33 million a year ago"."""
    slot = denominators().at(tokens, found.end)
    if (
        slot is None
        or text(tokens, slot.end) in ("ago", "earlier", "before")
        or (tokens[found.end].text in ("a", "an", "each") and found.kind != "money")
    ):
        return found
    return replace(found, denominator=slot.row.denominator, end=slot.end)


def digit_class(tokens: Tokens, few: Found, begin: int, sign: int) -> Amount:
    """ "low-single-digit": a range of percent, or of the scale or unit that follows."""
    first = Amount(whole(number(few.row.low), few.end), begin, few.end, "percent", "percent", sign, "range", whole=True)
    second = replace(first, number=whole(number(few.row.high), few.end))
    end = few.end + (text(tokens, few.end) in ("%", "percent", "percentage"))
    power = scale_at(tokens, few.end, False)
    if power is not None:
        first, second = (replace(one, number=one.number.scaled(power, few.end + 1), kind="count", unit="") for one in (first, second))
        end = few.end + 1
    return replace(first, second=second, end=end)


# --- Two amounts ---------------------------------------------------------------------------------------------------


def figure(tokens: Tokens, at: int) -> Amount | None:
    """A range, a tolerance, a pair of bounds, or a single amount."""
    moved, start = change(tokens, at, "down", "loss"), at
    if moved:  # "decrease by between 5 and 9 percent"
        start = moved.end
        while link := change(tokens, start, "link"):
            start = link.end
    opened = openers().at(tokens, start)
    if opened and not (moved and opened.row.change):
        found = ranged(tokens, start, opened)
        if found and (moved is None or moved.row.role == "down" or found.kind == "money"):
            return replace(found, begin=at, changed=moved.row.role if moved else found.changed)
    if few := either(tokens, at):
        return few
    first = amount(tokens, at)
    if first is None or first.second:
        return first
    return tolerance(tokens, first) or joined(tokens, first, None) or pair(tokens, first) or listed(tokens, first) or first


LISTED = 12  # numbers of a list at most, so that a longer one takes no longer


def listed(tokens: Tokens, first: Amount) -> Amount | None:
    """ "319.3/326.4/333.8亿元": a number before a stroke has the scale and unit that the last of the list prints for all."""
    if first.unit or first.number.power or "/" in first.number.mantissa:
        return None
    at = end = first.end
    while (
        end < at + 2 * LISTED and text(tokens, end) == "/" and is_digits(tokens, end + 1) and glued(tokens, end) and glued(tokens, end + 1)
    ):
        end += 2
    last = amount(tokens, end - 1) if end > at else None
    if last is None or last.second or "/" in last.number.mantissa:
        return None
    return replace(first, kind=last.kind, unit=last.unit, whole=last.whole, number=first.number.scaled(last.number.power, at))


def either(tokens: Tokens, at: int) -> Amount | None:
    """ "两三百万", "三五个": from the one digit to the other, with what follows counting for both."""
    (role, low), (role_of_next, high) = han_role(tokens, at), han_role(tokens, at + 1)
    if role not in ("digit", "pair") or role_of_next != "digit" or not (high - low == 1 or (low, high) == (3, 5)):
        return None
    if han_role(tokens, at + 2)[0] in ("digit", "pair", "zero", "point", ""):
        return None
    second = amount(tokens, at + 1)
    if second is None or second.qualifier != "exact" or not re.fullmatch(r"10*", str(second.number.value / high)):
        return None
    lower = second.number._replace(value=second.number.value * low / high, mantissa=str(low) + second.number.mantissa[1:])
    return replace(second, begin=at, number=lower, qualifier="range", second=second)


@cache
def openers() -> Wordings:
    return Wordings((word, row) for row in table("openers") for word in row.wording.split("|"))


CHANGE_BEFORE = re.compile(r"[^.;!?\n]{0,60}$")


def ranged(tokens: Tokens, at: int, opened: Found) -> Amount | None:
    """A range behind its opener; "rose from 12 % to 15 %" is none but two figures."""
    if opened.row.change == "yes" and changes_before(tokens, at):
        return None
    first = amount(tokens, opened.end)
    if first is None:
        return None
    found = joined(tokens, first, opened.row.join)
    return found and replace(found, begin=at)


def changes_before(tokens: Tokens, at: int) -> bool:
    """Whether a verb of change stands shortly before in the sentence."""
    start = tokens[at].start
    words = re.findall(r"[A-Za-z]+", CHANGE_BEFORE.search(tokens.source[max(0, start - 60) : start])[0].lower())
    return any(word in change_words() for word in words[-6:])


@cache
def change_words() -> frozenset[str]:
    extra = {"improved", "changed", "went", "widened", "narrowed", "moved", "lifted", "expanded", "raised", "up", "down"}
    return frozenset(word for row in table("changes") if row.role in ("up", "down") for word in row.wording.split("|")) | extra


@cache
def joins(kind: str) -> Wordings:
    return Wordings((word, row) for row in table("joins") if row.kind == kind for word in row.wording.split("|"))


def joined(tokens: Tokens, first: Amount, wanted: str | None) -> Amount | None:
    """The range from `first` to the amount behind a joining word, sharing scale, unit and sign where one of them prints none."""
    at = first.end + (text(tokens, first.end) == "," and wanted == "and")
    join = joins("any").at(tokens, at)
    if join is None and wanted == "and":
        join = joins("and").at(tokens, at)
    small = join is None and wanted is None
    if small:
        join = joins("small").at(tokens, at)
    if join is None or (wanted is None and first.qualifier in ("lt", "le") and text(tokens, at) == "to"):
        return None
    if wanted is None and text(tokens, first.begin - 1) in ("from", "从", "由") and changes_before(tokens, first.begin - 1):
        return None  # "rose from $12 million to $15 million"
    begin = join.end
    while text(tokens, begin) in ("a", "an", "the") and plain(tokens, begin) is None:
        begin += 1
    second = amount(tokens, begin) if wanted else plain_or_late(tokens, begin)
    if second is None or second.second or (not wanted and is_year(first) and is_year(second)):
        return None
    if first.unit == "percent" and second.unit != "percent" and text(tokens, at) == "to":
        return None  # "rose 65.4% to 91,148"
    low, high = share(first, second)
    if low.unit != high.unit and not (low.unit == "" or high.unit == ""):
        return None
    if small and not (first.bare and low.value + 1 == high.value and high.number.value.denominator == 1):
        return None
    if (
        text(tokens, at) == "to"
        and not wanted
        and first.changed
        and not first.bare
        and glued(tokens, begin) is False
        and second.unit
        and first.unit
    ):
        return None  # "fell $2 to $10": a change and a level
    if low.value > high.value:
        if low.kind != "ratio" and "/" not in low.number.mantissa:
            return None
        low, high = high, low
    qualifier = first.qualifier if first.qualifier in MIRROR else "range"
    late = second.qualifier if second.qualifier in MIRROR and qualifier == "range" else qualifier
    return replace(
        low,
        begin=first.begin,
        end=second.end,
        second=high,
        qualifier=late,
        side="",
        denominator=first.denominator or second.denominator,
        changed=first.changed,
    )


def plain_or_late(tokens: Tokens, at: int) -> Amount | None:
    found = plain(tokens, at)
    return found and after(tokens, found)


def is_year(found: Amount) -> bool:
    return found.bare and found.number.mantissa.isdigit() and len(found.number.mantissa) == 4 and 1900 <= found.value <= 2100


def share(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Both ends in the unit and scale that one of them prints for both."""
    if not first.unit and second.unit:
        first = replace(first, kind=second.kind, unit=second.unit, whole=second.whole)
    elif first.unit and not second.unit:
        second = replace(second, kind=first.kind, unit=first.unit, whole=first.whole)
    if first.unit == second.unit and not first.number.power and second.number.power and first.number.printed_in != "han":
        scaled = replace(first, number=first.number.scaled(second.number.power, first.number.end))
        if scaled.value <= second.value or second.number.power < 0 or "/" in first.number.mantissa:
            first = scaled
    elif first.unit == "percentage points" and second.number.power > first.number.power < 0:
        first = replace(first, number=first.number.scaled(second.number.power, first.number.end))
    elif first.number.printed_in == "han" and second.number.power and not first.number.power and first.value < second.number.value:
        scaled = replace(first, number=first.number.scaled(second.number.power, first.number.end))
        first = scaled if scaled.value < second.value else first
    if first.sign < 0 < second.sign and first.changed in ("down", "loss"):
        second = replace(second, sign=first.sign)
    return first, second


def tolerance(tokens: Tokens, first: Amount) -> Amount | None:
    """ "± 0.2", "plus or minus 2%": the range around a number; percent of it unless it is percent itself."""
    at = first.end + (text(tokens, first.end) == ",")
    mark = wordings("tolerances").at(tokens, at)
    width = plain(tokens, mark.end) if mark else None
    if width is None:
        return None
    if width.kind == "percent" and first.kind != "percent":
        reach = first.number.value * width.value / 100
    else:
        scaled = width.number.scaled(first.number.power, 0).value if width.bare and first.number.power else width.value
        reach = scaled
        if not first.unit and width.unit:
            first = replace(first, unit=width.unit, kind=width.kind)
    low, high = (first.number._replace(value=first.number.value + reach * side) for side in (-1, 1))
    power = first.number.power
    low, high = (one._replace(mantissa=mantissa_of(abs(one.value), power)) for one in (low, high))
    return replace(first, number=low, second=replace(first, number=high), qualifier="range", end=width.end)


def pair(tokens: Tokens, first: Amount) -> Amount | None:
    """A bound below and one above: "at most 100 and at least 20"."""
    if first.qualifier not in MIRROR:
        return None
    at = first.end + (text(tokens, first.end) == ",")
    at += text(tokens, at) in ("and", "but", "且")
    if at == first.end:
        return None
    second = amount(tokens, at)
    if second is None or second.qualifier not in MIRROR or second.second:
        return None
    low, high = (first, second) if first.qualifier in OPEN_ABOVE else (second, first)
    if low.qualifier not in OPEN_ABOVE or high.qualifier not in OPEN_BELOW:
        return None
    low, high = share(low, high)
    if low.unit != high.unit or low.value >= high.value:
        return None
    return replace(low, begin=first.begin, end=second.end, second=high, qualifier="range", side="")
