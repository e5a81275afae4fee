"""Processes that end with the one that started them, also where that one was killed."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading


def end_with(caller: int) -> None:
    """From here on this process ends with the one that called it, on Linux; at once where that has ended before."""
    signal_of_death = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(signal_of_death, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != caller:
            sys.exit("the caller has ended")


def end_with_parent() -> None:
    """From here on this process of `multiprocessing` ends with its parent, whichever thread of it started this one."""
    threading.Thread(target=_wait_for, args=(multiprocessing.parent_process(),), daemon=True).start()


def _wait_for(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
