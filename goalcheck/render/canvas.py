"""Lines of styled text, laid out for a terminal of some width or, unbroken, for a pipe.

Whoever draws on it passes text that is already safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as RichText

LEAST_ROOM = 20
"""Columns that text gets on however narrow a terminal."""


class Styled(NamedTuple):
    """A piece of text with a rich style."""

    text: str
    style: str


Part = str | Styled


class _Line(NamedTuple):
    parts: tuple[Part, ...]
    indent: int
    hang: int
    whole: bool


class Canvas:
    """The lines of a text in the order in which they are drawn."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []

    def line(self, *parts: Part, indent: int = 0, hang: int = 0, whole: bool = False) -> None:
        """Add a line; where it must be broken, the rest is indented by `hang` more.

        Args:
            whole: True if it is to be copied, and so never broken: a command, a piece of a file.
        """
        self._lines.append(_Line(parts, indent, hang, whole))

    def blank(self) -> None:
        """Add an empty line, unless there is one already or nothing before it."""
        if self._lines and self._lines[-1].parts:
            self.line()

    def heading(self, text: str) -> None:
        """Add a heading with space before it."""
        self.blank()
        self.line(Styled(text.upper(), "bold"))

    def text(self, *, width: int | None, color: bool) -> str:
        """Everything as one text.

        Args:
            width: columns to break lines at; None leaves them whole, so that a pipe can be searched line by line.
            color: True to write styles as ANSI sequences.
        """
        if width is None and not color:
            return "".join(_plain(line) for line in self._lines)
        return self._laid_out(width, color=color)

    def _laid_out(self, width: int | None, *, color: bool) -> str:
        from rich.console import Console
        from rich.text import Text

        console = Console(
            file=StringIO(),
            width=width or 10_000,
            force_terminal=color,
            color_system="standard" if color else None,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )
        with console.capture() as capture:
            for line in self._lines:
                text = Text.assemble(
                    *(part if isinstance(part, str) else (part.text, part.style) for part in line.parts)
                )
                for indent, piece in [(line.indent, text)] if line.whole or not width else _broken(text, line, console):
                    piece.rstrip()
                    console.print(Text(" " * indent if piece.plain else "") + piece, soft_wrap=True)
        return capture.get()


def _broken(text: RichText, line: _Line, console: Console) -> Iterator[tuple[int, RichText]]:
    """The pieces of a line, each with its indent: what follows the first is indented further, so it has less room."""
    first = text.wrap(console, max(LEAST_ROOM, console.width - line.indent))[0]
    first.rstrip()
    yield line.indent, first
    start = len(first.plain)
    start += len(text.plain[start:]) - len(text.plain[start:].lstrip())
    if start < len(text.plain):
        indent = line.indent + max(0, min(line.hang, console.width - line.indent - LEAST_ROOM))
        for piece in text[start:].wrap(console, max(LEAST_ROOM, console.width - indent)):
            yield indent, piece


def _plain(line: _Line) -> str:
    text = "".join(part if isinstance(part, str) else part.text for part in line.parts)
    return f"{' ' * line.indent}{text}".rstrip() + "\n"
