"""A warehouse that is built in batches, or grows by new files, holds what one build of everything holds."""

import json
from collections import Counter

import duckdb
import faults
import pytest
from made import make_reports

from claimhouse import publish
from claimhouse.loading import batch_file, batches
from claimhouse.loading.batch_steps import bulk_variable, kept_steps
from claimhouse.loading.folders import bulk_columns, bulk_tables
from claimhouse.loading.plan import load_plan, run_plan
from claimhouse.readers import reading

HALVES = {"old": "report_id <= 'r000005'", "new": "report_id > 'r000005'"}


def write(folder, made, name, where):
    """Files `name` of the made reports in question. Each report has other families, so that no two are alike."""
    for table in ("observations", "reports", "sections"):
        (folder / table).mkdir(parents=True, exist_ok=True)
        kept = "and (ascii(family) + ascii(right(report_id, 1))) % 3 > 0" if table == "observations" else ""
        duckdb.execute(f"copy (from '{made / table}.parquet' where {where} {kept}) to '{folder / table / name}.parquet'")


@pytest.fixture(scope="module")
def project(root, tmp_path_factory, warehouse):
    return faults.copy_project(tmp_path_factory.mktemp("batches"), bulk=True)


@pytest.fixture(scope="module")
def made(project):
    make_reports(project / "made", 12, project)
    return project / "made"


@pytest.fixture(scope="module")
def folder(project, made):
    for name, where in HALVES.items():
        write(project / "further", made, name, where)
    return project / "further"


@pytest.fixture(scope="module")
def steps(project):
    return load_plan(project, bulk_variable(project))


def rows_of(connection, steps):
    """The rows of every table and view, each as a text and how often it is there; `checks` as its numbers."""
    found = {
        step["relation"]: Counter(map(repr, connection.execute(f"from {step['relation']}").fetchall()))
        for step in steps
        if step["kind"] in ("table", "view") and step["over_reports"] is None
    }
    for count in ("rows_checked", "rows_failed"):
        found[count] = Counter(dict(connection.execute(f"select check_id, {count} from marts.checks").fetchall()))
    return found


def test_tables_of_two_batches_add_up(project, folder, steps, tmp_path):
    """Every table but those that say so (`over_reports`) is made of the rows that each report gives by itself."""
    tables, found = bulk_tables(folder, project), {}
    batch_of = {"seeds": None, "one": ["r000000", "r000005"], "other": ["r000006", "r000011"], "both": ["r000000", "r000011"]}
    for name, reports in batch_of.items():
        with batches.built(project, tmp_path, steps, tables, reports, lambda step: None) as connection:
            found[name] = rows_of(connection, steps)
    assert len(found["seeds"]) > 80 and found["other"].keys() == found["seeds"].keys()
    for relation, rows in found["both"].items():
        one, other, seeds = (found[name][relation] for name in ("one", "other", "seeds"))
        assert rows + seeds == one + other, relation
        assert one >= seeds


def rows_in(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            name: Counter(map(repr, connection.execute(f"from {name}").fetchall()))
            for (name,) in connection.execute(
                "select table_schema || '.' || table_name from information_schema.tables where table_catalog = 'claimhouse'"
            ).fetchall()
        }


def columns_of(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns()"
            " where database_name = 'claimhouse' and not internal order by all"
        ).fetchall()


@pytest.mark.parametrize(("most", "expected"), [(1, 12), (1000, 4), (10**6, 1)])
def test_batches_are_as_large_as_each_other_and_as_many_for_each_worker_but_few_are_one(folder, project, monkeypatch, most, expected):
    monkeypatch.setattr(batches, "WORKERS", 2)
    tables = bulk_tables(folder, project)
    sizes = dict(duckdb.execute(f"select report_id, count(*) from {reading(tables['observations'])} group by all order by all").fetchall())
    found = batches.batches_of(tables, most)
    held = [[rows for report, rows in sizes.items() if first <= report <= last] for first, last in found]
    assert [size for batch in held for size in batch] == list(sizes.values())
    assert len(held) == expected
    assert max(map(sum, held)) - min(map(sum, held)) <= 2 * max(sizes.values())


