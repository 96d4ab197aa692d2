"""What happens in the room: stages, turns, points, a motion, a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Screen

MOTION = "西侧消防通道全线禁停，10月15日前划线清障；收费标准提请业主大会。"


def go_on(timekeeper: Screen, room: str, title: str) -> None:
    """Press on to the next stage, whose title this is."""
    timekeeper.page.goto(room)
    timekeeper.press(f"下一环节：{title}")
    timekeeper.page.get_by_role("heading", name=title).first.wait_for()


def speak(screens: dict[str, Screen], room: str, seat: str, stance: str, point: str) -> None:
    """One turn: a hand, the floor, time, a point, the end."""
    facilitator, recorder = screens["facilitator"], screens["recorder"]
    facilitator.page.goto(room)
    form = facilitator.page.locator("form", has=facilitator.page.locator("#hand-seat"))
    if not form.is_visible():
        facilitator.page.get_by_text("登记举手").click()
    value = form.locator("option", has_text=seat).get_attribute("value")
    form.locator("#hand-seat").select_option(value)
    form.locator(".choice", has_text=stance).click()
    facilitator.press("排进队列").press("请发言")
    facilitator.page.locator(".speaker", has_text=seat).wait_for()
    facilitator.house.wait(95)
    recorder.page.goto(room)
    recorder.page.locator("#points textarea").fill(point)
    recorder.press("记下要点").see(point)
    if stance == "反对":
        facilitator.page.goto(room)
        facilitator.picture("bench-tablet")
    facilitator.press("发言结束")
    facilitator.page.locator(".speaker").wait_for(state="detached")


def decide(screens: dict[str, Screen], room: str) -> None:
    """A motion, read back, counted, confirmed by a second person."""
    recorder, timekeeper = screens["recorder"], screens["timekeeper"]
    recorder.page.goto(room)
    recorder.page.locator("#motions textarea").first.fill(MOTION)
    recorder.press("记下动议").press("已读给大家听，文字定稿")
    recorder.page.locator("#motions .choice", has_text="举手表决").click()
    for label, number in (("赞成", 4), ("反对", 1), ("弃权", 0)):
        recorder.page.locator("#motions").get_by_label(label).fill(str(number))
    recorder.press("记下票数").see("请主理人、计时员或观察员核对票数")
    timekeeper.page.goto(room)
    timekeeper.press("我也数过，票数属实").see("第二人已核对")
