"""The objectives and outcomes that matrices and lists of effects name, and the effects between them."""

from __future__ import annotations

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import DraftClaim, DraftEffect, DraftNode, DraftObjective, IntakeDraft, Kind, key_of
from goalcheck.intake.formats.material import IntakeOptions
from goalcheck.intake.scales import Scale
from goalcheck.intake.sheets import CellPlace, CellValue, Sheet, text_of


def stated_effect(
    scale: Scale, cell: CellValue, at: CellPlace, account: IntakeAccount, options: IntakeOptions
) -> DraftEffect | None:
    """The effect that a cell states; its target is not known here."""
    found = scale.effect(cell)
    if isinstance(found, str):
        account.lose(found, at)
        return None
    if found is None or (found.value == "neutral" and not options.zero_is_neutral and cell is not None):
        return None
    found.place = str(at)
    return found


class ImpactNodes:
    """The objectives, drivers and outcomes of a draft by their names."""

    def __init__(self, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions, sheet: Sheet) -> None:
        self._draft = draft
        self._account = account
        self._sheet = sheet
        stem = sheet.file.rpartition("/")[2].rpartition(".")[0] or sheet.file
        self._department = options.table.department or stem
        self._pairs = {
            (key, effect.kind, effect.target) for key, each in draft.objectives.items() for effect in each.effects
        }
        self._by_name = {key_of(each.name): key for key, each in draft.objectives.items()}

    def known(self, name: str) -> bool:
        """True if there is an objective of a name."""
        return key_of(name) in self._by_name

    def objective(self, name: str, *, own_department: bool = False) -> str:
        """The key of the objective of a name, which is added where it is not there yet."""
        known = self._by_name.get(key_of(name))
        if known is not None:
            return known
        department = name if own_department else self._department
        key = key_of(department, name, "")
        objective = DraftObjective(key, self._draft.department(department), text_of(name), self._sheet.file)
        self._draft.objectives[key] = objective
        self._by_name[key_of(name)] = key
        return key

    def target(self, name: str, *, as_outcome: bool) -> tuple[Kind, str]:
        """The node that an effect is on."""
        if not as_outcome or self.known(name):
            return "objective", self.objective(name)
        key = key_of(name)
        self._draft.outcomes.setdefault(key, DraftNode(key, text_of(name)))
        return "outcome", key

    def add(self, origin: str, effect: DraftEffect, *, said_by: str | None = None, claimed: bool = False) -> None:
        """Add an effect of an objective; what is said again of the same two is a claim.

        Args:
            said_by: the person who says so.
            claimed: True if it is somebody else than the owner in any case.
        """
        key = self.objective(origin)
        pair = (key, effect.kind, effect.target)
        if (effect.kind, effect.target) == ("objective", key):
            self._account.note(f"'{origin}' would affect itself: left out")
            return
        effect.by = said_by
        if claimed or pair in self._pairs:
            self._draft.claims.append(DraftClaim(key, effect))
        else:
            self._draft.objectives[key].effects.append(effect)
            self._pairs.add(pair)
