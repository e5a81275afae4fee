"""What stands around a numeral: currencies, units, words of scale, hundredths and denominators; and the amount that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from claimhouse.grammar.chinese import han_role, numeral
from claimhouse.grammar.numerals import ZERO, Number, Tokens, cardinal, glued, hyphen, mantissa_of, scale_at, scales, ten, text
from claimhouse.grammar.tables import Found, Row, Wordings, table, wordings

TENTHS = ("毛", "角")
SHORT_TIMES = ("hours", "minutes", "seconds", "months")  # whose abbreviations are other names in capitals
CAPITALS = re.compile(r"[A-Z]{2,3}(?<!S)")
OTHER_WORDS = ("won", "mark", "crown", "pound", "buck", "real")  # names of currencies that are other words too


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


@cache
def currencies(place: str) -> Wordings:
    """Currency wordings before a number (signs, codes), after it (names too), or the names of hundredths."""

    def entries() -> Iterator[tuple[str, Row]]:
        for row in table("currencies"):
            called = [*row.english.split("|"), *(name.replace("dollar", "dlr") for name in row.english.split("|"))]  # of newswires
            plural = [name + ending for name in filter(None, called) for ending in ("", "s", "es")]
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
    if place == "before" and found.end == at + 1 and first.kind == "han":
        return None  # "速冻汤圆16.96%"
    if first.text == "mark" and re.search(r"\bthe\s+[\d.,]+\s*$", tokens.source[max(0, first.start - 20) : first.start]):
        return None  # "below the 50 mark"
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
    if found.row.unit in SHORT_TIMES and CAPITALS.fullmatch(tokens.source[tokens[at].start : tokens[at].end]):
        return None if re.search(r"[a-z]", tokens.source) else found  # "2 million HR professionals", "13 SEC filings"
    if other := unit_by_text(tokens, at) if found.end == at + 1 else None:
        found = found._replace(row=Row(found.row, **other))
    if word in ("x", "×") and found.end < len(tokens) and tokens[found.end].kind == "number":
        return None  # a product
    return found


def unit_by_text(tokens: Tokens, at: int) -> dict[str, str] | None:
    """What an abbreviation measures by its letters and by the words of its text: "22.3 mb" of oil are barrels, "5 MT" metric tons."""
    printed = tokens.source[tokens[at].start : tokens[at].end]
    for row in table("units_by_text"):
        if row.wording == tokens[at].text and printed == (printed.upper() if row.letters == "capitals" else printed.lower()):
            if not row.near or re.search(rf"\b(?:{row.near})\b", tokens.source, re.IGNORECASE):
                return {"unit": row.unit, "power": row.power}
    return None


@cache
def denominators() -> Wordings:
    """Denominators behind an opener; one that is written with its own stands behind no other: "/d"."""

    def entries() -> Iterator[tuple[str, Row]]:
        for row in table("denominators"):
            for word in row.wording.split("|"):
                openers = ("",) if word.startswith("/") else ("per ", "/", "a ", "a - ", "- a - ", "each ", "an ", "每")
                yield from ((opener + word, row) for opener in openers)

    return Wordings(entries())


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


@cache
def letters_of_money() -> dict[str, tuple[str, str]]:
    """The code of each abbreviation and of each name of one word, and how it is printed: "R", "Yen"."""
    called = {name: (row.code, name.capitalize()) for row in table("currencies") for name in row.english.split("|") if name.isalpha()}
    return called | {row.letter.lower(): (row.code, row.letter) for row in table("letters_of_money")}


def lettered(tokens: Tokens, at: int) -> str:
    """The code of a currency whose abbreviation or name stands before digits with a word of scale behind: "R17 556 million", not "R2",
    "Yen79.7 billion", not "Euro 6". A letter alone is glued to them, "KD 3.2 million" may stand apart; so may a name, but for one that is
    another word at the beginning of a sentence: "Won 5 million users"."""
    code, printed = letters_of_money().get(text(tokens, at), ("", ""))
    number = at + 1
    apart = len(printed) > 1 and text(tokens, at) not in OTHER_WORDS
    if not code or not (apart or glued(tokens, number)) or number >= len(tokens) or tokens[number].kind != "number":
        return ""
    alone = re.search(rf"(?:^|[\s(])(?:{printed}|{printed.upper()})$", tokens.source[max(0, tokens[at].start - 1) : tokens[at].end])
    read = cardinal(tokens, number) if alone else None
    scale = tokens.source[tokens[read.end - 1].start : tokens[read.end - 1].end] if read and read.power >= 3 else ""
    return code if scale == "m" or len(scale) > 1 else ""  # "R12M" is a name


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
