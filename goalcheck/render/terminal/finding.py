"""One finding at length: the conflict, its conflict cloud, and what to type to decide it."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Finding, Report, is_conflict
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.cloud import Cloud, cloud_of
from goalcheck.render.safe import for_terminal
from goalcheck.render.terminal.conflict import draw_conflict, needs_message, title
from goalcheck.render.terminal.sure import draw_standing, draw_tipping
from goalcheck.render.words import Speaker, command_line, place
from goalcheck.sensitivity.robust import Robustness
from goalcheck.sensitivity.tipping import Tipping


def render_finding(
    report: Report,
    finding: Finding,
    *,
    paths: Sequence[str],
    width: int | None,
    color: bool,
    tipping: Tipping | None = None,
    robustness: Robustness | None = None,
) -> str:
    """The finding as text.

    Args:
        paths: what the user named, for the commands that the text suggests.
        tipping: what would end it alone, where that was worked out.
        robustness: how surely conflicts stand, where that was worked out.
    """
    canvas = Canvas()
    speaker = Speaker(report.organization)
    canvas.line(*title(finding))
    if not (is_conflict(finding) and needs_message(finding)):
        canvas.line(for_terminal(str(finding.message)))
    canvas.blank()
    if is_conflict(finding):
        draw_conflict(canvas, speaker, finding)
        cloud = cloud_of(report, finding, speaker)
        if cloud:
            _draw_cloud(canvas, cloud)
    else:
        _plain(canvas, speaker, finding)
    if tipping:
        draw_tipping(canvas, report.organization, tipping)
    if robustness and (standing := robustness.of(finding)):
        draw_standing(canvas, robustness, standing)
    _where(canvas, finding)
    _decision(canvas, finding)
    canvas.heading("Next")
    canvas.line(f"goalcheck explain {finding.code} tells what this rule is about.")
    for objective in finding.objectives[:2]:
        canvas.line(f"goalcheck show {objective} {command_line(paths)}", whole=True)
    canvas.line(f"Its fingerprint is {finding.fingerprint}.")
    return canvas.text(width=width, color=color)


def _plain(canvas: Canvas, speaker: Speaker, finding: Finding) -> None:
    for detail in finding.details:
        canvas.line("- ", for_terminal(str(detail)), hang=2)
    if finding.at_stake is not None:
        canvas.line(f"at stake: {speaker.money(finding.at_stake)}")
    for contest in finding.outcomes:
        canvas.line("over ", Styled(speaker.outcome(contest.outcome), "bold"), hang=2)
        for side in contest.sides:
            canvas.line(f"{speaker.sentence(side.chain)}.", indent=2, hang=2)
            for link in side.chain:
                canvas.line("- ", speaker.evidence(link), " ", place(link.location), indent=4, hang=2)
    if finding.advice:
        canvas.heading("What to do")
        for advice in finding.advice:
            canvas.line("- ", for_terminal(str(advice)), hang=2)


def _where(canvas: Canvas, finding: Finding) -> None:
    if finding.locations:
        canvas.heading("Where")
        for location in finding.locations:
            canvas.line(place(location))


def _decision(canvas: Canvas, finding: Finding) -> None:
    if finding.decision:
        canvas.heading("Decided")
        canvas.line(
            f"{finding.status.value} by {for_terminal(finding.decision.by)} until {finding.decision.until}: "
            f"{for_terminal(finding.decision.reason)}",
            hang=2,
        )


def _draw_cloud(canvas: Canvas, cloud: Cloud) -> None:
    canvas.heading("Conflict cloud")
    for label, text in cloud.rows:
        canvas.line(f"{label:<12}", text, indent=2, hang=12)
    canvas.line(Styled("Assumptions to challenge:", "bold"), indent=2)
    for assumption in cloud.assumptions:
        canvas.line("- ", assumption, indent=2, hang=2)
