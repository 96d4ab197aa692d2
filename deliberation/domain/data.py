"""Reading data files (TOML): a mistake names the file and the key path, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deliberation.domain.errors import DomainError, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class DataError(DomainError):
    """A data file says something that it cannot say."""

    def __init__(self, source: str, path: str, problem: Sentence) -> None:
        super().__init__(
            say(
                "数据文件%(file)s的“%(path)s”有误：%(problem)s。",
                file=source,
                path=path,
                problem=problem,
            )
        )
        self.source = source
        self.path = path


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a data file, with where it stands (`stages[2]`)."""

    values: Mapping[str, object]
    source: str
    path: str = ""

    def at(self, key: str) -> str:
        """Return the full path of `key`."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, problem: Sentence) -> DataError:
        """Return the error that names this key."""
        return DataError(self.source, self.at(key), problem)

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self.values

    def only(self, *keys: str) -> Table:
        """Let the table pass when it has no other keys, so that a typing error is seen.

        Raises:
            DataError: naming the first unknown key.
        """
        for key in self.values:
            if key not in keys:
                raise self.wrong(key, say("没有这一项"))
        return self

    def _get(self, key: str) -> object:
        if key not in self.values:
            raise self.wrong(key, say("缺少这一项"))
        return self.values[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty.

        Raises:
            DataError: when it is missing, empty or no text.
        """
        if default is not None and key not in self.values:
            return default
        value = self._get(key)
        if not isinstance(value, str):
            raise self.wrong(key, say("应当是文字"))
        if default is None and not value.strip():
            raise self.wrong(key, say("不能为空"))
        return value

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """Return one of the codes in `choices`.

        Raises:
            DataError: listing what can be chosen.
        """
        value = self.text(key, default)
        if value not in choices:
            raise self.wrong(
                key,
                say("“%(value)s”不在可选范围内（%(known)s）", value=value, known=tuple(choices)),
            )
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """Return an integer from `least` to `most`.

        Raises:
            DataError: when it is missing, no integer or outside.
        """
        if default is not None and key not in self.values:
            return default
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, say("应当是整数"))
        if not least <= value <= most:
            raise self.wrong(key, say("应当在%(least)s到%(most)s之间", least=least, most=most))
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false.

        Raises:
            DataError: when it is something else.
        """
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, say("应当是true或者false"))
        return value

    def day(self, key: str) -> date | None:
        """Return a date, None when it is not there. JSON keeps dates as text.

        Raises:
            DataError: when it is no date.
        """
        value = self.values.get(key)
        try:
            return date.fromisoformat(value) if isinstance(value, str) else _day(value)
        except ValueError as error:
            raise self.wrong(key, say("应当是日期")) from error

    def days(self, key: str) -> frozenset[date]:
        """Return a list of dates.

        Raises:
            DataError: when one of them is no date.
        """
        return frozenset(
            self._require_day(f"{key}[{n}]", value) for n, value in enumerate(self._list(key))
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when it is not there.

        Raises:
            DataError: when one of them is no text.
        """
        values = self._list(key) if key in self.values else []
        for n, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(f"{key}[{n}]", say("应当是文字"))
        return tuple(str(value) for value in values)

    def table(self, key: str) -> Table:
        """Return the table below `key`.

        Raises:
            DataError: when there is none.
        """
        return self._table(key, self._get(key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the list of tables below `key`.

        Raises:
            DataError: when it is not a list of tables, or empty.
        """
        values = self._list(key)
        if not values:
            raise self.wrong(key, say("至少要有一项"))
        return tuple(self._table(f"{key}[{n}]", value) for n, value in enumerate(values))

    def _list(self, key: str) -> list[object]:
        value = self._get(key)
        if not isinstance(value, list):
            raise self.wrong(key, say("应当是列表"))
        return value

    def _table(self, key: str, value: object) -> Table:
        if not isinstance(value, dict):
            raise self.wrong(key, say("应当是一组键值"))
        return Table(value, self.source, self.at(key))

    def _require_day(self, key: str, value: object) -> date:
        try:
            day = _day(value)
        except ValueError:
            day = None
        if day is None:
            raise self.wrong(key, say("应当是日期"))
        return day


def _day(value: object) -> date | None:
    # A TOML date is a date; a date with a time (also a `date` to Python) is not meant here.
    if value is None or type(value) is date:
        return value
    raise ValueError(value)
