"""The relation rules in models/tables, over small documents of our own: what they find, and where they stay silent."""

import csv
import json
import re
import time
from pathlib import Path

import audit_evidence
import pytest

from claimhouse.documents import engine
from claimhouse.documents.audit import audit_documents
from claimhouse.documents.frames import CELLS, MENTIONS
from claimhouse.documents.read import read
from claimhouse.engine import open_duckdb

SALES = """Net sales in thousands.

| | 2024 | 2023 | 2022 |
|---|---|---|---|
| Harbour cranes | 41,382 | 37,915 | 33,208 |
| Ship lifts | 18,647 | 17,203 | 19,466 |
| Total equipment | 60,029 | 55,118 | 52,674 |
| Repairs | 9,513 | 8,877 | 8,241 |
| Spare parts | 6,294 | 6,038 | 5,512 |
| Total services | 15,807 | 14,915 | 13,753 |
| Total net sales | 75,836 | 70,033 | 66,427 |
| Cost of sales | 48,192 | 45,377 | 44,019 |
| Gross profit | 27,644 | 24,656 | 22,408 |
"""
GROWTH = """
| | 2024 | 2023 | Change | Change (%) |
|---|---|---|---|---|
| Rotterdam | 5,871 | 5,214 | 657 | 12.6% |
| Antwerp | 3,962 | 4,318 | (356) | (8.2)% |
| Hamburg | 7,405 | 6,933 | 472 | 6.8% |
| Bremen | 2,187 | 1,946 | 241 | 12.4% |
| Total | 19,425 | 18,411 | 1,014 | 5.5% |
"""
RISE = """
| | 2023 | 2024 | Change |
|---|---|---|---|
| Rentals | 37,915 | 41,382 | 3,467 |
| Repairs | 1,850 | 1,948 | 98 |
| Spare parts | 6,038 | 6,294 | 256 |
"""
SHARES = """
| Region | Sales | Share |
|---|---|---|
| North | 48,213 | 36.1% |
| East | 27,906 | 20.9% |
| South | 31,544 | 23.6% |
| West | 25,887 | 19.4% |
"""
HOLDINGS = """
| | Number | Value | % |
|---|---|---|---|
| DENMARK | | | |
| Ropewalk DKK | 759 721 | 43 546 334,65 | 4,36 |
| Slipway DKK | 665 750 | 60 909 356,55 | 6,09 |
| TOTAL DENMARK | | 104 455 691,20 | 10,45 |
| SPAIN | | | |
| Grua EUR | 200 000 | 4 776 000,00 | 0,48 |
| Remolque EUR | 1 000 000 | 26 040 000,00 | 2,61 |
| TOTAL SPAIN | | 30 816 000,00 | 3,09 |
"""
CAPITAL = """
| | Number 2024 | £ 2024 | Number 2023 | £ 2023 |
|---|---|---|---|---|
| A shares of £0.01 | 704,416 | 7,044.16 | 704,416 | 7,044.16 |
| B shares of £0.01 | 55,584 | 555.84 | 55,584 | 555.84 |
| C shares of £1 | 12,500 | 12,500 | 12,500 | 12,500 |
| Total | 772,500 | 20,100 | 772,500 | 20,100 |
"""
VISITS = """
| | 2022 | 2023 | 2024 |
|---|---|---|---|
| Ferries | 7 | 10 | 8 |
| Tugs | 49 | 3 | 12 |
| Barges | 1 | 1 | 3 |
| Yachts | 7 | 1 | 3 |
| Rafts | | 3 | 12 |
| Canoes | 6 | | |
| Dinghies | 2 | 6 | 7 |
| Total | 72 | 24 | 45 |
"""
NO_TOTAL = """
| | 2024 | 2023 |
|---|---|---|
| Operating profit | 282.7 | 264.9 |
| Depreciation | 34.3 | 32.9 |
| Earnings before depreciation | 317.0 | 297.8 |
| Interest | 12.9 | 11.4 |
| | | |
| Earnings per share (cents) | | |
| Continuing operations | 114.3 | 111.4 |
| Discontinued operations | 91.9 | 9.2 |
| | 206.2 | 120.6 |
"""
RECONCILED = """
| | 2024 | 2023 |
|---|---|---|
| Profit before tax | 42.7 | 20.9 |
| Tax at the rate of the country | 8.1 | 4.0 |
| Gifts | (0.9) | (0.1) |
| Losses of earlier years | 1.7 | (8.1) |
| Yards abroad | 0.6 | (9.5) |
| Income tax credit | 9.5 | (13.7) |
"""
COMMON_SIZE = """
| | 2024 | 2023 |
|---|---|---|
| Sales | 100.0% | 100.0% |
| Gross profit | 40.0 | 50.9 |
| Overheads | 33.1 | 27.0 |
| Operating income | 6.9 | 23.9 |
"""
ALLOWANCE = """
| | 2024 | 2023 | 2022 |
|---|---|---|---|
| Beginning balance | $(1.37) | $(1.94) | $(2.21) |
| Bad debts | (1.62) | (0.65) | (0.83) |
| Written off | 1.62 | 1.22 | 1.10 |
| Ending balance | $(1.37) | $(1.37) | $(1.94) |
"""
RELIEF = """
| | 2024 | 2023 | 2022 |
|---|---|---|---|
| Tax at the rate of the country | 182 | 128 | 138 |
| Tax of towns | 14 | 12 | 19 |
| Yards sold | | | 9 |
| Other | (10) | 31 | (4) |
| Total | 186 | 171 | 162 |
"""
TEXT = """Crane rental revenue was $61.4 million in 2024, compared to $57.9 million in 2023.

| In thousands | 2024 | 2023 |
|---|---|---|
| Crane rental revenue | 61,377 | 57,912 |
| Storage revenue | 12,846 | 11,205 |
"""


