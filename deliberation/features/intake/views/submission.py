"""The public form, and the same form for a worker who enters for somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import bounds
from deliberation.domain import opinion as rules
from deliberation.domain.errors import Invalid
from deliberation.domain.notice import PRIVACY_VERSION
from deliberation.features.intake import actions
from deliberation.features.intake.forms import EntryForm, OpinionForm
from deliberation.features.intake.views.shared import blueprint
from deliberation.shell import access, clock, commands, jobs, photos
from deliberation.shell.access import requires
from deliberation.shell.installation import settings
from deliberation.shell.pages import moved, page
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Community

ARRIVED: Final = re.compile(r"[0-9a-f]{32}")


@blueprint.get("/opinions/new")
@requires("opinion.submit")
def new() -> Response:
    """Show the public form."""
    return _form_page("intake/new.html", OpinionForm(), [], 200)


@blueprint.post("/opinions")
@requires("opinion.submit", once=False)
def submit() -> Response:
    """Take in a resident's own words."""
    return _take_in("intake/new.html", OpinionForm())


@blueprint.route("/opinions/entry", methods=["GET", "POST"])
@requires("opinion.enter", once=False)
def entry() -> Response:
    """Enter an opinion for somebody else."""
    if request.method == "GET":
        return _form_page("intake/entry.html", EntryForm(), [], 200)
    return _take_in("intake/entry.html", EntryForm())


def _take_in(template: str, form: OpinionForm) -> Response:
    # The pictures are written to disk before the transaction: a slow disk must not hold the writer.
    arrivals = _arrivals(form)
    if not form.validate():
        return _form_page(template, form, arrivals, 422)
    entering = isinstance(form, EntryForm)

    def write() -> Response:
        community, actor = _community(form), access.current_actor()
        channel = form.channel.data if entering else "scan"
        words = form.words(arrivals, PRIVACY_VERSION, channel)
        verb = actions.enter if entering else actions.submit
        opinion = verb(community, words, actor=actor, now=clock.now())
        if entering:
            flash(_("已代录，编号 %(number)s。", number=opinion.number))
            return moved("intake.opinion", opinion_id=opinion.id)
        return moved("intake.receipt", code=opinion.receipt_code, new=1)

    answer = commands.run(write)
    jobs.wake("photos")
    return answer


def _community(form: OpinionForm) -> Community:
    """Return where the opinion goes: to any community from a resident, from staff to their own."""
    return access.community_in_view("opinion.enter" if isinstance(form, EntryForm) else None)


def _arrivals(form: OpinionForm) -> list[actions.Arrival]:
    """Keep new pictures in the incoming folder, beside those kept from an earlier try."""
    kept = [name for name in request.form.getlist("arrived") if ARRIVED.fullmatch(name)]
    uploads = settings().uploads
    kept = [name for name in kept if photos.waiting(name, uploads)][: bounds.PHOTOS]
    try:
        fresh = photos.receive(form.photos.data or [], uploads, room=bounds.PHOTOS - len(kept))
    except Invalid as error:
        form.photos.process_errors = [translate(error.sentence)]  # `validate` keeps these
        fresh = []
    kind = "slip" if isinstance(form, EntryForm) else "place"
    return [actions.Arrival(name, kind) for name in [*kept, *(one.file for one in fresh)]]


def _form_page(
    template: str, form: OpinionForm, arrivals: list[actions.Arrival], status: int
) -> Response:
    return page(
        template,
        status,
        form=form,
        community=_community(form),
        arrived=[arrival.file for arrival in arrivals],
        emergencies=rules.emergencies(form.dangers),
        dangers=rules.DANGERS,
    )
