"""The chain: one entry per change, tampering found and named, erasure told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.domain.roles import SYSTEM
from deliberation.store import record
from deliberation.store.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Entry
    from tests.factories import Factory


@pytest.fixture
def entries(make: Factory, moment: datetime) -> list[Entry]:
    """Three entries in one community's chain."""
    community = make.community()
    rows = [
        record.append(
            community, verb, actor=SYSTEM, now=moment, scope=community.id, note=f"第{verb}步 㛃𠮷"
        )
        for verb in ("one", "two", "three")
    ]
    db.session.commit()
    return rows


def test_an_untouched_chain_verifies(entries: list[Entry]) -> None:
    assert [row.sequence for row in entries] == [1, 2, 3]
    assert list(record.verify()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("verb", "other"), ("payload", {"actor": "系统", "note": "改了"}), ("about_id", 99)],
)
def test_a_changed_entry_is_named(entries: list[Entry], field: str, value: object) -> None:
    setattr(entries[1], field, value)
    db.session.commit()
    assert [(row.scope, row.sequence) for row in record.verify()] == [(entries[1].scope, 2)]


def test_a_missing_entry_is_named(entries: list[Entry]) -> None:
    db.session.delete(entries[1])
    db.session.commit()
    assert [row.sequence for row in record.verify()] == [3]


def test_a_cut_end_is_named(entries: list[Entry]) -> None:
    db.session.delete(entries[2])
    db.session.commit()
    assert [row.sequence for row in record.verify()] == [3]


def test_erased_is_not_broken(entries: list[Entry], moment: datetime) -> None:
    record.erase(entries[1], reason="本人要求删除", now=moment)
    db.session.commit()
    assert list(record.verify()) == []


def test_a_payload_lost_without_a_reason_is_broken(entries: list[Entry]) -> None:
    entries[1].payload = None
    db.session.commit()
    assert [str(row.reason) for row in record.verify()] == ["内容丢失，且没有删除说明"]
