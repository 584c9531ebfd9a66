"""The appendix of the report as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.render.markdown_parts import bullets, table
from goalcheck.render.meeting.content_appendix import (
    AppendixWords,
    CustomerWords,
    OutcomeWords,
    PushersWords,
    RuleWords,
    StageWords,
)
from goalcheck.render.meeting.isolation import in_markdown as said
from goalcheck.render.meeting.markdown_conflict import pushers
from goalcheck.render.safe import for_markdown_code


def appendix_blocks(appendix: AppendixWords) -> Iterator[str]:
    """Everything, block by block."""
    if appendix.parts:
        yield "## Appendix: everybody who takes part"
    for part in appendix.parts:
        yield f"### {said(part.text)}"
        yield f"{part.level}, pressure {part.pressure}. Decides: {said(part.decider)}"
        yield pushers((*part.hurters, *part.protectors))
        if part.more:
            yield f"And {part.more} more."
    if appendix.decided:
        yield "## Accepted, until when"
        yield table(
            ("Until", "What", "Status", "By", "Reason", "Where"),
            [
                (
                    f"{each.until} ({each.left})",
                    said(each.text),
                    f"{each.verdict}, {each.level}",
                    said(each.by),
                    said(each.reason),
                    for_markdown_code(each.place),
                )
                for each in appendix.decided
            ],
        )
    if appendix.customers:
        yield "## The customer's view"
    for customer in appendix.customers:
        yield from _customer(customer)
    if appendix.journey:
        yield "## The customer's journey"
        stages = ("Stage", "What the customer gets", "Help", "Hurt")
        yield table(stages, [_stage(at, each) for at, each in enumerate(appendix.journey, start=1)])
    if appendix.rules:
        yield "## Findings by rule"
    for rule in appendix.rules:
        yield from _rule(rule)
    yield "## How this was found"
    yield bullets([f"**{heading}.** {said(text)}" for heading, text in appendix.method])


def _customer(customer: CustomerWords) -> Iterator[str]:
    yield f"### {said(customer.name)}"
    header = ("What they get", "Importance", "At stake", "Helped by", "Hurt by", "Rated")
    yield table(header, [_outcome(each) for each in customer.outcomes])


def _outcome(outcome: OutcomeWords) -> tuple[str, ...]:
    return (
        said(outcome.name),
        f"{outcome.importance} of 5",
        said(outcome.at_stake),
        _strengths(outcome.helped_by),
        _strengths(outcome.hurt_by),
        "; ".join(said(each.words) for each in outcome.series) or "never",
    )


def _strengths(strengths: PushersWords) -> str:
    shown = [
        f"{each.strength} {said(each.name)}{f' ({said(each.department)})' if each.department else ''}"
        for each in strengths.shown
    ]
    return ", ".join([*shown, *([f"and {strengths.more} more"] if strengths.more else [])]) or "nobody"


def _stage(number: int, stage: StageWords) -> tuple[str, ...]:
    outcomes = ", ".join(map(said, stage.outcomes)) or "no outcome"
    return f"{number}. {said(stage.name)}", outcomes, _strengths(stage.helped_by), _strengths(stage.hurt_by)


def _rule(rule: RuleWords) -> Iterator[str]:
    yield f"### {rule.name} ({rule.code})"
    yield table(
        ("Level", "What", "Tension", "Status", "Decides", "Where"),
        [
            (
                row.level,
                said(row.text),
                row.tension,
                row.status,
                said(row.decider),
                for_markdown_code(row.place),
            )
            for row in rule.rows
        ],
    )
    if rule.more:
        yield f"And {rule.more} more."
