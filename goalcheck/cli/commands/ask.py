"""`goalcheck ask`: what to declare next, by what the answers could change, and the forms that ask it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color, colored, emit, say, spared, width
from goalcheck.cli.parameters import whole
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.asking.forms import Form
    from goalcheck.facts.context import Context

EXAMPLES = """\
goalcheck ask my-org
goalcheck ask my-org --department operations -o operations.html"""

FORMS = (".html", ".htm", ".csv", ".md")
"""The endings of files that are forms to fill in."""

PAGES_AT_ONCE = 5


def ask(
    paths: options.PathsOrHere = None,
    organization: options.OneOrganization = None,
    format_: options.DifferenceFormat = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file; FILE.html, FILE.csv and FILE.md are forms of --department or --customer to fill in.",
            callback=spared,
        ),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="ID", help="Ask a department and those below it.")
    ] = None,
    customer: Annotated[str | None, typer.Option("--customer", metavar="ID", help="Ask a customer.")] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Ask here, page by page, and write the answers at once.")
    ] = False,
    top: Annotated[int, whole("--top", least=1, help="Show the N next pages.")] = PAGES_AT_ONCE,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
) -> None:
    """Ask what to declare next, here or with forms.

    The questions whose answers could change most come first.

    Each question says why it is asked. A form is a file that people fill in without a terminal; goalcheck collect
    brings their answers home.
    """
    from goalcheck.api import load
    from goalcheck.cli.scope import in_scope
    from goalcheck.facts.context import Context
    from goalcheck.selection import require

    if department is not None and customer is not None:
        raise UsageError("--department and --customer ask two different people: give one of them")
    paths, organization = in_scope(paths, organization)
    found = load(paths, organization=organization)
    require(found.departments, [] if department is None else [department], "department")
    require(found.customers, [] if customer is None else [customer], "customer")
    context = Context(found, today=today or date.today())
    if interactive:
        from goalcheck.cli.interview import interview

        interview(paths, organization=organization, department=department, top=top, today=context.today)
    elif customer is not None or (output is not None and output.suffix.lower() in FORMS and format_ is None):
        _deliver(context, _form(context, department, customer), output)
    else:
        _say(context, department, format_, output, top, color)


def _form(context: Context, department: str | None, customer: str | None) -> Form:
    from goalcheck.asking.forms import customer_form, department_form

    if customer is not None:
        return customer_form(context, customer, made=context.today)
    if department is None:
        raise UsageError("a form asks somebody: give --department ID or --customer ID")
    return department_form(context, department, made=context.today)


def _deliver(context: Context, form: Form, output: Path | None) -> None:
    """Write a form by the ending of its file; on stdout it is Markdown."""
    from goalcheck.render.asking.page import form_html
    from goalcheck.render.asking.tables import form_csv, form_markdown

    ending = output.suffix.lower() if output else ".md"
    if ending not in FORMS:
        raise UsageError(f"a form is {', '.join(f'*{each}' for each in FORMS)}")
    writer = form_csv if ending == ".csv" else form_markdown if ending == ".md" else form_html
    emit(writer(context.organization, form), output)
    if output is not None:
        count = sum(len(section.questions) for section in form.sections)
        name = for_terminal(str(output))
        say(f"goalcheck: {count} questions; bring the answers home with goalcheck collect {name} PATH --write\n")


def _say(
    context: Context,
    department: str | None,
    format_: DiffFormat | None,
    output: Path | None,
    top: int,
    color: Color,
) -> None:
    from goalcheck.asking.pages import agenda
    from goalcheck.cli.endings import chosen_format
    from goalcheck.render.asking.agenda import agenda_json, agenda_markdown, agenda_text

    chosen = chosen_format(output, format_, DiffFormat)
    asked = agenda(context, departments=[] if department is None else [department])
    if chosen is DiffFormat.JSON:
        emit(agenda_json(context.organization, asked, top=top), output)
    elif chosen is DiffFormat.MARKDOWN:
        emit(agenda_markdown(context.organization, asked, top=top), output)
    else:
        columns, is_colored = width(output), colored(color, output)
        emit(agenda_text(context.organization, asked, top=top, width=columns, color=is_colored), output)
