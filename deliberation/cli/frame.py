"""How commands speak: help in Chinese, and a sentence for whatever goes wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from deliberation.config import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS: Final = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
PRIVATE: Final = 0o077  # what residents write is for this account of the machine alone
SEE_HELP: Final = "用法见 deliberation --help。"


class Refused(Exception):
    """A command cannot do what it was asked for; the message is the whole sentence."""


class Formatter(click.HelpFormatter):
    """Click's help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Begin a section under its Chinese heading."""
        with super().section(HEADINGS.get(name, name)):
            yield


class Context(click.Context):
    """Uses our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with Chinese help."""

    context_class = Context

    def __init__(self, *arguments: object, **options: object) -> None:
        options.setdefault("options_metavar", "[选项]")
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # passed through as given

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, explained in Chinese."""
        return _explained(super().get_help_option(ctx))


class Commands(click.Group):
    """A group with Chinese help."""

    context_class = Context
    command_class = Command

    def __init__(self, *arguments: object, **options: object) -> None:
        options.update(options_metavar="[选项]", subcommand_metavar="命令 …")
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # passed through as given

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, explained in Chinese."""
        return _explained(super().get_help_option(ctx))


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这份说明。"
    return option


def sentence_for(error: BaseException) -> str:
    """Return what a person is told of `error`."""
    if isinstance(error, (Refused, SettingsError)):
        return str(error)
    if isinstance(error, click.ClickException):
        return _usage(error)
    known = {
        "CannotListen": str(error),
        "IntegrityError": f"数据前后矛盾，没有写入：{_first_line(error)}",
        "OperationalError": f"数据库打不开：{_first_line(error)}",
        "DatabaseError": f"数据库打不开：{_first_line(error)}",
        "CommandError": "数据库来自更新的版本，这个版本的程序不能使用它。请先更新程序。",
        "PermissionError": f"没有权限读写 {getattr(error, 'filename', '')}。",
        "FileNotFoundError": f"没有找到 {getattr(error, 'filename', '')}。",
        "TimeoutExpired": "等了很久没有等到，已经停下。请看一下网络，再运行一次。",
        "OSError": f"读写文件时出错：{error}",
    }
    for kind in _kinds(error):
        if kind in known:
            return known[kind]
    return f"出了意外，命令没有完成：{type(error).__name__}：{_first_line(error)}"


def _kinds(error: BaseException) -> Iterator[str]:
    # By name: the libraries of these errors are loaded only by commands that use them.
    for kind in type(error).__mro__:
        yield kind.__name__


def _first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。{SEE_HELP}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}。{SEE_HELP}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} 的值不能使用。{SEE_HELP}"
    return f"命令的写法有误。{SEE_HELP}"


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.human_readable_name if error.param else ""
