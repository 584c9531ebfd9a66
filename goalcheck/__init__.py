"""goalcheck finds the department objectives that pull against each other.

    import goalcheck
    organization = goalcheck.load("examples/northline")
    report = goalcheck.analyze(organization)
    resolution = goalcheck.resolve(organization)

`load` reads files into an `Organization`, `analyze` makes a `Report` of it, `resolve` the cheapest ways out of its
conflicts. Every error that they raise is a `GoalcheckError`, and a public name like theirs.

The map, from the top; imports only point down, and siblings do not know each other:

- `cli`        options in, exit status out
- `render`     a report goes in, text comes out
- `meeting`    what a leadership meeting needs of a report: matters to decide, the customer's view, the heat map
- `matrix`     tension between departments, pushes on outcomes, camps
- `planning`   organizations compared with each other, with their past in git and with changes that nobody has written
               yet; the cheapest changes that settle conflicts; decisions and changes written into files
- `sensitivity`  what would end a conflict, how surely it stands, what would lower tension most
- `picture`    what a picture shows and where it stands, as plain data
- `api`        `load` and `analyze`, which is all that the command line uses
- `analysis`   the pipeline: context, rules, decisions, order
- `rules`      one file for each rule, found by looking into the folder; nothing else knows a rule by its code
- `rule`       the declaration of a rule
- `facts`      what rules and views ask of an organization: resource demand, targets, rating history, touchpoints
- `decisions`  what was decided about a finding, and how that stands
- `findings`   findings and reports, plain data
- `traits`     what a rule says about itself, and its findings carry
- `graph`      arrows, chains, pushes, clashes, influence; alone in knowing networkx
- `model`      what an organization is
- `messages`   templates with references and values, the English catalogue, and how they become text
- `files`      YAML to values with positions; alone in knowing YAML
- `source`     places and problems

What always holds: the same input gives the same bytes; a conflict is data and never raised; text from a file is
untrusted until a renderer has made it safe.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what `typing` would say; importing it takes half of the time until Ctrl-C is listened to

if TYPE_CHECKING:
    from typing import Any

    from goalcheck.api import analyze, load
    from goalcheck.findings import Finding, Level
    from goalcheck.model import Organization
    from goalcheck.planning.resolving import Resolution, Terms, resolve
    from goalcheck.planning.resolving.deadline import OutOfTime
    from goalcheck.report import Report
    from goalcheck.source import GoalcheckError, InvalidInput, MissingExtra, Problem, TooLarge, UnknownName
    from goalcheck.writing import HalfWritten

__version__ = "0.2.0"

__all__ = [
    "Finding",
    "GoalcheckError",
    "HalfWritten",
    "InvalidInput",
    "Level",
    "MissingExtra",
    "Organization",
    "OutOfTime",
    "Problem",
    "Report",
    "Resolution",
    "Terms",
    "TooLarge",
    "UnknownName",
    "__version__",
    "analyze",
    "load",
    "resolve",
]

_HOMES = {
    "Finding": "goalcheck.findings",
    "GoalcheckError": "goalcheck.source",
    "HalfWritten": "goalcheck.writing",
    "InvalidInput": "goalcheck.source",
    "Level": "goalcheck.findings",
    "MissingExtra": "goalcheck.source",
    "Organization": "goalcheck.model",
    "OutOfTime": "goalcheck.planning.resolving.deadline",
    "Problem": "goalcheck.source",
    "Report": "goalcheck.report",
    "Resolution": "goalcheck.planning.resolving",
    "Terms": "goalcheck.planning.resolving",
    "TooLarge": "goalcheck.source",
    "UnknownName": "goalcheck.source",
    "analyze": "goalcheck.api",
    "load": "goalcheck.api",
    "resolve": "goalcheck.planning.resolving",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that `goalcheck --version` starts at once."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'goalcheck' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, imported or not, which `help` shows too."""
    return list(__all__)
