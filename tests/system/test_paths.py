"""Paths with signs that shells, patterns and SQL give a meaning, and paths that must not be written to."""

import errno
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from faults import CLAIMHOUSE, MOUNTS, copy_project, environment, run
from support.commands import answered

from claimhouse import publish
from claimhouse.engine import unpatterned
from claimhouse.export import ExportFailed, earlier, export
from claimhouse.files import own_page, replace_file

MARK = "Another checkout"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A checkout whose path is a pattern that matches another one, with other seeds, beside it."""
    folder = tmp_path_factory.mktemp("paths")
    (folder / "it's [1] *").mkdir()
    project = copy_project(folder / "it's [1] *")
    for name in ("it's 1 *", "it's 1 more"):
        other = folder / name / "project" / "seeds"
        shutil.copytree(project / "seeds", other)
        subjects = other / "reference" / "subjects.csv"
        subjects.write_text(subjects.read_text(encoding="utf-8").replace("OpenAI", MARK), encoding="utf-8")
    shutil.rmtree(project / "target", ignore_errors=True)
    done = run(project, "build", "--force")
    assert done.returncode == 0, done.stderr
    return project


def test_a_path_with_signs_of_patterns_and_sql_is_read_as_it_is(project, tmp_path):
    asked = "select count(*) as n from observations where subject_name = '{}'"
    assert int(run(project, "sql", asked.format("OpenAI"), "--format", "csv").stdout.split()[1]) > 10
    assert run(project, "sql", asked.format(MARK), "--format", "csv").stdout == "n\n0\n"
    assert run(project, "verify").returncode == 0
    out = tmp_path / "it's [1] ?"
    done = run(project, "export", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert run(project, "report", "--out", str(out / "report.html")).returncode == 0


def test_dbt_reads_the_seeds_of_such_a_path(project):
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [dbt, "--quiet", "seed", "--select", "subjects", "cited_sources", "--profiles-dir", "."],
        cwd=project,
        env=environment(project),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    query = "select name from {{ ref('subjects') }} where subject_id = 'openai'"
    shown = subprocess.run(
        [dbt, "--quiet", "show", "--profiles-dir", ".", "--inline", query],
        cwd=project,
        env=environment(project),
        capture_output=True,
        text=True,
    )
    assert "OpenAI" in shown.stdout and MARK not in shown.stdout


@pytest.mark.parametrize("name", ["plain", "[1]", "a*b", "what?", "[a-z]", "]["])
def test_an_escaped_path_matches_itself_alone(name, tmp_path):
    import duckdb

    for folder in (name, "1", "ab", "whatx", "b"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "x.csv").write_text(f"folder\n{folder}\n")
    found = duckdb.execute("from read_csv(?, all_varchar = true)", [unpatterned(tmp_path / name / "x.csv")]).fetchall()
    assert found == [(name,)]


def test_settings_of_dbt_in_the_environment_change_nothing(project, monkeypatch):
    marts = publish.manifest_of(publish.current(project / "warehouse"))["marts"]
    for name, value in {
        "DBT_EMPTY": "1",
        "DBT_TARGET": "spark",
        "DBT_FAVOR_STATE": "1",
        "DBT_STATE": "nowhere",
        "DBT_PROFILE": "other",
        "DBT_SAMPLE": "1 day",
        "DBT_VARS": "{approx_tolerance: 0.5}",
        "DBT_FULL_REFRESH": "1",
        "DBT_DEFER": "1",
    }.items():
        monkeypatch.setenv(name, value)
    shutil.rmtree(project / "target")
    done = run(project, "build", "--force")
    assert done.returncode == 0, done.stderr
    assert publish.manifest_of(publish.current(project / "warehouse"))["marts"] == marts


def looked_at(path):
    found = os.lstat(path)
    return found.st_mode, found.st_ino, found.st_rdev


WRITERS = [["report"], ["sql", "select 1"], ["compare", "cai2026", "cai2026"], ["audit", str(Path(__file__).with_name("statements.txt"))]]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer[0])
def test_only_regular_files_are_replaced(root, warehouse, tmp_path, writer):
    targets = [tmp_path / "pipe", tmp_path / "device", tmp_path / "link to a pipe", tmp_path / "link to itself"]
    os.mkfifo(targets[0])
    targets[2].symlink_to(targets[0])
    targets[3].symlink_to(targets[3])
    try:
        os.mknod(targets[1], 0o600 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        targets.pop(1)
    for target in targets:
        before = looked_at(target)
        result = answered(root, *writer, "--out", str(target))
        assert result.returncode in (1, 2) and "is no regular file" in result.stderr and "Traceback" not in result.stderr
        assert looked_at(target) == before
    (tmp_path / "file").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert answered(root, *writer, "--out", str(tmp_path / "link")).returncode == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes() != b"before"
    assert answered(root, *writer, "--out", str(tmp_path)).returncode == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("out", ["/", "/.", "//"])
@pytest.mark.parametrize("words", [["export", "--format", "csv"], ["site"]], ids=["export", "site"])
def test_the_root_of_the_file_system_is_no_folder_to_fill(root, warehouse, out, words):
    writes = mock.Mock(side_effect=AssertionError("it writes"))
    with mock.patch("claimhouse.export._export", writes), mock.patch("claimhouse.site.write", writes), mock.patch("os.open", writes):
        done = answered(root, *words, "--out", out)
    assert done.returncode == 1 and f"{Path(out)} is the root of the file system: choose a folder of its own" in done.stderr


def test_pages_that_others_wrote_stay(root, warehouse, tmp_path):
    """The pages of a site, and the marked-up text that comes with a report."""
    report = pytest.importorskip("claimhouse.report", reason="needs the packages of requirements/report.lock")
    for name in ("index.html", "models.html", "marked.html"):
        (tmp_path / name).write_text("mine")
        for write in (
            lambda: answered(root, "site", "--out", str(tmp_path)).stderr,
            lambda: report.write(root / "warehouse/claimhouse.duckdb", tmp_path / "report.html", source=tmp_path / "marked.html"),
        )[: 1 + (name == "marked.html")]:
            try:
                said = write()
            except OSError as error:
                said = str(error)
            assert said.strip() == f"{tmp_path / name} is no page of Claimhouse: remove it or choose another folder"
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]
        (tmp_path / name).unlink()
    (tmp_path / "index.html").write_text(
        report.TEMPLATES.get_template("index.html").render(counts=mock.MagicMock(), build="", console=False)
    )
    assert own_page(tmp_path / "index.html").exists()


def test_export_replaces_only_files_of_an_earlier_export(root, warehouse, tmp_path):
    database = root / "warehouse" / publish.DATABASE
    for name in ("CODEBOOK.md", "claimhouse.duckdb", "datapackage.json", "csv/market_size.csv"):
        out = tmp_path / name.replace("/", "-")
        (out / name).parent.mkdir(parents=True)
        (out / name).write_text("mine")
        with pytest.raises(ExportFailed, match="is no file of an earlier export"):
            export(database, out, ["csv"] if name.startswith("csv") else ["duckdb"], lambda step: None)
        assert (out / name).read_text() == "mine" and sorted(path.name for path in out.rglob("*") if path.is_file()) == [Path(name).name]
    (tmp_path / "itself").symlink_to("itself")
    with pytest.raises(FileExistsError):
        export(database, tmp_path / "itself", ["csv"], lambda step: None)
    (tmp_path / "held").mkdir()
    os.mkfifo(tmp_path / "held/datapackage.json")  # in which an export names its files
    assert earlier(tmp_path / "held") == []


def test_a_killed_export_is_made_good_by_the_next(root, warehouse, tmp_path):
    """Killed while it put its files in place, before the data package named them."""
    database = root / "warehouse" / publish.DATABASE
    program = f"""
