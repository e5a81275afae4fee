"""Every relation computed again from the printed figures, in exact fractions and without the SQL of the models.

An interval is a pair (low, high) of Fractions; None is an open side. The formulas are those of interval arithmetic
(IEEE 1788-2015) and XBRL Calculations 1.1 for the width of a printed figure; a date is the days since 1970 that it may be.
"""

from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor

EPOCH = date(1970, 1, 1)
# Steps to which the warehouse rounds outward: decimals of a quotient, whole units of a level.
STEPS = {"ratio": Fraction(1, 10**6), "share": Fraction(1, 10**4), "growth": Fraction(1, 10**4), "product": Fraction(1, 10**4),
         "grown": Fraction(1, 10**4), "total": Fraction(1), "base": Fraction(1)}
GUARD = Fraction(1, 10**12)  # relative, before rounding
OPERANDS = {"product": ("left", "right"), "ratio": ("numerator", "denominator"), "share": ("part", "whole"), "total": ("part", "share"),
            "growth": ("later", "earlier"), "base": ("level", "growth"), "grown": ("level", "growth")}
CONVERTED = ("sum", "equal", "order", "nesting")


def figure(row):
    """What a printed figure can stand for; `row` has the cells of its seed, quantity_kind and the days of its period."""
    if row["unit"] == "date":
        return tuple(day and Fraction((date.fromisoformat(day) - EPOCH).days) for day in (row["period_start"], row["period_end"]))
    rounded = row["qualifier"] in ("exact", "approx") and not (
        row["quantity_kind"] in ("count", "rank", "date") and row["unit_mult"] == 0)
    return end(row["mantissa_low"], row["unit_mult"], rounded, -1), end(row["mantissa_high"], row["unit_mult"], rounded, 1)


def end(mantissa, mult, rounded, side):
    """One end of a printed figure: half a unit of its last digit further where it is a rounded one."""
    if mantissa is None:
        return None
    if "/" in mantissa:  # the last digit of a fraction is that of its divisor; it is kept to six decimals
        top, bottom = map(Fraction, mantissa.split("/"))
        exact = top / (bottom - side * (Fraction(1, 2) if rounded else 0)) * 10**6
        return Fraction(ceil(exact * (1 + GUARD)) if side > 0 else floor(exact * (1 - GUARD)), 10**6)
    half = Fraction(1, 2 * 10 ** len(mantissa.partition(".")[2])) if rounded else 0
    return (Fraction(mantissa) + side * half) * 10**mult


def scaled(interval, factor):
    return tuple(side and side * factor for side in (interval if factor > 0 else interval[::-1]))


def shifted(interval, by):
    return tuple(None if side is None else side + by for side in interval)


def added(intervals):
    return tuple(None if None in sides else sum(sides) for sides in zip(*intervals, strict=True))


def times(a, b):
    """Product of intervals: the extremes of the corners; with an open side only of what is not negative."""
    if None in (*a, *b):
        return tuple(None if None in ends else ends[0] * ends[1] for ends in zip(a, b, strict=True))
    corners = [x * y for x, y in product(a, b)]
    return min(corners), max(corners)


def over(a, b):
    """Quotient of what is not negative: a zero in the divisor opens the upper side."""
    low = None if a[0] is None or not b[1] else a[0] / b[1]
    high = None if a[1] is None or not b[0] else a[1] / b[0]
    return low, high


def computed(kind, terms):
    """The interval that the terms of a relation give; a term is (role, weight, interval)."""
    if kind == "sum":
        return added([scaled(interval, -weight if role == "subtract" else weight) for role, weight, interval in terms
                      if role in ("add", "subtract")])
    of = {role: interval for role, _, interval in terms}
    weight = min(weight for role, weight, _ in terms if role != "stated")
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
            return shifted(scaled(over(of["later"], of["earlier"]), 100), -100)
        case "base":
            return over(of["level"], shifted(scaled(of["growth"], Fraction(1, 100)), 1))
        case "grown":
            return times(of["level"], shifted(scaled(of["growth"], Fraction(1, 100)), 1))
        case _:
            return of["left"]


def meets(comparison, one, stated):
    above = None not in (one[0], stated[1]) and one[0] > stated[1]
    below = None not in (one[1], stated[0]) and one[1] < stated[0]
    return not {"equal": above or below, "at_most": above, "at_least": below}[comparison]


def closed(interval):
    low, high = interval
    return (high if low is None else low), (low if high is None else high)


def judged(kind, comparison, terms):
    """Interval and verdict of a relation; a missing term is (role, weight, None)."""
    if any(interval is None for role, _, interval in terms if role != "stated"):
        return None, "unknown"
    interval = computed(kind, terms)
    if interval == (None, None):
        return interval, "unknown"
    stated = next((interval for role, _, interval in terms if role == "stated" and interval is not None), (None, None))
    if stated == (None, None):
        return interval, "implied"
    if kind == "scope":  # one number under two definitions
        return interval, "strained"
    if not meets(comparison, interval, stated):
        return interval, "contradicted"
    numbers = [(role, weight, closed(given)) for role, weight, given in terms if given is not None]
    return interval, "consistent" if meets(comparison, computed(kind, numbers), closed(stated)) else "strained"


def every_relation(connection):
    """Of each relation of a warehouse its key, kind, interval and verdict, from its terms and the printed figures."""
    figures, units = {}, {}
    read = connection.execute("""
        select figures.*, metrics.quantity_kind, periods.period_start, periods.period_end
        from staging.stg_observations as figures
        join seeds.metrics as metrics using (metric_id) left join seeds.periods as periods using (period_id)""")
    names = [column[0] for column in read.description]
    for values in read.fetchall():
        row = dict(zip(names, values, strict=True))
        figures[row["observation_id"]], units[row["observation_id"]] = figure(row), row["unit"]
    factors = dict(connection.execute("select unit, (dimension, factor) from seeds.units where factor is not null").fetchall())
    relations = {}
    for *relation, role, weight, name, constant in every_term(connection):
        interval = figures.get(name) if constant is None else (Fraction(constant), Fraction(constant))
        relations.setdefault(tuple(relation), []).append((role, Fraction(weight), interval, units.get(name)))
    for (report, relation, origin, kind, comparison), terms in relations.items():
        mixed = {unit for *_, unit in terms if unit} if origin == "declared" and kind in CONVERTED else set()
        if len(mixed) > 1 and "XXX" not in mixed:  # taken in the finest unit of their dimension
            assert len({factors[unit][0] for unit in mixed}) == 1, f"{relation}: {mixed}"
            terms = [(role, weight, interval and scaled(interval, Fraction(factors[unit][1]) if unit else 1), unit)
                     for role, weight, interval, unit in terms]
        yield (report, relation), kind, *judged(kind, comparison, [term[:3] for term in terms])


def every_term(connection):
    """Report, id, origin, kind and comparison of a relation, and role, weight, observation and constant of each of its terms."""
    return connection.execute("select report_id, relation_id, origin, kind, comparison, role, weight, observation_id, constant"
                              " from relations.int_relation_terms").fetchall()


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
