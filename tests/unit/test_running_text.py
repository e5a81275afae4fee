"""Figures as news, results and papers print them in running text."""

from __future__ import annotations

from fractions import Fraction

import pytest

from claimhouse.grammar import figures


def read(text: str) -> list[tuple]:
    return [(span.low, span.high, span.unit) for span in figures(text) if span.is_figure]


@pytest.mark.parametrize(
    "text, values",
    [
        ("The order ( USD 16.6 m ) is large.", [(16_600_000, "USD")]),
        ("Sales were EUR 5 m and GBP 7.25 b last year.", [(5_000_000, "EUR"), (7_250_000_000, "GBP")]),
        ("Sales were EUR11 .3 m, up from EUR9 .85 m.", [(11_300_000, "EUR"), (9_850_000, "EUR")]),
        ("本期净利润-2.35亿元。", [(-235_000_000, "CNY")]),
        ("价格为18元-20元。", None),
        ("公司有两家工厂", [(2, "")]),
    ],
)
def test_amounts(text, values):
    if values is None:
        assert all(low is None or low >= 0 for low, _, _ in read(text))
    else:
        assert [(low, unit) for low, _, unit in read(text)] == [(pytest.approx(value), unit) for value, unit in values]


@pytest.mark.parametrize(
    "text",
    [
        "Call tel. +49 30 1234 5678 , mobile +49 170 123456 for more.",
        "The result is due around 3 March 2021.",
        "It excludes one-off items.",
        "A contract with a third party was signed.",
        "A double-blind, two-tailed test.",
        "3 Includes all costs of the plant.",
        "公司12日晚间公告，14日起复牌",
        "某公司（600001）发布公告",
        "某公司(00123)发布公告",
        "九阳是二股东",
        "2018年1月到10月，公司扩产",
        "Washington, D.C. 20549",
        "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE ACT",
        "Delaware, IRS Employer Identification No. 24-0755415",
        "Norvane Ltd ABN 25 124 908 363",
        "Commission file number 1-08546",
        "It has a 401(k) plan.",
    ],
)
def test_what_is_no_figure(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text, low, high",
    [("净资产才两三百万", 2_000_000, 3_000_000), ("来了三四十人", 30, 40), ("三五百元", 300, 500)],
)
def test_two_chinese_digits_in_a_row_are_a_range(text, low, high):
    assert [found[:2] for found in read(text)] == [(Fraction(low), Fraction(high))]


def test_days_in_chinese_text_stay_periods():
    assert read("2018年4月20日营收3亿元") == [(300_000_000, 300_000_000, "CNY")]
    assert [span.kind for span in figures("2018年4月20日开市") if span.kind == "date"] == ["date"]
    assert read("30日内付款") != []


@pytest.mark.parametrize(
    "text, values",
    [
        ("Revenue was R17 556 million, R310m higher.", [(17_556_000_000, "ZAR"), (310_000_000, "ZAR")]),
        ("The deficit was NIS 3.1 billion, NIS 0.3 billion above plan.", [(3_100_000_000, "ILS"), (300_000_000, "ILS")]),
        ("Sales came to KD 3.2 million and EC$4.1 million.", [(3_200_000, "KWD"), (4_100_000, "XCD")]),
        ("Sales were Yen79.7 billion, a buyback Yen100 Billion.", [(79_700_000_000, "JPY"), (100_000_000_000, "JPY")]),
        ("It paid Euro 5.3 million and Won5 trillion.", [(5_300_000, "EUR"), (5_000_000_000_000, "KRW")]),
        ("Won 5 million users; the Euro 6 norm and Mark4 of 0.5", [(5_000_000, "users"), (6, ""), (0.5, "")]),
        ("It was better than in July (- 8.1%), compared to - 3.7% before.", [(-8.1, "percent"), (-3.7, "percent")]),
        ("It rose to 5 - 8%; growth - 5% more - of 1 - 2", [(5, "percent"), (5, "percent"), (1, "")]),
        ("营业利润3973亿日元(约合26亿美元)，折合约5亿元", [(397_300_000_000, "JPY"), (2_600_000_000, "USD"), (500_000_000, "CNY")]),
        ("An impairment loss of $5 million made a net loss of $3 million.", [(5_000_000, "USD"), (-3_000_000, "USD")]),
        ("Costs were Rp 5 billion, tax KShs. 4,500.", [(5_000_000_000, "IDR"), (4_500, "KES")]),
        ("It owes N500 million and P1.2bn.", [(500_000_000, "NGN"), (1_200_000_000, "PHP")]),
        ("The R61, section R3 and an R2M of 0.5", [(0.5, "")]),
        ("Runs rose 900 kb/d, stocks fell 22.5 mb of crude.", [(900_000, "barrels per day"), (-22_500_000, "barrels")]),
        ("A card with 512 mb and 24 MB", [(512, "MB"), (24, "MB")]),
        ("Output of 98.4 bcf/d and 1.2 million t/d", [(98_400_000_000, "cubic feet per day"), (1_200_000, "tonnes per day")]),
        ("It fell steadily by 13.4 Mt to 2,811 Mt.", [(13_400_000, "tonnes"), (2_811_000_000, "tonnes")]),
        ("Answers: more than 10 percent – 13.7%", [(10, "percent"), (13.7, "percent")]),
        ("a range of 5 – 10 percent", [(5, "percent")]),
        ("It grew 33% through 2030.", [(33, "percent")]),
        ("The ratio edged up to 25.4 per cent.", [(25.4, "percent")]),
        ("Pay rises are up to 5 percent.", [(None, "percent")]),
        ("Income rose to Rs.54,035 (US dollars 837) or €50 ($54).", [(54_035, "INR"), (837, "USD"), (50, "EUR"), (54, "USD")]),
        ("A loss of $5,313 (1,234)", [(-5_313, "USD"), (-1_234, "")]),
        ("It is below the peak of August 2007 (281.5).", [(281.5, "")]),
        ("Includes ($13.3 million), $111.4 million of tax", [(-13_300_000, "USD"), (111_400_000, "USD")]),
        ("They sold 300+ million phones and 50+ licences.", [(300_000_000, ""), (50, "")]),
    ],
)
def test_amounts_among_words(text, values):
    assert [(low, unit) for low, _, unit in read(text)] == [
        (None if value is None else pytest.approx(value), unit) for value, unit in values
    ]
