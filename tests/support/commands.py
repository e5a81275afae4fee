"""Commands in the process of the test, which cost no start; what is about processes, streams and the environment starts one."""

import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from subprocess import CompletedProcess
from unittest import mock

from typer.testing import CliRunner

from claimhouse import build, cli
from claimhouse.draft import command as drafting


def answered(project, *words):
    """What the command does in the project, as subprocess.run would give it. Raises what would end it in a traceback."""
    sound = {name: value for name, value in os.environ.items() if name != "CLAIMHOUSE_SOURCE"}
    with (
        mock.patch.object(cli, "ROOT", project),
        mock.patch.object(drafting, "ROOT", project),
        mock.patch.dict(os.environ, sound, clear=True),
    ):
        done = CliRunner().invoke(cli.app, list(words))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1, 2) and "Traceback" not in done.output, done.output
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def built(project, *options):
    """What `claimhouse build` does in the project, whose models are compiled; the audit runs in a thread in place of a process of its own,
    which would import Great Expectations anew."""
    started = []

    class Thread(threading.Thread):
        def __init__(self, target, args, daemon):
            pipe, *others = args  # the build closes its copy of this end
            super().__init__(target=target, args=(Connection(os.dup(pipe.fileno())), *others), daemon=daemon)
            started.append(self)

    class Threads:
        Pipe, Process = staticmethod(multiprocessing.Pipe), Thread

    with mock.patch.object(multiprocessing, "get_context", lambda method: Threads), mock.patch.object(build.signal, "signal"):
        done = answered(project, "build", *options)
        for thread in started:
            thread.join()
    return done
