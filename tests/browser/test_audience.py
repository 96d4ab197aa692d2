"""Projector and phones follow the meeting by themselves; who presses is told what came of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.conftest import Screen
    from tests.browser.hall import Hall

PUSH = """([version, words]) => document.dispatchEvent(new CustomEvent("channel:frame", {
  detail: { version, at: Date.now(), regions: { turnout: `<p>${words}</p>` } },
}))"""
VERSION = "() => Number(document.querySelector('live-room').dataset.version)"
LAST_HAND = """SELECT max(speech.id) FROM speech JOIN seat ON seat.id = speech.seat_id
WHERE seat.number = ?"""
SAME_PAGE = "() => globalThis.kept === true"


def projector(hall: Hall) -> Screen:
    return hall.house.open("projector").go(f"/live/{hall.code}/projector")


def looking_on(hall: Hall) -> Screen:
    return hall.house.open("phone").go(f"/live/{hall.code}")


def stored(hall: Hall, question: str, *values: int) -> str:
    """One value from the hall's database, read only."""
    with sqlite3.connect(hall.folder / "deliberation.sqlite") as database:
        return str(database.execute(question, values).fetchone()[0])


def card(hall: Hall, number: int) -> str:
    """The code on a seat's card."""
    return stored(hall, "SELECT code FROM seat WHERE number = ?", number)


def seated(hall: Hall, number: int, screen: Screen | None = None) -> Screen:
    """A phone that claimed a seat; whichever had it before is released from it."""
    if stored(hall, "SELECT claim_key FROM seat WHERE number = ?", number):
        seat = stored(hall, "SELECT id FROM seat WHERE number = ?", number)
        hall.course.press("recorder", f"/seats/{seat}/release")
    phone = screen or hall.house.open("phone")
    phone.go(f"/seats/{card(hall, number)}")
    phone.page.locator("main form button[type=submit]").first.click()
    phone.page.wait_for_url(f"**/live/{hall.code}")
    return phone


def keep(*screens: Screen) -> None:
    """Notice when a page is loaded anew."""
    for screen in screens:
        screen.page.wait_for_function("() => document.querySelector('live-room[data-live]')")
        screen.page.evaluate("() => { globalThis.kept = true; }")


def region(page: Page, name: str) -> Locator:
    return page.locator(f"#region-{name}")


def said(phone: Screen, sentence: str) -> None:
    phone.page.locator(".press-said:visible", has_text=sentence).wait_for()


def clean(hall: Hall, number: int) -> None:
    """Nobody waits on this seat any more."""
    found = stored(hall, LAST_HAND, number)
    hall.course.press("facilitator", f"/speeches/{found}/lowering")


def test_screens_follow_a_press_without_loading_anew(hall: Hall) -> None:
    wall, phone = projector(hall), looking_on(hall)
    wall.picture("projector-speaking")
    phone.picture("phone-looking-on")
    keep(wall, phone)
    hall.course.press("facilitator", hall.speech("end"))
    for screen in (wall, phone):
        region(screen.page, "floor").locator("meeting-clock").wait_for(state="detached")
    hall.course.press("facilitator", hall.speech("floor"))
    for screen in (wall, phone):
        region(screen.page, "floor").get_by_text("2号").wait_for()
        assert region(screen.page, "queue").locator("li").all_inner_texts() == ["3号\n商户\n保留"]
        assert screen.page.evaluate(SAME_PAGE)


def test_an_older_frame_does_not_cover_a_newer_one(hall: Hall) -> None:
    page = looking_on(hall).page
    version = page.evaluate(VERSION)
    page.evaluate(PUSH, [version + 10, "新的"])
    page.evaluate(PUSH, [version + 9, "旧的"])
    assert region(page, "turnout").inner_text() == "新的"


@pytest.mark.parametrize("failures", [0, 1])
def test_what_was_missed_is_fetched(hall: Hall, failures: int) -> None:
    page = looking_on(hall).page
    if failures:  # a server that is only just coming back
        page.route(page.url, lambda route: route.fulfill(status=503), times=failures)
    page.evaluate("() => { document.querySelector('live-room').dataset.version = -1; }")
    page.evaluate("() => { document.querySelector('#region-turnout').textContent = '旧的'; }")
    joined = "new CustomEvent('channel:joined', { detail: { version: 1, at: 0 } })"
    page.evaluate(f"() => document.dispatchEvent({joined})")
    region(page, "turnout").get_by_text("到会 5 人").wait_for()


def test_a_lost_line_is_said_and_comes_back(hall: Hall) -> None:
    phone = looking_on(hall)
    keep(phone)
    reload_link = phone.page.get_by_role("link", name="刷新，看最新的")
    assert not reload_link.is_visible()
    hall.kill()
    phone.see("连接断了，正在重连…")
    assert reload_link.is_visible()
    hall.start(hall.offset)
    phone.page.wait_for_function("() => !document.querySelector('[data-line]').textContent")
    assert not reload_link.is_visible()
    assert phone.page.evaluate(SAME_PAGE)


