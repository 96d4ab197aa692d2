"""What follows a commitment, as rows made directly: one of each that an address names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from deliberation.store.db import db
from deliberation.store.models import (
    Asking,
    Commitment,
    Photo,
    Report,
    ResultNotice,
    SupervisionSheet,
    TaskLink,
)

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.db import Model
    from deliberation.store.models import Topic


def follow(commitment: Commitment, now: datetime) -> list[Model]:
    """A link, a report with a picture, a sheet, a round and a publicity of one commitment."""
    link = TaskLink(
        commitment_id=commitment.id,
        holder="物业",
        issued_at=now,
        expires_at=now + timedelta(days=90),
    )
    name = f"after{commitment.id}"
    photo = Photo(kind="after", file=name, arrived_at=now, ready_at=now)
    report = Report(
        commitment_id=commitment.id, text="已划线清障。", at=now, outcome="passed", photos=[photo]
    )
    sheet = SupervisionSheet(
        community_id=commitment.community_id, number=f"DB-2026-{commitment.id:03d}",
        commitment_id=commitment.id, place=1, colour="yellow", situation="还没有进场",
        demand="三天内进场", issued_at=now,
    )  # fmt: skip
    asking = Asking(commitment_id=commitment.id, place=1, asked_at=now, text="办好了，请评价。")
    notice = ResultNotice(
        community_id=commitment.community_id, commitment_id=commitment.id, starts_on=now.date(),
        ends_on=now.date() + timedelta(days=7), text="已划线清障。", posted_at=now,
    )  # fmt: skip
    rows = [link, report, photo, sheet, asking, notice]
    db.session.add_all(rows)
    db.session.commit()
    return rows


def promised(topic: Topic, now: datetime) -> Commitment:
    """A commitment handed over at once, without a meeting."""
    row = Commitment(
        community_id=topic.community_id, number=f"JB-2026-9{topic.id:02d}", topic=topic,
        stage="assigned", text="扶正路灯", owner="市政", dated="fixed", due_on=now.date(),
        agreed_at=now, assigned_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row
