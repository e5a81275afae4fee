"""Queries of others reach nothing but the marts: refused by kind, and powerless where the refusal is left out."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from agents import answers
from faults import CLAIMHOUSE, environment

from claimhouse import sandbox
from claimhouse.publish import current, note_seen
from claimhouse.statements import QueryFailed, reading

# What a process does to the world beyond memory; each must fail once the doors are closed.
CALLS = (
    "open,openat,openat2,creat,socket,connect,bind,sendto,sendmsg,mkdir,mkdirat,rmdir,unlink,unlinkat,rename,renameat,renameat2,link,"
    "linkat,symlink,symlinkat,mknod,mknodat,truncate,ftruncate,fallocate,chmod,fchmod,fchmodat,chown,fchown,utimensat,execve,execveat,"
    "pwrite64,pwritev,copy_file_range,sendfile,io_uring_setup,memfd_create,mount,setxattr,dup,dup2,dup3,pipe,pipe2"
)
# Runs every statement with the doors closed but without the refusal; a statement that ends the process is named by the number last written.
WITHOUT_REFUSAL = """
import json, os, sys
from claimhouse import sandbox
database, statements, first = json.load(sys.stdin)
import duckdb, numpy, pytz, uuid, datetime, decimal
connection = sandbox.confined(database, 500, 60)
os.write(2, b"CLOSED\\n")
for number, statement in enumerate(statements[first:], first):
    os.write(1, b"%d " % number)
    try:
        session = connection.cursor()  # what a statement sets ends with it
        if number < len(statements) - 6:
            session.execute("use claimhouse.marts")
        for part in session.extract_statements(statement):
            found = str(session.execute(part).fetchmany(100))
            os.write(1, b"hidden " if "hidden" in found or "DUCK" in found else b"")  # the latter opens every file of DuckDB
    except Exception as error:
        os.write(1, b"hidden " if "hidden" in str(error) else b"lost " if "named \\"claimhouse.marts" in str(error) else b"")
os.write(1, b"end")
"""


@pytest.fixture
def folder(tmp_path, root, warehouse):
    """A folder with a published build to damage and a secret to read."""
    shutil.copytree(root / "warehouse", tmp_path / "warehouse", symlinks=True)
    note_seen(tmp_path / "warehouse", current(tmp_path / "warehouse"))
    (tmp_path / "secret.csv").write_text("word\nhidden\n")
    return tmp_path


def database(folder):
    return str(current(folder / "warehouse") / "claimhouse.duckdb")


def statements(root, folder):
    """Statements that must be refused, and those that read but must find nothing."""
    text = (root / "tests/system/statements.txt").read_text(encoding="utf-8")
    text = text.replace("{folder}", str(folder)).replace("{database}", database(folder))
    return [[line.replace("\\n", "\n") for line in part.splitlines()[1:]] for part in text.strip().split("\n\n")[1:]]


def all_statements(root, folder):
    """Those that take the published file away from the ones after them come last."""
    taking = re.compile("detach|attach or replace|alter database")
    return sorted(sum(statements(root, folder), []), key=lambda query: bool(taking.search(query)))


def everything(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in folder.rglob("*")
    }


def ask(root, folder, query, *options, before=()):
    """`claimhouse sql` on the copy in `folder`; `before` are words in front of the command."""
    place = environment(root) | {"CLAIMHOUSE_PROJECT": str(folder)}
    return subprocess.run([*before, *CLAIMHOUSE, "sql", query, *options], cwd=folder, env=place, capture_output=True, text=True)


# Of these, what a command does to the world while it also reads programs, starts processes and wakes its own threads.
CHANGES = set(CALLS.split(",")) - set("open,openat,openat2,dup,dup2,dup3,pipe,pipe2,execve,memfd_create,sendto,sendmsg".split(","))


def watched(folder):
    """Words that have the system write down what a command does, or none where it cannot; and what that was beyond reading programs and the
    published file: changes of files, packets, opened files that a statement names."""
    if not shutil.which("strace"):
        return [], lambda queries: []
    trace = folder.with_name(f"{folder.name}.trace")
    words = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", f"trace=open,openat,openat2,{','.join(sorted(CHANGES))}"]

    def harm(queries):
        named, found, read = set(re.findall(r"'(/[^']*)'", " ".join(queries))) - {database(folder), str(folder)}, [], 0
        for line in trace.read_text(errors="replace").splitlines():
            call = re.match(r"\d+ +(\w+)\((?:AT_FDCWD, )?(?:\"([^\"]*)\")?", line)
            if not call or " = -1 E" in line or "unfinished" in line:
                continue
            opened = call[1].startswith("open")
            read += opened
            writing = re.search("O_WRONLY|O_RDWR|O_CREAT", line) and call[2] != "/dev/null"
            beyond = "AF_INET" in line if call[1] == "socket" else not opened  # no packet without such a socket
            if beyond or writing or call[2] in named or (call[2] or "").startswith(f"{folder}/secret"):
                found.append(line)
        assert read > 30  # the trace sees what there is to see
        return found

    return words, harm


def without_refusal(root, folder, queries, tracer=()):
    """Runs all queries with the doors closed; those that end the process are counted. What the processes wrote: answers, errors."""
    first, written, errors, ended = 0, "", "", 0
    while first < len(queries):
        request = json.dumps([database(folder), queries, first])
        command = [*tracer, "-o", f"{folder}.calls{first}"] if tracer else []
        done = subprocess.run(
            [*command, sys.executable, "-c", WITHOUT_REFUSAL],
            input=request,
            cwd=folder,
            env=environment(root),
            capture_output=True,
            text=True,
        )
        written, errors = written + done.stdout, errors + done.stderr
        if done.stdout.endswith("end"):
            break
        assert re.search(r"\d", done.stdout), done.stderr
        first, ended = int(re.findall(r"\d+", done.stdout)[-1]) + 1, ended + 1
    return written, errors, ended


@pytest.mark.parametrize("ending", ["", ".wal"])
def test_the_published_file_cannot_be_replaced_by_its_own_path(root, folder, ending):
    before = everything(folder)
    result = ask(
        root,
        folder,
        f"set variable p = (select path || '{ending}' from duckdb_databases() where path is not null);"
        " copy (select 1) to (getvariable('p')) (format csv, use_tmp_file false)",
    )
    assert result.returncode == 1 and "expected statements that read" in result.stderr
    assert everything(folder) == before


def test_statements_that_do_more_than_read_are_refused(root, folder):
    refused, reads = statements(root, folder)
    assert len(refused) >= 200 and len(reads) >= 100
    with sandbox.sealed(database(folder), 500) as connection:
        for query in refused:
            with pytest.raises((QueryFailed, duckdb.Error)):
                reading(connection, query)


def test_statements_without_the_refusal_change_nothing_and_read_nothing(root, folder):
    before = everything(folder)
    written, _, ended = without_refusal(root, folder, all_statements(root, folder))
    assert written.endswith("end") and "hidden" not in written and "lost" not in written and ended < 5
    assert everything(folder) == before


def test_the_system_sees_no_file_opened_and_no_packet_sent(root, folder):
    if not shutil.which("strace"):
        pytest.skip("needs strace")
    queries = all_statements(root, folder)
    written, _, _ = without_refusal(root, folder, queries, ["strace", "-f", "-e", f"trace=write,{CALLS}"])
    opened, done, traces = 0, [], sorted(folder.parent.glob(f"{folder.name}.calls*"))
    for trace in traces:
        closed = False
        for line in trace.read_text(errors="replace").splitlines():
            call = re.match(r"(?:\d+ +)?(\w+)\(([^,)]*)", line)
            if '"CLOSED' in line:
                closed = True
            elif "+++" in line or not call or " = -1 E" in line or call.groups() in {("write", "1"), ("write", "2")}:
                continue
            elif closed:
                done.append(line)
            else:
                opened += call[1] == "openat"
        assert closed
    assert traces and written.endswith("end") and "lost" not in written and opened > 100  # the trace sees what there is to see
    assert done == []


def test_each_layer_holds_alone(root, folder):
    """The settings of DuckDB alone do not keep the attached file: why the doors are closed besides."""
    leak = Path(database(folder) + ".wal")
    harmless = f"copy (select 1) to '{leak}' (format csv, use_tmp_file false)"
    with sandbox.sealed(database(folder), 500) as connection:
        connection.execute(harmless)
    assert leak.exists()
    leak.unlink()
    assert without_refusal(root, folder, [harmless])[0] == "0 end"
    assert not leak.exists()


def test_several_statements_give_several_tables_or_are_refused(root, folder):
    result = ask(root, folder, "select 1 as one; select 2 as two", "--format", "markdown")
    assert result.stdout == "| one |\n| --- |\n| 1 |\n\n| two |\n| --- |\n| 2 |\n"
    for form in ("csv", "json", "parquet"):
        result = ask(root, folder, "select 1 as one; select 2 as two", "--format", form, "--out", "leak")
        assert result.returncode == 1 and f"{form} holds one" in result.stderr and not (folder / "leak").exists()


@pytest.mark.parametrize(
    "query",
    [
        "pivot observations on obs_status using count(*) group by family",
        "pivot (select obs_status from observations) on obs_status in ('A') using count(*)",
        "unpivot (select 1 as a, 2 as b) on a, b",
        "table contradictions",
        "show tables",
        "describe observations",
        "summarize market_size",
        "values (1)",
        "(select 1)",
        "with a as (select 1) from a",
        "explain select 1",
        "explain analyze from observations",
        "/* why */ select 1 -- so",
        "select 1;",
    ],
)
def test_statements_that_read_are_answered(root, folder, query):
    result = ask(root, folder, query)
    assert result.returncode == 0 and result.stdout, result.stderr
    assert not result.stderr or result.stderr.endswith("one record per block (--format csv writes a table)\n")


@pytest.mark.parametrize("form", sandbox.FORMS)
def test_every_type_is_written_with_the_doors_closed(root, folder, form):
    result = ask(root, folder, sandbox.EVERY_TYPE, "--format", form, "--out", "answer")
    assert result.returncode == 0 and not result.stderr, result.stderr
    assert (folder / "answer").stat().st_size > 100


@pytest.mark.parametrize(
    "option",
    [["--seconds", "inf"], ["--seconds", "1e300"], ["--memory", "99999999999999"], ["--rows", "99999999999999999999"]],
    ids=" ".join,
)
def test_limits_beyond_any_use_are_wrong_usage(root, folder, option):
    done = ask(root, folder, "select 1", *option)
    assert (done.returncode, done.stdout) == (2, "") and f"Invalid value for '{option[0]}'" in done.stderr, done.stderr


def test_a_query_beyond_its_time_or_memory_says_so(root, folder):
    slow = "select sum(a.line + b.line + c.line + d.line) from observations as a, observations as b, observations as c, observations as d"
    assert ask(root, folder, slow, "--seconds", "1").stderr == "stopped after 1 seconds: ask for less, or allow more time\n"
    setting = "select current_setting('memory_limit') as m"
    assert ask(root, folder, setting, "--memory", "100", "--format", "csv").stdout == 'm\n"100.0 MiB"\n'
    for large in ("select string_agg(repeat('x', 1000000)) from range(100000)", "from range(10000000)"):
        result = ask(root, folder, large, "--memory", "100")
        assert result.stderr == "stopped at 100 MiB of memory: ask for less, or allow more memory\n", result.stderr
        assert result.returncode == 1


def test_an_error_of_the_process_itself_is_one_line(root, warehouse, monkeypatch):
    """Half of a pair of characters is no text, and what no module of ours expects shows no path."""
    for query in ("select '\ud800'", "\udfff"):
        with pytest.raises(QueryFailed, match="expected text of whole characters"):
            sandbox.ask("warehouse/claimhouse.duckdb", query)
    with pytest.raises(QueryFailed, match="^KeyError: 'memory'$"):
        sandbox.apart("claimhouse.sandbox", {}, sandbox.Limits())


def test_rows_left_out_are_named(root, folder):
    result = ask(root, folder, "from range(10)", "--rows", "2", "--format", "csv")
    assert result.stdout == "range\n0\n1\n" and result.stderr == "only the first 2 rows are shown\n"


def test_a_program_in_the_folder_is_not_taken_for_a_module(root, folder):
    (folder / "json.py").write_text("raise SystemExit('taken')")
    program = "from claimhouse.sandbox import ask; print(ask('warehouse/claimhouse.duckdb', 'select 1', 'csv'))"
    result = subprocess.run([sys.executable, "-P", "-c", program], cwd=folder, env=environment(root), capture_output=True, text=True)
    assert result.stdout == "(b'1\\n1\\n', '')\n", result.stderr


def test_the_command_does_no_harm_either(root, folder):
    """CLAIMHOUSE_FUZZ, as `make fuzz` sets it, tries every statement."""
    before, queries = everything(folder), all_statements(root, folder)
    words, harm = watched(folder)
    for query in queries[:: 1 if os.environ.get("CLAIMHOUSE_FUZZ") else 24]:
        result = ask(root, folder, query, before=words)
        assert "hidden" not in result.stdout + result.stderr and "Traceback" not in result.stderr
        assert not words or harm(queries) == []
    assert everything(folder) == before


def test_the_agent_server_does_no_harm_either(root, folder):
    """All that is refused goes through the server of agents, which also stays after what ends a query's process."""
    before, queries = everything(folder), all_statements(root, folder)
    words, harm = watched(folder)
    chosen = [query for number, query in enumerate(queries) if number % 3]
    assert len(chosen) >= 200
    place = environment(root) | {"CLAIMHOUSE_PROJECT": str(folder)}
    said = answers([("query", {"sql": query}) for query in [*chosen, "select 'still here' as answer"]], place, at_once=4, before=words)
    assert "still here" in said[-1][1]
    for query, (_, answer) in zip(chosen, said, strict=False):
        assert "hidden" not in answer and "Traceback" not in answer, query
    assert everything(folder) == before
    assert not words or harm(queries) == []


def test_the_watch_sees_harm(root, folder):
    words, harm = watched(folder)
    if not words:
        pytest.skip("needs strace")
    program = f"open({str(folder / 'secret.csv')!r}).read(); open({str(folder / 'leak')!r}, 'w'); import sqlite3"
    subprocess.run([*words, sys.executable, "-c", program], check=True)
    assert [("secret" in line, "leak" in line) for line in harm([])] == [(True, False), (False, True)]


def test_process_that_was_begun_ahead_answers_the_first_query(folder, monkeypatch):
    sandbox.begin_ahead()
    process = sandbox.begun["claimhouse.sandbox"]
    assert json.loads(sandbox.ask(database(folder), "select 1 as one")[0]) == [{"one": 1}]
    assert process.returncode == 0 and not sandbox.begun
    monkeypatch.setattr(sys, "stdin", None)  # its number is free: a pipe would take it
    sandbox.begin_ahead()
    assert not sandbox.begun
