"""The formulation of one organization's conflicts: the findings to settle, the candidate changes, and the program.

The program starts with the rows that are short: the sides of every outcome, the loads of resources, and for each other
finding the changes that can settle it. Other rows (harm that another change brings out, objectives that meet again
after both were deferred) are learned from findings of the analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from goalcheck.changes import CannotChange, Change, apply
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import SHARES
from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.planning.resolving.bicliques import Bicliques
from goalcheck.planning.resolving.candidates import Candidate, candidates
from goalcheck.planning.resolving.cases import Cases, keys
from goalcheck.planning.resolving.constraints import Clause, ConstraintRow, at_most_one
from goalcheck.planning.resolving.deadline import NEVER, Deadline, OutOfTime
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.neighbourhood import Neighbourhoods
from goalcheck.planning.resolving.pushes import Pushes
from goalcheck.planning.resolving.resource_rows import rows
from goalcheck.planning.resolving.sides import Apart, Tier, tiers
from goalcheck.planning.resolving.terms import Terms, kind, objectives_of
from goalcheck.planning.resolving.truth_tables import Made, TruthTable, is_small
from goalcheck.planning.resolving.verification import CONFLICT_RULES, Review, rules_on
from goalcheck.planning.resolving.witness_rows import WitnessRows
from goalcheck.traits import TWO_SIDED, Basis


class Formulation:
    """The findings to settle in an organization, the candidate changes, and the program that chooses among them.

    Attributes:
        candidates: the changes with their prices, by their places.
        milp: the rows known so far that every set of changes which settles all findings fulfils.
        findings: the findings to settle, except opposed pairs without a decision.
        tiers: the opposed pairs without a decision.
        is_whole: False where time ran out before all candidates were found.

    If the deadline comes early, the program starts with fewer rows and learns the others from later analyses.
    """

    def __init__(self, organization: Organization, terms: Terms, *, today: date, deadline: Deadline = NEVER) -> None:
        self.organization = organization
        self.review = Review(terms.level, today)
        context = Context(organization, today=today)
        apart = Apart(context)
        self.tiers: tuple[Tier, ...] = tuple(tiers(context, self.review))
        self.findings = tuple(self._findings(context))
        plain = Neighbourhoods(organization)
        found = candidates(context, terms, self.findings, self.tiers, Pushes(context, plain), deadline=deadline)
        self.candidates: tuple[Candidate, ...] = found.changes
        self.is_whole = found.are_all
        self.changes: Sequence[Change] = [each.change for each in self.candidates]
        shares = [change for change in self.changes if isinstance(change, Share)]
        self._neighbourhoods = Neighbourhoods(organization, shares)
        self._pushes = pushes = Pushes(context, self._neighbourhoods)
        self._cases = Cases(organization, self.changes, self._neighbourhoods, pushes, self.review)
        self._tables: dict[str, TruthTable] = {}
        self._witness_rows = WitnessRows(context, self.changes, self.review)
        self._large: dict[str, bool] = {}
        self.milp = Milp([each.price.cost for each in self.candidates])
        for row in consistent(self.changes):
            self.milp.add(row)
        self._bicliques = Bicliques(
            organization,
            self.changes,
            pushes=pushes,
            neighbourhoods=self._neighbourhoods,
            witness_rows=self._witness_rows,
        )
        for tier in self.tiers:
            if deadline.is_over:
                return
            self._bicliques.add(tier, self.milp, apart)
        if all(self.review.setting(organization, rule) is None for rule in rules_on(Basis.RESOURCE)):
            for row in rows(context, self.changes, share=SHARES[terms.level]):
                self.milp.add(row)
        with suppress(OutOfTime):
            self.learn(self.findings, frozenset(), organization, deadline)

    def made(self, chosen: Iterable[int]) -> list[Change]:
        """The chosen changes, in the order in which they are made; other columns of the program are left out."""
        return [self.changes[place] for place in sorted(chosen) if place < len(self.changes)]

    def cost(self, place: int) -> int:
        """The cost of a change."""
        return self.candidates[place].price.cost

    def table(self, finding: Finding, chosen: Made, changed: Organization, deadline: Deadline = NEVER) -> TruthTable:
        """The truth table of a finding, as found with the chosen changes made.

        Raises:
            OutOfTime: the deadline came first.
        """
        table = self._tables.get(finding.fingerprint)
        if table is None or finding.rule.basis is Basis.DEPENDENCY_CIRCLE:
            table = TruthTable(self._cases.of(finding, changed), self._cases, self.changes, chosen, deadline)
            if table.is_whole and finding.rule.basis is not Basis.DEPENDENCY_CIRCLE:
                self._tables[finding.fingerprint] = table
        return table

    def learn(
        self, findings: Iterable[Finding], chosen: Made, changed: Organization, deadline: Deadline = NEVER
    ) -> None:
        """Add the rows that follow from the findings which the chosen changes leave or bring out.

        Deferred rows of an outcome come first; if the chosen changes break those, no others are added for it.

        Raises:
            OutOfTime: the deadline came before all was learned.
        """
        told: set[str] = set()
        for finding in findings:
            deadline.check()
            outcomes = {contest.outcome for contest in finding.outcomes}
            told |= {each for each in outcomes if self._bicliques.add_later(each, self.milp, chosen)}
            if not told.isdisjoint(outcomes):
                continue
            witness = self._witness(finding, chosen, changed)
            if witness is not None:
                self.milp.add(witness.row)
                continue
            clauses = [*self.table(finding, chosen, changed, deadline).clauses(chosen, self.cost)] or [
                self.forbidding(chosen)
            ]
            for clause in clauses:
                self.milp.add(clause.row)

    def learn_all(self) -> None:
        """Add all deferred rows, without waiting for a finding that they forbid."""
        for tier in self.tiers:
            self._bicliques.add_later(tier.outcome, self.milp)

    def _witness(self, finding: Finding, chosen: Made, changed: Organization) -> Clause | None:
        """The clause from one witness chain per push, for a finding whose truth table would be too large."""
        if finding.rule.basis not in TWO_SIDED or finding.tension is None or finding.fingerprint in self._tables:
            return None
        if finding.fingerprint not in self._large:
            self._large[finding.fingerprint] = not is_small(self._cases.of(finding, changed), self.changes)
        return self._witness_rows.clause(finding, chosen) if self._large[finding.fingerprint] else None

    def may_do(self, made: Made, *, without: int) -> bool:
        """True if a set of changes fulfils every known row that the change `without`, now left out, appears in."""
        return all(
            row.holds(made)
            for row in self.milp.rows
            if any(term.column == without for term in row.terms)
            and all(term.column < len(self.changes) for term in row.terms)
        )

    def forbidding(self, chosen: Made) -> Clause:
        """The clause that forbids exactly this set of changes."""
        return Clause(frozenset(range(len(self.changes))) - chosen, chosen)

    def impossible(self, chosen: Made) -> Clause:
        """The clause against changes that cannot be made together; leaving out each in turn shows which are to blame.

        Only shared objectives and what they declare can stand in each other's way; a weaker target may end what does.
        """
        blamed = {place for place in chosen if kind(self.changes[place]) in ("share", "retarget")}
        for place in sorted(blamed):
            fewer = [self.changes[each] for each in sorted(blamed - {place})]
            try:
                apply(self.organization, fewer)
            except CannotChange:
                blamed.discard(place)
        weaker = {
            place
            for place, change in enumerate(self.changes)
            if isinstance(change, Retarget) and self._pushes.depends_on_target(change.objective)
        }
        return Clause(frozenset(weaker - chosen), frozenset(blamed))

    def _findings(self, context: Context) -> Iterator[Finding]:
        """The open findings at the level; of opposed pairs only those with a decision."""
        opposing = rules_on(Basis.OPPOSITION)
        neighbourhoods = Neighbourhoods(self.organization)
        for pair in sorted({each.between for each in self.organization.decisions}):
            part = Context(neighbourhoods.around(pair), today=self.review.today)
            found = (each for rule in opposing for each in self.review.of(rule, part))
            yield from (each for each in found if each.objectives == pair)
        for rule in CONFLICT_RULES.values():
            if rule not in opposing:
                yield from self.review.of(rule, context)


def consistent(changes: Sequence[Change]) -> Iterator[ConstraintRow]:
    """The rows that exclude contradictions: at most one change per key, and none to a dropped objective."""
    groups: dict[tuple[str, str], list[int]] = {}
    drops: dict[str, int] = {}
    for place, change in enumerate(changes):
        for key in keys(change):
            groups.setdefault(key, []).append(place)
        if kind(change) == "drop":
            drops[objectives_of(change)[0]] = place
    for (name, subject), group in groups.items():
        if name in ("defer", "retarget", "share") and subject in drops:
            group.append(drops[subject])
        if len(group) > 1:
            yield at_most_one(group)
