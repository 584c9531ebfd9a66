"""JSON lines: a line for each conflict, then one for each finding that counts for itself, as the JSON report has them.

So `wc -l` counts what every output counts, and `grep` selects. A conflict has the key `about`, a finding the key `code`
before all others. A check's remarks follow, each with the key `remark` before all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from goalcheck.render.json import conflict_data, finding_data, remark_data
from goalcheck.render.remarks import Remark
from goalcheck.report import Report


def render_report(report: Report, remarks: Sequence[Remark] = ()) -> str:
    """The lines, plain ASCII; nothing where there is nothing to tell."""
    return "".join(f"{json.dumps(each, allow_nan=False)}\n" for each in (*_lines(report), *map(remark_data, remarks)))


def _lines(report: Report) -> Iterator[Any]:
    yield from (conflict_data(each) for each in report.conflicts)
    yield from (finding_data(each) for each in report.findings if each.counts)
