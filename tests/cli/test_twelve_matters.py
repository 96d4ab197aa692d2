"""The twelve matters of the loaded demo on its day, its funnel, and who looks after it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from deliberation.cli.demo import data, pinned, twelve
from deliberation.cli.demo.world import World
from deliberation.cli.frame import Refused
from deliberation.domain.calendar import today
from deliberation.domain.roles import COMMUNITY_ROLES, STREET_ROLES
from deliberation.store import matters
from deliberation.store.db import db
from deliberation.store.models import (
    Asking,
    Commitment,
    Community,
    Granted,
    Opinion,
    Photo,
    Street,
    SupervisionSheet,
    Topic,
    Venue,
)

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures_demo import Demo

HOME = "新都花园社区"


def community(name: str = HOME) -> Community:
    return db.session.scalars(select(Community).where(Community.name == name)).one()


def worlds() -> dict[str, World]:
    """The loaded commitments by their numbers, as the loader knew them."""
    found = {}
    for place in db.session.scalars(select(Community)):
        rows = db.session.scalars(select(Commitment).where(Commitment.community_id == place.id))
        found[place.name] = World(place, commitments={row.number: row for row in rows})
    return found


def commitment(number: str, place: str = HOME) -> Commitment:
    return worlds()[place].commitments[number]


def test_the_twelve_matters_are_as_listed(demo_app: Flask) -> None:
    del demo_app
    found = {
        row["number"]: commitment(row["commitment"], row["community"])
        for row in data.table("matters")["matters"]
    }
    assert len(found) == 14
    told = {
        number: (row.stage, matters.stands(row, pinned.DAY).colour) for number, row in found.items()
    }
    assert told == {
        "1": ("accepted", "green"), "2": ("accepted", "yellow"), "3a": ("closed", "blue"),
        "3b": ("accepted", "green"),
        **dict.fromkeys(["4", "5", "6", "7", "8", "9", "10", "11a"], ("closed", "blue")),
        **dict.fromkeys(["11b", "12"], ("closed", "blue")),
    }  # fmt: skip
    dates = {
        number: (f"{today(row.assigned_at):%m-%d}", f"{row.first_due_on:%m-%d}")
        for number, row in found.items()
        if row.assigned_at is not None
    }
    assert dates == {
        "1": ("09-18", "12-15"), "2": ("10-16", "11-27"), "3a": ("09-18", "10-15"),
        "3b": ("09-18", "12-15"), "4": ("09-10", "10-20"), "5": ("04-20", "05-21"),
        "6": ("05-06", "06-23"), "7": ("05-15", "06-05"), "8": ("03-09", "03-23"),
        "9": ("07-20", "07-21"), "10": ("08-12", "08-13"), "11a": ("11-02", "11-17"),
        "11b": ("11-02", "11-17"), "12": ("06-01", "09-30"),
    }  # fmt: skip


def test_a_difference_is_refused(demo_app: Flask) -> None:
    del demo_app
    twelve.check(worlds())
    commitment("JB-2026-019").stage = "accepted"
    with pytest.raises(Refused, match="第3a件事的阶段应是“closed”，却是“accepted”"):
        twelve.check(worlds())
    db.session.rollback()


def test_the_funnel_of_the_first_community(demo_app: Flask) -> None:
    del demo_app
    here = community().id
    assert here == db.session.scalar(select(func.min(Community.id)))
    channels = select(Opinion.channel).where(Opinion.community_id == here)
    assert Counter(db.session.scalars(channels)) == {
        "scan": 86, "box": 31, "visit": 58, "hotline": 24, "group": 19, "patrol": 12,
    }  # fmt: skip
    stages = Counter(db.session.scalars(select(Topic.stage).where(Topic.community_id == here)))
    assert (stages["settled"], stages["referred"]) == (6, 4)
    assert stages.total() == 21
    venues = select(func.count()).select_from(Venue).where(Venue.community_id == here)
    assert db.session.scalar(venues) == 6


def test_the_supervision_list_has_every_colour(demo_app: Flask) -> None:
    del demo_app
    here = worlds()[HOME].commitments
    colours = Counter(matters.stands(row, pinned.DAY).colour for row in here.values())
    assert set(colours) == {"red", "yellow", "unknown", "green", "grey", "blue"}
    late = here["JB-2026-014"]
    assert matters.stands(late, pinned.DAY).overdue == 8
    assert [sheet.number for sheet in late.sheets] == ["DB-2026-005", "DB-2026-006"]
    assert here["JB-2026-009"].review_on is not None
    assert here["JB-2026-025"].dated == "undecided"
    future = here["JB-2026-026"]
    assert (future.first_due_on.year if future.first_due_on else 0, bool(future.due_reason)) == (
        2027,
        True,
    )
    assert matters.stands(future, pinned.DAY).missing == 2027


def test_the_outer_wall_was_urged_once_and_done_late(demo_app: Flask) -> None:
    del demo_app
    (sheet,) = db.session.scalars(
        select(SupervisionSheet).where(SupervisionSheet.number == "DB-2026-004")
    )
    assert (sheet.commitment.number, sheet.place, sheet.overdue_days) == ("JB-2026-016", 1, 3)
    assert (sheet.colour, today(sheet.issued_at).isoformat()) == ("red", "2026-10-23")
    assert sheet.issued_by is not None
    assert sheet.issued_by.login == "deputy"
    assert sheet.answer


def test_every_sender_of_the_parking_matter_was_answered_again(demo_app: Flask) -> None:
    del demo_app
    fire_lane = commitment("JB-2026-019")
    opinions = fire_lane.topic.opinions
    asked = db.session.scalars(select(Asking).where(Asking.commitment_id == fire_lane.id)).all()
    assert (len(opinions), len(asked)) == (52, 2)
    told = [one for one in opinions if any("10月12日清障" in row.text for row in one.replies)]
    assert len(told) == 49
    board_only = [one for one in opinions if one not in told]
    assert [one.contact_phone for one in board_only] == ["", "", ""]
    assert all(any(row.at >= asked[0].asked_at for row in one.replies) for one in opinions)
    assert {photo.kind for report in fire_lane.reports for photo in report.photos} == {
        "before", "after",
    }  # fmt: skip


def test_what_was_done_at_once_has_its_two_replies(demo_app: Flask) -> None:
    del demo_app
    (lamp,) = commitment("JB-2026-001", "钱江工业社区").topic.opinions
    assert [reply.kind for reply in lamp.replies] == ["first", "second"]
    stairs = commitment("JB-2026-001", "俊良社区")
    assert [one.way for asking in stairs.askings for one in asking.verdicts] == ["phone"]
    assert {lamp.topic.stage if lamp.topic else "", stairs.topic.stage} == {"settled"}


def test_everybody_holds_the_same_role_everywhere(demo_app: Flask) -> None:
    del demo_app
    held = Counter(db.session.scalars(select(Granted.role)))
    communities = db.session.scalar(select(func.count()).select_from(Community)) or 0
    streets = db.session.scalar(select(func.count()).select_from(Street)) or 0
    assert (communities, streets) == (8, 6)
    assert {held[role] for role in COMMUNITY_ROLES} == {communities}
    assert {held[role] for role in STREET_ROLES} == {streets}
    assert None not in set(db.session.scalars(select(Community.demo_at)))


def test_pictures_are_ready_and_drawn(demo_app: Flask, demo_instance: Demo) -> None:
    del demo_app
    rows = db.session.scalars(select(Photo)).all()
    assert len(rows) > 40
    for row in rows:
        assert row.ready_at is not None
        assert (demo_instance.settings.uploads / f"{row.file}.jpg").is_file()
    assert list((demo_instance.settings.uploads / "incoming").glob("*")) == []
