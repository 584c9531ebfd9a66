"""`python -m goalcheck` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; every failure that is no finding ends with exit status 2."""
    if sys.argv[1:] == ["--version"]:
        from goalcheck import __version__

        sys.stdout.write(f"goalcheck {__version__}\n")
        return
    from goalcheck.cli.run import run

    run()


if __name__ == "__main__":
    main()
