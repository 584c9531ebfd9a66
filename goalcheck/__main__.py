"""`python -m goalcheck` and the console script."""

from __future__ import annotations

import os
import sys


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


if __name__ == "__main__":
    main()
