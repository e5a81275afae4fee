"""The concentration models on random markets, all markets of an example in one run, against brute force.

A market is a dict: `holders` as (low, high, firms, rank) in percent, firms None for a group of any number of firms,
rank None where none is printed; `complete`, `largest` and `count` (of all firms, or None) as the market declares
them; `total` is a printed share of all holders together.
"""

import random
from fractions import Fraction
from itertools import combinations, product

import duckdb
import jinja2
import pytest
from conftest import rendered_macros
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

CHAIN = [
    "int_share_members",
    "int_subset_members",
    "int_concentration_measures",
    "int_share_figures",
    "int_share_totals",
    "int_share_holders",
    "int_share_leaders",
    "int_share_bounds",
    "int_share_markets",
    "int_even_shares",
    "int_concentration_floors",
    "int_share_blocks",
    "int_share_subsets",
    "int_concentration_ceilings",
    "int_hhi_ceilings",
    "market_concentration",
]
RATIOS = {"CR4": 4, "CR8": 8, "CR10": 10}
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # a smaller seed is no smaller market
DIGIT = Fraction(1, 10**5)  # bounds are rounded outward at the sixth decimal, shares at the same one before


@pytest.fixture(scope="module")
def concentrate(root):
    macros = rendered_macros(
        "".join((root / "macros" / f"{name}.sql").read_text(encoding="utf-8") for name in ("interval", "keys", "lists", "families"))
    )
    names = {name: getattr(macros, name) for name in dir(macros) if not name.startswith("_")}
    names["published"] = "select * from {}".format  # no report has rows of its own in a register
    names["config"] = lambda **given: ""
    environment = jinja2.Environment()
    texts = {name: next((root / "models").glob(f"*/{name}.sql")).read_text(encoding="utf-8") for name in CHAIN}
    queries = {name: environment.from_string(text).render(ref=str, **names) for name, text in texts.items()}
    return concentration(duckdb.connect(), queries)


def concentration(connection, queries):
    """A function from markets to the rows of the mart per market, by measure (low, high, verdict); the SQL of CHAIN by name."""
    connection.execute(
        "create table int_group_members as select 'g' || i || '_' || n as group_id, 'member' || k as member_id, '' as breakdown_key"
        " from range(20) a(i), range(2, 6) b(n), range(5) c(k) where k < n"
    )
    connection.execute("insert into int_group_members select 't' || n, 'f' || k, '' from range(1, 4) b(n), range(3) c(k) where k < n")
    connection.execute("create table int_market_holders (scope_id text, subject_id text, holder text)")
    connection.execute(
        "create table int_market_parts (report_id text, scope_id text, geography_id text, period_id text, metric_id text, table_kind text)"
    )
    connection.execute("create table stg_share_holders as select 'u' || i as subject_id, null::integer as firms_count from range(20) t(i)")
    connection.execute(
        "create table stg_metrics as select metric_id, ['market_concentration.' || role] as marts"
        " from (values ('market_share', 'share'), ('rank', 'rank'), ('concentration_ratio', 'ratio')) t(metric_id, role)"
    )
    connection.execute(
        "create table stg_concentration_markets (report_id text, market_id text, metric_id text, period_key text,"
        " complete text, named_largest text, firms_count integer, stated_firms integer)"
    )
    connection.execute(
        "create table int_current_figures (report_id text, subject_id text, metric_id text, scope_id text,"
        " geography_id text, period_id text, geography_key text, period_key text, low decimal(28, 6), high decimal(28, 6),"
        " observation_ids text[], is_main boolean)"
    )

    def bounds(markets):
        connection.execute("delete from int_current_figures; delete from stg_concentration_markets")
        figures, declared = [], []
        for number, market in enumerate(markets):
            declared.append(
                (str(number), "yes" if market.get("complete") else "no", "yes" if market.get("largest") else "no", market.get("count"))
            )
            if market.get("total"):
                figures.append((str(number), f"t{len(market['holders'])}", "market_share", *map(str, market["total"])))
            for index, (low, high, firms, rank) in enumerate(market["holders"]):
                name = f"u{index}" if firms is None else f"f{index}" if firms == 1 else f"g{index}_{firms}"
                figures.append((str(number), name, "market_share", str(low), str(high)))
                if rank:
                    figures.append((str(number), name, "rank", str(rank), str(rank)))
        for table, rows, shape in (
            ("stg_concentration_markets", declared, "(?, 'm', 'market_share', '2025', ?, ?, ?, null)"),
            ("int_current_figures", figures, "(?, ?, ?, 'm', null, '2025', '', '2025', ?, ?, null, true)"),
        ):
            connection.execute(f"insert into {table} values {', '.join([shape] * len(rows))}", [cell for row in rows for cell in row])
        for name in CHAIN:
            connection.execute(f"create or replace temp table {name} as {queries[name]}")
        # a measure without a row can be all that there is
        unbounded = {name: (Fraction(0), Fraction(10_000 if name == "HHI" else 100), "implied") for name in (*RATIOS, "HHI")}
        found = [dict(unbounded) for _ in markets]
        for number, measure, *ends, verdict in connection.execute(
            "select report_id, measure, low, high, verdict from market_concentration"
        ).fetchall():
            found[int(number)][measure] = (*(None if end is None else Fraction(end) for end in ends), verdict)
        return found

    return bounds