def table(*rows):
    """A table in Markdown of rows written with bars."""
    width = rows[0].count("|") + 1
    return "\n" + "\n".join(f"| {row} |" for row in (rows[0], "|".join(["---"] * width), *rows[1:])) + "\n"


QUIET = {
    "columns of rates and growth beside columns that add up": table(
        " | Deaths | Arrests | Death rate | Growth (%)",
        "Under 20 | 1,204 | 3,118 | 16.2 | 12.3",
        "20-59 | 4,871 | 9,442 | 78.8 | 4.3",
        "Over 59 | 9,306 | 1,207 | 267.6 | -9.5",
        "Total | 15,381 | 13,767 | 63.4 | -5.7",
    ),
    "figures rounded to tens": table(
        " | 2022 | 2023 | 2024",
        *(f"Harbour {n} | {n * 3701 + 13:,} | {n * 3807 + 7:,} | {n * 3910 + 20:,}" for n in range(1, 11)),
        f"Total | {55 * 3701 + 130:,} | {55 * 3807 + 70:,} | {55 * 3910 + 210:,}",
    ),
    "a total that includes lines not shown": table(
        " | 2024 | 2023", "Ropes | 3,214 | 2,987", "Hooks | 1,876 | 1,790", "Total assets | 48,391 | 45,217"
    ),
    "averages": table(
        " | Shares | Average price",
        "January | 26,214 | 64.77",
        "February | 33,801 | 65.53",
        "March | 36,085 | 72.49",
        "Total | 96,100 | 67.95",
    ),
    "percent of change under sums": table(
        " | 2024 | 2023 | % Change", "Ropes | 3,214 | 2,987 | 7.6%", "Hooks | 1,876 | 1,790 | 4.8%", "Total | 5,090 | 4,777 | 6.6%"
    ),
    "rounded figures": table(" | 2024 | 2023", "Ropes | 32 | 29", "Hooks | 18 | 17", "Slings | 11 | 14", "Total | 62 | 60"),
    "changes printed as better or worse": table(
        " | 2024 | 2023 | Change",
        "Net sales | 93,662 | 91,350 | 2,312",
        "Cost of sales | 68,367 | 64,646 | (3,721)",
        "Gross profit | 25,295 | 26,704 | (1,409)",
    ),
    "shares rounded to sum to 100": SHARES.replace("36.1%", "36.0%"),
    "a change named in the text": TEXT.replace("was $61.4 million in 2024", "rose by $63.4 million in 2024"),
    "a part whose sign no other column shows": table(
        " | 2024 | 2023 | 2022",
        "Total revenue | 50,817 | 44,213 | 39,062",
        "Less: refunds | 9,204 | 8,117 | 7,058",
        "Less: rebates | 3,316 | 2,904 | 2,511",
        "Add: deferred revenue | 1,275 | — | —",
        "Adjusted revenue | 39,572 | 33,192 | 29,493",
    ),
    "what is left of a programme": table(
        " | Bought | Under the programme | May yet be bought",
        "April | 10,644 | 10,644 | 50,071",
        "May | 24,486 | 24,486 | 48,302",
        "June | 15,433 | 15,433 | 47,364",
        "Total | 50,563 | 50,563 | 47,364",
    ),
    "a part left blank": table(
        " | Cost | Gain | Loss | Fair value",
        "Notes | 31,644 | 164 | (22) | 31,786",
        "Bills | 24,486 | 118 | (31) | 24,573",
        "Shares |  | 212 | (17) | 3,257",
    ),
    "sums in columns that are years": table(
        " | Alone 2024 | Alone 2023 | Group 2024 | Group 2023",
        "Plant | 2 | - | 2 | -",
        "Research | 303 | 295 | 306 | 298",
        "Total research | 305 | 295 | 308 | 298",
        "Workshops | 1,285 | 1,079 | 1,352 | 1,202",
    ),
    "margins on other bases": table(
        " | 2024 | 2023", "Margin of ropes | 26.8% | 27.4%", "Margin of hooks | 23.1% | 24.1%", "Gross margin | 52.0% | 51.5%"
    ),
    "shares of a whole that is not there": table(
        "Owner | Shares owned | Percent owned",
        "Ames | 326,584 | 4.7%",
        "Brook | 117,031 | 1.7%",
        "Coles | 553,502 | 8.1%",
        "All officers | 700,690 | 9.9%",
    ),
    "a total of lines that print the result alone": table(
        " | Cost | Gains | Losses | Fair value",
        "Bonds | 1,789 | 21 | (91) | 1,719",
        "Notes | 27,996 | 34 | (191) | 27,839",
        "Loans | 1,707 | 12 | (61) | 1,658",
        "Shares | | | | 4,658",
        "Total | 31,492 | 67 | (343) | 35,874",
    ),
    "lines of a total that add up by chance": table(
        "Bond due | Principal | 2024 | 2023",
        "2030 | 1,500 | 1,495 | 1,494",
        "2040 | 1,000 | 993 | 966",
        "2043 | 500 | 502 | 488",
        "2045 | 1,000 | 997 | 986",
        "Total | 4,000 | 3,987 | 3,934",
    ),
    "a line that is empty where the sum holds": table(
        " | Preferred | Shares | Common | Deficit | Total equity",
        "Balance as of January 1 | 11 | 116,748,472 | 1,595,147 | (246,789) | 1,348,369",
        "Balance as of June 30 | — | 147,986,173 | 1,857,108 | (563,770) | 1,293,338",
    ),
    "a margin that changes by basis points": table(
        " | 2024 | 2023 | Change",
        "Ropes | 2,292 | 2,203 | 4.0%",
        "Hooks | 1,322 | 1,263 | 4.7%",
        "Slings | 4,575 | 4,375 | 4.6%",
        "Margin of ropes | 57.7 | 57.3 | 40 bps",
    ),
    "a rate in a label": table(
        " | 2024 | 2023",
        "Preferred stock, 6.00% | 6 | —",
        "Common stock | 5,061 | 5,061",
        "Retained earnings | 15,362 | 27,251",
        "Total equity | 20,429 | 32,312",
    ),
    "a total that takes in more in some rows": table(
        " | Own | Leased | Total",
        *(f"Yard {n} | {n}1,{n}47 | {n + 1},{n}12 | {n}5,7{n}1" for n in range(1, 5)),
        *(f"Dock {n} | {n}4,5{n}3 | {n},{n}21 | {n * 11_110 + 4_524}" for n in range(1, 9)),
    ),
    "margins of which another cost is left out in a year": table(
        " | 2024 | 2023 | 2022",
        "Gross profit in % of revenue | 22.5% | 21.6% | 23.4%",
        "Overheads in % of revenue | 16.7% | 17.5% | 18.9%",
        "Operating income in % of revenue | 5.4% | 4.1% | 4.5%",
    ),
    "a dash where the columns have no sum": table(
        " | North | South | All",
        "Members at start | 44,738 | 30,024 | 74,762",
        "Members gained | 4,693 | 14,341 | 19,034",
        "Members at end | 49,431 | 44,365 | —",
    ),
    "figures that all hold elsewhere": table(
        " | Cost | Gains | Losses | Value",
        "Cash | | | | 10,406",
        "Bonds | 18,929 | 54 | (1) | 18,982",
        "Notes | 25,653 | 21 | (3) | 25,671",
        "Shares | | | | 172",
        "Warrants | | | | 31",
        "Total | 44,582 | 75 | (4) | 55,262",
        "Less: held for others | | | | (321)",
        "Free | | | | 54,941",
    ),
    "earnings and numbers of shares": table(
        " | 2024 | 2023 | 2022",
        "Earnings per share | | |",
        "Basic | 2.40 | 2.73 | 6.65",
        "Diluted | 2.39 | 2.72 | 6.63",
        "Weighted-average basic shares outstanding | 1,768 | 1,768 | 1,771",
        "Weighted-average diluted shares outstanding | 1,773 | 1,773 | 1,778",
    ),
    "a table far from the sentence": TEXT.replace("\n\n", "\n\n" + "Cranes were painted.\n\n" * 12, 1).replace(
        "was $61.4 million in 2024, compared to $57.9 million in 2023", "was $63.4 million in 2024"
    ),
    "figures of parts in one sentence": TEXT.replace(
        "Crane rental revenue was $61.4 million in 2024, compared to $57.9 million in 2023.",
        "Revenue of $12.8 million in 2024 came from storage, and $63.4 million from the rental of yards, cranes and offices.",
    ),
    "another quantity of the same name": TEXT.replace(
        "was $61.4 million in 2024, compared to $57.9 million in 2023", "backlog in 2024 was $63.4 million"
    ),
    "tables of other periods": "\n".join(
        table(f" | {months} 2024 | {months} 2023", f"Shares outstanding | {shares} | 60,231", "Cranes in service | 4,127 | 4,018")
        for months, shares in (("Three months", "59,484"), ("Six months", "59,884"))
    ),
    "changes beside amounts": table(
        " | 2024 | 2023 | In yards | By currency",
        "North | 6,332 | 6,024 | 10.0 | (4.9)",
        "East | 1,587 | 1,482 | 14.3 | (7.2)",
        "West | 4,310 | 4,506 | 4.1 | (8.4)",
        "Total abroad | 12,229 | 12,012 | 8.3 | (6.5)",
    ),
    "a line that a later total sums": table(
        " | H1 2024 | H1 2023 | Q2 2024 | Q2 2023",
        "Service cost | $25 | $25 | $12 | $13",
        "Actuarial gain | (9) | (37) | (4) | (19)",
        "Net cost | $16 | ($12) | $8 | ($6)",
        "Cost in operations | $25 | $23 | $12 | $12",
        "Income outside operations | (9) | (37) | (4) | (19)",
        "Net cost in the result | $16 | ($14) | $8 | ($7)",
    ),
    "a sum that adds a result and its parts": table(
        " | 2024 | 2023",
        "Net income | 1,722 | 2,291",
        "Income of unit holders | (8) | (10)",
        "Income of shareholders | 1,714 | 2,281",
        "Net income of six months | 3,430 | 4,492",
        "Income of unit holders | (17) | (19)",
        "Income of shareholders | 3,413 | 4,473",
    ),
    "a part of a subtotal that repeats it": table(
        " | 2024 | 2023 | 2022",
        "Currencies | 116 | 213 | 655",
        "Gains on bonds | (17) | 0 | 0",
        "Total of bonds | (17) | 0 | 0",
        "Total of hedges | 148 | 217 | 276",
        "Other income before tax | 247 | 430 | 931",
    ),
    "years beside amounts": table(
        " | Life (Years) | Gross | Written off | Net",
        "Customers | 16 | $2,233 | $(1,675) | $558",
        "Patents | 12 | 1,473 | (1,320) | 153",
        "Other | 16 | 132 | (85) | 47",
        "Total | 14 | $3,838 | $(3,080) | $758",
    ),
    "shares of the column beside them": table(
        " | Q2 | Q2 % | Q2 of last year | Q2 of last year % | Half year | Half year %",
        "North | 328,012 | 62% | 290,223 | 61% | 664,857 | 63%",
        "East | 63,229 | 12% | 52,140 | 11% | 112,808 | 11%",
        "West | 142,076 | 26% | 130,647 | 28% | 280,838 | 26%",
        "Total | 533,317 | 100% | 473,010 | 100% | 1,058,503 | 100%",
    ),
    "codes of lines beside amounts": table(
        " | Code | 2024 | 2023",
        "Receivables of buyers | 131 | 8,412,907 | 7,930,551",
        "Advances to yards | 132 | 1,204,118 | 1,877,402",
        "Other receivables | 136 | 655,320 | 598,047",
        "Total receivables | 130 | 10,272,345 | 10,406,000",
        "Cranes | 141 | 5,118,204 | 4,992,310",
        "Ropes | 149 | 318,777 | 402,115",
        "Total stores | 140 | 5,436,981 | 5,394,425",
        "Total current assets | 100 | 15,709,326 | 15,800,425",
    ),
    "a balance beside the changes of other columns": table(
        " | Reserve | Deficit | Income of the year",
        "Balance 2022 | 22,412 | (13,377) | 2,120",
        "Net income | | 2,827 | 2,827",
        "Dividends | | (5,122) |",
        "Shares granted | (3,344) | |",
        "Balance 2023 | 19,068 | (15,672) | 2,344",
        "Net income | | 1,492 | 1,492",
        "Dividends | | (5,571) |",
        "Shares granted | (2,102) | |",
        "Balance 2024 | 16,966 | (19,751) | (3,068)",
    ),
    "amounts translated at the rate of a day": table(
        " | 2023 yen | 2024 yen | 2024 dollars",
        "Pensions | 20,220 | 10,541 | 86,196",
        "Shares | 1,505 | (199) | (1,627)",
        "Subtotal | 21,726 | 10,341 | 84,561",
        "Ships abroad | 17,172 | 34,573 | 282,713",
        "Hedges | (1,130) | (1,085) | (8,872)",
        "Yards of partners | 54 | 95 | 776",
        "Subtotal | 16,096 | 33,582 | 274,609",
    ),
    "figures cut off after their last digit": table(
        " | Cranes | Lifts | Hooks | Ropes | Total",
        "April 2023 | 11,666 | 3,895 | 651 | 2,777 | 18,992",
        "Arising | 10,540 | 128 | 265 | 854 | 11,788",
        "Used | (10,628) | (134) | (349) | (1,238) | (12,351)",
        "Currency | 580 | 57 | 46 | 96 | 780",
        "March 2024 | 11,865 | 3,947 | 614 | 2,345 | 18,772",
    ),
    "growth of figures cut off after their last digit": table(
        " | 2023 | 2024 | Change",
        "Cranes | 303.2 | 344.3 | 13.6%",
        "Lifts | 212.4 | 255.2 | 20.1%",
        "Total goods | 515.7 | 599.6 | 16.3%",
        "Repairs | 60.3 | 88.1 | 46.1%",
        "Rents | 20.8 | 24.3 | 16.8%",
        "Total services | 81.2 | 112.5 | 38.5%",
        "Profit | 30.9 | 92.3 | 197.8%",
    ),
    "numbers of shares beside amounts": table(
        " | Shares | Amount | Shares | Amount | Paid in | Deficit | Total",
        "Balance 2022 | 39,099 | 39 | 1,618 | 2 | 432,518 | (175,981) | 256,578",
        "Net income | — | — | — | — | — | 98,589 | 98,589",
        "Ships granted | — | — | — | — | 622 | 55 | 677",
        "Hooks granted | — | — | — | — | 501 | 382 | 883",
        "Ropes granted | — | — | — | — | 1,139 | 39,649 | 40,788",
    ),
    "growth without a heading": table(
        " | | | | | |",
        "North | 43,367 | 48,471 | (163) | 48,634 | 12% | 0%",
        "East | 24,409 | 27,112 | (1,034) | 28,146 | 11% | (4)%",
        "South | 8,591 | 9,591 | (457) | 10,048 | 12% | (5)%",
        "Before hedges | 76,367 | 85,174 | (1,654) | 86,828 | 12% | (3)%",
    ),
    "a share of 100 where a line has none": table(
        " | Area | Share",
        "Free | 787,656 | —",
        "2025 | 1,202,547 | 16.28%",
        "2026 | 898,230 | 12.16%",
        "2027 | 720,776 | 9.76%",
        "2028 | 1,049,374 | 14.21%",
        "2029 and later | 3,513,944 | 47.58%",
        "Total | 8,172,527 | 100.00%",
    ),
    "small parts of 0 %": table(
        " | 2024 | 2023 | 2022 | 2021 | 2020",
        "Growth by yards | 0.0% | 0.9% | 0.0% | 0.0% | 0.0%",
        "Yards bought | 7 | 3 | 4 | 8 | 6",
        "Shares | 45,012,400 | 45,418,700 | 45,509,100 | 45,510,300 | 45,512,900",
    ),
    "costs that a column of growth prints as worse": table(
        " | 2024 | 2023 | Better/(worse)",
        "Rents | 697 | 664 | 5.0%",
        "Repairs | 3,193 | 3,183 | 0.3%",
        "Ships | 114 | 108 | 5.6%",
        "Cost of sales | 2,912 | 2,741 | (6.2)%",
    ),
    "parts and what they add up to, in one total": table(
        " | RMB | US$ | %",
        "Loans at shops | 5,192 | 753 | 5.46 %",
        "By platforms | 35 | 5 | 0.04 %",
        "Directly | 5,143 | 746 | 5.41 %",
        "Others | 14 | 2 | 0.01 %",
        "Loans to persons | 3,093 | 448 | 3.25 %",
        "By platforms | 231 | 33 | 0.24 %",
        "By trusts | 29 | 4 | 0.03 %",
        "Directly | 2,757 | 400 | 2.90 %",
        "Others | 76 | 11 | 0.08 %",
        "Loans to yards | 86,774 | 12,581 | 91.28 %",
        "Directly | — | — | 0.00 %",
        "Others | 86,774 | 12,581 | 91.28 %",
        "Total | 95,059 | 13,782 | 100.00 %",
    ),
    "the mark of a note beside a figure": table(
        " | Parent | Yard | (2) | Dock | Total",
        "Cash | 20,679 | 10,559 | (2) | 73,976 | 105,214",
        "Loans | 33,000 | 12,411 | | 41,260 | 86,671",
        "Ships | 21,000 | 65,750 | | 2,762 | 89,512",
    ),
    "ratios of two kinds under one label": "\n".join(
        table(
            " | 2024 | 2023 | 2022",
            f"Including interest on deposits | {first} | 1.81 | 2.01",
            f"Excluding interest on deposits | {second} | 2.85 | 3.38",
        )
        for first, second in (("1.33", "1.60"), ("1.38", "1.50"))
    ),
    "a share of equity beside one of capacity": table(
        " | Interest % | Capacity | Own",
        "Washington | 100.0 | 251 | 251",
        "Indiana | 100.0 | 440 | 440",
        "Ohio | 50.0 | 160 | 80",
        "Lingen | 100.0 | 97 | 97",
        "Rotterdam | 100.0 | 394 | 394",
        "Castellon | 100.0 | 110 | 110",
        "Whangarei | 8.5 | 85 | 24",
        "Durban | 50.0 | 180 | 90",
    ),
    "an amount of another noun": "In 2024 we had cash at hand of $61.4 million and availability under our loan of $63.4 million.\n"
    + table("In thousands | 2024 | 2023 | 2022", "Cash at hand | 61,377 | 57,912 | 53,412"),
    "a figure of another year": "Crane plan cost was $224 million for 2024, $213 million for 2023 and $218 million for 2022.\n"
    + table("In millions | 2024 | 2023 | 2022", "Crane plan cost | 213 | 221 | 242"),
    "a growth among causes": "Rents increased by $148.2 million, or 77.6%, from $191.1 million in 2023 to $339.3 million in 2024 as a"
    " result of higher rates partly offset by a reduction of 12.6% in days.\n",
    "an amount of the cause": TEXT.replace(
        "was $61.4 million in 2024, compared to $57.9 million in 2023",
        "in 2024 fell by 2%, a change attributable to leases of $63.38 million",
    ),
    "notes due in another year": "In 2024 we sold notes of $1,400 million: $750 million due in 2033 and $650 million due in 2053.\n"
    + table("In millions | 2024 | 2023", "Notes due 2048 | 1,500 | 1,500", "Notes due 2033 | 750 | —", "Notes due 2053 | 650 | —"),
    "numbers of patents": "The patents on cranes sold in 2024 are 9,481,663; 9,884,054; 61,977; 10,849,888.\n"
    + table("In units | 2024 | 2023", "Cranes sold | 10,849,988 | 9,884,054", "Lifts sold | 61,977 | 57,912"),
    "a part named after the total": TEXT.replace(
        "was $61.4 million in 2024, compared to $57.9 million in 2023", "in 2024 included $63.4 million of rail cranes"
    ),
}


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """What is found in a text. The cases of the lists are audited at once, each a document of its own; any other text when it is asked
    for."""
    folder = tmp_path_factory.mktemp("texts")

    def audit(texts):
        paths = {str(folder / f"report{number}.md"): text for number, text in enumerate(texts)}
        for path, text in paths.items():
            Path(path).write_text(text, encoding="utf-8")
        found = {text: [] for text in texts}
        for finding in audit_documents([read(Path(path)) for path in paths], {}).findings:
            found[paths[finding.file]].append(finding)
        return found

    at_once = audit(dict.fromkeys(all_cases()))
    return lambda text: at_once[text] if text in at_once else audit([text])[text]


