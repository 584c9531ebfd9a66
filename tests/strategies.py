"""Random organizations for hypothesis, as the plain dicts that a YAML file gives, and ways to rewrite one.

All that `organizations` and `dense_organizations` draw is valid by DESIGN 3. Nothing here knows goalcheck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from random import Random

Raw = dict[str, Any]
Draw = st.DrawFn
Rename = Callable[[str], str]

WORDS = ("strongly helps", "helps", "slightly helps", "neutral", "slightly hurts", "hurts", "strongly hurts")

# Texts that a reader of YAML 1.1 takes for something else; a dumper quotes them.
AWKWARD_IDS = ("no", "yes", "on", "off", "null", "true", "y", "n", "e5", "a-", "a_", "x--y")

# Neighbours that share no day, neighbours that share one, and periods within periods.
PERIODS = (
    *(2025, 2026, "2026-H1", "2026-H2", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-06", "2026-07", "2024-02"),
    {"from": "2026-06-30", "to": "2026-06-30"},
    {"from": "2026-07-01", "to": "2026-12-31"},
    {"from": "2025-12-31", "to": "2026-01-01"},
    {"from": "2024-02-29", "to": "2024-03-01"},
)


@dataclass(frozen=True)
class Shape:
    """How large an organization and how many effects: at most, and of effects at least too."""

    departments: int = 4
    objectives: int = 8
    outcomes: int = 4
    drivers: int = 5
    least_nodes: int = 0
    least_effects: int = 0
    most_effects: int = 4
    claims: int = 5
    max_links: tuple[int, int] = (1, 6)


SMALL = Shape()
DENSE = Shape(
    departments=3,
    objectives=5,
    outcomes=2,
    drivers=3,
    least_nodes=8,
    least_effects=2,
    most_effects=5,
    claims=8,
    max_links=(3, 6),
)


@dataclass(frozen=True)
class Names:
    """Every id of an organization; objectives by their full id."""

    departments: tuple[str, ...]
    objectives: tuple[str, ...]
    outcomes: tuple[str, ...]
    drivers: tuple[str, ...]
    customers: tuple[str, ...]
    metrics: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return (*self.objectives, *self.outcomes, *self.drivers)

    def of(self, department: str) -> tuple[str, ...]:
        return tuple(name for name in self.objectives if name.startswith(f"{department}."))


# The ids


def ids() -> st.SearchStrategy[str]:
    plain = st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True).filter(lambda name: name != "team")
    return st.one_of(plain, st.sampled_from(AWKWARD_IDS))


@st.composite
def _names(draw: Draw, shape: Shape) -> Names:
    departments = draw(st.integers(1, shape.departments))
    drivers = draw(st.integers(shape.drivers if shape.least_nodes else 0, shape.drivers))
    outcomes = draw(st.integers(1, shape.outcomes))
    # An outcome needs a customer: without customers there are no outcomes.
    customers = draw(st.sampled_from([1, 1, 1, 2, 2, 2, 2, 0]))
    outcomes = outcomes if customers else 0
    metrics = draw(st.sampled_from([0, 1, 1, 1, 2, 3]))
    least = max(1, min(shape.objectives, shape.least_nodes - drivers - outcomes))
    objectives = draw(st.integers(least, shape.objectives))
    pool = draw(_distinct(departments + drivers + outcomes + customers + metrics))
    take = iter(pool)
    tops = tuple(next(take) for _ in range(departments))
    middle = tuple(next(take) for _ in range(drivers))
    ends = tuple(next(take) for _ in range(outcomes))
    return Names(
        departments=tops,
        objectives=draw(_objective_ids(tops, objectives, middle + ends)),
        outcomes=ends,
        drivers=middle,
        customers=tuple(next(take) for _ in range(customers)),
        metrics=tuple(next(take) for _ in range(metrics)),
    )


def _distinct(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(ids(), min_size=count, max_size=count, unique=True)


def _objective_ids(
    departments: tuple[str, ...], count: int, between: tuple[str, ...]
) -> st.SearchStrategy[tuple[str, ...]]:
    """Full ids; the second part may be the name of an outcome, of a driver, or of another department's objective."""
    names = st.one_of(ids(), st.sampled_from(("goal", "push", *between)))
    full = st.tuples(st.sampled_from(departments), names).map(".".join)
    return st.lists(full, min_size=count, max_size=count, unique=True).map(tuple)


