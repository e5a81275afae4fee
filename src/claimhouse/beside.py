"""Work in a process beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimhouse.engine import BuildFailed
from claimhouse.processes import end_with

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@contextmanager
def beside(work: Callable, *given) -> Iterator[Callable[[], object]]:
    """What gives, when it is asked, what `work` has given in a copy of this process, which began when the context did and ends with it."""
    from multiprocessing import Pipe
    from multiprocessing.context import ForkProcess

    pipe, far_end = Pipe(duplex=False)
    copy = ForkProcess(target=_answer, args=(far_end, os.getpid(), work, given), daemon=True)
    copy.start()
    far_end.close()
    try:
        yield lambda: answer(pipe)
        copy.join(1)  # so that it gives back what it holds of the system
    finally:
        copy.kill()
        copy.join()
        pipe.close()


def _answer(pipe: Connection, caller: int, work: Callable, given: tuple) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides when it ends
    end_with(caller)
    try:
        found = work(*given)
    except Exception as error:
        found = error
    pipe.send(found)


def answer(pipe: Connection, of: str = "a copy of this process"):
    """The next answer of another process; what it raised is raised here."""
    try:
        found = pipe.recv()
    except EOFError:
        raise BuildFailed(f"{of} was killed") from None
    if isinstance(found, Exception):
        raise found
    return found
