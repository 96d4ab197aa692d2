"""Parts from elsewhere: each has its reason, none is copied into the repository."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from tests.architecture import tree

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT = tree.ROOT / "pyproject.toml"
DEPENDENCIES = tree.ROOT / "docs" / "reference" / "dependencies.md"
INSTALLED_KINDS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".eot", ".pdf", ".map"}
MINIFIED_LINE = 1000


def project() -> dict[str, Any]:
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))


def python_parts() -> set[str]:
    """Names of all requirements, the optional ones too, without versions."""
    extras = project()["project"]["optional-dependencies"].values()
    wanted = [*project()["project"]["dependencies"], *(part for extra in extras for part in extra)]
    return {re.split(r"[\[<>=~!; ]", requirement)[0].lower() for requirement in wanted}


def browser_parts() -> set[str]:
    package = json.loads((tree.ROOT / "package.json").read_text(encoding="utf-8"))
    return {*package["dependencies"], *package["devDependencies"]}


def explained_parts() -> set[str]:
    """First column of every row: | `name` | what for | why not our own |."""
    text = DEPENDENCIES.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.{8,}) \| (.{8,}) \|$", text, re.MULTILINE)
    return {name for name, _what, _why in rows}


def test_every_dependency_is_explained_and_no_other() -> None:
    assert explained_parts() == python_parts() | browser_parts()


def test_pins_hold_no_address() -> None:
    lock = (tree.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in re.sub(r'"url": "[^"]*"', "", lock)  # "funding" is a page to read
    pins = (tree.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    bad = [p for p in pins if not p.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.!+]+", p)]
    assert bad == []
    assert "registry=" not in (tree.ROOT / ".npmrc").read_text(encoding="utf-8")


def test_every_requirement_is_pinned() -> None:
    pins = (tree.ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    assert {part for part in python_parts() if f"\n{part}==" not in pins} == set()


def test_lock_has_checksums() -> None:
    lock = json.loads((tree.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert browser_parts() <= {name.removeprefix("node_modules/") for name in packages}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_every_ignored_rule_has_its_reason() -> None:
    lint = project()["tool"]["ruff"]["lint"]
    codes = [
        *lint["ignore"],
        *(code for codes in lint["per-file-ignores"].values() for code in codes),
    ]
    line = re.compile(r'^    "([A-Z]+\d+)",\s+# .{6,}$', re.MULTILINE)
    assert line.findall(PYPROJECT.read_text(encoding="utf-8")) == codes


def unexplained(text: str) -> list[int]:
    """Line numbers of exceptions without words behind them, and without a comment above."""
    bare = re.compile(
        r"#\s*(noqa(: *[A-Z]+\d+([, ]+[A-Z]+\d+)*)?|type: *ignore(\[[\w, -]+\])?)\s*$"
    )
    lines = ["", *text.splitlines()]
    return [
        number
        for number in range(1, len(lines))
        if bare.search(lines[number]) and not lines[number - 1].lstrip().startswith("# ")
    ]


def test_an_exception_without_reason_is_seen() -> None:
    assert unexplained("x = 1  # noqa: S105\ny = 2  # type: ignore[misc]\n") == [1, 2]
    assert unexplained("x = 1  # noqa: S105 - not a secret\n# Flask's own\n@a  # noqa: B008") == []


def test_every_exception_in_the_code_has_its_reason() -> None:
    paths = tree.python_files("deliberation", *tree.WORKSHOP)
    found = {tree.name(p): unexplained(p.read_text(encoding="utf-8")) for p in paths}
    assert not {path: lines for path, lines in found.items() if lines}


def foreign(path: Path) -> bool:
    """A font, a finished document or a minified script: by its name, or by its endless lines."""
    if path.suffix in INSTALLED_KINDS or ".min." in path.name:
        return True
    if path.suffix not in {".js", ".mjs", ".css"} or not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    return max(map(len, text.splitlines()), default=0) > MINIFIED_LINE


def test_third_party_files_are_installed_and_not_kept() -> None:
    assert [tree.name(path) for path in tree.kept_files() if foreign(path)] == []


def test_a_minified_file_is_recognised(tmp_path: Path) -> None:
    script = tmp_path / "quiet.js"
    script.write_text("x=1;" * MINIFIED_LINE, encoding="utf-8")
    assert foreign(script)
    assert foreign(tmp_path / "a.woff2")
    assert not foreign(tmp_path / "a.svg")
