"""The owner's page: what can be done there, exactly once, by whom, with which pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from deliberation.domain import bounds
from deliberation.features.followthrough.actions import checking
from deliberation.shell import clock, jobs, photos
from deliberation.store.db import db
from deliberation.store.models import Photo, Progress, Report
from tests.features.followthrough.held import DONE, issue, phone, picture, send

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.features.followthrough.conftest import Chain
    from tests.fixtures_app import Browser


@pytest.fixture
def held(chain: Chain) -> Browser:
    """A phone that opened the link of a commitment that was signed for."""
    return phone(chain, issue(chain.accepted()))


@pytest.fixture
def folder(app: Flask) -> Path:
    uploads: Path = app.extensions["settings"].uploads
    return uploads


def swept() -> None:
    """What the job consumer does each minute."""
    db.session.rollback()
    photos.sweep(clock.now())


def test_the_page_asks_for_one_thing_at_a_time(chain: Chain) -> None:
    browser = phone(chain, issue(chain.assigned()))
    page = browser.get(f"{chain.address}/task").text
    assert "请先签收" in page
    assert "报办结" not in page.partition("签收后")[2].partition("<footer")[0]
    assert browser.post(f"{chain.address}/signature", {"name": ""}).status_code == 422
    assert browser.post(f"{chain.address}/signature", {"name": "王经理"}).status_code == 303
    page = browser.get(f"{chain.address}/task").text
    assert "办完了，报办结" in page
    assert "还在办，报一下进度" in page
    assert browser.post(f"{chain.address}/signature", {"name": "再签"}).status_code == 409


def test_progress_is_kept_once_and_as_typed(chain: Chain, held: Browser) -> None:
    form, command = {"percent": "50", "text": "线划了一半。"}, "p" * 32
    for _press in range(2):
        answer = held.post(f"{chain.address}/progress", form, command=command)
        assert answer.status_code == 303
    (row,) = chain.commitment.progress
    assert (row.kind, row.percent, row.text, row.by_id, row.by_name) == (
        "progress", 50, "线划了一半。", None, "物业 王经理",
    )  # fmt: skip
    assert "线划了一半。" in held.get(f"{chain.address}/task").text
    assert chain.note()["percent"] == 50


@pytest.mark.parametrize(
    "form",
    [{"percent": "50", "text": ""}, {"percent": "51", "text": "x"}, {"percent": "", "text": "说"}],
)
def test_progress_that_lacks_something_keeps_what_was_typed(
    chain: Chain, held: Browser, form: dict[str, str]
) -> None:
    answer = held.post(f"{chain.address}/progress", form)
    assert answer.status_code == 422
    assert form["text"] in answer.text
    assert 'details class="task-choice" open' in answer.text
    assert chain.commitment.progress == []


def test_a_report_with_pictures_arrives_once(chain: Chain, held: Browser, folder: Path) -> None:
    for _press in range(2):
        files = {"after": [picture(), picture("b.jpg", "blue")], "before": [picture("c.jpg")]}
        answer = send(held, chain, "r" * 32, **DONE, cost="1,860.5", funding="公共收益", **files)
        assert (answer.status_code, answer.location) == (303, f"{chain.address}/task")
    row = chain.commitment
    (report,) = row.reports
    assert (row.stage, report.cost_fen, report.funding) == ("reported", 186_050, "公共收益")
    assert sorted(photo.kind for photo in report.photos) == ["after", "after", "before"]
    assert all(photo.opinion_id is None for photo in report.photos)
    assert chain.note()["after"] == 2
    page = held.get(f"{chain.address}/task").text
    assert "正在处理" in page
    swept()
    assert all(photo.ready_at for photo in chain.commitment.reports[0].photos)
    for photo in chain.commitment.reports[0].photos:
        address = f"{chain.address}/task/photos/{photo.id}"
        assert address in held.get(f"{chain.address}/task").text
        with held.get(address) as picked:
            shown = Image.open(io.BytesIO(picked.data))
            assert (picked.mimetype, dict(shown.getexif()), shown.size) == (
                "image/jpeg", {}, (60, 40),
            )  # fmt: skip
    assert list(photos.raw_path(folder, "x").parent.glob("*")) != []  # the repeated press's own


def test_no_picture_needs_a_reason(chain: Chain, held: Browser) -> None:
    answer = send(held, chain, **DONE)
    assert answer.status_code == 422
    assert "请上传办完后的照片；拍不了的，请写明为什么没有照片。" in answer.text
    assert DONE["text"] in answer.text
    answer = send(held, chain, **DONE, before=[picture()])
    assert answer.status_code == 422  # only the place as it was
    assert send(held, chain, **DONE, no_photo_reason="晚上拍不清").status_code == 303
    assert chain.commitment.reports[0].no_photo_reason == "晚上拍不清"


def test_pictures_of_a_refused_form_are_kept(chain: Chain, held: Browser) -> None:
    answer = send(held, chain, text="", after=[picture()], before=[picture("b.jpg")])
    assert answer.status_code == 422
    kept = [part.partition('"')[0] for part in answer.text.split('name="arrived" value="')[1:]]
    assert [one.partition("-")[0] for one in kept] == ["after", "before"]
    assert (
        send(held, chain, **DONE, arrived=[*kept, kept[0], "after-" + "0" * 32, "x"]).status_code
        == 303
    )
    assert [photo.kind for photo in chain.commitment.reports[0].photos] == ["after", "before"]


def test_a_picture_that_was_sent_off_already_is_nobody_elses(
    chain: Chain, held: Browser, folder: Path
) -> None:
    with_one = send(held, chain, text="", after=[picture()]).text
    name = with_one.split('name="arrived" value="')[1].partition('"')[0]
    assert send(held, chain, **DONE, arrived=[name]).status_code == 303
    checking.send_back(chain.commitment, "再拍", actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    assert photos.waiting(name.partition("-")[2], folder)
    assert send(held, chain, **DONE, arrived=[name]).status_code == 422


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ([picture(f"{n}.jpg") for n in range(7)], "照片最多 6 张"),
        ([(io.BytesIO(b"\xff\xd8\xff" + b"0" * 9_000), "big.jpg")], "不超过 10 MB"),
        ([(io.BytesIO(b"MZ" + b"0" * 100), "virus.jpg")], "这个文件不是照片"),
        ([(io.BytesIO(b"0000ftypheic0000"), "a.heic")], "HEIC"),
    ],
)
def test_pictures_that_cannot_be_taken(
    chain: Chain,
    held: Browser,
    monkeypatch: pytest.MonkeyPatch,
    after: list[tuple[io.BytesIO, str]],
    sentence: str,
) -> None:
    monkeypatch.setattr(bounds, "PHOTO_BYTES", 9_000)
    fresh = [(io.BytesIO(file.getvalue()), name) for file, name in after]
    answer = send(held, chain, **DONE, after=fresh)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert DONE["text"] in answer.text
    assert chain.commitment.reports == []


def test_six_pictures_in_all(chain: Chain, held: Browser) -> None:
    after = [picture(f"{n}.jpg") for n in range(4)]
    before = [picture(f"{n}.jpg") for n in range(4, 8)]
    answer = send(held, chain, **DONE, after=after, before=before)
    assert answer.status_code == 422
    assert "照片最多 6 张" in answer.text


@pytest.mark.parametrize("cost", ["很多", "-5", "1.234", "99999999999"])
def test_money_is_money(chain: Chain, held: Browser, cost: str) -> None:
    answer = send(held, chain, **DONE, no_photo_reason="无", cost=cost)
    assert answer.status_code == 422
    assert f'value="{cost}"' in answer.text


def test_nothing_is_edited_after_it_was_verified(chain: Chain, held: Browser) -> None:
    assert send(held, chain, **DONE, no_photo_reason="无").status_code == 303
    checking.verify(chain.commitment, actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    before = db.session.scalar(db.select(db.func.count()).select_from(Report))
    assert send(held, chain, text="改一改", no_photo_reason="无").status_code == 409
    answer = held.post(f"{chain.address}/progress", {"percent": "10", "text": "重来"})
    assert answer.status_code == 409
    assert "重来" in answer.text
    assert held.post(f"{chain.address}/signature", {"name": "李"}).status_code == 409
    assert db.session.scalar(db.select(db.func.count()).select_from(Report)) == before
    assert db.session.scalar(db.select(db.func.count()).select_from(Progress)) == 0
    assert "社区已核验属实" in held.get(f"{chain.address}/task").text


def test_a_report_that_was_sent_back_says_why(chain: Chain, held: Browser) -> None:
    send(held, chain, **DONE, no_photo_reason="无")
    checking.send_back(chain.commitment, "北头还没划", actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    page = held.get(f"{chain.address}/task").text
    assert "上次报的办结被退回了" in page
    assert "北头还没划" in page
    assert send(held, chain, text="都划了", no_photo_reason="无").status_code == 303
    assert [row.outcome for row in chain.commitment.reports] == ["sent_back", ""]


def test_the_public_sees_pictures_once_the_report_was_checked(chain: Chain, held: Browser) -> None:
    send(held, chain, **DONE, after=[picture()])
    swept()
    (photo,) = db.session.scalars(db.select(Photo)).all()
    public = f"/matters/{chain.commitment.topic_id}/photos/{photo.id}"
    nobody = type(held)(held.client.application.test_client())
    assert nobody.get(public).status_code == 404
    assert nobody.get(f"{chain.address}/photos/{photo.id}").status_code == 303
    with chain.browser.sign_in(chain.account("worker")).get(
        f"{chain.address}/photos/{photo.id}"
    ) as answer:
        assert answer.status_code == 200
    checking.verify(chain.commitment, actor=chain.actor("worker"), now=clock.now())
    db.session.commit()
    with nobody.get(public) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert nobody.get(f"/matters/{chain.commitment.topic_id}/photos/{2**40}").status_code == 404


def test_pictures_are_worked_on_as_soon_as_they_arrive(
    chain: Chain, held: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(jobs, "wake", woken.append)
    send(held, chain, **DONE, after=[picture()])
    assert woken == ["photos"]
