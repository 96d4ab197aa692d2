"""What everybody reads holds nobody's telephone or door, whoever typed it into which field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db
from deliberation.store.models import Asking, Progress, Topic, Verdict
from tests.features.followthrough.asked import Asked, asked, read, receipt

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.fixtures_app import Browser

PHONE, DOOR, CARD = "13812345678", "7号楼2单元301室", "110101199003074514"
SAID = f"张大爷{PHONE}，住{DOOR}，{CARD}"


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


def fill(here: Asked) -> None:
    """Put it wherever somebody types something about a matter once it is decided."""
    row = here.commitment
    row.text = row.standard = row.owner = row.post = row.co_owners = row.funding = SAID
    row.parked_reason = row.due_reason = SAID
    row.signed_name = SAID[:40]
    topic = db.session.get_one(Topic, here.topic_id)
    topic.title = topic.summary = SAID
    row.reports[0].text = row.reports[0].unfinished = row.reports[0].note = SAID
    row.reports[0].by_name, row.reports[0].checked_at = SAID[:30], clock.now()
    row.notices[0].text = row.notices[0].withdrawn_reason = SAID
    row.progress.append(Progress(kind="progress", percent=10, text=SAID, at=clock.now()))
    asking = here.asking
    asking.text = SAID
    opinion = here.opinions[0]
    db.session.add(
        Verdict(
            asking_id=asking.id, opinion_id=opinion.id, kind="proposer", way="scan",
            solved="partly", text=SAID, at=clock.now(),
        )
    )  # fmt: skip
    for verb in ("assign", "hand_back", "sign_for", "park", "reopen", "unsolved"):
        record.append(row, verb, actor=SYSTEM, now=clock.now(), reason=SAID, note=SAID)
    db.session.commit()


def test_no_public_page_shows_what_was_typed(here: Asked, browser: Browser) -> None:
    fill(here)
    other = receipt(here, 1)
    pages = [
        f"/matters/{here.topic_id}",
        f"/result-notices/{here.commitment.notices[0].id}",
        f"/communities/{here.community.id}/board",
        f"/communities/{here.community.id}/answers",
        other,
        f"{other}/verdict",
    ]
    found = {
        (page, word)
        for stage in ("asked", "parked", "accepted", "closed")
        for page in pages
        for word in (PHONE, DOOR, CARD)
        if word in text_at(here, browser, stage, page)
    }
    assert not found


def text_at(here: Asked, browser: Browser, stage: str, page: str) -> str:
    here.stand(stage, closed_at=clock.now() if stage == "closed" else None)
    return read(browser, page)


def test_what_senders_are_told_names_nobody(here: Asked, make: Factory, browser: Browser) -> None:
    """The report is offered as the text, and its writer did not write for all senders."""
    row = here.stand("verified")
    row.reports[0].text = SAID
    db.session.commit()
    browser.sign_in(make.account("worker", here.community))
    offered = read(browser, f"/commitments/{here.commitment_id}").split("<textarea", 1)[1]
    assert PHONE not in offered.split("</textarea>", 1)[0]
    answer = browser.post(f"/commitments/{here.commitment_id}/askings", {"text": SAID})
    assert answer.status_code == 422
    assert SAID in answer.text
    assert here.commitment.stage == "verified"
    assert db.session.scalar(db.select(db.func.count()).select_from(Asking)) == 1
