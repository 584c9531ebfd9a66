"""Coverage: the objectives in force that the analysis can see at all (DESIGN 4)."""

from __future__ import annotations

from goalcheck.facts.context import Context


def unseen(context: Context) -> tuple[str, ...]:
    """The objectives from which no chain leads to an outcome or another objective, and to which none leads from one.

    Cost: proportional to the pushes.
    """
    objectives = set(context.network.objectives)
    seen: set[int] = set()
    for position, (helps, harms) in context.pushes.tables.items():
        reached = helps.keys() | harms.keys()
        if reached:
            seen.add(position)
            seen.update(reached & objectives)
    return tuple(context.network.nodes[each] for each in sorted(objectives - seen))
