"""`goalcheck whatif`: the organization compared with itself after changes that nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color, emit, say
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.cli.comparison import View
    from goalcheck.model import Organization
    from goalcheck.planning.edit import Edit
    from goalcheck.planning.moves import Move

IDLE = (
    "no effect of {} depends on its target: none has starts_at, and the target implies none, so that another figure "
    "changes no conflict over its effects; starts_at and full_at say from which figure on an effect is felt"
)


def _option(name: str, metavar: str, help_: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=help_)
    return option


Texts = list[str] | None


EXAMPLES = """\
goalcheck whatif my-org --retarget operations.install-30=42
goalcheck whatif my-org --agree operations.install-30:sales --dry-run"""


def whatif(
    paths: options.Paths,
    organization: options.OneOrganization = None,
    drop: Annotated[Texts, _option("--drop", "ID", "Give an objective up.")] = None,
    defer: Annotated[Texts, _option("--defer", "ID=PERIOD", "Give an objective another period.")] = None,
    retarget: Annotated[Texts, _option("--retarget", "ID=VALUE", "Give the target of an objective another figure.")] = (
        None
    ),
    guardrail: Annotated[Texts, _option("--guardrail", "ID:OUTCOME", "Let an objective protect an outcome.")] = None,
    effect: Annotated[
        Texts, _option("--effect", "FROM:TO=WORD", 'Say an effect otherwise: "slightly hurts", neutral, -2, -0.5.')
    ] = None,
    capacity: Annotated[
        Texts, _option("--capacity", "RESOURCE[@PERIOD]=AMOUNT", "Have another amount of a resource.")
    ] = None,
    importance: Annotated[Texts, _option("--importance", "OUTCOME=N", "Rate an outcome from 1 to 5.")] = None,
    share: Annotated[
        Texts, _option("--share", "ID:ID", "Merge the second objective into the first, which both departments own.")
    ] = None,
    agree: Annotated[
        Texts, _option("--agree", "ID:WHO", "Agree an objective with a customer, a department or the team.")
    ] = None,
    commit: Annotated[Texts, _option("--commit", "ID", "Agree on an objective that is only proposed.")] = None,
    with_: Annotated[
        list[Path] | None, typer.Option("--with", metavar="FILE", help="Make the changes of a YAML file first.")
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Show the changes as edits of the files, and write them."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show those edits, and write nothing.")] = False,
    format_: options.DifferenceFormat = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
    fail_on: options.FailOnDifference = FailOn.NEVER,
) -> None:
    """Compare an organization with what changes would make of it.

    Conflicts are new, gone, worse or better, each with the change that does it.

    Every change can be given several times. No file is touched unless --write is given: then the changes are made in
    the files, where comments, order and quoting stay, all or none.

    Exit status: 0 whatever differs, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.comparison import View
    from goalcheck.selection import Selection

    given = {
        "drop": drop,
        "defer": defer,
        "retarget": retarget,
        "guardrail": guardrail,
        "effect": effect,
        "capacity": capacity,
        "importance": importance,
        "share": share,
        "agree": agree,
        "commit": commit,
    }
    proposal = _Proposal(paths, organization, with_ or [], {name: texts or [] for name, texts in given.items()})
    chosen = Selection(level, department or (), outcome or (), customer or (), top)
    view = View(chosen_format(output, format_, DiffFormat), output, color, chosen, fail_on, today)
    if not (write or dry_run):
        _suppose(proposal, view)
    elif view._replace(color=Color.AUTO) != View(DiffFormat.TEXT, None, Color.AUTO, Selection(), FailOn.NEVER, today):
        raise UsageError("--write and --dry-run show edits of the files: leave out what is about findings, and -o")
    else:
        _inscribe(proposal, dry_run=dry_run)


class _Proposal(NamedTuple):
    """The changes to suppose, in files and as the texts of options by their names, and the organization."""

    paths: list[str]
    organization: str | None
    files: Sequence[Path]
    options: Mapping[str, Sequence[str]]


class _Supposed(NamedTuple):
    """The organization as it is, the changes, and the organization after them."""

    before: Organization
    moves: Sequence[Move]
    after: Organization


class _Inscription(NamedTuple):
    """The edits that make the files declare the supposed organization."""

    edits: Sequence[Edit]


def _suppose(proposal: _Proposal, view: View) -> None:
    """Show the difference that the changes would make to the organization.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
    """
    from goalcheck.api import analyze
    from goalcheck.cli.comparison import deliver_difference
    from goalcheck.planning.moves import idle_targets, in_words

    supposed = _supposed(proposal)
    before, after = analyze(supposed.before, today=view.today), analyze(supposed.after, today=view.today)
    deliver_difference(before, after, view, proposed=in_words(supposed.before, supposed.moves))
    for objective in idle_targets(supposed.after, supposed.moves):
        say(f"goalcheck: {IDLE.format(objective)}\n")


def _inscribe(proposal: _Proposal, *, dry_run: bool) -> None:
    """Show the changes as edits of the files and, unless it is a dry run, write them: all or none.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
        CannotEdit, CannotWrite: it cannot be written; no file is other than it was.
    """
    from goalcheck.cli.editing import written

    plan = partial(_planned, proposal)
    if dry_run:
        _show(plan({}).edits)
        return
    with written(proposal.paths, plan) as planned:
        _show(planned.edits)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in planned.edits))


def _show(changed: Sequence[Edit]) -> None:
    from goalcheck.cli.editing import shown

    emit("".join(map(shown, changed)))
    if not changed:
        say("goalcheck: nothing to write: the files say so already\n")


def _planned(proposal: _Proposal, contents: Mapping[str, bytes]) -> _Inscription:
    """The edits, proved: the edited files read as the supposed organization."""
    from goalcheck.planning.inscribing import edits, prove

    supposed = _supposed(proposal, contents)
    changed = edits(supposed.before, supposed.after)
    prove(changed, proposal.paths, supposed.after, organization=proposal.organization)
    return _Inscription(changed)


def _supposed(proposal: _Proposal, contents: Mapping[str, bytes] = MappingProxyType({})) -> _Supposed:
    """The organization before and after the changes; those in files are made before those of options."""
    from goalcheck.api import load_named
    from goalcheck.planning.moves import CannotMove, apply
    from goalcheck.planning.moves.spoken import KINDS, spoken

    said = list(spoken(proposal.options))
    if not said and not proposal.files:
        raise CannotMove(f"nothing to suppose: give --with FILE or one of {', '.join(f'--{name}' for name in KINDS)}")
    organization = load_named(proposal.paths, contents, organization=proposal.organization)
    moves = [*_from_files(proposal.files, organization), *said]
    return _Supposed(organization, moves, apply(organization, moves))


def _from_files(files: Iterable[Path], organization: Organization) -> list[Move]:
    """The changes of all files, in their order; each file is read for the organization that those before it make."""
    from goalcheck.planning.moves import apply
    from goalcheck.planning.overlay import read_moves

    moves: list[Move] = []
    for file in files:
        moves += read_moves(file, apply(organization, moves))
    return moves
