"""A commitment's page for staff, with the forms of all that can be done from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from deliberation.domain.calendar import today
from deliberation.domain.privacy import mask_text
from deliberation.features.followthrough.forms import following as forms
from deliberation.features.followthrough.forms.handing import OrderForm, offer
from deliberation.features.followthrough.queries import following as queries
from deliberation.features.followthrough.queries.owners import owner_accounts
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import can, moved, page
from deliberation.store.models import Commitment

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from deliberation.features.followthrough.forms.keyed import Keyed
    from deliberation.features.followthrough.queries.following import Following

BLANK = {
    "verify": forms.VerifyForm,
    "send_back": forms.ReturnForm,
    "ask": forms.AskForm,
    "park": forms.ParkForm,
    "reopen": forms.ReopenForm,
    "urge": forms.SheetForm,
    "review": forms.ReviewForm,
}


@blueprint.get("/commitments/<int:commitment_id>", endpoint="commitment")
@requires("commitment.read", Commitment)
def commitment(commitment: Commitment) -> Response:
    """Show how a commitment stands, what comes next, and all that happened.

    Whoever owes it goes on to the page made for them: what staff say among themselves is not there.
    """
    if not can("supervision.read", commitment):
        return moved("followthrough.task", commitment_id=commitment.id)
    return commitment_page(commitment)


def commitment_page(
    commitment: Commitment, status: int = 200, key: str = "", wrong: Keyed | None = None
) -> Response:
    """Show the page; `wrong` is the form after an error, opened at its `key`."""
    now = clock.now()
    here = queries.following(commitment, access.current_actor(), now)
    return page(
        "followthrough/commitment.html",
        status,
        here=here,
        commitment=commitment,
        topic=commitment.topic,
        steps=list(queries.STEPS.values()),
        forms=_forms(commitment, here, key, wrong),
        wrong=key,
        today=today(now),
        photo_url=lambda photo: url_for(
            "followthrough.photo", commitment_id=commitment.id, photo_id=photo.id
        ),
    )


def _forms(
    commitment: Commitment, here: Following, key: str, wrong: Keyed | None
) -> dict[str, Keyed]:
    wanted = {*here.others, *([here.main.move] if here.main and here.main.allowed else [])}
    if "verify" in wanted:
        wanted.add("send_back")
    found: dict[str, Keyed] = {
        name: made(formdata=None).named(name) for name, made in BLANK.items() if name in wanted
    }
    if "assign" in wanted:
        found["assign"] = order_form(commitment, fresh=True).named("assign")
    if "ask" in found and here.report is not None:
        found["ask"]["text"].data = mask_text(here.report.text)
    if wrong is not None:
        found[key] = wrong.named(key)
    return found


def order_form(commitment: Commitment, *, fresh: bool = False) -> OrderForm:
    """Return the form of handing over, with the accounts that can be chosen here."""
    form = OrderForm(formdata=None, obj=commitment) if fresh else OrderForm()
    if fresh:
        form.due_on.data, form.due_reason.data = None, ""
    accounts = owner_accounts(commitment.community_id)
    offer(form.owner_account_id, accounts)
    if fresh:
        same = [row for row in accounts if row.name == commitment.owner]
        form.owner_account_id.data = str(same[0].id) if len(same) == 1 else ""
    return form


def done(commitment: Commitment) -> Response:
    """Answer what was kept: the commitment's page."""
    return moved("followthrough.commitment", commitment_id=commitment.id)


def answer(commitment: Commitment, key: str, form: Keyed, verb: Callable[[], object]) -> Response:
    """Run `verb` with a form of the page; typed text that is refused stays on the page."""
    if form.attempt(verb):
        return done(commitment)
    return commitment_page(commitment, 422, key, form)