def test_a_phone_raises_its_hand_and_marks_its_place(hall: Hall) -> None:
    phone, wall = seated(hall, 4), projector(hall)
    keep(phone, wall)
    phone.picture("phone-with-a-seat")
    phone.page.get_by_role("button", name="赞成").click()
    phone.see("举手了，请等主理人叫您。")
    row = region(phone.page, "queue").locator("li[data-seat='4']")
    row.get_by_text("您", exact=True).wait_for()
    waiting = region(phone.page, "queue").locator("li[data-seat]").all()
    place = [one.get_attribute("data-seat") for one in waiting].index("4") + 1
    said = "下一位就是您。" if place == 1 else f"您排第{place}位。"
    assert phone.page.locator("[data-mine-place]").inner_text() == said
    phone.picture("phone-in-the-queue")
    region(wall.page, "queue").get_by_text("4号").wait_for()
    assert "您" not in region(wall.page, "queue").inner_text()
    phone.page.get_by_role("button", name="不说了，放下手").click()
    phone.see("手放下了。")
    row.wait_for(state="detached")
    assert phone.page.evaluate(SAME_PAGE)


def test_a_focused_control_keeps_its_focus(hall: Hall) -> None:
    phone = seated(hall, 5)
    keep(phone)
    button = phone.page.get_by_role("button", name="说明")
    button.focus()
    before = phone.page.evaluate(VERSION)
    hall.course.press("facilitator", "hands", {"seat": "4", "stance": "support"})
    phone.page.wait_for_function(f"(before) => ({VERSION})() > before", arg=before)
    region(phone.page, "queue").get_by_text("4号").wait_for()
    assert button.evaluate("(one) => one === document.activeElement")
    clean(hall, 4)


def test_a_press_whose_answer_was_lost_counts_once(hall: Hall) -> None:
    phone = seated(hall, 5)
    keep(phone)
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(str(route.request.post_data))
        if len(sent) > 1:
            route.continue_()
            return
        route.fetch(max_redirects=0)
        route.abort()

    phone.page.route("**/my-hand", lose)
    # The screen hears of its own press by the room; here it must not.
    phone.page.evaluate("() => { document.querySelector('seat-panel').show = () => {}; }")
    phone.page.get_by_role("button", name="反对").click()
    said(phone, "没有送到，请再按一次。")
    phone.page.get_by_role("button", name="反对").click()
    phone.see("举手了，请等主理人叫您。")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert region(phone.page, "queue").locator("[data-seat='5']").count() == 1
    clean(hall, 5)


def test_a_refusal_is_said_beside_the_button(hall: Hall) -> None:
    phone = seated(hall, 5)
    keep(phone)
    hall.course.press("facilitator", "hands", {"seat": "5", "stance": "support"})
    phone.page.get_by_role("heading", name="您举了手").wait_for()
    phone.page.evaluate("() => { document.querySelector('[data-when=hand]').hidden = false; }")
    phone.page.get_by_role("button", name="提问").click()
    said(phone, "您已经在发言队列里。")
    assert phone.page.evaluate(SAME_PAGE)
    clean(hall, 5)


def test_everything_works_without_scripts(hall: Hall) -> None:
    phone = hall.house.open("phone", java_script_enabled=False)
    seated(hall, 5, phone)
    phone.page.get_by_role("button", name="赞成").click()
    phone.see("您举了手")
    phone.page.get_by_role("button", name="不说了，放下手").click()
    phone.see("我想发言，我的立场是")


@pytest.mark.parametrize("size", ["phone", "projector"])
def test_text_may_be_twice_as_large(hall: Hall, size: str) -> None:
    screen = looking_on(hall) if size == "phone" else projector(hall)
    session = screen.page.context.new_cdp_session(screen.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    screen.page.wait_for_function(
        "() => parseFloat(getComputedStyle(document.documentElement).fontSize) >= 32"
    )
    beyond = "() => document.documentElement.scrollWidth - innerWidth"
    assert screen.page.evaluate(beyond) <= 0


def test_a_vote_is_chosen_then_confirmed(hall: Hall) -> None:
    # Who was noted as present before the poll, by the server's clock, may vote.
    for how in ("left", "present"):
        hall.course.press("recorder", "attendance/4", {"attendance": how})
    phone, wall = seated(hall, 4), projector(hall)
    keep(phone, wall)
    poll(hall)
    phone.page.get_by_role("heading", name="请您投票").wait_for()
    phone.picture("phone-voting")
    wall.page.get_by_text("0 / 5").wait_for()
    wall.picture("projector-voting")
    phone.page.locator(".ballot-choice", has_text="反对").click()
    phone.page.get_by_role("button", name="就投这一项").click()
    phone.see("您投了：反对。")
    wall.page.get_by_text("1 / 5").wait_for()
    phone.page.get_by_text("表决没结束，还可以改").click()
    phone.page.locator(".ballot-choice", has_text="弃权").click()
    phone.page.get_by_role("button", name="就投这一项").click()
    phone.see("您投了：弃权。")
    assert all(one.page.evaluate(SAME_PAGE) for one in (phone, wall))
    phone.page.reload()
    phone.see("您投了：弃权。")


def poll(hall: Hall) -> None:
    """A motion is put, read back and voted on."""
    topic = stored(hall, "SELECT id FROM topic")
    form = {"topic": topic, "version": "0", "text": "西侧消防通道全线禁停。"}
    hall.course.press("recorder", "motions", form)
    motion = stored(hall, "SELECT id FROM motion")
    hall.course.press("recorder", f"/motions/{motion}/freezing", {"version": "1"})
    hall.course.press("recorder", f"/motions/{motion}/polls")
