"""An analysis in one screen: its stories, what they rest on, and what counts by itself; people are told names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goalcheck.conflict_messages import node
from goalcheck.conflicts import Conflict, Hurter, RootCause, Story
from goalcheck.findings import Finding, FindingStatus
from goalcheck.messages import Ref, RefKind
from goalcheck.messages.message import objective
from goalcheck.model import Organization
from goalcheck.render.document.model import (
    Block,
    NamedRef,
    Piece,
    Pieces,
    Quiet,
    Strong,
    Text,
    cut,
)
from goalcheck.render.words import SHORT_FINGERPRINT, count
from goalcheck.report import Report
from goalcheck.traits import ConflictKind

MOST_NAMED = 3
"""Hurters at one knot, protectors and departments that are named before the rest is counted."""

MOST_KNOTS = 3
"""Knots of one conflict that are told, those where most harm enters."""


def named(organization: Organization, key: str) -> NamedRef:
    """An objective, outcome or driver as a piece of a text."""
    return NamedRef(node(organization, key))


def joined(items: Sequence[NamedRef], most: int | None = MOST_NAMED) -> Pieces:
    """A list in words: a, b and 3 more."""
    shown = items if most is None or len(items) <= most + 1 else items[:most]
    rest = len(items) - len(shown)
    pieces: list[Piece] = []
    for place, item in enumerate(shown):
        if place:
            pieces.append(" and " if place == len(shown) - 1 and not rest else ", ")
        pieces.append(item)
    return (*pieces, f" and {rest} more") if rest else tuple(pieces)


class Teller:
    """Tells the conflicts of one report.

    Args:
        everything: whether nothing is counted in place of being told.
    """

    def __init__(self, report: Report, *, everything: bool = False) -> None:
        self._report = report
        self._organization = report.organization
        self._most = None if everything else MOST_NAMED
        self._most_knots = None if everything else MOST_KNOTS
        self._by_about = {each.about: each for each in report.conflicts}

    def conflicts_of(self, story: Story) -> list[Conflict]:
        """The conflicts of a story that are in the report, in their order."""
        return [self._by_about[each] for each in story.conflicts if each in self._by_about]

    # A conflict

    def title(self, conflict: Conflict, together: int = 1) -> Pieces:
        """What suffers and how much; of the first conflict of a story how many have its root.

        Args:
            together: the open conflicts of its story.
        """
        root = f"; {count(together, 'conflict')} with this root" if together > 1 else ""
        return (*self.grade(conflict), " ", self._named(conflict.about), root, *self._fingerprint(conflict))

    def grade(self, conflict: Conflict) -> Pieces:
        """The level and the pressure; of a decided conflict that it is."""
        if not conflict.is_open:
            return (Quiet(f"decided {conflict.pressure:.0f}"),)
        return (Strong(f"{conflict.level.value} {conflict.open_pressure:.0f}", conflict.level),)

    def _fingerprint(self, conflict: Conflict) -> Pieces:
        return (" ", Quiet(conflict.fingerprint[:SHORT_FINGERPRINT]))

    def body(self, conflict: Conflict, *, is_first: bool) -> Iterator[Block]:
        """A conflict in some ten lines; the first of all with the reasons of its hardest harm."""
        yield Text(self.whose(conflict))
        yield from self._squeezed(conflict)
        yield from self._promised(conflict)
        if is_first or self._most is None:
            yield from self._why(conflict)
        yield Text(self._who(conflict))
        yield from self._first(conflict)

    def whose(self, conflict: Conflict) -> Pieces:
        """Whose it is, how much it matters, how it is rated, and what is at stake."""
        organization = self._organization
        facts: list[Pieces] = []
        if conflict.kind is ConflictKind.UNDERMINED:
            entry = organization.objectives[conflict.about]
            facts.append(
                ("An objective of ", NamedRef(Ref(RefKind.DEPARTMENT, entry.department)), self._lost(conflict))
            )
        elif conflict.customer:
            facts.append(
                (NamedRef(Ref(RefKind.CUSTOMER, conflict.customer)), f", importance {conflict.importance} of 5")
            )
        else:
            facts.append((f"Importance {conflict.importance} of 5, and no customer is named",))
        if conflict.rating:
            best = conflict.rating.best
            fallen = f", down from {best:g}" if best and best > conflict.rating.value else ""
            facts.append((f"rated {conflict.rating.value:g} in {conflict.rating.period}{fallen}",))
        if conflict.at_stake:
            facts.append((f"{self._money(conflict.at_stake)} at stake",))
        return (*_with_between(facts, "; "), ".")

    def _lost(self, conflict: Conflict) -> str:
        return "" if conflict.lost_with_it else f", worth {conflict.worth:g} of 5"

    def _squeezed(self, conflict: Conflict) -> Iterator[Block]:
        """The knots, each with whoever takes of it."""
        knots: dict[str, list[Hurter]] = {}
        for hurter in conflict.hurters:
            knots.setdefault(hurter.knot, []).append(hurter)
        told = list(knots.items())[: self._most_knots]
        for knot, hurters in told:
            where: Pieces = ("Hurt directly by ",)
            if knot != conflict.about:
                where = ("Squeezed at ", self._named(knot), " by ")
            yield Text(
                (*where, *joined([self._hurter(each) for each in hurters], self._most), *self._guards(hurters), ".")
            )
        rest = len(knots) - len(told)
        if rest:
            yield Text((f"... and at {count(rest, 'other place')}.",))

    def _hurter(self, hurter: Hurter) -> NamedRef:
        return NamedRef(objective(hurter.objective))

    def _guards(self, hurters: Sequence[Hurter]) -> Pieces:
        """How many of some hurters are guarded or decided, where any are."""
        guarded = sum(each.guard is not None for each in hurters)
        decided = sum(each.decided for each in hurters)
        one = len(hurters) == 1
        notes = [
            ("guarded" if one else f"{guarded} guarded") if guarded else "",
            ("decided" if one else f"{decided} decided") if decided else "",
        ]
        said = ", ".join(note for note in notes if note)
        return (f" ({said})",) if said else ()

    def _promised(self, conflict: Conflict) -> Iterator[Block]:
        if conflict.kind is ConflictKind.CONTESTED:
            names = [NamedRef(objective(each.objective)) for each in conflict.protectors]
            yield Text(("Promised by ", *joined(names, self._most), "."))
        elif conflict.kind is ConflictKind.UNPROTECTED:
            yield Text(("Nobody protects it.",))
        elif conflict.lost_with_it:
            names = [self._named(each.outcome) for each in conflict.lost_with_it]
            yield Text(("Lost with it: ", *joined(names, self._most), "."))

    def _who(self, conflict: Conflict) -> Pieces:
        """Who decides, and who was not asked."""
        organization = self._organization
        if conflict.decider is None:
            decides: Pieces = ("Nobody decides: no department is above all of them.",)
        else:
            lead = organization.departments[conflict.decider].lead
            department = NamedRef(Ref(RefKind.DEPARTMENT, conflict.decider))
            decides = (f"{lead} (", department, ") decides.") if lead else ("The lead of ", department, " decides.")
        unasked = [
            *(NamedRef(Ref(RefKind.CUSTOMER, each)) for each in conflict.unasked_customers),
            *(NamedRef(Ref(RefKind.DEPARTMENT, each)) for each in conflict.unasked_departments),
        ]
        return (*decides, " Not asked: ", *joined(unasked, self._most), ".") if unasked else decides

    def _first(self, conflict: Conflict) -> Iterator[Block]:
        """The first thing to do with what it would change."""
        if conflict.advice:
            yield Text((Strong("First: "), conflict.advice[0], " ", conflict.changes[0]))

    def _why(self, conflict: Conflict) -> Iterator[Block]:
        """The reasons that somebody wrote on the chain of the hardest hurter."""
        told = list(dict.fromkeys(link.because for link in conflict.hurters[0].chain if link.because))
        if told:
            yield Text((f"Because {cut('; '.join(told))}.",))

    def in_brief(self, conflict: Conflict) -> Pieces:
        """A conflict in one line: what suffers, and whose objectives squeeze it."""
        organization = self._organization
        departments = dict.fromkeys(organization.objectives[each.objective].department for each in conflict.hurters)
        hurting = [NamedRef(Ref(RefKind.DEPARTMENT, each)) for each in departments]
        return (self._named(conflict.about), ", by ", *joined(hurting, 1), *self._fingerprint(conflict))

    def decided(self, conflict: Conflict) -> Pieces:
        """A decided conflict in one line: what suffers, and what was decided."""
        note = next(each.decision for each in conflict.hurters if each.decision)
        says = f", pressure {conflict.pressure:.0f}: {note.verdict.value} until {note.until}"
        return (self._named(conflict.about), says)

    # Root causes

    def root_cause(self, cause: RootCause) -> Pieces:
        """A declaration, whose it is, and what ends or falls without it."""
        arrow = cause.arrow
        owner: Pieces = (" (", NamedRef(Ref(RefKind.DEPARTMENT, cause.owner)), ")") if cause.owner else ()
        effect = f": {_effect(cause)}, {cause.share:.0%} of all pressure"
        return (self._named(arrow.origin), f" {arrow.word} ", self._named(arrow.target), *owner, effect)

    def beside(self, findings: Sequence[Finding]) -> Pieces:
        """The findings of one rule in one line: the rule, whom the worst is about, and how many more there are."""
        worst = findings[0]
        about = [*worst.objectives, *(each.outcome for each in worst.outcomes)]
        others = len(worst.objectives) - 1
        company = f" with {others:,} other{'s' if others > 1 else ''}" if others > 0 else ""
        number = f" ({len(findings):,} findings)" if len(findings) > 1 else ""
        subject: Pieces = (self._named(about[0]),) if about else (worst.headline,)
        return (f"{worst.name.replace('-', ' ')}: ", *subject, company, number, " ", Quiet(worst.code))

    def _named(self, key: str) -> NamedRef:
        return named(self._organization, key)

    def _money(self, amount: float) -> str:
        return f"{amount:,.0f} {self._organization.currency or ''}".rstrip()


def _effect(cause: RootCause) -> str:
    ends = f"ends {len(cause.ends)}" if cause.ends else ""
    lowers = f"lowers {len(cause.lowers)}" if cause.lowers else ""
    return " and ".join(each for each in (ends, lowers) if each)


def _with_between(items: Iterable[Pieces], between: str) -> Pieces:
    pieces: list[Piece] = []
    for place, item in enumerate(items):
        if place:
            pieces.append(between)
        pieces.extend(item)
    return tuple(pieces)


def root_cause_headline(causes: Sequence[RootCause], report: Report) -> str:
    """How many conflicts a few declarations hold: 3 declarations hold 5 of 6 conflicts."""
    held = {about for each in causes for about in (*each.ends, *each.lowers)}
    open_ = sum(each.is_open for each in report.conflicts)
    verb = "holds" if len(causes) == 1 else "hold"
    return f"{count(len(causes), 'declaration')} {verb} {len(held)} of {count(open_, 'conflict')}"


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Open findings that count by themselves, by rule, in the order in which they stand."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        if each.counts and each.status is FindingStatus.OPEN:
            found.setdefault(each.code, []).append(each)
    return found
