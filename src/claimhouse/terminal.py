"""The group of all commands: standard streams that can always be written to, and one line and status 1 where a file cannot be used."""

from __future__ import annotations

import os
import re
import sys

from typer.core import TyperCommand, TyperGroup

from claimhouse.engine import BuildFailed

VALUE = re.compile(r"-[^=]*$")  # an option whose value is the next argument
COMMENT = re.compile(r"--([^=]*\s|.*\n)")  # no option has a blank in its name, and no line break behind it


class Query(TyperCommand):
    """A command whose argument may begin with a comment of SQL, which no option looks like."""

    def parse_args(self, ctx, args):
        before = [None, *args]
        given = [text for text, last in zip(args, before, strict=False) if COMMENT.match(text) and not VALUE.match(last or "")]
        if "--" not in args and len(given) == 1:
            args = [text for text in args if text not in given] + ["--", *given]
        return super().parse_args(ctx, args)


class Commands(TyperGroup):
    def main(self, *arguments, **options):
        open_streams()
        sys.unraisablehook = quiet
        try:
            try:
                return super().main(*arguments, **options)
            finally:
                sys.stdout.flush()
        except Exception as error:
            if not isinstance(error, OSError | BuildFailed):
                raise
            try:
                sys.stdout.flush()
            except OSError:  # its reader is gone or its disk is full: nothing more can be written to it, at the end neither
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            print(said(error), file=sys.stderr)
            sys.exit(1)


def quiet(found) -> None:
    """Leaves out that a file cannot be closed either which could not be written: that was an error of its own before."""
    if not isinstance(found.exc_value, OSError):
        sys.__unraisablehook__(found)


def said(error: Exception) -> str:
    """What the system or a check says, with the file where it names one."""
    if isinstance(error, OSError) and error.strerror:
        name = error.filename2 or error.filename  # of a copy, where it goes
        return f"{name}: {error.strerror}" if name is not None else f"not written: {error.strerror}"
    return str(error)


def open_streams() -> None:
    """Opens standard streams that are closed, so that no file of ours takes their number and what is printed lands in none; and
    writes characters that the encoding of the terminal lacks by their code."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and stream.errors != "backslashreplace":
            stream.reconfigure(errors="backslashreplace")
