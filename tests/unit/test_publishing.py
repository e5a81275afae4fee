"""Publishing, rolling back and exporting on folders of a few bytes: what must happen in which order."""

import fcntl
import itertools
import json
import os
import signal
import sys
from collections import Counter
from types import SimpleNamespace

import pytest
from strikes import strike

from claimhouse import export, publish


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "warehouse"


def publish_text(warehouse, text):
    """Publishes a build of two small files."""
    warehouse.mkdir(exist_ok=True)
    with publish.locked(warehouse):
        scratch = publish.clean(warehouse) / ".new"
        scratch.mkdir()
        (scratch / publish.DATABASE).write_text(text)
        (scratch / "expectations.html").write_text(text)
        return publish.publish(warehouse, scratch, {"inputs": {}, "marts": {}, "checks": {}})


def test_everything_is_on_disk_before_the_link_is_replaced(warehouse, monkeypatch):
    publish_text(warehouse, "first")
    events, fsync, replace = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (events.append(os.readlink(f"/proc/self/fd/{handle}")), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda source, target: (events.append(f"-> {target}"), replace(source, target)))
    build = publish_text(warehouse, "second")
    linked = events.index(f"-> {warehouse / 'current'}")
    before = {os.path.basename(path) for path in events[:linked]}
    assert before >= {publish.DATABASE, "expectations.html", publish.MANIFEST, ".new", "builds"}
    assert str(warehouse) in events[linked:] and publish.current(warehouse) == build


def test_the_link_leads_to_a_whole_build_at_every_instant(warehouse):
    publish_text(warehouse, "first")
    seen = []

    def look(frame, event, argument):
        sys.setprofile(None)
        try:
            seen.append((warehouse / "current" / publish.DATABASE).read_text())
        except OSError as error:
            seen.append(str(error))
        sys.setprofile(look)

    for change in (lambda: publish_text(warehouse, "second"), lambda: publish.rollback(warehouse)):
        sys.setprofile(look)
        try:
            change()
        finally:
            sys.setprofile(None)
    assert set(seen) == {"first", "second"}


@pytest.mark.parametrize("change", ["publish", "rollback"])
def test_killed_before_any_of_its_changes_it_leaves_a_whole_build(warehouse, tmp_path, change):
    """The process is killed before its first change of the disk, then before its second one, and so on to its end."""
    moments, kept = Counter(), {".lock", publish.SEEN, "builds", "current", publish.DATABASE, "expectations.html", publish.MANIFEST}
    for number in itertools.count(1):
        publish_text(warehouse, f"before {number}")
        now = publish_text(warehouse, f"now {number}")
        process = os.fork()
        if not process:
            end = strike(warehouse, number, tmp_path / "changes")
            publish.rollback(warehouse) if change == "rollback" else publish_text(warehouse, f"next {number}")
            end()
            os._exit(0)
        status = os.waitpid(process, 0)[1]
        changes = (tmp_path / "changes").read_text().splitlines()
        linked = changes.index("os.rename current") if "os.rename current" in changes else len(changes)
        moments["before" if linked == len(changes) else "at" if linked == len(changes) - 1 else "after"] += 1
        build = publish.current(warehouse)
        assert (build != now) == (linked < len(changes) - 1), changes
        assert publish.differences(build, publish.manifest_of(build)) == [] == publish.strayed_links(warehouse, publish.manifest_of(build))
        if not status:
            break
        assert status == signal.SIGKILL
        publish_text(warehouse, f"after {number}")
        assert len(list((warehouse / "builds").iterdir())) == 2 and {path.name for path in warehouse.iterdir()} == kept
    assert moments["at"] == 1 and moments["before"] >= 2 and moments["after"] >= 2, moments


