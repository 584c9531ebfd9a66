"""`goalcheck robust`: the share of draws of the weights in which each conflict stands."""

from __future__ import annotations

from typing import Annotated

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import (
    ColorChoice,
    Format,
    InDepartment,
    MinLevel,
    OfCustomer,
    OneOrganization,
    Output,
    OutputFormat,
    OverOutcome,
    PathsOrHere,
    Seed,
    Today,
    Top,
)
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import whole

EXAMPLES = """\
goalcheck robust my-org
goalcheck robust my-org --draws 200 --seed 7 -o robust.json"""


def robust(
    paths: PathsOrHere = None,
    organization: OneOrganization = None,
    draws: Annotated[int, whole("--draws", least=1, most=10_000, help="How many draws.")] = 1_000,
    seed: Seed = 1,
    format_: OutputFormat = None,
    output: Output = None,
    level: MinLevel = None,
    department: InDepartment = None,
    outcome: OverOutcome = None,
    customer: OfCustomer = None,
    top: Top = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Count how often conflicts stand where effects are unsure.

    The weights of all effects are drawn anew within what their confidence leaves open, and each conflict is counted:
    how often it stands, how often at its level or a worse one, and where its pressure mostly is.

    High confidence leaves 20 % either way, medium 40 %, low 60 %. The same seed gives the same draws.
    Needs numpy: pip install 'goalcheck[resolve]'.
    """
    chosen = chosen_format(output, format_, Format)
    from goalcheck.cli.analyzing import report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.selection import Selection, select
    from goalcheck.sensitivity.robust import require_numpy, robustness

    require_numpy()
    paths, organization = in_scope(paths, organization)
    report = report_on(paths, today=today, organization=organization, at_length=0)
    selected = select(report, Selection(level, department or (), outcome or (), customer or ()))
    found = robustness(report, draws=draws, seed=seed)
    shown = [standing for conflict in selected.conflicts if (standing := found.of(conflict))][:top]
    if chosen is Format.JSON:
        from goalcheck.render.json import dumps
        from goalcheck.render.sensitivity_json import robust_data

        emit(dumps(robust_data(report.organization, found, shown)), output)
    else:
        from goalcheck.render.terminal.robust import render_robustness

        text = render_robustness(report.organization, found, shown, width=width(output), color=colored(color, output))
        emit(text, output)
