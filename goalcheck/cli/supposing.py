"""Changes supposed: gathered from the options, made, compared with what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from goalcheck.api import analyze, load
from goalcheck.cli.differing import deliver_difference
from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color
from goalcheck.planning.difference import compare
from goalcheck.planning.moves import CannotMove, apply, in_words
from goalcheck.planning.moves.spoken import KINDS, spoken


class Wanted(NamedTuple):
    """What to suppose: the texts of the options by their names."""

    options: Mapping[str, Sequence[str]]


def suppose(
    paths: list[str], wanted: Wanted, *, format_: DiffFormat, output: Path | None, color: Color, today: datetime | None
) -> None:
    """Show what the changes would make of the organization.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
    """
    moves = list(spoken(wanted.options))
    if not moves:
        raise CannotMove(f"nothing to suppose: give at least one of {', '.join(f'--{name}' for name in KINDS)}")
    organization = load(paths)
    day = today.date() if today else None
    changed = apply(organization, moves)
    before, after = analyze(organization, today=day), analyze(changed, today=day)
    deliver_difference(
        compare(before, after),
        before,
        format_=format_,
        output=output,
        color=color,
        proposed=in_words(organization, moves),
    )
