"""Runs a reader in a process of its own, so that no file can take more than its share of time and memory."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.model import Document
from claimhouse.processes import end_with

SECONDS = 300
MEMORY = 3 * 2**30  # bytes of addresses beyond those of the process that calls
AT_ONCE = min(os.cpu_count() or 1, 8)


@dataclass
class Reader:
    """A process that reads a file: what it has sent so far, and when its time is over."""

    path: Path
    child: int
    receiver: int  # the end of a pipe
    until: float
    data: bytearray

    def stop(self) -> None:
        os.close(self.receiver)
        try:
            os.kill(self.child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.child, 0)


def guarded_read(path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> Document:
    """What `read.read` gives. Raises Unreadable also where reading takes too long or too much, or the library breaks down."""
    return next(guarded_reads([path], seconds, memory))


def guarded_reads(paths: list[Path], seconds: int = SECONDS, memory: int = MEMORY) -> Iterator[Document]:
    """The documents in the order of their paths, `AT_ONCE` read beside each other. Raises Unreadable when the turn comes of
    one that cannot be read."""
    waiting, reading, done = deque(paths), {}, {}
    try:
        for path in paths:
            while path not in done:
                while waiting and len(reading) < AT_ONCE:
                    begun = start(waiting.popleft(), seconds, memory)
                    reading[begun.receiver] = begun
                left = max(0, min(reader.until for reader in reading.values()) - time.monotonic())
                for receiver in select.select(list(reading), [], [], left)[0]:
                    if piece := os.read(receiver, 2**20):
                        reading[receiver].data += piece
                    else:
                        ended = reading.pop(receiver)
                        ended.stop()
                        done[ended.path] = outcome_of(ended)
                for reader in [reader for reader in reading.values() if time.monotonic() >= reader.until]:
                    reading.pop(reader.receiver).stop()
                    done[reader.path] = f"{reader.path}: not read within {seconds} seconds; split it"
            outcome = done[path]
            if isinstance(outcome, str):
                raise Unreadable(outcome)
            yield outcome
    finally:
        for reader in reading.values():
            reader.stop()


def start(path: Path, seconds: int, memory: int) -> Reader:
    receiver, sender = os.pipe()
    caller = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _answer(path, sender, memory, caller)
    os.close(sender)
    return Reader(path, child, receiver, time.monotonic() + seconds, bytearray())


def outcome_of(reader: Reader) -> Document | str:
    """The document, or the message of an error."""
    try:
        return pickle.loads(reader.data)
    except (EOFError, pickle.UnpicklingError):
        return f"{reader.path}: damaged or too large: its reader broke down"


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
