"""The words that formats share: names of nodes, chains as sentences, levels with their styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from shlex import quote

from goalcheck.findings import Contest, Finding, Level, Link, Side
from goalcheck.messages import Ref
from goalcheck.model import Organization
from goalcheck.render.safe import for_terminal
from goalcheck.report import Report
from goalcheck.source import Location

BAR_CELLS = 20
FULL, EMPTY = "█", "░"

LEVEL_STYLES = {Level.SEVERE: "bold red", Level.SERIOUS: "yellow", Level.MINOR: "cyan"}

SHORT_FINGERPRINT = 8


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: 1 pair, 3 pairs."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str], most: int = 4) -> str:
    """A list in words, with the rest counted."""
    shown = list(words[:most])
    if len(words) > most:
        return f"{', '.join(shown)} and {len(words) - most} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def bar(tension: float) -> str:
    """A tension as a bar of BAR_CELLS cells."""
    full = round(tension / 100 * BAR_CELLS)
    return FULL * full + EMPTY * (BAR_CELLS - full)


Clean = Callable[[str], str]
"""What is made of a user's own text: safe for a terminal, or only cut where a format makes it safe later."""


def command_line(paths: Sequence[str], *, clean: Clean = for_terminal) -> str:
    """The paths that the user named, as they are typed after a command; their order means nothing."""
    return " ".join(clean(quote(path)) for path in sorted(paths))


def place(location: Location, *, clean: Clean = for_terminal) -> str:
    """file:line:column."""
    return f"{clean(location.file)}:{location.line}:{location.column}"


class CleanIds:
    """Things are called by their ids, and a user's own text is made clean.

    Args:
        clean: what is made of such a text.
    """

    def __init__(self, clean: Clean) -> None:
        self._clean = clean

    def ref(self, ref: Ref) -> str:
        """The id."""
        return ref.id

    def text(self, text: str) -> str:
        """The text, clean."""
        return self._clean(text)


SAFE_IDS = CleanIds(for_terminal)


class Speaker:
    """The names of one organization's things in words; everything it returns is safe for a terminal.

    Args:
        quotes: the characters before and after a name.
        clean: makes names and reasons safe; with `cut` they stay raw, for a document whose formats make them safe.
    """

    def __init__(
        self, organization: Organization, *, quotes: tuple[str, str] = ('"', '"'), clean: Clean = for_terminal
    ) -> None:
        self._organization = organization
        self._clean = clean
        self._before, self._after = quotes

    def own(self, text: str) -> str:
        """A user's own text."""
        return self._clean(text)

    def quoted(self, name: str) -> str:
        """A name in quotes."""
        return f"{self._before}{self._clean(name)}{self._after}"

    def name(self, node: str) -> str:
        """The name of an objective, outcome or driver, in quotes."""
        organization = self._organization
        entry = organization.objectives.get(node) or organization.outcomes.get(node) or organization.drivers.get(node)
        return self.quoted(entry.name if entry else node)

    def department(self, key: str) -> str:
        """The name of a department."""
        return self._clean(self._organization.departments[key].name)

    def party(self, key: str) -> str:
        """The name of a department or a customer."""
        organization = self._organization
        entry = organization.departments.get(key) or organization.customers.get(key)
        return self._clean(entry.name if entry else key)

    def decider(self, department: str | None) -> str:
        """The person who can decide, in words."""
        if department is None:
            return "nobody yet: no department is above both sides"
        lead = self._organization.departments[department].lead
        return f"{self._clean(lead) if lead else 'the lead'} ({self.department(department)})"

    def money(self, amount: float) -> str:
        """An amount in the organization's currency."""
        return f"{amount:,.0f} {self._clean(self._organization.currency or '')}".rstrip()

    def outcome(self, key: str) -> str:
        """An outcome with its customer and importance."""
        entry = self._organization.outcomes[key]
        customer = self._organization.customers[entry.customer].name if entry.customer else "no customer named"
        return f"{self.name(key)} ({self._clean(customer)}, importance {entry.importance} of 5)"

    def objective(self, key: str) -> str:
        """An objective with its department."""
        return f"{self.name(key)} ({self.department(self._organization.objectives[key].department)})"

    def sentence(self, chain: Sequence[Link]) -> str:
        """A chain in words: a.b hurts "X", which strongly helps "Y"."""
        steps = [f"{link.word} {self.name(link.target)}" for link in chain]
        return f"{chain[0].origin} {', which '.join(steps)}"

    def arrow(self, link: Link) -> str:
        """One arrow in words with its weight: a.b hurts "X" (-0.67)."""
        return f"{link.origin} {link.word} {self.name(link.target)} ({link.weight:+.2f})"

    def evidence(self, link: Link) -> str:
        """One link with its weight and why it is there."""
        notes = self.notes(link)
        aside = f" [{notes}]" if notes else ""
        reason = f", because {self._clean(link.because)}" if link.because else ""
        return f"{link.word} {link.target} ({link.weight:+.2f}){reason}{aside}"

    def notes(self, link: Link) -> str:
        """The source, confidence and evidence of a link; empty where it has nothing to add."""
        confidence = f"{link.confidence} confidence" if link.confidence != "high" else ""
        said = [self._origin(link), confidence, self._clean(link.evidence or "")]
        return "; ".join(note for note in said if note)

    def _origin(self, link: Link) -> str:
        if link.source == "claimed":
            return f"claimed by {self.party(link.by)}" if link.by else "claimed"
        if link.source == "implied":
            return "implied by its target"
        return f"said by {self._clean(link.by)}" if link.by else ""

    def parties(self, finding: Finding) -> tuple[str, ...]:
        """The objectives in conflict, as ids: the one that hurts before the one that is hurt, else all in order."""
        if finding.by and finding.of:
            return finding.by, finding.of
        pulling = [side.objective for contest in finding.outcomes[:1] for side in contest.sides]
        return tuple(dict.fromkeys([*pulling, *finding.objectives]))


