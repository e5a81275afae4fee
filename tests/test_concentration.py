"""The concentration model itself on random markets: enclosure, order, and no effect of the order of firms."""

import random

import duckdb
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def concentrate(root, macros):
    """Bounds per measure of a market given as a list of (low, high) shares of named firms."""
    names = {name: getattr(macros, name) for name in dir(macros) if not name.startswith("_")}
    text = (root / "models" / "marts" / "market_concentration.sql").read_text(encoding="utf-8")
    query = jinja2.Environment().from_string(text).render(ref=lambda name: name, **names)
    connection = duckdb.connect()
    connection.execute("create table group_members (group_id text, member_id text, members_count text)")
    connection.execute("create table metrics as select 'm' || x as metric_id from range(12) as t(x)")
    connection.execute("create table int_current_figures (report_id text, subject_id text, metric_id text, scope_id text,"
                       " period_id text, low decimal(28, 6), high decimal(28, 6))")

    def bounds(shares):
        connection.execute("delete from int_current_figures")
        connection.executemany("insert into int_current_figures values ('r', ?, 'market_share', 'm', '2025', ?, ?)",
                               [(f"firm{index}", low, high) for index, (low, high) in enumerate(shares)])
        return {row[0]: (float(row[1]), float(row[2]))
                for row in connection.execute(f"select measure, low, high from ({query})").fetchall()}

    return bounds


SHARES = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)), min_size=1, max_size=11).map(
    lambda pairs: [(low, low + width) for low, width in pairs]).filter(lambda shares: sum(low for low, _ in shares) <= 100)


@settings(max_examples=100, deadline=None)
@given(shares=SHARES, seed=st.integers(0, 10**6))
def test_bounds_enclose_sampled_markets(concentrate, shares, seed):
    bounds, rng = concentrate(shares), random.Random(seed)
    for _ in range(30):
        firms = [rng.uniform(low, high) if rng.random() < 0.6 else rng.choice((low, high)) for low, high in shares]
        rest, cap = 100 - sum(firms), min(firms)
        if rest < 0:
            continue
        largest_first = rng.random() < 0.5
        while rest > 1e-9 and len(firms) < 2000:
            firms.append(min(rest, cap if largest_first else cap * rng.uniform(0.2, 1)))
            rest -= firms[-1]
        if rest > 1e-9:
            continue
        firms.sort(reverse=True)
        values = {"CR4": sum(firms[:4]), "CR8": sum(firms[:8]), "CR10": sum(firms[:10]), "HHI": sum(firm * firm for firm in firms)}
        for measure, value in values.items():
            assert bounds[measure][0] - 1e-6 <= value <= bounds[measure][1] + 1e-6, (measure, value, bounds[measure])


@settings(max_examples=50, deadline=None)
@given(shares=SHARES)
def test_ratios_grow_with_n_and_ends_are_in_order(concentrate, shares):
    bounds = concentrate(shares)
    for end in (0, 1):
        assert bounds["CR4"][end] <= bounds["CR8"][end] <= bounds["CR10"][end]
    if sum(high for _, high in shares) <= 100:
        assert bounds["HHI"][0] <= bounds["HHI"][1]


@settings(max_examples=50, deadline=None)
@given(shares=SHARES, seed=st.integers(0, 10**6))
def test_order_of_firms_changes_nothing(concentrate, shares, seed):
    shuffled = shares[:]
    random.Random(seed).shuffle(shuffled)
    assert concentrate(shares) == concentrate(shuffled)
