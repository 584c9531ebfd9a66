"""What is wrong and what was found, on the lines where it stands, with the places in other files that belong to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
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


class Diagnostics:
    """All diagnostics of an organization as it was read last; those of a file are made when they are asked for."""

    def __init__(self, session: Session, uri_of: UriOf) -> None:
        self._teller = _Teller(session, uri_of)
        self._problems: dict[str, list[Problem]] = {}
        self._results: dict[str, list[Result]] = {}
        self._made: dict[str, list[Diagnostic]] = {}
        reading = session.reading
        for file, problem in self._teller.by_file(reading.problems if reading else ()):
            self._problems.setdefault(self._teller.uri_of(file), []).append(problem)
        if reading is not None and reading.organization is not None and session.analysis and session.is_current:
            for result in results(session.analysis):
                self._results.setdefault(self._teller.uri_of(result.location.file), []).append(result)

    @property
    def uris(self) -> list[str]:
        """The files that have any."""
        return sorted(self._problems.keys() | self._results.keys())

    def of(self, uri: str) -> list[Diagnostic]:
        """The diagnostics of a file: problems by place, then what was found, the worst first."""
        if uri not in self._made:
            told = [self._teller.problem(each) for each in self._problems.get(uri, ())]
            self._made[uri] = [*told, *(self._teller.result(each) for each in self._results.get(uri, ()))]
        return self._made[uri]

    def result(self, uri: str, fingerprint: object) -> Result | None:
        """What a diagnostic of a file is about."""
        return next((each for each in self._results.get(uri, ()) if each.fingerprint == fingerprint), None)


class _Teller:
    """Makes diagnostics."""

    def __init__(self, session: Session, uri_of: UriOf) -> None:
        self._texts = session.texts
        self._files = list(session.files)
        self.uri_of = cache(uri_of)

    def by_file(self, problems: Iterable[Problem]) -> Iterator[tuple[str, Problem]]:
        """Problems with the files that they are shown in; what is wrong with a folder is shown in its first file."""
        for problem in problems:
            is_file = problem.file and not os.path.isdir(problem.file)  # noqa: PTH112
            yield problem.file if is_file else next(iter(self._files), problem.file), problem

    def problem(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem."""
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
        return DiagnosticRelatedInformation(Location(self.uri_of(place.file), self._range(place)), _safe(label))

    def _range(self, place: Place) -> Range:
        return self._texts.of(place.file).range(place)


def _words(link: Link) -> str:
    reason = f", because {link.because}" if link.because else ""
    return f"{link.origin} {link.word} {link.target}{reason}"


def _safe(text: str) -> str:
    return for_terminal(text, most=MAX_SENTENCE)
