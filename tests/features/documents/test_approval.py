from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from deliberation.features.documents import queries
from deliberation.shell import printing
from deliberation.shell.printing import PrinterBusy
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Minutes
from tests.features.documents.closed import closed

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.factories import Factory
    from tests.features.documents.closed import Closed
    from tests.fixtures_app import Browser

NUMBER = "HY-2026-09-17-01"


def approve(meeting: Closed, browser: Browser, revision: int = 1, **more: str) -> TestResponse:
    browser.sign_in(meeting.accounts["facilitator"])
    return browser.post(f"{meeting.address}/approval", {"revision": revision}, **more)


def rewrite(meeting: Closed, browser: Browser, base: int, text: str) -> None:
    browser.sign_in(meeting.accounts["recorder"])
    form = {"base": base, "title": "关于停车的协商纪要", "text": text, "copy_to": ""}
    assert browser.post(f"{meeting.address}/edit", form).status_code == 303


def frozen(app: Flask) -> list[Path]:
    return sorted(app.extensions["settings"].papers.iterdir())


def minutes_row() -> Minutes:
    db.session.expire_all()
    row: Minutes = db.session.scalars(db.select(Minutes)).one()
    return row


def words_in(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_approval_freezes_one_paper(drafted: Closed, browser: Browser, app: Flask) -> None:
    for _press in range(2):
        assert approve(drafted, browser, command="c" * 32).status_code == 303
    row = minutes_row()
    (path,) = frozen(app)
    content = path.read_bytes()
    assert path.name == f"{row.sha256}.pdf"
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert row.pages == len(PdfReader(io.BytesIO(content)).pages)
    assert (row.stage, row.approved_revision) == ("approved", 1)
    assert row.approved_by_id == drafted.accounts["facilitator"].id
    text = words_in(content)
    assert "草稿" not in text
    assert "审定：宫**" in text
    (entry,) = [
        entry
        for entry in record.about("minutes", row.id, row.community_id)
        if entry.verb == "approve"
    ]
    assert entry.payload is not None
    assert entry.payload["sha256"] == row.sha256
    assert not list(record.verify())


def test_anyone_downloads_the_frozen_bytes(drafted: Closed, browser: Browser, app: Flask) -> None:
    assert browser.get(f"/papers/{NUMBER}.pdf").status_code == 404
    approve(drafted, browser)
    nobody = app.test_client()
    answer = nobody.get(f"/papers/{NUMBER}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert hashlib.sha256(answer.data).hexdigest() == minutes_row().sha256
    name = answer.headers["Content-Disposition"]
    assert f'filename="{NUMBER}.pdf"' in name
    assert "filename*=UTF-8''%E7%BA%A2%E8%8C%B6" in name
    told = nobody.get(f"/papers/{NUMBER}").text
    assert minutes_row().sha256 in told
    assert "宫慧" not in told


def test_a_stale_revision_is_not_approved(drafted: Closed, browser: Browser, app: Flask) -> None:
    rewrite(drafted, browser, 1, "会议形成建议，划线。")
    answer = approve(drafted, browser, 1)
    assert answer.status_code == 409
    assert "您读过以后，纪要又改了" in answer.text
    assert minutes_row().stage == "draft"
    assert frozen(app) == []


def test_a_revision_written_while_the_paper_prints_is_noticed(
    drafted: Closed, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(html: str, *, title: str = "") -> bytes:
        del html, title
        rewrite(drafted, browser, 1, "抢在前面的一稿。")
        browser.sign_in(drafted.accounts["facilitator"])
        return b"%PDF-1.7 /Type /Page"

    monkeypatch.setattr(printing, "print_pdf", slowly)
    assert approve(drafted, browser).status_code == 409
    row = minutes_row()
    assert (row.stage, row.sha256, len(row.revisions)) == ("draft", "", 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("请联系13812345678。", "手机号码"),
        ("收费标准经会议表决通过。", "业主大会"),
        ("缺一个字：\ue000。", "U+E000"),
    ],
)
def test_what_may_not_be_printed_is_not_approved(
    drafted: Closed, browser: Browser, app: Flask, text: str, reason: str
) -> None:
    rewrite(drafted, browser, 1, text)
    browser.sign_in(drafted.accounts["facilitator"])
    shown = browser.get(drafted.address).text
    assert "现在还不能审定" in shown
    assert reason in shown
    answer = approve(drafted, browser, 2)
    assert answer.status_code in {409, 422}
    assert reason in answer.text
    assert minutes_row().stage == "draft"
    assert frozen(app) == []


def test_only_the_facilitator_of_this_meeting_approves(
    drafted: Closed, make: Factory, browser: Browser
) -> None:
    other = closed(make, "gate", drafted.meeting.community)
    for account in (
        drafted.accounts["recorder"],
        other.accounts["facilitator"],
        make.account("host", drafted.meeting.community),
    ):
        answer = browser.sign_in(account).post(f"{drafted.address}/approval", {"revision": 1})
        assert answer.status_code == 403
    assert drafted.meeting.minutes is not None
    assert drafted.meeting.minutes.stage == "draft"


def test_a_new_edition_leaves_the_old_paper(drafted: Closed, browser: Browser, app: Flask) -> None:
    approve(drafted, browser)
    first = minutes_row().sha256
    browser.sign_in(drafted.accounts["recorder"])
    assert browser.get(f"{drafted.address}/edit").status_code == 409
    empty = browser.post(f"{drafted.address}/revision", {"reason": " "})
    assert empty.status_code == 422
    answer = browser.post(f"{drafted.address}/revision", {"reason": "车位数写错了"})
    assert answer.status_code == 303
    assert browser.get(f"/papers/{NUMBER}.pdf").status_code == 200
    rewrite(drafted, browser, 1, "会议形成建议，提请业主大会决定：\n一、划位26个。")
    assert approve(drafted, browser, 2).status_code == 303
    second = minutes_row().sha256
    assert len({first, second}) == 2
    assert len(frozen(app)) == 2
    newest = browser.get(f"/papers/{NUMBER}.pdf").data
    assert hashlib.sha256(newest).hexdigest() == second
    assert "第2版" in words_in(newest)
    assert "26个" in words_in(newest)
    old = browser.get(f"/papers/{NUMBER}/{first}.pdf").data
    assert hashlib.sha256(old).hexdigest() == first
    assert browser.get(f"/papers/{NUMBER}/{'0' * 64}.pdf").status_code == 404
    assert first in browser.get(f"/papers/{NUMBER}").text


def test_a_number_that_two_communities_share(make: Factory, browser: Browser) -> None:
    first = closed(make)
    second = closed(make, community=make.community("振宁社区"))
    for meeting in (first, second):
        meeting.draft()
        assert approve(meeting, browser).status_code == 303
    for meeting in (first, second):
        row = meeting.meeting.minutes
        assert row is not None
        answer = browser.get(f"/papers/{NUMBER}.pdf?community={row.community_id}")
        assert hashlib.sha256(answer.data).hexdigest() == row.sha256
    newest = queries.find_paper(NUMBER)
    assert newest is not None
    assert newest.community_id == second.meeting.community_id


def test_a_changed_file_is_not_sent(drafted: Closed, browser: Browser, app: Flask) -> None:
    approve(drafted, browser)
    (path,) = frozen(app)
    path.write_bytes(path.read_bytes() + b" ")
    answer = browser.get(f"/papers/{NUMBER}.pdf")
    assert answer.status_code == 500
    assert "校验码对不上" in answer.text
    path.unlink()
    assert browser.get(f"/papers/{NUMBER}.pdf").status_code == 500


def test_a_full_queue_says_how_many_are_ahead(
    drafted: Closed, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(html: str, *, title: str = "") -> bytes:
        del html, title
        raise PrinterBusy(8)

    monkeypatch.setattr(printing, "print_pdf", full)
    answer = approve(drafted, browser)
    assert answer.status_code == 503
    assert "前面还有8份" in answer.text
    assert answer.headers["Retry-After"]
    assert minutes_row().stage == "draft"
    page = browser.get(f"{drafted.address}.pdf")
    assert page.status_code == 503
    assert f'href="{drafted.address}.pdf"' in page.text


def test_the_draft_prints_with_its_mark(drafted: Closed, browser: Browser) -> None:
    browser.sign_in(drafted.accounts["observer"])
    answer = browser.get(f"{drafted.address}.pdf")
    assert answer.status_code == 200
    assert "未经主理人审定" in words_in(answer.data)


def test_the_notice_prints_with_masked_roles(parking: Closed, browser: Browser) -> None:
    browser.sign_in(parking.accounts["observer"])
    shown = browser.get(f"/meetings/{parking.meeting.id}/notice/paper")
    assert shown.status_code == 200
    assert "主理人宫**" in shown.text.replace('<span class="whole">', "").replace("</span>", "")
    answer = browser.get(f"/meetings/{parking.meeting.id}/notice.pdf")
    text = words_in(answer.data)
    assert "2026年9月17日（周四）15:00—16:30，14:45开始签到" in text
    assert "宫慧" not in text
