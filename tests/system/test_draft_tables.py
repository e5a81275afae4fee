"""What a table says of its figures beyond their cells: wholes and parts, titles, scales, spans; and near ones that must stay."""

from __future__ import annotations

import draft_keys
import pytest

from claimhouse.draft.drafting import draft_document

CASES = """\
md rates without a unit are in percent; the row that says when they were foreseen is nobody
# National Bank of Switzerland: assessment of 12 March 2031

Inflation forecast of December 2030 with the key rate at 1.5% and of March 2031

| | Q1 2031 | Q2 2031 | Q3 2031 |
|---|---|---|---|
| Forecast December 2030 | 1.62 | 2.14 | 1.54 |
| Forecast March 2031 | 2.41 | 2.07 | 2.01 |
---
1.62 | 1.62 | percent | 2031-Q1 | F | Switzerland | *
2.07 | 2.07 | percent | 2031-Q2 | F | Switzerland | *
===
md small numbers of what is no percentage stay as they are: births per woman, an index
# Statistics Norland: 2031 in figures

Fertility and prices

| | 2030 | 2031 |
|---|---|---|
| Total fertility rate | 1.62 | 1.54 |
| Price index (2010 = 1) | 1.41 | 1.47 |
---
1.62 | 1.62 | count | 2030 | A | * | *
1.47 | 1.47 | count | 2031 | A | * | *
===
md accounts that print no currency are in money, in that of the legal form of the firm; what they count stays a count
# Morvane Berhad

Interim report for the quarter ended 30 June 2031

| | 30 June 2031 | 31 March 2031 |
|---|---:|---:|
| Property, plant and equipment | 48,210,330 | 47,118,200 |
| Trade receivables | 9,410,120 | 8,977,345 |
| Inventories | 3,204,870 | 3,090,115 |
| Number of employees | 412 | 405 |
| | 60,825,320 | 59,185,660 |
---
48,210,330 | 48210330 | MYR | * | A | * | *
8,977,345 | 8977345 | MYR | * | A | * | *
412 | 412 | count or employees | * | A | * | *
60,825,320 | 60825320 | MYR | * | A | * | *
===
md what is no account is not in money, whatever the legal form
# Morvane Berhad

Visitors to its parks in 2031

| | 2031 | 2030 |
|---|---:|---:|
| Lakeside park | 48,210 | 47,118 |
| Cash crop farm | 9,410 | 8,977 |
| Hill garden | 3,204 | 3,090 |
---
48,210 | 48210 | count or visitors or none | * | A | * | *
8,977 | 8977 | count or visitors or none | * | A | * | *
===
md accounts of a text on two countries are in neither currency
# Morvane Limited

It has plants in Canada and in Jamaica.

| | 30 June 2031 | 31 March 2031 |
|---|---:|---:|
| Trade receivables | 9,410,120 | 8,977,345 |
| Inventories | 3,204,870 | 3,090,115 |
| Retained earnings | 1,204,870 | 1,090,115 |
---
9,410,120 | 9410120 | XXX | * | A | * | *
===
md a line over accounts names the currency of all of them
# Balance sheet

Financial year from 01/01/2031 to 31/12/2031 (in EUR)

MORVANE

12 Long Street

| | Current year | Previous year |
|---|---:|---:|
| Financial assets | 4,531,128,014 | 5,990,936,943 |
| Debtors | 882,311,894 | 275,233,819 |
| Creditors | 993,107,434 | 857,020,975 |
---
882,311,894 | 882311894 | EUR | * | A | * | *
857,020,975 | 857020975 | EUR | * | A | * | *
===
md a column that begins with the whole is in percent to its last sign, and what comes behind is not
# Tarnow Stores Inc. fiscal 2031

| | 2031 | 2030 |
|---|---:|---:|
| Net sales | 100.0% | 100.0% |
| Cost of goods sold | 65.1 | 65.4 |
| Gross profit | 34.9 | 34.6 |
| Net income | 8.1% | 8.4% |
| Stores at end of period | 855 | 853 |
| Square feet at end of period (in millions) | 42.7 | 42.6 |
---
34.9 | 34.9 | percent | * | A | * | *
65.4 | 65.4 | percent | * | A | * | *
42.7 | 42.7e6 | * | * | A | * | *
===
md numbers of a document with decimal commas are grouped by points
# Nordhaven AG: Umsatz im Geschäftsjahr 2031

Der Umsatz stieg um 4,44 % auf 1.250,5 Mio. Euro.

| in Euro | 2031 | 2030 |
|---|---:|---:|
| Umsatz | 1.250.500.000 | 1.197.300.000 |
| Ergebnis | 12.345.678 | 11.111,5 |
| Mitarbeiter | 1.250 | 1.100 |
---
4,44 % | 4.44 | percent | * | * | * | *
1.250,5 Mio. Euro | 1250.5e6 | EUR | * | * | * | *
1.250.500.000 | 1250500000 | EUR | 2031 | A | * | *
11.111,5 | 11111.5 | EUR | 2030 | A | * | *
1.100 | 1100 | * | 2030 | A | * | *
===
md accounts without a scale are in that of the other tables of the document
# Annual report 2031 of Orsted Mill plc

(in thousands of euros)

| | 2031 | 2030 |
|---|---:|---:|
| Revenue | 812,430 | 790,115 |
| Cost of sales | 410,220 | 398,440 |
| Income tax | 40,310 | 38,905 |

The group went on as before in the year and has no more to say of its business, of which the pages behind this one give the accounts.

| | 2031 | 2030 |
|---|---:|---:|
| Trade receivables | 93,120 | 88,415 |
| Inventories | 70,215 | 66,870 |
| Share capital | 25,000 | 25,000 |
---
812,430 | 812430e3 | EUR | 2031 | A | * | *
93,120 | 93120e3 | EUR | * | A | * | *
===
md accounts of far greater numbers than those of the other tables are in units
# Annual report 2031 of Orsted Mill plc

(in millions of euros)

| | 2031 | 2030 |
|---|---:|---:|
| Revenue | 8,430 | 7,115 |
| Cost of sales | 4,220 | 3,440 |
| Income tax | 1,310 | 1,905 |

The group went on as before in the year and has no more to say of its business, of which the pages behind this one give the accounts.

| | 2031 | 2030 |
|---|---:|---:|
| Trade receivables | 931,205,410 | 884,158,005 |
| Inventories | 702,151,330 | 668,702,150 |
| Share capital | 250,000,000 | 250,000,000 |
---
931,205,410 | 931205410 | EUR | * | A | * | *
===
html a sum that spans the column of labels stands under the first column
<html><body><h1>Accounts of Morvane Berhad</h1><table>
<tr><td></td><td>30 June 2031</td><td>31 March 2031</td></tr>
<tr><td>Trade receivables</td><td>9,410</td><td>8,977</td></tr>
<tr><td>Inventories</td><td>3,204</td><td>3,090</td></tr>
<tr><td>Cash</td><td>1,204</td><td>1,090</td></tr>
<tr><th colspan="2">13,818</th><th>13,157</th></tr></table></body></html>
---
13,818 | 13818 | MYR | 2031-06-30 | A | * | *
13,157 | 13157 | MYR | 2031-03-31 | A | * | *
===
md rows that the text repeats are in its unit, but for what they count themselves
# Norvania's palm oil board reports on January 2030

Exports of palm oil were 1.17 million metric tons in January 2030, and stocks 1.58 million metric tons.

| | January 2030 | December 2029 | Change on month |
|---|---:|---:|---:|
| Palm oil exports | 1,168,324 | 1,341,936 | Dn 12.94% |
| Palm oil stocks | 1,579,763 | 1,708,756 | Dn 7.55% |
| Employees | 12,400 | 12,100 | Up 2.48% |
---
1,341,936 | 1341936 | tonnes | 2029-12 | A | * | *
Dn 7.55% | -7.55 | percent | * | * | * | *
12,100 | 12100 | count or employees | 2029-12 | A | * | *
===
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
md a year foreseen twice: the months below several years are when it was foreseen
# National Bank of Norland: forecasts of June 2031

23 June 2031

| (% YoY) | 2030 | 2031 (E) | 2031 (E) | 2032 (E) | 2032 (E) |
|---|---|---|---|---|---|
| | | Mar 2031 | Jun 2031 | Mar 2031 | Jun 2031 |
| GDP growth | -6.1 | 3.2 | 1.8 | 4.7 | 3.9 |
---
-6.1 | -6.1 | percent | 2030 | A | * | *
3.2 | 3.2 | percent | 2031 | * | * | *
3.9 | 3.9 | percent | 2032 | F | * | *
===
md days below several years are days of these years
# Norva Gold: balance sheets

| EUR million | 2025 | 2025 | 2024 | 2024 |
|---|---|---|---|---|
| | Mar 31 | Jun 30 | Mar 31 | Jun 30 |
| Total assets | 613 | 618 | 547 | 539 |
---
618 | 618e6 | EUR | 2025-06-30 | A | * | *
547 | 547e6 | EUR | 2024-03-31 | A | * | *
===
md a column that is preliminary makes the figures of its year in the text so, and those of the year before not
# Norva Pumps AG: Norva Group with a successful year 2030

Lauterach, 14 February 2031

| Key figures | | 2029 | 2030 (preliminary) |
|---|---|---|---|
| Revenues | € million | 1,064.5 | 1,307.0 |

Preliminary figures for 2030 show that the Norva Group increased its revenues to €1,309.2 million (2029: €1,066.5 million).

EBIT reached €65.2 million in 2030.
---
1,064.5 | 1064.5e6 | EUR | 2029 | A | * | *
€1,309.2 million | 1309.2e6 | EUR | 2030 | P | * | *
€1,066.5 million | 1066.5e6 | EUR | 2029 | A | * | *
€65.2 million | 65.2e6 | EUR | 2030 | P | * | *
===
md "Preliminary results" are what some call those that are final, and provisional data on one thing say nothing of others
# Norva Pumps plc: preliminary results for the year ended 31 December 2030

14 February 2031

Revenue rose to £1,309.2 million in 2030. The data for nurses are provisional.
---
£1,309.2 million | 1309.2e6 | GBP | 2030 | A | * | *
===
txt provisional numbers of a year up to a month are those of that month
Vastria Steel

15 June 2031

The provisional growth numbers for 2031 until the month of May show a 6.4% rise in output in the five months to May 2031.
---
6.4% | 6.4 | percent | 2031-01/2031-05 | P | * | *
===
txt a note that the figures are provisional is on all of its period
Vastria Statistics

Freight by sea, fourth quarter of 2030

This article has the figures of the fourth quarter of 2030. Please note that the quarterly port figures are provisional.

In the fourth quarter of 2030 Norport handled 106 million tonnes of goods.
---
106 million tonnes | 106e6 | * | 2030-Q4 | P | * | *
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
===
md a unit that is stated once over a table holds for its cells; columns may be numbered
# Ministry of Economy of Norvania

September 2024

Table 1 Real deposit rates

Unit: %

| Economies | (1) 1-year deposit rate* | (2) CPI annual growth rate** | (3)=(1)-(2) Real interest rate |
|---|---|---|---|
| Malaysia | 2.75 | 0.93 | 1.82 |
| Thailand | 1.50 | 0.94 | 0.56 |

Table 2 Output of main products

Unit: 10,000 tons

| Product | 2023 | 2022 |
|---|---|---|
| Crude steel | 1,012.5 | 1,020.8 |
| Cement | 2,030.1 | 1,900.2 |

Table 3 Trade

Unit: 100 million yuan

| | 2023 | 2022 |
|---|---|---|
| Exports | 2377.2 | 2545.4 |
| Imports | 1798.4 | 1838.9 |
---
2.75 | 2.75 | percent | * | A | Malaysia | 1-year deposit rate
0.93 | 0.93 | percent | * | A | Malaysia | CPI annual growth rate
0.56 | 0.56 | percent | * | A | Thailand | Real interest rate
1,012.5 | 1012.5e4 | tonnes | 2023 | A | Crude steel | *
2377.2 | 2377.2e8 | CNY | 2023 | A | * | Exports
===
md the unit may end the lead to a table, and supply of a season that runs is foreseen
# WHEAT SUPPLY/DEMAND BY COUNTRY

9-APR-1987

WASHINGTON, April 9 - The department detailed supply and demand for wheat, by country, as follows in mln tonnes --

**CANADA WHEAT**

| | 1986/87 | 1985/86 |
|---|---:|---:|
| Production | 31.85 | 24.25 |
| Exports | 17.50 | 16.85 |
---
31.85 | 31.85e6 | tonnes | * | F | * | Production
16.85 | 16.85e6 | tonnes | * | A | * | Exports
===
md each column has its own currency and scale; numbers of notes are no figures
# Orrin Corporation

Consolidated Statement of Income

| | Notes | Millions of Yen (For year ended 31 Mar 2024) | Thousands of U.S. Dollars (For year ended 31 Mar 2024) |
|---|---|---|---|
| Revenue: | | | |
| Sales | 23 | 762,610 | 5,036,723 |
| Finance income | 7, 25 | 16,279 | 107,514 |
| Other income | 21 | 13,328 | 88,025 |
---
762,610 | 762610e6 | JPY | 2023-04/2024-03 | A | Orrin | *
107,514 | 107514e3 | USD | 2023-04/2024-03 | A | Orrin | Finance income
88,025 | 88025e3 | USD | 2023-04/2024-03 | A | Orrin | Other income
===
md a row that only says how the row above changed is its change; one of a roll-forward is not
# Tarn share, November 7, 2023

| | 2Q23 | 3Q23 |
|---|---|---|
| Tarn Desktop Unit Share | 11.1% | 10.9% |
| Quarter over Quarter (QoQ) pp | -0.3 | -0.2 |
| Revenue (USD m) | 120 | 132 |
| YoY growth (%) | 4.3 | 10.0 |
| Stock at start (USD m) | 50 | 51 |
| Increase (USD m) | 4 | 6 |
---
10.9% | 10.9 | percent | 2023-Q3 | A | Tarn Desktop | Unit share
-0.2 | -0.2 | percentage_points | 2023-Q3 | A | Tarn Desktop | Change of unit share, sequential
10.0 | 10.0 | percent | 2023-Q3 | A | * | Growth of revenue
6 | 6e6 | USD | 2023-Q3 | A | * | Increase
===
md what moved between two balances was in the time between them; a balance is of its column
# Orrin Corporation Annual Report 2024

For the year ended 30 June 2024

| | Share capital £m | Total £m |
|---|---|---|
| At 1 July 2022 | 55.6 | 75.6 |
| Additions | 1.4 | 2.5 |
| At 30 June 2023 | 57.0 | 78.1 |
| Charge for the year | 0.7 | 0.9 |
| At 30 June 2024 | 57.7 | 79.0 |
---
55.6 | 55.6e6 | GBP | 2022-07-01 | A | Orrin | Share capital
2.5 | 2.5e6 | GBP | 2022-07/2023-06 | A | * | Additions
0.9 | 0.9e6 | GBP | 2023-07/2024-06 | A | * | Charge for the year
57.7 | 57.7e6 | GBP | 2024-06-30 | A | Orrin | Share capital
===
md basis points are hundredths of points, and items that will not be reclassified are no forecast
# Orrin Corporation annual results 2024

| | 2024 | 2023 | Change (bps) |
|---|---|---|---|
| Net interest margin (%) | 2.10 | 2.00 | 10 |

| in $ millions | 2024 | 2023 |
|---|---|---|
| Items that will not be reclassified to profit or loss | | |
| Remeasurement of the defined benefit plan | 12 | 14 |
---
10 | 0.10 | percentage_points | 2024 | A | * | *
12 | 12e6 | USD | 2024 | A | Orrin | *
===
txt a long label pushes figures out of their columns, signs of money are followed by one blank, and a second table stands below
Tarn Foods Inc. cash flows

                                        Three Months Ended    Six Months Ended
                                              June 30,            June 30,
                                          2023      2022      2023      2022
                                                   (In millions)
Net income (loss)                        $ 171   $ (531)     $ 738  $ (1,872)
Depreciation                               101       113       208       231
Taxes paid for the net settlement of restricted stock units (68) (37) (160) (98)
Other                                        2       (47)      (26)      (44)

                                        June 30,   December 31,
                                          2023         2022
                                           (In millions)
Cash                                     $ 2,674      $ 2,272
Debt                                       1,205        1,455

                                         9
---
$ (531) | -531e6 | USD | 2022-Q2 | A | * | *
$ 738 | 738e6 | USD | 2023-H1 | A | * | *
(160) | -160e6 | USD | 2023-H1 | A | * | *
2,272 | 2272e6 | USD | 2022-12-31 | A | * | *
===
md a year over rows holds though a total has closed their group, and a day of the first of a year is that of its beginning
# Brenn Care Corp. annual report 2023

| (in millions) | Insurance | Clinics |
|---|---|---|
| 2023 | | |
| Revenues: | | |
| Premiums | $269 | $21 |
| Services | 10 | 14 |
| Total revenues | 279 | 35 |
| Interest expense | 3 | 4 |
| 2022 | | |
| Revenues: | | |
| Premiums | $238 | $18 |
| Services | 9 | 11 |
| Total revenues | 247 | 29 |
| Interest expense | 2 | 5 |
---
4 | 4e6 | USD | 2023 | A | * | *
238 | 238e6 | USD | 2022 | A | * | *
5 | 5e6 | USD | 2022 | A | * | *
===
md crores whose sign a font has lost, tables below the years that lead to them, and a balance on the first day of a year
# Sethar Works Limited annual report

For the year ended March 31, 2025

i. For the year ended March 31, 2025:

| ` crore | Domestic | Foreign |
|---|---|---|
| Energy Projects | 139.64 | 100.30 |
| Sheds | 75.00 | 28.51 |

ii. For the year ended March 31, 2024:

| ` crore | Domestic | Foreign |
|---|---|---|
| Energy Projects | 120.01 | 69.05 |
| Sheds | 77.56 | 16.74 |

Provisions were:

| ` crore | 2024-25 | 2023-24 |
|---|---|---|
| Balance as at April 1 | 41.84 | 39.78 |
| Expected credit loss | 3.08 | 4.02 |
| Balance as at March 31 | 44.92 | 43.80 |
---
139.64 | 139.64e7 | INR | 2024-04/2025-03 | A | * | *
69.05 | 69.05e7 | INR | 2023-04/2024-03 | A | * | *
41.84 | 41.84e7 | INR | 2024-04-01 | A | * | *
4.02 | 4.02e7 | INR | 2023-04/2024-03 | A | * | *
43.80 | 43.80e7 | INR | 2024-03-31 | A | * | *
===
txt columns of counts print no sign where those of money do, and rows say what they measure; columns of years stay money
Tarn Energy Inc. annual report for the year ended December 31, 2015

Repurchases of shares

Period                     Shares purchased    Average price    Value that remains
October 2015                      1,598,910     $      10.03      $   400,312,942
November 2015                       400,000            10.11          396,270,942

Gas statistics

                                                     2015          2014
Revenues (in millions)                           $   2,344     $   2,153
Gas purchased (MMcf)                               209,194       202,215
Customers (average for the year)                 4,415,332     4,394,283
Transport revenues (in millions)                 $     649     $     662
---
1,598,910 | 1598910 | shares | 2015-10 | A | * | *
396,270,942 | 396270942 | USD | 2015-11 | A | * | *
209,194 | 209194e6 | cubic feet or cubic_feet | 2015 | A | * | *
4,394,283 | 4394283 | customers | 2014 | A | * | *
662 | 662e6 | USD | 2014 | A | * | *
===
md percent stands with the first figures of each part and the last alone; figures of other decimals are none
# Orrin Drinks Co. annual report 2018

The contribution of segments is as follows:

| | 2018 | 2017 |
|---|---|---|
| Europe | 42.7 % | 47.7 % |
| Bottling | (7.5) | (12.7) |
| Other | 64.8 | 65.0 |
| Total | 100.0% | 100.0% |
| Margin in Europe | 48.2 | 49.2 |
| Margin in all | 27.3 | 21.5 |

Key figures are as follows:

| | 2018 | 2017 |
|---|---|---|
| Margin | 42.7 % | 47.7 % |
| Plants | 12 | 14 |
| Brands | 40 | 41 |
| Growth | 5.2 % | 6.1 % |
| Depots | 65 | 66 |
---
(7.5) | -7.5 | percent | 2018 | A | * | *
65.0 | 65.0 | percent | 2017 | A | * | *
27.3 | 27.3 | percent | 2018 | A | * | *
14 | 14 | count or Plants or plants | 2017 | A | * | *
66 | 66 | count or Depots or depots | 2017 | A | * | *
===
txt one length of time in the middle is that of all columns with a day
Orvane Payments Inc. share-based compensation

                                              Three Months Ended,
                            Dec. 31,     Sep. 30,     Jun. 30,     Mar. 31,
                              2020         2020         2020         2020
                                         (in thousands)
Cost of revenue             $    97      $   100      $    95      $    76
Development                  79,812       74,420       69,731       50,119
---
97 | 97e3 | USD | 2020-Q4 | A | * | *
50,119 | 50119e3 | USD | 2020-Q1 | A | * | *
===
md a base of an index is no period, and a table that nothing dates has the period of its text
# Prices in Norvania

In 2004 average inflation reached 5.5 percent (1994=100). The full-year 2004 average deficit was 3.1 percent of output.

Prices by group

| | Index (1994 = 100) | Weight |
|---|---|---|
| Food | 128.2 | 46.6 |
| Housing | 119.9 | 16.8 |
| Fuel | 141.0 | 6.9 |
---
5.5 | 5.5 | percent | 2004 | A | * | *
3.1 | 3.1 | percent | 2004 | A | * | *
128.2 | 128.2 | * | 2004 | A | * | *
46.6 | 46.6 | * | 2004 | A | * | *
===
txt years and days stand beside their columns, one over the labels, and a group stands between them and the figures
Orvane Resorts Inc. quarterly report

                              Fair value level         June 30, 2023              December 31, 2022
                                                                   (In thousands)
 Cash and cash equivalents:
    Money market funds              Level 1      $               2,195   $                  12,009
    Commercial paper                Level 2                      1,040                       5,992

The table below sets out the costs of supplies and services and of materials that were used in each of the years:

                                          2022          2021          2020
(In millions)
Supplies and services              $        120  $        191  $        118
Materials                                    35           123           114
---
2,195 | 2195e3 | USD | 2023-06-30 | A | * | *
5,992 | 5992e3 | USD | 2022-12-31 | A | * | *
120 | 120e6 | USD | 2022 | A | * | *
114 | 114e6 | USD | 2020 | A | * | *
===
md a year with a sign of percent is a heading, and a year ended without a year is the newest of the table below
# Far Hill Estates Berhad 197301001753

The company was founded in 1992.

CONSOLIDATED RESULTS FOR THE YEAR ENDED 31 DECEMBER

| RM'000 | 2023 | 2022 | 2021 |
|---|---|---|---|
| Revenue | 542,359 | 785,657 | 693,585 |
| - 8.42 sen per ordinary share | 108,113 | 99,110 | 88,200 |

| Margins | 2023 % | 2022 % |
|---|---|---|
| Gross | 69.10% | 70.75% |
| Net | 11.20% | 16.75% |

Profits fell by $17%$ in the year.
---
542,359 | 542359e3 | MYR | 2023 | A | * | *
108,113 | 108113e3 | MYR | 2023 | A | * | *
70.75% | 70.75 | percent | 2022 | A | * | *
17% | -17 | percent | 2023 | A | * | *
===
txt a note of the scale stands beside the first of five years, and a year that ended on a day of May is no forecast
Orvane Shoes Inc.

ITEM 6. Selected Financial Data

Amounts per share reflect the split of the stock that began to trade on December 26, 2012.

(Dollars in millions, except per share data and financial ratios) 2015    2014           2013            2012
Year Ended May 31,
Revenues                                             $      30,601   $      27,799   $     25,313   $      23,331
Gross profit                                                14,067          12,446         11,034          10,148
---
30,601 | 30601e6 | USD | 2014-06/2015-05 | A | * | *
10,148 | 10148e6 | USD | 2011-06/2012-05 | A | * | *
===
txt a heading says how long its own columns are, and words over changes stand between the day and the year
Orvane Mills Inc. on the fourth quarter and the year 2018

                                            Three months ended           Year ended December 31,
                                             December 31, 2018           2018              2017
Earnings per diluted share                  $             0.85    $      7.93    $         8.16
Costs of the closure per share                            1.25           1.24              1.11
---
0.85 | 0.85 | USD | 2018-Q4 | A | * | *
7.93 | 7.93 | USD | 2018 | A | * | *
1.11 | 1.11 | USD | 2017 | A | * | *
===
md a register or an exchange tells of which country a dollar is
# Koala Data Limited annual report 2024

1 July 2023 to 30 June 2024 | Koala Data Limited | ABN 12 345 678 901

| | 2024 $'000 | 2023 $'000 |
|---|---|---|
| Data centre revenue | 400,689 | 357,179 |
| Rental revenue | 3,648 | 5,190 |
---
400,689 | 400689e3 | AUD | 2023-07/2024-06 | A | * | *
===
md a firm with an office in Toronto reports in the dollars of the exchange that it is on
# Orvane Data Inc. annual report 2024

The shares are listed on the NYSE. Offices are in Boston and Toronto.

| | 2024 $'000 | 2023 $'000 |
|---|---|---|
| Data centre revenue | 400,689 | 357,179 |
| Rental revenue | 3,648 | 5,190 |
---
400,689 | 400689e3 | USD | 2024 | A | * | *
===
md an individual quarter and a cumulative one over days of firms of Malaysia
# Orrin Berhad

INTERIM FINANCIAL REPORT FOR THE SECOND QUARTER ENDED 30 JUNE 2024

| | INDIVIDUAL QUARTER | INDIVIDUAL QUARTER | CUMULATIVE QUARTER | CUMULATIVE QUARTER |
|---|---|---|---|---|
| | CURRENT YEAR QUARTER | PRECEDING YEAR CORRESPONDING QUARTER | CURRENT YEAR TO DATE | PRECEDING YEAR CORRESPONDING PERIOD |
| | 30/06/2024 | 30/06/2023 | 30/06/2024 | 30/06/2023 |
| | RM million | RM million | RM million | RM million |
| Revenue | 412 | 398 | 801 | 777 |
| Earnings per share (sen) | 3.2 | 3.1 | 6.4 | 6.3 |
---
412 | 412e6 | MYR | 2024-Q2 | A | * | *
398 | 398e6 | MYR | 2023-Q2 | A | * | *
801 | 801e6 | MYR | 2024-H1 | A | * | *
777 | 777e6 | MYR | 2023-H1 | A | * | *
3.2 | 0.032 | MYR | 2024-Q2 | A | * | *
===
md a current quarter over a day in a report on nine months; times are no money
# Orrin Jamaica Limited

Unaudited results for the nine months ended 30 September 2023

| | Current Quarter | Current Quarter | Year-to-Date | Year-to-Date |
|---|---|---|---|---|
| | 30-Sep-23 $'000 | 30-Sep-22 $'000 | 30-Sep-23 $'000 | 30-Sep-22 $'000 |
| Revenue | 412 | 398 | 1,201 | 1,177 |
| Interest cover (number of times) | 4.1 | 4.0 | 4.3 | 4.2 |
---
412 | 412e3 | JMD | 2023-Q3 | A | * | *
398 | 398e3 | JMD | 2022-Q3 | A | * | *
1,201 | 1201e3 | JMD | 2023-9M | A | * | *
4.1 | 4.1 | ratio | 2023-Q3 | A | * | *
===
md a quarter with its number and its days in one heading; what is above what was achieved is of now
# Orrin Limited

Unaudited results for the nine months ended 31 December 2022

Revenue for the quarter ended December 31, 2022 is up 19% above what was achieved during the corresponding period of 2021.

| Unaudited | 3rd Quarter 3months ended 31-Dec-22 | 3rd Quarter 3months ended 31-Dec-21 | Growth % |
|---|---|---|---|
| Turnover | 6,713 | 3,675 | 82.65% |
---
19% | 19 | percent | 2022-10/2022-12 | A | * | *
6,713 | 6713 | * | 2022-10/2022-12 | A | * | *
3,675 | 3675 | * | 2021-10/2021-12 | A | * | *
===
md months and the year to date by years of two digits
# Orrin ASA second quarter 2025 results

Oslo, 15 July 2025

| NOK million | Q2 25 | Q2 24 | YTD 25 | YTD 24 | Jan-Mar 24 |
|---|---|---|---|---|---|
| Revenue | 412 | 398 | 801 | 777 | 379 |
---
398 | 398e6 | NOK | 2024-Q2 | A | * | *
801 | 801e6 | NOK | 2025-H1 | A | * | *
777 | 777e6 | NOK | 2024-H1 | A | * | *
379 | 379e6 | NOK | 2024-Q1 | A | * | *
===
md days below a length that stands in the row of units, as firms of Japan print them
# Orrin Corporation Summary of Results for the Three Months Ended June 30, 2025

| | Net sales | | Operating profit | |
|---|---|---|---|---|
| Three months ended | Millions of yen | % | Millions of yen | % |
| June 30, 2025 | 12,345 | 4.5 | 1,234 | (2.3) |
| June 30, 2024 | 11,813 | 3.1 | 1,263 | 5.6 |
---
12,345 | 12345e6 | JPY | 2025-Q2 | A | * | *
1,263 | 1263e6 | JPY | 2024-Q2 | A | * | *
===
html the heading of a column goes before the text above
<h1>Orrin Inc. Reports Second Quarter 2025 Results</h1>
<p>Orrin Inc. (NYSE: ORN) today reported results for the second quarter ended June 30, 2025.</p>
<table><tr><td></td><td colspan="2">Three Months Ended June 30,</td><td colspan="2">Six Months Ended June 30,</td></tr>
<tr><td>(in millions)</td><td>2025</td><td>2024</td><td>2025</td><td>2024</td></tr>
<tr><td>Industrial</td><td>$412.3</td><td>$390.1</td><td>$801.0</td><td>$770.2</td></tr>
<tr><td>Consumer</td><td>112.3</td><td>120.1</td><td>221.0</td><td>230.2</td></tr></table>
---
412.3 | 412.3e6 | USD | 2025-Q2 | A | * | *
801.0 | 801.0e6 | USD | 2025-H1 | A | * | *
230.2 | 230.2e6 | USD | 2024-H1 | A | * | *
===
md a percent sign of its own is the heading of a column, and no part of the year beside it
# Orrin Group announces interim results

Hong Kong, August 28, 2025

| | For the six months ended June 30, | For the six months ended June 30, | Change |
|---|---|---|---|
| | 2025 | 2024 | % |
| | RMB'000 (Unaudited) | RMB'000 (Unaudited) | |
| Revenue | 43,913 | 39,072 | 12.4 |
---
43,913 | 43913e3 | CNY | 2025-H1 | A | * | *
39,072 | 39072e3 | CNY | 2024-H1 | A | * | *
12.4 | 12.4 | percent | 2025-H1 | A | * | *
===
md quarters of the calendar follow each other in a table of Korea, and are of no year from April on
# Orrin Co. announces second-quarter 2025 results

SEOUL, July 31, 2025

| (KRW billion) | 2Q '25 | 1Q '25 | 2Q '24 |
|---|---|---|---|
| Revenue | 412 | 398 | 377 |
---
412 | 412e9 | KRW | 2025-Q2 | A | * | *
398 | 398e9 | KRW | 2025-Q1 | A | * | *
===
md a half by its short name ends as the text says
# Orrin Limited 1H25 results

Sydney, 20 February 2025. Results for the half year ended 31 December 2024, with offices opened in the U.S.

| $m | 1H25 | 1H24 |
|---|---|---|
| Revenue | 412 | 398 |
---
412 | 412e6 | AUD | 2024-07/2024-12 | A | * | *
398 | 398e6 | AUD | 2023-07/2023-12 | A | * | *
===
md a firm with a row on Australia has no year to June for that
# Orrin Holdings annual report: five years

A dividend was paid for FY2022.

| S$ million | 2022 | 2023 |
|---|---|---|
| Singapore | 412 | 398 |
| Australia | 77 | 79 |
---
412 | 412e6 | SGD | 2022 | A | * | *
79 | 79e6 | SGD | 2023 | A | * | *
===
md dollars of a firm abroad that is listed in the United States alone, and percent set as a formula
# Orrin Q1 earnings

Orrin Inc. (NASDAQ: ORN), a miner based in Singapore, posted revenue of $144.4 million for the quarter ended March 31, 2024.

It owns $51.5%$ of Tesk.
---
$144.4 million | 144.4e6 | USD | 2024-Q1 | A | * | *
51.5% | 51.5 | percent | * | * | * | *
===
md dollars of a firm that says in which it reports
# Orrin Gold reports second quarter 2025 results

TORONTO, August 6, 2025 - Orrin Gold (TSX: ORN) reported results. All amounts are in U.S. dollars unless otherwise indicated.

Revenue was $412 million.
---
$412 million | 412e6 | USD | 2025-Q2 | A | * | *
===
md dollars of a dateline, though the text thanks those who work with us
# Orrin Rail reports second quarter 2025 results

AUCKLAND, August 6, 2025 - Orrin Rail (NZX: ORN) thanks all who work with us. Revenue was $412 million.
---
$412 million | 412e6 | NZD | 2025-Q2 | A | * | *
===
md yen of a dateline in capitals
# Orrin reports results

TOKYO, Aug. 7, 2025 - Net sales for the three months ended June 30, 2025 came to ¥123.4 billion.
---
123.4 billion | 123.4e9 | JPY | 2025-Q2 | A | * | *
===
md what follows percentages in a table of money "except as noted" is in percent, up to the next amount; years beside quarters are whole
# Norvania consumer credit

May 7, 2030

Consumer credit increased at an annual rate of 1-3/4 percent during the first quarter of 2030.

Seasonally adjusted. Billions of dollars except as noted.

| | 2028 | 2029 | Q4 2029 | Q1 2030 |
|---|---:|---:|---:|---:|
| Total percent change (annual rate) | 6.8 | 5.1 | 4.8 | 1.7 |
| Revolving | 6.1 | 5.6 | 3.1 | -10.3 |
| Total outstanding | 412.5 | 433.1 | 438.9 | 440.2 |
| Nonrevolving | 312.7 | 329.4 | 333.6 | 340.1 |
---
6.8 | 6.8 | percent | 2028 | A | * | *
5.6 | 5.6 | percent | 2029 | A | * | *
-10.3 | -10.3 | percent | 2030-Q1 | A | * | *
412.5 | 412.5e9 | USD | * | A | * | *
329.4 | 329.4e9 | USD | * | A | * | *
===
md "Unaudited" over columns is nobody, and YTD24 is a part of its year
# Norvane Airlines Reports Fourth-Quarter Financial Results

OSLO, Feb. 12, 2025 - Norvane Airlines Inc. today announced results for the fourth quarter (4Q24) and the full year 2024.

(In US$ thousands)

| | Unaudited 4Q24 | Unaudited 4Q23 | Unaudited YTD24 | Audited YTD23 |
|---|---:|---:|---:|---:|
| Operating revenue | 833,189 | 875,257 | 3,291,793 | 3,316,362 |
| Fuel | 219,232 | 264,166 | 949,309 | 995,862 |
---
833,189 | 833189e3 | USD | 2024-Q4 | A | Norvane Airlines | *
3,316,362 | 3316362e3 | USD | 2023 | A | Norvane Airlines | *
949,309 | 949309e3 | USD | 2024 | A | Norvane Airlines | *
===
txt cells that stand in no common columns go by their order
Norvane Refining Limited

The highlights for the year 2024-25 in Rs. of India are as under:

Particulars                                                          2024-25                   2023-24
                                              US$ Million     ₹ Crore   US$ Million     ₹ Crore

Revenue from operations      101,592       859,363      106,429     881,235
Profit before tax                                        1,800           15,225           6,919          57,288
Profit for the year                       1,630      13,789     5,213      43,161
---
859,363 | 859363e7 | INR | 2024-04-01/2025-03-31 | A | * | *
106,429 | 106429e6 | USD | 2023-04-01/2024-03-31 | A | * | *
6,919 | 6919e6 | USD | 2023-04-01/2024-03-31 | A | * | *
43,161 | 43161e7 | INR | 2023-04-01/2024-03-31 | A | * | *
===
html a note in the last row of a table holds for all of it, but for amounts per share
<html><body><h1>Norvane Medical AB (publ) - Year End Report 2024</h1><p>2025-02-11</p>
<table><tr><th></th><th>Q4 2024</th><th>Q4 2023</th></tr>
<tr><td>Net sales</td><td>12 040</td><td>9 555</td></tr>
<tr><td>Gross profit</td><td>4 113</td><td>3 314</td></tr>
<tr><td>Earnings per share (SEK)</td><td>-0.04</td><td>-0.13</td></tr>
<tr><td colspan="3">All numbers are kSEK</td></tr></table></body></html>
---
12 040 | 12040e3 | SEK | 2024-Q4 | A | * | *
3 314 | 3314e3 | SEK | 2023-Q4 | A | * | *
-0.13 | -0.13 | SEK | 2023-Q4 | A | * | *
===
html a note on shares alone gives no scale to amounts
<html><body><h1>Norvane Medical AB (publ) - Year End Report 2024</h1><p>2025-02-11</p>
<table><tr><th></th><th>Q4 2024</th><th>Q4 2023</th></tr>
<tr><td>Net sales (SEK)</td><td>12 040</td><td>9 555</td></tr>
<tr><td>Gross profit (SEK)</td><td>4 113</td><td>3 314</td></tr>
<tr><td colspan="3">The figures are for the group</td></tr></table></body></html>
---
12 040 | 12040 | SEK | 2024-Q4 | A | * | *
===
txt the scale over one column of a period counts for the others, and not for changes
Norvane Group PLC

Annual report and accounts 2024 for the year ended 31 October 2024

On a constant currency basis revenue was up 9% to £517.3m (2023: £472.6m) and profit was EUR 9m (2023: £8m).

                                 At constant currency         As reported           2023
                                    2024     Change         2024     Change           £m
Group
Order intake                       682.2     (9.8)%        672.8    (11.1)%        756.4
Order book                       1,072.5      16.4%      1,037.8      12.6%        921.6
Revenue                            517.3       9.5%        510.4       8.0%        472.6
---
£517.3m | 517.3e6 | GBP | * | A | * | *
£472.6m | 472.6e6 | GBP | 2022-11-01/2023-10-31 | A | * | *
£8m | 8e6 | GBP | 2022-11-01/2023-10-31 | A | * | *
682.2 | 682.2e6 | GBP | * | A | * | *
1,037.8 | 1037.8e6 | GBP | * | A | * | *
(11.1)% | -11.1 | percent | * | A | * | *
===
html what tables are in unless they say another, for each of them, with a row and its parts in money
<html><body><h1>Farming in the United Kingdom 2024</h1><h3>Barley</h3>
<p>Table 8.1a to 8.1c Barley production and use, 2022 to 2024 (thousand tonnes unless specified otherwise)</p>
<table><caption>Table 8.1a Production</caption><tr><th></th><th>2022</th><th>2023</th><th>2024</th></tr>
<tr><td>Area (thousand hectares)</td><td>1,813</td><td>1,720</td><td>1,531</td></tr>
<tr><td>Yield (tonnes per hectare)</td><td>8.6</td><td>8.1</td><td>7.3</td></tr>
<tr><td>Volume of harvested production</td><td>15,540</td><td>13,980</td><td>11,146</td></tr>
<tr><td>Value of production (£ million)</td><td>4,062</td><td>2,957</td><td>2,161</td></tr>
<tr><td>Sales</td><td>3,321</td><td>2,713</td><td>2,133</td></tr>
<tr><td>On farm use</td><td>508</td><td>386</td><td>293</td></tr>
<tr><td>Change in stocks</td><td>233</td><td>-143</td><td>-266</td></tr></table>
<table><caption>Table 8.1b Prices (£ per tonne)</caption><tr><th></th><th>2022</th><th>2023</th><th>2024</th></tr>
<tr><td>Malting barley</td><td>280</td><td>244</td><td>221</td></tr></table>
<table><caption>Table 8.1c Supply and use</caption><tr><th></th><th>2022</th><th>2023</th><th>2024</th></tr>
<tr><td>EU imports</td><td>1,066</td><td>1,080</td><td>2,457</td></tr></table>
<p>The number of people who work on farms is counted each June.</p>
<table><tr><th></th><th>2022</th><th>2023</th><th>2024</th></tr>
<tr><td>Workers</td><td>471,100</td><td>469,900</td><td>461,000</td></tr></table></body></html>
---
1,720 | 1720e3 | hectares | 2023 | A | * | *
7.3 | 7.3 | tonnes per hectare | 2024 | A | * | *
13,980 | 13980e3 | tonnes | 2023 | A | * | *
2,713 | 2713e6 | GBP | 2023 | A | * | *
-266 | -266e6 | GBP | 2024 | A | * | *
244 | 244 | GBP | 2023 | A | * | *
2,457 | 2457e3 | tonnes | 2024 | A | * | *
469,900 | 469900 | * | 2023 | A | * | *
===
md a title that ends with "percentage change" is of all columns, whose rows grow; a rate names itself
# Norvania in September 2034

## Monetary aggregates, percentage change

| | Aug 34 | Sep 34 |
|---|---|---|
| Housing credit | 0.5 | 0.6 |
| Broad money | 0.4 | 0.3 |
---
0.6 | 0.6 | percent | 2034-09 | A | * | Growth of housing credit
0.4 | 0.4 | percent | 2034-08 | A | * | Growth of broad money
===
md a title of levels and their percentage change says of no column that it is in percent
# Norvania in September 2034

## Monetary levels and percentage change

| | Aug 34 | Sep 34 |
|---|---|---|
| Housing credit | 310.5 | 311.6 |
| Broad money | 420.4 | 424.3 |
---
311.6 | 311.6 | * | 2034-09 | A | * | Housing credit
===
md a column of codes has no figures, and one of ranks leads up to no change
# Norvane panel shipments, third quarter 2030

Table 1: Q2 2030 - Q3 2030 unit share and growth

| Rank | Brand | HS code | Q2 2030 Unit Share | Q3 2030 Unit Share | Q/Q Growth |
|---|---|---|---|---|---|
| 1 | Brakken | 0101 | 9.2% | 11.3% | 65% |
| 2 | Tolvane | 0203 | 12.3% | 10.9% | 19% |
| 3 | Ustrel | 0405 | 10.8% | 10.7% | 33% |
---
9.2% | 9.2 | percent | 2030-Q2 | A | Brakken | *
65% | 65 | percent | 2030-Q3 | A | Brakken | Growth of shipments
33% | 33 | percent | 2030-Q3 | A | Ustrel | Growth of shipments
===
md a heading over notes and statements names what the commodities below have; a note dates no change
# Trade data bank

## Import :: Country-wise commodities

Values in US$ Million

Country: Norvania

Note: A code is dropped or given anew from April 2039

| No. | HS Code | Commodity | 2028-2029 | 2029-2030 | % Growth |
|---|---|---|---|---|---|
| 1 | 01 | Cork ware | 0.42 | 0.50 | 19.62 |
| 2 | 03 | Felt hats | 3.88 | 0.68 | -82.40 |
---
0.42 | 420000 | USD | * | A | Cork ware | Imports
0.68 | 680000 | USD | * | A | Felt hats | Imports
-82.40 | -82.4 | percent | * | A | Felt hats | Growth of imports
===
md a column of years, carried on over its blanks, dates the months beside it; a title that looks at an index is no firm
# TRENDS OF THE NPI (Base: 2031 = 100)

| Year | Month | Index Number | % Change Month to Month |
|---|---|---|---|
| 2033 | November | 124.3 | |
| | December | 125.8 | 1.2 |
| 2034 | January | 129.7 | 3.1 |
| | February | 142.1 | 9.6 |
---
124.3 | 124.3 | * | 2033-11 | A | NPI | *
1.2 | 1.2 | percent | 2033-12 | A | NPI | *
129.7 | 129.7 | * | 2034-01 | A | NPI | *
9.6 | 9.6 | percent | 2034-02 | A | NPI | *
===
md quarters before the column of years, which is full, and the year of a total
# Ferry passengers of Norvania

| Period | Year | Arrivals | Departures |
|---|---|---|---|
| Q1 | 2033 | 4,120 | 4,010 |
| Q2 | 2033 | 5,230 | 5,190 |
| Total | 2033 | 9,350 | 9,200 |
| Q1 | 2034 | 4,380 | 4,275 |
---
4,120 | 4120 | * | 2033-Q1 | A | * | *
5,190 | 5190 | * | 2033-Q2 | A | * | *
9,350 | 9350 | * | 2033 | A | * | *
4,275 | 4275 | * | 2034-Q1 | A | * | *
===
md halves of years; months that one year has twice are of none that a blank is taken for
# Ferry passengers of Norvania

| Year | Half | Arrivals |
|---|---|---|
| 2033 | H1 | 4,120 |
| | H2 | 5,230 |

| Year | Month | Departures |
|---|---|---|
| 2033 | January | 3,110 |
| | February | 3,220 |
| | January | 3,330 |
---
4,120 | 4120 | * | 2033-H1 | A | * | *
5,230 | 5230 | * | 2033-H2 | A | * | *
3,330 | 3330 | * | none | * | * | *
===
md a scale in the spelling of another language
# Lunde Group: key figures

| | 2034 | 2033 |
|---|---|---|
| Income statement, DKK milion | | |
| Revenue | 10,665 | 9,346 |
| Gross profit | 7,895 | 6,813 |
---
10,665 | 10665000000 | DKK | 2034 | A | * | Revenue
6,813 | 6813000000 | DKK | 2033 | A | * | *
===
md a range with its middle in brackets is two figures; when forecasts were made dates no row; their years are named after their beginning
# Minutes of the meeting on July 14, 2034

Bank of Japan, July 20, 2034

**Forecasts of the members of the board**

y/y % chg.

| | Real GDP | CPI |
|---|---|---|
| Fiscal 2034 | +0.6 to +1.3 [+1.0] | -0.5 to +0.3 [+0.1] |
| Forecasts made in April 2034 | +0.8 to +1.2 [+1.1] | +1.1 to +1.5 [+1.4] |
| Fiscal 2035 | +1.4 to +1.6 | 1.9 to 2.8 (2.6) |
---
+0.6 to +1.3 | 0.6:1.3 | percent | 2034-04-01/2035-03-31 | F | * | Growth of real GDP or Real GDP
+1.0 | 1 | percent | 2034-04-01/2035-03-31 | F | * | Growth of real GDP or Real GDP
-0.5 to +0.3 | -0.5:0.3 | percent | 2034-04-01/2035-03-31 | F | * | CPI inflation or CPI or Growth of CPI
+1.1 | 1.1 | percent | 2034-04-01/2035-03-31 | F | * | Growth of real GDP or Real GDP
+1.4 | 1.4 | percent | 2034-04-01/2035-03-31 | F | * | *
+1.4 to +1.6 | 1.4:1.6 | percent | 2035-04-01/2036-03-31 | F | * | Growth of real GDP or Real GDP
2.6 | 2.6 | percent | 2035-04-01/2036-03-31 | F | * | *
===
md actual years beside forecasts are named after their end
# Norvane of Japan: results

July 20, 2034

Results and forecasts

| Yen in millions | Fiscal 2034 actual | Fiscal 2035 forecast |
|---|---|---|
| Revenue | 310.5 | 311.6 |
---
310.5 | 310500000 | * | 2033-04-01/2034-03-31 | A | * | Revenue
===
html a line on how long the newest period is says it of all columns of days; of a balance their last days
<h1>Ustrel Farms announces its results for the second quarter of Fiscal Year 2035 ended December 31, 2034</h1>
<p>February 10, 2035</p>
<h2>Financial highlights</h2>
<p>6M FY 2035 ended December 31, 2034</p>
<table>
<tr><th>In millions of euros</th><th>12/31/2034</th><th>12/31/2033</th></tr>
<tr><td>Revenue</td><td>238,715</td><td>225,523</td></tr>
<tr><td>Consolidated result</td><td>135,606</td><td>449,429</td></tr>
<tr><td>Profit of owners</td><td>61,541</td><td>106,267</td></tr>
</table>
<h2>Balance</h2>
<p>In brief</p>
<table>
<tr><th>In millions of euros</th><th>12/31/2034</th><th>6/30/2034</th></tr>
<tr><td>Total assets</td><td>738,712</td><td>725,521</td></tr>
</table>
---
238,715 | 238715000000 | EUR | 2034-07-01/2034-12-31 | A | * | Revenue
449,429 | 449429000000 | EUR | 2033-07-01/2033-12-31 | A | * | *
61,541 | 61541000000 | EUR | 2034-07-01/2034-12-31 | A | * | *
738,712 | 738712000000 | EUR | 2034-12-31 | A | * | Total assets
725,521 | 725521000000 | EUR | 2034-06-30 | A | * | Total assets
===
md the number of a note that is glued to a word is no part of its name
# Ustrel Limited annual report 2034

| In thousands of euros | 2034 | 2033 |
|---|---|---|
| Net income1 | 73,432 | 70,635 |
| CAPEX2 | 5,004 | 5,074 |

1 Net income is that of owners. Last year it was higher.

2 CAPEX is no measure of IFRS.
---
70,635 | 70635000 | EUR | 2033 | A | * | Net income
5,004 | 5004000 | EUR | 2034 | A | * | Capital expenditure or CAPEX
===
md a heading on shares over an amount and its share is one of the share alone
# Ustrel Limited annual report 2034

(In thousands of euros, except per share and percentage information)

| | % of | % of | % of | % of |
|---|---|---|---|---|
| For the years ended December 31, | 2034 | 2034 Revenues | 2033 | 2033 Revenues |
| Revenues | 268,278 | | 287,646 | |
| Cost of sales | 112,371 | 41.9% | 116,692 | 40.6% |
| Gross profit | 155,907 | 58.1% | 170,954 | 59.4% |
---
268,278 | 268278000 | EUR | 2034 | A | * | Revenue
116,692 | 116692000 | EUR | 2033 | A | * | Cost of sales
40.6% | 40.6 | percent | 2033 | A | * | *
===
txt columns that drift: as many figures in each row as years above them, and the firm of the page of a filing
      This graph shall not be deemed to be incorporated by reference into any filing of Norvane Fish
Market, Inc. under the Securities Act or the Exchange Act.

                                                            41
Item 6.       Selected Financial Data

                                                  Fiscal           Fiscal         Fiscal         Fiscal
                                                 2036(4)          2035(3)        2034(2)        2033(1)
                                                              (dollars in thousands)
Statements of Operations Data:
Net sales .................................................. $5,146,385 $4,593,031 $3,967,424 $ 3,437,911
Cost of sales, buying and occupancy....... 2,864,379 2,541,403 2,082,221 1,712,644
   Gross profit .......................................... 2,282,006 2,051,628        1,885,203     1,725,267
Direct store expenses...............................            828,943    706,044    581,621     496,183
Selling, general and administrative
  expenses ...............................................      126,929    106,412     95,397      81,795
Store closure and exit costs .....................                  228      1,802        725       2,051
---
$5,146,385 | 5146385e3 | USD | 2036 | A | Norvane Fish Market | Revenue
2,864,379 | 2864379e3 | USD | 2036 | A | Norvane Fish Market | *
1,712,644 | 1712644e3 | USD | 2033 | A | Norvane Fish Market | *
1,725,267 | 1725267e3 | USD | 2033 | A | Norvane Fish Market | Gross profit
706,044 | 706044e3 | USD | 2035 | A | Norvane Fish Market | *
81,795 | 81795e3 | USD | 2033 | A | Norvane Fish Market | Selling, general and administrative expenses
725 | 725e3 | USD | 2034 | A | Norvane Fish Market | *
===
txt a row that has a figure less stands in the columns where it stands
Norvane Tools, Inc.
Annual report 2036

                                2036         2035         2034
                                     (dollars in thousands)
Net sales                    412,385      393,031      367,424
Gross profit                 112,385      103,031       97,424
Gain on sale of a plant                     4,120
Net income                    38,943       36,044       31,621
---
412,385 | 412385e3 | USD | 2036 | A | * | *
4,120 | 4120e3 | USD | 2035 | A | * | *
31,621 | 31621e3 | USD | 2034 | A | * | *
===
txt a day over the first of two columns alone
Norvane Devices, Inc.
2032 ANNUAL REPORT

                                                                                 Year Ended
                                                                       December 31,
                                                                            2032            December 25, 2031
                                                                                (In millions)
  Net revenue:
        Servers ......................................................   $ 4,043         $  2,694
        Boards .......................................................         3,201             3,887
        Consoles ....................................................         3,805             2,607
  Total net revenue ..............................................      $11,049         $9,188
---
$ 4,043 | 4043e6 | USD | 2032 or 2031-12-26/2032-12-31 | A | * | *
$  2,694 | 2694e6 | USD | 2030-12-27/2031-12-25 or 2031 | A | * | *
3,201 | 3201e6 | USD | 2032 or 2031-12-26/2032-12-31 | A | * | *
===
md a mark of what is provisional over a column is no penny
# Survey of 2032-33

Government of India, Ministry of Finance

Trade in goods (Values in USD Billion)

| | 2030-31 | 2031-32 | Apr-Sept 2032 (P) |
|---|---|---|---|
| Exports | 206.1 | 254.5 | 156.1 |
| Travel costs | 8.5 | 9.1 | 10.5 |
---
254.5 | 254.5e9 | USD | * | A | * | *
156.1 | 156.1e9 | USD | * | P | * | *
10.5 | 10.5e9 | USD | * | P | * | *
===
md a small letter is one
# Norvane plc annual results 2032

Year ended 31 December 2032

| £m | 2032 | 2031 |
|---|---|---|
| Revenue | 412.3 | 398.1 |
| Dividend per share (p) | 12.5 | 11.0 |
---
412.3 | 412.3e6 | GBP | 2032 | A | * | *
12.5 | 0.125 | GBP | 2032 | A | * | *
===
md columns that are words of measurement say what is measured over kinds of goods, whatever the title says
# Survey of 2032-33

Government of India, Ministry of Finance

Table: Resilient performance of goods trade (Values in USD Billion)

| | 2030-31 | 2030-31 | 2031-32 | 2031-32 |
|---|---|---|---|---|
| | Exports | Imports | Exports | Imports |
| Total goods | 206.1 | 117.5 | 254.5 | 147.0 |
| Copper ore | 0.3 | 0.03 | 0.5 | 0.1 |
---
117.5 | 117.5e9 | USD | * | A | * | Imports
0.5 | 0.5e9 | USD | * | A | Copper ore | Exports
===
md columns that are of whom leave what is measured to the title
# Norland 2032: results of the survey

Employment by region (thousand persons)

| | Men | Women |
|---|---|---|
| North | 206.1 | 117.5 |
| South | 254.5 | 147.0 |
---
117.5 | 117.5e3 | persons | 2032 | A | * | Employment by region
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
