"""The matrices as Markdown tables, for a wiki or a pull request; wide ones in several tables."""

from __future__ import annotations

from goalcheck.matrix.tables import Matrix
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.sections.matrix import matrix_blocks


def render_matrix(matrix: Matrix) -> str:
    """The matrices as Markdown."""
    return markdown_text([*matrix_blocks(matrix)])
