"""Readers of documents: one content gives the same figures in every format; places, units, scales and groups are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

pytest.importorskip("docx", reason="needs the extra `documents`")
pytest.importorskip("pypdfium2", reason="needs the extra `documents`")

from support import render  # noqa: E402
from support.render import Content  # noqa: E402

from claimhouse.documents.blocks import Unreadable  # noqa: E402
from claimhouse.documents.frames import CELLS, MENTIONS, frames  # noqa: E402
from claimhouse.documents.number_format import shown  # noqa: E402
from claimhouse.documents.read import read  # noqa: E402
from claimhouse.documents.scales import Scale, measure_of, scale_of  # noqa: E402

ENGLISH = Content(
    "Results of Acme",
    ["Revenue rose to $1,496.5 million in fiscal 2019.", "Sales by contract type (in millions, except per share):"],
    [
        ["", "Years ended September 30,", "", ""],
        ["", "2019", "2018", "2017"],
        ["Segments:", "", "", ""],
        ["Fixed price", "$ 1,452.4", "$ 1,146.2", "$ 1,036.9"],
        ["Other (1)", "44.1", "56.7", "(70.8)"],
        ["Total sales", "$1,496.5", "$1,202.9", "$966.1"],
        ["Gross margin", "40.2%", "39.1%", "—"],
        ["Earnings per share", "$1.20", "$(0.30)", "$2.00"],
    ],
    ["(1) Unaudited.", "Nothing else is to be said about these figures."],
)
CHINESE = Content(
    "公司业绩",
    ["2025年营业收入为36.57亿元，同比增长12.5%。", "单位：亿元"],
    [
        ["项目", "2025年", "2024年", "同比"],
        ["云服务", "20.10", "17.00", "18.2%"],
        ["广告", "16.47", "15.50", "6.3%"],
        ["合计", "36.57", "32.50", "12.5%"],
    ],
    ["注：数据未经审计。"],
)
PLACED = {"document_id", "table_id", "line", "page", "indent"}


def read_as(tmp_path, form, data):
    path = tmp_path / f"document.{form}"
    path.write_bytes(data)
    return read(path)


def cells(document):
    return [dict(zip(CELLS, row, strict=True)) for row in frames([document])["cells"]]


def mentions(document):
    return [dict(zip(MENTIONS, row, strict=True)) for row in frames([document])["mentions"]]


def at(rows, row, column):
    return next(cell for cell in rows if (cell["row_number"], cell["column_number"]) == (row, column))


def table(tmp_path, rows, before="", form="md"):
    """Cells of a table given as rows of texts."""
    return cells(read_as(tmp_path, form, render.ALL[form](Content("A title", [before] if before else [], rows, []))))


@pytest.mark.parametrize("content", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_one_content_gives_the_same_cells_in_every_format(tmp_path, content):
    written = {form: writer(content) for form, writer in render.ALL.items() if form != "csv"} | {
        "pdf, ruled": render.pdf(content, ruled=True)
    }
    found = {}
    for form, data in written.items():
        document = read_as(tmp_path, form.partition(",")[0], data)
        found[form] = [{name: value for name, value in row.items() if name not in PLACED} for row in cells(document)]
        assert len(document.tables) == 1, form
        assert [row["printed"] for row in mentions(document)][:1] == (["$1,496.5 million"] if content is ENGLISH else ["36.57亿元"]), form
    assert len(found["md"]) == sum(
        any(letter.isdigit() for letter in cell) or cell == "—"
        for row in content.rows[2 if content is ENGLISH else 1 :]
        for cell in row[1:]
    )
    for form, rows in found.items():
        assert rows == found["md"], form


def test_a_csv_file_holds_the_table_with_its_caption(tmp_path):
    rows = [["Sales (in millions)"], [], *ENGLISH.rows]
    found = cells(read_as(tmp_path, "csv", render.csv(replace(ENGLISH, rows=rows))))
    total = at(found, 8, 3)
    assert (total["printed"], total["low"], total["unit"], total["line"]) == ("$1,202.9", Decimal("1202900000"), "USD", 8)


def test_the_figures_of_a_table_carry_labels_groups_units_and_periods(tmp_path):
    found = cells(read_as(tmp_path, "md", render.markdown(ENGLISH)))
    other = at(found, 5, 4)
    assert (other["row_label"], other["column_label"], other["row_group"]) == ("Other", "Years ended September 30, | 2017", "Segments")
    assert (other["low"], other["bound_low"], other["bound_high"]) == (Decimal("-70800000"), Decimal("-70850000"), Decimal("-70750000"))
    assert (other["unit"], other["unit_mult"], other["kind"], other["decimals"]) == ("USD", 6, "money", 1)
    assert (other["period_start"], other["period_end"]) == (date(2016, 10, 1), date(2017, 9, 30))
    total, margin, share = at(found, 6, 2), at(found, 7, 4), at(found, 8, 3)
    assert total["is_total_label"] and total["row_group"] == "Segments"
    assert margin["is_nil"] and (margin["unit"], margin["bound_high"], margin["row_group"]) == ("percent", Decimal("0.05"), None)
    assert (share["low"], share["unit"], share["unit_mult"]) == (Decimal("-0.30"), "USD", 0)


@pytest.mark.parametrize(
    "text, heading, scale",
    [
        ("(in millions, except per share amounts)", True, Scale(None, 6)),
        ("(in thousands, except share and per share data)", True, Scale(None, 3, True)),
        ("$ in thousands", True, Scale("USD", 3)),
        ("RMB million", True, Scale("CNY", 6)),
        ("STATEMENTS OF OPERATIONS - USD ($) shares in Thousands, $ in Millions", True, Scale("USD", 6, True)),
        ("RMB'000", True, Scale("CNY", 3)),
        ("HK$ million", True, Scale("HKD", 6)),
        ("£m", True, Scale("GBP", 6)),
        ("€ bn", True, Scale("EUR", 9)),
        ("单位：亿元", True, Scale("CNY", 8)),
        ("单位：人民币百万元", True, Scale("CNY", 6)),
        ("（人民币千元）", True, Scale("CNY", 3)),
        ("Income Statement, DKK milion", True, Scale("DKK", 6)),
        ("Value in € millioner", True, Scale("EUR", 6)),
        ("NOK milestones", True, Scale()),
        ("The table below is in millions of euros:", False, Scale("EUR", 6)),
        ("Net sales (dollars in thousands):", False, Scale("USD", 3)),
        ("Revenue was over 5 million last year and grew by 3 million.", False, Scale()),
        ("We have millions of users in many countries.", False, Scale()),
        ("Millions of yen (except for per share amounts)", True, Scale("JPY", 6)),
        ("In millions of Korean won, except where noted", True, Scale("KRW", 6)),
        ("SEKm", True, Scale("SEK", 6)),
        ("PLN thousand", True, Scale("PLN", 3)),
        ("Net sales, MSEK", True, Scale("SEK", 6)),
        ("TEUR", True, Scale("EUR", 3)),
        ("Mio. EUR", True, Scale("EUR", 6)),
        ("TRY ALL MODELS", True, Scale()),
        ("Thousands of U.S. Dollars (For year ended 31 Mar 2024)", True, Scale("USD", 3)),
        ("Unit: 100 million yuan", True, Scale("CNY", 8)),
        ("GDP (10 000 tonnes)", True, Scale(None, 4)),
        ("Bonds (10 years)", True, Scale()),
        ("in mln tonnes --", True, Scale(None, 6)),
        ("2019", True, Scale()),
        ("$'000", True, Scale("USD", 3)),
        ("$’ millions", True, Scale("USD", 6)),
        ("(` in crore)", True, Scale("INR", 7)),
        ("v crore", True, Scale("INR", 7)),
        ("KShs '000", True, Scale("KES", 3)),
        ("Php millions", True, Scale("PHP", 6)),
        ("Rp million", True, Scale("IDR", 6)),
        ("EC$M", True, Scale("XCD", 6)),
        ("CZK mil.", True, Scale("CZK", 6)),
        ("Mil. US$", True, Scale("USD", 6)),
        ("NIS in thousands", True, Scale("ILS", 3)),
        ("Rs.000", True, Scale("INR", 3)),
        ("KD 000's", True, Scale("KWD", 3)),
        ("R'000", True, Scale("ZAR", 3)),
        ("K'000", True, Scale("XXX", 3)),
        ("GDP 000", True, Scale()),
        ("R&D million", True, Scale()),
        ("'000s", True, Scale(None, 3)),
        ("Mile 000", True, Scale()),
        ("€'000", True, Scale("EUR", 3)),
        ("'000", True, Scale(None, 3)),
        ("RM million", True, Scale("MYR", 6)),
        ("Rp billion", True, Scale("IDR", 9)),
        ("TL mn", True, Scale("TRY", 6)),
        ("Million TL", True, Scale("TRY", 6)),
        ("N'000", True, Scale("NGN", 3)),
        ("R'000", True, Scale("ZAR", 3)),
        ("N = 1 000", True, Scale()),
        ("NIS in thousands", True, Scale("ILS", 3)),
        ("MUS$", True, Scale("USD", 6)),
        ("S$ mil", True, Scale("SGD", 6)),
        ("(Canadian $ in millions)", True, Scale("CAD", 6)),
        ("R&D", True, Scale()),
        ("Notes", True, Scale()),
    ],
)
def test_captions_name_units_and_scales(text, heading, scale):
    assert scale_of(text, heading) == scale


@pytest.mark.parametrize(
    "label, unit",
    [
        ("Gross margin (%)", "percent"),
        ("营业收入同比增速", "percent"),
        ("Change (bps)", "percentage points"),
        ("Quarter over Quarter (QoQ) pp", "percentage points"),
        ("PP (polypropylene)", None),
        ("See pp 12", None),
        ("Number of employees", "employees"),
        ("Weighted average shares outstanding", "shares"),
        ("Useful life (in years)", "years"),
        ("Net debt / EBITDA (x)", "ratio"),
        ("Ordinary shares", None),
        ("Due to employees", None),
        ("Gross margin", None),
        ("Receivables over 90 days", None),
        ("Earnings per share", None),
    ],
)
def test_labels_name_what_is_not_money(label, unit):
    assert measure_of(label) == unit


def test_a_scale_does_not_reach_percents_shares_apart_and_amounts_per_share(tmp_path):
    found = table(
        tmp_path,
        [
            ["(in thousands, except share and per share data)", "2019"],
            ["Net income", "$ 5,000"],
            ["Net margin (%)", "12.5"],
            ["Weighted average shares outstanding", "1,234,567"],
            ["Net income per share", "$ 4.05"],
        ],
    )
    assert [(row["low"], row["unit"]) for row in found] == [
        (Decimal(5_000_000), "USD"),
        (Decimal("12.5"), "percent"),
        (Decimal(1_234_567), "shares"),
        (Decimal("4.05"), "USD"),
    ]


def test_a_column_has_its_own_unit(tmp_path):
    found = table(
        tmp_path,
        [
            ["", "2019", "2018", "% change"],
            ["", "RMB million", "RMB million", ""],
            ["Cloud", "120", "100", "20"],
            ["Ads", "90", "100", "(10)"],
        ],
    )
    assert [(row["low"], row["unit"]) for row in found[:3]] == [
        (Decimal(120_000_000), "CNY"),
        (Decimal(100_000_000), "CNY"),
        (Decimal(20), "percent"),
    ]
    assert found[0]["column_label"] == "2019" and found[5]["low"] == -10


def test_numbers_of_notes_and_ranks_are_no_figures(tmp_path):
    found = table(
        tmp_path, [["No.", "Company", "Note", "2019"], ["1", "Alpha", "4", "50"], ["2", "Beta", "12", "40"], ["3", "Gamma", "5", "30"]]
    )
    assert [(row["row_label"], row["printed"]) for row in found] == [("Alpha", "50"), ("Beta", "40"), ("Gamma", "30")]


def test_years_down_the_side_are_periods(tmp_path):
    found = table(tmp_path, [["Year", "Revenue", "Profit"], ["2019", "10.0", "1.0"], ["2018", "9.0", "0.9"]])
    assert [(row["row_label"], row["column_label"], row["period_end"]) for row in found][:2] == [
        ("2019", "Revenue", date(2019, 12, 31)),
        ("2019", "Profit", date(2019, 12, 31)),
    ]


def test_a_total_closes_its_group_and_groups_nest(tmp_path):
    found = table(
        tmp_path,
        [
            ["", "2019"],
            ["Assets", ""],
            ["Current assets:", ""],
            ["Cash", "10"],
            ["Total current assets", "10"],
            ["Other assets:", ""],
            ["Land", "5"],
            ["Total other assets", "5"],
            ["Total assets", "15"],
            ["Employees", "7"],
        ],
    )
    assert [row["row_group"] for row in found] == ["Assets | Current assets"] * 2 + ["Assets | Other assets"] * 2 + ["Assets", None]


def test_headings_may_change_inside_a_table(tmp_path):
    found = table(tmp_path, [["", "2019", "2018"], ["Sales", "10", "9"], ["", "2017", "2016"], ["Sales", "8", "7"]])
    assert [(row["column_label"], row["printed"]) for row in found] == [("2019", "10"), ("2018", "9"), ("2017", "8"), ("2016", "7")]


def test_a_figure_of_two_digits_in_parentheses_is_no_footnote(tmp_path):
    found = table(tmp_path, [["", "2019", "2018"], ["Gain (loss)", "$(55)", "(86)"], ["Tax (2)", "455", "12 (1)"]])
    assert [row["low"] for row in found] == [-55, -86, 455, 12]


# HTML ---------------------------------------------------------------------------------------------------------------------------------


def page(tmp_path, body):
    return read_as(tmp_path, "html", f"<html><body>{body}</body></html>".encode())


def test_merged_cells_of_html(tmp_path):
    body = """<table><tr><th rowspan=2>Region</th><th colspan=2>2019</th><th colspan=2>2018</th></tr>
    <tr><th>Units</th><th>Sales ($)</th><th>Units</th><th>Sales ($)</th></tr>
    <tr><td>North</td><td>1,000</td><td>250</td><td>900</td><td>240</td></tr></table>"""
    found = cells(page(tmp_path, body))
    assert [row["column_label"] for row in found] == ["2019 | Units", "2019 | Sales ($)", "2018 | Units", "2018 | Sales ($)"]
    assert [row["column_number"] for row in found] == [2, 3, 4, 5] and found[1]["unit"] == "USD"


def test_row_labels_may_span_rows(tmp_path):
    body = """<table><tr><td>Area</td><td>Item</td><td>2019</td></tr><tr><td rowspan=2>North</td><td>Sales</td><td>10</td></tr>
    <tr><td>Profit</td><td>2</td></tr>
    <tr><td rowspan=2>South</td><td>Sales</td><td>20</td></tr><tr><td>Profit</td><td>4</td></tr></table>"""
    assert [(row["row_group"], row["row_label"]) for row in cells(page(tmp_path, body))] == [
        ("North", "Sales"),
        ("North", "Profit"),
        ("South", "Sales"),
        ("South", "Profit"),
    ]


def test_signs_in_cells_of_their_own_join_their_figure(tmp_path):
    body = """<table><tr><td></td><td colspan=2>2019</td><td></td><td colspan=2>2018</td><td></td></tr>
    <tr><td>Sales</td><td>$</td><td>1,500</td><td></td><td>$</td><td>1,200</td><td></td></tr>
    <tr><td>Loss</td><td colspan=2>(30</td><td>)</td><td colspan=2>20</td><td></td></tr>
    <tr><td>Margin</td><td colspan=2>12.5</td><td>%</td><td colspan=2>11.0</td><td>%</td></tr></table>"""
    found = cells(page(tmp_path, body))
    assert [(row["column_number"], row["low"], row["unit"]) for row in found] == [
        (2, 1500, "USD"),
        (5, 1200, "USD"),
        (2, -30, "USD"),
        (5, 20, "USD"),
        (2, Decimal("12.5"), "percent"),
        (5, Decimal("11.0"), "percent"),
    ]
    assert {row["column_label"] for row in found if row["column_number"] == 2} == {"2019"}


def test_raised_marks_hidden_text_and_frames_of_layout(tmp_path):
    body = """<script>var x = 999</script><table><tr><td><p>Shown <span style="display:none">888</span> text of 77 units.</p>
    <table><tr><td>Sales<sup>2</sup></td><td>1,234<sup>1</sup></td></tr><tr><td>Cost</td><td>200</td></tr></table></td></tr></table>"""
    document = page(tmp_path, body)
    assert [line.text for line in document.lines] == ["Shown text of 77 units."]
    assert [(row["row_label"], row["low"]) for row in cells(document)] == [("Sales", 1234), ("Cost", 200)]


def test_indent_of_html_makes_groups(tmp_path):
    body = """<table><tr><td></td><td>2019</td></tr><tr><td>Revenue</td><td></td></tr>
    <tr><td style="padding-left:20pt">Cloud</td><td>10</td></tr>
    <tr><td style="padding-left:20pt">Ads</td><td>5</td></tr><tr><td>Costs</td><td>3</td></tr></table>"""
    assert [(row["row_label"], row["row_group"], row["indent"]) for row in cells(page(tmp_path, body))] == [
        ("Cloud", "Revenue", 1),
        ("Ads", "Revenue", 1),
        ("Costs", None, 0),
    ]


# Text and PDF -------------------------------------------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph_and_keep_their_line(tmp_path):
    text = (
        "The company sold more of its products in all of its regions and reached\n"
        "total revenue of $45.2 million in 2019, which is more than in the year\nbefore.\n\nA second paragraph of 12 words.\n"
    )
    document = read_as(tmp_path, "txt", text.encode())
    assert [line.text[-7:] for line in document.lines] == ["before.", " words."]
    assert [(row["printed"], row["line"]) for row in mentions(document)][0] == ("$45.2 million", 2)


def test_tables_by_tabs_and_bars(tmp_path):
    for text in (
        "Item\t2019\t2018\nSales\t10\t9\nCosts\t4\t3\n",
        "| Item | 2019 | 2018 |\n|---|---|---|\n| Sales | 10 | 9 |\n| Costs | 4 | 3 |\n",
    ):
        found = cells(read_as(tmp_path, "txt", text.encode()))
        assert [(row["row_label"], row["column_label"], row["low"]) for row in found] == [
            ("Sales", "2019", 10),
            ("Sales", "2018", 9),
            ("Costs", "2019", 4),
            ("Costs", "2018", 3),
        ]


def test_headings_between_bars_may_lack_the_cell_over_the_labels(tmp_path):
    text = "Three months ended June 30, | Six months ended June 30,\n2031 | 2030 | 2031 | 2030\n"
    text += "Sales | 10 | 9 | 19 | 17\nCosts | 4 | 3 | 8 | 6\n"
    found = cells(read_as(tmp_path, "txt", text.encode()))
    three, six = "Three months ended June 30,", "Six months ended June 30,"
    assert [(row["column_label"], row["low"]) for row in found[:4]] == [
        (f"{three} | 2031", 10),
        (f"{three} | 2030", 9),
        (f"{six} | 2031", 19),
        (f"{six} | 2030", 17),
    ]
    found = cells(read_as(tmp_path, "txt", b"2031 | 2030\nSales | 10 | 9\nCosts | 4 | 3\n"))
    assert [(row["column_label"], row["low"]) for row in found] == [("2031", 10), ("2030", 9), ("2031", 4), ("2030", 3)]


def test_as_many_headings_between_bars_as_cells_stay_over_them(tmp_path):
    found = cells(read_as(tmp_path, "txt", b"2031 | 2030 | 2029\nSales | 10 | 9\nCosts | 4 | 3\n"))
    assert [(row["column_label"], row["low"]) for row in found] == [("2030", 10), ("2029", 9), ("2030", 4), ("2029", 3)]


def test_prose_with_wide_spaces_is_no_table(tmp_path):
    text = "We sold 5 units.  They cost 7 dollars.  12\nIn 2019 it was  more than before.\nNothing  else.\n"
    assert not read_as(tmp_path, "txt", text.encode()).tables


def test_a_table_goes_on_over_the_pages_of_a_pdf(tmp_path):
    rows = [["", "2019", "2018"], *([f"Item {number}", f"{number * 7:,}", f"{number * 5:,}"] for number in range(1, 91))]
    document = read_as(tmp_path, "pdf", render.pdf(Content("Long", ["In millions of dollars:"], rows)))
    found = cells(document)
    assert len(document.tables) == 1 and len(found) == 180
    assert (found[-1]["row_label"], found[-1]["low"], found[-1]["column_label"], found[-1]["page"]) == ("Item 90", 450_000_000, "2018", 2)


def test_digits_in_groups_of_a_pdf_are_one_figure_and_columns_are_not():
    from claimhouse.documents.formats.pdf import Word, with_grouping

    def joined(*placed):
        return [word.text for word in with_grouping([Word(text, left, 0, right, 10) for text, left, right in placed])]

    assert joined(("1", 0, 5), ("310,56", 8, 36), ("2", 60, 65), ("716", 68, 83), ("000", 86, 101)) == [
        "1\u00a0310,56",
        "2\u00a0716\u00a0000",
    ]
    assert joined(("12", 0, 10), ("345", 16, 31), ("2019", 33, 53), ("310", 55, 70)) == ["12", "345", "2019", "310"]


def test_a_pdf_of_pictures_is_refused(tmp_path):
    from support.pdf import Paper

    with pytest.raises(Unreadable, match="none of its 1 pages has text: a scan"):
        read_as(tmp_path, "pdf", Paper().bytes())


# Sheets -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, form, text",
    [
        (1234.5, "General", "1234.5"),
        (0.125, "0.0%", "12.5%"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (1234567, '"$"#,##0,', "$1,235"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1.005, "0.00", "1.01"),
        (3.0, "0.0#", "3.0"),
        (-5, "#,##0.0", "-5.0"),
        (12, "[$€-407] #,##0", "€ 12"),
        (0.1 + 0.2, "General", "0.3"),
        (5, '0" units"', "5 units"),
        (1e30, "#,##0", f"{10**30}"),
    ],
)
def test_numbers_of_a_sheet_are_read_as_shown(value, form, text):
    assert shown(value, form) == text


def test_sheets_merged_cells_and_hidden_parts(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Sales"
    sheet["A1"], sheet["B2"], sheet["B3"], sheet["C3"] = "RMB million", "Years ended December 31", 2019, 2018
    sheet.merge_cells("B2:C2")
    sheet.append(["Cloud", 12.5, 11])
    sheet.append(["Secret", 1, 1])
    sheet["B4"].number_format = sheet["C4"].number_format = "0.0"
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("Draft").sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    book.save(path)
    document = read(path)
    found = cells(document)
    assert [(row["printed"], row["low"], row["column_label"], row["row_number"]) for row in found] == [
        ("12.5", 12_500_000, "Years ended December 31 | 2019", 4),
        ("11.0", 11_000_000, "Years ended December 31 | 2018", 4),
    ]
    assert document.tables[0].table_id == "Sales" and "'Draft' is hidden" in document.remarks[0]


def test_a_sheet_with_a_table_of_words_beside_one_of_figures_is_read(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Yards"
    for row in (["Berth", "Crane"], ["North", "Red"], [], ["", "2024", "2023"], ["Sales", 12, 11]):
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert [table.table_id for table in read(path).tables] == ["Yards!1", "Yards!2"]


def test_formulas_without_values_are_reported(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Sum", 5, "=B1+1"])
    book.active.append(["Sum", 5, 6])
    book.save(tmp_path / "book.xlsx")
    assert "1 formulas without a stored value" in read(tmp_path / "book.xlsx").remarks[0]


def test_word_keeps_insertions_and_drops_deletions(tmp_path):
    import io

    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = document.add_paragraph("Revenue was ")
    paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>11</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>12</w:t></w:r></w:ins>"))
    merged = document.add_table(3, 3)
    for row, texts in zip(merged.rows, (["", "2019", ""], ["", "Sales", "Cost"], ["North", "10", "4"]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    merged.cell(0, 1).merge(merged.cell(0, 2))
    written = io.BytesIO()
    document.save(written)
    found = read_as(tmp_path, "docx", written.getvalue())
    assert found.lines[0].text == "Revenue was 12"
    assert [row["column_label"] for row in cells(found)] == ["2019 | Sales", "2019 | Cost"]


# Text and its periods -----------------------------------------------------------------------------------------------------------------


def test_mentions_have_sentence_words_and_period(tmp_path):
    text = "Cloud revenue rose to $5.2 billion in 2019 from $4.1 billion in 2018. "
    text += "Cloud and advertising sales were $5 and $6, respectively, for 2017 and 2016."
    found = mentions(read_as(tmp_path, "md", text.encode()))
    assert [(row["low"], row["period_start"].year, row["sentence_number"]) for row in found] == [
        (Decimal("5200000000"), 2019, 1),
        (Decimal("4100000000"), 2018, 1),
        (5, 2017, 2),
        (6, 2016, 2),
    ]
    assert found[0]["label_words"][:2] == ["cloud", "revenue"]
    assert text[found[1]["start_char"] : found[1]["end_char"]] == "$4.1 billion"


# Conformance --------------------------------------------------------------------------------------------------------------------------


def test_pages_of_real_reports_are_read_alike_in_four_formats(tmp_path):
    if (folder := render.specs()) is None:
        pytest.skip("needs the conformance data: set CLAIMHOUSE_SPECS to its folder")
    pages = list(render.tatqa(folder))[::6]
    figures = 0
    for uid, content in pages:
        found = {}
        for form, writer in render.WRITERS.items():
            document = read_as(tmp_path, form, writer(content))
            found[form] = [{name: value for name, value in row.items() if name not in PLACED} for row in cells(document)]
            found[form, "text"] = [(row["printed"], row["low"], row["sentence"]) for row in mentions(document)]
        for form in render.WRITERS:
            assert found[form] == found["md"], (uid, form)
            assert found[form, "text"] == found["md", "text"], (uid, form)
        figures += len(found["md"])
    assert figures > 15 * len(pages)


def test_marks_of_a_format_in_a_cell_are_text(tmp_path):
    rows = [["<b>& |", "2019"], ["*a* [b](c) `d`", "10"], ["x", "20"]]
    for form in render.WRITERS:
        assert [row["row_label"] for row in table(tmp_path, rows, form=form)] == [rows[1][0], "x"], form
