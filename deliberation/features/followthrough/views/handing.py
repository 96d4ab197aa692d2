"""Handing a topic over at once, and giving a hand-over back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import topic as topics
from deliberation.domain.commitment import LIFECYCLE
from deliberation.features.followthrough.actions import handing
from deliberation.features.followthrough.forms.handing import AtOnceForm, HandBackForm, offer
from deliberation.features.followthrough.queries.owners import owner_accounts
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store import library
from deliberation.store.models import Commitment, Topic

if TYPE_CHECKING:
    from flask import Response


@blueprint.route("/topics/<int:topic_id>/at-once", methods=["GET", "POST"])
@requires("commitment.assign", Topic)
def at_once(topic: Topic) -> Response:
    """Hand a drafted topic over without a meeting."""
    form, rules = AtOnceForm(), library.supervision_rules()
    offer(form.owner_account_id, owner_accounts(topic.community_id))
    kept: list[Commitment] = []
    if request.method == "POST":
        topics.LIFECYCLE.check(topic, "hand_out")
        if form.attempt(lambda: kept.append(_hand_out(topic, form))):
            flash(_("已交办。请把交办单交给承办单位，等他们签收。"), "good")
            return moved("followthrough.commitment", commitment_id=kept[0].id)
    else:
        form.text.data = topic.title
        form.working_days.data = rules.deadlines.get(topic.size or "at_once")
    return page(
        "followthrough/at_once.html",
        422 if request.method == "POST" else 200,
        topic=topic,
        form=form.named("at-once"),
        obstacles=topics.LIFECYCLE.obstacles(topic, "hand_out"),
        rules=rules,
    )


def _hand_out(topic: Topic, form: AtOnceForm) -> Commitment:
    calendar, rules = library.calendar(), library.supervision_rules()
    actor, now = access.current_actor(), clock.now()
    return handing.hand_out(topic, form.given(), calendar, rules, actor=actor, now=now)


@blueprint.route("/commitments/<int:commitment_id>/hand-back", methods=["GET", "POST"])
@requires("commitment.act", Commitment)
def hand_back(commitment: Commitment) -> Response:
    """Give a hand-over back, with the reason."""
    LIFECYCLE.check(commitment, "hand_back")
    form, actor, now = HandBackForm(), access.current_actor(), clock.now()
    if request.method == "POST" and form.attempt(
        lambda: handing.hand_back(commitment, form.reason.data, actor=actor, now=now)
    ):
        flash(_("已退回，社区会另行安排。"), "good")
        return moved("followthrough.task", commitment_id=commitment.id)
    status = 422 if request.method == "POST" else 200
    return page("followthrough/hand_back.html", status, commitment=commitment, form=form)
