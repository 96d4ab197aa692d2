"""Venues of a community: the list, a new one, a change, out of use and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain.venue import KINDS, MAIN
from deliberation.features.people.actions import places as actions
from deliberation.features.people.forms import VenueForm
from deliberation.features.people.queries import places
from deliberation.features.people.views.edge import blueprint, who
from deliberation.shell import access
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Community, Venue

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/venues")
@requires("venue.manage")
def venues() -> ResponseReturnValue:
    """List the community's venues."""
    community = access.community_in_view("venue.manage")
    rows = places.venues(community.id)
    return page(
        "people/venues.html",
        community=community,
        communities=access.visible_communities("venue.manage"),
        venues=[row for row in rows if row.retired_at is None],
        retired=[row for row in rows if row.retired_at is not None],
        kinds=KINDS,
        main=MAIN,
    )


@blueprint.route("/venues/new", methods=["GET", "POST"])
@requires("venue.manage")
def add_venue() -> ResponseReturnValue:
    """Add a venue to the community in view."""
    form, community = VenueForm(), access.community_in_view("venue.manage")
    if request.method == "POST" and form.attempt(
        lambda: actions.add_venue(community.id, _facts(form), **who())
    ):
        flash(_("场所已添加。排会的时候就能选它。"), "good")
        return moved("people.venues", community=community.id)
    return _venue_page(form, community, None)


@blueprint.route("/venues/<int:venue_id>", methods=["GET", "POST"])
@requires("venue.manage", Venue)
def venue(venue: Venue) -> ResponseReturnValue:
    """Show a venue for a change, and change it."""
    form = VenueForm(obj=venue)
    if request.method == "POST" and form.attempt(
        lambda: actions.change_venue(venue, _facts(form), **who())
    ):
        flash(_("已保存。"), "good")
        return moved("people.venues", community=venue.community_id)
    return _venue_page(form, venue.community, venue)


@blueprint.post("/venues/<int:venue_id>/retirement")
@requires("venue.manage", Venue)
def retire_venue(venue: Venue) -> ResponseReturnValue:
    """Take a venue out of use."""
    actions.retire(venue, **who())
    flash(_("场所已停用，排会时不再出现。可以随时恢复。"), "good")
    return moved("people.venues", community=venue.community_id)


@blueprint.post("/venues/<int:venue_id>/restoration")
@requires("venue.manage", Venue)
def restore_venue(venue: Venue) -> ResponseReturnValue:
    """Bring a venue back."""
    actions.restore(venue, **who())
    flash(_("场所已恢复。"), "good")
    return moved("people.venues", community=venue.community_id)


def _venue_page(form: VenueForm, community: Community, row: Venue | None) -> Response:
    status = 422 if request.method == "POST" else 200
    return page("people/venue.html", status, form=form, community=community, venue=row)


def _facts(form: VenueForm) -> actions.VenueFacts:
    fields = actions.VenueFacts.__dataclass_fields__
    return actions.VenueFacts(**{name: form[name].data for name in fields})
