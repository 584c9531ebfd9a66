"""One conflict in words, as both the report and `explain` tell it: who, against whom, over what, how hard, why."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Contest, Finding, Link
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, Speaker, bar, listed, place, sides

INDENT = 3

MOST_PARTIES = 4
"""Objectives against the first that are named."""


def title(finding: Finding) -> list[Part]:
    """Level, name, code and the short fingerprint."""
    return [
        Styled(finding.level.value.upper(), LEVEL_STYLES[finding.level]),
        f" {finding.name} ",
        Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}", "dim"),
    ]


def guarded(finding: Finding) -> str:
    """A note where guardrails lower the level."""
    return ", lowered by a guardrail" if finding.guarded else ""


def needs_message(finding: Finding) -> bool:
    """True if tension and chains alone do not tell what the finding is about."""
    return finding.tension is None or not (finding.outcomes or finding.chain)


def draw_conflict(canvas: Canvas, speaker: Speaker, finding: Finding, *, most_outcomes: int | None = None) -> None:
    """Draw a finding of the conflict family below its title.

    Args:
        most_outcomes: how many outcomes are told with their chains; the rest is named.
    """
    if finding.tension is not None:
        canvas.line(f"tension {bar(finding.tension)} {finding.tension:.2f} of 100{guarded(finding)}", indent=INDENT)
    _at_stake(canvas, speaker, finding)
    first, *others = speaker.parties(finding) or ("",)
    if first:
        canvas.line(Styled(speaker.objective(first), "bold"), indent=INDENT, hang=2)
    for other in others[:MOST_PARTIES]:
        relation = f"{finding.rule.relation()} "
        canvas.line(relation, Styled(speaker.objective(other), "bold"), indent=INDENT, hang=2)
    if len(others) > MOST_PARTIES:
        canvas.line(f"and {len(others) - MOST_PARTIES} more", indent=INDENT)
    if needs_message(finding):
        canvas.line(for_terminal(str(finding.message)), indent=INDENT, hang=2)
    for detail in finding.details:
        canvas.line("- ", for_terminal(str(detail)), indent=INDENT, hang=2)
    if finding.chain:
        _chain(canvas, speaker, "How", finding.chain)
    for contest in finding.outcomes[:most_outcomes]:
        _contest(canvas, speaker, contest)
    further = [
        f"{each.outcome} ({each.tension:.2f})" for each in finding.outcomes[most_outcomes or len(finding.outcomes) :]
    ]
    if further:
        canvas.line(f"and over {listed(further)}", indent=INDENT, hang=2)
    _ways_out(canvas, speaker, finding)


def draw_story(canvas: Canvas, speaker: Speaker, finding: Finding) -> None:
    """Draw a finding whose details tell a story, to be read aloud, below its title."""
    for detail in finding.details:
        canvas.line(for_terminal(str(detail)), indent=INDENT, hang=2)
    _at_stake(canvas, speaker, finding)
    for contest in finding.outcomes:
        _contest(canvas, speaker, contest)
    _ways_out(canvas, speaker, finding)


def _at_stake(canvas: Canvas, speaker: Speaker, finding: Finding) -> None:
    if finding.at_stake is not None:
        canvas.line(f"at stake: {speaker.money(finding.at_stake)}", indent=INDENT)


def _ways_out(canvas: Canvas, speaker: Speaker, finding: Finding) -> None:
    canvas.line(Styled("Decides: ", "bold"), speaker.decider(finding.decider), indent=INDENT, hang=2)
    canvas.line(Styled("What to do:", "bold"), indent=INDENT)
    for advice in finding.advice:
        canvas.line("- ", for_terminal(str(advice)), indent=INDENT, hang=2)


def _contest(canvas: Canvas, speaker: Speaker, contest: Contest) -> None:
    helping, hurting = sides(contest)
    canvas.line("over ", Styled(speaker.outcome(contest.outcome), "bold"), indent=INDENT, hang=2)
    for side in hurting:
        _chain(canvas, speaker, "Hurts", side.chain)
    for side in helping:
        _chain(canvas, speaker, "Helps", side.chain)


def _chain(canvas: Canvas, speaker: Speaker, label: str, chain: Sequence[Link]) -> None:
    canvas.line(Styled(f"{label}: ", "bold"), f"{speaker.sentence(chain)}.", indent=INDENT, hang=len(label) + 2)
    for link in chain:
        canvas.line("- ", speaker.evidence(link), " ", Styled(place(link.location), "dim"), indent=INDENT + 2, hang=2)
