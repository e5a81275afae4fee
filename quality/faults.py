"""Kills, fills, refuses and reads while builds publish; `make faults` writes the counts into docs/evidence/FAULTS.md.

Works on a copy of the project. The helpers are the ones of tests/system/test_faults.py, which runs a quick part of this.
"""

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
from pathlib import Path

import duckdb
import pytest

from claimhouse import publish

ROOT = Path(__file__).resolve().parents[1]
CLAIMHOUSE = [sys.executable, "-m", "claimhouse.cli"]
MOUNTS = pytest.mark.skipif(
    subprocess.run(["unshare", "--mount", "--net", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True).returncode != 0,
    reason="needs the right to mount a file system and to leave the network",
)


def copy_project(folder: Path) -> Path:
    """A project of its own, with the published warehouse of this one where there is one."""
    project = folder / "project"
    shutil.copytree(ROOT, project, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".git", "dev.duckdb*", "logs", "*.egg-info"))
    return project


def environment(project: Path) -> dict[str, str]:
    sound = {key: value for key, value in os.environ.items() if key != "CLAIMHOUSE_SOURCE"}
    return sound | {"CLAIMHOUSE_PROJECT": str(project), "PYTHONPATH": str(ROOT / "src")}


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([*CLAIMHOUSE, *arguments], env=environment(project), capture_output=True, text=True)


