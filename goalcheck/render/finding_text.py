"""One finding at length: the conflict, its conflict cloud, and what to type to decide it.

The conflict cloud (Goldratt, It's Not Luck, 1994) shows the common goal, what each side needs for it, what each wants
because of that, and the assumptions behind the arrows: a conflict dissolves where an assumption falls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Finding, Link, Report
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.conflict_text import draw_conflict, needs_message, title
from goalcheck.render.safe import for_terminal
from goalcheck.render.sure_text import draw_standing, draw_tipping
from goalcheck.render.words import Speaker, command_line, is_conflict, listed, place
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
        canvas.line(for_terminal(finding.message))
    canvas.blank()
    if is_conflict(finding):
        draw_conflict(canvas, speaker, finding)
        if finding.code == "GC101":
            _Cloud(report, finding, canvas, speaker).draw()
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
        canvas.line(f"goalcheck show {objective} {command_line(paths)}")
    canvas.line(f"Its fingerprint is {finding.fingerprint}.")
    return canvas.text(width=width, color=color)


def _plain(canvas: Canvas, speaker: Speaker, finding: Finding) -> None:
    for detail in finding.details:
        canvas.line("- ", for_terminal(detail), hang=2)
    if finding.at_stake is not None:
        canvas.line(f"at stake: {speaker.money(finding.at_stake)}")
    for contest in finding.outcomes:
        canvas.line("over ", Styled(speaker.outcome(contest.outcome), "bold"), hang=2)
        for side in contest.sides:
            canvas.line(f"{speaker.sentence(side.chain)}.", indent=2, hang=2)
            for link in side.chain:
                canvas.line("- ", speaker.evidence(link), " ", place(link.location), indent=4, hang=2)
    for advice in finding.advice:
        canvas.line("- ", for_terminal(advice), hang=2)


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


class _Cloud:
    """The conflict cloud of two opposed objectives."""

    def __init__(self, report: Report, finding: Finding, canvas: Canvas, speaker: Speaker) -> None:
        self._report = report
        self._finding = finding
        self._canvas = canvas
        self._speaker = speaker
        self._hurting, self._helping = speaker.parties(finding)[:2]

    def draw(self) -> None:
        canvas, speaker = self._canvas, self._speaker
        contested = self._finding.outcomes[0].outcome
        canvas.heading("Conflict cloud")
        rows = [
            ("both want", self._common_goal()),
            ("for that", f"{self._department(self._hurting)} needs {self._need(self._hurting)}"),
            ("so it wants", speaker.name(self._hurting)),
            ("for that", f"{self._department(self._helping)} needs {speaker.name(contested)}"),
            ("so it wants", speaker.name(self._helping)),
            ("but", f"{self._hurting} endangers what {self._department(self._helping)} needs"),
        ]
        for label, text in rows:
            canvas.line(f"{label:<12}", text, indent=2, hang=12)
        canvas.line(Styled("Assumptions to challenge:", "bold"), indent=2)
        for assumption in self._assumptions():
            canvas.line("- ", assumption, indent=2, hang=2)

    def _department(self, objective: str) -> str:
        return self._speaker.department(self._report.organization.objectives[objective].department)

    def _common_goal(self) -> str:
        organization = self._report.organization
        supported = [
            {each.id for each in organization.objectives[side].supports} for side in (self._hurting, self._helping)
        ]
        shared = sorted(supported[0] & supported[1])
        if shared:
            return listed([f'"{for_terminal(organization.goals[goal].name)}"' for goal in shared])
        customer = organization.outcomes[self._finding.outcomes[0].outcome].customer
        if customer:
            return f"{for_terminal(organization.customers[customer].name)} well served (they share no declared goal)"
        return f"a sound {for_terminal(organization.name)} (they share no declared goal)"

    def _need(self, objective: str) -> str:
        """What the hurting objective is for: the outcome that it helps most, else its goal, else its target."""
        helped = [push for push in self._report.pushes if push.objective == objective and push.help > push.harm + 1e-9]
        if helped:
            return self._speaker.name(max(helped, key=lambda push: (push.help, push.node)).node)
        entry = self._report.organization.objectives[objective]
        if entry.supports:
            return f'"{for_terminal(self._report.organization.goals[entry.supports[0].id].name)}"'
        return f"a better {entry.target.metric}" if entry.target else "something that nobody has written down"

    def _assumptions(self) -> Iterator[str]:
        for side in self._finding.outcomes[0].sides:
            yield from (self._assumption(link) for link in side.chain)
        yield f"{self._hurting} and {self._helping} must run at the same time, for the same customers."

    def _assumption(self, link: Link) -> str:
        claim = f"{link.origin} {link.word} {link.target}"
        if link.because:
            return f"{claim}, because {for_terminal(link.because)}. Always? How could it be otherwise?"
        return f"{claim}: nobody has written down why."
