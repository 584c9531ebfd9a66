"""`goalcheck accept`: decisions written into the files of the organization."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from goalcheck.cli.options import OneOrganization, Today, day
from goalcheck.findings import Level
from goalcheck.source import GoalcheckError


class WrongAcceptance(GoalcheckError):
    """What was asked for is not enough to decide anything."""


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
    level: Annotated[Level, typer.Option("--level", help="From which level up --all accepts.")] = Level.SERIOUS,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove decisions that match no finding, and expired ones that were replaced."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    today: Today = None,
) -> None:
    """Accept findings: write decisions with a name, a reason, an expiry and the tension that was accepted.

    They go to the file that holds decisions already, else to decisions.yaml in the folder given, else to the end of the
    file given. Comments and order stay. An argument of 4 to 16 hexadecimal digits is a fingerprint unless such a file
    exists.
    """
    from goalcheck.cli import accepting
    from goalcheck.selection import is_fingerprint

    fingerprints = [each for each in arguments or () if is_fingerprint(each) and not os.path.lexists(each)]
    paths = [each for each in arguments or () if each not in fingerprints] or ["."]
    if not (fingerprints or everything or prune):
        raise WrongAcceptance("nothing to do: name findings by their fingerprints, or give --all or --prune")
    today = today or date.today()
    terms = accepting.terms(by, reason, until, today) if fingerprints or everything else None
    wanted = accepting.Wanted(fingerprints, level if everything else None, prune=prune, organization=organization)
    accepting.accept(paths, wanted, terms, dry_run=dry_run, today=today)
