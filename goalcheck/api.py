"""The library's functions: files become an organization, an organization becomes a report."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType

from goalcheck import analysis
from goalcheck.analysis import Analysis
from goalcheck.files import Named, Problems, read_all
from goalcheck.findings import Report
from goalcheck.model import Organization
from goalcheck.model.resolve import resolve
from goalcheck.rules import rule_names
from goalcheck.source import InvalidInput

__all__ = ["analyze", "load"]


def load(paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Organization:
    """Read an organization from files and directories.

    Args:
        paths: one path or several; a directory stands for every *.yaml and *.yml below it. All are merged.

    Returns:
        The organization, immutable, with every reference resolved.

    Raises:
        InvalidInput: anything is wrong; its `problems` say everything that is, each with its place.
    """
    return load_named([paths] if isinstance(paths, (str, os.PathLike)) else paths)


def load_named(
    paths: Sequence[str | os.PathLike[str] | Named], contents: Mapping[str, bytes] = MappingProxyType({})
) -> Organization:
    """Read an organization whose files stand elsewhere than under the names that its users know; as `load` does.

    Args:
        contents: what some files shall hold in place of what they do, by their paths without links.
    """
    problems = Problems()
    with collector_paused():
        organization = resolve(read_all(paths, problems, contents), problems, rule_names=rule_names())
    if organization is None:
        raise InvalidInput(tuple(problems))
    return organization


def analyze(organization: Organization, *, today: date | None = None) -> Report:
    """Find the objectives that pull against each other, and everything else that the rules have to say.

    Args:
        organization: what `load` returned.
        today: the day on which decisions are judged; the system's date by default.

    Raises:
        TooLarge: the organization exceeds a limit of the engine.
    """
    return analyzed(organization, today=today).report


def analyzed(
    organization: Organization, *, today: date | None = None, at_length: int | None = None, placed: bool = False
) -> Analysis:
    """The same with the engine at hand, for views that ask for more than a report holds.

    Args:
        at_length: how many findings of each family the view tells at length, the worst; all where it is None.
        placed: whether it needs the places of the others all the same.
    """
    with collector_paused():
        return analysis.analyze(organization, today=today or date.today(), at_length=at_length, placed=placed)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let the cyclic collector rest: these steps make many objects and no circles, and take half the time so."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
