"""Requests that a page of ours could have made: their addresses, and how long their forms are.

Numbers end where key columns end, and texts have no NUL: PostgreSQL refuses both as an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.routing import IntegerConverter

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import Missing, say

if TYPE_CHECKING:
    from typing import Any

    from flask import Flask
    from werkzeug.routing import Map

TEXT_BYTES: Final = 2 * 1024 * 1024
NOWHERE: Final = say("没有找到这个页面，它可能已被移走。")


class Whole(IntegerConverter):
    """`<int:…>` up to what a key column holds; beyond it no rule matches, and that is a 404."""

    def __init__(self, address: Map, **options: Any) -> None:
        super().__init__(address, **{"max": LAST_ID, **options})


def init_app(app: Flask) -> None:
    """Let `app` refuse such addresses before any view; call it before rules are added."""
    app.url_map.converters["int"] = Whole
    app.before_request(_refuse_nul)
    app.before_request(_bound_text)


def _refuse_nul() -> None:
    texts = [request.path, *request.args, *(text for _, text in request.args.items(multi=True))]
    if any("\0" in text for text in texts):
        raise Missing(NOWHERE)


def _bound_text() -> None:
    """Bound a body that is read and answered in one piece; only pictures come in parts."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = TEXT_BYTES


def number(name: str, otherwise: int | None = None) -> int | None:
    """Return the whole number that the address gives as `name`; `otherwise` for anything else."""
    found = request.args.get(name, type=int)
    return found if found is not None and abs(found) <= LAST_ID else otherwise
