"""Whom the figures of a draft are about, what they measure, in what, and whom a document cites: a case for each kind of wording."""

from __future__ import annotations

import pytest

from claimhouse.draft.drafting import draft_document
from claimhouse.draft.phrases_zh import said_zh, split_zh
from claimhouse.draft.registers import Book

REGISTERS = {"subject_id": "subjects", "metric_id": "metrics", "cited_source_id": "cited_sources", "geography_id": "geographies"}
CASES = """\
txt firms whose share somebody told and at which somebody bought; no feast
Retailing in Vastria

Analysts Morvell said Zalda's total share of the grocery market has gone up from 3 per cent to 3.9 per cent. In all, Brask, Ondra's and
Fellins all saw an annual fall. Ondra's share fell to 16.9 per cent, and Fellins' from 11.7 per cent to 11.5 per cent.

Shopper numbers at Zalda are up by 16 per cent on a year ago. Sales at Wytrose are up by 8.8 per cent in a year.
Sales at Christmas were up 2.4 per cent.
---
3.9 per cent | subject_id | Zalda
11.5 per cent | subject_id | Fellins
16 per cent | subject_id | Zalda
8.8 per cent | subject_id | Wytrose
===
txt a line above "Annual Report" is the firm
Morvale
Annual Report
2030


Consolidated results

Operating revenue was $590.8 million in 2030.
---
$590.8 million | subject_id | Morvale
===
txt an office above "Annual Report" is none, nor is what a report is on
Ministry of Transport
Annual Report
2030


Key figures

Spending was $590.8 million in 2030.
---
$590.8 million | subject_id |
===
txt nights and trips are counted, and no part of the country
National Statistics Office, Jamaica

Inbound tourism: September 2030

Total nights spent went up by 3.1 per cent when compared to September 2029, reaching 585,264. Tourist trips were estimated at 66,619.
---
3.1 per cent | subject_id | Jamaica
estimated at 66,619 | metric_id | Tourist trips
===
txt a firm that is said to be something before it announces its results, in a title with a country
Orvell sets sales record in 2030 with a new mill and an acquisition in Japan

Orvell, the largest maker of board, announces its quarterly results. Board sales reached a record of 12.3 million tonnes.
---
12.3 million tonnes | subject_id | Orvell
===
md whom the first sentence below a plain heading counts, also for the rows of a table that are sums over time
# SUMMARY

The number of tourist arrivals to Jamaica in September 2030 was 108,575.

Tourist Arrivals

| Month | 2029 | 2030 |
|---|---|---|
| August | 200,359 | 143,587 |
| September | 149,087 | 108,575 |
| Total | 349,446 | 252,162 |
| Up to September | 349,446 | 252,162 |
---
143,587 | subject_id | Jamaica
252,162 | subject_id | Jamaica
===
md a country that the first sentence below a plain heading only mentions
# SUMMARY

Storms over Jamaica closed 12 ports in September 2030.
---
12 | subject_id |
===
txt a bare sign below the one with letters in a heading
Orvell Limited 2030 annual report

Orvell Limited spent $21.7 million on machines.

INCOME STATEMENT (J$)
---
$21.7 million | unit | JMD
===
txt a bare sign of a firm of the United States that has one amount in another dollar
Orvell Inc. 2030 annual report

Orvell Inc. spent $21.7 million on machines in the U.S. and C$3 million in Toronto.
---
$21.7 million | unit | USD
===
txt the industry of an association; no person and no place of a dateline
FERRY ORDERS RISE AGAIN
6-MAR-1987

    VARNHOLM, March 6 - The Ferry Industry Association said orders
totaled 788.2 mln dlrs in February. Shipments were 677.8 mln dlrs, up
4.9 pct from January, economist Ada Tern said. Tern also said orders
could rise 7.3 pct this year.
---
788.2 mln dlrs | subject_id | Ferry industry
677.8 mln dlrs | subject_id | Ferry industry
677.8 mln dlrs | metric_id | Shipments
7.3 pct | subject_id | Ferry industry
7.3 pct | period_id | 1987
===
md the country with which a title begins; of a list none
# Japan's exports to China and India fall

8 April 2024

Exports fell 12.5% in March, customs data showed.
---
fell 12.5% | subject_id | Japan
===
md the country of which a text speaks
# Key points

8 April 2024

The total came to $30 billion.

Japan borrowed more abroad. Loans to Japan came to $6.9 billion in March. Bankers in Japan expect more.
---
$30 billion | subject_id | Japan
===
md a text that speaks of several countries has none
# Key points

8 April 2024

The total came to $30 billion.

Japan borrowed more abroad than China. Bankers in Japan and China expect more, as do those of Japan and China in India.
---
$30 billion | subject_id |
===
md a central bank that announces
The Bank of Canada today announced that it is maintaining its target for the overnight rate at 1.25 per cent.

Core inflation was 2.1 per cent in March 2024.
---
2.1 per cent | subject_id | Canada
===
md two countries
# Japan and China: exports fall

8 April 2024

Exports fell 12.5% in March, customs data showed.
---
fell 12.5% | subject_id |
===
md a firm of a title with a country in its name, whose currency many countries share
# Corvane Spice Mills (Ceylon) PLC – Annual Report 2023/24

## Message from the chair

| In Rs.'000 | 2024 | 2023 | Change % |
|---|---:|---:|---:|
| Revenue | 5,213,480 | 4,870,112 | 7.1 |
| Market value | 9,100,000 | 8,700,000 | 4.6 |

Corvane Spice Mills (Ceylon) PLC 3
---
5,213,480 | subject_id | Corvane Spice Mills (Ceylon)
5,213,480 | unit | LKR
7.1 | subject_id | Corvane Spice Mills (Ceylon)
===
md a firm whose name begins with a digit
# 4K Lumen Reports Second Quarter 2031 Results

4K Lumen Corporation (NYSE: FKL) announced today its results for the quarter ended June 30, 2031.

Revenue was $94.6 million, down 3%.
---
$94.6 million | subject_id | 4K Lumen
===
txt a segment with its short name, which the next sentences go on with
Ostrava Optics Reports Fourth Quarter 2024 Results

Ostrava Optics Inc. today reported results for the fourth quarter of 2024.

Net sales in the Lens Coating & Care (LCC) segment were $886 million. In a hard market, orders came to $12.4 million. Segment earnings
were $9 million. The company repaid $3 million of debt.
---
$886 million | subject_id | Lens Coating & Care
$12.4 million | subject_id | Lens Coating & Care
$9 million | subject_id | Lens Coating & Care
===
md a heading that the text below calls a part of the firm
# Ostrava Optics Annual Report 2024 (fiscal year ended December 31, 2024)

Ostrava Optics Inc. has two businesses.

## Frames and Cases

Revenue was $40 million. Frames and Cases' revenue grew clearly.

## Market Environment

Sales were $41 million. The market environment was mixed.
---
$40 million | subject_id | Frames and Cases
$41 million | subject_id | Ostrava Optics
===
md news with a title in capitals on whom the text speaks of
# Ostrava Navigates Mixed Quarter

Ostrava reported revenue of $741 million in the fourth quarter of 2024. Profit at Ostrava was $12 million, Ostrava said.
---
$741 million | subject_id | Ostrava
===
md near: a quarter with its digit first names nobody
# 2Q31 Results

Halden Ferries reported its results for the second quarter of 2031.

Revenue was NOK 94.6 million.
---
NOK 94.6 million | subject_id | Halden Ferries
===
md a note of a broker on a firm that stands with its ticker behind its legal form
# Northgate Partners Updates Coverage on Halden Ferries Inc. (NASDAQ: HLDN) Q2 2031

OSLO -- August 15th, 2031 -- Halden Ferries Inc. (NASDAQ: HLDN): Northgate Partners updates its coverage.

- Revenue rose to $12.4M in the quarter.
---
$12.4M | subject_id | Halden Ferries
===
md a firm of which a person speaks, in a title with a verb that goes on from its name
# Halden Ferries AG Presents Preliminary Results for 2031

Shares of Halden Ferries rose on Friday. CEO Ada Brekke spoke of a good year.

Brekke reported revenue of EUR 430.6 million.
---
EUR 430.6 million | subject_id | Halden Ferries
===
md near: a study with a long name is no firm
# Most school buses are late

The State of Rural School Transport Report reveals that 61% of districts had late buses.

About Harrow Lane

Harrow Lane plans routes for schools.
---
61% | subject_id | Harrow Lane
===
txt a firm that a Chinese note names with the code of its share
美股异动 | 指引略显保守 海达邮轮(HDYL.US)盘前跌超9%

智通财经APP获悉，周三，海达邮轮(HDYL.US)盘前下跌。消息面上，该公司四季度净销售额23.46亿美元，同比增26%。
---
23.46亿美元 | subject_id | 海达邮轮
===
txt a firm that a Chinese text calls by a short name
与老对手缠斗十年 港股上市喜忧参半

有价格杀手之称的海达邮轮有限公司（以下简称“海达”）最终选择了港股。

公司2023年收入为248.32亿元。
---
248.32亿元 | subject_id | 海达
===
txt near: two firms with codes are no one's text
邮轮股早盘普跌

截至发稿，海达邮轮(00027)跌4.58%；北辰航运(01928)跌4.49%。
---
跌4.58% | subject_id |
跌4.49% | subject_id |
===
txt a region whose statistics office a Chinese item names inside a line
2031年云川居民人均可支配收入38130元

某社云川3月21日电 (记者 某某)记者从云川自治区统计局获悉，《云川自治区2031年国民经济和社会发展统计公报》发布，增长平稳。

初步核算，全年地区生产总值24627亿元，比上年增长7.3%。
---
24627亿元 | subject_id | 云川
7.3% | subject_id | 云川
===
md a place of whose market title and text speak
# June Brings Stronger Sales to Halden Bay Housing Market

Halden Bay’s housing market showed strength in June, according to the Bay Association of Realtors.

Months of supply rose to 1.84.

---
1.84 | subject_id | Halden Bay
===
md near: nations of whose markets a title speaks are no place
# Shares rise as Nordic stock markets climb

The Norvex 30 rose 1.2% as Nordic stock markets climbed.
---
1.2% | subject_id | Norvex 30
===
md a house of research that a title begins with is no one's subject
# Orvex sees kettle shipments shrinking in 2031

Kettle makers face another year of decline, according to the research firm Orvex.

Shipments are forecast to change by 10.1% in 2031.

Demand weakened in most countries.

Makers of kettles expect a better year.
---
10.1% | subject_id | Kettle
===
md a firm that has a word of reports in its name
# Cordova Financial Reports Mixed 2031 Results

Cordova Financial posted net income of $405 million.
---
$405 million | subject_id | Cordova Financial
===
md a firm with its ticker behind the place and day of a release, whose title names nobody
# Press Release

**Revenue up 11% with margin at 24%**

Pune, India – October 17, 2024: Zentrix Labs (NSE, BSE, NYSE: ZNX), a provider of software, delivered $412 million in revenues.

- Operating margin at 24.1%
---
11% | subject_id | Zentrix Labs
$412 million | subject_id | Zentrix Labs
24.1% | subject_id | Zentrix Labs
===
txt a firm that a news item speaks of most, whose headline begins with the name of a column
Market wrap: Halden Ferries raises outlook after strong summer

Halden Ferries has raised its forecast after a record summer.

Revenue grew by 6.1% to NOK 3.4bn, while operating profit increased 9%.

Halden Ferries, which bought Skagen Lines in May, cut its debt by NOK 220m.
---
6.1% | subject_id | Halden Ferries
NOK 3.4bn | subject_id | Halden Ferries
NOK 220m | subject_id | Halden Ferries
===
txt near: two firms of which a text speaks alike are no one's document
Ferry operators report a good summer

Halden Ferries raised its forecast after revenue of NOK 3.4bn.

Skagen Lines cut its debt to NOK 220m.
---
NOK 3.4bn | subject_id | Halden Ferries
NOK 220m | subject_id | Skagen Lines
===
md what a heading says of results is no firm, the name behind the dash is
## Operating Results – Harlan Marine

The following table compares Harlan Marine’s operating results for 2021 and 2020:

| (in thousands of U.S. dollars) | 2021 | 2020 |
|---|---|---|
| Revenues | 312,450 | 288,130 |
| Operating income | 111,150 | 98,110 |
---
288,130 | subject_id | Harlan Marine
98,110 | subject_id | Harlan Marine
===
md a market before "Report" is no firm
# Copper Market Report - March 2024

World copper demand is set to expand by 600 kt in 2024.
---
600 kt | subject_id | Copper
===
txt the country of a central bank stands behind it, whatever stands before
Part 1 Central Bank of Sri Lanka Annual Report - 1997

The economy grew by 6.3 per cent. Inflation was 9.6 per cent.
---
6.3 per cent | subject_id | Sri Lanka
9.6 per cent | subject_id | Sri Lanka
===
txt a department that releases figures names the country
Monthly Grain Stocks

The U.S. Department of the Treasury today released figures for May 2024. Stocks were 3,209 tons at the end of May 2024.
---
3,209 tons | subject_id | United States
===
txt near: a department that somebody deals with names no country
Halden Ferries results

Halden Ferries said revenue rose 4% after the U.S. Department of Justice closed its case.
---
4% | subject_id | Halden Ferries
===
txt the office of a Chinese dispatch, behind the bracket of its reporters
新华社北京10月18日电（记者王明、李华）国家统计局18日发布数据，前三季度国内生产总值949746亿元，同比增长4.8%。

分季度看，一季度GDP同比增长5.3%。
---
5.3% | subject_id | China
===
txt a firm with which a Chinese headline begins behind its mark
快讯：蓝海科技Q3净亏损1.4亿元

财报显示，第三季度毛利率为35.2%，销售费用为0.9亿元。
---
35.2% | subject_id | 蓝海科技
0.9亿元 | subject_id | 蓝海科技
===
txt a region with which a Chinese title begins and of whose whole the text speaks
浙江省数字公共服务平台

2022年末全省常住人口6577万人。
---
6577万人 | subject_id | 浙江省
===
txt Chinese news on several firms: who publishes, foresees or adds up is the name before that, behind "其中" and "而"
多家车企一季度利润下滑

车企一季度销量已公布。其中远山汽车公布前三个月销量为12.3万辆，而海岳汽车公布，一季度集团实现销售收入97.2亿元。

数据显示，远山汽车预计一季度归属于上市公司股东的净利润为2亿~3亿元。

2016年1~3月，青川汽车累计合约销售额约305.4亿元。分析师王明表示，无理由退车对于市场并不常见。
---
12.3万辆 | subject_id | 远山汽车
97.2亿元 | subject_id | 海岳汽车
2亿~3亿元 | subject_id | 远山汽车
约305.4亿元 | subject_id | 青川汽车
===
txt a Chinese name ends where what it does begins, also in a clause without a figure; a list may name it right before its figures
机构：2024年东南亚手机市场增长11%

2024年，东南亚手机市场强势反弹，出货量达到9670万部。岚桥首次领跑该市场，以1690万部的出货量占据18%的市场份额。远山紧随其后，以1660万部的出货量获得17%的市场份额。

海岳凭借低端市场的布局登顶，出货量为380万部。其中，欧元跌0.31%，日元涨2.45%，澳元涨1.01%。
---
1690万 | subject_id | 岚桥
1660万 | subject_id | 远山
380万 | subject_id | 海岳
2.45% | subject_id | 日元
===
txt words before 公司 are no name of a firm, letters of a cited body no code of a share
折叠自行车公司冲刺港股

近日，折叠自行车公司大山科工（深圳）股份有限公司递交申请。大山科工发布的招股书显示，公司去年收入3.5亿元。据国际数据公司（IDC）统计，大山科工2023年收入3.1亿元。
---
3.1亿元 | subject_id | 大山科工
===
txt what a ministry tells is of the country, a fine of the central bank is not
早间要闻：贷款余额增长

央行统计，2024年二季度末，房地产开发贷款余额13.8万亿元，同比增长2.8%。
---
13.8万亿元 | subject_id | China
===
txt a government reports on its place
2026年云海省政府工作报告

一、2025年工作回顾
一般公共预算收入8500亿元，规模以上工业增加值增长6.5%。
---
8500亿元 | subject_id | 云海省
6.5% | subject_id | 规模以上工业
===
txt in a Chinese document on a region groups of people and industries are subjects, crops and the region's own product are not
浙江省数字公共服务平台

2022年全省地区生产总值77715亿元。油菜籽播种面积增长6.4%。城镇居民人均可支配收入71268元。装备制造业增加值增长7.5%。
---
77715亿元 | subject_id | 浙江省
6.4% | subject_id | 浙江省
71268元 | subject_id | 城镇居民
7.5% | subject_id | 装备制造业
===
txt in a firm's text what stands in capitals at the beginning of sentences alone, or is a term or a body, is no subject
Brindle Mills reports second-quarter 2024 results

Brindle Mills repurchased shares under its Capital Return Policy (the "Return Policy").

Currency contributed SEK 0.9 million to financial items. Includes a charge of SEK 6.2 million.

Under the Capital Return Policy it paid SEK 0.07 per share at 5 p.m. Eastern Time.
---
SEK 0.9 million | subject_id | Brindle Mills
SEK 6.2 million | subject_id | Brindle Mills
===
txt a ministry that helped to count is not who trades, and an adjective means its country
Foreign Trade Statistics

According to the Statistical Institute of Turkey and the Ministry of Customs and Trade, exports were 13 billion dollars in October 2017.

Exports to Germany rose 4%, and German tourists were 1.2 million. Prices in Germany rose 2%. German prices rose 3% in May.
---
13 billion dollars | subject_id | Turkey
===
md a product with its article lends its maker no name
# Global shipments of wearables nearly doubled in third quarter

The popularity of the Kelvor Watch helped Kelvor keep its lead. The company shipped 29.5 million devices in the third quarter of 2019.

| Company | 3Q19 Shipments | 3Q18 Shipments |
|---|---|---|
| 1. Kelvor | 29.5 | 10.0 |
| Total | 84.5 | 43.4 |
---
29.5 million | subject_id | Kelvor
10.0 | subject_id | Kelvor
43.4 | subject_id | Wearables
===
md the answers of a survey are those of its respondents
# Results of the Chamber of Shipping Member Poll, Spring 2024

How do you rate current freight demand?

- Very good – 11.2%
- Poor – 39.9%
---
11.2% | subject_id | Respondents
39.9% | subject_id | Respondents
===
txt near: a firm that surveyed its customers is itself the subject
Halden Ferries plc results and survey of customers 2024

Revenue rose 6.1% in 2024.
---
6.1% | subject_id | Halden Ferries
===
txt a house of research that shares numbers has none of its own
Smartwatches slip again

Research house Dunmore Insights on Wednesday shared numbers for the second quarter of 2024. Kelvor shipped 9.8 million units.

Dunmore Insights expects shipments to grow by 2% next year.
---
9.8 million units | subject_id | Kelvor
===
txt money raised by several firms: the name behind what each is, no lender, no round; else the kind in the title
https://news.example/2024/03/funding-brindle-kelvor

[Funding wrap] Nordic startups raise EUR 310M this week, Kelvor leads

Nordic startups raised EUR 310 million across 18 deals in the second week of March 2024.

Of this, EUR 120 million was swept up by battery maker Kelvor.

Copenhagen-based Ostrey secured EUR 14 million from Talven Ventures.

Payments platform Brindle raised a seed round of EUR 3 million.
---
EUR 310 million | subject_id | Nordic startups
18 | subject_id | Nordic startups
EUR 120 million | subject_id | Kelvor
EUR 14 million | subject_id | Ostrey
EUR 3 million | subject_id | Brindle
===
txt near: a verb that ends a phrase is none of its name, and what is sold keeps its capitals
Device shipments in 2012

Shipments of notebook PCs saw a 13.1 percent decline. China underpins the slowdown, accounting for around 20% of losses.
---
13.1 percent decline | subject_id | Notebook PCs
around 20% | subject_id | China
===
txt a sentence that takes the last figure up is of its place; who is left out, or has a point in its name, and a double name
House Price Index, May 2014

Office for National Statistics, UK

In May 2014 the Scotland index reached 220.7. This is 4.3% above the peak of 211.6. Excluding the South East, UK prices rose 6.4%.

Mt. Province posted the highest index at 146.5 in May 2014.

| Region | May 2013 | May 2014 |
|---|---|---|
| Mt. Province | 140.3 | 146.5 |
---
4.3% | subject_id | Scotland
6.4% | subject_id | United Kingdom
===
md two words that "and" joins are one business, what "it is" goes on about stays
# Norvane results

Norvane said net sales of the group rose 4%. The Board and Systems business revenue grew to $126.8 million.
---
4% | subject_id | Norvane
$126.8 million | subject_id | Board and Systems
===
md rows of a firm's table that end in the whole or are regions are its parts, although nothing over them says so
# Veldor Group Q3 2024 trading update

| EUR million | Q3 2024 | Q3 2023 |
|---|---:|---:|
| Healthcare | 412 | 388 |
| Industrial | 230 | 241 |
| Group | 642 | 629 |

| EUR million | Q3 2024 | Q3 2023 |
|---|---:|---:|
| North America | 301 | 290 |
| EMEA | 341 | 339 |
---
388 | subject_id | Healthcare
241 | subject_id | Industrial
629 | subject_id | Veldor
339 | subject_id | EMEA
===
md near: rows that measure are of the firm, also above a row on the group
# Veldor Group Q3 2024 trading update

| EUR million | Q3 2024 | Q3 2023 |
|---|---:|---:|
| Order intake | 412 | 388 |
| Research costs | 230 | 241 |
| Other | 12 | 11 |
---
388 | subject_id | Veldor
241 | subject_id | Veldor
===
md headings and the text below them name several firms, of which the first is not the whole document's
# Nordic banks: third-quarter earnings round-up

## Fjordbank
Fjordbank reported net profit of NOK 9.1 billion in the third quarter of 2024.

## Storebank
Storebank's net interest income fell to SEK 11.8 billion.
---
NOK 9.1 billion | subject_id | Fjordbank
SEK 11.8 billion | subject_id | Storebank
===
md a firm that a filing defines as "we"
## Item 7. Management’s Discussion and Analysis

Harbor Point Foods, Inc. (“we” or the “Company”) operates 212 restaurants.

Total revenues increased to $614.3 million in fiscal 2023. Franchise royalties were $22.4 million.
---
$614.3 million | subject_id | Harbor Point Foods
$22.4 million | subject_id | Harbor Point Foods
===
txt what a text speaks of as a whole is its market, of which no publisher is a part
Kelvor within reach of Ostrey

Research firm Dunmore today shared data. According to Dunmore, global shipments of smart garden tools in 2012 rose 29.1 percent.

Kelvor pulled in 30.7 percent revenue versus 20.4 percent revenue share for Ostrey.

Dunmore has concluded that the worldwide smart garden tool market will reach 2.2 million units by 2017.

Overall, 0.9 million units were shipped in 2012. Ostrey shipped 0.1 million.
---
29.1 percent | subject_id | Smart garden tools
20.4 percent | subject_id | Ostrey
2.2 million units | subject_id | Smart garden tools
0.9 million units | subject_id | Smart garden tools
===
csv the first row of a sheet names the firm, with the comma of its legal form
"Dunmore Looms, Ltd."
"May 9, 2024"
"Millions of yen"
"","Year ended Mar. 31, 2023","Year ended Mar. 31, 2024","Change"
"Revenue","81734","84019","2.8%"
"Comprehensive income","6210","7004","12.8%"
---
84019 | subject_id | Dunmore Looms
12.8% | subject_id | Dunmore Looms
===
md a firm without a legal form that calls a report its own, in small letters
# Our numbers at a glance – kelvo Midyear Report 2025

Our revenue was EUR 118.2 million, and we raised the free cash flow to EUR 9.4 million.

| millions of EUR | 2025 | 2024 |
|---|---:|---:|
| Revenue | 118.2 | 121.6 |
| Net income | 7.3 | 6.1 |
---
EUR 9.4 million | subject_id | kelvo
121.6 | subject_id | kelvo
7.3 | subject_id | kelvo
===
csv a firm with a joining "n" between the words of its name
"Brew n Bake Cafés Limited"
"Interim results for the six months ended 31 August 2015"
""
"R million","Aug 2015","Aug 2014"
"Revenue","2213.1","2047.9"
---
2213.1 | subject_id | Brew n Bake Cafés
===
md what a bulletin counts is no firm; the body that publishes it names the country, as do the totals of its months
# Monthly Visitor Arrivals Report May 2023

Statistics Unit, Fiji Tourism Authority

## Summary

In April, 71,208 visitors came, after 65,114 in March.

Table 1. Monthly visitor arrivals, May 2023

| Month | 2022 | 2023 | % Change |
|---|---:|---:|---:|
| March | 20,118 | 65,114 | 223.7 |
| April | 31,530 | 71,208 | 125.8 |
| Total | 51,648 | 136,322 | 163.9 |
---
71,208 | subject_id | Fiji
20,118 | subject_id | Fiji
223.7 | subject_id | Fiji
136,322 | subject_id | Fiji
===
txt a sign of money names no country, a central bank does
Remittances climb to US$ 312 m in May

Suva Weekly, 4 June 2024

Remittances rose to US$ 312 million in May, from US$ 288 million in April, according to the Reserve Bank of Fiji.

Receipts in May 2024 were estimated at US dollars 41 million, in comparison to US dollars 37 million in the previous month.
---
US$ 312 million | subject_id | Fiji
US$ 288 million | subject_id | Fiji
US dollars 37 million | subject_id | Fiji
===
txt a Chinese bulletin: who publishes it is a note of sources, a class of industries may be a list, stocks are no subjects
数据摘编（2025年7月）

一、2025年1—6月份规模以上采矿企业利润增长6.2%
来源：国家统计局

1—6月份，酒、饮料和精制茶制造业利润同比增长12.4%，橡胶和塑料制品业下降7.1%。

6月末，资产负债率为57.2%。6月末，规模以上采矿企业应收账款3.18万亿元，同比增长8.3%；产成品存货1.26万亿元，增长10.4%。
---
12.4% | subject_id | 酒、饮料和精制茶制造业
下降7.1% | subject_id | 橡胶和塑料制品业
57.2% | subject_id | China
3.18万亿元 | subject_id | 规模以上采矿企业
3.18万亿元 | metric_id | 应收账款
1.26万亿元 | metric_id | 产成品存货
===
md the heading of a table names its block alone, and what the text calls so
# Two-Wheeler Shipments May 2024

## Summary

Two-wheeler shipments finished at 84,310 units, up from 80,950 units last May. Year-to-date shipments are now at 391,440.

Scooters ended May with 5,210 shipments.

## Two-Wheeler Shipments (units): Scooters

| Scooters | May 2023 | May 2024 |
|---|---:|---:|
| Small (up to 50 cc) | 2,140 | 2,260 |
| Large (over 50 cc) | 2,830 | 2,950 |
| All Scooters | 4,970 | 5,210 |
---
391,440 | subject_id | Two-Wheeler
5,210 | subject_id | All Scooters
===
md a first word that stands before a longer name is another thing: a maker and its product
# Smart ring shipments in 2Q24

Kelvor kept first place, although Kelvor Loop shipments fell 12.6%. Ostrey grew 31.2%.

| Company | 2Q24 Shipments (millions) |
|---|---:|
| Kelvor | 3.4 |
| Ostrey | 2.1 |
---
3.4 | subject_id | Kelvor
2.1 | subject_id | Ostrey
===
txt the owner of a share comes before the places that say where, and who made it behind it
Norvane keeps losing in Europe
2026-02-24

Norvane's market share across Peru, Chile and Iceland fell to 0.8%, down from 1.4%. Norvane and Ardvik sold cars in January. Ardvik is a
maker of cars. An estimated 38 million were made by Ardvik. Exports from Norvania's mills to Peru fell to 5.1 million tonnes.
---
0.8% | subject_id | Norvane
1.4% | subject_id | Norvane
An estimated 38 million | subject_id | Ardvik
===
txt two names take turns in a row of figures, the place behind a count has it, and a report cited is of no one
Cocoa exports slip again as West African sales gain

Cocoa exports fell in May, according to the latest report of the World Cocoa Panel (WCP).

Exports came to 3.10 million bags in May 2025, below the 3.31 million bags of May 2024.

Ghana and Togo led with gains of 17.3% and 19.6%, to 1.37 million and 1.26 million bags respectively. The WCP puts the harvest at
4.91 million bags in Ghana and 2.05 million bags in Togo.
---
3.10 million | subject_id | Cocoa
17.3% | subject_id | Ghana
19.6% | subject_id | Togo
1.37 million | subject_id | Ghana
1.37 million | unit | bags
1.26 million | subject_id | Togo
4.91 million | subject_id | Ghana
2.05 million | subject_id | Togo
===
md a list of regions is no one of them, and what growth was due to is not what grew; a ratio is no money
# Brellan Corporation

Annual Report for the fiscal year ended March 31, 2021

Net sales of $2.4 billion in fiscal year 2021 increased 9.2% from $2.2 billion in fiscal year 2020 primarily due to higher Fluid Valve
net sales.

The increase in Fluid Valve net sales was primarily driven by a $61.7 million increase in dealer sales across the Nordics, DACH, and
Iberia regions. Also contributing to the increase was a $5.1 million increase in direct sales in the DACH region. The increase was
partially offset by a $20.4 million decrease in direct sales across the Nordics and Iberia regions.

Net sales by region were as follows (dollars in millions):

| Region | 2021 | 2020 |
|---|---:|---:|
| Nordics | 912 | 840 |
| DACH | 610 | 528 |
| Iberia | 412 | 390 |

Balance sheet (in millions of USD)

| In millions of USD | 2021 | 2020 |
|---|---:|---:|
| Net debt | 810 | 728 |
| Debt to equity ratio | 1.42 | 1.51 |
---
9.2% | subject_id | Brellan
$2.2 billion | subject_id | Brellan
$20.4 million decrease | subject_id | Brellan
1.42 | unit | ratio
===
md labels of time and of changes are no subjects, and changes of amounts no amounts
# Norvane Tools AB: interim report January-September 2024

| SEK m | Q3 | Jan-Sep | Rolling 12 months | Prior | Change |
|---|---|---|---|---|---|
| Net sales | 812 | 2,390 | 3,170 | 774 | (38) |
---
812 | subject_id | Norvane Tools
2,390 | subject_id | Norvane Tools
3,170 | subject_id | Norvane Tools
774 | subject_id | Norvane Tools
(38) | metric_id | Change of revenue
(38) | low | -38
===
md an association that announces is not the subject, and its rows have the metric of their title
# Ferrosilicon Output Rises by 4.1% in the First Half of 2025

Geneva, 3 September 2025 – Ferrosilicon output was 4.4 million tonnes in the first half of 2025, the World Ferrosilicon Association (WFA)
announced today.

**Ferrosilicon furnace output [000 metric tons]**

| Region | 1st half 2024 | 1st half 2025 |
|---|---|---|
| Europe | 612 | 655 |
| Others | 318 | 301 |

Source: World Ferrosilicon Association (WFA)
---
655 | subject_id | Europe
655 | metric_id | Ferrosilicon furnace output
655 | cited_source_id | World Ferrosilicon Association (WFA)
301 | metric_id | Ferrosilicon furnace output
===
md the source of a title is that of all its figures
# Drone Market Slowed in the First Quarter of 2025, According to Orrery Data

Vendors shipped 3.1 million drones in the first quarter of 2025.

| Company | 1Q25 Unit Shipments | 1Q25 Market Share |
|---|---|---|
| Halvorsen | 1.2 | 38.7% |
| Others | 1.9 | 61.3% |
---
3.1 million | cited_source_id | Orrery Data
38.7% | cited_source_id | Orrery Data
===
md a note of sources that goes on with a product names the firm that the text names
# Kite Shipments Grew in the Second Quarter

Vellum Research counted 2.4 million kites in the second quarter of 2025.

| Company | 2Q25 Unit Shipments |
|---|---|
| Halvorsen | 1.3 |
| Others | 1.1 |

Source: Vellum Research Worldwide Quarterly Kite Tracker, July 2025
---
1.3 | cited_source_id | Vellum Research
===
md counts of what has no plural of its own
# Order Book of Ferry Operators

Operators ordered 3,850 large cargo hovercraft in 2024, and 1,200 trained staff were hired.
---
3,850 | unit | hovercraft
1,200 | unit | employees
===
md sections of several firms have the firm that their first sentence introduces
# Peruvian Lenders Report Mixed Results for 2024

## Mountain banking

Banco Halcón S.A., a lender based in Cusco, reported its results for 2024.

| Item | 2024 (PEN million) | 2023 (PEN million) |
|---|---|---|
| Net income | 412.5 | 388.1 |

## Coastal banking

Crédito Albatros S.A. published figures for the same year.

| Item | 2024 (PEN million) | 2023 (PEN million) |
|---|---|---|
| Net income | 97.3 | 104.6 |
---
412.5 | subject_id | Banco Halcón
97.3 | subject_id | Crédito Albatros
===
txt a country's remittances by country, which their title measures
CENTRAL BANK OF KENYA

Workers' Remittances Rise by 3.5 Percent in 2024

Country-wise workers' remittances (million US dollars)

                        2024       2023     Change (%)
United Kingdom        465.53     449.79            3.5
Others                261.20     252.37            3.5
---
465.53 | subject_id | United Kingdom
465.53 | metric_id | Workers' remittances
===
csv percent beside amounts of which a row is the whole are shares
"Orrery Panel: Weekly basket - Irish Consumer Spend","","","",""
"","2023","","2024",""
"","€000s","%","€000s","%"
"Total Grocers","350,500","100.0%","359,650","100.0%"
"Corvane","161,130","46.0%","172,052","47.8%"
---
161,130 | metric_id | Consumer Spend
161,130 | subject_id | Corvane
46.0% | metric_id | Market share
===
md what a label says of its unit comes before the heading
# Halvorsen Hotels plc: results for 2024

| € million | 2024 | 2023 |
|---|---|---|
| Revenue | 412 | 398 |
| Earnings per share in CHF | 1.34 | 1.21 |
| Average daily rate | 109.70 | 104.20 |
| Personnel on average | 19,110 | 18,899 |
| of which in Spain | 3,868 | 3,766 |
| EBITA | 74 | 63 |
---
1.34 | unit | CHF
109.70 | unit_mult | 0
19,110 | unit | employees
3,868 | unit | employees
74 | metric_id | EBITA
===
txt goods that a country trades are whom, the trade is what
Ghana commodity exports up 9% in 2024

ACCRA, Feb 3, 2025

Cocoa generated 1.4 billion USD in 2024, up 12.5 percent from a year earlier. Cashew exports during the period were estimated at 210,000
tons. Around 60.5% of the earnings came from cocoa and cocoa-based goods. Imports from Italy rose 1.9% in 2024.
---
1.4 billion USD | subject_id | Cocoa
12.5 percent | subject_id | Cocoa
estimated at 210,000 | subject_id | Cashew
estimated at 210,000 | metric_id | Exports
Around 60.5% | subject_id | Cocoa and cocoa-based goods
Around 60.5% | metric_id | Share of earnings
1.9% | subject_id | Ghana
===
txt items of a list have the place that they name and the measure of the lead-in
Norway Boat Permits Tumble 5.1% In May

By county, the numbers of new boats registered in the year ended May 2024 (compared with the year before) were: 1,754 in Rogaland - up
18 percent; 893 in Agder - up 12 percent; and 466 in rest of West Norway - down 6.7 percent.

The boat types with the highest values were: ferries, barges, and tugs - NOK1.2 billion (up 28 percent); yachts - NOK1.1 billion (up 3.6
percent); and canoes - NOK0.3 billion (up 44 percent).
---
Tumble 5.1% | low | -5.1
1,754 | subject_id | Rogaland
1,754 | unit | boats
1,754 | metric_id | Numbers of new boats registered
18 percent | subject_id | Rogaland
893 | subject_id | Agder
893 | metric_id | Numbers of new boats registered
466 | subject_id | Rest of West Norway
NOK1.2 billion | subject_id | Ferries, barges, and tugs
28 percent | subject_id | Ferries, barges, and tugs
NOK1.1 billion | subject_id | Yachts
===
txt rows of names with their figures, in a bulletin of what the title measures
Average berth price up a bit in Turku

The average berth price rose in 2 harbours in May 2025 – Naantali up 0.5% to €425, Parainen 4% to €240.

  - Hanko, up 42.6% to €335
  - Kotka, up 24.2% to €615
---
0.5% | subject_id | Naantali
€425 | subject_id | Naantali
€240 | subject_id | Parainen
42.6% | subject_id | Hanko
€335 | subject_id | Hanko
24.2% | metric_id | Growth of average berth price
€615 | metric_id | Average berth price
===
txt where a firm belongs is not whom a sentence is about
Telephony profits widen

LIMA, 12 November 2024 - Higher tariffs drove up the profit of Corvane Telecom, Peru's largest mobile carrier. Net income
climbed 8 percent to 736.5 million soles in the third quarter of 2024.

In Chile, Dunmore Movil grew. Revenue reached 412 million USD.
---
8 percent | subject_id | Corvane Telecom
412 million USD | subject_id | Dunmore Movil
===
txt crowns of the country that the document names
Norvane Fisk ASA: results for 2024

BERGEN, Norway, 12 February 2025. Revenue was kr 1,200 million in 2024.
---
kr 1,200 million | unit | NOK
===
md dollars of the country that the document states
# Corvane Pubs Limited: annual report 2024

Reporting currency: Australian dollars.

| $ million | 2024 |
|---|---|
| Revenue | 1,671 |

Revenue was $1,671 million, and US$12 million came from abroad.
---
1,671 | unit | AUD
$1,671 million | unit | AUD
US$12 million | unit | USD
===
md countries and numbers beside names are no part of them, and kinds of firms are nobody
# Hydrogen compressor shipments up in 2024

Vendors worldwide shipped 22.8 million compressors in 2024.

| Supplier | Country | 2024 Shipments |
|---|---|---|
| Corvane | Japan | 412 |
| Dunmore Gas | South Korea | 388 |

Shipments rose everywhere. Norway led with growth of 27.7%, followed by the Netherlands with 19.1% and Austria with 11.7%.
---
412 | subject_id | Corvane
388 | subject_id | Dunmore Gas
27.7% | subject_id | Norway
19.1% | subject_id | Netherlands
11.7% | subject_id | Austria
===
md rows with numbers of their own
# Index of harbour sales, May 2025

Published by Statistics Norway

| Volume index | Apr 2025 | May 2025 |
|---|---|---|
| 1 Rope and chain | 101.4 | 103.1 |
| 2 Sails | 99.8 | 97.2 |
| 3 Anchors | 100.6 | 101.9 |
---
97.2 | subject_id | Sails
===
md parts of a firm whose first word they share, shares of its sales, and cents of its currency
# Packaging Makers of Tyneside plc: results for 2024

Reporting currency: Hong Kong dollars (HK$).

Revenue was HK$412 million in 2024. The Packaging segment grew.

| HK$ million | 2024 | 2023 |
|---|---|---|
| Revenue: | | |
| Packaging | 273.2 | 226.2 |
| Paper | 138.8 | 140.1 |

One customer accounted for 15% of total revenues in 2024. The dividend is 135 HK cents per share. Three new products were launched in 2024,
and 57 new mills opened.
---
273.2 | subject_id | Packaging
15% | metric_id | Share of own revenue
135 | unit | HKD
135 | low | 1.35
57 | metric_id | Number of new mills
===
txt arrivals of visitors by the country that they come from, in dollars of the country of the title
Tourist arrivals to Fiji hit record in August 2024

SUVA, 12 September 2024. Visitor arrivals reached 92,301 in August 2024, data from the Pacific Travellers' Association (PTA) showed.

By market, arrivals from Australia rose 5.1 percent to 41,203, from New Zealand 2.2 percent to 21,876 and from Japan 9.8 percent to 9,912.

Tourism earnings were $254.6 million in August 2024.
---
92,301 | unit | count
92,301 | metric_id | Visitor arrivals
92,301 | cited_source_id | Pacific Travellers' Association
41,203 | subject_id | Australia
2.2 percent | subject_id | New Zealand
21,876 | unit | count
9,912 | subject_id | Japan
$254.6 million | unit | FJD
===
txt pesos that "$" stands for, and a dateline that is nobody
Grupo Panadero, S.A.B. de C.V. reports third quarter 2024 results

MEXICO CITY, October 24, 2024. Net sales increased 5.1% to $105,342 million pesos, or US$5.3 billion. The margin was 14.7%.
---
$105,342 million | unit | MXN
US$5.3 billion | unit | USD
14.7% | subject_id | Grupo Panadero
===
txt several firms that share a market
Smart Lamp Market Tracker

Smart lamp shipments totaled 1.2 million units in 2024, according to Vantage Insights. Halo led the market with a 41% share. The top
five vendors accounted for 87% of shipments.
---
41% | subject_id | Halo
41% | cited_source_id | Vantage Insights
87% | subject_id | Top five vendors
===
txt a title before a colon that is no publisher, and wages by the hour
Corvane Wool Prices: Week 36

Average hourly wages of shearers in Norway increased 5.0% in 2024, the highest since 2011.
---
5.0% | cited_source_id | 
5.0% | metric_id | Growth of average hourly wages
===
txt figures of a public body, named in its own language, are of its country; letters of a list are no part of a name
BANCO CENTRAL DE RESERVA DEL PERÚ

MONETARY PROGRAM FOR DECEMBER 2030

a. The country risk indicator was 158 bps at the end of November, and core inflation 1.45 percent.
---
158 bps | subject_id | Peru
1.45 percent | subject_id | Peru
1.45 percent | metric_id | Core inflation
===
txt figures of a national association are of the country, and measured by all of their name
中国物流与采购联合会：2030年全国社会物流总额360.6万亿元

2030年全国社会物流总额360.6万亿元，同比增长5.8%。农产品物流总额5.5万亿元，增长4.0%。
---
360.6万亿元 | subject_id | China
5.5万亿元 | metric_id | 农产品物流总额
===
txt a firm that the text calls by its initials as an owner
High steel prices hit NR's profits

Norvane Railways has blamed high steel prices for a 40% drop in profits.

Reporting on the three months to 31 December 2029, the operator made a pre-tax profit of £75m. NR's profits beat fears.

In October, NR raised the fare from £6 to £10 for all lines.

NR has cut 13,000 jobs, said Lena Orvell of Tesk Partners, who advises Tesk Partners.
---
£75m | subject_id | Norvane Railways
13,000 jobs | subject_id | Norvane Railways
===
txt an association of car makers is of its country
New car registrations fall 5.8% in August

4 September 2030

Demand for new cars fell by 5.8 per cent in August, figures published by the Society of Motor Manufacturers and Traders show.
---
fell by 5.8 per cent | subject_id | United Kingdom
===
md a name before the code of its share, behind a year
# 2024年諾瓦科（2454）大賺，股價衝上新高

2025-02-09

諾瓦科（2454）的技術進步。2024 年全年營收達 5305.86 億元，年增 22.4％。
---
5305.86 億元 | subject_id | 諾瓦科
===
txt the first quarter of a title is no part of the name before it
Norvane Bank First Quarterly Report March 31, 2031

Deposits of Norvane Bank were $412 million.
---
$412 million | subject_id | Norvane Bank
===
txt a firm whose name has a word in parentheses before its legal form
ANNUAL REPORT 2031

Norvane Electronic (International) Company Limited (“Norvane Electronic” or the “Company”) was listed in 2017.

Revenue rose to $38 million.
---
$38 million | subject_id | Norvane Electronic (International)
===
txt a heading in capitals that has issues issues nothing
HIGHLIGHTS OF THE MEETING OF THE MONETARY BOARD ON

MONETARY POLICY ISSUES HELD ON 25 AUGUST 2031

Inflation was 7.1 percent in July.
---
7.1 percent | subject_id |
===
txt the amounts of the year before that print no currency have that of the ones they are set against, and none of millions is per share
海鸥第一财季净利润3250万美元

海鸥公司今天发布截至2035年5月31日的 2036财年第一季度财报。

上一财季，海鸥净利润为3250万美元，稀释后每股收益为0.17美元;去年同期分别为2410万和0.12美元。

截至季末，海鸥存款总额为7.86亿美元。
---
2410万 | unit | USD
2410万 | metric_id | Net profit
7.86亿美元 | period_id | 2035-05-31
"""


