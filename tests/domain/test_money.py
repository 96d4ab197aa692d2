"""Amounts: read as people write them, kept in whole fen, written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.bounds import LAST_ID
from deliberation.domain.errors import Invalid
from deliberation.domain.money import read_yuan, yuan


@given(st.integers(0, LAST_ID))
def test_what_is_written_is_read_again(fen: int) -> None:
    assert read_yuan(yuan(fen)) == fen


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1860", 186_000), ("1860.5", 186_050), ("1,860.50元", 186_050), ("¥ 12", 1_200),
        ("１８６０", 186_000), ("0", 0), (" ", None), ("", None), ("0.01", 1),
        ("21474836.47", LAST_ID),
    ],
)  # fmt: skip
def test_people_write_amounts_in_many_ways(typed: str, fen: int | None) -> None:
    assert read_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed", ["很多", "-5", "1.234", "1e9", "21474836.48", "9" * 500, "12元整", "²", "."]
)
def test_what_is_no_amount_is_refused_by_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_yuan(typed, "cost")
    assert refused.value.field == "cost"


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(typed: str) -> None:
    try:
        fen = read_yuan(typed)
    except Invalid:
        return
    assert fen is None or 0 <= fen <= LAST_ID