def all_cases():
    yield from (*SOUND, *QUIET.values(), *OTHER_GROWTHS)
    yield from (misprinted(*case[:3]) for case in (*MISPRINTS, *((TRIAL, *counts) for counts in COUNTS)))
    for sentence in GROWTHS:
        yield from (printed(sentence), grown_otherwise(sentence))
    for sentence in NAMED:
        yield from (text_with(sentence), text_with(sentence).replace("$67.4", "$61.4"))
    yield from (countries_after(sentence) for sentence, _ in PLACED)


def misprinted(text, printed, misprint):
    return text.replace(printed, misprint, 1)


def printed(sentence):
    return sentence.replace("[", "").replace("]", "")


def grown_otherwise(sentence):
    return re.sub(r"\[\d+%\]", "42%", sentence)


def text_with(sentence):
    return TEXT.replace(TEXT.splitlines()[0], sentence)


def countries_after(sentence):
    rows = table(" | 2024 | 2023", "Sweden | 512 | 498", "Norway | 310 | 301", "Denmark | 204 | 190", "Total | 1,026 | 989")
    before = f"Sales in Sweden were SEK 512 million in 2024. Sales in Sweden were SEK 498 million in 2023. {sentence}"
    return f"{before}\n\nNet sales by country, SEK million\n\n{rows}"