def rows_of(root, draft, wanted):
    """The cells that the lines of a case ask for, by the names of the registers, and what they should say."""
    book, found = Book(root), {item.printed: item for item in reversed(draft.in_order())}
    read, should = {}, {}
    for printed, cell, value in ([one.strip() for one in line.split(" |")] for line in wanted.strip().split("\n")):
        id, register = found[printed].value(cell), REGISTERS.get(cell, "")
        row = draft.ids.get((register, id)) or book.rows.get(register, {}).get(id, {})
        read[printed, cell], should[printed, cell] = row.get("name", id), value
    return read, should


@pytest.mark.parametrize("case", CASES.split("\n===\n"), ids=lambda case: case.split("\n")[0])
def test_whom_what_and_in_what(root, tmp_path, case):
    head, _, rest = case.partition("\n")
    text, _, wanted = rest.partition("\n---\n")
    path = tmp_path / f"note.{head.split()[0]}"
    path.write_text(text + "\n", encoding="utf-8")
    read, should = rows_of(root, draft_document(path, tmp_path / "reports" / "note", root), wanted)
    assert read == should


def test_a_sign_that_countries_share_is_sure_where_the_document_says_whose(root, tmp_path):
    sure = {}
    for where in ("", " The group is based in Toronto, Canada."):
        path = tmp_path / "note.txt"
        path.write_text(f"Corvane Mills reports results for 2024\n\nRevenue was $120 million in 2024.{where}\n", encoding="utf-8")
        draft = draft_document(path, tmp_path / "reports" / "note", root)
        item = next(item for item in draft.in_order() if item.printed == "$120 million")
        sure[where] = (item.value("unit"), item.cells["unit"].sure)
    assert sure == {"": ("USD", "unsure"), " The group is based in Toronto, Canada.": ("CAD", "sure")}


