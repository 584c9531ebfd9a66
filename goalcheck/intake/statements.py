"""Statements: the effects and claims of a draft with the ids of the nodes between which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.intake.draft import DraftEffect, IntakeDraft
from goalcheck.intake.naming import DraftIds
from goalcheck.intake.sheets import text_of
from goalcheck.model.schema import CONFIDENCE
from goalcheck.model.weights import WORD_WEIGHTS


class Statement(NamedTuple):
    """What one node does to another, as the material says it.

    Attributes:
        section: where the origin stands in the files: `objectives`, `outcomes` or `drivers`.
        claimed: True if somebody else than the owner of the origin says so.
    """

    section: str
    origin: str
    target: str
    effect: DraftEffect
    claimed: bool = False

    @property
    def by(self) -> str | None:
        """The person who says so."""
        return text_of(self.effect.by) or None

    @property
    def weight(self) -> float:
        """From -1 to 1, after confidence."""
        said = self.effect.value
        whole = WORD_WEIGHTS[said] if isinstance(said, str) else said
        return whole * CONFIDENCE[self.effect.confidence or "high"]

    @property
    def brief(self) -> str:
        """The two nodes and the person, by which a statement is known again at the next import."""
        return " ".join(each for each in (self.origin, self.target, self.by) if each)

    def __str__(self) -> str:
        said = self.effect.value
        verb = f"affects (weight {said:g})" if isinstance(said, float) else said
        what = f"{self.origin} {'has no effect on' if said == 'neutral' else verb} {self.target}"
        who = f"{self.by or 'somebody'} claims: " if self.claimed else ""
        return f"{who}{what}{f' ({self.effect.place})' if self.effect.place else ''}"


def statements(draft: IntakeDraft, ids: DraftIds) -> Iterator[Statement]:
    """All effects of a draft, then all claims, in the order of the material."""
    for section, nodes in (("objectives", draft.objectives), ("outcomes", draft.outcomes), ("drivers", draft.drivers)):
        for key, node in nodes.items():
            for effect in node.effects:
                yield Statement(section, ids.of(section, key), _target(effect, ids), effect)
    for claim in draft.claims:
        origin = ids.of("objectives", claim.origin)
        yield Statement("objectives", origin, _target(claim.effect, ids), claim.effect, claimed=True)


def _target(effect: DraftEffect, ids: DraftIds) -> str:
    return ids.of(f"{effect.kind}s", effect.target)
