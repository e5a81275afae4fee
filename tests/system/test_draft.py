"""Drafts of fictional documents: complete, mostly right, never surer than they may be; and what a reviewer, a workbook, a program and the
next edition do to them."""

import json
import re
import sys
from collections import Counter
from unittest import mock

import draft_evidence as evidence
import draft_keys
import drafted
import pytest
import unseen
from openpyxl import load_workbook
from typer.testing import CliRunner

from claimhouse import cli
from claimhouse.cli import app
from claimhouse.draft import command
from claimhouse.draft.calendar.periods import Periods
from claimhouse.draft.days import near_month_end
from claimhouse.draft.drafting import draft_document
from claimhouse.draft.fiscal import defined_years
from claimhouse.draft.judge import Judge
from claimhouse.draft.registers import Book
from claimhouse.draft.store import Draft, Stale
from claimhouse.draft.tables import waiting, write_tables
from claimhouse.loading.bulk import folder_problems
from claimhouse.reports import coverage_of


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Every fictional document as a file, with its blocks."""
    folder, found = tmp_path_factory.mktemp("documents"), {}
    for name, (make, form) in (drafted.DOCUMENTS | unseen.DOCUMENTS).items():
        blocks = make()
        drafted.render(blocks, form, folder / f"{name}.{form}")
        found[name] = blocks, folder / f"{name}.{form}"
    return found


@pytest.fixture(scope="module")
def drafts(documents, root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts") / "reports"
    return {name: draft_document(path, folder / name, root) for name, (_, path) in documents.items()}


@pytest.fixture
def project(root, tmp_path, monkeypatch):
    """A project without reports, for the commands."""
    for name in ("seeds", "dbt_project.yml"):
        (tmp_path / name).symlink_to(root / name)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return tmp_path


def run(*words, status=0):
    done = CliRunner().invoke(app, ["draft", *map(str, words)])
    assert done.exit_code == status, done.output
    return done.output


def accept_all(draft):
    for item in list(draft.items.values()):
        if item.is_open and not item.missing():
            draft.accept(item.id)


@pytest.mark.parametrize(
    "one, other", [("H&M", "H & M"), ("Procter&Gamble Co.", "procter & Gamble"), ("R&D expense", "R & D expenses"), ("A+B", "A + B")]
)
def test_blanks_around_signs_do_not_part_names(one, other):
    assert draft_keys.name_of(one) == draft_keys.name_of(other) != draft_keys.name_of(re.sub(r"\W+", "", other))


def test_drafts_reach_the_goals_and_a_sure_cell_is_right(documents, drafts):
    right, sure, good, figures = Counter(), Counter(), Counter(), 0
    for name, draft in drafts.items():
        found = evidence.compare(draft, drafted.key(documents[name][0], draft.lines), evidence.register_names())
        assert not found["missed"], name
        right, sure, good, figures = right + found["right"], sure + found["sure"], good + found["sure_right"], figures + found["figures"]
    assert figures > 400
    for kind, goal in evidence.GOALS.items():
        assert 100 * right[kind] >= goal * figures, kind
        assert 100 * good[kind] >= 97 * sure[kind] > 0, kind
    assert 10 * sum(sure[kind] for kind in evidence.GOALS) > 7 * figures * len(evidence.GOALS)  # unsure of everything would be no draft


@pytest.mark.parametrize("name", drafted.DOCUMENTS | unseen.DOCUMENTS)
def test_a_draft_accounts_for_every_token_and_passes_every_check(drafts, root, name):
    draft = drafts[name]
    draft.save()
    draft = Draft.load(draft.folder)
    for settle in (lambda: None, lambda: accept_all(draft)):  # only the sure ones, then all
        settle()
        written = write_tables(draft, root)
        if not written["observations"]:  # of a text without a name that a register has nothing may be sure
            continue
        assert folder_problems(draft.folder, root)[0] == []
        problems, summary = coverage_of(draft.folder, root, draft.folder / "source.txt")
        assert problems == [] and " 0 missing" in summary
        assert (f"{written['open']} open" in summary) == (written["open"] > 0)
    assert written["open"] <= max(3, written["observations"] // 3)


LABELS = """\
12-31 | Q2 2025 | 2025-Q2
12-31 | First nine months of 2025 | 2025-9M
12-31 | Half-year 2025 | 2025-H1
12-31 | Three months ended June 30, 2025 | 2025-Q2
12-31 | 2025年1-9月 | 2025-9M
12-31 | 2025年前三季度 | 2025-9M
12-31 | YTD 2025 |
12-31 | Half-year results 2025 | 2025-H1
12-31 | 2025 third-quarter sales | 2025-Q3
12-31 | 9M-2025 | 2025-9M
03-31 | '25/3 | FY2025
12-31 | May-2018 | 2018-05
12-31 | 16-Aug-2018 | 2018-08-16
12-31 | the half year ended 30 June 2025 | 2025-H1
12-31 | June quarter 2025 | 2025-Q2
12-31 | the prior year quarter ended June 30, 2025 | 2025-Q2
01-31 | Q3 FY2026 | FY2026-Q3
01-31 | First nine months FY2026 | FY2026-9M
01-31 | the third quarter ended October 26, 2025 | FY2026-Q3
01-31 | Three Months Ended October 27, 2024 | FY2025-Q3
03-31 | 26 weeks ended 28 September 2025 | FY2026-H1
03-31 | 52 weeks ended 30 March 2025 | FY2025
03-31 | FY24/25 | FY2025
03-31 | FY 3/2025 | FY2025
03-31 | '24/4-'25/3 | FY2025
03-31 | Q2FY25 | FY2025-Q2
03-31 | year to 31 March 2025 | FY2025
01-31 | the 39-week fiscal period ended November 2, 2024 | FY2025-9M
12-31 | 2024年中报 | 2024-H1
12-31 | 2023年三季报 | 2023-9M
12-31 | 4–6/2023 | 2023-Q2
06-30 | 2023/24 | FY2024
none | 2023/24 | FY2024
none | FY2025 | FY2025
none | Q2 FY25 | FY2025-Q2
none | 2QFY25 | FY2025-Q2"""


DEFINED = """\
In fiscal 2016 (April 1, 2016 to March 31, 2017) sales rose. | Q3 FY2017 | 2017-10-01 2017-12-31
In fiscal 2016 (April 1, 2016 to March 31, 2017) sales rose. | 2016/17 | 2016-04-01 2017-03-31
Review of the Fiscal Year Ended March 31, 2017. FY2016 and FY2015. We expect 3% in fiscal 2017. | FY2015 | 2015-04-01 2016-03-31
Fiscal Year Ended March 31, 2017. FY2017 and FY2016. | FY2016 | 2015-04-01 2016-03-31
F19: 53 weeks ended 30 June 2019. F18: 52 weeks ended 24 June 2018. | F19 | 2018-06-25 2019-06-30
F19: 53 weeks ended 30 June 2019. F18: 52 weeks ended 24 June 2018. | F20 | 2019-07-01 2020-06-30
Fiscal years ended June 30, 2019, June 24, 2018 and June 25, 2017 | 2018 | 2017-06-26 2018-06-24
Fiscal years ended June 30, 2019, June 24, 2018 and June 25, 2017 | calendar 2018 | 2018-01-01 2018-12-31
Fiscal years 2020 and 2019 ended on September 26, 2020 and September 28, 2019. | 2020 | 2019-09-29 2020-09-26
The financial year (FY23) ended on 30 June 2023. | FY 22/23 | 2022-07-01 2023-06-30
The financial year (FY23) ended on 30 June 2023. | rose in 2023 | 2023-01-01 2023-12-31
The financial year 2018/19 ran from 1 October 2018 to 30 September 2019. | first half of 2018/19 | 2018-10-01 2019-03-31
The fourth quarter of fiscal 2024 ended February 1, 2025. | 2024 | 2024-01-01 2024-12-31
2017: changes Feb 16 to Feb 17 | Jan 17 to Feb 17 | 2017-02-01 2017-02-28
The year 2025 | Apr 24 to Mar 25 | 2024-04-01 2025-03-31"""


@pytest.mark.parametrize("case", DEFINED.split("\n"))
def test_a_year_that_the_document_defines_has_its_days(root, case):
    text, label, wanted = (part.strip() for part in case.split("|"))
    last = defined_years(text).end
    labels = Periods(Book(root), last and near_month_end(last.month, last.day), "report", text).labels(label)
    assert [" ".join(map(str, one.days)) for one in labels if one.days] == [wanted]


@pytest.mark.parametrize("case", LABELS.split("\n"))
def test_a_label_gives_its_period(root, case):
    end, text, wanted = (part.strip() for part in case.split("|"))
    found = Periods(Book(root), None if end == "none" else tuple(map(int, end.split("-"))), "report")
    labels = found.labels(text)
    ids = {found.id_of(label.days, label.printed) if label.days else found.unstated(label) for label in labels}
    assert ids - {None} == ({wanted} if wanted else set())


TOLD = """\
Norvane Tools, Inc. Reports Third Quarter Fiscal 2024 Results
Kilburn, NE -- November 22, 2024 -- Norvane Tools, Inc. (NYSE: NVT) today reported results for the fiscal quarter ended November 2, 2024.
14 Mill Street Kilburn, NE 68845
Net sales for the 39-week fiscal period ended November 2, 2024 were $83.0 million compared to $80.0 million in 2022, an increase of 3.8%.
Net income for the third quarter of fiscal 2024 was $4.0 million, or $0.82 per share ($0.81 per share on a diluted basis).
Comparable store sales decreased 11.1% as reported and by 6.0% at constant rates.
Orders were down 42% in Europe, 19% in Japan and 20% in Korea.
Backlog in the 13-week and 39-week periods was $7.0 million, 1.5 percentage points below its target.
Norvane lost 2.7 percentage points of share. Returns reduced revenue by 0.8%. In hoists, the decline moderated to 2.6%.
The company employed 3,400 people in Western Europe, about 150 fewer than a year ago.
"""
READ = """\
$83.0 million | period_id | FY2024-9M
$80.0 million | period_id | 2022
3.8% | period_id | FY2024-9M
$4.0 million | period_id | FY2024-Q3
$0.82 per share | metric_id | basic_earnings_per_share
$0.81 per share | metric_id | earnings_per_share
decreased 11.1% | metric_id | comparable_store_sales_growth
6.0% | low | -6.0
19% | low | -19
20% | low | -20
1.5 percentage points | low | -1.5
2.7 percentage points | low | -2.7
0.8% | low | -0.8
2.6% | low | -2.6
3,400 people | geography_id |
about 150 | low | -150
about 150 | unit | employees"""


def test_sentences_give_period_sign_and_metric(root, tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(TOLD.replace("\n", "\n\n"), encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "norvane", root)
    found = {item.printed: item for item in draft.in_order() if item.state != "excluded"}
    read = [[part.strip() for part in line.split("|")] for line in READ.split("\n")]
    assert {(printed, cell): found[printed].value(cell) for printed, cell, _ in read} == {(one, cell): value for one, cell, value in read}
    assert {item.value("subject_id") for item in found.values()} == {"norvane_tools"}
    assert not {"14", "68845", "13-week"} & set(found)


PHRASES = """\
Norvane Tools Records Strong Third Quarter

