"""What every transition table owes: known stages, known permissions, a way to every stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain import commitment, meeting, opinion, revision, topic
from deliberation.domain.errors import IllegalMove
from deliberation.domain.roles import PERMISSIONS
from tests.domain import facts

if TYPE_CHECKING:
    from deliberation.domain.lifecycle import Lifecycle, Staged

TABLES = [
    opinion.LIFECYCLE,
    topic.LIFECYCLE,
    meeting.LIFECYCLE,
    revision.LIFECYCLE,
    commitment.LIFECYCLE,
]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)


@every_table
def test_moves_name_stages_and_permissions_that_exist(table: Lifecycle[Staged]) -> None:
    for move in table.moves.values():
        assert move.sources <= table.stages.keys()
        assert move.target is None or move.target in table.stages
        assert move.permission in PERMISSIONS


@every_table
def test_every_stage_can_be_reached_from_the_first(table: Lifecycle[Staged]) -> None:
    reached = {table.first}
    while True:
        more = {
            move.target
            for move in table.moves.values()
            if move.target is not None and move.sources & reached
        }
        if more <= reached:
            break
        reached |= more
    assert reached == table.stages.keys()


@every_table
def test_words_of_stages_and_moves_differ(table: Lifecycle[Staged]) -> None:
    words = [str(stage.word) for stage in table.stages.values()]
    moves = [str(move.word) for move in table.moves.values()]
    assert len(set(words)) == len(words)
    assert len(set(moves)) == len(moves)


def test_a_move_from_a_wrong_stage_names_what_is_possible() -> None:
    with pytest.raises(IllegalMove) as refused:
        topic.LIFECYCLE.check(facts.Topic(stage="drafted"), "approve")
    assert str(refused.value) == "“议题”现在是“已成题”，不能“同意上会”。"
    possible = [str(word) for word in refused.value.possible]
    assert "提交审核" in possible
    assert "公示" not in possible
