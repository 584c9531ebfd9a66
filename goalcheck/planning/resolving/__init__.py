"""The way out: the cheapest changes that settle the conflicts of an organization, proved the cheapest and confirmed.

- `pipeline`              the whole of it, from an organization to a `Resolution`
- `search`                solve, make the changes, analyze, learn, and again
- `formulation`           the findings to settle, the candidates, and the program that chooses among them
- `candidates`            the changes that answer a finding (`retarget_candidates`, `periods`), with their `costs`
- `witness_rows`          rows from one chain of each push, where a truth table would be too large
- `local_search`          better answers near one that is known, where the program is too large to be solved
- `fallback`              a way out that is not the cheapest, when time runs out
- `deadline`              the moment by which an answer is due
- `bicliques`             rows for all opposed pairs over an outcome (`sides`, `pushes`)
- `resource_rows`         rows for the demand on resources
- `truth_tables`          the combinations with which any other finding stands, and clauses (`cases`, `neighbourhood`)
- `verification`          the findings left to settle, by the rules
- `unsatisfiable_core`    the fewest findings that cannot be settled together
- `consequences`          the departments that give, the outcomes that gain and lose, the conflicts left
- `milp`                  the mixed integer program, alone in knowing HiGHS and numpy
"""

from __future__ import annotations

from goalcheck.planning.resolving.pipeline import resolve
from goalcheck.planning.resolving.resolution import Resolution, WayOut
from goalcheck.planning.resolving.terms import Terms

__all__ = ["Resolution", "Terms", "WayOut", "resolve"]