def test_reports_without_observations_are_a_batch(project, tmp_path):
    duckdb.execute(f"copy (select unnest(['a', 'b']) as report_id) to '{tmp_path / 'reports.parquet'}'")
    duckdb.execute(f"copy (select '' as report_id, '' as observation_id limit 0) to '{tmp_path / 'observations.parquet'}'")
    assert batches.batches_of(bulk_tables(tmp_path, project), 1) == [["a", "b"]]


@pytest.fixture(scope="module")
def whole(project, folder, tmp_path_factory):
    """What one run of all statements over the files gives."""
    database = tmp_path_factory.mktemp("whole") / "claimhouse.duckdb"
    run_plan(project, database, load_plan(project, {table: str(folder / table / "*.parquet") for table in bulk_tables(folder, project)}))
    return database


def assert_equal(database, told, whole, kept, left_out=()):
    found, expected = rows_in(database), rows_in(whole)
    assert found.keys() - kept == {f"{batch_file.FURTHER}.{table}" for table in bulk_columns(faults.ROOT)} - set(left_out)
    for name in kept:
        assert found[name] == expected[name], name
    assert [column for column in columns_of(database) if column[0] != batch_file.FURTHER] == [
        column for column in columns_of(whole) if f"{column[0]}.{column[1]}" in kept
    ]
    with duckdb.connect(str(whole), read_only=True) as connection:
        assert publish.contents(connection).items() <= told.items()


def test_few_reports_are_built_in_one_pass(project, folder, steps, whole, tmp_path):
    said, database = [], tmp_path / "claimhouse.duckdb"
    database.write_text("of a build that was killed")
    told = batches.run_batches(project, database, steps, bulk_tables(folder, project), said.append)
    made = [step for step in said if step.startswith("building") and f" {batch_file.FURTHER}." not in step]
    assert len(made) == len([step for step in steps if step["kind"] != "test"])
    assert_equal(database, told, whole, rows_in(whole).keys())
    with duckdb.connect(str(database), read_only=True) as connection:
        assert told["observations"] == connection.execute("select count(*) from marts.observations").fetchone()[0]


def test_batches_give_what_one_build_gives_also_after_a_kill(project, folder, steps, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "FEW", 0)
    monkeypatch.setattr(batches, "BATCH", 1500)
    said, tables, append = [], bulk_tables(folder, project), batches.append

    def killed(connection, project, database, kept, row):
        if row[0] == 2:
            raise InterruptedError
        append(connection, project, database, kept, row)

    monkeypatch.setattr(batches, "append", killed)
    with pytest.raises(InterruptedError):
        batches.run_batches(project, tmp_path / "claimhouse.duckdb", steps, tables, said.append)
    assert any("batch 1 of" in step for step in said)
    said.clear()
    monkeypatch.setattr(batches, "append", append)
    told = batches.run_batches(project, tmp_path / "claimhouse.duckdb", steps, tables, said.append)
    assert any("batch 2 of" in step for step in said) and not any("batch 1 of" in step for step in said)
    kept = {f"{step['schema']}.{step['name']}" for step in kept_steps(steps)}
    assert_equal(tmp_path / "claimhouse.duckdb", told, whole, kept, ["further.observations"])


def test_a_file_that_grows_keeps_its_row_groups(tmp_path):
    """What is not changed is not written again, however often the file is opened."""
    database, rows = tmp_path / publish.DATABASE, "select max(count), max(block_id) from pragma_storage_info('core.kept')"
    with batch_file.opened(database) as connection:
        connection.execute("create schema core; create schema further; create table core.kept as select range as number from range(200000)")
        connection.execute("checkpoint")
        before = connection.execute(rows).fetchone()
    assert before[0] == 40960
    batch_file.begin(database, (0, "mark", "{}"))
    assert batch_file.written_batches(database, "mark") == {0: {}}
    with batch_file.opened(database) as connection:
        assert connection.execute(rows).fetchone() == before


