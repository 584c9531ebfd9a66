"""How much of an organization can be seen, and what to ask next: the end of every command that takes something in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from goalcheck.render.words import Speaker, count

if TYPE_CHECKING:
    from goalcheck.asking.pages import QuestionPage
    from goalcheck.report import Report

MOST_QUESTIONS = 3

FIRST_QUESTIONS = (
    "Who are the customers, and what do they get or feel? Declare customers and outcomes first.",
    "What lies between the objectives and the customers (time, stock, attention)? Declare it as drivers.",
    "What does each objective help and hurt among them? Write it under affects.",
)
"""The questions to an organization in which nothing can be affected."""


def coverage(path: str) -> str:
    """What can be seen of the organization in a folder, and the next three questions."""
    from goalcheck.api import analyze, load

    report = analyze(load(path))
    seen, total = report.counts.seen, report.counts.objectives
    others = ": the others affect nothing that is declared" if seen < total else ""
    lines = [f"Coverage: {seen} of {count(total, 'objective')} can be seen{others}."]
    if not seen:
        lines = ["Coverage: no objective can be seen, because nobody has said yet what affects what."]
    questions = next_questions(report)
    if questions:
        lines += ["Ask next:", *(f"  {number}. {each}" for number, each in enumerate(questions, 1))]
    return "".join(f"{line}\n" for line in lines)


def next_questions(report: Report) -> Sequence[str]:
    """The three questions that are worth most, safe for a terminal."""
    from goalcheck.asking.pages import agenda
    from goalcheck.facts.context import Context

    organization = report.organization
    if not organization.outcomes and not organization.drivers:
        return FIRST_QUESTIONS
    speaker = Speaker(organization)
    pages = agenda(Context(organization, today=report.today)).pages
    return [_asked(page, speaker) for page in pages[:MOST_QUESTIONS] if page.questions]


def _asked(page: QuestionPage, speaker: Speaker) -> str:
    """The question of a page, with the answer that could bring about the worst."""
    first = page.questions[0]
    asked = f"What does {speaker.name(page.about)} help and hurt?"
    if first.consequence is None:
        return asked
    verb = "relied on" if first.relies else "hurt" if first.sign < 0 else "helped"
    one, other = (first.target, first.origin) if first.relies else (first.origin, first.target)
    result = f"{speaker.name(first.consequence.by)} would pull against {speaker.name(first.consequence.of)}"
    return f"{asked} If {speaker.name(one)} {verb} {speaker.name(other)}, {result}: {first.consequence.level.value}."
