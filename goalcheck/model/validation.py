"""Validates one document against the schema: pydantic judges, and its errors become problems with positions.

Knows nothing of ids, references or other documents.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from goalcheck.files import MAX_PROBLEMS, MappingNode, Problems, SequenceNode
from goalcheck.model.expected_values import Form, expected_values, fields, id_words, words
from goalcheck.model.pieces import PIECE, slices
from goalcheck.model.suggestions import did_you_mean, nearest
from goalcheck.model.synonyms import meant_field, meant_value
from goalcheck.source import Location

MAX_ROUNDS = 20

MAX_TYPOS = 100
"""Unknown fields of one mapping of which each may be meant for a missing one."""

MAX_SHOWN = 60
"""Characters of a text that was found."""

CHANGES = "changes"
"""The section that a file of changes has, which is no part of an organization."""

_AMONG = "the files of the organization alone; a file of changes is for goalcheck whatif --with, and stands elsewhere"

_FILE_IN_LIST = "scorecards: {file: NAME}, without '- ': either a list of scorecards, or one file with all ratings"

_UNKNOWN = "extra_forbidden"
_MISSING = "missing"

Steps = tuple[int | str, ...]
Key = tuple[str, Location]
Node = MappingNode | SequenceNode
F = TypeVar("F", bound=BaseModel)


class Gaps:
    """The nodes that lost entries because those did not fit: what they lack now is no further problem."""

    def __init__(self) -> None:
        self._nodes: dict[int, Node] = {}
        self._lost: dict[int, list[Key]] = {}

    def __contains__(self, node: Node) -> bool:
        return id(node) in self._nodes

    def lost(self, node: Node) -> Sequence[Key]:
        """The keys whose values did not fit; that they are the right keys is still to be checked."""
        return self._lost.get(id(node), ())

    def take_out(self, document: MappingNode, faults: Iterable[_Fault]) -> None:
        """Remove what does not fit. With aliases several paths lead to one entry."""
        entries: dict[int, tuple[Node, dict[Any, _Fault]]] = {}
        for fault in faults:
            holder = _descend(document, fault.path[:-1])
            entries.setdefault(id(holder), (holder, {}))[1].setdefault(fault.path[-1], fault)
        for holder, removed in entries.values():
            if isinstance(holder, MappingNode):
                sound = [key for key, fault in removed.items() if not fault.is_of_key]
                self._lost.setdefault(id(holder), []).extend((key, holder.key_location(key)) for key in sound)
            holder.remove_entries(removed)
            self._nodes[id(holder)] = holder


def validate(document: MappingNode, form: type[F], problems: Problems, gaps: Gaps) -> F | None:
    """The document as the format's types, with a problem for everything that does not fit.

    What does not fit is taken out of `document`, so that the rest can still be checked; None where nothing is left, or
    where there are more problems than anybody wants to see.
    """
    if problems.enough() or _is_hopeless(document, form, problems):
        return None
    for round_ in range(MAX_ROUNDS):
        try:
            return form.model_validate(document)
        except ValidationError as error:
            faults = _faults(document, error)
        if round_ == 0:
            _Reporter(document, problems, form).report(faults)
        if problems.more:
            return None
        gaps.take_out(document, faults)
    return None


def _is_hopeless(document: MappingNode, form: Form, problems: Problems) -> bool:
    """True if one large entry has more faults than are shown; its parts are then validated and reported one by one.

    What a part lacks may be in another one.
    """
    for part in slices(document) if document.size > PIECE else ():
        try:
            form.model_validate(part)
        except ValidationError as error:
            found = [fault for fault in _faults(part, error) if fault.kind != _MISSING]
            _Reporter(part, problems, form).report(found)
        if problems.enough():
            return True
    return False


def _faults(document: Any, error: ValidationError) -> list[_Fault]:
    return [
        _Fault(_steps_into(document, each["loc"]), each["loc"], each["type"], each.get("ctx", {}))
        for each in error.errors(include_url=False, include_input=False)
    ]


class _Fault(NamedTuple):
    """One pydantic error.

    Attributes:
        path: the keys and indices that lead to what must go before the rest can be checked.
        loc: where pydantic sees it: the path with the tags of unions, and with the name of a missing field.
    """

    path: Steps
    loc: Steps
    kind: str
    context: dict[str, Any]

    @property
    def is_of_key(self) -> bool:
        """True if the key itself is no id; False if its value is wrong."""
        return self.kind == "string_pattern_mismatch" and self.loc[-1] == "[key]"


class _Reporter:
    """Turns the faults of one document into problems."""

    def __init__(self, document: Node, problems: Problems, form: Form) -> None:
        self._document = document
        self._problems = problems
        self._form = form
        self._known = {place.location[:3] for problem in problems.found for place in problem.places[:1]}

    def report(self, faults: Sequence[_Fault]) -> None:
        """Report all faults; missing fields once for each mapping, and not those of which an unknown one is a typo."""
        unknown: dict[Steps, list[str]] = defaultdict(list)
        missing: dict[Steps, list[_Fault]] = defaultdict(list)
        for fault in faults:
            if fault.kind == _UNKNOWN:
                unknown[fault.path[:-1]].append(str(fault.path[-1]))
        for fault in faults:
            if fault.kind != _MISSING:
                self._add(fault)
            elif len(missing) >= MAX_PROBLEMS and fault.path not in missing:
                self._problems.more += 1
            elif not _is_meant(str(fault.loc[-1]), unknown[fault.path][:MAX_TYPOS], fault.path):
                missing[fault.path].append(fault)
        for together in missing.values():
            self._add(*together)

    def _add(self, fault: _Fault, *others: _Fault) -> None:
        if self._problems.skip():
            return
        holder, location = self._place(fault)
        # What could not be read as a value fits nowhere: one problem is enough.
        if location[:3] not in self._known:
            message, expected = self._lacks([fault, *others]) if fault.kind == _MISSING else self._words(fault)
            self._problems.add(holder.source.name, message, expected, holder.source.excerpt(location))

    def _place(self, fault: _Fault) -> tuple[Node, Location]:
        holder = _descend(self._document, fault.path[:-1])
        key: Any = fault.path[-1]
        if isinstance(holder, SequenceNode):
            return holder, holder.item_location(key)
        of_key = fault.kind in (_UNKNOWN, _MISSING) or fault.is_of_key
        return holder, holder.key_location(key) if of_key else holder.value_location(key)

    def _lacks(self, faults: Sequence[_Fault]) -> tuple[str, str]:
        names = [str(fault.loc[-1]) for fault in faults]
        *first, last = (f"'{name}'" for name in names)
        found = f"the fields {', '.join(first)} and {last} are missing" if first else f"the field {last} is missing"
        return found, "; ".join(
            f"{name}: {expected_values(fault.loc, form=self._form)}" for name, fault in zip(names, faults, strict=True)
        )

    def _words(self, fault: _Fault) -> tuple[str, str]:
        key = str(fault.path[-1])
        if fault.kind == _UNKNOWN:
            return self._unknown(fault, key)
        if fault.is_of_key:
            return f"{_quoted(key)} cannot be an id", id_words(str(fault.context["pattern"]), key)
        value = _descend(self._document, fault.path)
        field = next(step for step in reversed(fault.path) if isinstance(step, str))
        near = _near_word(value, words(fault.loc, self._form))
        return f"{_short(field)}: found {_describe(value)}{did_you_mean(near)}", expected_values(
            fault.loc, value, self._form
        )

    def _unknown(self, fault: _Fault, key: str) -> tuple[str, str]:
        """The message on a field that there is not, the mistakes that are no misspelling first."""
        if _is_file_in_list(key, fault.path):
            return "the file of ratings stands in a list", _FILE_IN_LIST
        holder = _descend(self._document, fault.path[:-1])
        if (whole := _cut_figure(holder, key)) is not None:
            return f"unknown field {_quoted(key)}", f"{whole} (no separators between thousands)"
        legal = sorted(fields(fault.loc[:-1], self._form))
        near = meant_field(key, legal) or nearest(key, legal)
        if fault.path == (CHANGES,) and near is None:
            return f"unknown field '{CHANGES}'", _AMONG
        return f"unknown field {_quoted(key)}{did_you_mean(near)}", near or f"one of {', '.join(legal)}"


def _is_meant(missing: str, unknown: Sequence[str], path: Steps) -> bool:
    """True if one of the unknown fields of a mapping was meant for a missing one, or explains that it is missing."""
    return nearest(missing, unknown) is not None or any(
        meant_field(each, (missing,)) or _is_file_in_list(each, (*path, each)) for each in unknown
    )


def _is_file_in_list(key: str, path: Steps) -> bool:
    return key == "file" and path[0] == "scorecards" and len(path) == 3


def _cut_figure(holder: Node, key: str) -> str | None:
    """The figure of which a field is the rest: in braces, the comma of `to: 1,200` ends the value."""
    if not isinstance(holder, MappingNode) or not re.fullmatch("[0-9]{3}", key) or holder[key] is not None:
        return None
    names = list(holder)
    before = names[: names.index(key)]
    start = next((each for each in reversed(before) if not re.fullmatch("[0-9]{3}", each)), None)
    value = holder[start] if start is not None else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return f"{start}: {value}{''.join(before[before.index(str(start)) + 1 :])}{key}"


def _near_word(value: Any, legal: Sequence[str]) -> str | None:
    """The legal word that was meant; `false` is how some write `off`."""
    if value is False:
        return meant_value("false", legal)
    return (meant_value(value, legal) or nearest(value, legal)) if isinstance(value, str) else None


def _steps_into(document: MappingNode, loc: Sequence[int | str]) -> Steps:
    """The part of a pydantic location that names keys and items that exist; union tags and missing fields fall out."""
    node: Any = document
    steps: list[int | str] = []
    for step in loc:
        if isinstance(node, MappingNode) and step in node:
            node = node[str(step)]
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _descend(node: Any, steps: Iterable[int | str]) -> Any:
    for step in steps:
        node = node[step]
    return node


def _describe(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case float() if not math.isfinite(value):
            return f"the number {str(value).replace('inf', '.inf').replace('nan', '.nan')}"
        case int() | float():
            return f"the number {value}"
        case "":
            return "an empty text"
        case str():
            return _quoted(value)
        case MappingNode():
            return "a mapping"
        case _:
            return f"a list of {len(value)} item{'s' * (len(value) > 1)}" if value else "an empty list"


def _quoted(text: str) -> str:
    return f"'{_short(text)}'"


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
