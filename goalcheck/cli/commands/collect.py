"""`goalcheck collect`: answers brought home into the files of the organization."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.errors import UsageError
from goalcheck.cli.output import emit, say
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.planning.collecting.planning import Collected, UnwrittenAnswer

EXAMPLES = """\
goalcheck collect operations.csv my-org
goalcheck collect operations.csv my-org --write"""


def collect(
    paths: Annotated[
        list[str], typer.Argument(metavar="FORM... PATH", help="Forms that were filled in, then the organization.")
    ],
    organization: options.OneOrganization = None,
    write: Annotated[bool, typer.Option("--write", help="Write the answers, all or none.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the edits and write nothing, as without it.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take an owner's answer where the files say something else.")
    ] = False,
) -> None:
    """Bring the answers to forms home into the files.

    An owner's answer becomes an effect, everybody else's a claim; ratings, reliances and agreements stand where they
    belong.

    The edits are shown; --write makes them, and leaves comments and order as they are. Who disagrees is told, and
    nothing is averaged. Answers to what has changed since the form was made are listed and not written. Collecting
    the same answers again changes nothing.
    """
    from goalcheck.cli.collecting import planned
    from goalcheck.planning.collecting.reading import read_answers

    if len(paths) < 2:
        raise UsageError("give the forms first, then the organization: goalcheck collect FORM... PATH")
    if write and dry_run:
        raise UsageError("--write writes and --dry-run does not: give one of them")
    *forms, path = paths
    answers = [read_answers(each) for each in forms]
    plan = partial(planned, answers, [path], organization, replace=replace)
    if not write:
        found = plan(MappingProxyType({}))
        _show(found)
        if found.edits:
            say("goalcheck: nothing was written: --write writes these edits\n")
        return
    from goalcheck.cli.editing import written

    with written([path], plan) as found:
        _show(found)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in found.edits))


def _show(found: Collected) -> None:
    from goalcheck.cli.editing import shown

    emit("".join(map(shown, found.edits)))
    parts = [f"{found.written} written", f"{found.known} known already"]
    lists = {
        "disagree": found.disagreements,
        "are about what has changed": found.stale,
        "are no answers": found.refused,
        "name something new": found.candidates,
    }
    parts += [f"{len(told)} {what}" for what, told in lists.items() if told]
    say(f"goalcheck: of the answers {', '.join(parts)}\n")
    for what, told in lists.items():
        if told:
            say(f"These {what}:\n{''.join(map(_line, told))}")


def _line(told: UnwrittenAnswer) -> str:
    return f"  {for_terminal(told.by)} ({for_terminal(told.file)}): {for_terminal(told.question)} " + (
        f"'{for_terminal(told.said)}': {for_terminal(told.why)}\n"
    )
