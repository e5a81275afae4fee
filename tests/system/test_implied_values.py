"""The values that follow from the report: each is called what it is, and none follows from what is no base, part or segment."""

import pytest


@pytest.fixture(scope="module")
def implied(warehouse):
    rows = warehouse.execute("select implied_id, quantity, subject_id, metric_id, unit, low, high from marts.implied_values").fetchall()
    return {row[0]: row[1:] for row in rows}


NAMES = [
    # the rest of a whole is of the kind of the whole: no net profit, and no money raised
    ("part_rest-cambricon-revenue-2025-h1-l276", "rest_of_whole", "cambricon", "revenue", "CNY"),
    ("part_rest-anthropic-valuation-2025-09-l66", "rest_of_whole", "anthropic", "valuation", "USD"),
    ("part_rest-ai_smartphones-shipments-2026-l207-2", "rest_of_whole", "ai_smartphones", "shipments", "units"),
    ("growth_triad-cambricon-revenue_growth-2025-h1-l276", "level_before_growth", "cambricon", "revenue", "CNY"),
    ("share_triad-ai_workloads-energy_share-2025-l378", "part_from_share", "ai_workloads", "energy_consumption", "TWh"),
    ("share_triad-ai_smartphones-penetration-2026-l207", "whole_from_share", "smartphones", "shipments", "units"),
    ("market_share_revenue-zhipu_moonshot_minimax", "part_from_share", "zhipu_moonshot_minimax", None, "CNY"),
    ("market_remainder-ai_public_cloud", "remainder_of_market", None, "market_share", "percent"),
    ("point_change-openai-market_share-2025-l60", "change_in_percentage_points", "openai", "market_share", "percentage_points"),
    ("event_interval-manus-acquisition_date", "days_between_events", "manus", "acquisition_date", "days"),
    ("declared-quota-rise", "difference", None, None, "percentage_points"),
    ("funding_rounds-anthropic", "money_raised", "anthropic", "funding_raised", "USD"),
    ("market_share_revenue-baidu_cloud-ai_revenue", "whole_from_share", "china_ai_public_cloud", "market_size", "CNY"),
    ("share_of_parts-segment_agents-market_size-2025", "share_of_all_parts", "segment_agents", "market_size", "percent"),
    ("group_mean-zhipu_moonshot_minimax", "mean_of_members", "zhipu_moonshot_minimax", "market_share", "percent"),
    ("compound_growth-training_clusters", "growth_a_year", "training_clusters", "cluster_size", "percent"),
    ("growth_triad-nvidia-revenue-nvda-fy2025-q3", "growth", "nvidia", "revenue", "percent"),
    ("metric_identity-ernie-yearly_calls", "value_by_definition", "ernie", "yearly_calls", "calls"),
    ("declared-registrations-both-kinds", "sum", None, None, "registrations"),
]


@pytest.mark.parametrize(("start", "quantity", "subject", "metric", "unit"), NAMES, ids=[case[0] for case in NAMES])
def test_value_is_called_what_it_is(implied, start, quantity, subject, metric, unit):
    rows = {row[:4] for name, row in implied.items() if name.startswith(start)}
    assert rows == {(quantity, subject, metric, unit)}


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        ("growth_triad-openai-annualized_revenue-2026", "l44-from-2025"),
        ("growth_triad-openai-annualized_revenue-2026", "l60-from-2025"),
        ("part_share-segment_maas-market_size-2025-l135-of", "l128"),
        ("residual-segments_beyond_scope", ""),
        ("valuation_multiple-anthropic-2025-09", "2026-05-USD"),
        ("event_interval-deepseek_v3-release_date", "l244"),
        ("growth_triad-bytedance_ai_apps-monthly_active_users-2026-06", "from-2025-Q4"),
    ],
    ids=[
        "the year whose last day is printed as base",
        "the same, on another line",
        "the only part of a scope",
        "segments of a wider scope",
        "a run rate of another year",
        "dates in another order than the text says",
        "two printings of one number",
    ],
)
def test_what_follows_from_no_base_stays_out(implied, starts, words):
    assert [name for name in implied if name.startswith(starts) and name.endswith(words) and name != words] == []


def test_a_part_is_no_more_than_its_whole(implied):
    shares = [row for row in implied.values() if row[0] == "share_of_whole"]
    assert len(shares) > 20 and all(low is None or low <= 100 for *_, low, _ in shares)
    assert all(high is None or high <= 100 for *_, high in shares)


def test_no_value_is_given_twice(warehouse):
    twice = warehouse.execute("""
        select round(low, 2), round(high, 2), unit, subject_id, list_sort(observation_ids) from marts.implied_values
        where low is not null and high is not null group by all having count(*) > 1""").fetchall()
    assert twice == []
