"""The interval macros enclose: any input inside its bounds gives a result inside the output, and as exact fractions say."""

import random
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import product
from math import ceil, floor

import arithmetic
import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

CONNECTION = duckdb.connect()
LEVEL = st.decimals(min_value="0.01", max_value="999999999999", places=2)
PERCENT = st.decimals(min_value="-50", max_value="5000", places=2)
INSIDE = st.fractions(min_value=0, max_value=1)


def dec(value):
    return "null" if value is None else f"cast('{value}' as decimal(28, 6))"


def run(*expressions):
    return [None if cell is None else Fraction(str(cell)) for cell in CONNECTION.execute("select " + ", ".join(expressions)).fetchone()]


PARAMETERS = [f"cast(${number} as decimal(28, 6))" for number in range(1, 5)]
PREPARED = set()


def prepared(name, query, values):
    """Rows of a query of PARAMETERS, which is planned once."""
    if name not in PREPARED:
        CONNECTION.execute(f"prepare {name} as {query}")
        PREPARED.add(name)
    return [
        [Fraction(str(cell)) if isinstance(cell, Decimal) else cell for cell in row]
        for row in CONNECTION.execute(f"execute {name}({', '.join(map(dec, values))})").fetchall()
    ]


def between(pair, share):
    low, high = sorted(map(Fraction, pair))
    return low + (high - low) * share


@settings(max_examples=300, deadline=None)
@given(a=st.tuples(LEVEL, LEVEL), b=st.tuples(LEVEL, LEVEL), s=INSIDE, t=INSIDE)
def test_growth_and_ratio_enclose(macros, a, b, s, t):
    (a_low, a_high), (b_low, b_high) = sorted(a), sorted(b)
    x, y = between(a, s), between(b, t)
    query = f"""select {macros.growth_low(*PARAMETERS)}, {macros.growth_high(*PARAMETERS)},
        {macros.ratio_low(PARAMETERS[2], PARAMETERS[1])}, {macros.ratio_high(PARAMETERS[3], PARAMETERS[0])}"""
    [(growth_low, growth_high, low, high)] = prepared("growth_and_ratio", query, (a_low, a_high, b_low, b_high))
    assert growth_low <= (y / x - 1) * 100 <= growth_high
    assert low <= y / x <= high


@settings(max_examples=300, deadline=None)
@given(level=st.tuples(LEVEL, LEVEL), growth=st.tuples(PERCENT, PERCENT), s=INSIDE, t=INSIDE)
def test_implied_base_encloses(macros, level, growth, s, t):
    query = f"select {macros.base_low(*PARAMETERS)}, {macros.base_high(*PARAMETERS)}"
    [(low, high)] = prepared("base", query, (*sorted(level), *sorted(growth)))
    assert low <= between(level, s) / (1 + between(growth, t) / 100) <= high


@settings(max_examples=200, deadline=None)
@given(a=st.tuples(LEVEL, LEVEL), s=INSIDE, b=LEVEL)
def test_narrower_input_gives_no_wider_result(macros, a, s, b):
    cut = round(between(a, s), 2)
    cut = min(max(cut, Fraction(min(a))), Fraction(max(a)))
    cut = f"{float(cut):.2f}"
    query = f"select {macros.ratio_low(*PARAMETERS[:2])}, {macros.ratio_low(PARAMETERS[0], PARAMETERS[2])}"
    [(wide, narrow)] = prepared("narrower", query, (b, max(a), cut))
    if Fraction(cut) <= Fraction(max(a)):
        assert wide <= narrow


@pytest.mark.parametrize("name", ["ratio_low", "ratio_high"])
def test_open_side_stays_open(macros, name):
    macro = getattr(macros, name)
    assert run(macro(dec(None), dec(3)), macro(dec(3), dec(None))) == [None, None]


SIGNED = st.one_of(st.none(), st.integers(-6, 6), st.decimals(min_value="-999999999", max_value="999999999", places=2))


def sampled(low, high):
    """Numbers inside an interval: its ends, zero, and far away beyond an open end. One without a lower end alone is not negative."""
    if low is None and high is not None and high >= 0:
        low = 0
    ends = [Fraction(end) if end is not None else far for end, far in ((low, Fraction(-(10**13))), (high, Fraction(10**13)))]
    return [*ends, sum(ends) / 2, (3 * ends[0] + ends[1]) / 4, *([Fraction(0)] if ends[0] <= 0 <= ends[1] else [])]


