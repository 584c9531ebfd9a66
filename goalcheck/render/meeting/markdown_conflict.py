"""One conflict of the report as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.render.markdown_parts import bullets, numbered, table
from goalcheck.render.meeting.content_conflict import (
    ChainWords,
    ConflictWords,
    ContestWords,
    LinkWords,
    PartyWords,
    PayerWords,
)
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code


def said(text: str) -> str:
    """A sentence of the report."""
    return for_markdown(text, most=MAX_SENTENCE)


def key_facts(conflict: ConflictWords) -> str:
    """The payers, owners, decider and stake of a conflict."""
    owners = [f"{said(each.owner)} ({said(each.department)})" for each in conflict.parties]
    return bullets(
        [
            f"**{payers_label(conflict)}:** {'; '.join(map(_payer, conflict.payers)) or 'no customer is named'}",
            f"**{owners_label(conflict)}:** {'; '.join(owners) or 'no objective is involved'}",
            f"**Who decides:** {said(conflict.decider)}",
            f"**At stake:** {said(conflict.at_stake) or 'nobody has said what it costs'}",
        ]
    )


def payers_label(conflict: ConflictWords) -> str:
    """The label of the customers of a conflict."""
    several = len(conflict.payers) > 1
    if conflict.pays:
        return "The customers who pay" if several else "The customer who pays"
    return "Customers it touches" if several else "The customer it touches"


def owners_label(conflict: ConflictWords) -> str:
    """The label of the owners of a conflict."""
    return {1: "The owner", 2: "The two owners"}.get(len(conflict.parties), "The owners")


def conflict_page(conflict: ConflictWords) -> Iterator[str]:
    """Everything about one conflict, block by block."""
    yield f"### {conflict.number}. {said(conflict.headline)}"
    tension = f", tension {conflict.tension} of 100" if conflict.tension else ""
    guarded = ", its level lowered by a guardrail" if conflict.guarded else ""
    yield f"**{conflict.level.capitalize()}**{tension}{guarded}: {conflict.rule}, {for_markdown_code(conflict.code)}"
    yield key_facts(conflict)
    if conflict.details:
        yield bullets([said(each) for each in conflict.details])
    if conflict.parties:
        header = (" ", *(said(each.name) for each in conflict.parties))
        yield table(header, list(_parties(conflict.parties)))
    for contest in conflict.contests:
        yield from _contest(contest)
    if conflict.more_outcomes:
        yield f"And over {said(conflict.more_outcomes)}."
    if conflict.cloud:
        yield "#### The conflict cloud"
        yield table((" ", " "), [(label, said(text)) for label, text in conflict.cloud.rows])
        yield "The assumptions behind the arrows. The conflict dissolves where one of them falls:"
        yield bullets([said(each) for each in conflict.cloud.assumptions])
    if conflict.tipping:
        yield "#### What would end it alone"
        yield bullets([said(each) for each in conflict.tipping])
    if conflict.standing:
        yield "#### How surely it stands"
        yield said(conflict.standing)
    yield from _ways_out(conflict)


def _ways_out(conflict: ConflictWords) -> Iterator[str]:
    if conflict.options:
        yield "#### The options"
        yield numbered(
            [
                said(each.text) + (f" *What it would change:* {said(each.change)}" if each.change else "")
                for each in conflict.options
            ]
        )
    if conflict.also:
        yield "#### Also said of these objectives"
        more = [f"and {conflict.more_also} more"] if conflict.more_also else []
        yield bullets(
            [f"{each.level}: {said(each.text)} ({for_markdown_code(each.code)})" for each in conflict.also] + more
        )
    yield "#### The decision"
    yield table(("What", "Who", "Until when"), [(" ", " ", " ")])
    yield f"To record it: `goalcheck accept {conflict.fingerprint[:8]} PATH --by NAME --reason WHY --until DATE`"


def _payer(payer: PayerWords) -> str:
    return f"{said(payer.customer)}, {said(payer.outcome)} ({said(payer.rated)})"


def _parties(parties: tuple[PartyWords, ...]) -> Iterator[tuple[str, ...]]:
    yield "Id", *(for_markdown_code(each.id) for each in parties)
    yield "Department", *(f"{said(each.department)}, {said(each.lead)}" for each in parties)
    yield "Owner", *(said(each.owner) for each in parties)
    yield "Period", *(f"{said(each.period)}, priority {each.priority}" for each in parties)
    yield "Target", *(said(each.target) for each in parties)
    yield "Progress", *(said(each.progress) for each in parties)


def _contest(contest: ContestWords) -> Iterator[str]:
    if contest.outcome:
        tension = f": tension {contest.tension}" if contest.tension else ""
        yield f"**Over {said(contest.outcome)}**{tension}"
    yield "\n".join(line for chain in contest.chains for line in _chain(chain))


def _chain(chain: ChainWords) -> Iterator[str]:
    yield f"- **{chain.label}:** {said(chain.sentence)}"
    for link in chain.links:
        yield f"  - {link_words(link)}"


def link_words(link: LinkWords) -> str:
    """One arrow with its reason and its place."""
    because = f", because {said(link.because)}" if link.because else ""
    notes = f" ({said(link.notes)})" if link.notes else ""
    return f"{link.word} {said(link.target)} ({link.weight}){because}{notes} {for_markdown_code(link.place)}"
