from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import pytest
from flask_babel import force_locale

from deliberation.domain import calendar
from deliberation.shell import dates

if TYPE_CHECKING:
    from flask import Flask

    from deliberation.domain.calendar import Written

DAY: Final = date(2026, 9, 17)
STARTS: Final = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
ENDS: Final = datetime(2026, 9, 17, 8, 30, tzinfo=UTC)
NEXT: Final = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "chinese", "taiwan", "english"),
    [
        (calendar.zh_date(DAY), "2026年9月17日", "2026年9月17日", "17 September 2026"),
        (calendar.zh_weekday(DAY), "周四", "週四", "Thu"),
        (
            calendar.zh_day(DAY),
            "2026年9月17日（周四）",
            "2026年9月17日（週四）",
            "Thu 17 September 2026",
        ),
        (
            calendar.zh_moment(STARTS),
            "2026年9月17日15:00",
            "2026年9月17日15:00",
            "17 September 2026, 15:00",
        ),
        (
            calendar.zh_span(STARTS, ENDS),
            "2026年9月17日（周四）15:00至16:30",
            "2026年9月17日（週四）15:00至16:30",
            "Thu 17 September 2026, 15:00–16:30",
        ),
        (
            calendar.zh_span(STARTS, NEXT),
            "2026年9月17日（周四）15:00至2026年9月18日09:00",
            "2026年9月17日（週四）15:00至2026年9月18日09:00",
            "Thu 17 September 2026, 15:00–18 September 2026, 09:00",
        ),
        (calendar.zh_days(DAY, DAY), "9月17日", "9月17日", "17 September"),
        (
            calendar.zh_days(DAY, date(2026, 9, 20)),
            "9月17日至20日",
            "9月17日至20日",
            "17–20 September",
        ),
        (
            calendar.zh_days(date(2026, 9, 30), date(2026, 10, 8)),
            "9月30日至10月8日",
            "9月30日至10月8日",
            "30 September – 8 October",
        ),
    ],
)
def test_a_time_is_written_in_each_language(
    app: Flask, when: Written, chinese: str, taiwan: str, english: str
) -> None:
    assert str(when) == chinese
    for locale, words in (("zh_CN", chinese), ("zh_TW", taiwan), ("en", english)):
        with force_locale(locale):
            assert dates.written(when) == words


def test_a_filter_writes_what_is_shown(app: Flask) -> None:
    with force_locale("en"):
        assert dates.zh_datetime(STARTS) == "17 September 2026 15:00"
        assert dates.zh_date(None) == dates.zh_day(None) == dates.weekday(None) == ""
        assert dates.weekday(STARTS) == "Thu"
