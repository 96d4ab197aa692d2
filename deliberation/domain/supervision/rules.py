"""Rules of supervision: deadlines, colours, days of publicity; read from a data file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.data import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_DAYS: Final = 365
_ALL: Final = 100
_SIZES: Final = ("at_once", "small", "key", "hard")


@dataclass(frozen=True, slots=True)
class Rules:
    """One set of rules; days are working days where the name says so, else natural days."""

    code: str
    title: str
    source: str
    verified: bool
    sign_working_days: int
    reply_working_days: int
    notice_start_working_days: int
    notice_days: int
    answer_days: int
    link_days: int
    deadlines: Mapping[str, int]
    yellow_left: int
    yellow_share: int
    yellow_behind: int
    yellow_sent_back: int
    yellow_unsigned: bool
    red_sent_back: int
    red_unsolved: bool


def parse(mapping: Mapping[str, object], source: str) -> Rules:
    """Read the rules from the file named `source`.

    Raises:
        DataError: naming the file and the key path.
    """
    days = (
        "sign_working_days",
        "reply_working_days",
        "notice_start_working_days",
        "notice_days",
        "answer_days",
        "link_days",
    )
    table = Table(mapping, source).only(
        "code", "title", "source", "verified", *days, "deadlines", "yellow", "red"
    )
    yellow = table.table("yellow").only("least_left", "share", "behind", "sent_back", "unsigned")
    red = table.table("red").only("sent_back", "unsolved")
    deadlines = table.table("deadlines").only(*_SIZES)
    return Rules(
        code=table.text("code"),
        title=table.text("title"),
        source=table.text("source"),
        verified=table.flag("verified"),
        **{name: table.whole(name, 1, _MOST_DAYS) for name in days},
        deadlines={size: deadlines.whole(size, 1, _MOST_DAYS) for size in _SIZES},
        yellow_left=yellow.whole("least_left", 0, _MOST_DAYS),
        yellow_share=yellow.whole("share", 0, _ALL),
        yellow_behind=yellow.whole("behind", 1, _ALL),
        yellow_sent_back=yellow.whole("sent_back", 1, _ALL),
        yellow_unsigned=yellow.flag("unsigned"),
        red_sent_back=red.whole("sent_back", 1, _ALL),
        red_unsolved=red.flag("unsolved"),
    )
