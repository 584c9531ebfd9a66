"""The features of the server: each request of an editor, answered by the file that knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from goalcheck.changes.edit import Edit
from goalcheck.lsp.actions import offers, replacement
from goalcheck.lsp.completion import completions
from goalcheck.lsp.here import Here, here
from goalcheck.lsp.hover import hover_of, rules_in_short
from goalcheck.lsp.index import IdPlace, KnownThing
from goalcheck.lsp.lenses import SHOW, lenses
from goalcheck.lsp.navigation import CannotRename, Replacement, places_of, renamed
from goalcheck.lsp.server import GoalcheckServer
from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES
from goalcheck.lsp.texts import BufferText, minimal_change
from goalcheck.model.suggestions import suggested

Q = TypeVar("Q", bound=types.TextDocumentPositionParams | types.RenameParams)


def server(today: date | None = None) -> GoalcheckServer:
    """The server with all its features."""
    made = GoalcheckServer(today)
    for register in (_documents, _diagnostics, _writing, _navigation, _renaming, _actions, _lenses):
        register(made)
    return made


def _documents(made: GoalcheckServer) -> None:
    @made.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        made.start()
        made.watch_files()

    @made.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(_: types.DidChangeWorkspaceFoldersParams) -> None:
        made.start()

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        made.changed(params.text_document.uri, on_disk=True)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        made.changed(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        made.changed(params.text_document.uri, on_disk=True)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        made.changed(params.text_document.uri, on_disk=True)

    @made.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        for each in params.changes:
            made.changed(each.uri, on_disk=True)


def _diagnostics(made: GoalcheckServer) -> None:
    @made.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="goalcheck"),
    )
    async def pulled(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        session = made.session_of(params.text_document.uri)
        if session is not None:
            await made.settled(session)
        items = made.shown(params.text_document.uri)
        result = _digest(items)
        if result == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result)
        return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=result)

    @made.feature(types.WORKSPACE_DIAGNOSTIC)
    async def pulled_all(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        for session in list(made.sessions.values()):
            await made.settled(session)
        before = {each.uri: each.value for each in params.previous_result_ids}
        shown: dict[str, list[types.Diagnostic]] = {uri: [] for uri in before} | made.all_shown()
        return types.WorkspaceDiagnosticReport([_report(uri, items, before.get(uri)) for uri, items in shown.items()])


def _report(uri: str, items: Sequence[types.Diagnostic], before: str | None) -> types.WorkspaceDocumentDiagnosticReport:
    result = _digest(items)
    if result == before:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=result)
    return types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=items, result_id=result)


def _digest(items: Iterable[types.Diagnostic]) -> str:
    return sha256(repr(list(items)).encode("utf-8", "replace")).hexdigest()


class _Asked:
    """A place in a document that an editor asks about."""

    def __init__(self, session: Session, place: Here) -> None:
        self.session = session
        self.place = place


def _asked(made: GoalcheckServer, uri: str, position: types.Position) -> _Asked | None:
    session = made.session_of(uri)
    if session is None:
        return None
    text = BufferText(made.workspace.get_text_document(uri).source, session.encoding)
    return _Asked(session, here(session, text, position))


def _writing(made: GoalcheckServer) -> None:
    @made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", ".", "[", "{"]))
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        asked = _asked(made, params.text_document.uri, params.position)
        if asked is None:
            return None
        if asked.session.reading is None:
            await made.settled(asked.session)
        return types.CompletionList(is_incomplete=False, items=completions(asked.session, asked.place))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        session = made.session_of(uri)
        if session is not None and session.analysis is None:
            await made.settled(session)
        asked = _asked(made, uri, params.position)
        if asked is None:
            return None
        thing = asked.place.thing
        told = hover_of(asked.session, thing) if thing is not None else None
        codes = [str(each.code) for each in made.shown(uri) if each.code and _covers(each.range, params.position)]
        blocks = [each for each in (told, rules_in_short(list(dict.fromkeys(codes)))) if each]
        if not blocks:
            return None
        spot = asked.place.spot
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(blocks))
        return types.Hover(content, asked.place.text.range_of(spot.start, spot.end))


def _covers(range_: types.Range, position: types.Position) -> bool:
    return range_.start <= position <= range_.end


def _navigation(made: GoalcheckServer) -> None:
    def at(session: Session, place: IdPlace) -> types.Location:
        location = place.location
        return types.Location(made.uri_of(location.file), session.text(location.file).range(location))

    @made.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        asked = await _settled_place(made, params.text_document.uri, params.position)
        if asked is None or asked.place.thing is None:
            return None
        place = asked.session.index.declared.get(asked.place.thing)
        return at(asked.session, place) if place is not None else None

    @made.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location] | None:
        asked = await _settled_place(made, params.text_document.uri, params.position)
        if asked is None or asked.place.thing is None:
            return None
        found = places_of(asked.session, asked.place.thing, declaration=params.context.include_declaration)
        return [at(asked.session, each) for each in found]


async def _settled_place(made: GoalcheckServer, uri: str, position: types.Position) -> _Asked | None:
    session = made.session_of(uri)
    if session is None:
        return None
    await made.read(session)
    return _asked(made, uri, position)


def _renaming(made: GoalcheckServer) -> None:
    @made.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        asked = await _settled_place(made, params.text_document.uri, params.position)
        if asked is None or asked.place.thing not in asked.session.index.declared:
            return None
        spot = asked.place.spot
        start = spot.start + spot.word.rfind(".") + 1 if _is_objective(asked.place.thing) else spot.start
        return types.PrepareRenamePlaceholder(
            asked.place.text.range_of(start, spot.end), asked.place.text.text[start : spot.end]
        )

    @made.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        asked = await _settled_place(made, params.text_document.uri, params.position)
        if asked is None or asked.place.thing not in asked.session.index.declared or asked.place.thing is None:
            return None
        try:
            return _replaced(made, asked.session, renamed(asked.session, asked.place.thing, params.new_name))
        except CannotRename as error:
            raise JsonRpcInvalidParams(str(error)) from error


def _is_objective(thing: KnownThing | None) -> bool:
    return thing is not None and thing.kind == OBJECTIVES


def _replaced(made: GoalcheckServer, session: Session, found: Iterable[Replacement]) -> types.WorkspaceEdit:
    changes: dict[str, list[types.TextEdit]] = {}
    for each in found:
        range_ = session.text(each.file).range_of(each.start, each.end)
        changes.setdefault(made.uri_of(each.file), []).append(types.TextEdit(range_, each.text))
    return types.WorkspaceEdit(changes=changes)


def _actions(made: GoalcheckServer) -> None:
    kinds = [types.CodeActionKind.QuickFix]

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        session = made.session_of(uri)
        if session is None:
            return []
        await made.settled(session)
        found: list[types.CodeAction] = []
        for diagnostic in made.shown(uri):
            if diagnostic.range.start <= params.range.end and params.range.start <= diagnostic.range.end:
                found += _actions_on(made, session, uri, diagnostic)
        return found

    def _actions_on(
        made: GoalcheckServer, session: Session, uri: str, diagnostic: types.Diagnostic
    ) -> Iterable[types.CodeAction]:
        near = suggested(str(diagnostic.message).partition("\n")[0])
        if diagnostic.code is None and near is not None:
            edit = types.WorkspaceEdit(changes={uri: [types.TextEdit(diagnostic.range, replacement(near))]})
            yield _action(f"Write '{near}'", diagnostic, edit, preferred=True)
        if diagnostic.code is None or session.analysis is None or not isinstance(diagnostic.data, dict):
            return
        result = made.result_of(session, uri, diagnostic.data.get("fingerprint"))
        if result is not None:
            for offer in offers(session, session.analysis, result, made.today or date.today()):
                changed = _changed(made, session, offer.edits)
                if changed is not None:
                    yield _action(offer.title, diagnostic, changed)


def _action(
    title: str, diagnostic: types.Diagnostic, edit: types.WorkspaceEdit, *, preferred: bool = False
) -> types.CodeAction:
    return types.CodeAction(
        title, types.CodeActionKind.QuickFix, diagnostics=[diagnostic], is_preferred=preferred or None, edit=edit
    )


def _changed(made: GoalcheckServer, session: Session, edits: Sequence[Edit]) -> types.WorkspaceEdit | None:
    """The edits of files for the editor; None where there are none, or where it cannot make a file."""
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for each in edits:
        uri = made.uri_of(str(each.path))
        if each.before is None:
            changes.append(types.CreateFile(uri=uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        start, end, text = minimal_change(each.before or "", each.after)
        range_ = BufferText(each.before or "", session.encoding).range_of(start, end)
        document = types.OptionalVersionedTextDocumentIdentifier(uri)
        changes.append(types.TextDocumentEdit(document, [types.TextEdit(range_, text)]))
    if not changes:
        return None
    if made.makes_files:
        return types.WorkspaceEdit(document_changes=changes)
    if any(isinstance(each, types.CreateFile) for each in changes):
        return None
    plain = {each.text_document.uri: list(each.edits) for each in changes if isinstance(each, types.TextDocumentEdit)}
    return types.WorkspaceEdit(changes=plain)  # type: ignore[arg-type]  # no edit of ours is annotated


def _lenses(made: GoalcheckServer) -> None:
    @made.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions())
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        session = made.session_of(params.text_document.uri)
        if session is None:
            return []
        # An editor that can be told to ask again gets at once what was found last.
        if session.analysis is None or not made.refreshes_lenses:
            await made.settled(session)
        file = made.file_of(session, params.text_document.uri)
        return lenses(session, file) if file else []

    @made.command(SHOW)
    def show(objective: str) -> str | None:
        for session in made.sessions.values():
            told = hover_of(session, KnownThing(OBJECTIVES, objective))
            if told is not None:
                made.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))
                return told
        return None