def killed(command: list[str], project: Path, seconds: float, once: Path | None = None) -> bool:
    """Whether the command, started on the project, was still running after `seconds` (from when `once` is there) and got SIGKILL."""
    process = subprocess.Popen(command, env=environment(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while once and not once.exists() and process.poll() is None:
        time.sleep(0.01)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


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
        publish.publish(warehouse, scratch, {"inputs": manifest["inputs"], "observations": manifest["observations"]}
                        | publish.contents_of(scratch / publish.DATABASE))


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
    return ([path.name for path in (warehouse / "builds").iterdir() if path.name not in kept]
            + [path.name for path in warehouse.iterdir() if path.name not in known])


def read(project: Path) -> None:
    """Opens the published file over and over until the file `stop` appears; prints which stamps each query saw."""
    while not (project / "stop").exists():
        with duckdb.connect(str(project / "warehouse" / publish.DATABASE), read_only=True) as connection:
            print(*connection.execute("select count(*), min(note), max(note), min(column_name), max(column_name) from"
                                      " (select note from marts.observations), (select column_name from marts.lineage limit 9)").fetchone())


def readers_through(project: Path, readers: int, publishes: int) -> tuple[list[list[str]], list[str]]:
    """The answers of readers in processes of their own while builds publish, and the errors they met."""
    (project / "stop").unlink(missing_ok=True)
    publish_copy(project, 0)
    reading = [subprocess.Popen([sys.executable, __file__, "read", str(project)], env=environment(project), text=True,
                                stdout=(project / f"reader{n}").open("w"), stderr=subprocess.PIPE) for n in range(readers)]
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
    script = (f"mount -t tmpfs -o size={int((used + megabytes) * 1024)}k none {warehouse} && cp -a {saved}/. {warehouse} && "
              f"{shlex.join([*CLAIMHOUSE, *arguments])}; code=$?; {sys.executable} {__file__} examine {project} || exit 99; exit $code")
    try:
        result = subprocess.run(["unshare", "--mount", "sh", "-c", script], env=environment(project), capture_output=True, text=True)
    finally:
        shutil.rmtree(saved)
    return result


def kills_of_builds(project: Path, kills: int, choose: random.Random) -> dict[str, int]:
    start = time.perf_counter()
    assert run(project, "build", "--force").returncode == 0
    lasting, counts = time.perf_counter() - start, Counter(kills=0, whole=0, left_something=0)
    while counts["kills"] < kills:
        if killed([*CLAIMHOUSE, "build", "--force"], project, choose.uniform(0, lasting)):
            counts["kills"] += 1
            counts["whole"] += not wholeness(project)
            counts["left_something"] += bool(leftovers(project))
    assert run(project, "build", "--force").returncode == 0
    return counts | {"leftovers_after_the_next_build": len(leftovers(project))}


def kills_while_publishing(project: Path, kills: int, choose: random.Random) -> dict[str, int]:
    counts = Counter(kills=0, whole=0, left_something=0, published=0)
    while counts["kills"] < kills:
        before = publish.current(project / "warehouse")
        assert killed([sys.executable, __file__, "publish", str(project)], project, choose.uniform(0.3, 1.5))
        counts["kills"] += 1
        counts["whole"] += not wholeness(project)
        counts["left_something"] += bool(leftovers(project))
        counts["published"] += publish.current(project / "warehouse") != before
    publish_copy(project, 0)
    return counts | {"leftovers_after_the_next_build": len(leftovers(project))}


def full_disk(project: Path, choose: random.Random) -> dict[str, int]:
    counts = Counter(builds=0, refused=0, whole=0)
    for room in (0.2, 1, 3, 6, 12, 20, 24, 28):
        status = in_small_space(project, room, "build", "--force").returncode
        counts.update(builds=1, refused=status == 1, whole=status != 99)
    return counts


def on_a_read_only_target(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command with the warehouse mounted read-only."""
    warehouse = project / "warehouse"
    script = f"mount --bind {warehouse} {warehouse} && mount -o remount,bind,ro {warehouse} && exec {shlex.join([*CLAIMHOUSE, *arguments])}"
    return subprocess.run(["unshare", "--mount", "sh", "-c", script], env=environment(project), capture_output=True, text=True)


def without_permission(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command that may not write to the warehouse; root passes every permission unless it gives its capabilities up."""
    drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    (project / "warehouse").chmod(0o555)
    try:
        return subprocess.run([*drop, *CLAIMHOUSE, *arguments], env=environment(project), capture_output=True, text=True)
    finally:
        (project / "warehouse").chmod(0o755)


def refusals(project: Path, choose: random.Random) -> dict[str, int]:
    publish_copy(project, 0)  # a build to roll back to
    counts = Counter(commands=0, refused=0, whole=0)
    for refused, reason in ((on_a_read_only_target, "Read-only file system"), (without_permission, "Permission denied")):
        for command in (["build", "--force"], ["rollback"]):
            result = refused(project, *command)
            counts.update(commands=1, refused=result.returncode == 1 and reason in result.stderr and "Traceback" not in result.stderr,
                          whole=not wholeness(project))
    publish_copy(project, 1)
    return counts | {"leftovers_after_the_next_build": len(leftovers(project))}


def with_jumping_clock(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Runs a command whose clock reads another moment between 1970 and 2096 each time, as the dates of the seeds do."""
    for seed in (project / "seeds").rglob("*.csv"):
        os.utime(seed, (random.uniform(0, 4e9),) * 2)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(
            "import random, time\ntime.time = lambda: random.uniform(0, 4e9)\ntime.time_ns = lambda: random.randrange(4 * 10**18)\n")
        sound = environment(project)
        jumping = sound | {"PYTHONPATH": f"{folder}{os.pathsep}{sound['PYTHONPATH']}"}
        return subprocess.run([*CLAIMHOUSE, *arguments], env=jumping, capture_output=True, text=True)


def jumping_clock(project: Path, choose: random.Random) -> dict[str, int]:
    marts = publish.manifest_of(publish.current(project / "warehouse"))["marts"]
    counts = Counter(builds=0, published=0, same_content=0, whole=0)
    for _ in range(5):
        result = with_jumping_clock(project, "build", "--force")
        counts.update(builds=1, published=result.returncode == 0, whole=not wholeness(project) and not leftovers(project),
                      same_content=publish.manifest_of(publish.current(project / "warehouse"))["marts"] == marts)
    return counts


def two_at_once(project: Path, choose: random.Random) -> dict[str, int]:
    counts = Counter(pairs=0, one_built=0, one_refused=0, whole=0)
    for _ in range(3):
        pair = [subprocess.Popen([*CLAIMHOUSE, "build", "--force"], env=environment(project), stderr=subprocess.PIPE, text=True)
                for _ in range(2)]
        errors = [process.communicate()[1] for process in pair]
        counts.update(pairs=1, one_built=sorted(process.returncode for process in pair) == [0, 1],
                      one_refused=sum("another build" in error for error in errors), whole=not wholeness(project))
    return counts


def readers_while_publishing(project: Path, choose: random.Random) -> dict[str, int]:
    answers, errors = readers_through(project, readers=4, publishes=20)
    return {"queries": len(answers), "errors": len(errors), "builds_seen": len({answer[1] for answer in answers}),
            "answers_of_two_builds": sum(len(set(answer[1:])) > 1 for answer in answers)}


def kills_of_installations(project: Path, choose: random.Random) -> dict[str, int]:
    """Kills `make build` and what it started while pip downloads and installs, five times; the next one runs through."""
    sound = {key: value for key, value in os.environ.items() if not key.startswith(("CLAIMHOUSE", "PYTHON", "MAKE", "MFLAGS"))}
    counts = Counter(kills=0, left_something=0, taken_for_whole=0)

    def installed() -> set[str]:
        return {str(path.relative_to(project)) for path in (project / ".venv").rglob("*") if "__pycache__" not in path.parts}

    def make(target: str, seconds: float | None = None) -> int:
        process = subprocess.Popen(["make", target], cwd=project, env=sound, start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()

    start = time.perf_counter()
    assert make(".venv/.base") == 0, "the installation itself fails"
    lasting, whole = time.perf_counter() - start, installed()
    shutil.rmtree(project / ".venv")
    while counts["kills"] < 5:
        assert make("build", choose.uniform(0, lasting)) != 0, "the installation took less time than the first one"
        counts.update(kills=1, left_something=installed() != whole,
                      taken_for_whole=installed() != whole and (project / ".venv/.base").exists())
    return counts | {"whole_after_the_next_make": int(make("build") == 0 and installed() == whole and not wholeness(project))}


FAULTS = {
    "builds": ("kill -9 at a random moment of a build", lambda project, choose: kills_of_builds(project, 100, choose)),
    "publishing": ("kill -9 at a random moment of publishing", lambda project, choose: kills_while_publishing(project, 200, choose)),
    "disk": ("disk full, with 0.2 to 28 MB to spare", full_disk),
    "rights": ("read-only target, then one without permission: build and rollback", refusals),
    "clock": ("a clock and dates of seeds that jump between 1970 and 2096", jumping_clock),
    "pairs": ("two builds at once", two_at_once),
    "readers": ("4 readers through 20 publishes", readers_while_publishing),
    "installations": ("kill -9 at a random moment of the installation in `make build`", kills_of_installations),
}


def main(names: list[str]) -> int:
    """Tries the faults named, or all, and writes their rows; those of the others stay."""
    page = ROOT / "docs" / "evidence" / "FAULTS.md"
    rows = dict(re.findall(r"^\| (.+) \| (\d.*) \|$", page.read_text(encoding="utf-8"), re.MULTILINE))
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        assert run(project, "build").returncode == 0
        for name in names or FAULTS:
            fault, trial = FAULTS[name]
            rows[fault] = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in trial(project, random.Random(2026)).items())
            print(f"{fault}: {rows[fault]}", flush=True)
            lines = [f"| {fault} | {rows[fault]} |\n" for fault, _ in FAULTS.values() if fault in rows]
            page.write_text("# Faults\n\nWritten by `make faults`, which works on a copy of the project.\n\n"
                            "| fault | counts |\n| --- | --- |\n" + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", project]:
            read(Path(project))
        case ["publish", project]:
            while True:
                publish_copy(Path(project), time.time_ns())
        case ["examine", project]:
            sys.exit(bool(wholeness(Path(project)) or leftovers(Path(project))))
        case _:
            sys.exit(main(sys.argv[1:]))
