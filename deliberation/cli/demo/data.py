"""The demo's files as tables; times without a zone are Beijing time."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import deliberation
from deliberation.domain.calendar import SHANGHAI

FOLDER: Final = Path(deliberation.__file__).parent / "demo"
MEETINGS: Final = ("parking", "gate")

Table = dict[str, Any]


def table(name: str) -> Table:
    """Return one TOML file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def opinions() -> list[dict[str, str]]:
    """Return the rows of the opinions, in the order of their numbers."""
    with (FOLDER / "opinions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(day: date | str, clock: str) -> datetime:
    """Return a time of a day in Beijing; `clock` as 09:40."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time.fromisoformat(clock), SHANGHAI)


def beijing(at: datetime) -> datetime:
    """Return a time of the data; without a zone it is Beijing's."""
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