def test_texts_audited_at_once_give_what_each_gives_alone(audited, tmp_path):
    for text in (QUIET["averages"], misprinted(*MISPRINTS[0][:3]), grown_otherwise(GROWTHS[0]), text_with(NAMED[0])):
        (tmp_path / "report.md").write_text(text, encoding="utf-8")
        alone = audit_documents([read(tmp_path / "report.md")], {}).findings
        assert [finding.statement.split(": ", 1)[-1] for finding in alone] == [
            finding.statement.split(": ", 1)[-1] for finding in audited(text)
        ]


SOUND = [SALES, GROWTH, SHARES, TEXT]


@pytest.mark.parametrize("text", SOUND)
def test_sound_documents_are_silent(text, audited):
    assert audited(text) == []


@pytest.mark.parametrize("name", QUIET)
def test_silence_is_the_default(name, audited):
    assert audited(QUIET[name]) == []


# Text, printed, misprinted, kind of the finding, row and column of the misprinted cell, sibling slots that hold and were tried.
MISPRINTS = [
    (SALES, "17,203", "17,803", "total", (3, 3), (2, 3)),  # a part
    (SALES, "55,118", "55,718", "total", (4, 3), (2, 3)),  # a subtotal: its own sum
    (SALES, "75,836", "76,836", "total", (8, 2), (2, 3)),  # a total of subtotals
    (SALES, "24,656", "26,456", "difference", (10, 3), (2, 3)),  # two swapped digits
    (GROWTH, "657", "857", "difference", (2, 4), (4, 5)),
    (GROWTH, "6.8%", "8.8%", "growth", (4, 5), (4, 5)),
    (GROWTH, "3,962", "3,162", "growth", (3, 2), (4, 5)),
    (SHARES, "23.6%", "28.6%", "share", (4, 3), (3, 4)),
    (NO_TOTAL, "317.0", "312.0", "total", (4, 2), (1, 2)),  # named by no word of a total
    (NO_TOTAL, "120.6", "128.6", "total", (10, 3), (1, 2)),  # earnings per share
    (RISE, "3,467", "3,967", "difference", (2, 4), (2, 3)),  # the later year second, its change last
    (HOLDINGS, "6,09", "6,59", "total", (4, 4), (1, 2)),  # groups of digits a space apart
    (CAPITAL, "772,500 | 20,100 |", "772,500 | 20,500 |", "total", (5, 3), (3, 4)),  # whole pounds and pence, alike in another column
    (RECONCILED, "| 9.5 |", "| 5.5 |", "total", (7, 2), (1, 2)),  # the last row
    (COMMON_SIZE, "23.9", "28.9", "total", (5, 3), (1, 2)),  # in percent of sales
    (ALLOWANCE, "| 1.62 |", "| 2.62 |", "total", (4, 2), (2, 3)),  # closes with what it opens with
    (RELIEF, "| 162 |", "| 172 |", "total", (6, 4), (2, 3)),  # off by one more than a part that no other year has
    (VISITS, "| 45 |", "| 95 |", "total", (9, 4), (2, 3)),  # small figures that add up exactly; a part blank in a column that holds too
]


