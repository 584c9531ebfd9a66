"""From a path to bytes, without ever waiting for a pipe or reading without end.

Must not know what the bytes mean or which files may be read.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import Final

MAX_FILE_BYTES: Final = 48_000_000

# A named pipe without a writer, or a terminal, must not hold the program up. Windows has none of these flags.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)

_WORDS: Final = {
    errno.ENOENT: ("there is no such file", "a file or directory that exists"),
    errno.ELOOP: ("this is a link that leads to itself", "a file or directory that exists"),
    errno.EACCES: ("the file cannot be read (permission denied)", "read permission"),
    errno.EPERM: ("the file cannot be read (permission denied)", "read permission"),
    errno.ENXIO: ("this is no regular file", "a text file"),
}


class UnreadableError(Exception):
    """A file cannot be read; `args` are what was found and what was expected."""


def read_bytes(path: str) -> bytes:
    """Read a regular file of bounded size."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    try:
        _check(os.fstat(descriptor))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise unreadable(error) from error
    finally:
        os.close(descriptor)
    # Once more: files in /proc say that they are empty, and others may grow.
    return bounded(raw)


def unreadable(error: OSError | ValueError) -> UnreadableError:
    """Plain words for what the operating system said."""
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return UnreadableError(
            *_WORDS.get(error.errno or 0, (f"the file cannot be read ({reason})", "a readable file"))
        )
    return UnreadableError("this is no possible file name", "a file or directory that exists")


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("this is no regular file", "a text file")
    if status.st_size > MAX_FILE_BYTES:
        raise _too_large(status.st_size)


def bounded(raw: bytes) -> bytes:
    """The content of a file, refused where it is too large."""
    if len(raw) > MAX_FILE_BYTES:
        raise _too_large(len(raw))
    return raw


def _too_large(size: int) -> UnreadableError:
    return UnreadableError(f"the file has {size:,} bytes", f"at most {MAX_FILE_BYTES:,}: several smaller files")
