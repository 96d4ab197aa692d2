"""The command `deliberation`: each command is a sentence on success and a sentence on failure."""

from __future__ import annotations

import os
import sys

import click

from deliberation.cli.frame import Commands, Refused, sentence_for


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="社区协商议事：从一条意见到一份可以张贴的会议纪要。",
)
@click.version_option(package_name="deliberation", help="显示版本。", message="%(version)s")
def group() -> None:
    """Deliberation: from an opinion to minutes on the wall."""


@group.command("run", help="启动服务，打印本机和会场的地址。")
@click.option("--host", help="监听的地址；0.0.0.0 让会场里的手机也能打开。")
@click.option("--port", type=click.IntRange(1, 65535), help="网页的端口，默认 8000。")
@click.option("--tls/--no-tls", default=None, help="工作人员用 HTTPS；对外监听时默认打开。")
@click.option("--tls-port", type=click.IntRange(1, 65535), help="HTTPS 的端口，默认是下一个。")
def run(host: str | None, port: int | None, tls: bool | None, tls_port: int | None) -> None:  # noqa: FBT001 - click passes options by name
    """Start the server."""
    from deliberation.cli import running

    running.run(host, port, tls=tls, tls_port=tls_port)


@group.command("demo", help="在空的安装里装入示范社区，打印它的账号。")
def demo_community() -> None:
    """Load the demo."""
    from deliberation.cli import running

    running.load_demo()


@group.command("fonts", help="取来打印用的字体，装好就能印纪要和通知；已经装好的不重装。")
def install_fonts() -> None:
    """Install the print faces."""
    from deliberation.cli import fonts

    fonts.install()


@group.command("minutes", help="取出一份已审定的会议纪要；NUMBER 是编号，latest 是最新的一份。")
@click.argument("number")
@click.option("-o", "--output", required=True, type=click.Path(), help="写到哪个 PDF 文件。")
def minutes(number: str, output: str) -> None:
    """Copy out one frozen PDF of approved minutes."""
    from deliberation.cli import papers

    papers.minutes(number, output)


@group.command("verify", help="逐条核对记录和审定的纪要文件；有误时指出第一条，并以 1 退出。")
def verify() -> None:
    """Check every entry of the record."""
    from deliberation.cli import keeping

    keeping.verify()


@group.command("backup", help="把整个安装备份到一个文件；开会时也可以做。")
@click.argument("file", type=click.Path())
def backup(file: str) -> None:
    """Pack the installation into one file."""
    from deliberation.cli import keeping

    keeping.backup(file)


@group.command("restore", help="把备份恢复到一个空的安装。")
@click.argument("file", type=click.Path())
def restore(file: str) -> None:
    """Unpack a backup into an empty installation."""
    from deliberation.cli import keeping

    keeping.restore(file)


@group.command("jobs", hidden=True, help="处理后台任务，直到标准输入关闭；由 run 启动。")
def jobs() -> None:
    """Be the job consumer; `run` starts it."""
    from deliberation.cli import running

    running.consume()


def main(arguments: list[str] | None = None) -> None:
    """Run one command; every failure is a sentence on stderr and exit code 1."""
    try:
        code = group.main(arguments, prog_name="deliberation", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except Exception as error:
        if os.environ.get("DELIBERATION_ENV") == "development" and not isinstance(
            error, (Refused, click.ClickException)
        ):
            raise
        click.echo(sentence_for(error), err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
