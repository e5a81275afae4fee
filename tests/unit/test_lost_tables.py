"""Tables of which a text kept the cells and lost the columns: one cell a line, or all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimhouse.documents.formats.markdown import read as read_md
from claimhouse.documents.formats.text import read_txt
from claimhouse.draft.drafting import draft_document
from claimhouse.draft.lost_tables import with_lost_tables
from claimhouse.draft.source import open_source

ROOT = Path(__file__).resolve().parents[2]


def stacked(*cells: str) -> str:
    return "\n\n".join(cells)


STATEMENT = stacked(
    "Norvane Inc. Reports Third Quarter 2031 Results",
    "(In thousands)",
    "Three Months Ended",
    "Nine Months Ended",
    "September 30,",
    "September 30,",
    "2031",
    "2030",
    "2031",
    "2030",
    "Revenue",
    *("$", "4,120", "$", "3,980", "$", "12,300", "$", "11,700"),
    "Operating expenses:",
    "Cost of revenue",
    *("2,010", "1,990", "6,100", "5,900"),
    "Gain on sale",
    "75",
    "Operating income",
    *("2,110", "1,990", "6,200", "5,800"),
)
RUN = (
    "NORVANE INC. BALANCE SHEETS (In thousands) September 30, 2031 December 31, 2030 Current assets: Cash and cash equivalents $ 1,204 "
    "$ 1,310 Inventory 803 - Total current assets 2,007 1,310Goodwill 400 400 Total assets $ 2,407 $ 1,710"
)


def rows_of(document) -> list[list[str]]:
    rows: dict[tuple[str, int], list[str]] = {}
    for table in with_lost_tables(document)[0].tables:
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            rows.setdefault((table.table_id, cell.row), []).append(f"{cell.text}*{cell.column_span}" if cell.column_span > 1 else cell.text)
    return list(rows.values())


def test_cells_on_lines_of_their_own_are_rows_below_their_headings():
    expected = [
        ["Three Months Ended*3", "Nine Months Ended*3"],
        ["September 30,*3", "September 30,*3"],
        ["2031", "2030", "2031", "2030"],
        ["Revenue", "$", "4,120", "$", "3,980", "$", "12,300", "$", "11,700"],
        ["Operating expenses:"],
        ["Cost of revenue", "2,010", "1,990", "6,100", "5,900"],
        ["Operating income", "2,110", "1,990", "6,200", "5,800"],
    ]
    assert rows_of(read_txt("a.txt", STATEMENT))[-7:] == expected
    assert rows_of(read_md("a.md", "md", STATEMENT.encode()))[-7:] == expected


def test_a_run_of_labels_and_figures_is_a_table():
    assert rows_of(read_txt("a.txt", RUN))[-7:] == [
        ["September 30, 2031", "December 31, 2030"],
        ["Current assets:"],
        ["Cash and cash equivalents", "$ 1,204", "$ 1,310"],
        ["Inventory", "803", "-"],
        ["Total current assets", "2,007", "1,310"],
        ["Goodwill", "400", "400"],
        ["Total assets", "$ 2,407", "$ 1,710"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Revenue was $3.5 million, up 6% from $3.3 million. Cost was $1.4 million and $1.5 million, or 40% and 45% of it. "
        "Cash was $2 million, down from $3 million, and debt $5 million.",  # prose
        stacked("Contact", "Norvane Inc.", "12", "Harbour Road", "4000", "Springfield"),
        stacked("Agenda", "1", "Opening", "2", "Results", "3", "Questions", "4"),  # a list with its numbers
        stacked("Revenue", "412", "Cost", "201", "Income", "99", "Tax", "20", "Net", "79", "Cash", "11"),  # no headings, one column
        stacked("YoY", "QoQ", "Q2 2031", "Change", "Change", "Q3 2031", "Q3 2030", "Volume", "12", "10", "5%"),  # too few rows
    ],
)
def test_what_is_no_table_stays_text(text):
    assert rows_of(read_txt("a.txt", text)) == []


def test_headings_that_a_reader_of_pages_shuffled_head_nothing():
    rows = [("Volume", "26.4", "20.6", "28%", "27.0", "2%"), ("Revenue", "225.2", "149.8", "50%", "211.5", "6%")] * 2
    text = stacked("YoY", "QoQ", "Q2 2031", "Movement", "Movement", "Q3 2031", "Q3 2030", *(cell for row in rows for cell in row))
    assert rows_of(read_txt("a.txt", text))[0] == list(rows[0])


def test_signs_behind_years_are_headings_of_changes():
    text = (
        "Three Months Ended September 30, Change 2031 2030 $ % "
        "Product revenue $2,033 $2,673 (640 ) -23.9% Services 88 95 (7 ) -7.1% Total 2,121 2,768 (647 ) -23.4%"
    )
    assert rows_of(read_txt("a.txt", text))[:3] == [
        ["Three Months Ended September 30,*4"],
        ["2031", "2030", "Change $", "Change %"],
        ["Product revenue", "$2,033", "$2,673", "(640 )", "-23.9%"],
    ]


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_the_lines_of_the_text_stay_and_its_cells_are_read(tmp_path, suffix):
    path = tmp_path / f"release.{suffix}"
    path.write_text(STATEMENT + "\n\nNet income rose in the third quarter of 2031 to $800,000.\n", encoding="utf-8")
    lines = open_source(path).lines
    assert [line for line in lines if line] == [cell for cell in STATEMENT.split("\n\n")] + [
        "Net income rose in the third quarter of 2031 to $800,000."
    ]
    draft = draft_document(path, tmp_path / "r", ROOT)
    found = {
        item.printed: (item.value("low"), item.value("unit_mult"), item.value("unit"), item.value("period_id")) for item in draft.in_order()
    }
    assert found["4,120"] == ("4120", "3", "USD", "2031-Q3")
    assert found["11,700"] == ("11700", "3", "USD", "2030-9M")
    assert found["2,010"] == ("2010", "3", "USD", "2031-Q3")
