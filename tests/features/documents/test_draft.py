from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.errors import IllegalMove
from deliberation.domain.roles import SYSTEM
from deliberation.features.documents import actions, queries
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Ballot, Minutes, Point
from tests.features.documents.closed import closed

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Factory
    from tests.features.documents.closed import Closed
    from tests.fixtures_app import Browser


def text_of(meeting: Closed) -> str:
    return queries.draft_of(meeting.meeting, meeting.meeting.ends_at)


def test_the_draft_tells_what_the_record_tells(parking: Closed) -> None:
    lines = text_of(parking).splitlines()
    assert lines[0] == (
        "2026年9月17日15时至16时30分，新都花园社区在主议事厅召开第14期红茶议事会，"
        "专题协商“停车收费管理与消防通道清障”。会议由宫**主理，隋**计时，欧阳**记录，曲**报告，"
        "苗**观察。应到21人，实到17人，委托1人，请假3人，列席4人。现纪要如下。"
    )
    assert "会议形成建议，提请业主大会决定：" in lines
    assert (
        "（一）西侧消防通道划黄线并清障，全线禁停，由物业服务中心（经理）主办，社区居委会协办，"
        "2026年10月15日前办结，公开方式：公示栏和议事群公布前后照片；"
    ) in lines
    vote = next(line for line in lines if line.startswith("表决情况："))
    assert "按“议事会（到会过半数）”规则举手表决，以到会18人（含委托1人）为基数" in vote
    assert vote.endswith("赞成13人，反对3人，弃权2人，形成建议，提请业主大会决定。")
    assert any(line.startswith("不同意见：1人认为应先核实车库空置") for line in lines)
    assert lines[-1].startswith(
        "未采纳意见：“全小区免费停放”，理由是车位场地使用费须由业主大会定；"
    )


def test_no_full_name_is_in_the_draft_nor_on_the_sheet(parking: Closed) -> None:
    minutes = parking.draft()
    words = queries.Words("关于贾玉兰的事", minutes.revisions[0].text + "\n宫慧同意。", "欧阳明明")
    sheet = queries.minutes_sheet(parking.meeting, words, at=parking.meeting.ends_at, approved=True)
    for name in queries.full_names(parking.meeting):
        assert name not in minutes.revisions[0].text
        assert name not in repr(sheet)
    assert sheet.title == "关于贾**的事"
    assert sheet.copy_to == ("欧阳**",)
    assert ("有车户，委托夏**", ("林**",)) in sheet.attendance.by_party(sheet.attendance.present)


def test_a_trial_never_says_that_something_was_passed(make: Factory) -> None:
    meeting = closed(make, "gate")
    words = queries.words_of(meeting.draft().revisions[0])
    assert "会议商定先行试行，2026年11月19日前复议：" in words.text
    assert "赞成4人，反对4人，弃权2人，未达到规定人数。" in words.text
    assert "赞成7人，反对3人，弃权0人，达到规定人数。" in words.text
    assert "通过" not in words.text
    assert queries.findings(meeting.meeting, words) == []


def test_a_vote_seat_by_seat_is_told_as_one(parking: Closed) -> None:
    db.session.scalars(db.select(Ballot)).one().method = "votes"
    db.session.commit()
    vote = next(line for line in text_of(parking).splitlines() if line.startswith("表决情况："))
    assert "规则逐席表决，以到会18人（含委托1人）为基数" in vote
    assert vote.endswith("赞成13人，反对3人，弃权2人，形成建议，提请业主大会决定。")
    assert "举手" not in vote


def test_a_consensus_has_no_numbers(parking: Closed) -> None:
    db.session.scalars(db.select(Ballot)).one().method = "consensus"
    db.session.commit()
    assert "表决情况" not in text_of(parking)


def test_what_the_recorder_struck_out_or_withdrew_is_not_told(parking: Closed) -> None:
    now = parking.meeting.ends_at
    point = db.session.scalars(db.select(Point).where(Point.seat_id.is_(None))).one()
    point.struck_at = now
    ballot = db.session.scalars(db.select(Ballot)).one()
    ballot.withdrawn_at = now
    db.session.commit()
    assert "分歧清单" not in text_of(parking)
    assert "表决情况" not in text_of(parking)


