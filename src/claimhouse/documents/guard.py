"""Runs a reader in a process of its own, so that no file can take more than its share of time and memory."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
from pathlib import Path

from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.model import Document
from claimhouse.processes import end_with

SECONDS = 300
MEMORY = 3 * 2**30  # bytes of addresses beyond those of the process that calls


def guarded_read(path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> Document:
    """What `read.read` gives. Raises Unreadable also where reading takes too long or too much, or the library breaks down."""
    receiver, sender = os.pipe()
    caller = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _answer(path, sender, memory, caller)
    os.close(sender)
    data, until = bytearray(), time.monotonic() + seconds
    try:
        while (left := until - time.monotonic()) > 0:
            if not select.select([receiver], [], [], left)[0]:
                break
            if not (piece := os.read(receiver, 2**20)):
                break
            data += piece
    finally:
        late = time.monotonic() >= until
        os.close(receiver)
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(child, 0)
    if late:
        raise Unreadable(f"{path}: not read within {seconds} seconds; split it")
    try:
        outcome = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        raise Unreadable(f"{path}: damaged or too large: its reader broke down") from None
    if isinstance(outcome, str):
        raise Unreadable(outcome)
    return outcome


def _answer(path: Path, sender: int, memory: int, caller: int) -> None:
    """In the child, which ends with its caller: reads the file, sends a Document or the message of an error, and ends without any clean-up
    of the parent's."""
    try:
        end_with(caller)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 2**30
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        from claimhouse.documents.read import read

        try:
            outcome: Document | str = read(path)
        except Unreadable as error:
            outcome = str(error)
        with os.fdopen(sender, "wb") as file:
            pickle.dump(outcome, file, protocol=pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # the parent must get an answer whatever happened
        try:
            os.write(sender, pickle.dumps(f"{path}: damaged: {type(error).__name__}: {str(error)[:200]}"))
        except OSError:
            pass
    finally:
        os._exit(0)
