"""The listening side: HTTP and HTTPS, quiet, and patient with answers that are under way."""

from __future__ import annotations

import errno
import logging
import ssl
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

from deliberation.shell import channel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from socket import socket
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE: Final = 10.0  # seconds for answers under way when the server stops
GLANCE: Final = 0.02

log = logging.getLogger(__name__)


class CannotListen(Exception):
    """The port cannot be had; the message says why and what to do."""


class Handler(WSGIHandler):
    """Writes no line per request; a request that cannot be read is no news either."""

    def log_request(self) -> None:
        """Leave it: `shell.visits` writes one line without codes and query strings."""

    def log_error(self, msg: str, *args: object) -> None:
        """Tell that there was one, without the line itself, which may hold a code."""
        del msg, args
        log.debug("a request could not be read")

    def handle_one_response(self) -> None:
        """Answer; a connection that was a socket is not asked for another request."""
        super().handle_one_response()
        if "HTTP_UPGRADE" in (self.environ or {}):
            self.close_connection = True


class Door(WSGIServer):
    """One listening port. A phone that breaks off its TLS handshake is no error of ours."""

    def wrap_socket_and_handle(
        self,
        client_socket: socket,
        address: Any,  # noqa: ANN401 - whatever the family says
    ) -> None:
        """Shake hands, then serve; the hand may be withdrawn at any time."""
        with suppress(ssl.SSLError, OSError):
            super().wrap_socket_and_handle(client_socket, address)


class UnderWay:
    """Counts the requests that are being answered, so that a stop can wait for them.

    A phone's socket is not one of them: it lasts as long as the meeting.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.count = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"].startswith(channel.PATH):
            return self.application(environ, start)
        self.count += 1
        try:
            answer = self.application(environ, start)
        except BaseException:
            self.count -= 1
            raise
        return Counted(answer, self)

    def wait(self, patience: float = PATIENCE) -> None:
        """Return when nothing is under way, or after `patience` seconds."""
        gevent.with_timeout(patience, self._drain, timeout_value=None)

    def _drain(self) -> None:
        while self.count:
            gevent.sleep(GLANCE)


class Counted:
    """An answer's body; the server closes it when the last byte has been handed over."""

    def __init__(self, body: Iterable[bytes], under_way: UnderWay) -> None:
        self.body = body
        self.under_way = under_way

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        """Count the answer as given."""
        self.under_way.count -= 1
        finish: Callable[[], None] | None = getattr(self.body, "close", None)
        if finish:
            finish()


def open_door(host: str, port: int, context: ssl.SSLContext | None = None) -> Door:
    """Listen on `port`; `under_way` becomes its application once there is one.

    Raises:
        CannotListen: the port is taken, forbidden, or the host is not ours.
    """
    if context is None:
        door = Door((host, port), log=None, error_log=log, handler_class=Handler)
    else:
        door = Door(
            (host, port), log=None, error_log=log, handler_class=Handler, ssl_context=context
        )
    try:
        door.init_socket()
    except OSError as error:
        raise CannotListen(_sentence(host, port, error)) from error
    return door


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：议事系统可能已经在运行。请先停掉它，或用 --port 换一个端口。"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"没有权限使用端口 {port}，请用 --port 换一个大于 1024 的端口。"
    return f"不能在 {host}:{port} 上监听：{error.strerror or error}。请检查 --host。"


def close(doors: Sequence[Door]) -> None:
    """Take nobody in any more; those inside are left to finish."""
    for door in doors:
        door.close()


def make_room() -> None:
    """Let the process hold as many sockets as the system allows; a phone takes two handles."""
    with suppress(ImportError, OSError, ValueError):
        resource = import_module("resource")  # not on Windows
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
