"""Every relation computed again from the printed figures, in exact fractions and without the SQL of the models.

An interval is a pair (low, high) of Fractions; None is an open side. The formulas are those of interval arithmetic
(IEEE 1788-2015) and XBRL Calculations 1.1 for the width of a printed figure; a date is the days since 1970 that it may be.
"""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import product
from math import ceil, floor

EPOCH = date(1970, 1, 1)
# Steps to which the warehouse rounds outward: decimals of a quotient, whole units of a level.
STEPS = {
    "ratio": Fraction(1, 10**6),
    "share": Fraction(1, 10**4),
    "growth": Fraction(1, 10**4),
    "product": Fraction(1, 10**4),
    "grown": Fraction(1, 10**4),
    "total": Fraction(1),
    "base": Fraction(1),
    "compound": Fraction(1, 10**4),
    "portion": Fraction(1, 10**4),
}
GUARD = Fraction(1, 10**12)  # relative, before rounding
OPERANDS = {
    "product": ("left", "right"),
    "ratio": ("numerator", "denominator"),
    "share": ("part", "whole"),
    "total": ("part", "share"),
    "growth": ("later", "earlier"),
    "base": ("level", "growth"),
    "grown": ("level", "growth"),
    "compound": ("later", "earlier"),
}
ROUNDED = ("parts_sum", "subperiods", "metric_identity")
THING = ("report_id", "subject_id", "metric_id", "scope_key", "geography_key", "period_key", "unit")
LIMIT = Fraction(10**60)
LEAST = Fraction(1, 10**40)
CONVERTED = ("sum", "equal", "order", "nesting")


def figure(row):
    """What a printed figure can stand for; `row` has the cells of its seed, quantity_kind and the days of its period."""
    if row["unit"] == "date":
        return tuple(day and Fraction((date.fromisoformat(day) - EPOCH).days) for day in (row["period_start"], row["period_end"]))
    rounded = row["qualifier"] in ("exact", "approx", "approx_below", "approx_above") and not (
        row["quantity_kind"] in ("count", "rank", "date") and row["additive"] != "average" and row["unit_mult"] == 0
    )
    return (
        end(row["mantissa_low"], row["unit_mult"], rounded and row["qualifier"] != "approx_above", -1),
        end(row["mantissa_high"], row["unit_mult"], rounded and row["qualifier"] != "approx_below", 1),
    )


def end(mantissa, mult, rounded, side):
    """One end of a printed figure: half a unit of its last digit further where it is a rounded one."""
    if mantissa is None:
        return None
    if "/" in mantissa:  # a fraction is exact; one that does not end is kept to six decimals, outward
        exact = Fraction(mantissa) * 10**6
        return Fraction(ceil(exact) if side > 0 else floor(exact), 10**6)
    half = Fraction(1, 2 * 10 ** len(mantissa.partition(".")[2])) if rounded else 0
    return (Fraction(mantissa) + side * half) * 10**mult


def scaled(interval, factor):
    return tuple(side and side * factor for side in (interval if factor > 0 else interval[::-1]))


def shifted(interval, by):
    return tuple(None if side is None else side + by for side in interval)


def added(intervals):
    return tuple(None if None in sides else sum(sides) for sides in zip(*intervals, strict=True))


def unsigned(interval):
    """Whether nothing in it is negative; what has an upper end alone is taken so where that end is not negative."""
    low, high = interval
    return low >= 0 if low is not None else high is None or high >= 0


def times(a, b):
    """Product of intervals: the extremes of the corners. An open end is that of what is not negative, or without limit."""
    if unsigned(a) and unsigned(b):
        return tuple(None if None in ends else ends[0] * ends[1] for ends in zip(a, b, strict=True))
    corners = [corner(*one, *other) for one, other in product(reaches(a), reaches(b))]
    return tuple(None if is_open else value for value, is_open in (min(corners), max(corners)))


def reaches(interval):
    """Each end and whether it is open: zero below what is not negative, else beyond all numbers."""
    low, high = interval
    below = (low, False) if low is not None else (Fraction(0) if unsigned(interval) else -LIMIT, True)
    return below, (high, False) if high is not None else (LIMIT, True)


def corner(x, x_is_open, y, y_is_open):
    return x * y, x_is_open and y != 0 or y_is_open and x != 0


