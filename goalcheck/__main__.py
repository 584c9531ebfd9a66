"""`python -m goalcheck` and the console script: a process that ends with 0, 1, 2 or 130, whatever happens.

Imports as little as it can before Ctrl-C is listened to: what is pressed earlier than that is the interpreter's.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TextIO

FAILED = 2
INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""


def main() -> None:
    """Run the command line; every failure that is no finding ends with exit status 2."""
    if sys.argv[1:] == ["--version"] and sys.stdout:
        from goalcheck import __version__

        sys.stdout.write(f"goalcheck {__version__}\n")
        return
    # goalcheck uses no pydantic plugins; looking for them in every installed package would cost a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from goalcheck.cli.run import run

    run()


def process() -> NoReturn:
    """Be the command as a process: it lives for a second, and leaves its memory to the system to take back.

    To collect circles and to free a large organization piece by piece would take a third of the time of the whole.
    """
    # The process ends inside the `try`, so that there is no moment in which Ctrl-C could get past it.
    try:
        gc.disable()
        from goalcheck.interrupts import listen, was_interrupted

        listen(INTERRUPTED)
        status = _flushed(_status())
        os._exit(INTERRUPTED if was_interrupted() else status)
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


def _status() -> int:
    """Run the command; its exit status, FAILED for whatever else it ends with."""
    try:
        main()
    except SystemExit as stop:
        if stop.code is None:
            return 0
        return stop.code if isinstance(stop.code, int) else FAILED
    except BrokenPipeError:
        return 0
    except OSError as error:
        _say(f"goalcheck: cannot write the result: {error.strerror or error}\n")
        return FAILED
    except Exception as error:
        _say(f"goalcheck: internal error ({type(error).__name__}: {str(error)!a}); please report it\n")
        return FAILED
    return 0


def _flushed(status: int) -> int:
    """Write out what is left; a result that cannot be written is no answer, unless its reader has gone."""
    try:
        _flush(sys.stdout)
    except BrokenPipeError:
        pass
    except (OSError, ValueError):
        status = FAILED
    _say("")
    return status


def _say(text: str) -> None:
    """Write to stderr, as far as it can be written to: what is said there never changes the exit status."""
    try:
        if sys.stderr:
            sys.stderr.write(text)
        _flush(sys.stderr)
    except (OSError, ValueError):
        pass


def _flush(stream: TextIO | None) -> None:
    """Write out what a stream holds; one that was closed from the start is None."""
    if stream:
        stream.flush()


if __name__ == "__main__":
    process()
