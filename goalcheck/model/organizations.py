"""Several organizations below the given paths: where each is declared, and which of them a name means.

A folder is an organization where a file in it declares `organization`: to it belong the files below its folder that
are not below the folder of another one, and whatever those include, wherever that stands.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import NamedTuple

from goalcheck.files import Documents, MappingNode, Problems
from goalcheck.model.suggestions import did_you_mean, nearest
from goalcheck.source import Excerpt, UnknownName

KEY = "organization"

MAX_LISTED = 8
"""Organizations that one message names."""


class Declared(NamedTuple):
    """The declaration of an organization.

    Attributes:
        shown: its folder as the user knows it; of the past, as REV:PATH.
        folder: the same without links.
    """

    name: str
    shown: str
    folder: str
    place: Excerpt

    @property
    def told(self) -> str:
        """The name with the folder."""
        return f"{self.name} ({self.shown})"


class NoOrganization(UnknownName):
    """No organization has the name, or stands in the folder, that was asked for."""


def declared(documents: Documents) -> list[Declared]:
    """Every declaration of an organization, by folder and file."""
    found = [_declared(documents, each) for each in documents if KEY in each]
    return sorted(found, key=lambda each: (each.shown, each.place.location))


def _declared(documents: Documents, document: MappingNode) -> Declared:
    header = document[KEY]
    name = header.get("name") if isinstance(header, MappingNode) else None
    home = documents.home(document)
    place = document.source.excerpt(document.key_location(KEY))
    return Declared(name if isinstance(name, str) else "one without a name", home.shown, home.path, place)


def refuse_several(found: Sequence[Declared], problems: Problems) -> bool:
    """True where organizations are declared in several folders, which is then the one problem to report."""
    several = one_per_folder(found)
    if len(several) < 2:
        return False
    first, *others = several[:MAX_LISTED]
    problems.add(
        first.place.location.file,
        f"{len(several)} organizations are declared here: {_listed(several)}",
        "one of them: --organization NAME, or the path of its folder alone",
        first.place,
        *(Excerpt(each.place.location, each.place.text, each.name, each.place.first) for each in others),
    )
    return True


def chosen(found: Sequence[Declared], wanted: str) -> Declared:
    """The organization of a name or folder; of a folder the last parts of its path are enough.

    Raises:
        NoOrganization: none fits.
        UnknownName: several do.
    """
    exact = [each for each in found if wanted == each.name or _is_folder(wanted, each)]
    fitting = one_per_folder(exact or [each for each in found if _ends(each.shown, wanted)])
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UnknownName(
            f"'{wanted}' fits {len(fitting)} organizations: {_listed(fitting)}; name one by the path of its folder"
        )
    there = one_per_folder(found)
    near = nearest(wanted, [each.name for each in there])
    listed = f"those that there are: {_listed(there)}" if there else "no file here declares one"
    raise NoOrganization(f"there is no organization '{wanted}'{did_you_mean(near)} ({listed})")


def owner(folder: str, folders: Collection[str]) -> str | None:
    """The innermost of the organizations' folders that a folder stands in, itself included; None outside of all.

    Args:
        folder: without links, as the others are.
    """
    while folder not in folders:
        parent = os.path.dirname(folder)  # noqa: PTH120  # many times for each file
        if parent == folder:
            return None
        folder = parent
    return folder


def one_per_folder(found: Sequence[Declared]) -> list[Declared]:
    """The first declaration of each folder."""
    return list({each.folder: each for each in reversed(found)}.values())[::-1]


def _is_folder(wanted: str, organization: Declared) -> bool:
    given = posixpath.normpath(PurePath(wanted).as_posix())
    return given == posixpath.normpath(organization.shown) or os.path.realpath(wanted) == organization.folder


def _ends(shown: str, wanted: str) -> bool:
    parts = PurePath(os.path.normpath(wanted)).parts
    return bool(parts) and PurePath(shown).parts[-len(parts) :] == parts


def _listed(found: Sequence[Declared]) -> str:
    more = f", and {len(found) - MAX_LISTED:,} more" if len(found) > MAX_LISTED else ""
    return ", ".join(each.told for each in found[:MAX_LISTED]) + more
