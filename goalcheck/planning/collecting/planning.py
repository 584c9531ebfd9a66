"""What answers become: effects of the owner, claims of others, reliances, agreements, ratings; and what is only told.

Nothing is averaged and nothing is guessed: of two people of one department the lead's word, else the first that was
given, becomes the effect, and the others' stand beside it as claims. An answer to something that has changed since the
form was made, or that the files say otherwise, is told and left out, unless `replace` says that answers win.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goalcheck.asking.forms import (
    AGREED,
    CHOICES,
    CLAIM,
    CONSIDERED,
    EFFECT,
    IMPORTANCE,
    MORE,
    NO,
    PRIORITY,
    RATING,
    RELIES,
    SURE,
    AskedAbout,
    said_now,
)
from goalcheck.changes.edit import Edit
from goalcheck.changes.patching.files import Files
from goalcheck.changes.patching.patch import AppendItems, Patch, Place, SetValue, make
from goalcheck.files.editing import Field
from goalcheck.model import TEAM, Claim, Driver, Effect, Objective, Organization
from goalcheck.model.suggestions import nearest_id
from goalcheck.planning.collecting.ratings import RatingEdits
from goalcheck.planning.collecting.reading import Answer, Answers

KINDS = ("outcomes", "drivers", "objectives")


@dataclass(frozen=True, slots=True)
class UnwrittenAnswer:
    """An answer that is told and not written: whose, to what question, and why."""

    file: str
    by: str
    question: str
    said: str
    why: str


@dataclass(slots=True)
class Collected:
    """What answers come to.

    Attributes:
        edits: the files with them.
        written: how many answers the edits say.
        known: how many the files said already.
        disagreements: answers that differ from what the files or others say; both are kept.
        stale: answers to what has changed since the form was made, or is not there any more.
        refused: answers that are none of those that the form offers.
        candidates: what people named in their own words: drivers that may be missing.
    """

    edits: list[Edit] = field(default_factory=list)
    written: int = 0
    known: int = 0
    disagreements: list[UnwrittenAnswer] = field(default_factory=list)
    stale: list[UnwrittenAnswer] = field(default_factory=list)
    refused: list[UnwrittenAnswer] = field(default_factory=list)
    candidates: list[UnwrittenAnswer] = field(default_factory=list)


def collect(
    organization: Organization, forms: Sequence[Answers], contents: Mapping[str, bytes], *, replace: bool
) -> Collected:
    """The edits by which the files say what people answered.

    Args:
        contents: what files hold, by their paths without links, for tables of ratings.
        replace: whether an owner's answer replaces what the files say otherwise.

    Raises:
        CannotEdit: a file is written in a way that no small edit can follow.
    """
    return _Collecting(organization, contents, replace=replace).collect(forms)


class _Collecting:
    def __init__(self, organization: Organization, contents: Mapping[str, bytes], *, replace: bool) -> None:
        self._organization = organization
        self._replace = replace
        self._files = Files()
        self._ratings = RatingEdits(organization, self._files, contents)
        self._found = Collected()
        self._effects: dict[tuple[str, str], str] = {}
        self._claims = {
            (claim.origin, claim.effect.target, claim.by, claim.person): claim for claim in organization.claims
        }
        self._priorities: dict[str, dict[int, str]] = {}
        self._agreed: set[tuple[str, str]] = set()

    def collect(self, forms: Sequence[Answers]) -> Collected:
        newest: dict[tuple[str, str, str], Answers] = {}
        for form in sorted(forms, key=lambda each: (each.day, each.file)):
            newest |= {(answer.id, form.who, form.by): form for answer in form.answers}
        for form in sorted(forms, key=self._rank):
            if self._knows(form):
                for answer in form.answers:
                    if newest[answer.id, form.who, form.by] is form:
                        self._take(form, answer)
        self._write_priorities()
        self._found.edits = [*self._files.edits(), *self._ratings.edits()]
        return self._found

    def _rank(self, form: Answers) -> tuple[object, ...]:
        """The lead first, then who answered first."""
        department = self._organization.departments.get(form.who)
        leads = department is not None and department.lead is not None and form.by == department.lead
        return not leads, form.day, form.by, form.file

    def _knows(self, form: Answers) -> bool:
        section = self._organization.departments if form.role == "department" else self._organization.customers
        if form.who in section:
            return True
        near = nearest_id(form.who, sorted(section))
        hint = f"; did you mean '{near}'?" if near else ""
        self._found.stale.append(
            UnwrittenAnswer(form.file, form.by, "", form.who, f"there is no such {form.role}{hint}")
        )
        return False

    def _take(self, form: Answers, answer: Answer) -> None:
        subject = AskedAbout.read(answer.id)
        if subject is None:
            self._tell(self._found.refused, form, answer, "this is no question of a form")
            return
        missing = self._missing(form, subject)
        if missing:
            self._tell(self._found.stale, form, answer, missing)
            return
        said = answer.said if subject.kind == MORE else answer.said.lower()
        if CHOICES[subject.kind] and said not in CHOICES[subject.kind] and not _is_rating(subject.kind, said):
            choices = ", ".join(CHOICES[subject.kind])
            self._tell(self._found.refused, form, answer, f"expected one of {choices}")
            return
        if answer.sure and answer.sure.lower() not in SURE:
            self._tell(self._found.refused, form, answer, f"how sure is one of {', '.join(SURE)}, not '{answer.sure}'")
            return
        now = said_now(self._organization, subject, form.who)
        if subject.kind == MORE:
            self._tell(self._found.candidates, form, answer, "perhaps a driver that is missing")
        elif said == now and subject.kind != CLAIM:
            self._found.known += 1
            self._effects.setdefault(subject[1:], said)
        elif subject.kind == EFFECT and self._speaker(subject) is not None:
            self._affect(form, answer, subject, said, now)
        elif now != answer.was and subject.kind != CLAIM and not self._replace:
            changed = f"the files say '{now}' now; when the form was made: {answer.was or 'nothing'}"
            self._tell(self._found.stale, form, answer, changed)
        else:
            self._place(form, answer, subject, said, now)

    def _missing(self, form: Answers, subject: AskedAbout) -> str:
        """Why a question cannot be answered any more; empty where it can."""
        organization = self._organization
        nodes: dict[str, object] = {**organization.objectives, **organization.drivers, **organization.outcomes}
        kind, origin, target = subject
        wanted = [origin] if kind in (MORE, CONSIDERED, AGREED, IMPORTANCE, RATING, PRIORITY) else [origin, target]
        for each in wanted:
            if each not in nodes:
                near = nearest_id(each, sorted(nodes))
                return f"there is no '{each}' any more{f'; the nearest is {near!r}' if near else ''}"
        if kind == AGREED and target not in (TEAM, form.who):
            return f"'{target}' is not who answers"
        theirs = (IMPORTANCE, RATING, PRIORITY)
        if kind in theirs and (form.role != "customer" or organization.outcomes.get(origin) is None):
            return "only a customer answers this, of an outcome"
        return ""

    # What an answer becomes

    def _place(self, form: Answers, answer: Answer, subject: AskedAbout, said: str, now: str) -> None:
        kind, origin, target = subject
        if kind in (EFFECT, CLAIM):
            self._affect(form, answer, subject, said, now)
        elif kind == RELIES:
            self._rely(form, answer, subject, said, now)
        elif kind == AGREED:
            objective = self._organization.objectives[origin]
            if said == NO:
                self._tell(self._found.disagreements, form, answer, "not agreed: nothing is written")
            elif (origin, target) not in self._agreed:
                self._agreed.add((origin, target))
                self._make(objective.location.file, AppendItems((*_place(objective), "agreed_with"), [target]))
        elif kind == CONSIDERED:
            node = self._organization.objectives.get(origin) or self._organization.drivers[origin]
            looked: Field = {"by": form.by, "date": form.day.isoformat(), "all": list(KINDS)}
            self._make(node.location.file, SetValue((*_place(node), "considered"), looked))
        elif kind == IMPORTANCE:
            outcome = self._organization.outcomes[origin]
            self._make(outcome.location.file, SetValue(("outcomes", origin, "importance"), int(said)))
        elif kind == PRIORITY:
            self._priorities.setdefault(form.who, {})[int(said)] = origin
            self._found.written += 1
        elif kind == RATING:
            self._ratings.rate(form.who, target, origin, float(said))
            self._found.written += 1

    def _affect(self, form: Answers, answer: Answer, subject: AskedAbout, said: str, now: str) -> None:
        """The owner's answer is an effect, everybody else's a claim."""
        _, origin, target = subject
        objective = self._organization.objectives.get(origin)
        owns = objective is None or (form.role == "department" and self._owns(form.who, objective.department))
        first = self._effects.get((origin, target))
        if not owns or subject.kind == CLAIM or first is not None:
            if first is not None and first != said:
                self._tell(self._found.disagreements, form, answer, f"somebody else said '{first}': kept as a claim")
            if first is None or first != said:
                self._claim(form, answer, subject, said)
            else:
                self._found.known += 1
            return
        speaker = self._speaker(subject)
        if speaker is not None and speaker.by != form.by and not self._replace:
            self._tell(self._found.disagreements, form, answer, f"{speaker.by} said '{now}': kept as a claim")
            self._claim(form, answer, subject, said)
            return
        newer = speaker is not None and (speaker.day is None or speaker.day < form.day)
        if now and not newer and not self._replace:
            self._tell(self._found.disagreements, form, answer, f"the files say '{now}'; --replace takes the answer")
            return
        self._effects[origin, target] = said
        node = objective or self._organization.drivers[origin]
        self._make(node.location.file, SetValue((*_place(node), "affects", target), _effect(form, answer, said)))

    def _speaker(self, subject: AskedAbout) -> Effect | None:
        """The effect that the files declare in a person's name."""
        _, origin, target = subject
        node = self._organization.objectives.get(origin) or self._organization.drivers.get(origin)
        effects = node.effects if node else ()
        return next((each for each in effects if each.target == target and each.by is not None), None)

    def _owns(self, asked: str, department: str) -> bool:
        return asked in self._organization.lineage(department)

    def _claim(self, form: Answers, answer: Answer, subject: AskedAbout, said: str) -> None:
        known = self._claims.get((subject.origin, subject.target, form.who, form.by))
        if known is not None and known.effect.word == said:
            self._found.known += 1
            return
        if known is not None:
            self._claim_anew(form, answer, known, said)
            return
        ends: dict[str, Field] = {"from": subject.origin, "to": subject.target, "effect": said}
        whose: dict[str, Field] = {"by": form.who, "person": form.by, "date": form.day.isoformat()}
        self._make(self._home(form), AppendItems(("claims",), [{**ends, **_reasons(answer), **whose}]))

    def _claim_anew(self, form: Answers, answer: Answer, known: Claim, said: str) -> None:
        """A newer answer replaces what the same person claimed before."""
        if known.effect.day is not None and known.effect.day >= form.day:
            self._tell(self._found.disagreements, form, answer, f"{form.by} claimed '{known.effect.word}' later")
            return
        file = known.effect.location.file
        with self._files.editing(file) as text:
            at = text.places(("claims",)).index(known.effect.location[1:3])
            make(text, SetValue(("claims", at, "effect"), said))
        self._make(file, SetValue(("claims", at, "date"), form.day.isoformat()))

    def _home(self, form: Answers) -> str:
        section: Mapping[str, object] = (
            self._organization.departments if form.role == "department" else self._organization.customers
        )
        entry = section[form.who]
        return str(getattr(entry, "location").file)  # noqa: B009  # both kinds have one

    def _rely(self, form: Answers, answer: Answer, subject: AskedAbout, said: str, now: str) -> None:
        objective = self._organization.objectives[subject.origin]
        if said == NO:
            self._found.known += 1
            return
        if form.role != "department" or not self._owns(form.who, objective.department):
            self._tell(self._found.refused, form, answer, "only its own department says what an objective relies on")
            return
        if now and not self._replace:
            self._tell(self._found.disagreements, form, answer, f"the files say '{now}'; --replace takes the answer")
            return
        reasons = _reasons(answer)
        reasons.pop("confidence", None)
        how: Field = {"how": said, **reasons, "by": form.by, "date": form.day.isoformat()}
        place = (*_place(objective), "relies_on")
        with self._files.editing(objective.location.file) as text:
            if objective.relies_on and not text.keys(place):
                # A list says `partly` of everything; what is said of one needs a mapping.
                listed: Field = {each.target: each.how for each in objective.relies_on}
                make(text, SetValue(place, listed))
        self._make(objective.location.file, SetValue((*place, subject.target), how))

    def _write_priorities(self) -> None:
        for customer, ranked in sorted(self._priorities.items()):
            entry = self._organization.customers[customer]
            order = [ranked[rank] for rank in sorted(ranked)]
            rest = [each for each in entry.priorities if each not in order]
            self._found.written -= 1  # `_make` counts one edit; each answer was counted when it was taken
            self._make(entry.location.file, SetValue(("customers", customer, "priorities"), [*order, *rest]))

    def _make(self, file: str, patch: Patch) -> None:
        with self._files.editing(file) as text:
            make(text, patch)
        self._found.written += 1

    def _tell(self, told: list[UnwrittenAnswer], form: Answers, answer: Answer, why: str) -> None:
        told.append(UnwrittenAnswer(form.file, form.by, answer.id, answer.said, why))


def _effect(form: Answers, answer: Answer, said: str) -> Field:
    return {"effect": said, **_reasons(answer), "by": form.by, "date": form.day.isoformat()}


def _reasons(answer: Answer) -> dict[str, Field]:
    reasons: dict[str, Field] = {"because": answer.because} if answer.because else {}
    sure = answer.sure.lower()
    return reasons | ({"confidence": sure} if sure and sure != "high" else {})


def _place(node: Objective | Driver) -> Place:
    if isinstance(node, Driver):
        return "drivers", node.id
    return "departments", node.department, "objectives", node.id.partition(".")[2]


def _is_rating(kind: str, said: str) -> bool:
    """True if it is a rating with a part after the point, which a scorecard holds too."""
    try:
        return kind == RATING and 0 <= float(said) <= 10
    except ValueError:
        return False
