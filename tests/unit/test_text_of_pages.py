"""Plain text of pages, as readers of PDF set it: running heads, page numbers, labels over several lines, columns of Chinese text."""

from __future__ import annotations

import pytest

from claimhouse.documents.formats.page_heads import page_heads
from claimhouse.documents.formats.text import read_txt
from claimhouse.draft.drafting import draft_document

PAGE = """\
MANAGEMENT REVIEW                                   NORVANE INC. 2031 ANNUAL REPORT

                                          2031     2030
Right of use assets and lease
                                           412      398
liabilities
Provisions for the benefits of employees    55       51
Deferred taxes                              12       11

                                                     44
"""
CHINESE = """\
                            诺凡新能源股份有限公司2031年年度报告全文
                                                单位：千元
             项目           第一季度       第二季度
         营业收入              8,770,779  8,996,055
         归属于上市公司股东的净利润    10,509,923 12,355,064
                                                           9
                            诺凡新能源股份有限公司2031年年度报告全文
         归属于上市公司股东的扣除非
                           9,247,439 10,806,502
         经常性损益的净利润
"""


def rows_of(text: str) -> list[list[str]]:
    rows: dict[tuple[str, int], list[str]] = {}
    for table in read_txt("page.txt", text).tables:
        for cell in table.cells:
            rows.setdefault((table.table_id, cell.row), []).append(cell.text)
    return list(rows.values())


def test_the_figures_of_a_broken_label_stand_beside_all_of_it():
    rows = rows_of(PAGE)
    assert ["Right of use assets and lease liabilities", "412", "398"] in rows
    assert ["Provisions for the benefits of employees", "55", "51"] in rows


@pytest.mark.parametrize(
    "lines",
    [
        ["Loans         5    6", "             11   12", "Other assets", "Plant         7    8"],  # a total without a label, then a heading
        ["Current assets:", "             11   12", "Other assets", "Plant         7    8"],  # a heading with a colon
        ["Assets", "             11   12", "Debts", "Plant and machines  7    8"],  # short lines that nothing broke
    ],
)
def test_a_row_without_a_label_takes_no_headings_beside_it(lines):
    rows = rows_of("                   2031  2030\n" + "\n".join(lines) + "\n")
    assert any(row[-2:] == ["11", "12"] and not any("assets" in text.lower() and "other" in text.lower() for text in row) for row in rows)
    assert not any("Assets Debts" in text for row in rows for text in row)


def test_running_heads_and_page_numbers_part_no_table():
    rows = rows_of(CHINESE)
    assert ["归属于上市公司股东的扣除非经常性损益的净利润", "9,247,439", "10,806,502"] in rows
    assert ["项目", "第一季度", "第二季度"] in rows
    assert not any("9" in row for row in rows)


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (["Norvane plc Annual Report 2031", "", "Sales rose 5%."], {0}),
        (["Sales rose 5%.", "", "44      Integrated Report 2030-31"], {2}),
        (["Our results", "Annual Report 2031 | 4", "Sales", "Annual Report 2031 | 5", "Costs"], {1, 3}),
        (["Norvane publishes its annual report for 2031 and says that sales rose.", "Sales rose 5%."], set()),
        (["Sales", "2031 annual report", "Costs", "Debt", "Taxes"], set()),  # in the middle, and once
        (["The annual report.", "2031"], set()),
    ],
)
def test_a_line_is_a_running_head_where_pages_have_them(lines, heads):
    assert page_heads(lines)[0] == heads


def drafted(tmp_path, root, text: str):
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return draft_document(path, tmp_path / "reports" / "page", root)


def test_a_page_has_firm_and_year_in_its_running_head(tmp_path, root):
    draft = drafted(tmp_path, root, PAGE)
    assert draft.ids["subjects", draft.about["subject"]]["name"].lower() == "norvane"
    items = {item.printed: item for item in draft.items.values()}
    assert items["412"].value("subject_id") == draft.about["subject"]
    assert items["412"].value("period_id") == "2031"