def ordered(pair):
    return pair if None in pair else tuple(sorted(pair))


# What two operands give, exactly, by the kind of a relation; None where that is left open.
COMPUTED = {
    "ratio": lambda x, y: x / y,
    "product": lambda x, y: x * y,
    "share": lambda x, y: x / y * 100,
    "total": lambda x, y: x / y * 100,
    "growth": lambda x, y: (x / y - 1) * 100 if y > 0 else None,
    "grown": lambda level, growth: level * (1 + growth / 100) if level >= 0 else None,
    "base": lambda level, growth: level / (1 + growth / 100) if level / (1 + growth / 100) > 0 else None,
}


@settings(max_examples=200, deadline=None)
@given(a=st.tuples(SIGNED, SIGNED), b=st.tuples(SIGNED, SIGNED))
def test_intervals_of_any_sign_enclose_and_are_never_inverted(macros, a, b):
    a, b = ordered(a), ordered(b)
    ends = zip(PARAMETERS, ("first_low", "first_high", "second_low", "second_high"), strict=True)
    sides = ", ".join(f"{end} as {name}" for end, name in ends)
    none = f"{dec(1)} as weight, {dec(None)} as sum_low, {dec(None)} as sum_high"
    relations = f"(select unnest({list(COMPUTED)}) as kind, {sides}, {none})"
    for kind, low, high in prepared("any_sign", f"select kind, computed_low, computed_high from ({macros.evaluated(relations)})", (*a, *b)):
        assert low is None or high is None or low <= high, kind
        for x, y in product(sampled(*a), sampled(*b)):
            try:
                value = COMPUTED[kind](x, y)
            except ZeroDivisionError:
                continue
            if value is not None:
                assert (low is None or low <= value) and (high is None or value <= high), (kind, x, y)


@settings(max_examples=100, deadline=None)
@given(low=SIGNED, rates=st.tuples(st.decimals("0.01", "200", places=4), st.decimals("0.01", "200", places=4)))
def test_converted_amount_of_any_sign_encloses(macros, low, rates):
    least, most = sorted(rates)
    found = run(macros.converted_low(dec(low), dec(least), dec(most)), macros.converted_high(dec(low), dec(least), dec(most)))
    if low is None:
        assert found == [None, None]
    else:
        assert all(found[0] <= Fraction(low) * Fraction(rate) <= found[1] for rate in (least, most))


def test_zero_divisor_opens_the_side(macros):
    assert run(macros.ratio_high(dec(1), dec(0))) == [None]


def test_sum_with_one_open_side_is_open(macros):
    query = "select {} from (values (1::decimal(28, 6)), (null)) as t(x)"
    assert CONNECTION.execute(query.format(macros.sum_side("x"))).fetchone() == (None,)


AMOUNT = "decimal(28, 6)"
ENDS = (None, -1, 0, Decimal("0.5"), 3)
NOT_EXACT = -7  # what a weighted product falls back to


def quotient(found, over, under, factor, step, outward, shift=0):
    """Whether `found` is over * factor / under + shift, rounded outward to a multiple of `step` unless it is one."""
    if over is None or not under:
        return found is None
    exact = over * factor / under
    spare = (found - shift - exact) * outward
    return spare == 0 if exact % step == 0 else 0 <= spare <= step + abs(exact) * Fraction(2, 10**12)


def compound(found, earlier, later, years, outward):
    """Whether `found` percent a year, over the years, reach the later level, and less by two steps and the error do not."""
    if not earlier or later is None or not years:
        return found is None
    less = (Fraction(2, 10**4) + abs(found) * Fraction(3, 10**12)) * outward
    near, beyond = (max(0, 1 + rate / 100) ** years * earlier - later for rate in (found, found - less))
    return near * outward >= 0 and beyond * outward <= 0


def growth(found, earlier, later, outward):
    return quotient(found, later, earlier, 100, Fraction(1, 10**4), outward, shift=-100)


def base(found, level, percent, outward):
    return quotient(found, level, None if percent is None else 100 + percent, 100, 1, outward)


def seventh(found, a, step, outward):
    return found is None if a is None else 0 <= (found - a / 7) * outward <= 2 * step + a * Fraction(2, 10**12)


