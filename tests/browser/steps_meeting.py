"""What comes before a meeting: planned, invited, assigned, announced, checked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Screen

GUESTS = """贾玉兰，有车户，居民代表，7号楼
邴建国，无车户，居民代表，5号楼
𠮷㛃，有车户，居民代表，6号楼
董承业，业委会，业委会，12号楼
荣海青，社区，社区，社区居委会
姜学军，物业，物业，物业服务中心"""


def prepare(host: Screen) -> str:
    """The host plans, invites, assigns and announces; returns the meeting's address."""
    page = host.page
    host.press("排会")
    page.locator(".choice", has_text="红茶议事会").first.click()
    page.get_by_label("几点开会").fill("2026-09-17T15:00")
    page.locator(".choice", has_text="主议事厅").click()
    host.press("建好会议，接着准备")
    address = page.url
    host.go(address.removeprefix(host.house.address) + "/seats")
    page.get_by_text("一次请很多位").click()
    page.get_by_label("名单").fill(GUESTS)
    host.press("按名单邀请").see("𠮷㛃")
    page.goto(address + "/roles")
    for label, name in (
        ("主理人", "于秀云"),
        ("计时员", "宋建国"),
        ("记录员", "孙丽"),
        ("报告员", "曲建民"),
    ):
        select = page.get_by_label(label).first
        option = select.locator("option", has_text=name).get_attribute("value")
        select.select_option(option)
    host.press("保存分工")
    page.goto(address)
    host.picture("meeting-tablet")
    page.goto(address + "/notice")
    host.press("发出通知").see("已通知")
    return address


def check_in(recorder: Screen, others: list[Screen], address: str) -> None:
    """Everybody reports present; the recorder marks the seats."""
    for screen in (recorder, *others):
        screen.page.goto(address)
        screen.press("到岗", exact=False)
    page = recorder.page
    page.goto(address + "/attendance")
    for number in range(1, 7):
        mark = "出席" if number < 6 else "列席"
        page.get_by_role("button", name=f"{number}号").and_(
            page.get_by_role("button", name=mark)
        ).first.click()
        page.wait_for_load_state()
    recorder.see("人数够了" if page.get_by_text("人数够了").count() else "实到")
