"""Rows for tests: a street, a community, accounts with roles, and what features add."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from deliberation.domain.roles import MEETING_ROLES, NOBODY
from deliberation.features.intake import actions as intake
from deliberation.shell import clock
from deliberation.store import library, moves
from deliberation.store.codes import fresh_code
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    AgendaItem,
    Assignment,
    Community,
    Granted,
    Meeting,
    Seat,
    Stakeholder,
    Street,
    Topic,
    Venue,
)

if TYPE_CHECKING:
    from deliberation.store.db import Model
    from deliberation.store.models import Opinion


PARTIES = ("有车户", "无车户", "商户", "业委会", "社区")
R = TypeVar("R", bound="Model")


class Factory:
    """Makes committed rows; every method returns the row it made."""

    def _keep(self, row: R) -> R:
        db.session.add(row)
        db.session.commit()
        return row

    def community(self, name: str = "新都花园社区", street: str = "凤林街道") -> Community:
        """A community in its street."""
        found = db.session.scalar(db.select(Street).where(Street.name == street))
        row = found or self._keep(Street(name=street, created_at=clock.now()))
        return self._keep(Community(street_id=row.id, name=name, created_at=clock.now()))

    def venue(self, community: Community, name: str = "主议事厅", capacity: int = 40) -> Venue:
        """A venue of `community`."""
        return self._keep(
            Venue(
                community_id=community.id,
                name=name,
                kind="hall",
                capacity=capacity,
                created_at=clock.now(),
            )
        )

    def account(self, role: str = "", community: Community | None = None) -> Account:
        """An account, with `role` in `community` (or in its street)."""
        token = secrets.token_hex(8)
        account = self._keep(
            Account(
                login=f"{role or 'nobody'}-{token}",
                name="测试员",
                password_hash="",
                session_key=token,
                created_at=clock.now(),
            )
        )
        if role:
            self.grant(account, role, community)
        return account

    def grant(self, account: Account, role: str, community: Community | None = None) -> Granted:
        """`role` for `account`, in `community` or, for deputy and lead, in its street."""
        street = community.street_id if community and role in {"deputy", "lead"} else None
        return self._keep(
            Granted(
                account_id=account.id,
                role=role,
                community_id=community.id if community and street is None else None,
                street_id=street,
                granted_at=clock.now(),
            )
        )

    def meeting(self, community: Community, parties: tuple[str, ...] = PARTIES) -> Meeting:
        """An announced red-tea meeting on one topic, its roles held and present, seats invited."""
        topic = self.topic(community)
        meeting = self._keep(
            Meeting(
                community_id=community.id,
                number=f"HY-{clock.now():%Y-%m-%d}-01",
                issue=14,
                title="第14期红茶议事会",
                stage="announced",
                procedure="red_tea",
                ruleset="yishi_present",
                venue_id=self.venue(community).id,
                starts_at=clock.now(),
                ends_at=clock.now() + timedelta(minutes=90),
                members=len(parties),
                announced_at=clock.now(),
            )
        )
        topic.meeting_id, topic.stage = meeting.id, "scheduled"
        for position, spec in enumerate(library.find_procedure("red_tea").stages):
            item = AgendaItem(
                meeting_id=meeting.id,
                position=position,
                key=spec.key,
                title=spec.title,
                phase=spec.phase,
                kind=spec.kind,
                lead=spec.lead,
                round=spec.round,
                planned_minutes=spec.planned_minutes,
                allotted_ms=spec.planned_minutes * 60_000,
            )
            db.session.add(item)
        for number, party in enumerate(parties, start=1):
            self.seat(meeting, number, party)
        for role in MEETING_ROLES:
            self.duty(meeting, role)
        db.session.commit()
        return meeting

    def topic(self, community: Community, title: str = "停车收费管理与消防通道清障") -> Topic:
        """An approved topic with two parties that have a stake."""
        topic = self._keep(
            Topic(
                community_id=community.id,
                number=moves.next_number(community.id, "YT-2026", 3),
                stage="approved",
                title=title,
                summary="小区西侧夜间车辆占用消防通道。",
                size="key",
                route="council",
                created_at=clock.now(),
            )
        )
        for name in ("有车户", "物业"):
            self._keep(Stakeholder(topic_id=topic.id, name=name))
        return topic

    def seat(self, meeting: Meeting, number: int, party: str) -> Seat:
        """A seat whose person has come."""
        return self._keep(
            Seat(
                meeting_id=meeting.id,
                number=number,
                name=f"居民{number}",
                party=party,
                kind="resident",
                code=fresh_code(),
                invited_at=clock.now(),
                attendance="present",
                attendance_at=clock.now(),
            )
        )

    def duty(self, meeting: Meeting, role: str) -> Assignment:
        """`role` of `meeting`, held by a new account that is present."""
        account = self.account()
        return self._keep(
            Assignment(
                meeting_id=meeting.id,
                role=role,
                account_id=account.id,
                assigned_at=clock.now(),
                present_at=clock.now(),
            )
        )

    def opinion(self, community: Community, text: str = "西侧停车占了消防通道") -> Opinion:
        """An opinion as a resident would submit it."""
        words = intake.Words(text=text, category="parking", place="小区西侧")
        opinion = intake.submit(community, words, actor=NOBODY, now=clock.now())
        db.session.commit()
        return opinion

    def draft(
        self,
        community: Community,
        parties: tuple[str, ...] = ("有车户", "无车户"),
        **columns: object,
    ) -> Topic:
        """A drafted topic, complete but for its opinions; `columns` say what differs."""
        base = {"title": "停车收费管理与公共收益公示", "size": "key", "route": "owners"}
        row = Topic(
            community_id=community.id,
            number=moves.next_number(community.id, "YT-2026", 3),
            created_at=clock.now(),
            **{"stage": "drafted", "summary": "西侧夜间停车占用消防通道。", **base, **columns},
        )
        row.parties = [Stakeholder(name=name) for name in parties]
        return self._keep(row)
