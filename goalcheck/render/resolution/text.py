"""A resolution as text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.planning.resolving.resolution import Resolution
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.markdown_parts import bullets, numbered
from goalcheck.render.resolution.parts import Block, chapters, verdict
from goalcheck.render.safe import for_markdown, for_markdown_code

INDENT = 2


def render_resolution(
    resolution: Resolution, *, paths: Sequence[str], saved: str | None, width: int | None, color: bool
) -> str:
    """The ways out as text, the cheapest first.

    Args:
        paths: what the user named.
        saved: the file that the cheapest way out was written to.
    """
    canvas = Canvas()
    canvas.line(Styled(verdict(resolution), "bold"), hang=2)
    for chapter in chapters(resolution, paths=paths, saved=saved):
        canvas.heading(chapter.heading)
        for block in chapter.blocks:
            _draw(canvas, block)
    return canvas.text(width=width, color=color)


def _draw(canvas: Canvas, block: Block) -> None:
    canvas.line(Styled(f"{block.title}:", "bold"), indent=1)
    for number, line in enumerate(block.lines, start=1):
        mark = f"{number}. " if block.numbered else "- "
        aside: list[Part] = [" ", Styled(f"[{line.aside}]", "dim")] if line.aside else []
        canvas.line(mark, line.text, *aside, indent=INDENT + 1, hang=len(mark), whole=block.copied)


def markdown_resolution(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> str:
    """The ways out as Markdown, for a page or a comment."""
    blocks = [f"**{for_markdown(verdict(resolution), most=None)}**"]
    for chapter in chapters(resolution, paths=paths, saved=saved):
        blocks.append(f"### {for_markdown(chapter.heading)}")
        for block in chapter.blocks:
            blocks += [f"**{for_markdown(block.title)}:**", markdown_block(block)]
    return "\n\n".join(blocks) + "\n"


def markdown_block(block: Block) -> str:
    """A block as a Markdown list; what is to be copied stands as code."""
    lines = []
    for line in block.lines:
        text = for_markdown_code(line.text, most=None) if block.copied else for_markdown(line.text, most=None)
        lines.append(text + (f" ({for_markdown(line.aside, most=None)})" if line.aside else ""))
    return numbered(lines) if block.numbered else bullets(lines)
