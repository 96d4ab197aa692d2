"""A real server, real browsers on the system's Chromium, and a clock that tests move."""

from __future__ import annotations

import os
import shutil
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deliberation.app import create_app
from deliberation.migrations import upgrade
from deliberation.shell.passwords import hashed
from deliberation.store.db import db
from deliberation.store.models import Meeting
from tests import fixtures_app, services
from tests.browser import sound
from tests.browser.hall import THREE, Hall
from tests.factories import Factory
from tests.faults import server as processes
from tests.faults.meeting import Course, called
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.store.models import Community
    from tests.fixtures_demo import Demo

PASSWORD = "红茶议事 2026"
SIZES = {"phone": (390, 844), "tablet": (1180, 820), "projector": (1920, 1080)}
PICTURES = os.environ.get("DELIBERATION_PICTURES", "")
# One person in each of these seats is enough for the whole way of a matter.
STAFF = ("host", "worker", "reviewer", "owner", "deputy")
HALL = ("facilitator", "timekeeper", "recorder", "reporter")


@dataclass
class House:
    """A served community and its people's accounts by role."""

    address: str
    browser: Browser
    screens: list[Screen] = field(default_factory=list)

    def open(self, size: str, **more: Any) -> Screen:
        """Open a browser of its own, with its own cookies, at a device's size."""
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=size != "projector",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(20_000)
        screen = Screen(self, context.new_page())
        self.screens.append(screen)
        return screen

    def wait(self, seconds: float = 0) -> datetime:
        """Let time pass at the server; return its time."""
        data = f"ms={round(seconds * 1000)}".encode()
        with urllib.request.urlopen(f"{self.address}/-/clock", data, timeout=10) as answer:  # noqa: S310 - our own
            return datetime.fromisoformat(answer.read().decode())

    def until(self, moment: datetime) -> None:
        """Let time pass up to `moment`."""
        self.wait((moment - self.wait()).total_seconds())


@dataclass
class Screen:
    """One page of one person, with what tests press on it."""

    house: House
    page: Page

    def go(self, path: str) -> Screen:
        """Open a page; it must be there."""
        answer = self.page.goto(self.house.address + path)
        assert answer is not None
        assert answer.ok, (path, answer.status)
        return self

    def sign_in(self, login: str) -> Screen:
        """Sign in by the page."""
        self.go("/sign-in")
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.press("登录")
        return self

    def press(self, name: str, *, exact: bool = True) -> Screen:
        """Press the visible button or link with this name."""
        main = self.page.locator("main, .bench-actions, header")
        button = main.get_by_role("button", name=name, exact=exact)
        link = main.get_by_role("link", name=name, exact=exact)
        button.or_(link).first.click()
        self.page.wait_for_load_state()
        return self

    def confirm(self, name: str) -> Screen:
        """Answer the question that a button asks before it acts."""
        self.page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def see(self, words: str) -> Screen:
        """Find these words on the page, and wait until the page that has them is whole."""
        self.page.get_by_text(words).first.wait_for()
        self.page.wait_for_load_state("load")
        return self

    def picture(self, name: str) -> None:
        """Look at the page: nothing may be wrong with it; keep a picture, when they are wanted."""
        found = sound.faults(self.page)
        self.keep(name)
        assert not found, (self.page.url, *found)

    def keep(self, name: str) -> None:
        """Keep a picture of the page, when pictures are wanted; of benches only one screen."""
        if PICTURES:
            whole = self.page.locator(".shell-bench").count() == 0
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=whole)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """The system's Chromium."""
    if chromium.executable() is None:
        pytest.skip("no Chromium found; `make setup` tells how to install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.options("--lang=zh-CN"))
        yield browser
        browser.close()


def people(make: Factory, community: Community) -> None:
    """Accounts whose login is their role, all with one password."""
    secret = hashed(PASSWORD)
    for role in (*STAFF, *HALL):
        account = make.account(role if role in STAFF else "", community)
        account.login, account.name, account.password_hash = role, NAMES[role], secret
        if role in HALL:
            make.grant(account, "worker", community)
    db.session.commit()


# A Tuesday: the matter of the demo went to review on this day.
START = datetime(2026, 9, 8, 1, 0, tzinfo=UTC)
NAMES = {
    "host": "曲主任",
    "worker": "小荣",
    "reviewer": "戚书记",
    "owner": "王班长",
    "deputy": "邹副组长",
    "facilitator": "于秀云",
    "timekeeper": "宋建国",
    "recorder": "孙丽",
    "reporter": "曲建民",
}


@pytest.fixture
def house(chrome: Browser, tmp_path: Path) -> Iterator[House]:
    """A served community with its people and one venue."""
    settings = fixtures_app.settings_for(tmp_path, f"sqlite:///{tmp_path / 'deliberation.sqlite'}")
    with create_app(settings).app_context():
        upgrade()
        make = Factory()
        community = make.community()
        make.venue(community)
        people(make, community)
        db.session.remove()
        db.engine.dispose()
    offset = (START - datetime.now(UTC)) // timedelta(milliseconds=1)
    (tmp_path / "config.toml").write_text(f"clock_offset_ms = {offset}\n", encoding="utf-8")
    with processes.running(tmp_path, DELIBERATION_ENV="test") as server:
        served = House(server.address, chrome)
        yield served
        # The last thing everybody saw: what a failed run is understood by.
        for number, screen in enumerate(served.screens):
            screen.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
            screen.page.context.close()


@pytest.fixture(scope="module")
def community(
    loaded_demo: Demo, chrome: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A copy of the demo, served."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(loaded_demo.folder, folder)
    with processes.running(folder, DELIBERATION_ENV="test") as server:
        yield House(server.address, chrome)


@pytest.fixture(scope="module")
def meeting(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One meeting for all tests of this module; it begins half an hour before three."""
    folder = processes.installation(tmp_path_factory.mktemp("hall"))
    meeting_id, port = called(folder), services.free_port()
    settings = fixtures_app.settings_for(folder, f"sqlite:///{folder / 'deliberation.sqlite'}")
    with create_app(settings).app_context():
        code = db.session.get_one(Meeting, meeting_id).join_code
        db.session.remove()
        db.engine.dispose()
    hall = Hall(folder, port, Course(meeting_id), code, House("", chrome))
    with hall.kept:
        hall.start(THREE - timedelta(minutes=30) - datetime.now(UTC))
        hall.course.begin(hall.server)
        yield hall


@pytest.fixture
def hall(meeting: Hall, tmp_path: Path) -> Iterator[Hall]:
    """The hall with nobody looking on yet."""
    yield meeting
    for number, screen in enumerate(meeting.house.screens):
        screen.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
        screen.page.context.close()
    meeting.house.screens.clear()
