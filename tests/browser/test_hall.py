"""The hall as its devices see it: a name that is no loopback, a plain door and one with TLS.

`hall.test` leads to this machine by a switch of the browser. To the browser it is an ordinary
origin: over HTTP it gets nothing that asks for a secure context, as in every hall.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import expect

from deliberation.shell import tls
from tests import services
from tests.browser.conftest import House
from tests.faults import server as processes
from tests.faults.meeting import Course, called
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Screen

HALL = "hall.test"
SECURE = """() => ({
  secure: isSecureContext,
  wake: "wakeLock" in navigator,
  uuid: typeof crypto.randomUUID,
  worker: "serviceWorker" in navigator,
})"""
NOTHING = {"secure": False, "wake": False, "uuid": "undefined", "worker": False}
EVERYTHING = {"secure": True, "wake": True, "uuid": "function", "worker": True}


@dataclass
class Doors:
    """A meeting in its first round behind two doors."""

    plain: House
    safe: House
    course: Course
    database: Path

    def value(self, question: str) -> str:
        """One value from the database, read only."""
        with sqlite3.connect(self.database) as database:
            return str(database.execute(question).fetchone()[0])


def complaints(screen: Screen) -> list[str]:
    """What the browser will complain of."""
    found: list[str] = []
    screen.page.on("console", lambda one: found.append(one.text) if one.type == "error" else None)
    screen.page.on("pageerror", lambda error: found.append(str(error)))
    return found


def pinned(folder: Path) -> str:
    """The hash of the server's key; the browser then trusts it as it trusts installed ones."""
    _authority, certificate, _key = tls.files(folder)
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    written = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(written).digest()).decode()


@pytest.fixture(scope="module")
def doors(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """The meeting, served twice, and a browser that finds the hall by name."""
    folder = processes.installation(tmp_path_factory.mktemp("doors"))
    course = Course(called(folder))
    port, safe = services.free_port(), services.free_port()
    options = ("--tls", "--tls-port", str(safe))
    with processes.running(folder, port, *options, DELIBERATION_ENV="test") as server:
        course.begin(server)
        switches = (
            f"--host-resolver-rules=MAP {HALL} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={pinned(folder / 'tls')}",
        )
        browser = chrome.browser_type.launch(**chromium.options("--lang=zh-CN", *switches))
        yield Doors(
            House(f"http://{HALL}:{port}", browser),
            House(f"https://{HALL}:{safe}", browser),
            course,
            folder / "deliberation.sqlite",
        )
        browser.close()


def test_phone_and_projector_need_no_secure_context(doors: Doors) -> None:
    code = doors.value("SELECT join_code FROM meeting")
    wall, phone = doors.plain.open("projector"), doors.plain.open("phone")
    wrong = [complaints(wall), complaints(phone)]
    wall.go(f"/live/{code}/projector")
    card = doors.value("SELECT code FROM seat WHERE number = 4")
    phone.go(f"/seats/{card}")
    phone.press("用这部手机举手、表决").see("我的席位：4号")
    assert phone.page.url == f"{doors.plain.address}/live/{code}"
    for screen in (phone, wall):
        assert screen.page.evaluate(SECURE) == NOTHING
    phone.page.get_by_role("button", name="赞成").click()
    phone.see("举手了，请等主理人叫您。")
    waiting = wall.page.locator("#region-queue .line b")
    expect(waiting.filter(has_text="4号")).to_be_visible()
    begin_voting(doors)
    phone.page.locator(".ballot-choice", has_text="赞成").click()
    phone.page.get_by_role("button", name="就投这一项").click()
    phone.see("您投了：赞成。")
    expect(wall.page.locator("#region-decision")).to_contain_text("1 / 5")
    (cookie,) = phone.page.context.cookies()
    assert not cookie["secure"]
    assert wrong == [[], []]


def begin_voting(doors: Doors) -> None:
    """A motion is put, read back and voted on; the hands of before go down by themselves."""
    press = doors.course.press
    topic = doors.value("SELECT id FROM topic")
    press("recorder", "motions", {"topic": topic, "version": "0", "text": "西侧全线禁停。"})
    motion = doors.value("SELECT id FROM motion")
    press("recorder", f"/motions/{motion}/freezing", {"version": "1"})
    press("recorder", f"/motions/{motion}/polls")


def signed_in(doors: Doors, role: str) -> Screen:
    """A bench that was asked for at the plain door."""
    screen = doors.plain.open("tablet")
    room = f"/meetings/{doors.course.meeting_id}/room"
    screen.go(room)
    assert screen.page.url.startswith(f"{doors.safe.address}/sign-in?")
    screen.page.locator("input[name=login]").fill(role)
    screen.page.locator("input[name=password]").fill("红茶议事 2026")
    screen.press("登录")
    expect(screen.page).to_have_url(doors.safe.address + room)
    return screen


def wires(page: Page) -> list[str]:
    """The addresses of the sockets that a page opens from now on."""
    found: list[str] = []
    page.on("websocket", lambda one: found.append(one.url))
    return found


def test_a_bench_goes_to_another_tablet_over_tls(doors: Doors) -> None:
    bench = signed_in(doors, "timekeeper")
    page, found, wrong = bench.page, wires(bench.page), complaints(bench)
    page.reload()
    page.locator("wake-lock[data-state=held]").wait_for(state="attached")
    assert page.evaluate(SECURE) == EVERYTHING
    doors.course.note(7)
    expect(page.locator("#points")).to_contain_text("第 7 条")
    wire = doors.safe.address.replace("https", "wss") + "/socket.io/"
    assert {one.partition("?")[0] for one in found} == {wire}
    cookies = {one["name"]: one["secure"] for one in page.context.cookies()}
    assert cookies["__Host-deliberation"]
    assert wrong == []
    hand_over(doors, bench)


def hand_over(doors: Doors, bench: Screen) -> None:
    """A second tab of the bench shows the code, a tablet without an account takes the role."""
    page = bench.page
    offering = page.context.new_page()
    offering.goto(page.url)
    offering.get_by_role("button", name="交接").first.click()
    offering.locator("dialog[open]").get_by_role("button", name="交接").click()
    offered = offering.locator(".handover-letters")
    code = offered.inner_text().replace(" ", "")
    assert re.fullmatch(r"\w{8}", code)
    expect(offering.locator(".handover-address")).to_have_text(f"{doors.safe.address}/take")

    tablet = doors.safe.open("tablet").go(f"/take/{code}")
    tablet.page.get_by_label("您的姓名").fill("于敏")
    tablet.press("接过计时员").see("您现在是计时员了")
    expect(tablet.page.locator("#great")).to_be_visible()
    tablet.page.locator("wake-lock[data-state=held]").wait_for(state="attached")
    # Nobody presses anything on the old tablet.
    bench.see("计时员已经交给于敏")
    expect(offering.locator("main")).to_contain_text("于敏接过去了")
