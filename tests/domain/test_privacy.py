from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain import privacy
from deliberation.domain.errors import Invalid
from deliberation.domain.privacy import checks

GOOD_ID = "11010519491231002X"
WRONG_ID = "110105194912310021"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张**"),
        ("欧阳明明", "欧阳**"),
        ("欧阳", "欧**"),
        ("𠮷田", "𠮷**"),
        ("", ""),
    ],
)
def test_names_keep_the_family_name(name: str, masked: str) -> None:
    assert privacy.mask_name(name) == masked


def test_phones_plates_and_addresses() -> None:
    assert privacy.mask_phone("13812345678") == "138****5678"
    assert privacy.mask_phone("138 1234 5678") == "138****5678"
    assert privacy.mask_phone("5981234") == "****34"
    assert privacy.mask_phone("") == ""
    assert privacy.mask_plate("鲁K12345") == "鲁K·**345"
    assert privacy.mask_plate("鲁K·D12345") == "鲁K·**345"
    assert privacy.mask_plate("什么") == "**"
    assert privacy.mask_address("7号楼2单元301室") == "7号楼"
    assert privacy.mask_address("新都花园7号楼2单元301室") == "新都花园7号楼"
    assert privacy.mask_address("某街道某处") == ""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("联系13812345678", ["phone"]),
        ("电话138-1234-5678，车牌鲁K12345", ["phone", "plate"]),
        ("住7号楼2单元301室", ["address"]),
        (f"证件{GOOD_ID}", ["identity"]),
        ("卡号6222021234567895", []),
        ("卡号4111111111111111", ["card"]),
        ("卡号4111 1111 1111 1111", ["card"]),
        ("卡号4111 1111 1111 1112", []),
        ("发到 wang.wu@example.com", ["email"]),
        ("编号YJ-2026-0231，共1860元，2026年9月17日", []),
        ("订单1381234567812", []),
    ],
)
def test_free_text_is_scanned_before_it_is_published(text: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in privacy.blocking(text)] == kinds


def test_an_identity_with_a_wrong_checksum_only_warns() -> None:
    assert privacy.blocking(f"单号{WRONG_ID}") == ()
    (hit,) = privacy.scan(f"单号{WRONG_ID}")
    assert (hit.kind, hit.blocks) == ("identity", False)
    assert checks.valid_identity(GOOD_ID)
    assert checks.valid_identity(GOOD_ID.lower())


def test_a_text_is_masked_in_every_place() -> None:
    text = "7号楼2单元301室张先生13812345678，车鲁K12345，证件" + GOOD_ID
    assert privacy.mask_text(text) == "7号楼张先生138****5678，车鲁K·**345，证件****"


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_was_masked_holds_no_phone_any_more(before: str, after: str) -> None:
    masked = privacy.mask_text(f"{before}，13812345678，{after}")
    assert "13812345678" not in masked
    places = [(hit.start, hit.end) for hit in privacy.scan(before)]
    assert places == sorted(places)


def test_line_ends_become_one_and_control_characters_go() -> None:
    assert privacy.clean(" 一\r\n二\r三\x00"[:-1], 10) == "一\n二\n三"
    assert privacy.clean("a\tb\x07c\x7f", 10) == "a bc"
    assert privacy.clean_line(" 一\r\n 二 ", 10) == "一 二"


def test_rare_characters_emoji_and_marks_survive() -> None:
    text = "㛃𠮷👩\u200d👧🙏\u200f\u200eעברית"
    assert privacy.clean(text, 40) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\ud83d", "不完整的字符"),
        ("一\x00二", "不完整的字符"),
        ("\u202e一", "改变阅读方向"),
        ("一\u2066二", "改变阅读方向"),
        ("一二三四五六", "最多5个字，现在是6个字，请删去1个字。"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        privacy.clean(text, 5, "text")
    assert refused.value.field == "text"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        once = privacy.clean(text, 60)
    except Invalid:
        return
    assert privacy.clean(once, 60) == once
    assert "\r" not in once
