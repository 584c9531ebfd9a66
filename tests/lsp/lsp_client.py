"""An editor for tests: it starts the real server as a process and knows what documents hold."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

TODAY = "2026-11-30"
SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "goalcheck", "lsp", "--today", TODAY])


def capabilities(*, pull: bool) -> types.ClientCapabilities:
    """What the editor can do."""
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
            )
        ),
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities() if pull else None
        ),
    )


class Editor:
    """An editor with the files of one folder."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}

    async def start(self, *, pull: bool = True) -> None:
        """Start the session."""
        folder = types.WorkspaceFolder(self.folder.as_uri(), "workspace")
        await self.client.initialize_session(
            types.InitializeParams(capabilities=capabilities(pull=pull), workspace_folders=[folder])
        )

    def uri(self, name: str) -> str:
        """The URI of a file."""
        return (self.folder / name).as_uri()

    def name(self, uri: str) -> str:
        """The name of a file."""
        return uri.removeprefix(f"{self.folder.as_uri()}/")

    def open(self, name: str, text: str | None = None) -> str:
        """Open a file, perhaps one that is not on disk."""
        self.texts[name] = (self.folder / name).read_bytes().decode() if text is None else text
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return self.texts[name]

    def change(self, name: str, text: str) -> None:
        """Change the whole text of an open file."""
        self.texts[name] = text
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(version=self._versions[name], uri=self.uri(name))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    def close(self, name: str) -> None:
        """Close a file without saving it."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """A document, as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    def at(self, name: str, words: str, *, end: bool = False) -> types.Position:
        """The position of the start of words in an open file, or of their end."""
        index = self.texts[name].index(words) + (len(words) if end else 0)
        before = self.texts[name][:index]
        start = before.rfind("\n") + 1
        return types.Position(before.count("\n"), len(before[start:].encode("utf-16-le")) // 2)

    def taken(self, name: str, range_: types.Range) -> str:
        """The text of a range in a file."""
        text = self.texts.get(name) or (self.folder / name).read_bytes().decode()
        return text[offset(text, range_.start) : offset(text, range_.end)]

    async def pull(self, name: str) -> Sequence[types.Diagnostic]:
        """The diagnostics of a document, as soon as they are about what it holds now."""
        report = await self.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(self.document(name)))
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return report.items

    async def pushed(self, name: str, words: str) -> Sequence[types.Diagnostic]:
        """The diagnostics that the server sends, as soon as one of them has these words."""
        for _ in range(200):
            found = self.client.diagnostics.get(self.uri(name), ())
            if any(words in str(each.message) for each in found):
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"no diagnostic with {words!r}: {self.client.diagnostics}")

    def edited(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The texts of the files after an edit, by name."""
        changes: dict[str, list[types.TextEdit]] = {uri: list(edits) for uri, edits in (edit.changes or {}).items()}
        made = set()
        for each in edit.document_changes or ():
            if isinstance(each, types.CreateFile):
                made.add(each.uri)
            elif isinstance(each, types.TextDocumentEdit):
                plain = [one for one in each.edits if isinstance(one, types.TextEdit)]
                changes.setdefault(each.text_document.uri, []).extend(plain)
        after = {}
        for uri, edits in changes.items():
            name = self.name(uri)
            text = "" if uri in made else self.texts.get(name) or (self.folder / name).read_bytes().decode()
            for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
                text = text[: offset(text, one.range.start)] + one.new_text + text[offset(text, one.range.end) :]
            after[name] = text
        return after


def offset(text: str, position: types.Position) -> int:
    """The index of a position in a text that ends its lines with LF alone."""
    start = 0
    for _ in range(position.line):
        start = text.index("\n", start) + 1
    line = text[start:].encode("utf-16-le")[: 2 * position.character]
    return start + len(line.decode("utf-16-le"))
