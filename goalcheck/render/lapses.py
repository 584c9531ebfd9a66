"""Decisions that have lapsed or lapse soon, as remarks: who decided, on what, when, and what is open without it."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.findings import Level, fingerprint
from goalcheck.planning.lapses import Lapse
from goalcheck.render.remarks import Remark, RemarkKind
from goalcheck.render.words import count, listed


def lapse_remarks(found: Iterable[Lapse]) -> list[Remark]:
    """A remark for each; none makes a check fail."""
    return [_remark(each) for each in found]


def _remark(lapse: Lapse) -> Remark:
    decision = lapse.decision
    subject = listed(decision.between) + (f" over {decision.over}" if decision.over else "")
    who = f"the decision of {decision.by} on {subject}"
    has_lapsed = lapse.days < 0
    if has_lapsed:
        said = f"{who} lapsed on {decision.until}, {count(-lapse.days, 'day')} ago"
    elif lapse.days:
        said = f"{who} lapses after {decision.until}, in {count(lapse.days, 'day')}"
    else:
        said = f"{who} lapses after today"
    open_again = f"{'open again' if has_lapsed else 'open again then'}: {listed(lapse.held)} ({lapse.level.value})"
    return Remark(
        RemarkKind.LAPSED if has_lapsed else RemarkKind.LAPSING,
        lapse.level if has_lapsed else Level.MINOR,
        said,
        decision.over or listed(decision.between),
        fingerprint("lapse", decision.over or "", *decision.between),
        decision.location,
        (open_again, f"{decision.by} said: {decision.reason}"),
    )
