"""Keeping what is there: verify the record, back up, restore."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import func, select

from deliberation import config, migrations
from deliberation.cli import archive
from deliberation.cli.frame import PRIVATE, Refused
from deliberation.cli.opened import on_disk, opened
from deliberation.migrations import rows
from deliberation.store import papers, record
from deliberation.store.db import db
from deliberation.store.models import Community, Entry, Minutes

if TYPE_CHECKING:
    from deliberation.config import Settings


def verify() -> None:
    """Check every chain of the record, and the papers that were frozen.

    Raises:
        Refused: naming the first broken entry or paper.
    """
    with opened() as settings:
        _check_record()
        count = db.session.scalar(select(func.count()).select_from(Entry))
        kept = _check_papers(settings)
    click.echo(f"记录完整：逐条核对了 {count} 条，没有发现改动。")
    click.echo(f"文件完整：核对了 {kept} 份已审定的纪要，都是审定时的原文件。")


def _check_record() -> None:
    finding = next(record.verify(), None)
    if finding is not None:
        place = _place(finding.scope)
        raise Refused(f"记录有误：{place}的第 {finding.sequence} 条，{finding.reason}。")


def _check_papers(settings: Settings) -> int:
    """Check the SHA-256 of every edition that the record names; return how many there are."""
    rows = select(Entry).where(Entry.about_kind == "minutes", Entry.verb == "approve")
    digests = {
        str(entry.payload["sha256"]): entry
        for entry in db.session.scalars(rows.order_by(Entry.scope, Entry.sequence))
        if entry.payload and entry.payload.get("sha256")
    }
    for digest, entry in digests.items():
        try:
            papers.read(settings.papers, digest)
        except papers.PaperDamagedError as error:
            number = db.session.get_one(Minutes, entry.about_id).number
            raise Refused(
                f"文件有误：{_place(entry.scope)}的纪要 {number}，{digest}.pdf 不在，"
                "或者和审定时的校验码对不上。请从备份恢复这个文件。"
            ) from error
    return len(digests)


def _place(scope: int) -> str:
    community = db.session.get(Community, scope)
    return community.name if community else "本安装"


def backup(file: str) -> None:
    """Pack rows, pictures, papers and keys into `file`; a running meeting is not disturbed."""
    target = Path(file)
    if target.exists():
        raise Refused(f"{target} 已经存在，请换一个文件名。")
    with opened() as settings, tempfile.TemporaryDirectory() as folder:
        counts = rows.write(Path(folder))
        facts: archive.Facts = {"revision": migrations.current(), "rows": counts}
        # The rows come first: a picture or paper that they name is on disk already.
        archive.pack(target, settings, Path(folder), facts)
    click.echo(f"已备份到 {target}：{sum(counts.values())} 行数据。其中有密钥，请妥善保管。")


def restore(file: str) -> None:
    """Unpack `file` into an empty installation."""
    source = Path(file)
    if not source.is_file():
        raise Refused(f"没有找到备份文件 {source}。")
    os.umask(PRIVATE)
    settings = config.load()
    with on_disk(settings), tempfile.TemporaryDirectory() as folder:
        facts = archive.unpack(source, Path(folder))
        _refuse_unless_empty(settings)
        total = _restore_rows(settings, Path(folder), facts)
        migrations.upgrade()
        _check_record()
    click.echo(f"已从 {source} 恢复 {total} 行数据，记录完整。")


def _refuse_unless_empty(settings: Settings) -> None:
    with db.engine.connect() as connection:
        empty = rows.is_empty(connection)
    if not empty or any(archive.kept_files(settings)):
        raise Refused("这里已经有数据了。备份只能恢复到空的安装，请换一个 DELIBERATION_INSTANCE。")


def _restore_rows(settings: Settings, folder: Path, facts: archive.Facts) -> int:
    """Put rows and files in place: all of them, or none."""
    revision = facts["revision"]
    migrations.upgrade(str(revision) if revision else "head")
    placed: list[Path] = []
    try:
        with db.engine.begin() as connection:
            total = rows.read(connection, folder / archive.ROWS)
            archive.place(folder, settings, placed)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    return total
