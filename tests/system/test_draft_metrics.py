"""What the figures of a draft measure: a case for each kind of wording, and near ones that must stay as they are."""

from __future__ import annotations

import draft_keys
import pytest

from claimhouse.draft.drafting import draft_document
from claimhouse.draft.registers import Book

CASES = """\
md margins, ratios and the changes of them by what stands in the row; amounts and growth of a profit are no margin
# Tarnwick Satellite: results of the year 2025

| EURm | 2024 | 2025 | Change |
|---|---|---|---|
| "Operating Lines" revenues reported | 571.1 | 599.9 | 5.0% |
| Adjusted EBITDA - EURm | 365.6 | 334.9 | -8.4% |
| Adjusted EBITDA - % | 63.8% | 55.2% | -8.6 pts |
| Net debt/ EBITDA - X | 4.13 | 3.92 | -0.21 pt |
---
599.9 | "Operating Lines" revenues
365.6 | EBITDA, non_gaap
-8.4% | Growth of EBITDA, non_gaap
63.8% | EBITDA margin, non_gaap
-8.6 pts | Change of EBITDA margin, non_gaap
3.92 | Net debt/ EBITDA
===
txt amounts of one room or day are a measure of their own
Norvane Hotels announces results of its fourth quarter

Norvane Hotels today reported results for the quarter ended December 31, 2031. Revenue was $30 million. Revenue per available room was
$120, revenue per guest day was $75, and revenue per year was $110 million.
---
$30 million | Revenue
$120 | Revenue per available room
$75 | Revenue per guest day
$110 million | Revenue
===
txt things of which it is said that they were sold; a loss of people is no sale
Corrie Stores reports half-year results for 2031

Corrie Stores today announced its results for the six months ended 30 June 2031.

- Over three million deck boards for gardens were sold
- 425,000 packs of screws were sold
- 1,200 employees were absent

Online sales grew by 64 per cent.
---
Over three million | Deck boards sold
425,000 | Packs of screws sold
1,200 employees | Employees
64 per cent | Growth of online sales
===
txt a row of rates with that of their figures, verbs that give a reading, growth of what was said before; no firm that recorded a percentage
Bank of Norland keeps rates unchanged

The Bank of Norland kept its overnight deposit rate, lending rate and the rate of the main operation unchanged at 4.25 percent, 5.25 percent
and 4.75 percent, respectively.
Growth of real output eased to 3.9 percent in 2025 Q4 compared to 4.4 percent in 2025 Q3, implying that growth
in 2025 registered 4.2 percent. Meanwhile, the unemployment rate recorded 7.2 percent. Annual core inflation slowed for a second month to
record 8.6 percent.
---
4.25 percent | Overnight deposit rate
5.25 percent | Lending rate
4.75 percent | Rate of the main operation
4.2 percent | Growth of real output
7.2 percent | Unemployment rate
8.6 percent | Annual core inflation
===
txt verbs past adverbs and periods, levels carried over words that name nothing; what a verb has inside a place is none of it
The Norland economy in August 2025

Headline inflation rose slightly in August 2025 to 7.2 percent from 7.1 percent in the previous month. Core inflation decelerated from 0.48%
in June and 0.55% in July to 0.20% in August. Merchandise exports increased at an annual rate of 6.5 percent. Finished steel production saw
10% growth. Prices of rye rose in 4 districts. Exports and imports increased by 9% and 25%, respectively.
---
7.2 percent | Headline inflation
7.1 percent | Headline inflation
0.48% | Core inflation
0.55% | Core inflation
0.20% | Core inflation
6.5 percent | Growth of exports
10% | Growth of finished steel production
9% | Growth of exports
25% | Growth of imports
===
txt kinds of revenue and of loss are not all of it, amounts converted in parentheses; steps and other bases are no level before
Corrie Airlines plc reports third-quarter results

Corrie Airlines plc today announced its results for the third quarter of 2025. Passenger revenue rose 4% to EUR 1.2 billion. It made EUR
50.9 million (USD 52.5 million) in rental income. Revenue of EUR 3.1 billion fell, a decrease of EUR 300 million. It bought back shares for
EUR 12 million and paid EUR 31 million of dividends. The revaluation resulted in a valuation loss of EUR 41.6 million. Net income was EUR
4.0 million, or EUR 0.82 per share (EUR 0.81 per share on a diluted basis).

Corrie 3Q Rev EUR4.87B
---
4% | Growth of passenger revenue
EUR 1.2 billion | Passenger revenue
50.9 million | Rental income
USD 52.5 million | Rental income
decrease of EUR 300 million | Change of revenue
EUR 31 million | Dividends
loss of EUR 41.6 million | Valuation loss
EUR 0.81 per share | Earnings per share
EUR4.87B | Revenue
===
txt a table of changes alone is of what its title says to change; a table of levels stays as it is
Norland statistical release on industry

Changes in industrial output in August, by sector (in pct):

Sector | Aug y/y | Aug m/m
Total | -3.9 | -1.6
Mining | 8.0 | 21.4
---
-3.9 | Growth of industrial output
21.4 | Growth of industrial output
===
md a central bank moves or leaves its rates; what stays beside them
# Norland press release, 27 October 2023

On 27 October 2023, the Board of Directors decided to increase the key rate by 200 basis points to 15.00% per annum. The Board left the
deposit rate unchanged at 3.5%. Annual inflation will range from 7.0 to 7.1% in 2023. The Committee voted to reduce the base rate by 0.25
percentage points, to 4%. It left the building at 6.2%. Core inflation, at 3.3%, was lower.
---
200 basis points | Change of key rate
15.00% per annum | Key rate
3.5% | Deposit rate
range from 7.0 to 7.1% | Annual inflation
0.25 percentage points | Change of base rate
4% | Base rate
3.3% | Core inflation
===
txt names with a preposition in them, levels that something moved from, and steps that the noun behind them says
Corrie Ports reports second-quarter results

Corrie Ports Inc. said that funds from operations rose to $20.7 million in the second quarter of 2025. Adjusted operating profit declined
from $30.3 million in 2024 to $22.4 million in 2025. It achieved a $1.3 million reduction in operating expenses. It is one of 75 brands.
Dividends received from ventures were $3.1 million. Its share of network spending rose from 12% in 2024 to 14% in 2025.
---
$20.7 million | Funds from operations
$30.3 million | Operating income, non_gaap
$22.4 million | Operating income, non_gaap
$1.3 million reduction | Change of operating expenses
$3.1 million | Dividends received
12% | Share of network spending
===
md rows say of what they are a part, or one per share; a cell of words is of its row, a change that it says is a growth
# Halden Mills reports second-quarter results

Halden Mills Inc. has published its figures for the quarter ended June 30, 2025, in US dollars.

| US$ millions, except per share data | Q2 2025 | Q2 2024 | Q2 2025 vs. Q2 2024 |
|---|---|---|---|
| Net sales | 634.3 | 345.9 | up 83% |
| Gross profit (as a percentage of net sales) | 40.3% | 38.1% | up 220 bps |
| Share repurchases | approximately $91 million | $72 million | |
| Per Common Share Data | | | |
| Diluted Net Income | 2.43 | 1.52 | up $0.91 |
| Book Value | 12.61 | 11.18 | |
| Market price, high | 41.70 | 39.20 | |
---
634.3 | Revenue
83% | Revenue growth
40.3% | Gross margin
220 bps | Change of gross margin
approximately $91 million | Share repurchases
2.43 | Earnings per share
12.61 | Book Value per share
41.70 | Market price, high
===
txt an amount per share is none of the whole, and each is compared with its like
Corrie Ports reports second-quarter results

Corrie Ports Inc. had a net loss of $5.3 million, or $0.35 per share, for the quarter ended June 30, 2025, as compared to $5.1 million, or
$0.41 per share, in 2024. Net loss was $0.8 million ($0.02 loss per share).
---
net loss of $5.3 million | Net loss
$5.1 million | Net loss
$0.02 loss | Earnings per share
===
md columns of rows of periods measure, also where some rows are totals of periods
# Tarn Air traffic figures

### Intl traffic

| Period | Pax | y.o.y(%) | RPK (000's) | y.o.y(%) |
|---|---|---|---|---|
| Apr-2015 | 653,278 | 7.5 | 2,958,643 | 8.7 |
| May-2015 | 686,908 | 10.9 | 3,201,403 | 10.0 |
| Jun-2015 | 667,181 | 8.0 | 3,198,199 | 7.9 |
| Jul-2015 | 701,405 | 6.1 | 3,377,211 | 6.4 |
| 1st Q TTL | 2,007,367 | 8.8 | 9,358,245 | 8.9 |
---
653,278 | Pax
7.5 | Growth of pax
3,198,199 | RPK
8.9 | Growth of RPK
===
txt an index document: its growth is that of what the index is of, and "the index for food" is that index
Transmission of this release is embargoed until 8:30 a.m. Wednesday, January 15, 2025

Media contact: press office, 202 555 0100

CONSUMER PRICE INDEX - DECEMBER 2024

The consumer price index increased 0.4 percent in December 2024 in the United States. The index for food rose 0.3 percent, and the index for
fuel reached 213.9. The median rent was 1,240 dollars. The research firm forecasts a decline of 1.3% in 2025.
---
0.3 percent | Growth of consumer prices
213.9 | Consumer price index
===
txt seasonally adjusted figures and underlying inflation are on no other basis
Norland labour market in May 2024

The seasonally adjusted unemployment rate was 4.1% in May 2024. Underlying inflation stood at 2.7%. Risk-adjusted returns were 3.3%.
---
4.1% | Unemployment rate
2.7% | Underlying inflation
3.3% | Risk-adjusted returns
===
md a table that begins with a basis has its figures on it, a reconciliation does not
# Tarn Foods plc reports first-half results

Tarn Foods plc publishes its results for the six months to 30 June 2024, in pounds.

Adjusted results

| £ million | H1 2024 | H1 2023 |
|---|---|---|
| Operating profit | 24.4 | 20.1 |

Adjusted EBITDA reconciliation

| £ million | H1 2024 | H1 2023 |
|---|---|---|
| Net profit | 14.7 | 11.2 |
| Adjusted EBITDA | 31.5 | 28.3 |
---
24.4 | Operating income, non_gaap
14.7 | Net profit
31.5 | EBITDA, non_gaap
===
md adjusted results are results on another basis, in text and table
# Halden Mills reports half-year results

June 12, 2025 - Halden Mills Inc. had an adjusted EBITDA of $31 million and adjusted free cash flow of $12.5 million. Operating income was
$22 million, and underlying operating profit was $24 million, compared to $20 million in the first half of 2024.

| US$ millions | H1 2025 | H1 2024 | Reported ∆% | Inc/ (Dec) % at constant rates |
|---|---|---|---|---|
| Underlying operating profit | 24.4 | 20.1 | 21 | 19 |
| Voyage operating expenses | 8.3 | 8.1 | 2 | 1 |
---
$31 million | EBITDA, non_gaap
$12.5 million | Free cash flow, non_gaap
$22 million | Operating income
$24 million | Operating income, non_gaap
$20 million | Operating income, non_gaap
24.4 | Operating income, non_gaap
21 | Growth of operating income, non_gaap
19 | Growth of operating income, non_gaap
8.3 | Voyage operating expenses
===
md figures joined by "and" have each its own noun phrase
# Tarn Foods reports first-quarter results

Tarn Foods plc said that basic EPS was 12.3 pence and group turnover of £48 million rose, with order intake of £51 million and trading
costs of £9 million.
---
£48 million | Revenue
£51 million | Order intake
£9 million | Trading costs
===
txt a rate that moved by a figure, and one that moved to it
Norvik Systems reports second-quarter results

Norvik Systems AB saw 0.8% operating margin expansion in the half. The operating margin was 21.1%, a sequential expansion of 1.2%. The
operating margin of services rose to 20.4%.
---
0.8% | Growth of operating margin
21.1% | Operating margin
1.2% | Growth of operating margin, sequential
20.4% | Operating margin
===
txt a percentage of an amount is its growth, of a rate a level, and a place is no part of its name
Norland house prices in May 2024

Estonian average house prices increased by 10.5% in the year to May 2024, up from an increase of 9.9% in the year to April. Norwegian
vacancy rates stood at 3.1%. The rental price index reached 199.2.
---
10.5% | Growth of average house prices
9.9% | Growth of average house prices
3.1% | Vacancy rates
199.2 | Rental price index
===
txt a title that names what a document measures with more than one word
January 2024 raw sugar production

World raw sugar production was 15.3 million tonnes in January 2024, a 3.3% decrease compared to January 2023. It covers 63 countries.

India produced 1.2 Mt in January 2024, down 4.9% on January 2023. Brazil produced 2.5 Mt, up 0.2%.
---
15.3 million tonnes | Raw sugar production
3.3% decrease | Growth of raw sugar production
63 countries | Number of countries
1.2 Mt | Raw sugar production
down 4.9% | Growth of raw sugar production
0.2% | Growth of raw sugar production
===
html rows that are attributable to somebody are no net profit of all
<h1>Corrie Ports reports half-year results</h1>
<p>Corrie Ports Limited has published figures for the six months to 30 June 2024, in pounds.</p>
<table><tr><th>£ million</th><th>2024</th><th>2023</th></tr>
<tr><td>Profit for the period</td><td>108</td><td>85</td></tr>
<tr><td>Attributable to minority shareholders</td><td>18</td><td>15</td></tr></table>
---
108 | Net profit
18 | Profit attributable to minority shareholders
===
txt a Chinese note names rates, costs, shares and what is counted behind its figures
2023年全省经济运行简况

2023年，地区生产总值（GDP）4321亿元，比上年增长5.2%。人均可支配收入31200元，管理费用为26亿元，调查失业率为5.3%。
全省技术改造投资比上年增长8%，规模以上工业增加值占地区生产总值的比重上升到31.4%。
该项目覆盖18个城市的205个小区，培训4.2万名教师。
---
4321亿元 | 地区生产总值
5.2% | 地区生产总值增长
31200元 | 人均可支配收入
26亿元 | 管理费用
5.3% | 调查失业率
8% | 投资增长
31.4% | 占地区生产总值的比重
18 | 城市数
205 | 小区数
===
md items that answer a question are called by what it asks and their labels; other items are whom
# Survey of joiners, second quarter 2024

1. How do you see the outlook of your firm?

- Rather good – 61.5%
- Rather bad – 23.5%

2. What do you expect to happen with your firm's sales?

- Rise by much – 13.5%
- Rather bad – 4.5%

Average expected rise in sales consistent with these answers = 3.5%

The answers came from joiners in all parts of the country and were weighted by the number of people that they employ.

- Norway – 17.5%
---
61.5% | Rather good
13.5% | Sales: rise by much
4.5% | Sales: rather bad
3.5% | Average expected rise in sales
===
txt shares of a whole that is no market, shares of the market, and figures of nouns in turn
Industry and trade of Norland in 2024

Factory goods accounted for 78% of the industrial output in 2024. The ratio of machines in total exports was 36%. Exports and imports
increased by 9% and 25%, respectively. Ardent made up 29% of sales, and Bexley and Corvus have a 15% and 11% share.

Energy prices rose by 1.8% and food prices by 3.6%.
---
78% | Share of industrial output
36% | Share of exports
9% | Growth of exports
25% | Growth of imports
1.8% | Growth of energy prices
3.6% | Growth of food prices
15% | Market share
11% | Market share
===
txt a name before or behind which another word makes another thing of it, and steps of amounts
Norvik Systems reports second-quarter results

Norvik Systems AB reports for the second quarter of 2024. Operating income reached EUR 75 million, which gives an EBIT margin of 11.4%.
ROE increased to 33.6%. Lower prices resulted in a decrease in net sales of EUR 1.7 million. Norvik opened 6 new stores.
---
EUR 75 million | Operating income
11.4% | EBIT margin
33.6% | ROE
EUR 1.7 million | Change of revenue
6 | Stores opened
===
html a column of units, of shares and of changes is of what the document is on
<h1>Tablet deliveries fall in the third quarter of 2018</h1>
<table><caption>Tablet vendors, third quarter of 2018 (units in millions)</caption>
<tr><th>Vendor</th><th>Units, 3Q18</th><th>Units, 3Q17</th><th>Share, 3Q18</th><th>Change, 3Q18 on 3Q17</th></tr>
<tr><td>Ardent</td><td>72.2</td><td>83.3</td><td>60.3%</td><td>-13.4%</td></tr>
<tr><td>Bexley</td><td>52.0</td><td>39.1</td><td>39.7%</td><td>32.9%</td></tr></table>
---
72.2 | Shipments
60.3% | Market share
-13.4% | Shipment growth
===
md kinds beside the whole of their table, a ratio of two, and a level that something edged up to
# Larch Hotels reports results for 2024

Larch Hotels Inc. has published its figures. Net debt to adjusted EBITDA was 2.9x, and the occupancy rate edged up to 66.8%.

| US$ millions | 2024 | 2023 |
|---|---|---|
| Fee revenues | 310.5 | 288.4 |
| Total revenues | 1,514.2 | 1,438.6 |
---
2.9x | Net debt to EBITDA, non_gaap
66.8% | Occupancy rate
310.5 | Fee revenues
1,514.2 | Revenue
===
md marks of notes are no part of a name, numbers of kinds are
# Halden Mills reports results for 2024

Halden Mills Inc. has published its figures.

| US$ millions | 2024 | 2023 |
|---|---|---|
| Securities purchased, net (line 1 less line 2) /1 | 24.4 | 20.1 |
| Adjusted(3) Income | 8.3 | 8.1 |
| Provisions of stage 2 | 4.7 | 4.4 |
---
24.4 | Securities purchased, net
8.3 | Income, non_gaap
4.7 | Provisions of stage 2
===
txt what stands behind an amount, what one is in the amount of, an item that is net; no order of steps, no share of a market
Ostrava Optics Reports Fourth Quarter 2024 Results

OSTRAVA, February 12, 2025 - Ostrava Optics Inc. today reported results for the fourth quarter ended December 31, 2024.

It took a $1.5 billion one-time charge in the quarter and authorized a $2 billion share repurchase program. The board declared a 37.5
cents per share quarterly dividend. Earnings came in at 42 cents a share. It reported a pre-tax loss of $16.9 million.

Interest expense, net for the quarter was $255,000. The loss consisted of interest income in the amount of $121,000. It delivered power to
3,400 customers. The company has 61.4% adjusted EBITDA margin or $140.1 million adjusted EBITDA for the quarter. Net sales rose 4% to
$2.6 billion in 12 countries. Margin increased 110 basis points versus the prior year period to 3.7%.

Ostrava shares fell 9.5% to $18. Its market share rose 8.5%. Shares in Ostrava gained 7.5%. Shares outstanding rose 6.5%.
---
$1.5 billion | One-time charge
$2 billion | Share repurchase program
42 cents a share | Earnings per share
loss of $16.9 million | Pre-tax loss
$255,000 | Interest expense, net
$121,000 | Interest income
3,400 customers | Number of customers
$140.1 million | EBITDA, non_gaap
$2.6 billion | Revenue
fell 9.5% | Growth of share price
8.5% | Market share
7.5% | Growth of share price
6.5% | Growth of shares outstanding
===
md rates of growth are growth of what they are of, points say what they add to, and "this" is of the figure before
# Monetary developments in Norvania: August 2025

Central Bank of Norvania, 25 September 2025

The annual growth rate of marketable bonds decreased to 2.6% in August 2025. The jobless rate was unchanged at 4.1 percent. The rate for
teenagers edged up to 14.1 percent. Short-term claims contributed 0.4 percentage points to headline inflation. The rate rose by
0.3 percentage points. The number of closed sales was 1,847 units. This was a 13.6% increase. Prices of homes rose by 3.9%.

In 2024 there were 1,706 accidental deaths registered in Norvania, a 4.5% decrease since 2023. In 2024 Vellmar had the largest GVA per head
at €37,232.
---
2.6% | Growth of marketable bonds
4.1 percent | Jobless rate
14.1 percent | Jobless rate
0.4 percentage points | Contribution to headline inflation
0.3 percentage points | Change of jobless rate
1,847 units | Number of closed sales
13.6% | Growth of number of closed sales
4.5% decrease | Growth of number of deaths
€37,232 | GVA per head
===
txt Chinese measures of a country keep the words that say of which part; by how many points a share is below another is of that share
中国人民银行

2031年4月金融数据报告

2031年4月末，对小微企业发放的票据贷款余额为27.4万亿元，同比增长5.5%；委托贷款余额1.2万亿元，同比下降4.3%。委托贷款余额占比2.4%，同比低0.2个百分点；企业债券余额占比7.8%，同比高0.3个百分点。金融机构外币贷款余额5.6万亿元。
---
1.2万亿元 | 委托贷款余额
下降4.3% | 委托贷款余额增长
2.4% | 委托贷款余额占比
低0.2个百分点 | 委托贷款余额占比变化
7.8% | 企业债券余额占比
0.3个百分点 | 企业债券余额占比变化
5.6万亿元 | 外币贷款余额
===
txt sales and incomes of a country are no revenue of a firm, and its economy may grow
Norvania Department of Statistics

Retail sales increased 4.5% in October 2030 compared to October 2029. Foreign wholesale sales fell 5.1%. Personal disposable income rose
2.8% in the third quarter of 2030. The Norvania economy expanded by 4.2% in 2029.
---
4.5% | Growth of retail sales
fell 5.1% | Growth of foreign wholesale sales
2.8% | Growth of personal disposable income
4.2% | Growth of economy
===
txt sales of a firm stay its revenue, and the parts of the firm its subjects
Corrie Retail Inc. reports second-quarter results

Corrie Retail Inc. said that net sales increased 4.5% to $20 million in the second quarter of 2030. Its operating income was $3 million.
---
4.5% | Revenue growth
$20 million | Revenue
$3 million | Operating income
===
md points beside percentages are percentage points, of an index they are not; people named behind a percentage are its whole
Orrery leads the Norland tablet market in May 2031

Orrery ranked first with 31.4 percent of tablet owners. Velmar followed with 22.7 percent, a 0.4-point gain, while Sundby lost 0.9 points.
The price index rose 2.1 points to 104.2. Quill added 0.6 percentage points to its share. Norva Search had 88 percent of the online
audience, followed by Fjordbook (79 percent). Velmar sold 20% of its fleet.
---
31.4 percent | Share of tablet owners
22.7 percent | Share of tablet owners
0.4-point | Change of share of tablet owners
0.9 points | Change of share of tablet owners
88 percent | Share of online audience
79 percent | Share of online audience
===
txt names in full: kinds of expenses, other and total income, what a return is on, ratios, amounts per share behind amounts
Corrie Trading Q1 2031 results

Corrie Trading plc announces its results for Q1 2031. Total income was GBP 129.6m. Operating expenses were GBP 68.5m, with fixed operating
expenses of GBP 43.6m. Net profit was GBP 45.9m, compared to GBP 6.4m of net profit and GBP 0.15 of basic EPS in Q1 2030. Trading capital
generated a 52% return on trading capital. Other operating income was GBP 3.1m. Loan to deposit ratio at 31 March 2031 was 91.9%. Gross
profit of GBP 29.8m, an increase of 39%, or 81% of revenue. Total revenue was GBP 36.8m. EBITDA guidance of GBP 22m was kept.
---
GBP 129.6m | Total income
GBP 68.5m | Operating expenses
GBP 43.6m | Fixed operating expenses
GBP 45.9m | Net profit
GBP 0.15 | Earnings per share
52% | Return on trading capital
GBP 3.1m | Other operating income
91.9% | Loan to deposit ratio
39% | Growth of gross profit
81% | Gross margin
GBP 36.8m | Revenue
===
html what a caption says to be measured, in money per thing; changes in the same money, of the level alone
<h1>Weekly fuel prices</h1><p>Released by the Energy Office of Canada, 12 September 2031</p>
<table><caption>U.S. Retail Diesel Prices* (dollars per gallon)</caption>
<tr><th></th><th>08/28/31</th><th>09/04/31</th><th>Change from week ago</th><th>Change from year ago</th></tr>
<tr><td>Prairies</td><td>2.399</td><td>2.679</td><td>0.006</td><td>0.483</td></tr>
<tr><td>Coast</td><td>2.499</td><td>2.579</td><td>0.007</td><td>-0.484</td></tr></table>
---
2.399 | Retail Diesel Prices
2.579 | Retail Diesel Prices
0.006 | Change of retail Diesel Prices
0.483 | Change of retail Diesel Prices
===
md rows of a table of revenue that are parts of it: a name that ends in "Growth", the whole, a group that measures nothing
# Corrie Telecom plc reports Q1 2031 results

| in GBP million | Q1 2031 | Q1 2030 |
|---|---|---|
| **Revenue** | | |
| Corrie Fibre | 759.7 | 762.6 |
| Corrie Growth | 96.6 | 14.3 |
| Total consolidated | 856.3 | 776.9 |
| Jointly owned firms: | | |
| Norland JV | 312.6 | 328.2 |
| **Expenses** | | |
| Materials used | 41.2 | 42.3 |
---
759.7 | Revenue
96.6 | Revenue
856.3 | Revenue
312.6 | Revenue
41.2 | Materials used
===
md large counts without a unit are of the things that are the subject
# Norvane Market reports Q1 2031

Norvane Inc. today reported results for the quarter ended March 31, 2031.

Successful items sold reached 222.0 million, increasing by 110.2% year-over-year. Live listings reached 299.5 million. Payment transactions
were 478.9 million, up 12%. Vehicle unit sales were 6,798,000.
---
222.0 million | Successful items sold
110.2% | Growth of successful items sold
299.5 million | Live listings
478.9 million | Payment transactions
12% | Growth of payment transactions
6,798,000 | Vehicle unit sales
===
txt Chinese members without a counter and their growth, net additions, moves of a share
岚桥视频2031年第一季度财报

2031年4月21日，岚桥视频发布财报，营收为71.63亿元。岚桥视频拥有2.08亿付费会员，同比增长14%；付费用户净增加398万人。股价报收于每股549.57元，下跌0.88%。
---
71.63亿元 | Revenue
2.08亿 | 付费会员
14% | 付费会员增长
398万人 | 付费用户净增
549.57元 | 股价
下跌0.88% | 股价涨跌幅
"""


