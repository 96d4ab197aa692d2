"""Accounts: which passwords are refused, and when repeated failures lock the door."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Final, Protocol

from deliberation.domain.calendar import zh_time
from deliberation.domain.errors import Sentence, say

FAILURES: Final = 5
LOCK: Final = timedelta(minutes=15)
SHORTEST: Final = 8

# Those that guessing begins with; a password of one repeated character is refused by rule.
COMMON: Final = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "0123456789",
        "87654321",
        "12341234",
        "11223344",
        "12344321",
        "123123123",
        "147258369",
        "password",
        "password1",
        "passw0rd",
        "qwertyui",
        "qwerty123",
        "qwer1234",
        "asdf1234",
        "abcd1234",
        "abc12345",
        "abc123456",
        "a1234567",
        "a12345678",
        "aa123456",
        "1q2w3e4r",
        "1qaz2wsx",
        "admin123",
        "admin1234",
        "administrator",
        "iloveyou",
        "woaini1314",
        "woaini520",
        "5201314520",
        "shequ123",
        "yishi123",
        "hongcha123",
    ]
)


class Door(Protocol):
    """What the rules need to know of an account at the door."""

    failures: int
    locked_until: datetime | None


def plain_login(typed: str) -> str:
    """Return a login as it is stored: full-width and capital letters are the same."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def login_fault(login: str) -> Sentence | None:
    """Return why `login` cannot be a login name, or None."""
    if any(not (letter.isalnum() or letter in "._-") for letter in login):
        return say("登录名只能用汉字、字母、数字和 . _ -，中间没有空格。")
    return None


def password_fault(password: str, login: str) -> Sentence | None:
    """Return why `password` is too easy for `login`, or None."""
    if len(password) < SHORTEST:
        return say("密码至少 %(n)s 个字，现在是 %(have)s 个。", n=SHORTEST, have=len(password))
    plain = plain_login(password)
    if plain == plain_login(login):
        return say("密码不能和登录名一样。")
    if plain in COMMON or len(set(plain)) == 1:
        return say("这个密码太常见，别人一猜就中。请换一个，例如三个不相干的词连起来。")
    return None


def locked(door: Door, now: datetime) -> Sentence | None:
    """Return until when the account is locked, or None."""
    if door.locked_until is None or door.locked_until <= now:
        return None
    until = door.locked_until + timedelta(seconds=59)
    return say(
        "密码连续错了 %(n)s 次，这个账号已锁住。请在 %(time)s 以后再试，或者请社区管理员重设密码。",
        n=FAILURES,
        time=zh_time(until),
    )


def fail(door: Door, now: datetime) -> bool:
    """Count a wrong password; say whether this one locks the account."""
    if door.locked_until is not None and door.locked_until <= now:
        door.failures, door.locked_until = 0, None
    door.failures += 1
    if door.failures < FAILURES:
        return False
    door.locked_until = now + LOCK
    return True


def pass_through(door: Door) -> None:
    """Forget earlier failures after the right password."""
    door.failures, door.locked_until = 0, None
