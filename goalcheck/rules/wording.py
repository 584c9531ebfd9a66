"""Chains in plain words, by ids, for messages and details.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Link


def told(chain: Sequence[Link]) -> str:
    """A chain as a clause: a.b hurts x, which strongly helps y."""
    steps = ", which ".join(f"{link.word} {link.target}" for link in chain)
    return f"{chain[0].origin} {steps}"
