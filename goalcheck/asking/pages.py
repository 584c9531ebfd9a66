"""Pages of questions: of each objective and driver what it may help, hurt or rely on and has not spoken about.

The pages that could change most stand first, where a page that has said much already counts for less: on published
goal models that found the worst pairs soonest (`benchmarks/asking.py`). In a small organization every question is
weighed; in a large one those that lead furthest from what most objectives reach, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from goalcheck.asking.gains import NOTHING, Gain, Gains, Pair
from goalcheck.asking.odds import Odds
from goalcheck.facts.consideration import considered_by
from goalcheck.facts.context import Context
from goalcheck.findings import Level
from goalcheck.model import Driver, Objective, Organization, Outcome

SHOWN = 25
"""Questions of a page; the rest are only asked as `anything else?`."""

MOST_WEIGHED = 24_000
"""Questions that are weighed; where there are more, the organization is large."""

MOST_PAGES = 200
"""Pages of a large organization that are weighed, the most promising ones."""

MOST_STEPS = 1_500_000
"""Meetings of two objectives that are looked at for a large organization: some seconds."""

LEAST_PAGES = 10
"""Each page of a large organization may take this part of the steps, so that so many pages are weighed."""

MOST_EXACT = 150_000
"""Nodes x arrows of the searches that confirm questions whose arrow would close a circle."""

WORST = 20
"""The worst pairs of which is said how many rest on one side's word."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an answer would bring about: a pair that pulls apart, or pulls harder, with the tension it had so far."""

    by: str
    of: str
    outcome: str | None
    tension: float
    before: float

    @property
    def level(self) -> Level:
        """The level of the tension."""
        return Level.of_tension(self.tension)


