"""In which order a bench shows its sections: by the stage, then by what one does in it.

Presentation only: which sections are read or written by whom is the permission table's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTIONS: Final = ("floor", "points", "motions", "results", "topics")

# While somebody speaks, these look at the speaker's clock and nothing else.
_SPEAKING: Final[dict[str, tuple[str, ...]]] = {
    "facilitator": ("floor",),
    "timekeeper": ("floor",),
}
# What a stage of this kind is for.
_STAGE: Final[dict[str, tuple[str, ...]]] = {
    "motion": ("motions",),
    "assignments": ("results", "motions"),
    "reading": ("results",),
}
_ROLE: Final[dict[str, tuple[str, ...]]] = {
    "facilitator": ("floor",),
    "timekeeper": ("floor",),
    "recorder": ("points",),
    "reporter": ("topics", "results"),
}


def order(kind: str, roles: Iterable[str], *, speaking: bool) -> tuple[str, ...]:
    """Return every section once, the one that is needed first at its head."""
    held = tuple(roles)
    at_once = [one for role in held for one in _SPEAKING.get(role, ()) if speaking]
    own = [one for role in held for one in _ROLE.get(role, ())]
    return tuple(dict.fromkeys([*at_once, *_STAGE.get(kind, ()), *own, *SECTIONS]))
