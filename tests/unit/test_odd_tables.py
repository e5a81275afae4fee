"""Tables as companies and offices really print them: notes in the place of figures, numbered columns, turned pages, laid-out text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

pytest.importorskip("docx", reason="needs the extra `documents`")
pytest.importorskip("pypdfium2", reason="needs the extra `documents`")

from support import render  # noqa: E402
from support.pdf import Paper  # noqa: E402
from support.render import Content  # noqa: E402

from claimhouse.documents.audit import audit  # noqa: E402
from claimhouse.documents.blocks import Unreadable  # noqa: E402
from claimhouse.documents.frames import CELLS, frames  # noqa: E402
from claimhouse.documents.read import read  # noqa: E402


def cells(tmp_path, form: str, data: bytes) -> list[dict]:
    path = tmp_path / f"document.{form}"
    path.write_bytes(data)
    return [dict(zip(CELLS, row, strict=True)) for row in frames([read(path)])["cells"]]


def table(tmp_path, rows, before="(in millions)"):
    return cells(tmp_path, "md", render.markdown(Content("A title", [before], rows, [])))


@pytest.mark.parametrize(
    "label",
    [
        "Dividends declared ($0.51 per share)",
        "Dividends paid (per share - $0.51 and $1.02)",
        "Cash dividends of 25 cents per common share",
        "Common stock, $0.01 par value; 500 shares outstanding",
        "Dividends, $.51 per share",
    ],
)
def test_a_label_that_states_an_amount_per_share_does_not_change_the_scale_of_its_row(tmp_path, label):
    found = table(tmp_path, [["", "2025", "2024"], ["Net income", "$ 1,876", "$ 1,673"], [label, "(794)", "(793)"]])
    assert [(row["low"], row["unit"]) for row in found[2:]] == [(Decimal(-794_000_000), "USD"), (Decimal(-793_000_000), "USD")]


def test_a_line_of_units_within_a_table_leaves_its_rows_in_their_scale(tmp_path):
    rows = [["", "2025", "2024"], ["(In millions, except per share data)", "", ""], ["Net income", "7", "6"], ["EPS", "$ 2", "$ 1"]]
    assert [row["low"] for row in table(tmp_path, rows, "Results")] == [7_000_000, 6_000_000, 2, 1]


def test_the_amounts_of_a_row_per_share_are_not_in_millions(tmp_path):
    found = table(tmp_path, [["", "2025", "2024"], ["Net income", "$ 1,876", "$ 1,673"], ["Earnings per share", "$ 1.51", "$ 1.40"]])
    assert found[2]["low"] == Decimal("1.51")


@pytest.mark.parametrize("style", ["vertical-align:super", "position:relative;top:-3.15pt;vertical-align:baseline"])
def test_a_mark_raised_by_its_style_is_no_figure(tmp_path, style):
    raised = f'<span style="font-size:6pt;{style}">5</span>'
    page = (
        "<table><tr><td></td><td>Level 1</td><td>Netting</td><td></td><td>Total</td></tr>"
        f"<tr><td>Swaps{raised}</td><td>320</td><td>(307)</td><td>{raised}</td><td>13</td></tr>"
        f"<tr><td>Options</td><td>40</td><td>(30)</td><td>{raised.replace('5<', '(6)<')}</td><td>10</td></tr></table>"
    )
    found = cells(tmp_path, "html", page.encode())
    assert [(row["row_label"], row["low"]) for row in found] == [
        (label, value) for label, values in (("Swaps", (320, -307, 13)), ("Options", (40, -30, 10))) for value in values
    ]


def test_the_numbers_of_a_list_of_contents_are_no_figures(tmp_path):
    found = table(tmp_path, [["", "", "Page"], ["1.", "Scope", "3"], ["2.", "Terms", "5"], ["3.", "Payment", "9"]], "Contents")
    assert found == []


def test_a_row_that_numbers_the_columns_is_no_row_of_figures(tmp_path):
    rows = [["Size", "Farms", "Irrigated", "Total"], ["(1)", "(2)", "(3)", "(4)"], ["Small", "5", "6", "11"], ["Large", "7", "8", "15"]]
    assert [row["low"] for row in table(tmp_path, rows, "Farms")] == [5, 6, 11, 7, 8, 15]


def test_a_first_row_of_figures_that_counts_up_stays(tmp_path):
    rows = [["Size", "Farms", "Irrigated", "Total"], ["Small", "1", "2", "3"], ["Large", "7", "8", "15"]]
    assert [row["low"] for row in table(tmp_path, rows, "Farms")] == [1, 2, 3, 7, 8, 15]


def test_numbers_of_exhibits_are_no_figures(tmp_path):
    rows = [["Exhibit", "Description", "Date"], ["3.1", "Charter", "June"], ["4.2", "Indenture", "July"]]
    assert table(tmp_path, rows, "Index") == []


def test_a_column_of_the_same_note_holds_no_figures(tmp_path):
    rows = [["Month", "Shares (1)", "Price (2)", "Still open"], ["April", "5", "$ 7", "(3)"], ["May", "6", "$ 8", "(3)"]]
    assert [row["low"] for row in table(tmp_path, rows, "Repurchases")] == [5, 7, 6, 8]


def test_a_note_raised_in_some_rows_and_not_in_others_is_no_figure(tmp_path):
    raised = '<td><span style="vertical-align:super">(3)</span></td>'
    page = (
        "<table><tr><td>Month</td><td>Shares (1)</td><td>Still open</td></tr>"
        f"<tr><td>April</td><td>5</td>{raised}</tr><tr><td>May</td><td>6</td>{raised}</tr><tr><td>Total</td><td>11</td><td>(3)</td></tr></table>"
    )
    assert [row["low"] for row in cells(tmp_path, "html", page.encode())] == [5, 6, 11]


@pytest.mark.parametrize("part, first", [("for the three months ended June 30,", 4), ("for the six months ended June 30,", 1)])
def test_years_stand_for_the_part_of_a_year_that_the_corner_names(tmp_path, part, first):
    found = table(tmp_path, [[f"Millions, {part}", "2025", "2024"], ["Sales", "7", "6"], ["Costs", "5", "4"]], "Results")
    assert [(row["period_start"], row["period_end"]) for row in found[:2]] == [
        (date(year, first, 1), date(year, 6, 30)) for year in (2025, 2024)
    ]


LAID_OUT = """
                         2025       2024
