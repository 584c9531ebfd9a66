"""Causal maps: Kumu's JSON and node-link JSON. An arrow without a sign says neither help nor harm, and is not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.causal_elements import add_arrows, element_kind
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.models import ModelDraft
from goalcheck.intake.sheets import CannotImport, counted

_ELEMENTS: Final = ("elements", "nodes")
_ARROWS: Final = ("connections", "links", "edges")


class _CausalMaps:
    """Elements and connections, or nodes and links."""

    name = "causal map (Kumu, node-link JSON)"
    experimental = True

    def accepts(self, material: Material) -> bool:
        """True for JSON with both."""
        if material.ending != ".json" and material.raw[:1] not in (b"{", b"\xef"):
            return False
        return _part(material.json, _ELEMENTS) is not None and _part(material.json, _ARROWS) is not None

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add the elements, and the arrows that have a sign."""
        elements, arrows = _part(material.json, _ELEMENTS) or (), _part(material.json, _ARROWS) or ()
        model = ModelDraft(material.file, draft, account, options.mapping, options.table.department)
        try:
            for each in elements:
                kind = model.kind(str(_of(each, "type") or ""), element_kind(str(_of(each, "type") or "")))
                if kind is not None:
                    model.add(kind, _own_id(each), str(_of(each, "label", "name", "id", "_id")))
            _check(material, arrows)
        except (AttributeError, TypeError) as error:
            raise CannotImport(f"{material.file} is no causal map that can be read: {error!r}") from error
        account.sources.append(
            f"{material.file}: a causal map ({counted(len(elements), 'element')}, {counted(len(arrows), 'arrow')})"
        )
        both = ("undirected", "mutual")
        add_arrows(
            model,
            [
                (
                    _end(each, "from", "source"),
                    _end(each, "to", "target"),
                    _of(each, "type", "polarity", "sign", "weight", "strength"),
                    str(_of(each, "direction") or "") in both,
                    str(_of(each, "description") or ""),
                )
                for each in arrows
            ],
        )


CAUSAL_MAPS = _CausalMaps()


def _part(value: Any, names: Sequence[str]) -> Sequence[Mapping[str, Any]] | None:
    """The list of one of these names in an object."""
    if not isinstance(value, dict):
        return None
    found = next((value[name] for name in names if isinstance(value.get(name), list)), None)
    return found if found and all(isinstance(each, dict) for each in found) else None


def _check(material: Material, arrows: Sequence[Mapping[str, Any]]) -> None:
    if not any(_end(each, "from", "source") for each in arrows):
        raise CannotImport(f"{material.file}: its arrows say neither from and to nor source and target")


def _of(value: Mapping[str, Any], *names: str) -> Any:
    """The first of several fields that is there, in the attributes too."""
    attributes = value.get("attributes")
    places = (value, attributes) if isinstance(attributes, dict) else (value,)
    return next((place[name] for name in names for place in places if place.get(name) not in (None, "")), None)


def _own_id(element: Mapping[str, Any]) -> str:
    return str(_of(element, "_id", "id", "label", "name"))


def _end(arrow: Mapping[str, Any], *names: str) -> str:
    found = _of(arrow, *names)
    return "" if found is None else str(found)
