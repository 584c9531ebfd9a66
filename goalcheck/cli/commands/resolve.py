"""`goalcheck resolve`: the cheapest changes that settle the conflicts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli import exits
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, DifferenceFormat, DiffFormat, OneOrganization, Output, PathsOrHere, Today
from goalcheck.cli.output import ORGANIZATION_ENDINGS, CannotWrite, Color, colored, emit, say, width, write_whole
from goalcheck.cli.parameters import choice, seconds, whole
from goalcheck.findings import Level

if TYPE_CHECKING:
    from goalcheck.planning.resolving import Resolution

EXAMPLES = """\
goalcheck resolve my-org
goalcheck resolve my-org --keep sales.named-contact --save way-out.yaml"""


def resolve(
    paths: PathsOrHere = None,
    organization: OneOrganization = None,
    level: Annotated[
        Level, choice("--level", of=Level, help="Settle open conflicts from this level up.")
    ] = Level.SERIOUS,
    keep: Annotated[list[str] | None, typer.Option("--keep", metavar="ID", help="Leave an objective as it is.")] = None,
    may_give: Annotated[
        list[str] | None,
        typer.Option(
            "--may-give", metavar="ID", help="Let an objective give that protects, or that a conflict is about."
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="KIND",
            help="Do without a kind of change: retarget, guardrail, bind, choose, adopt, defer, share, capacity, "
            "commit or drop.",
        ),
    ] = None,
    fair: Annotated[
        int | None,
        whole("--fair", least=0, most=1000, help="Accept up to N percent more cost for a fairer way out."),
    ] = None,
    front: Annotated[
        bool, typer.Option("--front", help="Show how much pressure can be taken away for how much cost.")
    ] = False,
    alternatives: Annotated[int, whole("--alternatives", least=0, most=100, help="Show up to N further ways out.")] = 3,
    time_limit: Annotated[
        float,
        seconds(
            "--time-limit",
            least=0.1,
            most=86_400,
            help="Answer after so long in all, with a way out that may not be the cheapest, and say how far from it.",
        ),
    ] = 60.0,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", metavar="FILE", help="Write the cheapest way out as a file for goalcheck whatif --with."
        ),
    ] = None,
    format_: DifferenceFormat = None,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Find the cheapest changes that settle the open conflicts.

    After them no open conflict is left at a level or above, and nothing is taken from a customer: no pressure rises,
    no outcome loses its last help. Whoever protects a customer gives nothing.

    Each answer is confirmed by analyzing the changed organization, and proved the cheapest unless time runs out, which
    is said; no file is touched. What a change costs follows from the priority of its objective, the importance of what
    it serves and its status, and can be set under settings: costs. Where something cannot be settled, the answer says
    what would have to be declared for it.

    Exit status: 0 when there is a way out or nothing to settle; 1 when something cannot be settled; 2 when the input
    is wrong, or time ran out before any way out was found.
    """
    from goalcheck.api import load
    from goalcheck.cli.analyzing import named
    from goalcheck.cli.scope import in_scope
    from goalcheck.planning import resolving
    from goalcheck.render.parts import admissions

    chosen = chosen_format(output, format_, DiffFormat)
    paths, organization = in_scope(paths, organization)
    if save is not None:
        _keep_apart(save, paths, output)
    terms = resolving.Terms(
        level=level,
        kept=tuple(keep or ()),
        may_give=tuple(may_give or ()),
        without=tuple(without or ()),
        fair=None if fair is None else fair / 100,
        front=front,
        alternatives=alternatives,
        seconds=time_limit,
    )
    resolution = resolving.resolve(load(paths, organization=organization), terms, today=today)
    saved = _save(resolution, save)
    emit(_written(resolution, named(paths, organization), saved, chosen, output, color), output)
    for admitted in admissions(resolution.before):
        say(f"goalcheck: {admitted}\n")
    if resolution.is_impossible:
        raise typer.Exit(exits.FINDINGS)


def _written(
    resolution: Resolution, paths: list[str], saved: str | None, format_: DiffFormat, output: Path | None, color: Color
) -> str:
    """The ways out in the format that is asked for."""
    from goalcheck.render.resolution.json import json_resolution
    from goalcheck.render.resolution.text import markdown_resolution, render_resolution

    if format_ is DiffFormat.JSON:
        return json_resolution(resolution)
    if format_ is DiffFormat.MARKDOWN:
        return markdown_resolution(resolution, paths=paths, saved=saved)
    return render_resolution(resolution, paths=paths, saved=saved, width=width(output), color=colored(color, output))


def _keep_apart(save: Path, paths: list[str], output: Path | None) -> None:
    """Refuse to write changes where they would be read as part of the organization, or over anything but changes."""
    from goalcheck.changes.file_reading import is_of_changes

    if output is not None and save.resolve() == output.resolve():
        raise CannotWrite(f"--save and -o cannot both write {save}")
    file = save.resolve()
    read = (file, *file.parents) if file.suffix.lower() in ORGANIZATION_ENDINGS else (file,)
    for path in paths:
        if Path(path).resolve() in read:
            raise CannotWrite(f"{save} would be read as part of {path}: keep changes beside the organization")
    if save.suffix.lower() in ORGANIZATION_ENDINGS and save.is_file() and not is_of_changes(save):
        raise CannotWrite(f"{save} is there and holds no changes: give the way out another name")


def _save(resolution: Resolution, save: Path | None) -> str | None:
    """Write the cheapest way out, where there is one that changes something."""
    from goalcheck.changes import in_words
    from goalcheck.changes.file_writing import changes_text

    if save is None:
        return None
    if not resolution.ways or not resolution.ways[0].steps:
        say(f"goalcheck: there is no change to save, so {save} was not written\n")
        return None
    best = resolution.ways[0]
    words = in_words(resolution.before.organization, best.moves)
    kind = "The cheapest" if best.is_proved else "A"
    heading = [
        f"{kind} way out of {_settled(resolution)}, at a cost of {best.cost:.2f}:",
        *(f"- {text} ({step.cost:.2f})" for text, step in zip(words, best.steps, strict=True)),
    ]
    write_whole(changes_text(best.moves, heading), save)
    return str(save)


def _settled(resolution: Resolution) -> str:
    """What the cheapest way out settles, in words."""
    from goalcheck.render.words import count

    settled = len(resolution.settled) - len(resolution.ways[0].unsettled)
    return count(settled, "conflict") if not resolution.findings else f"{settled} conflicts and findings"
