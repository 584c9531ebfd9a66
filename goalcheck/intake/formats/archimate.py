"""ArchiMate: Archi's own files, packed or plain, and Open Exchange. Only motivation and strategy are taken over."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple
from xml.etree import ElementTree

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.archives import unpacked_parts
from goalcheck.intake.draft import IntakeDraft, key_of
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.models import DRIVER, OBJECTIVE, OUTCOME, ModelDraft
from goalcheck.intake.safe_xml import attribute, child_text, local, parse_xml
from goalcheck.intake.scales import word_of
from goalcheck.intake.sheets import counted, text_of

_KINDS: Final = {
    "Goal": OBJECTIVE,
    "Principle": OBJECTIVE,
    "Outcome": OUTCOME,
    "Value": OUTCOME,
    "Driver": DRIVER,
    "Assessment": DRIVER,
}
_MAPPABLE: Final = ("Requirement", "Constraint", "CourseOfAction", "WorkPackage")
"""Types that are objectives where the user says so."""

_ACTORS: Final = ("Stakeholder", "BusinessActor", "BusinessRole")
_STRENGTHS: Final = ("strength", "modifier", "influenceStrength", "influencestrength")


class _Relation(NamedTuple):
    type: str
    source: str
    target: str
    strength: str
    documentation: str


class _ArchiMate:
    """A model of Archi, or one in the exchange format of The Open Group."""

    name = "ArchiMate"
    experimental = False

    def accepts(self, material: Material) -> bool:
        """True by the namespace at its start, or the name of a packed one."""
        start = material.raw[:4000]
        return material.ending == ".archimate" or (material.is_xml and b"archimate" in start.lower())

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add motivation and strategy, and the influences between them."""
        root = parse_xml(material.file, _plain(material))
        draft.name = draft.name or attribute(root, "name") or child_text(root, "name")
        model = ModelDraft(material.file, draft, account, options.mapping, options.table.department)
        elements, relations = _elements(root), _relations(root)
        if local(root.tag) == "model" and "opengroup" in root.tag:
            account.experimental.append("ArchiMate Open Exchange")
        account.sources.append(
            f"{material.file}: an ArchiMate model ({len(elements)} elements, {len(relations)} relations)"
        )
        homes = _homes(elements, relations)
        ignored: Counter[str] = Counter()
        for own_id, (kind_of, element) in elements.items():
            kind = model.kind(kind_of, _KINDS.get(kind_of))
            if kind is None:
                ignored[kind_of] += 1
                continue
            model.add(kind, own_id, _name(element), department=homes.get(own_id))
        _tell_ignored(model, ignored)
        _add_customers(draft, elements, relations)
        _add_relations(model, relations)


ARCHIMATE = _ArchiMate()


def _plain(material: Material) -> bytes:
    if not material.raw.startswith(b"PK\x03\x04"):
        return material.raw
    parts = unpacked_parts(material.file, material.raw)
    return next((content for name, content in parts.items() if name.endswith(".xml")), b"")


def _type(element: ElementTree.Element) -> str:
    return attribute(element, "type").rpartition(":")[2]


def _name(element: ElementTree.Element) -> str:
    return attribute(element, "name") or child_text(element, "name")


def _elements(root: ElementTree.Element) -> dict[str, tuple[str, ElementTree.Element]]:
    """The elements by their ids, with their types; no diagrams and no relations."""
    found = {}
    for each in root.iter():
        own_id = attribute(each, "identifier") or attribute(each, "id")
        kind = _type(each)
        if local(each.tag) == "element" and own_id and not kind.endswith(("Relationship", "Model")):
            found[own_id] = (kind, each)
    return found


