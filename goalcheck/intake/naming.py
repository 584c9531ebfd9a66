"""Ids of what a draft names by keys: short words of the names, unique, and the same again at the next import."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from goalcheck.intake.draft import IntakeDraft

MOST_CHARACTERS: Final = 40

KINDS: Final = ("departments", "goals", "metrics", "customers", "outcomes", "drivers", "objectives")

_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "þ": "th",
        "ð": "d",
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
    }
)


@dataclass(slots=True)
class DraftIds:
    """The ids of each kind of thing, by the keys of a draft; those of objectives are full (`department.objective`)."""

    by_kind: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def of(self, kind: str, key: str) -> str:
        """The id of a thing."""
        return self.by_kind[kind][key]


_OTHER_TO_YAML: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"})
"""Words that some YAML reader takes for something else than a text."""


def slug(name: str, otherwise: str) -> str:
    """An id made of the words of a name, which no YAML reader takes for a number or a truth value."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii"))
    short = ""
    for word in words:
        longer = f"{short}-{word}" if short else word[:MOST_CHARACTERS]
        if len(longer) > MOST_CHARACTERS:
            break
        short = longer
    if short and (not short[0].isalpha() or short in _OTHER_TO_YAML):
        return f"{otherwise}-{short}"
    return short or otherwise


def name_all(
    draft: IntakeDraft, known: Mapping[str, Mapping[str, str]], taken: Mapping[str, Iterable[str]]
) -> DraftIds:
    """The ids of everything in a draft.

    Args:
        known: those that earlier imports gave, which stay.
        taken: those that the organization uses for other things, by kind.
    """
    ids = DraftIds({kind: dict(known.get(kind, {})) for kind in KINDS})
    names: dict[str, Mapping[str, str]] = {
        "departments": {key: each.name for key, each in draft.departments.items()},
        "goals": draft.goals,
        "metrics": {key: each.name for key, each in draft.metrics.items()},
        "customers": draft.customers,
        "outcomes": {key: each.name for key, each in draft.outcomes.items()},
        "drivers": {key: each.name for key, each in draft.drivers.items()},
    }
    shared = ("outcomes", "drivers")
    nodes = _Used(each for kind in shared for each in (*taken.get(kind, ()), *ids.by_kind[kind].values()))
    for kind, named in names.items():
        used = nodes if kind in shared else _Used([*taken.get(kind, ()), *ids.by_kind[kind].values()])
        for key, name in named.items():
            if key not in ids.by_kind[kind]:
                ids.by_kind[kind][key] = used.fresh(slug(name, kind.removesuffix("s")))
    _name_objectives(draft, ids, _Used([*taken.get("objectives", ()), *ids.by_kind["objectives"].values()]))
    return ids


def _name_objectives(draft: IntakeDraft, ids: DraftIds, used: _Used) -> None:
    for key, objective in draft.objectives.items():
        if key not in ids.by_kind["objectives"]:
            department = ids.of("departments", objective.department)
            last = objective.name.rpartition(": ")[2]
            ids.by_kind["objectives"][key] = used.fresh(f"{department}.{slug(last, 'objective')}")


class _Used:
    """The ids that are used, and how often each wish was made, so that many things of one name take no time."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = set(ids)
        self._times: Counter[str] = Counter()

    def fresh(self, wanted: str) -> str:
        """The id, with a number behind it where it is used already; it is used from now on."""
        found = wanted
        while found in self._ids:
            self._times[wanted] += 1
            found = f"{wanted}-{self._times[wanted] + 1}"
        self._ids.add(found)
        return found
