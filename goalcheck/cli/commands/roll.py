"""`goalcheck roll`: the files of the next period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.errors import UsageError
from goalcheck.cli.output import emit, say
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.model import Decision, Objective
    from goalcheck.planning.rolling import Rolled

EXAMPLES = """\
goalcheck roll my-org --to 2030-Q1
goalcheck roll my-org --to 2030-Q1 --write"""


def roll(
    paths: options.PathsOrHere = None,
    to: Annotated[
        str, typer.Option("--to", metavar="PERIOD", help="The new period: a year, half, quarter or month, as 2027-Q1.")
    ] = "",
    organization: options.OneOrganization = None,
    write: Annotated[bool, typer.Option("--write", help="Make the edits, all or none.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the edits and write nothing, as without it.")
    ] = False,
) -> None:
    """Move an organization on to its next period.

    What reached its target is closed: its status becomes done, and its period and progress stay as its result. What
    goes on starts from where its progress stands. What is done or dropped keeps the period that it was in. Ids,
    comments and order stay.

    The edits are shown; --write makes them. Listed, and left to you, are targets to set, objectives whose own period is
    over and whose target was not reached, capacities to say, and decisions to renew.
    """
    from goalcheck.changes.option_syntax import period_of
    from goalcheck.cli.scope import in_scope
    from goalcheck.planning.rolling import plan

    if not to:
        raise UsageError("say which period comes next: --to 2027-Q1")
    if write and dry_run:
        raise UsageError("--write writes and --dry-run does not: give one of them")
    paths, organization = in_scope(paths, organization)
    planned = partial(plan, paths, period_of(to), organization=organization)
    if not write:
        _show(planned())
        say("goalcheck: nothing was written: --write writes these edits\n")
        return
    from goalcheck.cli.editing import written

    with written(paths, planned) as rolled:
        _show(rolled)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in rolled.edits))


def _show(rolled: Rolled) -> None:
    from goalcheck.cli.editing import shown

    emit("".join(map(shown, rolled.edits)))
    say("".join(_told(rolled)))


def _told(rolled: Rolled) -> Iterator[str]:
    """What is done, and what is left to people, each kind under a heading."""
    yield from _listed("Closed, the target reached:", map(_standing, rolled.closed))
    yield from _listed("Targets to set:", map(_standing, rolled.to_set))
    yield from _listed("Without a target:", (each.id for each in rolled.without_target))
    yield from _listed("Over, the target not reached (defer, drop or close them):", map(_ended, rolled.over))
    yield from _listed("Capacities to say:", (each.id for each in rolled.resources))
    yield from _listed("Decisions to renew:", map(_decided, rolled.to_renew))


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"  {for_terminal(line)}\n" for line in lines]
    if listed:
        yield f"{heading}\n"
        yield from listed


def _standing(objective: Objective) -> str:
    from goalcheck.facts.progress import standing

    return f"{objective.id} {standing(objective)}"


def _ended(objective: Objective) -> str:
    period = objective.period
    return f"{_standing(objective)}, {period.label}" if period else _standing(objective)


def _decided(decision: Decision) -> str:
    over = f" over {decision.over}" if decision.over else ""
    what = f"{', '.join(decision.between)}{over}: {decision.verdict.value} by {decision.by}"
    return f"{what} until {decision.until} ({decision.location.file}:{decision.location.line})"
