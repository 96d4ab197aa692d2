from __future__ import annotations

import pytest

from deliberation.domain.roles import PERMISSIONS, ROLES
from tools import references


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
    assert list(references.table(["a"], [["x|y"]]))[-1] == "| x\\|y |"