def test_a_figure_beside_another_name_is_not_surely_the_firms(root, tmp_path):
    sure = {}
    for where in ("in May", "at Old Mill"):
        path = tmp_path / "note.txt"
        path.write_text(f"Corvane Mills reports results for 2024\n\nSales {where} rose 3.1%.\n", encoding="utf-8")
        draft = draft_document(path, tmp_path / "reports" / "note", root)
        item = next(item for item in draft.in_order() if item.printed.endswith("3.1%"))
        sure[where] = item.cells["subject_id"].sure
    assert sure == {"in May": "sure", "at Old Mill": "unsure"}


@pytest.mark.parametrize(
    ("phrase", "whom", "what"),
    [
        ("远洋渔业捕捞产量", "远洋渔业捕捞", "产量"),
        ("航空行业寄递业务量", "航空行业", "寄递业务量"),
        ("其中滨海财险综合成本率", "滨海财险", "综合成本率"),
        ("全行业利润", "*", "利润"),
        ("南部地区茶叶业务收入的比重", "南部地区", "茶叶业务收入比重"),
        ("工业无人机产量", "工业无人机", "产量"),
    ],
)
def test_a_chinese_phrase_is_parted_into_whom_and_what(phrase, whom, what):
    assert split_zh(phrase) == (whom, what)