def over(a, b):
    """Quotient: a zero at the end of the divisor opens a side, one inside it both."""
    if not unsigned(b):
        return over(scaled(a, -1), scaled(b, -1)) if b[1] is not None and b[1] < 0 else (None, None)
    return tuple(None if end is None or not (by := b[0] if (end < 0) == (at == 0) else b[1]) else end / by for at, end in enumerate(a))


def base_of(level, growth):
    """The positive level before a growth, which is a fraction."""
    factor = shifted(growth, 1)
    has_base = (
        unsigned(level) and (growth[0] is None or growth[0] >= -1) or None not in (level[1], growth[1]) and level[1] <= 0 and growth[1] < -1
    )
    return over(level, factor) if has_base else (None, None)


def computed(kind, terms):
    """The interval that the terms of a relation give; a term is (role, weight, interval)."""
    if kind == "sum":
        return added(
            [scaled(interval, -weight if role == "subtract" else weight) for role, weight, interval in terms if role in ("add", "subtract")]
        )
    of = {role: interval for role, _, interval in terms}
    weight = min((weight for role, weight, _ in terms if role not in ("stated", "add", "subtract")), default=None)
    match kind:
        case "product":
            return scaled(times(of["left"], of["right"]), weight)
        case "ratio":
            return scaled(over(of["numerator"], of["denominator"]), weight)
        case "share":
            return scaled(over(of["part"], of["whole"]), 100)
        case "total":
            return scaled(over(of["part"], of["share"]), 100)
        case "growth":
            return shifted(scaled(over(of["later"], of["earlier"]), 100), -100) if unsigned(of["earlier"]) else (None, None)
        case "base":
            return base_of(of["level"], scaled(of["growth"], Fraction(1, 100)))
        case "grown":
            return times(of["level"], shifted(scaled(of["growth"], Fraction(1, 100)), 1)) if unsigned(of["level"]) else (None, None)
        case "compound":
            ratio = over(of["later"], of["earlier"]) if unsigned(of["earlier"]) and unsigned(of["later"]) else (None, None)
            return shifted(scaled(tuple(side if side is None else root(side, weight) for side in ratio), 100), -100)
        case "portion":  # rises with the part and falls with the others
            part, others = of["part"], added([scaled(interval, weight) for role, weight, interval in terms if role == "add"])
            if not (unsigned(part) and unsigned(others)):
                return None, None
            return tuple(
                None if None in ends or not sum(ends) else 100 * ends[0] / sum(ends) for ends in zip(part, others[::-1], strict=True)
            )
        case _:
            return of["left"]


def stated_by(kind, terms):
    """What a relation states: its term of that role, or the sum beside its other operands."""
    if kind not in ("sum", "portion") and any(role in ("add", "subtract") for role, *_ in terms):
        return computed("sum", terms)
    return next((interval for role, _, interval in terms if role == "stated" and interval is not None), (None, None))


def root(number, degree):
    """To fifty digits, which is far below the guard."""
    with localcontext() as context:
        context.prec = 50
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)) ** (1 / Decimal(int(degree))))


def meets(comparison, one, stated):
    above = None not in (one[0], stated[1]) and one[0] > stated[1]
    below = None not in (one[1], stated[0]) and one[1] < stated[0]
    return not {"equal": above or below, "at_most": above, "at_least": below}[comparison]


def closed(interval, is_restated=False):
    """Open ends at the printed number; of a restatement at the next step of its last digit, as 432 is "more than 430"."""
    low, high = interval
    step = last_step(high if low is None else low) if is_restated and None in interval else 0
    return (high - step if low is None else low), (low + step if high is None else high)


def last_step(number):
    step = Fraction(1, 10**6) if number else 0
    while number and number % (step * 10) == 0:
        step *= 10
    return step


def inward(interval, strict):
    """An interval without the ends that its wording leaves out, by less than anything else moves them."""
    low, high = interval
    return (low + LEAST if strict[0] else low), (high - LEAST if strict[1] else high)


