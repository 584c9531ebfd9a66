"""The formats of the matrices by their names; what a format needs is imported when it is asked for."""

from __future__ import annotations

from goalcheck.matrix.tables import Matrix


def render_matrix(matrix: Matrix, name: str, *, width: int | None, color: bool) -> str:
    """The matrices in a format: text, csv, markdown, svg or json.

    Args:
        width: columns that text is broken at, None for a pipe.
        color: whether text is coloured.
    """
    match name:
        case "csv":
            from goalcheck.render.matrix import csv

            return csv.render_matrix(matrix)
        case "markdown":
            from goalcheck.render.matrix import markdown

            return markdown.render_matrix(matrix)
        case "svg":
            from goalcheck.render.matrix import svg

            return svg.render_matrix(matrix)
        case "json":
            from goalcheck.render.matrix import json

            return json.render_matrix(matrix)
    from goalcheck.render.matrix import text

    return text.render_matrix(matrix, width=width, color=color)
