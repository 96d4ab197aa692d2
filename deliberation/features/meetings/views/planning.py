"""The list of meetings, a new one, and changing when, where and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain.errors import Missing, say
from deliberation.features.meetings import actions
from deliberation.features.meetings.forms import NewForm, PlanForm, offer
from deliberation.features.meetings.queries import listing, notice, topics, venues
from deliberation.features.meetings.views import edge
from deliberation.features.meetings.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from deliberation.store.models import Community, Topic, Venue


@blueprint.get("/meetings")
@requires("meeting.read")
def index() -> Response:
    """List a community's meetings, and those in which the actor serves."""
    community, actor = access.current_community("meeting.read"), access.current_actor()
    shown = None
    if community is not None:
        number = request.args.get("page", 1, type=int)
        shown = listing.listing(community.id, library.calendar(), clock.now(), number)
    return page(
        "meetings/index.html",
        listing=shown,
        serving=listing.serving(actor.account_id) if actor.account_id else [],
        community=community,
        page_url=lambda number: url_for("meetings.index", page=number),
    )


@blueprint.route("/meetings/new", methods=["GET", "POST"])
@requires("meeting.plan")
def new() -> Response:
    """Plan a meeting."""
    community, form, now = access.community_in_view("meeting.plan"), NewForm(), clock.now()
    offered, places = topics.ready(community.id), venues.venues(community.id)
    _offer(form, places)
    offer(form.procedure, ((one.code, one.title) for one in library.procedures().values()))
    offer(form.topics, ((str(topic.id), topic.title) for topic in offered))
    if request.method == "GET":
        _suggest(form, places, now)
    elif form.attempt(lambda: _plan(form, community, now)):
        flash(_("会议已建好。照着下面的步骤一件一件做，做完就能发通知。"), "good")
        return moved("meetings.page", meeting_id=_newest(community).id)
    status = 422 if request.method == "POST" else 200
    return _new_page(form, community, places, offered, status)


def _plan(form: NewForm, community: Community, now: datetime) -> None:
    procedure = library.procedures()[form.procedure.data]
    rule = edge.rules()[form.ruleset.data or procedure.ruleset]
    chosen = topics.chosen(community.id, form.topics.data or [])
    actor = access.current_actor()
    actions.plan(community, procedure, rule, form.plan(), chosen, actor=actor, now=now)


def _newest(community: Community) -> Meeting:
    row = listing.newest(community.id)
    if row is None:
        raise Missing(say("没有找到您要的内容，它可能已被移走。"))
    return row


def _new_page(
    form: NewForm, community: Community, places: list[Venue], offered: list[Topic], status: int
) -> Response:
    issue = actions.next_issue(community.id)
    return page(
        "meetings/new.html",
        status,
        form=form,
        venues={str(venue.id): venue for venue in places},
        procedures=library.procedures(),
        rules=edge.rules(),
        rule_words=edge.rule_words,
        topics={str(topic.id): topic for topic in offered},
        issue=issue,
    )


def _suggest(form: NewForm, places: list[Venue], now: datetime) -> None:
    """Fill in what most would choose: the topic they come from, the first hall, enough notice."""
    first = next(iter(library.procedures().values()))
    form.procedure.data, form.ruleset.data = first.code, first.ruleset
    form.notice_days.data = first.notice_days
    form.topics.data = request.args.getlist("topic")
    if places:
        form.venue.data = str(places[0].id)
    # One working day more, to prepare in.
    if day := notice.first_day(library.calendar(), now, first.notice_days + 1):
        form.starts_at.data = clock.local(now).replace(
            year=day.year, month=day.month, day=day.day, hour=15, minute=0, second=0, microsecond=0
        )


def _offer(form: PlanForm, places: list[Venue]) -> None:
    form.offer(
        [(venue.id, venue.name) for venue in places],
        [(rule.code, rule.title) for rule in edge.rules().values()],
    )


@blueprint.route("/meetings/<int:meeting_id>/plan", methods=["GET", "POST"])
@requires("meeting.plan", Meeting)
def plan(meeting: Meeting) -> Response:
    """Change when, where and how a meeting is held."""
    form, places = PlanForm(), venues.venues(meeting.community_id)
    _offer(form, places)
    if request.method == "GET":
        form.show(meeting)
    elif form.attempt(lambda: _change(form, meeting)):
        flash(_("已改好。"), "good")
        return moved("meetings.page", meeting_id=meeting.id)
    return page(
        "meetings/plan.html",
        422 if request.method == "POST" else 200,
        form=form,
        meeting=meeting,
        venues={str(venue.id): venue for venue in places},
        rules=edge.rules(),
        rule_words=edge.rule_words,
        first=notice.first_day(library.calendar(), clock.now(), notice.required_days(meeting)),
    )


def _change(form: PlanForm, meeting: Meeting) -> None:
    rule = edge.rules()[form.ruleset.data]
    actor, now = access.current_actor(), clock.now()
    actions.change(meeting, rule, form.plan(), actor=actor, now=now)