Norvane Tools Group Inc. (NYSE: NVT) today reported results for the third quarter of 2025.

Revenue reached €43.0 million, only slightly below the previous year's figure (€44.5 million). EBITA came to €5.1 million
(previous year: €4.9 million).

For the nine-month period, orders increased by €6.2 million to €131.0 million. The company reduced total debt by €7.7 million,
repurchased €2.3 million of its stock and paid €1.9 million in dividends.

Sales of cranes were helped by a 7.5% increase in selling prices, while the medical division declined by 3.3%. Cash at year-end is
expected to be €21.0 million.

Return on capital %

14.2%

It rose by 4.6 and 3 percentage points in two years.
---
14.2% | metric_id | Return on capital
4.6 | unit | percentage_points
€44.5 million | period_id | 2024-Q3
€4.9 million | period_id | 2024-Q3
€6.2 million | period_id | 2025-9M
€6.2 million | metric_id | Change of orders
€131.0 million | metric_id | Orders
€7.7 million | metric_id | Change of debt
€2.3 million | metric_id | Share repurchases
€1.9 million | metric_id | Dividends
7.5% | metric_id | Growth of selling prices
declined by 3.3% | subject_id | Medical
€21.0 million | period_id | 2025-12-31
===
Worldwide Hoist Spending to Grow 4.1% in 2026, Says Orrery Labs

