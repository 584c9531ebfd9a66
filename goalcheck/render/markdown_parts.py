"""Tables and lists of GitHub Flavored Markdown; the texts in them are safe already."""

from __future__ import annotations

from collections.abc import Sequence

NOTHING = "–"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool = False) -> str:
    """A table; an empty cell says so.

    Args:
        figures: True if all columns but the first hold figures, which stand on the right.
    """
    rule = ["---", *["---:" if figures else "---"] * (len(header) - 1)]
    lines = [header, rule, *rows]
    return "\n".join(f"| {' | '.join(cell or NOTHING for cell in line)} |" for line in lines)


def bullets(texts: Sequence[str]) -> str:
    """A list."""
    return "\n".join(f"- {text}" for text in texts)


def numbered(texts: Sequence[str]) -> str:
    """A list with numbers."""
    return "\n".join(f"{at}. {text}" for at, text in enumerate(texts, start=1))
