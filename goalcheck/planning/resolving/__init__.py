"""The way out: the cheapest changes that settle the conflicts of an organization, proved the cheapest and confirmed.

- `resolving`      the whole of it, from an organization to a `Resolution`
- `search`         solve, make the changes, analyze, learn, and again
- `formulation`        what shall go, the candidates, and the program that chooses
- `candidates`     the changes that answer a finding (`weaker`, `periods`), with their `costs`
- `witnesses`      rows from one chain of each push, where a table would be too large
- `vicinity`       better answers near to one that is known, where the program is too large to be solved
- `makeshift`      a way out in a hurry, when time runs out
- `deadline`       the moment when an answer is wanted
- `bicliques`      rows for all opposed pairs over an outcome (`sides`, `pushes`)
- `loads`          rows for what is drawn from resources
- `tables`         when any other finding stands, and the rows that follow (`cases`, `neighbourhood`)
- `verification`   what is left to settle, by the rules
- `unsettled`      the fewest findings that cannot be settled together
- `consequences`   who gives, who gains and loses, what is left
- `program`        alone in knowing HiGHS and numpy
"""

from __future__ import annotations

from goalcheck.planning.resolving.resolution import Resolution, WayOut
from goalcheck.planning.resolving.resolving import resolve
from goalcheck.planning.resolving.terms import Terms

__all__ = ["Resolution", "Terms", "WayOut", "resolve"]
