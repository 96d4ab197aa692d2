"""The desk: the list with its filters, one opinion, triage and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain import bounds
from deliberation.domain import opinion as rules
from deliberation.features.intake import actions, queries
from deliberation.features.intake.forms import ReplyForm, TriageForm
from deliberation.features.intake.views.shared import blueprint, send_photo
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/opinions")
@requires("opinion.read")
def desk() -> Response:
    """List a community's opinions."""
    filters = {name: request.args.get(name, "")[: bounds.LINE] for name in _FILTERS}
    shown = queries.desk(
        access.community_in_view("opinion.read").id, filters, request.args.get("page", 1, type=int)
    )
    return page(
        "intake/desk.html",
        desk=shown,
        filters=filters,
        lifecycle=rules.LIFECYCLE,
        channels=rules.CHANNELS,
        categories=rules.CATEGORIES,
        page_url=lambda number: url_for(
            "intake.desk", page=number, **cast("dict[str, Any]", filters)
        ),
    )


_FILTERS: Final = ("stage", "channel", "category", "q", "added")


@blueprint.get("/opinions/<int:opinion_id>")
@requires("opinion.read", Opinion)
def opinion(opinion: Opinion) -> Response:
    """Show one opinion with its screening, replies and line of time."""
    return _opinion_page(opinion, TriageForm(), ReplyForm(), 200)


@blueprint.post("/opinions/<int:opinion_id>/triage")
@requires("opinion.triage", Opinion)
def triage(opinion: Opinion) -> Response:
    """Decide what becomes of an opinion."""
    form, actor, now = TriageForm(), access.current_actor(), clock.now()
    given = {gate.code: request.form.get(f"gate-{gate.code}", "") for gate in rules.GATES}
    if form.attempt(
        lambda: actions.triage(
            opinion, given, form.outcome.data, form.reply.data, actor=actor, now=now
        )
    ):
        flash(_("已处理，答复已放到回执页。"))
        return moved("intake.opinion", opinion_id=opinion.id)
    return _opinion_page(opinion, form, ReplyForm(), 422, given)


@blueprint.post("/opinions/<int:opinion_id>/replies")
@requires("opinion.triage", Opinion)
def reply(opinion: Opinion) -> Response:
    """Give the sender a further reply."""
    form, actor, now = ReplyForm(), access.current_actor(), clock.now()
    if form.attempt(lambda: actions.answer_sender(opinion, form.text.data, actor=actor, now=now)):
        flash(_("答复已放到回执页。"))
        return moved("intake.opinion", opinion_id=opinion.id)
    return _opinion_page(opinion, TriageForm(formdata=None), form, 422)


@blueprint.get("/opinions/<int:opinion_id>/photos/<int:photo_id>")
@requires("opinion.read", Opinion)
def photo(opinion: Opinion, photo_id: int) -> Response:
    """Show staff one of an opinion's pictures."""
    return send_photo(opinion, photo_id)


def _opinion_page(
    opinion: Opinion,
    form: TriageForm,
    reply_form: ReplyForm,
    status: int,
    given: dict[str, str] | None = None,
) -> Response:
    return page(
        "intake/opinion.html",
        status,
        opinion=opinion,
        form=form,
        reply_form=reply_form,
        given={**rules.answers(opinion.screenings), **(given or {})},
        gates=rules.GATES,
        lifecycle=rules.LIFECYCLE,
        stage=rules.LIFECYCLE.stages[opinion.stage],
        words={
            "channel": rules.CHANNELS,
            "category": rules.CATEGORIES,
            "standing": rules.STANDINGS,
        },
        first_replies=rules.FIRST_REPLIES,
        history=queries.history(opinion),
        reach=rules.reach(opinion.channel, opinion.contact_phone),
        emergencies=rules.emergencies(tuple(opinion.danger_words)),
    )
