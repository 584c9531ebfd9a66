"""What can be done about a diagnostic: a near name, a guardrail, a decision, a reason, a rule turned off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.changes.apply import apply
from goalcheck.changes.change import Change
from goalcheck.changes.edit import Edit
from goalcheck.changes.patching.writing import edits as patches
from goalcheck.changes.registry import SHOWN
from goalcheck.conflicts import Conflict, Guard, Hurter
from goalcheck.files import MappingNode, SequenceNode
from goalcheck.files.editing import scalar
from goalcheck.files.rewriting import Rewriting
from goalcheck.findings import Finding
from goalcheck.lookup import Found
from goalcheck.lsp.session import Session
from goalcheck.planning.acceptance import DecisionTerms, acceptable, edits, plan
from goalcheck.render.results import Result
from goalcheck.source import GoalcheckError, Location
from goalcheck.traits import ConflictKind

ACCEPTED_DAYS = 90
"""Days that a decision made in an editor holds; whoever decides writes another day."""

WHO = "WHO DECIDES"
REASON = "WHY THIS IS ACCEPTED"
BECAUSE = "WHY THIS IS SO"


class Offer(NamedTuple):
    """Something that can be done, with the files that change; `what` says which kind of thing it is."""

    what: str
    title: str
    edits: Sequence[Edit]


def offers(session: Session, analysis: Analysis, result: Result, today: date) -> Iterator[Offer]:
    """What can be done about one harm of a conflict, or about a finding; what no small edit can do is left out."""
    for make in (_guardrail, _bind, _accept, _because, _rule_off):
        with suppress(GoalcheckError, OSError, ValueError):
            yield from make(_About(session, analysis, result, today))


class _About(NamedTuple):
    session: Session
    analysis: Analysis
    result: Result
    today: date

    def read(self, file: str) -> str:
        return self.session.text(file).text

    def changed(self, change: Change) -> list[Edit]:
        organization = self.analysis.organization
        return patches(organization, apply(organization, [change]), self.read)


def _guarding(about: _About, kind: str, title: str, excused: tuple[Guard | None, ...]) -> Iterator[Offer]:
    conflict, hurter = about.result.conflict, about.result.hurter
    if conflict is None or hurter is None or conflict.kind is ConflictKind.UNDERMINED or hurter.guard not in excused:
        return
    made = next(each for each in SHOWN if each.name == kind).change
    change = made(hurter.objective, conflict.about)
    yield Offer(kind, title.format(hurter=hurter.objective, about=conflict.about), about.changed(change))


def _guardrail(about: _About) -> Iterator[Offer]:
    yield from _guarding(about, "guardrail", "Let {hurter} protect {about} (guardrail)", (None,))


def _bind(about: _About) -> Iterator[Offer]:
    title = "Let {hurter} count only while {about} is protected (binding guardrail)"
    yield from _guarding(about, "bind", title, (None, Guard.GUARDED))


def _accept(about: _About) -> Iterator[Offer]:
    result = about.result
    found = _to_accept(result.conflict, result.hurter, result.finding)
    if found is None or not result.is_open:
        return
    until = about.today + timedelta(days=ACCEPTED_DAYS)
    decided = plan(about.analysis, [found], prune=False, today=about.today)
    terms = DecisionTerms(WHO, REASON, until)
    organization, paths = about.analysis.organization, about.session.root.paths
    yield Offer("accept", f"Accept until {until}", edits(decided, terms, organization, paths, _existing(about)))


def _existing(about: _About) -> Callable[[str], str | None]:
    known = about.session.files
    return lambda file: about.read(file) if file in known else None


def _to_accept(conflict: Conflict | None, hurter: Hurter | None, finding: Finding | None) -> Found | None:
    if conflict is not None:
        return Found(conflict, hurter)
    return Found(finding=finding) if finding is not None and acceptable(finding) else None


def _because(about: _About) -> Iterator[Offer]:
    """A reason for the arrow that hurts, where its line gives none."""
    link = next(about.result.chain_links, None)
    if link is None or link.because is not None or link.source != "declared":
        return
    document = next((each for each in about.session.documents if each.source.name == link.location.file), None)
    path = None if document is None else _path_of(document, link.location)
    if path is None:
        return
    file = link.location.file
    before = about.read(file)
    text = Rewriting(before)
    word = text.plain(path)
    if word is None:
        text.set((*path, "because"), BECAUSE)
    else:
        text.set(path, {"effect": _number_or_word(word), "because": BECAUSE})
    yield Offer("because", f"Say why {link.origin} {link.word} {link.target}", [_edit(file, before, text.text())])


def _number_or_word(word: str) -> str | int:
    return int(word) if word.lstrip("-").isdigit() else word


def _path_of(document: object, location: Location) -> tuple[str | int, ...] | None:
    """The keys that lead to the entry whose key stands at a place."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, MappingNode):
            for (key, value), place in zip(node.items(), node.key_locations(), strict=True):
                if place == location:
                    return (*path, key)
                waiting.append(((*path, key), value))
        elif isinstance(node, SequenceNode):
            waiting += (((*path, index), value) for index, value in enumerate(node))
    return None


def _rule_off(about: _About) -> Iterator[Offer]:
    finding = about.result.finding
    if finding is None:
        return
    documents = about.session.documents
    holders = [each for each in documents if "settings" in each] or [
        each for each in documents if "organization" in each
    ]
    if holders:
        file = holders[0].source.name
        before = about.read(file)
        text = Rewriting(before)
        text.set(("settings", "rules", finding.name), "off")
        title = f"Turn {finding.name} ({finding.code}) off in this organization"
        yield Offer("suppress", title, [_edit(file, before, text.text())])


def _edit(file: str, before: str, after: str) -> Edit:
    return Edit(Path(file), before, after)


def replacement(name: str) -> str:
    """A near name as it is written in place of a misspelt one."""
    return scalar(name)
