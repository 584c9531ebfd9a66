"""The report as PDF, set by typst; texts reach it as data, so that none of them is ever source."""

from __future__ import annotations

from importlib.util import find_spec

from goalcheck.source import GoalcheckError


class NoTypst(GoalcheckError):
    """What makes the PDF is not installed."""


def require_typst() -> None:
    """Make sure that a PDF can be made.

    Raises:
        NoTypst: the extra is not installed.
    """
    if find_spec("typst") is None:
        raise NoTypst("a PDF needs typst, which is not installed: pip install 'goalcheck[pdf]' (or write report.html)")
