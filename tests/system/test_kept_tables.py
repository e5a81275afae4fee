"""A build that keeps the tables of the published one of which nothing has changed gives what a build of everything gives."""

import re
import shutil

import pytest
from faults import copy_project
from test_batches import columns_of, rows_in

from claimhouse import publish
from claimhouse.loading.batch_steps import bulk_variable, with_shared_tables
from claimhouse.loading.batches import run_batches
from claimhouse.loading.folders import all_tables, folder_tables, report_folders
from claimhouse.loading.plan import BuildFailed, load_plan

REPORTS = ("lumen-q1", "orbit-q1")


@pytest.fixture(scope="module")
def project(root, tmp_path_factory, warehouse):
    copy = copy_project(tmp_path_factory.mktemp("kept"))
    shutil.rmtree(copy / "reports", ignore_errors=True)
    for name in REPORTS:
        shutil.copytree(root / "tests/support/reports" / name, copy / "reports" / name)
    return copy


@pytest.fixture(scope="module")
def steps(project):
    return load_plan(project, bulk_variable(project, folder_tables(project / "reports" / REPORTS[0], project)))


class Builds:
    """Builds of the project, each of which keeps what it can of the one before."""

    def __init__(self, project, folder):
        self.project, self.folder, self.held, self.number = project, folder, None, 0

    def run(self, steps, held):
        self.number += 1
        database, said = self.folder / str(self.number) / publish.DATABASE, []
        database.parent.mkdir()
        tables = all_tables([folder_tables(folder, self.project) for folder in report_folders(self.project)])
        told = run_batches(self.project, database, steps, tables, said.append, held=held)
        return database, told, {step.partition(" ")[2] for step in said if step.startswith(("building", "testing"))}

    def go_on(self, steps):
        """The names of the steps that run."""
        database, told, ran = self.run(steps, self.held)
        self.held, self.told = (database, told), told
        return ran

    def assert_equal_to_one_of_everything(self, steps):
        database, told, _ = self.run(steps, None)
        assert told == self.told
        assert columns_of(database) == columns_of(self.held[0])
        found, expected = rows_in(self.held[0]), rows_in(database)
        for table in expected:
            assert found[table] == expected[table], table


@pytest.fixture
def builds(project, steps, tmp_path):
    """Builds in a project that is as it was after the test."""
    before = {path: path.read_bytes() for path in [*project.glob("seeds/**/*.csv"), *project.glob("reports/**/*.csv")]}
    made = Builds(project, tmp_path)
    made.go_on(steps)
    yield made
    shutil.rmtree(project / "reports")
    for path, content in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(steps, name, **parts):
    [step] = [step for step in steps if step["name"] == name and step["kind"] in ("table", "view")]
    return [step | {part: change(step[part]) for part, change in parts.items()} if one is step else one for one in steps]


def test_changed_rows_of_seeds_and_reports(builds, project, steps):
    assert builds.go_on(steps) == set()
    edit(project / "seeds/reference/subjects.csv", ",Tencent,", ",Tencent Holdings,")
    ran = builds.go_on(steps)
    assert {"seeds.subjects", "core.int_observation_words"} <= ran and not {"seeds.metrics", "core.fct_observation"} & ran
    seed = project / "seeds/observations/market_estimates_observations.csv"
    edit(seed, ",49.5,51,9,", ",49.5,50.5,9,")
    assert "core.fct_observation" in builds.go_on(steps)
    report = project / "reports/lumen-q1/observations.csv"
    report.write_text(report.read_text(encoding="utf-8").rstrip("\n").rpartition("\n")[0] + "\n", encoding="utf-8")
    ran = builds.go_on(steps)
    assert "further.observations" in ran and "seeds.market_estimates_observations" not in ran
    builds.assert_equal_to_one_of_everything(steps)


def test_new_and_removed_reports(builds, project, steps):
    shutil.rmtree(project / "reports/orbit-q1")
    builds.go_on(steps)
    builds.assert_equal_to_one_of_everything(steps)
    shutil.copytree(project / "reports/lumen-q1", project / "reports/lumen-q2")
    for path in (project / "reports/lumen-q2").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("lumen-q1", "lumen-q2"), encoding="utf-8")
    builds.go_on(steps)
    builds.assert_equal_to_one_of_everything(steps)


def test_changed_models(builds, steps):
    commented = changed(steps, "fct_observation", sql=lambda sql: sql + "\n-- changed")
    assert builds.go_on(commented) == {"core.fct_observation"}
    # rows that a view and the mart behind it see, a column that is read by a star, and a comment
    other = changed(commented, "market_size", sql=lambda sql: f"select * from ({sql}) where low > 0")
    other = changed(other, "rule_part_share", sql=lambda sql: f"select * from ({sql}) where false")
    other = changed(other, "int_vintages", sql=lambda sql: f"select *, 1 as planted from ({sql})")
    other = changed(other, "funding_rounds", comments=lambda comments: [re.sub(r"'$", ". Changed.'", one) for one in comments])
    ran = builds.go_on(other)
    assert next(step["kind"] for step in with_shared_tables(other) if step["name"] == "rule_part_share") == "view"
    assert {
        "marts.market_size",
        "marts.relation_audit",
        "marts.checks",
        "marts.funding_rounds",
        "core.int_vintages",
        "marts.figure_vintages",
    } <= ran
    builds.assert_equal_to_one_of_everything(other)
    planted = other[-1] | {
        "kind": "view",
        "name": "planted",
        "schema": "core",
        "relation": '"claimhouse"."core"."planted"',
        "sql": "select 1",
    }
    assert builds.go_on([planted | {"columns": None, "comments": [], "reads": []}, *other]) > {"core.planted", "seeds.subjects"}


def test_a_test_of_what_has_changed_runs_and_stops_the_build(builds, project, steps):
    edit(project / "seeds/observations/market_estimates_observations.csv", ",49.5,51,9,", ",51.5,51,9,")
    with pytest.raises(BuildFailed, match="assert_no_interval_is_inverted"):
        builds.go_on(steps)