March 3, 2026

Global hoist spending reached $41.5 billion in 2025, according to estimates from the analysts of Orrery Labs. In comparison, 2024
saw 2.2% growth.

Chain hoists will rise 6.3% in 2026. Spending on cranes is expected to total $8.8 billion. Rope hoists made up 12% of spending.

Spending by category:

Winches: $3.4 billion
---
$41.5 billion | subject_id | Hoist
$41.5 billion | metric_id | Spending
6.3% | subject_id | Chain hoists
6.3% | metric_id | Growth of spending
$8.8 billion | subject_id | Cranes
12% | subject_id | Rope hoists
$3.4 billion | subject_id | Winches
$3.4 billion | metric_id | Spending
===
Norway Foreign Trade, June 2025

Seasonally adjusted, exports of goods decreased by 0.4 billion crowns between May and June 2025. Conversely, imports from Germany
rose 1.3% over the month, after rising 0.2% in May.

Exports to Japan increased 2.9% between Q1 2025 and Q2 2025. The deficit on trade in goods and services was $2.5 billion in June
2025, up from $2.4 billion in May.
---
1.3% | subject_id | Norway
2.9% | subject_id | Norway
2.9% | period_id | 2025-Q2
2.9% | metric_id | Growth of exports
0.2% | period_id | 2025-05
$2.5 billion | metric_id | Deficit on trade in goods and services
$2.4 billion | period_id | 2025-05
$2.4 billion | obs_status | A
===
Earnings wrap: the week in tools

November 7, 2025

## Orrery Q2 FY26 (consolidated, YoY)

Revenue up 23.4% at $995 million vs $806 million, as expected.

Margin improved 50 basis points to 12.4%. Net debt fell below 30% of equity (±0.5%).

## Quintel Q2 FY26 (consolidated, YoY)

The September quarter saw shipments of 61.7 million PC units. Merrow, Tern and Halvor rounded out the list with 10%, 9% and 7%.
---
23.4% | subject_id | Orrery
$995 million | metric_id | Revenue
$806 million | metric_id | Revenue
$806 million | obs_status | A
12.4% | metric_id | Margin
below 30% | qualifier | lt
9% | subject_id | Tern
7% | subject_id | Halvor
===
Norvane Mining: gold in the quarter ended 30 June 2024

In MSEK

| | | June 2024 | March 2024 | YTD 2024 |
|---|---|---|---|---|
| Revenue | MSEK | 2 691 | 21 057.24 | 4 700 |
| Costs | MSEK | 1 204 | 1 087 | 2 291 |
---
2 691 | low | 2691
2 691 | period_id | 2024-Q2
21 057.24 | period_id | 2024-Q1
21 057.24 | unit | SEK
4 700 | period_id | 2024-H1
1 087 | metric_id | Costs
===
STATEMENT OF EARNINGS (USD $)
In Thousands, except per share data
3 Months Ended
Mar. 31, 2013
Mar. 31, 2012
Net sales $ 73,590 $ 75,314
Cost of sales 45,891 47,283
Interest expense (127) (129)
Net earnings 3,125 4,055
Net earnings attributable to Norvane Group, Inc. 3,200 3,869
---
$ 75,314 | period_id | 2012-Q1
$ 75,314 | unit_mult | 3
47,283 | subject_id | Norvane Group
(129) | low | -129
===
Halvor Tools: Interim report January-September 2025

Third quarter of 2025:
- Net sales rose to SEK 909.1 M (874.8), with a margin of 12.0 (11.3) percent.
- Profit after tax was SEK 73 (71) million.

