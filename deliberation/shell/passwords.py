"""Passwords as argon2id, computed in gevent's threadpool so that the loop never waits."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import Final

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, two passes, one lane (OWASP's minimum): a pool of ten threads stays below 200 MiB.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_PLAIN: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def hashed(password: str) -> str:
    """Return the argon2id hash of `password`; takes about 30 ms, off the loop."""
    return gevent.get_hub().threadpool.apply(_HASHER.hash, (_same(password),))


def matches(stored: str, password: str) -> bool:
    """Say whether `password` is the one behind `stored`.

    With an empty or broken `stored` the same work is done and the answer is no, so that the time
    taken does not tell which logins exist.
    """
    return gevent.get_hub().threadpool.apply(_verify, (stored, _same(password)))


def one_time() -> str:
    """Return a password to hand over once: three groups of letters that nobody confuses."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(3))


def _same(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _verify(stored: str, password: str) -> bool:
    known = stored.startswith("$argon2id$")
    try:
        _HASHER.verify(stored if known else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return known


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody's password")
