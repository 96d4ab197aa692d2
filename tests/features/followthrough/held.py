"""A phone that opened a link 交办码, and pictures as it sends them."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PIL import Image

from deliberation.features.followthrough.actions import linking
from deliberation.shell import clock, tokens
from deliberation.shell.commands import new_command_id
from deliberation.store.db import db
from deliberation.store.models import Commitment
from tests.features.followthrough.conftest import RULES

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from deliberation.store.models import TaskLink
    from tests.features.followthrough.conftest import Chain
    from tests.fixtures_app import Browser

HOLDER = "物业 王经理"
GPS = 34853
DONE: dict[str, Any] = {"text": "线已划好，占道的车都清走了。"}


def issue(chain: Chain, holder: str = HOLDER) -> TaskLink:
    """A link of the chain's commitment."""
    actor, now = chain.actor("host"), clock.now()
    link = linking.issue_link(chain.commitment, holder, RULES, actor=actor, now=now)
    db.session.commit()
    return link


def another(chain: Chain) -> Commitment:
    """A second commitment, somebody else's."""
    one = chain.commitment
    row = Commitment(
        community_id=one.community_id, number="JB-2026-020", stage="accepted", text="换路灯",
        owner="市政", dated="fixed", due_on=one.due_on, agreed_at=clock.now(),
        topic_id=one.topic_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def address(link: TaskLink) -> str:
    """Where the code on the paper leads."""
    return f"/tasks/{tokens.token_of(link)}"


def phone(chain: Chain, link: TaskLink) -> Browser:
    """A new browser that opened the link."""
    browser = type(chain.browser)(chain.browser.client.application.test_client())
    answer = browser.get(address(link))
    assert (answer.status_code, answer.location) == (303, f"{chain.address}/task")
    return browser


def picture(name: str = "a.jpg", colour: str = "red") -> tuple[io.BytesIO, str]:
    """A picture from a phone, with the place where it was taken."""
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (37.0, 30.0, 0.0)}
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG", exif=exif)
    return io.BytesIO(buffer.getvalue()), name


def send(browser: Browser, chain: Chain, command: str = "", **form: Any) -> TestResponse:
    """Send the report off, with pictures."""
    data = {"command_id": command or new_command_id(), **form}
    return browser.client.post(f"{chain.address}/reports", data=data)


def pass_days(days: int) -> None:
    """Let days go by."""
    clock.set_offset(clock.offset() + timedelta(days=days))
