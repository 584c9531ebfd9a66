"""The writers that several kinds of changes share: of an objective's fields and lists, and of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from goalcheck.changes.file_form import period_field, range_fields
from goalcheck.changes.patching.effects import said_in, say, write_effects
from goalcheck.changes.patching.patch import (
    AppendItems,
    Patch,
    Place,
    RemoveEntry,
    SetValue,
    Site,
    Writer,
    field_writer,
)
from goalcheck.files.editing import Field
from goalcheck.model import Claim, Guardrail, Mitigation, Objective, Reference, Target

CLAIMS = "claims"
OBJECTIVES = "objectives"


def _target(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    if is_.target is None or was.target == is_.target:
        return
    figures: dict[str, Field] = {}
    if is_.target.to is not None:
        figures["to"] = is_.target.to
    if is_.target.bounds is not None:
        figures |= range_fields(is_.target.bounds)
    place = (*site.place, "target")
    if was.target is None:
        yield SetValue(place, _whole_target(is_.target, figures))
        return
    yield from (SetValue((*place, name), figure) for name, figure in figures.items())


def _whole_target(target: Target, figures: dict[str, Field]) -> Field:
    start: dict[str, Field] = {} if target.start is None else {"from": target.start}
    return {"metric": target.metric, **start, **figures}


def _progress(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    if is_.progress is not None and was.progress != is_.progress:
        day: dict[str, Field] = {"date": is_.progress.date.isoformat()} if is_.progress.date else {}
        yield SetValue((*site.place, "progress"), {"value": is_.progress.value, **day})


def _needs(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    before = {need.resource: need.amount for need in was.needs}
    for need in is_.needs:
        if before.get(need.resource) != need.amount:
            yield SetValue((*site.place, "needs", need.resource), need.amount)


def _references_replaced(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    for name in ("depends_on", "alternative_to"):
        ids = _ids(getattr(is_, name))
        if not set(_ids(getattr(was, name))) <= set(ids):
            yield SetValue((*site.place, name), ids)


def _references_added(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    for name in ("supports", "depends_on", "alternative_to"):
        before, now = _ids(getattr(was, name)), _ids(getattr(is_, name))
        if set(before) < set(now):
            yield AppendItems((*site.place, name), [each for each in now if each not in before])


def _agreed_with(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    if more := [each for each in is_.agreed_with if each not in was.agreed_with]:
        place = (*site.place, "agreed_with")
        if was.agreements:  # a mapping, of which each says what was agreed
            yield from (SetValue((*place, each), {}) for each in more)
        else:
            yield AppendItems(place, more)


def _guardrails(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    kept = len(was.guardrails)
    for at, (before, now) in enumerate(zip(was.guardrails, is_.guardrails, strict=False)):
        if now.binding and not before.binding:
            place = (*site.place, "guardrails", at)
            if before.metric is None:
                yield from (SetValue((*place, name), value) for name, value in _floor(now).items())
            yield SetValue((*place, "binding"), value=True)
    if len(is_.guardrails) > kept:
        yield AppendItems((*site.place, "guardrails"), [_guardrail(each) for each in is_.guardrails[kept:]])


def _guardrail(guardrail: Guardrail) -> Field:
    binding: dict[str, Field] = {"binding": True} if guardrail.binding else {}
    return {"protects": guardrail.protects, **_floor(guardrail), **binding}


def _floor(guardrail: Guardrail) -> dict[str, Field]:
    if guardrail.metric is None or guardrail.bounds is None:
        return {}
    return {"metric": guardrail.metric, **range_fields(guardrail.bounds)}


def _relies_on(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    said = [(each.target, each.how, each.because) for each in is_.relies_on]
    if said != [(each.target, each.how, each.because) for each in was.relies_on]:
        values = {target: {"how": how, "because": because} if because else how for target, how, because in said}
        place = (*site.place, "relies_on")
        yield SetValue(place, values) if values else RemoveEntry(place)


def _mitigates(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    now, before = ([_mitigation(each) for each in entry.mitigates] for entry in (is_, was))
    if now != before:
        place = (*site.place, "mitigates")
        yield SetValue(place, now) if now else RemoveEntry(place)


def _mitigation(each: Mitigation) -> dict[str, Field]:
    because: dict[str, Field] = {"because": each.because} if each.because else {}
    return {"from": each.origin, "to": each.target, "leaves": each.word, **because}


def _ids(references: Sequence[Reference]) -> list[str]:
    return list(dict.fromkeys(reference.id for reference in references))


def _claims(site: Site, was: Claim, is_: Claim | None) -> Iterator[Patch]:
    place: Place = site.place
    if is_ is None:
        yield RemoveEntry(place)
        return
    if was.origin != is_.origin:
        yield SetValue((*place, "from"), is_.origin)
    if was.effect.target != is_.effect.target:
        yield SetValue((*place, "to"), is_.effect.target)
    if said_in(was.effect) != said_in(is_.effect):
        yield from say(site.text, place, is_.effect)
    if was.effect.starts_at is not None and is_.effect.starts_at is None:
        yield RemoveEntry((*place, "starts_at"))
        yield RemoveEntry((*place, "full_at"))


def said_by(claim: Claim | None) -> tuple[Any, ...] | None:
    """The words of a claim in the files, None where there is none."""
    if claim is None:
        return None
    effect = claim.effect
    return claim.origin, effect.target, said_in(effect), effect.starts_at, effect.full_at


OWNER = field_writer(OBJECTIVES, 10, "owner")
PERIOD = field_writer(OBJECTIVES, 20, "period", period_field)
STATUS = field_writer(OBJECTIVES, 30, "status", lambda status: str(status.value))
PRIORITY = field_writer(OBJECTIVES, 40, "priority")
TARGET = Writer(OBJECTIVES, 50, _target)
PROGRESS = Writer(OBJECTIVES, 60, _progress)
NEEDS = Writer(OBJECTIVES, 70, _needs)
REFERENCES = (Writer(OBJECTIVES, 80, _references_replaced), Writer(OBJECTIVES, 81, _references_added))
AGREED_WITH = Writer(OBJECTIVES, 82, _agreed_with)
GUARDRAILS = Writer(OBJECTIVES, 83, _guardrails)
RELIES_ON = Writer(OBJECTIVES, 84, _relies_on)
MITIGATES = Writer(OBJECTIVES, 85, _mitigates)
MUST_HOLD = field_writer(OBJECTIVES, 86, "must_hold")
EFFECTS = tuple(Writer(section, 90, write_effects) for section in (OBJECTIVES, "outcomes", "drivers"))
CLAIMED = Writer(CLAIMS, 10, _claims)
