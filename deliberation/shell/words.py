"""Sentences in the person's language: the catalogue, and dates as they are written in Chinese."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import has_request_context, request, session
from flask_babel import Babel, gettext, lazy_gettext

from deliberation.domain import calendar
from deliberation.domain.errors import Sentence
from deliberation.domain.privacy import mask_name, mask_text

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

LANGUAGES = ("zh_CN", "zh_TW", "en")


def init_app(app: Flask) -> None:
    """Attach the catalogue and the filters of `app`; zh-CN is the source language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_CN")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=language, timezone_selector=lambda: "Asia/Shanghai")
    app.jinja_env.filters.update(
        t=translate,
        zh_date=zh_date,
        zh_time=zh_time,
        zh_datetime=zh_datetime,
        weekday=weekday,
        masked=mask_text,
        masked_name=mask_name,
    )


def language() -> str:
    """Return the chosen language; Chinese unless the person chose another."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = session.get("language") or request.cookies.get("language", "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def lazy(text: str, **values: object) -> str:
    """Return a sentence that is translated when it is shown; for labels made at import."""
    return cast("str", lazy_gettext(text, **values))


def translate(words: object) -> str:
    """Return `words` in the person's language; nested sentences are translated too."""
    if isinstance(words, str):
        words = Sentence(words)
    if not isinstance(words, Sentence):
        return str(words)
    if not words.text:  # to the catalogue, the empty id is its own header
        return ""
    values = {
        name: translate(value) if isinstance(value, Sentence) else value
        for name, value in words.values.items()
    }
    return str(gettext(words.text, **values))


def zh_date(value: date | datetime | None) -> str:
    """Write a day as 2026年9月17日 (GB/T 9704-2012, 7.3.5.4: no leading zeros)."""
    if value is None:
        return ""
    return calendar.zh_date(_day(value))


def zh_time(value: datetime | None) -> str:
    """Write a time of day as 15:00 in Asia/Shanghai."""
    return calendar.zh_time(value) if value else ""


def zh_datetime(value: datetime | None) -> str:
    """Write a moment as 2026年9月17日 15:00."""
    return f"{zh_date(value)} {zh_time(value)}" if value else ""


def weekday(value: date | datetime | None) -> str:
    """Write the day of the week as 周四, in the person's language."""
    if value is None:
        return ""
    return gettext(calendar.zh_weekday(_day(value)))


def _day(value: date | datetime) -> date:
    return calendar.today(value) if isinstance(value, datetime) else value
