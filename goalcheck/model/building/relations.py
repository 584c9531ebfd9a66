"""Builds what an objective relies on, which effects of others it mitigates, and who looked at the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck import model
from goalcheck.files import MappingNode, SequenceNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext, items_of
from goalcheck.model.weights import RELIANCE_WEIGHTS, SCORE_WORDS, WORD_WEIGHTS
from goalcheck.source import Location

_OF_OTHERS = "an effect of another objective, a driver or an outcome; affects says how strong an effect of its own is"


def reliances(
    context: BuildContext, raw: MappingNode, entries: Sequence[str] | Mapping[str, schema.Reliance], owner: str
) -> tuple[model.Reliance, ...]:
    """What the objective `owner` relies on, sorted; `entries` is a list of references, or says of each how much."""
    node = raw["relies_on"]
    if not isinstance(node, MappingNode | SequenceNode):
        return ()
    found = _each_reliance(context, node, entries, owner)
    return tuple(sorted(found, key=lambda each: each.order))


def _each_reliance(
    context: BuildContext,
    node: MappingNode | SequenceNode,
    entries: Sequence[str] | Mapping[str, schema.Reliance],
    owner: str,
) -> Iterator[model.Reliance]:
    department = owner.partition(".")[0]
    # The names of entries that were wrong and taken out are looked up all the same.
    for name, place in context.gaps.lost(node):
        context.effects.node(node.source, place, name, department)
    for name, said, place, form in _said(node, entries):
        target = context.effects.node(node.source, place, name, department)
        if target == owner:
            found = f"'{owner}' relies on itself"
            context.report(node, place, found, "another objective, a driver or an outcome")
        elif target is not None:
            day = None if form is None or said.date is None else context.day(form, "date", said.date)
            yield model.Reliance(target, said.how, RELIANCE_WEIGHTS[said.how], said.because, place, said.by, day)


def _said(
    node: MappingNode | SequenceNode, entries: Sequence[str] | Mapping[str, schema.Reliance]
) -> Iterator[tuple[str, schema.RelianceSchema, Location, MappingNode | None]]:
    """Each reference with what is said of it, its place, and the raw node of the long form."""
    if isinstance(node, MappingNode) and isinstance(entries, Mapping):
        for name, said in entries.items():
            if isinstance(said, str):
                yield name, schema.RelianceSchema(how=said), node.key_location(name), None
            else:
                yield name, said, node.key_location(name), node.mapping(name)
    elif isinstance(node, SequenceNode):
        for index, name in enumerate(entries):
            yield name, schema.RelianceSchema(), node.item_location(index), None


def considered(
    context: BuildContext, raw: MappingNode, entry: schema.ConsideredSchema | None
) -> model.Considered | None:
    """Who looked at what a node declares no effect on."""
    if entry is None:
        return None
    day = None if entry.date is None else context.day(raw.mapping("considered"), "date", entry.date)
    return model.Considered(entry.by, day, tuple(sorted(set(entry.all))), raw.key_location("considered"))


def agreements(
    context: BuildContext, raw: MappingNode, entries: Sequence[str] | Mapping[str, schema.AgreementSchema]
) -> tuple[tuple[str, ...], tuple[model.Agreement, ...]]:
    """Whom an objective was agreed with, sorted; and what was agreed with some of them."""
    node = raw["agreed_with"]
    if not isinstance(node, MappingNode | SequenceNode):
        return (), ()
    for name, place in context.gaps.lost(node) if isinstance(node, MappingNode) else ():
        _check_party(context, node, name, place)
    for index, name in enumerate(entries):
        place = node.key_location(name) if isinstance(node, MappingNode) else node.item_location(index)
        _check_party(context, node, name, place)
    found = _each_agreement(context, node, entries)
    return tuple(sorted(set(entries))), tuple(sorted(found, key=lambda each: each.who))


def _check_party(context: BuildContext, node: MappingNode | SequenceNode, name: str, place: Location) -> None:
    if name != model.TEAM:
        context.names.check(node.source, place, name, "customers", "departments")


def _each_agreement(
    context: BuildContext,
    node: MappingNode | SequenceNode,
    entries: Sequence[str] | Mapping[str, schema.AgreementSchema],
) -> Iterator[model.Agreement]:
    if not (isinstance(node, MappingNode) and isinstance(entries, Mapping)):
        return
    for who, said in entries.items():
        raw = node.mapping(who)
        day = None if said.date is None else context.day(raw, "date", said.date)
        figures = None
        if said.target is not None:
            figures = tuple(said.target) if isinstance(said.target, list) else (said.target,)
        if day is not None or figures is not None:
            yield model.Agreement(who, day, figures, node.key_location(who))


def mitigations(
    context: BuildContext, raw: MappingNode, entries: Sequence[schema.MitigationSchema], owner: str
) -> tuple[model.Mitigation, ...]:
    """The effects of others that the objective `owner` weakens, sorted.

    That there is such an effect is not asked for: whoever takes back a harm shall not break the files of those who
    had guarded against it.
    """
    return tuple(sorted(_each_mitigation(context, raw, entries, owner), key=lambda each: each.order))


def _each_mitigation(
    context: BuildContext, raw: MappingNode, entries: Sequence[schema.MitigationSchema], owner: str
) -> Iterator[model.Mitigation]:
    department = owner.partition(".")[0]
    for entry, node, place in items_of(raw, entries, "mitigates"):
        origin = context.effects.node(node.source, node.value_location("from"), entry.origin, department)
        target = context.effects.node(node.source, node.value_location("to"), entry.to, department)
        if origin is None or target is None:
            continue
        if origin == owner:
            found = f"'{owner}' mitigates an effect of its own"
            context.report(node, node.value_location("from"), found, _OF_OTHERS)
        elif origin == target:
            expected = "two nodes, of which one hurts the other"
            context.report(node, node.value_location("to"), f"'{origin}' cannot hurt itself", expected)
        else:
            word = entry.leaves if isinstance(entry.leaves, str) else SCORE_WORDS[entry.leaves]
            yield model.Mitigation(origin, target, WORD_WEIGHTS[word], word, entry.because, place)
