"""What SECURITY.md promises: queries reach neither files nor the network, and nothing calls home."""

import subprocess

import pytest
from faults import CLAIMHOUSE, MOUNTS, copy_project, environment, run

# Each is refused, or does nothing outside the process.
REFUSED = [
    "from read_csv('secret.csv')", "from read_text('secret.csv')", "from read_blob('secret.csv')", "from read_json('secret.csv')",
    "from read_parquet('secret.csv')", "from sniff_csv('secret.csv')", "from glob('*')", "from 'secret.csv'", "from duckdb_secrets()",
    "copy (select 1) to 'leak.csv'", "copy observations from 'secret.csv'", "export database 'leak'", "import database 'leak'",
    "attach 'leak.duckdb' as other", "attach ':memory:' as other", "create secret s (type s3)", "install httpfs", "force install httpfs",
    "load httpfs", "load 'leak.so'", "from read_parquet('https://localhost/x.parquet')", "from 'https://localhost/x.csv'",
    "set enable_external_access = true", "reset enable_external_access", "set lock_configuration = false", "set temp_directory = 'leak'",
    "set log_query_path = 'leak'", "set profiling_output = 'leak'", "set home_directory = 'leak'", "set file_search_path = '/'",
    "set custom_extension_repository = 'leak'",
    "call enable_logging(storage = 'file', storage_config = {'path': 'leak'}); select write_log('x')",  # here DuckDB ends the process
    "create table t (x int)", "insert into observations from observations", "update observations set note = 'x'",
    "delete from observations", "drop table observations", "alter table observations rename to t",
    "create macro m() as 1", "select getenv('HOME')",
]
CALLS_HOME = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["CALLS"], "a") as calls:
            calls.write(f"{event} {arguments}\\n")
sys.addaudithook(watch)
"""


@pytest.mark.parametrize("query", REFUSED)
def test_query_reaches_no_file_and_no_network(query, tmp_path, root):
    (tmp_path / "secret.csv").write_text("word\nhidden\n")
    result = subprocess.run([*CLAIMHOUSE, "sql", query], cwd=tmp_path, env=environment(root), capture_output=True, text=True)
    assert result.returncode and result.stderr and "Traceback" not in result.stderr
    assert "hidden" not in result.stdout + result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_a_query_beyond_memory_fails_instead_of_writing_to_disk(root, tmp_path):
    assert run(root, "sql", "select current_setting('temp_directory') as place", "--format", "json").stdout == '[\n  {"place": ""}\n]\n'


@MOUNTS
def test_everything_works_without_a_network_and_nothing_asks_for_one(tmp_path):
    """Compile, build, query and export in a network of its own, with every call of Python to a socket written down."""
    project, calls = copy_project(tmp_path), tmp_path / "calls"
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(CALLS_HOME)
    sound = environment(project)
    sound |= {"PYTHONPATH": f"{tmp_path / 'watch'}:{sound['PYTHONPATH']}", "CALLS": str(calls)}
    sound.pop("DO_NOT_TRACK", None)  # the project keeps quiet by itself
    (project / "models" / "marts" / "market_size.sql").open("a").write("-- compiled anew\n")
    for arguments in (["build", "--force"], ["sql", "select 1"], ["export", "--format", "csv", "--out", str(tmp_path / "exports")]):
        done = subprocess.run(["unshare", "--net", *CLAIMHOUSE, *arguments], env=sound, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert not calls.exists(), calls.read_text()
    probe = [*CLAIMHOUSE[:1], "-c", "import socket\nsocket.socket().connect_ex(('127.0.0.1', 9))"]
    subprocess.run(["unshare", "--net", *probe], env=sound, check=True)
    assert calls.exists()  # the watch sees what there is to see


def test_profiles_hold_no_secret(root):
    profiles = (root / "profiles.yml").read_text(encoding="utf-8")
    for line in profiles.splitlines():
        assert not any(word in line for word in ("password", "token", "user:")) or "env_var(" in line