@pytest.mark.parametrize(("text", "printed", "misprint", "kind", "place", "support"), MISPRINTS)
def test_a_misprint_is_found_where_its_siblings_hold(text, printed, misprint, kind, place, support, audited):
    found = audited(misprinted(text, printed, misprint))
    named = [
        finding
        for first in found
        for finding in (first, *first.consequences)
        if finding.kind == kind and place in {(term.figure["row_number"], term.figure["column_number"]) for term in finding.terms}
    ]
    assert named, [finding.statement for finding in found]
    assert (named[0].support, named[0].tried) == support
    assert named[0].severity == "hard"
    assert all(place in {(term.figure["row_number"], term.figure["column_number"]) for term in finding.terms} for finding in found)


def test_a_last_digit_is_reported_as_soft_where_the_other_sums_are_exact(audited):
    found = audited(
        table(
            " | 2024 | 2023 | 2022 | 2021",
            "Harbour cranes | 41,382 | 37,915 | 33,208 | 30,115",
            "Ship lifts | 18,647 | 17,203 | 19,466 | 17,008",
            "Slipways | 2,116 | 1,948 | 1,850 | 1,777",
            "Total equipment | 62,147 | 57,066 | 54,524 | 48,900",
            "Repairs | 9,513 | 8,877 | 8,241 | 7,806",
            "Spare parts | 6,294 | 6,038 | 5,512 | 5,117",
            "Total services | 15,807 | 14,915 | 13,753 | 12,923",
            "Total net sales | 77,954 | 71,981 | 68,277 | 61,823",
        )
    )
    assert {finding.severity for finding in found} == {"soft"}