def test_an_undecided_date_and_a_missing_quorum_are_told(parking: Closed) -> None:
    resolution = parking.meeting.resolutions[0]
    resolution.commitments[0].dated = "undecided"
    db.session.scalars(db.select(Ballot)).one().outcome = "no_quorum"
    db.session.commit()
    assert "期限待定，2026年10月15日前确定" in text_of(parking)
    assert "到会人数不足，表决无效" in text_of(parking)


def test_a_meeting_without_any_outcome_says_so(parking: Closed) -> None:
    resolution = parking.meeting.resolutions[0]
    resolution.outcome, resolution.text = "survey", "先核实车库空置。"
    db.session.commit()
    assert "会议未形成一致意见，下一步：补充调研，下次再议：先核实车库空置。" in text_of(parking)


def test_minutes_are_drafted_once_and_recorded(parking: Closed) -> None:
    minutes = parking.draft()
    again = actions.draft(parking.meeting, actor=SYSTEM, now=parking.meeting.ends_at)
    assert again is minutes
    assert minutes.number == "HY-2026-09-17-01"
    assert [row.revision for row in minutes.revisions] == [1]
    assert minutes.revisions[0].copy_to.startswith("凤林街道转化督导小组、物业服务中心、")
    entries = record.about("minutes", minutes.id, minutes.community_id)
    assert [entry.verb for entry in entries] == ["draft"]
    assert not list(record.verify())


def test_an_open_meeting_has_no_minutes(parking: Closed) -> None:
    parking.meeting.stage = "open"
    with pytest.raises(IllegalMove, match="散会以后"):
        actions.draft(parking.meeting, actor=SYSTEM, now=parking.meeting.ends_at)


def test_closing_a_meeting_drafts_its_minutes(app: Flask) -> None:
    assert actions.draft in app.extensions["after_close"]


def test_the_recorder_drafts_by_one_press(parking: Closed, browser: Browser) -> None:
    browser.sign_in(parking.accounts["recorder"])
    shown = browser.get(parking.address)
    assert "起草纪要" in shown.text
    for _press in range(2):
        assert browser.post(parking.address, command="a" * 32).status_code == 303
    assert db.session.scalar(db.select(db.func.count(Minutes.id))) == 1
    assert "红茶议事会纪要" in browser.get(parking.address).text


def test_others_are_told_who_drafts(parking: Closed, browser: Browser) -> None:
    browser.sign_in(parking.accounts["timekeeper"])
    assert "由这次会议的记录员起草" in browser.get(parking.address).text
    assert browser.post(parking.address).status_code == 403
    assert parking.meeting.minutes is None


def test_the_list_shows_the_stage_also_to_those_who_held_a_role(
    drafted: Closed, make: Factory, browser: Browser
) -> None:
    shown = browser.sign_in(drafted.accounts["observer"]).get("/minutes")
    assert "第14期红茶议事会" in shown.text
    assert "草稿" in shown.text
    other = make.community("别的社区")
    shown = browser.sign_in(make.account("host", other)).get("/minutes")
    assert "还没有开完的会" in shown.text


def test_a_long_meeting_still_closes(parking: Closed) -> None:
    for row in parking.meeting.resolutions[0].commitments:
        row.text = "清" * 1_900
        row.disclosure = "公" * 200
    parking.meeting.resolutions[0].text = "\n".join(["议" * 1_900] * 9)
    db.session.commit()
    now = parking.meeting.ends_at + timedelta(hours=1)
    minutes = actions.draft(parking.meeting, actor=SYSTEM, now=now)
    assert 0 < len(minutes.revisions[0].text) <= 20_000


def test_a_view_that_was_not_adopted_is_read_apart_from_its_reason(parking: Closed) -> None:
    views = parking.meeting.resolutions[0].dissents
    first, second = (row for row in views if row.stance == "not_adopted")
    first.reason = "“写明理由：再收费”，理由：先清障；收费另议。"
    second.reason = "免费停放"
    db.session.commit()
    assert text_of(parking).endswith(
        "未采纳意见：“写明理由：再收费”，理由是先清障，收费另议；“免费停放”。"
    )
