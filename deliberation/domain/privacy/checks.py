"""Check digits: whether a run of digits is an identity or a card number."""

from __future__ import annotations

from typing import Final

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_NINE: Final = 9


def valid_identity(number: str) -> bool:
    """Check the last digit of an 18-digit identity number (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECK[total % 11] == number[17].upper()


def valid_card(number: str) -> bool:
    """Check a card number after Luhn; separators do not count."""
    digits = [int(digit) for digit in reversed(number) if digit.isdigit()]
    doubled = (digit * 2 for digit in digits[1::2])
    return (sum(digits[::2]) + sum(d - _NINE if d > _NINE else d for d in doubled)) % 10 == 0
