"""GC304: somebody says that an effect goes the other way than its owner declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from goalcheck.findings import Contest, Finding, Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Claim, Effect, Objective
from goalcheck.rules.advice import owner_of
from goalcheck.rules.amounts import figure
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each arrow of which a claim and the owner's declaration have different signs."""
    yield from sorted(_disputes(study), key=lambda finding: finding.order)


def _disputes(study: Study) -> Iterator[Finding]:
    for origin, claims in groupby(study.organization.claims, key=lambda claim: claim.origin):
        if _in_force(study, origin):
            declared = _by_target(study.node(origin).effects)
            for target, about in groupby(claims, key=lambda claim: claim.effect.target):
                views = declared.get(target, [])
                signs = {_sign(effect) for effect in views}
                disputing = [claim for claim in about if _sign(claim.effect) not in signs]
                if views and disputing and _in_force(study, target):
                    yield _Dispute(study, origin, target, tuple(views), tuple(disputing)).finding()


def _in_force(study: Study, node: str) -> bool:
    return node in study.active or node not in study.organization.objectives


def _by_target(effects: Sequence[Effect]) -> dict[str, list[Effect]]:
    found: dict[str, list[Effect]] = {}
    for effect in effects:
        found.setdefault(effect.target, []).append(effect)
    return found


def _sign(effect: Effect) -> int:
    """1 helps, -1 hurts; 0 is `neutral`, or an effect that the target stops short of."""
    return (effect.weight > ROUNDING) - (effect.weight < -ROUNDING)


class _Dispute(NamedTuple):
    """One arrow with what its owner declares and what others claim against that."""

    study: Study
    origin: str
    target: str
    declared: tuple[Effect, ...]
    claims: tuple[Claim, ...]

    def finding(self) -> Finding:
        """Both views, side by side."""
        objective = self._objective
        owner = f"{objective.department} declares" if objective else "the organization declares"
        claimants = list(dict.fromkeys(self._claimant(claim) for claim in self.claims))
        said = self.claims[0].effect
        return self.study.finding(
            RULE.code,
            RULE.name,
            level=Level.SERIOUS,
            message=(
                f"{enumerated(claimants)} {'claims' if len(claimants) == 1 else 'claim'} that {self.origin} "
                f"{_does(said, self.target)}; {owner} that it {_does(self.declared[0], 'it')}"
            ),
            about=[f"from:{self.origin}", f"to:{self.target}"],
            objectives=[objective.id] if objective else [],
            departments=self._departments(),
            outcomes=[Contest(self.target, None)] if self.target in self.study.organization.outcomes else [],
            details=[
                *(self._view(owner, effect) for effect in self.declared),
                *(self._view(f"{self._claimant(claim)} claims", claim.effect) for claim in self.claims),
            ],
            advice=self._advice(),
            locations=[effect.location for effect in (*self.declared, *(claim.effect for claim in self.claims))],
        )

    @property
    def _objective(self) -> Objective | None:
        return self.study.active.get(self.origin)

    @property
    def _owner(self) -> str:
        objective = self._objective
        return owner_of(self.study, objective) if objective else f"whoever declared {self.origin}"

    def _departments(self) -> list[str]:
        """The departments of those who claim; a customer counts as the department that it is, if it is one."""
        organization = self.study.organization
        found = []
        for claim in self.claims:
            customer = organization.customers.get(claim.by or "")
            department = claim.by if claim.by in organization.departments else customer and customer.department
            found += [department] if department else []
        return found

    def _claimant(self, claim: Claim) -> str:
        return claim.by or "somebody"

    def _view(self, who: str, effect: Effect) -> str:
        """Who says what, why and how sure; where, the locations tell."""
        reason = f", because {effect.because}" if effect.because else ", without a reason"
        evidence = f"evidence: {effect.evidence}" if effect.evidence else "no evidence"
        return (
            f"{who} that {self.origin} {_does(effect, self.target)}{reason} "
            f"({effect.confidence} confidence; {evidence})."
        )

    def _advice(self) -> Iterator[str]:
        yield self._about_evidence()
        yield self._about_measuring()
        outcome = self.study.organization.outcomes.get(self.target)
        if outcome is not None and outcome.customer:
            yield f"Ask {self.study.organization.customers[outcome.customer].name}: {self.target} is theirs to judge."
        yield "Until then both views count; in the end one side corrects the effect or withdraws the claim."

    def _about_evidence(self) -> str:
        backed = [claim for claim in self.claims if claim.effect.evidence]
        own = [effect.evidence for effect in self.declared if effect.evidence]
        if backed and own:
            return f"Read {own[0]} and {backed[0].effect.evidence} together: both sides name evidence."
        if backed:
            claimant = self._claimant(backed[0])
            return f"Let {self._owner} answer the evidence of {claimant}: {backed[0].effect.evidence}."
        if own:
            return f"Let {self._claimant(self.claims[0])} answer the evidence of {self._owner}: {own[0]}."
        return f"Ask {self._owner} and {self._claimant(self.claims[0])} for evidence: neither view names any."

    def _about_measuring(self) -> str:
        node = self.study.node(self.target)
        metric = node.target and node.target.metric if isinstance(node, Objective) else node.metric
        if metric:
            return f"Compare {metric} before and since {self.origin}."
        return f"Agree on a metric for {self.target} that would show the effect of {self.origin}; it has none yet."


def _does(effect: Effect, target: str) -> str:
    if effect.word == "neutral":
        return f"does nothing to {target}"
    if _sign(effect) == 0 and effect.starts_at is not None:
        return f"{effect.word} {target} only from {figure(effect.starts_at)} on, short of its target"
    return f"{effect.word} {target}"


RULE = Rule(
    code="GC304",
    name="disputed-effect",
    level=Level.SERIOUS,
    summary="a claim and the owner's declaration have different signs (neutral counts as a declaration)",
    page=Page(
        why=(
            "Two departments see the same thing and one of them is wrong. As long as nobody settles it, every plan "
            "that builds on it is a guess, and the one who was right stops saying so."
        ),
        fires=(
            "A claim about an effect and what its owner declares for the same two nodes have different signs: helps, "
            "hurts, or neutral (which says that somebody looked and found nothing). One finding for each origin and "
            "target; both views stand side by side with reason, confidence and evidence."
        ),
        silent=(
            "The owner declares nothing there (then the claim stands alone), or the same sign, however strong; what a "
            "target implies is no declaration; an end of the arrow is done or dropped. Here: both say that it hurts."
        ),
        do=(
            "Look at the evidence of both together; where there is none, agree on a metric, or ask the customer. Then "
            "one side corrects its file."
        ),
    ),
    check=check,
)
