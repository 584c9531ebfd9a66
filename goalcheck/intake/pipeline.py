"""The way of an import: files become a draft, a draft gets ids, and then files or edits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalcheck.changes.edit import Edit
from goalcheck.files import UnreadableError, read_bytes
from goalcheck.files.foreign import IMPORT_MAP
from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.formats.registry import formats
from goalcheck.intake.memory import ImportMemory, memory_text
from goalcheck.intake.naming import DraftIds, name_all
from goalcheck.intake.sheets import CannotImport, folded
from goalcheck.intake.statements import statements
from goalcheck.intake.yaml_text import new_files

MAX_OBJECTIVES: Final = 20_000

MAX_DEPARTMENTS: Final = 1_000
"""Departments, which have a file each."""

MOST_ALIKE: Final = 10
"""Pairs of metrics that are asked about."""

_COMMON: Final = 60
"""Words that more metrics have say nothing about two of them."""

_KEPT_ONLY_WHEN_TOLD: Final = frozenset({"priority", "progress"})
"""Fields whose mapping says more than the name of the column does."""


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """The draft of all files, with what is told about it."""

    draft: IntakeDraft
    account: IntakeAccount


def read_files(files: Sequence[str], options: IntakeOptions, name: str = "") -> IntakeResult:
    """Read files into one draft.

    Args:
        name: the name of the organization, where the user gives one.

    Raises:
        CannotImport: one cannot be read, or what it means is a weak guess.
    """
    draft, account = IntakeDraft(), IntakeAccount()
    for file in files:
        try:
            material = Material(file, read_bytes(file))
        except UnreadableError as error:
            raise CannotImport(f"{file}: {error.args[0]}; expected {error.args[1]}") from error
        reader = next((each for each in formats() if each.accepts(material)), None)
        if reader is None:
            raise CannotImport(f"{file} is of no format that can be imported")
        if reader.experimental:
            account.experimental.append(reader.name)
        try:
            reader.add(material, draft, account, options)
        except CannotImport as error:
            error.account = account
            raise
    _check(draft, files)
    draft.name = name or draft.name or Path(files[0]).stem.replace("_", " ").replace("-", " ").strip().capitalize()
    for each in sorted(set(options.mapping) - account.mapped):
        account.note(f"a column '{each}' was mapped, and there is none")
    for metric in draft.metrics.values():
        if len(metric.directions) > 1:
            account.questions.append(f"is more or less of '{metric.name}' better? its targets go both ways")
    account.questions += [f"may '{one}' and '{other}' be one metric?" for one, other in _alike(draft)]
    return IntakeResult(draft, account)


def _check(draft: IntakeDraft, files: Sequence[str]) -> None:
    things = (draft.objectives, draft.outcomes, draft.drivers, draft.goals)
    if not any(things):
        raise CannotImport(f"{', '.join(files)}: nothing was found that an organization consists of")
    if len(draft.departments) > MAX_DEPARTMENTS:
        raise CannotImport(
            f"{', '.join(files)}: more than {MAX_DEPARTMENTS:,} departments, each of which gets a file: is another "
            "column the department? --map 'COLUMN=department' says so"
        )
    if len(draft.objectives) > MAX_OBJECTIVES:
        raise CannotImport(f"{', '.join(files)}: more than {MAX_OBJECTIVES:,} objectives: import a part of them")


def _alike(draft: IntakeDraft) -> list[tuple[str, str]]:
    """Pairs of metrics that share most of their words, the most alike first."""
    words = {key: set(folded(metric.name).split()) for key, metric in draft.metrics.items()}
    having: defaultdict[str, list[str]] = defaultdict(list)
    for key, own in words.items():
        for word in own:
            having[word].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in having.values():
        if len(keys) <= _COMMON:
            shared.update((one, other) for at, one in enumerate(keys) for other in keys[at + 1 :])
    scored = [
        (-common / len(words[one] | words[other]), one, other)
        for (one, other), common in shared.items()
        if common / len(words[one] | words[other]) >= 0.6
    ]
    return [(draft.metrics[one].name, draft.metrics[other].name) for _, one, other in sorted(scored)[:MOST_ALIKE]]


def remember(result: IntakeResult, ids: DraftIds, before: ImportMemory, told: ImportMemory) -> ImportMemory:
    """What is kept for the next time: what the user has said, how columns were read, the ids, and the effects.

    Args:
        before: what was kept until now.
        told: what the user has said this time.
    """
    columns = dict(before.columns)
    for table in result.account.tables:
        for each in table.columns:
            is_told = folded(each.header) in told.mapping
            if is_told or (each.field and not each.group and each.field not in (*_KEPT_ONLY_WHEN_TOLD, "statement")):
                columns[each.header] = each.field or "ignore"
    options = {**before.options, **told.options}
    departments = {**before.departments, **told.departments}
    stated = dict.fromkeys([*before.stated, *(each.brief for each in statements(result.draft, ids))])
    return ImportMemory(result.draft.name, columns, departments, options, ids.by_kind, list(stated))


def new_organization(result: IntakeResult, folder: Path, told: ImportMemory, *, header: bool) -> list[Edit]:
    """The edits that write a new organization.

    Args:
        header: True to declare the organization itself.
    """
    ids = name_all(result.draft, {}, {})
    texts: Mapping[str, str] = new_files(result.draft, ids, header=header)
    kept = memory_text(remember(result, ids, ImportMemory(), told))
    return [Edit(folder / name, None, text) for name, text in {**texts, IMPORT_MAP: kept}.items()]
