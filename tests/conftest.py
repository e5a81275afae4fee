import csv
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[1]
# Files that take a minute of a processor or more, the longest first: begun last, one of them would run alone at the end. xdist by itself
# begins with the files of most tests (`--no-loadscope-reorder` in the Makefile).
LONGEST = (
    "test_sql_mutants",
    "test_batches",
    "test_proofs",
    "test_faults",
    "test_publish",
    "test_generated_input",
    "test_reproducible",
    "test_plan",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def source():
    path = os.environ.get("CLAIMHOUSE_SOURCE")
    if not path:
        pytest.skip("needs the report: set CLAIMHOUSE_SOURCE to its text file")
    return Path(path)


@pytest.fixture
def seeds(tmp_path):
    """A copy of the seeds to spoil."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture(scope="session")
def warehouse():
    """The published warehouse, read-only; `make test` builds it first."""
    path = ROOT / "warehouse" / "claimhouse.duckdb"
    if not path.exists():
        pytest.skip("needs the published warehouse: run `claimhouse build`")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def rendered_macros(text):
    """Macros of a file outside dbt: rendered_macros(...).ratio_low("1", "3") is an SQL expression."""
    import jinja2

    template = jinja2.Environment(extensions=["jinja2.ext.do"]).from_string(text)
    adapter = SimpleNamespace(dispatch=lambda name: getattr(module, f"default__{name}"))
    module = template.make_module(
        {"adapter": adapter, "return": lambda expression: expression, "ref": str, "dbt": SimpleNamespace(type_string=lambda: "varchar")}
    )
    return module


@pytest.fixture(scope="session")
def macros():
    """The macros of intervals and relations rendered outside dbt."""
    return rendered_macros("".join((ROOT / "macros" / f"{name}.sql").read_text(encoding="utf-8") for name in ("interval", "relations")))


HOSTILE = {
    "openai": "=cmd|' /C calc'!A0",
    "anthropic": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "google": 'it\'s "quoted"; drop table marts.observations; --',
    "xai": '=HYPERLINK("//x", 1)',
    "nvidia": "\u05d0\u05d1 txt.exe [2J",
    "meta": "😀 “curly” _x0041_ \\ {{ 7 * 7 }} ${x}",
    "alibaba": "@SUM(1+1)",
    "baidu": "+1+cmd|' /C calc'!A0",
    "huawei": "\uff1d1+1",
    "tencent": "'=1+1",
}


@pytest.fixture(scope="session")
def hostile_project(tmp_path_factory):
    """A project, built and published, in which subjects and notes carry the texts of HOSTILE; subjects by their id."""
    from faults import copy_project
    from support.commands import built

    project = copy_project(tmp_path_factory.mktemp("hostile"))
    spoil(project / "seeds/reference/subjects.csv", "subject_id", "name")
    for path in (project / "seeds/observations").glob("*.csv"):
        spoil(path, "subject_id", "note")
    done = built(project)
    assert done.returncode == 0, done.stderr
    return project


def spoil(path, key, column):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {column: HOSTILE.get(row[key], row[column])} for row in rows)
