"""The library's functions: files become an organization, an organization becomes a report."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from types import MappingProxyType

from goalcheck import analysis
from goalcheck.analysis import Analysis
from goalcheck.files import DISK, FileSystem, KeptFiles, MappingNode, Named, Problems, TooManyProblemsError, read_all
from goalcheck.model import Organization
from goalcheck.model.building.kept import KeptParts
from goalcheck.model.building.organization import build_organization
from goalcheck.model.organizations import Declared, NoOrganization, chosen, declared, one_per_folder, owner
from goalcheck.report import Report
from goalcheck.rules import rule_names
from goalcheck.source import InvalidInput
from goalcheck.writing import refuse_half_written

__all__ = ["analyze", "load"]

Paths = Sequence[str | os.PathLike[str] | Named]


class Kept:
    """What reading an organization left behind, for the next time that it is read.

    Attributes:
        documents: those of the last run, sorted by the names of their files.
    """

    def __init__(self) -> None:
        self.files = KeptFiles()
        self.parts = KeptParts(self.files.forget)
        self.documents: tuple[MappingNode, ...] = ()


def load(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], *, organization: str | None = None
) -> Organization:
    """Read an organization from files and directories.

    Args:
        paths: one path or several; a directory stands for every *.yaml and *.yml below it. All are merged.
        organization: the name or folder of one, where there are several below the paths: its files alone are read, and
            what they include.

    Returns:
        The organization, immutable, with every reference resolved.

    Raises:
        InvalidInput: anything is wrong; its `problems` say everything that is, each with its place.
        HalfWritten: a command was interrupted while it wrote several of these files.
        UnknownName: no organization fits, or several do; the message lists them.
    """
    return load_named([paths] if isinstance(paths, (str, os.PathLike)) else paths, organization=organization)


def load_named(
    paths: Paths,
    contents: Mapping[str, bytes] = MappingProxyType({}),
    files: FileSystem = DISK,
    *,
    organization: str | None = None,
    kept: Kept | None = None,
) -> Organization:
    """Read an organization whose files stand elsewhere than under the names that its users know; as `load` does.

    Args:
        contents: what some files shall hold in place of what they do, by their paths without links.
        files: where the paths lead.
        organization: as for `load`.
        kept: what was read before; nothing is kept without it.
    """
    kept = kept or Kept()
    refuse_half_written([os.fspath(path) for path in paths if not isinstance(path, Named)])
    problems = Problems()
    found = None
    with collector_paused(), suppress(TooManyProblemsError):
        belongs = None if organization is None else _belonging(paths, contents, files, organization, kept)
        documents = read_all(paths, problems, contents, files, belongs=belongs, kept=kept.files)
        kept.documents = tuple(documents)
        found = build_organization(documents, problems, rule_names=rule_names(), kept=kept.parts)
    if found is None:
        raise InvalidInput(tuple(problems))
    return found


def _belonging(
    paths: Paths, contents: Mapping[str, bytes], files: FileSystem, organization: str, kept: Kept
) -> Callable[[str], bool]:
    """The folders of an organization, as the test whether one is among them."""
    found = _declared(paths, contents, files, kept)
    wanted = _chosen(found, organization)
    folders = {each.folder for each in found[0]}
    return lambda folder: owner(folder, folders) == wanted.folder


def folder_of(paths: Paths, organization: str) -> str:
    """The folder of an organization, as its user knows it.

    Raises:
        UnknownName: no organization fits, or several do.
    """
    return _chosen(_declared(paths, MappingProxyType({}), DISK, Kept()), organization).shown


def organizations_in(paths: Paths) -> list[Declared]:
    """The organizations that files below the paths declare, one for each folder that holds such a file."""
    with collector_paused(), suppress(TooManyProblemsError):
        found, _ = _declared(paths, MappingProxyType({}), DISK, Kept())
        return one_per_folder(found)
    return []


def _declared(
    paths: Paths, contents: Mapping[str, bytes], files: FileSystem, kept: Kept
) -> tuple[list[Declared], Problems]:
    problems = Problems()
    return declared(read_all(paths, problems, contents, files, kept=kept.files)), problems


def _chosen(found: tuple[list[Declared], Problems], organization: str) -> Declared:
    """The organization that is wanted; where there is none, what is wrong with the files may be why."""
    declarations, problems = found
    try:
        return chosen(declarations, organization)
    except NoOrganization:
        if problems:
            raise InvalidInput(tuple(problems)) from None
        raise


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