def weighted(found, a, b, weight):
    if a is None or b is None:
        return found is None
    return found == (a * b * weight if min(abs(a), abs(b)) < 10**6 and max(abs(a), abs(b)) < 10**16 else NOT_EXACT)


def meeting(found, c_low, c_high, s_low, s_high):
    if c_low is None and c_high is None:
        return found == "unknown"
    if s_low is None and s_high is None:
        return found == "implied"
    if apart((c_low, c_high), (s_low, s_high)):
        return found == "contradicted"
    closed = [(high if low is None else low, low if high is None else high) for low, high in ((c_low, c_high), (s_low, s_high))]
    return found == ("strained" if apart(*closed) else "consistent")


def apart(one, other):
    """The two ends between which nothing lies, of intervals that do not meet."""
    for below, above in ((one, other), (other, one)):
        if None not in (below[1], above[0]) and below[1] < above[0]:
            return above[0], below[1]
    return None


def gap(found, *ends):
    between = apart(ends[:2], ends[2:])
    if not between or sum(between) == 0:
        return found is None
    exact = min(2 * (between[0] - between[1]) / abs(sum(between)), 999999)
    return found is not None and abs(found - exact) <= Fraction(1, 2 * 10**4)


def end_of_product(found, *ends, at):
    """Whether `found` is that end of the product, or the one of two that these ends give; nothing times an open end is left open."""
    one, other = ends[:2], ends[2:]
    if is_across(one) and is_across(other):
        return found == one[at] * other[1]
    exact = arithmetic.times(one, other)[at]
    return found == exact or (found is None and exact == 0) or (exact is None and found == 0 and 0 in (one[1], other[1]))


def is_across(interval):
    return None not in interval and interval[0] < 0 < interval[1]


def end_of_quotient(found, *ends, at, digits):
    exact = arithmetic.over(ends[:2], ends[2:])[at]
    if None in (found, exact):
        return found == exact
    return 0 <= (found - exact) * (1, -1)[at == 0] <= Fraction(1, 10**digits)


def converted(found, amount, rate, side, whole):
    return found == (None if None in (amount, rate) else whole(side(amount * rate, amount * (rate + 1))))


SIDES = (("low", -1), ("high", 1))  # and the direction that is outward
NEAR_LIMIT = ("0.750001", "0.750001", "-0.749998", "-0.749998")  # a gap of 999999.3333, which is cut off
FOUR = ["c_low", "c_high", "s_low", "s_high"]
# Macro, its arguments as columns of the table below, the digits of a quotient, and whether a value is right.
EXACT = [
    *(
        (f"ratio_{side}", ["a", "b", factor], digits, partial(quotient, factor=int(factor), step=Fraction(1, 10**digits), outward=outward))
        for side, outward in SIDES
        for factor, digits in (("1", 4), ("100", 0), ("1", 6), ("12", 6))
    ),
    *(
        (
            f"signed_ratio_{side}",
            ["a", "a", "b", "b", factor],
            digits,
            partial(quotient, factor=int(factor), step=Fraction(1, 10**digits), outward=outward),
        )
        for side, outward in SIDES
        for factor, digits in (("1", 4), ("100", 0))
    ),
    *((f"growth_{side}", ["b", "b", "a", "a"], None, partial(growth, outward=outward)) for side, outward in SIDES),
    *((f"base_{side}", ["a", "a", "p", "p"], None, partial(base, outward=outward)) for side, outward in SIDES),
    *((f"cagr_{side}", ["a", "a", "b", "b", "n"], None, partial(compound, outward=outward)) for side, outward in SIDES),
    ("middle", ["x", "y"], None, lambda found, x, y: found == (None if None in (x, y) else (x + y) / 2)),
    ("middle", ["a", "a + 0.000003"], None, lambda found, a: found == (None if a is None else a + Fraction(2, 10**6))),
    ("converted_low", ["a", "r", "r"], None, lambda found, a, r: found == (None if None in (a, r) else floor(a * r))),
    ("converted_high", ["a", "r", "r"], None, lambda found, a, r: found == (None if None in (a, r) else ceil(a * r))),
    *(
        (f"outward_{side}", ["cast(a as double) / 7"], digits, partial(seventh, step=Fraction(1, 10**digits), outward=outward))
        for side, outward in SIDES
        for digits in (0, 4, 6)
    ),
    *(
        (
            "weighted_product",
            ["x", "y", ("product_of_decimals", "x", "y", weight), f"cast({NOT_EXACT} as {AMOUNT})"],
            None,
            partial(weighted, weight=Fraction(weight)),
        )
        for weight in ("1", "0.01")
    ),
    ("verdict", FOUR, None, meeting),
    ("relative_gap", FOUR, None, gap),
    ("relative_gap", [f"cast({end} as {AMOUNT})" for end in NEAR_LIMIT], None, lambda found, _: found == 999999),
    ("is_unsigned", FOUR[:2], None, lambda found, *interval: bool(found) == arithmetic.unsigned(interval)),
    ("converted_low", ["c_low", "r", "r + 1"], None, partial(converted, side=min, whole=floor)),
    ("converted_high", ["c_low", "r", "r + 1"], None, partial(converted, side=max, whole=ceil)),
    *(
        (f"signed_ratio_{side}", [*FOUR, "1"], digits, partial(end_of_quotient, at=at, digits=digits))
        for at, (side, _) in enumerate(SIDES)
        for digits in (0, 4, 6)
    ),
    *(
        (
            f"weighted_{side}",
            [(f"left_{side}", *FOUR), (f"right_{side}", *FOUR), "1"],
            None,
            partial(end_of_product, at=at),
        )
        for at, (side, _) in enumerate(SIDES)
    ),
]


