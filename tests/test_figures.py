import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimhouse.figures import Figure, parse


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
        ("doubled", None),
    ],
)
def test_reads_the_parts_of_a_figure(printed, figure):
    assert parse(printed) == figure


@given(st.text(alphabet="0123456789.,-–/%$+~×x RMBHKDabouto>≥", max_size=40))
def test_any_text_gives_a_figure_or_none(printed):
    figure = parse(printed)
    assert figure is None or figure.low or figure.high
