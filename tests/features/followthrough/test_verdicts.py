"""The receipt to its end: the verdict's form, what it causes, and words told to a worker."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from deliberation.shell import clock
from deliberation.shell.commands import new_command_id
from deliberation.store.db import db
from deliberation.store.models import Asking, Photo, Verdict
from tests.features.followthrough.asked import PHONE, Asked, asked, merged, read, receipt, said

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


def test_the_receipt_asks_and_says_what_the_answer_causes(here: Asked, browser: Browser) -> None:
    page = read(browser, receipt(here))
    for words in ("这件事解决了吗", "西侧消防通道划黄线并清障", "已解决", "部分解决", "没解决"):
        assert words in page
    assert "退回承办单位接着办" in page
    assert "承办单位看不到是谁评价的" in page
    assert f'name="asking" value="{here.asking.id}"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_solved_is_thanked_and_told(here: Asked, browser: Browser) -> None:
    answer = browser.post(f"{receipt(here)}/verdict", said(here, timely="yes"))
    assert answer.status_code == 303
    page = read(browser, answer.location)
    assert "谢谢您的评价" in page
    assert "您的评价：已解决。" in page
    assert "最早2026年9月17日销号" in page
    assert 'name="asking"' not in page
    assert f"{receipt(here)}/verdict?asking={here.asking.id}" in page
    assert here.commitment.stage == "asked"


def test_not_solved_reopens_and_tells_the_new_deadline(here: Asked, browser: Browser) -> None:
    wrong = browser.post(f"{receipt(here)}/verdict", said(here, solved="not"))
    assert wrong.status_code == 422
    assert "请写一句哪里没解决" in wrong.get_data(as_text=True)
    form = said(here, solved="not", text="东头还停着车")
    assert browser.post(f"{receipt(here)}/verdict", form).status_code == 303
    page = read(browser, receipt(here))
    assert "已经请承办单位接着办" in page
    assert "没解决，正在重新办" in page
    assert "2026年9月23日前办结" in page
    assert (here.commitment.stage, here.commitment.due_on) == ("accepted", date(2026, 9, 23))


def test_what_was_typed_stays_on_the_form(here: Asked, browser: Browser) -> None:
    form = said(here, solved="", text="东头还停着车", satisfied="basically")
    answer = browser.post(f"{receipt(here)}/verdict", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "东头还停着车" in page
    assert re.search(r'<input[^>]*checked[^>]*value="basically"', page)
    assert db.session.scalars(db.select(Verdict)).all() == []


def test_a_changed_answer_is_the_one_that_counts(here: Asked, browser: Browser) -> None:
    browser.post(f"{receipt(here)}/verdict", said(here, text="挺好"))
    page = read(browser, f"{receipt(here)}/verdict?asking={here.asking.id}")
    assert "您已经评价过，这里可以改" in page
    assert "挺好" in page
    assert re.search(r'<input[^>]*checked[^>]*value="solved"', page)
    browser.post(f"{receipt(here)}/verdict", said(here, solved="partly"))
    assert [row.solved for row in here.asking.verdicts] == ["partly"]


def test_a_double_press_is_one_answer(here: Asked, browser: Browser) -> None:
    command, form = new_command_id(), said(here, solved="not", text="没好")
    first, second = (
        browser.post(f"{receipt(here)}/verdict", form, command=command) for _press in range(2)
    )
    assert first.status_code == second.status_code == 303
    assert len(here.asking.verdicts) == 1
    other = browser.post(f"{receipt(here)}/verdict", said(here), command=command)
    assert other.status_code == 409


@pytest.mark.parametrize("stage", ["closed", "reported", "parked"])
def test_a_round_that_is_over_is_409_and_keeps_the_words(
    here: Asked, browser: Browser, stage: str
) -> None:
    here.stand(stage)
    answer = browser.post(f"{receipt(here)}/verdict", said(here, text="写了半天的话"))
    assert answer.status_code == 409
    assert "写了半天的话" in answer.get_data(as_text=True)
    assert "现在没有在请您评价" in read(browser, f"{receipt(here)}/verdict")


def test_foreign_receipts_and_rounds_are_not_found(
    here: Asked, make: Factory, browser: Browser
) -> None:
    other = asked_elsewhere(make)
    foreign = f"/receipts/{other.opinions[0].receipt_code}/verdict"
    assert browser.post(foreign, said(here)).status_code == 404
    assert browser.post("/receipts/ABCDE23456/verdict", said(here)).status_code == 404
    for asking in ("", "x", "0", "-1", "99999999999"):
        form = {"asking": asking, "solved": "solved"}
        assert browser.post(f"{receipt(here)}/verdict", form).status_code == 404
    assert db.session.scalars(db.select(Verdict)).all() == []


def asked_elsewhere(make: Factory) -> Asked:
    return asked(make, make.community("休博园社区", "城厢街道"))


def test_an_opinion_without_a_topic_has_nothing_to_judge(
    here: Asked, make: Factory, browser: Browser
) -> None:
    alone = make.opinion(here.community, "路灯不亮")
    page = f"/receipts/{alone.receipt_code}"
    assert "现在没有在请您评价" in read(browser, f"{page}/verdict")
    assert browser.post(f"{page}/verdict", said(here)).status_code == 404


def test_several_rounds_are_asked_one_after_the_other(here: Asked, browser: Browser) -> None:
    first = here.commitment
    second = Asking(place=1, asked_at=clock.now(), text="收费办好了")
    copy = type(first)(
        community_id=first.community_id, number="JB-2026-020", topic_id=first.topic_id,
        stage="asked", text="公示收益", owner="业委会", dated="fixed", agreed_at=clock.now(),
        askings=[second],
    )  # fmt: skip
    db.session.add(copy)
    db.session.commit()
    page = read(browser, receipt(here))
    assert page.count('name="asking"') == 1
    assert "评价这一项" in page
    browser.post(f"{receipt(here)}/verdict", said(here))
    page = read(browser, receipt(here))
    assert f'name="asking" value="{second.id}"' in page
    assert "您的评价：已解决。" in page


def test_the_end_is_told_with_numbers_but_without_names(
    here: Asked, make: Factory, browser: Browser
) -> None:
    topic = here.topic
    for n in range(4, 8):
        here.opinion_ids.append(merged(make, topic, n).id)
    for n in range(6):
        browser.post(f"{receipt(here, n)}/verdict", said(here, text=f"我电话{PHONE}"))
    assert "由督导组销号" not in read(browser, receipt(here))
    here.stand("closed", closed_at=datetime(2026, 9, 20, 2, tzinfo=UTC))
    page = read(browser, receipt(here, 6))
    assert "2026年9月20日由督导组销号" in page
    assert "收到6份" in page
    assert PHONE not in page
    assert "已办结" in page


def test_photos_of_what_was_checked_only(here: Asked, browser: Browser) -> None:
    passed, waiting = here.commitment.reports[-1], here.report("")
    for n, report in enumerate((passed, waiting)):
        photo = Photo(
            kind="after", file=f"{n}" * 32, arrived_at=clock.now(), ready_at=clock.now(),
            width=4, height=3, report_id=report.id,
        )  # fmt: skip
        db.session.add(photo)
    db.session.commit()
    page = read(browser, receipt(here))
    shown = [photo.id for photo in passed.photos]
    assert re.findall(rf"/matters/{here.topic_id}/photos/(\d+)", page) == [str(shown[0])]
