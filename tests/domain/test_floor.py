from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import floor
from tests.domain.facts import NOON, Seat, Speech


def hand(seat: int, stance: str = "support", *, raised: int = 0, counted: bool = True) -> Speech:
    return Speech(seat, stance, counted, raised_at=NOON + timedelta(seconds=raised))


def spoken(seat: int, stance: str = "support", *, at: int = 0, counted: bool = True) -> Speech:
    begun = NOON + timedelta(seconds=at)
    return Speech(seat, stance, counted, granted_at=begun, ended_at=begun + timedelta(seconds=1))


def seats(turns: tuple[Speech, ...]) -> list[int]:
    return [turn.seat_id for turn in turns]


def test_who_has_not_spoken_goes_before_who_has() -> None:
    turns = [spoken(1), hand(1, raised=1), hand(2, raised=2)]
    assert seats(floor.queue(turns)) == [2, 1]


def test_fewer_turns_go_first() -> None:
    turns = [spoken(1), spoken(1), spoken(2), hand(1, raised=1), hand(2, raised=2)]
    assert seats(floor.queue(turns)) == [2, 1]


def test_the_opposite_stance_goes_before_the_earlier_hand() -> None:
    turns = [spoken(9, "support"), hand(1, "support", raised=1), hand(2, "oppose", raised=2)]
    assert seats(floor.queue(turns)) == [2, 1]


def test_after_a_question_the_earlier_hand_goes_first() -> None:
    turns = [spoken(9, "question"), hand(1, "support", raised=1), hand(2, "oppose", raised=2)]
    assert seats(floor.queue(turns)) == [1, 2]


def test_a_reply_goes_with_its_question() -> None:
    turns = [hand(1), hand(2, "info", raised=5, counted=False)]
    assert seats(floor.queue(turns)) == [2, 1]


def test_one_speaker_at_most() -> None:
    speaking = Speech(1, granted_at=NOON)
    assert floor.speaking([speaking]) is speaking
    waiting = hand(2)
    assert str(floor.may_grant([speaking, waiting], waiting)) == "有人正在发言，请等发言结束。"


def test_a_second_turn_waits_for_the_first_turns() -> None:
    second, first = hand(1), hand(2, raised=9)
    turns = [spoken(1), second, first]
    assert str(floor.may_grant(turns, second)) == "还有人没有发过言，请先让第一次发言的人说。"
    assert floor.may_grant(turns, first) is None
    assert floor.may_grant([spoken(1), second], second) is None


def test_a_turn_that_is_over_cannot_be_granted() -> None:
    turn = spoken(1)
    assert floor.may_grant([turn], turn) is not None


def test_one_turn_a_round_and_two_in_all() -> None:
    seat = Seat(id=1)
    assert floor.may_raise([], seat, 1) is None
    assert "请等下一轮" in str(floor.may_raise([spoken(1)], seat, 1))
    assert floor.may_raise([spoken(1)], seat, 2) is None
    used_up = [spoken(1), spoken(1)]
    assert "次数已经用完" in str(floor.may_raise(used_up, seat, 2))
    assert floor.may_raise(used_up, seat, 2, counted=False) is None


def test_replies_are_outside_the_count() -> None:
    turns = [spoken(1, "info", counted=False)]
    assert floor.used(turns)[1] == 0
    assert floor.may_raise(turns, Seat(id=1), 1) is None


def test_a_hand_is_raised_once() -> None:
    assert "已经在发言队列" in str(floor.may_raise([hand(1)], Seat(id=1), 1))
    lowered = Speech(1, lowered_at=NOON)
    assert floor.may_raise([lowered], Seat(id=1), 1) is None


def test_without_a_voice_no_hand() -> None:
    assert "没有发言权" in str(floor.may_raise([], Seat(voice=False), 1))


def test_elders_have_more_time() -> None:
    assert floor.speech_ms(120_000, 60_000, elder=True) == 180_000
    assert floor.speech_ms(120_000, 60_000, elder=False) == 120_000


queued = st.builds(
    hand, st.integers(1, 6), st.sampled_from(sorted(floor.STANCES)), raised=st.integers(0, 600)
)
ended = st.builds(
    spoken, st.integers(1, 6), st.sampled_from(sorted(floor.STANCES)), at=st.integers(0, 600)
)


@given(st.lists(queued | ended))
def test_the_queue_holds_every_hand_once_and_new_speakers_first(turns: list[Speech]) -> None:
    order = floor.queue(turns)
    raised = [turn for turn in turns if floor.state(turn) == "queued"]
    assert sorted(map(id, order)) == sorted(map(id, raised))
    had = [floor.used(turns)[turn.seat_id] for turn in order]
    assert had == sorted(had)


@given(st.lists(queued | ended, min_size=1))
def test_the_head_of_the_queue_may_always_have_the_floor(turns: list[Speech]) -> None:
    for first in floor.queue(turns)[:1]:
        assert floor.may_grant(turns, first) is None


def test_a_turn_that_does_not_count_is_a_reply_among_speeches_only() -> None:
    turn = hand(1, "question", counted=False)
    assert str(floor.word(turn, "speeches")) == "回答提问"
    assert str(floor.word(turn, "questions")) == "提问"
    assert str(floor.word(hand(1, "oppose"), "speeches")) == "反对"


def test_a_long_queue_is_ordered_without_reading_every_turn_for_every_hand() -> None:
    reads = 0

    class Counting(Speech):
        def __getattribute__(self, name: str) -> object:
            nonlocal reads
            reads += name == "seat_id"
            return super().__getattribute__(name)

    had = [Counting(n, granted_at=NOON, ended_at=NOON) for n in range(200)]
    waiting = [Counting(n, raised_at=NOON) for n in range(60)]
    assert len(floor.queue([*had, *waiting])) == 60
    assert reads < 1000
