"""`goalcheck accept`: decisions written into the files of the organization."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import OneOrganization, Today, day
from goalcheck.cli.output import emit, say
from goalcheck.cli.parameters import choice
from goalcheck.findings import Level
from goalcheck.render.safe import for_terminal
from goalcheck.report import Report
from goalcheck.source import InvalidInput

if TYPE_CHECKING:
    from goalcheck.changes.edit import Edit
    from goalcheck.lookup import Found
    from goalcheck.planning.acceptance import DecisionTerms, Plan

EXAMPLES = """\
goalcheck accept 2940f461 my-org --by COO --reason agreed --until 2030-03-31
goalcheck accept --prune my-org --dry-run"""


def accept(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FINGERPRINT[:OBJECTIVE]|PATH]...",
            help="Conflicts and findings by their fingerprints, and the organization: the one here by default.",
        ),
    ] = None,
    organization: OneOrganization = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is accepted.")] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=day, metavar="DATE", help="The last day on which it stands."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Accept all open conflicts and findings of --level and worse.")
    ] = False,
    level: Annotated[Level, choice("--level", of=Level, help="From which level up --all accepts.")] = Level.SERIOUS,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Remove decisions that match nothing any more, and expired ones that were replaced."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    recover: Annotated[
        bool, typer.Option("--recover", help="Only put back what an interrupted command has written in part.")
    ] = False,
    today: Today = None,
) -> None:
    """Accept conflicts and findings: who decided, why, until when.

    Of a conflict every open harm is accepted, with a decision for each: whoever hurts it later opens it again.
    FINGERPRINT:OBJECTIVE accepts the harm of that one objective, and so does the fingerprint that CI has of the harm.

    A decision also holds the tension that was accepted: what gets worse comes back.

    Decisions go to the file that holds some already, else to decisions.yaml in the folder given, else to the end of the
    file given, in the order of between, then over; all else stays as it is. An argument of 4 to 16 hexadecimal digits
    is a fingerprint unless such a file exists.
    """
    from goalcheck.cli.scope import in_scope
    from goalcheck.lookup import names_fingerprint

    fingerprints = [each for each in arguments or () if names_fingerprint(each) and not os.path.lexists(each)]
    paths, organization = in_scope([each for each in arguments or () if each not in fingerprints], organization)
    if recover:
        if fingerprints or everything or prune or dry_run:
            raise UsageError("--recover decides nothing: give it the paths alone")
        _recover(paths)
        return
    if not (fingerprints or everything or prune):
        raise UsageError("nothing to do: name conflicts or findings by their fingerprints, or give --all or --prune")
    today = today or date.today()
    terms = _terms(by, reason, until, today) if fingerprints or everything else None
    request = _Request(paths, organization, fingerprints, level if everything else None, prune, terms, today)
    if dry_run:
        _show(request)
    else:
        _write(request)


class _Request(NamedTuple):
    """What to decide, the decision, and the organization.

    Attributes:
        fingerprints: conflicts, harms and findings that are named one by one.
        level: the level from which up all that is open is meant; None where only what is named is.
        prune: True to remove decisions that match nothing any more, and expired ones that were replaced.
        terms: the person, reason and last day of the decision; None where decisions are only removed.
    """

    paths: list[str]
    organization: str | None
    fingerprints: Sequence[str]
    level: Level | None
    prune: bool
    terms: DecisionTerms | None
    today: date


class _Acceptance(NamedTuple):
    """What is decided: the edits, and the report before and after them."""

    wanted: Sequence[Found]
    plan: Plan
    edits: Sequence[Edit]
    before: Report
    after: Report


def _terms(by: str | None, reason: str | None, until: date | None, today: date) -> DecisionTerms:
    """The terms that every decision states.

    Raises:
        CannotAccept: something is missing, or the last day has passed.
    """
    from goalcheck.planning.acceptance import CannotAccept, DecisionTerms

    lacking = [name for name, value in (("--by", by), ("--reason", reason), ("--until", until)) if not value]
    if by is None or reason is None or until is None:
        raise CannotAccept(f"a decision needs {', '.join(lacking)}: who decides, why, and until when")
    if until < today:
        raise CannotAccept(f"--until {until} has passed: the decision would not stand")
    return DecisionTerms(by, reason, until)


def _recover(paths: list[str]) -> None:
    """Put back the files that interrupted commands have written in part."""
    from goalcheck.cli.editing import put_back

    if not put_back(paths):
        emit("Nothing to recover.\n")


def _show(request: _Request) -> None:
    """Show the decisions as edits of the files, and write nothing."""
    from goalcheck.cli.editing import shown

    planned = _acceptance(request, {})
    emit("".join(map(shown, planned.edits)))
    say(f"goalcheck: a dry run: {_numbers(planned.plan) or 'nothing to write'}; no file was touched\n")
    _admit_left(planned.after, request)


def _write(request: _Request) -> None:
    """Write the decisions, and tell what they settle.

    Raises:
        CannotAccept, CannotEdit, CannotWrite: it cannot be done; no file is other than it was.
    """
    from goalcheck.cli.editing import written

    with written(request.paths, partial(_acceptance, request)) as planned:
        done = _with_new_files(planned, request)
        _admit_left(done.after, request)
        emit("".join(_told(done)))


def _acceptance(request: _Request, contents: Mapping[str, bytes]) -> _Acceptance:
    """The edits to write, and the report on the files after them; new files are read once they are written."""
    from goalcheck.api import analyze, load_named
    from goalcheck.planning.acceptance import CannotAccept, edits, plan

    report = analyze(load_named(request.paths, contents, organization=request.organization), today=request.today)
    wanted = _wanted(report, request)
    planned = plan(report, wanted, prune=request.prune, today=request.today)
    changed = edits(planned, request.terms, report.organization, _places(request))
    afterwards = {os.path.realpath(edit.path): edit.after.encode("utf-8") for edit in changed}
    try:
        read = load_named(request.paths, afterwards, organization=request.organization) if changed else None
        after = analyze(read, today=request.today) if read else report
    except InvalidInput as error:
        raise CannotAccept(
            f"the edit would break the file: {error.problems[0].message}; nothing was changed"
        ) from error
    accepted = _Acceptance(wanted, planned, changed, report, after)
    if all(edit.before is not None for edit in changed):
        _check_read(accepted, request.paths)
    return accepted


def _with_new_files(accepted: _Acceptance, request: _Request) -> _Acceptance:
    """The same acceptance with the report on new files too, which are only found once they are written."""
    from goalcheck.cli.analyzing import report_on

    if all(edit.before is not None for edit in accepted.edits):
        return accepted
    after = report_on(request.paths, today=request.today, organization=request.organization)
    done = accepted._replace(after=after)
    _check_read(done, request.paths)
    return done


def _check_read(accepted: _Acceptance, paths: list[str]) -> None:
    """See to it that everything is decided where the files say so.

    Raises:
        CannotAccept: something is still open.
    """
    from goalcheck.cli.decided import fingerprints, open_fingerprints
    from goalcheck.planning.acceptance import CannotAccept

    if fingerprints(accepted.wanted).isdisjoint(open_fingerprints(accepted.after)):
        return
    names = ", ".join(sorted({str(edit.path) for edit in accepted.edits}))
    raise CannotAccept(f"what was written to {names} is not read as part of {' '.join(paths)}; nothing was changed")


def _wanted(report: Report, request: _Request) -> list[Found]:
    """What to decide, each once: what is named, then what is open and a decision can settle."""
    from goalcheck.cli.decided import fingerprints
    from goalcheck.lookup import find

    named = [find(report, fingerprint) for fingerprint in request.fingerprints]
    found = [each for each in _open_from(report, request) if _is_acceptable(each)]
    return list({tuple(sorted(fingerprints([each]))): each for each in [*named, *found]}.values())


def _open_from(report: Report, request: _Request) -> Sequence[Found]:
    from goalcheck.planning.acceptance import open_from

    return open_from(report, request.level) if request.level else ()


def _is_acceptable(found: Found) -> bool:
    from goalcheck.planning.acceptance import acceptable

    return found.finding is None or acceptable(found.finding)


def _admit_left(after: Report, request: _Request) -> None:
    """Say which open findings of the level are left, because no decision settles them."""
    from goalcheck.render.words import count

    left = [each.finding for each in _open_from(after, request) if each.finding and not _is_acceptable(each)]
    if left:
        codes = ", ".join(sorted({finding.code for finding in left}))
        say(f"goalcheck: {count(len(left), 'finding')} left open, which no such decision settles: {codes}\n")


def _places(request: _Request) -> list[str]:
    """The paths that decisions may be written to: the folder of the chosen organization, where there are several."""
    from goalcheck.api import folder_of

    if request.organization is None or not any(Path(path).is_dir() for path in request.paths):
        return request.paths
    return [folder_of(request.paths, request.organization)]


def _told(accepted: _Acceptance) -> Iterable[str]:
    """The files written, what is decided, and what is decided with it: a decision is between objectives."""
    from goalcheck.cli.decided import fingerprints, lines_of, open_fingerprints

    if not accepted.edits:
        yield "Nothing to write.\n"
    for edit in accepted.edits:
        yield f"Wrote {for_terminal(str(edit.path))}.\n"
    if done := _numbers(accepted.plan):
        yield f"{done}.\n"
    wanted = fingerprints(accepted.wanted)
    lines, still_open = lines_of(accepted.after), open_fingerprints(accepted.after)
    were_open = open_fingerprints(accepted.before)
    now_decided = [key for key in lines if key in were_open and key not in still_open]
    yield from _listed("Accepted:", [lines[key] for key in now_decided if key in wanted])
    told = {each.fingerprint for each in accepted.after.findings if not each.counts}
    besides = [lines[key] for key in now_decided if key not in wanted and key not in told]
    yield from _listed("Accepted with them, being over the same between the same objectives:", besides)


def _numbers(planned: Plan) -> str:
    from goalcheck.render.words import count

    added = len(planned.accepted) - len(planned.renewed)
    numbers = ((added, "added"), (len(planned.renewed), "renewed"), (len(planned.removed), "removed"))
    return ", ".join(f"{count(number, 'decision')} {word}" for number, word in numbers if number)


def _listed(heading: str, lines: Sequence[str]) -> Iterable[str]:
    if lines:
        yield f"{heading}\n"
    yield from lines
