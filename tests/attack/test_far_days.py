"""Days at the end of time, typed into whichever field takes a day: no page breaks on them after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.calendar import today
from deliberation.shell import clock
from deliberation.store.db import db
from tests.features.followthrough.asked import asked, receipt

if TYPE_CHECKING:
    from tests.factories import Factory
    from tests.features.followthrough.asked import Asked
    from tests.fixtures_app import Browser

FAR = ("9999-12-31", "9999-12-30", "2027-12-31", "0001-01-01")
BEGUN = FAR[1:3]  # publicity that begins today, and ends then
PARK = {"reason": "等维修资金"}
AGAIN = {"reason": "又坏了"}
SHEET = {"situation": "没有进场", "demand": "三天内进场"}
# Which form, from which stage, pressed by whom, with which days.
FORMS = {
    "notices": ("verified", "host", {"text": "办好了"}, ("starts_on", "ends_on")),
    "parking": ("asked", "lead", PARK, ("review_on",)),
    "reopening": ("closed", "lead", AGAIN, ("due_on",)),
    "sheets": ("asked", "lead", SHEET, ("new_due_on", "explain_by")),
    "assignment": ("agreed", "host", {"due_reason": "急"}, ("due_on",)),
}


@pytest.fixture
def here(make: Factory) -> Asked:
    return asked(make)


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("path", FORMS)
def test_no_page_breaks_on_a_far_day(
    here: Asked, make: Factory, browser: Browser, path: str, far: str
) -> None:
    stage, role, form, days = FORMS[path]
    row = here.stand(stage, resolution_id=None)
    if path == "notices":
        row.notices[0].withdrawn_at = row.agreed_at
        db.session.commit()
    browser.sign_in(make.account(role, here.community))
    fields = {**form, **dict.fromkeys(days, far)}
    if path == "notices" and far in BEGUN:
        fields["starts_on"] = str(today(clock.now()))
    status = browser.post(f"/commitments/{here.commitment_id}/{path}", fields).status_code
    assert status in {303, 422}
    if status == 303 and path == "notices":
        here.stand("asked")
    for address in addresses(here):
        answer = browser.get(address)
        assert answer.status_code in {200, 303}, (address, answer.status_code)


def addresses(here: Asked) -> list[str]:
    """Whatever tells of this matter."""
    one = f"/commitments/{here.commitment_id}"
    return [
        one,
        f"{one}/order",
        f"{one}/feedback",
        f"/matters/{here.topic_id}",
        f"/communities/{here.community.id}/board",
        receipt(here),
        "/supervision",
        "/supervision/print",
        "/statistics",
    ]
