"""Hostile text in a seed reaches no export as a formula, no page as markup and no SQL as code; every export still equals its mart."""

import csv
import zipfile

import duckdb
import openpyxl
import pytest
from conftest import HOSTILE
from faults import run

from claimhouse.cells import FIGURE, unguarded
from claimhouse.check.folder import check_folder


@pytest.fixture(scope="module")
def exports(hostile_project, tmp_path_factory):
    out = tmp_path_factory.mktemp("exports")
    done = run(hostile_project, "export", "--out", str(out))  # compares every cell of every format with the warehouse
    assert done.returncode == 0, done.stderr
    return out


def test_the_texts_are_in_the_marts_verbatim(hostile_project):
    with duckdb.connect(str(hostile_project / "warehouse/claimhouse.duckdb"), read_only=True) as connection:
        names = dict(connection.execute("select distinct subject_id, subject_name from marts.observations").fetchall())
        notes = dict(
            connection.execute(
                f"select distinct subject_id, note from marts.observations where subject_id in ({', '.join('?' * len(HOSTILE))})",
                list(HOSTILE),
            ).fetchall()
        )
    assert len(notes) > 5
    assert notes == {key: HOSTILE[key] for key in notes} and {key: names[key] for key in notes} == notes


def test_no_csv_cell_is_a_formula(exports):
    seen = set()
    for path in (exports / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for cell in (cell for row in csv.reader(file) for cell in row if cell):
                assert cell[0] not in "=+-@\t\r" or FIGURE.fullmatch(cell), (path.name, cell)
                seen.add(unguarded(cell))
    assert {HOSTILE["openai"], HOSTILE["alibaba"], HOSTILE["anthropic"]} <= seen


def test_no_workbook_cell_is_a_formula_or_an_outside_link(exports):
    book = openpyxl.load_workbook(exports / "claimhouse.xlsx")
    texts = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                texts.add(cell.value)
    assert HOSTILE["openai"] in texts
    with zipfile.ZipFile(exports / "claimhouse.xlsx") as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower()]
        assert not any(b"<f>" in parts.read(name) or b'TargetMode="External"' in parts.read(name) for name in parts.namelist())


def test_terminal_and_markdown_show_it_as_text(hostile_project):
    query = "select distinct subject_name from observations"
    table, markdown = (run(hostile_project, "sql", query, "--format", form).stdout for form in ("table", "markdown"))
    assert HOSTILE["meta"].split()[0] in table
    assert "&lt;script>" in markdown and "<script" not in markdown and "<img" not in markdown


@pytest.mark.parametrize(
    "text, rule",
    [
        ("two\nlines, and\r\nanother", "file_has_one_line_end"),
        ("two\nlines", "text_is_printable"),
        ("\u202etxt.exe\u202c", "text_is_printable"),
        ("\x1b[2J", "text_is_printable"),
        ("\t=1+1", "text_is_printable"),
        ("Open\u200bAI", "text_is_printable"),
        ("OpenAI\ufffe", "text_is_printable"),
        ("OpenAI ", "text_has_no_outer_space"),
        ("O\u0440enAI", "name_has_one_alphabet"),
    ],
)
def test_names_that_do_not_print_are_refused(seeds, root, text, rule):
    path = seeds / "reference" / "subjects.csv"
    path.write_bytes(path.read_bytes().replace(b"OpenAI", f'"{text}"'.encode(), 1))
    assert {problem.rule for problem in check_folder(seeds, root)[0]} == {rule}
