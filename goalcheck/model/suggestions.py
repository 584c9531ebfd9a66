"""Suggestions for misspelt names ("did you mean").

Knows texts only; how many of them may be compared is the caller's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches


def nearest(name: str, candidates: Sequence[str]) -> str | None:
    """The candidate that is most like a name, None where none is."""
    near = get_close_matches(name, candidates, n=1)
    return near[0] if near else None


def nearest_id(name: str, ids: Sequence[str]) -> str | None:
    """The id that is most like a name: all of it, or what stands behind the department of an objective.

    Args:
        ids: sorted.
    """
    meant = {each.rpartition(".")[2]: each for each in reversed(ids)} | {each: each for each in ids}
    return meant.get(name) or meant.get(nearest(name, [*meant]) or "")


def did_you_mean(name: str | None) -> str:
    """The question at the end of a message; nothing where there is no near name."""
    return f"; did you mean '{name}'?" if name else ""


def suggested(message: str) -> str | None:
    """The near name that a message ends with; None where it suggests none."""
    found = _SUGGESTION.search(message)
    return found.group(1) if found else None


_SUGGESTION = re.compile(r"; did you mean '([^']+)'\?\Z")
