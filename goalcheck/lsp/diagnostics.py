"""What is wrong and what was found, on the lines where it stands, with the places in other files that belong to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lsprotocol.types import (
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)

from goalcheck.findings import Level, Link
from goalcheck.lsp.session import Session
from goalcheck.messages import Message
from goalcheck.render.results import Result, results
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.source import Location as Place
from goalcheck.source import Problem

SOURCE: Final = "goalcheck"
MAX_RELATED: Final = 12
"""Places that one diagnostic names beside its own."""

_SEVERITIES: Final = {
    Level.SEVERE: DiagnosticSeverity.Error,
    Level.SERIOUS: DiagnosticSeverity.Warning,
    Level.MINOR: DiagnosticSeverity.Information,
}
_START: Final = Range(Position(0, 0), Position(0, 0))

UriOf = Callable[[str], str]
"""The URI by which the editor knows a file, by the name that it is shown with."""


def diagnostics(session: Session, uri_of: UriOf) -> dict[str, list[Diagnostic]]:
    """All diagnostics of an organization, by file; those of an earlier analysis where there is no new one yet."""
    reading = session.reading
    found: dict[str, list[Diagnostic]] = {}
    if reading is None:
        return found
    teller = _Teller(session, uri_of)
    for file, diagnostic in teller.all_problems(reading.problems):
        found.setdefault(uri_of(file), []).append(diagnostic)
    if reading.organization is not None and session.analysis is not None and session.is_current:
        for result in results(session.analysis):
            found.setdefault(uri_of(result.location.file), []).append(teller.result(result))
    return found


class _Teller:
    """Makes diagnostics."""

    def __init__(self, session: Session, uri_of: UriOf) -> None:
        self._session = session
        self._uri_of = uri_of

    def all_problems(self, problems: Iterable[Problem]) -> Iterator[tuple[str, Diagnostic]]:
        """The diagnostics of problems, with the files that they stand in."""
        for problem in problems:
            file = problem.file
            if os.path.isdir(file) or not file:  # noqa: PTH112
                file = next(iter(self._session.files), file)
            yield file, self._problem(problem)

    def _problem(self, problem: Problem) -> Diagnostic:
        said = [problem.message, *([f"expected: {problem.expected}"] if problem.expected else [])]
        return Diagnostic(
            range=self._range(problem.places[0].location) if problem.places else _START,
            message="\n".join(map(_safe, said)),
            severity=DiagnosticSeverity.Error,
            source=SOURCE,
            related_information=[
                self._related(each.location, each.label or "and here") for each in problem.places[1 : MAX_RELATED + 1]
            ],
        )

    def result(self, result: Result) -> Diagnostic:
        """The diagnostic of one harm of a conflict, or of a finding."""
        said: list[str | Message] = [result.message]
        if result.conflict is not None:
            said += [*result.told, f"{result.code} {result.name}, {result.weight}"]
        if result.decision is not None:
            said.append(result.decision.in_words)
        else:
            said += [f"- {each}" for each in result.advice]
        severity = _SEVERITIES[result.level] if result.is_open else DiagnosticSeverity.Hint
        return Diagnostic(
            range=self._range(result.location),
            message="\n".join(_safe(str(each)) for each in said),
            severity=severity,
            code=result.code,
            source=SOURCE,
            tags=None if result.is_open else [DiagnosticTag.Unnecessary],
            related_information=list(self._all_related(result)),
            data={"subject": result.subject, "fingerprint": result.fingerprint},
        )

    def _all_related(self, result: Result) -> Iterator[DiagnosticRelatedInformation]:
        seen = {result.location}
        told = [(each.location, _words(each)) for each in result.chain_links]
        places = [*told, *((each, "and here") for each in result.locations[1:])]
        for place, label in places:
            if place not in seen and len(seen) <= MAX_RELATED:
                seen.add(place)
                yield self._related(place, label)

    def _related(self, place: Place, label: str) -> DiagnosticRelatedInformation:
        return DiagnosticRelatedInformation(Location(self._uri_of(place.file), self._range(place)), _safe(label))

    def _range(self, place: Place) -> Range:
        return self._session.text(place.file).range(place)


def _words(link: Link) -> str:
    reason = f", because {link.because}" if link.because else ""
    return f"{link.origin} {link.word} {link.target}{reason}"


def _safe(text: str) -> str:
    return for_terminal(text, most=MAX_SENTENCE)
