"""The title and logo of a report, and the paths by which its user named the organization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goalcheck.render.meeting.logo import Logo


@dataclass(frozen=True, slots=True)
class Cover:
    """The options of a report that do not concern its findings.

    Attributes:
        title: the title; the organization's name by default.
        logo: the picture on the first page.
        paths: the paths that the user named, for the commands that the report suggests.
    """

    title: str | None = None
    logo: Logo | None = None
    paths: Sequence[str] = ()


PLAIN: Final = Cover()
"""No title, no logo."""
