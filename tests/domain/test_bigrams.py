from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.bigrams import bigrams, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("夜间停车难", "夜间 间停 停车 车难"),
        ("停", "停"),
        ("ETC收费ＥＴＣ", "etc 收费"),
        ("7号楼，停车。停车", "7 号楼 停车"),
        ("𠮷㛃", "𠮷㛃"),
        ("👍 \n", ""),
    ],
)
def test_tokens_of_a_text(text: str, found: str) -> None:
    assert bigrams(text) == found


@given(st.text(alphabet="停车收费管理夜间", min_size=2, max_size=4), st.text(), st.text())
def test_a_word_is_found_in_every_text_that_holds_it(word: str, before: str, after: str) -> None:
    assert set(tokens(word)) <= set(tokens(f"{before}，{word}，{after}"))


@given(st.text())
def test_tokens_hold_no_spaces(text: str) -> None:
    assert all(token and not any(letter.isspace() for letter in token) for token in tokens(text))
