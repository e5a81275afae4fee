"""Pipes, devices, closed streams and damaged files: every command answers with one line, waits for nothing and ends in no traceback."""

import json
import os
import random
import shutil
import signal
import subprocess
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from faults import CLAIMHOUSE, environment, run, struck
from support.commands import answered
from test_generated_input import PIECES

from claimhouse.draft.store import Damaged, Draft, read_csv, write_csv
from claimhouse.engine import BuildFailed
from claimhouse.loading.bulk import folder_problems
from claimhouse.loading.folders import report_folders
from claimhouse.review.desk import Desk, Refused

TEXT = "Acme results\nRevenue was $12 million in 2025, and $10 million in 2024, up 20%.\n"
SECONDS = 60
MOVED = ("os.rename", "os.remove")


@contextmanager
def in_time():
    """Ends what waits for a pipe or reads a device without end."""

    def late(*_):
        raise AssertionError(f"no answer within {SECONDS} seconds")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


@pytest.fixture
def project(root, tmp_path, monkeypatch):
    """The project with report folders of its own."""
    pytest.importorskip("rapidfuzz", reason="needs the extra `documents`")
    place = tmp_path / "project"
    place.mkdir()
    for name in ("seeds", "models", "macros", "analyses", "dbt_project.yml", "profiles.yml", "tests", "src", "warehouse"):
        (place / name).symlink_to(root / name)
    (place / "reports").mkdir()
    (tmp_path / "acme.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return place


def answer(project, *words):
    """Exit status and output of a command."""
    with in_time():
        done = answered(project, *words)
    return done.returncode, done.stdout + done.stderr


READERS = [
    ["figures", "FILE"],
    ["audit", "FILE"],
    ["audit", "acme.txt", "--suppress", "FILE"],
    ["draft", "FILE", "--report", "other"],
    ["draft", "--from", "FILE", "--report", "acme"],
    ["sql", "--file", "FILE"],
    ["check", "--source", "FILE"],
    ["coverage", "--source", "FILE"],
    ["trace", "anthropic", "--source", "FILE"],
]


def test_no_command_waits_for_a_pipe_or_reads_a_device(project, warehouse, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    (project / "reports/acme").mkdir()
    for words in READERS:
        for file in ("pipe.txt", "/dev/zero", "itself.txt", "nothing.txt"):
            status, said = answer(project, *(file if word == "FILE" else word for word in words))
            assert status in (1, 2) and said.strip(), words
    assert not (project / "reports/other").exists()


def test_a_name_that_is_no_text_and_a_list_that_is_none_are_named(project, warehouse, tmp_path):
    """Bytes of a file name that are no UTF-8 would end the SQL of an audit and the tables of a draft."""
    name = os.fsdecode(b"bad\xff.txt")
    (tmp_path / name).write_text(TEXT)
    for words in (["audit", name], ["draft", name, "--report", "other"]):
        assert answer(project, *words) == (2, "'bad\\udcff.txt': expected a name in UTF-8; rename it\n")
    for data, expected in {
        b"\xff\xfe": "expected UTF-8, not byte 0xff at 0",
        b"a,b\n": "line 1: expected the columns finding,reason, not a,b",
        b"finding,reason\nx,y,z\n": "line 2: expected a finding and a reason",
    }.items():
        (tmp_path / "known.csv").write_bytes(data)
        assert answer(project, "audit", "acme.txt", "--suppress", "known.csv") == (2, f"known.csv: {expected}\n")
    assert not (project / "reports/other").exists()


STREAMS = {"full": 'exec "$@" >/dev/full', "no output": 'exec "$@" >&-', "no input": 'exec "$@" <&-', "no reader": '"$@" | true; exit 1'}


@pytest.mark.parametrize("stream", STREAMS)
def test_closed_and_full_streams_end_in_no_traceback(root, warehouse, tmp_path, stream):
    """The number of a closed stream is taken by no file of ours, into which what is printed would go."""
    (tmp_path / "acme.txt").write_text(TEXT)
    whole = (root / "warehouse/claimhouse.duckdb").read_bytes()
    for words in (["sql", "select 1 as one"], ["figures"], ["audit", "acme.txt"]):
        done = subprocess.run(
            ["sh", "-c", STREAMS[stream], "sh", *CLAIMHOUSE, *words],
            cwd=tmp_path,
            env=environment(root),
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr, done.stderr
        if stream == "full" and "acme.txt" in words:
            assert done.returncode == 1 and "No space left on device" in done.stderr
    assert (root / "warehouse/claimhouse.duckdb").read_bytes() == whole


def test_a_terminal_without_the_characters_shows_their_code(root, tmp_path):
    (tmp_path / "acme.txt").write_text("RMB 49.5–51 billion", encoding="utf-8")
    place = environment(root) | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*CLAIMHOUSE, "figures", "acme.txt"], cwd=tmp_path, env=place, capture_output=True, text=True)
    assert done.returncode == 0 and "49.5\\u201351" in done.stdout


REPLACED = [(b"2024", b"2O24"), (b"48", b"-48"), (b"global", b""), (b",", b";"), (b"\n", b"\r\n"), (b"6", b"99")]


def damaged(choose, sound):
    """The bytes of a file with some of them replaced, cut off or added, lines left out or doubled."""
    lines = sound.split(b"\n")
    at = choose.randrange(len(sound) + 1)
    return choose.choice(
        [
            lambda: sound[:at] + choose.choice(PIECES) + sound[at + choose.randint(0, 3) :],
            lambda: sound[:at],
            lambda: b"\n".join(line for line in lines if choose.random() > 0.2),
            lambda: b"\n".join(line for line in lines for _ in range(choose.randint(1, 2))),
            lambda: sound.replace(*choose.choice(REPLACED)),
            lambda: b"",
            lambda: b'{"a": [1]}\n[]\nnull\n',
            lambda: sound + b"\n" + choose.choice(lines),
        ]
    )()


def test_damaged_report_folders_are_refused_or_built(root, warehouse, project):
    """200 folders with one file damaged: what passes every check is built."""
    choose, passed, sound = random.Random(23), Counter(), root / "reports/canalys_ai_pcs_2024_03"
    names = [path.name for path in sorted(sound.iterdir())]
    for number in range(200):
        name = choose.choice([f"odd_{number}"] * 12 + ["Odd", "-x", "a b", "x;y", "é", "..x", "x" * 80, "reports"])
        folder = project / "reports" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for file in names:
            (folder / file).write_bytes((sound / file).read_bytes().replace(sound.name.encode(), name.encode()))
        file = folder / choose.choice(names)
        kind = spoil(file, choose, ["renamed", "text"])
        with in_time():
            try:
                problems = folder_problems(folder, project)[0]
            except (BuildFailed, OSError) as error:
                problems = [error]
        assert all(map(str, problems)), (kind, name)
        passed[kind] += not problems
        if problems:
            shutil.rmtree(folder)
    assert 5 <= passed["bytes"] <= 100 and not passed["pipe"] + passed["folder"] + passed["itself"], passed
    (project / "warehouse").unlink()
    shutil.copytree(root / "target/publish", project / "target/publish")  # the models as they were compiled
    done = run(project, "build")
    assert done.returncode == 0, done.stderr


def spoil(file, choose, more=()):
    """Puts something else in the place of a file; what it was."""
    given, kind = file.read_bytes(), choose.choice(["bytes"] * 12 + ["pipe", "folder", "itself", *more])
    file.unlink()
    match kind:
        case "bytes":
            file.write_bytes(damaged(choose, given))
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "itself":
            file.symlink_to(file.name)
        case "renamed":
            file.with_name(choose.choice(["x.csv", "observations.csv.csv", "Observations.csv"])).write_bytes(given)
        case "text":
            file.write_bytes(given)
            file.with_name("source.txt").write_bytes(choose.choice([b"\xff\xfe", b"48\0", b""]))
    return kind


@pytest.fixture
def draft(project, tmp_path):
    """The folder of a draft with steps of a reviewer."""
    assert answer(project, "draft", "acme.txt", "--report", "acme")[0] == 0
    drafted = Draft.load(project / "reports/acme")
    drafted.exclude(next(iter(drafted.items)), "list_ordinal")
    return drafted.folder


@pytest.mark.parametrize("stray", ["units.CSV", "exchange_rates.tsv", "metrics.xlsx", "observations.csv.gz", "Units.Parquet", "subjects"])
def test_what_looks_like_a_table_of_a_report_is_read_or_named(root, project, stray):
    folder = project / "reports/lumen-q1"
    shutil.copytree(root / "tests/support/reports/lumen-q1", folder)
    assert folder_problems(folder, project)[0] == []
    (folder / stray).mkdir() if stray == "subjects" else (folder / stray).write_text("unit,kind\n")
    with pytest.raises(BuildFailed, match=f"{stray}:1: .*expected only tables"):
        folder_problems(folder, project)
    (folder / stray).rmdir() if stray == "subjects" else (folder / stray).unlink()
    for table in folder.glob("*.csv"):
        table.rename(table.with_suffix(".CSV"))
    assert report_folders(project) == [folder]
    status, said = answer(project, "check", "lumen-q1")
    assert status == 1 and "observations.CSV:1: " in said, said


def test_a_report_folder_whose_name_is_no_text_is_named(root, project):
    folder = os.fsencode(project / "reports") + b"/\xff"
    shutil.copytree(root / "tests/support/reports/lumen-q1", os.fsdecode(folder))
    for words in (["build"], ["check", "nvidia"], ["check"]):
        status, said = answer(project, *words)
        assert "Traceback" not in said and status == (0 if words == ["check"] else status), said
    with pytest.raises(BuildFailed, match="expected a name in UTF-8"):
        report_folders(project)


def test_links_to_nothing_other_texts_and_look_alike_reports_are_named(root, project):
    folder = project / "reports/lumen-q1"
    shutil.copytree(root / "tests/support/reports/lumen-q1", folder)
    (folder / "SOURCE.TXT").touch()
    with pytest.raises(BuildFailed, match=r"SOURCE\.TXT:1: .*expected only a plain file source\.txt"):
        folder_problems(folder, project)
    (folder / "SOURCE.TXT").unlink()
    for name in ("source.txt", "notes.pdf"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to("nowhere")
        with pytest.raises(BuildFailed, match=f"{name}:1: .*not a link to nothing"):
            folder_problems(folder, project)
        (folder / name).unlink()
    assert folder_problems(folder, project)[0] == []
    later = Path(shutil.copytree(folder, project / "reports/lumen-q2"))
    for table in later.glob("observations.csv"):
        table.write_text(table.read_text().replace("lumen-q1.", "lumen-q2."))
    for report, before, said in (
        ("lumen-q2", "lumen-q1", None),
        ("lumen-q1", "lumen-q2", "as lumen-q1 - lumen-q2 - lumen-q1 does"),
        ("lumen-q1", "lumen-q3", "expected another report that is there"),
        ("lumen-q1", "../lumen-q2", "[id_form]"),
    ):
        (project / "reports" / report / "reports.csv").write_text(f"title,as_of,edition_of\nLumen,2026-01,{before}\n")
        problems = list(map(str, folder_problems(project / "reports" / report, project)[0]))
        assert any(said in problem for problem in problems) if said else problems == [], problems
    shutil.copytree(folder, project / "reports/Lumen_Q1")
    with pytest.raises(BuildFailed, match="expected an id that differs from 'Lumen_Q1' in more than case"):
        report_folders(project)


def test_a_draft_reads_back_the_longest_figure_that_it_writes(tmp_path):
    rows = [{"id": "l1c0", "printed": "9" * 200_000}]
    write_csv(tmp_path / "items.csv", rows[0], rows)
    assert read_csv(tmp_path / "items.csv") == rows


def test_a_damaged_draft_is_named_and_can_be_made_again(project, draft):
    choose, refused = random.Random(24), 0
    files = ["draft/items.csv", "draft/ids.csv", "draft/draft.json", "draft/changes.jsonl", "draft/lock", "source.txt"]
    whole = {name: (draft / name).read_bytes() for name in files}
    for number in range(60):
        file = draft / choose.choice(files)
        spoil(file, choose)
        with in_time():
            try:
                Draft.load(draft)
            except (Damaged, FileNotFoundError) as error:
                refused += 1
                assert "acme" in str(error), number
            try:
                desk = Desk(draft, project)
                desk.evaluator.close()
            except (Refused, FileNotFoundError):
                pass
        if number % 6 == 0:
            answer(project, "draft", "--from", "acme.txt", "--report", "acme")
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink(missing_ok=True)
        for name, data in whole.items():
            (draft / name).write_bytes(data)
    assert refused > 20
    (draft / "draft/items.csv").write_bytes(b"")
    status, said = answer(project, "draft", "--from", "acme.txt", "--report", "acme")
    assert status == 2 and "draft it again: claimhouse draft FILE --report acme --force" in said
    assert answer(project, "draft", "acme.txt", "--report", "acme", "--force")[0] == 0
    assert (draft / "draft/items.csv").read_bytes() == whole["draft/items.csv"]


def test_a_killed_draft_is_whole_or_damaged_and_can_be_made_again(root, project, draft, tmp_path):
    """Another text is drafted over a reviewed draft, and killed before each file is put in its place or taken away."""
    shutil.copyfile(root / "docs/examples/halvorsen-q3.html", tmp_path / "other.html")  # with sure figures, of which it writes tables
    reviewed, killed, states = shutil.copytree(draft, tmp_path / "reviewed"), 0, Counter()
    command = ["draft", "other.html", "--report", "acme", "--force"]
    for number in [number for number, change in enumerate(struck(project, draft, 0, *command)[1], 1) if change.startswith(MOVED)]:
        shutil.rmtree(draft)
        shutil.copytree(reviewed, draft)
        assert struck(project, draft, number, *command)[0] == -signal.SIGKILL
        killed += 1
        try:
            found = Draft.load(draft)
            state = "new" if found.about["file"] == "other.html" else "old"
            states[state] += 1
            assert found.about["files"] and (state == "old" or not found.steps)
        except Damaged:
            states["damaged"] += 1
        status, said = answer(project, "draft", "other.html", "--report", "acme", "--force")
        assert status == 0, said
    again = {path.name: path.read_bytes() for path in sorted(draft.rglob("*")) if path.is_file()}
    assert killed >= 4 and states["damaged"] and states["new"], states
    assert json.loads(again["draft.json"])["file"] == "other.html"


def test_tables_of_the_report_before_are_checked_before_they_are_used(root, project):
    folder = shutil.copytree(root / "reports/canalys_ai_pcs_2024_03", project / "reports/canalys_ai_pcs_2024_03")
    (folder / "source.txt").write_text("a\nb\n")
    for data in (b"\xff\xfe", b"a,b\n1,2\n", b""):
        (folder / "observations.csv").write_bytes(data)
        status, said = answer(project, "draft", "acme.txt", "--report", "next", "--previous", folder.name)
        assert status == 2 and "observations.csv" in said
    (folder / "observations.csv").write_bytes((root / "reports" / folder.name / "observations.csv").read_bytes())
    (folder / "source.txt").write_bytes(b"\xff\xfe")
    status, said = answer(project, "draft", "acme.txt", "--report", "next", "--previous", folder.name)
    assert status == 1 and "expected UTF-8" in said
    assert not (project / "reports/next").exists()