def test_published_build_grows_by_new_files(project, tmp_path):
    """The same comes out as from a build of everything, also where the report of the seeds has changed meanwhile."""
    made = project / "many"
    make_reports(made, 84, project)
    folder, seed = tmp_path / "reports", project / "seeds/reference/stated_periods.csv"
    database, manifest = project / "warehouse" / publish.DATABASE, project / "warehouse" / publish.MANIFEST

    def result(*options):
        done = faults.run(project, "build", "--bulk", str(folder), *options)
        assert done.returncode == 0 and not faults.wholeness(project), done.stderr
        told = {name: value for name, value in json.loads(manifest.read_text()).items() if name not in ("previous", "files")}
        return done.stdout, rows_in(database), columns_of(database), told

    write(folder, made, "old", "report_id <= 'r000079'")
    assert "added" not in result()[0]
    assert duckdb.execute(f"select count(*) from '{folder}/observations/old.parquet'").fetchone()[0] > batches.FEW
    write(folder, made, "new", "report_id > 'r000079'")
    sound = seed.read_bytes()
    seed.write_bytes(sound[: sound.rindex(b"\n", 0, -1) + 1])
    said, *grown = result()
    added = duckdb.execute(f"select count(*) from '{folder}/observations/new.parquet'").fetchone()[0]
    assert f"{added} of them added" in said
    before = publish.current(project / "warehouse")
    assert "nothing changed" in result()[0]
    assert faults.killed(
        [*faults.CLAIMHOUSE, "build", "--force", "--bulk", str(folder)],
        project,
        0.05,
        once=project / "warehouse" / "builds" / ".new" / publish.DATABASE,
    )
    assert publish.current(project / "warehouse") == before and not faults.wholeness(project)
    said, *anew = result("--force")
    assert "added" not in said and anew == grown
    seed.write_bytes(sound)


def test_published_reports_are_kept_only_where_nothing_of_theirs_changed(project, made, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "FEW", 0)
    folder = tmp_path / "reports"
    write(folder, made, "old", HALVES["old"])
    tables = bulk_tables(folder, project)
    steps = load_plan(project, bulk_variable(project))
    told = batches.run_batches(project, tmp_path / publish.DATABASE, steps, tables, lambda step: None)
    inputs = {
        "duckdb": "1",
        "models/marts/market_size.sql": "m",
        "seeds/reference/subjects.csv": "s",
        "bulk/observations/old.parquet": "o",
        "seeds/reference/stated_periods.csv": "t",
        "seeds/observations/events_observations.csv": "e",
        "bulk/reports/old.parquet": "r",
        "bulk/sections/old.parquet": "s",
    }

    def new(told=told, **changed):
        return batches.new_tables(
            project,
            tmp_path / publish.DATABASE,
            told | {"inputs": inputs},
            inputs | {name: "changed" for name in inputs if name in changed.values()},
            bulk_tables(folder, project),
        )

    assert new() == {}
    assert new(of_seeds="seeds/observations/events_observations.csv") == new(of_seeds="seeds/reference/stated_periods.csv") == {}
    for name in ("duckdb", "models/marts/market_size.sql", "seeds/reference/subjects.csv", "bulk/sections/old.parquet"):
        assert new(shared=name) is None, name
    write(folder, made, "new", HALVES["new"])
    assert new() == {table: [str(folder / table / "new.parquet")] for table in ("observations", "reports", "sections")}
    assert new({name: part for name, part in told.items() if name != "seeds"}) is None  # so few that one pass built them
    write(folder, made, "again", "report_id = 'r000003'")
    assert new() is None  # further rows of a report that is published
