"""Sentences in the person's language, and what every template may do with words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from deliberation.domain.calendar import Written
from deliberation.domain.errors import Sentence
from deliberation.domain.privacy import mask_name, mask_text
from deliberation.shell import dates, languages

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Attach the catalogues and the filters of `app`."""
    languages.init_app(app)
    app.jinja_env.filters.update(
        t=translate,
        zh_date=dates.zh_date,
        zh_day=dates.zh_day,
        zh_time=dates.zh_time,
        zh_datetime=dates.zh_datetime,
        weekday=dates.weekday,
        listed=listed,
        masked=mask_text,
        masked_name=mask_name,
    )


def lazy(text: str, **values: object) -> str:
    """Return a sentence that is translated when it is shown; for labels made at import."""
    return cast("str", lazy_gettext(text, **values))


def translate(words: object) -> str:
    """Return `words` in the person's language; sentences and dates within are translated too."""
    if isinstance(words, Written):
        return dates.written(words)
    if isinstance(words, Markup):  # has been said already; anew, it would be escaped twice
        return words
    if isinstance(words, str):
        words = Sentence(words)
    if not isinstance(words, Sentence):
        return str(words)
    if not words.text:  # to the catalogue, the empty id is its own header
        return ""
    values = {name: _value(value) for name, value in words.values.items()}
    return str(gettext(words.text, **values))


def listed(words: object) -> str:
    """Return words and names one after the other, with what stands between in the language."""
    return str(gettext("、")).join(str(_value(word)) for word in cast("list[object]", words))


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return listed(value)
    return translate(value) if isinstance(value, (Sentence, Written)) else value
