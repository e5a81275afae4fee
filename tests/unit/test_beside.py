"""A copy of a process that works beside it."""

import multiprocessing
import os
import signal

import pytest

from claimhouse.beside import beside
from claimhouse.engine import BuildFailed


def fail(message):
    raise BuildFailed(message)


def test_copy_gives_its_result_and_is_another_process():
    with beside(os.getpid) as other:
        assert other() != os.getpid()


def test_what_the_copy_raises_is_raised_here():
    with pytest.raises(BuildFailed, match="^models/a.sql: wrong$"), beside(fail, "models/a.sql: wrong") as other:
        other()


def test_copy_that_is_killed_is_an_error():
    with pytest.raises(BuildFailed, match="was killed"), beside(signal.raise_signal, signal.SIGKILL) as other:
        other()


def test_what_fails_here_ends_the_copy():
    with pytest.raises(ValueError, match="here"), beside(signal.pause):
        raise ValueError("here")


def in_daemon(pipe):
    with beside(os.getpid) as given:
        pipe.send((os.getpid(), given()))


def test_a_daemon_does_the_work_itself():
    near, far = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=in_daemon, args=(far,), daemon=True)
    process.start()
    assert near.poll(20)
    own, other = near.recv()
    process.join(5)
    assert own == other == process.pid
