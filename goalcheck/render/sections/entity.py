"""All about one thing: what is declared, what it suffers and by whom, what it hurts, its conflicts, its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.entity import Entity, Excuse, HarmTold, Member, Reliances, Suffering
from goalcheck.findings import Side
from goalcheck.graph import Mitigated
from goalcheck.render.document import (
    Block,
    Heading,
    Items,
    ListItem,
    ListMarks,
    Meter,
    Pieces,
    Quiet,
    Strong,
    Text,
    TextTable,
    Title,
    cut,
)
from goalcheck.render.sections.conflict_page import GUARD_WORDS, chain_lines, finding_items
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, count, place

EXCUSES = {
    Excuse.APART: "the two never run on the same day, so that it is no pressure",
    Excuse.ALTERNATIVES: "only one of the two will be chosen, so that it is no pressure",
    Excuse.HELPS_MORE: "it helps as a whole, so that it is no pressure",
}


def entity_blocks(portrait: Entity) -> Iterator[Block]:
    """The portrait."""
    speaker = Speaker(portrait.report.organization, clean=cut)
    yield Title((Strong(cut(portrait.name)), f" ({portrait.kind} {portrait.id})"))
    yield TextTable(tuple(((label,), (cut(text),)) for label, text in portrait.facts))
    yield from _members(speaker, portrait)
    if portrait.suffers:
        yield from _suffering(speaker, portrait, portrait.suffers)
    yield from _mitigated(portrait.mitigated)
    yield from _hurts(speaker, portrait)
    yield from _helps(speaker, "What it helps", portrait.helps, portrait.helps_in_all, frozenset())
    yield from _reliances(speaker, "What relies on it", portrait.relied_on_by, of_others=True)
    yield from _reliances(speaker, "What it relies on", portrait.relies_on, of_others=False)
    yield from _conflicts(portrait)
    yield from _findings(portrait)


def _members(speaker: Speaker, portrait: Entity) -> Iterator[Block]:
    if portrait.members:
        yield Heading("Its objectives" if portrait.kind == "department" else "Its outcomes")
        yield Items(tuple(_member(speaker, each) for each in portrait.members), ListMarks.NONE)


def _member(speaker: Speaker, member: Member) -> ListItem:
    pressure = f", pressure {member.pressure:.2f}" if member.pressure else ""
    return ListItem((f"{member.id} {speaker.name(member.id)}{pressure}",))


def _suffering(speaker: Speaker, portrait: Entity, suffers: Suffering) -> Iterator[Block]:
    """The pressure on it, every harm with what makes less of it, and every help."""
    if suffers.pressure is not None:
        yield Heading("Pressure on it")
        yield Text(_pressure(portrait, suffers))
    if suffers.harms:
        yield Heading("What hurts it", number=suffers.harms_in_all)
    for harm in suffers.harms:
        yield chain_lines(speaker, "", harm.chain, portrait.mitigators, notes=_notes(harm))
    yield from _weaker(suffers.harms_in_all - len(suffers.harms))
    protecting = suffers.protectors
    yield from _helps(speaker, "What helps it", suffers.helps, suffers.helps_in_all, protecting)


def _pressure(portrait: Entity, suffers: Suffering) -> Pieces:
    pressure = suffers.pressure or 0.0
    if not pressure:
        return ("none: nothing that is declared hurts it",) if not suffers.harms else ("none: no harm to it counts",)
    least = portrait.report.organization.settings.min_tension
    told = f" {pressure:.2f} of 100"
    if suffers.open_pressure is None:
        told += f", below the {least:g} from which it is a conflict" if pressure < least else ""
    elif suffers.open_pressure < pressure:
        told += f", {suffers.open_pressure:.2f} of it from the harms that nobody decided"
    return Meter(pressure), told


def _notes(harm: HarmTold) -> str:
    notes = [f"harm {harm.harm:.2f}"]
    if harm.guard:
        notes.append(f"{GUARD_WORDS[harm.guard]}: {harm.left:.2f}")
    if harm.excuse:
        notes.append(EXCUSES[harm.excuse])
    if harm.decided:
        notes.append("decided")
    return "; ".join(notes)


def _mitigated(mitigated: Sequence[Mitigated]) -> Iterator[Block]:
    """Harms of which a mitigation leaves less, or nothing."""
    if mitigated:
        yield Heading("What is mitigated")
        yield Items(tuple(_mitigation(each) for each in mitigated))


def _mitigation(each: Mitigated) -> ListItem:
    arrow = each.arrow
    reason = f", because {cut(each.mitigation.because)}" if each.mitigation.because else ""
    left = f"{each.mitigation.word} ({each.weight:+.2f})" if each.weight else "nothing is left of it"
    said = f"{arrow.origin} {arrow.word} {arrow.target} ({arrow.weight:+.2f}): {each.objective} mitigates it, {left}"
    return ListItem((f"{said}{reason} ", Quiet(place(each.mitigation.location, clean=cut))))


def _hurts(speaker: Speaker, portrait: Entity) -> Iterator[Block]:
    if portrait.hurts:
        yield Heading("What it hurts", number=portrait.hurts_in_all)
        for harm in portrait.hurts:
            yield chain_lines(speaker, "", harm.chain, portrait.mitigators, notes=_notes(harm))
        yield from _weaker(portrait.hurts_in_all - len(portrait.hurts))


def _helps(
    speaker: Speaker, heading: str, sides: Sequence[Side], in_all: int, protecting: frozenset[str]
) -> Iterator[Block]:
    if sides:
        yield Heading(heading, number=in_all)
        for side in sides:
            notes = f"help {side.strength:.2f}{'; protects it' if side.objective in protecting else ''}"
            yield chain_lines(speaker, "", side.chain, {}, notes=notes)
        yield from _weaker(in_all - len(sides))


def _weaker(left_out: int) -> Iterator[Block]:
    if left_out > 0:
        yield Text((f"... and {left_out:,} weaker ones",))


def _reliances(speaker: Speaker, heading: str, reliances: Sequence[Reliances], *, of_others: bool) -> Iterator[Block]:
    if reliances:
        yield Heading(heading)
        yield Items(tuple(_reliance(speaker, each, of_others=of_others) for each in reliances))


def _reliance(speaker: Speaker, each: Reliances, *, of_others: bool) -> ListItem:
    key = each.objective if of_others else each.reliance.target
    because = f", because {cut(each.reliance.because)}" if each.reliance.because else ""
    at = Quiet(place(each.reliance.location, clean=cut))
    return ListItem((f"{key} {speaker.name(key)}, {each.reliance.how}{because} ", at))


def _conflicts(portrait: Entity) -> Iterator[Block]:
    yield Heading("Conflicts")
    if not portrait.conflicts_in_all:
        yield Text(("None.",))
    if portrait.conflicts:
        yield Items(tuple(_conflict(portrait, each) for each in portrait.conflicts), ListMarks.NONE)
    yield from _outside(portrait.conflicts_in_all - len(portrait.conflicts), "conflict")


def _conflict(portrait: Entity, conflict: Conflict) -> ListItem:
    pressure = conflict.open_pressure if conflict.is_open else conflict.pressure
    status = "" if conflict.is_open else ", decided"
    mark = Quiet(f"{conflict.code} {conflict.fingerprint[:SHORT_FINGERPRINT]}")
    told = headline(portrait.report.organization, conflict)
    return ListItem((told, f" (pressure {pressure:.2f}{status}) ", mark), level=conflict.level)


def _findings(portrait: Entity) -> Iterator[Block]:
    """The findings that no conflict tells; the others are counted."""
    yield Heading("Findings")
    if not portrait.findings_in_all:
        yield Text(("None.",))
    in_conflicts = {told for conflict in portrait.report.conflicts for told in conflict.findings}
    by_themselves = [each for each in portrait.findings if each.fingerprint not in in_conflicts]
    if by_themselves:
        yield finding_items(by_themselves)
    told = len(portrait.findings) - len(by_themselves)
    if told:
        verb = "is" if told == 1 else "are"
        yield Text((f"{count(told, 'finding')} {verb} told with conflicts, as goalcheck explain FINGERPRINT does.",))
    yield from _outside(portrait.findings_in_all - len(portrait.findings), "finding")


def _outside(left_out: int, noun: str) -> Iterator[Block]:
    if left_out > 0:
        yield Text((f"{count(left_out, noun)} outside this selection.",))
