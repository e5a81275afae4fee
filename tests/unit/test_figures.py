from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimhouse.figures import Figure, parse, parse_period


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("approximately RMB 49.5–51 billion", Figure("49.5", "51", "9", "CNY", "range")),
        ("$20–$200", Figure("20", "200", "0", "USD", "range")),
        ("~$25 billion", Figure("25", "25", "9", "USD", "approx")),
        ("4,347.82%", Figure("4347.82", "4347.82", "0", "percent", "exact")),
        ("not less than RMB 50 billion", Figure("50", "", "9", "CNY", "ge")),
        ("RMB 500 billion+", Figure("500", "", "9", "CNY", "ge")),
        ("less than 0.1%", Figure("", "0.1", "0", "percent", "lt")),
        ("not exceeding 1.25", Figure("", "1.25", "0", "", "le")),
        ("exceeding 30 million", Figure("30", "", "6", "", "gt")),
        ("1/10", Figure("1/10", "1/10", "0", "ratio", "exact")),
        ("33×", Figure("33", "33", "0", "ratio", "exact")),
        ("HKD 3.5 billion", Figure("3.5", "3.5", "9", "HKD", "exact")),
        ("5 to 10 million", Figure("5", "10", "6", "", "range")),
        ("1/10th to 1/15th", Figure("1/15", "1/10", "0", "ratio", "range")),
        ("0.6B to 235B", Figure("0.6", "235", "9", "", "range")),
        ("$3/million tokens", Figure("3", "3", "0", "USD", "exact")),
        ("480万", Figure("480", "480", "4", "", "exact")),
        ("doubled", Figure("2", "2", "0", "", "exact")),
        ("tens of millions", Figure("2", "", "7", "", "ge")),
        ("billions of RMB", Figure("2", "", "9", "CNY", "ge")),
        ("trillion-dollar", Figure("1", "1", "12", "USD", "approx")),
        ("fewer than twenty players", Figure("", "20", "0", "", "lt")),
        ("top five", Figure("", "5", "0", "", "le")),
        ("nearly half", Figure("50", "50", "0", "percent", "approx")),
        ("trillion-parameter", Figure("1", "1", "12", "", "approx")),
        ("no figure here", None),
    ],
)
def test_reads_the_parts_of_a_figure(printed, figure):
    assert parse(printed) == figure


@given(st.text(alphabet="0123456789.,-–/%$+~×x RMBHKDabouto>≥", max_size=40))
def test_any_text_gives_a_figure_or_none(printed):
    figure = parse(printed)
    assert figure is None or figure.low or figure.high


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("August 7, 2025", ("2025-08-07", "2025-08-07")),
        ("February 2024", ("2024-02-01", "2024-02-29")),
        ("Q4 2025", ("2025-10-01", "2025-12-31")),
        ("H1 2026", ("2026-01-01", "2026-06-30")),
        ("end-2025", ("2025-12-31", "2025-12-31")),
        ("early 2026", None),
    ],
)
def test_reads_the_days_of_a_period_label(label, days):
    assert parse_period(label) == (days and tuple(map(date.fromisoformat, days)))
