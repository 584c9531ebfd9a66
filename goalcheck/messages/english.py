"""The English catalogue: the templates that several rules share. A rule declares its own in its own file.

A template carries its English text; another language is a mapping from the same keys to other texts (`Language`), in
which `{group}.{word}` stands for a word of the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goalcheck.messages.message import Joining, Template

# Lists

COMMA = Template("list.comma", ", ")
AND = Template("list.and", "{shown} and {last}")
MORE = Template("list.more", "{shown} and {more} more")
OR = Template("list.or", "; or ")
EACH_AND = Template("list.each-and", " and ")
WHICH = Template("list.which", ", which ")

JOININGS: Mapping[Joining, Template] = MappingProxyType(
    {Joining.COMMA: COMMA, Joining.OR: OR, Joining.EACH_AND: EACH_AND, Joining.WHICH: WHICH}
)

NOTHING = Template("nothing", "")

# Who answers and who decides

LEAD = Template("lead.named", "{lead} ({department})")
UNNAMED_LEAD = Template("lead.unnamed", "the lead of {department}")
NO_LEAD = Template("lead.nobody", "nobody (no department is above both)")
FOR_OBJECTIVE = Template("owner.for", "{owner} for {objective}")
DECIDE = Template("decide", "Let {lead} decide {question}.")

# Chains

CHAIN = Template("chain", "{origin} {steps}")
STEP = Template("chain.step", "{word} {target}")
SENTENCE = Template("sentence", "{clause}.")

# Targets and progress

FROM_TO = Template("target.from-to", "from {start} to {to}")
BETWEEN = Template("target.between", "between {lower} and {upper}")
AT_LEAST = Template("target.at-least", "at least {lower}")
AT_MOST = Template("target.at-most", "at most {upper}")
NO_FIGURE = Template("target.none", "no figure")
WISHES = Template("target.wishes", "{one} wants {metric} {aim}, {other} {other_aim}")
METRIC_NAMED = Template("target.metric", "{metric}: {name}")
METRIC_BETTER = Template("target.better", "{metric}; {better} is better.")
BOTH_STAND = Template("target.both-stand", "Both stand from {start} to {end}.")
OWNER_AND_AIM = Template("target.owner-and-aim", "{owner} for {objective} ({aim})")
TARGET_NO_DECIDER = Template(
    "target.no-decider",
    "No department is above both {one} and {other}: name who decides (part_of), then decide {question}.",
)

NO_PROGRESS = Template("progress.none", "says nothing of its progress")
PROGRESS_MET = Template("progress.met", "stands at {now} against a target of {aim} (met)")
PROGRESS_NOT_MET = Template("progress.not-met", "stands at {now} against a target of {aim} (not met)")
PROGRESS_SHARE = Template("progress.share", "stands at {now} against a target of {to} ({share} of the way)")

# Ratings

RATED = Template("rating.now", "{outcome} {rating} in {period}")
RATED_DOWN = Template("rating.down", "{outcome} {rating} in {period}, down from {best} in {best_period}")
RATED_AT_BEST = Template("rating.at-best", "{outcome} {rating} in {period}, at best {best} in {best_period}")
RATED_IN = Template("rating.in", "{rating} in {period}")

# Decisions

ON_PAIR = Template("decision.pair", "{objectives}")
ON_PAIR_OVER = Template("decision.pair-over", "{objectives} over {over}")
OPEN_AGAIN = Template("decision.open-again", "Open again, {rule} {fingerprint}: {message}.")

HURTS_IN_CONFLICT = Template("decision.harm", "{objective} hurts {target}")

# Conflicts in one sentence

CONTESTED = Template("conflict.contested", "{hurters} squeeze {about}{knot}; promised by {protectors}")
CONTESTED_BY_ONE = Template("conflict.contested-one", "{hurters} squeezes {about}{knot}; promised by {protectors}")
UNPROTECTED = Template("conflict.unprotected", "{hurters} squeeze {about}{knot}; protected by nobody")
UNPROTECTED_BY_ONE = Template("conflict.unprotected-one", "{hurters} squeezes {about}{knot}; protected by nobody")
UNDERMINED = Template("conflict.undermined", "{hurters} undermine {about}{knot}")
UNDERMINED_BY_ONE = Template("conflict.undermined-one", "{hurters} undermines {about}{knot}")
AT_KNOT = Template("conflict.at-knot", " at {knot}")
DIRECTLY = Template("conflict.directly", "")
HARM = Template("conflict.harm", "{hurter} hurts {about}{knot}")
GUARDED_HARM = Template("conflict.guarded-harm", "{hurter} hurts {about}{knot}, which a guardrail of it protects")
BOUND_HARM = Template("conflict.bound-harm", "{hurter} hurts {about}{knot}, which a binding guardrail of it protects")

# Single steps against a conflict, and what each changes

STEP_BIND = Template(
    "conflict-step.bind",
    "Make the guardrail of {objective} that protects {about} binding: the objective counts only while it holds.",
)
STEP_ADOPT = Template(
    "conflict-step.adopt", "Choose the option {option}, which takes the edge off {origin} on {target}."
)
STEP_FOLLOW = Template("conflict-step.follow", "Let {later} start after {first} ends ({end}).")
STEP_FALLS = Template("conflict-step.falls", "Its pressure falls from {before} to {after} ({level}).")
STEP_ENDS = Template("conflict-step.ends", "The conflict ends.")
STEP_NAME_DECIDER = Template(
    "conflict-step.name-decider", "Name who decides between {departments}: no department is above all."
)
STEP_DECIDE = Template("conflict-step.decide", "Let {lead} decide what comes first, by what {customer} would lose.")
STEP_DECIDE_WORTH = Template(
    "conflict-step.decide-worth", "Let {lead} decide what comes first, by what is lost with {about}."
)
STEP_NOBODY = Template("conflict-step.nobody", "those who feel it")

# Neighbours

NEAREST = Template("nearest", "{lead} is nearest to it: {objective} helps {outcome}")
LEVER = Template("lever", "Give a department an objective that helps {levers}, which helps {outcome}.")
HELP_OUTCOME = Template("help-outcome", "Give a department an objective that helps {outcome}.")
NOTICED = Template("metric.noticed", "a metric that the customer would notice")

# The words between the objectives of a finding, and what its two ends do

AGAINST = Template("relation.against", "against")
BESIDE = Template("relation.beside", "and")
HURTS = Template("role.hurts", "hurts")
IS_HURT = Template("role.is-hurt", "is hurt")

# Ways out of a conflict, and what each changes

RETARGET = Template(
    "way-out.retarget",
    "Retarget {objective}: its effect on {target} starts at {figure}; a target that stops there ends this harm.",
)
GUARD = Template(
    "way-out.guard",
    "Give {objective} a guardrail that protects {outcome}: a floor on {metric}, for which {owner} answers as for the "
    "target.",
)
DECIDED = Template("way-out.decide.change", "The pressure stays until somebody gives way; who does is settled.")
PROTECTED = Template("way-out.protect.change", "The pressure stays; somebody then speaks for it.")

# The conflict cloud

ENDANGERS = Template("cloud.clash", "{objective} endangers what {department} needs")
BETTER_METRIC = Template("cloud.metric", "a better {metric}")
UNWRITTEN_NEED = Template("cloud.unwritten", "something that nobody has written down")
ASSUMPTION = Template("cloud.assumption", "{claim}, because {because}. Always? How could it be otherwise?")
UNEXPLAINED = Template("cloud.unexplained", "{claim}: nobody has written down why.")
SAME_TIME = Template("cloud.same-time", "{one} and {other} must run at the same time, for the same customers.")

# Tipping points

NO_SINGLE_ARROW = Template(
    "tipping.none", "No single arrow ends it: with any one of them gone, enough of the harm is left."
)
TIPPING_NOT_EXACT = Template(
    "tipping.not-exact", "Not exact: the effects are too dense to search every chain within the limit."
)
ONLY_NEUTRAL = Template("tipping.neutral", "{arrow} ({weight}): only where it is neutral.")
WEAKENED = Template("tipping.weakened", "{arrow} ({weight}): where it is {weaker}{again}.")
WEAKER_THAN = Template("tipping.weaker-than", "weaker than {weight}")
ANY_WEAKER = Template("tipping.any-weaker", "any weaker")
NOT_WEAKER = Template("tipping.not-weaker", ", but not weaker than {weight}")
EASED = Template("tipping.eased", "{objective} aims {aim}{again} ({metric}), in place of {now}.")
AT_OR_ABOVE = Template("tipping.at-or-above", "at {figure} or above")
AT_OR_BELOW = Template("tipping.at-or-below", "at {figure} or below")
ABOVE = Template("tipping.above", "above {figure}")
BELOW = Template("tipping.below", "below {figure}")
NOT_ABOVE = Template("tipping.not-above", ", but not above {figure}")
NOT_BELOW = Template("tipping.not-below", ", but not below {figure}")

# What could not be checked

NO_OUTCOMES = Template("unchecked.outcomes", "no outcomes are declared, so no pull on a customer could be found")
NO_DRIVERS = Template(
    "unchecked.drivers", "no drivers are declared, so chains lead through objectives and outcomes only"
)
SILENT_OBJECTIVES = Template(
    "unchecked.objectives", "{silent} of {all} objectives declare neither an effect nor a target"
)


def templates() -> list[Template]:
    """The shared templates: their part of the catalogue."""
    return [each for each in globals().values() if isinstance(each, Template)]
