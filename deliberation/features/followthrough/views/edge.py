"""The blueprint that every screen of the follow-through hangs on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("followthrough", __name__)
