"""Silence on stdout for a library in C that prints, whatever its options say.

Must not know which library that is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Final

_STDOUT: Final = 1

_ALONE: Final = RLock()
"""A file descriptor belongs to the whole process: the second thread waits until the first has put it back."""


@contextmanager
def stdout_silenced() -> Iterator[None]:
    """Discard what is written to file descriptor 1, also by C, for as long as the context lasts.

    Threads that use it take turns. What another thread writes to stdout meanwhile is discarded as well.
    """
    with _ALONE:
        _flush_c()  # what C has kept back until now was written before, and is wanted
        before = _duplicate(_STDOUT)
        try:
            _discard()
            yield
        finally:
            try:
                _flush_c()
            finally:
                _restore(before)


def _duplicate(descriptor: int) -> int | None:
    """A second descriptor of the same file; None where the descriptor is closed."""
    try:
        return os.dup(descriptor)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
        return None


def _discard() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != _STDOUT:  # it is where stdout was closed and no lower descriptor is free
        os.dup2(nowhere, _STDOUT)
        os.close(nowhere)


def _restore(before: int | None) -> None:
    if before is None:
        os.close(_STDOUT)
    else:
        os.dup2(before, _STDOUT)
        os.close(before)


def _flush_c() -> None:
    """Write out what the C library has buffered for its streams; it would come out later, where it is not wanted."""
    with suppress(ImportError, OSError, AttributeError):  # a Python without ctypes, a system that names it otherwise
        import ctypes

        library = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
        library.fflush(None)
