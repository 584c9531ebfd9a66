"""The heat map of a report, and the camps below it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from conftest import Write
from report_files import FORMS, PEACE, Report


class TestCamps:
    ROUND = (("a", "x", "y"), ("b", "y", "z"), ("c", "z", "x"))

    @pytest.mark.parametrize("form", FORMS)
    def test_stand_below_the_heat_map(self, report: Report, form: str) -> None:
        text = report.text(form)
        _, _, below = text.partition("The worst tension, 0 to 100")
        camps, _, _ = below.partition("What else counts")
        assert (
            "“Finance and Billing”, “Business Sales” stand against “Network Operations”, “People and Training”, "
            "“Products and Prices”, “Customer Support”."
        ) in camps
        assert "no split leaves less." in camps
        assert "Aside, with no harm or synergy that outweighs the other: “Information Technology”." in camps
        assert "approximate" not in camps

    @pytest.mark.parametrize("form", FORMS)
    def test_that_are_equally_good_are_not_chosen_from(self, report: Report, write: Write, form: str) -> None:
        text = report.text(form, paths=write(departments(self.ROUND)))
        assert "3 splits in two camps are equally good, each leaving 100.00" in text
        for name in "abc":
            assert f"“{name}” may stand on either side." in text

    @pytest.mark.parametrize("form", FORMS)
    def test_of_many_departments_are_approximate(self, report: Report, write: Write, form: str) -> None:
        around = [(f"d{at}", f"o{at}", f"o{(at + 1) % 27}") for at in range(27)]
        text = report.text(form, paths=write(departments(around)))
        assert "The camps are approximate: too many departments are linked" in text
        assert "another split may leave less." in text

    def test_are_left_out_where_nothing_pulls_apart(self, report: Report, write: Write) -> None:
        inside = write("""
            outcomes: {x: {}}
            departments:
              a: {objectives: {one: {affects: {x: helps}}, two: {affects: {x: hurts}}}}
        """)
        assert "Camps" not in report.html(paths=inside).text
        assert "Camps" not in report.html(paths=write(PEACE, "peace.yaml")).text


def departments(pushes: Sequence[tuple[str, str, str]]) -> str:
    """Departments with an objective each that helps an outcome and hurts another."""
    outcomes = sorted({outcome for _, *both in pushes for outcome in both})
    told = [
        f"  {name}: {{objectives: {{go: {{affects: {{{helped}: strongly helps, {hurt}: strongly hurts}}}}}}}}\n"
        for name, helped, hurt in pushes
    ]
    return (
        f"outcomes: {{{', '.join(f'{each}: {{importance: 5}}' for each in outcomes)}}}\ndepartments:\n{''.join(told)}"
    )