@dataclass(frozen=True, slots=True)
class Question:
    """Whether one node affects another.

    Attributes:
        relies: whether it is asked if the target relies on the origin.
        worth: what the answers could change, by their odds.
        sign: the answer that could bring about the worst: 1 helps (or is relied on), -1 hurts.
        consequence: what that is; None where no answer makes any pair worse.
    """

    origin: str
    target: str
    relies: bool
    worth: float
    sign: int
    consequence: Consequence | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The questions about one objective or driver, the most valuable first.

    Attributes:
        about: its id.
        value: what the answers could change, summed over all that it has not spoken about.
        questions: at most SHOWN of those that could change anything.
        more: how many further things it has not spoken about.
        said: how many effects it has declared.
        worst: the hardest tension that one answer could bring about, 0 where none could.
    """

    about: str
    value: float
    questions: tuple[Question, ...]
    more: int
    said: int
    worst: float


@dataclass(frozen=True, slots=True)
class Agenda:
    """All pages in the order in which to ask, and what they could still change.

    Attributes:
        pages: those that could change anything, and then those that could not.
        unweighed: how many pages of a large organization were not weighed.
        worst_pairs: how many of the WORST pairs there are.
        one_sided: how many of these rest on an effect of which only one side has spoken.
        exact: False where not every question was weighed, or a circle made one too large to be confirmed.
    """

    pages: tuple[QuestionPage, ...]
    unweighed: int
    worst_pairs: int
    one_sided: int
    exact: bool

    @property
    def could(self) -> float:
        """The hardest tension that one answer to any page could bring about."""
        return max((page.worst for page in self.pages), default=0.0)

    @property
    def done(self) -> bool:
        """True if no page could create a serious conflict any more."""
        return not self.unweighed and self.could < Level.SERIOUS.least_tension


def agenda(context: Context, *, departments: Collection[str] = (), confirm: bool = True) -> Agenda:
    """The pages of an organization, or of the objectives of some departments and those below them.

    Args:
        confirm: whether questions whose arrow would close a circle are confirmed by a search of their own.
    """
    return _Asking(context, confirm=confirm).agenda(frozenset(departments))


class _Asking:
    def __init__(self, context: Context, *, confirm: bool = True) -> None:
        self._context = context
        self._organization: Organization = context.organization
        self._gains = Gains(context)
        self._odds = Odds(self._organization)
        self._index = context.network.index
        self._exact = True
        self._confirming = MOST_EXACT if confirm else 0

    def agenda(self, departments: frozenset[str]) -> Agenda:
        origins = list(self._origins(departments))
        share = MOST_WEIGHED // max(1, len(origins))
        large = share < len(self._index)
        chosen = origins
        if large:
            chosen = sorted(origins, key=lambda each: (-self._promise(each), self._said(each), each))[:MOST_PAGES]
            self._exact = False
        pages: list[QuestionPage] = []
        for about in chosen:
            if large and self._gains.steps > MOST_STEPS:
                break
            pages.append(self._page(about, SHOWN if large else None))
        worst, one_sided = self._one_sided()
        return Agenda(tuple(sorted(pages, key=order)), len(origins) - len(pages), worst, one_sided, self._exact)

    def _origins(self, departments: frozenset[str]) -> Iterator[str]:
        lineage = self._organization.lineage
        every = self._organization.departments
        wanted = {each for each in every if not departments.isdisjoint(lineage(each))} if departments else None
        for key, objective in self._context.active.items():
            if wanted is None or objective.department in wanted:
                yield key
        if wanted is None:
            yield from self._organization.drivers

    def _said(self, origin: str) -> int:
        return len(self._node(origin).effects)

    def _node(self, key: str) -> Objective | Driver:
        return self._organization.objectives.get(key) or self._organization.drivers[key]

    def claims_on(self, about: str) -> tuple[Question, ...]:
        """The objectives of other departments that may help or hurt one, and of which its department said nothing."""
        ours = self._organization.objectives[about].department
        claimed = {
            claim.origin for claim in self._organization.claims if claim.by == ours and claim.effect.target == about
        }
        others = [
            (key, about, False)
            for key, objective in self._context.active.items()
            if objective.department != ours and key not in claimed
        ]
        if len(others) > MOST_WEIGHED // MOST_PAGES:
            others = self._most_promising(about, others, SHOWN)
        questions = [each for each in (self._question(*ends) for ends in others) if each.worth > 0]
        return tuple(sorted(questions, key=lambda each: (-round(each.worth, 6), each.origin))[:SHOWN])

    # The questions of a page

    def _page(self, about: str, most: int | None) -> QuestionPage:
        asked = [*((about, each, False) for each in self._askable(about)), *self._relied(about)]
        weighed = asked if most is None else self._most_promising(about, asked, most)
        before = self._gains.steps
        questions: list[Question] = []
        for ends in weighed:
            if most is not None and self._gains.steps - before > MOST_STEPS // LEAST_PAGES:
                break
            question = self._question(*ends)
            if question.worth > 0:
                questions.append(question)
        questions.sort(key=lambda each: (-round(each.worth, 6), each.relies, each.origin, each.target))
        value = sum(each.worth for each in questions)
        worst = max((each.consequence.tension for each in questions if each.consequence), default=0.0)
        shown = tuple(questions[:SHOWN])
        return QuestionPage(about, value, shown, len(asked) - len(shown), self._said(about), worst)

    def _askable(self, about: str) -> Iterator[str]:
        """The outcomes, drivers and objectives of other departments that a node has not spoken about."""
        node = self._node(about)
        said = {effect.target for effect in node.effects} | set(self._measured(node))
        department = node.department if isinstance(node, Objective) else None
        for target in self._index:
            objective = self._organization.objectives.get(target)
            askable = objective is None or (department is not None and objective.department != department)
            if askable and target != about and target not in said and not self._considered(about, target):
                yield target

    def _considered(self, about: str, other: str) -> bool:
        return considered_by(self._organization, about, other) is not None

    def _measured(self, node: Objective | Driver) -> Iterator[str]:
        """What the target of an objective speaks of without a word: whatever its metric measures."""
        if isinstance(node, Objective) and node.target is not None:
            measurable: list[Outcome | Driver] = list(self._organization.outcomes.values())
            measurable += self._organization.drivers.values()
            yield from (each.id for each in measurable if each.metric == node.target.metric)

    def _relied(self, about: str) -> Iterator[tuple[str, str, bool]]:
        """What an objective may rely on: everything that it does not name yet, but its own department's objectives."""
        node = self._node(about)
        if not isinstance(node, Objective):
            return
        said = {reliance.target for reliance in node.relies_on}
        for other in self._index:
            objective = self._organization.objectives.get(other)
            askable = objective is None or objective.department != node.department
            if askable and other != about and other not in said and not self._considered(about, other):
                yield other, about, True

    def _question(self, origin: str, target: str, relies: bool) -> Question:  # as it stands in rows
        helps = self._gain(origin, target, 1)
        hurts = NOTHING if relies else self._gain(origin, target, -1)
        if relies:
            worth = self._odds.relied() * helps.change
        else:
            worth = self._odds.of(origin, target, 1) * helps.change + self._odds.of(origin, target, -1) * hurts.change
        sign, worst = max(((1, helps.worst), (-1, hurts.worst)), key=lambda each: (_tension(each[1]), -each[0]))
        return Question(origin, target, relies, worth, sign, self._consequence(worst))

    def _gain(self, origin: str, target: str, sign: int) -> Gain:
        ends = self._index[origin], self._index[target], sign
        if not self._gains.may_overstate(*ends):
            return self._gains.gain(*ends)
        cost = len(self._index) * (1 + self._context.network.arrow_count)
        if cost > self._confirming:
            self._exact = False
            return self._gains.gain(*ends)
        self._confirming -= cost
        return self._gains.exact_gain(*ends)

    def _consequence(self, pair: Pair | None) -> Consequence | None:
        if pair is None:
            return None
        nodes = self._context.network.nodes
        outcome = None if pair.outcome is None else nodes[pair.outcome]
        return Consequence(nodes[pair.by], nodes[pair.of], outcome, pair.tension, pair.before)

    # Large organizations: what leads furthest

    @cached_property
    def _leads(self) -> tuple[list[float], list[float]]:
        """For each node how much reaches it from objectives, and how much it reaches of what somebody pushes."""
        network, settings = self._context.network, self._organization.settings
        kept = [1.0] * len(network.nodes)
        for objective in network.objectives:
            kept[objective] = settings.through_objective
        sides, scale = self._context.clashes.sides, self._context.pressures.scale
        comes = [0.0] * len(network.nodes)
        goes = [0.0] * len(network.nodes)
        for node in network.objectives:
            comes[node], goes[node] = 1.0, scale(node)
        for node in network.outcomes:
            goes[node] = scale(node) * (len(sides[node].helpers) + len(sides[node].hurters))
        first_comes, first_goes = list(comes), list(goes)
        for _ in range(settings.max_links - 1):
            came, went = list(first_comes), list(first_goes)
            for node, row in enumerate(network.out):
                for target, weight in row:
                    came[target] += kept[node] * abs(weight) * comes[node]
                    went[node] += kept[node] * abs(weight) * goes[target]
            comes, goes = came, went
        return comes, goes

    def _promise(self, about: str) -> float:
        comes, _ = self._leads
        return comes[self._index[about]]

    @cached_property
    def _furthest(self) -> list[str]:
        _, goes = self._leads
        nodes = self._context.network.nodes
        return [nodes[at] for at in sorted(range(len(nodes)), key=lambda at: (-goes[at], at))]

    def _most_promising(
        self, about: str, asked: Iterable[tuple[str, str, bool]], most: int
    ) -> list[tuple[str, str, bool]]:
        """The questions that lead furthest: on to what somebody pushes, or from what many reach."""
        comes, goes = self._leads
        index = self._index
        keyed = (
            ((comes[index[origin]] * goes[index[about]] if relies else goes[index[target]] * comes[index[about]]), each)
            for each in asked
            for origin, target, relies in (each,)
        )
        ranked = sorted(keyed, key=lambda each: (-each[0], each[1]))
        return [each for _, each in ranked[:most]]

    # The worst pairs as they are

    def _one_sided(self) -> tuple[int, int]:
        """How many of the worst pairs there are, and how many rest on the word of one side."""
        context = self._context
        pairs: list[tuple[float, tuple[tuple[int, int, bool], ...]]] = []
        for number, opposition in enumerate(context.clashes.oppositions()):
            if number == WORST:
                break
            clash = opposition.clashes[0]
            pushes = ((clash.hurter, clash.outcome, False), (clash.helper, clash.outcome, True))
            pairs.append((clash.tension, pushes))
        pairs += [(each.tension, ((each.by, each.of, False),)) for each in context.clashes.undermined(WORST)]
        worst = sorted(pairs, key=lambda each: -each[0])[:WORST]
        return len(worst), sum(any(self._rests(*push) for push in pushes) for _, pushes in worst)

    def _rests(self, origin: int, target: int, positive: bool) -> bool:  # a push as it stands
        """True if a chain has an effect of an objective that only its owner, or only somebody else, speaks of."""
        nodes = self._context.network.nodes
        for step in self._context.pushes.chain(origin=origin, target=target, positive=positive):
            ends = nodes[step.origin], nodes[step.target]
            if ends[0] in self._organization.objectives and len(self._speakers.get(ends, ())) < 2:
                return True
        return False

    @cached_property
    def _speakers(self) -> dict[tuple[str, str], set[str]]:
        """For each effect who speaks of it: its owner, whoever claims it, whoever relies on it."""
        found: dict[tuple[str, str], set[str]] = {}
        for node in self._context.active.values():
            for effect in node.effects:
                found.setdefault((node.id, effect.target), set()).add("owner")
            for reliance in node.relies_on:
                found.setdefault((reliance.target, node.id), set()).add("relying")
        for claim in self._organization.claims:
            found.setdefault((claim.origin, claim.effect.target), set()).add("claim")
        return found


def order(page: QuestionPage) -> tuple[object, ...]:
    """Pages by value, shared by what was said so far: whoever has said least knows most that nobody has heard."""
    return -round(page.value / (1 + page.said), 6), page.said, page.about


def _tension(pair: Pair | None) -> float:
    return pair.tension if pair else 0.0


def claims_on(context: Context, about: str) -> tuple[Question, ...]:
    """What an objective's department may claim that others do to it: the most valuable questions, at most SHOWN."""
    return _Asking(context).claims_on(about)
