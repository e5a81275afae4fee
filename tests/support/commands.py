"""Commands in the process of the test, which cost no start; what is about processes, streams and the environment starts one."""

import multiprocessing
import os
import threading
from contextlib import contextmanager
from subprocess import CompletedProcess
from unittest import mock

from typer.testing import CliRunner

from claimhouse import build, cli
from claimhouse.beside import attempt
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

    @contextmanager
    def thread(work, *given):
        pipe, far_end = multiprocessing.Pipe()
        started = threading.Thread(target=attempt_and_close, args=(work, far_end, *given), daemon=True)
        started.start()
        try:
            with pipe:
                yield pipe
        finally:
            started.join()

    with mock.patch.object(build, "talking", thread):
        return answered(project, "build", *options)


def attempt_and_close(work, pipe, *given):
    with pipe:
        attempt(work, pipe, *given)
