"""Receipts: found by a code, showing where the matter stands, taking what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from deliberation.domain import opinion as rules
from deliberation.domain.commitment import SOLVED
from deliberation.domain.errors import Invalid, Missing, say
from deliberation.features.intake import actions, queries
from deliberation.features.intake.forms import FindForm, SupplementForm
from deliberation.features.intake.views.shared import blueprint, send_photo
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import moved, page

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Opinion


@blueprint.route("/receipts", methods=["GET", "POST"])
@requires("opinion.follow", once=False)
def find() -> Response:
    """Look a receipt up by its code."""
    form = FindForm()
    if request.method == "POST" and form.validate():
        if opinion := queries.by_code(form.code.data):
            return moved("intake.receipt", code=opinion.receipt_code)
        form.refuse(Invalid(say("没有这个回执码，请对照回执再输一次。"), "code"))
    return page("intake/find.html", 422 if request.method == "POST" else 200, form=form)


@blueprint.get("/receipts/<code>")
@requires("opinion.follow")
def receipt(code: str) -> Response:
    """Show the sender where the matter stands."""
    return _receipt_page(_by_code(code), SupplementForm(), 200)


@blueprint.post("/receipts/<code>/additions")
@requires("opinion.follow")
def supplement(code: str) -> Response:
    """Add what the sender was asked for, or wants to say."""
    opinion, form = _by_code(code, lock=True), SupplementForm()
    actor, now = access.current_actor(), clock.now()
    if form.attempt(lambda: actions.supplement(opinion, form.text.data, actor=actor, now=now)):
        flash(_("已收到补充，谢谢您。"))
        return moved("intake.receipt", code=opinion.receipt_code)
    return _receipt_page(opinion, form, 422)


@blueprint.get("/receipts/<code>/photos/<int:photo_id>")
@requires("opinion.follow")
def receipt_photo(code: str, photo_id: int) -> Response:
    """Show the sender one of their own pictures."""
    return send_photo(_by_code(code), photo_id)


def _by_code(code: str, *, lock: bool = False) -> Opinion:
    opinion = queries.by_code(code, lock=lock)
    if opinion is None:
        raise Missing(say("没有这个回执码，请对照回执再输一次。"))
    return opinion


def _receipt_page(opinion: Opinion, form: SupplementForm, status: int) -> Response:
    address = url_for("intake.receipt", code=opinion.receipt_code, _external=True)
    today = clock.local(clock.now()).date()
    deeds = queries.deeds(opinion, today)
    rounds = [deed for deed in deeds if deed.asking]
    return page(
        "intake/receipt.html",
        status,
        opinion=opinion,
        form=form,
        way=queries.way(opinion, today),
        results=queries.results(opinion),
        deeds=deeds,
        rounds=rounds,
        to_say=next((deed for deed in rounds if deed.said is None), None),
        can_add=queries.can_add(opinion),
        reach=rules.reach(opinion.channel, opinion.contact_phone),
        solved=SOLVED,
        stage=rules.LIFECYCLE.stages[opinion.stage],
        categories=rules.CATEGORIES,
        qr_svg=qr_svg(address),
        fresh="new" in request.args,
    )
