"""What is known of a thing or a rule, in Markdown: what it pushes, what squeezes it, what a rule says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from goalcheck.entity import Entity, entity
from goalcheck.findings import Side
from goalcheck.lsp.index import KnownThing
from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES, RULES
from goalcheck.model.names import KINDS
from goalcheck.render.markdown_parts import bullets
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code
from goalcheck.rule import Rule
from goalcheck.rules import RULES as ALL_RULES
from goalcheck.source import GoalcheckError

MOST = 6
"""Pushes and conflicts of each kind that a hover tells."""

_TOLD = frozenset({OBJECTIVES, "outcomes", "drivers", "departments", "customers"})
_BY_NAME: Mapping[str, Rule] = {each.code: each for each in ALL_RULES} | {each.name: each for each in ALL_RULES}


def hover_of(session: Session, thing: KnownThing) -> str | None:
    """The Markdown about a thing or a rule; None where nothing is known."""
    if thing.kind == RULES:
        rule = _BY_NAME.get(thing.id)
        return rule_page(rule) if rule else None
    place = session.index.declared.get(thing)
    if place is None:
        return None
    head = f"**{for_markdown(place.name or place.text)}** ({KINDS[thing.kind]} {for_markdown_code(thing.id)})"
    blocks = [head]
    analysis = session.analysis
    if analysis is not None and thing.kind in _TOLD:
        with suppress(GoalcheckError, StopIteration, KeyError):
            blocks += _blocks(entity(analysis, thing.id))
            if not session.is_current:
                blocks.append("*as of the last time that all files were right*")
    return "\n\n".join(blocks)


def rule_page(rule: Rule) -> str:
    """The page of a rule."""
    blocks = [f"**{rule.code} {rule.name}** ({for_markdown(rule.level_words)}): {for_markdown(rule.summary)}"]
    for heading, text in rule.page.sections:
        blocks.append(f"*{heading}*: {for_markdown(text, most=None)}")
    return "\n\n".join(blocks)


def rules_in_short(codes: Sequence[str]) -> str:
    """For each rule what it fires on and what to do."""
    rules = [_BY_NAME[code] for code in codes if code in _BY_NAME]
    return bullets([f"**{each.code} {each.name}**: {for_markdown(each.page.do, most=MAX_SENTENCE)}" for each in rules])


def _blocks(told: Entity) -> Iterator[str]:
    facts = [f"{for_markdown(label)}: {for_markdown(text)}" for label, text in told.facts]
    if facts:
        yield " · ".join(facts[:MOST])
    if told.suffers is not None:
        pressure = "" if told.suffers.pressure is None else f" (pressure {told.suffers.pressure:.0f} of 100)"
        harms = [f"{for_markdown_code(each.by)} {each.harm:.2f}" for each in told.suffers.harms[:MOST]]
        yield from _list(f"Squeezed by{pressure}", harms, told.suffers.harms_in_all)
        helps = [f"{for_markdown_code(each.objective)} {each.strength:.2f}" for each in told.suffers.helps[:MOST]]
        yield from _list("Helped by", helps, told.suffers.helps_in_all)
    hurts = [f"{for_markdown_code(each.of)} {each.harm:.2f}" for each in told.hurts[:MOST]]
    yield from _list("Squeezes", hurts, told.hurts_in_all)
    yield from _list("Helps", [_helped(each) for each in told.helps[:MOST]], told.helps_in_all)
    conflicts = [
        f"{for_markdown_code(each.about)}: {each.level.value}, {each.status.value}" for each in told.conflicts[:MOST]
    ]
    yield from _list("Conflicts", conflicts, told.conflicts_in_all)


def _helped(side: Side) -> str:
    return f"{for_markdown_code(side.chain[-1].target if side.chain else side.objective)} {side.strength:.2f}"


def _list(title: str, items: list[str], in_all: int) -> Iterator[str]:
    if items:
        more = [f"and {in_all - len(items)} more"] if in_all > len(items) else []
        yield f"{title}:\n\n{bullets([*items, *more])}"
