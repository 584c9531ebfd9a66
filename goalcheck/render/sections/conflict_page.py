"""One conflict at length: what suffers, who hurts it and where, who protects it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict, Guard, Hurter, Protector
from goalcheck.facts.tracer import Mitigators
from goalcheck.findings import DecisionNote, Finding, FindingStatus, Link
from goalcheck.render.cloud import Cloud, cloud_of
from goalcheck.render.document import (
    Block,
    ChainLines,
    Code,
    Heading,
    Inset,
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
from goalcheck.render.sections.sureness import standing_blocks, tipping_blocks
from goalcheck.render.words import SHORT_FINGERPRINT, CleanIds, Speaker, command_line, count, place
from goalcheck.sensitivity.conflict_page import ConflictPage
from goalcheck.traits import ConflictKind

MOST_HURTERS = 40
"""Hurters, and protectors, that are told with their chains."""

MOST_FINDINGS = 25
"""Findings that are told with it."""

GUARD_WORDS = {
    Guard.GUARDED: "a guardrail of it leaves half",
    Guard.BINDING: "a binding guardrail of it leaves a tenth",
}


def conflict_page_blocks(page: ConflictPage, *, paths: Sequence[str]) -> Iterator[Block]:
    """The conflict at length.

    Args:
        paths: the paths that the user named, for the commands that the text suggests.
    """
    report, conflict = page.report, page.conflict
    speaker = Speaker(report.organization, clean=cut)
    yield Title(_title(conflict), (headline(report.organization, conflict),))
    yield from _suffers(speaker, conflict)
    yield from _hurters(speaker, conflict, page.mitigators)
    yield from _protectors(speaker, conflict)
    yield from _lost(speaker, conflict)
    cloud = cloud_of(report, conflict, speaker, CleanIds(cut))
    if cloud:
        yield from cloud_blocks(cloud)
    yield from _unasked(speaker, conflict)
    yield Heading("Who decides")
    yield Text((speaker.decider(conflict.decider),))
    yield from _decisions(conflict)
    yield from _advice(conflict)
    if page.findings:
        yield Heading("Told with it")
        yield finding_items(page.findings)
    yield from tipping_blocks(report.organization, page.tipping)
    if page.robustness and (standing := page.robustness.of(conflict)):
        yield from standing_blocks(page.robustness, standing)
    yield from _next(conflict, paths)


def _title(conflict: Conflict) -> Pieces:
    status = "" if conflict.is_open else " (decided)"
    return (
        Strong(conflict.level.value.upper(), conflict.level),
        f" {conflict.kind.value}{status} ",
        Quiet(f"{conflict.code} {conflict.fingerprint[:SHORT_FINGERPRINT]}"),
    )


def _suffers(speaker: Speaker, conflict: Conflict) -> Iterator[Block]:
    yield Heading("What suffers")
    is_outcome = conflict.kind is not ConflictKind.UNDERMINED
    named = speaker.outcome(conflict.about) if is_outcome else speaker.objective(conflict.about)
    yield Text((Strong(named), " ", Quiet(conflict.about)))
    yield Text(("pressure ", Meter(conflict.pressure), f" {conflict.pressure:.2f} of 100{_left_open(conflict)}"))
    if not is_outcome:
        yield Text((f"worth: {conflict.worth:g} of 5",))
    if conflict.rating:
        best = "" if conflict.rating.best is None else f"; the best of the year before it is {conflict.rating.best:g}"
        yield Text((f"latest rating: {conflict.rating.value:g} in {conflict.rating.period}{best}",))
    if conflict.at_stake is not None:
        yield Text((f"at stake: {speaker.money(conflict.at_stake)}",))


def _left_open(conflict: Conflict) -> str:
    decided = any(each.decided for each in conflict.hurters)
    return f"; {conflict.open_pressure:.2f} from the harms that nobody decided" if decided else ""


def _hurters(speaker: Speaker, conflict: Conflict, mitigating: Mitigators) -> Iterator[Block]:
    """The hurters by the knot where their harm enters, the main knot first."""
    told = conflict.hurters[:MOST_HURTERS]
    knots = dict.fromkeys([conflict.main_knot, *(each.knot for each in told)])
    for knot in knots:
        here = [each for each in told if each.knot == knot]
        if here:
            where = "directly" if knot == conflict.about else f"at {speaker.name(knot)}"
            yield Heading(f"Who hurts it {where}", number=len(here))
            for each in here:
                yield chain_lines(speaker, "", each.chain, mitigating, notes=hurter_notes(each))
    if len(conflict.hurters) > len(told):
        yield Text((f"And {count(len(conflict.hurters) - len(told), 'objective')} more with less harm.",))


def hurter_notes(hurter: Hurter) -> str:
    """The harm of a hurter in words, with what makes less of it."""
    notes = [f"harm {hurter.harm:.2f}"]
    if hurter.guard:
        notes.append(f"{GUARD_WORDS[hurter.guard]}: {hurter.left:.2f}")
    if hurter.decided:
        notes.append("decided")
    if not hurter.counts and not hurter.decided:
        notes.append("an alternative hurts more, so that it adds nothing")
    return "; ".join(notes)


def chain_lines(
    speaker: Speaker, label: str, chain: Sequence[Link], mitigating: Mitigators, *, notes: str = ""
) -> ChainLines:
    """A chain as a sentence with each of its links; a mitigated one says whose mitigation it is."""
    aside = f" ({notes})" if notes else ""
    links = (
        (speaker.evidence(link), _mitigated(link, mitigating), " ", Quiet(place(link.location, clean=cut)))
        for link in chain
    )
    return ChainLines((f"{speaker.sentence(chain)}{aside}.",), tuple(links), label)


def _mitigated(link: Link, mitigating: Mitigators) -> str:
    objective = mitigating.get((link.origin, link.target)) if link.weight < 0 else None
    return f" [not more, because {objective} mitigates it]" if objective else ""


def _protectors(speaker: Speaker, conflict: Conflict) -> Iterator[Block]:
    """Who protects an outcome; an objective has nobody but whoever runs it."""
    if conflict.kind is ConflictKind.UNDERMINED:
        return
    yield Heading("Who protects it", number=len(conflict.protectors) or None)
    if not conflict.protectors:
        yield Text(("Nobody protects it.",))
    for each in conflict.protectors[:MOST_HURTERS]:
        yield protector_lines(speaker, each)
    if len(conflict.protectors) > MOST_HURTERS:
        yield Text((f"And {count(len(conflict.protectors) - MOST_HURTERS, 'objective')} more with less help.",))


def protector_lines(speaker: Speaker, protector: Protector) -> ChainLines:
    """A protector with its chain."""
    return chain_lines(speaker, "", protector.chain, {}, notes=f"help {protector.help:.2f}")


def _lost(speaker: Speaker, conflict: Conflict) -> Iterator[Block]:
    if conflict.lost_with_it:
        yield Heading("What is lost with it")
        yield Items(
            tuple(
                ListItem((speaker.outcome(each.outcome), f", which it helps by {each.strength:.2f}"))
                for each in conflict.lost_with_it
            )
        )


def cloud_blocks(cloud: Cloud) -> Iterator[Block]:
    """The conflict cloud with its assumptions."""
    yield Heading("Conflict cloud")
    yield Inset(
        (
            TextTable(tuple(((label,), (text,)) for label, text in cloud.rows)),
            Text((Strong("Assumptions to challenge:"),)),
            Items(tuple(ListItem((assumption,)) for assumption in cloud.assumptions)),
        )
    )


def _unasked(speaker: Speaker, conflict: Conflict) -> Iterator[Block]:
    unasked = [*conflict.unasked_customers, *conflict.unasked_departments]
    yield Heading("Who was not asked")
    if unasked:
        yield Items(tuple(ListItem((speaker.party(each), " ", Quiet(each))) for each in unasked))
    else:
        yield Text(("Everybody who has a part in it is in agreed_with of those who hurt it.",))


def _decisions(conflict: Conflict) -> Iterator[Block]:
    decided = [(each, each.decision) for each in conflict.hurters if each.decision]
    if decided:
        yield Heading("Decided")
        yield Items(tuple(ListItem((_decision(hurter, note),)) for hurter, note in decided))


def _decision(hurter: Hurter, note: DecisionNote) -> str:
    said = f"{note.verdict.value} by {cut(note.by)} until {note.until}: {cut(note.reason)}"
    return f"the harm of {hurter.objective}: {said}"


def _advice(conflict: Conflict) -> Iterator[Block]:
    if conflict.advice:
        yield Heading("What to do")
        steps = zip(conflict.advice, conflict.changes, strict=True)
        yield Items(tuple(ListItem((advice, " ", change)) for advice, change in steps))


def finding_items(findings: Sequence[Finding]) -> Items:
    """Findings, a line each; of many the worst."""
    told = tuple(map(_finding, findings[:MOST_FINDINGS]))
    return Items(told, ListMarks.NONE, more=max(0, len(findings) - MOST_FINDINGS))


def _finding(finding: Finding) -> ListItem:
    status = "" if finding.status is FindingStatus.OPEN else f" ({finding.status.value})"
    mark = Quiet(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}")
    return ListItem((finding.message, f"{status} ", mark), level=finding.level)


def _next(conflict: Conflict, paths: Sequence[str]) -> Iterator[Block]:
    yield Heading("Next")
    named = command_line(paths, clean=cut)
    short = conflict.fingerprint[:SHORT_FINGERPRINT]
    yield Text((f"goalcheck explain {conflict.code} tells what this kind of conflict is about.",))
    yield Text((Code(f"goalcheck show {conflict.about} {named}"),))
    yield Text((Code(f"goalcheck show {conflict.hurters[0].objective} {named}"),))
    if conflict.is_open:
        accepting = f"goalcheck accept {short} {named} --by NAME --reason TEXT --until DATE"
        yield Text(("To accept it: ", Code(accepting)))
    yield Text((f"Its fingerprint is {conflict.fingerprint}.",))
