"""piStar: i* models as JSON, with actors, their goals, tasks and qualities, and contributions between them."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.models import DRIVER, OBJECTIVE, OUTCOME, ModelDraft
from goalcheck.intake.sheets import CannotImport, counted, text_of

_CONTRIBUTIONS: Final[dict[str, str | float]] = {
    "make": "strongly helps",
    "help": 0.5,
    "hurt": -0.5,
    "break": "strongly hurts",
}


class _PiStar:
    """A model of piStar."""

    name = "piStar"
    experimental = False

    def accepts(self, material: Material) -> bool:
        """True for JSON with actors and links."""
        if material.raw[:1] not in (b"{", b"\xef") and material.ending != ".json":
            return False
        value = material.json
        return isinstance(value, dict) and isinstance(value.get("actors"), list) and "links" in value

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add actors as departments, and what they want, with its contributions."""
        model = ModelDraft(material.file, draft, account, options.mapping, options.table.department)
        try:
            self._add(material.json, model)
        except (AttributeError, KeyError, TypeError) as error:
            raise CannotImport(f"{material.file} is no piStar model that can be read: {error!r}") from error
        account.sources.append(f"{material.file}: a piStar model ({len(material.json['actors'])} actors)")

    def _add(self, value: dict[str, Any], model: ModelDraft) -> None:
        entered = {str(each["target"]) for each in value["links"] if str(each["type"]).endswith("RefinementLink")}
        for actor in value["actors"]:
            for node in actor.get("nodes", ()):
                kind = _kind(node, entered)
                model.add(kind, str(node["id"]), str(node["text"]), department=text_of(str(actor["text"])) or None)
        lost: Counter[str] = Counter()
        for link in value["links"]:
            kind = str(link["type"]).removeprefix("istar.")
            if kind != "DependencyLink" and not _add_link(model, kind, link):
                lost[kind] += 1
        if lost:
            kinds = ", ".join(f"{times} {kind}" for kind, times in sorted(lost.items()))
            model.lose(f"{counted(lost.total(), 'link')}: {kinds}")
        if between := len(value.get("dependencies") or ()):
            model.lose(f"dependencies between actors ({between}): what relies on what has to be asked")


PISTAR = _PiStar()


def _kind(node: dict[str, Any], entered: set[str]) -> str:
    """Wants that nothing refines are objectives, qualities outcomes, and the rest is in between."""
    kind = str(node["type"]).removeprefix("istar.")
    if kind == "Quality":
        return OUTCOME
    return OBJECTIVE if kind in ("Goal", "Task") and str(node["id"]) not in entered else DRIVER


def _add_link(model: ModelDraft, kind: str, link: dict[str, Any]) -> bool:
    ends = str(link["source"]), str(link["target"])
    properties = link.get("customProperties") or {}
    because = text_of(str(properties.get("Description") or "")) if isinstance(properties, dict) else ""
    if kind == "ContributionLink":
        value = _CONTRIBUTIONS.get(str(link.get("label", "")).casefold())
        return value is not None and model.affect(*ends, value, because=because)
    if kind in ("AndRefinementLink", "OrRefinementLink"):
        return model.affect(*ends, "helps", because=because or "refines")
    return False
