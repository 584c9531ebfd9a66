"""How soon the worst pairs are found: half of the arrows of published goal models deleted, and asked for again.

Each model loses half of its effects (drawn anew for each seed). Then pages are answered in an order, whole and
truthfully, until 90 % of the worst 20 pairs of the whole model are back at nine tenths of their tension. Shown are the
pages that it took, as a part of all pages, in the order of `goalcheck ask`, by value alone, by who has said least, and
at random. `--harms 2` deletes harms twice as often; `--forgets 0.2` lets people forget one effect in five, and
`--both` asks the sufferers too, who forget others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import generate
from goalcheck import Organization, load
from goalcheck.asking.gains import Tensions
from goalcheck.asking.pages import QuestionPage, agenda, order
from goalcheck.facts.context import Context
from goalcheck.model import Considered, Driver, Effect, Objective

CASES = Path(__file__).parent.parent / "tests" / "cases"
TODAY = date(2026, 10, 5)
WORST = 20
ENOUGH = 0.9
LEAST_PAIRS = 4

Deleted = dict[str, list[Effect]]
Order = Callable[[Sequence[QuestionPage], Random], QuestionPage]


def ordered(pages: Sequence[QuestionPage], _: Random) -> QuestionPage:
    """The order of `goalcheck ask`."""
    return min(pages, key=order)


def by_value(pages: Sequence[QuestionPage], _: Random) -> QuestionPage:
    """The most valuable page."""
    return min(pages, key=lambda page: (-page.value, page.about))


def least_said(pages: Sequence[QuestionPage], _: Random) -> QuestionPage:
    """The page of whoever has declared least."""
    return min(pages, key=lambda page: (page.said, -page.value, page.about))


def anyhow(pages: Sequence[QuestionPage], random: Random) -> QuestionPage:
    """Any page."""
    return random.choice(sorted(pages, key=lambda page: page.about))


ORDERS: dict[str, Order] = {"ask": ordered, "value": by_value, "least said": least_said, "random": anyhow}


def with_effects(organization: Organization, effects: dict[str, tuple[Effect, ...]]) -> Organization:
    """The organization in which these nodes declare other effects."""
    changed = {
        section: {
            key: replace(node, effects=effects[key]) if key in effects else node
            for key, node in getattr(organization, section).items()
        }
        for section in ("objectives", "drivers")
    }
    return replace(organization, **changed)  # type: ignore[arg-type]


def halved(organization: Organization, random: Random, harms: float) -> tuple[Organization, Deleted]:
    """The organization without half of its effects, and what was deleted, by who declared it."""
    nodes: dict[str, Objective | Driver] = {**organization.objectives, **organization.drivers}
    pool = [(key, effect) for key, node in sorted(nodes.items()) for effect in node.effects if effect.weight]
    weights = {at: harms if effect.weight < 0 else 1.0 for at, (_, effect) in enumerate(pool)}
    drawn = sorted(weights, key=lambda at: random.random() ** (1 / weights[at]), reverse=True)[: len(pool) // 2]
    deleted: Deleted = {}
    for at in drawn:
        deleted.setdefault(pool[at][0], []).append(pool[at][1])
    kept = {key: tuple(e for e in nodes[key].effects if e not in gone) for key, gone in deleted.items()}
    return with_effects(organization, kept), deleted


def tensions(organization: Organization) -> dict[tuple[int, str, str], float]:
    """The tension of every pair."""
    context = Context(organization, today=TODAY)
    nodes = context.network.nodes
    found = Tensions(context, context.network).pairs
    return {(kind, nodes[one], nodes[other]): pair.tension for (kind, one, other), pair in found.items()}


def part_of_pages(
    whole: Organization,
    start: Organization,
    deleted: Deleted,
    choose: Order,
    random: Random,
    forgets: float,
    both: bool,
) -> float:
    """The part of all pages that it takes until enough of the worst pairs are back; 1 where they never are."""
    worst = sorted(tensions(whole).items(), key=lambda each: (-each[1], each[0]))[:WORST]
    total = len([*start.objectives, *start.drivers])
    answered: set[str] = set()
    now = start
    while len(answered) < total:
        found = tensions(now)
        if mean(found.get(pair, 0.0) >= 0.9 * tension for pair, tension in worst) >= ENOUGH:
            break
        pages = [page for page in agenda(Context(now, today=TODAY), confirm=False).pages if page.about not in answered]
        if not pages:
            return 1.0
        page = choose(pages, random)
        answered.add(page.about)
        nodes: dict[str, Objective | Driver] = {**now.objectives, **now.drivers}
        told = {key: list(nodes[key].effects) for key in nodes}
        for key, effects in deleted.items():
            for effect in effects:
                asked = key == page.about or (both and effect.target == page.about)
                if asked and effect not in told[key] and random.random() >= forgets:
                    told[key].append(effect)
        changed = {key: tuple(sorted(each)) for key, each in told.items() if len(each) > len(nodes[key].effects)}
        now = with_effects(now, changed)
        node = nodes[page.about]
        looked = Considered("Somebody", None, ("drivers", "objectives", "outcomes"), node.location)
        if page.about in now.objectives:
            objective = replace(now.objectives[page.about], considered=looked)
            now = replace(now, objectives={**now.objectives, page.about: objective})
        else:
            driver = replace(now.drivers[page.about], considered=looked)
            now = replace(now, drivers={**now.drivers, page.about: driver})
    return len(answered) / total


def large(objectives: int) -> None:
    """Print what it takes to ask a large organization."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "org.yaml"
        file.write_text(json.dumps(generate.organization(objectives)), "utf-8")
        organization = load(file)
    started = process_time()
    context = Context(organization, today=TODAY)
    found = agenda(context)
    print(f"{objectives:,} objectives: {process_time() - started:.1f} s CPU, {len(found.pages)} pages weighed")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--harms", type=float, default=1.0)
    parser.add_argument("--forgets", type=float, default=0.0)
    parser.add_argument("--both", action="store_true")
    parser.add_argument("--most-nodes", type=int, default=60)
    parser.add_argument("--large", type=int, help="time the first pages of so many generated objectives instead")
    wanted = parser.parse_args()
    if wanted.large:
        large(wanted.large)
        return
    sums: dict[str, list[float]] = {name: [] for name in ORDERS}
    for path in sorted(CASES.glob("*.yaml")):
        whole = load(path)
        nodes = len(whole.objectives) + len(whole.drivers) + len(whole.outcomes)
        if nodes > wanted.most_nodes or len(tensions(whole)) < LEAST_PAIRS:
            continue
        line = []
        for name, choose in ORDERS.items():
            parts = []
            for seed in range(wanted.seeds):
                random = Random(seed)
                start, deleted = halved(whole, random, wanted.harms)
                parts.append(part_of_pages(whole, start, deleted, choose, random, wanted.forgets, both=wanted.both))
            sums[name].append(mean(parts))
            line.append(f"{name} {mean(parts):.2f}")
        print(f"{path.stem:45} {nodes:3} nodes  {'  '.join(line)}", flush=True)
    print("mean", "  ".join(f"{name} {mean(each):.3f}" for name, each in sums.items()))


if __name__ == "__main__":
    main()
