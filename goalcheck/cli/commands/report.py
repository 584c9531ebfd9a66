"""`goalcheck report`: the report for a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import (
    InDepartment,
    MinLevel,
    OfCustomer,
    OneOrganization,
    OverOutcome,
    Paper,
    PathsOrHere,
    Robust,
    Seed,
    Today,
    Top,
)
from goalcheck.cli.output import say, write_whole
from goalcheck.cli.parameters import choice
from goalcheck.findings import Level

if TYPE_CHECKING:
    from goalcheck.meeting import Meeting
    from goalcheck.model import Organization
    from goalcheck.model.period import Period
    from goalcheck.planning.resolving import Resolution
    from goalcheck.render.meeting.cover import Cover
    from goalcheck.render.meeting.logo import Logo

EXAMPLES = """\
goalcheck report my-org -o report.html
goalcheck report my-org --title "Second half" --paper letter -o report.pdf"""

AT_LENGTH = 60
"""The conflicts that are worked out at length where nothing is cut: more than the agenda and the stories tell."""


def report(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: FILE.html, FILE.pdf or FILE.md.")
    ],
    paths: PathsOrHere = None,
    organization: OneOrganization = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What it is called; else the organization's name.")
    ] = None,
    logo: Annotated[
        str | None, typer.Option("--logo", metavar="FILE", help="A PNG, JPEG or SVG for the first page.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="Only what stands in it: 2026, 2026-H2, 2026-Q4."),
    ] = None,
    paper: Annotated[Paper, choice("--paper", of=Paper, help="The paper of a PDF.")] = Paper.A4,
    resolve: Annotated[
        bool,
        typer.Option("--resolve", help="Add the cheapest way out and the next ones (needs goalcheck[resolve])."),
    ] = False,
    robust: Robust = None,
    seed: Seed = 1,
    appendix: Annotated[
        bool,
        typer.Option("--appendix", help="Add everything else: all who take part, customers, findings by rule, method."),
    ] = False,
    level: MinLevel = None,
    department: InDepartment = None,
    outcome: OverOutcome = None,
    customer: OfCustomer = None,
    top: Top = None,
    today: Today = None,
) -> None:
    """Write the report for a meeting: as HTML, PDF or Markdown.

    It says what suffers, who pays, who squeezes it and where, who decides, and what to do first.

    An HTML page that loads nothing, a PDF (needs goalcheck[pdf]) or Markdown, by the file's ending. --department and
    the others cut it to what one meeting is about; --appendix adds everything that the meeting need not read.
    """
    from goalcheck.cli.analyzing import named, report_on, robustness_of
    from goalcheck.cli.scope import in_scope
    from goalcheck.meeting import prepare
    from goalcheck.render.meeting.cover import Cover
    from goalcheck.selection import Selection

    form = _form_of(output, paper=paper)
    selection = Selection(level, department or (), outcome or (), customer or (), top, _period_of(period))
    paths, organization = in_scope(paths, organization)
    cover = Cover(title, _read_logo_of(logo), named(paths, organization))
    day = today or date.today()
    brief = selection.is_all and not appendix
    found = report_on(paths, today=day, organization=organization, at_length=AT_LENGTH if brief else None)
    resolution = _resolution_of(found.organization, level, today=day) if resolve else None
    meeting = prepare(
        found,
        selection,
        today=day,
        appendix=appendix,
        resolution=resolution,
        robustness=robustness_of(found, draws=robust, seed=seed),
    )
    write_whole(form(meeting, cover), output)


class _Form(Protocol):
    """The layout of a report: makes the content of its file from a meeting."""

    def __call__(self, meeting: Meeting, cover: Cover) -> str | bytes:
        """The content of the file."""
        ...


def _form_of(output: Path, *, paper: str) -> _Form:
    """The layout of a report, by the ending of its file.

    Raises:
        UsageError: no form has this ending.
        MissingExtra: a PDF is wanted, and what makes it is not installed.
    """
    found = FORMS.get(output.suffix.lower())
    if found is None:
        ending = f"'{output.suffix}' is no form of a report" if output.suffix else f"'{output}' has no ending"
        raise UsageError(f"{ending}: name it report.html, report.pdf or report.md")
    return found(paper)


def _resolution_of(organization: Organization, level: Level | None, *, today: date) -> Resolution:
    """The ways out of the conflicts of a level and worse, serious by default.

    Raises:
        GoalcheckError: what looks for them is not installed, or found none in its time.
    """
    from goalcheck.planning.resolving import Terms, resolve

    return resolve(organization, Terms(level=level or Level.SERIOUS, front=True), today=today)


def _period_of(text: str | None) -> Period | None:
    """The period of a meeting, where one is named.

    Raises:
        UsageError: the text names none.
    """
    from goalcheck.model.period import PERIOD_EXPECTED, named_period

    if text is None:
        return None
    period = named_period(text)
    if period is None:
        expected, _, _ = PERIOD_EXPECTED.rpartition(" or ")
        raise UsageError(f"--period '{text}' is no period; expected {expected}")
    return period


def _read_logo_of(path: str | None) -> Logo | None:
    """The logo, where one is named.

    Raises:
        BadLogo: it is no small picture.
    """
    from goalcheck.render.meeting.logo import read_logo

    return read_logo(path) if path is not None else None


def _html(_: str) -> _Form:
    from goalcheck.render.meeting.html import render_html

    return render_html


def _pdf(paper: str) -> _Form:
    from goalcheck.render.meeting.pdf import render_pdf, require_typst

    require_typst()
    return partial(render_pdf, paper=paper, warn=lambda text: say(f"goalcheck: {text}\n"))


def _markdown(_: str) -> _Form:
    from goalcheck.render.meeting.markdown import render_markdown

    return render_markdown


FORMS: dict[str, Callable[[str], _Form]] = {
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".md": _markdown,
    ".markdown": _markdown,
}
"""The layouts of a report by the endings of its file."""
