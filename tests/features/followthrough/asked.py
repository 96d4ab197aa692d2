"""A commitment whose proposers are asked: rows made directly, for tests of answers and receipts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliberation.shell import clock
from deliberation.store.db import db
from deliberation.store.models import Asking, Commitment, Opinion, Report, ResultNotice, Topic

if TYPE_CHECKING:
    from deliberation.store.models import Community
    from tests.factories import Factory
    from tests.fixtures_app import Browser

PHONE = "13812345678"


@dataclass
class Asked:
    """A community with one matter in which a round runs; rows are read anew each time."""

    community: Community
    topic_id: int
    commitment_id: int
    opinion_ids: list[int] = field(default_factory=list)

    @property
    def commitment(self) -> Commitment:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Commitment, self.commitment_id)

    @property
    def topic(self) -> Topic:
        return db.session.get_one(Topic, self.topic_id)

    @property
    def asking(self) -> Asking:
        return self.commitment.askings[-1]

    @property
    def opinions(self) -> list[Opinion]:
        return [db.session.get_one(Opinion, number) for number in self.opinion_ids]

    def ask(self) -> Asking:
        """Begin another round."""
        row = self.commitment
        row.stage = "asked"
        asking = Asking(
            commitment=row, place=len(row.askings) + 1, asked_at=clock.now(), text="办好了，请评价"
        )
        db.session.add(asking)
        db.session.commit()
        return asking

    def stand(self, stage: str, **columns: object) -> Commitment:
        """Put the commitment at a stage."""
        row = self.commitment
        row.stage = stage
        for name, value in columns.items():
            setattr(row, name, value)
        db.session.commit()
        return row

    def report(self, outcome: str = "passed") -> Report:
        """Let the owner report, now."""
        row = Report(commitment=self.commitment, text="划了线", at=clock.now(), outcome=outcome)
        db.session.add(row)
        db.session.commit()
        return row


def merged(make: Factory, topic: Topic, n: int, **columns: object) -> Opinion:
    """An opinion of the topic."""
    opinion = make.opinion(topic.community, f"第{n}条：西侧停车占道")
    opinion.topic_id, opinion.stage, opinion.merged_at = topic.id, "merged", clock.now()
    for name, value in columns.items():
        setattr(opinion, name, value)
    db.session.commit()
    return opinion


def asked(make: Factory, community: Community | None = None, senders: int = 3) -> Asked:
    """A matter that was done after 20 working days were given, and a round that runs."""
    community = community or make.community()
    topic = make.topic(community)
    topic.stage = "resolved"
    commitment = Commitment(
        community_id=community.id,
        number="JB-2026-019",
        topic=topic,
        stage="asked",
        text="西侧消防通道划黄线并清障",
        owner="物业",
        dated="working_days",
        working_days=20,
        due_on=date(2026, 9, 8),
        first_due_on=date(2026, 9, 8),
        counted_from=date(2026, 8, 11),
        agreed_at=clock.now() - timedelta(days=30),
        assigned_at=clock.now() - timedelta(days=30),
        rules="default",
    )
    notice = ResultNotice(
        community_id=community.id,
        commitment=commitment,
        starts_on=date(2026, 9, 9),
        ends_on=date(2026, 9, 16),
        text="已经划线清障",
        posted_at=clock.now(),
    )
    report = Report(
        commitment=commitment, text="划线清障", at=clock.now() - timedelta(days=3), outcome="passed"
    )
    db.session.add_all([commitment, notice, report])
    db.session.commit()
    here = Asked(community, topic.id, commitment.id)
    here.opinion_ids = [merged(make, topic, n).id for n in range(1, senders + 1)]
    here.ask()
    return here


def receipt(here: Asked, n: int = 0) -> str:
    """The address of a sender's receipt."""
    return f"/receipts/{here.opinions[n].receipt_code}"


def read(browser: Browser, address: str) -> str:
    """Open a page and return its text."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def said(here: Asked, **fields: object) -> dict[str, object]:
    """What a sender sends off."""
    return {"asking": here.asking.id, "solved": "solved", **fields}


def worker(here: Asked, make: Factory, browser: Browser, role: str = "worker") -> Browser:
    """Somebody of the community's staff."""
    return browser.sign_in(make.account(role, here.community))
