"""The style of a picture: colours by light and dark, as presentation attributes and as a stylesheet of classes.

The attributes alone give the light picture, which prints; a stylesheet overrides them. No element has a `style` of its
own, so that a page under a strict content security policy can hold the picture and style it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCREEN_FONTS: Final = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, 'DejaVu Sans', sans-serif"
)
PRINT_FONTS: Final = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

LIGHT: Final[Mapping[str, str]] = {
    "ground": "#ffffff",
    "text": "#1c2733",
    "muted": "#55616e",
    "box": "#ffffff",
    "line": "#9aa7b4",
    "driver": "#edf1f5",
    "outcome": "#fbf9f1",
    "frame": "#f4f6f9",
    "frame-line": "#d9e0e7",
    "helps": "#2a6f92",
    "hurts": "#b4531a",
    "opponents": "#7a3b9c",
    "severe": "#9f1b1f",
    "serious": "#7a4f00",
    "minor": "#55616e",
    "on-severe": "#ffffff",
    "serious-ground": "#fdf3dc",
}

DARK: Final[Mapping[str, str]] = {
    "ground": "#12161b",
    "text": "#e8edf2",
    "muted": "#a7b2be",
    "box": "#1e252d",
    "line": "#586573",
    "driver": "#27303a",
    "outcome": "#26251e",
    "frame": "#181d23",
    "frame-line": "#2d3742",
    "helps": "#74bbdc",
    "hurts": "#f2a06a",
    "opponents": "#cf9be8",
    "severe": "#ff938c",
    "serious": "#f0c662",
    "minor": "#a7b2be",
    "on-severe": "#2b0608",
    "serious-ground": "#33290f",
}

_RULES: Final[Mapping[str, Mapping[str, str]]] = {
    "gc-ground": {"fill": "ground"},
    "gc-name": {"fill": "text"},
    "gc-heading": {"fill": "text"},
    "gc-frame-name": {"fill": "text"},
    "gc-note": {"fill": "muted"},
    "gc-column": {"fill": "muted"},
    "gc-box": {"fill": "box", "stroke": "line"},
    "gc-box-driver": {"fill": "driver", "stroke": "line"},
    "gc-box-outcome": {"fill": "outcome", "stroke": "line"},
    "gc-edge-severe": {"stroke": "severe"},
    "gc-edge-serious": {"stroke": "serious"},
    "gc-edge-minor": {"stroke": "minor"},
    "gc-edge-protects": {"stroke": "helps"},
    "gc-frame": {"fill": "frame", "stroke": "frame-line"},
    "gc-curve-helps": {"stroke": "helps"},
    "gc-curve-hurts": {"stroke": "hurts"},
    "gc-curve-decided": {"stroke": "muted"},
    "gc-curve-opponents": {"stroke": "opponents"},
    "gc-head-helps": {"fill": "helps", "stroke": "helps"},
    "gc-head-relied": {"fill": "ground", "stroke": "helps"},
    "gc-head-hurts": {"fill": "hurts", "stroke": "hurts"},
    "gc-head-guarded": {"fill": "ground", "stroke": "hurts"},
    "gc-head-decided": {"fill": "muted", "stroke": "muted"},
    "gc-end-opponents": {"fill": "ground", "stroke": "opponents"},
    "gc-badge-helps": {"fill": "ground", "stroke": "helps"},
    "gc-badge-hurts": {"fill": "ground", "stroke": "hurts"},
    "gc-badge-decided": {"fill": "ground", "stroke": "muted"},
    "gc-sign-helps": {"stroke": "helps"},
    "gc-sign-hurts": {"stroke": "hurts"},
    "gc-sign-decided": {"stroke": "muted"},
    "gc-pill-severe": {"fill": "severe", "stroke": "severe"},
    "gc-pill-serious": {"fill": "serious-ground", "stroke": "serious"},
    "gc-pill-minor": {"fill": "box", "stroke": "minor"},
    "gc-pill-protects": {"fill": "box", "stroke": "helps"},
    "gc-mark-protects": {"fill": "helps"},
    "gc-panel": {"fill": "ground", "stroke": "text"},
    "gc-mark-severe": {"fill": "on-severe"},
    "gc-mark-serious": {"fill": "serious"},
    "gc-mark-minor": {"fill": "minor"},
}
"""The colours of each class, by the names of the palette."""


def look(*classes: str) -> dict[str, str]:
    """The attributes of an element with these classes: the classes themselves, and the light colours of the last."""
    attributes = {"class": " ".join(classes)}
    for name in classes:
        attributes |= {key: LIGHT[color] for key, color in _RULES.get(name, {}).items()}
    return attributes


def stylesheet(*, dark: str = "@media (prefers-color-scheme: dark)") -> str:
    """The colours of all classes, light and dark.

    Args:
        dark: the condition of the dark colours: a media query, or a selector of the element that holds the picture.
    """
    rules = [
        f".gc-picture .{name} {{ {' '.join(f'{key}: var(--gc-{color});' for key, color in colors.items())} }}"
        for name, colors in _RULES.items()
    ]
    night = _variables(DARK)
    darkened = (
        f"{dark} {{ .gc-picture {{ {night} }} }}" if dark.startswith("@") else f"{dark} .gc-picture {{ {night} }}"
    )
    return "\n".join([f".gc-picture {{ {_variables(LIGHT)} }}", darkened, *rules]) + "\n"


def _variables(palette: Mapping[str, str]) -> str:
    return " ".join(f"--gc-{name}: {color};" for name, color in palette.items())
