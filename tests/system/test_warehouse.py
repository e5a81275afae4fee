"""The published marts: results that an analyst can check by hand, and bounds against sampling."""

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

from claimhouse.cells import plain


def one(warehouse, query):
    return warehouse.execute(query).fetchone()


@pytest.mark.parametrize(("year", "low", "high"), [(2025, 44, 63), (2026, 105, 148)])
def test_segments_sum(warehouse, year, low, high):
    row = one(warehouse, f"select parts_low, parts_high from marts.scope_reconciliation where whole_id = 'medium' and year = {year}")
    assert row == (low * 10**9, high * 10**9)


OBSERVED = "select distinct cast({} as varchar) from marts.observations where report_id = 'cai2026' and {}"
ONCE_WRONG = {
    "a weight above 1 counts": (
        "select floor(computed_low) || ' ' || ceil(computed_high) || ' ' || verdict from marts.relation_audit"
        " where relation_id = 'declared-domestic-over-h20'",
        "266 326 strained",
    ),
    "a fraction is exact": (OBSERVED.format("bound_low = 0.1 and bound_high = 0.1", "printed in ('1/10', '1/10th')"), "true"),
    "nearly half": (OBSERVED.format("bound_high", "printed = 'nearly half'"), "50.000000"),
    "nearly 20 years": (OBSERVED.format("bound_high", "printed = 'nearly 20 years'"), "20.000000"),
    "approaching 700 million": (OBSERVED.format("bound_high", "printed = 'approaching 700 million'"), "700000000.000000"),
    "bits are counted": (OBSERVED.format("bound_high - bound_low", "printed in ('4-bit', '8-bit')"), "0.000000"),
    "years in a row are counted": (OBSERVED.format("bound_high - bound_low", "printed = 'five consecutive years'"), "0.000000"),
    "a fall is negative": (OBSERVED.format("bound_high < 0", "printed like '%$589 billion'"), "true"),
    "shares dated on other lines": (OBSERVED.format("period_id", "line = 60 and printed in ('27%', '40%', '21%', '88%')"), "2025"),
    "flagships": (OBSERVED.format("scope_id", "line = 399 and metric_id = 'penetration'"), "flagships"),
    "penetrations of 2026": (OBSERVED.format("period_id", "line between 399 and 402"), "2026"),
    "AI PCs of the world": (OBSERVED.format("geography_id", "line = 208"), "global"),
    "annual is not annualized": (OBSERVED.format("metric_id", "line = 59"), "revenue"),
    "both printings bound the multiple": (
        "select low || ' ' || high from marts.valuation_multiples where row_key = 'anthropic|2026-06-01|2026-05|USD'",
        "20.305200 20.542600",
    ),
    "what nothing bounds is left out": (
        "select cast(count(*) as varchar) from marts.market_concentration where low = 0 and high = if(measure = 'HHI', 10000, 100)",
        "0",
    ),
    "layers are no firms": ("select cast(count(*) as varchar) from marts.market_concentration where metric_id <> 'market_share'", "0"),
}


@pytest.mark.parametrize(("query", "expected"), ONCE_WRONG.values(), ids=ONCE_WRONG.keys())
def test_what_was_read_wrong_stays_right(warehouse, query, expected):
    assert warehouse.execute(query).fetchall() == [(expected,)]


def test_medium_growth_is_open_above(warehouse):
    low, high = one(
        warehouse,
        "select growth_low, growth_high from marts.market_growth where market_id = 'medium' and from_year = 2025 and to_year = 2026",
    )
    assert Decimal("37.25") <= low <= Decimal("37.255") and high is None


def test_ratio_called_cr10_is_a_cr8(warehouse):
    rows = dict(
        (row[0], row[1:])
        for row in warehouse.execute(
            "select measure, low, high, firms_named, verdict from marts.market_concentration where market_id = 'maas_call_volume'"
        ).fetchall()
    )
    assert rows["CR8"] == (84, 91, 8, "consistent")
    assert rows["CR10"][0] == 84 and rows["CR10"][1] > rows["CR8"][1]


def test_cambricon_base_is_implied(warehouse):
    low, high = one(
        warehouse,
        "select implied_base_low, implied_base_high from marts.company_growth where company_id = 'cambricon' and period_id = '2025-H1'",
    )
    assert low <= Decimal("2.881e9") / Decimal("44.4782") <= high and high - low < 100_000


def test_smartphone_market_and_prior_year_are_implied(warehouse):
    total_low, total_high, prior_low, prior_high = one(
        warehouse,
        "select implied_total_low, implied_total_high, implied_prior_low,"
        " implied_prior_high from marts.device_shipments where device_id = 'ai_smartphones' and geography_id = 'CN'",
    )
    assert total_low <= Decimal("147e6") / Decimal("0.53") <= total_high
    assert prior_low <= Decimal("147e6") / Decimal("1.316") <= prior_high