import os
from pathlib import Path
from claimhouse import export
move, moved = os.replace, []
def killed(source, target):
    move(source, target)
    moved.append(target)
    if len(moved) == 7:
        os.kill(os.getpid(), 9)
os.replace = killed
export.export(Path({str(database)!r}), Path({str(tmp_path)!r}), ["csv"], lambda step: None)
"""
    assert subprocess.run([sys.executable, "-c", program]).returncode == -9
    assert len(list((tmp_path / "csv").iterdir())) == 7 and len(list(tmp_path.glob(".export-*"))) == 1
    export(database, tmp_path, ["csv"], lambda step: None)
    assert not list(tmp_path.glob(".export-*")) and (tmp_path / "datapackage.json").exists()


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_the_exported_duckdb_file_keeps_to_the_umask(root, warehouse, tmp_path, umask):
    before = os.umask(umask)
    try:
        export(root / "warehouse" / publish.DATABASE, tmp_path, ["duckdb"], lambda step: None)
    finally:
        os.umask(before)
    assert (tmp_path / "claimhouse.duckdb").stat().st_mode & 0o777 == 0o444 & ~umask


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    out = tmp_path / "new" / "a [1].html"

    def half(fresh):
        fresh.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        replace_file(out, half)
    assert list(out.parent.iterdir()) == []
    dead = subprocess.Popen(["true"])
    dead.wait()
    (out.parent / f".a [1].html.{dead.pid}").touch()
    (out.parent / f".a [1].html.{os.getppid()}").touch()  # one that is still at work
    replace_file(out, lambda fresh: fresh.write_text("whole"))
    assert sorted(path.name for path in out.parent.iterdir()) == sorted([f".a [1].html.{os.getppid()}", "a [1].html"])


@MOUNTS
@pytest.mark.parametrize(
    ("writer", "left"),
    [
        (["report"], ""),
        (["sql", "from lineage", "--format", "csv"], ""),
        (["export", "--format", "xlsx"], "out\n"),
        (["site"], "out\n"),
    ],
    ids=["report", "sql", "export", "site"],
)
def test_a_full_disk_leaves_nothing_behind(root, warehouse, tmp_path, writer, left):
    """Of a folder that is written into the folder stays, empty."""
    command = shlex.join([*CLAIMHOUSE, *writer, "--out", str(tmp_path / "out")])
    script = f"mount -t tmpfs -o size=100k none {tmp_path} && {command}; echo $?; ls -A {tmp_path}"
    done = subprocess.run(["unshare", "--mount", "sh", "-c", script], env=environment(root), capture_output=True, text=True)
    assert done.stdout == f"1\n{left}" and "No space left on device" in done.stderr and "Traceback" not in done.stderr
