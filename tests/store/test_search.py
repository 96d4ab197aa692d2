"""Search by bigrams finds Chinese words on both databases; likeness ranks and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.store import search
from deliberation.store.db import db
from deliberation.store.models import Opinion

if TYPE_CHECKING:
    from datetime import datetime

    from tests.factories import Factory

TEXTS = (
    "夜间停车难，小区西侧占用消防通道",
    "物业保洁一周没来，垃圾站臭",
    "公共收益多少年没公布，收费50%去向不明",
    "门口WiFi信号差 A_B",
)


@pytest.fixture
def opinions(make: Factory, moment: datetime) -> list[Opinion]:
    """Four opinions, indexed as intake does."""
    community = make.community()
    rows = []
    for n, text in enumerate(TEXTS):
        row = Opinion(
            community_id=community.id,
            number=f"YJ-2026-000{n}",
            receipt_code=f"CODE{n}",
            stage="submitted",
            channel="scan",
            category="other",
            text=text,
            submitted_at=moment,
        )
        search.index_text(row)
        db.session.add(row)
        rows.append(row)
    db.session.commit()
    return rows


def found(query: str) -> list[int]:
    """The positions in TEXTS that `query` finds."""
    rows = db.session.scalars(
        db.select(Opinion).where(search.matching(query, Opinion.bigrams)).order_by(Opinion.id)
    )
    return [TEXTS.index(row.text) for row in rows]


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ("停车", [0]),
        ("停", [0]),
        ("消防通道", [0]),
        ("消防 停车", [0]),
        ("垃圾", [1]),
        ("50%", [2]),
        ("wifi", [3]),
        ("停车 垃圾", []),
        ("车停", []),
        ("%", []),
        ("_", []),
        ("%%停车%%", [0]),
        ("\\", []),
    ],
)
def test_matching(opinions: list[Opinion], query: str, positions: list[int]) -> None:
    assert found(query) == positions


def test_plain_columns_are_searched_literally(opinions: list[Opinion]) -> None:
    def numbers(query: str) -> list[str]:
        where = search.containing(query, Opinion.text, Opinion.number)
        return list(db.session.scalars(db.select(Opinion.number).where(where)))

    assert numbers("停车") == ["YJ-2026-0000"]
    assert numbers("0002 收益") == ["YJ-2026-0002"]
    assert numbers("50%") == ["YJ-2026-0002"]
    assert numbers("a_b") == ["YJ-2026-0003"]
    assert numbers("停%道") == []


def candidates(*texts: str) -> list[tuple[int, str]]:
    return [(number, search.indexed(text)) for number, text in enumerate(texts)]


def test_the_same_words_are_most_alike_and_named() -> None:
    likely = search.like("小区西侧夜间停车占用消防通道", candidates(*TEXTS, "西侧又停车了"))
    assert [one.id for one in likely][:2] == [0, 4]
    assert likely[0].percent > likely[1].percent
    assert "占用消防通道" in likely[0].words


def test_a_twin_is_wholly_alike() -> None:
    assert search.like(TEXTS[0], candidates(*TEXTS))[0].percent == 100


def test_words_that_everybody_says_weigh_little() -> None:
    texts = [f"希望小区{rest}" for rest in ("装路灯", "修车棚", "清垃圾", "管停车")]
    likely = search.like("希望小区停车有人管", candidates(*texts))
    assert likely[0].id == 3
    assert [one.percent for one in likely[1:]] == [p.percent for p in likely[1:] if p.percent < 50]


def test_nothing_in_common_is_not_proposed() -> None:
    assert search.like("路灯不亮", candidates(*TEXTS)) == []
    assert search.like("", candidates(*TEXTS)) == []
    assert search.like("停车", []) == []


def test_only_the_newest_candidates_are_read() -> None:
    many = [(number, search.indexed("停车难")) for number in range(search.CANDIDATES + 50)]
    likely = search.like("停车难", many, most=len(many))
    assert {one.id for one in likely} <= set(range(search.CANDIDATES))


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_percent_is_a_percentage_and_words_are_in_both(text: str, others: list[str]) -> None:
    for one in search.like(text, candidates(*others)):
        assert search.LEAST_PERCENT <= one.percent <= 100
        assert all(word in text.casefold() for word in one.words)