def test_figures_in_a_row_have_the_name_at_their_place():
    text = "南、北、中部地区茶叶产量比重分别为52.6%、38.6%和8.8%"
    figures = [(17, 22), (23, 28), (29, 33)]
    assert [text[start:end] for start, end in figures] == ["52.6%", "38.6%", "8.8%"]
    assert [said_zh(text, figures, start)[:2] for start, _ in figures] == [
        ("南部地区", "茶叶产量比重"),
        ("北部地区", "茶叶产量比重"),
        ("中部地区", "茶叶产量比重"),
    ]


NOTE_ZH = """\
2024年1-6月茶叶行业经济运行简况

1-6月，茶叶行业出口业务量完成12.4亿件，同比增长8.0%。其中，乌龙茶业务量完成3.1亿件，同比增长4.0%。全行业实现利润25.7亿元，同比下降9.7%。
"""


def test_a_chinese_note_on_an_industry(root, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE_ZH, encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "note", root)
    wanted = """\
12.4亿件 | subject_id | 茶叶行业
12.4亿件 | metric_id | 出口业务量
3.1亿件 | subject_id | 乌龙茶
4.0% | subject_id | 乌龙茶
25.7亿元 | subject_id | 茶叶行业
25.7亿元 | metric_id | 利润"""
    read, should = rows_of(root, draft, wanted)
    assert read == should


