"""Questions and their reasons in words."""

from __future__ import annotations

from goalcheck.asking.forms import name_of
from goalcheck.asking.pages import Agenda, Consequence, Question
from goalcheck.findings import Level
from goalcheck.model import Organization


def question(organization: Organization, asked: Question) -> str:
    """The question alone."""
    if asked.relies:
        return f"Does it rely on {name_of(organization, asked.origin)}?"
    return f"What does it do to {name_of(organization, asked.target)}?"


def reason(organization: Organization, asked: Question) -> str:
    """Why it is asked: what the answer could bring about."""
    if asked.consequence is None:
        return ""
    target = name_of(organization, asked.origin if asked.relies else asked.target)
    verb = "relied on" if asked.relies else "hurt" if asked.sign < 0 else "helped"
    about = asked.target if asked.relies else asked.origin
    hit = asked.consequence.of if asked.consequence.outcome is None else asked.consequence.outcome
    if hit == asked.target:
        return f"if it {verb} that, {consequence(organization, asked.consequence, about, asked.target)}"
    return f"if it {verb} {target}, {consequence(organization, asked.consequence, about)}"


def consequence(organization: Organization, brought: Consequence, about: str = "", target: str = "") -> str:
    """What an answer would bring about.

    Args:
        about: what is called `it`.
        target: what is called by no name, because the sentence has just named it.
    """

    def name(node: str) -> str:
        return "it" if node == about else name_of(organization, node)

    by, of = name(brought.by), name(brought.of)
    figure = f"{brought.level}, tension {brought.tension:.0f}"
    if brought.before >= 0.5:
        figure += f", so far {brought.before:.0f}"
    if brought.outcome is None:
        return f"{by} would undermine {'that objective' if brought.of == target else of} ({figure})"
    over = "what" if brought.outcome == target else f"{name_of(organization, brought.outcome)}, which"
    return f"{by} would squeeze {over} {of} promises ({figure})"


def standing(agenda: Agenda) -> str:
    """How much could still change, and whether to go on."""
    text = ""
    if agenda.worst_pairs:
        text = (
            f"Of the {agenda.worst_pairs} worst pairs, {agenda.one_sided} rest on effects that only one side has "
            "spoken about. "
        )
    if agenda.done:
        return f"{text}No single answer could create a serious conflict any more: this is where to stop."
    least = Level.of_tension(agenda.could)
    text += f"One answer could still create a conflict of tension {agenda.could:.0f} ({least})."
    if agenda.unweighed:
        text += f" {agenda.unweighed:,} further pages were not weighed; --department asks about a part."
    return text
