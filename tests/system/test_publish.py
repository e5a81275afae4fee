"""A build that fails leaves the published file as it was."""

import json
import shutil
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import pytest
from faults import copy_project, leftovers, publish_copy, run
from support.commands import answered, built

from claimhouse import build as builder
from claimhouse import check, expectations, publish, suites


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = copy_project(tmp_path_factory.mktemp("project"))
    assert built(copy).returncode == 0
    return copy


@pytest.fixture
def plan(project):
    """The kept plan, put back after the test."""
    kept = project / "target" / "publish" / "plan.json"
    sound = kept.read_bytes()
    yield kept
    kept.write_bytes(sound)


def test_unchanged_rebuild_does_nothing(project):
    assert "nothing changed" in run(project, "build").stdout
    lean = (
        "import sys; from pathlib import Path; from claimhouse.build import build; done = build(Path(sys.argv[1]), None, False, str);"
        " print(done, [name for name in ('duckdb', 'dbt', 'pandas', 'claimhouse.grammar', 'multiprocessing') if name in sys.modules])"
    )
    alone = subprocess.run([sys.executable, "-c", lean, str(project)], capture_output=True, text=True)
    assert alone.stdout == "nothing changed since the last build []\n", alone.stderr


def test_failing_seed_and_failing_rule_leave_the_published_file(project, plan):
    published = project / "warehouse" / "claimhouse.duckdb"
    before = published.read_bytes()
    seed = project / "seeds" / "observations" / "market_estimates_observations.csv"
    sound = seed.read_text(encoding="utf-8")
    seed.write_text(sound.replace(",49.5,51,9,", ",49.5,15,9,", 1), encoding="utf-8")
    result = built(project)
    assert result.returncode == 1 and f"{seed.name}:2: " in result.stderr
    assert published.read_bytes() == before
    seed.write_text(sound, encoding="utf-8")
    rule = project / "tests" / "dbt" / "assert_checks_hold.sql"
    stated = rule.read_text(encoding="utf-8")
    rule.write_text("select check_id from {{ ref('checks') }}", encoding="utf-8")
    result = run(project, "build")
    rule.write_text(stated, encoding="utf-8")
    assert result.returncode == 1 and "assert_checks_hold" in result.stderr
    assert published.read_bytes() == before
    assert not leftovers(project)


def test_failing_expectation_on_the_tables_leaves_the_published_file(project, plan):
    """A measure that no data test looks at, and only an expectation knows: the build must not publish."""
    published = project / "warehouse" / "claimhouse.duckdb"
    before = published.read_bytes()
    told = json.loads(plan.read_text(encoding="utf-8"))
    [model] = [step for step in told["steps"] if step["name"] == "market_concentration"]
    sound = model["sql"]
    model["sql"] = sound.replace("        measure,\n        case", "        replace(measure, 'HHI', 'HH') as measure,\n        case")
    assert model["sql"] != sound
    plan.write_text(json.dumps(told), encoding="utf-8")
    result = built(project, "--force")
    assert result.returncode == 1 and "measure: expect_column_values_to_be_in_set does not hold" in result.stderr
    assert "not published" in result.stderr and published.read_bytes() == before and not leftovers(project)


def test_great_expectations_judges_new_code_and_what_may_not_hold(project, monkeypatch):
    """The same page comes of both: of Great Expectations, and of what is seen without it to hold."""
    database, sent, asked = publish.current(project / "warehouse") / publish.DATABASE, [], []
    run_suites = expectations.run_suites
    monkeypatch.setattr(builder, "gc", SimpleNamespace(disable=lambda: None))
    monkeypatch.setattr(expectations, "run_suites", lambda suites: asked.append(suites) or run_suites(suites))
    pipe = SimpleNamespace(send=sent.append, recv=lambda: database)
    for changed in (set(), None):
        builder.audit(pipe, project, None, {}, {}, changed)
        assert len(asked) == (0 if changed is not None else 2)
    assert sent[1] == sent[3] and sent[1][0] == [] and "FAILS" not in sent[1][1]
    failures, rows = builder.judged([("planted", {"level": ["scope", "mart"]}, suites.published_rules([])[suites.LEVELS][:1])], True)
    assert len(asked) == 3 and "level: expect_column_distinct_values_to_be_in_set does not hold" in failures[0] and rows[0][-1] == "FAILS"


@pytest.mark.parametrize(
    "changed, source, is_due",
    [
        (set(), None, False),
        ({"models/marts/market_size.sql", "bulk/observations/lumen-q1/observations.csv"}, None, False),
        ({"seeds/reference/units.csv"}, None, True),
        ({"dbt_project.yml"}, None, True),
        (set(), "report.txt", True),
        (None, None, True),
    ],
)
def test_cells_of_seeds_are_judged_where_they_may_have_become_wrong(root, monkeypatch, changed, source, is_due):
    asked, sent = [], []
    monkeypatch.setattr(check, "seed_problems", lambda *given: asked.append(given[2]) or [])
    monkeypatch.setattr(builder, "judged", lambda suites, is_known: ([], []))
    monkeypatch.setattr(builder, "gc", SimpleNamespace(disable=lambda: None))
    pipe = SimpleNamespace(send=sent.append, recv=iter([]).__next__)  # the models fail
    with pytest.raises(StopIteration):
        builder.audit(pipe, root, source, {}, {}, changed)
    assert asked == ([source] if is_due else []) and sent[0][0] == []


