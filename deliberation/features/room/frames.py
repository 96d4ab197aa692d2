"""The frame: what everybody sees of a meeting, rendered once and pushed to all screens.

The same partials stand in the page when it is first loaded: there is one way in which the hall is
drawn, and a screen that swaps a frame in looks as if it had just been opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import current_app
from markupsafe import Markup

from deliberation.features.room import queries
from deliberation.shell import channel, clock
from deliberation.store.db import db
from deliberation.store.models import Meeting

if TYPE_CHECKING:
    from deliberation.features.room.queries import Audience

REGIONS: Final = ("state", "stage", "floor", "decision", "queue", "turnout")
# Between two elements nothing is shown, and a tag is one line; words and their lines stay.
_BETWEEN: Final = re.compile(r">\s+<")
_TAG: Final = re.compile(r"<[^>]+>")


class Frame(channel.Frame):
    """What goes over the wire, with the server's time: a screen that disagrees measures anew."""

    at: int


def frame(meeting_id: int) -> Frame | None:
    """Return what everybody sees of a meeting now, or None when there is nothing to see."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.stage == "planned":
        return None
    now = clock.now()
    seen = queries.audience(meeting, now)
    drawn = {name: str(html) for name, html in regions(seen).items()}
    return {"version": seen.version, "at": clock.epoch_ms(now), "regions": drawn}


def regions(seen: Audience) -> dict[str, Markup]:
    """Return the HTML of each public region, small, as it is sent and as a page begins with it."""
    return {name: _drawn(name, seen) for name in REGIONS}


def _drawn(name: str, seen: Audience) -> Markup:
    # Not by render_template: what a page knows of its reader has no place in what all see.
    template = current_app.jinja_env.get_template(f"room/live/_{name}.html")
    html = template.render(audience=seen).strip()
    tight = _BETWEEN.sub("><", _TAG.sub(lambda tag: " ".join(tag[0].split()), html))
    return Markup(tight)  # noqa: S704 - a template wrote it and escaped what was typed
