"""Who a device is: a role that goes to another tablet, a seat that is taken from a phone."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Screen
    from tests.browser.hall import Hall


def door(hall: Hall, role: str) -> Screen:
    """The meeting's page, as its holder of a role sees it."""
    screen = hall.house.open("tablet").sign_in(role)
    return screen.go(f"/meetings/{hall.course.meeting_id}")


def card(hall: Hall, number: int) -> str:
    """The code on a seat's card."""
    with sqlite3.connect(hall.folder / "deliberation.sqlite") as database:
        row = database.execute("SELECT code FROM seat WHERE number = ?", (number,)).fetchone()
    return str(row[0])


def claim(hall: Hall, number: int) -> Screen:
    """A phone that scanned a seat's card and pressed."""
    phone = hall.house.open("phone")
    phone.go(f"/seats/{card(hall, number)}").picture(f"seat-{number}")
    return phone.press("用这部手机举手、表决")


def test_a_role_goes_to_a_tablet_without_an_account(hall: Hall) -> None:
    bench = hall.screen(role="reporter")
    holder = door(hall, "reporter").press("交接").confirm("交接")
    holder.see("请接手的人扫码，或者输入这个码").picture("handover-offered")
    code = holder.page.locator(".handover-letters").inner_text()
    assert re.fullmatch(r"\w{4} \w{4}", code)
    tablet = hall.house.open("tablet").go("/take")
    tablet.picture("handover-code")
    tablet.page.get_by_label("交接码").fill(code.lower())
    tablet.press("下一步").see("测试员把“报告员”交给您").picture("handover-take")
    tablet.page.get_by_label("您的姓名").fill("于敏")
    tablet.press("接过报告员").see("您现在是报告员了")
    tablet.page.wait_for_url(f"**{hall.room}")
    holder.see("于敏接过去了").picture("handover-taken")  # nobody pressed here
    bench.see("报告员已经交给于敏，这一步由于敏来做。").picture("handover-former")


def test_a_phone_loses_its_seat_when_it_is_released(hall: Hall) -> None:
    phone = claim(hall, 4)
    phone.see("我的席位：4号").see("签到好了").picture("phone-with-seat")
    recorder = hall.house.open("tablet").sign_in("recorder")
    recorder.go(f"/meetings/{hall.course.meeting_id}/attendance#seat-4")
    recorder.picture("attendance-claimed")
    recorder.press("放开4号的手机").confirm("放开4号的手机").see("放开了4号席位")
    phone.see("您在旁边看着")  # nobody pressed here
    second = claim(hall, 4)
    second.see("我的席位：4号")
    phone.go(f"/seats/{card(hall, 4)}").see("4号席位已经有一部手机认领")
    phone.picture("seat-taken")
