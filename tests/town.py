"""Rows of one community, from the opinion to the minutes, made directly: no verb is called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.domain.roles import SYSTEM
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import (
    AgendaItem,
    Ballot,
    Commitment,
    Community,
    Dissent,
    Meeting,
    Minutes,
    MinutesRevision,
    Motion,
    MotionVersion,
    Opinion,
    Photo,
    Point,
    Poll,
    Publicity,
    Resolution,
    Seat,
    Speech,
    Stakeholder,
    Topic,
    Venue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

PAPER: Final = b"%PDF-1.7\n"
SHA256: Final = hashlib.sha256(PAPER).hexdigest()


@dataclass
class Town:
    """Makes rows of one community at one moment."""

    community: Community
    now: datetime

    def meeting(self) -> Meeting:
        """An open meeting on one topic, with a motion that was counted and resolved."""
        venue = Venue(
            community_id=self.community.id,
            name="主议事厅",
            kind="hall",
            capacity=40,
            created_at=self.now,
        )
        item = AgendaItem(
            position=0, key="first", title="第一轮", kind="speeches", lead="timekeeper",
            round=1, planned_minutes=30, allotted_ms=1_800_000, opened_at=self.now,
        )  # fmt: skip
        row = Meeting(
            community=self.community,
            number=f"HY-2026-09-10-{self.community.id:02d}",
            issue=14,
            title="第14期红茶议事会",
            stage="open",
            procedure="red_tea",
            ruleset="yishi_present",
            venue=venue,
            starts_at=self.now,
            ends_at=self.now + timedelta(minutes=90),
            announced_at=self.now,
            opened_at=self.now,
            members=2,
            agenda=[item],
            seats=list(self.seats()),
            topics=[self.topic()],
        )
        db.session.add(row)
        db.session.commit()
        return row

    def seats(self) -> Iterator[Seat]:
        """Two people who came."""
        for number, party in enumerate(("有车户", "无车户"), 1):
            yield Seat(
                number=number, name="居民丙", party=party, kind="resident",
                code=f"SEAT{self.community.id}{number}", invited_at=self.now,
                attendance="present", arrived_at=self.now,
            )  # fmt: skip

    def topic(self) -> Topic:
        """A scheduled topic with two parties, a publicity and an opinion with a photo."""
        photo = Photo(
            kind="place", file=f"{self.community.id}", arrived_at=self.now, ready_at=self.now
        )
        opinion = Opinion(
            community=self.community, number=f"YJ-2026-{self.community.id:04d}",
            receipt_code=f"RECEIPT{self.community.id}", stage="merged", channel="scan",
            category="parking", text="西侧停车占了消防通道", submitted_at=self.now, photos=[photo],
        )  # fmt: skip
        publicity = Publicity(
            starts_on=self.now.date(), ends_on=self.now.date(), text="公示", posted_at=self.now
        )
        return Topic(
            community=self.community, number=f"YT-2026-{self.community.id:03d}", stage="scheduled",
            title="停车收费管理", summary="西侧停车", size="key", route="council",
            created_at=self.now,
            opinions=[opinion], parties=[Stakeholder(name="有车户"), Stakeholder(name="无车户")],
            publicities=[publicity],
        )  # fmt: skip

    def around(self, meeting: Meeting) -> dict[str, int]:
        """Everything that a meeting leaves behind; returns one id for each table."""
        with db.session.no_autoflush:
            kept = self.kept(meeting)
            db.session.add_all(kept)
        db.session.commit()
        motion, minutes, resolution = kept[0], kept[3], kept[-1]
        record.append(
            minutes, "approve", actor=SYSTEM, now=self.now, revision=1, sha256=SHA256, pages=1
        )
        db.session.commit()
        topic = meeting.topics[0]
        rows = [
            self.community, self.community.street, meeting, meeting.venue, meeting.agenda[0],
            meeting.seats[0], topic, topic.opinions[0], topic.opinions[0].photos[0],
            topic.parties[0], topic.publicities[0], *kept, *motion.ballots,
            *motion.polls, *resolution.commitments, *resolution.dissents,
        ]  # fmt: skip
        return {row.__tablename__: db.inspect(row).identity[0] for row in rows}

    def kept(self, meeting: Meeting) -> tuple[Motion, Speech, Point, Minutes, Resolution]:
        """What was moved, said, noted, written down and resolved."""
        motion = self.motion(meeting)
        speech = Speech(
            meeting=meeting, agenda_item=meeting.agenda[0], seat=meeting.seats[0], stance="support",
            raised_at=self.now, granted_at=self.now, ended_at=self.now, allotted_ms=120_000,
        )  # fmt: skip
        point = Point(
            meeting=meeting, agenda_item_id=meeting.agenda[0].id, speech=speech,
            seat=meeting.seats[0], stance="support", text="先清障", at=self.now,
        )  # fmt: skip
        resolution = self.resolution(meeting, motion)
        return motion, speech, point, self.minutes(meeting), resolution

    def motion(self, meeting: Meeting) -> Motion:
        """A motion with frozen words, an ended poll, and a count that is not confirmed."""
        ballot = Ballot(
            version=1, method="hands", ruleset="yishi_present", rule={}, members=2, present=2,
            proxies=0, yes=2, no=0, abstain=0, outcome="passed", counted_at=self.now,
        )  # fmt: skip
        poll = Poll(
            version=1, members=2, present=2, proxies=0, opened_at=self.now, ended_at=self.now
        )
        words = MotionVersion(version=1, text="西侧消防通道全线禁停。", at=self.now)
        topic = meeting.topics[0]
        return Motion(
            meeting=meeting, topic=topic, frozen_at=self.now, versions=[words], ballots=[ballot],
            polls=[poll],
        )  # fmt: skip

    def minutes(self, meeting: Meeting) -> Minutes:
        """A draft in its first revision."""
        revision = MinutesRevision(revision=1, title="会议纪要", text="一、禁停。", at=self.now)
        return Minutes(
            community_id=self.community.id, number=meeting.number, meeting=meeting, stage="draft",
            created_at=self.now, sha256=SHA256, revisions=[revision],
        )  # fmt: skip

    def resolution(self, meeting: Meeting, motion: Motion) -> Resolution:
        """A resolution with a commitment and a dissent."""
        promise = Commitment(
            community_id=self.community.id, number=f"JB-2026-{self.community.id:03d}",
            stage="agreed", text="划线清障", owner="物业", dated="fixed", due_on=self.now.date(),
            agreed_at=self.now, topic=meeting.topics[0],
        )  # fmt: skip
        dissent = Dissent(stance="oppose", reason="先核实车库空置", at=self.now)
        return Resolution(
            community_id=self.community.id, number=f"JY-2026-{self.community.id:03d}",
            topic=meeting.topics[0], meeting=meeting, motion=motion, outcome="adopted",
            text="西侧消防通道全线禁停。", adopted_at=self.now, commitments=[promise],
            dissents=[dissent],
        )  # fmt: skip
