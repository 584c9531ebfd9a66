"""The files of a new organization, out of a draft: one for each department, and one for what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from goalcheck.files.editing import Field, scalar
from goalcheck.intake.draft import DraftClaim, DraftEffect, DraftNode, DraftObjective, DraftTarget, IntakeDraft
from goalcheck.intake.naming import DraftIds
from goalcheck.intake.sheets import text_of

MOST_OF_A_COMMENT: Final = 400

SHARED: Final = "organization.yaml"
DEPARTMENTS: Final = "departments"

Lines = Iterator[str]


def new_files(draft: IntakeDraft, ids: DraftIds, *, header: bool) -> dict[str, str]:
    """The texts of the files by their names below the folder.

    Args:
        header: True to declare the organization itself, which only one file may do.
    """
    shared = list(_shared(draft, ids, header=header))
    files = {SHARED: _text(shared)} if len(shared) > 2 or header else {}
    own: defaultdict[str, list[DraftObjective]] = defaultdict(list)
    for each in draft.objectives.values():
        own[each.department].append(each)
    for key in draft.departments:
        name = ids.of("departments", key)
        files[f"{DEPARTMENTS}/{name}.yaml"] = _text(["version: 1", *department_lines(draft, ids, key, own[key])])
    return files


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def comment(text: str) -> str:
    """A text as a comment on one line."""
    plain = "".join(each if each.isprintable() else " " for each in text_of(text))
    return f"# {plain if len(plain) <= MOST_OF_A_COMMENT else plain[: MOST_OF_A_COMMENT - 1] + '…'}"


def _shared(draft: IntakeDraft, ids: DraftIds, *, header: bool) -> Lines:
    yield "# Written by goalcheck import; the departments have a file each, in departments/."
    yield "version: 1"
    if header:
        yield f"organization: {scalar({'name': draft.name})}"
    yield from _section("goals", {ids.of("goals", key): {"name": name} for key, name in draft.goals.items()})
    yield from _section(
        "customers", {ids.of("customers", key): {"name": name} for key, name in draft.customers.items()}
    )
    yield from _nodes("outcomes", draft.outcomes, ids)
    yield from _nodes("drivers", draft.drivers, ids)
    if draft.metrics:
        yield "metrics:"
    for key, metric in draft.metrics.items():
        fields: dict[str, Field] = {"name": metric.name}
        if metric.unit:
            fields["unit"] = metric.unit
        guessed = ""
        if len(metric.directions) == 1:
            fields["better"] = next(iter(metric.directions))
            guessed = "  # better is guessed: its targets go that way"
        yield f"  {ids.of('metrics', key)}: {scalar(fields)}{guessed}"
    if draft.claims:
        yield "claims:"
    for claim in draft.claims:
        yield f"  - {scalar(_claim(claim, ids))}"


def _section(name: str, entries: Mapping[str, Mapping[str, Field]]) -> Lines:
    if entries:
        yield f"{name}:"
    for key, fields in entries.items():
        yield f"  {key}: {scalar(fields)}"


def _nodes(section: str, nodes: Mapping[str, DraftNode], ids: DraftIds) -> Lines:
    if nodes:
        yield f"{section}:"
    for key, node in nodes.items():
        yield f"  {ids.of(section, key)}:"
        yield f"    name: {scalar(node.name)}"
        if node.customer:
            yield f"    customer: {ids.of('customers', node.customer)}"
        if node.metric:
            yield f"    metric: {ids.of('metrics', node.metric)}"
        yield from _effects(node.effects, ids, "    ")


def department_lines(draft: IntakeDraft, ids: DraftIds, key: str, own: Sequence[DraftObjective]) -> Lines:
    """The section of one department with its own objectives."""
    department = draft.departments[key]
    yield "departments:"
    yield f"  {ids.of('departments', key)}:"
    yield f"    name: {scalar(department.name)}"
    if department.part_of:
        yield f"    part_of: {ids.of('departments', department.part_of)}"
    if own:
        yield "    objectives:"
    for objective in own:
        yield f"      {ids.of('objectives', objective.key).partition('.')[2]}:"
        yield from objective_lines(objective, ids, "        ")


def objective_lines(objective: DraftObjective, ids: DraftIds, indent: str) -> Lines:
    """The fields of an objective, below what was guessed of it as comments."""
    for each in objective.comments:
        yield f"{indent}{comment(each)}"
    fields = objective_fields(objective, ids)
    for name, value in fields.items():
        yield f"{indent}{name}: {scalar(value)}"
    yield from _effects(objective.effects, ids, indent)


def objective_fields(objective: DraftObjective, ids: DraftIds) -> dict[str, Field]:
    """The fields of an objective but for its effects."""
    fields: dict[str, Field] = {"name": objective.name}
    if objective.owner:
        fields["owner"] = objective.owner
    if objective.period:
        fields["period"] = objective.period
    if objective.status and objective.status != "committed":
        fields["status"] = objective.status
    if objective.priority:
        fields["priority"] = objective.priority
    if objective.target:
        fields["target"] = target_field(objective.target, ids)
        if objective.target.value is not None:
            fields["progress"] = progress_field(objective.target)
    if objective.supports:
        fields["supports"] = list(dict.fromkeys(ids.of("goals", key) for key in objective.supports))
    for name in ("depends_on", "alternative_to"):
        if keys := getattr(objective, name):
            fields[name] = [ids.of("objectives", key) for key in keys]
    return fields


def target_field(target: DraftTarget, ids: DraftIds) -> Field:
    """A target as the files write it."""
    return {"metric": ids.of("metrics", target.metric), **target_figures(target)}


def target_figures(target: DraftTarget) -> dict[str, Field]:
    """The figures of a target."""
    if target.at_least is not None:
        return {"at_least": target.at_least}
    if target.at_most is not None:
        return {"at_most": target.at_most}
    return {"from": target.start or 0.0, "to": target.to or 0.0}


def progress_field(target: DraftTarget) -> Field:
    """How far a target has come, as the files write it."""
    return {"value": target.value or 0.0, **({"date": target.day} if target.day else {})}


def _effects(effects: Sequence[DraftEffect], ids: DraftIds, indent: str) -> Lines:
    if effects:
        yield f"{indent}affects:"
    for effect in effects:
        target = ids.of(f"{effect.kind}s", effect.target)
        yield f"{indent}  {target}: {scalar(effect_field(effect))}"


def _claim(claim: DraftClaim, ids: DraftIds) -> Field:
    effect = claim.effect
    return claim_field(ids.of("objectives", claim.origin), ids.of(f"{effect.kind}s", effect.target), effect)


def claim_field(origin: str, target: str, stated: DraftEffect) -> Field:
    """A claim as the files write it: whoever says so is a person, who may speak for a department or a customer."""
    ends: dict[str, Field] = {"from": origin, "to": target}
    if stated.by:
        ends["person"] = text_of(stated.by)
    effect = effect_field(replace(stated, by=None))
    return {**ends, **(effect if isinstance(effect, Mapping) else {"effect": effect})}


def effect_field(effect: DraftEffect) -> Field:
    """An effect as the files write it, in the shortest form."""
    more: dict[str, Field] = {}
    if effect.because:
        more["because"] = text_of(effect.because)
    if effect.confidence and effect.confidence != "high":
        more["confidence"] = effect.confidence
    if effect.by:
        more["by"] = text_of(effect.by)
    if isinstance(effect.value, float):
        return {"weight": effect.value, **more}
    return {"effect": effect.value, **more} if more else effect.value
