"""Whatever happens to a build, the published one stays whole. `make faults` runs the long version (faults.py)."""

import importlib.metadata
import json
import os
import random
import shutil

import faults
import pytest
from faults import MOUNTS
from support.commands import answered, built

from claimhouse import publish


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = faults.copy_project(tmp_path_factory.mktemp("faults"))
    assert built(copy).returncode == 0
    shutil.copy(copy / "warehouse/manifest.json", copy / "first.json")  # before a trial publishes
    return copy


@pytest.fixture
def warehouse(project):
    yield project / "warehouse"
    faults.publish_copy(project, 0)
    assert not faults.wholeness(project) and not faults.leftovers(project)


def test_killed_builds_leave_the_published_one_and_the_next_cleans_up(project, warehouse):
    before = publish.current(warehouse)
    for _ in range(2):  # the second one cleans up after the first before it begins
        process = faults.killed([*faults.CLAIMHOUSE, "build", "--force"], project, 0.05, once=warehouse / "builds" / ".new")
        assert process and process == faults.holder(project)
        assert publish.current(warehouse) == before and not faults.wholeness(project)
        assert faults.leftovers(project) == [".new"]


def test_killed_pages_are_whole(project, warehouse):
    counts = faults.kills_of_pages(project, 10, random.Random(3))
    assert (counts["kills"], counts["whole"], counts["left_after"]) == (10, 10, 0)


NOTHING = {
    "builds": lambda project, choose: faults.kills_of_builds(project, 2, choose),
    "publishing": lambda project, choose: faults.kills_at_changes(project, "build", "--force"),
    "rollback": lambda project, choose: faults.kills_at_changes(project, "rollback"),
    "export": lambda project, choose: faults.kills_of_exports(project, 2, choose),
    "disk": lambda project, choose: faults.full_disk(project, choose, (1,)),
    "rights": faults.refusals,
    "clock": lambda project, choose: faults.jumping_clock(project, choose, 1),
    "pairs": faults.two_at_once,
}


@MOUNTS
@pytest.mark.parametrize("name", NOTHING)
def test_no_trial_passes_where_no_command_runs(project, warehouse, name, monkeypatch):
    monkeypatch.setattr(faults, "CLAIMHOUSE", ["true"])
    shutil.rmtree(project / "killed", ignore_errors=True)
    (project / "target" / "publish").mkdir(parents=True, exist_ok=True)
    counts = NOTHING[name](project, random.Random(3))
    tried = ("kills", "builds", "commands", "pairs")
    required = {what: wanted for what, wanted in faults.FAULTS[name].required.items() if what not in tried}
    assert faults.shortfalls(counts, {"kills": 2} | required if "kills" in counts else required)


def test_a_count_that_is_not_what_it_must_be_is_named():
    counts = faults.Counter(kills=3, whole=2, left=0)
    assert faults.shortfalls(counts, {"kills": 3, "whole": "kills", "left": (1, 9)}) == ["whole: 2, expected 3", "left: 0, expected 1 to 9"]
    assert faults.shortfalls(counts, {"kills": (1, 3), "whole": 2, "left": 0}) == []


def test_readers_see_one_build_each_while_others_are_published(project, warehouse):
    answers, errors = faults.readers_through(project, readers=2, publishes=8)
    assert not errors
    assert all(len(set(answer[1:])) == 1 for answer in answers)
    assert len({answer[1] for answer in answers}) > 3


def test_a_second_command_is_refused_while_one_works_or_writes_after_it(project, warehouse, monkeypatch):
    pairs = faults.pairs(project)
    monkeypatch.setattr(faults, "pairs", lambda project: [pair for pair in pairs if pair[3][0] in ("rollback", "draft", "audit")])
    counts = faults.two_at_once(project, random.Random(3))
    required = {what: wanted for what, wanted in faults.FAULTS["pairs"].required.items() if what != "pairs"}
    assert faults.shortfalls(counts, {"pairs": 3} | required) == []
    with publish.locked(warehouse):
        result = answered(project, "build")
        assert result.returncode == 1 and f"another build of this warehouse is running (process {os.getpid()})" in result.stderr


