"""The plan that a build runs gives what `dbt build` gives, and stops where dbt would."""

import json
import os
import subprocess
from pathlib import Path
from sys import executable

import duckdb
import pytest
from faults import copy_project

from claimhouse.loading import plan
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


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("changed"))


def test_model_of_which_the_text_alone_has_changed_is_rendered_as_dbt_does_it(project, monkeypatch):
    before, kept = load_plan(project), project / "target/publish/plan.json"
    sources = json.loads(kept.with_name("sources_of_plan.json").read_text(encoding="utf-8"))
    rendered = plan.renderer(project, sources, {}, before)
    changed = ["models/marts/market_size.sql", "models/relations/rule_parts_sum.sql", "models/staging/stg_units.sql"]
    for path in changed:
        assert rendered(sources[path])[0] == next(step["sql"] for step in before if step["path"] == path)
        with (project / path).open("a", encoding="utf-8") as file:
            file.write("-- {{ 1 + 1 }}\n")
    with monkeypatch.context() as patched:
        patched.setattr(plan, "compile_plan", lambda *_: pytest.fail("dbt was asked"))
        fast = load_plan(project)
    assert {step["path"] for step, old in zip(fast, before, strict=True) if step["sql"] != old["sql"]} == set(changed)
    assert all(step["sql"].endswith("\n-- 2") for step in fast if step["path"] in changed)
    kept.unlink()
    monkeypatch.setenv("DBT_EMPTY", "1")
    environment = dict(os.environ)
    assert load_plan(project) == fast
    assert dict(os.environ) == environment, "what dbt reads was left to what runs next"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("models/marts/market_growth.sql", "ref('int_calendar_years')", "ref('int_subjects')"),
        ("models/marts/market_growth.sql", "select", "{{ config(materialized='view') }}select"),
        ("models/marts/market_growth.sql", "select", "{{ target.name }} select"),
        ("models/marts/_marts.yml", "description: ", "description: Changed. "),
        ("macros/interval.sql", "{#-", "{#- Changed. "),
        ("models/marts/planted.sql", "", "select 1 as one"),
        ("target/publish/sources_of_plan.json", "{", "["),
        ("target/publish/sources_of_plan.json", "from", "changed"),
    ],
)
def test_everything_else_is_left_to_dbt(project, monkeypatch, path, old, new):
    kept = [project / "target/publish" / name for name in ("plan.json", "sources_of_plan.json")]
    load_plan(project)
    files = {file: file.read_bytes() if file.exists() else None for file in [*kept, project / path]}
    model = project / "models/marts/market_growth.sql"
    files[model] = model.read_bytes()
    if "target" in path:
        model.write_bytes(files[model] + b"-- changed")
    (project / path).write_text((files[project / path] or b"").decode().replace(old, new) if old else new, encoding="utf-8")
    asked = []
    monkeypatch.setattr(plan, "compile_plan", lambda *_: asked.append(1) or ([], {}))
    load_plan(project)
    for file, content in files.items():
        file.write_bytes(content) if content is not None else file.unlink()
    assert asked == [1]