def test_damage_of_every_kind_is_named(warehouse):
    build = publish_text(warehouse, "first")
    manifest = publish.manifest_of(build)
    assert publish.sound(warehouse) == build and publish.differences(build, manifest) == []
    (build / "stray").touch()
    (build / "expectations.html").unlink()
    stat = (build / publish.DATABASE).stat()
    (build / publish.DATABASE).write_text("FIRST")
    os.utime(build / publish.DATABASE, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # size and time as before
    assert publish.differences(build, manifest) == [
        "stray: not in the manifest",
        f"{publish.DATABASE}: its SHA-256 is not that of the manifest",
        "expectations.html: missing",
    ]
    with pytest.raises(publish.Refused, match="its SHA-256"):
        publish.sound(warehouse)
    with pytest.raises(publish.Refused, match="its SHA-256"):
        publish_text(warehouse, "second")
        publish.rollback(warehouse)


def test_a_change_of_the_same_size_and_time_is_noticed(warehouse):
    database = publish_text(warehouse, "first") / publish.DATABASE
    stat = database.stat()
    database.write_text("FIRST")
    os.utime(database, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with pytest.raises(publish.Refused, match="its SHA-256"):
        publish.sound(warehouse)


def test_a_file_in_place_of_a_link_and_another_manifest_are_refused(warehouse):
    build = publish_text(warehouse, "first")
    (warehouse / publish.DATABASE).unlink()
    (warehouse / publish.DATABASE).write_text("first")
    with pytest.raises(publish.Refused, match="does not lead to the current build"):
        publish.sound(warehouse)
    publish_text(warehouse, "second")
    assert publish.sound(warehouse) != build
    (publish.current(warehouse) / publish.MANIFEST).write_text("{}")
    with pytest.raises(publish.Refused, match="changed after it was published"):
        publish.sound(warehouse)


def test_a_second_writer_is_refused(warehouse):
    publish_text(warehouse, "first")
    with publish.locked(warehouse), pytest.raises(publish.Refused, match="another build"):
        publish_text(warehouse, "second")


def test_two_exports_into_one_folder(tmp_path):
    lock = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(OSError, match="another export into .* is running; wait for it to end"):
        export.export(tmp_path / "none", tmp_path, ["csv"], lambda step: None)
    os.close(lock)


@pytest.mark.parametrize(
    ("row", "found", "said"),
    [
        (("a", 1), [("a", 1)], None),
        (("a", 1), [("b", 1)], "name: 'b', expected 'a'"),
        (("a", 1), [("a", 2)], "number: 2, expected 1"),
        (("a", 0.1), [("a", 0.1 + 1e-17)], None),
        (("a", 0.1), [("a", 0.1000001)], "number: 0.1000001, expected 0.1"),
        (("a", None), [("a", 0)], "number: 0, expected None"),
        (("", 1), [(None, 1)], "name: None, expected ''"),
        (("a", 1), [], "fewer rows"),
        (("a", 1), [("a", 1), ("a", 1)], "more rows"),
    ],
)
def test_every_cell_read_back_is_compared(row, found, said):
    mart = SimpleNamespace(name="made", columns=[SimpleNamespace(name="name"), SimpleNamespace(name="number")])
    source = SimpleNamespace(rows=lambda mart: iter([row]))
    if said is None:
        assert export.compare(source, mart, found, lambda cell: cell, "file") == 1
    else:
        with pytest.raises(export.ExportFailed, match=said):
            export.compare(source, mart, found, lambda cell: cell, "file")


def test_export_touches_only_its_own_files(tmp_path):
    out, scratch = tmp_path / "out", tmp_path / "out" / ".export-1"
    scratch.mkdir(parents=True)

    def put(text):
        (scratch / "CODEBOOK.md").write_text(text)
        (scratch / "datapackage.json").write_text(json.dumps({"resources": [{"path": "CODEBOOK.md"}]}))
        export.replace(scratch, out, ["CODEBOOK.md", "datapackage.json"])

    (out / "CODEBOOK.md").write_text("mine")
    with pytest.raises(export.ExportFailed, match="no file of an earlier export"):
        put("first")
    (out / "CODEBOOK.md").unlink()
    (out / "CODEBOOK.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(export.ExportFailed, match="leads out of the folder"):
        put("first")
    (out / "CODEBOOK.md").unlink()
    put("first")
    put("second")
    assert (out / "CODEBOOK.md").read_text() == "second" and not (tmp_path / "elsewhere").exists()
