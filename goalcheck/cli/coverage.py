"""How much of an organization can be seen, and what to ask next: the end of every command that takes something in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from goalcheck.render.safe import for_terminal
from goalcheck.render.words import count

if TYPE_CHECKING:
    from goalcheck.report import Report


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
        lines += ["Ask next:", *(f"  {number}. {for_terminal(each)}" for number, each in enumerate(questions, 1))]
    return "".join(f"{line}\n" for line in lines)


def next_questions(report: Report) -> Sequence[str]:
    """The three questions that are worth most."""
    organization = report.organization
    if not organization.outcomes:
        return [
            "Who are the customers, and what do they get or feel? Declare customers and outcomes first.",
            "What lies between the objectives and the customers (time, stock, attention)? Declare it as drivers.",
            "What does each objective help and hurt among them? Write it under affects.",
        ]
    names = [organization.objectives[each].name for each in report.unseen[:3]]
    return [f"What does '{name}' help and hurt?" for name in names]
