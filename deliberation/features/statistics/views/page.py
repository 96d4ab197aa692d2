"""The page of numbers, for the desk and, with small groups left out, for the notice board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from deliberation.domain.errors import Missing, say
from deliberation.domain.rates import FEWEST
from deliberation.features.statistics import queries
from deliberation.shell import access, clock, pages
from deliberation.shell.access import requires
from deliberation.store import library

if TYPE_CHECKING:
    from flask import Response

    from deliberation.store.models import Community

READ: Final = "statistics.read"
# Of several communities together.
TOGETHER: Final = "0"
QUARTERS: Final = {
    queries.WHOLE: say("全年"),
    1: say("第一季度"),
    2: say("第二季度"),
    3: say("第三季度"),
    4: say("第四季度"),
}

blueprint = Blueprint("statistics", __name__)


@blueprint.get("/statistics")
@requires(READ)
def page() -> Response:
    """Show the numbers of one community, or of all that the actor may see."""
    now = clock.now()
    visible = access.visible_communities(READ)
    places = _places(visible)
    today = clock.local(now).date()
    ids = [place.id for place in places]
    years = queries.years(ids, today.year)
    period = queries.chosen(request.args.get("year", ""), request.args.get("quarter", ""), years)
    rules = library.supervision_rules()
    return pages.page(
        "statistics/page.html",
        places=places,
        visible=visible,
        period=period,
        quarters=QUARTERS,
        years=years,
        posted=request.args.get("posted") == "1",
        fewest=FEWEST,
        rules=rules,
        funnel=queries.funnel(ids, period),
        rates=queries.rates(ids, period, rules, library.calendar(), now),
        today=today,
    )


def _places(visible: list[Community]) -> list[Community]:
    if not visible:
        raise Missing(say("这里还没有社区。"))
    if request.args.get("community") == TOGETHER and len(visible) > 1:
        return visible
    return [access.community_in_view(READ)]