def _relations(root: ElementTree.Element) -> list[_Relation]:
    names = {attribute(each, "identifier"): child_text(each, "name") for each in _all(root, "propertyDefinition")}
    found = []
    for each in root.iter():
        kind = _type(each)
        if local(each.tag) == "relationship" or (local(each.tag) == "element" and kind.endswith("Relationship")):
            documentation = child_text(each, "documentation")
            ends = attribute(each, "source"), attribute(each, "target")
            found.append(_Relation(kind.removesuffix("Relationship"), *ends, _strength(each, names), documentation))
    return found


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if local(each.tag) == name]


def _strength(element: ElementTree.Element, names: dict[str, str]) -> str:
    """The strength of an influence, wherever its tool writes it."""
    direct = next((attribute(element, name) for name in _STRENGTHS if attribute(element, name)), "")
    if direct:
        return direct
    for each in _all(element, "property"):
        key = attribute(each, "key") or names.get(attribute(each, "propertyDefinitionRef"), "")
        if key in _STRENGTHS:
            return attribute(each, "value") or child_text(each, "value")
    return ""


def _homes(elements: dict[str, tuple[str, ElementTree.Element]], relations: list[_Relation]) -> dict[str, str]:
    """The stakeholder or actor that each element is associated with, by name."""
    homes: dict[str, str] = {}
    for each in relations:
        for actor, other in ((each.source, each.target), (each.target, each.source)):
            if each.type in ("Association", "Assignment") and elements.get(actor, ("",))[0] in _ACTORS:
                homes.setdefault(other, _name(elements[actor][1]))
    return homes


def _add_customers(
    draft: IntakeDraft, elements: dict[str, tuple[str, ElementTree.Element]], relations: list[_Relation]
) -> None:
    """Stakeholders who own no objective are customers."""
    assigned = {end for each in relations if each.type == "Assignment" for end in (each.source, each.target)}
    for own_id, (kind, element) in elements.items():
        name = _name(element)
        if kind == "Stakeholder" and own_id not in assigned and name and key_of(name) not in draft.departments:
            draft.customers[key_of(name)] = text_of(name)


def _tell_ignored(model: ModelDraft, ignored: Counter[str]) -> None:
    for kind in _MAPPABLE:
        if times := ignored.pop(kind, 0):
            model.lose(f"{counted(times, 'element')} of type {kind}: --map '{kind}=objective' makes objectives of them")
    _tell(model, "element", ignored)


def _tell(model: ModelDraft, noun: str, lost: Counter[str]) -> None:
    if lost:
        kinds = ", ".join(f"{times} {kind}" for kind, times in sorted(lost.items()))
        model.lose(f"{counted(lost.total(), noun)}: {kinds}")


def _add_relations(model: ModelDraft, relations: list[_Relation]) -> None:
    unknown, lost = 0, Counter[str]()
    for each in relations:
        if each.type == "Influence":
            word = _word(each.strength)
            if word is None:
                unknown += 1
            elif not model.affect(each.source, each.target, word, because=each.documentation):
                lost["Influence on or by what was not taken over"] += 1
        elif each.type == "Realization" and model.has(each.source) and model.has(each.target):
            model.affect(each.source, each.target, "helps", because="realizes", confidence="medium")
        elif not (each.type in ("Aggregation", "Composition") and model.support(each.target, each.source)):
            lost[each.type] += 1
    if unknown:
        model.lose(f"{counted(unknown, 'influence')} without a strength: whether it helps or hurts has to be asked")
    _tell(model, "relation", lost)
    if not any(each.type == "Influence" for each in relations):
        model.note("the model has no influence: it says what there is, and not what helps or hurts")


def _word(strength: str) -> str | float | None:
    """The word or weight of a strength: signs, words, or 0 to 10; None where it is none of these."""
    text = strength.strip()
    if text.isdecimal() and int(text) <= 10:
        return round(int(text) / 10, 4) if int(text) else "neutral"
    if text in ("+", "++", "-", "--"):
        return {"+": "helps", "++": "strongly helps", "-": "hurts", "--": "strongly hurts"}[text]
    return word_of(text)
