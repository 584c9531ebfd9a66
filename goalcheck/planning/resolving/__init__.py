"""The way out: the cheapest changes that settle the conflicts of an organization, proved the cheapest and confirmed.

- `pipeline`       the whole of it, from an organization to a `Resolution`
- `terms`          what is to be settled, what may be used, how long it may take (`deadline`)
- `past`           what is over, and can be changed by nothing
- `candidates`     every change that is offered (`retargeting`), by the part that each objective has (`roles`)
- `costs`          the price of a change, and what customers lose
- `judge`          what the analysis says of a set of changes: the only one to decide what a way out is
- `reach`          what each candidate touches; `lifting`: which of them could give an outcome help
- `strengths`      how hard each objective hurts each node in every state
- `formulation`    the program that chooses among candidates (`milp`, alone in knowing HiGHS and numpy; `silence`)
- `pressure_rows`  its rows about pressure; `finding_rows`: about findings; `help_rows`: about what customers have
- `search`         solve, judge, learn (`learning`), and again
- `fairness`       who gives how much, and which of equally cheap sets is the fairest
- `fair`           the fairest way out for a little more; `front`: pressure against cost (both by `answers`)
- `together`       the smallest sets that cannot be settled together
- `missing`        what would have to be declared where nothing settles something
"""

from __future__ import annotations

from goalcheck.planning.resolving.pipeline import resolve
from goalcheck.planning.resolving.resolution import Resolution, WayOut
from goalcheck.planning.resolving.terms import Terms

__all__ = ["Resolution", "Terms", "WayOut", "resolve"]
