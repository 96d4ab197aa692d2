from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale
from markupsafe import Markup, escape

from deliberation.domain.errors import Sentence, say
from deliberation.shell.words import listed, translate

if TYPE_CHECKING:
    from flask import Flask


def test_a_sentence_within_a_sentence_is_told(app: Flask) -> None:
    assert translate(say("“%(what)s”还差%(n)s户", what=say("停车"), n=3)) == "“停车”还差3户"


def test_what_has_been_said_is_not_escaped_again(app: Flask) -> None:
    said = Markup("the owners&#39; assembly")
    assert translate(said) == said
    assert escape(translate(said)) == said


def test_names_in_a_list_are_not_translated(app: Flask) -> None:
    with force_locale("en"):
        assert listed(["物业", say("物业")]) == "物业, Property manager"


def test_nothing_said_is_nothing_shown(app: Flask) -> None:
    """The empty id is the catalogue's own header, which no page shows."""
    assert translate("") == translate(Sentence("")) == ""
