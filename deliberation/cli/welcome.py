"""What `run` prints: the addresses of this machine and the hall, a QR code, the set-up link."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import segno
from sqlalchemy import select

from deliberation import config
from deliberation.cli import fonts
from deliberation.domain.calendar import zh_date
from deliberation.domain.data import DataError
from deliberation.features.people.actions.setup import invite
from deliberation.shell import clock
from deliberation.shell.addresses import for_url, hall_addresses, is_loopback
from deliberation.store import library
from deliberation.store.db import db, writing
from deliberation.store.models import Account

if TYPE_CHECKING:
    from deliberation.config import Settings


def write(settings: Settings, tls_port: int | None) -> None:
    """Print everything; needs an application context."""
    own = "127.0.0.1" if _everywhere(settings.host) else settings.host
    click.echo("议事系统已经启动。")
    click.echo(f"  这台电脑：http://{for_url(own)}:{settings.port}")
    _write_hall(settings, tls_port)
    if is_empty():
        link = f"http://{for_url(own)}:{settings.port}/setup?token={_link_token()}"
        click.echo("  还没有任何账号。请打开这个只能用一次的链接开始设置：")
        click.echo(f"    {link}")
    _write_what_is_wrong()
    if fonts.are_missing():
        place = f"{config.INSTANCE.variable}={settings.instance}"
        click.echo("  还没有打印用的字体，现在印不了纪要和通知。请另开一个终端运行：")
        click.echo(f"    {shlex.join(['env', place, str(Path(sys.argv[0]).resolve()), 'fonts'])}")
    if settings.clock_pinned_to:
        day = zh_date(settings.clock_pinned_to)
        click.echo(f"  这里装的是示范社区：日期停在{day}，钟点照常走。")
    click.echo("按 Ctrl-C 停止。")


def _write_what_is_wrong() -> None:
    """Name a data file of this community that cannot be used, before a page stumbles over it."""
    try:
        library.check()
    except DataError as error:
        click.echo(f"  请改好这个文件，再重新启动：{error}")


def _write_hall(settings: Settings, tls_port: int | None) -> None:
    hosts = [] if is_loopback(settings.host) else [settings.host]
    if _everywhere(settings.host):
        hosts = hall_addresses()
    if not hosts:
        click.echo("  现在只有这台电脑能打开。要让会场里的手机打开，请用：")
        click.echo("    deliberation run --host 0.0.0.0")
        return
    for host in hosts:
        click.echo(f"  会场里的手机和投影：http://{for_url(host)}:{settings.port}")
        if tls_port:
            click.echo(f"  工作人员的电脑和平板：https://{for_url(host)}:{tls_port}")
            click.echo(
                f"    第一次用之前安装证书：http://{for_url(host)}:{settings.port}/certificate"
            )
    segno.make(f"http://{for_url(hosts[0])}:{settings.port}/", micro=False).terminal(
        sys.stdout, compact=True
    )


def _everywhere(host: str) -> bool:
    return host in {"", "0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def is_empty() -> bool:
    """Say whether nobody has an account yet."""
    return db.session.scalar(select(Account.id).limit(1)) is None


def _link_token() -> str:
    with writing():
        return invite(now=clock.now())