def test_quarters_are_of_the_year_in_the_running_head(tmp_path, root):
    items = {item.printed: item for item in drafted(tmp_path, root, CHINESE).items.values()}
    for printed, period in {"8,770,779": "2031-Q1", "12,355,064": "2031-Q2", "9,247,439": "2031-Q1", "10,806,502": "2031-Q2"}.items():
        item = items[printed]
        assert [item.value(name) for name in ("period_id", "unit", "unit_mult")] == [period, "CNY", "3"]


def test_the_annual_report_of_a_central_bank_is_on_its_country(tmp_path, root):
    draft = drafted(tmp_path, root, "Central Bank of Norway Annual Report - 2031\n\nThe economy of Norway grew by 2.5 per cent in 2031.\n")
    assert "bank" not in draft.ids.get(("subjects", draft.about["subject"]), {}).get("name", "").lower()


def test_amounts_in_lakhs_are_a_caption_of_all_tables(tmp_path, root):
    text = (
        "Norvane Limited\n\nNotes for the year ended March 31, 2031\n(All amounts are in INR lakhs unless otherwise stated)\n\n"
        "Movements              2031      2030\nDeferred taxes          (73)      (84)\nProvisions               12        11\n\n"
        "The second one is below.\n\nLeases                 2031      2030\nInterest paid            45        46\n"
        "Rent paid                47        48\n"
    )
    items = {item.printed: item for item in drafted(tmp_path, root, text).items.values() if item.state != "excluded"}
    assert "INR lakhs" not in items
    assert {items[printed].value("unit_mult") for printed in ("12", "11", "45", "48")} == {"5"}


def test_the_page_of_a_firm_that_it_does_not_name_is_on_the_company(tmp_path, root):
    text = "NOTES (CONTINUED)\n\nThe Company recognized an impairment of $5 million in 2031. The Company's fair value models were new.\n"
    draft = drafted(tmp_path, root, text)
    assert draft.ids["subjects", draft.about["subject"]]["name"] == "Company"


def test_a_column_that_prints_percent_once_is_in_percent(tmp_path, root):
    text = (
        "Norvane Inc. Annual Report 2031\n\n(in millions)        Balance    Interest    Rate\n"
        "Deposits           $ 5,412    $ 312    5.76 %\nSecurities           4,412      112    2.54\n"
        "Loans                3,412      212    6.21\nLeases               2,412       12    0.50\n"
    )
    items = {item.printed: item for item in drafted(tmp_path, root, text).items.values()}
    assert [items[printed].value("unit") for printed in ("2.54", "0.50", "112", "4,412")] == ["percent", "percent", "USD", "USD"]


def test_a_page_of_notes_is_on_the_company_and_not_on_whom_it_speaks_of(tmp_path, root):
    text = (
        "DIRECTORS' REPORT\n\nThe Company paid a dividend of $5 million in 2031. Norvane Club opened 12 stores, "
        "and the Company lent to it.\n\n"
        "Norvane Club sold for $7 million. Norvane Club is in 3 countries.\n"
    )
    draft = drafted(tmp_path, root, text)
    assert draft.ids["subjects", draft.about["subject"]]["name"] == "Company"
    news = drafted(tmp_path, root, text.replace("DIRECTORS' REPORT", "Norvane Club opens stores"))
    assert news.ids.get(("subjects", news.about["subject"]), {}).get("name") != "Company"


BY_COLUMN = """\
Norvane Inc.
Notes to the accounts
The components of deferred taxes were as follows (in millions):
ASSETS
Stocks ........................
Leases ........................
Total deferred tax assets .....

LIABILITIES
Goodwill ......................
Total deferred tax liabilities ... $

July 26, 2031

July 27, 2030

532 $
221
753

530
277
807

(315)
(178)

(259)
(119)
"""
BY_ROW = """\
Norvane plc
Statement of income
Year ended 30 June
2031
2030
£'000
£'000
Revenue
683,822
549,416
Cost of sales
(435,537)
(378,144)
Gross profit
248,285
171,272
Other operating income of the
group
4,290
-
"""
WITH_TOTAL = """\
Norvane Ltd
Details of the purchase:
$

Cash paid
Shares issued
Payable later

3,100
2,000
900
6,000
"""
NO_TABLE = """\
Norvane Ltd
Our figures

12%
Growth
45
Countries
1,200
Employees
3
Plants

Sites in
Europe
Asia

7
9
11
"""


