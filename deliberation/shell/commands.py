"""Exactly once: a command's id, its body, its one transaction and its one answer."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from typing import TYPE_CHECKING, Final, cast

from flask import current_app, g, redirect, request, session
from flask_login import current_user
from sqlalchemy.exc import IntegrityError, OperationalError

from deliberation.domain.errors import Conflict, Invalid, say
from deliberation.shell import clock
from deliberation.store.db import db, writing
from deliberation.store.models import Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from flask import Response
    from flask.typing import ResponseReturnValue
    from flask_login import UserMixin
    from werkzeug.datastructures import FileStorage

# Passwords stay out: a fast digest of one, kept beside the command, could be guessed.
UNHASHED: Final = frozenset({"csrf_token", "command_id", "password", "again", "current_password"})
# In the session: the key of a browser that has no account, see `access.device`.
DEVICE: Final = "device"
IDENTITY: Final = re.compile(r"[0-9a-zA-Z_-]{16,40}")
FIRST_ERROR: Final = 400
# PostgreSQL took this transaction back in favour of another one: deadlock, serialization.
UNDONE: Final = frozenset({"40P01", "40001"})
_BLOCK: Final = 64 * 1024


class _Refused(Exception):
    """Carries an answer out of the transaction so that it rolls back."""

    def __init__(self, response: Response) -> None:
        self.response = response


def new_command_id() -> str:
    """Return a fresh id for a form about to be shown."""
    return uuid.uuid4().hex


def run(view: Callable[[], ResponseReturnValue]) -> Response:
    """Run `view` in one write transaction and remember its answer under the command's id.

    An answer below 400 commits; any other, or a raise, rolls back. The form is read before the
    transaction begins, because reading a slow phone's body must not hold the writer.

    Raises:
        Invalid: the form carries no command id.
        Conflict: the id was used for another body or by somebody else, or another command won.
    """
    identity, body, holder = _identity(), _body_digest(), _holder()
    g.pop("actor", None)
    try:
        return _first_time(view, identity, body, holder)
    except _Refused as refused:
        return refused.response
    except IntegrityError:
        db.session.rollback()
        if db.session.get(Command, identity) is None:
            raise
        return _again(identity, body, holder)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") not in UNDONE:
            raise
        raise Conflict(say("刚才有别人也在改这里，这一次没有保存。请再提交一次。")) from error


def _first_time(
    view: Callable[[], ResponseReturnValue], identity: str, body: str, holder: str
) -> Response:
    with writing():
        if db.session.get(Command, identity) is not None:
            return _again(identity, body, holder)
        command = Command(
            id=identity, body=body, holder=holder, status=0, location="", at=clock.now()
        )
        db.session.add(command)
        db.session.flush()
        response = current_app.make_response(view())
        if response.status_code >= FIRST_ERROR:
            raise _Refused(response)
        command.status, command.location = response.status_code, response.location or ""
        return response


def _again(identity: str, body: str, holder: str) -> Response:
    command = db.session.get_one(Command, identity)
    if (command.body, command.holder) != (body, holder):
        raise Conflict(say("这张表已经提交过，而这次的内容不一样。请刷新页面，再提交一次。"))
    if command.location:
        return current_app.make_response(redirect(command.location, command.status))
    return current_app.response_class(status=command.status)


def _identity() -> str:
    identity = request.form.get("command_id", "")
    if not IDENTITY.fullmatch(identity):
        raise Invalid(say("这张页面不完整。请返回并刷新后再提交。"))
    return identity


def _holder() -> str:
    user = cast("UserMixin", current_user)
    return str(user.get_id()) if user.is_authenticated else session.get(DEVICE, "")


def _body_digest() -> str:
    fields = sorted((name, values) for name, values in request.form.lists() if name not in UNHASHED)
    files = [(name, file.filename, _file_digest(file.stream)) for name, file in _files()]
    text = json.dumps([request.path, fields, files], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files() -> list[tuple[str, FileStorage]]:
    return [(name, file) for name, file in request.files.items(multi=True) if file.filename]


def _file_digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    stream.seek(0)
    return digest.hexdigest()
