"""The loaded demo is what its data says, and looks like a community that was there all year."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from deliberation import config
from deliberation.cli import demo
from deliberation.cli.demo import data
from deliberation.cli.frame import Refused
from deliberation.domain.privacy import blocking
from deliberation.shell import clock, passwords
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    Commitment,
    Community,
    Entry,
    Meeting,
    Minutes,
    Opinion,
    Publicity,
    Resolution,
    ResultNotice,
    Seat,
    Speech,
    Topic,
    Venue,
)

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.cli.commands import Command
    from tests.fixtures_demo import Demo

PARKING = "HY-2026-09-17-01"
GATE = "HY-2026-10-15-01"


def home() -> Community:
    """The first community, whose year is told in full."""
    return db.session.scalars(select(Community).order_by(Community.id).limit(1)).one()


def meeting(number: str) -> Meeting:
    chosen = select(Meeting).where(Meeting.number == number, Meeting.community_id == home().id)
    return db.session.scalars(chosen).one()


def test_the_community_has_its_people_venues_and_mark(demo_app: Flask) -> None:
    del demo_app
    community = home()
    assert community.name == "新都花园社区"
    assert community.demo_at is not None
    venues = select(func.count()).select_from(Venue).where(Venue.community_id == community.id)
    assert db.session.scalar(venues) == 6
    assert db.session.scalar(select(func.count()).select_from(Account)) == 13


def test_the_opinions_came_by_their_channels(demo_app: Flask) -> None:
    del demo_app
    here = Opinion.community_id == home().id
    assert Counter(db.session.scalars(select(Opinion.channel).where(here))) == {
        "scan": 86, "box": 31, "visit": 58, "hotline": 24, "group": 19, "patrol": 12,
    }  # fmt: skip
    ordered = select(Opinion.number).where(here).order_by(Opinion.submitted_at, Opinion.id)
    assert list(db.session.scalars(ordered)) == [f"YJ-2026-{n:04d}" for n in range(1, 231)]
    assert "submitted" not in set(db.session.scalars(select(Opinion.stage)))


def test_every_sender_was_answered(demo_app: Flask) -> None:
    del demo_app
    for opinion in db.session.scalars(select(Opinion)):
        assert opinion.replies[0].kind == "first", opinion.number
        assert opinion.replies[0].at > opinion.submitted_at
        assert opinion.screenings


def test_the_funnel_ends_in_21_topics(demo_app: Flask) -> None:
    del demo_app
    here = Topic.community_id == home().id
    stages = Counter(db.session.scalars(select(Topic.stage).where(here)))
    assert stages == {
        "settled": 6, "referred": 4, "resolved": 9, "unresolved": 1, "publicised": 1,
    }  # fmt: skip
    parking = db.session.scalars(select(Topic).where(Topic.number == "YT-2026-021", here)).one()
    assert len(parking.opinions) == 52
    settled = db.session.scalars(select(Topic).where(Topic.stage == "settled", here))
    assert {one.stage for topic in settled for one in topic.opinions} == {"settled"}


def test_the_record_is_whole_and_in_the_order_of_time(demo_app: Flask) -> None:
    del demo_app
    assert list(record.verify()) == []
    for scope in db.session.scalars(select(Entry.scope).distinct()):
        rows = select(Entry.at).where(Entry.scope == scope).order_by(Entry.sequence)
        times = list(db.session.scalars(rows))
        assert times == sorted(times)
    last = select(Entry).order_by(Entry.scope.desc(), Entry.sequence.desc()).limit(1)
    assert db.session.scalars(last).one().verb == "load_demo"


def test_the_parking_meeting_went_as_told(demo_app: Flask) -> None:
    del demo_app
    row, told = meeting(PARKING), data.table("meetings/parking")
    assert (row.stage, row.issue, len(row.seats)) == ("closed", 14, 25)
    (motion,) = row.motions
    (ballot,) = motion.ballots
    assert len(motion.versions) == 2
    assert (ballot.yes, ballot.no, ballot.abstain, ballot.outcome) == (13, 3, 2, "passed")
    assert (ballot.present, ballot.proxies, ballot.members) == (17, 1, 21)
    assert ballot.confirmed_by_id != ballot.counted_by_id
    (resolution,) = row.resolutions
    assert (resolution.number, resolution.outcome) == ("JY-2026-014", "proposal")
    assert [(one.number, one.first_due_on) for one in resolution.commitments] == [
        (one["number"], one["due_on"]) for one in told["commitments"]
    ]
    assert len(resolution.dissents) == 5
    spent = select(func.sum(Speech.spent_ms)).where(Speech.meeting_id == row.id)
    assert db.session.scalar(spent) == 1000 * sum(one["spent"] for one in told["speeches"])


def test_numbers_go_on_from_the_paper_files(demo_app: Flask) -> None:
    del demo_app
    here = home().id
    numbers = select(Resolution.number).where(Resolution.community_id == here)
    assert list(db.session.scalars(numbers.order_by(Resolution.id))) == [
        f"JY-2026-{n:03d}" for n in range(4, 16)
    ]
    owed = select(Commitment.number).where(Commitment.community_id == here)
    assert list(db.session.scalars(owed.order_by(Commitment.id))) == [
        f"JB-2026-{n:03d}" for n in range(7, 27)
    ]


def test_the_newest_approved_minutes_are_the_parking_meeting_s(
    demo_app: Flask, demo_instance: Demo
) -> None:
    del demo_app
    newest = select(Minutes).where(Minutes.stage == "approved").order_by(Minutes.approved_at.desc())
    row = db.session.scalars(newest.limit(1)).one()
    assert row.number == PARKING
    paper = demo_instance.settings.papers / f"{row.sha256}.pdf"
    assert hashlib.sha256(paper.read_bytes()).hexdigest() == row.sha256
    text = row.revisions[-1].text
    assert "通过" not in text
    assert "形成建议，提请业主大会决定" in text
    gate = meeting(GATE).minutes
    assert gate is not None
    assert gate.stage == "draft"


def test_public_pages_hold_no_personal_data(demo_app: Flask) -> None:
    seats = db.session.scalars(select(Seat.name))
    contacts = db.session.scalars(select(Opinion.contact_name))
    names = {name for name in (*seats, *contacts) if len(name) > 1}
    followed = select(Commitment.topic_id).distinct()
    pages = ["/", "/boards", "/privacy", f"/papers/{PARKING}"]
    pages += [f"/communities/{one}/board" for one in db.session.scalars(select(Community.id))]
    pages += [f"/result-notices/{one}" for one in db.session.scalars(select(ResultNotice.id))]
    pages += [f"/matters/{one}" for one in db.session.scalars(followed)]
    pages += [f"/publicity/{one}" for one in db.session.scalars(select(Publicity.id))]
    pages += [f"/notices/{one}" for one in db.session.scalars(select(Meeting.id))]
    browser = demo_app.test_client()
    for address in pages:
        answer = browser.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        text = re.sub(r"<[^>]*>", " ", answer.text)
        assert not blocking(text), address
        assert not [name for name in names if name in text], address


def test_the_printed_password_opens_the_account(demo_app: Flask, demo_instance: Demo) -> None:
    del demo_app
    for login, password in demo_instance.passwords.items():
        account = db.session.scalars(select(Account).where(Account.login == login)).one()
        assert passwords.matches(account.password_hash, password)


def test_the_demo_stays_on_its_day(demo_instance: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(demo_instance.folder))
    assert config.load().clock_pinned_to == demo.pinned.DAY


def test_what_is_not_empty_is_refused(demo_app: Flask) -> None:
    del demo_app
    before = db.session.scalar(select(func.count()).select_from(Entry))
    with pytest.raises(Refused, match="只能装入空的安装"):
        demo.load(clock.now())
    assert db.session.scalar(select(func.count()).select_from(Entry)) == before


def test_the_command_prints_a_written_minutes_file(
    demo_instance: Demo, command: Command, tmp_path: Path
) -> None:
    said = command(demo_instance.folder, "minutes", "latest", "-o", str(tmp_path / "x.pdf"))
    assert said.code == 0, said.err
    assert PARKING in said.out
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
