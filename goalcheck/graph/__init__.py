"""The signed graph of an organization: arrows, chains, pushes, clashes, camps, influence.

The only place that knows networkx.
"""

from goalcheck.graph.arrows import ROUNDING, Arrow, ArrowSource, Network, direction, implied_weight
from goalcheck.graph.between import Between, between
from goalcheck.graph.camps import Split, camps
from goalcheck.graph.chains import Chains
from goalcheck.graph.circles import components, shortest_circle
from goalcheck.graph.clashes import Clash, Clashes, Opposition, SelfDefeat, Sides, Undermining
from goalcheck.graph.influence import Influence, influence
from goalcheck.graph.search import Chain, Step
from goalcheck.graph.vicious import Loop, Stake, ViciousCircle, ViciousCircles

__all__ = [
    "ROUNDING",
    "Arrow",
    "ArrowSource",
    "Between",
    "Chain",
    "Chains",
    "Clash",
    "Clashes",
    "Influence",
    "Loop",
    "Network",
    "Opposition",
    "SelfDefeat",
    "Sides",
    "Split",
    "Stake",
    "Step",
    "Undermining",
    "ViciousCircle",
    "ViciousCircles",
    "between",
    "camps",
    "components",
    "direction",
    "implied_weight",
    "influence",
    "shortest_circle",
]
