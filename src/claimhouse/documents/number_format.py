"""A number of a spreadsheet as its cell shows it (ECMA-376 part 1, 18.8.31), for the formats that tables of figures use."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|([0#?][0#?,.]*|\.[0#?]+)|(%)|(E[+-]0+)|(.)')
SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")


def shown(value: int | float, form: str) -> str:
    """The text that a spreadsheet shows for the value under the number format; as it is stored where the format is another kind."""
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    sections = SECTION.split(form) if len(form) <= 255 else ["General"]
    if len(sections) > 1 and exact < 0:
        section, number = sections[1], -exact
    elif len(sections) > 2 and exact == 0:
        section, number = sections[2], exact
    else:
        section, number = sections[0], exact
    tokens = tokens_of(section)
    pattern = next((text for kind, text in tokens if kind == "digits"), None)
    if pattern is None or any(kind == "power" for kind, _ in tokens):
        return "".join(text for _, text in tokens).strip() if pattern is None and is_literal(tokens) else general(exact)
    percent = sum(kind == "percent" for kind, _ in tokens)
    number = number.scaleb(2 * percent)
    whole, _, fraction = pattern.rstrip(",").partition(".")
    number = number.scaleb(-3 * (len(pattern) - len(pattern.rstrip(","))))
    most, least = sum(mark in "0#?" for mark in fraction), fraction.count("0")
    if not -20 < number.adjusted() < 20 or most > 20 or number.adjusted() + most > 26:
        return general(exact)
    number = number.quantize(Decimal(1).scaleb(-most), rounding="ROUND_HALF_UP")
    text = f"{abs(number):,f}" if "," in whole else f"{abs(number):f}"
    if "." in text and most > least:
        digits = text.rstrip("0")
        text = text[: max(len(digits), text.index(".") + 1 + least)].rstrip(".")
    sign = "-" if number < 0 else ""
    done, words = False, []
    for kind, part in tokens:
        if kind == "digits":
            words.append("" if done else text)
            done = True
        else:
            words.append(part)
    return sign + "".join(words).strip()


def is_literal(tokens: tuple[tuple[str, str], ...]) -> bool:
    return bool(tokens) and all(kind == "quoted" or text in "-–— ()$" for kind, text in tokens)


@lru_cache(maxsize=1_000)
def tokens_of(section: str) -> tuple[tuple[str, str], ...]:
    """Parts of a section: literal text, the pattern of the digits, percent signs, an exponent."""
    found = []
    for match in TOKEN.finditer(section):
        quoted, escaped, bracket, digits, percent, power, other = match.groups()
        if quoted is not None or escaped is not None:
            found.append(("quoted", quoted if quoted is not None else escaped))
        elif bracket is not None:
            currency = CURRENCY.fullmatch(bracket)
            if currency:
                found.append(("quoted", currency[1]))
        elif digits is not None:
            found.append(("digits", digits))
        elif percent:
            found.append(("percent", "%"))
        elif power:
            found.append(("power", power))
        elif other is not None:
            found.append(("other", other))
        else:
            found.append(("quoted", " "))
    return tuple(found)


def general(value: Decimal) -> str:
    """As the format General shows it: up to eleven significant digits, no trailing zeros."""
    if value == 0:
        return "0"
    if not -10 < value.adjusted() < 11:
        return str(value) if abs(value.adjusted()) > 40 else f"{value:f}"
    text = f"{round(value, 10 - value.adjusted()):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
