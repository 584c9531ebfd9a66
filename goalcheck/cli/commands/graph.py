"""`goalcheck graph`: the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli.options import Output, Paths, Today
from goalcheck.cli.output import emit, say
from goalcheck.render.picture.formats import PictureFormat, draw, format_for
from goalcheck.source import GoalcheckError

if TYPE_CHECKING:
    from goalcheck.findings import Report
    from goalcheck.picture.scene import Scene


class WrongCut(GoalcheckError):
    """The options name two pictures, or half of one."""


def graph(
    paths: Paths,
    conflict: Annotated[
        str | None, typer.Option("--conflict", metavar="FINGERPRINT", help="Draw the chains of one finding only.")
    ] = None,
    around: Annotated[
        str | None,
        typer.Option("--around", metavar="ID", help="Draw an objective, outcome or driver and what is near it."),
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, metavar="N", help="With --around: how many arrows away (2).")
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="ID", help="Draw a department and all that it pushes.")
    ] = None,
    journey: Annotated[
        bool, typer.Option("--journey", help="Draw the outcomes along the stages of the customer's journey.")
    ] = False,
    format_: Annotated[
        PictureFormat | None,
        typer.Option("--format", "-f", help="How to write it; by default as the ending of FILE says, else as SVG."),
    ] = None,
    output: Output = None,
    today: Today = None,
) -> None:
    """Draw who helps and who hurts what: departments with their objectives, drivers, outcomes.

    What is too big to draw is folded into departments, with a note; DOT, GraphML and node-link JSON hold everything.
    """
    from goalcheck.cli.studying import report_on
    from goalcheck.render.parts import admissions

    cut = _cut(conflict=conflict, around=around, department=department, journey="wanted" if journey else None)
    if depth is not None and cut != "around":
        raise WrongCut("--depth says how far --around reaches, and there is no --around")
    wanted = format_ or format_for(output)
    report = report_on(paths, today=today)
    subject = conflict or around or department or ""
    scene = _scene(report, cut, subject, wanted, depth)
    drawn = draw(scene, wanted)
    emit(drawn.text, output)
    for note in (*admissions(report), *scene.notes, *drawn.notes):
        say(f"goalcheck: {note}\n")


def _cut(**wanted: str | None) -> str:
    """The one option that says what is drawn, `whole` where there is none.

    Raises:
        WrongCut: there are several.
    """
    given = [name for name, value in wanted.items() if value is not None]
    if len(given) > 1:
        raise WrongCut(f"--{given[0]} and --{given[1]} are two pictures: give one of them")
    return given[0] if given else "whole"


def _scene(report: Report, cut: str, subject: str, wanted: PictureFormat, depth: int | None) -> Scene:
    from goalcheck.picture import choice
    from goalcheck.render.picture.formats import limits
    from goalcheck.selection import find_finding

    most = limits(wanted)
    match cut:
        case "conflict":
            return choice.conflict(report, find_finding(report, subject), most)
        case "around":
            return choice.around(report, subject, most, depth=depth or choice.DEPTH)
        case "department":
            return choice.department(report, subject, most)
        case "journey":
            return choice.journey(report, most)
        case _:
            return choice.whole(report, most)
