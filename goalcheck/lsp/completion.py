"""What could stand where somebody writes: fields, words, and ids with the names of what they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import CompletionItem, CompletionItemKind, CompletionItemLabelDetails, TextEdit

from goalcheck.files.editing import scalar
from goalcheck.lsp.here import Here
from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES, RULES, NamesId
from goalcheck.model import TEAM
from goalcheck.model.expected_values import fields, words
from goalcheck.model.names import KINDS
from goalcheck.render.safe import for_terminal
from goalcheck.rules import RULES as ALL_RULES


def completions(session: Session, place: Here) -> list[CompletionItem]:
    """The items, those that are most likely first."""
    if place.spot.role == "text":
        return []
    return [*_Items(session, place).all()]


class _Items:
    def __init__(self, session: Session, place: Here) -> None:
        self._session = session
        self._place = place
        self._range = place.text.range_of(place.spot.start, place.spot.end)

    def all(self) -> Iterator[CompletionItem]:
        """Ids, then words, then fields."""
        role, path = self._place.spot.role, self._place.spot.path
        if isinstance(self._place.shape, NamesId):
            yield from self._ids(self._place.shape)
        if role != "key":
            for word in dict.fromkeys(words(path)):
                yield self._item(word, scalar(word), CompletionItemKind.EnumMember)
        if role != "value":
            for name in dict.fromkeys(fields(path)):
                yield self._item(name, f"{name}:" if self._starts_a_line() else name, CompletionItemKind.Property)

    def _ids(self, names: NamesId) -> Iterator[CompletionItem]:
        for each in self._session.index.of_kinds(names.kinds):
            if each.declares is not None:
                kind, full = each.declares
                own = names.nearby and kind == OBJECTIVES and each.department == self._place.department
                yield self._item(each.text if own else full, None, CompletionItemKind.Reference, each.name, kind)
        if "agreed_with" in self._place.spot.path:
            yield self._item(TEAM, None, CompletionItemKind.Reference, "those who do the work")
        if RULES in names.kinds:
            by_code = self._place.spot.path[:1] == ("decisions",)
            for rule in ALL_RULES:
                label = rule.code if by_code else rule.name
                yield self._item(label, None, CompletionItemKind.Reference, rule.summary)

    def _starts_a_line(self) -> bool:
        """True if a key here is followed by nothing yet, so that its colon is to be written too."""
        text, end = self._place.text.text, self._place.spot.end
        return not text[end : end + 1].startswith(":")

    def _item(
        self, label: str, insert: str | None, kind: CompletionItemKind, name: str | None = None, of: str | None = None
    ) -> CompletionItem:
        told = for_terminal(name) if name else None
        return CompletionItem(
            label=for_terminal(label),
            label_details=CompletionItemLabelDetails(description=told) if told else None,
            detail=f"{KINDS[of]}: {told}" if of and told else KINDS[of] if of else told,
            kind=kind,
            sort_text=f"{_ORDER[kind]}{label}",
            text_edit=TextEdit(self._range, insert or label),
        )


_ORDER = {CompletionItemKind.Reference: "0", CompletionItemKind.EnumMember: "1", CompletionItemKind.Property: "2"}
