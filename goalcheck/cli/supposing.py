"""Changes supposed: gathered from the options, made, compared with what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.api import analyze, load_named
from goalcheck.cli.differing import View, deliver_difference
from goalcheck.cli.editing import shown, written
from goalcheck.cli.output import emit, say
from goalcheck.model import Organization
from goalcheck.planning.edit import Edit
from goalcheck.planning.moves import CannotMove, Move, apply, idle_targets, in_words
from goalcheck.planning.moves.spoken import KINDS, spoken
from goalcheck.render.safe import for_terminal

IDLE = (
    "no effect of {} depends on its target: none has starts_at, and the target implies none, so that another figure "
    "changes no conflict over its effects; starts_at and full_at say from which figure on an effect is felt"
)


class Wanted(NamedTuple):
    """The changes to suppose, in files and as the texts of options by their names, and of which organization."""

    files: Sequence[Path]
    options: Mapping[str, Sequence[str]]
    organization: str | None = None


def suppose(paths: list[str], wanted: Wanted, view: View, *, today: date | None) -> None:
    """Show what the changes would make of the organization.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
    """
    supposed = _supposed(paths, wanted)
    before, after = analyze(supposed.before, today=today), analyze(supposed.after, today=today)
    deliver_difference(before, after, view, proposed=in_words(supposed.before, supposed.moves))
    for objective in idle_targets(supposed.after, supposed.moves):
        say(f"goalcheck: {IDLE.format(objective)}\n")


def inscribe(paths: list[str], wanted: Wanted, *, dry_run: bool) -> None:
    """Show the changes as edits of the files and, unless it is a dry run, write them: all or none.

    Raises:
        CannotMove, UnknownName: a change cannot be made, or there is none.
        CannotEdit, CannotWrite: it cannot be written; no file is other than it was.
    """
    plan = partial(_planned, paths, wanted)
    if dry_run:
        _show(plan({}).edits)
        return
    with written(paths, plan) as planned:
        _show(planned.edits)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in planned.edits))


def _show(changed: Sequence[Edit]) -> None:
    emit("".join(map(shown, changed)))
    if not changed:
        say("goalcheck: nothing to write: the files say so already\n")


class _Inscription(NamedTuple):
    """The edits that make the files say what was supposed."""

    edits: Sequence[Edit]


def _planned(paths: list[str], wanted: Wanted, contents: Mapping[str, bytes]) -> _Inscription:
    from goalcheck.planning.inscribing import edits, prove

    supposed = _supposed(paths, wanted, contents)
    changed = edits(supposed.before, supposed.after)
    prove(changed, paths, supposed.after, organization=wanted.organization)
    return _Inscription(changed)


class _Supposed(NamedTuple):
    """The organization as it is, the changes, and the organization after them."""

    before: Organization
    moves: Sequence[Move]
    after: Organization


def _supposed(paths: list[str], wanted: Wanted, contents: Mapping[str, bytes] = MappingProxyType({})) -> _Supposed:
    said = list(spoken(wanted.options))
    if not said and not wanted.files:
        raise CannotMove(f"nothing to suppose: give --with FILE or one of {', '.join(f'--{name}' for name in KINDS)}")
    organization = load_named(paths, contents, organization=wanted.organization)
    moves = [*_from_files(wanted.files, organization), *said]
    return _Supposed(organization, moves, apply(organization, moves))


def _from_files(files: Iterable[Path], organization: Organization) -> list[Move]:
    """The changes of all files, in their order; each file is read for the organization that those before it make."""
    from goalcheck.planning.overlay import read_moves

    moves: list[Move] = []
    for file in files:
        moves += read_moves(file, apply(organization, moves))
    return moves