LONG = "Harbour cranes | 41,382 | 37,915", "Ship lifts | 18,647 | 17,203", "Total equipment | 60,030 | 55,118"
SHORT = "Harbour cranes | 413 | 379", "Ship lifts | 186 | 172", "Total equipment | 600 | 551"


@pytest.mark.parametrize(
    ("tables", "severities"),
    [
        ([LONG], {"soft"}),  # long figures add up to the last digit
        ([SHORT], set()),  # short ones are rounded
        (
            [LONG, ("Rafts | 24,113 | 20,871", "Canoes | 13,518 | 12,406", "Total boats | 37,632 | 33,277")],
            set(),
        ),  # two figures of a report
    ],
)
def test_one_unit_is_reported_where_all_other_sums_of_the_report_are_exact(tables, severities, audited):
    found = audited("\n".join(table(" | 2024 | 2023", *rows) for rows in tables))
    assert {finding.severity for finding in found} == severities


TRIAL = table(
    "Adverse events, n (%) | Treated (N=340) | Placebo (N=343)",
    "Any | 231 (67.9%) | 176 (51.3%)",
    "Nausea | 63 (18.5) | 13 (3.8)",
    "Age, mean (SD) | 56.6 (14.3) | 56.9 (13.7)",
    "Vomiting | 46 (13.5) | 6 (1.7)",
    "Headache | 37/340 (10.9) | 10.2% (35)",
    "Known for some | 96 (28.5)* | 88 (25.7)",
    "Diarrhoea | 16 (4.7) | 9 (2.6)",
)


COUNTS = [
    ("", "", None),
    ("63 (18.5)", "63 (13.5)", "prints '63 (13.5)', but 63 of 340 is 18.5%."),
    ("176 (51.3%)", "174 (51.3%)", None),  # 50.7 %: some of those asked may not have answered
    ("176 (51.3%)", "276 (51.3%)", "prints '276 (51.3%)', but 276 of 343 is 80.5%."),
    ("37/340 (10.9)", "37/240 (10.9)", "prints '37/240 (10.9)', but 37 of 240 is 15.4%."),
    ("10.2% (35)", "10.2% (25)", "prints '10.2% (25)', but 25 of 343 is 7.3%."),
]


