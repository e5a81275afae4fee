"""What SECURITY.md promises: nothing calls home, and no secret is kept. Queries: test_sandbox.py."""

import subprocess

from faults import CLAIMHOUSE, MOUNTS, copy_project, environment

CALLS_HOME = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["CALLS"], "a") as calls:
            calls.write(f"{event} {arguments}\\n")
sys.addaudithook(watch)
"""


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
