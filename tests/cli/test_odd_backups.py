"""Papers that were changed on the disk, and backups that somebody else packed."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.shell import clock
from deliberation.store import papers, record
from deliberation.store.db import db
from deliberation.store.models import Community, Minutes
from tests.cli.commands import Command, opened, refused
from tests.factories import Factory

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "HY-2026-09-17-01"


@pytest.fixture
def paper(instance: Path) -> Path:
    """The paper of approved minutes, as it was frozen."""
    with opened(instance):
        community, now = db.session.scalars(db.select(Community)).one(), clock.now()
        digest = papers.keep(instance / "papers", b"%PDF-1.7 approved")
        minutes = Minutes(
            community_id=community.id,
            meeting=Factory().meeting(community),
            number=NUMBER,
            stage="approved",
            created_at=now,
            approved_at=now,
            sha256=digest,
        )
        db.session.add(minutes)
        record.append(minutes, "approve", actor=SYSTEM, now=now, revision=1, sha256=digest, pages=1)
        db.session.commit()
        return instance / "papers" / f"{digest}.pdf"


def test_verify_checks_the_frozen_papers(instance: Path, command: Command, paper: Path) -> None:
    assert "核对了 1 份" in command(instance, "verify").out
    paper.write_bytes(b"%PDF-1.7 something else")
    refused(command(instance, "verify"), f"新都花园社区的纪要 {NUMBER}")
    paper.unlink()
    refused(command(instance, "verify"), paper.name)


def members() -> dict[str, tarfile.TarInfo]:
    """Members that no backup of ours has."""
    link, hard, device = (tarfile.TarInfo(f"uploads/{name}") for name in ("link", "hard", "fifo"))
    link.type, link.linkname = tarfile.SYMTYPE, "../manifest.json"
    hard.type, hard.linkname = tarfile.LNKTYPE, "manifest.json"
    device.type = tarfile.FIFOTYPE
    climbing, rooted = tarfile.TarInfo("../climbed"), tarfile.TarInfo("/rooted-by-a-backup")
    return {"link": link, "hard": hard, "fifo": device, "up": climbing, "root": rooted}


@pytest.mark.parametrize("kind", members())
def test_a_backup_with_an_odd_member_restores_nothing(
    tmp_path: Path, command: Command, kind: str
) -> None:
    file, other = tmp_path / "forged.tar.gz", tmp_path / "deep" / "other"
    with tarfile.open(file, "w:gz") as archive:
        add(archive, "manifest.json", json.dumps({"format": 1, "sha256": {}}).encode())
        archive.addfile(members()[kind])
    said = command(other, "restore", str(file))
    assert said.code == 1
    assert "没有恢复任何内容" in said.err
    assert "Traceback" not in said.err
    assert not list(tmp_path.rglob("climbed"))
    assert not list(other.rglob("link"))


@pytest.mark.parametrize("manifest", ["[]", "null", '{"format": 1}', '{"format": 1, "sha256": 3}'])
def test_a_backup_with_an_odd_manifest_restores_nothing(
    tmp_path: Path, command: Command, manifest: str
) -> None:
    file, other = tmp_path / "forged.tar.gz", tmp_path / "other"
    with tarfile.open(file, "w:gz") as archive:
        add(archive, "manifest.json", manifest.encode())
        add(archive, "rows/account.jsonl", b"{}")
    said = command(other, "restore", str(file))
    assert said.code == 1
    assert "Traceback" not in said.err


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a plain file."""
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
