"""Links 交办码: opening one on a phone, issuing one, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.errors import Forbidden, Missing, say
from deliberation.features.followthrough.actions import linking
from deliberation.features.followthrough.forms.doing import LinkForm
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.features.followthrough.views.orders import order_page
from deliberation.shell import access, clock, limits, tokens
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, on_this_site, page
from deliberation.store import links
from deliberation.store.matters import rules_of
from deliberation.store.models import Commitment, TaskLink

if TYPE_CHECKING:
    from flask import Response


@blueprint.get("/tasks/scan")
@requires("task.open")
def rescan() -> Response:
    """Ask whoever comes without a link or an account to scan the paper again, or to sign in."""
    wanted = request.args.get("next", "")
    return page("followthrough/scan.html", next=wanted if on_this_site(wanted) else None)


@blueprint.get("/tasks/<token>")
@requires("task.open")
@limits.guessed
def open_task(token: str) -> Response:
    """Open a link, and go on to the page of its commitment.

    Raises:
        Missing: we did not sign it.
        Forbidden: it was withdrawn, or has expired; the sentence says whom to ask.
    """
    link = tokens.link_of(token)
    if link is None:
        raise Missing(say("这个交办码不对。请再扫一次交办单上的码；还是不行，请找发交办单的社区。"))
    if refusal := links.refusal(link, clock.now()):
        raise Forbidden(refusal)
    access.device()  # so that a press is answered again to this phone only
    access.open_link(link)
    return moved("followthrough.task", commitment_id=link.commitment_id)


@blueprint.post("/commitments/<int:commitment_id>/links")
@requires("commitment.assign", Commitment)
def issue_link(commitment: Commitment) -> Response:
    """Issue a link for an owner without an account."""
    form, actor, now = LinkForm(), access.current_actor(), clock.now()
    if form.attempt(
        lambda: linking.issue_link(
            commitment, form.holder.data, rules_of(commitment), actor=actor, now=now
        )
    ):
        flash(_("交办码已放到交办单上，请打印后交给承办人。"), "good")
        return moved("followthrough.order", commitment_id=commitment.id)
    return order_page(commitment, form, 422)


@blueprint.post("/links/<int:task_link_id>/withdrawal")
@requires("commitment.assign", TaskLink)
def withdraw_link(task_link: TaskLink) -> Response:
    """Take a link back."""
    linking.withdraw_link(task_link, actor=access.current_actor(), now=clock.now())
    flash(_("交办码已收回，不能再用。"), "good")
    return moved("followthrough.order", commitment_id=task_link.commitment_id)
