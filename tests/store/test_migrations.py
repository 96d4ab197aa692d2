"""The schema's history ends where the models are, and goes back and forth without losing rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from deliberation import migrations
from deliberation.app import create_app
from deliberation.migrations import rows
from deliberation.store.db import db
from tests.factories import Factory
from tests.fixtures_app import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without any table."""
    url = f"sqlite:///{tmp_path / 'bare.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    app = create_app(settings_for(tmp_path, url))
    with app.app_context():
        empty()
        yield app
        db.session.remove()
        empty()
        db.engine.dispose()


def empty() -> None:
    """Drop every table, so that the next test on this database finds none."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def names() -> list[str]:
    """Every table, column, index and constraint with its name."""
    inspector = sa.inspect(db.engine)
    found: list[str] = []
    for table in sorted(db.metadata.tables):
        found += [f"{table}.{column['name']}" for column in inspector.get_columns(table)]
        found += sorted(f"{table} {index['name']}" for index in inspector.get_indexes(table))
        found += sorted(f"{table} {key['name']}" for key in inspector.get_foreign_keys(table))
    return found


def contents(folder: Path) -> dict[str, list[object]]:
    """Every row, by table."""
    folder.mkdir()
    rows.write(folder)
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in folder.iterdir()
    }


def test_the_head_equals_the_models(bare: Flask) -> None:
    assert migrations.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []
    by_versions = names()
    migrations.downgrade("base")
    db.create_all()
    assert by_versions == names()
    db.drop_all()


def test_a_second_upgrade_does_nothing(bare: Flask) -> None:
    assert migrations.upgrade()
    assert not migrations.upgrade()


def test_the_history_is_one_line(bare: Flask) -> None:
    script = ScriptDirectory.from_config(migrations.configuration())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_down_and_up_keeps_the_rows(bare: Flask, tmp_path: Path) -> None:
    """Each step down and up again; the first version's own tables go with it."""
    script = ScriptDirectory.from_config(migrations.configuration())
    migrations.upgrade()
    community = Factory().community("㛃园社区")
    Factory().account("host", community)
    Factory().venue(community)
    before = contents(tmp_path / "before")
    for version in list(script.walk_revisions())[:-1]:
        migrations.downgrade(str(version.down_revision))
        migrations.upgrade(version.revision)
    migrations.upgrade()
    assert contents(tmp_path / "after") == before


def test_a_failing_version_leaves_the_old_schema(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = ScriptDirectory.from_config(migrations.configuration())
    first = next(reversed(list(script.walk_revisions())))

    def fails() -> None:
        op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
        raise RuntimeError("the power went")

    monkeypatch.setattr(first.module, "upgrade", fails)
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _config: script)
    with pytest.raises(RuntimeError):
        migrations.upgrade()
    assert sa.inspect(db.engine).get_table_names() == []
