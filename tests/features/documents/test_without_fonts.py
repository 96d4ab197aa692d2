"""A missing font is said before the first print, and the print is refused with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.shell.printing import fonts
from tests.documents import sample

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.features.documents.closed import Closed
    from tests.fixtures_app import Browser

COMMAND = "deliberation fonts"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """As installed from a package: the faces of the checkout are not there."""
    missing = fonts.missing

    def as_installed(folder: Path) -> tuple[str, ...]:
        return fonts.FACES if folder == sample.FONTS else missing(folder)

    monkeypatch.setattr(fonts, "missing", as_installed)


@pytest.mark.usefixtures("bare")
def test_a_notice_says_so_before_it_is_printed(parking: Closed, browser: Browser) -> None:
    browser.sign_in(parking.accounts["observer"])
    address = f"/meetings/{parking.meeting.id}/notice"
    shown = browser.get(f"{address}/paper")
    assert COMMAND in shown.text
    assert "notice.pdf" not in shown.text
    refused = browser.get(f"{address}.pdf")
    assert refused.status_code == 503
    assert COMMAND in refused.text
    assert "再试一次" not in refused.text


@pytest.mark.usefixtures("bare")
def test_minutes_are_not_offered_for_approval(
    drafted: Closed, browser: Browser, app: Flask
) -> None:
    browser.sign_in(drafted.accounts["facilitator"])
    shown = browser.get(drafted.address)
    assert COMMAND in shown.text
    assert "minutes/approval" not in shown.text
    assert "minutes.pdf" not in shown.text
    refused = browser.post(f"{drafted.address}/approval", {"revision": 1})
    assert refused.status_code == 503
    assert COMMAND in refused.text
    assert not list(app.extensions["settings"].papers.iterdir())


@pytest.mark.usefixtures("bare")
def test_once_installed_they_print_without_a_restart(
    parking: Closed, browser: Browser, app: Flask
) -> None:
    browser.sign_in(parking.accounts["observer"])
    address = f"/meetings/{parking.meeting.id}/notice"
    assert browser.get(f"{address}.pdf").status_code == 503
    own = app.extensions["settings"].fonts
    own.mkdir()
    for face in fonts.FACES:
        (own / face).symlink_to(sample.FONTS / face)
    assert COMMAND not in browser.get(f"{address}/paper").text
    assert browser.get(f"{address}.pdf").data.startswith(b"%PDF")
