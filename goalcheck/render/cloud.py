"""The conflict cloud of a conflict, in words: of whoever hurts most, and whoever protects most or is hurt.

It shows what suffers between the two sides, their common goal, what each side needs for it, what each wants because of
that, and the assumptions behind the arrows: a conflict dissolves where an assumption falls (Goldratt, It's Not Luck,
1994).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalcheck.conflicts import Conflict, Hurter, Protector
from goalcheck.facts.wording import arrow
from goalcheck.findings import Link
from goalcheck.messages import Message, Naming, Ref, RefKind, render, render_all
from goalcheck.messages import english as say
from goalcheck.messages.message import metric, objective
from goalcheck.render.words import SAFE_IDS, Speaker, listed
from goalcheck.report import Report
from goalcheck.traits import ConflictKind


@dataclass(frozen=True, slots=True)
class Cloud:
    """A conflict cloud; a user's own texts are as clean as the speaker makes them.

    Attributes:
        goal: what both sides want.
        suffers: what the conflict is about, between the two sides.
        needs: the need of each side for that goal, the hurting side first, with its department.
        wants: the wish of each side that follows from its need.
        clash: the sentence by which one wish endangers the other need.
        assumptions: the arrows behind it, as questions.
    """

    goal: str
    suffers: str
    needs: tuple[str, str]
    wants: tuple[str, str]
    clash: str
    assumptions: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The cloud as lines, each with its label."""
        return (
            ("both want", self.goal),
            ("for that", self.needs[0]),
            ("so it wants", self.wants[0]),
            ("what suffers", self.suffers),
            ("for that", self.needs[1]),
            ("so it wants", self.wants[1]),
            ("but", self.clash),
        )


def cloud_of(report: Report, conflict: Conflict, speaker: Speaker, naming: Naming = SAFE_IDS) -> Cloud | None:
    """The conflict cloud of a conflict; None where one objective alone, or nobody, stands on the other side."""
    hurter = (conflict.open_hurters or conflict.hurters)[0]
    if conflict.kind is ConflictKind.UNDERMINED:
        return _CloudMaker(report, conflict, hurter, Protector(conflict.about, 1.0), speaker, naming).cloud()
    protecting = [each for each in conflict.protectors if each.objective != hurter.objective]
    return _CloudMaker(report, conflict, hurter, protecting[0], speaker, naming).cloud() if protecting else None


class _CloudMaker:
    """Makes one cloud."""

    def __init__(
        self,
        report: Report,
        conflict: Conflict,
        hurter: Hurter,
        protector: Protector,
        speaker: Speaker,
        naming: Naming,
    ) -> None:
        self._report = report
        self._conflict = conflict
        self._speaker = speaker
        self._naming = naming
        self._chains = hurter.chain, protector.chain
        self._hurting, self._helping = hurter.objective, protector.objective

    def cloud(self) -> Cloud:
        speaker, about = self._speaker, self._conflict.about
        needed = self._need(self._helping) if about == self._helping else speaker.name(about)
        return Cloud(
            goal=self._common_goal(),
            suffers=speaker.name(about),
            needs=(
                f"{self._department(self._hurting)} needs {self._need(self._hurting)}",
                f"{self._department(self._helping)} needs {needed}",
            ),
            wants=(speaker.name(self._hurting), speaker.name(self._helping)),
            clash=self._clash(),
            assumptions=tuple(render_all(tuple(self._assumptions()), self._naming)),
        )

    def _clash(self) -> str:
        department = self._report.organization.objectives[self._helping].department
        name = self._report.organization.departments[department].name
        needing = Ref(RefKind.DEPARTMENT, department, name)
        return render(say.ENDANGERS(objective=objective(self._hurting), department=needing), self._naming)

    def _department(self, objective: str) -> str:
        return self._speaker.department(self._report.organization.objectives[objective].department)

    def _common_goal(self) -> str:
        organization = self._report.organization
        supported = [
            {each.id for each in organization.objectives[side].supports} for side in (self._hurting, self._helping)
        ]
        shared = sorted(supported[0] & supported[1])
        if shared:
            return listed([self._speaker.quoted(organization.goals[goal].name) for goal in shared])
        outcomes = [each.outcome for each in self._conflict.lost_with_it] or [self._conflict.about]
        customer = next(
            (organization.outcomes[each].customer for each in outcomes if each in organization.outcomes), None
        )
        if customer:
            served = self._speaker.own(organization.customers[customer].name)
            return f"{served} well served (they share no declared goal)"
        return f"a sound {self._speaker.own(organization.name)} (they share no declared goal)"

    def _need(self, objective: str) -> str:
        """The need behind the hurting objective: the outcome that it helps most, else its goal, else its target."""
        helped = [push for push in self._report.pushes if push.objective == objective and push.help > push.harm + 1e-9]
        if helped:
            return self._speaker.name(max(helped, key=lambda push: (push.help, push.node)).node)
        entry = self._report.organization.objectives[objective]
        if entry.supports:
            return self._speaker.quoted(self._report.organization.goals[entry.supports[0].id].name)
        if entry.target is None:
            return render(say.UNWRITTEN_NEED(), self._naming)
        return render(say.BETTER_METRIC(metric=metric(entry.target.metric)), self._naming)

    def _assumptions(self) -> Iterator[Message]:
        for chain in self._chains:
            yield from (self._assumption(link) for link in chain)
        yield say.SAME_TIME(one=objective(self._hurting), other=objective(self._helping))

    def _assumption(self, link: Link) -> Message:
        claim = arrow(self._report.organization, link)
        return say.ASSUMPTION(claim=claim, because=link.because) if link.because else say.UNEXPLAINED(claim=claim)
