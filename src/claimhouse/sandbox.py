"""Queries in a process of their own, which can open nothing once it has the published file.

1. Only statements that read are run: DuckDB itself names the kind of every statement (statements.py).
2. DuckDB attaches the file read-only, without external access, extensions and temporary files, and its settings are locked (`sealed`).
   That alone does not do: DuckDB still writes to the path of the attached file and to those of its log.
3. The process can open no further file or socket and lengthen none (RLIMIT_NOFILE and RLIMIT_FSIZE 0), nor create, remove or rename
   one (Landlock). The system enforces this, whatever DuckDB is brought to do. The one file that is open was opened for reading.
4. Memory and time are limited, and a query that ends its process ends no other.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimhouse.statements import QueryFailed

if TYPE_CHECKING:
    import subprocess

    import duckdb

FORMS = ["table", "csv", "json", "markdown", "parquet"]
EVERY_TYPE = """
    select 1.5::decimal(9, 2) as d, 1.5::double as f, '中…' as wide, date '2026-01-01' as day, timestamp '2026-01-01' as moment,
        time '12:00' as t, timestamptz '2026-01-01' as zoned, uuid() as u, [1] as l, {'a': 1} as s, map {'a': 1} as m, 'a'::blob as b
"""


begun: dict[str, subprocess.Popen] = {}  # by the module, processes that wait for a request


@dataclass(frozen=True)
class Limits:
    """What one query may use: seconds, MiB of memory (its answer as much again), rows of each result (None: all)."""

    seconds: float = 60
    memory: int = 2048
    rows: int | None = None


def ask(database: str | Path, query: str, form: str = "json", width: int = 400, limits: Limits = Limits()) -> tuple[bytes, str]:
    """The answer to `query` in one of FORMS, and remarks on it (rows left out), empty if there are none.

    `width` is that of a table in characters. Raises QueryFailed. Safe to call from any thread of a server.
    """
    request = {"database": str(database), "query": query, "form": form, "width": width} | asdict(limits)
    return apart("claimhouse.sandbox", request, limits)


def begin(module: str) -> subprocess.Popen:
    """The process in which `main` of a module waits for a request. It imports what it needs meanwhile."""
    import subprocess

    command = [sys.executable, "-P", "-c", f"from {module} import main; main()"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def begin_ahead(module: str = "claimhouse.sandbox") -> None:
    """Begins the process of the first query before it is known. Not where a standard stream is closed: a pipe would take its number."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        begun[module] = begin(module)


def apart(module: str, request: dict, limits: Limits) -> tuple[bytes, str]:
    """What `main` of a module, in a process of its own, answers to the request on its standard input, and its remarks.

    Raises QueryFailed with what it said where it refused, was too slow or broke down. `main` itself keeps to the memory.
    """
    import subprocess  # the process that answers does without

    try:
        given = json.dumps(request | {"caller": os.getpid()}, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise QueryFailed(f"expected text of whole characters, not half of a pair ({error.object[error.start]!a})") from None
    with begun.pop(module, None) or begin(module) as process:
        try:
            found, said = process.communicate(given, limits.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise QueryFailed(f"stopped after {limits.seconds:g} seconds: ask for less, or allow more time") from None
        except BaseException:
            process.kill()
            raise
    said = said.decode(errors="replace").strip()
    if process.returncode == 0:
        return found, said
    if process.returncode == 1:  # where an error of its own ended it, the last line names that
        raise QueryFailed(said.rpartition("\n")[2] if said.startswith("Traceback") else said)
    ended = signal.Signals(-process.returncode).name if process.returncode < 0 else f"status {process.returncode}"
    raise QueryFailed(f"the query ended its process ({ended}), as one does that needs more than {limits.memory} MiB" + f"\n{said}".rstrip())


def sealed(database: str, memory: int) -> duckdb.DuckDBPyConnection:
    """A connection to the marts of `database` that can reach no other file and no network, as far as the settings of DuckDB go."""
    from claimhouse.engine import literal, open_duckdb

    connection = open_duckdb(
        config={
            "memory_limit": f"{memory}MiB",
            "temp_directory": "",
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
            "allow_community_extensions": False,
        }
    )
    connection.execute(f"attach {literal(database)} as claimhouse (read_only); use claimhouse.marts")
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return connection


def confined(database: str, memory: int, seconds: float) -> duckdb.DuckDBPyConnection:
    """The sealed connection, and with it the last one of this process: it can open nothing and change nothing any more."""
    forbid_changes()  # before DuckDB starts its threads
    connection = sealed(database, memory)
    close_all_doors(memory, seconds)
    return connection


def forbid_changes() -> None:
    """From here on this thread and those it starts change no file and no folder, where Linux offers Landlock.

    Numbers: linux/landlock.h. The access rights handled are those that change something; no rule allows any.
    """
    import ctypes

    if sys.platform != "linux":
        return
    system = ctypes.CDLL(None).syscall
    create_ruleset, restrict_self, no_new_privileges = 444, 446, 38
    version = system(create_ruleset, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return
    write_file, others = 1, range(4, 13 + min(version - 1, 2))  # the first version knows rights 0 to 12, the third those up to 14
    rights = ctypes.c_uint64(sum(1 << right for right in (write_file, *others)))
    ruleset = system(create_ruleset, ctypes.byref(rights), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if ruleset >= 0:
        ctypes.CDLL(None).prctl(no_new_privileges, 1, 0, 0, 0)
        system(restrict_self, ruleset, ctypes.c_uint32(0))
        os.close(ruleset)


def close_all_doors(memory: int, seconds: float) -> None:
    """From here on this process opens no file and no socket, lengthens no file, and has so much memory and time left."""
    import resource

    limit(memory, seconds)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def limit(memory: int, seconds: float) -> None:
    """From here on this process has so many MiB, twice, and so many seconds of all processors left."""
    import resource

    if sys.platform == "linux":
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 2 * memory * 2**20,) * 2)
    # the caller stops it by the clock; this stops it where the caller is gone
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds * (os.cpu_count() or 1)) + 1,) * 2)


def main() -> None:
    """Answers the request on standard input; remarks and errors go to standard error."""
    import duckdb

    from claimhouse.processes import end_with
    from claimhouse.query import answer

    request = json.load(sys.stdin.buffer)
    end_with(request["caller"])
    memory, form, width, rows = (request[name] for name in ("memory", "form", "width", "rows"))
    try:
        with duckdb.connect() as rehearsal:  # Python loads now what it would look for later
            answer(rehearsal, EVERY_TYPE, form, width)
        connection = confined(request["database"], memory, request["seconds"])
        found, remarks = answer(connection, request["query"], form, width, rows)
    except (QueryFailed, duckdb.Error, MemoryError, RuntimeError) as error:
        if isinstance(error, duckdb.OutOfMemoryException) or isinstance(error.__cause__ or error, MemoryError):
            sys.exit(f"stopped at {memory} MiB of memory: ask for less, or allow more memory")
        if isinstance(error, RuntimeError):
            raise
        sys.exit(str(error))
    sys.stdout.buffer.write(found)
    sys.stderr.write(remarks)
