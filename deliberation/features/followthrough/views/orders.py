"""Papers of the follow-through, as pages that print on one sheet: order, supervision, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Missing, say
from deliberation.features.followthrough.forms.doing import LinkForm
from deliberation.features.followthrough.queries import papers, tasks
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import clock, tokens
from deliberation.shell.access import requires
from deliberation.shell.images import qr_svg
from deliberation.shell.pages import can, page
from deliberation.shell.secure import front_door
from deliberation.store.models import Commitment, SupervisionSheet

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from deliberation.store.models import TaskLink


@blueprint.get("/commitments/<int:commitment_id>/order")
@requires("commitment.read", Commitment)
def order(commitment: Commitment) -> Response:
    """Show the order 交办单 as it prints, with the code of its newest valid link."""
    return order_page(commitment, LinkForm(formdata=None))


def order_page(commitment: Commitment, form: LinkForm, status: int = 200) -> Response:
    """Show the order; only who may hand over sees the code, for it lets its holder act."""
    handing = can("commitment.assign", commitment)
    valid = tasks.valid_links(commitment, clock.now()) if handing else []
    return page(
        "followthrough/order.html",
        status,
        commitment=commitment,
        order=papers.order(commitment),
        form=form,
        handing=handing,
        links=valid,
        link=valid[0] if valid else None,
        code=_code(valid[0]) if valid else None,
        stage=LIFECYCLE.stages[commitment.stage],
        issuing="link" in LIFECYCLE.possible(commitment.stage),
    )


def _code(link: TaskLink) -> Markup:
    return qr_svg(front_door() + url_for("followthrough.open_task", token=tokens.token_of(link)))


@blueprint.get("/sheets/<int:supervision_sheet_id>")
@requires("commitment.read", SupervisionSheet)
def sheet(supervision_sheet: SupervisionSheet) -> Response:
    """Show a supervision sheet 督办单 as it prints."""
    return page(
        "followthrough/sheet.html",
        sheet=supervision_sheet,
        commitment=supervision_sheet.commitment,
        urging=papers.urging(supervision_sheet),
    )


@blueprint.get("/commitments/<int:commitment_id>/feedback")
@requires("commitment.read", Commitment)
def feedback(commitment: Commitment) -> Response:
    """Show the feedback 办结反馈单 of the newest report as it prints.

    Raises:
        Missing: nothing is reported yet.
    """
    found = papers.feedback(commitment)
    if found is None:
        raise Missing(say("还没有办结反馈。"))
    return page(
        "followthrough/feedback.html",
        commitment=commitment,
        feedback=found,
        photo_url=lambda one: url_for(
            "followthrough.photo", commitment_id=commitment.id, photo_id=one.id
        ),
    )
