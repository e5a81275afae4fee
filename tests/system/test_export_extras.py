"""Tableau and PostgreSQL; each part skips where its extra is not installed."""

import os
import shutil
import subprocess
import tempfile
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from test_export import assert_same, database, exports, marts, run  # noqa: F401

from claimhouse.cells import plain
from claimhouse.export import ExportFailed, export

SERVERS = [*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), *os.environ["PATH"].split(os.pathsep)]


def test_hyper_by_the_hyper_api(database, marts, tmp_path):  # noqa: F811
    tableau = pytest.importorskip("tableauhyperapi", reason="needs the extra `tableau`: make .venv/.tableau")
    export(database, tmp_path, ["hyper"], lambda step: None)
    assert not list(tmp_path.glob("*.log"))
    options = {"log_config": "", "default_database_version": "3"}
    with (
        tableau.HyperProcess(tableau.Telemetry.DO_NOT_SEND_USAGE_DATA_TO_TABLEAU, parameters=options) as process,
        tableau.Connection(process.endpoint, tmp_path / "claimhouse.hyper") as connection,
    ):
        names = {str(name.name.unescaped) for name in connection.catalog.get_table_names("public")}
        assert names == {mart.name for mart, _ in marts}
        for mart, rows in marts:
            order = ", ".join(f"{name} nulls last" for name in mart.key)
            found = connection.execute_list_query(f'select * from public."{mart.name}" order by {order}')
            found = [[cell.to_date() if hasattr(cell, "to_date") else cell for cell in row] for row in found]
            keys = [[column.name for column in mart.columns].index(name) for name in mart.key]
            rows = sorted(rows, key=lambda row: [(row[number] is None, row[number]) for number in keys])  # noqa: B023
            assert_same(mart, rows, found, lambda cell: plain(cell) if isinstance(cell, list) else cell)


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of its own on a socket in a fresh folder; yields its connection string."""
    pytest.importorskip("psycopg", reason="needs the extra `postgres`: make .venv/.postgres")
    initdb = shutil.which("initdb", path=os.pathsep.join(SERVERS))
    if initdb is None:
        pytest.skip("needs a PostgreSQL server: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path is limited
    user = {"user": "postgres"} if os.geteuid() == 0 else {}  # the server refuses to run as root
    if user:
        shutil.chown(folder, "postgres")

    def command(name, *arguments):
        subprocess.run(
            [Path(initdb).with_name(name), "-D", folder / "data", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            timeout=120,
            **user,
        )

    try:
        command("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C.UTF-8")
        command("pg_ctl", "-w", "-l", folder / "log", "-o", f"-c listen_addresses='' -k {folder}", "start")
        yield f"host={folder} user=postgres dbname=postgres"
        command("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def serve(server, database):  # noqa: F811
    def serve(schema="claimhouse"):
        from claimhouse import serving

        return export(database, Path("unused"), [], lambda step: None, lambda source: serving.serve(source, server, schema))

    return serve


@pytest.fixture
def client(server):
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


def test_postgres_by_psycopg(serve, client, marts):  # noqa: F811
    serve()
    for mart, rows in marts:
        assert_same(mart, rows, client.execute(f"select * from claimhouse.{mart.name}").fetchall(), lambda cell: cell)
        described = client.execute(
            "select a.attname, col_description(a.attrelid, a.attnum) from pg_attribute a where a.attrelid = %s::regclass and a.attnum > 0"
            " order by a.attnum",
            [f"claimhouse.{mart.name}"],
        ).fetchall()
        assert described == [(column.name, column.description) for column in mart.columns]
    total = client.execute("select sum(low) from claimhouse.market_size").fetchone()[0]
    mart, rows = next(pair for pair in marts if pair[0].name == "market_size")
    at = [column.name for column in mart.columns].index("low")
    assert total == sum(Decimal(row[at]) for row in rows if row[at] is not None)


def test_readers_always_see_whole_marts(serve, server, marts):  # noqa: F811
    """A client that goes on asking while exports swap the schema gets the whole mart each time, and never an error."""
    import psycopg

    serve()
    answers, stop = [], threading.Event()

    def ask():
        with psycopg.connect(server, autocommit=True) as reader:
            while not stop.is_set():
                try:
                    answers.append(reader.execute("select count(*) from claimhouse.observations").fetchone()[0])
                except psycopg.Error as error:
                    answers.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(3):
            serve()
    finally:
        stop.set()
        asking.join()
    assert len(answers) > 20 and set(answers) == {len(rows) for mart, rows in marts if mart.name == "observations"}


def test_a_reader_that_stays_stops_the_swap(serve, server, monkeypatch):
    import psycopg

    from claimhouse import serving

    serve()
    monkeypatch.setattr(serving, "PATIENCE", "300ms")
    with psycopg.connect(server) as reader:  # in a transaction that goes on
        rows = reader.execute("select count(*) from claimhouse.observations").fetchone()
        with pytest.raises(ExportFailed, match="lock timeout"):
            serve()
        assert reader.execute("select count(*) from claimhouse.observations").fetchone() == rows
    serve()


def test_roles_keep_their_right_to_read(serve, client):
    import psycopg

    serve()
    client.execute('create role "BI reader"; grant usage on schema claimhouse to "BI reader"')
    serve()
    client.execute('set role "BI reader"')
    assert client.execute("select count(*) from claimhouse.market_size").fetchone()[0] > 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        client.execute("delete from claimhouse.market_size")
    client.execute("reset role")
    schemas = client.execute("select nspname from pg_namespace where nspname like 'claimhouse%'").fetchall()
    assert schemas == [("claimhouse",)]
    client.execute('drop schema claimhouse cascade; drop role "BI reader"')


def test_what_is_not_of_an_export_is_never_dropped(serve, client):
    client.execute("create table if not exists public.own (x int)")
    with pytest.raises(ExportFailed, match="schema public is not of an earlier export"):
        serve("public")
    assert client.execute("select count(*) from public.own").fetchone() == (0,)
    serve()
    rows = client.execute("select count(*) from claimhouse.observations").fetchone()
    client.execute("create view public.mine as select * from claimhouse.observations")
    with pytest.raises(ExportFailed, match="view mine depends"):
        serve()
    assert client.execute("select count(*) from public.mine").fetchone() == rows
    client.execute("drop view public.mine; create table claimhouse.mine (x int)")
    with pytest.raises(ExportFailed, match="mine depends|claimhouse.mine"):
        serve()
    client.execute("drop table claimhouse.mine")
    serve()


def test_a_served_mart_that_differs_is_rolled_back(serve, client, monkeypatch):
    from claimhouse import serving

    serve()
    before = client.execute("select oid from pg_class where relname = 'market_size' and relkind = 'r'").fetchall()
    monkeypatch.setattr(
        serving,
        "_comment",
        lambda connection, kind, name, text: kind == "table" and connection.execute(serving.sql.SQL("delete from {}").format(name)),
    )
    with pytest.raises(ExportFailed, match="fewer rows"):
        serve()
    assert before == client.execute("select oid from pg_class where relname = 'market_size' and relkind = 'r'").fetchall()


def test_command_needs_a_database(tmp_path, server):
    assert run("export", "--format", "postgres", "--out", tmp_path / "no").returncode == 2
    wrong = run("export", "--format", "postgres", "--postgres", f"host={tmp_path}", "--out", tmp_path / "no")
    assert wrong.returncode == 1 and b"nothing exported" in wrong.stderr and not (tmp_path / "no").exists()


def test_hostile_text_in_postgres(hostile_project, server, client):
    from conftest import HOSTILE
    from faults import run

    done = run(hostile_project, "export", "--format", "postgres", "--postgres", server, "--schema", "hostile; drop")
    assert done.returncode == 0, done.stderr
    names = client.execute('select distinct subject_name from "hostile; drop".observations').fetchall()
    assert {HOSTILE["openai"], HOSTILE["google"], HOSTILE["xai"]} <= {name for (name,) in names}
