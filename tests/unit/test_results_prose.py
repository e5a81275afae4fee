"""What the prose of releases of results says: changes beside levels, titles that run into the text, words set between commas, lists of
two figures for two periods, headings that name a period."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimhouse.draft.drafting import draft_document

ROOT = Path(__file__).resolve().parents[2]
HEADING = "Highlights for the Nine Months Ended September 30, 2031 Compared to Prior Year Period"
RELEASE = """\
# Norvane Inc. Reports Third Quarter 2031 Results

OSLO, November 3, 2031 - Norvane Inc. (NASDAQ: NRV) today announced its results for the third quarter ended September 30, 2031.

{}
"""


def drafted(folder: Path, text: str) -> dict[str, tuple[str, ...]]:
    path = folder / "release.md"
    path.write_text(RELEASE.format(text), encoding="utf-8")
    names = ("low", "high", "unit_mult", "unit", "period_id", "metric_id", "subject_id")
    return {
        item.printed: tuple(item.value(name) for name in names)
        for item in draft_document(path, folder / "r", ROOT).in_order()
        if item.state != "excluded"
    }


@pytest.mark.parametrize(
    "text, printed, metric",
    [
        ("Revenue was $22.2 million, up $2.1 million, or 10.4%.", "$2.1 million", "revenue_change"),
        ("Revenue was $22.2 million, up $2.1 million, or 10.4%.", "10.4%", "revenue_growth"),
        ("Revenue went up to $22.2 million from $20.1 million.", "$20.1 million", "revenue"),  # two levels
        ("Net loss increased by 731.2%, or $1.3 million, to $1.5 million.", "$1.3 million", "net_loss_change"),
        ("Net loss increased by 731.2%, or $1.3 million, to $1.5 million.", "$1.5 million", "net_loss"),
        ("Revenue was 31% of the total, or $1.3 million.", "$1.3 million", "revenue"),  # no change
        ("Free cash flow, a measure of liquidity, was $5.6 million.", "$5.6 million", "free_cash_flow"),
        ("Net loss, which excludes amortization expense, and income tax related to it, was $1.8 million.", "$1.8 million", "net_loss"),
        ("Net revenue rose, a sign of demand, and gross profit was $1.8 million.", "$1.8 million", "gross_profit"),
        ("OPERATING EXPENSES Operating expenses were $4.1 million.", "$4.1 million", "operating_expenses"),
        ("Total loans at September 30, 2031 were up $106.0 million.", "$106.0 million", "loans_change"),
        ("Gross profit was $37.7 million, an increase of 26%, or 81.1% of revenue.", "81.1%", "gross_margin"),
        ("Operating expenses as a percentage of revenues declined to 21%.", "21%", "operating_expenses_to_revenue"),
    ],
)
def test_the_metric_of_a_figure(tmp_path, text, printed, metric):
    assert drafted(tmp_path, text)[printed][5] == metric


@pytest.mark.parametrize(
    "text, printed, expected",
    [
        ("A decrease in net interest income of $1,025,000 to $5,668,000 was due to rates.", "$5,668,000", ("5668000", "5668000")),
        ("We expect an increase in revenue of $4 million to $5 million.", "$4 million to $5 million", ("4", "5")),
        ("The operating result was ($31) million.", "($31) million", ("-31", "-31")),
    ],
)
def test_the_value_of_a_figure(tmp_path, text, printed, expected):
    assert drafted(tmp_path, text)[printed][:2] == expected


@pytest.mark.parametrize(
    "text, printed, period",
    [
        (
            "Gross profit was $11.8 million, compared with $11.1 million and $9.8 million for the preceding quarter and the third quarter "
            "of 2030, respectively.",
            "$9.8 million",
            "2030-Q3",
        ),
        (f"{HEADING}\n\n- Revenue was $9 million", "$9 million", "2031-9M"),
        (f"{HEADING}\n\n- Net loss was $3 million compared to a net loss of $2 million", "net loss of $2 million", "2030-9M"),
        ("Net loss was $5 million for the year ended December 31, 2030 (December 31, 2029: $9 million).", "$9 million", "2029"),
        ("Cash was $5 million at December 31, 2030 (December 31, 2029: $9 million).", "$9 million", "2029-12-31"),  # a stock
        ("Annual revenues increased 20%. Annual recurring revenue increased 5%.", "5%", "2031-Q3"),
        ("Revenue for the nine months ended September 30, 2031 rose.\n\n- Revenue was $9 million", "$9 million", "2031-Q3"),  # no heading
    ],
)
def test_the_period_of_a_figure(tmp_path, text, printed, period):
    assert drafted(tmp_path, text)[printed][4] == period


def test_an_amount_is_no_firm_and_a_heading_on_figures_neither(tmp_path):
    text = "## Third Quarter 2031 Financial Highlights\n\nCash was $337M, 28% above the $264M recorded in the comparative period."
    assert {row[6] for row in drafted(tmp_path, text).values()} == {"norvane"}


def test_words_of_a_measure_or_headline_are_no_part_of_the_firm(tmp_path):
    text = "Company Reports Total Revenues of $923,000. Sales revenue was $1.2 million. OPERATING INCOME Operating income was $5 million."
    assert {row[6] for row in drafted(tmp_path, text).values()} == {"norvane"}
    assert "gaming" in {row[6] for row in drafted(tmp_path, "Gaming revenue was $1.2 million.").values()}
