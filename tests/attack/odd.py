"""Odd texts, what a form asks for, and a plain answer to each question."""

from __future__ import annotations

from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import fields

from deliberation.app import FEATURES
from deliberation.shell.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ZALGO: Final = "停" + "\u0335\u0321\u0327" * 40
# What is typed in earnest, what is typed in malice, and what breaks off in between.
ODD: Final = (
    "a\0b",
    "\0",
    "\ud800",
    "\u202e停车\u2066",
    "👨‍👩‍👧‍👦🅿️㛃𠮷𰻝",
    "شارك برأيك",
    ZALGO,
    "{{7*7}}{% raise %}",
    "%(x)s%s%d%",
    "100%",
    "<script>alert(1)</script>\"'><img src=x onerror=1>",
    "a\r\nSet-Cookie: x=1",
    "' OR 1=1 --\\",
    "../../etc/passwd",
    "9" * 19,
    "9" * 5000,
    "-1",
    "²",
    "٣",
    "1e9",
    "NaN",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "9999-12-31",
    "0001-01-01",
    "长" * 20_001,
)
# One of each kind: what passes a form's own checks may still break a verb, a query or a page.
SHARP: Final = (
    "a\0b",
    "\ud800\u202e👨‍👩‍👧‍👦🅿️㛃𠮷{{7*7}}%(x)s%s%d%<script>alert(1)</script>\"'",
    "9" * 10,
    "9999-12-31T23:59",
)
# Bounds end somewhere: one more than each, in the widest letters there are.
LONG: Final = tuple("𠮷" * (bound + 1) for bound in (40, 80, 200, 500, 2000))
PLAIN: Final[dict[type[fields.Field], str]] = {
    fields.IntegerField: "1",
    fields.DateTimeLocalField: "2026-09-24T15:00",
    fields.DateField: "2026-09-24",
    fields.BooleanField: "y",
    fields.PasswordField: "three-plain-words",
}


class Asked(ImmutableMultiDict[str, Any]):
    """A form that notes which of its fields the code asks for."""

    names: Final[set[str]] = set()

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the base class
        self.names.add(key)
        return super().get(key, *rest, **named)

    def getlist(self, key: str, *rest: Any) -> list[Any]:
        self.names.add(key)
        return super().getlist(key, *rest)


class Asking(Request):
    """A request whose form is such a one."""

    parameter_storage_class = Asked


def plain_values() -> dict[str, str]:
    """A plain answer for every field of every form that the features have."""
    return {name: value for form in _forms() for name, value in _plain(form)}


def _forms() -> Iterator[type[Form]]:
    for feature in FEATURES:
        for module in _modules(f"deliberation.features.{feature}.forms"):
            for kind in vars(module).values():
                if isclass(kind) and issubclass(kind, Form):
                    yield kind


def _modules(name: str) -> Iterator[ModuleType]:
    """A module of forms, and where it is a package each of its parts."""
    try:
        module = import_module(name)
    except ModuleNotFoundError:
        return
    yield module
    for part in iter_modules(getattr(module, "__path__", ())):
        yield import_module(f"{name}.{part.name}")


def _plain(form: type[Form]) -> Iterator[tuple[str, str]]:
    for field in form(formdata=None, meta={"csrf": False}):
        if isinstance(field, fields.SelectField | fields.SelectMultipleField):
            offered = [str(row[0]) for row in field.iter_choices() if row[0]]
            yield field.name, offered[0] if offered else "1"
        else:
            kinds = (PLAIN[kind] for kind in type(field).__mro__ if kind in PLAIN)
            yield field.name, next(kinds, "西侧停车")
