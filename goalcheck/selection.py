"""A part of a report: the conflicts and findings of a level, a department, an outcome or a customer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from string import hexdigits
from typing import TypeVar

from goalcheck.conflicts import Conflict, RootCause, stories
from goalcheck.findings import FINGERPRINT_CHARACTERS, Finding, FindingStatus, Level
from goalcheck.graph import Influence
from goalcheck.model import Organization, Period, overlap
from goalcheck.model.suggestions import nearest_id
from goalcheck.report import Report
from goalcheck.source import UnknownName

R = TypeVar("R", bound=Report)


@dataclass(frozen=True, slots=True)
class Selection:
    """The conflicts and findings of a report to keep; an empty selection keeps all.

    Attributes:
        level: keeps what has this level or a worse one.
        departments: keeps findings about one of these departments or a department below them, and conflicts in which
            an objective of theirs hurts, protects or suffers, or in which they are the customer.
        outcomes: keeps what is over one of these outcomes, and conflicts with which one is lost.
        customers: the same of the outcomes of these customers.
        top: keeps this many, the worst first, of the selected conflicts and of the findings that count for themselves.
        period: keeps findings whose objectives all overlap this period by a day or more, and conflicts of which a
            hurter does, and the objective that suffers.
    """

    level: Level | None = None
    departments: Collection[str] = ()
    outcomes: Collection[str] = ()
    customers: Collection[str] = ()
    top: int | None = None
    period: Period | None = None

    @property
    def is_all(self) -> bool:
        """True if the selection keeps everything."""
        return self == EVERYTHING


EVERYTHING = Selection()


def select(report: R, selection: Selection) -> R:
    """The report with the wanted conflicts and findings; its summary, pushes and influence stay those of the whole.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    if selection.is_all:
        return report
    require_all(selection, report.organization)
    wanted = _Wanted((report.organization,), selection)
    conflicts = [each for each in report.conflicts if wanted.keeps(each)]
    findings = [each for each in report.findings if wanted.holds(each)]
    if selection.top is not None:
        conflicts, findings = _worst(conflicts, findings, selection.top)
    return narrowed(report, conflicts, findings)


def narrowed(report: R, conflicts: Iterable[Conflict], findings: Iterable[Finding]) -> R:
    """The report with some of its conflicts and findings, and with the stories and root causes of these conflicts."""
    kept = tuple(conflicts)
    about = {each.about for each in kept}
    causes: Sequence[RootCause] = report.root_causes
    if len(kept) < len(report.conflicts):
        causes = tuple(each for each in causes if not about.isdisjoint((*each.ends, *each.lowers)))
    return replace(report, conflicts=kept, stories=stories(kept), root_causes=causes, findings=tuple(findings))


def _worst(
    conflicts: Sequence[Conflict], findings: Sequence[Finding], most: int
) -> tuple[list[Conflict], list[Finding]]:
    """The worst of the conflicts and of the findings that count for themselves, and what is told with them."""
    counting: list[Conflict | Finding] = [*conflicts, *(each for each in findings if each.counts)]
    worst = sorted(counting, key=lambda each: (not _is_open(each), each.level.rank))[:most]
    kept = {each.fingerprint for each in worst}
    kept |= {told for each in worst if isinstance(each, Conflict) for told in each.findings}
    chosen = [each for each in conflicts if each.fingerprint in kept]
    return chosen, [each for each in findings if each.fingerprint in kept]


def _is_open(each: Conflict | Finding) -> bool:
    return each.is_open if isinstance(each, Conflict) else each.status is FindingStatus.OPEN


def chooser(selection: Selection, *organizations: Organization) -> Callable[[Finding], bool]:
    """Tells whether a finding of one of these organizations is wanted, whatever `top` says.

    Raises:
        UnknownName: none of the organizations has such a department, outcome or customer.
    """
    require_all(selection, *organizations)
    return _Wanted(organizations, selection).holds


def conflict_chooser(selection: Selection, *organizations: Organization) -> Callable[[Conflict], bool]:
    """Tells whether a conflict of one of these organizations is wanted, whatever `top` says.

    Raises:
        UnknownName: none of the organizations has such a department, outcome or customer.
    """
    require_all(selection, *organizations)
    return _Wanted(organizations, selection).keeps


def require_all(selection: Selection, *organizations: Organization) -> None:
    """Refuse a selection that names what none of the organizations has.

    Raises:
        UnknownName: there is no such department, outcome or customer.
    """
    require({key for each in organizations for key in each.departments}, selection.departments, "department")
    require({key for each in organizations for key in each.outcomes}, selection.outcomes, "outcome")
    require({key for each in organizations for key in each.customers}, selection.customers, "customer")


