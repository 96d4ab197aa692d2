"""The application with a whole small town in it, and every route of it: see test_every_route."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from flask import url_for
from sqlalchemy import make_url

from deliberation.app import create_app
from deliberation.domain.roles import ANYONE, PERMISSIONS
from deliberation.shell import clock
from deliberation.shell.access import LINKS
from deliberation.shell.commands import new_command_id
from deliberation.shell.printing import Printer
from deliberation.store.db import db
from tests.fixtures_app import START, settings_for
from tests.town import PAPER
from tests.worlds import World, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

NOBODY: Final = "nobody"


def without_account(who: str) -> bool:
    """Whether `who` has not signed in: nobody, a phone with its seat, or one with its link."""
    return who == NOBODY or who.startswith(("seat", "task"))


class Route(NamedTuple):
    """One method of one rule, and the permission that its view declares."""

    method: str
    rule: Rule
    permission: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule} ({self.rule.endpoint}, {self.permission})"

    def admits(self, who: str) -> bool:
        """Whether the table lets `who` pass."""
        return bool(PERMISSIONS[self.permission] & {who, ANYONE})


@dataclass
class Ground:
    """The application, what stands in it, and how to put back what a command changed."""

    app: Flask
    world: World
    restore: Callable[[], World]

    def rules(self) -> list[Rule]:
        """Every rule but that of the interface's files and those that only a test server has."""
        rules = [
            rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint != "static" and not rule.endpoint.startswith("moving.")
        ]
        return sorted(rules, key=lambda rule: rule.rule)

    def routes(self) -> Iterator[Route]:
        """Every route whose rows the world has."""
        for rule in self.rules():
            if None in self._values(rule).values():
                continue
            permission = getattr(self.app.view_functions[rule.endpoint], "permission", "")
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield Route(method, rule, permission)

    def lacking(self) -> Iterator[str]:
        """What the world has no row for, as sentences."""
        for rule in self.rules():
            for name in (name for name, value in self._values(rule).items() if value is None):
                yield (
                    f"{rule.rule} ({rule.endpoint}) needs <{name}>, and tests/worlds.py has nothing"
                    " for it: keep one more row in `kept`, or one more word in `_words`."
                )

    def address(self, rule: Rule, who: str = NOBODY) -> str:
        """The address of `rule` about the rows of the world, as `who` would open it."""
        with self.app.test_request_context():
            return url_for(rule.endpoint, **self._values(rule, who))

    def _values(self, rule: Rule, who: str = NOBODY) -> dict[str, Any]:
        feature = rule.endpoint.partition(".")[0]
        return {name: self.world.argument(feature, name, who) for name in rule.arguments}

    def open(self, who: str, route: Route) -> TestResponse:
        """What `who` is answered; a form holds nothing but its command id."""
        client = self.app.test_client()
        if who != NOBODY:
            with client.session_transaction() as session:
                if who.startswith("task"):
                    session[LINKS] = [int(self.world.sessions[who])]
                elif without_account(who):
                    session["device"] = self.world.sessions[who]
                else:
                    session["_user_id"], session["_fresh"] = self.world.sessions[who], True
        form = {"command_id": new_command_id()} if route.method == "POST" else None
        address = self.address(route.rule, who)
        answer = client.open(address, method=route.method, data=form, buffered=True)
        if form and answer.status_code < 400:
            self.world = self.restore()
        return answer


def installed(folder: Path, url: str) -> Flask:
    """The real application, its clock at START, its forms without a token."""
    now = (START - datetime.now(UTC)) / timedelta(milliseconds=1)
    app = create_app(replace(settings_for(folder, url), clock_offset_ms=round(now)))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(scope="module")
def paper_at_once() -> Iterator[None]:
    """No worker prints: who may print is asked here, not how it looks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Printer, "print_pdf", lambda *_given, **_named: PAPER)
        patch.setattr(Printer, "check", lambda *_given: None)
        yield


@pytest.fixture(scope="module")
def ground(
    paper_at_once: None, empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    """A small town on SQLite; a changed file is put back by copying."""
    folder = tmp_path_factory.mktemp("routes")
    path, kept = folder / "routes.sqlite", folder / "kept.sqlite"
    shutil.copy(empty_sqlite, path)
    app = installed(folder, f"sqlite:///{path}")
    with app.app_context():
        world = build(clock.now(), folder)
        db.session.remove()
        db.engine.dispose()  # the last connection to close writes everything into the one file
    shutil.copy(path, kept)

    def restore() -> World:
        with app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
        shutil.copy(kept, path)
        return world

    yield Ground(app, world, restore)
    with app.app_context():
        db.engine.dispose()
    clock.set_offset(timedelta())


@pytest.fixture
def postgres_ground(paper_at_once: None, postgres_url: str, tmp_path: Path) -> Iterator[Ground]:
    """The same town on PostgreSQL; changed rows are made anew."""
    url = make_url(postgres_url).set(drivername="postgresql+psycopg")
    url = url.update_query_dict({"options": "-c synchronous_commit=off"})  # many small commits
    app = installed(tmp_path, url.render_as_string(hide_password=False))

    def restore() -> World:
        # The tables are nearly empty: deleting takes less than truncating.
        with app.app_context():
            with db.engine.begin() as connection:
                for table in reversed(db.metadata.sorted_tables):
                    connection.execute(table.delete())
            return build(clock.now(), tmp_path)

    with app.app_context():
        db.create_all()
    yield Ground(app, restore(), restore)
    with app.app_context():
        db.engine.dispose()
    clock.set_offset(timedelta())
