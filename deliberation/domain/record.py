"""The arithmetic of the record's chain: canonical text, salted digests, links."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ORIGIN: Final = "0" * 64


def canonical(value: object) -> str:
    """Return the one JSON text of `value`: sorted keys, no spaces, UTC times."""
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def plain(details: Mapping[str, object]) -> dict[str, object]:
    """Return `details` as JSON can keep them, equal after a round trip through a database."""
    return {str(name): _plain(value) for name, value in details.items()}


def digest(payload: Mapping[str, object], salt: str) -> str:
    """Return the salted digest that stands for `payload` in the chain."""
    return _sha256(f"{salt}\n{canonical(payload)}")


def link(facts: Mapping[str, object]) -> str:
    """Return an entry's link: the hash over its facts, its digest and the previous link."""
    return _sha256(canonical(facts))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    if isinstance(value, str | int | bool) or value is None:
        return value
    return str(value)
