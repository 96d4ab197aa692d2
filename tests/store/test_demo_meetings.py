"""The demo's two meetings could have been held as written: floor, clock, count, dates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from deliberation.domain import ballot, commitment, floor, resolution
from deliberation.domain.meeting import seats as seating
from deliberation.domain.roles import KEY_ROLES
from deliberation.store import library

DEMO: Final = Path(library.__file__).parents[1] / "demo"
CALENDAR: Final = library.calendar()
START: Final = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


PARKING: Final = toml("meetings/parking.toml")
GATE: Final = toml("meetings/gate.toml")
MEETINGS: Final = pytest.mark.parametrize(
    "meeting", [PARKING, GATE], ids=lambda meeting: meeting["number"]
)
TOPICS: Final = {one["number"]: one for one in toml("topics.toml")["topics"]}
COMMUNITY: Final = toml("community.toml")


@dataclass
class Turn:
    """A speech as the rules of the floor see it."""

    seat_id: int
    stance: str
    counted: bool
    raised_at: datetime
    granted_at: datetime | None = None
    ended_at: datetime | None = None
    lowered_at: datetime | None = None


@dataclass(frozen=True)
class Seat:
    """A seat as the rules of the room see it."""

    party: str
    vote: bool
    attendance: str
    voice: bool = True
    withdrawn_at: datetime | None = None
    left_at: datetime | None = None


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def seats(meeting: dict[str, Any]) -> list[Seat]:
    return [Seat(one["party"], one["vote"], one["attendance"]) for one in meeting["seats"]]


@MEETINGS
def test_people_add_up(meeting: dict[str, Any]) -> None:
    count = seating.turnout(seats(meeting))
    told = meeting["turnout"]
    assert (count.invited, count.present, count.proxies, count.excused, count.attending) == (
        told["invited"], told["present"], told["proxies"], told["excused"], told["attending"],
    )  # fmt: skip
    assert count.invited == meeting["members"]
    assert [one["number"] for one in meeting["seats"]] == list(range(1, len(meeting["seats"]) + 1))
    assert all(one["kind"] in seating.KINDS for one in meeting["seats"])
    names = {one["name"] for one in meeting["seats"]}
    assert len(names) == len(meeting["seats"])
    assert all(one["proxy_name"] in names for one in meeting["seats"] if "proxy_name" in one)


@MEETINGS
def test_everyone_fits_into_the_venue_and_every_party_is_there(meeting: dict[str, Any]) -> None:
    venue = next(one for one in COMMUNITY["venues"] if one["name"] == meeting["venue"])
    assert len(meeting["seats"]) + len(meeting["roles"]) <= venue["capacity"]
    came = {one.party for one in seats(meeting) if seating.in_room(one)}
    assert set(TOPICS[meeting["topic"]]["stakeholders"]) <= came


@MEETINGS
def test_roles_are_held_by_different_accounts(meeting: dict[str, Any]) -> None:
    assert set(KEY_ROLES) <= set(meeting["roles"])
    held = list(meeting["roles"].values())
    assert len(set(held)) == len(held)
    assert set(held) <= {one["login"] for one in COMMUNITY["accounts"]}


@MEETINGS
def test_the_agenda_is_the_procedures_and_ends_in_time(meeting: dict[str, Any]) -> None:
    procedure = library.find_procedure(meeting["procedure"])
    assert [one["key"] for one in meeting["agenda"]] == [one.key for one in procedure.stages]
    assert procedure.minutes == meeting["planned_minutes"] == 90
    end = -900
    for one in meeting["agenda"]:
        assert one["started"] >= end
        end = one["started"] + one["spent"]
    assert end <= 90 * 60


@MEETINGS
def test_the_floor_was_given_by_the_rules(meeting: dict[str, Any]) -> None:
    speeches = meeting["speeches"]
    turns = [
        Turn(one["seat"], one["stance"], one.get("counted", True), at(one["raised"]))
        for one in speeches
    ]
    for n, (one, turn) in enumerate(zip(speeches, turns, strict=True)):
        moment = at(one["granted"])
        raised = [other for other in turns if other.raised_at <= moment]
        assert one["raised"] <= one["granted"]
        assert floor.may_grant(raised, turn) is None, n
        assert floor.queue(raised)[0] is turn, n
        turn.granted_at, turn.ended_at = moment, moment + timedelta(seconds=one["spent"])
    assert all(floor.used(turns)[one["seat"]] <= floor.TURNS for one in speeches)


@MEETINGS
def test_speeches_stay_in_their_stage_and_length(meeting: dict[str, Any]) -> None:
    speaking = library.find_procedure(meeting["procedure"]).speaking
    stages = {one["key"]: one for one in meeting["agenda"]}
    last = 0
    for one in meeting["speeches"]:
        stage = stages[one["stage"]]
        assert one["granted"] >= max(last, stage["started"])
        last = one["granted"] + one["spent"]
        assert last <= stage["started"] + stage["spent"]
        usual = speaking.speech_ms if one.get("counted", True) else speaking.reply_ms
        allowed = usual + one.get("extension", 0) * 1000 + speaking.grace_ms
        assert one["spent"] * 1000 <= allowed, one
        assert one["stance"] in floor.STANCES
        elder = meeting["seats"][one["seat"] - 1]["elder"]
        assert elder or "extension" not in one


@MEETINGS
def test_the_count_follows_its_rule(meeting: dict[str, Any]) -> None:
    told = meeting["turnout"]
    for motion in meeting["motions"]:
        for cast in motion["ballots"]:
            rule = library.find_ruleset(cast["ruleset"])
            assert (cast["members"], cast["present"], cast["proxies"]) == (
                told["invited"], told["present"], told["proxies"],
            )  # fmt: skip
            count = ballot.tally(
                rule, cast["members"], cast["present"], cast["proxies"],
                yes=cast["yes"], no=cast["no"], abstain=cast["abstain"],
            )  # fmt: skip
            assert count.outcome == cast["outcome"]
            assert cast["counted_by"] != cast["confirmed_by"]
            assert motion["frozen"] < cast["counted"] < cast["confirmed"]
            assert cast["version"] == motion["versions"][-1]["version"]


@MEETINGS
def test_the_result_is_worded_for_the_body_that_decides(meeting: dict[str, Any]) -> None:
    route = TOPICS[meeting["topic"]]["route"]
    result = meeting["resolution"]
    last = meeting["motions"][-1]["ballots"][-1]
    resolution.check_outcome(route, last["outcome"], result["outcome"])
    resolution.check_text(route, [result["text"], meeting["result"]["text"]])
    assert result["body"] == str(resolution.body_of(route))
    stage = {"resolve": "resolved", "leave_open": "unresolved"}
    assert TOPICS[meeting["topic"]]["stage"] == stage[resolution.move_for(result["outcome"])]
    assert meeting["issue"] in TOPICS[meeting["topic"]]["issues"]
    assert len(meeting["dissents"]) == last["no"] == 3
    assert all(one["reason"] for one in (*meeting["dissents"], *meeting["not_adopted"]))


@MEETINGS
def test_every_commitment_has_an_owner_and_a_date(meeting: dict[str, Any]) -> None:
    for one in meeting["commitments"]:
        assert one["owner"]
        assert one["post"]
        assert one["standard"]
        assert one["dated"] in commitment.DATED
        assert one["due_on"].year not in CALENDAR.years or CALENDAR.is_working_day(one["due_on"])
        if one["dated"] == "working_days":
            due = CALENDAR.add_working_days(one["counted_from"], one["working_days"])
            assert due == one["due_on"]


def test_numbers_of_commitments_go_on_from_meeting_to_meeting() -> None:
    numbers = [one["number"] for meeting in (PARKING, GATE) for one in meeting["commitments"]]
    assert numbers == [f"JB-2026-{n:03d}" for n in range(19, 19 + len(numbers))]


@MEETINGS
def test_results_are_publicised_seven_days(meeting: dict[str, Any]) -> None:
    shown = meeting["result"]
    assert shown["ends_on"] >= CALENDAR.add_natural_days(shown["starts_on"], 7)
    held = meeting["starts_at"].date()
    assert held < shown["starts_on"] <= CALENDAR.add_working_days(held, 3)
    assert TOPICS[meeting["topic"]]["publicity"]["ends_on"] < held
    assert meeting["announced_at"].date() == TOPICS[meeting["topic"]]["publicity"]["starts_on"]


def test_the_parking_meeting_is_as_in_its_papers() -> None:
    counted = [one for one in PARKING["speeches"] if one.get("counted", True)]
    fifth = counted[4]
    assert (fifth["seat"], fifth["granted"], fifth["spent"]) == (3, 31 * 60 + 10, 112)
    assert fifth["point"] == "先清点车库空位再谈路面划位。"
    last = PARKING["motions"][0]
    assert last["versions"][-1]["text"].startswith("西侧消防通道全线禁停，10月15日前划线清障")
    cast = last["ballots"][0]
    assert (cast["yes"], cast["no"], cast["abstain"]) == (13, 3, 2)
    assert [one["due_on"].isoformat() for one in PARKING["commitments"][:2]] == [
        "2026-10-15", "2026-12-15",
    ]  # fmt: skip
    assert PARKING["result"]["ends_on"].isoformat() == "2026-09-28"
    assert (PARKING["minutes"]["stage"], GATE["minutes"]["stage"]) == ("approved", "draft")
    kinds = [one["kind"] for one in PARKING["seats"] if one["attendance"] == "present"]
    assert [kinds.count(k) for k in ("resident", "merchant", "committee", "community")] == [
        12, 1, 2, 2,
    ]  # fmt: skip


def test_the_trial_is_looked_at_again_after_thirty_days() -> None:
    trial = GATE["resolution"]
    assert trial["trial_from"] + timedelta(days=trial["trial_days"]) == trial["review_on"]
    assert CALENDAR.is_working_day(trial["review_on"])
