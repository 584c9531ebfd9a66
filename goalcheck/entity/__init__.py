"""All about one thing of an organization: what is declared of it, the pressure on it, what it hurts, its conflicts."""

from goalcheck.entity.harms import Excuse, HarmTold, Suffering
from goalcheck.entity.portrait import Entity, Member, Reliances, entity

__all__ = ["Entity", "Excuse", "HarmTold", "Member", "Reliances", "Suffering", "entity"]
