"""GraphML: nodes and edges with attributes, as graph programs write them."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.causal_elements import add_arrows, element_kind
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.models import ModelDraft
from goalcheck.intake.safe_xml import attribute, children, local, parse_xml
from goalcheck.intake.sheets import counted, folded, text_of

_SIGNS: Final = ("sign", "polarity", "weight", "strength", "effect", "type", "label")


class _GraphML:
    """A graph of GraphML."""

    name = "GraphML"
    experimental = True

    def accepts(self, material: Material) -> bool:
        """True by the name of the root."""
        return material.is_xml and b"<graphml" in material.raw[:4000]

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add the nodes, and the edges that have a sign."""
        root = parse_xml(material.file, material.raw)
        keys = {attribute(each, "id"): folded(attribute(each, "attr.name")) for each in children(root, "key")}
        model = ModelDraft(material.file, draft, account, options.mapping, options.table.department)
        nodes = [each for each in root.iter() if local(each.tag) == "node"]
        edges = [each for each in root.iter() if local(each.tag) == "edge"]
        account.sources.append(
            f"{material.file}: a graph ({counted(len(nodes), 'node')}, {counted(len(edges), 'edge')})"
        )
        for each in nodes:
            data = _data(each, keys)
            said = data.get("type") or data.get("kind") or ""
            kind = model.kind(said, element_kind(said))
            if kind is not None:
                name = data.get("label") or data.get("name") or attribute(each, "id")
                model.add(kind, attribute(each, "id"), name, department=data.get("department"))
        undirected = any(attribute(each, "edgedefault") == "undirected" for each in root.iter())
        add_arrows(model, [_arrow(each, _data(each, keys), undirected=undirected) for each in edges])


GRAPHML = _GraphML()


def _data(element: ElementTree.Element, keys: dict[str, str]) -> dict[str, str]:
    """The attributes of a node or edge by their folded names."""
    return {
        keys.get(attribute(each, "key"), attribute(each, "key")): text_of("".join(each.itertext()).strip())
        for each in children(element, "data")
    }


def _arrow(
    edge: ElementTree.Element, data: dict[str, str], *, undirected: bool
) -> tuple[str, str, str | None, bool, str]:
    sign = next((data[name] for name in _SIGNS if data.get(name)), None)
    return attribute(edge, "source"), attribute(edge, "target"), sign, undirected, data.get("because", "")
