from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from deliberation.domain import revision
from deliberation.domain.errors import IllegalMove


@dataclass
class Text:
    revision: int
    text: str = "会议议定：划线清障。"


@dataclass
class Minutes:
    stage: str = "draft"
    revisions: list[Text] = field(default_factory=list)


def test_an_edit_is_current_when_it_began_at_the_newest_text() -> None:
    minutes = Minutes(revisions=[Text(1), Text(2)])
    assert revision.latest(minutes) == 2
    assert revision.is_current(minutes, 2)
    assert not revision.is_current(minutes, 1)
    assert revision.is_current(Minutes(), 0)


def test_empty_minutes_are_not_approved() -> None:
    for minutes in (Minutes(), Minutes(revisions=[Text(1), Text(2, " \n")])):
        with pytest.raises(IllegalMove, match="纪要还没有正文"):
            revision.LIFECYCLE.check(minutes, "approve")
    assert revision.LIFECYCLE.check(Minutes(revisions=[Text(1)]), "approve").target == "approved"


def test_approved_minutes_are_not_edited() -> None:
    with pytest.raises(IllegalMove, match="已审定"):
        revision.LIFECYCLE.check(Minutes("approved", [Text(1)]), "edit")
