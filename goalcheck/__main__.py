"""`python -m goalcheck` and the console script."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


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
    gc.disable()
    status: object = 0
    try:
        main()
    except SystemExit as stop:
        status = stop.code or 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or 2
    os._exit(status if isinstance(status, int) else 2)


if __name__ == "__main__":
    process()
