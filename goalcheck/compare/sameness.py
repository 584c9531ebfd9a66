"""Values without their places: whether two say the same, wherever they say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isclose
from typing import Any

from goalcheck.graph import ROUNDING
from goalcheck.model import Organization
from goalcheck.source import Location


def says_the_same(one: Organization, other: Organization) -> bool:
    """True if two organizations differ in nothing but where things stand, allowing for rounding."""
    return not differences(one, other)


def differences(one: Organization, other: Organization) -> list[str]:
    """The ids of which two organizations say different things; of what has none, the section. In their order."""
    found: list[str] = []
    for field in fields(Organization):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if not isinstance(mine, Mapping):
            found += [] if alike(mine, theirs) else [field.name]
            continue
        found += (key for key in sorted(mine.keys() | theirs.keys()) if not alike(mine.get(key), theirs.get(key)))
    return found


def alike(one: Any, other: Any, *, tolerance: float = ROUNDING) -> bool:
    """True if two values differ in nothing but places, and in figures by no more than the tolerance."""
    if one is other or (isinstance(one, Location) and isinstance(other, Location)):
        return True
    if isinstance(one, float) and isinstance(other, (int, float)):
        return isclose(one, other, rel_tol=tolerance and 1e-09, abs_tol=tolerance)
    if type(one) is not type(other):
        return bool(one == other)
    if is_dataclass(one):
        return all(
            alike(getattr(one, each.name), getattr(other, each.name), tolerance=tolerance) for each in fields(one)
        )
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(
            alike(value, other[key], tolerance=tolerance) for key, value in one.items()
        )
    if isinstance(one, tuple):
        return len(one) == len(other) and all(
            alike(mine, theirs, tolerance=tolerance) for mine, theirs in zip(one, other, strict=True)
        )
    return bool(one == other)
