"""Benches follow each other's presses, and nobody's half-written words are lost."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import services
from tests.browser.conftest import House, Screen
from tests.faults import server as processes
from tests.faults.meeting import called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

HALF = "先清通道，救护车"
CARET = 3


@dataclass
class Hall:
    """One meeting and its benches; `mark` tells its people from those of another test."""

    house: House
    meeting_id: int
    mark: str = ""
    benches: dict[str, Screen] = field(default_factory=dict)

    def bench(self, role: str) -> Page:
        """The bench of a role, opened once and never loaded again."""
        if role not in self.benches:
            screen = self.house.open("tablet").sign_in(role + self.mark)
            self.benches[role] = screen.go(f"/meetings/{self.meeting_id}/room")
        return self.benches[role].page

    def press(self, role: str, name: str) -> None:
        """Press a button of this role's bench."""
        page = self.bench(role)
        page.locator("#bench").get_by_role("button", name=name, exact=True).first.click()

    def go_to(self, title: str) -> None:
        """Press on to a stage."""
        page = self.bench("facilitator")
        while page.locator("#stage-title").inner_text() != title:
            before = page.locator("#stage-title").inner_text()
            page.get_by_role("button", name="下一环节：").first.click()
            expect(page.locator("#stage-title")).not_to_have_text(before)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A server for all tests of this module, where each has a meeting and people of its own."""
    folder = processes.installation(tmp_path_factory.mktemp("benches"))
    with processes.running(folder, DELIBERATION_ENV="test") as server:
        yield folder, server.address


@pytest.fixture
def hall(chrome: Browser, served: tuple[Path, str], tmp_path: Path) -> Iterator[Hall]:
    """An opened meeting, served."""
    folder, address = served
    mark = f"-{secrets.token_hex(4)}"
    made = Hall(House(address, chrome), called(folder, mark), mark)
    made.press("facilitator", "开会")
    expect(made.bench("facilitator").locator("#stage-title")).to_have_text("宣布规则、角色和议题")
    yield made
    for number, screen in enumerate(made.house.screens):
        screen.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
        screen.page.context.close()


def raise_hand(page: Page, number: int, stance: str) -> None:
    """Register a raised hand."""
    form = page.locator("#hand-form")
    if not form.is_visible():
        page.get_by_text("登记举手").click()
    form.locator("#hand-seat").select_option(str(number))
    form.locator(".choice", has_text=stance).click()
    form.get_by_role("button", name="排进队列").click()
    expect(page.locator(".queue-row .seat-number", has_text=f"{number}")).to_be_visible()


def write(area: Locator, text: str, caret: int = CARET) -> None:
    """Type, and leave the caret amid the words."""
    area.click()
    area.press_sequentially(text)
    area.evaluate("(area, at) => area.setSelectionRange(at, at)", caret)


def caret(area: Locator) -> int:
    """Where the caret is; -1 when somebody else has the focus."""
    where = "(area) => document.activeElement === area ? area.selectionStart : -1"
    found: int = area.evaluate(where)
    return found


def test_half_a_point_outlives_other_peoples_presses(hall: Hall) -> None:
    hall.go_to("第一轮发言")
    facilitator, recorder = hall.bench("facilitator"), hall.bench("recorder")
    raise_hand(facilitator, 1, "赞成")
    recorder.get_by_text("登记举手").click()
    recorder.locator("#hand-form .choice", has_text="反对").click()
    area = recorder.locator("#points textarea")
    write(area, HALF)
    recorder.evaluate("window.alive = true")

    hall.press("facilitator", "请 1号 发言")
    expect(recorder.locator(".speaker", has_text="居民1")).to_be_visible()
    # Begun before anybody had the floor: it is not laid into the next speaker's mouth.
    expect(recorder.locator("#point-seat")).to_have_value("")
    hall.press("facilitator", "暂停")
    expect(recorder.locator(".speaker .clock-held")).to_be_visible()

    expect(area).to_have_value(HALF)
    assert caret(area) == CARET
    expect(recorder.locator("#hand-more")).to_have_attribute("open", "")
    expect(recorder.locator("#hand-form").get_by_label("反对")).to_be_checked()
    hall.press("facilitator", "发言结束")
    raise_hand(facilitator, 2, "反对")
    expect(recorder.locator(".queue-who", has_text="居民2")).to_be_visible()
    hall.press("recorder", "放下")
    expect(recorder.locator(".queue-row")).to_have_count(0)
    expect(area).to_have_value(HALF)
    assert recorder.evaluate("window.alive"), "the page was loaded again"

    recorder.locator("#point-form .choice", has_text="赞成").click()
    hall.press("recorder", "记下要点")
    expect(recorder.locator(".point", has_text=HALF)).to_be_visible()
    expect(area).to_have_value("")
    expect(area).to_be_focused()


def test_a_refused_point_is_told_in_place_and_stays(hall: Hall) -> None:
    hall.go_to("第一轮发言")
    recorder = hall.bench("recorder")
    write(recorder.locator("#points textarea"), HALF)
    hall.press("recorder", "记下要点")
    expect(recorder.locator("#point-form [role=alert]")).to_be_focused()
    hall.press("facilitator", "环节加 30 秒")
    expect(recorder.locator("#stage .clock")).to_have_attribute("data-total", "1830000")
    expect(recorder.locator("#points textarea")).to_have_value(HALF)


def test_the_speaker_is_preset_while_nothing_is_written(hall: Hall) -> None:
    hall.go_to("第一轮发言")
    recorder = hall.bench("recorder")
    area = recorder.locator("#points textarea")
    area.click()
    raise_hand(hall.bench("facilitator"), 2, "反对")
    hall.press("facilitator", "请 2号 发言")
    expect(recorder.locator("#point-seat")).to_have_value("2")
    expect(recorder.locator("#point-form").get_by_label("反对")).to_be_checked()
    assert caret(area) == 0


def test_an_amendment_whose_form_went_away_is_still_there(hall: Hall) -> None:
    hall.go_to("形成动议，表决或者确认共识")
    facilitator, recorder = hall.bench("facilitator"), hall.bench("recorder")
    recorder.locator("#motion-form textarea").fill("西侧消防通道全线禁停。")
    hall.press("recorder", "记下动议")
    expect(facilitator.locator(".motion-text")).to_have_text("西侧消防通道全线禁停。")
    recorder.get_by_text("修改文字").click()
    amendment = "西侧消防通道全线禁停，10月15日前划线清障。"
    recorder.get_by_label("新的文字").fill(amendment)
    hall.press("facilitator", "已读给大家听，文字定稿")
    kept = recorder.locator("#kept")
    expect(kept).to_contain_text(amendment)
    expect(recorder.get_by_label("新的文字")).to_have_count(0)
    kept.get_by_role("button", name="不要了，收起").click()
    expect(kept).to_be_hidden()


def test_a_press_that_came_too_late_says_so(hall: Hall) -> None:
    facilitator, timekeeper = hall.bench("facilitator"), hall.bench("timekeeper")
    name = "下一环节：议题报告"
    # The timekeeper's bench hears nothing for a while.
    timekeeper.route("**/meetings/*/room", lambda route: route.abort())
    hall.press("facilitator", name)
    expect(facilitator.locator("#stage-title")).to_have_text("议题报告")
    timekeeper.get_by_role("button", name=name).click()
    expect(timekeeper.locator("#bench-word")).to_contain_text("已经换到“议题报告”了")
    timekeeper.unroute("**/meetings/*/room")
    expect(timekeeper.locator("#stage-title")).to_have_text("议题报告")


def test_a_press_whose_answer_was_lost_counts_once(hall: Hall) -> None:
    hall.go_to("第一轮发言")
    recorder = hall.bench("recorder")
    lost: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.post_data or "")
        route.abort()

    recorder.route("**/points", lose)
    recorder.locator("#points textarea").fill(HALF)
    recorder.locator("#point-form .choice", has_text="赞成").click()
    hall.press("recorder", "记下要点")
    expect(recorder.locator("#bench-word")).to_contain_text("没有送到")
    # The bench has followed the server by now; the form keeps its words and its command.
    expect(recorder.locator(".point", has_text=HALF)).to_have_count(1)
    expect(recorder.locator("#points textarea")).to_have_value(HALF)
    recorder.unroute("**/points")
    hall.press("recorder", "记下要点")
    expect(recorder.locator("#points textarea")).to_have_value("")
    expect(recorder.locator(".point", has_text=HALF)).to_have_count(1)
    assert len(lost) == 1
    hall.bench("facilitator").reload()
    expect(hall.bench("facilitator").locator(".point", has_text=HALF)).to_have_count(1)


def test_after_a_killed_server_the_bench_is_right_by_itself(
    chrome: Browser, tmp_path: Path
) -> None:
    folder = processes.installation(tmp_path)
    port, meeting_id = services.free_port(), called(folder)
    with processes.running(folder, port, DELIBERATION_ENV="test") as server:
        hall = Hall(House(server.address, chrome), meeting_id)
        hall.press("facilitator", "开会")
        hall.go_to("第一轮发言")
        recorder = hall.bench("recorder")
        write(recorder.locator("#points textarea"), HALF)
        server.kill()
        expect(recorder.locator("#bench-link")).to_have_text("连接断了，正在重连…")
        hall.press("recorder", "记下要点")
        expect(recorder.locator("#bench-word")).to_contain_text("没有送到")
    with processes.running(folder, port, DELIBERATION_ENV="test") as server:
        # Somebody else presses before the bench is back, or after: it is right in the end.
        phone = server.phone()
        phone.get("/sign-in")
        phone.post("/sign-in", {"login": "timekeeper", "password": "红茶议事 2026"})
        phone.get(f"/meetings/{meeting_id}/room")
        assert phone.post(f"/meetings/{meeting_id}/clock/pause", {}).status == 303
        expect(recorder.locator("#stage .clock-held")).to_be_visible()
        expect(recorder.locator("#bench-link")).not_to_have_text("连接断了，正在重连…")
        expect(recorder.locator("#points textarea")).to_have_value(HALF)
        recorder.locator("#point-form .choice", has_text="赞成").click()
        hall.press("recorder", "记下要点")
        expect(recorder.locator(".point", has_text=HALF)).to_have_count(1)
        for screen in hall.house.screens:
            screen.page.context.close()
