"""Procedures: a way of deliberating as data: stages, leads, roles with their words, times."""

from deliberation.domain.procedure.reading import parse
from deliberation.domain.procedure.shape import Phase, Procedure, RoleCard, Speaking, StageSpec

__all__ = [
    "Phase",
    "Procedure",
    "RoleCard",
    "Speaking",
    "StageSpec",
    "parse",
]
