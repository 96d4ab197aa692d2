"""Communities under their streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from deliberation.features.people.actions import places as actions
from deliberation.features.people.forms import CommunityChangeForm, CommunityForm, StreetForm
from deliberation.features.people.queries import places
from deliberation.features.people.views.edge import blueprint, who
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Community, Street

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/communities")
@requires("community.manage")
def communities() -> ResponseReturnValue:
    """List the streets and their communities."""
    return page("people/communities.html", streets=places.streets())


@blueprint.route("/communities/new", methods=["GET", "POST"])
@requires("community.manage")
def add_community() -> ResponseReturnValue:
    """Add a community."""
    form = CommunityForm()
    if request.method == "POST" and form.attempt(
        lambda: actions.add_community(form.street.data, form.name.data, form.phone.data, **who())
    ):
        flash(_("社区已添加。下一步：给它一位社区管理员。"), "good")
        return moved("people.communities")
    return _place_page(form)


@blueprint.route("/communities/<int:community_id>", methods=["GET", "POST"])
@requires("community.manage", Community)
def community(community: Community) -> ResponseReturnValue:
    """Show a community for a change, and change it."""
    form = CommunityChangeForm(obj=community)
    if request.method == "POST" and form.attempt(
        lambda: actions.change_community(community, form.name.data, form.phone.data, **who())
    ):
        flash(_("已保存。"), "good")
        return moved("people.communities")
    return _place_page(form, community=community)


@blueprint.post("/communities/<int:community_id>/retirement")
@requires("community.manage", Community)
def retire_community(community: Community) -> ResponseReturnValue:
    """Take a community out of use."""
    actions.retire(community, **who())
    flash(_("社区已停用。以前的事情都还在，可以随时恢复。"), "good")
    return moved("people.communities")


@blueprint.post("/communities/<int:community_id>/restoration")
@requires("community.manage", Community)
def restore_community(community: Community) -> ResponseReturnValue:
    """Bring a community back."""
    actions.restore(community, **who())
    flash(_("社区已恢复。"), "good")
    return moved("people.communities")


@blueprint.route("/streets/<int:street_id>", methods=["GET", "POST"])
@requires("community.manage", Street)
def street(street: Street) -> ResponseReturnValue:
    """Show a street for a change, and change its name."""
    form = StreetForm(obj=street)
    if request.method == "POST" and form.attempt(
        lambda: actions.rename_street(street, form.name.data, **who())
    ):
        flash(_("已保存。"), "good")
        return moved("people.communities")
    return _place_page(form, street=street)


def _place_page(
    form: CommunityForm | CommunityChangeForm | StreetForm,
    *,
    community: Community | None = None,
    street: Street | None = None,
) -> Response:
    status = 422 if request.method == "POST" else 200
    return page("people/place.html", status, form=form, community=community, street=street)
