"""GC208: a department declares five or more effects and not one harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of
from goalcheck.findings import Level, Notice
from goalcheck.messages import MAX_LISTED, Message, Ref, RefKind, Template, Value, Word
from goalcheck.messages.message import department as department_ref
from goalcheck.messages.message import listing
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Claim, Department, Effect, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MANY_EFFECTS = 5
"""From so many effects on, none that hurts is hard to believe."""

MESSAGE = Template("rosy-department.message", "{department} declares {effects} effects and not one harm")
ALL_HELP = Template("rosy-department.all-help", "All {effects} effects help, in {parts}.")
PART = Template("rosy-department.part", "{objective} ({effects})")
CLAIMED = Template("rosy-department.claimed", "{claimant} claims that {origin} {word} {target}: start there.")
SOMEBODY = Template("rosy-department.somebody", "somebody")
ASK = Template(
    "rosy-department.ask",
    "Ask {lead} what gets less time, money or attention for {objective}, and write that down as hurts, or as neutral "
    "where somebody has looked.",
)
ASK_SCARCE = Template(
    "rosy-department.ask-scarce",
    "Ask {lead} what gets less time, money or attention for {objective} (its department draws on {resources}), and "
    "write that down as hurts, or as neutral where somebody has looked.",
)


class _Rosy(NamedTuple):
    """A department that declares helps only, and how many each of its objectives declares, most first."""

    department: Department
    effects: int
    parts: tuple[tuple[int, Objective], ...]


def check(context: Context) -> Iterator[Notice]:
    """One finding for each department whose own objectives in force declare many effects and no harm."""
    found = [rosy for department in context.organization.departments.values() if (rosy := _rosy(context, department))]
    found.sort(key=lambda rosy: (-rosy.effects, rosy.department.id))
    claims = _claimed_harms(context) if found else {}
    for rosy in found:
        yield _notice(context, rosy, claims)


def _rosy(context: Context, department: Department) -> _Rosy | None:
    objectives = [context.active[each] for each in department.objectives if each in context.active]
    if any(_harms(effect) for objective in objectives for effect in objective.effects):
        return None
    counted = [(sum(effect.weight > 0 for effect in objective.effects), objective) for objective in objectives]
    total = sum(count for count, _ in counted)
    if total < MANY_EFFECTS:
        return None
    parts = sorted((part for part in counted if part[0]), key=lambda part: (-part[0], part[1].id))
    return _Rosy(department, total, tuple(parts))


def _harms(effect: Effect) -> bool:
    """True if a harm was declared, also one that the target is kept short of."""
    return effect.word.endswith("hurts")


def _claimed_harms(context: Context) -> Mapping[str, list[Claim]]:
    """The harms that others report, by the objective that is said to hurt."""
    found: dict[str, list[Claim]] = {}
    for claim in context.organization.claims:
        if _harms(claim.effect):
            found.setdefault(claim.origin, []).append(claim)
    return found


def _notice(context: Context, rosy: _Rosy, claims: Mapping[str, list[Claim]]) -> Notice:
    department = rosy.department
    parts = listing(PART(objective=objective_ref(objective.id), effects=count) for count, objective in rosy.parts)
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=MESSAGE(department=department_ref(department.id), effects=rosy.effects),
        about=[department.id],
        departments=[department.id],
        advice=_advice(context, rosy, claims),
        details=[ALL_HELP(effects=rosy.effects, parts=parts)],
        locations=[department.location, *(objective.location for _, objective in rosy.parts[:MAX_LISTED])],
    )


def _advice(context: Context, rosy: _Rosy, claims: Mapping[str, list[Claim]]) -> Iterator[Message]:
    reported = [claim for _, objective in rosy.parts for claim in claims.get(objective.id, ())]
    for claim in reported[:MAX_LISTED]:
        yield CLAIMED(
            claimant=context.party(claim.by) if claim.by else SOMEBODY(),
            origin=context.ref(claim.origin),
            word=Word("effect", claim.effect.word),
            target=context.ref(claim.effect.target),
        )
    scarce = _scarce(objective for _, objective in rosy.parts)
    asked: dict[str, Value] = {
        "lead": lead_of(context, rosy.department.id),
        "objective": objective_ref(rosy.parts[0][1].id),
    }
    if scarce:
        yield ASK_SCARCE(**asked, resources=listing(Ref(RefKind.RESOURCE, each) for each in scarce))
    else:
        yield ASK(**asked)


def _scarce(objectives: Iterable[Objective]) -> list[str]:
    return sorted({need.resource for objective in objectives for need in objective.needs})


RULE = Rule(
    traits=RuleTraits(code="GC208", name="rosy-department", family=Family.COVERAGE),
    level=Level.MINOR,
    summary="a department with five or more effects declares not one harm",
    page=Page(
        why=(
            "All work costs something somewhere: time, money, attention, another way of doing it. A department that "
            "sees only good effects has not looked yet, and its conflicts stay hidden."
        ),
        fires=(
            "The department's own objectives in force declare five or more effects, and each of them helps. Neutral "
            "ones, implied ones, and claims by others are not counted."
        ),
        silent=(
            "One declared effect hurts, even one that begins at a figure (starts_at) that the target stays short of; "
            "there are fewer than five effects. Here: the department says what its extra visits cost."
        ),
        do=(
            "Ask those who do the work, and the departments next door, what gets less because of these objectives. "
            "Write it down on what is moved (a driver) rather than on the customer, with a because."
        ),
    ),
    check=check,
)