Nine months 2025:
- Net sales rose to SEK 2,878.1 M.
---
SEK 909.1 M | period_id | 2025-Q3
12.0 | unit | percent
11.3 | period_id | 2024-Q3
11.3 | low | 11.3
SEK 73 | unit_mult | 6
71 | unit_mult | 6
SEK 2,878.1 M | period_id | 2025-9M
===
The Merrow Corporation Announces First Quarter Results

Revenues rose 22% to $68.9 million; net income was $2.5 million, as compared with $3.0 million for the first quarter of 2006.

| | Three months ended March 31, 2007 | 2006 |
|---|---|---|
| Revenues | $ 68,888 | $ 56,480 |
| Net income | $ 2,511 | $ 3,012 |
| Weighted average number of shares used in computing diluted per share amounts | 11,774,690 | 11,266,294 |
---
$68.9 million | period_id | 2007-Q1
$68.9 million | subject_id | Merrow
$ 56,480 | unit_mult | 3
$ 56,480 | obs_status | A
11,774,690 | unit_mult | 0
11,774,690 | unit | shares
===
Tern Pumps: Consolidated Results for the Second Quarter of the Fiscal Year to September 2023
(from Oct. 1, 2022 to Mar. 31, 2023)

| | Net Sales (Yen Mln) | % | Total Assets (Yen Mln) |
|---|---|---|---|
| March 2023 | 10,035 | 14.1 | 15,002 |
| March 2022 | 8,798 | △3.2 | 13,615 |
---
10,035 | unit_mult | 6
10,035 | period_id | FY2023-H1
14.1 | metric_id | Revenue growth
△3.2 | low | -3.2
15,002 | period_id | 2023-03-31
13,615 | metric_id | Total Assets
===
Kestrel Cable: Annual Report 2018 (excerpt)

Fiscal 2018 was a good year.

| | August 31, 2018 | August 31, 2017 |
|---|---|---|
| Video customers | 312,555 | 317,200 |
| Net customer additions | 16,981 | 20,251 |
---
317,200 | period_id | 2017-08-31
20,251 | period_id | FY2017
===
CARRIERS GAIN CUSTOMERS
HELSINKI, 9 February 2022 - Norvane Mobile said that net sales rose to 310 million euros in the fourth quarter.

At the end of December it had 2.4 million customers.

Profit was 45 million euros, compared with 40 million euros in the fourth quarter of 2020.

It expects sales of 290 million euros in the first quarter.
---
290 million euros | period_id | 2022-Q1
310 million euros | period_id | 2021-Q4
2.4 million customers | period_id | 2021-12-31
40 million euros | period_id | 2020-Q4
===
INDUSTRIAL PRODUCTION
February 2019
Release, 14 March 2019

                       Jan 2019     Feb 2019    Jan 19 to Feb 19   Feb 18 to Feb 19
ORIGINAL
  Production              104.2        105.1               0.9 %              1.4 %
  New orders              101.0        100.2              -0.8 %             -0.3 %

Production of steel was 12 million tonnes.
---
101.0 | period_id | 2019-01
100.2 | period_id | 2019-02
-0.3 % | period_id | 2019-02
12 million tonnes | period_id | 2019-02
===
Dunmore Rail: 5 Year Financials

| As reported | 2021 | 2020 |
|---|---|---|
| | £m | £m |
| Revenue | 705.0 | 660.5 |
| Operating profit | 86.0 | 69.9 |
| Shareholders’ funds | 339.6 | 320.5 |
| | Pence | Pence |
| Earnings per share | 77.9 | 63.2 |
---
660.5 | unit_mult | 6
63.2 | low | 0.632
63.2 | period_id | 2020
63.2 | subject_id | Dunmore Rail
===
Orrery Lines: 2025 Key figures and results

| | Q3-25 | Q3-24 |
|---|---|---|
| Carried volume (K-TEUs) | 926 | 970 |
| Freight rate ($/TEU) | 1,602 | 2,480 |
---
970 | unit | teus
970 | unit_mult | 3
970 | period_id | 2024-Q3
2,480 | unit | USD
===
PRESS RELEASE
27 July 2020

MONETARY DEVELOPMENTS IN NORWAY: JUNE 2020

Sales of cars rose 65.4% to 91,148 cars in June 2020. Loans to households were $12 million in India.
---
65.4% | qualifier | exact
91,148 cars | unit | cars
$12 million | geography_id | India
91,148 cars | subject_id | Cars
===
Dunmore Mills plc: annual results, year ended 31 March 2025