def test_exchange_rate_comes_from_the_printed_pair(warehouse):
    """One amount is printed in both currencies: the yuan become dollars at a rate from 116.55 / 16.55 to 116.65 / 16.45."""
    low, high = one(
        warehouse,
        "select usd_low, usd_high from marts.company_financials where company_id = 'alibaba' and unit = 'CNY' and report_id = 'cai2026'",
    )
    lowest, highest = (
        Decimal("116.55e9") / (Decimal("116.65") / Decimal("16.45")),
        Decimal("116.65e9") / (Decimal("116.55") / Decimal("16.55")),
    )
    assert low <= lowest < low * Decimal("1.000001") and highest <= high < highest * Decimal("1.000001")


def test_concentration_bounds_hold_for_sampled_markets(warehouse):
    """Any split of the printed shares over eight firms and a rest of smaller ones stays inside the bounds."""
    bounds = dict(
        (row[0], row[1:])
        for row in warehouse.execute(
            "select measure, cast(low as double), cast(high as double) from marts.market_concentration where market_id = 'maas_call_volume'"
        ).fetchall()
    )
    rng = random.Random(7)
    seen = 0
    while seen < 1000:

        def split(total, n):
            weights = [rng.random() ** rng.choice((0.2, 1, 4)) + 1e-9 for _ in range(n)]
            return [total * weight / sum(weights) for weight in weights]

        firms = split(rng.uniform(65, 70), 4) + [rng.uniform(9.5, 10.5)] + split(rng.uniform(9.5, 10.5), 3)
        rest, cap = 100 - sum(firms), min(firms)
        while rest > 1e-9 and len(firms) < 5000:
            firms.append(min(rest, rng.uniform(0.3, 1) * cap))
            rest -= firms[-1]
        if rest > 1e-9:
            continue
        seen += 1
        firms.sort(reverse=True)
        ratios = [sum(firms[:n]) for n in (4, 8, 10)]
        assert ratios == sorted(ratios)
        for measure, value in zip(("CR4", "CR8", "CR10", "HHI"), [*ratios, sum(firm * firm for firm in firms)], strict=True):
            if measure == "CR8":  # the stated ratio adds the eight named firms, which are the largest by assumption
                assert bounds[measure][0] - 1e-6 <= value
                continue
            assert bounds[measure][0] - 1e-6 <= value <= bounds[measure][1] + 1e-6, (measure, value, bounds)


def test_hhi_bounds_are_in_order(warehouse):
    assert one(warehouse, "select count(*) from marts.market_concentration where low > high") == (0,)


def test_no_rate_means_no_conversion(warehouse):
    assert one(
        warehouse,
        "select count(*) from marts.company_financials"
        " where report_id = 'cai2026' and unit = 'USD' and coalesce(period_id, '') <> 'FY2025' and cny_low is not null",
    ) == (0,)


ANSWER = re.compile(r"(```sql\n(.*?)```\n\n)((?:\|[^\n]*\n)+)", re.S)


def markdown(cursor):
    """The rows of a query as a Markdown table."""
    columns = [column[0] for column in cursor.description]
    rows = [["" if cell is None else plain(cell).replace("|", "\\|") for cell in row] for row in cursor.fetchall()]
    assert rows, "a query without an answer"
    return "".join("| " + " | ".join(row) + " |\n" for row in [columns, ["---"] * len(columns), *rows])


def answered(text, warehouse):
    """The text with the table below each query replaced by what the warehouse answers."""
    warehouse.execute("use claimhouse.marts")

    def answer(match):
        return match[1] + markdown(warehouse.execute(match[2]))

    return ANSWER.sub(answer, text)


def test_answers_of_the_marts_are_the_real_ones(root, warehouse):
    """Each query of docs/MARTS.md is followed by its answer; `make answers` rewrites them."""
    text = (root / "docs" / "MARTS.md").read_text(encoding="utf-8")
    assert len(ANSWER.findall(text)) == text.count("```sql") >= 10
    for written, true in zip(text.split("\n"), answered(text, warehouse).split("\n"), strict=True):
        assert written == true


def findings(root, warehouse):
    """docs/FINDINGS.md: the question of each file in analyses/ with the answer of the warehouse."""
    warehouse.execute("use claimhouse.marts")
    parts = ["# Findings\n\nEach question is a file of `analyses/`; `make answers` writes the answers.\n"]
    for path in sorted((root / "analyses").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        cursor = warehouse.execute(re.sub(r"\{\{ ref\('(\w+)'\) \}\}", r"\1", text))
        parts.append(f"\n## {path.stem}\n{text.split(chr(10))[0].removeprefix('-- ')}\n\n{markdown(cursor)}")
    return "".join(parts)


def test_findings_are_the_answers_of_the_analyses(root, warehouse):
    written = (root / "docs" / "FINDINGS.md").read_text(encoding="utf-8")
    assert written.count("\n## ") >= 10
    assert written == findings(root, warehouse)


if __name__ == "__main__":
    import duckdb

    root = Path(__file__).resolve().parents[2]
    with duckdb.connect(str(root / "warehouse" / "claimhouse.duckdb"), read_only=True) as connection:
        marts = answered((root / "docs" / "MARTS.md").read_text(encoding="utf-8"), connection)
        (root / "docs" / "FINDINGS.md").write_text(findings(root, connection), encoding="utf-8")
    (root / "docs" / "MARTS.md").write_text(marts, encoding="utf-8")
