"""A result of a closed meeting with one commitment, and everybody who follows it through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE
from deliberation.features.followthrough.actions import handing, telling
from deliberation.shell import clock
from deliberation.store import library, moves
from deliberation.store.db import db
from deliberation.store.models import (
    Account,
    Commitment,
    Community,
    Entry,
    Progress,
    Report,
    Resolution,
    Topic,
)
from deliberation.store.people import actor_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

    from deliberation.domain.roles import Actor
    from tests.factories import Factory
    from tests.fixtures_app import Browser

TEXT = "西侧消防通道划黄线并清障"
RULES = library.supervision_rules()
CALENDAR = library.calendar()


@dataclass
class Chain:
    """One commitment, by ids: the rows are read anew whenever they are asked for."""

    commitment_id: int
    community_id: int
    make: Factory
    browser: Browser
    accounts: dict[str, int]

    @property
    def commitment(self) -> Commitment:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Commitment, self.commitment_id)

    @property
    def resolution(self) -> Resolution:
        resolution = self.commitment.resolution
        assert resolution is not None
        return resolution

    @property
    def address(self) -> str:
        return f"/commitments/{self.commitment_id}"

    def account(self, role: str) -> Account:
        """The account of a role in the community or its street, made when first asked for."""
        if role not in self.accounts:
            community = db.session.get_one(Community, self.community_id)
            self.accounts[role] = self.make.account(role, community).id
        return db.session.get_one(Account, self.accounts[role])

    def actor(self, role: str) -> Actor:
        return actor_for(self.account(role))

    def post(
        self, path: str, form: Mapping[str, object] | None = None, *, role: str, command: str = ""
    ) -> TestResponse:
        address = path if path.startswith("/") else f"{self.address}/{path}"
        browser = self.browser.sign_in(self.account(role))
        return browser.post(address, dict(form or {}), command=command or None)

    def page(self, path: str = "", *, role: str = "host") -> str:
        answer = self.browser.sign_in(self.account(role)).get(path or self.address)
        assert answer.status_code == 200, answer.status_code
        return answer.get_data(as_text=True)

    def verbs(self, kind: str = "commitment") -> list[str]:
        rows = db.session.scalars(
            db.select(Entry).where(Entry.about_kind == kind).order_by(Entry.sequence)
        )
        return [row.verb for row in rows]

    def note(self) -> dict[str, object]:
        """What the newest entry about the commitment holds."""
        about = db.select(Entry).where(Entry.about_kind == "commitment")
        return db.session.scalars(about.order_by(Entry.sequence.desc())).all()[0].payload or {}

    def publicised(self) -> Chain:
        notice = period("西侧消防通道全线禁停。")
        telling.post_decision(
            self.resolution, notice, CALENDAR, RULES, actor=self.actor("host"), now=clock.now()
        )
        db.session.commit()
        return self

    def assigned(self) -> Chain:
        self.publicised()
        order = handing.Order(self.account("owner").id)
        actor, now = self.actor("host"), clock.now()
        handing.assign(self.commitment, order, CALENDAR, RULES, actor=actor, now=now)
        db.session.commit()
        return self

    def accepted(self) -> Chain:
        self.assigned()
        actor = self.actor("owner")
        handing.sign_for(self.commitment, "王经理", actor=actor, now=clock.now())
        db.session.commit()
        return self

    def report(self, role: str = "owner") -> Chain:
        """A report of completion, as its owner would write it."""
        commitment, actor = self.commitment, self.actor(role)
        row = Report(text="通道已划线清障。", at=clock.now(), by_id=actor.account_id)
        commitment.reports.append(row)
        owner = self.actor("owner")
        moves.apply(LIFECYCLE, commitment, "report", actor=owner, now=clock.now())
        db.session.commit()
        return self

    def reported(self) -> Chain:
        return self.accepted().report()

    def verified(self) -> Chain:
        self.reported()
        assert self.post("verification", {"note": "属实"}, role="worker").status_code == 303
        return self

    def published(self) -> Chain:
        self.verified()
        notice = period("通道已划线清障。")
        actor, now = self.actor("host"), clock.now()
        telling.post_completion(self.commitment, notice, CALENDAR, RULES, actor=actor, now=now)
        db.session.commit()
        return self

    def asked(self) -> Chain:
        self.published()
        telling.ask(self.commitment, "已划线。", actor=self.actor("worker"), now=clock.now())
        db.session.commit()
        return self

    def closed(self) -> Chain:
        self.asked()
        self.stand_on(self.commitment.notices[-1].ends_on + timedelta(days=1))
        assert self.post("closure", role="deputy").status_code == 303
        return self

    def progress(self, percent: int) -> Chain:
        row = Progress(kind="progress", percent=percent, text="在办", at=clock.now())
        self.commitment.progress.append(row)
        db.session.commit()
        return self

    def stand_on(self, day: date) -> None:
        """Move the one clock to the same time of another day."""
        clock.set_offset(clock.offset() + (day - today(clock.now())))


def period(text: str) -> telling.Notice:
    """The shortest publicity from today on."""
    first = today(clock.now())
    return telling.Notice(first, CALENDAR.add_natural_days(first, RULES.notice_days), text)


@pytest.fixture
def chain(make: Factory, browser: Browser) -> Chain:
    """The commitment as it stands when the meeting has closed: agreed on, nothing else."""
    community = make.community()
    meeting = make.meeting(community)
    topic = meeting.topics[0]
    opinions = [make.opinion(community), make.opinion(community, "消防车进不来")]
    for opinion in opinions:
        opinion.topic_id, opinion.stage = topic.id, "merged"
    meeting.stage = "closed"
    topic.stage = "resolved"
    resolution = Resolution(
        community_id=community.id,
        number="JY-2026-014",
        topic_id=topic.id,
        meeting_id=meeting.id,
        outcome="adopted",
        text="西侧消防通道全线禁停，10月15日前划线清障。",
        adopted_at=clock.now(),
    )
    db.session.add(resolution)
    db.session.flush()
    commitment = Commitment(
        community_id=community.id,
        number="JB-2026-019",
        topic_id=topic.id,
        resolution_id=resolution.id,
        text=TEXT,
        standard="全长无占用，前后照片各3张",
        owner="物业服务中心",
        post="物业经理",
        dated="working_days",
        working_days=15,
        counted_from=today(clock.now()),
        due_on=CALENDAR.add_working_days(today(clock.now()), 15),
        agreed_at=clock.now(),
    )
    moves.begin(LIFECYCLE, commitment, "promise", actor=actor_for(make.account()), now=clock.now())
    db.session.commit()
    return Chain(commitment.id, community.id, make, browser, {})


@pytest.fixture
def draft(make: Factory) -> Topic:
    """A drafted topic with one opinion: it may be handed over without a meeting."""
    community = make.community("洛隆社区", street="洛隆街道")
    topic = make.draft(community, title="联保路路灯倒伏")
    opinion = make.opinion(community, "路灯倒了")
    opinion.topic_id, opinion.stage = topic.id, "merged"
    db.session.commit()
    return topic
