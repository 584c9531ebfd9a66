"""The subject of a picture by what somebody typed: a conflict, a finding, a thing; and the conflicts to mark in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.picture.highlights import open_conflicts
from goalcheck.report import Report
from goalcheck.selection import Selection, find_finding, is_fingerprint, outcomes_of, require, require_all
from goalcheck.source import UnknownName


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def subject(report: Report, typed: str) -> Conflict | Finding:
    """The conflict about a thing (by id or name), or with a fingerprint or its beginning; else the finding with it.

    A finding that a conflict tells stands for that conflict.

    Raises:
        UnknownName: there is none, or there are several.
    """
    about, things = identified(report.organization, typed), _things(report.organization)
    found = [each for each in report.conflicts if each.about == about] or _beginning(report, typed)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(each.fingerprint for each in found[:4])
        raise UnknownName(f"'{typed}' begins the fingerprints of {len(found)} conflicts: {listed}")
    if about in things:
        raise UnknownName(f"no conflict is about '{about}'; goalcheck graph --around {about} draws what is near it")
    if not is_fingerprint(typed):
        require(things, [typed], "id")
    finding = find_finding(report, typed)
    telling = (each for each in report.conflicts if finding.fingerprint in each.findings)
    return next(telling, finding)


def _beginning(report: Report, typed: str) -> list[Conflict]:
    wanted = typed.lower()
    return [each for each in report.conflicts if is_fingerprint(wanted) and each.fingerprint.startswith(wanted)]


def identified(organization: Organization, typed: str) -> str:
    """The id of the one thing with that name, where nothing has it as its id; else what was typed."""
    things = _things(organization)
    if typed in things:
        return typed
    found = [key for key, thing in things.items() if thing.name.casefold() == typed.casefold()]
    return found[0] if len(found) == 1 else typed


def _things(organization: Organization) -> Mapping[str, _Named]:
    """Everything that can be asked for; of equal ids what is drawn as a box comes first."""
    return {
        **organization.customers,
        **organization.departments,
        **organization.drivers,
        **organization.outcomes,
        **organization.objectives,
    }


def marked(report: Report, selection: Selection) -> tuple[Conflict, ...]:
    """The open conflicts that are serious or worse and that somebody asked for, worst first.

    Raises:
        UnknownName: the organization has no such outcome or customer.
    """
    require_all(selection, report.organization)
    return tuple(_wanted(report, selection))[: selection.top]


def _wanted(report: Report, selection: Selection) -> Iterator[Conflict]:
    outcomes = outcomes_of(report.organization, selection)
    by_outcome = bool(selection.outcomes or selection.customers)
    for conflict in open_conflicts(report):
        suffering = {conflict.about, *(each.outcome for each in conflict.lost_with_it)}
        if selection.level is not None and not conflict.level.at_least(selection.level):
            continue
        if not by_outcome or not outcomes.isdisjoint(suffering):
            yield conflict
