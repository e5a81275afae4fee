"""The published warehouse: whole builds in folders of their own, and one link that says which is current.

    warehouse/builds/<id>/   claimhouse.duckdb, expectations.html, manifest.json; <id> is the hash of the manifest
    warehouse/current        link to one of them; publishing and rolling back replace this link and nothing else
    warehouse/<file>         link through `current`, for those who open a file by its name

Replacing a link is one atomic rename, so a reader finds one whole build at every instant, and whoever needs several
files of the same build resolves `current` once. No clock takes part.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimhouse.files import regular, replace_file

if TYPE_CHECKING:
    import duckdb

DATABASE, MANIFEST = "claimhouse.duckdb", "manifest.json"
# Size, times and number of the files of the current build when they were last found to be those of the manifest.
SEEN = ".seen.json"
UNFINISHED = ".new"  # folder of the build that runs


class Refused(Exception):
    """What was asked cannot be done now; the message says why."""


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with regular(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs(project: Path, names: Iterable[str], engines: Iterable[str]) -> dict[str, str]:
    """SHA-256 of every file in the files and folders `names` by its path, and the version of each engine by its name."""
    from importlib.metadata import version  # takes 30 ms, and those who only read the warehouse do without

    found = {name: version(name) for name in engines}
    for name in names:
        path = project / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and ".egg-info" not in str(file):
                found[str(file.relative_to(project))] = file_hash(file)
    return found


@contextmanager
def locked(warehouse: Path) -> Iterator[None]:
    """Holds the warehouse for one writer; a second one is refused at once. The system frees it when its holder dies."""
    with regular(warehouse / ".lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Refused(f"another build of this warehouse is running (process {lock.read()}); wait for it to end") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def current(warehouse: Path) -> Path | None:
    """Folder of the published build, or None before the first one."""
    link = warehouse / "current"
    return link.resolve() if link.exists() else None


def manifest_of(build: Path) -> dict:
    """The manifest of a build, refused where it is not the one that the build is named after."""
    try:
        text = regular(build / MANIFEST).read_bytes()
    except OSError as error:
        raise Refused(f"{build / MANIFEST}: {error.strerror}: run `claimhouse build`") from None
    if _name(text) != build.name:
        raise Refused(f"{build / MANIFEST} changed after it was published: run `claimhouse build`")
    return json.loads(text)


def differences(build: Path, manifest: dict) -> list[str]:
    """What of the files in the folder of a build is not as its manifest says; every file is read whole."""
    names = {path.name for path in build.iterdir()} - {MANIFEST}
    problems = [f"{name}: not in the manifest" for name in sorted(names - manifest["files"].keys())]
    for name, expected in manifest["files"].items():
        if name not in names:
            problems.append(f"{name}: missing")
        elif file_hash(build / name) != expected:
            problems.append(f"{name}: its SHA-256 is not that of the manifest")
    return problems


def sound(warehouse: Path) -> Path:
    """Folder of the published build, refused where a file is not that of its manifest. Reads a file only where one has changed since."""
    build = current(warehouse)
    if build is None:
        raise Refused("no published warehouse yet: run `claimhouse build`")
    manifest = manifest_of(build)
    problems = strayed_links(warehouse, manifest)
    try:
        seen = regular(warehouse / SEEN).read_text(encoding="utf-8")
    except OSError:
        seen = ""
    if problems or seen != _look(build):
        problems += differences(build, manifest)
        if problems:
            raise Refused(f"the published build is not the one of its manifest: {'; '.join(problems)}: run `claimhouse build`")
        note_seen(warehouse, build)
    return build


def strayed_links(warehouse: Path, manifest: dict) -> list[str]:
    """Names in the warehouse that do not lead to the file of the current build."""
    return [
        f"{warehouse / name} does not lead to the current build"
        for name in [*manifest["files"], MANIFEST]
        if not (warehouse / name).is_symlink() or os.readlink(warehouse / name) != f"current/{name}"
    ]


def _look(build: Path) -> str:
    stats = {path.name: path.stat() for path in sorted(build.iterdir())}
    return json.dumps([build.name, {name: [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino] for name, stat in stats.items()}])


def note_seen(warehouse: Path, build: Path) -> None:
    """Notes how the files look that were found to be those of the manifest; who may not write there reads them each time."""
    with suppress(OSError):
        replace_file(warehouse / SEEN, lambda fresh: fresh.write_text(_look(build), encoding="utf-8"))


def previous_of(build: Path) -> str | None:
    """Name of the build before, or None where there is none or the manifest does not say it."""
    try:
        return manifest_of(build)["previous"]
    except Refused:
        return None


def clean(warehouse: Path, unfinished: bool = False) -> Path:
    """Removes all builds but the current one, the one before and, where `unfinished`, what a killed build left; returns `builds`."""
    builds = warehouse / "builds"
    builds.mkdir(exist_ok=True)
    published = current(warehouse)
    kept = {published.name, previous_of(published)} if published else set()
    kept |= {UNFINISHED} if unfinished else set()
    for folder in builds.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
    return builds


def publish(warehouse: Path, scratch: Path, manifest: dict) -> Path:
    """Makes the files in `scratch` the current build and returns its folder; `scratch` lies in `warehouse/builds`. The manifest may have
    the hashes of some `files`."""
    published, hashes = current(warehouse), manifest.get("files", {})
    manifest = manifest | {
        "previous": published.name if published else None,
        "files": {path.name: hashes.get(path.name) or file_hash(path) for path in sorted(scratch.iterdir())},
    }
    text = (json.dumps(manifest, indent=2) + "\n").encode()
    (scratch / MANIFEST).write_bytes(text)
    build = scratch.with_name(_name(text))
    for path in [*scratch.iterdir(), scratch]:
        to_disk(path)
    scratch.rename(build)
    to_disk(build.parent)
    _link(warehouse / "current", f"builds/{build.name}")
    for path in build.iterdir():
        if not (warehouse / path.name).is_symlink():
            _link(warehouse / path.name, f"current/{path.name}")
    note_seen(warehouse, build)
    clean(warehouse)
    return build


def rollback(warehouse: Path) -> Path:
    """Makes the build before the current one current again and returns its folder."""
    published = current(warehouse)
    if published is None:
        raise Refused("no published warehouse yet: run `claimhouse build`")
    with locked(warehouse):
        previous = manifest_of(published)["previous"]
        build = warehouse / "builds" / str(previous)
        if not previous or not build.exists():
            raise Refused(f"no earlier build than {published.name} is kept")
        problems = differences(build, manifest_of(build))
        if problems:
            raise Refused(f"the build before, {build.name}, is not the one of its manifest: {'; '.join(problems)}; nothing changed")
        _link(warehouse / "current", f"builds/{build.name}")
    return build


def verify(warehouse: Path) -> tuple[list[str], str]:
    """Everything in the current build that differs from its manifest, and one line on what was compared."""
    import duckdb

    while True:
        build = current(warehouse)
        if build is None:
            raise Refused("no published warehouse yet: run `claimhouse build`")
        try:
            found = _verify(warehouse, build)
        except (OSError, Refused, duckdb.Error):
            if current(warehouse) == build:
                raise
        else:
            if current(warehouse) == build:
                return found
        # another build was published meanwhile, and this one may be gone: that one is looked at


def _verify(warehouse: Path, build: Path) -> tuple[list[str], str]:
    manifest = manifest_of(build)
    problems = strayed_links(warehouse, manifest) + differences(build, manifest)
    from importlib.metadata import version

    engine, here = manifest["inputs"]["duckdb"], version("duckdb")
    if engine != here:
        problems.append(f"built by DuckDB {engine}: {here} hashes rows in its own way; run `claimhouse build`")
    if not problems:
        found = contents_of(build / DATABASE)
        problems = [
            f"{part} {name}: {found[part].get(name)}, the manifest says {expected}"
            for part in ("marts", "checks")
            for name, expected in manifest[part].items()
            if found[part].get(name) != expected
        ]
    rows = sum(mart["rows"] for mart in manifest["marts"].values())
    return problems, f"build {build.name}: {len(manifest['files'])} files, {len(manifest['marts'])} marts, {rows} rows"


def contents_of(database: Path) -> dict[str, dict]:
    from claimhouse.engine import open_duckdb

    with open_duckdb(str(database), read_only=True) as connection:
        return contents(connection)


def content_of(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, int]:
    """Number and hash of the rows, whatever their order."""
    rows, content = connection.execute(f"select count(*), coalesce(sum(hash(whole_row)), 0) from {relation} as whole_row").fetchone()
    return {"rows": rows, "content": int(content)}


def contents(
    connection: duckdb.DuckDBPyConnection,
    known: Mapping[str, dict] = MappingProxyType({}),
    only: Collection[str] = (),
    chosen: str = "true",
    checks: str = "marts.checks",
) -> dict[str, dict]:
    """`marts`: columns, rows and content of each or of those named, of rows for which the condition `chosen` holds, whatever their order,
    but for those of which it is `known`; `checks`: rows checked and failed of each, by the table `checks`.

    The content is the sum of the hashes of all rows, by the function of this version of DuckDB: it needs no order and no memory, and adds
    up (`combined`).
    """
    marts = {}
    for (mart,) in connection.execute("""
        select table_name from duckdb_tables()
        where database_name = current_database() and schema_name = 'marts' order by table_name""").fetchall():
        if mart in known:
            marts[mart] = known[mart]
        elif not only or mart in only:
            columns = ", ".join(f"{name} {kind}" for name, kind, *_ in connection.execute(f"describe marts.{mart}").fetchall())
            marts[mart] = {"columns": hashlib.sha256(columns.encode()).hexdigest()[:16]}
            marts[mart] |= content_of(connection, f"(from marts.{mart} where {chosen})")
    counts = connection.execute(f"select check_id, severity, rows_checked, rows_failed from {checks} order by check_id").fetchall()
    return {
        "marts": marts,
        "checks": {
            check: {"severity": severity, "rows_checked": checked, "rows_failed": failed} for check, severity, checked, failed in counts
        },
    }


def combined(one: dict, other: dict, sign: int = 1) -> dict[str, dict]:
    """Contents of two parts without a row in common, or with `sign` -1 of what is left of the one without the other: of the marts
    that both tell of."""
    return {
        part: {
            name: {key: value + sign * other[part][name][key] if isinstance(value, int) else value for key, value in figures.items()}
            for name, figures in one[part].items()
            if name in other[part]
        }
        for part in ("marts", "checks")
    }


def _name(manifest: bytes) -> str:
    return hashlib.sha256(manifest).hexdigest()[:16]


def _link(link: Path, target: str) -> None:
    """Points `link` at `target` in one step, lasting through a power cut."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, link)
    to_disk(link.parent)


def to_disk(path: Path) -> None:
    """Waits until what was written to a file or folder would last through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
