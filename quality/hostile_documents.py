"""Tries random and hostile documents, 10,000 of them by default: each must give an answer or a clear error, in bounded time.

Run as `make fuzz-documents`, or `FUZZ=2000 make fuzz-documents`. Names the inputs that fail; `support.hostile` makes the same ones again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pypdfium2  # noqa: F401  here, so that each guarded reader has it
from support import hostile

from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.frames import frames
from claimhouse.documents.guard import guarded_read
from claimhouse.documents.read import read

SECONDS = 20


def main(count: int, seed: int) -> int:
    """Number of inputs that failed."""
    outcomes: Counter = Counter()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in hostile.inputs(count, seed):
            path = Path(folder) / ("x." + name.partition(".")[2])
            path.write_bytes(data)
            started = time.monotonic()
            try:
                frames([(guarded_read if path.suffix == ".pdf" else read)(path)])
                outcome = "answer"
            except Unreadable as error:
                outcome = "broken down" if "reader broke down" in str(error) or str(path) not in str(error) else "refused"
            except Exception as error:
                outcome = f"{type(error).__name__}: {error}"
            if time.monotonic() - started > SECONDS:
                outcome = "too slow"
            if outcome not in ("answer", "refused"):
                failed += 1
                print(f"{name}, seed {seed}: {outcome}", file=sys.stderr)
            outcomes[path.suffix[1:], outcome] += 1
    for (form, outcome), number in sorted(outcomes.items()):
        print(f"{form}: {number} {outcome}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0) > 0)