# Effects


def weights() -> st.SearchStrategy[float]:
    """Tenths, so that ties and values at a threshold happen, and anything else between -1 and 1."""
    tenths = st.integers(-10, 10).map(lambda tenth: tenth / 10)
    return st.one_of(tenths, tenths, st.floats(-1, 1, allow_subnormal=False))


def figures() -> st.SearchStrategy[int | float]:
    return st.one_of(st.integers(-4, 12), st.integers(-8, 24).map(lambda half: half / 2))


@st.composite
def _strengths(draw: Draw) -> Raw:
    """`effect` or `weight`, perhaps with a confidence and a reason: a claim's own part, or a long form."""
    effect: Raw = {}
    if draw(st.booleans()):
        effect["effect"] = draw(st.one_of(st.sampled_from(WORDS), st.integers(-3, 3)))
    else:
        effect["weight"] = draw(weights())
    confidence = draw(st.sampled_from([None, "high", "medium", "low"]))
    if confidence is not None:
        effect["confidence"] = confidence
    return effect | draw(st.sampled_from([{}, {}, {"because": "we have seen it"}, {"evidence": "interviews"}]))


def _ranges() -> st.SearchStrategy[Raw]:
    pairs = st.tuples(figures(), figures()).filter(lambda pair: pair[0] != pair[1])
    return pairs.map(lambda pair: {"starts_at": pair[0], "full_at": pair[1]})


@st.composite
def _effects(draw: Draw, *, ranged: bool) -> Any:
    """An effect in any form; only an objective with a target can tie one to a range."""
    form = draw(st.sampled_from(["word", "number", "long", "long"] + ["ranged"] * (2 * ranged)))
    if form == "word":
        return draw(st.sampled_from(WORDS))
    if form == "number":
        return draw(st.integers(-3, 3))
    effect = draw(_strengths())
    return effect | draw(_ranges()) if form == "ranged" else effect


@st.composite
def _affects(draw: Draw, names: Names, origin: str, shape: Shape, *, ranged: bool = False) -> Raw:
    others = [node for node in names.nodes if node != origin]
    # An outcome is three times as likely as another node: that is where objectives clash.
    likely = [*others, *(2 * [node for node in others if node in names.outcomes])]
    most = min(shape.most_effects, len(others))
    if not most:
        return {}
    targets = draw(
        st.lists(st.sampled_from(likely), min_size=min(shape.least_effects, most), max_size=most, unique=True)
    )
    return {draw(_spellings(names, origin, target)): draw(_effects(ranged=ranged)) for target in targets}


@st.composite
def _spellings(draw: Draw, names: Names, origin: str, target: str) -> str:
    """The target's id; bare where it is an objective of the origin's department and no outcome or driver hides it."""
    department, _, bare = target.partition(".")
    hidden = bare in names.outcomes + names.drivers
    if not bare or hidden or not origin.startswith(f"{department}."):
        return target
    return draw(st.sampled_from([bare, target]))


# The sections


@st.composite
def _targets(draw: Draw, names: Names) -> Raw:
    form = draw(st.sampled_from(["from", "from", "at_least", "at_most", "between"]))
    target: Raw = {"metric": draw(st.sampled_from(names.metrics))}
    if form == "from":
        return target | {"from": draw(figures()), "to": draw(figures())}
    if form == "between":
        return target | {"between": sorted(draw(st.lists(figures(), min_size=2, max_size=2, unique=True)))}
    return target | {form: draw(figures())}


