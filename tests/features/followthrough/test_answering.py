"""Answers of proposers: by the receipt or told to a worker; a "not" brings the work back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from deliberation.domain.errors import Forbidden, IllegalMove, Invalid
from deliberation.domain.roles import NOBODY
from deliberation.features.followthrough.actions.answering import Answer, answer
from deliberation.features.followthrough.queries.owners import reason_unsolved
from deliberation.shell import clock
from deliberation.store import record, rounds
from deliberation.store.db import db
from deliberation.store.people import actor_for
from tests.features.followthrough.asked import PHONE, Asked, asked, merged

if TYPE_CHECKING:
    from deliberation.domain.roles import Actor
    from deliberation.store.models import Entry, Verdict
    from tests.factories import Factory


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


@pytest.fixture
def worker(make: Factory, here: Asked) -> Actor:
    return actor_for(make.account("worker", here.community))


def give(here: Asked, n: int = 0, actor: Actor = NOBODY, **said: str) -> Verdict:
    """Let the sender of opinion `n` answer."""
    given = Answer(**{"solved": "solved", **said})
    verdict = answer(here.asking, given, here.opinions[n], actor=actor, now=clock.now())
    db.session.commit()
    return verdict


def resident(here: Asked, actor: Actor, **said: str) -> Verdict:
    """Let another resident's words be entered."""
    given = Answer(**{"solved": "solved", "way": "phone", "kind": "resident", **said})
    verdict = answer(here.asking, given, None, actor=actor, now=clock.now())
    db.session.commit()
    return verdict


def newest(here: Asked, kind: str, number: int) -> tuple[Entry, dict[str, Any]]:
    """The newest entry about a row, and what it keeps."""
    entry = record.about(kind, number, here.community.id)[-1]
    return entry, cast("dict[str, Any]", entry.payload)


def told(here: Asked) -> list[str]:
    return [row.solved for row in here.asking.verdicts]


def test_a_sender_answers_without_an_account(here: Asked) -> None:
    verdict = give(here, timely="yes", satisfied="basically", text="挺好")
    assert (verdict.kind, verdict.way, verdict.entered_by_id) == ("proposer", "scan", None)
    assert here.commitment.stage == "asked"
    entry, payload = newest(here, "verdict", verdict.id)
    assert (entry.verb, payload["solved"]) == ("answer", "solved")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"solved": ""}, "solved"),
        ({"solved": "perhaps"}, "solved"),
        ({"solved": "not"}, "text"),
        ({"timely": "maybe"}, "timely"),
        ({"satisfied": "very"}, "satisfied"),
        ({"way": "pigeon"}, "way"),
        ({"kind": "owner"}, "opinion"),
        ({"kind": "resident"}, "opinion"),
        ({"text": "字" * 501}, "text"),
    ],
)
def test_what_cannot_be_said_is_named(
    here: Asked, worker: Actor, said: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        give(here, 0, worker, **said)
    assert refused.value.field == field
    assert told(here) == []


def test_not_solved_brings_it_back_with_half_of_the_days(here: Asked) -> None:
    give(here, solved="not", text=f"东头还停着三辆，打{PHONE}问我")
    commitment = here.commitment
    assert commitment.stage == "accepted"
    # 10 September and 10 working days: the 20th is worked, the 25th to 27th are not.
    assert commitment.due_on == date(2026, 9, 23)
    assert commitment.first_due_on == date(2026, 9, 8)
    entry, payload = newest(here, "commitment", commitment.id)
    assert (entry.verb, entry.actor_id) == ("unsolved", None)
    assert payload["due_on"] == ["2026-09-08", "2026-09-23"]
    assert "东头还停着三辆" in payload["reason"]
    assert PHONE not in str(payload)
    assert "10个工作日" in payload["deadline"]
    assert reason_unsolved(commitment) == payload["reason"]


@pytest.mark.parametrize(("days", "due"), [(4, date(2026, 9, 17)), (11, date(2026, 9, 17))])
def test_a_short_task_gets_what_a_small_matter_gets(here: Asked, days: int, due: date) -> None:
    here.stand("asked", working_days=days)
    give(here, solved="not", text="没好")
    assert here.commitment.due_on == due


def test_a_fixed_date_is_counted_in_working_days(here: Asked) -> None:
    here.stand("asked", dated="fixed", working_days=None)  # assigned on 11 August: 20 days
    give(here, solved="not", text="没好")
    assert here.commitment.due_on == date(2026, 9, 23)


@pytest.mark.parametrize(
    "columns",
    [
        {"dated": "fixed", "working_days": None, "first_due_on": date(2027, 3, 1)},
        {"working_days": 300},
    ],
)
def test_without_a_calendar_the_deadline_stays_and_the_record_says_so(
    here: Asked, columns: dict[str, object]
) -> None:
    here.stand("asked", due_on=date(2026, 9, 8), **columns)
    give(here, solved="not", text="没好")
    commitment = here.commitment
    assert (commitment.stage, commitment.due_on) == ("accepted", date(2026, 9, 8))
    _entry, payload = newest(here, "commitment", commitment.id)
    assert "2027年的日历未导入" in payload["deadline"]


def test_an_answer_can_be_changed_while_the_round_is_open(here: Asked) -> None:
    give(here)
    verdict = give(here, solved="partly", text="东头没划")
    assert told(here) == ["partly"]
    entry, payload = newest(here, "verdict", verdict.id)
    assert entry.verb == "change_answer"
    assert payload["before"]["solved"] == "solved"
    give(here, solved="not", text="还是没划")
    assert here.commitment.stage == "accepted"


def test_a_not_does_not_silence_the_others(here: Asked) -> None:
    give(here, 0, solved="not", text="没好")
    due = here.commitment.due_on
    clock.set_offset(clock.offset() + timedelta(days=1))
    give(here, 1, solved="not", text="我这也没好")
    give(here, 2)
    give(here, 0, solved="solved")
    assert told(here) == ["solved", "not", "solved"]
    assert (here.commitment.stage, here.commitment.due_on) == ("accepted", due)
    moved = [row.verb for row in record.about("commitment", here.commitment_id, here.community.id)]
    assert moved.count("unsolved") == 1


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ("closed", "已经销号"),
        ("parked", "已经结束"),
        ("reported", "已经结束"),
        ("accepted", "已经结束"),
    ],
)
def test_a_round_that_is_over_takes_no_answers(here: Asked, stage: str, sentence: str) -> None:
    here.stand(stage)
    with pytest.raises(IllegalMove, match=sentence):
        give(here)
    assert told(here) == []


