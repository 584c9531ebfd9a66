"""GC304: somebody says that an effect goes the other way than its owner declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from goalcheck.facts.consideration import views_considered
from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import named_customer, owner_of
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Template, Value, Word
from goalcheck.messages.message import declared, department, listing, metric, outcome
from goalcheck.model import Claim, Effect, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits, Telling

CLAIMS = Template("disputed-effect.claims", "{claimants} claims that {origin} {claimed}; {owner} that it {declared}")
CLAIM = Template("disputed-effect.claim", "{claimants} claim that {origin} {claimed}; {owner} that it {declared}")
SOMEBODY = Template("disputed-effect.somebody", "somebody")
DEPARTMENT_DECLARES = Template("disputed-effect.department-declares", "{department} declares")
ORGANIZATION_DECLARES = Template("disputed-effect.organization-declares", "the organization declares")
CLAIMANT_CLAIMS = Template("disputed-effect.claimant-claims", "{claimant} claims")
IT = Template("disputed-effect.it", "it")
DOES_NOTHING = Template("disputed-effect.does-nothing", "does nothing to {target}")
DOES_ONLY_FROM = Template(
    "disputed-effect.does-only-from", "{word} {target} only from {figure} on, short of its target"
)
DOES = Template("disputed-effect.does", "{word} {target}")
VIEW = Template("disputed-effect.view", "{who} that {origin} {does}{reason} ({confidence} confidence; {evidence}).")
REASON = Template("disputed-effect.reason", ", because {reason}")
NO_REASON = Template("disputed-effect.no-reason", ", without a reason")
EVIDENCE = Template("disputed-effect.evidence", "evidence: {evidence}")
NO_EVIDENCE = Template("disputed-effect.no-evidence", "no evidence")
DECLARER = Template("disputed-effect.declarer", "whoever declared {node}")
ASK_CUSTOMER = Template("disputed-effect.ask-customer", "Ask {customer}: {outcome} is theirs to judge.")
UNTIL_THEN = Template(
    "disputed-effect.until-then",
    "Until then both views count; in the end one side corrects the effect or withdraws the claim.",
)
READ_BOTH = Template("disputed-effect.read-both", "Read {own} and {claimed} together: both sides name evidence.")
ANSWER = Template("disputed-effect.answer", "Let {who} answer the evidence of {whose}: {evidence}.")
ASK_BOTH = Template("disputed-effect.ask-both", "Ask {owner} and {claimant} for evidence: neither view names any.")
COMPARE = Template("disputed-effect.compare", "Compare {metric} before and since {origin}.")
AGREE_METRIC = Template(
    "disputed-effect.agree-metric",
    "Agree on a metric for {target} that would show the effect of {origin}; it has none yet.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each arrow of which a claim and the owner's declaration have different signs."""
    yield from sorted(_disputes(context), key=lambda notice: notice.finding.order)


def _disputes(context: Context) -> Iterator[Notice]:
    for origin, claims in groupby(context.organization.claims, key=lambda claim: claim.origin):
        if _in_force(context, origin):
            declared = _by_target(context.node(origin).effects)
            for target, about in groupby(claims, key=lambda claim: claim.effect.target):
                views = declared.get(target) or views_considered(context.organization, origin, target)
                signs = {_sign(effect) for effect in views}
                disputing = [claim for claim in about if _sign(claim.effect) not in signs]
                if views and disputing and _in_force(context, target):
                    yield _Dispute(context, origin, target, tuple(views), tuple(disputing)).notice()


