"""Decides findings in the files: plans, writes, reads again, and puts everything back if anything is wrong."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from goalcheck.api import analyze, load_named
from goalcheck.cli.editing import shown, written
from goalcheck.cli.output import emit, say
from goalcheck.cli.studying import report_on
from goalcheck.findings import Finding, FindingStatus, Level, Report
from goalcheck.planning.acceptance import CannotAccept, Plan, Terms, acceptable, edits, open_from, plan
from goalcheck.planning.edit import Edit
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import SHORT_FINGERPRINT, count
from goalcheck.selection import find_finding
from goalcheck.source import InvalidInput


class Wanted(NamedTuple):
    """What to decide: findings by fingerprint, all open ones from a level up, and whether stale decisions go."""

    fingerprints: Sequence[str]
    level: Level | None
    prune: bool


def terms(by: str | None, reason: str | None, until: date | None, today: date) -> Terms:
    """What the decisions say.

    Raises:
        CannotAccept: something is missing, or the last day has passed.
    """
    lacking = [name for name, value in (("--by", by), ("--reason", reason), ("--until", until)) if not value]
    if by is None or reason is None or until is None:
        raise CannotAccept(f"a decision needs {', '.join(lacking)}: who decides, why, and until when")
    if until < today:
        raise CannotAccept(f"--until {until} has passed: the decision would not stand")
    return Terms(by, reason, until)


def accept(paths: list[str], wanted: Wanted, terms: Terms | None, *, dry_run: bool, today: date) -> None:
    """Write the decisions, or show them.

    Raises:
        CannotAccept, CannotEdit: it cannot be done; no file is other than it was.
    """
    report = report_on(paths, today=today)
    findings = _findings(report, wanted)
    planned = plan(report, findings, prune=wanted.prune, today=today)
    changed = edits(planned, terms, report.organization, paths)
    if dry_run:
        emit("".join(map(shown, changed)))
        say(f"goalcheck: a dry run: {_numbers(planned) or 'nothing to write'}; no file was touched\n")
        contents = {os.path.realpath(edit.path): edit.after.encode("utf-8") for edit in changed}
        _admit_left(analyze(load_named(paths, contents), today=today), wanted)
        return
    after = _written(changed, paths, today, findings) if changed else report
    _admit_left(after, wanted)
    emit("".join(_told(planned, changed, {each.fingerprint for each in findings}, report, after)))


def _findings(report: Report, wanted: Wanted) -> list[Finding]:
    named = [find_finding(report, fingerprint) for fingerprint in wanted.fingerprints]
    found = [finding for finding in _open(report, wanted) if acceptable(finding)]
    return list({finding.fingerprint: finding for finding in [*named, *found]}.values())


def _open(report: Report, wanted: Wanted) -> Sequence[Finding]:
    return open_from(report, wanted.level) if wanted.level else ()


def _admit_left(after: Report, wanted: Wanted) -> None:
    left = [finding for finding in _open(after, wanted) if not acceptable(finding)]
    if left:
        codes = ", ".join(sorted({finding.code for finding in left}))
        say(f"goalcheck: {count(len(left), 'finding')} left open, which no such decision settles: {codes}\n")


def _written(changed: Sequence[Edit], paths: list[str], today: date, findings: Iterable[Finding]) -> Report:
    """The report on what was written; everything is put back where it does not say what it should."""
    with written(changed):
        try:
            after = report_on(paths, today=today)
        except InvalidInput as error:
            raise CannotAccept(
                f"the edit would break the file: {error.problems[0].message}; nothing was changed"
            ) from error
        still_open = {each.fingerprint for each in after.findings if each.status is FindingStatus.OPEN}
        if any(finding.fingerprint in still_open for finding in findings):
            names = ", ".join(sorted({str(edit.path) for edit in changed}))
            raise CannotAccept(
                f"what was written to {names} is not read as part of {' '.join(paths)}; nothing was changed"
            )
    return after


def _told(
    planned: Plan, changed: Sequence[Edit], wanted: Collection[str], before: Report, after: Report
) -> Iterable[str]:
    """What was written, what that settles, and what it settles besides: a decision is between objectives."""
    if not changed:
        yield "Nothing to write.\n"
    for edit in changed:
        yield f"Wrote {for_terminal(str(edit.path))}.\n"
    if done := _numbers(planned):
        yield f"{done}.\n"
    were_open = {each.fingerprint for each in before.findings if each.status is FindingStatus.OPEN}
    now_decided = [each for each in after.findings if each.decision and each.fingerprint in were_open]
    yield from _listed("Accepted:", [each for each in now_decided if each.fingerprint in wanted])
    besides = [each for each in now_decided if each.fingerprint not in wanted]
    yield from _listed("Accepted with them, being over the same between the same objectives:", besides)


def _numbers(planned: Plan) -> str:
    added = len(planned.accepted) - len(planned.renewed)
    numbers = ((added, "added"), (len(planned.renewed), "renewed"), (len(planned.removed), "removed"))
    return ", ".join(f"{count(number, 'decision')} {word}" for number, word in numbers if number)


def _listed(heading: str, findings: Sequence[Finding]) -> Iterable[str]:
    if findings:
        yield f"{heading}\n"
    for finding in findings:
        message = for_terminal(str(finding.message))
        yield f"  {finding.fingerprint[:SHORT_FINGERPRINT]} {finding.code} {finding.level.value}: {message}\n"
