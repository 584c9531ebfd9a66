"""An import brought up to date: the differences between a draft and the organization that was imported before.

Figures, progress and names follow the material, and what is new is added, effects and claims included. All else stays
as the files have it; where the material says otherwise, or no longer names something, that is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goalcheck.api import load_named
from goalcheck.changes.edit import Edit
from goalcheck.changes.file_form import range_fields
from goalcheck.changes.patching.files import Files
from goalcheck.files.editing import Field
from goalcheck.files.foreign import IMPORT_MAP
from goalcheck.intake.draft import DraftEffect, DraftObjective, DraftTarget
from goalcheck.intake.effect_updates import update_effects
from goalcheck.intake.leftovers import left, node_left
from goalcheck.intake.memory import ImportMemory, memory_text
from goalcheck.intake.naming import DraftIds, name_all
from goalcheck.intake.pipeline import IntakeResult, remember
from goalcheck.intake.sheets import CannotImport
from goalcheck.intake.yaml_text import (
    DEPARTMENTS,
    SHARED,
    department_lines,
    effect_field,
    objective_fields,
    progress_field,
    target_field,
    target_figures,
)
from goalcheck.model import Objective, Organization
from goalcheck.source import InvalidInput


@dataclass(slots=True)
class UpdatePlan:
    """The edits of an update, and what it leaves as it is.

    Attributes:
        added: the ids of what is new, and the effects and claims in words.
        absent: the effects and claims that are in the material, and that could not or should not be added.
        gone: the ids of objectives, and the effects and claims in words, that the material no longer has.
        kept: what the material says otherwise and an update does not touch.
    """

    edits: list[Edit] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def plan_update(
    result: IntakeResult, folder: Path, before: ImportMemory, told: ImportMemory, contents: Mapping[str, bytes]
) -> UpdatePlan:
    """The edits after which the files say what the material does.

    Args:
        before: what is kept of the import before.
        told: what the user has said this time.
        contents: what files hold in place of what they do, by their paths without links.

    Raises:
        CannotImport: the files would be wrong.
        CannotEdit: a file is written in a way that no small edit can follow.
    """
    organization = load_named([str(folder)], contents)
    taken = {
        "departments": organization.departments,
        "goals": organization.goals,
        "metrics": organization.metrics,
        "customers": organization.customers,
        "outcomes": organization.outcomes,
        "drivers": organization.drivers,
        "objectives": organization.objectives,
    }
    ids = name_all(result.draft, before.ids, taken)
    plan = _Update(result, organization, ids, before, folder).plan()
    kept = memory_text(remember(result, ids, before, told))
    path = folder / IMPORT_MAP
    old = path.read_bytes().decode("utf-8")
    if kept != old:
        plan.edits.append(Edit(path, old, kept))
    _prove(plan, folder)
    return plan


def _prove(plan: UpdatePlan, folder: Path) -> None:
    contents = {
        os.path.realpath(each.path): each.after.encode("utf-8") for each in plan.edits if each.before is not None
    }
    if any(each.before is None for each in plan.edits):
        return  # new files are found once they are written, and are read then
    try:
        load_named([str(folder)], contents)
    except InvalidInput as error:
        problem = error.problems[0]
        raise CannotImport(
            f"the update would be wrong in {problem.file}: {problem.message}; no file was touched"
        ) from error


class _Update:
    """One update being planned."""

    def __init__(
        self, result: IntakeResult, organization: Organization, ids: DraftIds, before: ImportMemory, folder: Path
    ) -> None:
        self._draft = result.draft
        self._organization = organization
        self._ids = ids
        self._before = before
        self._folder = folder
        self._files = Files()
        self._new: list[Edit] = []
        self._out = UpdatePlan()

    def plan(self) -> UpdatePlan:
        """All edits, those of files that are there first."""
        self._share()
        for key in self._draft.departments:
            self._department(key)
        for key, objective in self._draft.objectives.items():
            self._objective(self._ids.of("objectives", key), objective)
        named = {self._ids.of("objectives", key) for key in self._draft.objectives}
        once = set(self._before.ids["objectives"].values())
        self._out.gone = sorted((once - named) & set(self._organization.objectives))
        self._effects()
        self._out.edits = [*self._files.edits(), *self._new]
        return self._out

    def _effects(self) -> None:
        done = update_effects(self._draft, self._ids, self._organization, self._files, self._folder, self._before)
        self._new += done.new
        self._out.added += done.added
        self._out.absent += done.absent
        self._out.gone += done.gone
        self._out.kept += done.kept

    def _share(self) -> None:
        """Names of what the departments share, and entries for what is new."""
        draft, organization = self._draft, self._organization
        shared: dict[str, tuple[Mapping[str, object], Mapping[str, dict[str, Field]]]] = {
            "goals": (organization.goals, {key: {"name": name} for key, name in draft.goals.items()}),
            "customers": (organization.customers, {key: {"name": name} for key, name in draft.customers.items()}),
            "metrics": (
                organization.metrics,
                {
                    key: {"name": each.name, **({"unit": each.unit} if each.unit else {}), **_better(each.directions)}
                    for key, each in draft.metrics.items()
                },
            ),
        }
        for section, nodes in (("outcomes", draft.outcomes), ("drivers", draft.drivers)):
            fields: dict[str, dict[str, Field]] = {}
            for key, node in nodes.items():
                fields[key] = {"name": node.name}
                if node.customer:
                    fields[key]["customer"] = self._ids.of("customers", node.customer)
                if node.metric:
                    fields[key]["metric"] = self._ids.of("metrics", node.metric)
                if affects := self._affects(node.effects):
                    fields[key]["affects"] = affects
            shared[section] = (getattr(organization, section), fields)
        for section, (there, wanted) in shared.items():
            for key, entry in wanted.items():
                self._share_one(section, self._ids.of(section, key), there, entry)

    def _share_one(self, section: str, name: str, there: Mapping[str, object], entry: dict[str, Field]) -> None:
        known = there.get(name)
        if known is None:
            with self._files.editing(str(self._shared_file())) as text:
                text.set((section, name), entry)
            self._out.added.append(name)
        elif getattr(known, "name", None) != entry["name"]:
            with self._files.editing(known.location.file) as text:  # type: ignore[attr-defined]
                text.set((section, name, "name"), entry["name"])
        if known is not None:
            self._out.kept += [f"{name}: {each}" for each in node_left(known, entry)]

    def _shared_file(self) -> Path:
        path = self._folder / SHARED
        if not path.exists():
            raise CannotImport(f"{path} is not there any more: new goals and metrics have no place; make the file anew")
        return path

    def _department(self, key: str) -> None:
        name = self._ids.of("departments", key)
        department = self._organization.departments.get(name)
        if department is None:
            path = self._folder / DEPARTMENTS / f"{name}.yaml"
            own = [each for each in self._draft.objectives.values() if each.department == key]
            lines = ["version: 1", *department_lines(self._draft, self._ids, key, own)]
            self._new.append(Edit(path, None, "".join(f"{line}\n" for line in lines)))
            self._out.added.append(name)
        elif department.name != self._draft.departments[key].name:
            with self._files.editing(department.location.file) as text:
                text.set((DEPARTMENTS, name, "name"), self._draft.departments[key].name)
        above = self._draft.departments[key].part_of
        if department is not None and above and self._ids.of("departments", above) != department.part_of:
            self._out.kept.append(f"{name}: it is part of {self._ids.of('departments', above)} there")

    def _objective(self, name: str, wanted: DraftObjective) -> None:
        own = self._organization.objectives.get(name)
        department, _, short = name.partition(".")
        if own is None:
            self._out.added.append(name)
            there = self._organization.departments.get(department)
            if there is not None:
                with self._files.editing(there.location.file) as text:
                    text.set((DEPARTMENTS, department, "objectives", short), self._whole(wanted))
            return
        place = (DEPARTMENTS, department, "objectives", short)
        with self._files.editing(own.location.file) as text:
            for where, value in self._differences(own, wanted):
                text.set((*place, *where), value)
        self._out.kept += [f"{name}: {each}" for each in left(own, wanted, self._ids)]

    def _whole(self, wanted: DraftObjective) -> Field:
        affects = self._affects(wanted.effects)
        return {**objective_fields(wanted, self._ids), **({"affects": affects} if affects else {})}

    def _affects(self, effects: Iterable[DraftEffect]) -> Field:
        return {self._ids.of(f"{each.kind}s", each.target): effect_field(each) for each in effects}

    def _differences(self, own: Objective, wanted: DraftObjective) -> Iterator[tuple[tuple[str, ...], Field]]:
        """The fields of an objective that say something else: its name, its figures, its progress."""
        if own.name != wanted.name:
            yield ("name",), wanted.name
        target = wanted.target
        if target is None:
            return
        if own.target is None:
            yield ("target",), target_field(target, self._ids)
        else:
            yield from self._figures(own, target)
        if target.value is None:
            return
        if own.progress is None:
            yield ("progress",), progress_field(target)
            return
        day = None if own.progress.date is None else own.progress.date.isoformat()
        if own.progress.value != target.value and target.day is None and day is not None:
            yield ("progress",), progress_field(target)  # the day was that of the figure before
            return
        if own.progress.value != target.value:
            yield ("progress", "value"), target.value
        if target.day is not None and target.day != day:
            yield ("progress", "date"), target.day

    def _figures(self, own: Objective, target: DraftTarget) -> Iterator[tuple[tuple[str, ...], Field]]:
        there = _figures_of(own)
        now = target_figures(target)
        metric = own.target.metric if own.target is not None else None
        if metric != self._ids.of("metrics", target.metric) or set(there) != set(now):
            yield ("target",), target_field(target, self._ids)
        else:
            yield from ((("target", name), value) for name, value in now.items() if there[name] != value)


def _figures_of(own: Objective) -> Mapping[str, Field]:
    if own.target is None:
        return {}
    if own.target.bounds is not None:
        return range_fields(own.target.bounds)
    return {"from": own.target.start or 0.0, "to": own.target.to or 0.0}


def _better(directions: set[str]) -> dict[str, Field]:
    return {"better": next(iter(directions))} if len(directions) == 1 else {}
