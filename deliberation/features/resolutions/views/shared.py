"""What the views of resolutions share: the blueprint, the page of a meeting, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from deliberation.domain import ballot as counting
from deliberation.domain import resolution as rules
from deliberation.domain.calendar import today
from deliberation.domain.ruleset import BASES
from deliberation.features.resolutions import queries
from deliberation.features.resolutions.forms import PromiseForm, ResultForm, ViewForm
from deliberation.features.resolutions.queries import outcomes
from deliberation.shell import clock
from deliberation.shell.pages import can, moved, page
from deliberation.shell.words import translate
from deliberation.store import library

if TYPE_CHECKING:
    from flask import Response

    from deliberation.features.resolutions.forms import Keyed
    from deliberation.features.resolutions.queries import Table, TopicResult
    from deliberation.store.models import Meeting

blueprint = Blueprint("resolutions", __name__)


def results_page(
    meeting: Meeting, status: int = 200, wrong: tuple[str, Keyed] | None = None
) -> Response:
    """Show the results of a meeting; `wrong` is the form after an error, by its key."""
    table = queries.table(meeting, library.calendar())
    writes = table.open and can("resolution.adopt", meeting)
    forms = _forms(table) if writes else {}
    key = ""
    if wrong is not None:
        key, form = wrong
        forms[key] = form.named(key)
    return page(
        "resolutions/page.html",
        status,
        table=table,
        meeting=meeting,
        writes=writes,
        forms=forms,
        wrong=key,
        focus=key or _focus(table),
        seats=queries.seats(meeting),
        owners=queries.known_owners(meeting),
        words=words(),
    )


def words() -> dict[str, object]:
    """Return the vocabularies of the page, and the words of outcomes for the live preview."""
    marked = outcomes.templates("{body}", "{what}")
    return {
        "outcomes": rules.OUTCOMES,
        "views": rules.VIEWS,
        "methods": counting.METHODS,
        "count": rules.count_word,
        "bases": BASES,
        "templates": {code: translate(told) for code, told in marked.items()},
    }


def back(meeting: Meeting, anchor: str, *, add: int | None = None) -> Response:
    """Answer what was kept: the meeting's results, at the place it concerns.

    `add` names the resolution whose next commitment is likely to be typed.
    """
    return moved("resolutions.page", meeting_id=meeting.id, add=add, _anchor=anchor)


def _forms(table: Table) -> dict[str, Keyed]:
    """Return the empty forms of each topic: a result first, then commitments and views."""
    found: dict[str, Keyed] = {}
    for one in table.topics:
        if one.resolution is None:
            key = f"adopt-{one.topic.id}"
            found[key] = _result_form(one).named(key)
            continue
        number = one.resolution.id
        first = PromiseForm(formdata=None, counted_from=today(clock.now()))
        found[f"promise-{number}"] = first.named(f"promise-{number}")
        found[f"view-{number}"] = ViewForm(formdata=None).named(f"view-{number}")
    return found


def _result_form(one: TopicResult) -> ResultForm:
    return ResultForm(
        formdata=None, outcome=one.likeliest or None, text=one.wording, body=one.body, edited="0"
    )


def _focus(table: Table) -> str:
    """Return the one form that stands open: where one was typing, else what is missing first."""
    written = [one for one in table.topics if one.resolution is not None]
    adding = request.args.get("add", type=int)
    if any(one.resolution and one.resolution.id == adding for one in written):
        return f"promise-{adding}"
    if table.next_topic is not None:
        return f"adopt-{table.next_topic.id}"
    bare = next((one.resolution for one in written if not one.promised), None)
    return f"promise-{bare.id}" if bare else ""
