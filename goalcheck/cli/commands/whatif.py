"""`goalcheck whatif`: what changes that nobody has written yet would make of an organization."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color
from goalcheck.source import GoalcheckError


class WrongWhatIf(GoalcheckError):
    """Options that do not go together."""


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
    from goalcheck.cli import supposing
    from goalcheck.cli.differing import View
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
    wanted = supposing.Wanted(with_ or [], {name: texts or [] for name, texts in given.items()}, organization)
    chosen = Selection(level, department or (), outcome or (), customer or (), top)
    view = View(chosen_format(output, format_, DiffFormat), output, color, chosen, fail_on, today)
    if not (write or dry_run):
        supposing.suppose(paths, wanted, view, today=today)
    elif view._replace(color=Color.AUTO) != View(DiffFormat.TEXT, None, Color.AUTO, Selection(), FailOn.NEVER, today):
        raise WrongWhatIf("--write and --dry-run show edits of the files: leave out what is about findings, and -o")
    else:
        supposing.inscribe(paths, wanted, dry_run=dry_run)
