"""Upper bounds of what a person can type, in characters, shared by columns and forms."""

from __future__ import annotations

from typing import Final

LAST_ID: Final = 2**31 - 1  # what a key column of PostgreSQL holds
CODE: Final = 40
NUMBER: Final = 32
NAME: Final = 40
TITLE: Final = 80
LINE: Final = 200
NOTE: Final = 500
TEXT: Final = 2_000
PHONE: Final = 20
PHONE_DIGITS: Final = 7  # of a local number without its area code
HOUSEHOLDS: Final = 100_000
PHOTOS: Final = 6
PHOTO_BYTES: Final = 10 * 1024 * 1024
ADDITIONS: Final = 5  # of one sender in a day