def _in_force(context: Context, node: str) -> bool:
    return node in context.active or node not in context.organization.objectives


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

    context: Context
    origin: str
    target: str
    declared: tuple[Effect, ...]
    claims: tuple[Claim, ...]

    def notice(self) -> Notice:
        """Both views, side by side."""
        objective, owner = self._objective, self._declares
        return self.context.notice(
            RULE.traits,
            level=Level.SERIOUS,
            message=self._message(owner),
            about=[f"from:{self.origin}", f"to:{self.target}"],
            objectives=[objective.id] if objective else [],
            arrow=(self.origin, self.target),
            departments=self._departments(),
            outcomes=[Contest(self.target, None)] if self.target in self.context.organization.outcomes else [],
            details=[
                *(self._view(owner, effect) for effect in self.declared),
                *(self._view(CLAIMANT_CLAIMS(claimant=self._claimant(each)), each.effect) for each in self.claims),
            ],
            advice=self._advice(),
            locations=[effect.location for effect in (*self.declared, *(claim.effect for claim in self.claims))],
        )

    def _message(self, owner: Message) -> Message:
        claimants = list(dict.fromkeys(self._claimant(claim) for claim in self.claims))
        template = CLAIMS if len(claimants) == 1 else CLAIM
        return template(
            claimants=listing(claimants),
            origin=self.context.ref(self.origin),
            claimed=_does(self.claims[0].effect, self._target),
            owner=owner,
            declared=_does(self.declared[0], IT()),
        )

    @property
    def _target(self) -> Value:
        return self.context.ref(self.target)

    @property
    def _objective(self) -> Objective | None:
        return self.context.active.get(self.origin)

    @property
    def _declares(self) -> Message:
        objective = self._objective
        if objective is None:
            return ORGANIZATION_DECLARES()
        return DEPARTMENT_DECLARES(department=department(objective.department))

    @property
    def _owner(self) -> Value:
        objective = self._objective
        return owner_of(self.context, objective) if objective else DECLARER(node=self.context.ref(self.origin))

    def _departments(self) -> list[str]:
        """The departments of those who claim; a customer counts as the department that it is, if it is one."""
        organization = self.context.organization
        found = []
        for claim in self.claims:
            customer = organization.customers.get(claim.by or "")
            department = claim.by if claim.by in organization.departments else customer and customer.department
            found += [department] if department else []
        return found

    def _claimant(self, claim: Claim) -> Value:
        return self.context.party(claim.by) if claim.by else SOMEBODY()

    def _view(self, who: Message, effect: Effect) -> Message:
        """One side's view: what, why and how sure; where, the locations tell."""
        return VIEW(
            who=who,
            origin=self.context.ref(self.origin),
            does=_does(effect, self._target),
            reason=REASON(reason=effect.because) if effect.because else NO_REASON(),
            confidence=Word("confidence", effect.confidence),
            evidence=EVIDENCE(evidence=effect.evidence) if effect.evidence else NO_EVIDENCE(),
        )

    def _advice(self) -> Iterator[Message]:
        yield self._about_evidence()
        yield self._about_measuring()
        felt = self.context.organization.outcomes.get(self.target)
        if felt is not None and felt.customer:
            yield ASK_CUSTOMER(customer=named_customer(self.context, felt.customer), outcome=outcome(self.target))
        yield UNTIL_THEN()

    def _about_evidence(self) -> Message:
        backed = [claim for claim in self.claims if claim.effect.evidence]
        own = [effect.evidence for effect in self.declared if effect.evidence]
        if backed and own:
            return READ_BOTH(own=own[0], claimed=backed[0].effect.evidence or "")
        if backed:
            claimant, evidence = self._claimant(backed[0]), backed[0].effect.evidence or ""
            return ANSWER(who=self._owner, whose=claimant, evidence=evidence)
        claimant = self._claimant(self.claims[0])
        if own:
            return ANSWER(who=claimant, whose=self._owner, evidence=own[0])
        return ASK_BOTH(owner=self._owner, claimant=claimant)

    def _about_measuring(self) -> Message:
        node = self.context.node(self.target)
        measure = node.target and node.target.metric if isinstance(node, Objective) else node.metric
        origin = self.context.ref(self.origin)
        if measure:
            return COMPARE(metric=metric(measure), origin=origin)
        return AGREE_METRIC(target=self._target, origin=origin)


def _does(effect: Effect, target: Value) -> Message:
    word = Word("effect", effect.word)
    if effect.word == "neutral":
        return DOES_NOTHING(target=target)
    if _sign(effect) == 0 and effect.starts_at is not None:
        return DOES_ONLY_FROM(word=word, target=target, figure=declared(effect.starts_at))
    return DOES(word=word, target=target)


RULE = Rule(
    traits=RuleTraits(code="GC304", name="disputed-effect", family=Family.AGREEMENT, telling=Telling.IN_CONFLICT),
    level=Level.SERIOUS,
    summary="a claim and the owner's declaration have different signs (neutral counts as a declaration)",
    page=Page(
        why=(
            "Two departments see the same thing and one of them is wrong. As long as nobody settles it, every plan "
            "that builds on it is a guess, and the one who was right stops saying so."
        ),
        fires=(
            "A claim about an effect and what its owner declares for the same two nodes have different signs: helps, "
            "hurts, or neutral (which says that somebody looked and found nothing; `considered` says so of all that an "
            "owner does not name). One finding for each origin and "
            "target; both views stand side by side with reason, confidence and evidence. A conflict tells it where the "
            "effect is on the chain of one of its hurters or protectors, or leads from one of them to what suffers."
        ),
        silent=(
            "The owner declares nothing there (then the claim stands alone), or the same sign, however strong; what a "
            "target implies is no declaration; an end of the arrow is done, dropped or an option. Here: both say that "
            "it hurts."
        ),
        do=(
            "Look at the evidence of both together; where there is none, agree on a metric, or ask the customer. Then "
            "one side corrects its file."
        ),
    ),
    check=check,
)
