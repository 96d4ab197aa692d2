"""Starting the server, the job consumer, and the demo."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from deliberation import config
from deliberation.cli.frame import PRIVATE, Refused


def run(host: str | None, port: int | None, *, tls: bool | None, tls_port: int | None) -> None:
    """Listen, upgrade the database, tell the addresses, answer until stopped."""
    from deliberation import serve
    from deliberation.cli import welcome
    from deliberation.cli.demo.beside import load_beside

    os.umask(PRIVATE)
    settings = config.load()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    server = serve.Server(settings, secure=tls, tls_port=tls_port)
    server.app.extensions["demo_loader"] = lambda: load_beside(settings)
    with server.app.app_context():
        upgrade()
        server.start()
        welcome.write(settings, server.tls_port)
    server.wait()
    click.echo("议事系统已经停止。")


def upgrade() -> None:
    """Bring the database to the newest version, telling so."""
    from deliberation import migrations

    if migrations.upgrade():
        click.echo("数据库已更新到最新版本。")


def consume() -> None:
    """Be the job consumer."""
    from deliberation.app import create_app
    from deliberation.shell.jobs import consume

    os.umask(PRIVATE)
    consume(create_app())


def load_demo() -> None:
    """Load the demo into an empty installation and print its accounts.

    `deliberation.cli.demo.load(now)` runs in an application context on an upgraded, empty
    database, commits for itself, and returns login, password and words on each account.
    """
    from deliberation.cli import demo, fonts
    from deliberation.cli.opened import on_disk
    from deliberation.cli.welcome import is_empty
    from deliberation.shell import clock

    os.umask(PRIVATE)
    with on_disk(config.load()):
        upgrade()
        if not is_empty():
            raise Refused("这里已经有账号和数据了，示范社区只能装入空的安装。")
        if fonts.are_missing():
            click.echo("示范社区里有印好的纪要，先装打印用的字体。")
            fonts.install()
        accounts = demo.load(clock.now())
    click.echo("示范社区已经装好。账号如下，密码只显示这一次：")
    width = max(len(login) for login, _password, _words in accounts)
    for login, password, words in accounts:
        click.echo(f"  {login:<{width}}  {password}  {words}")
    click.echo(f"示范数据的日期都在2026年：{demo.PINNED}")
