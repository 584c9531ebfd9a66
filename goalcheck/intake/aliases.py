"""Names of columns as planners, OKR tools and open data write them, and the fields that they stand for.

Compared after folding: case, spaces, underscores, hyphens, points and what stands in brackets make no difference.
"""

from __future__ import annotations

import re
from typing import Final

from goalcheck.intake.sheets import folded

FIELDS: Final = {
    "department": "department, dept, organisation unit, organization unit, org unit, unit name, group, org, agency, "
    "function, scope, related owner, abteilung, fachbereich, ressort, service, département, departement, direction, "
    "departamento, área, area, dipartimento, reparto, afdeling, department name, owning department",
    "division": "division, business unit, business area, directorate, branch, sector, bereich, geschäftsbereich, "
    "pôle, división, dirección, divisione, divisie, parent department",
    "team": "team, squad, crew, tribe, team name, équipe, equipe, equipo, squadra, gruppe",
    "objective": "objective, objective title, objective name, objectives, goal, goal name, goal title, related goal, "
    "ziel, ziele, zielsetzung, objectif, objectifs, objetivo, objetivos, obiettivo, obiettivi, doelstelling, doel, "
    "okr, initiative, title, name, short description, summary, titel, bezeichnung, titre, nom, título, nombre, "
    "titolo, nome, naam",
    "key-result": "key result, key results, kr, key result title, key result name, schlüsselergebnis, "
    "schlüsselergebnisse, résultat clé, résultats clés, resultado clave, resultados clave, resultado chave, "
    "risultato chiave, kernresultaat",
    "metric": "metric, metric name, metric key, indicator, indicator name, kpi, kpi name, measure, measurement, "
    "metrik, kennzahl, messgröße, indikator, indicateur, indicador, indicatore, metrica, métrica, mesure, maatstaf",
    "unit": "unit, units, unit of measure, unit of measurement, uom, einheit, unité, unidad, unità, unidade, eenheid",
    "owner": "owner, owner name, owner id, owner email, owner email id, assignee, assigned to, lead, dri, responsible, "
    "accountable, email, verantwortlich, verantwortlicher, verantwortliche, inhaber, responsable, pilote, "
    "responsabile, propietario, responsável, eigenaar, verantwoordelijke",
    "from": "baseline, baseline value, start value, starting value, metric start value, value start, initial value, "
    "initial, from, ausgangswert, startwert, basiswert, valeur initiale, valeur de départ, valor inicial, base, "
    "valore iniziale, beginwaarde, startwaarde",
    "to": "target, target value, metric target value, value target, goal value, to, end value, zielwert, sollwert, "
    "soll, cible, valeur cible, objectif chiffré, meta, valor objetivo, valor meta, obiettivo numerico, "
    "valore obiettivo, target valore, streefwaarde, doelwaarde",
    "at-least": "at least, minimum, min, floor, mindestens, au moins, al menos, almeno, minstens",
    "at-most": "at most, maximum, max, ceiling, höchstens, au plus, como máximo, al massimo, hoogstens",
    "value": "current, current value, value current, actual, actual value, latest value, metric current value, "
    "aktueller wert, istwert, ist, stand, valeur actuelle, réalisé, valor actual, valor atual, valore attuale, "
    "huidige waarde",
    "progress": "progress, progress %, percent complete, % complete, completion, fortschritt, erfüllungsgrad, "
    "avancement, progression, progreso, avance, progresso, avanzamento, voortgang",
    "progress-date": "progress date, as of, as of date, last updated, updated at, last update, updated, last check in, "
    "stand vom, aktualisiert, mise à jour, actualizado, aggiornato",
    "start": "start date, start, start on, begin, begin date, startdatum, beginn, date de début, début, "
    "fecha de inicio, inicio, data inizio, inizio",
    "due": "due date, due, due on, due at, end date, deadline, target date, enddatum, fällig, fällig am, frist, "
    "date de fin, échéance, fecha de fin, fecha límite, vencimiento, data fine, scadenza, einddatum",
    "period": "period, quarter, cycle, session, time period, timeframe, time frame, okr cycle, zeitraum, quartal, "
    "période, trimestre, periodo, período, kwartaal, periode",
    "year": "year, fiscal yr, fiscal year, fy, jahr, geschäftsjahr, année, exercice, año, ano, anno, jaar",
    "quarter": "fiscal qtr, fiscal quarter, qtr, quarter number",
    "status": "status, state, health, stage, zustand, statut, état, estado, stato, toestand",
    "priority": "priority, prio, importance, priorität, wichtigkeit, priorité, prioridad, priorità, prioriteit",
    "rank": "rank, rang",
    "supports": "parent, parent goal, parent objective, parent okr, aligned to, aligns to, alignment, supports, "
    "contributes to, strategic goal, strategic objective, strategic theme, theme, pillar, oberziel, "
    "strategisches ziel, zahlt ein auf, objectif parent, objectif stratégique, objetivo estratégico, "
    "obiettivo strategico, strategisch doel",
    "id": "kr id, key result id, id, goal identifier, objective id, goal id, gid, key, identifier, nr, no, kennung",
}
"""The fields that a column can stand for, each with the names that columns have."""

GENERIC: Final = frozenset(
    {
        "title",
        "name",
        "short description",
        "summary",
        "titel",
        "bezeichnung",
        "titre",
        "nom",
        "título",
        "nombre",
        "nome",
    }
)
"""Names of columns that name the key result where another column names the objective."""

IGNORE: Final = "ignore"

ELEMENTS: Final = ("outcome", "driver", "goal")
"""What the elements of a model can become beside objectives, which no column can."""

MAPPABLE: Final = (*FIELDS, *ELEMENTS, IGNORE)
"""What `--map COLUMN=FIELD` takes, and `--map TYPE=FIELD` of a model."""

_BRACKETS: Final = re.compile(r"[(\[][^)\]]*[)\]]")
_MARKS: Final = re.compile(r"[.:/*#\\]+")
_BY_NAME: Final = {
    name: (field, rank) for field, names in FIELDS.items() for rank, name in enumerate(names.split(", "))
}
_GROUPED: Final = re.compile(r"(?:key result|kr|metric|kpi|measure|schlüsselergebnis) ?([0-9]{1,2})(?: (.+))?")
_GROUP_FIELDS: Final = {
    "title": "key-result",
    "name": "key-result",
    "description": "key-result",
    "text": "key-result",
    "due at": IGNORE,
}


def plain_header(text: str) -> str:
    """A header as it is compared."""
    return " ".join(_MARKS.sub(" ", folded(_BRACKETS.sub(" ", text))).split())


def field_named(header: str) -> tuple[str, int] | None:
    """The field that a header names, and how far down the list of its names it stands; None where it names none."""
    plain = plain_header(header)
    return _BY_NAME.get(plain) or _BY_NAME.get(plain.removeprefix("kr ")) or _BY_NAME.get(plain.removeprefix("goal "))


def numbered_field(header: str) -> tuple[int, str] | None:
    """The number and field of a column such as `key_result_2_target`; None for any other."""
    found = _GROUPED.fullmatch(plain_header(header))
    if found is None:
        return None
    rest = found[2]
    if rest is None:
        return int(found[1]), "key-result"
    named = _BY_NAME.get(rest)
    return int(found[1]), _GROUP_FIELDS.get(rest) or (named[0] if named else IGNORE)
