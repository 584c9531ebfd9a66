"""The report as Markdown, for wikis and pull requests: GitHub Flavored, without HTML and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.meeting import Meeting
from goalcheck.render.document.markdown import markdown_blocks
from goalcheck.render.markdown_parts import bullets, table
from goalcheck.render.meeting.content import (
    Briefing,
    CampsWords,
    CustomerWords,
    DecidedWords,
    HeatWords,
    LeverWords,
    OutcomeWords,
    PushersWords,
    RowWords,
    StageWords,
    TracedChain,
    TracedWords,
)
from goalcheck.render.meeting.content_conflict import ConflictWords
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.markdown_conflict import conflict_page, key_facts, said
from goalcheck.render.meeting.telling import tell
from goalcheck.render.safe import for_markdown_code
from goalcheck.render.sections.matrix import camp_items


def render_markdown(meeting: Meeting, cover: Cover = PLAIN) -> str:
    """The Markdown; a logo has no place in it."""
    briefing = tell(meeting, cover)
    blocks = (block for section in _SECTIONS for block in section(briefing))
    return "\n\n".join(blocks) + "\n"


def _first(briefing: Briefing) -> Iterator[str]:
    yield f"# {said(briefing.title)}"
    facts = [briefing.organization if briefing.title != briefing.organization else "", briefing.period]
    cut = f". This report is about {', '.join(map(said, briefing.cut))}." if briefing.cut else ""
    yield ", ".join([*(said(each) for each in facts if each), f"as of {briefing.today}"]) + cut
    yield f"**{said(briefing.claim)}** ({said(briefing.rest)})."
    yield from (said(each) for each in briefing.warnings)
    if briefing.agenda:
        worst = briefing.agenda[0]
        yield "## The worst conflict"
        yield f"**{said(worst.headline)}**"
        yield key_facts(worst)
        yield "## To decide today"
        header = ("No.", "Level", "Conflict", "Customer", "Owners", "Decides", "At stake")
        yield table(header, [_agenda_row(each) for each in briefing.agenda])
    else:
        yield "Nothing needs a decision today."
    yield f"{briefing.counted}."
    if briefing.at_stake:
        yield f"**{said(briefing.at_stake)}** are at stake over the outcomes of what is open and serious or worse."
    if briefing.heat:
        yield "## Where departments pull apart"
        yield "The worst tension between two departments, 0 to 100; serious from 30, severe from 60."
        yield _heat(briefing.heat)
        yield from map(said, briefing.heat.notes)
        if briefing.heat.camps:
            yield from _camps(briefing.heat.camps)


def _agenda_row(conflict: ConflictWords) -> tuple[str, ...]:
    return (
        str(conflict.number),
        conflict.level,
        said(conflict.headline),
        ", ".join(dict.fromkeys(said(each.customer) for each in conflict.payers)),
        ", ".join(said(each.owner) for each in conflict.parties),
        said(conflict.decider),
        said(conflict.at_stake),
    )


def _heat(heat: HeatWords) -> str:
    header = (" ", *(said(row.name) for row in heat.rows))
    return table(header, [(said(row.name), *(cell.tension or " " for cell in row.cells)) for row in heat.rows])


def _camps(camps: CampsWords) -> Iterator[str]:
    yield "### Camps"
    if camps.admitted:
        yield camps.admitted
    yield from markdown_blocks([camp_items(camps.sentences)])
    yield camps.method


def _customers(briefing: Briefing) -> Iterator[str]:
    if briefing.customers:
        yield "## The customer's view"
        for customer in briefing.customers:
            yield from _customer(customer)


def _customer(customer: CustomerWords) -> Iterator[str]:
    yield f"### {said(customer.name)}"
    header = ("What they get", "Importance", "At stake", "Helped by", "Hurt by", "Rated")
    yield table(header, [_outcome(each) for each in customer.outcomes])


def _outcome(outcome: OutcomeWords) -> tuple[str, ...]:
    rated = [
        f"{said(each.words)} ({', '.join(f'{said(one.period)}: {one.figure}' for one in each.ratings)})"
        for each in outcome.series
    ]
    return (
        said(outcome.name),
        f"{outcome.importance} of 5",
        said(outcome.at_stake),
        _pushers(outcome.helped_by, "+"),
        _pushers(outcome.hurt_by, "−"),
        "; ".join(rated) or "never",
    )


def _pushers(pushers: PushersWords, sign: str) -> str:
    shown = [
        f"{sign}{each.strength} {said(each.name)}{f' ({said(each.department)})' if each.department else ''}"
        for each in pushers.shown
    ]
    return ", ".join([*shown, *([f"and {pushers.more} more"] if pushers.more else [])]) or "nobody"


def _leverage(briefing: Briefing) -> Iterator[str]:
    if briefing.leverage is None:
        return
    yield "## What would lower tension most"
    yield briefing.leverage.total
    for kind in briefing.leverage.kinds:
        yield f"**{kind.head}**"
        yield bullets([_lever(each) for each in kind.levers])
    yield from briefing.leverage.notes


def _lever(each: LeverWords) -> str:
    because = f", because {said(each.because)}" if each.because else ""
    return f"**{each.lowers}** ({each.share}): {said(each.text)}{because} {for_markdown_code(each.place)}"


def _way_out(briefing: Briefing) -> Iterator[str]:
    if briefing.way_out is None:
        return
    yield "## A way out"
    yield f"**{said(briefing.way_out.verdict)}**"
    yield from markdown_blocks(briefing.way_out.blocks, after_label="")


def _conflicts(briefing: Briefing) -> Iterator[str]:
    if briefing.conflicts:
        yield "## The conflicts"
    for conflict in briefing.conflicts:
        yield from conflict_page(conflict)


def _tables(briefing: Briefing) -> Iterator[str]:
    if briefing.unpaged:
        yield "## Further conflicts"
        yield _rows(briefing.unpaged)
    if briefing.decided:
        yield "## Accepted, until when"
        header = ("Until", "What", "Status", "By", "Reason", "Where")
        yield table(header, [_decided(each) for each in briefing.decided])
    if briefing.journey:
        yield "## The customer's journey"
        stages = ("Stage", "What the customer gets", "Help", "Hurt")
        yield table(stages, [_stage(at, each) for at, each in enumerate(briefing.journey, start=1)])
    if briefing.agreement:
        yield "## Who was not asked"
        yield _rows(briefing.agreement)
    for section in briefing.others:
        yield f"## {section.title}"
        yield _rows(section.rows)


def _rows(rows: Sequence[RowWords]) -> str:
    header = ("Level", "What", "Tension", "Decides", "Rule", "Where")
    return table(
        header,
        [
            (
                row.level,
                said(row.text),
                row.tension,
                said(row.decider),
                for_markdown_code(row.code),
                for_markdown_code(row.place),
            )
            for row in rows
        ],
    )


def _decided(each: DecidedWords) -> tuple[str, ...]:
    status = f"{each.status}, {each.row.level}"
    until = f"{each.until} ({each.left})"
    return until, said(each.row.text), status, said(each.by), said(each.reason), for_markdown_code(each.place)


def _stage(number: int, stage: StageWords) -> tuple[str, ...]:
    outcomes = ", ".join(said(each.name) for each in stage.outcomes) or "no outcome"
    return f"{number}. {said(stage.name)}", outcomes, _pushers(stage.helped_by, "+"), _pushers(stage.hurt_by, "−")


def _appendix(briefing: Briefing) -> Iterator[str]:
    if briefing.traced:
        yield "## Appendix: every chain"
        yield "Each finding with its chains by id; the numbers are those of the arrows below."
        yield "\n".join(line for each in briefing.traced for line in _traced(each))
    if briefing.arrows:
        yield "## Appendix: every arrow of these chains"
        yield table(
            ("No.", "From", "Effect", "To", "Weight", "Because", "Where"),
            [
                (
                    str(link.number),
                    for_markdown_code(link.origin_id),
                    link.word,
                    for_markdown_code(link.target_id),
                    link.weight,
                    "; ".join(said(each) for each in (link.because, link.notes) if each),
                    for_markdown_code(link.place),
                )
                for link in briefing.arrows
            ],
        )
    yield "## How this was found"
    yield bullets([f"**{heading}.** {said(text)}" for heading, text in briefing.method])


def _traced(each: TracedWords) -> Iterator[str]:
    tension = f" {each.row.tension}" if each.row.tension else ""
    yield f"- {each.row.code} {each.row.level}{tension}: {said(each.row.text)}"
    for chain in each.chains:
        yield f"  - {_trace(chain)}"


def _trace(chain: TracedChain) -> str:
    steps = [f"{step.word} {for_markdown_code(step.target)} ({step.number})" for step in chain.steps]
    return f"{for_markdown_code(chain.origin)} {', which '.join(steps)}"


_SECTIONS = (_first, _customers, _leverage, _way_out, _conflicts, _tables, _appendix)
