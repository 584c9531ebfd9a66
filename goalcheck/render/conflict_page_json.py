"""One conflict at length as JSON's own types."""

from __future__ import annotations

from typing import Any

from goalcheck.conflict_messages import headline
from goalcheck.findings import DecisionNote
from goalcheck.messages import render_all
from goalcheck.render.json import conflict_data, finding_head, place_data
from goalcheck.render.sensitivity_json import robust_data, tipping_data
from goalcheck.sensitivity.conflict_page import ConflictPage


def conflict_page_data(page: ConflictPage) -> dict[str, Any]:
    """The conflict as the report has it, with all that is told of one conflict alone."""
    conflict, organization = page.conflict, page.report.organization
    standing = page.robustness.of(conflict) if page.robustness else None
    more = {
        "message": str(headline(organization, conflict)),
        "worth": round(conflict.worth, 4),
        "changes": render_all(conflict.changes),
        "mitigated": [
            {"from": origin, "to": target, "by": objective}
            for (origin, target), objective in sorted(page.mitigators.items())
        ],
        "decisions": [
            {"objective": each.objective, **_decision(each.decision)} for each in conflict.hurters if each.decision
        ],
        "told_with_it": [finding_head(each) for each in page.findings],
        "tipping": tipping_data(page.tipping),
        "robust": robust_data(organization, page.robustness, [standing]) if page.robustness and standing else None,
    }
    return conflict_data(conflict) | more


def _decision(note: DecisionNote) -> dict[str, Any]:
    return {
        "decision": note.verdict,
        "by": note.by,
        "reason": note.reason,
        "until": note.until,
        "location": place_data(note.location),
    }
