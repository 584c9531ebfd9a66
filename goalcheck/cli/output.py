"""The output of text, to stdout or a file, and the width and colours of the terminal."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from goalcheck.interrupts import was_interrupted
from goalcheck.writing.devices import descriptor_of, write_result
from goalcheck.writing.replacing import CannotWrite as CannotWrite

SUBSTITUTES = {
    "█": "#",
    "▒": "=",
    "░": "-",
    "·": ".",
    "…": "...",
    "—": "-",
    "–": "-",
    "×": "x",
    "→": "->",
    "“": '"',
    "”": '"',
    "’": "'",
}
"""Substitutes for characters that an encoding lacks; any other becomes a question mark."""

MAX_WIDTH = 120
"""Lines longer than this are hard to read, however wide the terminal."""


class Color(StrEnum):
    """The choices of `--color`."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


ORGANIZATION_ENDINGS = (".yaml", ".yml")
"""The endings of the files that are read from a directory."""


def spared(file: Path | None) -> Path | None:
    """The file that a result goes to; one with the ending of an organization's files is refused.

    Raises:
        CannotWrite: it has the ending of such files.
    """
    if file is None or descriptor_of(file):
        return file
    if file.resolve().suffix.lower() in ORGANIZATION_ENDINGS:
        raise CannotWrite(f"{file} is named like the files of an organization: give the result another name")
    return file


def prepare() -> None:
    """Have characters that the output encoding lacks replaced by plain ones, instead of raising an exception.

    What is closed from the start (`>&-`) is like a reader who has gone: nobody wants what is written there.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    codecs.register_error("goalcheck", _substitute)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="goalcheck")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(SUBSTITUTES.get(character, "?") for character in lacking), error.end


def colored(color: Color, output: Path | None) -> bool:
    """True if colours are written: as told, else only to a terminal that has them and does not refuse (NO_COLOR)."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return output is None and sys.stdout.isatty() and not refused


def width(output: Path | None) -> int | None:
    """The columns to break lines at; None for a pipe or a file, whose lines stay whole."""
    if output is not None or not sys.stdout.isatty():
        return None
    return min(shutil.get_terminal_size().columns, MAX_WIDTH)


def emit(text: str, output: Path | None = None) -> None:
    """Write a result to stdout, or to a file that appears whole or not at all.

    Raises:
        CannotWrite: there is no room, no right or no such directory.
    """
    if output is not None:
        write_whole(text, output)
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
    except OSError as error:
        _forget_stdout()
        raise CannotWrite(f"cannot write the result: {error.strerror or error}") from error


def say(text: str) -> None:
    """Write progress, a warning or an error to stderr, as far as it can be written to: no answer depends on it.

    After Ctrl-C there is nothing to say: a library may have made an error of its own of it.
    """
    if was_interrupted():
        return
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def write_whole(content: str | bytes, output: Path) -> None:
    """Write a file that appears whole or not at all; a device, a pipe or /dev/stdout is written to, never replaced.

    Raises:
        CannotWrite: there is no room, no right or no such directory.
    """
    sys.stdout.flush()  # what was written there before comes before what goes to /dev/stdout
    write_result(content.encode("utf-8") if isinstance(content, str) else content, output)


def _forget_stdout() -> None:
    """Send the rest of stdout nowhere: its reader has gone, which is no error."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
