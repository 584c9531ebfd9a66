"""`goalcheck explain`: a rule's page, or one finding at length."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.options import ColorChoice, Format, Output, OutputFormat, Today
from goalcheck.cli.output import Color, colored, emit, width


def _complete(incomplete: str) -> list[str]:
    from goalcheck.rules import RULES

    return [name for rule in RULES for name in (rule.code, rule.name) if name.startswith(incomplete)]


def explain(
    subject: Annotated[
        str, typer.Argument(help="A rule's code or name, or the fingerprint of a finding.", autocompletion=_complete)
    ],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="The organization, to explain one of its findings.")
    ] = None,
    format_: OutputFormat = Format.TEXT,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Explain a rule (by code or name), or one finding (by fingerprint) with both chains and its conflict cloud."""
    if paths:
        text = _finding(subject, paths, format_, output, color, today)
    else:
        text = _rule(subject, format_, width(output), color=colored(color, output))
    emit(text, output)


def _rule(subject: str, format_: Format, columns: int | None, *, color: bool) -> str:
    from goalcheck.render.rules_text import render_page, rules_data
    from goalcheck.rules import examples, find_rule
    from goalcheck.selection import is_fingerprint
    from goalcheck.source import UnknownName

    if is_fingerprint(subject):
        raise UnknownName(f"'{subject}' is the fingerprint of a finding: goalcheck explain {subject} PATH...")
    rule = find_rule(subject)
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps

        return dumps(rules_data([rule])[0])
    return render_page(rule, examples(rule), width=columns, color=color)


def _finding(subject: str, paths: list[str], format_: Format, output: Output, color: Color, today: Today) -> str:
    from goalcheck.cli.studying import report_on
    from goalcheck.selection import find_finding

    report = report_on(paths, today=today)
    finding = find_finding(report, subject)
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps, finding_data

        return dumps(finding_data(finding))
    from goalcheck.render.finding_text import render_finding

    return render_finding(report, finding, paths=paths, width=width(output), color=colored(color, output))