@st.composite
def _objectives(draw: Draw, names: Names, full: str, shape: Shape) -> Raw:
    objective: Raw = {"name": "An objective"}
    objective |= draw(_optional("priority", st.integers(1, 5)))
    objective |= draw(
        _optional("status", st.sampled_from(["proposed", "committed", "committed", "committed", "done", "dropped"]))
    )
    objective |= draw(_optional("period", st.sampled_from(PERIODS).map(deepcopy)))
    if names.metrics:
        objective |= draw(_optional("target", _targets(names)))
    objective |= draw(_optional("alternative_to", _alternatives(names, full)))
    affects = draw(_affects(names, full, shape, ranged="target" in objective))
    return objective | ({"affects": affects} if affects else {})


@st.composite
def _alternatives(draw: Draw, names: Names, full: str) -> list[str]:
    """Other objectives; here a bare id is always one of the own department."""
    others = [name for name in names.objectives if name != full]
    if not others:
        return []
    chosen = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    department = f"{full.split('.')[0]}."
    return [draw(st.sampled_from([name, name.removeprefix(department)])) for name in chosen]


@st.composite
def _optional(draw: Draw, field: str, values: st.SearchStrategy[Any]) -> Raw:
    return {field: draw(values)} if draw(st.booleans()) else {}


@st.composite
def _departments(draw: Draw, names: Names, shape: Shape) -> Raw:
    """Each department may be part of one before it, so that they form a tree; not always written in that order."""
    departments: Raw = {}
    for index, name in enumerate(names.departments):
        department: Raw = {"name": "A department", "lead": "Somebody"}
        if index:
            department |= draw(_optional("part_of", st.sampled_from(names.departments[:index])))
        own = {full.split(".")[1]: draw(_objectives(names, full, shape)) for full in names.of(name)}
        departments[name] = department | ({"objectives": own} if own else {})
    order = draw(st.permutations(names.departments))
    return {name: departments[name] for name in order}


@st.composite
def _outcomes(draw: Draw, names: Names, shape: Shape) -> Raw:
    outcomes: Raw = {}
    for name in names.outcomes:
        outcome: Raw = {"name": "An outcome", "customer": draw(st.sampled_from(names.customers))}
        outcome |= draw(_optional("importance", st.integers(1, 5)))
        outcomes[name] = outcome | draw(_between(names, name, shape, chains_on=st.sampled_from([False, False, True])))
    return outcomes


@st.composite
def _drivers(draw: Draw, names: Names, shape: Shape) -> Raw:
    return {
        name: {"name": "A driver"} | draw(_between(names, name, shape, chains_on=st.just(value=True)))
        for name in names.drivers
    }


@st.composite
def _between(draw: Draw, names: Names, name: str, shape: Shape, *, chains_on: st.SearchStrategy[bool]) -> Raw:
    """What outcomes and drivers have in common: a metric, and effects of their own."""
    entry = draw(_optional("metric", st.sampled_from(names.metrics))) if names.metrics else {}
    affects = draw(_affects(names, name, shape)) if draw(chains_on) else {}
    return entry | ({"affects": affects} if affects else {})


@st.composite
def _metrics(draw: Draw, names: Names) -> Raw:
    better = st.sampled_from([{"better": "lower"}, {"better": "lower"}, {"better": "higher"}, {"better": "higher"}, {}])
    return {name: {"name": "A metric", "unit": "days"} | draw(better) for name in names.metrics}


def one_claim_of_each(claims: list[Raw]) -> list[Raw]:
    """Of several claims of one about a pair the last: they may not contradict each other."""
    return list({(each["from"], each["to"], each.get("by")): each for each in claims}.values())


