"""GC110: an objective pushes a reinforcing loop in the harmful direction."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import owner_of
from goalcheck.facts.wording import told
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ViciousCircle, ViciousCircles
from goalcheck.messages import Joining, Message, Template, Value, Word
from goalcheck.messages.english import BESIDE, HURTS, IS_HURT
from goalcheck.messages.message import listing, objective, tension
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

MESSAGE = Template("vicious-circle.message", "{headline} (tension {tension})")
HELPING = Template("vicious-circle.helps", "{objective} helps {entry} and sets off a vicious circle: {loop}")
HURTING = Template("vicious-circle.hurts", "{objective} hurts {entry} and sets off a vicious circle: {loop}")
PUSH = Template("vicious-circle.push", "The push: {chain} (strength {strength}).")
LOOP = Template("vicious-circle.loop", "The circle: {loop}, which closes it (strength {strength}).")
LESS = Template(
    "vicious-circle.less",
    "Less of {entry} means less of {lost} (importance {importance} of 5), and each round adds to it.",
)
MORE = Template(
    "vicious-circle.more",
    "More of {entry} means less of {lost} (importance {importance} of 5), and each round adds to it.",
)
LESS_ITSELF = Template(
    "vicious-circle.less-itself", "Less of {entry} (importance {importance} of 5), and each round adds to it."
)
MORE_ITSELF = Template(
    "vicious-circle.more-itself", "More of {entry} (importance {importance} of 5), and each round adds to it."
)
OTHERS = Template("vicious-circle.others", "The hardest of those that push it the same way: {others}.")
CUT = Template(
    "vicious-circle.cut",
    "Cut the circle where it holds least: {origin} {word} {target}; give a department an objective that steadies "
    "{target}.",
)
REACH_WITHOUT = Template(
    "vicious-circle.reach-without",
    "Ask {owner} to reach {objective} without its effect on {first}, or to stop at a figure of {entry} that is agreed "
    "before.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each group of nodes that are tied together by loops."""
    settings = context.organization.settings
    circles = ViciousCircles(
        context.network,
        max_links=settings.max_links,
        min_chain=settings.min_chain,
        min_tension=settings.min_tension,
    )
    found = circles.worst()
    if not circles.exact:
        context.leave_out(f"some vicious circles ({RULE.code})")
    for circle in found:
        yield _Circle(context, circle).notice()


class _Circle:
    """One vicious circle in words."""

    def __init__(self, context: Context, circle: ViciousCircle) -> None:
        nodes = context.network.nodes
        self._context = context
        self._circle = circle
        self._pusher, *others = circle.pushers
        self._objective = nodes[self._pusher.objective]
        self._others = [nodes[other.objective] for other in others]
        self._entry = nodes[circle.loop.nodes[0]]
        self._chain = context.links_of(self._pusher.chain)
        self._loop = context.links_of(circle.loop.chain)

    def notice(self) -> Notice:
        hurt = self._circle.stake.down and self._entry in self._context.active
        undermined = self._entry if hurt else None
        headline = self._headline()
        return self._context.notice(
            RULE.traits,
            level=Level.of_tension(self._circle.tension),
            tension=self._circle.tension,
            message=MESSAGE(headline=headline, tension=tension(self._circle.tension)),
            headline=headline,
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

    def _headline(self) -> Message:
        template = HURTING if self._circle.stake.down else HELPING
        return template(
            objective=objective(self._objective),
            entry=self._context.ref(self._entry),
            loop=told(self._context, self._loop),
        )

    def _contests(self) -> Iterator[Contest]:
        """The outcome that goes down, with the objective's own push on it where it hurts it."""
        outcome = self._circle.stake.outcome
        if outcome is None:
            return
        pusher = self._pusher.objective
        hurts = any(objective == pusher for _, objective in self._context.clashes.sides[outcome].hurters)
        sides = [self._context.side(pusher, outcome, positive=False)] if hurts else []
        yield Contest(self._context.network.nodes[outcome], self._circle.tension, tuple(sides))

    def _details(self) -> Iterator[Message]:
        yield PUSH(chain=told(self._context, self._chain), strength=tension(self._pusher.strength))
        yield LOOP(loop=told(self._context, self._loop), strength=tension(self._circle.loop.strength))
        yield from self._loss()
        if self._others:
            others = listing(map(objective, self._others), most=None, joining=Joining.COMMA)
            yield OTHERS(others=others)

    def _loss(self) -> Iterator[Message]:
        """The outcome that is lost, where there is one."""
        stake = self._circle.stake
        if stake.outcome is None:
            return
        lost = self._context.network.nodes[stake.outcome]
        values: dict[str, Value] = {"entry": self._context.ref(self._entry), "importance": stake.importance}
        if lost == self._entry:
            yield LESS_ITSELF(**values) if stake.down else MORE_ITSELF(**values)
        else:
            template = LESS if stake.down else MORE
            yield template(**values, lost=self._context.ref(lost))

    def _advice(self) -> Iterator[Message]:
        weakest = min(self._loop, key=lambda link: (abs(link.weight), link.origin, link.target))
        yield CUT(
            origin=self._context.ref(weakest.origin),
            word=Word("effect", weakest.word),
            target=self._context.ref(weakest.target),
        )
        yield REACH_WITHOUT(
            owner=owner_of(self._context, self._context.organization.objectives[self._objective]),
            objective=objective(self._objective),
            first=self._context.ref(self._chain[0].target),
            entry=self._context.ref(self._entry),
        )


RULE = Rule(
    traits=RuleTraits(
        code="GC110",
        name="vicious-circle",
        family=Family.CONFLICT,
        basis=Basis.LOOP,
        relation=BESIDE,
        roles=(HURTS, IS_HURT),
    ),
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
