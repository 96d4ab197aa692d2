"""Small: the caps of docs/explanation/architecture.md, principle 14.

A module counts all its lines. A function counts from `def` to its last line, without decorators
and without its docstring. Medians are over deliberation/ alone: modules under 5 lines are left out
there, and migrations everywhere.
"""

from __future__ import annotations

import ast
from statistics import median
from typing import TYPE_CHECKING

from tests.architecture import tree

if TYPE_CHECKING:
    from pathlib import Path

MODULE, MODULE_MEDIAN, STUB = 250, 80, 5
FUNCTION, FUNCTION_MEDIAN = 40, 8
TEMPLATE, SCRIPT = 120, 150


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code and comments, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def functions(path: Path) -> dict[str, int]:
    """Every function of a module, nested ones too, with its length."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = (node for node in ast.walk(tree.parsed(path)) if isinstance(node, kinds))
    return {f"{tree.name(path)}:{node.lineno} {node.name}": length(node) for node in found}


def too_long(paths: list[Path], cap: int) -> list[str]:
    return [f"{tree.name(path)}: {n} lines" for path in paths if (n := tree.lines(path)) > cap]


def test_a_length_leaves_out_decorators_and_docstring() -> None:
    code = '@one\n@two\ndef f(\n    a,\n):\n    """Two\n    lines."""\n    return a\n'
    function = ast.parse(code).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert length(function) == 4


def test_modules_are_short() -> None:
    assert not too_long(tree.python_files("deliberation", *tree.WORKSHOP), MODULE)


def test_most_modules_are_very_short() -> None:
    sizes = [n for path in tree.python_files("deliberation") if (n := tree.lines(path)) >= STUB]
    assert median(sizes or [0]) <= MODULE_MEDIAN


def test_functions_are_short() -> None:
    paths = tree.python_files("deliberation", *tree.WORKSHOP)
    sizes = {where: n for path in paths for where, n in functions(path).items()}
    assert not {where: n for where, n in sizes.items() if n > FUNCTION}


def test_most_functions_are_very_short() -> None:
    sizes = [n for path in tree.python_files("deliberation") for n in functions(path).values()]
    assert median(sizes or [0]) <= FUNCTION_MEDIAN


def test_templates_are_short() -> None:
    assert not too_long(tree.templates(), TEMPLATE)


def test_scripts_are_short() -> None:
    assert not too_long(tree.static_files(".js", ".mjs"), SCRIPT)
