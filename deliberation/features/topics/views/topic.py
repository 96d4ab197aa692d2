"""One topic's page, its text, its parties and the step to the reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash
from flask import request as http
from flask_babel import gettext as _

from deliberation.domain import topic as rules
from deliberation.domain.errors import Conflict
from deliberation.domain.opinion import CATEGORIES
from deliberation.domain.opinion import LIFECYCLE as OPINIONS
from deliberation.features.topics import actions, queries
from deliberation.features.topics.forms import DraftForm, PartyForm
from deliberation.features.topics.queries.history import COLUMNS
from deliberation.features.topics.views.edge import blueprint, likely
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import can, moved, page
from deliberation.shell.words import translate
from deliberation.store.models import Opinion, Topic

if TYPE_CHECKING:
    from flask import Response

    from deliberation.features.topics.actions import Draft

PROPOSED = 4


@blueprint.get("/topics/<int:topic_id>", endpoint="page")
@requires("topic.read", Topic)
def topic(topic: Topic) -> Response:
    """Show where the topic stands, what comes next, and all it holds."""
    return _topic_page(topic, PartyForm(), 200)


def _topic_page(topic: Topic, party_form: PartyForm, status: int) -> Response:
    allowed = rules.LIFECYCLE.possible(topic.stage)
    likely_ones = []
    if "merge" in allowed and can("topic.merge", topic):
        candidates = queries.candidates(topic.community_id)
        found = likely(queries.said(topic), candidates, PROPOSED)
        likely_ones = queries.proposed(found, Opinion)
    return page(
        "topics/topic.html",
        status,
        here=queries.page(topic),
        topic=topic,
        allowed=allowed,
        alike=likely_ones,
        party_form=party_form,
        known_parties=queries.known_parties(topic),
        rules=rules,
        categories=CATEGORIES,
        opinion_stages=OPINIONS.stages,
    )


@blueprint.route("/topics/<int:topic_id>/draft", methods=["GET", "POST"])
@requires("topic.edit", Topic)
def edit(topic: Topic) -> Response:
    """Write the topic's text, size, route and score."""
    form = DraftForm.of(topic)
    status = 200
    theirs: list[tuple[str, str]] = []
    if http.method == "POST":
        status = 422
        try:
            if form.attempt(lambda: _edit(topic, form)):
                flash(_("已保存。"), "good")
                return moved("topics.page", topic_id=topic.id)
        except Conflict:
            status, theirs = 409, _theirs(topic, form.draft())
            form.edited.data = str(topic.edited)
    else:
        rules.LIFECYCLE.check(topic, "edit")
    return page("topics/edit.html", status, topic=topic, form=form, theirs=theirs, rules=rules)


def _edit(topic: Topic, form: DraftForm) -> None:
    actor = access.current_actor()
    actions.edit(topic, form.draft(), form.base(), actor=actor, now=clock.now())


def _theirs(topic: Topic, draft: Draft) -> list[tuple[str, str]]:
    """Return label and kept text of each column in which the typed text differs."""
    words = {
        "category": CATEGORIES,
        "size": rules.SIZES,
        "route": {code: route.word for code, route in rules.ROUTES.items()},
    }
    found = []
    for name in actions.differing(topic, draft):
        value = getattr(topic, name)
        found.append((translate(COLUMNS[name]), translate(words.get(name, {}).get(value, value))))
    return found


@blueprint.post("/topics/<int:topic_id>/parties")
@requires("topic.edit", Topic)
def add_party(topic: Topic) -> Response:
    """Name a party with a stake."""
    form, actor = PartyForm(), access.current_actor()
    if form.attempt(lambda: actions.add_party(topic, form.name.data, actor=actor, now=clock.now())):
        return moved("topics.page", topic_id=topic.id, _anchor="parties")
    return _topic_page(topic, form, 422)


@blueprint.post("/topics/<int:topic_id>/parties/<int:party>/removal")
@requires("topic.edit", Topic)
def remove_party(topic: Topic, party: int) -> Response:
    """Take a party out again."""
    actions.remove_party(topic, party, actor=access.current_actor(), now=clock.now())
    return moved("topics.page", topic_id=topic.id, _anchor="parties")


@blueprint.post("/topics/<int:topic_id>/proposal")
@requires("topic.edit", Topic)
def propose(topic: Topic) -> Response:
    """Hand the draft to the reviewer."""
    actions.propose(topic, actor=access.current_actor(), now=clock.now())
    flash(_("已提交党组织审核。"), "good")
    return moved("topics.page", topic_id=topic.id)
