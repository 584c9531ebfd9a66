"""Changes supposed: gathered from the options, made, compared with what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from goalcheck.api import analyze, load
from goalcheck.cli.differing import deliver_difference
from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color
from goalcheck.model import Organization
from goalcheck.planning.difference import compare
from goalcheck.planning.moves import CannotMove, Move, apply, in_words
from goalcheck.planning.moves.spoken import KINDS, spoken


class Wanted(NamedTuple):
    """What to suppose: files of changes, then the texts of the options by their names."""

    files: Sequence[Path]
    options: Mapping[str, Sequence[str]]


def suppose(
    paths: list[str], wanted: Wanted, *, format_: DiffFormat, output: Path | None, color: Color, today: datetime | None
) -> None:
    """Show what the changes would make of the organization.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
    """
    said = list(spoken(wanted.options))
    if not said and not wanted.files:
        raise CannotMove(f"nothing to suppose: give --with FILE or one of {', '.join(f'--{name}' for name in KINDS)}")
    organization = load(paths)
    moves = [*_from_files(wanted.files, organization), *said]
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


def _from_files(files: Iterable[Path], organization: Organization) -> list[Move]:
    """The changes of all files, in their order; each file is read for the organization that those before it make."""
    from goalcheck.planning.overlay import read_moves

    moves: list[Move] = []
    for file in files:
        moves += read_moves(file, apply(organization, moves))
    return moves
