"""One amount: a numeral with sign, currency or unit, denominator and qualifier.

amount := change? qualifier* sign? currency? numeral (currency | unit)? (per denominator)? qualifier?
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from claimhouse.grammar.chinese import han_follows, han_role, numeral
from claimhouse.grammar.numerals import (
    Number,
    Tokens,
    below_hundred,
    cardinal,
    digits,
    glued,
    hyphen,
    mantissa_of,
    part_of_scale,
    remembered,
    scale_at,
    scales,
    ten,
    text,
    whole,
)
from claimhouse.grammar.signs import change, is_moving, is_negative_parenthesis, signed
from claimhouse.grammar.tables import Found, Wordings, number, wordings
from claimhouse.grammar.units import Amount, currency, lettered, minor, per, scale_after, scale_apart, scaled_code, suffix, unit_at

LEVELS = ("below", "under", "above", "beneath", "beyond", "past")
# whose last character qualifies nothing: "主力合约跌0.45%"
COMPOUND_ZH = re.compile(r"(?:[签节契条公预特违相]|(?<!折)合)约$|[最附临邻靠]近$")
OF_COST = re.compile(r"\b(?:impairment|credit|loan)\s+$", re.IGNORECASE)  # a loss that is a cost by its name
COMPARES = re.compile(r"(?:higher|lower|larger|smaller|greater|bigger)\s+than\b", re.IGNORECASE)
OF_BASE = re.compile(  # behind a figure that another is compared with
    r"\s+(?:(?:recorded|reported|seen|posted|registered|achieved)\s+)?(?:in|during|for|of|over)\s+(?:the\s+|its\s+)?(?:same|corresponding"
    r"|comparable|previous|prior|preceding|last)\b|\s+(?:an?|one)\s+(?:year|month|quarter)\s+(?:ago|earlier|before)\b"
    r"|\s+last\s+(?:year|month|quarter)\b",
    re.IGNORECASE,
)
MIRROR = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


@cache
def qualifiers(place: str) -> Wordings:
    return wordings("qualifiers", place=place)


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
    moved, ahead = change(tokens, at, "down", "loss", "up", "lower"), qualifiers("before").at(tokens, at)
    if moved and text(tokens, moved.end) in LEVELS:  # "fell below 50 %" is a level, "fell by 50 %" none
        begin = at = moved.end
    elif ahead and tokens[at].text == "up" and is_moving(tokens, at):  # "edged up to 25.4 %" is one too, no bound
        begin = at = ahead.end
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
    if COMPARES.match(tokens.source, tokens[begin].start) and OF_BASE.match(tokens.source, tokens[found.end - 1].end):
        return None  # "higher than $4.6 billion in the same period" too
    if found.qualifier != "exact" and qualifier in ("exact", "approx"):
        qualifier, side = found.qualifier, found.side
    if changed == "loss" and (
        found.kind != "money" or OF_COST.search(tokens.source[max(0, tokens[begin].start - 14) : tokens[begin].start])
    ):
        changed = ""
    if changed == "lower":  # "同比低0.2个百分点"; "低3%" may be a level, and "最低" is a bound
        bound = tokens.source[max(0, tokens[begin].start - 1) : tokens[begin].start] in ("最", "至")
        changed = "down" if found.unit == "percentage points" and not bound else ""
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
        if found is None or re.search(r"\w-$", tokens.source[max(0, tokens[at].start - 2) : tokens[at].start]):
            break  # "the firm-estimated 30 %" says who estimated
        if COMPOUND_ZH.search(tokens.source[max(0, tokens[at].start - 2) : tokens[found.end - 1].end]):
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
    if text(tokens, at) == "+" and not (
        glued(tokens, at) and (not glued(tokens, late.end) or "\u3400" <= text(tokens, late.end) <= "\u9fff")
    ):
        return False
    if text(tokens, at) in ("and", "or"):
        qualifier, _, begin = qualified(tokens, at + 1)
        if qualifier != "exact" and plain(tokens, begin):
            return False  # "5000 or less than 6000"
    return plain(tokens, late.end) is None


@remembered
def plain(tokens: Tokens, at: int) -> Amount | None:
    """Sign, currency, numeral, unit, denominator; parentheses round them may be a minus."""
    begin = at
    sign, at = signed(tokens, at)
    if text(tokens, at) == "(" and sign == 1:
        inner = plain(tokens, at + 1) if text(tokens, at + 1) != "(" else None
        if (
            inner
            and inner.sign == 1
            and text(tokens, at + 1) != "+"
            and text(tokens, inner.end) == ")"
            and is_negative_parenthesis(tokens, at, inner)
        ):
            whole_one = replace(inner, begin=begin, sign=-1, end=inner.end + 1)
            if inner.kind == "money" and not inner.number.power:  # "($31) million"
                return scale_after(tokens, whole_one)
            return suffix(tokens, whole_one)
        return None
    if scaled := scaled_before(tokens, at):
        return replace(scaled, begin=begin, sign=scaled.sign * sign)
    if code := lettered(tokens, at):
        read = cardinal(tokens, at + 1)
        return per(tokens, Amount(read, begin, read.end, "money", code, sign))
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
    least = "gt" if read.more else "ge" if any(text(tokens, one) == "+" for one in range(at + 1, read.end)) else "exact"
    found = Amount(read, begin, read.end, "count" if read.value.denominator == 1 else "quantity", "", sign, least)
    if "/" in read.mantissa or (read.power == 0 and read.value.denominator != 1 and read.printed_in == "words"):
        found = replace(found, kind="ratio", unit="ratio")
    if before and text(tokens, begin) == "$" and text(tokens, read.end) == "%":  # "$17%$", of a formula
        return suffix(tokens, replace(found, begin=at))
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


def vague(tokens: Tokens, at: int) -> Amount | None:
    """ "tens of millions", "billions": at least two of it; "trillion-dollar": an order of size."""
    style, power = scales().get(text(tokens, at), ("", 0))
    end = at + 1
    if style == "word" and text(tokens, end) == "-" and glued(tokens, end):
        return Amount(Number(ten(power), "1", power, Fraction(0), end, "words"), at, end, "count", "", 1, "approx")
    if style != "plural" or text(tokens, at - 1) == "in" or at > 1 and text(tokens, at - 2) == "in" and currency(tokens, at - 1, "before"):
        return None  # "in thousands", "in INR lakhs" are captions
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


def amount_after_code(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "number"


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
