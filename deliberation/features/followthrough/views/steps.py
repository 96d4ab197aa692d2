"""The presses on a commitment's page: handing over, checking, asking, urging, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash
from flask_babel import gettext as _

from deliberation.domain.commitment import LIFECYCLE
from deliberation.features.followthrough.actions import checking, ending, handing, telling, urging
from deliberation.features.followthrough.forms import following as forms
from deliberation.features.followthrough.views.commitments import answer, done, order_form
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.store import library
from deliberation.store.matters import rules_of
from deliberation.store.models import Commitment

if TYPE_CHECKING:
    from flask import Response


@blueprint.post("/commitments/<int:commitment_id>/assignment")
@requires("commitment.assign", Commitment)
def assign(commitment: Commitment) -> Response:
    """Hand it over to whoever owes it."""
    LIFECYCLE.check(commitment, "assign")
    form, actor, now = order_form(commitment), access.current_actor(), clock.now()

    def verb() -> None:
        order, calendar = form.order(), library.calendar()
        rules = library.supervision_rules(commitment.rules)
        handing.assign(commitment, order, calendar, rules, actor=actor, now=now)
        flash(_("已交办。请把交办单交给承办单位，等他们签收。"), "good")

    return answer(commitment, "assign", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/verification")
@requires("commitment.verify", Commitment)
def verify(commitment: Commitment) -> Response:
    """Say that what was reported is true."""
    form, actor, now = forms.VerifyForm(), access.current_actor(), clock.now()

    def verb() -> None:
        checking.verify(commitment, form.note.data, actor=actor, now=now)
        flash(_("已核验属实。接着公示办理结果。"), "good")

    return answer(commitment, "verify", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/returns")
@requires("commitment.verify", Commitment)
def send_back(commitment: Commitment) -> Response:
    """Send a report back to its owner."""
    LIFECYCLE.check(commitment, "send_back")
    form, actor, now = forms.ReturnForm(), access.current_actor(), clock.now()

    def verb() -> None:
        checking.send_back(commitment, form.reason.data, actor=actor, now=now)
        flash(_("已退回重办，理由承办单位看得到。"), "good")

    return answer(commitment, "send_back", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/askings")
@requires("commitment.ask", Commitment)
def ask(commitment: Commitment) -> Response:
    """Tell everybody who proposed it, and ask whether it is solved."""
    LIFECYCLE.check(commitment, "ask")
    form, actor, now = forms.AskForm(), access.current_actor(), clock.now()

    def verb() -> None:
        telling.ask(commitment, form.text.data, actor=actor, now=now)
        flash(_("每位提出人的回执上都写上了答复，请他们评价。"), "good")

    return answer(commitment, "ask", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/replies")
@requires("commitment.ask", Commitment)
def tell_the_rest(commitment: Commitment) -> Response:
    """Answer those whose opinion came in after the others were asked."""
    told = telling.tell_the_rest(commitment, actor=access.current_actor(), now=clock.now())
    flash(_("又答复了%(n)s位提出人。", n=told), "good")
    return done(commitment)


@blueprint.post("/commitments/<int:commitment_id>/closure")
@requires("commitment.close", Commitment)
def close(commitment: Commitment) -> Response:
    """Close it; what is still missing is named."""
    calendar, rules = library.calendar(), rules_of(commitment)
    ending.close(commitment, calendar, rules, actor=access.current_actor(), now=clock.now())
    flash(_("已销号，这件事办结归档。"), "good")
    return done(commitment)


@blueprint.post("/commitments/<int:commitment_id>/parking")
@requires("commitment.park", Commitment)
def park(commitment: Commitment) -> Response:
    """Set it aside until a day."""
    LIFECYCLE.check(commitment, "park")
    form, actor, now = forms.ParkForm(), access.current_actor(), clock.now()

    def verb() -> None:
        ending.park(commitment, form.reason.data, form.review_on.data, actor=actor, now=now)
        flash(_("已挂账，到复查的日子再看。"), "good")

    return answer(commitment, "park", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/reopening")
@requires("commitment.reopen", Commitment)
def reopen(commitment: Commitment) -> Response:
    """Take it up again."""
    LIFECYCLE.check(commitment, "reopen")
    form, actor, now = forms.ReopenForm(), access.current_actor(), clock.now()

    def verb() -> None:
        ending.reopen(commitment, form.again(), library.calendar(), actor=actor, now=now)
        flash(_("已转回承办单位重新办理。"), "good")

    return answer(commitment, "reopen", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/sheets")
@requires("commitment.urge", Commitment)
def urge(commitment: Commitment) -> Response:
    """Issue a supervision sheet."""
    LIFECYCLE.check(commitment, "urge")
    form, actor, now = forms.SheetForm(), access.current_actor(), clock.now()

    def verb() -> None:
        sheet, calendar, rules = form.sheet(), library.calendar(), rules_of(commitment)
        row = urging.issue_sheet(commitment, sheet, calendar, rules, actor=actor, now=now)
        flash(_("督办单%(number)s已发出，可以打印。", number=row.number), "good")

    return answer(commitment, "urge", form, verb)


@blueprint.post("/commitments/<int:commitment_id>/reviews")
@requires("commitment.urge", Commitment)
def review(commitment: Commitment) -> Response:
    """Keep what a joint review said."""
    LIFECYCLE.check(commitment, "review")
    form, actor, now = forms.ReviewForm(), access.current_actor(), clock.now()

    def verb() -> None:
        urging.review(commitment, form.text.data, actor=actor, now=now)
        flash(_("会审的意见已记下。"), "good")

    return answer(commitment, "review", form, verb)