def require(known: Collection[str], names: Iterable[str], kind: str) -> None:
    """Refuse names that mean nothing.

    Raises:
        UnknownName: one of the names is not known; the message has a near one.
    """
    for name in names:
        if name not in known:
            near = nearest_id(name, sorted(known))
            listed = f"did you mean '{near}'?" if near else f"there is {_some(sorted(known))}"
            raise UnknownName(f"there is no {kind} '{name}'; {listed}", name)


def ranking(report: Report, selection: Selection) -> Sequence[Influence]:
    """The influence of the objectives of the wanted departments, of all nodes where none is named; the `top` first.

    Raises:
        UnknownName: the organization has no such department.
    """
    organization = report.organization
    require_all(selection, organization)
    if not selection.departments:
        return report.influence[: selection.top]
    theirs = departments_of(organization, selection)
    own = {key for key, objective in organization.objectives.items() if objective.department in theirs}
    return [each for each in report.influence if each.node in own][: selection.top]


def _some(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}" or "none"


def departments_of(organization: Organization, selection: Selection) -> set[str]:
    """The departments that a selection names, and those below them; of one that names none, none."""
    named = set(selection.departments)
    return {each for each in organization.departments if not named.isdisjoint(organization.lineage(each))}


def outcomes_of(organization: Organization, selection: Selection) -> set[str]:
    """The outcomes that a selection names, and those of its customers; of one that names none, none."""
    theirs = {key for key, outcome in organization.outcomes.items() if outcome.customer in selection.customers}
    return {*selection.outcomes, *theirs}


class _Wanted:
    def __init__(self, organizations: Sequence[Organization], selection: Selection) -> None:
        self._level = selection.level
        self._departments = {key for each in organizations for key in departments_of(each, selection)}
        self._outcomes = {key for each in organizations for key in outcomes_of(each, selection)}
        self._organizations = organizations
        self._standing = [each.objectives for each in organizations]
        self._period = selection.period
        self._by_department = bool(selection.departments)
        self._by_outcome = bool(selection.outcomes or selection.customers)

    def holds(self, finding: Finding) -> bool:
        """True if the selection keeps a finding."""
        return (
            (self._level is None or finding.level.at_least(self._level))
            and (not self._by_department or not self._departments.isdisjoint(finding.departments))
            and (not self._by_outcome or any(contest.outcome in self._outcomes for contest in finding.outcomes))
            and (self._period is None or all(map(self._stands, finding.objectives)))
        )

    def keeps(self, conflict: Conflict) -> bool:
        """True if the selection keeps a conflict."""
        return (
            (self._level is None or conflict.level.at_least(self._level))
            and (not self._by_department or not self._departments.isdisjoint(self._parties(conflict)))
            and (not self._by_outcome or not self._outcomes.isdisjoint(_outcomes(conflict)))
            and (self._period is None or self._stands_in(conflict))
        )

    def _parties(self, conflict: Conflict) -> set[str]:
        """The departments whose objectives take part in a conflict, and the one that is the customer."""
        parties = {
            each.objectives[key].department
            for each in self._organizations
            for key in conflict.objectives
            if key in each.objectives
        }
        customers = [each.customers.get(conflict.customer or "") for each in self._organizations]
        return parties | {each.department for each in customers if each and each.department}

    def _stands_in(self, conflict: Conflict) -> bool:
        """True if a hurter of a conflict stands in the selected period, and the objective that it is about."""
        suffers = [each for each in (conflict.about,) if any(each in known for known in self._standing)]
        return all(map(self._stands, suffers)) and any(self._stands(each.objective) for each in conflict.hurters)

    def _stands(self, objective: str) -> bool:
        """True if the period of an objective overlaps the selected period."""
        return any(overlap(each[objective].period, self._period) for each in self._standing if objective in each)


def _outcomes(conflict: Conflict) -> set[str]:
    """The outcome that a conflict is about, or those that are lost with the objective that it is about."""
    return {conflict.about, *(each.outcome for each in conflict.lost_with_it)}


LEAST_PREFIX = 4


def is_fingerprint(text: str) -> bool:
    """True if a text can be a fingerprint, or a prefix of one with at least LEAST_PREFIX characters."""
    return LEAST_PREFIX <= len(text) <= FINGERPRINT_CHARACTERS and set(text.lower()) <= set(hexdigits)


def find_finding(report: Report, fingerprint: str) -> Finding:
    """The finding with a fingerprint, or with the beginning of one (at least LEAST_PREFIX characters).

    Raises:
        UnknownName: no finding has it, or several do.
    """
    wanted = fingerprint.lower()
    found = [each for each in report.findings if is_fingerprint(wanted) and each.fingerprint.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(each.fingerprint for each in found[:4])
        raise UnknownName(f"'{fingerprint}' begins the fingerprints of {len(found)} findings: {listed}")
    raise UnknownName(
        f"no finding here has the fingerprint '{fingerprint}'; goalcheck analyze shows those that there are"
    )
