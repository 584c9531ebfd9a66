"""The kinds of changes, collected from the modules of `kinds`: no list by hand, so that a kind is one file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from goalcheck.changes import kinds
from goalcheck.changes.change import Change, ChangeKind


def _collected() -> list[ChangeKind[Any]]:
    modules = sorted(module.name for module in iter_modules(kinds.__path__))
    return [import_module(f"{kinds.__name__}.{name}").KIND for name in modules]


SHOWN: tuple[ChangeKind[Any], ...] = tuple(sorted(_collected(), key=lambda kind: (kind.shown, kind.name)))
"""The kinds in the order in which help and schema list them."""

MADE: tuple[ChangeKind[Any], ...] = tuple(sorted(SHOWN, key=lambda kind: (kind.made, kind.name)))
"""The kinds in the order in which changes are made."""

_BY_CLASS = {kind.change: kind for kind in SHOWN}


def kind_of(change: Change) -> ChangeKind[Any]:
    """The kind of a change."""
    return _BY_CLASS[type(change)]


def in_order(change: Change) -> tuple[object, ...]:
    """The place of a change among changes of all kinds: by its kind, then by what it touches and says."""
    return MADE.index(kind_of(change)), *change.order
