"""The demo's data of what follows a commitment agrees with itself, the rules and the calendar."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from deliberation.cli.demo.photos import SCENES
from deliberation.cli.demo.steps import VERBS
from deliberation.domain import bounds, commitment, opinion, privacy, topic, venue
from deliberation.domain.meeting import KINDS
from deliberation.store import library

DEMO: Final = Path(library.__file__).parents[1] / "demo"
CALENDAR: Final = library.calendar()
LAST: Final = date(2026, 11, 20)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


HOME: Final = toml("commitments.toml")["commitments"]
OTHERS: Final = [
    toml(f"communities/{path.name}") for path in sorted((DEMO / "communities").glob("*.toml"))
]
FOLLOWED: Final[list[dict[str, Any]]] = [
    *HOME, *(one for community in OTHERS for one in community["commitments"]),
]  # fmt: skip
MATTERS: Final[list[dict[str, Any]]] = toml("matters.toml")["matters"]
PARKING: Final = next(one for one in HOME if one["number"] == "JB-2026-019")


def steps(one: dict[str, Any], verb: str) -> list[dict[str, Any]]:
    return [step for step in one["steps"] if step["do"] == verb]


@pytest.mark.parametrize("one", FOLLOWED, ids=lambda one: one["number"])
def test_steps_are_known_and_in_the_order_of_time(one: dict[str, Any]) -> None:
    assert ("account" in one) != ("holder" in one)
    times: list[datetime] = [step["at"] for step in one["steps"]]
    assert times == sorted(times)
    assert times[-1].date() <= LAST
    assert {step["do"] for step in one["steps"]} <= set(VERBS)
    for step in steps(one, "report"):
        pictures = [*step.get("before", []), *step.get("after", [])]
        assert len(pictures) <= bounds.PHOTOS
        assert bool(step.get("after")) != bool(step.get("no_photo"))
        assert not pictures or step["scene"] in SCENES


@pytest.mark.parametrize("one", FOLLOWED, ids=lambda one: one["number"])
def test_staff_work_on_working_days(one: dict[str, Any]) -> None:
    days = [step["at"].date() for step in one["steps"] if step["do"] != "answers"]
    assert [day for day in days if not CALENDAR.is_working_day(day)] == []


@pytest.mark.parametrize("one", FOLLOWED, ids=lambda one: one["number"])
def test_answers_are_those_of_the_form(one: dict[str, Any]) -> None:
    for step in steps(one, "answers"):
        assert step["way"] in commitment.WAYS
        numbers = [row[0] for row in step["rows"] if row[0]]
        assert len(set(numbers)) == len(numbers)
        for _number, solved, timely, satisfied, *text in step["rows"]:
            assert satisfied in commitment.SATISFIED
            commitment.check(solved, timely, satisfied, "".join(text))


def test_what_is_told_holds_no_personal_data() -> None:
    told = [
        step[name]
        for one in FOLLOWED
        for step in one["steps"]
        for name in ("text", "situation", "demand")
        if name in step
    ]
    assert len(told) > 80
    assert not [hit for text in told for hit in privacy.blocking(text)]


def test_28_answers_of_the_form_for_the_fire_lane() -> None:
    rows = [row for step in steps(PARKING, "answers") for row in step["rows"]]
    assert len({row[0] for row in rows}) == len(rows) == 28
    assert Counter(row[1] for row in rows) == {"solved": 22, "partly": 4, "not": 2}
    assert Counter(row[2] for row in rows) == {"yes": 26, "no": 2}
    assert Counter(row[3] for row in rows) == {
        "satisfied": 15, "basically": 8, "dissatisfied": 5,
    }  # fmt: skip
    assert {step["way"] for step in steps(PARKING, "answers")} == set(commitment.WAYS)
    first = steps(PARKING, "report")[0]
    assert (len(first["before"]), len(first["after"]), first["cost_yuan"]) == (3, 3, 1860)
    assert [step["at"].date() for step in steps(PARKING, "tell")] == [date(2026, 10, 13)]
    assert steps(PARKING, "verify")[0]["at"].date() == date(2026, 10, 14)


def test_the_list_of_matters_is_that_of_twelve() -> None:
    numbers = [one["number"].rstrip("ab") for one in MATTERS]
    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(1, 13)]
    for one in MATTERS:
        if "working_days" in one:
            due = CALENDAR.add_working_days(one["assigned_on"], one["working_days"])
            assert due == one["due_on"], one["number"]


@pytest.mark.parametrize("community", OTHERS, ids=lambda one: one["community"]["name"])
def test_another_community_speaks_the_words_of_the_domain(community: dict[str, Any]) -> None:
    assert all(one["kind"] in venue.KINDS for one in community["venues"])
    for one in community["opinions"]:
        assert one["channel"] in opinion.CHANNELS
        assert one["category"] in opinion.CATEGORIES
        assert one["standing"] in opinion.STANDINGS
        assert not privacy.scan(one["text"])
    for one in community["topics"]:
        assert len(one["stakeholders"]) >= topic.LEAST_PARTIES
        merged = [row for row in community["opinions"] if row["topic"] == one["number"]]
        assert len(merged) == one["opinions"]
    for meeting in community["meetings"]:
        parties = {row[1] for row in meeting["seats"]}
        (about,) = (one for one in community["topics"] if one["number"] == meeting["topic"])
        assert set(about["stakeholders"]) <= parties
        assert all(row[2] in KINDS for row in meeting["seats"])


def test_what_the_reports_say_of_the_others_is_there() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (DEMO / "communities").glob("*.toml")
    )
    for fact in (
        "150元",
        "300元",
        "152户",
        "13家企业",
        "1140间",
        "120余家",
        "四组",
        "乐高、街舞、绘画、音乐",
    ):
        assert fact in text, fact
    garages = OTHERS[-1]["commitments"][0]
    assert len(steps(garages, "review")) == 4
    assert "行动32次" in steps(garages, "report")[0]["text"]
