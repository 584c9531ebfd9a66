"""`goalcheck accept`: decisions written into the files of the organization."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from goalcheck.cli.options import OneOrganization, Today, day
from goalcheck.cli.parameters import choice
from goalcheck.findings import Level
from goalcheck.source import GoalcheckError


class WrongAcceptance(GoalcheckError):
    """What was asked for is not enough to decide anything."""


EXAMPLES = """\
goalcheck accept 767acc93 my-org --by COO --reason agreed --until 2030-03-31
goalcheck accept --prune my-org --dry-run"""


def accept(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FINGERPRINT|PATH]...",
            help="Findings by their fingerprints, and the organization: the current folder by default.",
        ),
    ] = None,
    organization: OneOrganization = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is accepted.")] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=day, metavar="DATE", help="The last day on which it stands."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Accept all open findings of --level and worse.")] = False,
    level: Annotated[Level, choice("--level", of=Level, help="From which level up --all accepts.")] = Level.SERIOUS,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove decisions that match no finding, and expired ones that were replaced."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    recover: Annotated[
        bool, typer.Option("--recover", help="Only put back what an interrupted command has written in part.")
    ] = False,
    today: Today = None,
) -> None:
    """Accept findings: write who decided, why, and until when.

    A decision also holds the tension that was accepted: what gets worse comes back.

    Decisions go to the file that holds some already, else to decisions.yaml in the folder given, else to the end of the
    file given, in the order of between, then over; all else stays as it is. An argument of 4 to 16 hexadecimal digits
    is a fingerprint unless such a file exists.
    """
    from goalcheck.cli import accepting
    from goalcheck.selection import is_fingerprint

    fingerprints = [each for each in arguments or () if is_fingerprint(each) and not os.path.lexists(each)]
    paths = [each for each in arguments or () if each not in fingerprints] or ["."]
    if recover:
        if fingerprints or everything or prune or dry_run:
            raise WrongAcceptance("--recover decides nothing: give it the paths alone")
        accepting.recover(paths)
        return
    if not (fingerprints or everything or prune):
        raise WrongAcceptance("nothing to do: name findings by their fingerprints, or give --all or --prune")
    today = today or date.today()
    terms = accepting.terms(by, reason, until, today) if fingerprints or everything else None
    wanted = accepting.Wanted(fingerprints, level if everything else None, prune=prune, organization=organization)
    accepting.accept(paths, wanted, terms, dry_run=dry_run, today=today)
