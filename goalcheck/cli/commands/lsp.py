"""`goalcheck lsp`: the language server, on standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, BinaryIO, TextIO

import typer

from goalcheck.cli.options import Today
from goalcheck.source import MissingExtra

EXAMPLES = """\
goalcheck lsp --help"""


def lsp(
    today: Today = None,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="What editors say to a server that they start; it is the only way.")
    ] = False,
) -> None:
    """Speak with an editor: problems and conflicts while you type.

    An editor starts this command and speaks the Language Server Protocol with it on standard input and output. What is
    typed and not saved yet counts. Needs the extra: pip install 'goalcheck[lsp]'. The folder editors/ of the source
    has the settings for Neovim, Helix, Zed, Visual Studio Code and JetBrains.
    """
    del stdio
    try:
        from goalcheck.lsp.features import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise MissingExtra("the language server", library="pygls", extra="lsp") from error
    with _alone_on(sys.stdin) as asked, _alone_on(sys.stdout) as told:
        server(today).start_io(asked, told)


@contextmanager
def _alone_on(stream: TextIO) -> Iterator[BinaryIO]:
    """A stream for the protocol alone: what else is written there goes to stderr, and it may be closed."""
    descriptor = stream.fileno()
    own = os.dup(descriptor)
    if stream is sys.stdout:
        stream.flush()
        os.dup2(sys.stderr.fileno(), descriptor)
    try:
        with os.fdopen(own, "wb" if stream is sys.stdout else "rb", closefd=False) as protocol:
            yield protocol
    finally:
        os.close(own)