@st.composite
def _claims(draw: Draw, names: Names, pairs: list[tuple[str, str]], shape: Shape) -> list[Raw]:
    """Claims between any two nodes, and often between two of which one already says something of the other."""
    if len(names.nodes) == 1:
        return []
    origins = [*names.objectives, *names.drivers]
    any_two = st.tuples(st.sampled_from(origins), st.sampled_from(names.nodes)).filter(lambda pair: pair[0] != pair[1])
    disputed = [pair for pair in pairs if pair[0] in origins]
    ends = st.one_of(st.sampled_from(disputed), any_two) if disputed else any_two
    return [
        {
            "from": origin,
            "to": target,
            "by": draw(st.sampled_from(names.departments)),
            "person": f"P{number}",  # two people of a department may differ
            "because": "it hurts",
            **{key: value for key, value in draw(_strengths()).items() if key != "because"},
        }
        for number, (origin, target) in enumerate(draw(st.lists(ends, max_size=shape.claims)))
    ]


def _declared(raw: Raw) -> Iterator[tuple[str, str]]:
    """Who says something of whom, by full ids."""
    between = {**raw.get("outcomes", {}), **raw.get("drivers", {})}
    for name, entry in between.items():
        yield from ((name, target) for target in entry.get("affects", {}))
    for department, body in raw["departments"].items():
        for name, entry in body.get("objectives", {}).items():
            for target in entry.get("affects", {}):
                known = "." in target or target in between
                yield f"{department}.{name}", target if known else f"{department}.{target}"


@st.composite
def _settings(draw: Draw, shape: Shape) -> Raw:
    settings: Raw = {}
    settings |= draw(_optional("max_links", st.integers(*shape.max_links)))
    settings |= draw(_optional("min_chain", st.sampled_from([0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1])))
    settings |= draw(_optional("min_tension", st.sampled_from([0, 1, 5, 12.0, 20, 40, 60])))
    return {"settings": settings} if settings else {}


# The organization


def organizations(shape: Shape = SMALL) -> st.SearchStrategy[Raw]:
    """A small organization with anything that DESIGN 4 has a word on, cycles and doubly signed arrows included."""
    return _organizations(shape)


def dense_organizations() -> st.SearchStrategy[Raw]:
    """Eight to ten nodes with many arrows of both signs, where walks and chains differ."""
    return _organizations(DENSE)


@st.composite
def _organizations(draw: Draw, shape: Shape) -> Raw:
    names = draw(_names(shape))
    header: Raw = {"name": "An organization"} | draw(_optional("period", st.sampled_from(PERIODS).map(deepcopy)))
    raw: Raw = {
        "version": 1,
        "organization": header,
        "customers": {name: {"name": "Customers", "kind": "external"} for name in names.customers},
        "outcomes": draw(_outcomes(names, shape)),
        "drivers": draw(_drivers(names, shape)),
        "metrics": draw(_metrics(names)),
        "departments": draw(_departments(names, shape)),
    }
    raw["claims"] = one_claim_of_each(draw(_claims(names, list(_declared(raw)), shape)))
    return {section: content for section, content in raw.items() if content} | draw(_settings(shape))


@st.composite
def as_files(draw: Draw, source: st.SearchStrategy[Raw], most: int = 4) -> tuple[Raw, list[Raw]]:
    """An organization, and the same one in several files."""
    raw = draw(source)
    return raw, split(raw, draw(st.integers(1, most)), draw(st.randoms(use_true_random=False)))


# Rewriting

WHOLE = ("version", "organization", "settings", "include", "journey")


def split(raw: Raw, n: int, random: Random) -> list[Raw]:
    """At most n organizations whose merge is this one, up to the order of entries; none of them is empty.

    Entries of sections and items of lists go anywhere, each of them whole; what stands alone is in one file only.
    """
    parts: list[Raw] = [{} for _ in range(n)]
    for section, content in raw.items():
        if section in WHOLE or not content:
            random.choice(parts)[section] = deepcopy(content)
        elif isinstance(content, dict):
            for name, entry in content.items():
                random.choice(parts).setdefault(section, {})[name] = deepcopy(entry)
        else:
            for item in content:
                random.choice(parts).setdefault(section, []).append(deepcopy(item))
    return [part for part in parts if part]


