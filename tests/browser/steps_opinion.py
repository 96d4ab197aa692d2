"""What a resident and a worker do: an opinion sent, found, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from deliberation.domain.opinion import GATES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Screen

WORDS = "小区西侧夜间车辆占用消防通道，约60户受影响，建议划线并收费公开"


def send_opinion(phone: Screen, folder: Path) -> str:
    """A resident sends the matter with a photo; returns the receipt's address."""
    photo = folder / "photo.jpg"
    Image.new("RGB", (640, 480), "#8a8").save(photo)
    phone.go("/").press("提意见", exact=False)
    page = phone.page
    page.get_by_label("您想反映什么").fill(WORDS)
    page.get_by_label("在什么地方").fill("小区西侧")
    page.get_by_text("停车", exact=True).click()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("大约影响多少户").fill("60")
    page.get_by_text("我已看过个人信息告知").click()
    phone.picture("opinion-phone")
    phone.press("提交意见").see("YJ-2026-0001")
    phone.picture("receipt-phone")
    return page.url.partition("?")[0]


def triage(desk: Screen) -> None:
    """The worker finds it, answers the gates and replies."""
    desk.sign_in("worker").go("/opinions?q=停车")
    desk.page.get_by_role("link", name=WORDS[:12]).click()
    for gate in GATES:
        answer = {"ownership": "owners", "concrete": "yes"}.get(gate.code, "no")
        desk.page.locator(f"label[for=gate-{gate.code}-{answer}]").click()
    desk.page.locator("form .choice", has_text="列入协商").click()
    desk.page.get_by_label("首次答复").fill("您的意见已经受理，将并入议题一起协商。")
    desk.press("定下来，并答复提出人").see("待归并")
