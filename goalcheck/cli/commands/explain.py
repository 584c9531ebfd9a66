"""`goalcheck explain`: a rule's page, or one finding at length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import ColorChoice, Format, OneOrganization, Output, OutputFormat, Robust, Seed, Today
from goalcheck.cli.output import Color, colored, emit, width

if TYPE_CHECKING:
    from goalcheck.analysis import Analysis
    from goalcheck.sensitivity.robust import Robustness


def _complete(incomplete: str) -> list[str]:
    from goalcheck.rules import RULES

    return [name for rule in RULES for name in (rule.code, rule.name) if name.startswith(incomplete)]


EXAMPLES = """\
goalcheck explain GC101
goalcheck explain 767acc93 my-org"""


def explain(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="RULE|FINGERPRINT",
            help="A rule's code or name, or the fingerprint of a finding.",
            autocompletion=_complete,
        ),
    ],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="The organization, to explain one of its findings.")
    ] = None,
    organization: OneOrganization = None,
    format_: OutputFormat = None,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
    robust: Robust = None,
    seed: Seed = 1,
) -> None:
    """Explain a rule, or one finding with its chains.

    A rule is named by its code or name; a finding by its fingerprint, and told with both chains and its conflict cloud.

    A conflict over pushes comes with its tipping points: which single effect, weakened to what, ends it, and which
    target. --robust draws the weights of all effects within what their confidence leaves open.
    """
    _check_order(subject, paths or [])
    chosen = chosen_format(output, format_, Format)
    if paths:
        from goalcheck.cli.analyzing import named, report_on, robustness_of

        report = report_on(paths, today=today, organization=organization)
        drawn = robustness_of(report, draws=robust, seed=seed)
        text = _finding(report, subject, named(paths, organization), chosen, output, color, drawn)
    else:
        text = _rule(subject, chosen, width(output), color=colored(color, output), robust=robust)
    emit(text, output)


def _check_order(subject: str, paths: list[str]) -> None:
    """Refuse a path before the name of a rule, which needs none, or before a fingerprint."""
    from goalcheck.cli.analyzing import in_order
    from goalcheck.rules import rule_names

    names = rule_names()
    if names.holds(subject):
        return
    if paths and names.holds(paths[0]):
        raise UsageError(
            f"{paths[0]} is a rule, which is explained without an organization: goalcheck explain {paths[0]}"
        )
    in_order("explain", subject, paths, kind="FINGERPRINT")


def _rule(subject: str, format_: Format, columns: int | None, *, color: bool, robust: int | None) -> str:
    from goalcheck.render.rules import render_page, rules_data
    from goalcheck.rules import examples, find_rule
    from goalcheck.selection import is_fingerprint
    from goalcheck.source import UnknownName

    if is_fingerprint(subject):
        raise UnknownName(f"'{subject}' is the fingerprint of a finding: goalcheck explain {subject} PATH...")
    rule = find_rule(subject)
    if robust is not None:
        raise UsageError(
            f"--robust is about a finding, and {rule.code} is a rule: "
            f"goalcheck explain FINGERPRINT PATH... --robust {robust}"
        )
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps

        return dumps(rules_data([rule])[0])
    return render_page(rule, examples(rule), width=columns, color=color)


def _finding(
    report: Analysis,
    subject: str,
    paths: list[str],
    format_: Format,
    output: Output,
    color: Color,
    robustness: Robustness | None,
) -> str:
    from goalcheck.selection import find_finding
    from goalcheck.sensitivity.tipping import tipping

    finding = find_finding(report, subject)
    tips = tipping(report, finding)
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps, finding_data
        from goalcheck.render.sensitivity_json import robust_data, tipping_data

        standing = robustness.of(finding) if robustness else None
        sure = {
            "tipping": tipping_data(tips) if tips else None,
            "robust": robust_data(robustness, [standing]) if robustness and standing else None,
        }
        return dumps(finding_data(finding) | sure)
    from goalcheck.render.terminal.finding import render_finding

    return render_finding(
        report,
        finding,
        paths=paths,
        width=width(output),
        color=colored(color, output),
        tipping=tips,
        robustness=robustness,
    )
