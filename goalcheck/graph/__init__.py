"""The signed graph of an organization: arrows, chains, pushes, clashes, influence.

The only place that knows networkx.
"""

from goalcheck.graph.arrows import ROUNDING, Arrow, ArrowSource, Network, direction
from goalcheck.graph.chains import Chains, Step
from goalcheck.graph.clashes import Clash, Clashes, Opposition, SelfDefeat, Sides, Undermining
from goalcheck.graph.influence import Influence, influence

__all__ = [
    "ROUNDING",
    "Arrow",
    "ArrowSource",
    "Chains",
    "Clash",
    "Clashes",
    "Influence",
    "Network",
    "Opposition",
    "SelfDefeat",
    "Sides",
    "Step",
    "Undermining",
    "direction",
    "influence",
]
