"""The library: procedures, rule sets and calendars, read from data files once.

A community adds or replaces files of its own in the folders `procedures`, `rulesets`,
`supervision` and `calendars` of its instance folder; a file of the same name replaces ours.
Everybody who asks within an application gets that application's files, so that a meeting is held
as it was planned.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from flask import current_app, has_app_context

from deliberation.domain import calendar as days
from deliberation.domain import procedure, ruleset, supervision
from deliberation.domain.data import DataError
from deliberation.domain.errors import Missing, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliberation.domain.calendar import Calendar, Year
    from deliberation.domain.procedure import Procedure
    from deliberation.domain.ruleset import Rule
    from deliberation.domain.supervision import Rules

SHIPPED: Final = Path(__file__).parent.parent
# Where a community's own files lie in its instance folder.
FOLDERS: Final = ("procedures", "rulesets", "calendars", "supervision")


class Coded(Protocol):
    """What is known by the code in its file, which is the file's name too."""

    @property
    def code(self) -> str:
        """The code."""


T = TypeVar("T")
C = TypeVar("C", bound=Coded)


def _files(folder: str, own: Path | None) -> dict[str, Path]:
    places = [SHIPPED / folder] if own is None else [SHIPPED / folder, own / folder]
    return {path.stem: path for place in places for path in sorted(place.glob("*.toml"))}


def _load(path: Path, parse: Callable[[Mapping[str, object], str], T]) -> T:
    source = f"{path.parent.name}/{path.name}"
    try:
        mapping = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(source, "", say("不是有效的TOML文件（%(error)s）", error=error)) from error
    return parse(mapping, source)


def _coded(
    folder: str, own: Path | None, parse: Callable[[Mapping[str, object], str], C]
) -> dict[str, C]:
    found = {}
    for name, path in _files(folder, own).items():
        found[name] = _load(path, parse)
        if found[name].code != name:
            raise DataError(f"{folder}/{path.name}", "code", say("要和文件名一样"))
    return found


def _own() -> Path | None:
    """Return the folder of this application's own files."""
    return Path(current_app.instance_path) if has_app_context() else None


def procedures(own: Path | None = None) -> dict[str, Procedure]:
    """Return every procedure by its code; `own` is for a folder other than the application's.

    Raises:
        DataError: when a file is wrong, or names a rule set that there is not.
    """
    return _procedures(own or _own())


@cache
def _procedures(own: Path | None) -> dict[str, Procedure]:
    found = _coded("procedures", own, procedure.parse)
    for one in found.values():
        if one.ruleset not in _rulesets(own):
            problem = say("没有“%(ruleset)s”", ruleset=one.ruleset)
            raise DataError(f"procedures/{one.code}.toml", "ruleset", problem)
    return found


def rulesets(own: Path | None = None) -> dict[str, Rule]:
    """Return every rule set by its code; `own` as for `procedures`.

    Raises:
        DataError: when a file is wrong.
    """
    return _rulesets(own or _own())


@cache
def _rulesets(own: Path | None) -> dict[str, Rule]:
    return _coded("rulesets", own, ruleset.parse)


def calendar(own: Path | None = None) -> Calendar:
    """Return the calendar of all years there is data for; `own` as for `procedures`.

    Raises:
        DataError: when a file is wrong, or its name is not its year.
    """
    return _calendar(own or _own())


@cache
def _calendar(own: Path | None) -> Calendar:
    years: dict[int, Year] = {}
    for name, path in _files("calendars", own).items():
        year = _load(path, days.parse)
        if str(year.year) != name:
            raise DataError(f"calendars/{path.name}", "year", say("要和文件名一样"))
        years[year.year] = year
    return days.Calendar(years)


def find_procedure(code: str) -> Procedure:
    """Return one procedure.

    Raises:
        Missing: when there is none with this code.
    """
    found = procedures().get(code)
    if found is None:
        raise Missing(say("没有这种议事程序：%(code)s", code=code))
    return found


def find_ruleset(code: str) -> Rule:
    """Return one rule set.

    Raises:
        Missing: when there is none with this code.
    """
    found = rulesets().get(code)
    if found is None:
        raise Missing(say("没有这套表决规则：%(code)s", code=code))
    return found


def check() -> None:
    """Read everything at once.

    Raises:
        DataError: naming the first file that is wrong, and where in it.
    """
    procedures()
    calendar()
    supervision_rules()


def supervision_rules(code: str = "", own: Path | None = None) -> Rules:
    """Return the rules of supervision with this code; the default ones where there are none.

    Raises:
        DataError: when a file is wrong.
    """
    found = _supervision(own or _own())
    return found.get(code) or found["default"]


@cache
def _supervision(own: Path | None) -> dict[str, Rules]:
    return _coded("supervision", own, supervision.parse)
