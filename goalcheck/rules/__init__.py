"""The rules: one file for each, and one tuple that lists them.

A rule yields what it found, worst first; it does not print, load, sort or know another rule. To add one: a file with
its page and check, its two examples in `examples/`, and its line in `registry`.
"""

from goalcheck.rules.registry import RULES, Examples, UnknownRule, examples, find_rule
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.tracer import StudyTracer

__all__ = ["RULES", "Examples", "Page", "Rule", "Study", "StudyTracer", "UnknownRule", "examples", "find_rule"]
