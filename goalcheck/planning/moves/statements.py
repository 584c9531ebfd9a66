"""What one node does to another, said otherwise or for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.model import Driver, Effect, Objective, Organization, Outcome
from goalcheck.model.schema import WORDS
from goalcheck.model.weights import figure_of, restated
from goalcheck.planning.moves.draft import CannotMove, Draft, figure


@dataclass(frozen=True, slots=True)
class SetEffect:
    """An objective, driver or outcome declares an effect; reason, confidence and range of one that was there stay.

    What others claim of it stays too: a claim is theirs.

    Attributes:
        target: an id as in the files: a bare one is an outcome or driver, else an objective of the same department.
        said: a word of the scale, `neutral` among them, or a weight from -1 to 1.
    """

    origin: str
    target: str
    said: str | float
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        target = target_of(organization, self.origin, self.target)
        node = _found(self.origin, organization.objectives, organization.drivers, organization.outcomes)
        was = [effect.word for effect in node.effects if effect.target == target] if node else []
        so_far = f"so far {was[0]}" if was else "nothing is declared so far"
        if not isinstance(self.said, str):
            return f"{self.origin} affects {target} by {self.said:+.2f} ({so_far})"
        return f"{self.origin} {'is neutral to' if self.said == 'neutral' else self.said} {target} ({so_far})"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        node = _node(draft, self.origin)
        target = target_of(draft.before, self.origin, self.target)
        draft.require(target, "outcome, driver or objective", draft.outcomes, draft.drivers, draft.objectives)
        if target == self.origin:
            raise CannotMove(f"{self.origin} cannot affect itself")
        if isinstance(self.said, str):
            draft.require(self.said, "effect", WORDS)
        else:
            figure(self.said, least=-1, most=1, what=f"the weight of {self.origin} on {target}")
        effects = self._effects(node, target)
        ordered = tuple(sorted(effects, key=lambda effect: (effect.target, effect.weight, effect.location)))
        draft.change(node, effects=ordered)

    def _effects(self, node: Objective | Driver | Outcome, target: str) -> list[Effect]:
        reached = figure_of(node.target) if isinstance(node, Objective) else None
        others = [effect for effect in node.effects if effect.target != target]
        same = [effect for effect in node.effects if effect.target == target]
        new = Effect(target, 0.0, "neutral", None, "high", None, node.location)
        return [*others, *(restated(effect, self.said, reached) for effect in same or [new])]


def _node(draft: Draft, name: str) -> Objective | Driver | Outcome:
    node = _found(name, draft.objectives, draft.drivers, draft.outcomes)
    if node is None:
        draft.require(name, "objective, driver or outcome", draft.objectives, draft.drivers, draft.outcomes)
        raise AssertionError
    return node


def _found(
    name: str, *sections: Mapping[str, Objective] | Mapping[str, Driver] | Mapping[str, Outcome]
) -> Objective | Driver | Outcome | None:
    return next((section[name] for section in sections if name in section), None)


def target_of(organization: Organization, origin: str, name: str) -> str:
    """The full id of a target, as the files find it; the name itself where it means nothing."""
    if name in organization.outcomes or name in organization.drivers:
        return name
    sibling = f"{origin.partition('.')[0]}.{name}"
    return sibling if "." in origin and "." not in name and sibling in organization.objectives else name
