"""`goalcheck explain`: a rule's page, or one conflict or finding at length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import (
    ColorChoice,
    DifferenceFormat,
    DiffFormat,
    OneOrganization,
    Output,
    Robust,
    Seed,
    Today,
)
from goalcheck.cli.output import Color, colored, emit, width

if TYPE_CHECKING:
    from goalcheck.analysis import Analysis
    from goalcheck.findings import Finding
    from goalcheck.sensitivity.conflict_page import ConflictPage


def _complete(incomplete: str) -> list[str]:
    from goalcheck.rules import RULES

    return [name for rule in RULES for name in (rule.code, rule.name) if name.startswith(incomplete)]


EXAMPLES = """\
goalcheck explain GC101
goalcheck explain 2940f461 my-org"""


def explain(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="RULE|FINGERPRINT",
            help="A rule's code or name, or the fingerprint of a conflict or a finding.",
            autocompletion=_complete,
        ),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="The organization that has the conflict; the one here."),
    ] = None,
    organization: OneOrganization = None,
    format_: DifferenceFormat = None,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
    robust: Robust = None,
    seed: Seed = 1,
) -> None:
    """Explain a rule, or one conflict or finding with its chains.

    A rule is named by its code or name. A conflict is named by its fingerprint, and told with who hurts what suffers
    and where, who protects it, its conflict cloud, what to do, and its tipping points: which single effect, weakened to
    what, ends or lowers it, and which target. --robust draws the weights of all effects within what their confidence
    leaves open. A finding is named by its fingerprint, too.
    """
    _check_order(subject, paths or [])
    chosen = chosen_format(output, format_, DiffFormat)
    if paths or _needs_organization(subject):
        from goalcheck.cli.scope import in_scope

        paths, organization = in_scope(paths, organization)
        from goalcheck.cli.analyzing import named, report_on, robustness_of
        from goalcheck.lookup import find
        from goalcheck.sensitivity.conflict_page import conflict_page

        report = report_on(paths, today=today, organization=organization)
        found = find(report, subject)
        told = named(paths, organization)
        if found.conflict is not None:
            drawn = robustness_of(report, draws=robust, seed=seed)
            page = conflict_page(report, found.conflict, drawn)
            emit(_conflict(page, told, chosen, width(output), color=colored(color, output)), output)
        elif found.finding is not None:
            _refuse_draws(found.finding, robust)
            emit(_finding(report, found.finding, told, chosen, width(output), color=colored(color, output)), output)
    else:
        emit(_rule(subject, chosen, width(output), color=colored(color, output), robust=robust), output)


def _needs_organization(subject: str) -> bool:
    """True if a fingerprint is to be explained: of the organization here, where no path is given."""
    from goalcheck.lookup import names_fingerprint
    from goalcheck.rules import rule_names

    return names_fingerprint(subject) and not rule_names().holds(subject)


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


def _rule(subject: str, format_: DiffFormat, columns: int | None, *, color: bool, robust: int | None) -> str:
    from goalcheck.render.rules import page_markdown, render_page, rules_data
    from goalcheck.rules import examples, find_rule

    rule = find_rule(subject)
    if robust is not None:
        raise UsageError(
            f"--robust is about a conflict, and {rule.code} is a rule: "
            f"goalcheck explain FINGERPRINT PATH... --robust {robust}"
        )
    if format_ is DiffFormat.JSON:
        from goalcheck.render.json import dumps

        return dumps(rules_data([rule])[0])
    if format_ is DiffFormat.MARKDOWN:
        return page_markdown(rule, examples(rule))
    return render_page(rule, examples(rule), width=columns, color=color)


def _refuse_draws(finding: Finding, robust: int | None) -> None:
    """Refuse to draw weights for a finding, which stands in a conflict or does not depend on weights alone."""
    if robust is not None:
        raise UsageError(
            f"--robust is about a conflict, and {finding.fingerprint[:8]} is a finding of {finding.code}: "
            "goalcheck robust PATH... tells of all conflicts"
        )


def _conflict(page: ConflictPage, paths: list[str], format_: DiffFormat, columns: int | None, *, color: bool) -> str:
    if format_ is DiffFormat.JSON:
        from goalcheck.render.conflict_page_json import conflict_page_data
        from goalcheck.render.json import dumps

        return dumps(conflict_page_data(page))
    if format_ is DiffFormat.MARKDOWN:
        from goalcheck.render.document.markdown import markdown_text
        from goalcheck.render.sections.conflict_page import conflict_page_blocks

        return markdown_text([*conflict_page_blocks(page, paths=paths)])
    from goalcheck.render.terminal.finding import render_conflict

    return render_conflict(page, paths=paths, width=columns, color=color)


def _finding(
    report: Analysis, finding: Finding, paths: list[str], format_: DiffFormat, columns: int | None, *, color: bool
) -> str:
    if format_ is DiffFormat.JSON:
        from goalcheck.render.json import dumps, finding_data

        told_with = [each.fingerprint for each in report.conflicts if finding.fingerprint in each.findings]
        return dumps(finding_data(finding) | {"conflicts": told_with})
    if format_ is DiffFormat.MARKDOWN:
        from goalcheck.render.document.markdown import markdown_text
        from goalcheck.render.sections.finding import finding_blocks

        return markdown_text([*finding_blocks(report, finding, paths=paths)])
    from goalcheck.render.terminal.finding import render_finding

    return render_finding(report, finding, paths=paths, width=columns, color=color)
