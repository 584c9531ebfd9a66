"""The value of a question equals brute force: the organization with the answer, analyzed anew as a whole."""

from __future__ import annotations

from random import Random

import pytest
import worlds
from small_worlds import small_organization

from goalcheck import Organization
from goalcheck.asking.gains import Gains
from goalcheck.changes.apply import apply
from goalcheck.changes.kinds.effect import SetEffect
from goalcheck.facts.context import Context

Tensions = dict[tuple[str, ...], float]


def tensions(organization: Organization) -> Tensions:
    """The tension of each pair by what the analysis finds: GC101, and GC102 in each direction."""
    found: Tensions = {}
    from goalcheck.api import analyze

    for finding in analyze(organization, today=worlds.TODAY).findings:
        if finding.rule.code in ("GC101", "GC102"):
            direction = (finding.by, finding.of) if finding.rule.code == "GC102" else finding.objectives
            found[finding.rule.code, *(str(each) for each in direction)] = finding.tension or 0.0
    return found


def brute_force(organization: Organization, origin: str, target: str, sign: int) -> float:
    said = "helps" if sign > 0 else "hurts"
    after = tensions(apply(organization, [SetEffect(origin, target, said)]))
    before = tensions(organization)
    return sum(abs(after.get(pair, 0.0) - before.get(pair, 0.0)) for pair in before.keys() | after.keys())


def cells(organization: Organization, random: Random, count: int) -> list[tuple[str, str, int]]:
    """Some effects that nobody has spoken about: of objectives and drivers on anything in the graph."""
    nodes = sorted([*organization.outcomes, *organization.drivers, *organization.objectives])
    origins = [each for each in nodes if each not in organization.outcomes]
    found = []
    for _ in range(count):
        origin, target = random.choice(origins), random.choice(nodes)
        node = organization.objectives.get(origin) or organization.drivers[origin]
        metric = getattr(getattr(node, "target", None), "metric", None)
        measured = organization.outcomes.get(target) or organization.drivers.get(target)
        implied = metric is not None and measured is not None and measured.metric == metric
        if origin != target and not implied and target not in {each.target for each in node.effects}:
            found.append((origin, target, random.choice((1, -1))))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_a_gain_equals_a_complete_analysis(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing to keep secret
    raw = small_organization(random)
    raw["settings"].pop("rules", None)  # a rule that is off, or a level of its own, hides no tension
    organization = worlds.organization(raw)
    context = Context(organization, today=worlds.TODAY)
    gains, index = Gains(context), context.network.index
    for origin, target, sign in cells(organization, random, 12):
        if origin not in index or target not in index:
            continue
        ends = index[origin], index[target], sign
        wanted = brute_force(organization, origin, target, sign)
        exact = gains.exact_gain(*ends).change
        assert exact == pytest.approx(wanted, abs=1e-6), (origin, target, sign)
        if not gains.may_overstate(*ends):
            assert gains.gain(*ends).change == pytest.approx(wanted, abs=1e-6), (origin, target, sign)
