"""A build that fails leaves the published file as it was."""

import duckdb
import pytest
from faults import copy_project, leftovers, run


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = copy_project(tmp_path_factory.mktemp("project"))
    assert run(copy, "build").returncode == 0
    return copy


def test_unchanged_rebuild_does_nothing(project):
    assert "nothing changed" in run(project, "build").stdout


def test_failing_seed_and_failing_rule_leave_the_published_file(project):
    published = project / "warehouse" / "claimhouse.duckdb"
    before = published.read_bytes()
    seed = project / "seeds" / "observations" / "market_estimates_observations.csv"
    sound = seed.read_text(encoding="utf-8")
    seed.write_text(sound.replace(",49.5,51,9,", ",49.5,15,9,", 1), encoding="utf-8")
    result = run(project, "build")
    assert result.returncode == 1 and f"{seed.name}:2: " in result.stderr
    assert published.read_bytes() == before
    seed.write_text(sound, encoding="utf-8")
    rule = project / "tests" / "dbt" / "assert_checks_hold.sql"
    rule.write_text("select check_id from {{ ref('checks') }}", encoding="utf-8")
    result = run(project, "build")
    assert result.returncode == 1 and "assert_checks_hold" in result.stderr
    assert published.read_bytes() == before
    assert not leftovers(project)


def test_open_reader_goes_on_while_a_build_publishes(project):
    reader = duckdb.connect(str(project / "warehouse" / "claimhouse.duckdb"), read_only=True)
    (project / "tests" / "dbt" / "assert_checks_hold.sql").write_text(
        "select check_id from {{ ref('checks') }} where severity = 'error' and rows_failed > 0", encoding="utf-8")
    assert run(project, "build").returncode == 0
    assert reader.execute("select count(*) from marts.observations").fetchone()[0] > 100


@pytest.mark.parametrize(("arguments", "status"), [
    (["sql", "select 1"], 0),
    (["sql", "select printed from observations where line = 44", "--format", "json"], 0),
    (["trace", "openai"], 0),
    (["check"], 0),
    (["sql", "select nothing"], 1),
    (["sql", "create table t (x int)"], 1),
    (["sql", "from read_csv('pyproject.toml')"], 1),
    (["trace", "nobody"], 1),
    (["sql", "select 1", "--format", "xml"], 2),
    (["nonsense"], 2),
])
def test_exit_status(project, arguments, status):
    result = run(project, *arguments)
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
