"""Seats: one invitation, a pasted list, taking one back, and the cards with codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain import meeting as rules
from deliberation.domain.errors import Missing, say
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import GuestForm, GuestsForm, ReasonForm
from deliberation.features.meetings.queries import door, preparation
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import moved, page
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/meetings/<int:meeting_id>/seats", methods=["GET", "POST"])
@requires("meeting.seat", Meeting)
def seats(meeting: Meeting) -> Response:
    """Invite one person."""
    form, actor, now = GuestForm(), access.current_actor(), clock.now()
    if request.method == "GET":
        form.party.data = request.args.get("party", "")
    elif form.attempt(lambda: actions.invite(meeting, form.guest(), actor=actor, now=now)):
        flash(_("已邀请%(name)s。", name=form.name.data), "good")
        return moved("meetings.seats", meeting_id=meeting.id)
    status = 422 if request.method == "POST" else 200
    return _page(meeting, form, GuestsForm(formdata=None), status)


def _page(meeting: Meeting, form: GuestForm, many: GuestsForm, status: int) -> Response:
    row = preparation.load(meeting.id)
    wanted = dict.fromkeys(party.name for topic in row.topics for party in topic.parties)
    return page(
        "meetings/seats.html",
        status,
        meeting=row,
        form=form,
        many=many,
        reason=ReasonForm(formdata=None),
        parties=preparation.by_party(row.seats),
        withdrawn=[seat for seat in row.seats if seat.withdrawn_at is not None],
        missing=rules.missing_parties(row.topics, row.seats),
        wanted=wanted,
        kinds=rules.KINDS,
        votes=rules.turnout(row.seats).invited,
        open=row.stage in rules.AHEAD,
    )


@blueprint.post("/meetings/<int:meeting_id>/seats/list")
@requires("meeting.seat", Meeting)
def invite_many(meeting: Meeting) -> Response:
    """Invite everybody on a pasted list."""
    form, actor, now = GuestsForm(), access.current_actor(), clock.now()
    before = len(meeting.seats)
    if form.attempt(lambda: actions.invite_many(meeting, form.lines.data, actor=actor, now=now)):
        flash(_("已邀请%(n)s人。", n=len(meeting.seats) - before), "good")
        return moved("meetings.seats", meeting_id=meeting.id)
    return _page(meeting, GuestForm(formdata=None), form, 422)


@blueprint.post("/meetings/<int:meeting_id>/seats/<int:number>/withdrawal")
@requires("meeting.seat", Meeting)
def withdraw_seat(meeting: Meeting, number: int) -> Response:
    """Take an invitation back."""
    seat, form = door.seat_of(meeting, number), ReasonForm()
    if seat is None:
        raise Missing(say("没有%(n)s号席位。", n=number))
    actor, now = access.current_actor(), clock.now()
    if form.attempt(lambda: actions.withdraw_seat(seat, form.reason.data, actor=actor, now=now)):
        flash(_("已撤回%(n)s号席位的邀请。", n=number), "good")
        return moved("meetings.seats", meeting_id=meeting.id)
    return page("meetings/withdrawal.html", 422, meeting=meeting, seat=seat, form=form)


@blueprint.get("/meetings/<int:meeting_id>/seats/<int:number>/withdrawal")
@requires("meeting.seat", Meeting)
def withdrawal(meeting: Meeting, number: int) -> Response:
    """Ask why an invitation is taken back."""
    seat = door.seat_of(meeting, number)
    if seat is None or seat.withdrawn_at is not None:
        raise Missing(say("没有%(n)s号席位。", n=number))
    return page("meetings/withdrawal.html", meeting=meeting, seat=seat, form=ReasonForm())


@blueprint.get("/meetings/<int:meeting_id>/seats/cards")
@requires("meeting.seat", Meeting)
def cards(meeting: Meeting) -> Response:
    """Show the seat cards, to be printed and cut."""
    standing = rules.seated(meeting.seats)
    return page(
        "meetings/cards.html",
        meeting=meeting,
        cards=[
            (seat, qr_svg(url_for("meetings.seat", code=seat.code, _external=True)))
            for seat in standing
        ],
    )
