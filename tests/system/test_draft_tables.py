"""What a table says of its figures beyond their cells: wholes and parts, titles, scales, spans; and near ones that must stay."""

from __future__ import annotations

import draft_keys
import pytest

from claimhouse.draft.drafting import draft_document

CASES = """\
md mines that add up to the production above them have its metric and unit; a row that does not add up is none of its parts
# Orvane Mining reports fourth-quarter production

Orvane Mining Ltd. has published its production for the quarter ended December 31, 2024.

| | QUARTERLY | |
|---|---|---|
| | Q4 2024 | Q3 2024 |
| Copper production (tonnes) | 90,300 | 84,100 |
| Tesk | 51,200 | 48,000 |
| Marrow Hill | 39,100 | 36,100 |
| Copper sales (tonnes) | 88,000 | 86,000 |
| Tesk | 50,000 | 47,500 |
| Marrow Hill | 38,000 | 38,500 |
| Sustaining capital expenditure (US$ million) | 41.0 | 39.5 |
---
90,300 | 90300 | tonnes | 2024-Q4 | A | Orvane Mining | Copper production
51,200 | 51200 | tonnes | 2024-Q4 | A | Tesk | Copper production
36,100 | 36100 | tonnes | 2024-Q3 | A | Marrow Hill | Copper production
47,500 | 47500 | tonnes | 2024-Q3 | A | Tesk | Copper sales
41.0 | 41.0e6 | USD | 2024-Q4 | A | Orvane Mining | *
===
md guidance is in ranges below a scale over its rows, and each row of a firm is a product
# Orvane Mining reports fourth-quarter production

VANCOUVER, January 20, 2025 - Orvane Mining Ltd. has published its results.

## PRODUCTION GUIDANCE

| 000's | 2025 | 2026 |
|---|---|---|
| Copper (tonnes) | 180 - 220 | 190 - 240 |
| Silver (ounces) | 35 - 55 | 25 - 45 |
---
180 - 220 | 180e3:220e3 | tonnes | 2025 | F | Orvane Mining | Copper production
25 - 45 | 25e3:45e3 | ounces | 2026 | F | Orvane Mining | Silver production
===
md classes of one row are headings, and no guidance
# Households by size in Norvania, 2023

| Age | 20-29 | 30-39 |
|---|---|---|
| Tarn | 412 | 388 |
| Corrie | 217 | 265 |
---
412 | 412 | * | 2023 | A | Tarn | *
265 | 265 | * | 2023 | A | Corrie | *
===
md "therein" is a part of the row above; the heading over the table is a part of the firm of which the text speaks
# Halden Works annual report 2024

## Rail Signals

| (in millions of euros) | 2024 | 2023 |
|---|---|---|
| Revenue | 940 | 905 |
| therein: service | 310 | 288 |

Rail Signals' revenue grew in all regions.
---
940 | 940e6 | EUR | 2024 | A | Rail Signals | Revenue
288 | 288e6 | EUR | 2023 | A | service | Revenue
===
md a heading that the text does not speak of is no part of the firm
# Halden Works annual report 2024

## Key Numbers

| (in millions of euros) | 2024 | 2023 |
|---|---|---|
| Revenue | 940 | 905 |
| Orders | 985 | 930 |
---
940 | 940e6 | EUR | 2024 | A | Halden Works | Revenue
===
md a title stands over lines of place and unit; what it divides is measured, in spans of years
# Healthy life in the United Kingdom

Statistical bulletin, October 14, 2014

#### Table 2: Life expectancy at birth: by country, 2006-08 to 2009-11
##### United Kingdom
Years

| Country | 2006-08 | 2007-09 | 2008-10 |
|---|---|---|---|
| England | 77.9 | 78.2 | 78.5 |
| Wales | 77.0 | 77.2 | 77.6 |
---
77.9 | 77.9 | years | 2006/2008 | A | England | Life expectancy at birth
77.6 | 77.6 | years | 2008/2010 | A | Wales | Life expectancy at birth
===
md spans beside single years are of years, those that follow each other year by year are fiscal
Obligations of the company as of December 31, 2019:

| (In thousands of dollars) | Total | 2020 | 2021-2022 | 2023-2024 |
|---|---|---|---|---|
| Operating leases | 19,437 | 4,143 | 7,111 | 3,686 |
| Capital leases | 65 | 27 | 38 | |
---
7,111 | 7111e3 | USD | 2021/2022 | F | none | Operating leases
4,143 | 4143e3 | USD | * | F | none | Operating leases
===
md a title in the table says its period before a heading on two; a name is no change, a word of shares no subject
# Brandt Imaging reports second-quarter results

TARN, August 4, 2026 - Brandt Imaging Company today reported financial results for the second quarter of 2026, in US dollars.

## Revenue by segment Q2 2026 vs. Q2 2025

(in millions of US dollars)

| Q2 2026 Actuals | Print | Advanced Materials & Films | Total |
|---|---|---|---|
| Revenue | 195 | 105 | 300 |

| Q2 2025 Actuals | Print | Advanced Materials & Films | Total |
|---|---|---|---|
| Revenue | 178 | 75 | 253 |
---
105 | 105e6 | USD | 2026-Q2 | A | Advanced Materials & Films | Revenue
178 | 178e6 | USD | 2025-Q2 | A | Print | Revenue
===
md balances at the beginning, expectations that are names, and rows that say more than a metric in them
# Corrie Ports annual report

Corrie Ports Inc. has published its figures for the year ended December 31, 2024, in US dollars.

| US$ millions | Year ended December 31, 2024 | Year ended December 31, 2023 |
|---|---|---|
| Deferred revenue | 64 | 61 |
| Net debt/(cash) | 212 | (35) |
| Expected return on plan assets | 18 | 17 |
| Goodwill, beginning of the year | 450 | 430 |
| Operating surplus as % of sales | 12.4% | 11.9% |
---
64 | 64e6 | USD | 2024 | A | Corrie Ports | Deferred revenue
(35) | -35e6 | USD | 2023 | A | Corrie Ports | Net debt
18 | 18e6 | USD | 2024 | A | Corrie Ports | Expected return on plan assets
450 | 450e6 | USD | 2023-12-31 | A | Corrie Ports | Goodwill
12.4% | 12.4 | percent | 2024 | A | Corrie Ports | Operating surplus as % of sales
===
md "Total segment assets" says what the rows above it are, below a heading over all years; those below it are measured themselves
Segment assets and a reconciliation of segment assets to total assets were as follows, in US dollars:

| | | Segment Assets | |
|---|---|---|---|
| | 2019 | 2018 | 2017 |
| | (in millions of US dollars) | | |
| Harbour cranes | 4,781 | 4,700 | 4,084 |
| Ship lifts | 2,100 | 2,049 | 2,031 |
| Total segment assets | 6,881 | 6,749 | 6,115 |
| Other current assets | 2,441 | 2,253 | 2,141 |
---
4,781 | 4781e6 | USD | * | A | Harbour cranes | Segment assets
2,031 | 2031e6 | USD | * | A | Ship lifts | Segment assets
2,441 | 2441e6 | USD | * | A | * | Other current assets
===
md figures that a sentence calls preliminary are so in the newest period alone
# Scooter market: Norva ahead of Lisk in the fourth quarter of 2013

January 9, 2014

The first figures for the fourth quarter of 2013 are below; they are preliminary and may change.

| Maker | Units 4Q13 | Units 4Q12 |
|---|---|---|
| Norva | 15,279 | 14,013 |
| Lisk | 13,779 | 15,059 |
---
15,279 | 15279 | * | 2013-Q4 | P | Norva | *
15,059 | 15059 | * | 2012-Q4 | A | Lisk | *
===
md an amount of the text that rounds to one digit says no scale
# Tarn Media annual report 2024

| OPERATING REVENUES | 2024 | 2023 |
|---|---|---|
| Tarn Press | 879 | 850 |
| Tarn Radio | 312 | 301 |
| Total operating revenues | 1,191 | 1,151 |

Tarn Press gained from a $1 million contract.
---
879 | 879 | * | 2024 | A | Tarn Press | Revenue
===
md the column of units says in what each row is, also where the name is left out; a day of a report on a quarter ends that of flows
# Norva Gold review of operations

Quarter ended 30 June 2020 compared with quarter ended 31 March 2020, in US dollars

| | | Jun 2020 | Mar 2020 |
|---|---|---|---|
| Ore mined | 000 tonnes | 215 | 275 |
| Grade mined | g/t | 6.74 | 5.89 |
| Gold produced | kg | 1,238 | 1,885 |
| | 000'oz | 39.8 | 60.6 |
| Total capital expenditure | US$m | 6.6 | 8.0 |
---
215 | 215e3 | tonnes | 2020-Q2 | A | * | Ore mined
1,238 | 1238 | kg | 2020-Q2 | A | * | Gold produced
6.6 | 6.6e6 | USD | 2020-Q2 | A | * | Capital expenditure
===
md of a report on a quarter, income beside the day of its end is of the quarter, beside that of a year of the year, a stock of the day
# Fjord Lines Ltd. Q1 2024

| (NOK million) | 31.03.24 | 31.12.23 |
|---|---|---|
| Net interest income | 412 | 1,562 |
| Gross lending | 71,204 | 70,115 |
---
412 | 412e6 | NOK | 2024-Q1 | A | * | Net interest income
1,562 | 1562e6 | NOK | 2023 | A | * | Net interest income
71,204 | 71204e6 | NOK | 2024-03-31 | A | * | Gross lending
===
txt numbers that begin with a point are figures; a share below a heading of its own is no change
Tarn Air traffic, January 2009

           --Traffic--   --Load factor--
            RPMs  % chg    %     Change
Tarn Air    9.64   -.7    73.8   -2.8 pts
Corrie Air  8.87    .2    75.1   -0.3 pts
Lisk Air   10.57  -1.4    76.0   -0.4 pts
---
.2 | 0.2 | percent | * | A | Corrie Air | *
73.8 | 73.8 | percent | * | A | Tarn Air | Load factor
===
md marks of notes are no cents, lengths over columns no figures; a balance has no day in its name
# Corrie Ports Inc. annual report

The Company's figures are as of December 31, 2024.

| | Less than 12 Months | 12 Months or Greater |
|---|---|---|
| | US$ million | US$ million |
| Balance, December 31, 2023 | 64.2 | 61.7 |
| Disposals (Note (c)) | (16,664) | (9,311) |
---
64.2 | 64.2e6 | USD | 2023-12-31 | A | * | Balance
(16,664) | -16664e6 or 16664e6 | USD | * | A | * | *
===
md days in two rows of headings of balances are past
Deferred tax assets of the company, as in the note of September 2018:

| | December 31, | |
|---|---|---|
| | 2019 | 2018 |
| (in thousands of dollars) | | |
| Tax credits | 5,318 | 4,208 |
---
5,318 | 5318e3 | USD | 2019-12-31 | A | * | *
"""
KINDS = ("printed", "value", "unit", "period", "status", "subject", "metric")  # "*" is not compared


@pytest.mark.parametrize("case", CASES.split("\n===\n"), ids=lambda case: case.split("\n")[0])
def test_what_a_table_says_of_its_figures(root, tmp_path, case):
    head, text = case.split("\n", 1)
    body, wanted = text.split("\n---\n")
    path = tmp_path / f"case.{head.split()[0]}"
    path.write_text(body, encoding="utf-8")
    rows = [dict(zip(KINDS, (part.strip(" *") for part in line.split(" | ")), strict=True)) for line in wanted.strip().splitlines()]
    found = draft_keys.compare(draft_document(path, tmp_path / "reports" / "case", root), rows)
    assert not found["missed"] and not found["lost"]
    assert [(item.printed, kind, item.value(draft_keys.CELL_OF[kind]), key) for item, kind, key in found["wrong"]] == []
