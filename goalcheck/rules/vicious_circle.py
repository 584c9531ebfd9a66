"""GC110: an objective pushes a reinforcing loop in the harmful direction."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Finding, Level
from goalcheck.graph import ViciousCircle, ViciousCircles
from goalcheck.rules.advice import owner_of
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.wording import told


def check(study: Study) -> Iterator[Finding]:
    """One finding for each group of nodes that are tied together by loops."""
    settings = study.organization.settings
    circles = ViciousCircles(
        study.network,
        study.chains,
        max_links=settings.max_links,
        min_chain=settings.min_chain,
        min_tension=settings.min_tension,
    )
    found = circles.worst()
    if not circles.exact:
        study.leave_out("some vicious circles (GC110)")
    for circle in found:
        yield _Telling(study, circle).finding()


class _Telling:
    """One vicious circle in words."""

    def __init__(self, study: Study, circle: ViciousCircle) -> None:
        nodes = study.network.nodes
        self._study = study
        self._circle = circle
        self._pusher, *others = circle.pushers
        self._objective = nodes[self._pusher.objective]
        self._others = [nodes[other.objective] for other in others]
        self._entry = nodes[circle.loop.nodes[0]]
        self._verb = "hurts" if circle.stake.down else "helps"
        self._chain = study.links_of(self._pusher.chain)
        self._loop = study.links_of(circle.loop.chain)

    def finding(self) -> Finding:
        hurt = self._circle.stake.down and self._entry in self._study.active
        undermined = self._entry if hurt else None
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=Level.of_tension(self._circle.tension),
            tension=self._circle.tension,
            message=(
                f"{self._objective} {self._verb} {self._entry} and sets off a vicious circle: {told(self._loop)} "
                f"(tension {self._circle.tension:.2f})"
            ),
            about=[f"by:{self._objective}", *(link.origin for link in self._loop)],
            objectives=[self._objective, *([undermined] if undermined else [])],
            outcomes=self._contests(),
            advice=self._advice(),
            locations=dict.fromkeys(link.location for link in (*self._chain, *self._loop)),
            by=self._objective if undermined else None,
            of=undermined,
            chain=self._chain if undermined else (),
            details=self._details(),
        )

    def _contests(self) -> Iterator[Contest]:
        """The outcome that goes down, with the objective's own push on it where it leans to hurt it."""
        outcome = self._circle.stake.outcome
        if outcome is None:
            return
        pusher = self._pusher.objective
        hurts = any(objective == pusher for _, objective in self._study.clashes.sides[outcome].hurters)
        sides = [self._study.side(pusher, outcome, positive=False)] if hurts else []
        yield Contest(self._study.network.nodes[outcome], self._circle.tension, tuple(sides))

    def _details(self) -> Iterator[str]:
        yield f"The push: {told(self._chain)} (strength {self._pusher.strength:.2f})."
        yield f"The circle: {told(self._loop)}, which closes it (strength {self._circle.loop.strength:.2f})."
        stake = self._circle.stake
        if stake.outcome is not None:
            lost = self._study.network.nodes[stake.outcome]
            change = f"Less of {self._entry}" if stake.down else f"More of {self._entry}"
            means = "" if lost == self._entry else f" means less of {lost}"
            yield f"{change}{means} (importance {stake.importance} of 5), and each round adds to it."
        if self._others:
            yield f"The hardest of those that push it the same way: {', '.join(self._others)}."

    def _advice(self) -> Iterator[str]:
        weakest = min(self._loop, key=lambda link: (abs(link.weight), link.origin, link.target))
        first = self._chain[0]
        objective = self._study.organization.objectives[self._objective]
        yield (
            f"Cut the circle where it holds least: {weakest.origin} {weakest.word} {weakest.target}; "
            f"give a department an objective that steadies {weakest.target}."
        )
        yield (
            f"Ask {owner_of(self._study, objective)} to reach {self._objective} without its effect on {first.target}, "
            f"or to stop at a figure of {self._entry} that is agreed before."
        )


RULE = Rule(
    code="GC110",
    name="vicious-circle",
    level=None,
    summary="an objective pushes a reinforcing loop in the harmful direction",
    page=Page(
        why=(
            "A loop that feeds itself turns a small harm into a large one: it goes on when the objective that set it "
            "off is long done, and it is the hardest thing to stop later."
        ),
        fires=(
            "Arrows lead from a node back to it, over at most max_links arrows, so that their signs multiply to plus, "
            "and an objective leans to push that node in the harmful direction. Harmful is what takes down the most "
            "important outcome in the loop; where none is in it, the most important that a chain leads to from the "
            "node; where there is none, down. The tension is 100 x the importance of the most important outcome that "
            "goes down (3 if none) / 5 x the strength of the push x the strength of the loop, reported from settings: "
            "min_tension (10) up: severe from 60, serious from 30, else minor. Of all loops that hang together the "
            "worst is told, with the objective that pushes hardest; pushes on objectives count only where none on a "
            "driver or outcome does."
        ),
        silent=(
            "The loop is balancing (an odd number of its arrows hurt), so that it works against the push; the "
            "objective pushes it the good way; the tension is below min_tension. Here: whoever leaves makes "
            "room for a new hire, so that the loop evens out."
        ),
        do=(
            "Cut the loop at the link that holds least, before the objective starts. Else agree on a figure at which "
            "the objective stops, and on who watches it."
        ),
    ),
    check=check,
)
