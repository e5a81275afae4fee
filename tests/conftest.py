import os
import shutil
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[1]


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


@pytest.fixture(scope="session")
def macros():
    """The interval macros rendered outside dbt: macros.ratio_low("1", "3") is an SQL expression."""
    import jinja2

    return jinja2.Environment().from_string((ROOT / "macros" / "interval.sql").read_text(encoding="utf-8")).module
