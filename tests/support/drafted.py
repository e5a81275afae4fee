# ruff: noqa: E501
"""Fictional documents with an answer key, to measure drafts: a release, its next edition, a table of vendors, a bulletin, a press note in
Chinese, and pages of an annual report. Firms and numbers are made up.

A document is a list of blocks: ("title" | "head" | "text", parts) or ("table", title, header, rows). A part is a text or a `Fig`, which
says what the figure means; the renderers write the same blocks as txt, md, html, docx or pdf, and `key` finds each figure in the text of
a draft by reading on from the one before.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from pdf import Paper

from claimhouse.check.tokens import TOKEN


@dataclass
class Fig:
    """A figure as printed and what it means; `names` are those of subject and metric where no register has their id."""

    printed: str
    low: str
    high: str
    unit_mult: int
    unit: str
    subject_id: str
    metric_id: str
    period_id: str
    qualifier: str = "exact"
    obs_status: str = "A"
    scope_id: str = ""
    geography_id: str = ""
    cited_source_id: str = ""
    usage_warning: str = ""
    key: dict = field(default_factory=dict)


def point(printed, value, mult, unit, subject, metric, period, **more):
    return Fig(printed, value, value, mult, unit, subject, metric, period, **more)


def percent(printed, value, subject, metric, period, **more):
    return point(printed, value, 0, "percent", subject, metric, period, **more)


# 1 and 2: a results release in a fiscal year that ends in January, and that of the quarter after it
HALVORSEN = "Halvorsen Instruments"


def release(q, now, ago, back, nine=None, ended="October 26, 2025", ended_ago="October 27, 2024", new=()):
    """`q` is the quarter in words, `now`, `ago`, `back` are ids of periods; `new` are changes of amounts by label."""
    figures = dict(new)

    def usd(label, metric, period, **more):
        printed, value = figures[label]
        return point(
            printed, value, 6 if "million" in printed else 9 if "billion" in printed else 0, "USD", HALVORSEN, metric, period, **more
        )

    def rate(label, metric, period, **more):
        printed, value = figures[label]
        return percent(printed, value, HALVORSEN, metric, period, **more)

    def cells(metric, label, mult=6, unit="USD", **more):
        return [
            point(printed, value, mult, unit, HALVORSEN, metric, period, **more)
            for (printed, value), period in zip(figures[label], (now, back, ago), strict=True)
        ]

    return [
        ("title", [f"{HALVORSEN} Reports {q} Quarter Fiscal 2026 Results"]),
        ("text", ["TACOMA, Wash. -- November 19, 2025" if "Third" in q else "TACOMA, Wash. -- February 25, 2026"]),
        (
            "text",
            [
                f"{HALVORSEN}, Inc. (NASDAQ: HLVI) today announced results for the {q.lower()} quarter ended {ended}. Net sales were ",
                usd("sales", "revenue", now),
                ", an increase of ",
                rate("sales growth", "revenue_growth", now),
                " from the prior year quarter. Net income was ",
                usd("income", "net_profit", now),
                ", or ",
                usd("eps", "earnings_per_share", now),
                " per diluted share, compared with ",
                usd("income ago", "net_profit", ago),
                " a year ago.",
            ],
        ),
        (
            "text",
            [
                "Gross margin was ",
                rate("margin", "gross_margin", now),
                " of net sales. Free cash flow came to ",
                usd("fcf", "free_cash_flow", now),
                " and cash and cash equivalents stood at ",
                usd("cash", "cash", ended_id(ended), qualifier="approx"),
                f" on {ended}. The company employs ",
                Fig("more than 4,150", "4150", "", 0, "employees", HALVORSEN, "employees", now, "gt"),
                " people.",
            ],
        ),
        ("head", ["Outlook"]),
        (
            "text",
            [
                f"For the {'fourth quarter of fiscal 2026' if 'Third' in q else 'first quarter of fiscal 2027'}, the company expects net sales of ",
                Fig(*figures["guide"], 6, "USD", HALVORSEN, "revenue", "FY2026-Q4" if "Third" in q else "FY2027-Q1", "range", "F"),
                " and a gross margin of ",
                rate("guide margin", "gross_margin", "FY2026-Q4" if "Third" in q else "FY2027-Q1", qualifier="approx", obs_status="F"),
                ".",
            ],
        ),
        (
            "table",
            "Condensed consolidated statements of income (in millions, except per share amounts, unaudited)",
            ["", *figures["columns"]],
            [
                ["Net sales", *cells("revenue", "r sales")],
                ["Cost of sales", *cells("cost_of_revenue", "r cost")],
                ["Gross profit", *cells("gross_profit", "r gross")],
                ["Research and development", *cells("Research and development", "r rd")],
                ["Operating expenses", *cells("operating_expenses", "r opex")],
                ["Operating income", *cells("operating_income", "r oper")],
                ["Provision for income taxes", *cells("income_tax", "r tax")],
                ["Net income", *cells("net_profit", "r net")],
                ["Diluted earnings per share", *cells("earnings_per_share", "r eps", 0)],
                ["Gross margin", *cells("gross_margin", "r margin", 0, "percent")],
            ],
        ),
        (
            "table",
            "Net sales by segment (in millions)",
            ["", *figures["columns"]],
            [
                [
                    name,
                    *[
                        point(p, v, 6, "USD", name, "revenue", period)
                        for (p, v), period in zip(figures[name], (now, back, ago), strict=True)
                    ],
                ]
                for name in ("Sensors", "Calibration services", "Marine systems")
            ],
        ),
    ]


def ended_id(day):
    month, number, year = re.fullmatch(r"(\w+) (\d+), (\d+)", day).groups()
    return f"{year}-{['January', 'October'].index(month) * 9 + 1:02d}-{int(number):02d}"


def pairs(*printed):
    """(printed, value) of numbers, those in parentheses negative."""
    found = []
    for text in printed:
        value = text.strip("()%$").replace(",", "").replace("$", "")
        found.append((text, f"-{value}" if "(" in text else value))
    return found


THIRD = {
    "sales": ("$412.6 million", "412.6"), "sales growth": ("9.3%", "9.3"), "income": ("$38.4 million", "38.4"), "eps": ("$0.71", "0.71"),
    "income ago": ("$33.0 million", "33.0"), "margin": ("46.2%", "46.2"), "fcf": ("$52.7 million", "52.7"), "cash": ("approximately $288 million", "288"),
    "guide": ("$425 million to $440 million", "425", "440"), "guide margin": ("about 46%", "46"),
    "columns": ["Q3 FY2026", "Q2 FY2026", "Q3 FY2025"],
    "r sales": pairs("412.6", "398.1", "377.5"), "r cost": pairs("222.0", "216.8", "208.4"), "r gross": pairs("190.6", "181.3", "169.1"),
    "r rd": pairs("49.8", "48.2", "46.0"), "r opex": pairs("139.9", "136.0", "126.7"), "r oper": pairs("50.7", "45.3", "42.4"),
    "r tax": pairs("11.4", "10.2", "9.1"), "r net": pairs("38.4", "34.2", "33.0"), "r eps": pairs("0.71", "0.63", "0.60"),
    "r margin": pairs("46.2%", "45.5%", "44.8%"),
    "Sensors": pairs("255.1", "247.0", "231.9"), "Calibration services": pairs("98.3", "96.4", "90.2"), "Marine systems": pairs("59.2", "54.7", "55.4"),
}  # fmt: skip
FOURTH = THIRD | {
    "sales": ("$431.8 million", "431.8"), "sales growth": ("8.1%", "8.1"), "income": ("$41.9 million", "41.9"), "eps": ("$0.77", "0.77"),
    "income ago": ("$37.6 million", "37.6"), "margin": ("46.4%", "46.4"), "fcf": ("$61.0 million", "61.0"), "cash": ("approximately $331 million", "331"),
    "guide": ("$405 million to $420 million", "405", "420"), "guide margin": ("about 46%", "46"),
    "columns": ["Q4 FY2026", "Q3 FY2026", "Q4 FY2025"],
    "r sales": pairs("431.8", "412.6", "399.4"), "r cost": pairs("231.4", "222.0", "218.0"), "r gross": pairs("200.4", "190.6", "181.4"),
    "r rd": pairs("50.9", "49.8", "47.1"), "r opex": pairs("144.6", "139.9", "132.2"), "r oper": pairs("55.8", "50.7", "49.2"),
    "r tax": pairs("12.6", "11.4", "10.8"), "r net": pairs("41.9", "38.4", "37.6"), "r eps": pairs("0.77", "0.71", "0.69"),
    "r margin": pairs("46.4%", "46.2%", "45.4%"),
    "Sensors": pairs("268.0", "255.1", "246.3"), "Calibration services": pairs("101.5", "98.3", "95.0"), "Marine systems": pairs("62.3", "59.2", "58.1"),
}  # fmt: skip


# 3: a table of vendors with a text
def vendors():
    now, ago = "2025-Q3", "2024-Q3"
    rows = [
        ("Corvane", "14.2", "34.5%", "13.1", "33.2%", "8.4%"),
        ("Oskarine", "8.9", "21.7%", "9.4", "23.8%", "-5.3%"),
        ("Teldra Mobile", "5.6", "13.6%", "4.9", "12.4%", "14.3%"),
        ("Northbeam", "3.1", "7.5%", "2.8", "7.1%", "10.7%"),
        ("Others", "9.3", "22.6%", "9.3", "23.5%", "0.0%"),
        ("Total", "41.1", "100.0%", "39.5", "100.0%", "4.1%"),
    ]
    table = []
    for name, a, b, c, d, e in rows:
        value, whom = e.strip("%"), "Total or Tablet" if name == "Total" else name
        table.append([
            name,
            point(a, a, 6, "units", whom, "shipments", now, geography_id="global"), percent(b, b.strip("%"), whom, "market_share", now, geography_id="global"),
            point(c, c, 6, "units", whom, "shipments", ago, geography_id="global"), percent(d, d.strip("%"), whom, "market_share", ago, geography_id="global"),
            percent(e, value, whom, "shipment_growth", now, geography_id="global"),
        ])  # fmt: skip
    return [
        ("title", ["Worldwide tablet shipments, third quarter of 2025"]),
        ("text", ["Published November 4, 2025"]),
        ("text", [
            "Worldwide tablet shipments grew ", percent("4.1%", "4.1", "Total or Tablet", "shipment_growth", now, geography_id="global"), " year over year to ",
            point("41.1 million units", "41.1", 6, "units", "Total or Tablet", "shipments", now, geography_id="global"), " in the third quarter of 2025 (Q3 2025). Corvane shipped ",
            point("14.2 million units", "14.2", 6, "units", "Corvane", "shipments", now), " and held a market share of ",
            percent("34.5%", "34.5", "Corvane", "market_share", now), ". Shipments of Oskarine fell to ",
            point("8.9 million units", "8.9", 6, "units", "Oskarine", "shipments", now), ".",
        ]),
        ("table", "Top four vendors, worldwide tablet shipments, market share and growth (shipments in millions of units)",
         ["Vendor", "Q3 2025 Shipments", "Q3 2025 Market Share", "Q3 2024 Shipments", "Q3 2024 Market Share", "Year-over-Year Growth"], table),
        ("text", [
            "Shipments of Corvane are forecast to reach ", Fig("57 million to 60 million units", "57", "60", 6, "units", "Corvane", "shipments", "2026", "range", "F"), " in 2026.",
        ]),
    ]  # fmt: skip


# 4: a statistical bulletin
def bulletin():
    land = "Vastria"

    def money(printed, value, mult, metric, period, subject=land, **more):
        return point(printed, value, mult, "EUR", subject, metric, period, **more)

    exports, imports = "Exports of goods", "Imports of goods"
    return [
        ("title", ["Vastria Statistics Office: foreign trade in the first half of 2025"]),
        ("text", ["Release of August 12, 2025"]),
        ("text", [
            "According to preliminary data, exports of goods amounted to ", money("€24.8 billion", "24.8", 9, exports, "2025-H1", obs_status="P"),
            " in the first half of 2025. Imports of goods amounted to ", money("€27.3 billion", "27.3", 9, imports, "2025-H1", obs_status="P"),
            " in the first half of 2025, according to preliminary data.",
        ]),
        ("text", ["In 2024, exports of goods reached ", money("€49.1 billion", "49.1", 9, exports, "2024"), " and imports of goods reached ",
                  money("€53.6 billion", "53.6", 9, imports, "2024"), "."]),
        ("table", "Foreign trade of Vastria (EUR million)", ["Item", "H1 2025", "H1 2024", "2024"], [
            [name, *[money(p, p.replace(",", ""), 6, name, period) for p, period in zip(values, ("2025-H1", "2024-H1", "2024"), strict=True)]]
            for name, values in (
                (exports, ("24,812", "24,190", "49,087")), (imports, ("27,344", "26,801", "53,602")),
                ("Exports of machinery", ("8,140", "7,955", "16,240")), ("Exports of food", ("3,020", "3,114", "6,377")),
                ("Imports of energy", ("6,480", "6,930", "13,511")),
            )
        ]),
    ]  # fmt: skip


# 5: a press note in Chinese
def note():
    firm = "澜川智能科技股份有限公司"

    def yuan(printed, value, mult, metric, period, **more):
        return point(printed, value, mult, "CNY", firm, metric, period, **more)

    return [
        ("title", [f"{firm}发布2025年第三季度业绩"]),
        ("text", ["2025年11月6日"]),
        ("text", [
            "2025年第三季度，公司实现营业收入", yuan("18.6亿元", "18.6", 8, "revenue", "2025-Q3"), "，同比增长", percent("22.4%", "22.4", firm, "revenue_growth", "2025-Q3"),
            "；净利润", yuan("2.35亿元", "2.35", 8, "net_profit", "2025-Q3"), "；毛利率", percent("41.7%", "41.7", firm, "gross_margin", "2025-Q3"), "。",
        ]),
        ("text", [
            "2025年前三季度，公司营业收入", yuan("约51亿元", "51", 8, "revenue", "2025-9M", qualifier="approx"), "，研发费用", yuan("6.8亿元", "6.8", 8, "研发费用", "2025-9M"),
            "。公司预计2025年全年营业收入将", Fig("超过70亿元", "70", "", 8, "CNY", firm, "revenue", "2025", "gt", "F"), "。",
        ]),
        ("table", "主要财务数据（单位：百万元）", ["项目", "2025年第三季度", "2024年第三季度"], [
            [label, *[yuan(p, p.replace(",", ""), 6, metric, period) for p, period in zip(values, ("2025-Q3", "2024-Q3"), strict=True)]]
            for label, metric, values in (
                ("营业收入", "revenue", ("1,860", "1,520")), ("营业成本", "cost_of_revenue", ("1,084", "905")), ("毛利", "gross_profit", ("776", "615")),
                ("净利润", "net_profit", ("235", "188")), ("资本开支", "capital_expenditure", ("142", "120")),
            )
        ]),
    ]  # fmt: skip


# 6: pages of an annual report
def annual():
    firm, now, ago = "Brackwater Ferries Group", "2024", "2023"

    def row(label, metric, a, b, subject=firm, mult=3, unit="GBP"):
        found = []
        for (printed, value), period in zip(pairs(a, b), (now, ago), strict=True):
            found.append(point(printed, value, mult, unit, subject, metric, period))
        return [label, *found]

    return [
        ("title", ["Brackwater Ferries Group annual report 2024"]),
        ("head", ["Financial review"]),
        ("text", [
            "Revenue for the year ended December 31, 2024 rose ", percent("6.2%", "6.2", firm, "revenue_growth", now), " to ",
            point("£186.4 million", "186.4", 6, "GBP", firm, "revenue", now), " (2023: ", point("£175.5 million", "175.5", 6, "GBP", firm, "revenue", ago),
            "). Operating profit was ", point("£21.7 million", "21.7", 6, "GBP", firm, "operating_income", now), ", an operating margin of ",
            percent("11.6%", "11.6", firm, "operating_margin", now), ". The group carried ",
            Fig("nearly 3.4 million passengers", "3.4", "3.4", 6, "passengers", firm, "Number of passengers", now, "approx_below"), " in 2024.",
        ]),
        ("text", [
            "Capital expenditure of ", point("£33.0 million", "33.0", 6, "GBP", firm, "capital_expenditure", now), " in 2024 included one new vessel. We target capital expenditure of ",
            Fig("at most £28 million", "", "28", 6, "GBP", firm, "capital_expenditure", "2025", "le", "T"), " in 2025.",
        ]),
        ("table", "Consolidated income statement for the year ended December 31 (in thousands of pounds, £000)", ["", "2024", "2023"], [
            row("Revenue", "revenue", "186,402", "175,519"), row("Cost of sales", "cost_of_revenue", "131,260", "125,047"),
            row("Gross profit", "gross_profit", "55,142", "50,472"), row("Operating expenses", "operating_expenses", "33,471", "31,902"),
            row("Operating profit", "operating_income", "21,671", "18,570"), row("Finance costs", "Finance costs", "(4,118)", "(4,377)"),
            row("Profit before tax", "income_before_tax", "17,553", "14,193"), row("Income tax", "income_tax", "4,211", "3,406"),
            row("Profit for the year", "net_profit", "13,342", "10,787"),
        ]),
    ]  # fmt: skip


DOCUMENTS = {
    "release": (lambda: release("Third", "FY2026-Q3", "FY2025-Q3", "FY2026-Q2", new=THIRD.items()), "html"),
    "release-next": (
        lambda: release("Fourth", "FY2026-Q4", "FY2025-Q4", "FY2026-Q3", ended="January 25, 2026", new=FOURTH.items()),
        "html",
    ),
    "vendors": (vendors, "md"),
    "bulletin": (bulletin, "docx"),
    "note": (note, "txt"),
    "annual": (annual, "pdf"),
}


# rendering
def joined(parts):
    return "".join(part.printed if isinstance(part, Fig) else part for part in parts)


def render(blocks, form, path):
    if form == "pdf":
        return pdf(blocks, path)
    if form == "docx":
        return docx(blocks, path)
    lines = []
    for block in blocks:
        kind = block[0]
        if kind == "table":
            _, title, header, rows = block
            grid = [header, *[[cell.printed if isinstance(cell, Fig) else cell for cell in row] for row in rows]]
            lines += {"html": html_table, "md": md_table, "txt": txt_table}[form](title, grid)
            continue
        text = joined(block[1])
        mark = {"title": "# ", "head": "## ", "text": ""}[kind]
        tag = {"title": "h1", "head": "h2", "text": "p"}[kind]
        lines += {"html": [f"<{tag}>{html.escape(text)}</{tag}>"], "md": [mark + text, ""], "txt": [text, ""]}[form]
    body = "\n".join(lines)
    path.write_text(f"<html><body>{body}</body></html>" if form == "html" else body, encoding="utf-8")


def html_table(title, grid):
    rows = [
        "".join(f"<{'th' if number == 0 else 'td'}>{html.escape(cell)}</{'th' if number == 0 else 'td'}>" for cell in row)
        for number, row in enumerate(grid)
    ]
    return [f"<p>{html.escape(title)}</p><table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]


def md_table(title, grid):
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return [title, "", lines[0], "|" + "---|" * len(grid[0]), *lines[1:], ""]


def txt_table(title, grid):
    return [title, "", *("\t".join(row) for row in grid), ""]


def docx(blocks, path):
    import docx as library

    document = library.Document()
    for block in blocks:
        if block[0] == "table":
            _, title, header, rows = block
            document.add_paragraph(title)
            table = document.add_table(rows=1 + len(rows), cols=len(header))
            for number, row in enumerate([header, *rows]):
                for column, cell in enumerate(row):
                    table.cell(number, column).text = cell.printed if isinstance(cell, Fig) else cell
        elif block[0] == "text":
            document.add_paragraph(joined(block[1]))
        else:
            document.add_heading(joined(block[1]), 0 if block[0] == "title" else 1)
    document.save(str(path))


def pdf(blocks, path):
    paper = Paper()
    for block in blocks:
        if block[0] == "table":
            _, title, header, rows = block
            paper.write(title)
            paper.table([[cell.printed if isinstance(cell, Fig) else cell for cell in row] for row in [header, *rows]])
        else:
            paper.write(joined(block[1]), 14 if block[0] != "text" else 9)
    path.write_bytes(paper.bytes())


# the key
def compact(text):
    """A text without blanks and bars, and the place of each letter."""
    places = [at for at, letter in enumerate(text) if not letter.isspace() and letter not in "|#*"]
    return "".join(text[at] for at in places), places


def key(blocks, lines):
    """One row per figure with its line and token in the text of a draft; figures are found one after the other."""
    text = "\n".join(lines)
    whole, places = compact(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    rows, cursor = [], 0
    for block in blocks:
        parts = [cell for row in block[3] for cell in row] if block[0] == "table" else block[1]
        if block[0] == "table":
            for title in (block[1], *block[2]):
                found = whole.find(compact(title)[0], cursor)
                cursor = found + len(compact(title)[0]) if found >= 0 else cursor
        for part in parts:
            if not isinstance(part, Fig):
                found = whole.find(compact(part)[0], cursor)
                cursor = found + len(compact(part)[0]) if found >= 0 else cursor
                continue
            digits = TOKEN.search(part.printed)[0].rstrip(".,")
            at = whole.find(digits, cursor)
            assert at >= 0, part
            cursor = at + len(digits)
            line = next(number for number, start in enumerate(starts) if places[at] < start)
            token = sum(match.start() <= places[at] - starts[line - 1] for match in TOKEN.finditer(lines[line - 1]))
            cells = {name: str(value) for name, value in vars(part).items() if name != "key"}
            rows.append(cells | {"line": str(line), "token": str(token)})
    return rows
