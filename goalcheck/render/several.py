"""The results of several organizations as one text, as the readers of each format take it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, fromstring, indent, tostring

from goalcheck import __version__
from goalcheck.render.safe import for_markdown, for_terminal, for_xml

Named = Sequence[tuple[str, str]]
"""The name of each organization, and its result."""

COUNTS = ("tests", "failures", "errors")


def together(format_: str, results: Named) -> str:
    """The results of one format as one text, each under the name of its organization."""
    return _JOINED[format_](results)


def _text(results: Named) -> str:
    return "\n".join(f"== {for_terminal(name)}\n{text}" for name, text in results)


def _markdown(results: Named) -> str:
    return "\n".join(f"# {for_markdown(name)}\n\n{text}" for name, text in results)


def _lines(results: Named) -> str:
    return "".join(text for _, text in results)


def _tables(results: Named) -> str:
    return "\r\n".join(text for _, text in results)


def _json(results: Named) -> str:
    data = {
        "format": "goalcheck-reports",
        "version": 1,
        "goalcheck": __version__,
        "organizations": [{"name": name, "report": json.loads(text)} for name, text in results],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _gitlab(results: Named) -> str:
    return json.dumps([issue for _, text in results for issue in json.loads(text)], indent=2, ensure_ascii=False) + "\n"


def _sarif(results: Named) -> str:
    """One log with a run for each; GitHub tells runs of one tool apart by their ids."""
    logs: list[dict[str, Any]] = [json.loads(text) for _, text in results]
    for (name, _), log in zip(results, logs, strict=True):
        for run in log["runs"]:
            run["automationDetails"] = {"id": f"goalcheck/{name}/"}
    whole = {**logs[0], "runs": [run for log in logs for run in log["runs"]]}
    return json.dumps(whole, ensure_ascii=True, separators=(",", ":")) + "\n"


def _junit(results: Named) -> str:
    """One list of suites with a suite for each."""
    whole = Element("testsuites", name="goalcheck")
    totals = dict.fromkeys(COUNTS, 0)
    for name, text in results:
        suites = fromstring(text)  # noqa: S314 - our own output
        for count in COUNTS:
            totals[count] += int(suites.get(count, "0"))
        for suite in suites:
            suite.set("name", for_xml(f"goalcheck {name}"))
            whole.append(suite)
    for count, number in totals.items():
        whole.set(count, str(number))
    indent(whole)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(whole, encoding="unicode") + "\n"


_JOINED: Mapping[str, Callable[[Named], str]] = {
    "text": _text,
    "json": _json,
    "jsonl": _lines,
    "sarif": _sarif,
    "junit": _junit,
    "github": _lines,
    "gitlab": _gitlab,
    "markdown": _markdown,
    "csv": _tables,
}
