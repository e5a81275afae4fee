"""`claimhouse audit`: exit status, the forms of its output, suppressions, a light start."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

pytest.importorskip("docx", reason="needs the extra `documents`")

from support import render  # noqa: E402
from test_documents import ENGLISH  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

from claimhouse.cli import app  # noqa: E402

WRONG = b"""# Results <script>alert(1)</script>

Fixed price sales were $1,452.4 million in fiscal 2019.

Sales (in millions):

| | 2019 | 2018 | 2017 |
|---|---|---|---|
| Fixed price | $1,452.4 | $1,146.2 | $1,036.9 |
| Other <b>&amp;</b> | 44.1 | 57.7 | 70.8 |
| Total sales | $1,496.5 | $1,202.9 | $1,107.7 |
"""


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "wrong.md"
    path.write_bytes(WRONG)
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def found(path, *options):
    return json.loads(run(path, "--format", "json", *options).stdout)


def test_a_document_that_agrees_exits_0(tmp_path):
    path = tmp_path / "right.md"
    path.write_bytes(render.markdown(ENGLISH))
    done = run(path)
    assert done.exit_code == 0, done.output
    assert "total: 3 tried, 3 consistent" in done.stdout and done.stdout.endswith("0 findings\n")


def test_a_wrong_total_exits_1_and_is_said_in_one_sentence(wrong):
    done = run(wrong)
    assert done.exit_code == 1
    first, repair, support = done.stdout.splitlines()[:3]
    assert first == (
        f"{wrong}: 'Total sales' / '2018' (table t1, row 4, column 3, line 11) prints '$1,202.9', but $1,146.2 + 57.7 add up to 1,203.9."
    )
    assert "'56.7' instead of '57.7' (row 3, column 3)" in repair and "holds in 2 of 3 columns" in support


def test_json_has_figures_tables_relations_and_findings(wrong):
    data = found(wrong)
    assert {"figures", "tables", "relations", "findings"} <= set(data)
    assert data["relations"]["tried"] == sum(row["count"] for row in data["relations"]["by_kind"])
    assert {"kind": "total", "verdict": "contradicted", "count": 1} in data["relations"]["by_kind"]
    (finding,) = data["findings"]
    assert (finding["file"], finding["kind"], finding["verdict"], finding["severity"]) == (str(wrong), "total", "contradicted", "hard")
    assert (finding["stated_low"], finding["stated_high"], finding["support"], finding["tried"]) == ("1202850000", "1202950000", 2, 3)
    assert {(place["row"], place["column"], place["line"], place["printed"]) for place in finding["places"]} == {
        (4, 3, 11, "$1,202.9"),
        (2, 3, 9, "$1,146.2"),
        (3, 3, 10, "57.7"),
    }
    assert 0.99 < finding["power"] < 1
    text = next(figure for figure in data["figures"] if figure["table"] is None)
    assert (text["printed"], text["low"], text["line"]) == ("$1,452.4 million", "1452400000", 3)


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.targets, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        for name, value in attributes:
            if name in ("href", "src", "action", "srcset", "background", "data"):
                self.targets.append(value)
            if name == "id":
                assert value not in self.ids, value
                self.ids.add(value)


def test_the_page_is_self_contained_escaped_and_marks_the_figures(wrong, tmp_path):
    out = tmp_path / "page.html"
    done = run(wrong, "--format", "html", "--out", out)
    assert done.exit_code == 1 and done.stdout == ""
    text = out.read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert page.targets and all(target.startswith("#") and target[1:] in page.ids for target in page.targets)
    assert not re.search(r"url\(|@import|https?:", text)
    assert "Results &lt;script&gt;" in text or "Results" in text and "<script" not in text
    assert re.search(r'class="figure contradicted"[^>]*><a href="#f-\w+">\$1,202\.9</a>', text)
    assert re.search(r'class="figure agrees"[^>]*>\$1,496\.5<', text)
    assert '<mark class="agrees"' in text


def test_suppressed_findings_are_reported_as_such(wrong, tmp_path):
    (finding,) = found(wrong)["findings"]
    known = tmp_path / "known.csv"
    known.write_text(f"finding,reason\n{finding['finding_id']},the table is quoted as printed\n0000000000,gone\n", encoding="utf-8")
    done = run(wrong, "--suppress", known)
    assert done.exit_code == 0
    assert (
        f"suppressed {finding['finding_id']} (the table is quoted as printed)" in done.stdout and "0 findings, 1 suppressed" in done.stdout
    )
    assert "0000000000: no such finding" in done.output
    known.write_text("finding,reason\nabc,\n", encoding="utf-8")
    done = run(wrong, "--suppress", known)
    assert done.exit_code == 2 and "line 2: expected a finding and a reason" in done.output


def test_a_finding_keeps_its_id_when_lines_move(wrong, tmp_path):
    (before,) = found(wrong)["findings"]
    wrong.write_bytes(WRONG.replace(b"Sales (in", b"A line more.\n\nSales (in"))
    (after,) = found(wrong)["findings"]
    assert before["finding_id"] == after["finding_id"] and before["places"] != after["places"]


def test_wrong_usage_exits_2(wrong, tmp_path):
    for arguments, words in [
        ((wrong, "--format", "pdf"), "expected text, json, html"),
        ((tmp_path / "no.md",), "no such file"),
        ((), "Missing"),
        ((wrong, wrong), "named twice"),
        ((wrong, "--out", tmp_path), "directory"),
    ]:
        done = run(*arguments)
        assert done.exit_code == 2 and words in done.output, (arguments, done.output)


def test_the_start_is_light(wrong):
    """No dbt, pandas or Great Expectations: they alone take longer than a page of tables may."""
    code = (
        "import sys; from claimhouse.cli import app\ntry: app(['audit', sys.argv[1]])\nexcept SystemExit: pass\n"
        "heavy = ('dbt', 'pandas', 'great_expectations', 'pyarrow', 'numpy', 'openpyxl', 'docx', 'pypdfium2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(wrong)], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr
