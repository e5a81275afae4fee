"""Runs a program of Python that is killed, or stopped, right before one of the changes that it makes below a folder.

    python quality/strikes.py FOLDER NUMBER SIGNAL LIST -m MODULE ...

Signal KILL or STOP is sent before change NUMBER, counted from 1; LIST is a file into which each change is written before it is made,
one a line. Every change of a link, name or folder is one, and every file opened to be written: between two of them nothing that a reader
could find is put in place or taken away. What DuckDB writes in its own files is none. The end of the program counts as the last one.
"""

import os
import runpy
import signal
import sys
from collections.abc import Callable

PATH_OF = {"open": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.remove": 0, "os.rmdir": 0, "os.mkdir": 0, "os.truncate": 0}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def strike(folder: str, number: int, listed: str, sent: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """From here on this process gets the signal before its change `number` below the folder. What is returned stands for its end."""
    within, listing = os.path.realpath(folder) + os.sep, os.open(listed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    process, seen = os.getpid(), 0

    def changing(event: str, arguments: tuple) -> None:
        if event not in PATH_OF or os.getpid() != process or (event == "open" and not (arguments[2] or 0) & WRITING):
            return
        path = arguments[PATH_OF[event]]
        if not isinstance(path, str | bytes | os.PathLike):
            return
        opened = arguments[-1] if event not in ("open", "os.truncate") else -1  # a folder that the path is relative to
        start = os.readlink(f"/proc/self/fd/{opened}") if opened != -1 else os.getcwd()
        path = os.path.normpath(os.path.join(start, os.fsdecode(path)))
        changes = os.path.lexists(path) == (event != "os.mkdir") if event in ("os.mkdir", "os.remove", "os.rmdir") else True
        if not changes or not (path + os.sep).startswith(within):
            return
        count(f"{event} {path.removeprefix(within)}")

    def count(change: str) -> None:
        nonlocal seen
        seen += 1
        os.write(listing, f"{change}\n".encode())
        if seen == number:
            os.kill(process, sent)

    sys.addaudithook(changing)
    return lambda: count("end")


if __name__ == "__main__":
    folder, number, sent, listed, *program = sys.argv[1:]
    end = strike(folder, int(number), listed, signal.Signals[f"SIG{sent}"])
    try:
        if program[0] == "-m":
            sys.argv = program[1:]
            runpy.run_module(program[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = program
            runpy.run_path(program[0], run_name="__main__")
    finally:
        end()