UNORDERED = (
    *("claims", "decisions", "scorecards"),
    *("supports", "depends_on", "alternative_to", "agreed_with", "guardrails"),
)
"""The lists whose order means nothing, unlike that of a journey, of priorities and of a range; `between` see below."""


def shuffled(raw: Raw, random: Random) -> Raw:
    """The same organization with the keys of every mapping, and what is UNORDERED, in another order."""
    mixed: Raw = _mixed(raw, random)
    for decision in mixed.get("decisions", []):
        random.shuffle(decision["between"])
    return mixed


def _mixed(value: Any, random: Random, name: str = "") -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _mixed(value[key], random, key) for key in keys}
    if isinstance(value, list):
        items = [_mixed(item, random) for item in value]
        return random.sample(items, len(items)) if name in UNORDERED else items
    return value


def with_untouched_objective(raw: Raw) -> Raw:
    """The same organization and one more objective, in a new department, that affects nothing."""
    larger = deepcopy(raw)
    taken = {*larger.get("customers", {}), *larger.get("departments", {})}
    department = next(name for name in (f"untouched-{number}" for number in range(len(taken) + 1)) if name not in taken)
    objectives = {"bystander": {"name": "An objective that affects nothing"}}
    larger.setdefault("departments", {})[department] = {"name": "A new department", "objectives": objectives}
    return larger


# Renaming: which fields hold ids, in a section's entries and in what lies below them.

ENTRIES = ("goals", "customers", "outcomes", "drivers", "metrics", "resources", "departments")
ID = ("customer", "stage", "metric", "part_of", "department", "protects")
IDS = ("priorities", "supports", "depends_on", "alternative_to", "agreed_with")
KEYS = ("affects", "needs", "ratings")
LISTED = {"claims": ("from", "to", "by"), "decisions": ("between", "over"), "scorecards": ()}


def renamed(raw: Raw, mapping_fn: Rename) -> Raw:
    """The same organization with another id for everything; a full id is renamed part by part.

    The mapping must give different ids for different ids, none of them `team`; that stays, like the codes of rules.
    """
    other = deepcopy(raw)
    for section in ENTRIES:
        if section in other:
            other[section] = _renamed_entries(other[section], mapping_fn)
    for section, fields in LISTED.items():
        if section in other:
            other[section] = [_renamed_entry(item, mapping_fn, fields) for item in other[section]]
    if "journey" in other:
        other["journey"] = [mapping_fn(stage) for stage in other["journey"]]
    return other


def renamed_id(name: str, mapping_fn: Rename) -> str:
    """An id, bare or full, under the new names."""
    return ".".join(mapping_fn(part) for part in name.split("."))


def _renamed_entries(entries: Raw, mapping_fn: Rename) -> Raw:
    return {mapping_fn(name): _renamed_entry(entry, mapping_fn) for name, entry in entries.items()}


def _renamed_entry(entry: Any, mapping_fn: Rename, fields: tuple[str, ...] = ()) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {key: _renamed_field(key, value, mapping_fn, fields) for key, value in entry.items()}


def _renamed_field(key: str, value: Any, mapping_fn: Rename, fields: tuple[str, ...]) -> Any:
    if key in (*ID, *IDS, *fields):
        return _renamed_ids(value, mapping_fn)
    if key in KEYS:
        return {renamed_id(name, mapping_fn): entry for name, entry in (value or {}).items()}
    if key == "objectives":
        return _renamed_entries(value or {}, mapping_fn)
    if key == "target":
        return _renamed_entry(value, mapping_fn)
    if key == "guardrails":
        return [_renamed_entry(item, mapping_fn) for item in value or []]
    return value


def _renamed_ids(value: Any, mapping_fn: Rename) -> Any:
    """One id or a list of them."""
    if isinstance(value, list):
        return [_renamed_ids(item, mapping_fn) for item in value]
    no_id = value is None or value == "team" or value.startswith("GC")
    return value if no_id else renamed_id(value, mapping_fn)
