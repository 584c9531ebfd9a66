"""Pictures to stand in something else: a page or a printed report.

In a page the colours come from `style.stylesheet`, which the page has to hold; in print from the picture itself.
"""

from __future__ import annotations

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.picture import choice
from goalcheck.picture.arrange import lay_out
from goalcheck.picture.scene import Scene
from goalcheck.render.picture.style import PRINT_FONTS, SCREEN_FONTS
from goalcheck.render.picture.svg import Look, render_svg
from goalcheck.render.safe import for_xml


def whole_svg(report: Analysis, *, prefix: str, printed: bool = False) -> str:
    """The organization, folded where it is too big, as an SVG element without heading; empty where it is too dense.

    Args:
        prefix: before every id in it, unique in the page.
        printed: True for paper: fonts that a PDF has, and the light colours only.
    """
    return _embedded(choice.whole(report), prefix=prefix, printed=printed, legend=True)


def department_svg(report: Analysis, department: str, *, prefix: str, printed: bool = False) -> str:
    """A department with those below it and all that it touches, as `whole_svg` draws the organization.

    Raises:
        UnknownName: there is no such department, or no objective of it is in force.
    """
    scene = choice.department(report, department)
    return _embedded(scene, prefix=prefix, printed=printed, legend=True)


def conflict_svg(report: Analysis, of: Conflict | Finding, *, prefix: str, printed: bool = False) -> str:
    """One conflict, or the chains of one finding, as `whole_svg` draws the organization; without legend.

    Raises:
        UnknownName: the finding is about neither an objective nor an outcome, so that there is nothing to draw.
    """
    scene = choice.finding(report, of) if isinstance(of, Finding) else choice.conflict(report, of)
    return _embedded(scene, prefix=prefix, printed=printed, legend=False)


def _embedded(scene: Scene, *, prefix: str, printed: bool, legend: bool) -> str:
    if scene.is_too_dense:
        return ""
    fonts = PRINT_FONTS if printed else SCREEN_FONTS
    how = Look(prefix, styled=False, heading=False, legend=legend, fonts=fonts)
    return render_svg(lay_out(scene, shown=for_xml), how)