def named(draft, root):
    """The names of the metrics of a draft and their scopes, by printed figure; of one printed twice the first.
    ===
    txt Chinese measures: profit without its last word, trade alone, prices of shares; an amount of a segment is no size of a market
    岚桥科技2024年业绩

    岚桥科技2024年净利13.9亿元，归属于集团的净利润为11.3亿元，出口3.7亿元，报收4.03港元/股。周海金店标价886元。中国速冻小吃市场规模为235亿元。
    ---
    13.9亿元 | Net profit
    11.3亿元 | Net profit
    3.7亿元 | 出口
    4.03港元/股 | 股价
    235亿元 | Market size
    """
    names = {id: row["name"] for id, row in Book(root).rows["metrics"].items()}
    names |= {id: row["name"] for (register, id), row in draft.ids.items() if register == "metrics"}
    found = {}
    for item in draft.in_order():
        if item.state != "excluded":
            name = names.get(item.value("metric_id"), "")
            found.setdefault(item.printed, ", ".join(filter(None, (name, item.value("scope_id")))))
    return found


@pytest.mark.parametrize("case", CASES.split("\n===\n"), ids=lambda case: case.split("\n")[0])
def test_what_figures_measure(root, tmp_path, case):
    head, text = case.split("\n", 1)
    body, wanted = text.split("\n---\n")
    path = tmp_path / f"case.{head.split()[0]}"
    path.write_text(body, encoding="utf-8")
    found = named(draft_document(path, tmp_path / "reports" / "case", root), root)
    should = dict(row.split(" | ") for row in wanted.strip().splitlines())
    assert {printed: found.get(printed) for printed in should} == should


def test_a_key_may_name_the_basis_that_is_the_scope_of_a_draft():
    adjusted = draft_keys.name_of("Adjusted operating profit")
    assert draft_keys.without_basis(adjusted, "non_gaap") == draft_keys.name_of("Operating profit")
    assert draft_keys.without_basis(draft_keys.name_of("Non-GAAP EPS"), "non_gaap") == ("eps",)
    assert draft_keys.without_basis(adjusted, "") == draft_keys.without_basis(adjusted, "constant_currency") == ()
    assert draft_keys.without_basis(draft_keys.name_of("Operating profit"), "non_gaap") == ()
