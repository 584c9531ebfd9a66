"""`goalcheck rules`: the rule table."""

from __future__ import annotations

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import Format, Output, OutputFormat
from goalcheck.cli.output import emit

EXAMPLES = """\
goalcheck rules"""


def rules(format_: OutputFormat = None, output: Output = None) -> None:
    """List the rules: code, name, level, and what each fires on."""
    chosen = chosen_format(output, format_, Format)
    from goalcheck.render.rules import render_rules, rules_data
    from goalcheck.rules import RULES

    if chosen is Format.JSON:
        from goalcheck.render.json import dumps

        emit(dumps(rules_data(RULES)), output)
    else:
        emit(render_rules(RULES), output)
