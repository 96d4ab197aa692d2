from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import MinutesRevision

if TYPE_CHECKING:
    from tests.features.documents.closed import Closed
    from tests.fixtures_app import Browser

TITLE = "关于停车的协商纪要"


def typed(base: int, text: str, **more: object) -> dict[str, object]:
    return {"base": base, "title": TITLE, "text": text, "copy_to": "物业", **more}


def texts(meeting: Closed) -> list[str]:
    rows = db.session.scalars(db.select(MinutesRevision).order_by(MinutesRevision.revision))
    assert meeting.meeting.minutes is not None
    return [row.text for row in rows]


def test_a_save_is_a_new_revision(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    address = f"{drafted.address}/edit"
    assert 'name="base"' in browser.get(address).text
    for _press in range(2):
        answer = browser.post(address, typed(1, "一、划线。\n二、清障。"), command="b" * 32)
        assert answer.status_code == 303
    assert texts(drafted)[1:] == ["一、划线。\n二、清障。"]
    minutes = drafted.meeting.minutes
    assert minutes is not None
    entries = record.about("minutes", minutes.id, minutes.community_id)
    assert [entry.verb for entry in entries] == ["draft", "edit"]
    shown = browser.get(drafted.address).text
    assert "第2稿" in shown
    assert "<ins>二、清障。</ins>" in shown


def test_a_save_without_change_writes_nothing(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    first = drafted.meeting.minutes.revisions[0]  # type: ignore[union-attr]  # just drafted
    same = {"base": 1, "title": first.title, "text": first.text, "copy_to": first.copy_to}
    assert browser.post(f"{drafted.address}/edit", same).status_code == 303
    assert len(texts(drafted)) == 1


def test_a_save_that_came_second_loses_neither_text(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    address = f"{drafted.address}/edit"
    assert browser.post(address, typed(1, "别人的文字。")).status_code == 303
    answer = browser.post(address, typed(1, "我的文字。"))
    assert answer.status_code == 409
    assert '<pre class="kept-text">别人的文字。</pre>' in answer.text
    assert ">\r\n我的文字。</textarea>" in answer.text or ">我的文字。</textarea>" in answer.text
    assert 'value="2"' in answer.text
    assert texts(drafted)[1:] == ["别人的文字。"]
    assert browser.post(address, typed(2, "别人的文字。\n我的文字。")).status_code == 303
    assert texts(drafted)[1:] == ["别人的文字。", "别人的文字。\n我的文字。"]


def test_an_unreadable_base_counts_as_old(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    for base in ("", "x", "-1", "９"):
        form = {**typed(0, "我的文字。"), "base": base}
        assert browser.post(f"{drafted.address}/edit", form).status_code == 409
    assert len(texts(drafted)) == 1


def test_a_refused_save_keeps_the_words(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    answer = browser.post(f"{drafted.address}/edit", typed(1, "留着我", title=""))
    assert answer.status_code == 422
    assert "留着我" in answer.text
    assert "请填写这一项" in answer.text
    long = browser.post(f"{drafted.address}/edit", typed(1, "长" * 20_001))
    assert long.status_code == 422
    assert len(texts(drafted)) == 1


def test_only_the_recorder_edits(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["facilitator"])
    assert browser.get(f"{drafted.address}/edit").status_code == 403
    assert browser.post(f"{drafted.address}/edit", typed(1, "改")).status_code == 403
    assert browser.post(f"{drafted.address}/preview", typed(1, "改")).status_code == 403
    assert len(texts(drafted)) == 1


def test_a_preview_names_what_stands_in_the_way(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["recorder"])
    text = "会议由贾玉兰发言。\n联系13812345678。\n收费标准经会议表决通过。\n缺字：\ue000。"
    answer = browser.post(f"{drafted.address}/preview", typed(1, text))
    assert answer.status_code == 200
    assert "正文第2段里有手机号码“13812345678”，不能公开" in answer.text
    assert "正文第1段写了姓名“贾玉兰”，印出来会是“贾**”" in answer.text
    assert "请写“形成建议，提请业主大会决定”" in answer.text
    assert "U+E000" in answer.text
    sheet = answer.text.partition("preview-sheet")[2].partition("<aside")[0]
    assert "贾**" in sheet
    assert "贾玉兰" not in sheet
    assert len(texts(drafted)) == 1
    clean = browser.post(f"{drafted.address}/preview", typed(1, "会议形成建议。"))
    assert "可以送审定" in clean.text
