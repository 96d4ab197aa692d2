"""The factory: settings, extensions, features, error pages."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from deliberation import config
from deliberation.domain import bounds
from deliberation.shell import (
    access,
    certificate,
    channel,
    clock,
    elder,
    errors,
    jobs,
    limits,
    moving,
    pages,
    photos,
    secure,
    style,
    wellformed,
    words,
)
from deliberation.store import db as database

if TYPE_CHECKING:
    from deliberation.config import Settings

PACKAGE = Path(__file__).parent
PARTS = (secure, words, pages, access, limits, errors, jobs, photos, certificate, elder)
FEATURES = (
    "board",
    "people",
    "intake",
    "topics",
    "meetings",
    "room",
    "resolutions",
    "followthrough",
    "documents",
    "statistics",
)
LIVE = ("room",)


def _folder(name: str) -> Path:
    """Return a data folder: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for `settings` (default: read from the environment)."""
    settings = settings or config.load()
    app = Flask(
        __name__,
        instance_path=str(settings.instance),
        template_folder=str(_folder("templates")),
        static_folder=str(_folder("static")),
    )
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["settings"] = settings
    clock.set_offset(timedelta(milliseconds=settings.clock_offset_ms))
    if settings.clock_pinned_to:
        clock.pin(settings.clock_pinned_to)
    database.db.init_app(app)
    with app.app_context():
        database.prepare(database.db.engine)
    Migrate(app, database.db, directory=str(PACKAGE / "migrations"), render_as_batch=True)
    wellformed.init_app(app)  # before the token is looked for, which reads the body
    protection = CSRFProtect(app)
    for part in PARTS:
        part.init_app(app)
    for name in FEATURES:
        import_module(f"deliberation.features.{name}.views").init_app(app)
    for name in LIVE:
        import_module(f"deliberation.features.{name}.sockets").init_app()
    if settings.environment != "production":
        style.init_app(app)
    channel.init_app(app)  # after the features, which say what it answers
    moving.init_app(app, protection)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": bounds.PHOTOS * bounds.PHOTO_BYTES + 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_NAME": "deliberation",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "TESTING": settings.testing,
        "PROPAGATE_EXCEPTIONS": False,
    }
