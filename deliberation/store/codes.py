"""Codes on receipts and seat cards: read from paper, told over the phone, typed by hand."""

from __future__ import annotations

import secrets
from typing import Final

# Without 0/O, 1/I/L.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 10


def fresh_code(length: int = _LENGTH) -> str:
    """Return a code that nobody can guess; a shorter one is for a few minutes only."""
    return "".join(secrets.choice(_ALPHABET) for _place in range(length))


def plain_code(typed: str) -> str:
    """Return a code as it is kept; spaces, dashes and case do not matter."""
    return "".join(character for character in typed.upper() if character.isalnum())
