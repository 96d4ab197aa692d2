"""What changed is rendered after the commit, for everybody who watches, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import g, render_template_string, url_for
from flask_socketio import SocketIO

from deliberation.config import Settings
from deliberation.shell import access, channel
from deliberation.shell.fanout import Fan, RedisFan, Unescaped, framed
from deliberation.store.db import changed, db, writing
from deliberation.store.models import Street
from tests.fixtures_app import START

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask_socketio import SocketIOTestClient

PAGE = "{{ current.actor.account_id }} {{ url_for('static', filename='a.css') }} {{ _('议题') }}"


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests register is gone after each."""
    monkeypatch.setattr(channel, "_renderers", {})


@pytest.fixture
def rendered(registry: None) -> list[int]:
    """The subjects that were rendered."""
    seen: list[int] = []

    def render(subject_id: int) -> channel.Frame:
        seen.append(subject_id)
        names = db.session.scalars(db.select(Street.name)).all()
        return {"version": len(seen), "regions": {"names": "、".join(names)}}

    channel.register("street", render)
    return seen


def sockets(app: Flask) -> SocketIO:
    found = app.extensions["socketio"]
    assert isinstance(found, SocketIO)
    return found


def phone(app: Flask, subject_id: int) -> SocketIOTestClient:
    """A phone that watches a street."""
    before = set(everybody(app))
    client = sockets(app).test_client(app)
    (sid,) = set(everybody(app)) - before
    channel.place(sid, channel.room("street", subject_id))
    return client


def everybody(app: Flask) -> list[str]:
    return [sid for sid, _ in app.extensions["channel"].fan.get_participants("/", None)]


@pytest.fixture
def phones(app: Flask, rendered: list[int]) -> Iterator[list[SocketIOTestClient]]:
    """Two watch street 1, one watches street 2."""
    found = [phone(app, 1), phone(app, 1), phone(app, 2)]
    yield found
    for one in found:
        one.disconnect()


def frames(one: SocketIOTestClient) -> list[Any]:
    return [got["args"][0] for got in one.get_received() if got["name"] == "frame"]


def test_who_watches_gets_a_frame_after_the_commit(
    phones: list[SocketIOTestClient], rendered: list[int]
) -> None:
    with writing():
        db.session.add(Street(name="和平街道", created_at=START))
        changed("street", 1)
        changed("street", 1)
        assert rendered == []
    assert rendered == [1]
    expected = [{"version": 1, "regions": {"names": "和平街道"}}]
    assert [frames(one) for one in phones] == [expected, expected, []]


def test_a_rollback_sends_nothing(phones: list[SocketIOTestClient], rendered: list[int]) -> None:
    def fail() -> None:
        with writing():
            changed("street", 1)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert rendered == []


def test_what_nobody_watches_is_not_rendered(app: Flask, rendered: list[int]) -> None:
    changed("street", 1)
    changed("elsewhere", 1)
    assert rendered == []


def test_who_left_gets_nothing(app: Flask, phones: list[SocketIOTestClient]) -> None:
    first = everybody(app)[0]
    channel.place(first)
    changed("street", 1)
    assert [len(frames(one)) for one in phones] == [0, 1, 0]


def test_changes_while_it_is_rendered_end_in_one_more_frame(
    phones: list[SocketIOTestClient], registry: None
) -> None:
    versions = iter(range(1, 9))

    def render(subject_id: int) -> channel.Frame:
        version = next(versions)
        if version == 1:
            for _ in range(3):
                changed("street", subject_id)
        return {"version": version, "regions": {}}

    channel.register("street", render)
    changed("street", 1)
    assert [frame["version"] for frame in frames(phones[0])] == [1, 2]
    changed("street", 1)
    assert [frame["version"] for frame in frames(phones[0])] == [3]


def test_a_frame_that_cannot_be_made_changes_nothing(
    app: Flask, phones: list[SocketIOTestClient], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_subject_id: int) -> channel.Frame:
        raise LookupError

    channel.register("street", fail)
    with writing():
        db.session.add(Street(name="和平街道", created_at=START))
        changed("street", 1)
    assert db.session.scalars(db.select(Street.name)).all() == ["和平街道"]
    assert "a frame of street could not be sent" in caplog.text
    assert app.extensions["channel"].again == {}
    assert frames(phones[0]) == []


def test_nothing_to_see_sends_nothing(phones: list[SocketIOTestClient]) -> None:
    channel.register("street", lambda _subject_id: None)
    changed("street", 1)
    assert frames(phones[0]) == []


def test_a_frame_is_rendered_as_for_nobody_in_particular(
    app: Flask, phones: list[SocketIOTestClient]
) -> None:
    def render(_subject_id: int) -> channel.Frame:
        assert "mine" not in g
        assert access.current_account() is None
        return {"version": 1, "regions": {"page": render_template_string(PAGE)}}

    channel.register("street", render)
    g.mine = "of whoever pressed"
    changed("street", 1)
    with app.test_request_context():
        style = url_for("static", filename="a.css")
    assert frames(phones[0])[0]["regions"]["page"] == f"None {style} 议题"
    assert g.mine == "of whoever pressed"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Handlers for the next application: what they were asked, and what they found in `g`."""
    seen: list[object] = []

    def ask(sid: str, data: Any) -> object:  # noqa: ANN401 - whatever a phone says
        seen.append((bool(sid), data, g.get("before")))
        g.before = data
        if data == "fail":
            raise LookupError
        return {"answer": data}

    events = dict.fromkeys(("ask", "connect", "disconnect"), ask)
    monkeypatch.setattr(channel, "_handlers", {**events, "connect": lambda _sid, _data: None})
    return seen


def test_an_event_finds_nothing_of_the_one_before(asked: list[object], app: Flask) -> None:
    client = sockets(app).test_client(app)
    assert client.emit("ask", 1, callback=True) == {"answer": 1}
    assert client.emit("ask", 2, callback=True) == {"answer": 2}
    client.disconnect()
    assert asked[:2] == [(True, 1, None), (True, 2, None)]
    assert len(asked) == 3  # and that it went


def test_an_event_that_fails_is_logged_and_its_phone_stays(
    asked: list[object], app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = sockets(app).test_client(app)
    assert client.emit("ask", "fail", callback=True) in (None, [])
    assert "the event ask failed" in caplog.text
    assert client.emit("ask", 2, callback=True) == {"answer": 2}
    client.disconnect()


def test_with_redis_the_fan_goes_through_it(tmp_path: Path) -> None:
    settings = Settings(tmp_path, "sqlite://", "tests only")
    assert type(channel._fan(settings)) is Fan
    redis = Settings(tmp_path, "sqlite://", "tests only", redis_url="redis://127.0.0.1:1/0")
    found = channel._fan(redis)
    assert isinstance(found, RedisFan)
    assert found.watched("street:1")
    # What arrives through Redis is delivered by the class after PubSubManager: it has to be Fan.
    names = [one.__name__ for one in RedisFan.__mro__]
    assert names.index("PubSubManager") + 1 == names.index("Fan")


@pytest.mark.parametrize(("size", "head"), [(125, 2), (126, 4), (65535, 4), (65536, 10)])
def test_a_frame_has_the_head_that_its_size_needs(size: int, head: int) -> None:
    frame = framed("x" * size)
    assert len(frame) == head + size
    assert frame[0] == 0x81
    told = frame[1] if head == 2 else int.from_bytes(frame[2:head], "big")
    assert told == size


def test_json_is_short_and_unescaped() -> None:
    assert Unescaped.dumps({"议": [1, "题"]}) == '{"议":[1,"题"]}'
