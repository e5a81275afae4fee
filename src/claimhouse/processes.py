"""Processes that end with the one that started them, also where that one was killed. A query begins here: imports wait until needed."""

import os
import sys


def end_with(caller: int) -> None:
    """From here on this process ends with the one that called it, on Linux; at once where that has ended before."""
    import ctypes
    import signal

    signal_of_death = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(signal_of_death, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != caller:
            sys.exit("the caller has ended")


def end_with_parent() -> None:
    """From here on this process of `multiprocessing` ends with its parent, whichever thread of it started this one."""
    import multiprocessing
    import threading

    def wait() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
