"""The blueprint that all people screens hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("people", __name__)
