"""Models of other programs: what each format yields, and what it loses, is told."""

from __future__ import annotations

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from importing import FIXTURES, Import, Imported

ARCHISURANCE = FIXTURES / "Archisurance.archimate"

SAMPLES = os.environ.get("GOALCHECK_SAMPLES")
"""A folder of real files without a licence, which are not in the repository."""


def effects(done: Imported) -> dict[tuple[str, str], float]:
    organization = done.organization
    nodes: dict[str, Any] = {**organization.objectives, **organization.drivers, **organization.outcomes}
    return {
        (origin, effect.target): round(effect.weight, 2) for origin, node in nodes.items() for effect in node.effects
    }


def test_archisurance_gives_objectives_and_no_effect(take_in: Import) -> None:
    done = take_in(ARCHISURANCE)
    assert len(done.objectives) == 9
    assert "Found 9 objectives, 1 department, 1 outcome, and no effect." in done.said
    assert "the model has no influence: it says what there is, and not what helps or hurts" in done.said


def test_a_packed_model_of_archi(take_in: Import) -> None:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.xml", ARCHISURANCE.read_bytes())
    assert len(take_in(raw.getvalue(), name="packed.archimate").objectives) == 9


EXCHANGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <name>Northline</name>
  <elements>
    <element identifier="s" xsi:type="Stakeholder"><name>Operations</name></element>
    <element identifier="c" xsi:type="Stakeholder"><name>Customer</name></element>
    <element identifier="a" xsi:type="Goal"><name>Install faster</name></element>
    <element identifier="d" xsi:type="Driver"><name>Time for each order</name></element>
    <element identifier="o" xsi:type="Outcome"><name>Attention</name></element>
    <element identifier="r" xsi:type="Requirement"><name>Two shifts</name></element>
  </elements>
  <relationships>
    <relationship identifier="1" source="s" target="a" xsi:type="Association"/>
    <relationship identifier="2" source="a" target="d" xsi:type="Influence" modifier="-">
      <documentation>less time</documentation></relationship>
    <relationship identifier="3" source="d" target="o" xsi:type="Influence">
      <properties><property propertyDefinitionRef="p"><value>++</value></property></properties></relationship>
    <relationship identifier="4" source="a" target="o" xsi:type="Influence"/>
  </relationships>
  <propertyDefinitions><propertyDefinition identifier="p"><name>strength</name></propertyDefinition>
  </propertyDefinitions>
</model>
"""


def test_influences_of_the_exchange_format(take_in: Import) -> None:
    done = take_in(EXCHANGE, name="model.xml")
    assert effects(done) == {
        ("operations.install-faster", "time-for-each-order"): -0.67,
        ("time-for-each-order", "attention"): 1,
    }
    assert set(done.organization.customers) == {"customer"}
    assert "1 influence without a strength" in done.said
    assert "--map 'Requirement=objective'" in done.said
    assert "The format ArchiMate Open Exchange is experimental" in done.said
    told = take_in(EXCHANGE, "--map", "Requirement=objective", name="model.xml", into="told")
    assert len(told.objectives) == 2


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><model xmlns="archimate">&b;</model>', "declares a document type"),
        ('<model xmlns="archimate">' + "<a>" * 1000, "nested too deep"),
        ('<model xmlns="archimate">', "is no XML"),
        ("<html><body>OKRs</body></html>", "of no format that can be imported"),
    ],
)
def test_hostile_xml_is_refused(take_in: Import, raw: str, reason: str) -> None:
    done = take_in(raw, name="model.xml")
    assert done.status == 2
    assert reason in done.errors


def test_pistar(take_in: Import) -> None:
    done = take_in(FIXTURES / "pistar-complete.json")
    assert "Found 3 objectives, 1 department, 4 outcomes, 4 drivers, and 8 effects." in done.said
    assert "dependencies between actors (4)" in done.said


STRATML = """\
<?xml version="1.0"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"><StrategicPlanCore>
  <Organization><Name>Committee</Name></Organization>
  <Goal><Name>Serve</Name><Identifier>g</Identifier>
    <Objective><Name>Answer calls</Name><Identifier>o</Identifier>
      <Stakeholder><Name>Support</Name><Role><RoleType>Performer</RoleType></Role></Stakeholder>
      <Stakeholder><Name>Callers</Name><Role><RoleType>Beneficiary</RoleType></Role></Stakeholder>
      <PerformanceIndicator ValueChainStage="Output"><MeasurementDimension>Calls</MeasurementDimension>
        <UnitOfMeasurement>calls</UnitOfMeasurement><MeasurementInstance>
          <TargetResult><NumberOfUnits>90</NumberOfUnits></TargetResult>
          <ActualResult><NumberOfUnits>60</NumberOfUnits></ActualResult>
        </MeasurementInstance></PerformanceIndicator>
    </Objective>
  </Goal></StrategicPlanCore></PerformancePlanOrReport>
