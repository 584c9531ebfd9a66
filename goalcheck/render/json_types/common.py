"""The types that several JSON outputs share."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, Len
from pydantic import ConfigDict, StringConstraints, with_config
from typing_extensions import TypedDict

from goalcheck.findings import Level

CLOSED = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""The keys of a type are all that there are, and what is said below a key becomes its description."""

closed = with_config(CLOSED)

Version = Literal[1]
Count = Annotated[int, Ge(0)]
Ordinal = Annotated[int, Ge(1)]
Amount = Annotated[float, Ge(0)]
Strength = Annotated[float, Ge(0), Le(1)]
Tension = Annotated[float, Ge(0), Le(100)]
Code = Annotated[str, StringConstraints(pattern="^GC[0-9]{3}$")]
Fingerprint = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
TwoIds = Annotated[list[str], Len(2, 2)]
TwoAmounts = Annotated[list[Amount], Len(2, 2)]


@closed
class Place(TypedDict):
    """The place in a file where something starts."""

    file: str
    line: Ordinal
    column: Ordinal


@closed
class FindingHead(TypedDict):
    """A finding in short."""

    code: Code
    level: Level
    tension: Tension | None
    fingerprint: Fingerprint
    message: str