def judged(kind, comparison, terms, strict, is_outcome, is_restated=False):
    """Interval and verdict of a relation; a missing term is (role, weight, None). `strict` says of each term which ends are left out."""
    if any(interval is None for role, _, interval in terms if role != "stated"):
        return None, "unknown"
    interval = computed(kind, terms)
    if interval == (None, None):
        return interval, "unknown"
    stated = stated_by(kind, terms)
    if stated == (None, None):
        return interval, "implied"
    if kind == "scope":  # one number under two definitions
        return interval, "strained"
    moved = [(role, weight, given and inward(given, ends)) for (role, weight, given), ends in zip(terms, strict, strict=True)]
    if not meets(comparison, computed(kind, moved), stated_by(kind, moved)):
        return interval, "unknown" if is_outcome else "contradicted"
    numbers = [(role, weight, closed(given, is_restated)) for role, weight, given in terms if given is not None]
    return interval, "consistent" if meets(comparison, computed(kind, numbers), stated_by(kind, numbers)) else "strained"


def every_relation(connection):
    """Of each relation of a warehouse its key, kind, interval and verdict, from its terms and the printed figures."""
    rows = {}
    read = connection.execute("""
        select
            figures.*, metrics.quantity_kind, metrics.additive, periods.period_start, periods.period_end,
            warnings.counts, warnings.is_compared
        from staging.stg_observations as figures
        join seeds.metrics as metrics using (metric_id) left join seeds.periods as periods using (period_id)
        left join seeds.usage_warnings as warnings using (usage_warning)""")
    names = [column[0] for column in read.description]
    for values in read.fetchall():
        row = dict(zip(names, values, strict=True))
        row["own"], row["strict"] = figure(row), (row["qualifier"] == "gt", row["qualifier"] == "lt")
        rows[row["observation_id"]] = row | {"meet": row["own"], "meet_strict": row["strict"]}
    meet_all(rows.values())
    factors = dict(connection.execute("select unit, (dimension, factor) from seeds.units where factor is not null").fetchall())
    relations = {}
    for *relation, role, weight, name, constant, period in every_term(connection):
        relations.setdefault(tuple(relation), []).append(
            (role, Fraction(weight), rows.get(name) if constant is None else None, constant, period)
        )
    measured = measured_figures(rows, relations)
    for (report, relation, origin, kind, comparison), found in relations.items():
        which = ("own", "strict") if origin == "restatement" else ("meet", "meet_strict")
        of = measured if origin != "restatement" and kind in {*OPERANDS, "sum", "portion"} else {}
        terms = [
            (role, weight, row and of.get(row["observation_id"], row[which[0]]), row and row["unit"])
            if constant is None
            else (role, weight, (Fraction(constant),) * 2, None)
            for role, weight, row, constant, _ in found
        ]
        strict = [row[which[1]] if row else (False, False) for _, _, row, *_ in found]
        outlooks = {row["obs_status"] in ("F", "T") for _, _, row, _, period in found if row and (row["period_id"] or "") == period}
        mixed = {unit for *_, unit in terms if unit} if origin == "declared" and kind in CONVERTED else set()
        if len(mixed) > 1 and "XXX" not in mixed:  # taken in the finest unit of their dimension
            assert len({factors[unit][0] for unit in mixed}) == 1, f"{relation}: {mixed}"
            terms = [
                (role, weight, interval and scaled(interval, Fraction(factors[unit][1]) if unit else 1), unit)
                for role, weight, interval, unit in terms
            ]
        if origin == "declared" and kind != "sum":
            terms = [(role, 1, interval and scaled(interval, weight), unit) for role, weight, interval, unit in terms]
        is_outcome, is_restated = len(outlooks) > 1 and origin != "declared", origin in ("restatement", "undated_restatement")
        yield (report, relation), kind, *judged(kind, comparison, [term[:3] for term in terms], strict, is_outcome, is_restated)


