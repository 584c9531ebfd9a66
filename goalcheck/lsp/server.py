"""The server: documents come in, sessions are read and analyzed in threads, answers go out."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from goalcheck import __version__
from goalcheck.analysis import Analysis
from goalcheck.lsp.buffers import Buffers
from goalcheck.lsp.diagnostics import Diagnostics
from goalcheck.lsp.roots import Root, Roots
from goalcheck.lsp.session import Session
from goalcheck.render.results import Result

PAUSE: Final = 0.03
"""Seconds to wait for further keystrokes before the files are read."""

WATCHED: Final = "**/*.{yaml,yml,csv}"
"""The files whose changes on disk count."""


class GoalcheckServer(LanguageServer):
    """One server for all organizations of a workspace.

    Attributes:
        today: the day on which decisions are judged; the day of each analysis where it is None.
    """

    def __init__(self, today: date | None = None) -> None:
        # Whole texts: pygls ends lines where no editor does, and a change of a part would then fall on another part.
        super().__init__("goalcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.today = today
        self.sessions: dict[Root, Session] = {}
        self._roots = Roots(())
        self._uris: dict[str, str] = {}
        self._shown: dict[Root, Diagnostics] = {}
        self._pushed: dict[str, list[types.Diagnostic]] = {}
        self._asked: set[asyncio.Task[None]] = set()
        self._reader = ThreadPoolExecutor(1, "goalcheck-read")
        self._analyzer = ThreadPoolExecutor(1, "goalcheck-analyze")

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell in the log that something went wrong; the server goes on."""
        del source
        self.log(f"goalcheck: {type(error).__name__}: {error}")

    def log(self, message: str) -> None:
        """Write into the editor's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, message))

    # Documents.

    def start(self) -> None:
        """Learn the folders of the workspace."""
        folders = [to_fs_path(each) for each in self.workspace.folders]
        if not folders and self.workspace.root_path:
            folders = [self.workspace.root_path]
        self._roots = Roots([os.path.normpath(each) for each in folders if each])

    def contents(self) -> dict[str, bytes]:
        """What the editor holds, by paths without links."""
        held: dict[str, bytes] = {}
        self._uris.clear()
        for document in list(self.workspace.text_documents.values()):
            path = to_fs_path(document.uri)
            if path:
                real = os.path.realpath(path)
                held[real] = document.source.encode("utf-8", "surrogatepass")
                self._uris[real] = document.uri
        return held

    def uri_of(self, file: str) -> str:
        """The URI by which the editor knows a file."""
        real = os.path.realpath(file)
        return self._uris.get(real) or from_fs_path(os.path.abspath(file)) or ""  # noqa: PTH100

    def session_of(self, uri: str) -> Session | None:
        """The organization that a document belongs to."""
        path = to_fs_path(uri)
        if not path:
            return None
        held = self.contents()
        root = self._roots.of(os.path.normpath(path), Buffers(held), held)
        if root is not None:
            return self._session(root)
        real = os.path.realpath(path)
        return next((each for each in self.sessions.values() if real in each.files.values()), None)

    def _session(self, root: Root) -> Session:
        if root not in self.sessions:
            self.sessions[root] = Session(root, str(self.workspace.position_encoding or "utf-16"))
        return self.sessions[root]

    def changed(self, uri: str, *, on_disk: bool = False) -> None:
        """A document was opened, changed, saved or closed."""
        if on_disk:
            self._roots.forget()
        path = to_fs_path(uri) or ""
        real = os.path.realpath(path)
        touched = {session.root: session for session in self.sessions.values() if real in session.files.values()}
        own = self.session_of(uri)
        if own is not None:
            touched[own.root] = own
        if on_disk:
            folder = os.path.normpath(path)
            touched |= {root: each for root, each in self.sessions.items() if folder.startswith(root.paths)}
        self._drop_unowned()
        for root, session in touched.items():
            if root in self.sessions:
                session.generation += 1
                self._start(session)

    def _drop_unowned(self) -> None:
        """Forget the organizations that no open document belongs to any more."""
        held = self.contents()
        files = Buffers(held)
        paths = [to_fs_path(each.uri) for each in self.workspace.text_documents.values()]
        owned = {self._roots.of(os.path.normpath(each), files, held) for each in paths if each}
        for root in [each for each in self.sessions if each not in owned]:
            session = self.sessions.pop(root)
            session.settled = session.generation
            self._release(session)
            self._shown.pop(root, None)
            self._publish()

    def watch_files(self) -> None:
        """Ask the editor to tell of files that change on disk, where it can be asked."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            asked = types.Registration(id="goalcheck-files", method=method, register_options=options)
            self._later(self.client_register_capability_async(types.RegistrationParams([asked])))

    # Reading and analyzing.

    def _start(self, session: Session) -> None:
        if session.task is None or session.task.done():
            session.task = asyncio.get_running_loop().create_task(self._read(session))

    async def _read(self, session: Session) -> None:
        """Read until nothing has changed since, and have what is right analyzed."""
        loop = asyncio.get_running_loop()
        while self.sessions.get(session.root) is session:
            await asyncio.sleep(PAUSE)
            generation = session.generation
            reading = await loop.run_in_executor(self._reader, session.read, Buffers(self.contents()))
            if generation != session.generation:
                continue
            session.take(reading)
            session.read_of = generation
            if reading.organization is None:
                self._settle(session, generation)
            elif session.analyzing is None or session.analyzing.done():
                session.analyzing = loop.create_task(self._analyze(session))
            return

    async def _analyze(self, session: Session) -> None:
        """Analyze what was read last, until that is what the files say now."""
        loop = asyncio.get_running_loop()
        while not session.is_current and session.reading is not None:
            generation, organization = session.generation, session.reading.organization
            if organization is None:
                return
            found = await loop.run_in_executor(self._analyzer, session.analyze, organization, self.today)
            if session.reading is not None and session.reading.organization is organization:
                self._take(session, found)
                if generation == session.generation:
                    self._settle(session, generation)
                return

    def _take(self, session: Session, found: Analysis | str) -> None:
        session.is_current = True
        if isinstance(found, str):
            session.failure, session.analysis = found, None
        else:
            session.analysis = found

    def _settle(self, session: Session, generation: int) -> None:
        """The diagnostics are about what the files say now: hand them out."""
        session.settled = generation
        if session.failure:
            self.log(f"goalcheck: {session.failure}")
        self._shown[session.root] = Diagnostics(session, self.uri_of)
        self._publish()
        self._release(session)

    def _release(self, session: Session) -> None:
        left = []
        for generation, future in session.waiting:
            if generation > session.settled:
                left.append((generation, future))
            elif not future.done():
                future.set_result(None)
        session.waiting[:] = left

    async def settled(self, session: Session) -> None:
        """Wait until the diagnostics are about what the files say now."""
        while session.settled < session.generation and self.sessions.get(session.root) is session:
            future = asyncio.get_running_loop().create_future()
            session.waiting.append((session.generation, future))
            self._start(session)
            await future

    async def read(self, session: Session) -> None:
        """Wait until the files are read as they are now; they need not be analyzed yet."""
        while session.read_of < session.generation and self.sessions.get(session.root) is session:
            self._start(session)
            if session.task is not None:
                await asyncio.wait([session.task])

    def file_of(self, session: Session, uri: str) -> str | None:
        """The name that a document is shown with."""
        real = os.path.realpath(to_fs_path(uri) or "")
        return next((file for file, path in session.files.items() if path == real), None)

    @property
    def makes_files(self) -> bool:
        """True if the editor can make files where asked for edits."""
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace else None
        made = edit.resource_operations if edit and edit.document_changes else None
        return types.ResourceOperationKind.Create in (made or ())

    # Diagnostics.

    @property
    def pulls(self) -> bool:
        """True if the editor asks for diagnostics itself."""
        document = self.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    def shown(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of a document."""
        return [each for shown in self._shown.values() for each in shown.of(uri)]

    def all_shown(self) -> dict[str, list[types.Diagnostic]]:
        """The diagnostics of all documents."""
        return {uri: self.shown(uri) for uri in sorted({uri for shown in self._shown.values() for uri in shown.uris})}

    def result_of(self, session: Session, uri: str, fingerprint: object) -> Result | None:
        """What a diagnostic is about."""
        shown = self._shown.get(session.root)
        return shown.result(uri, fingerprint) if shown else None

    def _publish(self) -> None:
        """Tell the editor: that it may ask again, or, where it does not ask, what has changed."""
        if not self.pulls:
            now = self.all_shown()
            for uri in sorted(self._pushed.keys() | now.keys()):
                if now.get(uri, []) != self._pushed.get(uri, []):
                    self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, now.get(uri, [])))
            self._pushed = now
        elif self._refreshes():
            self._later(self.workspace_diagnostic_refresh_async(None))
        if self.refreshes_lenses:
            self._later(self.workspace_code_lens_refresh_async(None))

    def _refreshes(self) -> bool:
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def refreshes_lenses(self) -> bool:
        """True if the editor asks for lenses again when it is told to."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.code_lens and workspace.code_lens.refresh_support)

    def _later(self, request: Any) -> None:
        async def ask() -> None:
            with suppress(Exception):
                await request

        task = asyncio.get_running_loop().create_task(ask())
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)
