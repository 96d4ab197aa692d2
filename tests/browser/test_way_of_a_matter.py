"""One matter, the parking matter, from a resident's phone to the minutes, and to its end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.browser.steps_end import check_and_ask, close, do_it, hand_over, judge, look_back
from tests.browser.steps_meeting import check_in, prepare
from tests.browser.steps_opinion import send_opinion, triage
from tests.browser.steps_result import finish, resolve
from tests.browser.steps_room import decide, go_on, speak
from tests.browser.steps_topic import consent, form_topic, publicise

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

    from tests.browser.conftest import House, Screen

MEETING = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
ROLES = ("facilitator", "timekeeper", "recorder", "reporter")


def before_the_meeting(house: House, phone: Screen, folder: Path) -> tuple[str, str]:
    """From the opinion to the notice; returns the receipt's and the meeting's addresses."""
    receipt = send_opinion(phone, folder)
    triage(desk := house.open("tablet"))
    topic = form_topic(desk)
    consent(house.open("tablet"), topic)
    publicise(host := house.open("tablet"), topic)
    return receipt, prepare(host)


def the_meeting(house: House, screens: dict[str, Screen], address: str, folder: Path) -> PdfReader:
    """From the opened doors to the printed minutes."""
    facilitator, timekeeper = screens["facilitator"], screens["timekeeper"]
    check_in(screens["recorder"], [facilitator, timekeeper, screens["reporter"]], address)
    room = address + "/room"
    facilitator.page.goto(room)
    facilitator.press("开会").see("宣布规则、角色和议题")
    for title in ("议题报告", "提问澄清", "第一轮发言"):
        house.wait(300)
        go_on(timekeeper, room, title)
    speak(screens, room, "贾玉兰", "赞成", "先清通道，救护车进得来。")
    speak(screens, room, "邴建国", "反对", "先清点车库空位再谈路面划位。")
    for title in ("茶歇、归纳分歧", "第二轮发言", "形成动议，表决或者确认共识"):
        house.wait(300)
        go_on(timekeeper, room, title)
    decide(screens, room)
    go_on(timekeeper, room, "分工")
    resolve(screens["recorder"], address)
    go_on(timekeeper, room, "宣读、签字、评价")
    return finish(screens, address, folder)


def after_the_meeting(
    house: House, phone: Screen, receipt: str, address: str, folder: Path
) -> None:
    """From the decision to the closed commitment, as its proposer sees it."""
    commitment = hand_over(host := house.open("tablet"), address)
    do_it(house.open("phone"), commitment, folder)
    check_and_ask(host, commitment)
    judge(phone, receipt)
    close(house, house.open("tablet"), commitment)
    look_back(phone, receipt)


def test_a_matter_goes_from_a_phone_to_its_end(house: House, tmp_path: Path) -> None:
    phone = house.open("phone")
    receipt, address = before_the_meeting(house, phone, tmp_path)
    phone.page.goto(receipt)
    phone.see("您的意见已经受理")
    house.until(MEETING)
    screens = {role: house.open("tablet").sign_in(role) for role in ROLES}
    pdf = the_meeting(house, screens, address, tmp_path)

    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert "形成建议，提请业主大会决定" in text
    assert "2026年10月15日" in text
    assert "𠮷**" in text
    assert "𠮷㛃" not in text
    phone.page.goto(receipt)
    phone.see("形成建议，提请业主大会决定")
    phone.picture("result-phone")
    after_the_meeting(house, phone, receipt, address, tmp_path)
