"""Every refusal as a page in the person's language, with what was typed kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from flask import make_response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException

from deliberation.domain.calendar import CalendarMissing
from deliberation.domain.data import DataError
from deliberation.domain.errors import (
    Conflict,
    DomainError,
    Forbidden,
    IllegalMove,
    Invalid,
    Missing,
)
from deliberation.shell.commands import FIRST_ERROR
from deliberation.shell.pages import page
from deliberation.shell.pictures import Unreadable
from deliberation.shell.printing.errors import PrintError
from deliberation.shell.words import translate
from deliberation.store.db import db

if TYPE_CHECKING:
    from flask import Flask, Response

STATUS: Final[dict[type[DomainError], int]] = {
    Invalid: 422,
    IllegalMove: 409,
    Conflict: 409,
    Forbidden: 403,
    Missing: 404,
    CalendarMissing: 409,  # nothing that was typed is wrong: the year has to be imported first
    Unreadable: 422,
    DataError: 500,  # a file of this installation is broken, and only its keeper can mend it
    PrintError: 503,
}
BROKEN: Final = 500
# Secrets, and what a page sends by itself: a person must find the own words and nothing else.
UNSHOWN: Final = frozenset(
    {"csrf_token", "command_id", "password", "again", "current_password"}
    | {"position", "revision", "seconds", "version", "edited", "stage", "speech", "arrived"}
    | {"press"}
)

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer every error of `app` with a page."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _domain(error: DomainError) -> Response:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), BROKEN)
    if status == BROKEN:
        log.error("refused at %s: %s", request.endpoint, error)
    possible = error.possible if isinstance(error, IllegalMove) else ()
    return _page(status, translate(error.sentence), [translate(word) for word in possible])


def _stale(error: CSRFError) -> Response:
    del error
    return _page(400, _("页面停留太久，已经失效。请返回上一页，刷新后再提交；您填写的内容在下面。"))


def _http(error: HTTPException) -> Response:
    sentences = {
        400: _("这次提交不完整，请返回上一页再试。"),
        401: _("请先登录。"),
        403: _("您的账号没有这项权限。"),
        404: _("没有找到这个页面，它可能已被移走。"),
        405: _("这个地址不能这样打开。请从页面上的按钮进入。"),
        413: _("上传的内容太大了。每张照片不超过 10 MB，最多 6 张。"),
        429: _("操作太频繁了，请稍等一分钟再试。"),
    }
    status = error.code or 500
    if isinstance(error, BadHost):  # a page has addresses, and there is no host to write them for
        return make_response(sentences[400], status, {"Content-Type": "text/plain; charset=utf-8"})
    if error.response is not None or status < FIRST_ERROR:
        return make_response(error.get_response())
    return _page(status, sentences.get(status, _("这个请求不能处理。")))


def _broken(error: Exception) -> Response:
    log.error("unhandled error at %s", request.endpoint, exc_info=error)
    db.session.rollback()
    return _page(500, _("系统出了问题，已经记下。您填写的内容在下面，请稍后再试。"))


def _page(status: int, sentence: str, possible: list[str] | None = None) -> Response:
    db.session.rollback()
    return page(
        "shells/error.html",
        status,
        status=status,
        sentence=sentence,
        possible=possible or [],
        typed=_typed(),
    )


def _typed() -> list[str]:
    if request.method != "POST":
        return []
    try:
        request.form  # noqa: B018 - read here for the first time, or again
    except HTTPException:  # a body that is too large or broken is the very error to be told
        return []
    return [
        value
        for name, value in request.form.items(multi=True)
        if name not in UNSHOWN and value.strip()
    ]
