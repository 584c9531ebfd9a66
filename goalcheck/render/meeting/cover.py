"""What a report is called, whose mark it bears, and how its user named the organization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goalcheck.render.meeting.logo import Logo


@dataclass(frozen=True, slots=True)
class Cover:
    """What the user says of a report.

    Attributes:
        title: what it is called; the organization's name by default.
        logo: for the first page.
        paths: what the user named, for the commands that the report suggests.
    """

    title: str | None = None
    logo: Logo | None = None
    paths: Sequence[str] = ()


PLAIN: Final = Cover()
"""No title, no logo."""
