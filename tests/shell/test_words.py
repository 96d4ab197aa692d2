from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.errors import Sentence, say
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from flask import Flask


def test_a_sentence_within_a_sentence_is_told(app: Flask) -> None:
    assert translate(say("“%(what)s”还差%(n)s户", what=say("停车"), n=3)) == "“停车”还差3户"


def test_nothing_said_is_nothing_shown(app: Flask) -> None:
    """The empty id is the catalogue's own header, which no page shows."""
    assert translate("") == translate(Sentence("")) == ""
