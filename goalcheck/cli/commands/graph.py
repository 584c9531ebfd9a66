"""`goalcheck graph`: the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import OneOrganization, Output, Paths, Today
from goalcheck.cli.output import emit, say
from goalcheck.cli.parameters import choice, whole
from goalcheck.findings import Level
from goalcheck.render.picture.formats import PictureFormat, draw, format_for, limits

if TYPE_CHECKING:
    from goalcheck.analysis import Analysis
    from goalcheck.picture.choice import Limits
    from goalcheck.picture.scene import Scene
    from goalcheck.selection import Selection

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
    from goalcheck.cli.analyzing import report_on
    from goalcheck.render.parts import admissions
    from goalcheck.selection import Selection

    cut = _Cut(conflict, around, depth, department, journey)
    marked = Selection(level=level, outcomes=outcome or (), customers=customer or (), top=top)
    cut.check(marked)
    wanted = format_ or format_for(output)
    report = report_on(paths, today=today, organization=organization)
    scene = _scene_of(report, cut, marked, limits(wanted))
    drawn = draw(scene, wanted)
    emit(drawn.text, output)
    for note in (*admissions(report), *scene.notes, *drawn.notes):
        say(f"goalcheck: {note}\n")


class _Cut(NamedTuple):
    """The picture that is asked for: of the whole, or of the part that one of these names."""

    conflict: str | None = None
    around: str | None = None
    depth: int | None = None
    department: str | None = None
    journey: bool = False

    def check(self, marked: Selection) -> None:
        """Refuse options that name two pictures, or half of one.

        Args:
            marked: the conflicts to mark.

        Raises:
            UsageError: these are two pictures, or half of one.
        """
        named = ("conflict", self.conflict), ("around", self.around), ("department", self.department)
        given = [name for name, value in (*named, ("journey", self.journey or None)) if value is not None]
        if len(given) > 1:
            raise UsageError(f"--{given[0]} and --{given[1]} are two pictures: give one of them")
        if self.depth is not None and self.around is None:
            raise UsageError("--depth says how far --around reaches, and there is no --around")
        if self.conflict is not None and not marked.is_all:
            raise UsageError(
                "--conflict draws one finding, so that there are no others to mark: "
                "leave out --level, --outcome, --customer and --top"
            )


def _scene_of(report: Analysis, cut: _Cut, marked: Selection, limits: Limits) -> Scene:
    """The picture that is asked for, with the chosen conflicts marked in it.

    Raises:
        UnknownName: the organization has nothing of a name, or nothing of it can be drawn.
    """
    from goalcheck.picture import choice
    from goalcheck.picture.highlights import open_conflicts
    from goalcheck.render.words import count
    from goalcheck.selection import find_finding, select

    if cut.conflict is not None:
        return choice.conflict(report, find_finding(report, cut.conflict), limits)
    chosen = select(report, replace(marked, top=None))
    found, conflicts = list(open_conflicts(report)), list(open_conflicts(chosen))[: marked.top]
    scene = _part(replace(report, findings=tuple(conflicts)), cut, limits)
    if len(conflicts) == len(found):
        return scene
    note = f"Marked: {len(conflicts):,} of {count(len(found), 'open conflict')}, serious or worse."
    return replace(scene, notes=(*scene.notes, note))


def _part(report: Analysis, cut: _Cut, limits: Limits) -> Scene:
    from goalcheck.picture import choice

    if cut.around is not None:
        return choice.around(report, cut.around, limits, depth=cut.depth or choice.DEPTH)
    if cut.department is not None:
        return choice.department(report, cut.department, limits)
    return choice.journey(report, limits) if cut.journey else choice.whole(report, limits)
