"""The formats of pictures by their names, and by the endings of the files that they go to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from goalcheck.picture.scene import Scene
from goalcheck.source import UnknownName

if TYPE_CHECKING:
    from goalcheck.picture.choice import Limits


class PictureFormat(StrEnum):
    """The formats of a picture."""

    SVG = "svg"
    MERMAID = "mermaid"
    DOT = "dot"
    GRAPHML = "graphml"
    NODE_LINK = "node-link"


class Drawn(NamedTuple):
    """The text of a picture, and its admissions."""

    text: str
    notes: tuple[str, ...] = ()


ENDINGS: Final[Mapping[str, PictureFormat]] = {
    ".svg": PictureFormat.SVG,
    ".mmd": PictureFormat.MERMAID,
    ".mermaid": PictureFormat.MERMAID,
    ".dot": PictureFormat.DOT,
    ".gv": PictureFormat.DOT,
    ".graphml": PictureFormat.GRAPHML,
    ".json": PictureFormat.NODE_LINK,
}


def format_for(output: Path | None) -> PictureFormat:
    """The format by the ending of a file, SVG for stdout.

    Raises:
        UnknownName: the file has no ending that names one.
    """
    if output is None:
        return PictureFormat.SVG
    found = ENDINGS.get(output.suffix.lower())
    if found is None:
        listed = ", ".join(ENDINGS)
        raise UnknownName(
            f"the ending of {output.name} names no format of a picture; there is {listed}: rename it, or give --format"
        )
    return found


def limits(name: PictureFormat) -> Limits:
    """The limits of a format: pictures for people are kept readable, data for programs holds everything."""
    from goalcheck.picture.choice import EVERYTHING, READABLE, Limits

    if name is PictureFormat.SVG:
        return READABLE
    if name is PictureFormat.MERMAID:
        from goalcheck.render.picture.mermaid import MAX_EDGES

        return Limits(arrows=MAX_EDGES)
    return EVERYTHING


def draw(scene: Scene, name: PictureFormat) -> Drawn:
    """The scene in a format."""
    return _DRAWERS[name](scene)


def in_its_place(scene: Scene, name: PictureFormat, paths: Sequence[str]) -> Drawn:
    """The answer in the place of a picture that would be a tangle: what to type, with the paths that were given.

    The one place where the matrix itself would come in.
    """
    notes = tuple(note.replace("goalcheck matrix shows", f"{_matrix(paths)} shows") for note in scene.notes)
    return Drawn(draw(replace(scene, notes=notes), name).text, notes)


def _matrix(paths: Sequence[str]) -> str:
    from goalcheck.render.words import command_line

    return f"goalcheck matrix {command_line(paths)}".rstrip()


def _svg(scene: Scene) -> Drawn:
    from goalcheck.picture.arrange import lay_out
    from goalcheck.render.picture.svg import render_svg
    from goalcheck.render.safe import for_xml

    return Drawn(render_svg(lay_out(scene, shown=for_xml)) + "\n")


def _mermaid(scene: Scene) -> Drawn:
    from goalcheck.render.picture.mermaid import render_mermaid

    return Drawn(*render_mermaid(scene))


def _dot(scene: Scene) -> Drawn:
    from goalcheck.render.picture.dot import render_dot

    return Drawn(render_dot(scene))


def _graphml(scene: Scene) -> Drawn:
    from goalcheck.render.picture.network import render_graphml

    return Drawn(render_graphml(scene))


def _node_link(scene: Scene) -> Drawn:
    from goalcheck.render.picture.network import render_node_link

    return Drawn(render_node_link(scene))


_DRAWERS: Final[Mapping[PictureFormat, Callable[[Scene], Drawn]]] = {
    PictureFormat.SVG: _svg,
    PictureFormat.MERMAID: _mermaid,
    PictureFormat.DOT: _dot,
    PictureFormat.GRAPHML: _graphml,
    PictureFormat.NODE_LINK: _node_link,
}