def measured_figures(rows, relations):
    """Intervals of figures printed more exactly than known: several sums of their metric hold by rounding alone, no figure is in all."""
    sums = {}
    for (report, _, origin, kind, comparison), found in relations.items():
        terms = [(role, row) for role, _, row, *_ in found if row and role != "reference"]
        wholes = [row for role, row in terms if role == "stated"]
        if origin not in ROUNDED or kind != "sum" or len(wholes) != 1 or any(weight != 1 for _, weight, *_ in found):
            continue
        faces = [face(row) for _, row in terms]
        sides = [row["meet"] if role == "add" else tuple(end and -end for end in reversed(row["meet"])) for role, row in terms]
        low, high = (None if any(side[at] is None for side in sides) else sum(side[at] for side in sides) for at in (0, 1))
        if None in (low, high) or None in faces or not (low > 0 or (high < 0 and comparison == "equal")):
            continue
        step = min(last_step(number) for number in faces if number)
        step = step if step <= 1 or max(map(abs, faces)) >= 1000 * step else 1
        gap = sum(number if role == "add" else -number for (role, _), number in zip(terms, faces, strict=True))
        if 2 * abs(gap) <= len(terms) * step:
            group = sums.setdefault((report, wholes[0]["metric_id"], wholes[0]["unit"]), [])
            group.append((step, [row for _, row in terms]))
    steps = {}
    for group in sums.values():
        if not set.intersection(*({row["observation_id"] for row in terms} for _, terms in group)):
            for step, terms in group:
                for row in terms:
                    key = row["report_id"], row["metric_id"], row["unit"]
                    steps[key] = min(step, steps.get(key, step))
    measured = {}
    for name, row in rows.items():
        step, number = steps.get((row["report_id"], row["metric_id"], row["unit"])), row["unit"] != "date" and face(row)
        if step and number not in (None, False) and number % step == 0 and row["own"][1] - row["own"][0] < step:
            measured[name] = number - step / 2, number + step / 2
    return measured


def face(row):
    """The one number that is printed."""
    low, high = (end(row[name], row["unit_mult"], False, 0) for name in ("mantissa_low", "mantissa_high"))
    return low if low == high else None


def meet_all(rows):
    """Gives the firmest observations of a figure what they have in common, if anything; vaguer ones close what they leave open."""
    things = {}
    for row in rows:
        key = (*(row[name] for name in THING), row["obs_status"] if row["obs_status"] in ("F", "T") else "")
        things.setdefault(key, []).append(row)
    for (*_, outlook), places in things.items():
        named = {row["cited_source_id"] for row in places} - {None}
        for source in {row["cited_source_id"] for row in places} if outlook and len(named) > 1 else [...]:
            meet_of([row for row in places if source is ... or row["cited_source_id"] == source])


def meet_of(places):
    rank = {
        id(row): (0 if row["counts"] in (None, "yes") else 1 if row["is_compared"] == "yes" else 2, row["qualifier"].startswith("approx"))
        for row in places
    }
    best = min(rank.values())
    firmest = [row for row in places if rank[id(row)] == best]
    ends = [[row["own"][at] for row in firmest if row["own"][at] is not None] for at in (0, 1)]
    for row in [row for row in places if rank[id(row)][0] == best[0] and row not in firmest]:
        low, high = row["own"]
        closes = (
            not ends[0] and low is not None and low <= min(ends[1], default=low - 1),
            not ends[1] and high is not None and high >= max(ends[0], default=high + 1),
        )
        if any(closes):
            firmest.append({"own": (low if closes[0] else None, high if closes[1] else None), "strict": row["strict"], "of": row})
    lows, highs = ([inward(row["own"], row["strict"])[at] for row in firmest if row["own"][at] is not None] for at in (0, 1))
    low, high = max(lows, default=None), min(highs, default=None)
    if len(places) > 1 and (None in (low, high) or low <= high):
        at_face = [
            max((row["own"][0] for row in firmest if row["own"][0] is not None), default=None),
            min((row["own"][1] for row in firmest if row["own"][1] is not None), default=None),
        ]
        for row in firmest:
            of = row.get("of", row)
            of["meet"], of["meet_strict"] = tuple(at_face), (low != at_face[0], high != at_face[1])


def every_term(connection):
    """Report, id, origin, kind and comparison of a relation, and role, weight, observation, constant and period of each of its terms."""
    return connection.execute(
        "select report_id, relation_id, origin, kind, comparison, role, weight, observation_id, constant, period_id"
        " from relations.int_relation_terms"
    ).fetchall()


def encloses(kind, published, exact):
    """Whether a published interval holds the exact one and is wider by no more than the step of its kind on each side."""
    for side, outward in ((0, -1), (1, 1)):
        if (published[side] is None) != (exact[side] is None):
            return False
        if exact[side] is not None:
            spare = (Fraction(published[side]) - exact[side]) * outward
            if not 0 <= spare <= STEPS.get(kind, 0) + abs(exact[side]) * 2 * GUARD:
                return False
    return True