def measures(firms):
    """Ratios and HHI of a list of shares."""
    firms = sorted(firms, reverse=True)
    return {**{measure: sum(firms[:n]) for measure, n in RATIOS.items()}, "HHI": sum(firm * firm for firm in firms)}


def partitions(total, parts, cap):
    """All ways to part an integer into at most `parts` (None: any number of) integers of at most `cap`, largest first."""
    if total == 0:
        yield ()
    elif parts is None or parts > 0:
        for first in range(min(total, cap), 0, -1):
            for rest in partitions(total - first, None if parts is None else parts - 1, first):
                yield (first, *rest)


def grid_markets(market):
    """All markets in steps of 10 % that fit, as lists of shares in steps."""
    named = [
        [(firms, split) for total in range(int(low) // 10, int(high) // 10 + 1) for split in partitions(total, firms, total)]
        for low, high, firms, _ in market["holders"]
    ]
    unnamed = 0 if market["complete"] else None
    if market["count"] is not None:
        unnamed = market["count"] - sum(firms for _, _, firms, _ in market["holders"])
    for choice in product(*named):
        rest = 10 - sum(sum(split) for _, split in choice)
        if rest < 0 or market["total"] and not market["total"][0] <= 100 - 10 * rest <= market["total"][1]:
            continue
        smallest = min(min((*split, 0) if firms is None or len(split) < firms else split) for firms, split in choice)
        for others in partitions(rest, unnamed, smallest if market["largest"] else 10):
            firms = [share for _, split in choice for share in split] + list(others)
            ranked = [
                (split[0] if split else 0, holder[3]) for (_, split), holder in zip(choice, market["holders"], strict=True) if holder[3]
            ]
            padded = firms + [0] * 10
            if all(sum(x > share for x in firms) < rank <= sum(x >= share for x in padded) for share, rank in ranked):
                yield firms


def grid_market(choose):
    """A small market in steps of 10 %: firms and groups, with or without a rank, a declared total, order or number."""
    holders = []
    for _ in range(choose.randint(1, 3)):
        low = choose.randint(0, 4)
        firms = choose.choice([1, 1, 1, 2, 3, None])
        holders.append((10 * low, 10 * min(10, low + choose.randint(0, 3)), firms, None))
    kind = choose.choice(["plain", "complete", "count", "ranked", "largest", "largest", "total"])
    if kind == "ranked":
        holders[0] = (*holders[0][:2], 1, choose.choice([1, 1, 2, 3]))
    if kind == "count":
        holders = [(low, high, firms or 1, rank) for low, high, firms, rank in holders]
    if kind == "total":
        holders = [(low, high, 1, rank) for low, high, _, rank in holders]
    low = choose.randint(2, 9)
    total = (10 * low, 10 * min(10, low + choose.randint(0, 2))) if kind == "total" else None
    count = sum(firms for _, _, firms, _ in holders) + choose.randint(0, 3) if kind == "count" else None
    return {"holders": holders, "complete": kind == "complete", "largest": kind == "largest", "count": count, "total": total, "kind": kind}


SEEDS = st.integers(0, 10**9)


@settings(max_examples=6, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_every_market_of_a_grid_is_enclosed_and_upper_ends_are_reached(concentrate, seed):
    choose = random.Random(seed)
    markets = [grid_market(choose) for _ in range(80)]
    for market, bounds in zip(markets, concentrate(markets), strict=True):
        fitting = [measures(firms) for firms in grid_markets(market)]
        if not fitting:
            continue
        # sharp but for a group in a market with an order, and for a named firm that may be above a ranked one
        groups = any(firms != 1 for _, _, firms, _ in market["holders"])
        is_placed = (market["holders"][0][3] or 1) == 1 or len(market["holders"]) == 1
        is_sharp = is_placed and not (market["kind"] in ("largest", "ranked") and groups)
        for measure, step in (*((name, 10) for name in RATIOS), ("HHI", 100)):
            low, high, verdict = bounds[measure]
            assert verdict == "implied", (market, bounds)
            values = [step * firms[measure] for firms in fitting]
            assert low <= min(values) and max(values) <= high, (market, measure, min(values), max(values), bounds[measure])
            if is_sharp:
                assert high - max(values) <= DIGIT, (market, measure, max(values), bounds[measure])


def even_markets(market):
    """Markets in which every firm is at an end of some bounds or at one common level: the most even one is among them.

    Equal members of groups, as (share, firms); firms too small to count are left out.
    """
    rank = market["holders"][0][3]
    kinds = [(Fraction(low) / firms, Fraction(high) / firms, firms) for low, high, firms, _ in market["holders"] if firms]
    dust = [(Fraction(low), Fraction(high)) for low, high, firms, _ in market["holders"] if firms is None]
    if rank and rank > 1:
        kinds.append((Fraction(0), Fraction(100), rank - 1))
    # nothing is left below a firm of no share
    floor = min(high for _, high, _, _ in market["holders"]) if market["largest"] else market["holders"][0][1] if rank else 100
    unnamed = 0 if market["complete"] or floor == 0 else None
    if market["count"] is not None:
        unnamed = market["count"] - sum(firms for _, _, firms in kinds)
    least_dust, most_dust = sum(low for low, _ in dust), sum(high for _, high in dust) if unnamed is not None else Fraction(100)
    if market["total"]:
        least_dust, most_dust = 100 - market["total"][1], Fraction(100 - market["total"][0])
    named = len(kinds)
    if unnamed:
        kinds.append((Fraction(0), Fraction(100), unnamed))
    ends = sorted({end for kind in kinds for end in kind[:2]})
    options = [[None, *(end for end in ends if low <= end <= high)] for low, high, _ in kinds]
    for choice in product(*options):
        free = sum(firms for value, (_, _, firms) in zip(choice, kinds, strict=True) if value is None)
        fixed = sum(value * firms for value, (_, _, firms) in zip(choice, kinds, strict=True) if value is not None)
        if free:
            level = (100 - most_dust - fixed) / free
        elif least_dust <= 100 - fixed <= most_dust:
            level = None
        else:
            continue
        values = [level if value is None else value for value in choice]
        if any(not low <= value <= high for value, (low, high, _) in zip(values, kinds, strict=True)):
            continue
        if rank and (any(value > values[0] for value in values[1:]) if rank == 1 else values[1] < values[0]):
            continue
        if market["largest"] and unnamed and any(values[-1] > value for value in values[:named]):
            continue
        yield [(value, firms) for value, (_, _, firms) in zip(values, kinds, strict=True)]


@settings(max_examples=4, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_lower_ends_are_reached_by_a_market_that_fits(concentrate, seed):
    choose = random.Random(seed)
    markets = [
        market for market in (grid_market(choose) for _ in range(80)) if (market["holders"][0][3] or 1) == 1 or len(market["holders"]) == 1
    ]
    reached = 0
    for market, bounds in zip(markets, concentrate(markets), strict=True):
        fitting = [measures([share for share, firms in even for _ in range(firms)]) for even in even_markets(market)]
        if bounds["HHI"][2] == "contradicted":
            assert not fitting, market
            continue
        for measure in ("CR4", "CR8", "CR10", "HHI"):
            smallest = min(values[measure] for values in fitting)
            room = 100 * DIGIT if measure == "HHI" else DIGIT
            assert 0 <= smallest - bounds[measure][0] <= room, (market, measure, smallest, bounds[measure])
        reached += 1
    assert reached > 30


def largest_by_all_subsets(holders, cap, is_complete):
    """Upper ends over firms in whole numbers of a market of 100: every subset at its upper ends, every firm as the one
    that takes what is left, every number of unnamed firms at `cap`."""
    lows, highs = [low for low, _ in holders], [high for _, high in holders]
    ratios, index = dict.fromkeys(RATIOS, 0), 0
    for size in range(len(holders) + 1):
        for full in combinations(range(len(holders)), size):
            for measure, n in RATIOS.items():
                if size <= n:
                    at_most = sum(highs[i] for i in full) + (0 if is_complete else cap * (n - size))
                    left = 100 - sum(low for i, low in enumerate(lows) if i not in full)
                    ratios[measure] = max(ratios[measure], min(at_most, left))
            ends = [highs[i] if i in full else lows[i] for i in range(len(holders))]
            missing = 100 - sum(ends)
            for taker in [None, *(i for i in range(len(holders)) if i not in full)]:
                for at_cap in range(1 if is_complete else 1 + max(0, missing) // cap):
                    taken = 0 if taker is None else min(missing - at_cap * cap, highs[taker] - lows[taker])
                    last = missing - at_cap * cap - taken
                    if taken < 0 or not 0 <= last <= (0 if is_complete else cap):
                        continue
                    firms = list(ends)
                    if taker is not None:
                        firms[taker] += taken
                    index = max(index, sum(firm * firm for firm in firms) + at_cap * cap * cap + last * last)
    return {**ratios, "HHI": index}


@settings(max_examples=4, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_upper_ends_are_those_of_all_subsets(concentrate, seed):
    choose = random.Random(seed)
    markets = []
    while len(markets) < 30:
        holders = [
            (low, low + choose.choice([0, 1, choose.randint(0, 20)]))
            for low in (choose.randint(0, 30) for _ in range(choose.randint(2, 7)))
        ]
        is_complete, is_largest = choose.choice([(False, False), (False, True), (True, False)])
        if sum(low for low, _ in holders) <= 100 <= (sum(high for _, high in holders) if is_complete else 100):
            if min(high for _, high in holders) > 0:
                markets.append({"holders": [(*ends, 1, None) for ends in holders], "complete": is_complete, "largest": is_largest})
    for market, bounds in zip(markets, concentrate(markets), strict=True):
        ends = [holder[:2] for holder in market["holders"]]
        cap = min(high for _, high in ends) if market["largest"] else 100
        expected = largest_by_all_subsets(ends, cap, market["complete"])
        for measure, high in expected.items():
            if measure != "HHI" and market["largest"] and RATIOS[measure] <= len(ends):
                continue  # then no unnamed firm is among the n largest: the grid test has these
            assert abs(bounds[measure][1] - high) <= DIGIT, (market, measure, high, bounds[measure])


def true_market(choose):
    """The shares of all firms of a market (of 10,000 parts), and holders that tell the truth about them."""
    firms = [max(1, int(1000 * choose.random() ** choose.choice((1, 3)))) for _ in range(choose.randint(1, 20))]
    firms = sorted((firm * 10000 // sum(firms) for firm in firms), reverse=True)
    firms[0] += 10000 - sum(firms)
    is_largest = choose.random() < 0.4
    named = choose.randint(1, min(len(firms), 14))
    chosen = list(range(named)) if is_largest else choose.sample(range(len(firms)), named)
    is_ranked = choose.random() < 0.3
    holders = []
    while chosen:
        size = 1 if choose.random() < 0.7 else choose.randint(1, min(4, len(chosen)))
        members, chosen = chosen[:size], chosen[size:]
        total = sum(firms[i] for i in members)
        firms_known = None if size > 1 and choose.random() < 0.3 else size
        rank = members[0] + 1 if is_ranked and size == 1 and choose.random() < 0.7 else None
        holders.append((total, firms_known, rank))
    known = all(count for _, count, _ in holders)
    return firms, {
        "totals": holders,
        "largest": is_largest,
        "complete": named == len(firms),
        "count": len(firms) if known and choose.random() < 0.3 else None,
    }


def told(market, choose, least=0, most=200):
    """The market with its totals told as intervals of percent around the truth."""
    ends = [
        (max(0, total - choose.randint(least, most)), min(10000, total + choose.randint(least, most)), firms, rank)
        for total, firms, rank in market["totals"]
    ]
    return {**market, "holders": [(low / 100, high / 100, firms, rank) for low, high, firms, rank in ends]}


@settings(max_examples=8, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_bounds_enclose_the_true_market_in_order(concentrate, seed):
    choose = random.Random(seed)
    truths = [true_market(choose) for _ in range(200)]
    markets = [told(market, choose) for _, market in truths]
    for (firms, _), market, bounds in zip(truths, markets, concentrate(markets), strict=True):
        for measure, value in measures([Fraction(firm, 100) for firm in firms]).items():
            low, high, verdict = bounds[measure]
            assert verdict == "implied" and low <= value <= high, (firms, market, measure, float(value), bounds)
        for end in (0, 1):
            assert 0 <= bounds["CR4"][end] <= bounds["CR8"][end] <= bounds["CR10"][end] <= 100
        assert 0 <= bounds["HHI"][0] <= bounds["HHI"][1] <= 10000


@settings(max_examples=4, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_narrower_shares_never_widen_the_bounds(concentrate, seed):
    choose = random.Random(seed)
    truths = [market for _, market in (true_market(choose) for _ in range(200)) if len(market["totals"]) <= 10]
    wide = concentrate([told(market, choose, 100, 200) for market in truths])
    narrow = concentrate([told(market, choose, 0, 100) for market in truths])
    for market, outer, inner in zip(truths, wide, narrow, strict=True):
        for measure in outer:
            assert outer[measure][0] <= inner[measure][0] + 10 * DIGIT and inner[measure][1] <= outer[measure][1] + 10 * DIGIT, (
                market,
                measure,
                outer,
                inner,
            )


@settings(max_examples=4, deadline=None, phases=PHASES)
@given(seed=SEEDS)
def test_order_of_firms_changes_nothing(concentrate, seed):
    choose = random.Random(seed)
    markets = [told(true_market(choose)[1], choose) for _ in range(100)]
    shuffled = [{**market, "holders": choose.sample(market["holders"], len(market["holders"]))} for market in markets]
    assert concentrate(markets) == concentrate(shuffled)


@pytest.mark.parametrize(
    "market",
    [
        {"holders": [(60, 60, 1, None), (50, 50, 1, None)]},  # more than the whole
        {"holders": [(30, 30, 1, None), (40, 40, 1, None)], "complete": True},  # less than the whole
        {"holders": [(40, 40, 1, None), (20, 20, 1, None)], "largest": True, "count": 3},  # one firm of at most 20 for 40
        {"holders": [(40, 40, 1, None)], "largest": True, "count": 0},  # more firms than there are
        {"holders": [(10, 10, 1, 1), (20, 20, 1, 2)]},  # the first is smaller than the second
        {"holders": [(40, 40, 1, 3)]},  # two firms above 40 %
        {"holders": [(50, 50, 1, 2)], "count": 1},  # no firm to be first
    ],
)
def test_figures_that_cannot_all_hold_are_contradicted(concentrate, market):
    sound = {"holders": [(40, 40, 1, 1), (20, 20, 1, 2)], "count": 4}
    bounds = concentrate([market, sound])
    assert set(bounds[0].values()) == {(None, None, "contradicted")}
    assert {verdict for _, _, verdict in bounds[1].values()} == {"implied"}


def test_firms_beyond_the_enumerated_ones_stay_enclosed(concentrate):
    (bounds,) = concentrate([{"holders": [(9, 9, 1, None)] * 10 + [(1, 9, 1, None)] * 2, "complete": True}])
    assert 11 * 81 + 1 <= bounds["HHI"][1] <= 900
