"""Says on standard error how far a long step is, from its third second on."""

from __future__ import annotations

import sys
import time

FIRST, EVERY = 2.0, 1.0  # seconds


class Progress:
    def __init__(self, step: str, total: int = 0, unit: str = ""):
        self.name, self.total, self.unit, self.count = step, total, unit, 0
        self.start = self.last = time.monotonic()
        self.shown = False

    def step(self, count: int = 1) -> None:
        self.count += count
        now = time.monotonic()
        if now - self.start >= FIRST and now - self.last >= EVERY and (self.total or not self.shown):
            self.last, self.shown = now, True
            mark = "\r\x1b[K" if sys.stderr.isatty() else ""
            sys.stderr.write(
                mark + self.name + (f": {self.count} of {self.total} {self.unit}" if self.total else "") + ("" if mark else "\n")
            )
            sys.stderr.flush()

    def done(self) -> None:
        if self.shown and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
