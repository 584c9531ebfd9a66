"""Findings for people who have never seen an id: names in place of ids, and a conflict in one sentence."""

from __future__ import annotations

import re

from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.words import Speaker

_COMPOUND_ID = re.compile(r"(?<![\w.-])[a-z0-9]+(?:[._-]+[a-z0-9]+)+(?![\w-])")
"""What can only be an id: one of a single part may be a word like any other."""

_TENSION = re.compile(r" \(tension [0-9.]+\)")


class Namer:
    """Says what rules say, with names; everything it returns is safe for a terminal."""

    def __init__(self, organization: Organization, speaker: Speaker) -> None:
        self._sections = (
            *(organization.objectives, organization.outcomes, organization.drivers, organization.metrics),
            *(organization.departments, organization.customers, organization.resources),
        )
        self._speaker = speaker

    def named(self, text: str) -> str:
        """A text with the names of the things whose ids it holds."""
        return _COMPOUND_ID.sub(self._name, for_terminal(text, most=MAX_SENTENCE))

    def headline(self, finding: Finding) -> str:
        """What a finding says, in one sentence without its tension and a full stop."""
        names = [self._speaker.name(each) for each in self._speaker.parties(finding)]
        over = self._speaker.name(finding.outcomes[0].outcome) if finding.outcomes else ""
        more = f" and {len(finding.outcomes) - 1} more" if len(finding.outcomes) > 1 else ""
        match finding.code:
            case "GC101" if over:
                return f"{names[0]} hurts what {names[1]} helps: {over}{more}"
            case "GC103" if over:
                return f"{names[0]} both helps and hurts {over}{more}"
            case "GC401" if over and names:
                return f"{names[0]} is on target, and the customer is not happy with {over}{more}"
            case _:
                return self.named(_TENSION.sub("", finding.message))

    def _name(self, found: re.Match[str]) -> str:
        entry = next((section[found[0]] for section in self._sections if found[0] in section), None)
        return found[0] if entry is None else self._speaker.quoted(entry.name)
