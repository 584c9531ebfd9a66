"""`goalcheck graph`: the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import OneOrganization, Output, PathsOrHere, Today
from goalcheck.cli.output import emit, say
from goalcheck.cli.parameters import choice, whole
from goalcheck.findings import Level
from goalcheck.render.picture.formats import PictureFormat, draw, format_for, in_its_place, limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalcheck.analysis import Analysis
    from goalcheck.conflicts import Conflict
    from goalcheck.picture.choice import Limits
    from goalcheck.picture.scene import Scene
    from goalcheck.selection import Selection

EXAMPLES = """\
goalcheck graph my-org -o picture.svg
goalcheck graph my-org --conflict personal-attention -o conflict.svg
goalcheck graph my-org --around time-per-order -o picture.mmd"""


def graph(
    paths: PathsOrHere = None,
    organization: OneOrganization = None,
    conflict: Annotated[
        str | None,
        typer.Option(
            "--conflict",
            metavar="ID",
            help="Draw one conflict, by what it is about or by its fingerprint; or the chains of one finding.",
        ),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(
            "--around",
            metavar="ID",
            help="Draw an objective, outcome or driver, what it pushes and is pushed by, and its opponents.",
        ),
    ] = None,
    depth: Annotated[
        int | None, whole("--depth", least=1, help="With --around: how many arrows away (2, or 1 where it is dense).")
    ] = None,
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

    The picture shows departments with their objectives, drivers and outcomes. With --conflict it shows what suffers in
    the middle, hurters by their knots on one side and protectors on the other. A line of its own joins opponents.

    All open conflicts that are serious or worse are marked, unless --level, --outcome, --customer or --top choose some.
    What is too big to draw is folded into departments, with a note, and what is too dense is left to goalcheck matrix;
    DOT, GraphML and node-link JSON hold everything. Options are not in force and are not drawn.
    """
    from goalcheck.cli.analyzing import named, report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.render.parts import admissions
    from goalcheck.selection import Selection

    cut = _Cut(conflict, around, depth, department, journey)
    marked = Selection(level=level, outcomes=outcome or (), customers=customer or (), top=top)
    cut.check(marked)
    wanted = format_ or format_for(output)
    paths, organization = in_scope(paths, organization)
    report = report_on(paths, today=today, organization=organization)
    scene = _scene_of(report, cut, marked, limits(wanted))
    drawn = in_its_place(scene, wanted, named(paths, organization)) if scene.is_too_dense else draw(scene, wanted)
    emit(drawn.text, output)
    for note in (*admissions(report), *(() if scene.is_too_dense else scene.notes), *drawn.notes):
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
                "--conflict draws one conflict, so that there are no others to mark: "
                "leave out --level, --outcome, --customer and --top"
            )


def _scene_of(report: Analysis, cut: _Cut, chosen: Selection, limits: Limits) -> Scene:
    """The picture that is asked for, with the chosen conflicts marked in it.

    Raises:
        UnknownName: the organization has nothing of a name, or nothing of it can be drawn.
    """
    from goalcheck.findings import Finding
    from goalcheck.picture import choice
    from goalcheck.picture.highlights import open_conflicts
    from goalcheck.picture.subjects import marked, subject
    from goalcheck.render.words import count

    if cut.conflict is not None:
        found = subject(report, cut.conflict)
        if isinstance(found, Finding):
            return choice.finding(report, found, limits)
        return choice.conflict(report, found, limits)
    conflicts, all_of_them = marked(report, chosen), tuple(open_conflicts(report))
    scene = _part(report, cut, limits, conflicts)
    if conflicts == all_of_them:
        return scene
    note = f"Marked: {len(conflicts):,} of {count(len(all_of_them), 'open conflict')}, serious or worse."
    return replace(scene, notes=(*scene.notes, note))


def _part(report: Analysis, cut: _Cut, limits: Limits, marked: Sequence[Conflict]) -> Scene:
    from goalcheck.picture import choice
    from goalcheck.picture.subjects import identified

    if cut.around is not None:
        key = identified(report.organization, cut.around)
        return choice.around(report, key, limits, depth=cut.depth, marked=marked)
    if cut.department is not None:
        return choice.department(report, identified(report.organization, cut.department), limits, marked)
    return (choice.journey if cut.journey else choice.whole)(report, limits, marked)
