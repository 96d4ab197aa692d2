"""Frozen papers on the command line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import click
from sqlalchemy import select

from deliberation.cli.frame import Refused
from deliberation.cli.opened import opened
from deliberation.store.db import db
from deliberation.store.models import Minutes


def minutes(number: str, output: str) -> None:
    """Copy the frozen PDF of approved minutes to `output` after checking its hash.

    Raises:
        Refused: there are none, they are a draft, or the file is not the one that was frozen.
    """
    with opened() as settings:
        row = _latest() if number == "latest" else _numbered(number)
        content = _frozen(settings.papers / f"{row.sha256}.pdf", row)
        title = row.number
    _write(Path(output), content)
    click.echo(f"会议纪要 {title} 已写到 {output}。")


def _latest() -> Minutes:
    newest = select(Minutes).where(Minutes.sha256 != "")
    row = db.session.scalar(newest.order_by(Minutes.approved_at.desc(), Minutes.id.desc()).limit(1))
    if row is None:
        raise Refused("还没有已审定的会议纪要。")
    return row


def _numbered(number: str) -> Minutes:
    rows = db.session.scalars(select(Minutes).where(Minutes.number == number)).all()
    if not rows:
        raise Refused(f"没有编号为 {number} 的会议纪要。")
    approved = [row for row in rows if row.sha256]
    if not approved:
        raise Refused(f"会议纪要 {number} 还没有审定，审定之后才有可以打印的文件。")
    if len(approved) > 1:
        raise Refused(f"有 {len(approved)} 个社区的会议纪要都叫 {number}，请在网页上下载。")
    return approved[0]


def _frozen(path: Path, row: Minutes) -> bytes:
    if not path.is_file():
        raise Refused(f"会议纪要 {row.number} 的文件不见了，请从备份恢复 papers/{path.name}。")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Refused(f"会议纪要 {row.number} 的文件在审定之后被改动过，没有写出。请从备份恢复。")
    return content


def _write(target: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
