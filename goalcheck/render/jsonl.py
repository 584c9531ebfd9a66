"""JSON lines: one finding on each line, as the JSON report has it, so that `wc -l` counts and `grep` selects."""

from __future__ import annotations

import json

from goalcheck.render.json import finding_data
from goalcheck.report import Report


def render_report(report: Report) -> str:
    """A line for each finding, plain ASCII; nothing where there is none."""
    return "".join(f"{json.dumps(finding_data(each), allow_nan=False)}\n" for each in report.findings)
