"""Effect: what one node does to another is said otherwise, or for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field as Constrained

from goalcheck.changes.change import FREE, CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft, figure
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import target_of
from goalcheck.changes.option_syntax import NUMBER
from goalcheck.changes.option_syntax import figure_of as figure_from
from goalcheck.changes.patching.writers import EFFECTS
from goalcheck.files.editing import Field
from goalcheck.model import Driver, Effect, Objective, Organization, Outcome
from goalcheck.model.schema import WORDS, EffectValue, NodeId
from goalcheck.model.weights import figure_of, restated

_SCORES = {score: word for word, score in WORDS.items()}


@dataclass(frozen=True, slots=True)
class SetEffect(Change):
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

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective that declares the effect; none for a driver or an outcome."""
        return (self.origin,) if "." in self.origin else ()

    @property
    def order(self) -> tuple[object, ...]:
        """By the two ends, then by what is said."""
        return self.origin, self.target, str(self.said)

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
            raise CannotChange(f"{self.origin} cannot affect itself")
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

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.origin}:{self.target}={self.said}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"effect" if isinstance(self.said, str) else "weight": self.said, "from": self.origin, "to": self.target}

    def charge(self, worth: Worth) -> Charge:  # noqa: ARG002  # no way out is made of it
        """Nothing."""
        return FREE


class EffectForm(ChangeForm):
    """Say an effect otherwise, or for the first time."""

    effect: EffectValue
    origin: NodeId = Constrained(alias="from")
    to: NodeId

    def change(self) -> Change:
        """The change."""
        word = self.effect if isinstance(self.effect, str) else _SCORES[self.effect]
        return SetEffect(self.origin, self.to, word, self.because)


class WeightForm(ChangeForm):
    """The same with a weight in place of a word."""

    weight: Annotated[float, Constrained(ge=-1, le=1)]
    origin: NodeId = Constrained(alias="from")
    to: NodeId

    def change(self) -> Change:
        """The change."""
        return SetEffect(self.origin, self.to, self.weight, self.because)


def _read(origin: str, target: str, said: str) -> Change:
    """An effect by word, or as in the files by a whole number from 3 to -3; another number is a weight."""
    words = {str(score): word for score, word in _SCORES.items()}
    said = words.get(said.removeprefix("+"), said)
    return SetEffect(origin, target, figure_from(said) if NUMBER.fullmatch(said) else said)


KIND = ChangeKind(
    name="effect",
    change=SetEffect,
    syntax="FROM:TO=WORD",
    metavar="FROM:TO=WORD",
    example='"operations.install-30:time-per-order=slightly hurts"',
    help='Say an effect otherwise: "slightly hurts", neutral, -2, -0.5.',
    read=_read,
    forms={"effect": EffectForm, "weight": WeightForm},
    writes=EFFECTS,
    shown=50,
    made=10,
    settles=False,
)


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
