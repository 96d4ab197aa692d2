"""What the how-tos tell people to paste is what the library reads."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import TYPE_CHECKING

from deliberation.domain.agenda import KINDS
from deliberation.domain.roles import MEETING_ROLES
from deliberation.store import library
from tests.architecture.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOML = re.compile(r"^ *```toml\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
HOW_TO = ROOT / "docs" / "how-to"


def pasted(page: str, target: Path) -> str:
    """Put the page's example where the page says; return the whole page."""
    text = (HOW_TO / page).read_text("utf-8")
    (example,) = TOML.findall(text)
    target.parent.mkdir()
    target.write_text(textwrap.dedent(example), "utf-8")
    return text


def test_a_procedure_of_one_s_own(tmp_path: Path) -> None:
    page = pasted("add-a-procedure.md", tmp_path / "procedures" / "loudao.toml")
    own = library.procedures(tmp_path)["loudao"]
    assert (own.title, own.minutes) == ("楼道小议", 30)
    assert [word for word in (*KINDS, *MEETING_ROLES) if f"`{word}`" not in page] == []


def test_the_next_year(tmp_path: Path) -> None:
    pasted("add-a-calendar-year.md", tmp_path / "calendars" / "2027.toml")
    calendar = library.calendar(tmp_path)
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 4))
