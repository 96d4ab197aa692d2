"""One frame for everybody who reads the same language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.store.db import writing
from deliberation.store.live import touch
from tests.features.room.test_sockets import audience, screen

if TYPE_CHECKING:
    from flask import Flask

    from tests.features.room.conftest import Room


def test_each_phone_gets_frames_in_its_language(app: Flask, room: Room) -> None:
    chinese, english = screen(app), screen(app)
    english.socket.disconnect()
    english.browser.client.set_cookie("language", "en")
    english.connect()
    for phone in (chinese, english):
        phone.ask("join", audience(room))
    with writing():
        touch(room.meeting)
    frames = [phone.socket.get_received()[0]["args"][0] for phone in (chinese, english)]
    assert frames[0]["version"] == frames[1]["version"]
    assert "到会" in frames[0]["regions"]["turnout"]
    assert "到会" not in frames[1]["regions"]["turnout"]
    assert "present" in frames[1]["regions"]["turnout"].lower()
