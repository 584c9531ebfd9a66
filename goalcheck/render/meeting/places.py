"""The places where things are declared, relative to the organization: a report is mailed, and names no folders."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain

from goalcheck.model import Organization
from goalcheck.render.safe import for_terminal
from goalcheck.source import Location


class Places:
    """Says where something stands, relative to the folder that holds all files of an organization."""

    def __init__(self, organization: Organization) -> None:
        folders = {os.path.dirname(os.path.abspath(each)) for each in _files(organization)}  # noqa: PTH100, PTH120 - text
        try:
            self._root = os.path.commonpath(folders) if folders else ""
        except ValueError:  # on two drives
            self._root = ""

    def of(self, location: Location) -> str:
        """file:line."""
        file = os.path.abspath(location.file)  # noqa: PTH100 - text, whatever it names
        inside = bool(self._root) and file.startswith(self._root.rstrip(os.sep) + os.sep)
        shown = os.path.relpath(file, self._root) if inside else os.path.basename(file)  # noqa: PTH119 - text
        return f"{for_terminal(shown.replace(os.sep, '/'))}:{location.line}"


def _files(organization: Organization) -> set[str]:
    sections: Iterable[Iterable[object]] = (
        organization.departments.values(),
        organization.objectives.values(),
        organization.outcomes.values(),
        organization.drivers.values(),
        organization.customers.values(),
        organization.metrics.values(),
        organization.decisions,
        organization.scorecards,
        organization.claims,
    )
    locations = (getattr(each, "location", None) for each in chain.from_iterable(sections))
    return {each.file for each in locations if isinstance(each, Location)}
