"""Write the pages of docs/reference that say what tables in the code and data files say.

`--check` writes nothing: it names the pages that are stale and exits with 1.
"""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from deliberation import config
from deliberation.cli import group
from deliberation.domain import roles
from deliberation.domain.lifecycle import Lifecycle
from tools.markdown import table
from tools.reference_data import data_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ROOT / "docs" / "reference"
MADE: Final = "<!-- 由 tools/references.py 生成；改代码里的表，再运行 make references。 -->"
STAYS: Final = "（不变）"
ANYONE: Final = "任何人"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    texts = {
        "moves.md": moves(),
        "permissions.md": permissions(),
        "settings.md": settings(),
        "commands.md": commands(),
        **data_pages(),
    }
    return {name: f"{MADE}\n\n" + "\n".join(lines) + "\n" for name, lines in texts.items()}


# ---------------------------------------------------------------- moves


def moves() -> list[str]:
    """Return the page of all transition tables."""
    lines = [
        "# 动作：每样东西怎样一步步往前走",
        "",
        "代码里的转换表就是规矩：页面上的按钮、被拒绝时的回答、测试和这一页，都从同一张表来。",
        "“条件”是代码里守卫的名字；不满足时，页面用一句话说明还差什么。",
    ]
    for module, lifecycle in lifecycles():
        lines += ["", f"## {lifecycle.word}（`{lifecycle.kind}`）", "", f"`{module}`", ""]
        lines += table(("阶段", "代码"), _stages(lifecycle))
        lines += ["", *table(("动作", "代码", "从", "到", "由谁", "条件"), _moves(lifecycle))]
    return lines


def lifecycles() -> list[tuple[str, Lifecycle[Any]]]:
    """Return every transition table in the house with the module that writes it down."""
    found = []
    for path in sorted((ROOT / "deliberation").rglob("*.py")):
        for name in _tables(ast.parse(path.read_text("utf-8"))):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
                ".__init__"
            )
            found.append((module, getattr(importlib.import_module(module), name)))
    return found


def _tables(module: ast.Module) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
            call = node.value.func
            if isinstance(call, ast.Name) and call.id == Lifecycle.__name__:
                yield ast.unparse(node.target)


def _stages(lifecycle: Lifecycle[Any]) -> Iterator[tuple[str, str]]:
    for code, stage in lifecycle.stages.items():
        first = "，从这里开始" if code == lifecycle.first else ""
        yield f"{stage.word}{first}", f"`{code}`"


def _moves(lifecycle: Lifecycle[Any]) -> Iterator[tuple[str, ...]]:
    words = {code: str(stage.word) for code, stage in lifecycle.stages.items()}
    for code, move in lifecycle.moves.items():
        yield (
            str(move.word),
            f"`{code}`",
            "、".join(word for stage, word in words.items() if stage in move.sources),
            words[move.target] if move.target else STAYS,
            holders(move.permission),
            "、".join(f"`{_name(guard)}`" for guard in move.guards) or "",
        )


def _name(guard: Any) -> str:  # noqa: ANN401 - a function, or a closure made by one
    return str(guard.__qualname__).partition(".")[0].removeprefix("_")


# ---------------------------------------------------------------- permissions


def permissions() -> list[str]:
    """Return the page of roles and permissions."""
    return [
        "# 权限：谁可以做什么",
        "",
        "只有这一张表（`deliberation/domain/roles.py`），按钮、提交和下载都问它。",
        "测试以每种角色把每个网址各试一遍（`tests/features/test_every_route.py`）。",
        "",
        "## 角色",
        "",
        *table(
            ("角色", "代码", "在哪里有效"),
            ((word, f"`{code}`", _reach(code)) for code, word in roles.ROLES.items()),
        ),
        "",
        "没有账号的居民不是角色：回执码只打开自己的那一件事，席位码只打开自己的那一个席位。",
        "",
        "## 权限",
        "",
        *table(("权限", "由谁"), ((f"`{code}`", holders(code)) for code in roles.PERMISSIONS)),
    ]


def holders(permission: str) -> str:
    """Return the words of the roles that carry `permission`."""
    held = roles.PERMISSIONS[permission]
    if roles.ANYONE in held:
        return ANYONE
    if held >= roles.ROLES.keys():
        return "任何有账号和角色的人"
    return "、".join(str(word) for code, word in roles.ROLES.items() if code in held)


def _reach(role: str) -> str:
    if role in roles.MEETING_ROLES:
        return "一次会议"
    if role in roles.STREET_ROLES:
        return "一个街道的各社区"
    return "一个社区" if role in roles.COMMUNITY_ROLES else "整个安装（不改业务内容）"


# ---------------------------------------------------------------- settings


def settings() -> list[str]:
    """Return the page of settings."""
    rows = (
        (
            f"`{item.variable}`" if item.variable else "",
            f"`{item.key}`" if item.key else "",
            f"`{item.default}`" if item.default else "（空）",
            item.use,
        )
        for item in (config.INSTANCE, *config.SETTINGS)
    )
    return [
        "# 设置",
        "",
        "写在环境变量里，或者写在安装文件夹的 `config.toml` 里（例如 `port = 9000`）。",
        "两处都有时，环境变量优先。",
        "",
        *table(("环境变量", "config.toml", "默认", "用途"), rows),
    ]


# ---------------------------------------------------------------- commands


def commands() -> list[str]:
    """Return the page of the command line."""
    lines = [
        "# 命令",
        "",
        str(group.help),
        "在源代码的文件夹里，`deliberation` 写作 `.venv/bin/deliberation`。",
        "每个命令成功时说一句话；不成功时在标准错误里说一句话，并以 1 退出。",
    ]
    for name, command in group.commands.items():
        if not command.hidden:
            lines += ["", f"## deliberation {name}", "", str(command.help), *_parameters(command)]
    return lines


def _parameters(command: click.Command) -> list[str]:
    rows = []
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            names = [*parameter.opts, *parameter.secondary_opts]
            must = "必填。" if parameter.required else ""
            rows.append((" ".join(f"`{name}`" for name in names), f"{must}{parameter.help or ''}"))
        else:
            rows.append((f"`{parameter.human_readable_name}`", "必填。"))
    return ["", *table(("参数", "说明"), rows)] if rows else []


def stale() -> list[str]:
    """Return the names of pages that are not what the code says."""
    return [
        name
        for name, text in pages().items()
        if not (PAGES / name).is_file() or (PAGES / name).read_text("utf-8") != text
    ]


def main() -> int:
    """Write the pages, or check them."""
    old = stale()
    if "--check" in sys.argv[1:]:
        for name in old:
            sys.stderr.write(f"docs/reference/{name} is stale: run `make references`\n")
        return 1 if old else 0
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
