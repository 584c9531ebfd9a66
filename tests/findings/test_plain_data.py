"""An organization, its report and its findings are plain data: they copy, pickle and cross processes."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import CASES, EXAMPLES

from goalcheck import Organization, Report, analyze, load
from goalcheck.api import analyzed
from goalcheck.facts.context import Context
from goalcheck.facts.tracer import Tracer
from goalcheck.graph import Chains, Clashes, Network
from goalcheck.render.json import render_report
from goalcheck.render.terminal.analysis import AT_LENGTH
from goalcheck.render.terminal.analysis import render_report as render_text

T = TypeVar("T")

TODAY = date(2026, 11, 30)
ENGINE = (Context, Tracer, Network, Chains, Clashes)
ORGANIZATIONS = [*sorted(path for path in EXAMPLES.iterdir() if path.is_dir()), *sorted(CASES.glob("*.yaml"))]

everywhere = pytest.mark.parametrize("path", ORGANIZATIONS, ids=lambda path: path.stem)


def pickled(value: T) -> T:
    """A value that went through a pickle."""
    again: T = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    return again


def held(value: object) -> Iterator[object]:
    """Everything that a value holds, but classes and modules."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if id(each) not in seen and not isinstance(each, type) and not hasattr(each, "__globals__"):
            seen.add(id(each))
            yield each
            waiting += gc.get_referents(each)


@everywhere
def test_a_pickle_holds_all_of_it(path: Path) -> None:
    organization = load(path)
    report = analyze(organization, today=TODAY)
    assert pickled(organization) == organization
    again = pickled(report)
    assert again == report
    assert render_report(again) == render_report(report)
    for finding in report.findings:
        assert pickled(finding) == finding


@everywhere
def test_a_copy_is_equal(path: Path) -> None:
    organization = load(path)
    report = analyze(organization, today=TODAY)
    assert copy.deepcopy(organization) == organization
    again = copy.deepcopy(report)
    assert again == report
    assert again.findings is not report.findings or not report.findings
    assert copy.copy(report) == report


def test_nothing_in_a_report_holds_the_engine() -> None:
    report = analyze(load(EXAMPLES / "northline"), today=TODAY)
    assert [type(each).__name__ for each in held(report) if isinstance(each, ENGINE)] == []
    analysis = analyzed(load(EXAMPLES / "northline"), today=TODAY)
    assert {type(each) for each in held(analysis) if isinstance(each, ENGINE)} == set(ENGINE)


def reported(organization: Organization) -> Report:
    return analyze(organization, today=TODAY)


def test_reports_are_made_in_other_processes() -> None:
    organizations = [load(path) for path in ORGANIZATIONS[:3]]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(reported, organizations)) == [reported(each) for each in organizations]


@everywhere
def test_text_reads_alike_where_only_a_few_findings_are_told_at_length(path: Path) -> None:
    organization = load(path)
    few, whole = analyzed(organization, today=TODAY, at_length=AT_LENGTH), analyzed(organization, today=TODAY)
    assert len({len(each.findings) for each in (few, whole)}) == 1
    one, other = (render_text(each, paths=["org"], width=None, color=False) for each in (few, whole))
    assert one == other
