"""What two organizations declare otherwise, as edits of the files of the first.

Only what a change can touch is compared: whatever else differed would show when the edits are proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.files.editing import Field
from goalcheck.files.rewriting import Rewriting
from goalcheck.model import Bounds, Claim, Guardrail, Objective, Organization, Reference, Resource, Target
from goalcheck.model.period import named_period
from goalcheck.planning.edit import Edit
from goalcheck.planning.inscribing.effects import said_in, write_effects, write_said
from goalcheck.planning.inscribing.files import Files, Place, place_of
from goalcheck.planning.overlay.writing import period_field


def edits(old: Organization, new: Organization) -> list[Edit]:
    """The files that change, with their new texts, by name.

    Args:
        old: what the files say.
        new: what they shall say: the same ids with other values.

    Raises:
        CannotEdit: a file is written in a way that no small edit can follow; the message says which and why.
    """
    files = Files()
    _write_claims(files, old, new)  # first: they are found by where they stand
    for key, objective in old.objectives.items():
        if (changed := new.objectives[key]) is not objective:
            with files.editing(objective.location.file) as rewriting:
                _write_objective(rewriting, old, objective, changed)
    for key, outcome in old.outcomes.items():
        if (rated := new.outcomes[key]) is not outcome:
            with files.editing(outcome.location.file) as rewriting:
                if rated.importance != outcome.importance:
                    rewriting.set((*place_of(outcome), "importance"), rated.importance)
                write_effects(rewriting, old, outcome, rated)
    for key, driver in old.drivers.items():
        if (moved := new.drivers[key]) is not driver:
            with files.editing(driver.location.file) as rewriting:
                write_effects(rewriting, old, driver, moved)
    for key, resource in old.resources.items():
        if (sized := new.resources[key]) is not resource:
            with files.editing(resource.location.file) as rewriting:
                _write_capacity(rewriting, resource, sized)
    return files.edits()


def _write_objective(rewriting: Rewriting, organization: Organization, was: Objective, is_: Objective) -> None:
    place = place_of(was)
    for field, value in _fields(was, is_):
        rewriting.set((*place, *field), value)
    for name, items in _lists(was, is_):
        rewriting.append((*place, name), items)
    write_effects(rewriting, organization, was, is_)


def _fields(was: Objective, is_: Objective) -> Iterator[tuple[Place, Field]]:
    """The fields with another value, and that value."""
    if was.owner != is_.owner and is_.owner:
        yield ("owner",), is_.owner
    if was.period != is_.period and is_.period:
        yield ("period",), period_field(is_.period)
    if was.status != is_.status:
        yield ("status",), is_.status.value
    if was.priority != is_.priority:
        yield ("priority",), is_.priority
    if was.target != is_.target and is_.target:
        yield from _target(was.target, is_.target)
    if was.progress != is_.progress and is_.progress:
        day: dict[str, Field] = {"date": is_.progress.date.isoformat()} if is_.progress.date else {}
        yield ("progress",), {"value": is_.progress.value, **day}
    before = {need.resource: need.amount for need in was.needs}
    for need in is_.needs:
        if before.get(need.resource) != need.amount:
            yield ("needs", need.resource), need.amount
    for field in ("depends_on", "alternative_to"):
        ids = _ids(getattr(is_, field))
        if not set(_ids(getattr(was, field))) <= set(ids):
            yield (field,), ids


def _lists(was: Objective, is_: Objective) -> Iterator[tuple[str, Sequence[Field]]]:
    """The lists that have more items, and those."""
    for field in ("supports", "depends_on", "alternative_to"):
        before, now = _ids(getattr(was, field)), _ids(getattr(is_, field))
        if set(before) < set(now):
            yield field, [each for each in now if each not in before]
    if more := [each for each in is_.agreed_with if each not in was.agreed_with]:
        yield "agreed_with", more
    if len(is_.guardrails) > len(was.guardrails):
        yield "guardrails", [_guardrail(each) for each in is_.guardrails[len(was.guardrails) :]]


def _target(was: Target | None, is_: Target) -> Iterator[tuple[Place, Field]]:
    figures: dict[str, Field] = {}
    if is_.to is not None:
        figures["to"] = is_.to
    if is_.bounds is not None:
        figures |= _range(is_.bounds)
    if was is None:
        start: dict[str, Field] = {} if is_.start is None else {"from": is_.start}
        yield ("target",), {"metric": is_.metric, **start, **figures}
        return
    yield from ((("target", name), figure) for name, figure in figures.items())


def _guardrail(guardrail: Guardrail) -> Field:
    if guardrail.metric is None or guardrail.bounds is None:
        return {"protects": guardrail.protects}
    return {"protects": guardrail.protects, "metric": guardrail.metric, **_range(guardrail.bounds)}


def _range(bounds: Bounds) -> dict[str, Field]:
    if bounds.lower is not None and bounds.upper is not None:
        return {"between": (bounds.lower, bounds.upper)}
    if bounds.lower is not None:
        return {"at_least": bounds.lower}
    return {} if bounds.upper is None else {"at_most": bounds.upper}


def _ids(references: Sequence[Reference]) -> list[str]:
    return list(dict.fromkeys(reference.id for reference in references))


def _write_capacity(rewriting: Rewriting, was: Resource, is_: Resource) -> None:
    place = (*place_of(was), "capacity")
    keys = {period[:2]: key for key in rewriting.keys(place) if (period := named_period(key))}
    before = dict(was.capacity)
    for period, amount in is_.capacity:
        if before.get(period) != amount:
            name = () if period is None else (keys.get(period[:2], period.label),)
            rewriting.set((*place, *name), amount)


def _write_claims(files: Files, old: Organization, new: Organization) -> None:
    """Claims are told apart by where they stand; those from the end of a file first, so that none moves before."""
    kept = {claim.effect.location: claim for claim in new.claims}
    for was in sorted(old.claims, key=lambda claim: claim.effect.location, reverse=True):
        is_ = kept.get(was.effect.location)
        if is_ is None or _said(is_) != _said(was):
            with files.editing(was.effect.location.file) as rewriting:
                index = rewriting.places(("claims",)).index(was.effect.location[1:3])
                if is_ is None:
                    rewriting.remove(("claims", index))
                else:
                    _write_claim(rewriting, ("claims", index), was, is_)


def _write_claim(rewriting: Rewriting, place: Place, was: Claim, is_: Claim) -> None:
    if was.origin != is_.origin:
        rewriting.set((*place, "from"), is_.origin)
    if was.effect.target != is_.effect.target:
        rewriting.set((*place, "to"), is_.effect.target)
    if said_in(was.effect) != said_in(is_.effect):
        write_said(rewriting, place, is_.effect)
    if was.effect.starts_at is not None and is_.effect.starts_at is None:
        rewriting.remove((*place, "starts_at"))
        rewriting.remove((*place, "full_at"))


def _said(claim: Claim) -> tuple[object, ...]:
    effect = claim.effect
    return claim.origin, effect.target, said_in(effect), effect.starts_at, effect.full_at
