"""Whatever is put into whichever field of whichever form: an answer, and never a crash.

The fields are those that the code asks for, found by posting; the stage is one that lets the form
in. PostgreSQL, because it refuses more than SQLite does. Nothing is kept: a commit is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest

from deliberation.domain.roles import ROLES
from deliberation.shell.commands import new_command_id
from deliberation.store.db import db
from deliberation.store.models import Counter
from tests.attack.odd import LONG, ODD, SHARP, Asked, Asking, plain_values
from tests.features.test_every_route import SHUT, crash
from tests.fixtures_routes import NOBODY, without_account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fixtures_routes import Ground, Route

STAGES: Final = {
    "meeting": ("open", "planned", "announced", "closed", "cancelled"),
    "topic": ("drafted", "proposed", "approved", "publicised", "resolved", "unresolved"),
    "opinion": ("submitted", "returned", "admitted", "settled"),
    "minutes": ("approved",),
    "commitment": (
        "agreed", "assigned", "accepted", "reported", "verified", "asked", "closed", "parked",
    ),
}  # fmt: skip
REACHED: Final = {303, 422}
FORM: Final = {"content_type": "application/x-www-form-urlencoded"}
UNASKED: Final = {"csrf_token", "command_id"}
FAILED: Final = 500
TURNS: Final = 6


class Forms:
    """Posts forms as somebody who may, and puts stages in place before."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        with ground.app.test_request_context():
            self.plain = plain_values()

    def post(self, route: Route, form: dict[str, Any], **options: Any) -> int:
        """The status that a form is answered with."""
        client = self.ground.app.test_client()
        who = next(who for who in (NOBODY, "host", *ROLES) if route.admits(who))
        if who != NOBODY:
            with client.session_transaction() as session:
                if without_account(who):
                    session["device"] = self.ground.world.sessions[who]
                else:
                    session["_user_id"], session["_fresh"] = self.ground.world.sessions[who], True
        if "data" not in options:
            fields = {"command_id": new_command_id(), **form}
            options = {"data": urlencode(fields, doseq=True, errors="surrogatepass"), **FORM}
        address = self.ground.address(route.rule, who)
        return client.post(address, buffered=True, **options).status_code

    def fields(self, route: Route) -> dict[str, str]:
        """The fields that a route asks for once its row stands at a stage that lets it in.

        Where none does, those that it asked for before it refused.
        """
        known: set[str] = set()
        for table, stage in [("", ""), *((t, s) for t, all_s in STAGES.items() for s in all_s)]:
            self.stand(table, stage)
            asked: set[str] = set()
            for _again in range(2):  # what is asked second may hang on what was answered first
                Asked.names.clear()
                form = {name: self.plain.get(name, "1") for name in asked}
                status = self.post(route, form)
                asked |= {name for name in Asked.names if name not in UNASKED}
            if status in REACHED:
                return {name: self.plain.get(name, "1") for name in sorted(asked)}
            known |= asked
            self.stand(table, "")
        return {name: self.plain.get(name, "1") for name in sorted(known)}

    def stand(self, table: str, stage: str) -> None:
        """Put every row of a table at a stage; without one, back to where the town has it."""
        usual = {"meeting": "open", "topic": "scheduled", "opinion": "merged", "minutes": "draft"}
        usual["commitment"] = "agreed"
        if table:
            with self.ground.app.app_context(), db.engine.begin() as connection:
                rows = db.metadata.tables[table]
                connection.execute(rows.update().values(stage=stage or usual[table]))


@pytest.fixture
def forms(postgres_ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Forms:
    """The forms of the town on PostgreSQL, where nothing that is posted stays."""
    postgres_ground.app.request_class = Asking

    def take_back() -> None:
        db.session.flush()
        db.session.rollback()

    with postgres_ground.app.app_context():
        # The town's rows were numbered by hand; what is formed here is numbered after them.
        for series in ("YJ-2026", "YT-2026", "JY-2026", "JB-2026"):
            community = postgres_ground.world.rows["community"]
            db.session.add(Counter(community_id=community, series=series, last=100))
        db.session.commit()
    monkeypatch.setattr(db.session, "commit", take_back)
    return Forms(postgres_ground)


def odd_forms(plain: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A form with one odd field after another, missing, doubled; then with odd fields only."""
    for name, value in plain.items():
        for odd in SHARP:
            yield {**plain, name: odd}
        yield {**plain, name: [value, "x", ""]}
    yield {}
    deck = (*ODD, *LONG)
    for turn in range(0, len(deck), len(deck) // TURNS):
        # Every field gets another card; a field and a card meet once in a few forms.
        yield {name: deck[(turn + place) % len(deck)] for place, name in enumerate(plain)}


def test_an_odd_field_is_answered_and_never_breaks_anything(
    forms: Forms, caplog: pytest.LogCaptureFixture
) -> None:
    found, tried = [], 0
    for route in [one for one in forms.ground.routes() if one.method == "POST"]:
        plain = forms.fields(route)
        for form in odd_forms(plain):
            caplog.clear()
            tried += 1
            if forms.post(route, form) >= FAILED:
                odd = {name: str(value)[:30] for name, value in form.items()}
                found.append(f"{route}: {odd}{crash(caplog)}")
        for table in STAGES:
            forms.stand(table, "")
    assert tried > 1000
    assert not found, f"{len(found)} of {tried}\n" + "\n".join(found[:40])


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_a_body_that_is_no_form_is_refused(forms: Forms, kind: str) -> None:
    body = b'{"command_id": ["x"], "stage": {"$ne": 1}}'
    for route in [one for one in forms.ground.routes() if one.method == "POST"]:
        status = forms.post(route, {}, data=body, content_type=kind)
        assert 400 <= status < FAILED or route.rule.endpoint in SHUT, str(route)