def test_what_a_build_says_of_equal_inputs_counts_for_the_same_code(project):
    manifest = publish.manifest_of(publish.current(project / "warehouse"))
    assert builder.same_code(manifest, manifest["inputs"] | {"seeds/reference/subjects.csv": "changed", "seeds/new.csv": "new"})
    for name in ("src/claimhouse/rules.py", "src/claimhouse/new.py", "great_expectations", "duckdb"):
        assert not builder.same_code(manifest, manifest["inputs"] | {name: "changed"})


def test_open_reader_goes_on_while_a_build_publishes(project):
    reader = duckdb.connect(str(project / "warehouse" / "claimhouse.duckdb"), read_only=True)
    before = publish.current(project / "warehouse")
    assert run(project, "build", "--force").returncode == 0 and publish.current(project / "warehouse") != before
    assert reader.execute("select count(*) from marts.observations").fetchone()[0] > 100


def damage(project, build=None):
    """Changes a byte of the database of the current build, or of another one."""
    with ((build or publish.current(project / "warehouse")) / publish.DATABASE).open("r+b") as file:
        file.seek(9000)
        file.write(b"?")


READERS = [["sql", "select 1"], ["trace", "openai"], ["export", "--format", "csv", "--out", "target/damaged"], ["verify"]]


def test_a_changed_file_is_noticed_by_readers_and_built_again(project):
    damage(project)
    for reader in READERS:
        result = answered(project, *reader)
        assert result.returncode == 1 and "claimhouse.duckdb: its SHA-256 is not that of the manifest" in result.stderr, reader
    result = built(project)
    assert result.returncode == 0 and "so it was built again" in result.stdout
    assert answered(project, "verify").returncode == 0 and "nothing changed" in built(project).stdout


def test_a_file_in_place_of_a_link_is_noticed(project):
    for name in ("claimhouse.duckdb", "manifest.json"):
        copy = project / "warehouse" / name
        content = copy.read_bytes()
        copy.unlink()
        copy.write_bytes(content)
        for reader in READERS:
            result = answered(project, *reader)
            assert result.returncode == 1 and f"{name} does not lead to the current build" in result.stderr, reader
        publish_copy(project, 0)
        assert publish.verify(project / "warehouse")[0] == []


def test_a_changed_or_missing_manifest_is_noticed_and_built_again(project):
    manifest = publish.current(project / "warehouse") / publish.MANIFEST
    sound = manifest.read_text()
    manifest.write_text(sound.replace('"rows_failed": 0', '"rows_failed": 1', 1))
    for reader in READERS:
        assert "changed after it was published" in answered(project, *reader).stderr, reader
    manifest.unlink()
    for reader in READERS:
        result = answered(project, *reader)
        assert result.returncode == 1 and "No such file" in result.stderr, reader
    assert built(project).returncode == 0 and publish.verify(project / "warehouse")[0] == []


def test_an_unchanged_file_is_not_read_again(project, monkeypatch):
    warehouse = project / "warehouse"
    publish.sound(warehouse)
    monkeypatch.setattr(publish, "file_hash", lambda path: pytest.fail("read again"))
    assert publish.sound(warehouse) == publish.current(warehouse)
    (publish.current(warehouse) / publish.DATABASE).touch()
    with pytest.raises(pytest.fail.Exception):
        publish.sound(warehouse)


def test_rollback_refuses_a_damaged_or_missing_build(project):
    publish_copy(project, 1)
    published = publish.current(project / "warehouse")
    before = published.with_name(publish.previous_of(published))
    damage(project, before)
    result = answered(project, "rollback")
    assert result.returncode == 1 and "claimhouse.duckdb: its SHA-256" in result.stderr and "nothing changed" in result.stderr
    (before / publish.DATABASE).unlink()
    result = answered(project, "rollback")
    assert result.returncode == 1 and "claimhouse.duckdb: missing" in result.stderr
    shutil.rmtree(before)
    assert "no earlier build" in answered(project, "rollback").stderr
    assert publish.current(project / "warehouse") == published


def test_verify_compares_the_rows_of_a_mart_with_the_manifest(project):
    warehouse = project / "warehouse"
    told = publish.manifest_of(publish.current(warehouse))
    marts = {name: mart | {"content": mart["content"] + (name == "market_size")} for name, mart in told["marts"].items()}
    with publish.locked(warehouse):
        scratch = publish.clean(warehouse) / ".new"
        scratch.mkdir()
        for name in told["files"]:
            shutil.copy(warehouse / name, scratch / name)
        publish.publish(warehouse, scratch, told | {"marts": marts})
    result = answered(project, "verify")
    assert result.returncode == 1 and result.stderr.startswith("marts market_size: ") and result.stderr.count("\n") == 1
    assert run(project, "rollback").returncode == 0 and run(project, "verify").returncode == 0  # as processes of their own


def test_verify_looks_at_whole_builds_while_others_publish(project):
    """The build that is looked at may be gone by then."""
    found, real = [], publish._verify

    def meanwhile(warehouse, build):
        if len(found) < 2:
            found.append(build)
            publish_copy(project, len(found))
            if len(found) == 1:
                (build / publish.DATABASE).unlink()  # half of it is gone
            else:
                publish_copy(project, len(found) + 10)
        return real(warehouse, build)

    publish._verify = meanwhile
    try:
        problems, summary = publish.verify(project / "warehouse")
    finally:
        publish._verify = real
    assert problems == [] and publish.current(project / "warehouse").name in summary
    assert len(found) == 2 and not found[0].exists()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
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
    ],
)
def test_exit_status(project, arguments, status):
    result = answered(project, *arguments)
    assert result.returncode == status, result.stderr
