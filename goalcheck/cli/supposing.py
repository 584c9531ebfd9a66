"""Changes supposed: gathered from the options, made, compared with what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.api import analyze, load_named
from goalcheck.changes import CannotChange, Change, apply, in_words
from goalcheck.changes.edit import Edit
from goalcheck.changes.kinds.retarget import idle_targets
from goalcheck.changes.option_syntax import changes_from
from goalcheck.changes.registry import MADE
from goalcheck.cli.differing import View, deliver_difference
from goalcheck.cli.editing import shown, written
from goalcheck.cli.output import emit, say
from goalcheck.model import Organization
from goalcheck.render.safe import for_terminal

IDLE = (
    "no effect of {} depends on its target: none has starts_at, and the target implies none, so that another figure "
    "changes no conflict over its effects; starts_at and full_at say from which figure on an effect is felt"
)


class Supposition(NamedTuple):
    """The changes to suppose: files of them, then the texts of options by name; and the organization that is meant."""

    files: Sequence[Path]
    options: Mapping[str, Sequence[str]]
    organization: str | None = None


def suppose(paths: list[str], wanted: Supposition, view: View, *, today: date | None) -> None:
    """Show what the changes would make of the organization.

    Raises:
        CannotChange, UnknownName: a change cannot be made, or there is none.
    """
    supposed = _supposed(paths, wanted)
    before, after = analyze(supposed.before, today=today), analyze(supposed.after, today=today)
    deliver_difference(before, after, view, proposed=in_words(supposed.before, supposed.changes))
    for objective in idle_targets(supposed.after, supposed.changes):
        say(f"goalcheck: {IDLE.format(objective)}\n")


def write(paths: list[str], wanted: Supposition, *, dry_run: bool) -> None:
    """Show the changes as edits of the files and, unless it is a dry run, write them: all or none.

    Raises:
        CannotChange, UnknownName: a change cannot be made, or there is none.
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


class _Patches(NamedTuple):
    """The edits that make the files say what was supposed."""

    edits: Sequence[Edit]


def _planned(paths: list[str], wanted: Supposition, contents: Mapping[str, bytes]) -> _Patches:
    from goalcheck.changes.patching.writing import edits
    from goalcheck.planning.proof import prove

    supposed = _supposed(paths, wanted, contents)
    changed = edits(supposed.before, supposed.after)
    prove(changed, paths, supposed.after, organization=wanted.organization)
    return _Patches(changed)


class _Supposed(NamedTuple):
    """The organization as it is, the changes, and the organization after them."""

    before: Organization
    changes: Sequence[Change]
    after: Organization


def _supposed(paths: list[str], wanted: Supposition, contents: Mapping[str, bytes] = MappingProxyType({})) -> _Supposed:
    said = list(changes_from(wanted.options))
    if not said and not wanted.files:
        raise CannotChange(
            f"nothing to suppose: give --with FILE or one of {', '.join(f'--{kind.name}' for kind in MADE)}"
        )
    organization = load_named(paths, contents, organization=wanted.organization)
    changes = [*_from_files(wanted.files, organization), *said]
    return _Supposed(organization, changes, apply(organization, changes))


def _from_files(files: Iterable[Path], organization: Organization) -> list[Change]:
    """The changes of all files, in their order; each file is read for the organization that those before it make."""
    from goalcheck.changes.file_reading import read_changes

    changes: list[Change] = []
    for file in files:
        changes += read_changes(file, apply(organization, changes))
    return changes
