"""A command that is killed leaves no process behind that goes on, and nothing of the published build changed."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults import CLAIMHOUSE, environment
from test_sandbox import everything

from claimhouse import publish

ENDLESS = "select max(hash(range)) from range(1000000000000)"
AGENT = [
    {
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
    },
    {"method": "notifications/initialized"},
    {"id": 2, "method": "tools/call", "params": {"name": "query", "arguments": {"sql": ENDLESS, "seconds": 60}}},
]


@pytest.mark.parametrize("seconds", [0, 1.5])  # the other process may have begun its work or not
@pytest.mark.parametrize("command", ["sql", "mcp", "export"])
def test_what_a_killed_command_started_ends_with_it(root, warehouse, tmp_path, command, seconds):
    if command == "mcp":
        pytest.importorskip("mcp", reason="needs the packages of requirements/mcp.lock")
    words = {"sql": [ENDLESS], "mcp": [], "export": ["--format", "csv", "--out", str(tmp_path / "exports")]}[command]
    said = "".join(json.dumps({"jsonrpc": "2.0"} | message) + "\n" for message in AGENT) if command == "mcp" else ""
    folder = publish.current(root / "warehouse")
    before = everything(folder)
    process = subprocess.Popen(
        [*CLAIMHOUSE, command, *words], env=environment(root), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    process.stdin.write(said.encode())
    process.stdin.flush()
    assert until(lambda: children(process.pid)), "no other process was started"
    time.sleep(seconds)
    started = children(process.pid)
    assert started, "the command was done before it was killed"
    process.kill()
    process.communicate()
    assert until(lambda: not any(runs(child) for child in started))
    assert everything(folder) == before


def test_an_agent_that_asks_much_gets_few_processes_and_none_outlive_it(root, warehouse):
    """Twelve endless queries at once, after lines that are no JSON: the others wait, and wait no longer once their client is gone."""
    agents = pytest.importorskip("claimhouse.agents", reason="needs the packages of requirements/mcp.lock")
    *greeting, call = AGENT
    lines = [json.dumps({"jsonrpc": "2.0"} | message) for message in [*greeting, *(call | {"id": 2 + number} for number in range(12))]]
    odd = ["no json", "[]", "42", '{"jsonrpc": "2.0"}', '{"id": ' + "[" * 100_000, "\x00", ""]
    process = subprocess.Popen(
        [*CLAIMHOUSE, "mcp"], env=environment(root), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    process.stdin.write("".join(line + "\n" for line in [*odd, *lines]).encode())
    process.stdin.flush()
    assert until(lambda: len(children(process.pid)) == agents.AT_ONCE)
    time.sleep(1)
    started = children(process.pid)
    assert len(started) == agents.AT_ONCE
    process.stdin.close()
    process.wait(20)
    assert until(lambda: not any(runs(child) for child in started))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("command", ["audit", "draft"])
def test_the_reader_of_a_document_ends_with_its_command(root, tmp_path, command, end):
    pytest.importorskip("rapidfuzz", reason="needs the extra `documents`")
    page = tmp_path / "slow.html"  # of attributes that a parser takes in one by one
    page.write_text("<p " + " ".join(f"a{number}=1" for number in range(500_000)) + ">5 million</p>")
    words = ["--report", "never"] if command == "draft" else []
    process = subprocess.Popen(
        [*CLAIMHOUSE, command, str(page), *words], env=environment(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert until(lambda: children(process.pid), 60), "no other process was started"
    time.sleep(1)
    started = children(process.pid)
    assert started, "the document was read before the command was ended"
    process.send_signal(end)
    process.communicate()
    assert until(lambda: not any(runs(child) for child in started)), "the reader goes on"
    assert not (root / "reports" / "never").exists()


def children(process: int) -> list[int]:
    """Processes that a process has started and that still run, theirs included."""
    try:
        found = [int(child) for file in Path(f"/proc/{process}/task").glob("*/children") for child in file.read_text().split()]
    except OSError:  # it has ended meanwhile
        return []
    return [*found, *(grandchild for child in found for grandchild in children(child))]


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(found, seconds: float = 10):
    """What `found` gives as soon as it gives something, or at last."""
    end = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < end:
        time.sleep(0.02)
    return result
