"""Files that a user names: read and replaced only where they are regular files, and replaced whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OURS = '<meta name="generator" content="Claimhouse">'  # in the head of every page that may be written over


def regular(path: Path) -> Path:
    """The path, refused by an OSError where a pipe, socket or device stands: these may never end, and what waits for them neither."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "expected a regular file, not a pipe, socket or device", str(path))
    return path


def own_folder(path: Path) -> Path:
    """The folder, made where it is missing; refused by an OSError where it is the root of the file system."""
    if os.path.realpath(path) == os.path.realpath("/"):
        raise OSError(f"{path} is the root of the file system: choose a folder of its own")
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def alone(folder: Path, work: str) -> Iterator[None]:
    """Holds a folder for one writer; a second one, whose work is named, is refused by an OSError. The system frees it when its holder
    dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise OSError(f"another {work} is running; wait for it to end") from None
    try:
        yield
    finally:
        os.close(handle)


def own_page(path: Path) -> Path:
    """The path of a page to write, refused by an OSError where a page stands that we did not write."""
    if path.exists():
        with regular(path).open("rb") as page:
            if OURS.encode() not in page.read(2000):
                raise OSError(f"{path} is no page of Claimhouse: remove it or choose another folder")
    return path


def text_lines(path: Path) -> list[str]:
    """The lines of a text in UTF-8. Raises OSError, also for another encoding."""
    try:
        return regular(path).read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        reason = f"expected UTF-8, not byte {error.object[error.start]:#x} at {error.start}"
        raise OSError(errno.EILSEQ, reason, str(path)) from None


def replaceable(out: Path) -> Path:
    """Where a file `out` is written, links followed; refused by an OSError where a folder, device, pipe or link to itself stands there.
    Commands ask before they begin."""
    out = Path(os.path.realpath(out))
    if os.path.lexists(out) and not out.is_file():
        raise OSError(f"{out} is no regular file: name a file to write")
    return out


def replace_file(out: Path, write: Callable[[Path], object]) -> None:
    """Puts what `write` writes in the place of `out`; makes the folder where it is missing.

    Raises OSError, and leaves `out` as it was and nothing next to it.
    """
    out = replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    for stale in out.parent.iterdir():  # what a killed process left
        if stale.name.startswith(f".{out.name}.") and not _running(stale.suffix[1:]):
            stale.unlink()
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        write(fresh)
        os.replace(fresh, out)
    except BaseException as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and (error.filename is None or str(fresh) in (error.filename, error.filename2)):
            error.filename, error.filename2 = str(out), None  # that of the file next to it says nothing to a user
        raise


def _running(process: str) -> bool:
    """Whether a process of this number runs; what is no number is none of ours and counts as running."""
    if not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
