"""Venues by the host, communities and streets by the administrator."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Community, Entry, Meeting, Street, Venue

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

HALL: dict[str, object] = {
    "name": "主议事厅",
    "kind": "hall",
    "address": "党群服务中心二楼",
    "capacity": "４５",
    "step_free": "y",
    "note": "有电梯",
}


@pytest.fixture
def home(make: Factory) -> Community:
    """A community."""
    return make.community()


def verbs() -> list[str]:
    """Every recorded verb, oldest first."""
    return list(db.session.scalars(db.select(Entry.verb).order_by(Entry.id)))


def meet(venue: Venue, moment: datetime) -> Meeting:
    """A planned meeting at a venue."""
    row = Meeting(
        community_id=venue.community_id,
        number="HY-2026-09-17-01",
        issue=14,
        title="第14期红茶议事会",
        stage="planned",
        procedure="hongcha",
        ruleset="yishi_present",
        venue_id=venue.id,
        starts_at=moment,
        ends_at=moment + timedelta(minutes=90),
    )
    db.session.add(row)
    db.session.commit()
    return row


def test_a_venue_is_added_changed_retired_and_restored(
    browser: Browser, home: Community, make: Factory
) -> None:
    browser.sign_in(make.account("host", home))
    assert "还没有场所" in browser.get("/venues").get_data(as_text=True)
    assert browser.post("/venues/new", HALL).status_code == 303
    venue = db.session.scalars(db.select(Venue)).one()
    assert (venue.capacity, venue.step_free, venue.projector) == (45, True, False)
    change = {**HALL, "capacity": "40", "projector": "y"}
    assert browser.post(f"/venues/{venue.id}", change).status_code == 303
    for step in ("retirement", "restoration"):
        assert browser.post(f"/venues/{venue.id}/{step}").status_code == 303
    assert verbs() == ["add", "change", "retire", "restore"]
    entry = db.session.scalars(db.select(Entry).where(Entry.verb == "change")).one()
    assert entry.payload
    assert entry.payload["changed"] == {"capacity": [45, 40], "projector": [False, True]}
    assert entry.scope == home.id


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"capacity": "0"}, "1 到 5000"),
        ({"capacity": "many"}, "请填写整数"),
        ({"kind": "castle"}, "请选择一项"),
        ({"name": "经邻驿站A"}, "已有同名的场所"),
    ],
)
def test_a_wrong_venue_keeps_what_was_typed(
    browser: Browser, home: Community, make: Factory, change: dict[str, object], sentence: str
) -> None:
    make.venue(home, "经邻驿站A")
    browser.sign_in(make.account("host", home))
    answer = browser.post("/venues/new", {**HALL, **change})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert "党群服务中心二楼" in answer.get_data(as_text=True)
    assert verbs() == []


def test_a_venue_with_a_meeting_ahead_stays(
    browser: Browser, home: Community, make: Factory, moment: datetime
) -> None:
    venue = make.venue(home)
    meeting = meet(venue, moment)
    browser.sign_in(make.account("host", home))
    answer = browser.post(f"/venues/{venue.id}/retirement")
    assert answer.status_code == 409
    assert "第14期红茶议事会" in answer.get_data(as_text=True)
    meeting.stage = "closed"
    db.session.commit()
    assert browser.post(f"/venues/{venue.id}/retirement").status_code == 303


def test_other_hosts_and_roles_keep_off(browser: Browser, home: Community, make: Factory) -> None:
    venue, other = make.venue(home), make.community("洛隆社区")
    browser.sign_in(make.account("host", other))
    assert browser.get(f"/venues/{venue.id}").status_code == 403
    assert browser.post(f"/venues/{venue.id}", HALL).status_code == 403
    assert browser.get("/communities").status_code == 403
    browser.sign_in(make.account("worker", home))
    assert browser.get("/venues").status_code == 403


def test_the_administrator_keeps_streets_and_communities(
    browser: Browser, home: Community, make: Factory
) -> None:
    browser.sign_in(make.account("admin"))
    form: dict[str, object] = {"street": "城厢街道", "name": "洛隆社区", "phone": "0571-1"}
    assert browser.post("/communities/new", form).status_code == 303
    assert browser.post("/communities/new", form).status_code == 422
    row = db.session.scalars(db.select(Community).where(Community.name == "洛隆社区")).one()
    assert row.street.name == "城厢街道"
    address = f"/communities/{row.id}"
    assert browser.post(address, {"name": home.name, "phone": ""}).status_code == 422
    assert browser.post(address, {"name": "洛隆", "phone": "0571-2"}).status_code == 303
    assert browser.post(f"/streets/{row.street_id}", {"name": "凤林街道"}).status_code == 422
    assert browser.post(f"/streets/{row.street_id}", {"name": "新城街道"}).status_code == 303
    assert db.session.get_one(Street, row.street_id).name == "新城街道"
    text = browser.get("/communities").get_data(as_text=True)
    assert "0571-2" in text
    assert "新城街道" in text


def test_a_community_is_retired_but_not_the_last_one(
    browser: Browser, home: Community, make: Factory
) -> None:
    other = make.community("洛隆社区")
    browser.sign_in(make.account("admin"))
    assert browser.post(f"/communities/{other.id}/retirement").status_code == 303
    assert browser.post(f"/communities/{home.id}/retirement").status_code == 409
    assert browser.post(f"/communities/{other.id}/restoration").status_code == 303
    assert verbs() == ["retire", "restore"]
