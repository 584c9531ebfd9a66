"""A finding in one sentence that a leader understands who has never seen an id."""

from __future__ import annotations

import re

from goalcheck.findings import Finding
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.words import Speaker

_FULL_ID = re.compile(r"(?<![\w.-])[a-z0-9][a-z0-9_-]*\.[a-z0-9][a-z0-9_-]*(?![\w-])")
_TENSION = re.compile(r" \(tension [0-9.]+\)")


def headline(speaker: Speaker, finding: Finding) -> str:
    """The sentence, without its tension and a full stop; safe for a terminal."""
    names = [speaker.name(each) for each in speaker.parties(finding)]
    over = speaker.name(finding.outcomes[0].outcome) if finding.outcomes else ""
    more = f" and {len(finding.outcomes) - 1} more" if len(finding.outcomes) > 1 else ""
    match finding.code:
        case "GC101" if over:
            return f"{names[0]} hurts what {names[1]} helps: {over}{more}"
        case "GC103" if over:
            return f"{names[0]} both helps and hurts {over}{more}"
        case "GC401" if over and names:
            return f"{names[0]} is on target, and the customer is not happy with {over}{more}"
        case _:
            return with_names(speaker, finding)


def with_names(speaker: Speaker, finding: Finding) -> str:
    """What the finding says, with the names of its objectives in place of their ids; safe for a terminal."""
    known = set(finding.objectives)
    message = for_terminal(_TENSION.sub("", finding.message), most=MAX_SENTENCE)
    return _FULL_ID.sub(lambda found: speaker.name(found[0]) if found[0] in known else found[0], message)