def test_runs_of_figures_one_for_each_column_stand_beside_their_labels():
    assert rows_of(BY_COLUMN) == [
        ["$"],
        ["July 26, 2031", "July 27, 2030"],
        ["Stocks", "532", "530"],
        ["Leases", "221", "277"],
        ["Total deferred tax assets", "753", "807"],
        ["LIABILITIES"],
        ["Goodwill", "(315)", "(259)"],
        ["Total deferred tax liabilities", "(178)", "(119)"],
    ]


def test_figures_one_a_line_below_their_labels_are_left_to_the_draft():
    assert rows_of(BY_ROW) == []


def test_a_total_without_a_name_is_taken_where_it_is_the_sum():
    assert rows_of(WITH_TOTAL) == [["$"], ["Cash paid", "3,100"], ["Shares issued", "2,000"], ["Payable later", "900"], ["6,000"]]
    assert rows_of(WITH_TOTAL.replace("6,000", "6,001")) == []


def test_figures_with_their_names_below_them_and_uneven_runs_are_no_table():
    assert rows_of(NO_TABLE) == []


def test_the_scale_above_and_the_sign_beside_a_run_of_figures_are_theirs(tmp_path, root):
    draft = drafted(tmp_path, root, BY_COLUMN)
    found = {item.printed: item for item in draft.items.values() if item.state != "excluded"}
    values = [found["(119)"].value(name) for name in ("low", "unit_mult", "unit", "period_id")]
    assert values == ["-119", "6", "USD", "2030-07-27"]


TWO_GROUPS = """\
Norvane Bancshares, Inc.

Condition Data:
Total assets
$
Total deposits
Subordinated debt

Operating Data:
Interest income
Net income

34

At December 31,
2031
2030
(In thousands)
1,925
1,512
72

$

1,647
1,411
29

For the year ended December 31,
2031
2030
(In thousands)
83
26

64
22
"""


def test_two_groups_of_labels_have_their_own_headings_and_runs():
    assert rows_of(TWO_GROUPS)[:6] == [
        ["$"],
        ["At December 31,"],
        ["2031", "2030"],
        ["(In thousands)"],
        ["Total assets", "1,925", "1,647"],
        ["Total deposits", "1,512", "1,411"],
    ] or rows_of(TWO_GROUPS)[:5] == [
        ["At December 31,"],
        ["2031", "2030"],
        ["(In thousands)"],
        ["Total assets", "1,925", "1,647"],
        ["Total deposits", "1,512", "1,411"],
    ]
    assert ["Net income", "26", "22"] in rows_of(TWO_GROUPS)
    assert ["For the year ended December 31,"] in rows_of(TWO_GROUPS)


CHART = """\
Norvane Inc. of Norvania

Comparison of total return

$150
   2029      2030      2031
   Norvane   S&P 500


                           May 31,
                           2029      2030      2031
   Norvane Inc.          $ 100.00  $ 144.20  $ 176.29
   S&P 500 Index         $ 100.00  $ 140.25  $ 139.83
"""
GROUPED = """\
                                                December 31, 2031            December 31, 2030
                                              Carrying       Fair          Carrying       Fair
(in millions)                                  Amount        Value          Amount        Value
Junior debentures:
   Trust debentures                         $     144.3  $   145.4       $    144.3  $   136.4
   Other debentures                                84.7       92.5             84.3       85.0
"""
WIDE = """\
                                 As of/Year Ended December 31,                    Change
                          2031                2030              2029           2031 vs. 2030
Revenues              $ 39,000,966        $ 33,640,458         $ 31,469,852                    16 %
Cost                      10,417,614          6,954,003            5,632,831                   50 %
"""
TWICE = """\
(in millions)                 2031   Level 1   Level 2
Trust debentures             145.4         -     145.4
Senior notes                 144.2     144.2         -

(in millions)                 2030   Level 1   Level 2
Trust debentures             136.4         -     136.4
Senior notes                 139.5     139.5         -
"""


