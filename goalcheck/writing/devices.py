"""Results written where `-o` says: a file is replaced whole; a device, a pipe or a descriptor is written to."""

from __future__ import annotations

import os
import re
from pathlib import Path

from goalcheck.writing.replacing import CannotWrite, replace

RESULT_PREFIX = ".goalcheck-"

_DESCRIPTORS = re.compile(r"/dev/fd|/proc/(\d+)(?:/task/\d+)?/fd")
"""Folders whose entries are what a process has open: /dev/stdout and `>(...)` of a shell lead there."""

_MOST_LINKS = 40


def write_result(content: bytes, output: Path) -> None:
    """Write a result to a file that appears whole or not at all, or to what is no file, as it comes.

    A file that was there keeps its permissions, a new one gets those that the umask leaves. What a link leads to is
    replaced, and the link stays. /dev/stdout is no file even where a shell has sent it to one: that file may be
    appended to, and others may write to it too.

    Raises:
        CannotWrite: there is no room, no right or no such directory.
    """
    try:
        descriptor = descriptor_of(output)
        if descriptor is not None:
            _write_to(descriptor, content)
        elif output.exists() and not output.is_file():
            with output.open("wb", buffering=0) as device:
                _write_all(device.fileno(), content)
        else:
            replace(output.resolve(), content, prefix=RESULT_PREFIX)
    except BrokenPipeError:
        return
    except OSError as error:
        raise CannotWrite(f"cannot write {output}: {error.strerror or error}") from error


def descriptor_of(output: Path) -> str | None:
    """The path of the open descriptor that a path leads to, such as /proc/123/fd/1; None where it leads to a file."""
    path = os.path.abspath(output)  # noqa: PTH100  # `resolve` would follow the last link too
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(path)
        path = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118
        if _DESCRIPTORS.fullmatch(os.path.dirname(path)) and name.isdecimal():  # noqa: PTH120
            return path
        if not os.path.islink(path):  # noqa: PTH114
            return None
        path = os.path.join(os.path.dirname(path), os.readlink(path))  # noqa: PTH115, PTH118, PTH120
    return None


def _write_to(descriptor: str, content: bytes) -> None:
    folder, name = os.path.split(descriptor)
    found = _DESCRIPTORS.fullmatch(folder)
    if found and found[1] in (None, str(os.getpid())):
        # Opened anew, it would start at the beginning of a file that a shell appends to.
        _write_all(int(name), content)
        return
    opened = os.open(descriptor, os.O_WRONLY | os.O_APPEND)
    try:
        _write_all(opened, content)
    finally:
        os.close(opened)


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
