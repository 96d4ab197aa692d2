"""Every refusal that the house can raise has its status and its page."""

from __future__ import annotations

import io
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from flask import abort

import deliberation
from deliberation.domain.calendar import CalendarMissing
from deliberation.domain.errors import DomainError
from deliberation.shell.errors import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

# Modules that begin something when they are imported: a patched library, a process's own entry.
RUN = (
    "deliberation.serve",
    "deliberation.__main__",
    "deliberation.migrations.",
    "deliberation.cli",
)


def refusals(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Every subclass that any module of the house defines."""
    for module in pkgutil.walk_packages(deliberation.__path__, "deliberation."):
        if not module.name.startswith(RUN):
            import_module(module.name)
    waiting = kind.__subclasses__()
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.__subclasses__()


def test_every_refusal_has_a_status() -> None:
    found = list(refusals())
    assert CalendarMissing in found
    assert [kind.__name__ for kind in found if not set(kind.__mro__) & set(STATUS)] == []


def test_a_missing_calendar_is_told_and_is_no_crash(app: Flask) -> None:
    def view() -> str:
        raise CalendarMissing(2031)

    app.add_url_rule("/-/calendar", view_func=view)
    answer = app.test_client().get("/-/calendar")
    assert answer.status_code == 409
    assert "2031年的日历未导入" in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500])
def test_an_error_page_is_as_strict_as_any_other(app: Flask, status: int) -> None:
    app.add_url_rule(f"/-/{status}", f"e{status}", lambda: abort(status))
    answer = app.test_client().get(f"/-/{status}")
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>" not in answer.text


MULTIPART = "multipart/form-data; boundary=x"
FIELDS = b"".join(
    b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % n for n in range(600)
)


@pytest.mark.parametrize(
    ("kind", "body", "declared"),
    [
        (MULTIPART, b"--x", 99_999_999_999),
        (MULTIPART, b"--x", 70_000_000),
        (MULTIPART, FIELDS, len(FIELDS)),
        ("application/x-www-form-urlencoded", b"text=a", 3_000_000),
    ],
    ids=["huge", "seven photos", "fields", "text"],
)
def test_a_body_that_is_too_large_is_told(
    app: Flask, kind: str, body: bytes, declared: int
) -> None:
    answer = app.test_client().post(
        "/opinions",
        input_stream=io.BytesIO(body),
        content_type=kind,
        environ_overrides={"CONTENT_LENGTH": str(declared)},
    )
    assert answer.status_code == 413
    assert "上传的内容太大了" in answer.text