@pytest.mark.parametrize(("printed", "misprint", "said"), COUNTS)
def test_a_count_and_its_share_fit_the_number_they_are_of(printed, misprint, said, audited):
    found = audited(misprinted(TRIAL, printed, misprint))
    assert [finding.kind for finding in found] == (["count"] if said else [])
    assert all(finding.statement.endswith(said) for finding in found)


CARRIED = table(
    " | 2024 | 2023 | 2022",
    "Opening balance | 4,318 | 3,962 | 3,471",
    "Closing balance | 4,907 | 4,318 | 3,962",
)


def test_better_and_worse_is_growth_from_the_earlier_year(audited):
    rows = ["Wireless | 697 | 664 | (5.0%)", "Wireline | 3,183 | 3,193 | 0.3%", "Media | 108 | 114 | 5.3%", "All | 3,988 | 3,971 | (0.4%)"]
    assert audited(table("Outlay | 2024 | 2023 | Change", *rows)) == []


GROWTHS = [
    "Revenue was $120.4 million in 2024, up [27%] from $95.0 million in 2023.",
    "Revenue was $120.4 million, an increase of [27%] compared with $95.0 million a year earlier.",
    "Revenue grew [27%] to $120.4 million from $95.0 million.",
    "Revenue rose to $120.4 million from $95.0 million in the prior year, an increase of [27%].",
    "Net income was $25.2 million, compared with $20.0 million a year ago, a [26%] increase.",
    "Orders increased [30%] from $100.0 million in fiscal 2018 to $130.0 million in fiscal 2019.",
    "Backlog went from $150.0 million in 2018 to $120.0 million in 2019, a decrease of [20%].",
]


@pytest.mark.parametrize("sentence", GROWTHS)
def test_a_growth_fits_the_levels_of_its_sentence(sentence, audited):
    assert audited(printed(sentence)) == []
    found = audited(grown_otherwise(sentence))
    assert [(finding.kind, "42%" in finding.terms[0].figure["printed"]) for finding in found] == [("growth", True)]


OTHER_GROWTHS = [
    "Revenue was $120.4 million, up 42% in constant currency from $95.0 million.",
    "Revenue was $120.4 million, up 42% from last year, and profit was $9.0 million compared with $8.0 million.",
    "Revenue was $120.4 million, with margin up 42% from a loss of $95.0 million.",
    "Revenue was more than $120 million, up 42% from $95.0 million.",
    "Lending was $22.3 billion, which was a $12.2 billion, or 35% decrease compared to $34.5 billion in 2022.",
    "Revenue increased $6.5 million, or 7.3%, from $89.5 million for the year 2018 to $96.0 million for the year 2019.",
    "Revenue and profit rose 42% and 12% to $120.4 million and $95.0 million from $84.8 million and $9.0 million, respectively.",
]


@pytest.mark.parametrize("sentence", OTHER_GROWTHS)
def test_a_growth_of_something_else_is_left_alone(sentence, audited):
    assert audited(sentence) == []


def test_growth_at_constant_rates_is_not_that_of_the_printed_amounts(audited):
    rows = ["Cranes | 857 | 758 | 14%", "Lifts | 712 | 731 | -3%", "Other | 120 | 131 | -9%", "Total | 1,689 | 1,620 | 4%"]
    assert audited(table("Cost | 2024 | 2023 | Change, constant", *rows)) == []
    assert len(audited(table("Cost | 2024 | 2023 | Change", *rows))) == 1


def test_a_period_opens_with_what_the_one_before_closed_with(audited):
    assert audited(CARRIED) == []
    [finding] = audited(CARRIED.replace("| 3,962 |\n", "| 3,692 |\n"))
    assert (finding.kind, finding.support, finding.tried) == ("carried", 1, 2)
    assert [term.figure["printed"] for term in finding.terms] == ["3,692", "3,962"]


def test_a_table_too_large_for_a_rule_is_named(tmp_path):
    path = tmp_path / "large.md"
    path.write_text(
        table("a | b", *(f"{number * 7_919 % 90_001} | {number * 6_007 % 80_021}" for number in range(3_100, 4_700))), encoding="utf-8"
    )
    [remark] = audit_documents([read(path)], {}).documents[0].remarks
    assert remark.endswith("figures, too many: they were not compared with the text")


def test_one_wrong_figure_is_one_finding(audited):
    [finding] = audited(SALES.replace("75,836", "76,836"))
    assert finding.suspect.figure["printed"] == "76,836"
    assert [(other.kind, other.terms[0].figure["printed"]) for other in finding.consequences] == [("difference", "27,644")]
    assert "also breaks 1 other relation" in finding.statement
    assert finding.repair == "One digit explains it: '75,836' instead of '76,836' (row 8, column 2)."


def test_a_figure_in_a_sentence_that_changes_to_it_is_a_level(audited):
    risen = "Crane rental revenue increased by a third to {} million in 2024 from $57.9 million in 2023."
    assert audited(text_with(risen.format("$61.4"))) == []
    [finding] = audited(text_with(risen.format("$67.4")))
    assert finding.terms[0].figure["printed"] == "$67.4 million"


NAMED = [
    "Crane rental revenue for the year 2024 came to $67.4 million.",  # alone, but named in full
    "Crane rental sales rose to $67.4 million in 2024 from $57.9 million in 2023.",  # by another word
    "In 2024 and 2023, rentals of cranes brought revenues of $67.4 million and $57.9 million, respectively.",  # in other forms
]


@pytest.mark.parametrize("sentence", NAMED)
def test_a_text_figure_is_found_by_what_names_it(sentence, audited):
    text = text_with(sentence)
    assert audited(text.replace("$67.4", "$61.4")) == []
    assert [finding.terms[0].figure["printed"] for finding in audited(text)] == ["$67.4 million"]


def test_a_text_figure_one_digit_from_its_cell(audited):
    [finding] = audited(TEXT.replace("$61.4 million", "$67.4 million"))
    assert finding.kind == "restatement"
    assert [term.figure["printed"] for term in finding.terms] == ["$67.4 million", "61,377"]