"""


def test_stratml(take_in: Import) -> None:
    done = take_in(STRATML, name="plan.xml")
    objective = done.objectives["support.answer-calls"]
    assert objective.target is not None
    assert (objective.target.metric, objective.target.start, objective.target.to) == ("calls", 60, 90)
    assert [each.id for each in objective.supports] == ["serve"]
    assert set(done.organization.customers) == {"callers"}


def test_kumu(take_in: Import) -> None:
    model = {
        "elements": [
            {"label": "Cut the interval", "type": "Goal"},
            {"label": "Time", "type": "Factor"},
            {"label": "Attention", "type": "Outcome"},
        ],
        "connections": [
            {"from": "Cut the interval", "to": "Time", "type": "-", "description": "less time"},
            {"from": "Time", "to": "Attention", "type": "+", "direction": "mutual"},
            {"from": "Time", "to": "Nothing", "type": "+"},
            {"from": "Attention", "to": "Time"},
        ],
    }
    done = take_in(json.dumps(model), name="map.json")
    assert effects(done) == {
        ("map.cut-the-interval", "time"): -0.67,
        ("time", "attention"): 0.67,
        ("attention", "time"): 0.67,
    }
    assert "1 arrow without a sign" in done.said
    assert "1 arrow without both ends in the map" in done.said
    assert "experimental" in done.said


def graph() -> nx.DiGraph[str]:
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_node("a", label="Cut the interval", type="objective", department="Operations")
    made.add_node("b", label="Time", type="factor")
    made.add_node("c", label="Attention", type="outcome")
    made.add_edge("a", "b", weight=-2)
    made.add_edge("b", "c", weight=3)
    return made


def test_node_link_json(take_in: Import) -> None:
    done = take_in(json.dumps(nx.node_link_data(graph(), edges="links")), name="graph.json")
    assert effects(done) == {("graph.cut-the-interval", "time"): -0.67, ("time", "attention"): 1}


def test_graphml(take_in: Import, tmp_path: Path) -> None:
    nx.write_graphml(graph(), tmp_path / "made.graphml")
    done = take_in(tmp_path / "made.graphml")
    assert effects(done) == {("operations.cut-the-interval", "time"): -0.67, ("time", "attention"): 1}


def test_okrs_in_yaml(take_in: Import) -> None:
    done = take_in(
        """\
        team: Platform
        quarter: Q3 2026
        objectives:
          - objective: Be reliable.
            owner_id: ann
            key_results:
              - {kr_id: KR-1, description: Uptime, baseline: 99.3, target: 99.9, status: in_progress}
              - Answer within 350 ms
          - objective: Be liked
            key_results: []
        """,
        name="okrs.yml",
    )
    assert sorted(each.name for each in done.objectives.values()) == [
        "Be liked",
        "Be reliable: Answer within 350 ms",
        "Be reliable: Uptime",
    ]
    uptime = done.objectives["platform.uptime"]
    assert uptime.target is not None
    assert uptime.period is not None
    assert (uptime.target.start, uptime.target.to, uptime.period.label, uptime.owner) == (99.3, 99.9, "2026-Q3", "ann")


def test_okrs_in_markdown(take_in: Import) -> None:
    done = take_in(
        "# Q3\n## Platform\n### Objective 1: Be reliable\n- KR1: Uptime from 99.3 to 99.9 %\n- [ ] **KR2**: Speed\n"
        "## Sales\n**O: Win more**\n\nKey results:\n1. Leads from 10 to 20\n",
        name="okrs.md",
    )
    assert set(done.objectives) == {"platform.uptime-from-99-3-to-99-9", "platform.speed", "sales.leads-from-10-to-20"}


def test_a_table_in_markdown(take_in: Import) -> None:
    done = take_in(
        "# OKRs\n\n| Team | Objective | From | To |\n|---|---|---|---|\n| Ops | Faster | 55 | 30 |\n", name="a.md"
    )
    assert list(done.objectives) == ["ops.faster"]


@pytest.mark.skipif(not SAMPLES, reason="GOALCHECK_SAMPLES names no folder of real files")
def test_the_published_targets_of_the_us_government(take_in: Import) -> None:
    done = take_in(Path(SAMPLES or "") / "okr" / "performance-gov-target.json")
    assert "Found 222 objectives, 23 departments, 180 metrics" in done.said
    told = [line for line in done.said.splitlines() if line.startswith("  ")]
    times = [int(line.rpartition("(")[2].split()[0]) for line in told if "kept (" in line or "another row (" in line]
    assert sum(times) == 534
    assert "the row is empty" in done.said
