"""The list of topics, and forming a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import flash, request
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.features.topics import actions, queries
from deliberation.features.topics.forms import NewForm
from deliberation.features.topics.views.edge import blueprint, chosen, likely
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import moved, page
from deliberation.store.models import Opinion, Topic

if TYPE_CHECKING:
    from flask import Response

    from deliberation.features.topics.queries import Proposed
    from deliberation.store.models import Community

FILTERS = ("stage", "size", "q")
PROPOSED = 8
TOPICS = 3


@blueprint.get("/topics")
@requires("topic.read")
def index() -> Response:
    """Show the community's topics, the highest score first; `opinion` waits to be merged."""
    place = access.community_in_view("topic.read")
    filters = {name: request.args.get(name, "") for name in FILTERS}
    found = queries.desk(place.id, filters, request.args.get("page", 1, int))

    def address(number: int) -> str:
        return f"{request.path}?{urlencode({**filters, 'page': number})}"

    return page(
        "topics/desk.html",
        desk=found,
        filters=filters,
        rules=rules,
        address=address,
        joining=queries.confirmed(place.id, ids=chosen()),
        open_stages=rules.LIFECYCLE.moves["merge"].sources,
    )


@blueprint.get("/topics/new")
@requires("topic.form")
def new() -> Response:
    """Show the form of a new topic, with the opinions it begins from."""
    return _form_page(access.community_in_view("topic.form"), NewForm(), 200)


@blueprint.post("/topics")
@requires("topic.form")
def form() -> Response:
    """Form a topic from the ticked opinions."""
    place, typed, made = access.community_in_view("topic.form"), NewForm(), []

    def verb() -> None:
        draft, actor = typed.draft(), access.current_actor()
        made.append(actions.form(place, draft, chosen(), actor=actor, now=clock.now()))

    if typed.attempt(verb):
        flash(
            _("已成题，编号 %(number)s。接着写清摘要、相关方和由谁决定。", number=made[0].number),
            "good",
        )
        return moved("topics.page", topic_id=made[0].id)
    return _form_page(place, typed, 422)


def _form_page(place: Community, form: NewForm, status: int) -> Response:
    ticked = queries.confirmed(place.id, ids=chosen())
    alike: list[Proposed[Opinion]] = []
    topics: list[Proposed[Topic]] = []
    if ticked:
        text = "\n".join(queries.told(opinion) for opinion in ticked)
        mine = {opinion.id for opinion in ticked}
        others = [one for one in queries.candidates(place.id) if one[0] not in mine]
        alike = queries.proposed(likely(text, others, PROPOSED), Opinion)
        topics = queries.proposed(likely(text, queries.open_topics(place.id), TOPICS), Topic)
        if request.method == "GET":
            form.category.data = ticked[0].category
    return page(
        "topics/new.html", status, form=form, ticked=ticked, alike=alike, topics=topics, rules=rules
    )
