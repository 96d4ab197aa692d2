"""A list asks the database as often for forty rows as for five, and a page not too often at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import (
    AgendaItem,
    Assignment,
    Community,
    Consent,
    Meeting,
    Minutes,
    MinutesRevision,
    Publicity,
)
from tests.features.crowd import happen, keep, meeting, opinion, seat, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Factory
    from tests.fixtures_app import Browser

# What a page asks is the same on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LISTED: Final = re.compile(r"IN \([?, ]+\)")
FEW: Final = 5
MANY: Final = 40
MOST: Final = 40  # statements of one page, session and community in view included


def asked(browser: Browser, address: str) -> list[str]:
    """Open a page as the first of its session and return the statements that it ran."""
    statements: list[str] = []

    def listener(*values: object) -> None:
        statements.append(LISTED.sub("IN (...)", str(values[2])))

    engine = db.engine
    db.session.remove()
    db.event.listen(engine, "before_cursor_execute", listener)
    answer = browser.get(address)
    db.event.remove(engine, "before_cursor_execute", listener)
    assert answer.status_code == 200, address
    return statements


def hold(browser: Browser, address: str, add: Callable[[int, int], None]) -> None:
    """Hold a page to one number of statements, for few rows and for many."""
    add(0, FEW)
    few = asked(browser, address)
    add(FEW, MANY)
    many = asked(browser, address)
    again = {text for text in many if many.count(text) > few.count(text)}
    assert not again, f"asked more often for more rows: {again}"
    assert len(many) == len(few)
    assert len(many) <= MOST


@pytest.fixture
def place(make: Factory) -> Community:
    """A community in which everything happens."""
    return make.community()


@pytest.fixture
def staff(browser: Browser, make: Factory, place: Community) -> Browser:
    """Somebody who may see every list."""
    account = make.account("host", place)
    make.grant(account, "worker", place)
    make.grant(account, "reviewer", place)
    return browser.sign_in(account)


def test_the_opinions_on_the_desk(staff: Browser, make: Factory, place: Community) -> None:
    place_id, topic_id = place.id, make.topic(place).id

    def add(first: int, last: int) -> None:
        keep(*(opinion(place_id, n, topic_id if n % 2 else None) for n in range(first, last)))

    hold(staff, "/opinions", add)


def test_the_topics_on_the_desk(staff: Browser, place: Community) -> None:
    place_id = place.id

    def add(first: int, last: int) -> None:
        keep(*(topic(place_id, n, "drafted") for n in range(first, last)))

    hold(staff, "/topics", add)


def test_the_page_of_a_topic(staff: Browser, make: Factory, place: Community) -> None:
    place_id, topic_id = place.id, make.topic(place).id

    def add(first: int, last: int) -> None:
        keep(*(opinion(place_id, n, topic_id) for n in range(first, last)))
        keep(*(opinion(place_id, n + 1000) for n in range(first, last)))
        keep(*(Consent(topic_id=topic_id, answer="approved", at=clock.now()) for _ in range(5)))

    hold(staff, f"/topics/{topic_id}", add)
    assert len(asked(staff, f"/topics/{topic_id}/opinions")) <= MOST


def test_the_meetings_on_the_desk(staff: Browser, make: Factory, place: Community) -> None:
    place_id, venue_id = place.id, make.venue(place).id

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            row = meeting(place_id, venue_id, n, "planned" if n % 2 else "closed")
            keep(row)
            keep(topic(place_id, n, "scheduled", row.id), seat(row.id, 1))

    hold(staff, "/meetings", add)
    assert len(asked(staff, "/minutes")) <= MOST


def test_the_list_of_minutes(staff: Browser, make: Factory, place: Community) -> None:
    place_id, venue_id = place.id, make.venue(place).id

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            row = meeting(place_id, venue_id, n, "closed")
            paper = Minutes(
                community_id=place_id,
                number=row.number,
                meeting=row,
                stage="draft",
                created_at=clock.now(),
                revisions=[MinutesRevision(revision=1, title="标题", text="正文", at=clock.now())],
            )
            keep(row, paper)

    hold(staff, "/minutes", add)


@pytest.fixture
def held(make: Factory, place: Community) -> int:
    """The id of an open meeting; its first round has begun."""
    row = make.meeting(place)
    identity: int = row.id
    row.stage, row.opened_at = "open", clock.now()
    item = next(one for one in row.agenda if one.kind == "speeches")
    item.opened_at = item.running_since = clock.now()
    db.session.commit()
    return identity


def crowd_of(meeting_id: int) -> Callable[[int, int], None]:
    """Return what lets more and more happen in a meeting."""
    item = db.select(AgendaItem.id).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.opened_at.is_not(None)
    )

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            happen(db.session.get_one(Meeting, meeting_id), db.session.scalars(item).one(), n)

    return add


@pytest.mark.parametrize("page", ["", "/attendance", "/seats", "/roles", "/notice", "/agenda"])
def test_the_pages_of_a_meeting(staff: Browser, held: int, page: str) -> None:
    if page == "/attendance":
        rows = db.select(Assignment).where(
            Assignment.meeting_id == held, Assignment.role == "recorder"
        )
        staff.sign_in(db.session.scalars(rows).one().account)
    hold(staff, f"/meetings/{held}{page}", crowd_of(held))


@pytest.mark.parametrize("page", ["room", "resolutions"])
def test_the_bench_and_the_results(browser: Browser, held: int, page: str) -> None:
    rows = db.select(Assignment).where(Assignment.meeting_id == held, Assignment.role == "recorder")
    browser.sign_in(db.session.scalars(rows).one().account)
    hold(browser, f"/meetings/{held}/{page}", crowd_of(held))


@pytest.mark.parametrize("page", ["", "/projector"])
def test_the_hall(browser: Browser, held: int, page: str) -> None:
    code = db.session.get_one(Meeting, held).join_code
    hold(browser, f"/live/{code}{page}", crowd_of(held))


def test_the_board(browser: Browser, make: Factory, place: Community) -> None:
    place_id, venue_id = place.id, make.venue(place).id

    def add(first: int, last: int) -> None:
        for n in range(first, last):
            row = meeting(place_id, venue_id, n, "open")
            subject = topic(place_id, n, "publicised")
            keep(row, subject, opinion(place_id, n))
            day = clock.local(clock.now()).date()
            keep(
                Publicity(
                    topic_id=subject.id,
                    starts_on=day,
                    ends_on=day,
                    text="",
                    posted_at=clock.now(),
                )
            )

    hold(browser, f"/communities/{place_id}/board", add)
