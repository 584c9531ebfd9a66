"""Decides findings in the files: plans, checks what the files would say, writes, and tells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from goalcheck.api import analyze, folder_of, load_named
from goalcheck.cli.editing import put_back, shown, written
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
    organization: str | None = None


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
        CannotAccept, CannotEdit, CannotWrite: it cannot be done; no file is other than it was.
    """
    plan_anew = partial(_acceptance, paths, wanted, terms, today)
    if dry_run:
        planned = plan_anew({})
        emit("".join(map(shown, planned.edits)))
        say(f"goalcheck: a dry run: {_numbers(planned.plan) or 'nothing to write'}; no file was touched\n")
        _admit_left(planned.after, wanted)
        return
    with written(paths, plan_anew) as planned:
        done = _with_new_files(planned, paths, wanted, today)
        _admit_left(done.after, wanted)
        emit("".join(_told(done)))


def recover(paths: list[str]) -> None:
    """Put back what interrupted commands have written in part."""
    if not put_back(paths):
        emit("Nothing to recover.\n")


class _Acceptance(NamedTuple):
    """Findings that are decided: the edits, and the report before and after them."""

    findings: Sequence[Finding]
    plan: Plan
    edits: Sequence[Edit]
    before: Report
    after: Report


def _acceptance(
    paths: list[str], wanted: Wanted, terms: Terms | None, today: date, contents: Mapping[str, bytes]
) -> _Acceptance:
    """What to write, and the report on the files as they would be, new ones apart."""
    report = analyze(load_named(paths, contents, organization=wanted.organization), today=today)
    findings = _findings(report, wanted)
    planned = plan(report, findings, prune=wanted.prune, today=today)
    changed = edits(planned, terms, report.organization, _places(paths, wanted.organization))
    afterwards = {os.path.realpath(edit.path): edit.after.encode("utf-8") for edit in changed}
    try:
        read = load_named(paths, afterwards, organization=wanted.organization) if changed else None
        after = analyze(read, today=today) if read else report
    except InvalidInput as error:
        raise CannotAccept(
            f"the edit would break the file: {error.problems[0].message}; nothing was changed"
        ) from error
    accepted = _Acceptance(findings, planned, changed, report, after)
    if all(edit.before is not None for edit in changed):
        _check_read(accepted, paths)
    return accepted


def _with_new_files(accepted: _Acceptance, paths: list[str], wanted: Wanted, today: date) -> _Acceptance:
    """The same with what new files say, which are only found where they stand."""
    if all(edit.before is not None for edit in accepted.edits):
        return accepted
    done = accepted._replace(after=report_on(paths, today=today, organization=wanted.organization))
    _check_read(done, paths)
    return done


def _check_read(accepted: _Acceptance, paths: list[str]) -> None:
    """See to it that the findings are decided where the files say so.

    Raises:
        CannotAccept: they are still open.
    """
    still_open = {each.fingerprint for each in accepted.after.findings if each.status is FindingStatus.OPEN}
    if any(finding.fingerprint in still_open for finding in accepted.findings):
        names = ", ".join(sorted({str(edit.path) for edit in accepted.edits}))
        raise CannotAccept(f"what was written to {names} is not read as part of {' '.join(paths)}; nothing was changed")


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


def _places(paths: list[str], organization: str | None) -> list[str]:
    """The paths that decisions may be written to: the folder of the chosen organization, where there are several."""
    folders = organization is not None and any(Path(path).is_dir() for path in paths)
    return [folder_of(paths, organization)] if folders and organization is not None else paths


def _told(accepted: _Acceptance) -> Iterable[str]:
    """What was written, what that settles, and what it settles besides: a decision is between objectives."""
    if not accepted.edits:
        yield "Nothing to write.\n"
    for edit in accepted.edits:
        yield f"Wrote {for_terminal(str(edit.path))}.\n"
    if done := _numbers(accepted.plan):
        yield f"{done}.\n"
    wanted = {each.fingerprint for each in accepted.findings}
    were_open = {each.fingerprint for each in accepted.before.findings if each.status is FindingStatus.OPEN}
    now_decided = [each for each in accepted.after.findings if each.decision and each.fingerprint in were_open]
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
