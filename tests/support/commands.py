"""Commands in the process of the test, which cost no start; what is about processes, streams and the environment starts one."""

import os
from subprocess import CompletedProcess
from unittest import mock

from typer.testing import CliRunner

from claimhouse import cli
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
