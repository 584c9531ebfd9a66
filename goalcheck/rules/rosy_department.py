"""GC208: a department declares five or more effects and not one harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from goalcheck.findings import Finding, Level
from goalcheck.model import Claim, Department, Effect, Objective
from goalcheck.rules.advice import lead_of
from goalcheck.rules.nearest import MAX_LISTED, enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MANY_EFFECTS = 5
"""From so many effects on, none that hurts is hard to believe."""


class _Rosy(NamedTuple):
    """A department that declares helps only, and how many each of its objectives declares, most first."""

    department: Department
    effects: int
    parts: tuple[tuple[int, Objective], ...]


def check(study: Study) -> Iterator[Finding]:
    """One finding for each department whose own objectives in force declare many effects and no harm."""
    found = [rosy for department in study.organization.departments.values() if (rosy := _rosy(study, department))]
    found.sort(key=lambda rosy: (-rosy.effects, rosy.department.id))
    claims = _claimed_harms(study) if found else {}
    for rosy in found:
        yield _finding(study, rosy, claims)


def _rosy(study: Study, department: Department) -> _Rosy | None:
    objectives = [study.active[each] for each in department.objectives if each in study.active]
    if any(_harms(effect) for objective in objectives for effect in objective.effects):
        return None
    counted = [(sum(effect.weight > 0 for effect in objective.effects), objective) for objective in objectives]
    total = sum(count for count, _ in counted)
    if total < MANY_EFFECTS:
        return None
    parts = sorted((part for part in counted if part[0]), key=lambda part: (-part[0], part[1].id))
    return _Rosy(department, total, tuple(parts))


def _harms(effect: Effect) -> bool:
    """Whether a harm was declared, also one that the target is kept short of."""
    return effect.word.endswith("hurts")


def _claimed_harms(study: Study) -> Mapping[str, list[Claim]]:
    """What others report, by the objective that is said to hurt."""
    found: dict[str, list[Claim]] = {}
    for claim in study.organization.claims:
        if _harms(claim.effect):
            found.setdefault(claim.origin, []).append(claim)
    return found


def _finding(study: Study, rosy: _Rosy, claims: Mapping[str, list[Claim]]) -> Finding:
    department = rosy.department
    parts = enumerated([f"{objective.id} ({count})" for count, objective in rosy.parts])
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.MINOR,
        message=f"{department.id} declares {rosy.effects} effects and not one harm",
        about=[department.id],
        departments=[department.id],
        advice=list(_advice(study, rosy, claims)),
        details=[f"All {rosy.effects} effects help, in {parts}."],
        locations=[department.location, *(objective.location for _, objective in rosy.parts[:MAX_LISTED])],
    )


def _advice(study: Study, rosy: _Rosy, claims: Mapping[str, list[Claim]]) -> Iterator[str]:
    reported = [claim for _, objective in rosy.parts for claim in claims.get(objective.id, ())]
    for claim in reported[:MAX_LISTED]:
        whose = claim.by or "somebody"
        yield f"{whose} claims that {claim.origin} {claim.effect.word} {claim.effect.target}: start there."
    scarce = _scarce(objective for _, objective in rosy.parts)
    busiest = rosy.parts[0][1].id
    lead = lead_of(study, rosy.department.id)
    ask = f"Ask {lead} what gets less time, money or attention for {busiest}"
    hint = f" (its department draws on {enumerated(scarce)})" if scarce else ""
    yield f"{ask}{hint}, and write that down as hurts, or as neutral where somebody has looked."


def _scarce(objectives: Iterable[Objective]) -> list[str]:
    return sorted({need.resource for objective in objectives for need in objective.needs})


RULE = Rule(
    code="GC208",
    name="rosy-department",
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
