"""Which language a person reads: chosen once, remembered for a year; Chinese for what is for all.

The sentences in the code are zh-CN; each other language is a catalogue in `translations/`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale
from flask import current_app, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.wrappers import Response

LANGUAGES: Final = ("zh_CN", "zh_TW", "en")
SOURCE: Final = LANGUAGES[0]
COOKIE: Final = "language"
KEPT: Final = timedelta(days=365)
_CODES: Final = {str(Locale.parse(code)): code for code in LANGUAGES}


def init_app(app: Flask) -> None:
    """Attach the catalogues to `app`, and let a template say what stays in the source language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", SOURCE)
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=language, timezone_selector=lambda: "Asia/Shanghai")
    folder = Path(app.root_path, app.config["BABEL_TRANSLATION_DIRECTORIES"])
    app.extensions["languages"] = tuple(
        code for code in LANGUAGES if code == SOURCE or _catalogue(folder, code).exists()
    )
    app.jinja_env.globals.update(on_paper=on_paper)


def _catalogue(folder: Path, code: str) -> Path:
    return folder / str(Locale.parse(code)) / "LC_MESSAGES" / "messages.mo"


def offered() -> tuple[str, ...]:
    """Return the languages to choose from: the source, and those whose catalogue is there."""
    found: tuple[str, ...] = current_app.extensions["languages"]
    return found


def language() -> str:
    """Return the chosen language; Chinese unless the person chose another."""
    if not has_request_context():
        return SOURCE
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in offered() else SOURCE


def tag() -> str:
    """Return the language of what is being written, as HTML names it: zh-CN, zh-TW, en."""
    return tag_of(_CODES.get(str(get_locale()), SOURCE))


def tag_of(code: str) -> str:
    """Return a language's name in HTML."""
    return code.replace("_", "-")


def keep(response: Response, chosen: str) -> None:
    """Remember the chosen language in this browser, for people without an account, too.

    No secret is in this cookie: both doors share it, and it outlives a session.
    """
    response.set_cookie(COOKIE, chosen, max_age=KEPT, httponly=True, samesite="Lax")


@contextmanager
def in_language(code: str = SOURCE) -> Iterator[None]:
    """Write what is inside in `code`, whoever asks for it."""
    with force_locale(code):
        yield


def on_paper(caller: Callable[[], str]) -> Markup:
    """Write a block of a page in the source language: papers are official, and Chinese for all."""
    with in_language():
        return Markup(caller())  # noqa: S704 - a template wrote it and escaped what was typed