ROW_ZH = """\
上半年摩托车产销运行情况

2024年上半年，摩托车产销分别完成1389.1万辆和1404.7万辆，同比分别增长4.9%和6.1%。
"""


def test_growths_in_a_row_are_of_the_figures_in_the_row_before(root, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(ROW_ZH, encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "note", root)
    read, should = rows_of(root, draft, "1389.1万辆 | metric_id | 产量\n4.9% | subject_id | 摩托车\n4.9% | metric_id | 产量增长")
    assert read == should
    items = {item.printed: item for item in draft.in_order()}
    growth = (
        draft.ids.get(("metrics", items["6.1%"].value("metric_id")), {}) or Book(root).rows["metrics"][items["6.1%"].value("metric_id")]
    )
    assert growth["growth_of_metric_id"] == items["1404.7万辆"].value("metric_id") != items["1389.1万辆"].value("metric_id")


SALES_ZH = """\
某国车企在外扩张 {title}

发布时间：2031-08-05

某国制造商云岭汽车公司发布7月份销量数据，云岭汽车7月在全球共售出53.02万辆，同比增长10.9%。

全球市场上，云岭汽车上半年销量为319万辆，格林汽车上半年销量332万辆。
"""


def test_a_headline_on_sales_names_the_firm_and_the_text_its_rivals(root, tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(SALES_ZH.format(title="云岭7月销53.02万辆"), encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "news", root)
    read, should = rows_of(root, draft, "10.9% | subject_id | 云岭\n319万辆 | subject_id | 云岭\n332万辆 | subject_id | 格林汽车")
    assert read == should
    assert "sure" not in {item.cells["subject_id"].sure for item in draft.in_order()}


def test_a_headline_on_the_sales_of_a_market_names_no_firm(root, tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(SALES_ZH.format(title="轿车7月销量创新高"), encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "news", root)
    assert "轿车" not in {row["name"] for (register, _), row in draft.ids.items() if register == "subjects"}


DEALERS = """\
Sales of ferries surge in January on a new grant{source}

Tarn Herald, 2032-02-08

Sales of ferries surged 19.4 per cent month on month to 169,931 units in January, according to data from the {name} (Nadec).

The second half of 2031 saw higher sales of 219,482 units in October.

Nadec’s president expects a rise. Nadec anticipates sales of 180,000 units in March. Nadec has opened three ports.

Nadec has raised its share in the north. Nadec’s own ferries carried 20,000 people in January.
"""


def subjects_of(root, tmp_path, text: str) -> set[str]:
    path = tmp_path / "news.txt"
    path.write_text(text, encoding="utf-8")
    draft = draft_document(path, tmp_path / "reports" / "news", root)
    return {draft.ids.get(("subjects", item.value("subject_id")), {}).get("name", "") for item in draft.in_order()}


ALLIANCE = """\
Traffic surges in January on a new grant

Tarn Herald, 2032-02-08

Nadec has raised its sales by 19.4 per cent to €169 million in January, figures of the Northern Alliance of Ferries (Nadec) show.

Nadec has opened three ports. Nadec’s own ferries carried 20,000 people in January.
"""


@pytest.mark.parametrize(
    ("text", "is_source"),
    [
        (DEALERS.format(source="", name="National Federation of Ferry Dealers"), True),
        (DEALERS.format(source=": Nadec", name="Northern Alliance of Ferries"), True),
        (ALLIANCE, False),
    ],
)
def test_an_association_is_nobody_whose_sales_a_text_tells(root, tmp_path, text, is_source):
    found = subjects_of(root, tmp_path, text)
    assert found.isdisjoint({"Nadec", "National Federation of Ferry Dealers", "Northern Alliance of Ferries"}) is is_source


SECTORS = """\
NRVS {heading} Economic Estimates

Released: 4 August 2032

In 2031 NRVS {members} exported £37.7bn worth of services. NRVS {members} grew by 3.6 per cent in 2031.

In 2031, NRVS {members} accounted for 15.8 per cent of all enterprises. The number of enterprises in NRVS {members} has increased.
"""


@pytest.mark.parametrize(("members", "name"), [("sectors", "NRVS sectors"), ("ports", "NRVS")])
def test_the_sectors_of_somebody_are_not_he(root, tmp_path, members, name):
    assert name in subjects_of(root, tmp_path, SECTORS.format(members=members, heading=members.title()))
