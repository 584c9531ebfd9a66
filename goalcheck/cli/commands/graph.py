"""`goalcheck graph`: the picture."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.options import OneOrganization, Output, Paths, Today
from goalcheck.cli.output import emit, say
from goalcheck.cli.parameters import choice, whole
from goalcheck.findings import Level
from goalcheck.render.picture.formats import PictureFormat, draw, format_for, limits

EXAMPLES = """\
goalcheck graph my-org -o picture.svg
goalcheck graph my-org --around time-per-order -o picture.mmd"""


def graph(
    paths: Paths,
    organization: OneOrganization = None,
    conflict: Annotated[
        str | None, typer.Option("--conflict", metavar="FINGERPRINT", help="Draw the chains of one finding only.")
    ] = None,
    around: Annotated[
        str | None,
        typer.Option("--around", metavar="ID", help="Draw an objective, outcome or driver and what is near it."),
    ] = None,
    depth: Annotated[int | None, whole("--depth", least=1, help="With --around: how many arrows away (2).")] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="ID", help="Draw a department and all that it pushes.")
    ] = None,
    journey: Annotated[
        bool, typer.Option("--journey", help="Draw the outcomes along the stages of the customer's journey.")
    ] = False,
    format_: Annotated[
        PictureFormat | None,
        choice(
            "--format",
            "-f",
            of=PictureFormat,
            help="How to write it; by default as the ending of FILE says, else as SVG.",
        ),
    ] = None,
    output: Output = None,
    level: Annotated[
        Level | None, choice("--level", of=Level, help="Mark conflicts from this level up; minor ones never are.")
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", metavar="ID", help="Mark conflicts over an outcome.")
    ] = None,
    customer: Annotated[
        list[str] | None, typer.Option("--customer", metavar="ID", help="Mark conflicts over a customer's outcomes.")
    ] = None,
    top: Annotated[int | None, whole("--top", least=1, help="Mark the N worst conflicts.")] = None,
    today: Today = None,
) -> None:
    """Draw who helps and who hurts what.

    The picture shows departments with their objectives, drivers and outcomes.

    All open conflicts that are serious or worse are marked, unless --level, --outcome, --customer or --top choose some.
    What is too big to draw is folded into departments, with a note; DOT, GraphML and node-link JSON hold everything.
    """
    from goalcheck.cli.drawing import Cut, scene_of
    from goalcheck.cli.studying import report_on
    from goalcheck.render.parts import admissions
    from goalcheck.selection import Selection

    cut = Cut(conflict, around, depth, department, journey)
    marked = Selection(level=level, outcomes=outcome or (), customers=customer or (), top=top)
    cut.check(marked)
    wanted = format_ or format_for(output)
    report = report_on(paths, today=today, organization=organization)
    scene = scene_of(report, cut, marked, limits(wanted))
    drawn = draw(scene, wanted)
    emit(drawn.text, output)
    for note in (*admissions(report), *scene.notes, *drawn.notes):
        say(f"goalcheck: {note}\n")
