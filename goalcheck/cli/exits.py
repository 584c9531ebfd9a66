"""The exit statuses, which CI and shells go by (DESIGN 6)."""

from __future__ import annotations

from typing import Final

CLEAN: Final = 0
"""Nothing at or above the threshold, or no threshold was asked for."""

FINDINGS: Final = 1
"""Open findings at or above the threshold; never anything else."""

FAILED: Final = 2
"""Wrong input, wrong usage or an internal error: the question was not answered."""

INTERRUPTED: Final = 130
"""Ctrl-C: 128 and the number of the signal, as shells have it."""
