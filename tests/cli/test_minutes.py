"""Frozen minutes on the command line."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Minutes
from tests.cli.commands import Command, opened, refused
from tests.factories import Factory
from tests.fixtures_app import START

if TYPE_CHECKING:
    from pathlib import Path


def minutes(number: str, sha256: str, place: int) -> None:
    """Minutes of a meeting of a community of their own, approved in the order of `place`."""
    community = Factory().community(f"第{place}社区")
    row = Minutes(
        community_id=community.id,
        number=number,
        meeting_id=Factory().meeting(community).id,
        stage="approved" if sha256 else "draft",
        created_at=START,
        approved_at=START + timedelta(days=place) if sha256 else None,
        sha256=sha256,
    )
    db.session.add(row)
    db.session.commit()


@pytest.fixture
def frozen(instance: Path) -> Path:
    """Two approved minutes and a draft; returns the newer one's file."""
    names = []
    for number, content in (("JY-2026-001", b"%PDF-1 older"), ("JY-2026-002", b"%PDF-2 newer")):
        name = hashlib.sha256(content).hexdigest()
        (instance / "papers" / f"{name}.pdf").write_bytes(content)
        names.append((number, name))
    with opened(instance):
        for place, (number, name) in enumerate([*names, ("JY-2026-003", "")]):
            minutes(number, name, place)
    return instance / "papers" / f"{names[1][1]}.pdf"


@pytest.mark.usefixtures("frozen")
def test_the_frozen_file_is_copied(instance: Path, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "minutes.pdf"
    result = command(instance, "minutes", "latest", "-o", str(target))
    assert result.code == 0, result.err
    assert target.read_bytes() == b"%PDF-2 newer"
    result = command(instance, "minutes", "JY-2026-001", "-o", str(target))
    assert target.read_bytes() == b"%PDF-1 older"


def test_what_is_not_approved_or_not_whole_is_refused(
    instance: Path, frozen: Path, tmp_path: Path, command: Command
) -> None:
    target = tmp_path / "minutes.pdf"
    out = ("-o", str(target))
    refused(command(instance, "minutes", "JY-2026-009", *out), "没有编号为 JY-2026-009")
    refused(command(instance, "minutes", "JY-2026-003", *out), "还没有审定")
    frozen.write_bytes(b"%PDF-2 forged")
    refused(command(instance, "minutes", "latest", *out), "被改动过")
    frozen.unlink()
    refused(command(instance, "minutes", "latest", *out), "不见了")
    assert not target.exists()
