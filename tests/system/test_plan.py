"""The plan that a build runs gives what `dbt build` gives, and stops where dbt would."""

import os
import subprocess
from pathlib import Path
from sys import executable

import duckdb
import pytest

from claimhouse.loading.plan import BuildFailed, load_plan, run_plan

COLUMNS = """
    select schema_name, table_name, column_name, column_index, data_type, comment from duckdb_columns()
    where database_name = '{}' and not internal order by all
"""


@pytest.fixture(scope="module")
def by_dbt(root, tmp_path_factory):
    """Everything that `dbt build` builds and tests, unit tests included."""
    folder = tmp_path_factory.mktemp("dbt")
    done = subprocess.run(
        [Path(executable).with_name("dbt"), "--quiet", "--log-path", folder, "build", "--target-path", folder / "target"],
        cwd=root,
        env=os.environ | {"CLAIMHOUSE_DB": str(folder / "by_dbt.duckdb"), "DO_NOT_TRACK": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return folder / "by_dbt.duckdb"


def test_plan_and_dbt_build_agree_in_every_row_column_and_comment(by_dbt, root, tmp_path):
    run_plan(root, tmp_path / "claimhouse.duckdb", load_plan(root))
    with duckdb.connect(str(tmp_path / "claimhouse.duckdb")) as connection:
        connection.execute(f"attach '{by_dbt}' as by_dbt (read_only)")
        columns = connection.execute(COLUMNS.format("claimhouse")).fetchall()
        assert columns == connection.execute(COLUMNS.format("by_dbt")).fetchall()
        tables = sorted({f"{schema}.{table}" for schema, table, *_ in columns})
        assert len(tables) > 100
        for table in tables:
            for one, other in (("claimhouse", "by_dbt"), ("by_dbt", "claimhouse")):
                rows = connection.execute(f"from {one}.{table} except all from {other}.{table}").fetchall()
                assert rows == [], (table, one)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"sql": "select nothing from core.fct_observation"}, "market_size: Binder Error"),
        ({"columns": [["low", "BIGINT"]]}, "expected the columns of its contract"),
    ],
)
def test_faulty_step_is_named(root, tmp_path, change, named):
    steps = [step | change if step["name"] == "market_size" else step for step in load_plan(root)]
    with pytest.raises(BuildFailed) as error:
        run_plan(root, tmp_path / "claimhouse.duckdb", steps)
    assert "models/marts/market_size.sql" in str(error.value) and named in str(error.value)
