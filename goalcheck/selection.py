"""A part of a report: the findings of a level, a department, an outcome or a customer. Nothing else changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from string import hexdigits

from goalcheck.findings import FINGERPRINT_CHARACTERS, Finding, Level, Report
from goalcheck.model import Organization
from goalcheck.model.near import nearest
from goalcheck.source import UnknownName


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings of a report are wanted; empty is all.

    Attributes:
        level: those of this level and worse.
        departments: those about one of these departments or one below them.
        outcomes: those over one of these outcomes.
        customers: those over an outcome of one of these customers.
        top: the worst of them, so many.
    """

    level: Level | None = None
    departments: Collection[str] = ()
    outcomes: Collection[str] = ()
    customers: Collection[str] = ()
    top: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


def select(report: Report, selection: Selection) -> Report:
    """The report with the wanted findings only; its summary, pushes and influence stay those of the whole.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    if selection.is_all:
        return report
    organization = report.organization
    require(organization.departments, selection.departments, "department")
    require(organization.outcomes, selection.outcomes, "outcome")
    require(organization.customers, selection.customers, "customer")
    wanted = _Wanted(organization, selection)
    return replace(report, findings=tuple(each for each in report.findings if wanted.holds(each))[: selection.top])


def require(known: Collection[str], names: Iterable[str], kind: str) -> None:
    """Refuse names that mean nothing.

    Raises:
        UnknownName: one of the names is not known; the message has a near one.
    """
    for name in names:
        if name not in known:
            near = _nearest(name, sorted(known))
            listed = f"did you mean '{near}'?" if near else f"there is {_some(sorted(known))}"
            raise UnknownName(f"there is no {kind} '{name}'; {listed}", name)


def _nearest(name: str, known: Sequence[str]) -> str | None:
    """The id that is most like a name: all of it, or what stands behind the department of an objective."""
    tails = {each.rpartition(".")[2]: each for each in reversed(known)}
    if name in tails:
        return tails[name]
    return nearest(name, known) or tails.get(nearest(name, [*tails]) or "")


def _some(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}" or "none"


class _Wanted:
    def __init__(self, organization: Organization, selection: Selection) -> None:
        self._level = selection.level
        self._departments = {
            department
            for department in organization.departments
            if not set(selection.departments).isdisjoint(organization.lineage(department))
        }
        theirs = {key for key, outcome in organization.outcomes.items() if outcome.customer in selection.customers}
        self._outcomes = {*selection.outcomes, *theirs}
        self._by_department = bool(selection.departments)
        self._by_outcome = bool(selection.outcomes or selection.customers)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return (
            (self._level is None or finding.level.at_least(self._level))
            and (not self._by_department or not self._departments.isdisjoint(finding.departments))
            and (not self._by_outcome or any(contest.outcome in self._outcomes for contest in finding.outcomes))
        )


LEAST_PREFIX = 4


def is_fingerprint(text: str) -> bool:
    """Whether a text can be a fingerprint, or the beginning of one that is long enough."""
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
