"""Ctrl-C, heard at every moment.

Python hears a signal between two of its own steps. A library that computes for a minute keeps it waiting, and an
exception that comes up in a destructor is swallowed with a traceback; here both end the process all the same.
Imports nothing of goalcheck.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any, Final

PATIENCE: Final = 0.5
"""Seconds after which a program that does not hear Ctrl-C is inside a library and has nothing to tidy up."""

TIDYING: Final = 20.0
"""Seconds that the program has to put back what it was writing."""

_heard = False
_status = 0


def listen(status: int) -> None:
    """Let the first Ctrl-C raise KeyboardInterrupt, and whatever cannot hear it end with an exit status.

    A program that was started with Ctrl-C ignored, in the background of a script, goes on ignoring it.
    """
    global _status  # noqa: PLW0603  # signals belong to the whole process
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    _status = status
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    sys.unraisablehook = _end_if_swallowed
    threading.Thread(target=_watch, args=(reading,), daemon=True).start()
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGINT, _interrupt)


def was_interrupted() -> bool:
    """True if Ctrl-C was pressed, even if a library turned the KeyboardInterrupt into another exception."""
    return _heard


def _interrupt(*_: object) -> None:
    """The next ones change nothing: the program is on its way out, and may be putting files back."""
    global _heard  # noqa: PLW0603  # no lock: a second signal may come while the first is being heard
    if not _heard:
        _heard = True
        raise KeyboardInterrupt


def _watch(reading: int) -> None:
    """Wait in the background for the signal, which the system tells at once; then for the program to end."""
    while os.read(reading, 1) != bytes([signal.SIGINT]):
        pass
    time.sleep(PATIENCE)
    if _heard:
        time.sleep(TIDYING)
    os._exit(_status)


def _end_if_swallowed(problem: Any) -> None:
    """An exception that nobody can catch: that of Ctrl-C ends the program, the others are told as ever."""
    if problem.exc_type is KeyboardInterrupt:
        os._exit(_status)
    sys.__unraisablehook__(problem)
