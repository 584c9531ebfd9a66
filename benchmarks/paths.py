"""What everybody writes first: every simple path from every objective to an outcome, with networkx.

Knows nothing of goalcheck. It reads declared effects only (no implied ones, no confidence, no references to check), so
it has less to do than goalcheck in everything but the paths.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import yaml

MAX_LINKS = 4
MIN_CHAIN = 0.05
WEIGHTS = {
    "strongly helps": 1.0,
    "helps": 2 / 3,
    "slightly helps": 1 / 3,
    "slightly hurts": -1 / 3,
    "hurts": -2 / 3,
    "strongly hurts": -1.0,
}

Pushes = dict[tuple[str, str, bool], float]


def main() -> None:
    """Print how long reading took, and how long the paths from a sample of the objectives, all of them by default."""
    start = time.perf_counter()
    raw = yaml.load(Path(sys.argv[1]).read_bytes(), Loader=yaml.CSafeLoader)
    graph, objectives = _graph(raw)
    read = time.perf_counter()
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else len(objectives)
    sample = Random(1).sample(objectives, min(wanted, len(objectives)))
    paths, pushes = _all_pushes(graph, sample, set(raw["outcomes"]))
    searched = time.perf_counter() - read
    figures = {"read": read - start, "search": searched, "sources": len(sample), "of": len(objectives)}
    print(json.dumps({**figures, "paths": paths, "pushes": len(pushes)}))


def _graph(raw: dict[str, Any]) -> tuple[nx.DiGraph[str], list[str]]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(raw["outcomes"])
    objectives = dict(_objectives(raw))
    for node, entry in [*objectives.items(), *raw["drivers"].items()]:
        for target, effect in entry["affects"].items():
            graph.add_edge(node, target, weight=WEIGHTS[effect if isinstance(effect, str) else effect["effect"]])
    return graph, list(objectives)


def _objectives(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for department, entry in raw["departments"].items():
        for key, objective in entry.get("objectives", {}).items():
            yield f"{department}.{key}", objective


def _all_pushes(graph: nx.DiGraph[str], sources: list[str], outcomes: set[str]) -> tuple[int, Pushes]:
    best: Pushes = {}
    paths = 0
    for source in sources:
        for path in nx.all_simple_paths(graph, source, outcomes, cutoff=MAX_LINKS):
            paths += 1
            strength = 1.0
            for one, other in pairwise(path):
                strength *= graph[one][other]["weight"]
            key = (source, path[-1], strength > 0)
            if abs(strength) >= max(best.get(key, 0.0), MIN_CHAIN):
                best[key] = abs(strength)
    return paths, best


if __name__ == "__main__":
    main()
