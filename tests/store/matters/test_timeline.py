"""One line of time, as staff read it and as everybody may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import matters, record
from deliberation.store.db import db
from deliberation.store.models import Photo, SupervisionSheet
from tests.store.matters.happened import PHONE, ask, report

if TYPE_CHECKING:
    from deliberation.store.models import Commitment, Topic


def test_the_line_of_time_tells_the_public_no_person(promise: Commitment) -> None:
    record.append(promise, "assign", actor=SYSTEM, now=clock.now())
    record.append(promise, "sign_for", actor=SYSTEM, now=clock.now())
    record.append(promise, "unsolved", actor=SYSTEM, now=clock.now(), reason=f"没修，{PHONE}")
    report(promise, "passed")
    ask(promise, "solved", "not")
    sheet = SupervisionSheet(
        community_id=promise.community_id,
        number="DB-2026-001",
        commitment=promise,
        place=1,
        colour="red",
        situation="",
        demand=f"快办，{PHONE}",
        issued_at=clock.now(),
    )
    db.session.add(sheet)
    db.session.commit()
    db.session.expire_all()
    told = matters.timeline(promise.topic, public=True)
    text = "\n".join(f"{line.what}{line.who}{line.note}" for line in told)
    assert not any(line.who for line in told)
    assert PHONE not in text
    assert "李师傅" not in text
    assert "138****5678" in text
    assert "发督办单（第1次）" in text
    assert "评价不足5份" in text
    whole = matters.timeline(promise.topic, public=False)
    assert {line.who for line in whole} >= {"系统", "李师傅"}
    assert len(whole) >= len(told)
    assert [line.at for line in whole] == sorted(line.at for line in whole)


def test_five_answers_are_counted_for_everybody(promise: Commitment) -> None:
    asking = ask(promise, "solved", "solved", "solved", "solved", "partly")
    assert str(matters.judged(asking, public=True)) == "收到5份：已解决4份、部分解决1份、满意5份。"


def test_photos_are_public_once_they_were_checked(promise: Commitment) -> None:
    for outcome in ("", "passed"):
        now, made = clock.now(), report(promise, outcome)
        photo = Photo(kind="after", file=f"{outcome}.jpg", arrived_at=now, ready_at=now)
        made.photos.append(photo)
        db.session.commit()
    db.session.expire_all()
    shown = {
        public: [
            photo
            for line in matters.timeline(promise.topic, public=public)
            for photo in line.photos
        ]
        for public in (True, False)
    }
    assert [photo.file for photo in shown[True]] == ["passed.jpg"]
    assert len(shown[False]) == 2


def test_a_result_is_told_to_everybody_once_the_meeting_closed(matter: Topic) -> None:
    matter.resolutions[0].meeting.closed_at = None
    db.session.commit()
    kinds = {line.kind for line in matters.timeline(matter, public=True)}
    assert "result" not in kinds
    assert "result" in {line.kind for line in matters.timeline(matter, public=False)}
