"""One conflict of the report as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalcheck.render.markdown_parts import bullets, numbered, table
from goalcheck.render.meeting.content_conflict import ConflictWords, PusherLine, ReasonWords
from goalcheck.render.meeting.isolation import in_markdown as said
from goalcheck.render.safe import for_markdown_code


def conflict_page(conflict: ConflictWords) -> Iterator[str]:
    """Everything about one conflict, block by block."""
    yield f"### {conflict.number}. {said(conflict.headline)}"
    yield f"**{conflict.level.capitalize()}**, pressure {conflict.pressure} of 100"
    yield bullets([f"**What suffers:** {_suffers(conflict)}", *_facts(conflict)])
    for knot in conflict.knots:
        yield f"**Squeezed at {said(knot.name)} by:**" if knot.name else "**Hurt directly by:**"
        yield pushers(knot.hurters)
    if conflict.more_hurters:
        yield f"And by {conflict.more_hurters} more, each with less harm."
    if conflict.protectors:
        yield "**Promised by:**"
        yield pushers(conflict.protectors)
    if conflict.more_protectors:
        yield f"And by {conflict.more_protectors} more."
    if conflict.steps:
        yield "**What to do:**"
        yield numbered(
            [f"{said(each.text)} *{said(each.change)}*" if each.change else said(each.text) for each in conflict.steps]
        )
    yield "**The decision:**"
    yield table(("What", "Who", "Until when"), [(" ", " ", " ")])
    yield f"To record it: `goalcheck accept {conflict.fingerprint[:8]} PATH --by NAME --reason WHY --until DATE`"


def _suffers(conflict: ConflictWords) -> str:
    rating = f"; {said(conflict.rating)}" if conflict.rating else ""
    stake = (
        f"**{said(conflict.at_stake)}** at stake in one period"
        if conflict.at_stake
        else "nobody has said what it costs"
    )
    return f"{said(conflict.about)}, {said(conflict.whose)}{rating}; {stake}"


def _facts(conflict: ConflictWords) -> Iterator[str]:
    labelled = (
        ("Promised by", "nobody" if conflict.promise else ""),
        ("Lost with it", conflict.lost),
        ("Was not asked", conflict.unasked),
        *(("Also known", each.text) for each in conflict.evidence),
        ("How surely", conflict.standing),
        ("Decides", conflict.decider),
    )
    yield from (f"**{label}:** {said(text)}" for label, text in labelled if text)
    for each in conflict.decisions:
        until = f"{each.verdict} by {said(each.by)} until {each.until} ({each.left})"
        yield f"**In force:** {until}: {said(each.reason)} {for_markdown_code(each.place)}"


def pushers(lines: Iterable[PusherLine]) -> str:
    """Objectives that push, each with its chain and its reasons."""
    return "\n".join(line for each in lines for line in _pusher(each))


def _pusher(each: PusherLine) -> Iterator[str]:
    aside = f" *({each.aside})*" if each.aside else ""
    yield f"- **{said(each.name)}** {said(each.step + each.tail)} {each.strength}{aside}"
    facts = f"; {said(each.facts)}" if each.facts else ""
    yield f"  - {said(each.who)}{facts}"
    yield from (f"  - {_reason(reason)}" for reason in each.reasons)


def _reason(reason: ReasonWords) -> str:
    because = f"because {said(reason.because)} " if reason.because else ""
    notes = f"({said(reason.notes)}) " if reason.notes else ""
    return f"{because}{notes}{for_markdown_code(reason.place)}"