def rows_of_macros():
    """Rows of a, b, r (amounts), p (percent), n (years), x, y (amounts at the limits of exact products) and every four ends."""
    choose = random.Random(2026)
    limits = [None, 0, -5, 1, 999999, "999999.99", 1000000, 2500000, 9999999999999999, 10**16, 3 * 10**16]

    def amount():
        return choose.choice(
            [
                None,
                0,
                choose.randint(1, 20),
                choose.randint(1, 20) * 10 ** choose.randint(0, 12),
                *(f"{choose.random() * 10 ** choose.randint(0, 9):.2f}" for _ in range(6)),
            ]
        )

    pairs = list(product(limits, limits))
    intervals = [(low, high) for low, high in product(ENDS, repeat=2) if None in (low, high) or low <= high]
    for at, (computed, stated) in enumerate(product(intervals, repeat=2)):
        yield (
            amount(),
            amount(),
            choose.choice([None, "7.04", "0.13", choose.randint(1, 9)]),
            choose.choice([None, -100, "-50.5", 0, 25, "31.6", choose.randint(1, 5000)]),
            choose.choice([None, 0, 1, 2, 5]),
            *pairs[at % len(pairs)],
            *computed,
            *stated,
        )


def wrong_macros(connection, call):
    """Names of the interval macros that give a row another value than exact fractions; `call` writes a call in SQL."""
    names = ["a", "b", "r", "p", "n", "x", "y", "c_low", "c_high", "s_low", "s_high"]
    rows = list(rows_of_macros())
    columns = ", ".join(f"{name} {'integer' if name == 'n' else AMOUNT}" for name in names)
    connection.execute(f"create or replace temp table macro_inputs ({columns})")
    shape = f"({', '.join('?' * len(names))})"
    connection.execute(f"insert into macro_inputs values {', '.join([shape] * len(rows))}", [cell for row in rows for cell in row])
    calls = ", ".join(
        call(name, [given if isinstance(given, str) else call(given[0], given[1:], None) for given in arguments], digits)
        for name, arguments, digits, _ in EXACT
    )
    found = connection.execute(f"select {calls} from macro_inputs order by rowid").fetchall()
    wrong = set()
    for row, values in zip(rows, found, strict=True):
        cells = {name: cell if cell is None or name == "n" else Fraction(cell) for name, cell in zip(names, row, strict=True)}
        for value, (name, arguments, _, is_right) in zip(values, EXACT, strict=True):
            value = value if value is None or isinstance(value, str) else Fraction(value)
            named = dict.fromkeys(name for argument in arguments for name in ([argument] if isinstance(argument, str) else argument[1:]))
            if not is_right(value, *([cells[argument] for argument in named if argument in cells] or [cells["a"]])):
                wrong.add(name)
    return wrong


def test_macros_give_what_exact_fractions_give(macros):
    def call(name, arguments, digits):
        return str(getattr(macros, name)(*arguments, **({} if digits is None else {"digits": digits})))

    assert wrong_macros(CONNECTION, call) == set()
