"""The notice: how it will read, what stands against it, and posting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import meeting as rules
from deliberation.domain.calendar import zh_span
from deliberation.domain.roles import ROLES
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import AnnounceForm
from deliberation.features.meetings.queries import notice as reads
from deliberation.features.meetings.queries import preparation
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/meetings/<int:meeting_id>/notice")
@requires("meeting.read", Meeting)
def notice(meeting: Meeting) -> Response:
    """Show the notice as it will read, or as it was posted."""
    return _page(meeting, AnnounceForm(), 200)


@blueprint.post("/meetings/<int:meeting_id>/notice")
@requires("meeting.announce", Meeting)
def announce(meeting: Meeting) -> Response:
    """Post the notice."""
    form, actor, now = AnnounceForm(), access.current_actor(), clock.now()
    if form.attempt(
        lambda: actions.announce(
            meeting,
            library.calendar(),
            form.acknowledged.data or (),
            form.reason.data or "",
            actor=actor,
            now=now,
        )
    ):
        flash(_("通知已发出。接下来印席位牌，开会那天在这里签到。"), "good")
        return moved("meetings.page", meeting_id=meeting.id)
    return _page(meeting, form, 422)


def _page(meeting: Meeting, form: AnnounceForm, status: int) -> Response:
    row, calendar = preparation.load(meeting.id), library.calendar()
    missing = rules.missing_parties(row.topics, row.seats)
    form.offer(missing)
    return page(
        "meetings/notice.html",
        status,
        meeting=row,
        stage=rules.LIFECYCLE.stages[row.stage],
        form=form,
        span=zh_span(row.starts_at, row.ends_at),
        roles=[(ROLES[duty.role], duty.account.name) for duty in rules.standing(row.roles)],
        obstacles=reads.obstacles(row, calendar, clock.now()) if row.stage == "planned" else (),
        unpublicised=reads.unpublicised(row, calendar) if row.stage == "planned" else (),
        missing=missing,
        days=reads.required_days(row),
        excuse_by=reads.excuse_by(row),
        proxy_rule=rules.PROXY_RULE,
        posted=request.method == "POST",
    )
