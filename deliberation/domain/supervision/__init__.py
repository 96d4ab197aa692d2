"""Supervision: the rules as data, and the colour that they give a commitment."""

from deliberation.domain.supervision.colours import (
    COLOURS,
    Colour,
    Followed,
    Standing,
    standing,
)
from deliberation.domain.supervision.rules import Rules, parse

__all__ = ["COLOURS", "Colour", "Followed", "Rules", "Standing", "parse", "standing"]
