"""Effects and claims of the material that the files lack: added where nothing stands, and told where something does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from typing import NamedTuple

from goalcheck.changes.edit import Edit
from goalcheck.changes.patching.files import Files
from goalcheck.files.editing import CannotEdit, scalar
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.memory import ImportMemory
from goalcheck.intake.naming import DraftIds
from goalcheck.intake.sheets import text_of
from goalcheck.intake.statements import Statement, statements
from goalcheck.intake.yaml_text import DEPARTMENTS, SHARED, claim_field, effect_field
from goalcheck.model import Effect, Organization

NEAR = 1e-4
"""Weights that differ by less were written with fewer digits."""


@dataclass(slots=True)
class EffectUpdates:
    """What becomes of the effects and claims of the material.

    Attributes:
        new: the edits of files that were not there.
        added: what was added, in words; so for the others.
        absent: what is in the material and not in the files.
        gone: what an import has brought, and the material does not say any more.
        kept: what the files say otherwise.
    """

    new: list[Edit] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def update_effects(
    draft: IntakeDraft, ids: DraftIds, organization: Organization, files: Files, folder: Path, before: ImportMemory
) -> EffectUpdates:
    """Add the effects and claims that the files lack to what is edited.

    What stands in the files is not changed. Effects of nodes that are new stand with them already. What an import has
    brought and somebody has taken out of the files since is told, and stays out.
    """
    update = _EffectUpdate(organization, files, set(before.stated))
    stated = list(statements(draft, ids))
    for each in stated:
        if each.claimed or each.origin in getattr(organization, each.section):
            update.take(each)
    update.write_claims(folder / SHARED)
    said = {each.brief for each in stated}
    update.miss([each for each in before.stated if each not in said])
    return update.out


class _EffectUpdate:
    """One update of effects being planned."""

    def __init__(self, organization: Organization, files: Files, brought: set[str]) -> None:
        self._organization = organization
        self._files = files
        self._brought = brought
        self._claims: list[Statement] = []
        self._own: defaultdict[tuple[str, str], list[_Said]] = defaultdict(list)
        self._claimed: defaultdict[tuple[str, str], list[_Said]] = defaultdict(list)
        for nodes in (organization.objectives, organization.outcomes, organization.drivers):
            for name, node in nodes.items():
                for effect in node.effects:
                    self._own[name, effect.target].append(_Said(effect.by, effect))
        for claim in organization.claims:
            self._claimed[claim.origin, claim.effect.target].append(_Said(claim.person or claim.by, claim.effect))
        self.out = EffectUpdates()

    def take(self, statement: Statement) -> None:
        """Add a statement, or tell why it is not added."""
        pair = statement.origin, statement.target
        own, claimed = self._own[pair], self._claimed[pair]
        if same := _same(statement, own, claimed):
            self.out.kept += _told_otherwise(statement, same)
        elif statement.brief not in self._brought and not statement.claimed and not own:
            self._add_effect(statement)
        elif statement.brief not in self._brought and _is_another_claim(statement, own, claimed):
            self._claims.append(statement._replace(claimed=True))
        elif own or claimed:
            said = ", ".join(map(str, (*own, *claimed)))
            self.out.kept.append(f"{statement}; the files say: {said}")
        else:
            self.out.absent.append(f"{statement}: it was imported before, and taken out of the files since")

    def miss(self, unsaid: Sequence[str]) -> None:
        """Tell what stands of the statements that the material made before and does not make any more."""
        for brief in unsaid:
            origin, target, *person = brief.split(" ", maxsplit=2)
            said = [*self._own[origin, target], *self._claimed[origin, target]]
            self.out.gone += [
                f"{origin} {each.effect.word} {target}{f', says {each.by}' if each.by else ''}"
                for each in said
                if ([each.by] if each.by else []) == person
            ]

    def _add_effect(self, statement: Statement) -> None:
        node = getattr(self._organization, statement.section)[statement.origin]
        place: tuple[str, ...] = (statement.section, statement.origin)
        if statement.section == "objectives":
            department, _, short = statement.origin.partition(".")
            place = (DEPARTMENTS, department, statement.section, short)
        try:
            with self._files.editing(node.location.file) as text:
                text.set((*place, "affects", statement.target), effect_field(statement.effect))
        except CannotEdit as error:
            self.out.absent.append(f"{statement}: {error}")
        else:
            self.out.added.append(str(statement))

    def write_claims(self, path: Path) -> None:
        """Add the claims to a file, which is new where it is not there."""
        if not self._claims:
            return
        items = [claim_field(each.origin, each.target, each.effect) for each in self._claims]
        if path.exists():
            try:
                with self._files.editing(str(path)) as text:
                    text.append(("claims",), items)
            except CannotEdit as error:
                self.out.absent += [f"{each}: {error}" for each in self._claims]
                return
        else:
            lines = ["version: 1", "claims:", *(f"  - {scalar(each)}" for each in items)]
            self.out.new.append(Edit(path, None, "".join(f"{line}\n" for line in lines)))
        self.out.added += map(str, self._claims)


class _Said(NamedTuple):
    """What the files say of a pair, and who says so."""

    by: str | None
    effect: Effect

    @property
    def weight(self) -> float:
        """The weight before the target of the origin makes less of it."""
        return self.effect.weight if self.effect.full_weight is None else self.effect.full_weight

    def __str__(self) -> str:
        return f"{self.effect.word} ({self.weight:+.2f}{f', {self.by}' if self.by else ''})"


def _same(statement: Statement, own: Sequence[_Said], claimed: Sequence[_Said]) -> list[_Said]:
    """What the files say as the statement does: the same person, else one of the same kind where a name is missing."""
    alike = [each for each in (*own, *claimed) if isclose(each.weight, statement.weight, abs_tol=NEAR)]
    kind = claimed if statement.claimed else own
    loosely = [each for each in alike if each in kind and None in (each.by, statement.by)]
    return [each for each in alike if each.by == statement.by] or loosely


def _is_another_claim(statement: Statement, own: Sequence[_Said], claimed: Sequence[_Said]) -> bool:
    """True if somebody says it who has said nothing of the pair yet, which only objectives can have of them."""
    if statement.section != "objectives":
        return False
    if statement.by is None:
        return statement.claimed and not claimed
    return all(each.by != statement.by for each in (*own, *claimed))


def _told_otherwise(statement: Statement, same: Sequence[_Said]) -> Iterator[str]:
    """The reason and the name that the material gives to an effect, where the files give another or none."""
    because = text_of(statement.effect.because)
    if because and all(text_of(each.effect.because) != because for each in same):
        yield f"{statement}: the reason is '{because}' there and '{same[0].effect.because or 'none'}' in the files"
    if statement.by and all(each.by != statement.by for each in same):
        yield f"{statement}: {statement.by} says so there, and {same[0].by or 'nobody'} in the files"
