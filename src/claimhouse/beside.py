"""Work in a process beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from claimhouse.engine import BuildFailed
from claimhouse.processes import end_with

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@contextmanager
def talking(work: Callable, *given, seconds: float = 0) -> Iterator[Connection]:
    """The pipe to a copy of this process, in which `work` runs with the other end and what is given. It began when the context did, and
    ends so many seconds after it at the latest."""
    from multiprocessing import Pipe
    from multiprocessing.context import ForkProcess

    pipe, far_end = Pipe()
    copy = ForkProcess(target=_begin, args=(pipe, far_end, os.getpid(), work, given), daemon=True)
    copy.start()
    far_end.close()
    try:
        yield pipe
        copy.join(seconds)
    finally:
        copy.kill()
        copy.join()
        pipe.close()


@contextmanager
def beside(work: Callable, *given) -> Iterator[Callable[[], object]]:
    """What gives, when it is asked, what `work` has given in a copy of this process; a daemon may have none, and does it then."""
    from multiprocessing import current_process

    if current_process().daemon:
        yield lambda: work(*given)
        return
    with talking(_answer, work, given, seconds=1) as pipe:  # so that it gives back what it holds of the system
        yield lambda: answer(pipe)


def _begin(other_end: Connection, pipe: Connection, caller: int, work: Callable, given: tuple) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides when it ends
    end_with(caller)
    other_end.close()
    attempt(work, pipe, *given)


def attempt(work: Callable, pipe: Connection, *given) -> None:
    """Does the work; what it raises is an answer."""
    try:
        work(pipe, *given)
    except Exception as error:
        with suppress(ConnectionError):  # where the caller asks no more
            pipe.send(error)


def _answer(pipe: Connection, work: Callable, given: tuple) -> None:
    pipe.send(work(*given))


def answer(pipe: Connection, of: str = "a copy of this process"):
    """The next answer of another process; what it raised is raised here."""
    try:
        found = pipe.recv()
    except EOFError:
        raise BuildFailed(f"{of} was killed") from None
    if isinstance(found, Exception):
        raise found
    return found
