"""A figure: one amount, or two that are joined.

figure    := pair | range | tolerance | amount
range     := opener? amount join amount                "between 20 and 30 billion", "5-20%", "$9.99–$14.99/month"
tolerance := amount ± amount                           "3.5 ± 0.2", "$43.0 billion, plus or minus 2%"
pair      := amount and amount                         "more than 30 and at most 40"
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from claimhouse.grammar.amounts import MIRROR, after, amount, plain
from claimhouse.grammar.chinese import han_role
from claimhouse.grammar.numerals import Tokens, glued, is_digits, mantissa_of, text
from claimhouse.grammar.signs import change
from claimhouse.grammar.tables import Found, Wordings, table, wordings
from claimhouse.grammar.units import Amount

OPEN_BELOW, OPEN_ABOVE = ("lt", "le"), ("gt", "ge")
DASHES = ("-", "–", "—")
LEVEL = 5  # times the change at least that a level is, where the two might be the ends of a range
TO = ("to", "至", "到")
LISTED = 12  # numbers of a list at most, so that a longer one takes no longer
FROM_FORMER = re.compile(  # "an expansion of the ratio from the previous 20% to 40%"
    r"\bfrom\s+(?:(?:the|an?|its|their|our)\s+)?(?:previous|current|existing|earlier|former|prior|present|original|initial)\s+$",
    re.IGNORECASE,
)
TO_COME = re.compile(  # before a verb of change in its clause
    r"\b(?:will|should|would|could|may|might|to|expect\w*|forecast\w*|project(?:s|ed|ing)|anticipat\w+|guid(?:es|ed|ing|ance)|outlook|predict\w*"
    r"|see(?:s|ing)|target\w*)\s+(?:(?!to\b)[\w,'’-]+\s+){0,7}$",
    re.IGNORECASE,
)
CHANGE_IN = re.compile(r"\b(?:increase|decrease|decline|rise|drop|reduction)\s+in\s+[^.;,:\d]{3,60}\s+of\s+$", re.IGNORECASE)
CHANGE_BEFORE = re.compile(r"[^.;!?\n]{0,60}$")


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


def ranged(tokens: Tokens, at: int, opened: Found) -> Amount | None:
    """A range behind its opener; "rose from 12 % to 15 %" is none but two figures."""
    if opened.row.change == "yes" and changes_before(tokens, at):
        return None
    first = amount(tokens, opened.end)
    if first is None:
        return None
    found = joined(tokens, first, opened.row.join)
    return found and replace(found, begin=at)


def before(tokens: Tokens, at: int, count: int = 40) -> str:
    """The characters before a token."""
    return tokens.source[max(0, tokens[at].start - count) : tokens[at].start]


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
    moves = wanted is None and text(tokens, at) not in DASHES and text(tokens, first.begin - 1) in ("from", "从", "由")
    if moves and changes_before(tokens, first.begin - 1):
        return None  # "rose from $12 million to $15 million"; not "up from 12–14%"
    if wanted is None and text(tokens, at) == "to" and FROM_FORMER.search(before(tokens, first.begin)):
        return None
    if wanted is None and first.unit and first.qualifier in MIRROR and text(tokens, at) in DASHES and not glued(tokens, at):
        return None  # "more than 10 percent – 13.7%": a class of answers and how many gave them
    begin = join.end
    while text(tokens, begin) in ("a", "an", "the") and plain(tokens, begin) is None:
        begin += 1
    second = amount(tokens, begin) if wanted else plain_or_late(tokens, begin)
    if second is None or second.second or (not wanted and is_year(first) and is_year(second)):
        return None
    if first.unit == "percent" and (second.unit != "percent" and text(tokens, at) == "to" or is_year(second)):
        return None  # "rose 65.4% to 91,148", "33% through 2030"
    if first.unit == "percent" and not second.unit and second.number.power > 0:
        return None  # "下滑30%至32.7亿"
    if text(tokens, first.end - 1) in ("pct", "pcts", "ppt", "ppts") and text(tokens, second.end - 1) in ("%", "％"):
        return None  # "上行0.1pct至62.6%"
    low, high = share(first, second)
    moved = text(tokens, at) in TO and (first.changed or is_change_by(tokens, first))
    if wanted is None and moved and high.value >= LEVEL * low.value:
        return None  # "fell counter-seasonally by 13.4 mb to 2,811 mb", "dropped 2.4 points to 46.9"
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
        and not (first.unit == second.unit and is_range_of_change(tokens, first, second))
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


def is_range_of_change(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """Whether two amounts are the ends of a change, and no change and a level: behind a noun, "growth of 7% to 10%", or a verb of what
    is to come, "should fall 3% to 5%", or with nothing around them."""
    if not tokens.source[: tokens[first.begin].start].strip() and not tokens.source[tokens[second.end - 1].end :].strip():
        return True
    inside = [text(tokens, at) for at in range(max(first.begin - 1, 0), first.end)]
    start = tokens[first.begin].start
    return "of" in inside or TO_COME.search(tokens.source[max(0, start - 80) : start]) is not None


def is_change_by(tokens: Tokens, first: Amount) -> bool:
    """Whether an amount is one by which something changed: "by 13.4 mb", "by about 3 million", "up 296,000", "增加1亿元"."""
    if text(tokens, first.begin - 1) in change_words() and first.begin > 0 or CHANGE_IN.search(before(tokens, first.begin, 80)):
        return True
    return (
        re.search(
            r"\bby\s+(?:\w+\s+)?$|(?:增加|增长|增至|减少|下降|上升|下滑|提高|提升|回落|扩大|缩小)了?[约近]?$",
            tokens.source[max(0, tokens[first.begin].start - 20) : tokens[first.begin].start],
        )
        is not None
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
