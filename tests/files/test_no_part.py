"""Files that are never part of an organization, wherever they lie."""

from __future__ import annotations

import pytest
from conftest import Command, Write

from goalcheck import load

OTHERS = {
    "goalcheck.yaml": "fail_on: minor\n",
    "import.map.yaml": "version: 1\ncolumns: []\n",
    "way-out.yaml": "version: 1\nchanges: []\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_folder_is_read_without_them(write: Write, name: str) -> None:
    org = write("organization: {name: Whole}\ninclude: [more/*.yaml]\n")
    write("drivers: {time: {name: Time}}\n", "more/part.yaml")
    write(OTHERS[name], name)
    write(OTHERS[name], f"more/{name}")
    assert set(load(org.parent).drivers) == {"time"}
    assert set(load(org).drivers) == {"time"}


def test_changes_that_are_given_as_an_organization_are_refused(goalcheck: Command, write: Write) -> None:
    assert goalcheck("analyze", write(OTHERS["way-out.yaml"], "way-out.yaml")).status == 2
