"""A part of a report: the findings of a level, a department, an outcome or a customer. Nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from string import hexdigits
from typing import TypeVar

from goalcheck.findings import FINGERPRINT_CHARACTERS, Finding, Level
from goalcheck.graph import Influence
from goalcheck.model import Organization, Period, overlap
from goalcheck.model.suggestions import nearest_id
from goalcheck.report import Report
from goalcheck.source import UnknownName

R = TypeVar("R", bound=Report)


@dataclass(frozen=True, slots=True)
class Selection:
    """The findings of a report to keep; an empty selection keeps all.

    Attributes:
        level: keeps findings of this level and worse.
        departments: keeps findings about one of these departments or a department below them.
        outcomes: keeps findings over one of these outcomes.
        customers: keeps findings over an outcome of one of these customers.
        top: keeps this many of the selected findings, the worst first.
        period: keeps findings whose objectives all overlap this period by a day or more.
    """

    level: Level | None = None
    departments: Collection[str] = ()
    outcomes: Collection[str] = ()
    customers: Collection[str] = ()
    top: int | None = None
    period: Period | None = None

    @property
    def is_all(self) -> bool:
        """True if the selection keeps every finding."""
        return self == EVERYTHING


EVERYTHING = Selection()


def select(report: R, selection: Selection) -> R:
    """The report with the wanted findings only; its summary, pushes and influence stay those of the whole.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    if selection.is_all:
        return report
    wanted = chooser(selection, report.organization)
    return replace(report, findings=tuple(each for each in report.findings if wanted(each))[: selection.top])


def chooser(selection: Selection, *organizations: Organization) -> Callable[[Finding], bool]:
    """Tells whether a finding of one of these organizations is wanted, whatever `top` says.

    Raises:
        UnknownName: none of the organizations has such a department, outcome or customer.
    """
    require_all(selection, *organizations)
    return _Wanted(organizations, selection).holds


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
    def __init__(self, organizations: Iterable[Organization], selection: Selection) -> None:
        self._level = selection.level
        self._departments = {key for each in organizations for key in departments_of(each, selection)}
        self._outcomes = {key for each in organizations for key in outcomes_of(each, selection)}
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

    def _stands(self, objective: str) -> bool:
        """True if the period of an objective overlaps the selected period."""
        return any(overlap(each[objective].period, self._period) for each in self._standing if objective in each)


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
