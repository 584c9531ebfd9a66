"""Synonyms of the fields and words of the file format, and what the format calls them.

A synonym is no second name: the file stays wrong, and the message says the word that is right. One synonym may stand
for several words, of which the first that is legal at the place is meant. Knows texts only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

MAX_LOOKED_UP = 40
"""Characters of a text that may be a synonym."""

_FIELD_WORDS = {
    # in an objective, a scorecard and a decision
    "period": "due, due date, deadline, end, start, when, by when, quarter, half, year, timeframe, time frame, "
    "timeline, dates, date, term, cycle",
    "until": "due, deadline, end, expires, expiry, expires on, expiration, valid until, valid to",
    "because": "why, reason, rationale, justification, explanation, cause, comment, note, description",
    "reason": "why, because, rationale, justification, explanation, comment, note, description",
    "evidence": "source, sources, proof, link, url, reference",
    "metric": "kpi, measure, measured by, indicator, key result, measurement",
    "metrics": "kpi, kpis, measures, indicators, key results",
    "name": "title, label, summary, description, text",
    "owner": "responsible, assignee, accountable, lead, manager, driver, dri, who, person",
    "lead": "manager, head, owner, boss, leader, director, responsible",
    "by": "who, decided by, approved by, approver, author, owner, reporter, source",
    "status": "state, stage, phase, progress status",
    "priority": "importance, prio, rank, weight",
    "importance": "priority, weight, rank, rating, prio",
    "target": "aim, goal value, key result, measure, kpi, to",
    "progress": "current, actual, value, achieved",
    "value": "current, actual, amount, figure, to",
    "from": "start, begin, baseline, current, since, source, origin, of",
    "to": "end, goal, value, target, until, on, over",
    "at_least": "min, minimum, floor, lower, above, least",
    "at_most": "max, maximum, ceiling, upper, below, most",
    "between": "range, objectives, objective, pair, who",
    "over": "outcome, outcomes, rule, on, about",
    "decision": "verdict, status, outcome, resolution",
    "tension": "score, accepted tension",
    "affects": "effects, effect, impacts, impact, influences, influence, affect, helps, hurts, moves, drives",
    "effect": "impact, strength, sign, type, kind, word, influence, score",
    "confidence": "certainty, certain, sure, sureness, probability, likelihood",
    "starts_at": "from, start, starts, threshold",
    "full_at": "to, full, end",
    "relies_on": "relies, reliance, reliances, relies upon, assumes, assumption, assumptions, prerequisites, "
    "preconditions, conditions, success factors, depends on, requires, needs",
    "date": "day, when, on, said on, said at, as of",
    "person": "who, name, speaker, author, said by",
    "considered": "looked at, reviewed, checked, complete, nothing else, none",
    "all": "kinds, of, everything, what, sections",
    "how": "how much, strength, effect, weight, degree, level",
    "mitigates": "mitigation, mitigations, mitigate, softens, weakens, cushions, offsets, compensates, dampens",
    "leaves": "left, remaining, remainder, residual, rest, reduces to, effect, leaves effect, strength",
    "must_hold": "mandatory, required, must, compulsory, statutory, legal, regulatory, compliance, untouchable, fixed",
    "cost": "costs, price, effort, expense, expenses, investment",
    "binding": "hard, strict, enforced, binds, is binding, mandatory",
    "through_objective": "through objectives, through, pass through, decay",
    "supports": "goal, goals, contributes to, serves, support",
    "needs": "resources, resource, requires, capacity, budget, effort, need",
    "depends_on": "deps, dependencies, dependency, depends, requires, blocked by, after, needs",
    "alternative_to": "alternatives, alternative, instead of, exclusive with, or",
    "agreed_with": "stakeholders, approved by, agreed, agreements, consulted, aligned with, signed off by",
    "guardrails": "guards, constraints, limits, guardrail, protects, promises",
    "protects": "outcome, on, over, guards, protect",
    "part_of": "parent, belongs to, reports to, parent department, division, in",
    "objectives": "okrs, okr, goals, objective, targets, initiatives, projects",
    "kind": "type, category",
    "priorities": "priority, wants, needs, outcomes, importance",
    "department": "team, unit, owner",
    "customer": "client, user, for, audience, segment, who, by",
    "stage": "step, phase, touchpoint, journey",
    "at_stake": "cost, revenue, money, at risk, risk, worth, value, amount",
    "better": "direction, polarity, desired, good, best, trend, improves",
    "unit": "units, uom, measured in",
    "capacity": "amount, available, budget, supply, total, limit, max",
    "ratings": "rating, scores, score, results, outcomes",
    "file": "path, csv, table, source",
    # the sections
    "organization": "company, org, business, organisation, name, title",
    "departments": "teams, units, divisions, groups, department, areas, functions, org units",
    "customers": "clients, users, segments, customer, audiences, personas",
    "outcomes": "results, outcome, values, benefits, promises",
    "drivers": "factors, levers, mediators, driver, causes, mechanisms",
    "goals": "strategy, vision, goal, themes, pillars, north star",
    "resources": "budgets, capacities, resource, people, staff",
    "journey": "stages, steps, touchpoints, phases",
    "scorecards": "ratings, surveys, scores, feedback, scorecard, nps",
    "decisions": "exceptions, waivers, ignore, suppressions, accepted, decision",
    "claims": "complaints, reports, claim, disputes",
    "settings": "config, configuration, options, thresholds, setting",
    "include": "includes, import, imports, files",
    # the kinds of changes
    "drop": "delete, remove, cancel, stop, kill",
    "defer": "postpone, delay, move, reschedule, shift",
    "retarget": "target, aim, change target",
    "guardrail": "guard, protect, limit",
    "share": "merge, join, combine",
    "agree": "consult, align, agreed with",
    "commit": "accept, approve, start",
}

_VALUE_WORDS = {
    "committed": "in progress, active, started, ongoing, open, approved, agreed, accepted, running, current, planned, "
    "on track, at risk, doing, todo, to do",
    "option": "optional, alternative, candidate, undecided, possible, possibility, considered, maybe, choice",
    "proposed": "draft, idea, pending, suggested, proposal, under review, new, backlog",
    "done": "completed, complete, finished, achieved, closed, met, delivered",
    "dropped": "cancelled, canceled, abandoned, rejected, stopped, deleted, removed, on hold, paused",
    "severe": "critical, blocker, error, fatal, high, very high, urgent, major, red, p0, p1",
    "serious": "medium, moderate, warning, warn, mid, yellow, amber, p2",
    "minor": "low, info, note, trivial, hint, notice, very low, small, green, p3",
    "off": "none, never, disabled, ignore, ignored, no, false, disable",
    "never": "none, off, no, false",
    "high": "certain, sure, very high, strong, proven, known, yes",
    "medium": "moderate, mid, normal, average, likely, fair",
    "low": "unsure, weak, guess, uncertain, very low, unlikely, none",
    "lower": "down, less, smaller, decrease, decreasing, min, minimize, minimise, low, fewer, falling",
    "higher": "up, more, larger, bigger, greater, increase, increasing, max, maximize, maximise, high, rising",
    "external": "outside, client, customer, b2b, b2c, consumer, partner, user, public",
    "internal": "inside, department, team, employee, staff, colleague",
    "accepted": "accept, approved, tolerated, ignored, wontfix, open, ok, agreed",
    "guarded": "guard, protected, mitigated, guardrail, limited",
    "resolved": "resolve, fixed, solved, settled, closed, done",
    "helps": "positive, supports, improves, good, +, ++, help, yes, increases, raises, drives, enables",
    "strongly helps": "strongly positive, very positive, +++, strong, greatly helps, helps a lot, helps strongly",
    "slightly helps": "slightly positive, weakly helps, somewhat helps, mildly helps, helps slightly, helps a little",
    "hurts": "negative, harms, damages, bad, -, --, hurt, conflicts, reduces, lowers, blocks",
    "strongly hurts": "strongly negative, very negative, ---, greatly hurts, hurts a lot, hurts strongly",
    "slightly hurts": "slightly negative, weakly hurts, somewhat hurts, mildly hurts, hurts slightly, hurts a little",
    "strongly": "strong, high, very, very much, fully, completely, heavily, essential, critical, vital, entirely",
    "partly": "partially, partial, medium, moderately, moderate, somewhat, normal, yes",
    "slightly": "slight, low, weakly, weak, a little, little, hardly, marginally",
    "neutral": "none, zero, no effect, unrelated, no, nothing, indifferent",
}


def _by_synonym(words: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, synonyms in words.items():
        for synonym in synonyms.split(", "):
            found[synonym] = (*found.get(synonym, ()), word)
    return found


FIELDS = _by_synonym(_FIELD_WORDS)
"""Synonyms of fields, each with the fields that it may stand for."""

VALUES = _by_synonym(_VALUE_WORDS)
"""Synonyms of words, each with the words that it may stand for."""


def meant_field(name: str, legal: Collection[str]) -> str | None:
    """The legal field that a synonym stands for, None where it stands for none of them."""
    return _meant(name, legal, FIELDS)


def meant_value(text: str, legal: Collection[str]) -> str | None:
    """The legal word that a synonym stands for, None where it stands for none of them."""
    return _meant(text, legal, VALUES)


def _meant(text: str, legal: Collection[str], synonyms: Mapping[str, tuple[str, ...]]) -> str | None:
    if len(text) > MAX_LOOKED_UP:
        return None
    plain = text.strip().lower()
    spaced = " ".join(plain.replace("_", " ").replace("-", " ").split()) or plain
    return next((word for word in (plain, *synonyms.get(spaced, synonyms.get(plain, ()))) if word in legal), None)