def test_work_reported_anew_ends_the_round(here: Asked) -> None:
    give(here, solved="not", text="没好")
    clock.set_offset(clock.offset() + timedelta(days=1))
    here.report("sent_back")
    with pytest.raises(IllegalMove, match="已经结束"):
        give(here, 1)


def test_only_the_newest_round_takes_answers(here: Asked) -> None:
    first = here.asking.id
    give(here, solved="partly")
    here.ask()
    old = next(row for row in here.commitment.askings if row.id == first)
    with pytest.raises(IllegalMove, match="新的一轮"):
        answer(old, Answer("solved"), here.opinions[0], actor=NOBODY, now=clock.now())
    give(here)
    kept = rounds.counted(here.commitment_id)
    assert [row.solved for row in kept] == ["solved"]


def test_of_one_proposer_the_newest_counts_and_everybody_else_too(
    here: Asked, worker: Actor
) -> None:
    give(here, 0, solved="partly")
    give(here, 1)
    resident(here, worker)
    here.ask()
    give(here, 0)
    resident(here, worker, solved="partly")
    kept = sorted(row.solved for row in rounds.counted(here.commitment_id))
    assert kept == ["partly", "solved", "solved", "solved"]


def test_an_opinion_of_another_matter_is_refused(here: Asked, make: Factory) -> None:
    other = make.topic(here.community, "路灯")
    stranger = merged(make, other, 9)
    with pytest.raises(IllegalMove, match="不在这件事里"):
        answer(here.asking, Answer("solved"), stranger, actor=NOBODY, now=clock.now())


def test_a_worker_enters_what_was_told(here: Asked, worker: Actor) -> None:
    verdict = give(here, actor=worker, way="visit", satisfied="satisfied")
    assert (verdict.way, verdict.entered_by_id) == ("visit", worker.account_id)
    other = resident(here, worker, way="paper")
    assert (other.kind, other.opinion_id) == ("resident", None)
    assert resident(here, worker).id != other.id


@pytest.mark.parametrize("role", ["", "reviewer", "oversight", "deputy", "owner"])
def test_who_else_enters_is_refused(here: Asked, make: Factory, role: str) -> None:
    actor = actor_for(make.account(role, here.community)) if role else NOBODY
    with pytest.raises(Forbidden):
        give(here, actor=actor, way="phone")
    assert told(here) == []


def test_a_worker_corrects_what_was_entered_but_not_what_the_sender_said(
    here: Asked, worker: Actor
) -> None:
    give(here, 0, actor=worker, way="phone")
    give(here, 0, actor=worker, way="phone", solved="partly")
    assert told(here) == ["partly"]
    give(here, 0, solved="solved")
    with pytest.raises(IllegalMove, match="只能由本人"):
        give(here, 0, actor=worker, way="phone", solved="partly")
    assert [(row.solved, row.way) for row in here.asking.verdicts] == [("solved", "scan")]
