"""The ids of an organization by what they are of, and which of them a field expects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OTHERS = ("a", "a.x", "o1", "d1", "no", "team", "GC101", "0", "x-_9")

EXPECTED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("drop", "defer", "retarget", "share", "takes", "agree", "commit", "guardrail"), ("objectives",)),
    **dict.fromkeys(("bind", "choose", "adopt"), ("objectives",)),
    **dict.fromkeys(("depends_on", "alternative_to", "between"), ("objectives",)),
    **dict.fromkeys(("protects", "importance", "priorities", "ratings", "over"), ("outcomes",)),
    **dict.fromkeys(("capacity", "needs"), ("resources",)),
    **dict.fromkeys(("agreed_with", "who", "by"), ("customers", "departments")),
    **dict.fromkeys(("part_of", "department"), ("departments",)),
    **dict.fromkeys(("affects", "to", "relies_on"), ("objectives", "outcomes", "drivers")),
    "from": ("objectives", "drivers"),
    "supports": ("goals",),
    "metric": ("metrics",),
    "customer": ("customers",),
    "stage": ("journey",),
    "journey": (),
}
"""By field: the sections whose ids it holds, as values or as keys."""


class Ids:
    """What an organization declares, as far as its shape allows to see it."""

    def __init__(self, raw: Any) -> None:
        self._by_kind = {kind: _keys(_entry(raw, kind)) for kinds in EXPECTED.values() for kind in kinds}
        self._by_kind["objectives"] = [
            f"{department}.{own}"
            for department in self._by_kind["departments"]
            for own in _keys(_entry(_entry(_entry(raw, "departments"), department), "objectives"))
        ]

    @property
    def every(self) -> list[str]:
        """All of them."""
        return [name for names in self._by_kind.values() for name in names]

    def of(self, kind: str) -> list[str]:
        """Those of a section."""
        return self._by_kind[kind]

    def for_field(self, field: str) -> list[str]:
        """Those that a field expects; all where it expects none of its own."""
        return [name for kind in EXPECTED.get(field, ()) for name in self._by_kind[kind]] or self.every


def _entry(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _keys(value: Any) -> list[str]:
    """The ids that a section declares: keys of a mapping, or items of a list."""
    return [key for key in value if isinstance(key, str)] if isinstance(value, dict | list) else []
