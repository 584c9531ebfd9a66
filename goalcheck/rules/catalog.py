"""The codes and names of all rules of the design, whether this version has them yet or not.

A file may set any of them under `settings: {rules: ...}`; one that this version does not have changes nothing.
"""

from __future__ import annotations

CATALOG = {
    "GC101": "opposed-objectives",
    "GC102": "undermined-objective",
    "GC103": "self-defeating-objective",
    "GC104": "opposing-targets",
    "GC105": "mismatched-targets",
    "GC106": "overcommitted-resource",
    "GC107": "late-dependency",
    "GC108": "dependency-cycle",
    "GC109": "hostile-dependency",
    "GC110": "vicious-circle",
    "GC201": "inward-objective",
    "GC202": "unserved-outcome",
    "GC203": "harmed-outcome",
    "GC204": "unlinked-objective",
    "GC205": "unmeasured-objective",
    "GC206": "unowned-objective",
    "GC207": "goal-without-objective",
    "GC208": "rosy-department",
    "GC209": "empty-stage",
    "GC210": "uncoordinated-work",
    "GC301": "customer-not-consulted",
    "GC302": "department-not-consulted",
    "GC303": "team-not-consulted",
    "GC304": "disputed-effect",
    "GC305": "overlooked-priority",
    "GC401": "green-but-unhappy",
    "GC402": "unrated-outcome",
    "GC501": "expired-decision",
    "GC502": "stale-decision",
    "GC503": "outgrown-decision",
}

RULE_NAMES = frozenset([*CATALOG, *CATALOG.values()])
