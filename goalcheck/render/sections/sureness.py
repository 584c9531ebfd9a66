"""The sureness of a conflict in words: its tipping points, and the share of draws in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalcheck.facts.wording import arrow
from goalcheck.findings import Level
from goalcheck.messages import Message, Value, render
from goalcheck.messages import english as say
from goalcheck.messages.message import metric, objective, precise, signed
from goalcheck.model import Organization
from goalcheck.render.document import Block, Heading, Items, ListItem, ListMarks, cut
from goalcheck.render.words import CleanIds, count
from goalcheck.sensitivity.robust import BANDS, Robustness, Stability
from goalcheck.sensitivity.tipping import ArrowTip, TargetTip, Tipping, Tips

NOT_EXACT = say.TIPPING_NOT_EXACT.text


def tipping_blocks(organization: Organization, tipping: Tipping) -> Iterator[Block]:
    """The changes that would end a conflict alone, and those that would take it below its level."""
    yield Heading("What would end it alone")
    yield _items(tipping_messages(organization, tipping))
    lowering = tuple(_of_tips(organization, tipping.lowers))
    if tipping.below is not None and lowering:
        yield Heading(f"What would take it below {tipping.below.value} alone")
        yield _items(lowering)


def tipping_messages(organization: Organization, tipping: Tipping) -> Iterator[Message]:
    """The changes that would end a conflict alone, a sentence each."""
    yield from _of_tips(organization, tipping.ends)
    if not tipping.ends.arrows and tipping.exact:
        yield say.NO_SINGLE_ARROW()
    if not tipping.exact:
        yield say.TIPPING_NOT_EXACT()


def _of_tips(organization: Organization, tips: Tips) -> Iterator[Message]:
    yield from (_of_arrow(organization, tip) for tip in tips.arrows)
    yield from (_of_target(organization, target) for target in tips.targets)


def _items(messages: Iterable[Message]) -> Items:
    naming = CleanIds(cut)
    return Items(tuple(ListItem((render(message, naming),)) for message in messages))


def _of_arrow(organization: Organization, tip: ArrowTip) -> Message:
    """An arrow, and how weak it must be."""
    told: dict[str, Value] = {"arrow": arrow(organization, tip.link), "weight": signed(tip.link.weight)}
    if not tip.weight:
        return say.ONLY_NEUTRAL(**told)
    moves = abs(tip.weight - tip.link.weight) > 1e-6
    weaker = say.WEAKER_THAN(weight=signed(tip.weight)) if moves else say.ANY_WEAKER()
    again = say.NOT_WEAKER(weight=signed(tip.until)) if tip.until else say.NOTHING()
    return say.WEAKENED(**told, weaker=weaker, again=again)


def _of_target(organization: Organization, tip: TargetTip) -> Message:
    """A target, and how far it must be eased."""
    above = tip.upward
    figure = precise(tip.figure, organization.metrics[tip.metric].unit)
    if tip.included:
        aim = (say.AT_OR_ABOVE if above else say.AT_OR_BELOW)(figure=figure)
    else:
        aim = (say.ABOVE if above else say.BELOW)(figure=figure)
    again: Message = say.NOTHING()
    if tip.until is not None:
        again = (say.NOT_ABOVE if above else say.NOT_BELOW)(figure=precise(tip.until))
    return say.EASED(
        objective=objective(tip.objective), aim=aim, again=again, metric=metric(tip.metric), now=precise(tip.now)
    )


def standing_blocks(robustness: Robustness, standing: Stability) -> tuple[Block, ...]:
    """The part of the draws in which a conflict stands."""
    sentences = standing_sentence(robustness, standing), method(robustness)
    return Heading("How surely it stands"), Items(tuple(ListItem((each,)) for each in sentences), ListMarks.NONE)


def standing_sentence(robustness: Robustness, standing: Stability) -> str:
    """The share of draws in which a conflict stands, in a sentence."""
    level = standing.conflict.level
    at_level = "" if level is Level.MINOR else f" and is {level.value}{_or_worse(level)} in {share(standing.at_level)}"
    return (
        f"It stands in {share(standing.stands)} of {robustness.draws:,} draws{at_level}; "
        f"in nine of ten its pressure is {standing.lowest:.0f} to {standing.highest:.0f}."
    )


def _or_worse(level: Level) -> str:
    return "" if level is Level.SEVERE else " or worse"


def method(robustness: Robustness) -> str:
    """The method of the draws, in words."""
    bands = ", ".join(f"{confidence} confidence within {100 * band:.0f} %" for confidence, band in BANDS.items())
    left_out = f" Left out: {count(robustness.left_out, 'conflict')}." if robustness.left_out else ""
    inexact = "" if robustness.exact else f" {NOT_EXACT}{left_out}"
    return f"Each draw gives every arrow a weight of its own: {bands} (seed {robustness.seed}).{inexact}"


def share(part: float) -> str:
    """A share in percent; only all is 100 %, and only none is 0 %."""
    percent = 100 * part
    if 99.95 <= percent < 100:
        return "almost 100 %"
    if 0 < percent < 0.05:
        return "almost 0 %"
    return f"{percent:.1f}".removesuffix(".0") + " %"