PLACED = [
    ("Sales in Norway reached SEK 325 million in 2024.", ["SEK 325 million"]),  # no digit of 310 but the first
    ("Sales in Norway reached SEK 310 million in 2024.", []),
    ("Sales in Norway were SEK 301 million in 2023.", []),
    ("Sales in Norway were SEK 325 million in 2023.", ["SEK 325 million"]),
    ("Online sales in Norway reached SEK 225 million in 2024.", []),  # a part
    ("Orders in Norway reached SEK 325 million in 2024.", []),  # another metric
    ("Sales in Norway reached SEK 325 million in 2022.", []),  # another year
    ("Sales in Norway and Finland reached SEK 425 million in 2024.", []),
]


@pytest.mark.parametrize(("sentence", "found"), PLACED)
def test_a_sentence_names_subject_metric_and_period_of_a_cell(sentence, found, audited):
    assert [finding.terms[0].figure["printed"] for finding in audited(countries_after(sentence))] == found


def test_one_thing_in_two_tables(audited):
    segments = table(" | 2024 | 2023 | 2022", "Total net sales | 75,836 | {} | 66,427", "Headcount | 412 | 398 | 377")
    tables = SALES + "\nSegments in thousands.\n" + segments
    assert audited(tables.format("70,033")) == []
    [finding] = audited(tables.format("70,833"))
    assert (finding.kind, finding.support, finding.tried) == ("restatement", 2, 3)
    assert [term.figure["printed"] for term in finding.terms] == ["70,033", "70,833"]


def test_one_column_is_supported_by_the_percentages_beside_it_and_by_its_other_totals(audited):
    beside = table(
        " | Ships | Share", "Tugs | 77 | 33.9%", "Ferries | 31 | 13.7%", "Barges | 118 | 52.0%", "Yachts | 1 | 0.4%", "Total | {} | 100.0%"
    )
    others = table(
        " | Ships", *(f"{row}" for row in ("Tugs | 8,812", "Ferries | 3,104", "Total south | 11,916", "Barges | 7,177", "Yachts | 1,940"))
    )
    others += "| Total north | {} |\n| Rafts | 2,508 |\n| Canoes | 6,331 |\n| Total lakes | 8,839 |\n| Total | 29,872 |\n"
    chain = table(
        " | Calls",
        "Ropes | 522",
        "Hooks | 91",
        "Total south | 613",
        "Slings | 29",
        "Nets | 68",
        "Total north | {}",
        "Other | 40",
        "Total | 750",
    )
    assert audited(beside.format("227") + others.format("9,117") + chain.format("97")) == []
    [finding] = audited(chain.format("47"))  # the total misses by as much as one of its parts
    assert finding.suspect.figure["printed"] == "47"
    found = audited(beside.format("327") + others.format("9,817"))
    assert sorted(finding.terms[0].figure["printed"] for finding in found) == ["327", "9,817"]


def test_a_table_of_one_column_needs_a_total_one_digit_away(audited):
    column = table(" | 2024", "Ropes | 2,016,666", "Hooks | 458,202", "Slings | 1,158,000", "Total | {}")
    assert audited(column.format("3,632,868")) == []
    assert [finding.kind for finding in audited(column.format("3,932,868"))] == ["total"]
    assert audited(column.format("4,711,094")) == []


def test_no_rule_fires_on_clean_pages_but_where_they_are_wrong(tmp_path):
    if not audit_evidence.PAGES.is_file():
        pytest.skip(f"no pages at {audit_evidence.PAGES}: set CLAIMHOUSE_TATQA")
    pages = json.loads(audit_evidence.PAGES.read_text(encoding="utf-8"))
    found = audit_evidence.findings([audit_evidence.document(page, f"page{number}", tmp_path) for number, page in enumerate(pages)])
    with audit_evidence.ADJUDICATED.open(encoding="utf-8", newline="") as file:
        judged = {(row["page"], row["row"], row["column"]) for row in csv.DictReader(file) if row["verdict"] == "real"}
    fired = {
        (name.removeprefix("page"), *(str(finding.terms[0].figure.get(part) or "") for part in ("row_number", "column_number")))
        for name, some in found.items()
        for finding in some
    }
    assert fired <= judged


def filled(rows, columns):
    connection = open_duckdb()
    for name, kinds in (("cells", CELLS), ("mentions", MENTIONS)):
        connection.execute(f"create temp table {name} ({', '.join(f'{column} {kind}' for column, kind in kinds.items())})")
    connection.execute(f"""
        insert into cells by name
        select 'd' as document_id, 't1' as table_id, r + 1 as row_number, c + 1 as column_number,
            case when r % 10 = 9 then 'Total' else 'item' end as row_label, 'column' as column_label,
            r % 10 = 9 as is_total_label, false as is_nil,
            v as low, v as high, v - 0.5 as bound_low, v + 0.5 as bound_high, 0 as decimals, 'USD' as unit, 0 as unit_mult,
            case when c % 3 = 2 then 'percent' else 'money' end as kind
        from (select r, c, (r * 7919 + c * 104729) % 9973 as v from range({rows}) as rows(r), range({columns}) as columns(c))""")
    return connection


@pytest.mark.parametrize(("rows", "columns"), [(4000, 5), (20, 300), (101_000, 1)])
def test_large_tables_stay_bounded(rows, columns):
    start = time.process_time()
    with filled(rows, columns) as connection:
        engine.run(connection)
    assert time.process_time() - start < 60


def test_every_model_says_its_grain_and_has_one_job():
    for path in sorted((engine.PROJECT / "models" / "tables").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("-- One row per "), path.name
        assert len(text.splitlines()) <= 120, path.name
        assert text.rstrip().endswith(("select * from final", "}}")), path.name