Wages                   1,250      1,100
Rent                      750        700
Total                   2,000      1,800
"""


@pytest.mark.parametrize("page", [f"<pre>{LAID_OUT}</pre>", f"<div>Costs\n<TABLE>\n<CAPTION>{LAID_OUT}</TABLE>\nAll costs.</div>"])
def test_a_table_laid_out_by_spaces_in_a_page_is_a_table(tmp_path, page):
    found = cells(tmp_path, "html", f"<html><body><p>Costs of the year.</p>{page}<p>The end.</p></body></html>".encode())
    assert [(row["row_label"], row["low"]) for row in found[-2:]] == [("Total", 2000), ("Total", 1800)]


ROWS = [["", "2025", "2024"], ["Wages", "1,250", "1,100"], ["Rent", "750", "700"], ["Total", "2,000", "1,800"]]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 800 0", "-1 0 0 -1 595 842", "0 -1 1 0 -300 700"], ids=["left", "head", "right"])
def test_a_table_set_sideways_is_read_as_if_it_stood_upright(tmp_path, matrix):
    paper = Paper()
    paper.table(ROWS, ruled=False)
    paper.pages[0] = [f"q {matrix} cm".encode(), *paper.pages[0], b"Q"]
    found = cells(tmp_path, "pdf", paper.bytes())
    assert [(row["row_label"], row["low"]) for row in found] == [
        ("Wages", 1250),
        ("Wages", 1100),
        ("Rent", 750),
        ("Rent", 700),
        ("Total", 2000),
        ("Total", 1800),
    ]


@pytest.mark.parametrize(
    "name, data, says",
    [
        ("a.txt", b"%PDF-1.4\n", "first bytes are those of pdf"),
        ("a.csv", b"PK\x03\x04", "first bytes are those of docx or xlsx"),
        ("a.csv", "a,1\nb,2\n".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        ("a.csv", "é,1\n".encode("latin-1"), "WINDOWS-1252"),
        ("a.html", b"<p>first" + b"<div>" * 9_000 + b"$5" + b"</div>" * 9_000 + b"<p>last", "nested more than 2,000 deep"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused_with_what_to_do(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable, match=says):
        read(tmp_path / name)


def test_a_folder_is_named_as_such(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Unreadable, match="a folder"):
        read(tmp_path / "a.pdf")


def test_text_behind_five_hundred_elements_is_read(tmp_path):
    found = cells(tmp_path, "html", b"<div>" * 500 + b"<table><tr><td>a<td>1<td>2<tr><td>b<td>3<td>4</table>" + b"</div>" * 500)
    assert [row["low"] for row in found] == [1, 2, 3, 4]


def test_a_dividend_with_its_amount_per_share_is_part_of_the_sum(tmp_path):
    rows = [
        ["", "Retained earnings", "Stock", "Treasury"],
        ["Balance at April 1, 2024", "62,940", "5,213", "(54,661)"],
        ["Net income", "1,673", "-", "-"],
        ["Shares issued", "-", "36", "15"],
        ["Dividends declared ($1.30 per share)", "(793)", "-", "-"],
        ["Balance at June 30, 2024", "63,820", "5,249", "(54,646)"],
    ]
    path = tmp_path / "equity.md"
    path.write_bytes(render.markdown(Content("Equity", ["(in millions)"], rows, [])))
    done = audit([path])
    assert done.findings == []
    assert (5, 2) in {(row, column) for _, _, row, column in done.agreeing}
