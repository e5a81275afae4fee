"""Files that a user names: replaced whole or not at all, and only where they are files."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def replace_file(out: Path, write: Callable[[Path], object]) -> None:
    """Puts what `write` writes in the place of `out`, following a link; makes the folder where it is missing.

    Raises OSError, and leaves `out` as it was and nothing beside it. A folder, device or pipe is never replaced.
    """
    out = out.resolve()
    if out.exists() and not out.is_file():
        raise OSError(f"{out} is no regular file: name a file to write")
    out.parent.mkdir(parents=True, exist_ok=True)
    for stale in out.parent.iterdir():  # what a killed process left
        if stale.name.startswith(f".{out.name}.") and not _running(stale.suffix[1:]):
            stale.unlink()
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        write(fresh)
        os.replace(fresh, out)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
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
