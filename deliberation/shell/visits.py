"""The access log: one line per command or failure, without codes, names or query strings."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from flask import g, request

if TYPE_CHECKING:
    from flask import Flask, Response

FAILED: Final = 500
SLOW: Final = 1.0  # seconds

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Write a line for each POST, each failure and each slow page of `app`."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.monotonic()


def _end(response: Response) -> Response:
    seconds = time.monotonic() - g.get("began", time.monotonic())
    if request.method == "POST" or response.status_code >= FAILED or seconds > SLOW:
        log.info("%s %s %d %d ms", request.method, where(), response.status_code, seconds * 1000)
    return response


def where() -> str:
    """Return the page's address as its rule, with whole numbers filled in and nothing else."""
    if request.url_rule is None:
        return "(没有这个页面)"
    text = request.url_rule.rule
    for name, value in (request.view_args or {}).items():
        if isinstance(value, int):
            text = text.replace(f"<int:{name}>", str(value))
    return text