def headed(text: str) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row < 3] for table in read_txt("page.txt", text).tables]


def test_years_below_a_chart_head_no_table():
    assert rows_of(CHART)[:2] == [["May 31,"], ["2029", "2030", "2031"]]


def test_a_name_of_a_group_leaves_headings_to_the_table():
    (table,) = read_txt("page.txt", GROUPED).tables
    spans = [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row == 1]
    assert spans == [("December 31, 2031", 2, 2), ("December 31, 2030", 4, 2)]


def test_headings_over_headings_span_these_and_not_the_figures():
    (table,) = read_txt("page.txt", WIDE).tables
    spans = [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row == 1]
    assert spans == [("As of/Year Ended December 31,", 2, 3), ("Change", 5, 1)]


def test_a_table_ends_where_its_headings_are_printed_again():
    assert [table[1] for table in headed(TWICE)] == ["2031", "2030"]


FILING = """\
UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549
FORM 10-K
ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the fiscal year ended December 31, 2032
NORVANE MARKETS, INC.
(Exact name of registrant as specified in its charter)
Delaware    24-0755415

                                   2032          2031
Revenue                       3,271,004     3,167,221
Operating income                943,613       912,360

The Argentine peso fell: the devaluation of the Argentine peso relative to the U.S. dollar cost $12 million.
"""


def test_the_cover_of_a_filing_names_its_firm_and_no_figures(tmp_path, root):
    draft = drafted(tmp_path, root, FILING)
    found = {item.printed: item for item in draft.items.values() if item.state != "excluded"}
    assert {"20549", "15", "24", "1934"}.isdisjoint(found)
    figure = found["3,271,004"]
    assert draft.ids["subjects", figure.value("subject_id")]["name"] == "Norvane Markets"
    assert figure.value("period_id").startswith("2032")
    assert found["$12 million"].value("unit") == "USD"


COMPARED = """\
Norvane plc
Annual Report and Financial Statements
For the year ended 30 September 2032

A provision of £1,671,086 has been released during the year (2031: £332,532) on the tax payable.

Short term borrowings of £428,935 (2031 £422,633) arose mainly from trade financing.

Shares were bought back at a cost of £4,923,000 (2031 – £3,364,000).

Gains amounted to £8,603,000 (2031 - gains of £20,174,000) as disclosed.
"""


def test_a_year_that_opens_parentheses_dates_what_stands_in_them(tmp_path, root):
    draft = drafted(tmp_path, root, COMPARED)
    found = {item.printed: item.value("period_id") for item in draft.items.values() if item.state != "excluded"}
    assert [found[one] for one in ("£1,671,086", "£428,935", "£4,923,000", "£8,603,000")] == ["FY2032"] * 4
    assert [found[one] for one in ("£332,532", "£422,633", "£3,364,000", "£20,174,000")] == ["FY2031"] * 4


SEGMENTS = """\
                                       2031       2030
                               Note    £m         £m
Segment profit                         489.3      553.9
Costs                                  (75.8)     (12.1)

Segment assets by location
                               Non-current        Acquired
                               2031      2030     2031     2030
                               £m        £m       £m       £m
Norvania                       3,747.2   3,925.5  255.6    271.9
Others                         521.8     554.3    54.3     65.7
"""


def test_years_over_other_columns_begin_a_table():
    assert [len({cell.column for cell in table.cells}) for table in read_txt("page.txt", SEGMENTS).tables] == [3, 5]
