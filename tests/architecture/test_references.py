from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import PERMISSIONS, ROLES
from deliberation.store.db import db
from tests.architecture import tree
from tools import references
from tools.markdown import table

if TYPE_CHECKING:
    from pathlib import Path

# The pictures are made by `make pictures`; without them a page is still right.
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)")
PROSE = [tree.ROOT / "README.md", *sorted((tree.ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", references.pages())
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    assert name not in references.stale(), "run `make references` and commit docs/reference"


def test_every_lifecycle_is_found() -> None:
    kinds = {lifecycle.kind for _module, lifecycle in references.lifecycles()}
    assert kinds >= {"opinion", "topic", "meeting", "commitment", "minutes"}


def test_every_permission_and_role_has_its_line() -> None:
    page = references.pages()["permissions.md"]
    assert [code for code in (*PERMISSIONS, *ROLES) if f"`{code}`" not in page] == []
    assert not any(line.endswith("|  |") for line in page.splitlines())


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert list(table(["a"], [["x|y"]]))[-1] == "| x\\|y |"


def test_the_glossary_names_every_table_role_and_kind() -> None:
    page = (references.PAGES / "glossary.md").read_text("utf-8")
    kinds = {lifecycle.kind for _module, lifecycle in references.lifecycles()}
    words = {*db.metadata.tables, *ROLES, *kinds}
    assert sorted(word for word in words if f"`{word}`" not in page) == []


@pytest.mark.parametrize("path", PROSE, ids=tree.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
