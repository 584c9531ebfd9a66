"""`goalcheck analyze`: the whole analysis."""

from __future__ import annotations

import typer

from goalcheck.cli import exits, options
from goalcheck.cli.options import FailOn
from goalcheck.cli.output import Color, say

EXAMPLES = """\
goalcheck analyze my-org
goalcheck analyze my-org --level serious -o findings.md"""


def analyze(
    paths: options.PathsOrHere = None,
    organization: options.OneOrganization = None,
    format_: options.ReportFormats = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
    everything: options.Everything = False,
    robust: options.Robust = None,
    seed: options.Seed = 1,
    fail_on: options.FailOnLevel = FailOn.NEVER,
) -> None:
    """Find what suffers where objectives pull apart, and say why.

    --robust tells in text how often each conflict stands; goalcheck robust tells it of all, also as JSON.

    Exit status: 0 whatever it finds, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.analyzing import fails, named, report_on, robustness_of
    from goalcheck.cli.delivery import ReportPart, annotating, deliver, deliveries, told_at_length
    from goalcheck.cli.scope import in_scope
    from goalcheck.selection import Selection, select

    wanted = deliveries(format_ or (), output)
    selection = Selection(level, department or (), outcome or (), customer or ())
    at_length = told_at_length(wanted) if selection.is_all and top is None and not everything else None
    paths, organization = in_scope(paths, organization)
    with annotating(wanted, paths):
        report = report_on(paths, today=today, organization=organization, at_length=at_length)
    selected = select(report, selection)
    if robust is not None and not any(each.format == "text" for each in wanted):
        say("goalcheck: only text tells of --robust; goalcheck robust PATH... --format json writes it as JSON\n")
    robustness = robustness_of(report, draws=robust, seed=seed)
    shown = select(selected, Selection(top=top))
    told = named(paths, organization)
    deliver(ReportPart(shown, told, robustness=robustness, everything=everything), wanted, color=color)
    if fails(selected, fail_on.value):
        raise typer.Exit(exits.FINDINGS)
