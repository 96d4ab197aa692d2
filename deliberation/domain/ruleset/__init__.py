"""Rule sets: attendance, base and threshold of a vote, as data with their source."""

from deliberation.domain.ruleset.reading import parse
from deliberation.domain.ruleset.rule import BASES, Rule
from deliberation.domain.ruleset.share import NUMERALS, Share

__all__ = [
    "BASES",
    "NUMERALS",
    "Rule",
    "Share",
    "parse",
]
