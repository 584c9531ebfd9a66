"""The signed graph of an organization: arrows, chains, pushes, clashes, camps, influence.

The only place that knows networkx.
"""

from goalcheck.graph.alternatives import Alternatives
from goalcheck.graph.arrows import ROUNDING, Arrow, ArrowSource, Mitigated, Network, direction, implied_weight
from goalcheck.graph.between import Between, Relations, Synergy, between
from goalcheck.graph.camps import Split, camps
from goalcheck.graph.chains import Chains
from goalcheck.graph.circles import components, shortest_circle
from goalcheck.graph.clashes import Clash, Clashes, Opposition, SelfDefeat, Undermining
from goalcheck.graph.effort import Budget, Effort, OutOfSteps
from goalcheck.graph.focus import Focus, reach, upstream
from goalcheck.graph.influence import Influence, influence
from goalcheck.graph.pressure import Harm, Pressures, Unprotected
from goalcheck.graph.pushes import Pushes
from goalcheck.graph.search import Chain, ChainStep
from goalcheck.graph.seriation import seriated
from goalcheck.graph.sides import Sides, sides_of
from goalcheck.graph.tables import Table
from goalcheck.graph.vicious import Loop, Stake, ViciousCircle, ViciousCircles

__all__ = [
    "ROUNDING",
    "Alternatives",
    "Arrow",
    "ArrowSource",
    "Between",
    "Budget",
    "Chain",
    "ChainStep",
    "Chains",
    "Clash",
    "Clashes",
    "Effort",
    "Focus",
    "Harm",
    "Influence",
    "Loop",
    "Mitigated",
    "Network",
    "Opposition",
    "OutOfSteps",
    "Pressures",
    "Pushes",
    "Relations",
    "SelfDefeat",
    "Sides",
    "Split",
    "Stake",
    "Synergy",
    "Table",
    "Undermining",
    "Unprotected",
    "ViciousCircle",
    "ViciousCircles",
    "between",
    "camps",
    "components",
    "direction",
    "implied_weight",
    "influence",
    "reach",
    "seriated",
    "shortest_circle",
    "sides_of",
    "upstream",
]
