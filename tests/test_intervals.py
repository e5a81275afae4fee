"""The interval macros enclose: any input inside its bounds gives a result inside the output."""

from fractions import Fraction

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


def between(pair, share):
    low, high = sorted(map(Fraction, pair))
    return low + (high - low) * share


@settings(max_examples=300, deadline=None)
@given(a=st.tuples(LEVEL, LEVEL), b=st.tuples(LEVEL, LEVEL), s=INSIDE, t=INSIDE)
def test_growth_and_ratio_enclose(macros, a, b, s, t):
    (a_low, a_high), (b_low, b_high) = sorted(a), sorted(b)
    x, y = between(a, s), between(b, t)
    low, high = run(macros.growth_low(dec(a_high), dec(b_low)), macros.growth_high(dec(a_low), dec(b_high)))
    assert low <= (y / x - 1) * 100 <= high
    low, high = run(macros.ratio_low(dec(b_low), dec(a_high)), macros.ratio_high(dec(b_high), dec(a_low)))
    assert low <= y / x <= high


@settings(max_examples=300, deadline=None)
@given(level=st.tuples(LEVEL, LEVEL), growth=st.tuples(PERCENT, PERCENT), s=INSIDE, t=INSIDE)
def test_implied_base_encloses(macros, level, growth, s, t):
    low, high = run(macros.base_low(dec(min(level)), dec(max(growth))), macros.base_high(dec(max(level)), dec(min(growth))))
    assert low <= between(level, s) / (1 + between(growth, t) / 100) <= high


@settings(max_examples=200, deadline=None)
@given(a=st.tuples(LEVEL, LEVEL), s=INSIDE, b=LEVEL)
def test_narrower_input_gives_no_wider_result(macros, a, s, b):
    cut = round(between(a, s), 2)
    cut = min(max(cut, Fraction(min(a))), Fraction(max(a)))
    cut = f"{float(cut):.2f}"
    wide, narrow = run(macros.ratio_low(dec(b), dec(max(a))), macros.ratio_low(dec(b), dec(cut)))
    if Fraction(cut) <= Fraction(max(a)):
        assert wide <= narrow


@pytest.mark.parametrize("name", ["ratio_low", "ratio_high", "growth_low", "growth_high", "base_low", "base_high"])
def test_open_side_stays_open(macros, name):
    macro = getattr(macros, name)
    assert run(macro(dec(None), dec(3)), macro(dec(3), dec(None))) == [None, None]


def test_zero_divisor_opens_the_side(macros):
    assert run(macros.ratio_high(dec(1), dec(0))) == [None]


def test_sum_with_one_open_side_is_open(macros):
    query = "select {} from (values (1::decimal(28, 6)), (null)) as t(x)"
    assert CONNECTION.execute(query.format(macros.sum_side("x"))).fetchone() == (None,)