def sides(contest: Contest) -> tuple[list[Side], list[Side]]:
    """The helping and the hurting sides of a contest."""
    return [side for side in contest.sides if side.sign > 0], [side for side in contest.sides if side.sign < 0]


def exactness(report: Report) -> str | None:
    """The line that every report carries where an answer is not exact."""
    if report.exact:
        return None
    left_out = f" Left out: {listed(report.left_out)}." if report.left_out else ""
    return (
        "Not exact: the effects are too dense to search every chain within the limit; "
        f"some pushes may be understated.{left_out} Lower settings: max_links, or raise min_chain."
    )


def coverage_headline(report: Report) -> str | None:
    """The first thing to say of a report where fewer than half of the objectives are seen; None where more are."""
    seen, objectives = report.counts.seen, report.counts.objectives
    if objectives == 0:
        return "Nothing can be found yet: no objective is in force"
    if seen == 0:
        who = (
            "the only objective reaches neither"
            if objectives == 1
            else f"none of the {objectives:,} objectives reaches"
        )
        return f"Nothing can be found yet: {who} a customer {'nor' if objectives == 1 else 'or'} another objective"
    if 2 * seen < objectives:
        return f"Only {seen:,} of {objectives:,} objectives can be seen: what follows is a part"
    return None


def seen_of_all(report: Report) -> str:
    """How many objectives the analysis can see: 9 of 11 objectives seen."""
    return f"{report.counts.seen:,} of {count(report.counts.objectives, 'objective')} seen"


def too_few_seen(report: Report, percent: float) -> str | None:
    """The sentence that says that fewer objectives are seen than somebody asks for; None where enough are."""
    seen, objectives = report.counts.seen, report.counts.objectives
    share = 100 * seen / objectives if objectives else 0.0
    if share >= percent - 1e-9:
        return None
    return (
        f"Too little can be seen: {seen:,} of {count(objectives, 'objective')} ({floor(share)} %), "
        f"and --min-seen asks for {percent:g} %"
    )
