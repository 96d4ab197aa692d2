from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import record

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=9,
)
payloads = st.dictionaries(st.text(max_size=9), values, max_size=5)


def test_the_order_of_keys_and_the_zone_of_a_time_do_not_matter() -> None:
    noon = datetime(2026, 9, 17, 4, 0, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=8)))
    assert record.canonical({"b": 1, "a": noon}) == record.canonical({"a": there, "b": 1})
    assert record.canonical({"on": date(2026, 9, 17)}) == '{"on":"2026-09-17"}'


@given(payloads)
def test_a_round_trip_through_json_keeps_the_digest(payload: dict[str, object]) -> None:
    kept = json.loads(json.dumps(record.plain(payload)))
    assert record.digest(kept, "salt") == record.digest(payload, "salt")


@given(payloads, st.text(max_size=5), st.text(max_size=5))
def test_a_digest_depends_on_its_salt(payload: dict[str, object], one: str, other: str) -> None:
    same = record.digest(payload, one) == record.digest(payload, other)
    assert same == (one == other)


@given(payloads, payloads)
def test_links_differ_when_facts_differ(one: dict[str, object], other: dict[str, object]) -> None:
    differ = record.canonical(one) != record.canonical(other)
    assert (record.link(one) != record.link(other)) == differ


def test_a_link_follows_from_the_one_before() -> None:
    first = record.link({"previous": record.ORIGIN, "verb": "submit"})
    second = record.link({"previous": first, "verb": "submit"})
    assert len({record.ORIGIN, first, second}) == 3