@MOUNTS
def test_full_disk(project, warehouse):
    result = faults.in_small_space(project, 6, "build", "--force")
    assert result.returncode == 1, result.stderr
    assert "No space left on device" in result.stderr and "Traceback" not in result.stderr


@MOUNTS
def test_read_only_target(project, warehouse):
    result = faults.on_a_read_only_target(project, "build")
    assert result.returncode == 1 and "Read-only file system" in result.stderr and "Traceback" not in result.stderr


def test_another_user_reads_and_changes_nothing(project, warehouse):
    result = faults.without_permission(project, "rollback")
    assert result.returncode == 1 and "Permission denied" in result.stderr and "Traceback" not in result.stderr
    reads = {
        "sql": ("select 1 as one", "--format", "csv"),
        "verify": (),
        "trace": ("openai",),
        "check": (),
        "compare": ("cai2026", "cai2026"),
    }
    for command, words in reads.items():
        result = faults.without_permission(project, command, *words)
        assert result.returncode == 0, f"{command}: {result.stderr}"


def test_clock_takes_no_part(project):
    """Files from the future or the past with the same content are the same inputs; other content under an old date is not."""
    for _ in range(2):
        assert "nothing changed" in faults.with_jumping_clock(project, "build")[0].stdout
    counts = faults.jumping_clock(project, random.Random(3), 1)
    assert counts == {"builds": 1, "clocks_read": 1, "published": 1, "same_content": 1, "whole": 1}
    seed = project / "seeds" / "reference" / "sections.csv"
    sound = seed.read_bytes()
    seed.write_bytes(sound + b"\n,")
    os.utime(seed, (0, 0))
    assert built(project).returncode == 1
    seed.write_bytes(sound)


def test_verify_names_every_difference_and_rollback_brings_back_the_build_before(project, warehouse):
    faults.publish_copy(project, 1)
    first = publish.current(warehouse)
    faults.publish_copy(project, 2)
    damaged = publish.current(warehouse)
    assert "all as in its manifest" in answered(project, "verify").stdout
    with (damaged / publish.DATABASE).open("r+b") as file:
        file.seek(9000)
        file.write(b"?")
    (damaged / "stray").touch()
    result = answered(project, "verify")
    assert result.returncode == 1
    assert f"{publish.DATABASE}: its SHA-256" in result.stderr and "stray: not in the manifest" in result.stderr
    assert answered(project, "rollback").returncode == 0
    assert publish.current(warehouse) == first and answered(project, "verify").returncode == 0
    assert "no earlier build" in answered(project, "rollback").stderr
    manifest = first / publish.MANIFEST
    sound = manifest.read_text()
    manifest.write_text(sound.replace('"rows_failed": 0', '"rows_failed": 1', 1))
    assert "changed after it was published" in answered(project, "verify").stderr
    manifest.write_text(sound)


def test_verify_compares_rows_with_the_version_of_duckdb_that_hashed_them(project, warehouse, monkeypatch):
    faults.publish_copy(project, 1)
    assert publish.verify(warehouse)[0] == []
    built = json.loads((warehouse / "manifest.json").read_text())["inputs"]["duckdb"]
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "9.9.9")
    assert publish.verify(warehouse)[0] == [f"built by DuckDB {built}: 9.9.9 hashes rows in its own way; run `claimhouse build`"]


def test_manifest_tells_what_went_in_and_what_came_out(project):
    manifest = json.loads((project / "first.json").read_text())
    assert {"duckdb", "dbt_project.yml", "seeds/reference/periods.csv", "src/claimhouse/publish.py"} <= manifest["inputs"].keys()
    assert manifest["marts"]["observations"]["rows"] == manifest["observations"] and len(manifest["checks"]) > 10
    assert set(manifest["files"]) == {"claimhouse.duckdb", "expectations.html"}
