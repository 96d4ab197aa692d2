"""The supervision list 责任清单 on a screen, and as it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import request, url_for

from deliberation.domain.calendar import today
from deliberation.domain.commitment import LIFECYCLE
from deliberation.domain.errors import Missing, say
from deliberation.domain.supervision import COLOURS
from deliberation.features.followthrough.queries import supervision as queries
from deliberation.features.followthrough.views.edge import blueprint
from deliberation.shell import access, clock
from deliberation.shell.access import requires
from deliberation.shell.pages import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from deliberation.store.models import Community

FILTERS: Final = ("community", "stage", "owner", "party", "colour", "q")


@blueprint.get("/supervision")
@requires("supervision.read")
def supervision() -> Response:
    """Show what was promised and how it stands, worst first."""
    places, filters = _places(), _filters()

    def address(number: int) -> str:
        return _address("followthrough.supervision", {**filters, "page": str(number)})

    def coloured(colour: str) -> str:
        return _address("followthrough.supervision", {**filters, "colour": colour})

    listed = queries.supervised(
        _wanted(places, filters), today(clock.now()), request.args.get("page", 1, int)
    )
    return page(
        "followthrough/supervision.html",
        listed=listed,
        filters=filters,
        places=places,
        choices=queries.choices([row.id for row in places]),
        colours=COLOURS,
        stages=LIFECYCLE.stages,
        address=address,
        coloured=coloured,
        print_url=_address("followthrough.supervision_print", {**filters, "now": "1"}),
        narrowed=any(filters[name] for name in FILTERS if name != "colour"),
    )


@blueprint.get("/supervision/print")
@requires("supervision.read")
def supervision_print() -> Response:
    """Show the whole list as it prints on sheets lying across."""
    places, filters = _places(), _filters()
    listed = queries.supervised(
        _wanted(places, filters), today(clock.now()), 1, size=queries.PRINTED
    )
    return page(
        "followthrough/supervision_print.html",
        listed=listed,
        filters=filters,
        places=_chosen(places, filters),
        colours=COLOURS,
        stages=LIFECYCLE.stages,
        at_once="now" in request.args,
        back=_address("followthrough.supervision", filters),
    )


def _places() -> list[Community]:
    """Return the communities whose commitments the actor may see.

    Raises:
        Missing: there is none.
    """
    places = access.visible_communities("supervision.read")
    if not places:
        raise Missing(say("这里还没有社区。"))
    return places


def _filters() -> dict[str, str]:
    filters = {name: request.args.get(name, "").strip() for name in FILTERS}
    stage = filters["stage"] if filters["stage"] in LIFECYCLE.stages else ""
    return {**filters, "stage": stage, "colour": queries.known(filters["colour"])}


def _wanted(places: list[Community], filters: Mapping[str, str]) -> queries.Wanted:
    ids = [row.id for row in _chosen(places, filters)]
    rest = {name: filters[name] for name in FILTERS if name != "community"}
    return queries.Wanted(ids, **rest)


def _chosen(places: list[Community], filters: Mapping[str, str]) -> list[Community]:
    """Return the community that was asked for, or all that the actor may see.

    Raises:
        Missing: it is not one of them.
    """
    if not filters["community"]:
        return places
    found = [row for row in places if str(row.id) == filters["community"]]
    if not found:
        raise Missing(say("没有找到您要的内容，它可能已被移走。"))
    return found


def _address(endpoint: str, filters: Mapping[str, str]) -> str:
    kept = {name: value for name, value in filters.items() if value}
    return f"{url_for(endpoint)}?{urlencode(kept)}" if kept else url_for(endpoint)
