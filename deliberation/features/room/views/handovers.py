"""Handing a role over: the code that its holder shows, and the page of whoever takes it."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import flash, request, session
from flask_babel import gettext as _

from deliberation.domain import bounds
from deliberation.domain import meeting as rules
from deliberation.domain.errors import Missing, say
from deliberation.domain.roles import ROLES
from deliberation.features.room.actions import handovers as actions
from deliberation.features.room.forms import TakeForm
from deliberation.features.room.queries import handovers as queries
from deliberation.features.room.views.shared import blueprint
from deliberation.shell import access, clock, commands, limits
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import moved, page
from deliberation.shell.secure import secure_url
from deliberation.shell.sessions import open_session
from deliberation.shell.words import translate
from deliberation.store.codes import plain_code
from deliberation.store.models import Assignment, Handover
from deliberation.store.people import active_account

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Account, Meeting


@blueprint.post("/assignments/<int:assignment_id>/handovers")
@requires("role.offer", Assignment)
def offer_role(assignment: Assignment) -> Response:
    """Offer one's own role to whoever types the code."""
    made = actions.offer(assignment, actor=access.current_actor(), now=clock.now())
    return moved("room.handover", handover_id=made.id)


@blueprint.get("/handovers/<int:handover_id>")
@requires("role.take")
def handover(handover_id: int) -> Response:
    """Show the code to its maker, then what became of it: by then the role may be gone."""
    offer = queries.offered_by(min(handover_id, bounds.LAST_ID), access.current_actor())
    address = secure_url("room.take_role", code=offer.code)
    return page(
        "room/handover/page.html",
        offer=offer,
        meeting=offer.meeting,
        role=ROLES[offer.assignment.role],
        state=_state(offer),
        address=address,
        code=qr_svg(address),
    )


def _state(offer: Handover) -> str:
    """Return where an offer stands; gone: the host has given the role to somebody else."""
    state = rules.offer_state(offer, clock.now())
    return "gone" if state == "offered" and offer.assignment.ended_at is not None else state


@blueprint.post("/handovers/<int:handover_id>/withdrawal")
@requires("role.offer", Handover)
def withdraw_offer(handover: Handover) -> Response:
    """Take an offer back."""
    actions.withdraw_offer(handover, actor=access.current_actor(), now=clock.now())
    flash(_("收回了，码已经作废。您还是%(role)s。", role=_word(handover)), "good")
    return _home(handover.meeting)


@blueprint.get("/take")
@requires("role.take")
def type_code() -> Response:
    """Ask for the code, for whoever cannot scan it."""
    if code := plain_code(request.args.get("code", "")[: bounds.CODE]):
        return moved("room.take_role", code=code)
    return page("room/handover/code.html")


@blueprint.route("/take/<code>", methods=["GET", "POST"])
@requires("role.take")
@limits.guessed
def take_role(code: str) -> Response:
    """Show which role is offered, and take it."""
    posted = request.method == "POST"
    offer = queries.locked(code) if posted else queries.by_code(code)
    account, form = access.current_account(), TakeForm()
    if _arrived(offer) or (posted and _taken(offer, account, form)):
        return moved("room.arrive", code=offer.code)
    actions.must_stand(offer, clock.now())
    access.device()  # given before the press: a lost answer to it can then be given again
    return page(
        "room/handover/take.html",
        422 if posted else 200,
        offer=offer,
        meeting=offer.meeting,
        role=ROLES[offer.assignment.role],
        account=account,
        own=account is not None and account.id == offer.assignment.account_id,
        form=form,
    )


def _taken(offer: Handover, account: Account | None, form: TakeForm) -> bool:
    actor, now = access.current_actor(), clock.now()
    if account is not None:
        actions.take(offer, account, actor=actor, now=now)
        return True

    def verb() -> None:
        guest = actions.Newcomer(form.name.data, access.device())
        actions.take(offer, guest, actor=actor, now=now)

    return form.attempt(verb)


@blueprint.get("/take/<code>/arrival")
@requires("role.take")
@limits.guessed
def arrive(code: str) -> Response:
    """Let whoever took the role in; the same browser again, when the answer to it got lost.

    The press itself is answered with this address, at first and whenever it is repeated: only
    here is the session opened, and only for the browser that pressed.
    """
    offer = queries.by_code(code)
    if not _arrived(offer):
        return moved("room.take_role", code=offer.code)
    account = access.current_account()
    if account is None or account.id != offer.taken_by_id:
        open_session(_guest(offer))
    flash(_("您现在是%(role)s了。", role=_word(offer)), "good")
    return _home(offer.meeting)


def _arrived(offer: Handover) -> bool:
    """Say whether this browser has taken the role: by its account, or as the guest's own."""
    if offer.taken_at is None:
        return False
    account, key = access.current_account(), session.get(commands.DEVICE, "")
    if account is not None and account.id == offer.taken_by_id:
        return True
    return bool(offer.taken_key) and hmac.compare_digest(offer.taken_key, key)


def _guest(offer: Handover) -> Account:
    found = offer.taken_by
    if found is None or active_account(found.id, found.session_key, clock.now()) is None:
        raise Missing(say("这次会议的临时身份已经到期。"))
    return found


def _home(meeting: Meeting) -> Response:
    in_room = meeting.stage in actions.AT_THE_DOOR
    return moved("room.bench" if in_room else "meetings.page", meeting_id=meeting.id)


def _word(offer: Handover) -> str:
    return translate(ROLES[offer.assignment.role])
