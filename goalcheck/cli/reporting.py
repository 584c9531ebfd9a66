"""What `goalcheck report` is asked for: the form by the file's ending, the period, the day of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from goalcheck.cli.output import say
from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.model.period import PERIOD_EXPECTED, Period, named_period
from goalcheck.source import GoalcheckError

if TYPE_CHECKING:
    from goalcheck.analysis import Analysis
    from goalcheck.meeting import Meeting
    from goalcheck.planning.resolving import Resolution
    from goalcheck.render.meeting.cover import Cover
    from goalcheck.render.meeting.logo import Logo
    from goalcheck.sensitivity.leverage import Leverage


MOST_OBJECTIVES = 1_000
"""Objectives up to which a report says what would lower tension most without being asked: it takes half a second."""

EFFORT = 3_000_000
"""What it may cost then: some two seconds, where effects run in many circles."""


class WrongReport(GoalcheckError):
    """The report that was asked for cannot be written."""


class Form(Protocol):
    """Lays out a report."""

    def __call__(self, meeting: Meeting, cover: Cover) -> str | bytes:
        """The content of the file."""
        ...


def form_of(output: Path, *, paper: str) -> Form:
    """How a report is laid out, by the ending of its file.

    Raises:
        WrongReport: no form has this ending.
        MissingExtra: a PDF is wanted, and what makes it is not installed.
    """
    found = FORMS.get(output.suffix.lower())
    if found is None:
        ending = f"'{output.suffix}' is no form of a report" if output.suffix else f"'{output}' has no ending"
        raise WrongReport(f"{ending}: name it report.html, report.pdf or report.md")
    return found(paper)


def resolution_of(organization: Organization, level: Level | None, *, today: date) -> Resolution:
    """The ways out of the conflicts of a level and worse, serious by default.

    Raises:
        GoalcheckError: what looks for them is not installed, or found none in its time.
    """
    from goalcheck.planning.resolving import Terms, resolve

    return resolve(organization, Terms(level=level or Level.SERIOUS), today=today)


def leverage_of(report: Analysis, *, asked: bool, whole: bool = True) -> Leverage | None:
    """What would lower the total tension most; unless it is asked for, only of a whole that takes little time."""
    from goalcheck.sensitivity.leverage import leverage

    if asked:
        return leverage(report)
    if not whole or report.counts.objectives > MOST_OBJECTIVES or not report.exact:
        return None
    return leverage(report, effort=EFFORT)


def period_of(text: str | None) -> Period | None:
    """The period of a meeting, where one is named.

    Raises:
        WrongReport: the text names none.
    """
    if text is None:
        return None
    period = named_period(text)
    if period is None:
        expected, _, _ = PERIOD_EXPECTED.rpartition(" or ")
        raise WrongReport(f"--period '{text}' is no period; expected {expected}")
    return period


def read_logo_of(path: str | None) -> Logo | None:
    """The logo, where one is named.

    Raises:
        BadLogo: it is no small picture.
    """
    from goalcheck.render.meeting.logo import read_logo

    return read_logo(path) if path is not None else None


def _html(_: str) -> Form:
    from goalcheck.render.meeting.html import render_html

    return render_html


def _pdf(paper: str) -> Form:
    from goalcheck.render.meeting.pdf import render_pdf, require_typst

    require_typst()
    return partial(render_pdf, paper=paper, warn=lambda text: say(f"goalcheck: {text}\n"))


def _markdown(_: str) -> Form:
    from goalcheck.render.meeting.markdown import render_markdown

    return render_markdown


FORMS: dict[str, Callable[[str], Form]] = {
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".md": _markdown,
    ".markdown": _markdown,
}
"""The layouts of a report by the endings of its file."""
