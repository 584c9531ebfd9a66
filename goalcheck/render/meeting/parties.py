"""The objectives of a conflict in words: owner, target and progress of each, and its chain."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.conflicts import Guard, Hurter, Protector
from goalcheck.facts.progress import way
from goalcheck.facts.wording import aim
from goalcheck.findings import Link
from goalcheck.messages.figures import percent
from goalcheck.model import Objective, Organization, Target
from goalcheck.render.meeting.content_conflict import PusherLine, ReasonWords
from goalcheck.render.meeting.isolation import isolated
from goalcheck.render.meeting.places import Places
from goalcheck.render.words import Speaker

_GUARDS = {Guard.GUARDED: "half of it, by a guardrail", Guard.BINDING: "a tenth of it, by a binding guardrail"}


class PartyTeller:
    """Tells the objectives of one organization."""

    def __init__(self, organization: Organization, speaker: Speaker, places: Places) -> None:
        self._organization = organization
        self._speaker = speaker
        self._places = places

    def hurter(self, hurter: Hurter) -> PusherLine:
        """An objective that hurts."""
        asides = (
            _GUARDS[hurter.guard] if hurter.guard else "",
            "accepted by a decision" if hurter.decided else "",
            "" if hurter.counts or hurter.decided else "an alternative to a harder one",
        )
        return self._line(hurter.objective, hurter.harm, hurter.chain, "; ".join(each for each in asides if each))

    def protector(self, protector: Protector) -> PusherLine:
        """An objective that helps."""
        return self._line(protector.objective, protector.help, protector.chain, "")

    def who(self, key: str) -> str:
        """The owner of an objective and its department."""
        objective = self._organization.objectives[key]
        owner = isolated(objective.owner) if objective.owner else "no owner is named"
        return f"{owner}, {self._speaker.department(objective.department)}"

    def _line(self, key: str, strength: float, chain: Sequence[Link], aside: str) -> PusherLine:
        objective, speaker = self._organization.objectives[key], self._speaker
        return PusherLine(
            id=key,
            name=speaker.name(key),
            who=self.who(key),
            facts=self._facts(objective),
            step=f"{chain[0].word} {speaker.name(chain[0].target)}" if chain else "",
            tail="".join(f", which {link.word} {speaker.name(link.target)}" for link in chain[1:]),
            strength=f"{strength:.2f}",
            aside=aside,
            reasons=tuple(map(self.reason, chain)),
            chain=(key, *(link.target for link in chain)),
        )

    def reason(self, link: Link) -> ReasonWords:
        """Why an arrow is there, and where that stands."""
        because = isolated(link.because) if link.because else ""
        return ReasonWords(because, self._speaker.notes(link), self._places.of(link.location))

    def _facts(self, objective: Objective) -> str:
        """The target and how much of the way to it is done."""
        if objective.target is None:
            return ""
        unit = self._organization.metrics[objective.target.metric].unit
        return isolated(str(aim(objective.target, unit))) + _gone(objective.target, way(objective))


def _gone(target: Target, share: float | None) -> str:
    """The share of the way to a target, or met and not met for a target without a start."""
    if share is None:
        return ""
    if target.start is None or target.start == target.to:
        return ", met" if share else ", not met"
    return f", {percent(share)} of the way"
