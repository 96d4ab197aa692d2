"""All screens show the server's time, whatever the device believes and went through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser.hall import SHOWN, THREE, WRONG_DATE, seconds

if TYPE_CHECKING:
    from tests.browser.hall import Hall

BACK_MS = 5_000  # a killed server that listens again has all screens right by then
AWAY_MS = 37_000  # what passes at the server while it is down
# What a clock shows at each frame from a shock until the time was measured anew.
WATCHED = """(shock) => {
  const clock = document.querySelector("meeting-clock");
  const seen = [];
  let going = true;
  const look = () => {
    seen.push([clock.querySelector(".clock-time").textContent, serverNow()]);
    if (going) requestAnimationFrame(look);
  };
  const measured = new Promise((done) => {
    document.addEventListener("clock:measured", done, { once: true });
  });
  globalThis.off += shock;
  look();
  return measured.then(() => (going = false, seen));
}"""
# A device that slept: its monotonic clock stood still, its date went on.
SLEPT = """(ms) => {
  globalThis.off += ms;
  document.dispatchEvent(new Event("visibilitychange"));
  return document.querySelector("meeting-clock .clock-time").textContent;
}"""
# A page that was frozen: both of its clocks went on, and nothing was run.
FROZEN = """(ms) => {
  globalThis.passed += ms;
  document.dispatchEvent(new Event("resume"));
  return document.querySelector("meeting-clock .clock-time").textContent;
}"""
JOINED = """new Promise((done) => {
  document.addEventListener("clock:measured", () => done(true), { once: true });
})"""

# What time the page believes it is, at each frame while it measures anew.
MEASURING = """() => import("/static/js/server-clock.js").then(async ({ measure, serverNow }) => {
  const seen = [];
  let going = true;
  const look = () => {
    seen.push(serverNow());
    if (going) requestAnimationFrame(look);
  };
  look();
  await measure();
  seen.push(serverNow());
  going = false;
  return seen;
})"""


@pytest.mark.parametrize("role", ["timekeeper", ""], ids=["bench", "phone"])
def test_a_wrong_clock_shows_the_right_time(hall: Hall, role: str) -> None:
    for off in (0, 600_000, -600_000):
        hall.soon_right(hall.screen(off, role).page)


def test_a_clock_that_jumps_is_not_believed(hall: Hall) -> None:
    page = hall.screen().page
    hall.soon_right(page)
    seen = page.evaluate(WATCHED, 600_000)
    hall.right(page)
    ends = page.evaluate(SHOWN)[0]["ends"]
    assert len(seen) > 1
    assert all(abs(seconds(text) - (ends - now) / 1000) <= 1.001 for text, now in seen)


def test_time_stands_rather_than_going_back_a_little(hall: Hall) -> None:
    page = hall.screen().page
    hall.soon_right(page)
    page.evaluate(MEASURING)
    hall.house.wait(-0.2)
    seen = page.evaluate(MEASURING)
    assert seen == sorted(seen)
    hall.soon_right(page)


def test_what_passed_while_asleep_is_not_left_out(hall: Hall) -> None:
    page = hall.screen().page
    hall.soon_right(page)
    hall.house.wait(47)
    shown = page.evaluate(SLEPT, 47_000)
    assert shown == "–:––", "nothing is said before it is measured"
    hall.soon_right(page)


def test_a_frozen_page_is_right_when_it_comes_back(hall: Hall) -> None:
    page = hall.screen().page
    hall.soon_right(page)
    now = hall.house.wait(47).timestamp()
    text = page.evaluate(FROZEN, 47_000)
    ends = page.evaluate(SHOWN)[0]["ends"] / 1000
    # In the first frame, before anybody could be asked; it came within a second.
    assert ends - now - 1.5 <= seconds(text) <= ends - now + 1
    hall.soon_right(page)


def test_a_server_whose_clock_is_set_is_followed(hall: Hall) -> None:
    screens = [hall.screen(), hall.screen(role="timekeeper")]
    for screen in screens:
        hall.soon_right(screen.page)
    hall.house.wait(25)
    hall.course.note(9)
    for screen in screens:
        hall.soon_right(screen.page)


def test_without_websockets_the_time_is_the_same(hall: Hall) -> None:
    screen = hall.house.open("phone")
    screen.page.add_init_script("delete globalThis.WebSocket; " + WRONG_DATE % 600_000)
    screen.go(f"/live/{hall.code}")
    hall.soon_right(screen.page)


def test_a_killed_server_has_its_screens_back(hall: Hall) -> None:
    pages = [hall.screen(600_000).page, hall.screen(role="timekeeper").page]
    ends = [page.evaluate(SHOWN)[0]["ends"] for page in pages]
    for page in pages:
        hall.connected(page)
        page.evaluate(f"globalThis.back = {JOINED}, null")
    hall.kill()
    hall.start(hall.offset + timedelta(milliseconds=AWAY_MS))
    for page in pages:
        page.wait_for_function("() => globalThis.back", timeout=BACK_MS)
        hall.soon_right(page)
    assert [page.evaluate(SHOWN)[0]["ends"] for page in pages] == ends


def test_a_pause_moves_the_end_and_a_refresh_does_not(hall: Hall) -> None:
    """Begun at 15:00:00 with 120 s, held from 0:40 for 20 s: it ends at 15:02:20."""
    screens = [hall.screen(600_000), hall.screen(role="timekeeper")]
    press, at = hall.course.press, hall.house.until
    press("facilitator", hall.speech("end"))
    at(THREE)
    press("facilitator", hall.speech("floor"))
    at(THREE + timedelta(seconds=40))
    press("timekeeper", hall.speech("clock/pause"))
    at(THREE + timedelta(seconds=60))
    press("timekeeper", hall.speech("clock/start"))
    expected = (THREE + timedelta(seconds=140)).timestamp() * 1000
    ends = {hall.end(screen.page, expected) for screen in screens}
    for screen in screens:
        screen.page.reload()
    assert {hall.end(screen.page, expected) for screen in screens} == ends
    assert len(ends) == 1


# Counts the strikes of the bell (each is two tones) and how often the device shook.
EARS = """(() => {
  globalThis.tones = 0;
  globalThis.shaken = [];
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { tones += 1; return make.call(this); };
  Navigator.prototype.vibrate = (pattern) => shaken.push(pattern) > 0;
})()"""
# The clock gets so much time that `ms` are left.
LEFT = """(ms) => {
  const clock = document.querySelector("meeting-clock[data-bell]");
  clock.dataset.total = Number(clock.dataset.total) - Math.round(clock.left()) + ms;
}"""
HEARD = """([word, count]) => tones === count
  && document.querySelector("[data-bell] .clock-said").textContent.endsWith(word)"""


def test_the_bell_rings_as_time_turns_the_card(hall: Hall) -> None:
    screen = hall.house.open("tablet").sign_in("timekeeper")
    page = screen.page
    page.add_init_script(EARS)
    screen.go(hall.room)
    button = page.get_by_role("button", name="打开铃声")
    button.click()
    button.wait_for(state="hidden")
    assert page.evaluate("tones") == 2, "it is heard at once that it works"
    page.evaluate(LEFT, 30_700)
    page.wait_for_function(HEARD, arg=["快到时间", 4])
    page.evaluate(LEFT, 700)
    page.wait_for_function(HEARD, arg=["时间到", 8])
    page.evaluate(LEFT, -14_300)
    page.wait_for_function(HEARD, arg=["已超时", 8])
    assert page.evaluate("shaken.filter((one) => one).length") == 3


def test_a_clock_that_is_given_less_time_does_not_ring(hall: Hall) -> None:
    screen = hall.house.open("tablet").sign_in("timekeeper")
    page = screen.page
    page.add_init_script(EARS)
    screen.go(hall.room)
    page.get_by_role("button", name="打开铃声").click()
    page.evaluate(LEFT, -5_000)
    page.locator("[data-bell].card-red").wait_for()
    assert page.evaluate("tones") == 2
    assert page.locator("[data-bell] .clock-said").text_content() == ""


REFUSED = "WakeLock.prototype.request = () => Promise.reject(new Error('low battery'))"


def test_a_bench_stays_awake_or_says_how(hall: Hall) -> None:
    screen = hall.house.open("tablet").sign_in("timekeeper").go(hall.room)
    page = screen.page
    page.locator("wake-lock[data-state=held]").wait_for(state="attached")
    assert page.locator("wake-lock").is_hidden()
    page.add_init_script(REFUSED)
    screen.go(hall.room).see("自动锁屏")
    screen.press("知道了")
    page.reload()
    page.locator("wake-lock[data-state=refused]").wait_for(state="attached")
    assert page.locator("wake-lock").is_hidden()


def test_whoever_signs_out_in_another_tab_is_put_out_here(hall: Hall) -> None:
    screen = hall.screen(role="observer")
    hall.soon_right(screen.page)
    other = screen.page.context.new_page()
    other.goto(hall.house.address + "/desk")
    other.locator("form[action='/sign-out'] button").dispatch_event("click")
    screen.page.wait_for_url("**/sign-in?**")
