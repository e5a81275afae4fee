"""Kills, fills, refuses and reads while the commands work; `make faults` writes the counts into docs/evidence/FAULTS.md.

Works on a copy of the project. A trial counts what it tried, what struck (the command was at work, the disk was full, the clock was
read) and what stayed whole; `FAULTS` says what each count must be, and a run in which one is not fails. The helpers are the ones of
tests/system/test_faults.py, which runs a quick part of this and shows that no trial passes where no command runs.
"""

import fcntl
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count, cycle, takewhile
from pathlib import Path

import duckdb
import pytest
from made import make_reports

from claimhouse import publish
from claimhouse.files import replace_file

ROOT = Path(__file__).resolve().parents[1]
PAGE = 5_000_000
CLAIMHOUSE = [sys.executable, "-m", "claimhouse.cli"]
LINK = "os.rename current"  # the change that publishes, as strikes.py lists it
MOUNTS = pytest.mark.skipif(
    subprocess.run(["unshare", "--mount", "--net", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True).returncode != 0,
    reason="needs the right to mount a file system and to leave the network",
)


COMPILE = """
import pathlib, sys
from claimhouse.loading.batch_steps import bulk_variable
from claimhouse.loading.plan import load_plan
root = pathlib.Path(sys.argv[1])
load_plan(root)
if sys.argv[2:]:
    load_plan(root, bulk_variable(root))
"""


def copy_project(folder: Path, bulk: bool = False) -> Path:
    """A project of its own, with the published warehouse of this one where there is one, and without its report folders: builds of the
    seeds alone take half the time, and every mart is a table of the published file. dbt compiles once for all copies; `bulk`: also for
    builds of further reports without registers of their own."""
    with (ROOT / "dbt_project.yml").open() as lock:  # of several at once the first one compiles
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([sys.executable, "-c", COMPILE, ROOT, *(["bulk"] if bulk else [])], env=environment(ROOT), check=True)
    project = folder / "project"
    left_out = shutil.ignore_patterns(".venv", ".git", "dev.duckdb*", "logs", "*.egg-info", "node_modules", "__pycache__")
    own = {"reports", "exports", "site"}
    shutil.copytree(ROOT, project, symlinks=True, ignore=lambda at, names: left_out(at, names) | (own if Path(at) == ROOT else set()))
    return project


def tree() -> str:
    """The commit of this checkout, and that files differ from it where they do; the records that are written here count for nothing."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (" changed" if git("status", "--porcelain", "--", ":!docs/evidence") else "")


def environment(project: Path) -> dict[str, str]:
    sound = {key: value for key, value in os.environ.items() if key != "CLAIMHOUSE_SOURCE"}
    return sound | {"CLAIMHOUSE_PROJECT": str(project), "PYTHONPATH": str(ROOT / "src")}


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([*CLAIMHOUSE, *arguments], env=environment(project), capture_output=True, text=True)


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file or folder is made again."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns


def killed(command: list[str], project: Path, seconds: float, once: Path | None = None) -> int:
    """Number of the process that was started on the project and killed `seconds` after its start, or after `once` was made anew; 0 where
    it ended before."""
    before = stamp(once) if once else None
    process = subprocess.Popen(command, env=environment(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while once and stamp(once) in (None, before) and process.poll() is None:
        time.sleep(0.005)
    try:
        process.wait(seconds)
        return 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return process.pid


def holder(project: Path) -> int:
    """Number of the process that last took the warehouse for itself."""
    text = (project / "warehouse/.lock").read_text() if (project / "warehouse/.lock").exists() else ""
    return int(text or 0)


def publish_copy(project: Path, stamp: int) -> None:
    """Publishes a copy of the current build in which every row of two marts carries the number `stamp`."""
    warehouse = project / "warehouse"
    with publish.locked(warehouse):
        scratch = publish.clean(warehouse) / ".new"
        scratch.mkdir()
        for name in (publish.DATABASE, "expectations.html"):
            shutil.copy(warehouse / name, scratch / name)
        with duckdb.connect(str(scratch / publish.DATABASE)) as connection:
            connection.execute(f"update marts.observations set note = '{stamp}'; update marts.lineage set column_name = '{stamp}'")
        manifest = publish.manifest_of(publish.current(warehouse))
        publish.publish(
            warehouse,
            scratch,
            {"inputs": manifest["inputs"], "observations": manifest["observations"]} | publish.contents_of(scratch / publish.DATABASE),
        )


def wholeness(project: Path) -> list[str]:
    """What is wrong with the published build: nothing, if it is as its manifest says and the three files are one build's."""
    warehouse = project / "warehouse"
    problems = publish.verify(warehouse)[0]
    for name in [*publish.manifest_of(publish.current(warehouse))["files"], publish.MANIFEST]:
        if (warehouse / name).resolve().parent != publish.current(warehouse):
            problems.append(f"{name} is of another build")
    return problems


def leftovers(project: Path) -> list[str]:
    """Whatever lies in the warehouse beside the current build, the one before and their links."""
    warehouse = project / "warehouse"
    published = publish.current(warehouse)
    kept = {published.name, publish.manifest_of(published)["previous"]}
    known = {".lock", ".seen.json", "builds", "current", *(path.name for path in published.iterdir())}
    return [path.name for path in (warehouse / "builds").iterdir() if path.name not in kept] + [
        path.name for path in warehouse.iterdir() if path.name not in known
    ]


def read(project: Path) -> None:
    """Opens the published file over and over until the file `stop` appears; prints which stamps each query saw."""
    while not (project / "stop").exists():
        with duckdb.connect(str(project / "warehouse" / publish.DATABASE), read_only=True) as connection:
            print(
                *connection.execute(
                    "select count(*), min(note), max(note), min(column_name), max(column_name) from"
                    " (select note from marts.observations), (select column_name from marts.lineage limit 9)"
                ).fetchone()
            )


def readers_through(project: Path, readers: int, publishes: int) -> tuple[list[list[str]], list[str]]:
    """The answers of readers in processes of their own while builds publish, and the errors they met."""
    (project / "stop").unlink(missing_ok=True)
    publish_copy(project, 0)
    reading = [
        subprocess.Popen(
            [sys.executable, __file__, "read", str(project)],
            env=environment(project),
            text=True,
            stdout=(project / f"reader{n}").open("w"),
            stderr=subprocess.PIPE,
        )
        for n in range(readers)
    ]
    for number in range(1, publishes + 1):
        publish_copy(project, number)
    (project / "stop").touch()
    errors = [error for process in reading if (error := process.communicate()[1])]
    return [line.split() for n in range(readers) for line in (project / f"reader{n}").read_text().splitlines()], errors


def in_small_space(project: Path, megabytes: float, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command with the warehouse on a file system with so much room to spare; status 99 where it is not whole afterwards."""
    warehouse = project / "warehouse"
    used = sum(path.stat().st_size for path in warehouse.rglob("*") if not path.is_symlink() and path.is_file()) / 2**20
    saved = project / "saved"
    shutil.copytree(warehouse, saved, symlinks=True)
    script = (
        f"mount -t tmpfs -o size={int((used + megabytes) * 1024)}k none {warehouse} && cp -a {saved}/. {warehouse} || exit 98; "
        f"{shlex.join([*CLAIMHOUSE, *arguments])}; code=$?; {sys.executable} {__file__} examine {project} || exit 99; exit $code"
    )
    try:
        result = subprocess.run(["unshare", "--mount", "sh", "-c", script], env=environment(project), capture_output=True, text=True)
    finally:
        shutil.rmtree(saved)
    return result


def until(kills: int, counts: Counter) -> Iterator[int]:
    """Trials until so many processes were killed at work, but no more than four times as many."""
    return takewhile(lambda _: counts["kills"] < kills, range(4 * kills))


def struck(project: Path, folder: Path, number: int, *command: str) -> tuple[int, list[str]]:
    """Status of a command, or of a program of Python, that is killed before its change `number` below the folder; what it changed there,
    the last of which it was about to (strikes.py)."""
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "changes"
        done = subprocess.run(striking(folder, number, "KILL", listed, *command), env=environment(project), capture_output=True)
        return done.returncode, listed.read_text().splitlines() if listed.exists() else []


def striking(folder: Path, number: int, sent: str, listed: Path, *command: str) -> list[str]:
    python, *program = CLAIMHOUSE
    program = [] if command[0].endswith(".py") else program
    return [python, str(Path(__file__).with_name("strikes.py")), str(folder), str(number), sent, str(listed), *program, *command]


def kills_of_builds(project: Path, kills: int, choose: random.Random, *options: str) -> Counter:
    """Kills builds at random moments, one half from when they have the warehouse, the other from when they write tables. Where a kill
    struck is looked up afterwards; only a build that had the warehouse to itself counts."""
    warehouse = project / "warehouse"
    marks = (warehouse / ".lock", warehouse / "builds/.new" / publish.DATABASE)
    counts = Counter(kills=0, whole=0, before_tables=0, with_tables=0)
    command = [*CLAIMHOUSE, "build", "--force", *options]
    moments = lasting(command, project, marks)
    for number in until(kills, counts):
        tables, half = stamp(marks[1]), number % 2
        process = killed(command, project, choose.uniform(0, 0.9 * moments[half]), once=marks[half])
        if process and process == holder(project):
            begun = stamp(marks[1]) not in (None, tables)
            counts.update({"kills": 1, "whole": not wholeness(project), "with_tables" if begun else "before_tables": 1})
    done = run(project, "build", "--force", *options)
    return counts + Counter(built_after=done.returncode == 0, left_after=len(leftovers(project)))


def lasting(command: list[str], project: Path, marks: tuple[Path, ...]) -> list[float]:
    """Seconds that a command takes from when it makes each of the files anew to when it makes the next one, or ends."""
    moments, before = [], [stamp(mark) for mark in marks]
    process = subprocess.Popen(command, env=environment(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for mark, old in zip(marks, before, strict=True):
        while stamp(mark) in (None, old) and process.poll() is None:
            time.sleep(0.005)
        moments.append(time.perf_counter())
    process.wait()
    moments.append(time.perf_counter())
    return [end - start for start, end in zip(moments, moments[1:], strict=False)]


def kills_at_changes(project: Path, *command: str) -> Counter:
    """Kills a command before each of its changes of the warehouse, from the first to the last, and at its end; each time upon a sound
    build with one before it.

    `before_the_link`, `at_the_link` and `after_the_link` count what the command had changed when it struck; the link itself must say the
    same, and the command ends well once it is left alone."""
    warehouse, counts = project / "warehouse", Counter()
    for number in count(1):
        publish_copy(project, 0)
        before = publish.current(warehouse)
        status, changes = struck(project, warehouse, number, *command)
        if status != -signal.SIGKILL:
            break
        moment = "before" if LINK not in changes else "at" if changes[-1] == LINK else "after"
        moved = publish.current(warehouse) != before
        counts.update({"kills": 1, f"{moment}_the_link": 1, "as_the_link_says": moved == (moment == "after")})
        counts.update(whole=not wholeness(project), left_something=bool(leftovers(project)))
    publish_copy(project, 0)
    return counts + Counter(done_at_last=int(status == 0 and LINK in changes), left_after=len(leftovers(project)))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kills_of_exports(project: Path, kills: int, choose: random.Random) -> Counter:
    """Kills exports into a folder that holds one already: a fifth before it moves files into their place, a fifth after, the others
    meanwhile. What another wrote there stays, and the next export makes all good."""
    out, counts = project / "killed", Counter(kills=0)
    command = ["export", "--format", "csv", "--out", str(out)]
    run(project, *command)
    out.mkdir(exist_ok=True)
    (out / "notes.txt").write_text("mine")
    whole = files_of(out)
    places = [number for number, change in enumerate(struck(project, out, 0, *command)[1], 1) if moves(change)] or [0]
    chosen = {"before": range(1, places[0] + 1), "meanwhile": places[1:], "after": range(places[-1] + 1, places[-1] + 5)}
    for moment, numbers in chosen.items():
        for number in choose.sample(numbers, min(len(numbers), max(1, kills * (3 if moment == "meanwhile" else 1) // 5))):
            status, changes = struck(project, out, number, *command)
            moved = sum(map(moves, changes[:-1]))
            found = "before" if not moved else "after" if moved == len(places) else "meanwhile"
            counts.update({"kills": status == -signal.SIGKILL, f"{found}_moving": 1})
            kept = (out / "notes.txt").read_text() == "mine"
            done = run(project, *command)
            counts.update(foreign_kept=kept, read_back=done.returncode == 0 and files_of(out) == whole)
    return counts


def moves(change: str) -> bool:
    """Whether a change puts a file of an export in its place."""
    return change.startswith("os.rename ") and ".export-" not in change


def kills_of_pages(project: Path, kills: int, choose: random.Random) -> Counter:
    """Kills a process that writes one page over and over, as `report` and `sql --out` write theirs."""
    out, counts = project / "page" / "report.html", Counter(kills=0, whole=0, left_something=0)
    for _ in until(kills, counts):
        process = killed([sys.executable, __file__, "page", str(out)], project, choose.uniform(0.1, 0.4), once=out)
        if process:
            text = out.read_text()
            counts.update(kills=1, whole=len(text) == PAGE and len(set(text)) == 1, left_something=len(list(out.parent.iterdir())) > 1)
    replace_file(out, lambda fresh: fresh.write_text("x"))
    return counts + Counter(left_after=len(list(out.parent.iterdir())) - 1)


def write_pages(out: Path) -> None:
    for letter in cycle("abc"):
        replace_file(out, lambda fresh, letter=letter: fresh.write_text(letter * PAGE))


def full_disk(project: Path, choose: random.Random, rooms: tuple[float, ...] = (0.2, 1, 3, 6, 12, 20, 24, 28)) -> Counter:
    """`filled`: the build met the end of the disk; with room for ten builds it must not."""
    counts = Counter(builds=0, filled=0, whole=0)
    for room in rooms:
        result = in_small_space(project, room, "build", "--force")
        filled = result.returncode == 1 and "No space left on device" in result.stderr and "Traceback" not in result.stderr
        counts.update(builds=1, filled=filled, whole=result.returncode not in (98, 99))
    return counts + Counter(built_with_room=in_small_space(project, 1000, "build", "--force").returncode == 0)


def on_a_read_only_target(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command with the warehouse mounted read-only."""
    warehouse = project / "warehouse"
    script = f"mount --bind {warehouse} {warehouse} && mount -o remount,bind,ro {warehouse} && exec {shlex.join([*CLAIMHOUSE, *arguments])}"
    return subprocess.run(["unshare", "--mount", "sh", "-c", script], env=environment(project), capture_output=True, text=True)


def without_permission(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command that may not write to the warehouse; for root as another user, who may read everything and write nothing."""
    reading = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *reading] if os.geteuid() == 0 else []
    (project / "warehouse").chmod(0o555)
    try:
        return subprocess.run([*drop, *CLAIMHOUSE, *arguments], env=environment(project), capture_output=True, text=True)
    finally:
        (project / "warehouse").chmod(0o755)


def refusals(project: Path, choose: random.Random) -> Counter:
    publish_copy(project, 0)  # a build to roll back to
    counts = Counter(commands=0, refused=0, whole=0)
    for refused, reason in ((on_a_read_only_target, "Read-only file system"), (without_permission, "Permission denied")):
        for command in (["build", "--force"], ["rollback"], ["export", "--format", "csv", "--out", str(project / "warehouse/exports")]):
            result = refused(project, *command)
            counts.update(
                commands=1,
                refused=result.returncode == 1 and reason in result.stderr and "Traceback" not in result.stderr,
                whole=not wholeness(project),
            )
    publish_copy(project, 1)
    return counts + Counter(left_after=len(leftovers(project)))


CLOCKS = """
import atexit, os, random, time
read = set()
def jumping(name, scale, whole):
    def clock():
        read.add(name)
        now = random.uniform(0, 4e9) * scale
        return int(now) if whole else now
    return clock
for name in ("time", "perf_counter"):  # nobody can set the monotonic clock, and Python's own pools wait by it
    setattr(time, name, jumping(name, 1, False))
    setattr(time, name + "_ns", jumping(name, 10**9, True))
atexit.register(lambda: open(os.environ["CLOCKS_READ"], "a").write("".join(f"{name}\\n" for name in sorted(read))))
"""


def with_jumping_clock(project: Path, *arguments: str) -> tuple[subprocess.CompletedProcess, set[str]]:
    """Runs a command in which each reading of a clock gives another moment between 1970 and 2096, as the dates of the seeds do.

    Returns the clocks that were read besides.
    """
    for seed in (project / "seeds").rglob("*.csv"):
        os.utime(seed, (random.uniform(0, 4e9),) * 2)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(CLOCKS)
        sound, read = environment(project), Path(folder) / "read"
        jumping = sound | {"PYTHONPATH": f"{folder}{os.pathsep}{sound['PYTHONPATH']}", "CLOCKS_READ": str(read)}
        result = subprocess.run([*CLAIMHOUSE, *arguments], env=jumping, capture_output=True, text=True)
        return result, set(read.read_text().split()) if read.exists() else set()


def jumping_clock(project: Path, choose: random.Random, builds: int = 5) -> Counter:
    run(project, "build", "--force")
    marts = publish.manifest_of(publish.current(project / "warehouse"))["marts"]
    counts = Counter(builds=0, clocks_read=0, published=0, same_content=0, whole=0)
    for _ in range(builds):
        before = publish.current(project / "warehouse")
        shutil.rmtree(project / "target" / "publish")  # so that dbt compiles
        result, read = with_jumping_clock(project, "build", "--force")
        after = publish.current(project / "warehouse")
        counts.update(
            builds=1,
            clocks_read={"time", "perf_counter"} <= read,
            published=result.returncode == 0 and after != before,
            whole=not wholeness(project) and not leftovers(project),
            same_content=publish.manifest_of(after)["marts"] == marts,
        )
    return counts


@contextmanager
def stopped(project: Path, folder: Path, number: int, *command: str) -> Iterator[Counter]:
    """A command that stands still before its change `number` below the folder while the block runs, and then goes on. `stopped`: it did
    stand still; `first_done`: it ended well."""
    counts = Counter()
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "changes"
        process = subprocess.Popen(
            striking(folder, number, "STOP", listed, *command), env=environment(project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        counts.update(stopped=os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT).si_code == os.CLD_STOPPED)
        try:
            yield counts
        finally:
            process.send_signal(signal.SIGCONT)
            process.communicate()
            counts.update(first_done=process.returncode == 0)


def pairs(project: Path) -> list[tuple[Path, int, str, list[str]]]:
    """Of each command that writes: the folder it writes to, the change before which it is stopped, what a second one hears (nothing: it may
    write too, and the last one stays) and the command."""
    (project / "acme.txt").write_text("Acme results\nRevenue was $12 million in 2025, and $10 million in 2024, up 20%.\n")
    (project / "pages").mkdir(exist_ok=True)
    report = str(project / "acme.txt")
    writers = {"sql": ["sql", "from market_size"], "compare": ["compare", "cai2026", "cai2026"], "audit": ["audit", report]}
    if find_spec("vl_convert"):
        writers["report"] = ["report"]
    return [
        (project / "warehouse", 3, "another build", ["build", "--force"]),
        (project / "warehouse", 2, "another build", ["rollback"]),
        (project / "pairs", 3, "another export", ["export", "--format", "csv", "--out", str(project / "pairs")]),
        (project / "reports/acme", 3, "another draft", ["draft", report, "--report", "acme"]),
        *((project / "pages", 2, "", [*words, "--out", str(project / "pages" / name)]) for name, words in writers.items()),
    ]


def two_at_once(project: Path, choose: random.Random) -> Counter:
    """Two of each command that writes: the first stands still at its work while the second runs."""
    counts = Counter(pairs=0)
    publish_copy(project, 0)  # a build to roll back to
    for folder, number, refusal, command in pairs(project):
        with stopped(project, folder, number, *command) as pair:
            second = run(project, *command)
        left = [path.name for path in folder.rglob(".*") if path.name not in (".lock", ".seen.json")]
        counts.update(pair)
        counts.update(
            pairs=1,
            second_as_it_must=second.returncode == bool(refusal) and refusal in second.stderr and "Traceback" not in second.stderr,
            whole=not wholeness(project) and not left,
        )
    shutil.rmtree(project / "reports", ignore_errors=True)  # the draft, so that later builds are of the seeds alone
    return counts


def readers_while_publishing(project: Path, choose: random.Random) -> Counter:
    answers, errors = readers_through(project, readers=4, publishes=20)
    return Counter(
        queries=len(answers),
        errors=len(errors),
        builds_seen=len({answer[1] for answer in answers}),
        answers_of_two_builds=sum(len(set(answer[1:])) > 1 for answer in answers),
    )


def further_reports(project: Path, kills: int, choose: random.Random) -> Counter:
    """Kills builds of three further reports beside the shipped one."""
    with tempfile.TemporaryDirectory() as folder:
        make_reports(Path(folder), 3, project, "csv")
        return kills_of_builds(project, kills, choose, "--bulk", folder)


def kills_of_installations(project: Path, choose: random.Random) -> dict[str, int]:
    """Kills `make build` and what it started while pip downloads and installs, five times; the next one runs through."""
    sound = {key: value for key, value in os.environ.items() if not key.startswith(("CLAIMHOUSE", "PYTHON", "MAKE", "MFLAGS"))}
    counts = Counter(kills=0, taken_for_whole=0)
    parts = (".venv/.base", ".venv/.documents")  # what `make build` installs, one after the other

    def installed() -> set[str]:
        return {str(path.relative_to(project)) for path in (project / ".venv").rglob("*") if "__pycache__" not in path.parts}

    def make(target: str, seconds: float | None = None) -> int:
        process = subprocess.Popen(
            ["make", target], cwd=project, env=sound, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()

    start, whole = time.perf_counter(), {}
    for part in parts:
        assert make(part) == 0, "the installation itself fails"
        whole[part] = installed()
    lasting = time.perf_counter() - start
    shutil.rmtree(project / ".venv")
    for _ in until(5, counts):
        make("build", choose.uniform(0, lasting))
        found = installed()
        if found < whole[parts[-1]]:  # it struck before the last package was there
            counts.update(kills=1, taken_for_whole=any((project / part).exists() and not whole[part] <= found for part in parts))
        else:
            shutil.rmtree(project / ".venv")
    return counts | {"whole_after_the_next_make": int(make("build") == 0 and installed() == whole[parts[-1]] and not wholeness(project))}


@dataclass(frozen=True)
class Fault:
    """`required`: what each count must be: a number, the name of another count, or (least, most)."""

    title: str
    trial: Callable[[Path, random.Random], Counter]
    required: dict[str, int | str | tuple[int, int]]


def shortfalls(counts: Counter, required: dict[str, int | str | tuple[int, int]]) -> list[str]:
    """Every count that is not what it must be."""
    problems = []
    for name, wanted in required.items():
        least, most = wanted if isinstance(wanted, tuple) else (counts[wanted] if isinstance(wanted, str) else wanted,) * 2
        if not least <= counts[name] <= most:
            problems.append(f"{name.replace('_', ' ')}: {counts[name]}, expected {least if least == most else f'{least} to {most}'}")
    return problems


MANY = 10**9
BUILT = {"whole": "kills", "built_after": 1, "left_after": 0}
STRUCK = {"whole": "kills", "as_the_link_says": "kills", "done_at_last": 1, "left_after": 0}
FAULTS = {
    "builds": Fault(
        "kill -9 at a random moment of a build",
        lambda project, choose: kills_of_builds(project, 40, choose),
        {"kills": 40, "before_tables": (8, 32), "with_tables": (8, 32)} | BUILT,
    ),
    "further": Fault(
        "kill -9 at a random moment of a build of further reports",
        lambda project, choose: further_reports(project, 10, choose),
        {"kills": 10, "before_tables": (2, 8), "with_tables": (2, 8)} | BUILT,
    ),
    "publishing": Fault(
        "kill -9 before each change of the warehouse that a build makes",
        lambda project, choose: kills_at_changes(project, "build", "--force"),
        {"kills": (12, 60), "before_the_link": (5, 40), "at_the_link": 1, "after_the_link": (5, 40)} | STRUCK,
    ),
    "rollback": Fault(
        "kill -9 before each change of the warehouse that a rollback makes",
        lambda project, choose: kills_at_changes(project, "rollback"),
        {"kills": (4, 20), "before_the_link": (2, 10), "at_the_link": 1, "after_the_link": (1, 10)} | STRUCK,
    ),
    "export": Fault(
        "kill -9 of an export before, while and after it moves files into their place",
        lambda project, choose: kills_of_exports(project, 10, choose),
        {"kills": 10, "before_moving": 2, "meanwhile_moving": 6, "after_moving": 2, "foreign_kept": "kills", "read_back": "kills"},
    ),
    "pages": Fault(
        "kill -9 while a page is written",
        lambda project, choose: kills_of_pages(project, 100, choose),
        {"kills": 100, "whole": "kills", "left_something": (20, 100), "left_after": 0},
    ),
    "disk": Fault(
        "disk full, with 0.2 to 28 MB to spare", full_disk, {"builds": 8, "filled": "builds", "whole": "builds", "built_with_room": 1}
    ),
    "rights": Fault(
        "read-only target, then one without permission: build, rollback and export",
        refusals,
        {"commands": 6, "refused": "commands", "whole": "commands", "left_after": 0},
    ),
    "clock": Fault(
        "the clock and the dates of seeds jump between 1970 and 2096",
        jumping_clock,
        {"builds": 5, "clocks_read": "builds", "published": "builds", "same_content": "builds", "whole": "builds"},
    ),
    "pairs": Fault(
        "two of each command at once, the first stopped at its work",
        two_at_once,
        {"pairs": (7, 8), "stopped": "pairs", "second_as_it_must": "pairs", "first_done": "pairs", "whole": "pairs"},
    ),
    "readers": Fault(
        "4 readers through 20 publishes",
        readers_while_publishing,
        {"queries": (40, MANY), "errors": 0, "builds_seen": (10, 21), "answers_of_two_builds": 0},
    ),
    "installations": Fault(
        "kill -9 at a random moment of the installation in `make build`",
        kills_of_installations,
        {"kills": 5, "taken_for_whole": 0, "whole_after_the_next_make": 1},
    ),
}


def main(names: list[str]) -> int:
    """Tries the faults named, or all, and writes their rows; those of the others stay. 1 where a count is not what it must be."""
    page = ROOT / "docs" / "evidence" / "FAULTS.md"
    failed, commit = False, tree()
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        assert run(project, "build").returncode == 0
        for name in names or FAULTS:
            fault = FAULTS[name]
            counts = fault.trial(project, random.Random(2026))
            problems = shortfalls(counts, fault.required)
            failed |= bool(problems)
            told = ", ".join(f"{counts[what]} {what.replace('_', ' ')}" for what in fault.required)
            print(f"{fault.title}: {told}" + "".join(f"\n  FAILED {problem}" for problem in problems), flush=True)
            known = page.read_text(encoding="utf-8") if page.exists() else ""
            rows = dict(re.findall(r"^\| (.+?) \| (\d.* \| [0-9a-f]{7,}.*) \|$", known, re.MULTILINE))
            if not problems:
                rows[fault.title] = f"{told} | {commit}"
            lines = [f"| {fault.title} | {rows[fault.title]} |\n" for fault in FAULTS.values() if fault.title in rows]
            page.write_text(
                "# Faults\n\nWritten by `make faults`, which works on a copy of the project and fails where a count is not what"
                " it must be. Each row was measured on the tree of its commit.\n\n"
                "| fault | counts | commit |\n| --- | --- | --- |\n" + "".join(lines),
                encoding="utf-8",
            )
    return int(failed)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", project]:
            read(Path(project))
        case ["publish", project]:
            publish_copy(Path(project), time.time_ns())
        case ["page", out]:
            write_pages(Path(out))
        case ["examine", project]:
            sys.exit(bool(wholeness(Path(project)) or leftovers(Path(project))))
        case _:
            sys.exit(main(sys.argv[1:]))
