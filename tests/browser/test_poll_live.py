"""Marking hands on the recorder's tablet, and taking a press back while the seconds run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import services
from tests.browser.conftest import House
from tests.browser.sound import faults
from tests.faults import server as processes
from tests.faults.meeting import called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def bench(chrome: Browser, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """The bench of a role in a meeting that has been opened."""
    folder = processes.installation(tmp_path)
    port, meeting_id = services.free_port(), called(folder)
    with processes.running(folder, port, DELIBERATION_ENV="test") as server:
        house = House(server.address, chrome)

        def opened(role: str) -> Page:
            screen = house.open("tablet").sign_in(role)
            return screen.go(f"/meetings/{meeting_id}/room").page

        page = opened("facilitator")
        page.get_by_role("button", name="开会", exact=True).click()
        expect(page.locator("#stage-title")).to_have_text("宣布规则、角色和议题")
        page.context.close()
        yield opened
        for number, screen in enumerate(house.screens[1:]):
            screen.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
            screen.page.context.close()


def press(page: Page, name: str) -> None:
    page.locator("#bench").get_by_role("button", name=name, exact=True).first.click()


def test_hands_are_marked_and_everybody_sees_how_many(bench: Callable[[str], Page]) -> None:
    recorder, facilitator = bench("recorder"), bench("facilitator")
    recorder.get_by_text("提出动议").click()
    recorder.get_by_label("动议文字").fill("西侧消防通道全线禁停，10月15日前划线清障。")
    press(recorder, "记下动议")
    press(recorder, "已读给大家听，文字定稿")
    press(recorder, "开始逐席表决")
    poll = recorder.locator("#poll")
    expect(poll).to_contain_text("已投 0 / 5")
    recorder.locator("#hand-2").get_by_role("button", name="2号 赞成").click()
    expect(poll).to_contain_text("已投 1 / 5")
    recorder.locator("#hand-2").get_by_role("button", name="2号 反对").click()
    expect(poll.get_by_role("button", name="2号 反对，已记下")).to_be_visible()
    recorder.locator("#hand-3").get_by_role("button", name="3号 赞成").click()
    expect(facilitator.locator("#poll")).to_contain_text("已投 2 / 5")
    expect(facilitator.locator("#poll button")).to_have_count(0)
    assert faults(recorder) == []


def test_a_press_is_taken_back_and_the_offer_ends_by_itself(bench: Callable[[str], Page]) -> None:
    page = bench("facilitator")
    press(page, "暂停环节计时")
    offer = page.locator("undo-button button")
    expect(offer).to_have_text(re.compile(r"撤回“暂停计时”（还剩 [1-9]0? 秒）"))
    offer.click()
    expect(page.get_by_role("button", name="暂停环节计时")).to_be_visible()
    expect(page.locator("undo-button")).to_have_count(0)
    press(page, "暂停环节计时")
    expect(offer).to_be_visible()
    expect(offer).to_be_hidden(timeout=20_000)
