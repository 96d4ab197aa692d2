"""Who may import whom, and who may look at the clock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import tree

BANNED_NAMES = {"util", "utils", "manager", "managers", "helper", "helpers", "process", "processes"}
# The wall clock and the database's; monotonic clocks only measure.
CLOCKS = re.compile(
    r"(^|\.)((datetime|date|func)\.(now|utcnow|today|current_timestamp)|time\.(time|time_ns))$"
)
ONE_CLOCK = tree.HOUSE / "shell" / "clock.py"


def imported(module: ast.Module) -> list[str]:
    """The full name of every import; a relative one begins with a dot."""
    names = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return names


def belongs_in_domain(name: str) -> bool:
    """The standard library, the domain itself, and neighbours in the same package."""
    if name.startswith("."):
        return not name.startswith("..")
    if name.split(".", maxsplit=1)[0] == "deliberation":
        return name.startswith("deliberation.domain")
    return name.split(".", maxsplit=1)[0] in sys.stdlib_module_names


def clocks_read(module: ast.Module) -> list[str]:
    """Calls that ask what time it is, and references to them (defaults, for example)."""
    attributes = (node for node in ast.walk(module) if isinstance(node, ast.Attribute))
    return [text for node in attributes if CLOCKS.search(text := ast.unparse(node))]


def test_the_rules_see_what_they_forbid() -> None:
    assert not belongs_in_domain("flask")
    assert not belongs_in_domain("deliberation.store.db")
    assert not belongs_in_domain("..store")
    assert belongs_in_domain("dataclasses")
    assert belongs_in_domain("deliberation.domain.errors")
    code = "datetime.datetime.now(UTC); func.now(); date.today(); time.monotonic(); clock.now()"
    assert clocks_read(ast.parse(code)) == ["datetime.datetime.now", "func.now", "date.today"]


@pytest.mark.parametrize("path", tree.python_files("deliberation/domain"), ids=tree.name)
def test_the_domain_is_plain_python(path: Path) -> None:
    strangers = [name for name in imported(tree.parsed(path)) if not belongs_in_domain(name)]
    assert not strangers


def test_one_clock() -> None:
    paths = [path for path in tree.python_files("deliberation") if path != ONE_CLOCK]
    readers = {tree.name(path): clocks_read(tree.parsed(path)) for path in paths}
    assert not {path: calls for path, calls in readers.items() if calls}


def test_files_are_named_for_what_they_hold() -> None:
    paths = tree.HOUSE.rglob("*")
    assert not [tree.name(path) for path in paths if path.stem in BANNED_NAMES]


def test_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-logo"], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