| £000 | 2025 | 2024 |
|---|---|---|
| Revenue | 184,203 | 176,554 |
| Customers ('000) | 3,412 | 3,370 |
| Average tariff (p/kWh) | 24.1 | 27.3 |
---
176,554 | period_id | FY2024
3,370 | unit | customers
3,370 | unit_mult | 3
27.3 | low | 0.273
===
Steel output in Vastria, October 2025

Table 3. Crude steel production ('000 tonnes)

| Region | October 2025 | September 2025 | % change |
|---|---|---|---|
| North | 1,204 | 1,187 | 1.4 |
| South | 642 | 655 | -2.0 |
---
1,187 | unit | tonnes
1,187 | unit_mult | 3
642 | subject_id | South
642 | metric_id | Crude steel production"""


REGISTERS = {"subject_id": "subjects", "metric_id": "metrics", "geography_id": "geographies"}


@pytest.mark.parametrize("case", PHRASES.split("\n===\n"))
def test_phrases_give_whom_what_and_when(root, tmp_path, case):
    text, _, rows = case.partition("\n---\n")
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "note", root)
    book = Book(root)
    found = {item.printed: item for item in reversed(draft.in_order())}
    read, wanted = {}, {}
    for printed, cell, value in ([part.strip() for part in row.split(" | ")] for row in rows.split("\n")):
        id, register = (
            found[printed].value(cell),
            REGISTERS.get(cell, ""),
        )
        row = draft.ids.get((register, id)) or book.rows.get(register, {}).get(id, {})
        read[printed, cell], wanted[printed, cell] = row.get("name", id), value
    assert read == wanted


GROWN = """\
# Norvane Group: key figures

| Item | Unit | 2024 | 2025e | 2026f | Change, % | CAGR 2024–26, % |
|---|---|---|---|---|---|---|
| Revenue | EUR m | 412.3 | 427.9 | 440.1 | 2.9 | 3.3 |
| Capital expenditure | EUR m | 39.7 | 44.9 | 47.1 | 4.9 | 8.9 |
"""


AHEAD = """\
Norvane Tools, Inc. Reports Second Quarter Fiscal 2027 Results

Norvane Tools, Inc. (NYSE: NVT) today reported results for its fiscal second quarter ended October 31, 2026.
Revenue for the second quarter was $842.3 million, an increase of 8.5% from $776.2 million before.

For the third quarter of fiscal 2027, which ends January 31, 2027, the company expects revenue of $835 million to $855 million.
For fiscal 2027, which ends April 30, 2027, Norvane expects revenue of $3.4 billion.
"""


def test_what_a_draft_writes_fits_its_cells_and_what_it_lacks_is_open(root, tmp_path, capsys):
    path = tmp_path / "norvane.txt"
    path.write_text(AHEAD, encoding="utf-8")
    draft = draft_document(path, tmp_path / "norvane", root)
    items = {item.printed: item for item in draft.items.values()}
    labels = {printed: (items[printed].value("period_id"), items[printed].value("period_printed")) for printed in items}
    assert labels["$835 million to $855 million"] == ("FY2027-Q3", "the third quarter of fiscal 2027")  # with its days 61 characters
    assert labels["$3.4 billion"] == ("FY2027", "fiscal 2027")  # and no day
    compared = items["$776.2 million"]  # the line names periods, and none is read for it
    assert (compared.state, compared.value("period_id")) == ("open", "") and "period_id" in compared.why
    command.tell(draft, 0)
    form = r"reports/norvane: (\d+) numbers: (\d+) in (\d+) figures \((.+)\), (\d+) in \d+ exclusions\n"
    said = re.match(form, capsys.readouterr().out)
    numbers, seen, figures, excluded = (int(said[group]) for group in (1, 2, 3, 5))
    assert numbers == seen + excluded > seen and figures == sum(map(int, re.findall(r"\d+", said[4]))) > 0
    # a row of a register that breaks a rule is a problem of the figures that name it
    label = "the third quarter of fiscal 2027, which ends January 31, 2027"
    draft.save()
    draft = Draft.load(draft.folder)
    draft.add_id("period_labels", {"printed": label, "calendar": "norvane", "period_id": "FY2027-Q3"})
    item = draft.items[items["$835 million to $855 million"].id]
    draft.set_cells(item.id, {"period_printed": label})
    found = Judge(draft, root).problems(item)
    assert [one for one in found if one.startswith("period_printed: ") and "1 to 60 characters" in one] == found != []


def test_rows_of_steps_taken_back_leave_the_tables(drafts, root):
    draft = drafts["release"]
    draft.save()
    draft = Draft.load(draft.folder)
    item = next(item for item in draft.in_order() if item.value("period_printed") and not item.missing())
    draft.accept(item.id)
    table, period = draft.folder / "period_labels.csv", item.value("period_id")
    draft.add_id("period_labels", {"printed": "a label", "calendar": "release", "period_id": period})
    draft.set_cells(item.id, {"period_printed": "a label"})
    write_tables(draft, root)
    assert "a label" in table.read_text(encoding="utf-8")
    with table.open("a", encoding="utf-8") as file:
        file.write(f"of a person,release,{period}\n")
    draft.undo()
    draft.undo()
    for found in (draft, Draft.load(draft.folder)):
        write_tables(found, root)
        assert "a label" not in table.read_text(encoding="utf-8") and "of a person" in table.read_text(encoding="utf-8")
        assert found.rows_of_people("period_labels")[0]["printed"] == "of a person"
    # nor do they stay where it is drafted again
    draft.add_id("period_labels", {"printed": "a label", "calendar": "release", "period_id": period})
    draft.set_cells(item.id, {"period_printed": "a label"})
    write_tables(draft, root)
    drafts["release"].save()
    write_tables(Draft.load(draft.folder), root)
    assert "a label" not in table.read_text(encoding="utf-8") and "of a person" in table.read_text(encoding="utf-8")


def test_another_value_than_the_printed_one_needs_a_reason(drafts, root):
    draft = drafts["release"]
    draft.save()
    draft = Draft.load(draft.folder)
    item = next(item for item in draft.in_order() if item.state == "sure" and item.value("low") == item.value("high") and item.table_id)
    was = item.value("low")

    def broken(value, **more):
        for name, cell in ({"low": value, "high": value} | more).items():
            draft.set_cells(item.id, {name: cell})
        write_tables(draft, root)
        rules = [one.rule for one in folder_problems(draft.folder, root)[0]]
        assert rules == [one.rule for one in Judge(draft, root).broken(item)]
        return rules

    assert broken(f"9{was}") == ["cell_is_as_printed"] * 2
    assert broken(f"9{was}", note="the table of segments has it so") == []
    assert broken(was, note="") == []
    assert broken(f"-{was.removeprefix('-')}") == []  # a sign stands in the words around


def test_columns_of_units_changes_and_estimates_are_read(root, tmp_path):
    path = tmp_path / "figures.md"
    path.write_text(GROWN, encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "norvane", root)
    read = {item.printed: item for item in draft.in_order() if item.state != "excluded"}
    cells = {printed: tuple(read[printed].value(name) for name in ("unit", "unit_mult", "period_id")) for printed in ("412.3", "440.1")}
    assert cells == {"412.3": ("EUR", "6", "2024"), "440.1": ("EUR", "6", "2026")}
    assert [read[printed].value("period_id") for printed in ("2.9", "4.9", "3.3")] == ["2026"] * 3
    assert [read[printed].value("obs_status") for printed in ("412.3", "440.1")] == ["A", "F"]


OUTPUT = """\
# Corvane Forum: output of the first quarters of 2025

**Melt shop output {unit}**

| Region | Quarter 1/2025 | Quarter 2/2025 |
|---|---|---|
| North | 1,909 | 1,586 |
"""


@pytest.mark.parametrize(
    ("unit", "cells"), [("[000 metric tons]", ("tonnes", "3")), ("(unit: GWh)", ("GWh", "0")), ("(million tonnes)", ("tonnes", "6"))]
)
def test_a_title_states_the_unit_of_its_table(root, tmp_path, unit, cells):
    path = tmp_path / "output.md"
    path.write_text(OUTPUT.format(unit=unit), encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "corvane", root)
    read = {item.printed: item for item in draft.in_order() if item.state != "excluded"}
    assert {(read[printed].value("unit"), read[printed].value("unit_mult")) for printed in ("1,909", "1,586")} == {cells}
    assert [read[printed].value("period_id") for printed in ("1,909", "1,586")] == ["2025-Q1", "2025-Q2"]


BARE = """\
# Norvane Group: results for the third quarter of 2025

| Item{scale} | Q3 2025 | Q3 2024 |
|---|---|---|
| Revenue | 412,318 | 398,204 |
| Operating income | 39,744 | 37,021 |
"""


@pytest.mark.parametrize(("scale", "sure"), [("", "unsure"), (" (EUR thousand)", "sure")])
def test_an_amount_is_sure_where_its_scale_is_stated(root, tmp_path, scale, sure):
    path = tmp_path / "results.md"
    path.write_text(BARE.format(scale=scale), encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "norvane", root)
    cells = [item.cells for item in draft.in_order() if item.state != "excluded"]
    assert {cell["low"].sure for cell in cells} == {sure}
    assert {cell["period_id"].sure for cell in cells} == {"sure"}


def test_a_text_in_a_language_that_is_not_read_has_no_sure_period(root, tmp_path):
    path = tmp_path / "umsatz.md"
    german = "Der Umsatz der Norvane AG ist im Vergleich zum Jahr davor und nach der Schätzung von allen auf den Wert des Jahres gestiegen."
    path.write_text(BARE.format(scale=" (EUR thousand)") + f"\n{german}\n", encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "norvane", root)
    assert {item.cells["period_id"].sure for item in draft.in_order() if item.table_id and item.state != "excluded"} == {"unsure"}


def test_steps_survive_a_crash_and_two_windows_do_not_lose_each_other(drafts, root):
    drafts["release"].save()
    one, other = Draft.load(drafts["release"].folder), Draft.load(drafts["release"].folder)
    first, second = [item.id for item in one.open_items()][:2]
    one.set_cells(first, {"obs_status": "E"}, version=0)
    with pytest.raises(Stale):
        other.accept(first, version=0)
    other.exclude(second, "product_name", version=0)
    with one.journal.open("ab") as file:
        file.write(b'{"item": "cut off by a cra')
    found = Draft.load(one.folder)
    assert found.items[first].value("obs_status") == "E" and found.items[second].state == "excluded"
    found.accept(first)
    assert found.items[first].state == "corrected" and Draft.load(one.folder).items[first].state == "corrected"
    for _ in range(3):
        found.undo()
    assert found.items[first].fields() == drafts["release"].items[first].fields()
    found.take([(id, {"note": "both"}) for id in (first, second)], "reviewer")
    found.undo()
    assert [found.items[id].value("note") for id in (first, second)] == ["", ""] and found.undo() is None


def test_an_added_extent_and_a_new_id_reach_the_tables(drafts, root):
    draft = drafts["annual"]
    draft.save()
    draft = Draft.load(draft.folder)
    item = next(item for item in draft.in_order() if item.printed == "6.2%")
    line = draft.lines[item.line - 1]
    start = line.index("rose 6.2%")
    draft.add_id("subjects", {"subject_id": "north_routes", "name": "North routes", "subject_type": "segment"})
    draft.set_cells(item.id, draft.extent(item.line, start, start + len("rose 6.2%")))
    draft.set_cells(item.id, {"subject_id": "north_routes"})
    draft.accept(item.id)
    write_tables(draft, root)
    assert "north_routes,North routes,segment" in (draft.folder / "subjects.csv").read_text(encoding="utf-8")
    assert "rose 6.2%" in (draft.folder / "observations.csv").read_text(encoding="utf-8")
    assert folder_problems(draft.folder, root)[0] == []


def trade(heads, is_next):
    """300 figures of a bulletin for the months `heads`. The next edition says ten sentences otherwise, adds five, gives five rows of tables
    another label, and moves a table."""
    goods = [
        f"{kind} of {name}"
        for kind in ("Exports", "Imports", "Output", "Stocks")
        for name in "timber cotton glass paper rubber salt silk tin wool zinc linen copper flax grain hides".split()
    ]
    now, before, _ = heads
    texts = []
    for at, name in enumerate(goods):
        told = f"{name} {'came to' if at % 3 else 'reached'} €{210 + at} million in {now} and €{200 + at} million in {before}."
        other = f"In {now}, {name.lower()} amounted to €{230 + at} million, up from €{200 + at} million in {before}."
        texts += [other if is_next and at < 10 else told, ""]
        if is_next and 20 <= at < 25:
            texts += [f"Prices of {name.split()[-1]} stood at €{at} a tonne in {now}.", ""]
    tables = []
    for part in range(4):
        rows = [f"Table {part + 1}. Goods of Vastria (EUR million)", "", "| Item | " + " | ".join(heads) + " |", "|---|---|---|---|"]
        for at in range(part * 15, part * 15 + 15):
            label = goods[at].replace("of", "of raw") if is_next and at in (3, 20, 37, 50, 58) else goods[at]
            rows.append(f"| {label} | " + " | ".join(f"{100 * at + 11 * n + len(now)}.5" for n in (1, 2, 3)) + " |")
        tables.append([*rows, ""])
    order = [tables[1], tables[0], *tables[2:]] if is_next else tables
    lines = [f"Vastria Statistics Office: production and trade, {now}", "", f"Release of {now.split()[0]} 30, 2025", "", *texts]
    return "\n".join([*lines, *(row for table in order for row in table)])


def test_the_next_edition_leaves_only_what_is_new_open(root, project, tmp_path):
    """300 figures, of which 20 lines change: at most 30 are open."""
    months = {"may": ("May 2025", "April 2025", "May 2024"), "june": ("June 2025", "May 2025", "June 2024")}
    for name, heads in months.items():
        (tmp_path / f"{name}.txt").write_text(trade(heads, name == "june"), encoding="utf-8")
    run(tmp_path / "may.txt", "--report", "trade-may")
    draft = Draft.load(project / "reports/trade-may")
    figures = [item for item in draft.items.values() if item.state != "excluded"]
    assert len(figures) == 300
    draft.take(((item.id, {"state": "accepted"}) for item in figures if item.is_open), "reviewer")
    write_tables(draft, root)
    assert folder_problems(draft.folder, root)[0] == []
    run(tmp_path / "june.txt", "--report", "trade-alone")
    without = Draft.load(project / "reports/trade-alone").progress()
    run(tmp_path / "june.txt", "--report", "trade-june", "--previous", "trade-may")
    after = Draft.load(project / "reports/trade-june")
    assert 20 <= len(after.open_items()) <= 30 < without["unsure"] + without["open"]
    assert {item.origin for item in after.items.values()} >= {"unchanged", "moved", "changed"}
    assert folder_problems(after.folder, root)[0] == []
    assert "2025-06" in {item.value("period_id") for item in after.items.values()}
    run(tmp_path / "june.txt", "--report", "other", "--previous", "nothing", status=2)


def test_a_workbook_is_read_back_with_every_check(documents, project):
    output = run(documents["release"][1], "--report", "halvorsen-q3", "--workbook")
    assert "claimhouse review halvorsen-q3" in output
    path, folder = project / "reports/halvorsen-q3/draft.xlsx", project / "reports/halvorsen-q3"
    before = Draft.load(folder).progress()
    assert waiting(project) == {"halvorsen-q3": sum(item.tokens for item in Draft.load(folder).open_items())}
    book = load_workbook(path)
    sheet = book["figures"]
    assert sheet.freeze_panes == "E2" and sheet.data_validations.dataValidation
    head = {cell.value: cell.column for cell in sheet[1]}
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, head["state"]).value in ("unsure", "open")]
    for row in rows:
        sheet.cell(row, head["decision"]).value = "accept"
    right = sheet.cell(rows[0], head["metric_id"]).value
    sheet.cell(rows[0], head["metric_id"]).value = "revenu"
    book.save(project / "bad.xlsx")
    said = run("--from", project / "bad.xlsx", "--report", "halvorsen-q3", status=2)
    assert f"figures!{sheet.cell(rows[0], head['metric_id']).coordinate}: 'revenu': expected an id of metrics" in said
    assert Draft.load(folder).progress() == before
    sheet.cell(rows[0], head["metric_id"]).value = right
    for name, value in {"period_id": "none", "period_printed": None, "period_line": None}.items():  # a figure without a period
        sheet.cell(rows[1], head[name]).value = value
    book.save(project / "good.xlsx")
    run("--from", project / "good.xlsx", "--report", "halvorsen-q3")
    undated = Draft.load(folder).items[sheet.cell(rows[1], head["id"]).value]
    assert (undated.state, undated.value("period_id")) == ("corrected", "")
    assert Draft.load(folder).progress()["accepted"] == len(rows) - 1 and waiting(project) == {}
    again = run(documents["release"][1], "--report", "halvorsen-q3", status=2)
    assert "has been reviewed" in again
    run("--report", "halvorsen-q3", status=2)
    run("--from", project / "none.xlsx", "--report", "halvorsen-q3", status=2)


def test_proposals_are_taken_only_where_every_check_passes(documents, project, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import json, sys\n"
        "rows = [json.loads(line) for line in sys.stdin]\n"
        "assert {'subjects', 'metrics', 'periods'} <= set(rows[0]['registers']) and len(rows) > 3\n"
        "print('no json')\n"
        "print(json.dumps({'id': rows[1]['id'], 'cells': {'low': '7'}}))\n"
        "print(json.dumps({'id': 'l1c1', 'cells': {}}))\n"
        "for row in rows[1:]:\n"
        "    wrong = row['printed'].endswith('%')\n"
        "    print(json.dumps({'id': row['id'], 'cells': {'metric_id': 'revenue' if wrong else row['cells']['metric_id']['value']}}))\n",
        encoding="utf-8",
    )
    said = run(documents["release"][1], "--report", "assisted", "--assist", f"{sys.executable} {program}")
    draft = Draft.load(project / "reports/assisted")
    proposed = [item for item in draft.items.values() if item.origin == "proposed"]
    assert proposed and all(item.state == "unsure" and not item.printed.endswith("%") for item in proposed)
    assert re.search(rf"{len(proposed)} of \d+ open figures", said) and "expected the id of an open figure" in said
    assert all(item.value("low") != "7" for item in draft.items.values())
    judge = Judge(draft, project)
    assert all(judge.problems(item) == [] for item in proposed)
    run(documents["release"][1], "--report", "failed", "--assist", "false", status=1)
    for program, expected in {"yes": "at most", "sleep 9": "no answer within 0.5 seconds", "no-such-program": "No such file"}.items():
        with mock.patch.multiple("claimhouse.draft.assist", SECONDS=0.5, MOST_BYTES=10_000):
            assert expected in run(documents["release"][1], "--report", "failed", "--assist", program, "--force", status=1)


def test_hostile_texts_stay_texts(project, tmp_path):
    path = tmp_path / "hostile.txt"
    path.write_text(
        '=HYPERLINK("x") Reports Second Quarter 2025 Results\n\n<script>alert(1)</script> revenue was \u202e$5.1 million\u202c in Q2.\n'
        "\n"
        "=1+1 revenue was $6 million and \u200b$7\u200b.5 million in Q2 2025.\n",
        encoding="utf-8",
    )
    run(path, "--report", "hostile", "--workbook")
    folder = project / "reports/hostile"
    sheet = load_workbook(folder / "draft.xlsx")["figures"]
    assert all(
        cell.data_type in ("s", "n") and cell.data_type != "f" for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
    draft = Draft.load(folder)
    accept_all(draft)
    write_tables(draft, project)
    assert [problem.rule for problem in folder_problems(folder, project)[0]] == []
    json.loads((folder / "draft/draft.json").read_text(encoding="utf-8"))


def test_several_documents_are_drafted_beside_each_other(documents, project, tmp_path, monkeypatch):
    paths = [documents[name][1] for name in ("release", "note", "vendors")]
    for path in paths:
        run(path, "--report", f"alone-{path.stem}")
    broken = tmp_path / "Broken Report.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    monkeypatch.setenv("CLAIMHOUSE_PROJECT", str(project))
    said = run(*paths[:1], broken, *paths[1:], status=2)  # the message of the broken one is of another process
    assert re.findall("reports/([a-z]+):", said) == [path.stem for path in paths]
    assert not (project / "reports/broken-report").exists()
    for path in paths:
        for table in ("observations", "excluded_tokens", "source_lines"):
            rows = [(project / f"reports/{report}/{table}.csv").read_text(encoding="utf-8") for report in (f"alone-{path.stem}", path.stem)]
            assert rows[0].replace(f"alone-{path.stem}", path.stem) == rows[1]


def test_the_text_of_another_report_in_the_environment_is_not_used(documents, project, monkeypatch):
    for name in ("release", "note"):
        run(documents[name][1], "--report", name)
    monkeypatch.setattr(cli, "ROOT", project)
    monkeypatch.setenv("CLAIMHOUSE_SOURCE", str(project / "reports/release/source.txt"))
    for words in (["check", "note"], ["coverage", "note"]):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "words, said",
    [
        (["--report", "x"], "expected a document"),
        (["FILE"], "expected an id"),
        (["FILE", "--report", "Acme Q2"], "expected an id"),
        (["FILE", "--report", "cai2026"], "no draft made it"),
        (["FILE", "--report", "x", "--previous", "y"], "expected a report of reports/"),
        (["missing.pdf", "--report", "x"], "no such file"),
        (["FILE", "other.txt", "--report", "x"], "go with one document"),
        (["FILE", "other/note.pdf"], "it would be report note"),
        (["FILE", "年报.pdf"], "expected Latin letters or digits"),
    ],
)
def test_wrong_usage_is_named(documents, project, words, said):
    assert said in run(*(documents["note"][1] if word == "FILE" else word for word in words), status=2)


def test_a_key_says_on_which_side_a_value_is_open(tmp_path):
    key = tmp_path / "note.key.csv"
    key.write_text("printed,value,qualifier\n30%,30:,gt\nunder 5,:5,lt or le\n7,7,exact or gt\n", encoding="utf-8")
    assert [row["value"] for row in draft_keys.read_key(key)] == ["30:", ":5", "7"]
    key.write_text("printed,value,qualifier\n30%,30,gt\n", encoding="utf-8")
    with pytest.raises(draft_keys.BadKey, match=r"line 2: column 'value': '30': expected an open side, as in 30:"):
        draft_keys.read_key(key)
