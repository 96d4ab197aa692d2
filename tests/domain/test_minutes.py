"""The minutes as text: numbers, outline, wording, titles, and the draft of the parking matter."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.domain.errors import Invalid
from deliberation.domain.minutes import (
    Attendance,
    Attendee,
    Block,
    Headcount,
    check_wording,
    draft,
    numeral,
    overreach,
    paper_date,
    paper_span,
    parse,
    renumber,
    title_lines,
    value,
    write,
)
from deliberation.domain.minutes.outline import MAX_BLOCKS, MAX_LINE, MAX_TEXT, label
from tests.documents.sample import FACTS, minutes

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=40
).map(str.strip)


@given(st.integers(1, 99))
def test_numerals_read_back(number: int) -> None:
    assert value(numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numerals_as_they_are_spoken(number: int, text: str) -> None:
    assert numeral(number) == text


@pytest.mark.parametrize("number", [0, 100, -1])
def test_no_numeral_beyond_the_outline(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numeral(number)


def test_dates_have_no_leading_zeros_and_are_those_of_shanghai() -> None:
    assert paper_date(date(2026, 9, 7)) == "2026年9月7日"
    assert paper_date(datetime(2026, 9, 17, 16, 30, tzinfo=UTC)) == "2026年9月18日"


def test_a_span_names_the_second_day_only_when_it_differs() -> None:
    starts = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    assert paper_span(starts, starts.replace(hour=8, minute=5)) == "2026年9月17日15时至16时5分"
    late = paper_span(starts, starts.replace(hour=16, minute=30))
    assert late == "2026年9月17日15时至2026年9月18日0时30分"


def test_the_four_levels_and_paragraphs_are_read() -> None:
    text = "　　会议议定：\n一、方案\n（一）划位\n1.西侧\n（1）24个\n\n(2) 清障\n2.5米以上\n"
    assert parse(text) == (
        Block(0, "", "会议议定："),
        Block(1, "一、", "方案"),
        Block(2, "（一）", "划位"),
        Block(3, "1.", "西侧"),
        Block(4, "（1）", "24个"),
        Block(4, "（2）", "清障"),
        Block(0, "", "2.5米以上"),
    )


@pytest.mark.parametrize("line", ["一一、字", "（百）字", "0.字", "一,字", "十十、字", "100.字"])
def test_what_only_looks_like_a_number_is_a_paragraph(line: str) -> None:
    assert parse(line) == (Block(0, "", line),)


@given(st.lists(LINES, max_size=30))
def test_writing_what_was_read_reads_the_same(lines: list[str]) -> None:
    blocks = parse("\n".join(lines))
    assert parse(write(blocks)) == blocks


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 99), LINES), max_size=30))
def test_numbered_blocks_survive_writing(rows: list[tuple[int, int, str]]) -> None:
    blocks = tuple(Block(level, label(level, number), text) for level, number, text in rows)
    assert parse(write(blocks)) == blocks


@given(st.lists(st.tuples(st.integers(0, 4), LINES.filter(bool)), max_size=60))
def test_a_block_is_its_number_its_lead_and_its_rest(rows: list[tuple[int, str]]) -> None:
    for block in renumber(Block(level, "", text) for level, text in rows):
        assert block.lead + block.rest == block.text


def test_renumbering_counts_under_each_parent() -> None:
    blocks = parse("一、甲\n（三）乙\n（三）丙\n一、丁\n（二）戊\n五、己")
    assert write(renumber(blocks)) == "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n三、己"


@pytest.mark.parametrize(
    ("line", "lead", "heading"),
    [
        ("一、划线停车试行方案：", "划线停车试行方案：", True),
        ("一、划线方案。西侧划位24个。", "划线方案。", False),
        ("二、收费标准由业委会提请业主大会决定。", "", False),
        ("表决情况：赞成13人。", "表决情况：", False),
        ("会议开始。", "", False),
        ("会议形成建议，提请业主大会决定：", "会议形成建议，提请业主大会决定：", False),
        ("会议形成建议，划线。", "会议形成建议，", False),
    ],
)
def test_the_heading_face_covers_titles_and_leads(line: str, lead: str, *, heading: bool) -> None:
    (block,) = parse(line)
    assert (block.lead, block.is_heading) == (lead, heading)


@pytest.mark.parametrize(
    "text", ["字" * (MAX_TEXT + 1), "字" * (MAX_LINE + 1), "字\n" * (MAX_BLOCKS + 1)]
)
def test_the_body_has_bounds(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse(text)
    assert caught.value.field == "body"


def test_the_parking_matter_is_drafted_in_official_words() -> None:
    assert draft(FACTS).splitlines() == [
        (
            "2026年9月17日15时至16时30分，新都花园社区在主议事厅召开第14期红茶议事会，"
            "专题协商“停车收费管理与消防通道清障”。会议由王**主理，李**计时，赵**记录，孙**报告，周**观察。"
            "应到21人，实到17人，委托1人，请假3人，列席4人。现纪要如下。"
        ),
        "会议听取了物业关于车位、消防通道和居民意见的报告。",
        "会议议定：",
        "一、划线停车试行方案：",
        "（一）西侧路划位24个，消防通道全线禁停；",
        "（二）公共收益按季公示。",
        "二、方案中收费标准由业委会于2026年12月15日前提请业主大会决定。",
        "三、分工和期限：",
        (
            "（一）西侧消防通道划黄线并清障，由物业主办，社区居委会协办，2026年10月15日前办结，"
            "前后照片在3号公示栏公开；"
        ),
        "（二）提请业主大会决定收费标准，由业委会主办，2026年12月15日前办结。",
        (
            "表决情况：按“议事会到会过半数”规则举手表决，以到会18人（含委托1人）为基数。"
            "赞成13人，反对3人，弃权2人，表决通过。"
        ),
        "不同意见：1人认为应先核实车库空置，再谈路面划位。",
        "未采纳意见：“全小区免费停放”，理由是车位场地使用费须由业主大会定。",
    ]


@pytest.mark.parametrize("carried", [True, False])
@pytest.mark.parametrize("consensus", [True, False])
def test_another_body_s_matter_is_never_said_to_have_passed(
    *, carried: bool, consensus: bool
) -> None:
    votes = tuple(dataclasses.replace(vote, carried=carried) for vote in FACTS.votes)
    text = draft(dataclasses.replace(FACTS, refer_to="业主大会", votes=votes, consensus=consensus))
    assert "通过" not in text
    assert "会议形成建议，提请业主大会决定：" in text
    check_wording(text, "业主大会")


def test_a_meeting_without_agreement_says_so_and_what_comes_next() -> None:
    facts = dataclasses.replace(
        FACTS, items=(), tasks=(), votes=(), dissents=(), rejected=(), next_step="10月20日再议"
    )
    assert draft(facts).endswith("会议未形成一致意见，下一步：10月20日再议。")


def test_zero_counts_are_left_out_except_those_always_told() -> None:
    facts = dataclasses.replace(FACTS, headcount=Headcount(expected=3, present=0))
    assert "应到3人，实到0人。现纪要如下" in draft(facts)


@pytest.mark.parametrize(
    "line", ["方案表决通过。", "会议通过了收费标准", "会议决定：收费", "会议议定："]
)
def test_words_of_decision_are_refused_for_another_body_s_matter(line: str) -> None:
    with pytest.raises(Invalid, match="提请业主大会决定"):
        check_wording(f"开头\n{line}", "业主大会")
    check_wording(line, "")


@pytest.mark.parametrize("line", ["消防车可以通过。", "由业委会提请业主大会决定：收费标准"])
def test_traffic_and_referral_are_no_decision(line: str) -> None:
    assert overreach(line, "业主大会") == ()


def test_a_body_whose_name_ends_in_meeting_is_no_claim_of_this_one() -> None:
    body = "居民代表会议"
    assert overreach(f"会议形成建议，提请{body}决定：", body) == ()
    assert overreach("会议决定：公约八条", body)
    assert overreach(f"{body}表决通过公约", body)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=90))
def test_titles_keep_every_character_within_the_line(text: str) -> None:
    lines = title_lines(text)
    assert all(0 < len(line) <= 20 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_titles_break_between_words_in_even_lines() -> None:
    assert title_lines("关于新都花园社区红茶议事会第14期议题的公示") == (
        "关于新都花园社区红茶议事会",
        "第14期议题的公示",
    )
    assert title_lines("停车收费管理\n与消防通道清障") == ("停车收费管理", "与消防通道清障")


@pytest.mark.parametrize(
    "whole", ["2026年", "“公共部位损坏”", "《物业条例》", "Community", "第14期"]
)
@given(before=st.integers(1, 30), after=st.integers(1, 30))
def test_numbers_quotations_and_words_stay_whole(whole: str, before: int, after: int) -> None:
    lines = title_lines("甲" * before + whole + "乙" * after)
    assert any(whole in line for line in lines)


def test_names_are_grouped_by_party_in_order() -> None:
    people = (Attendee("王**", "有车户"), Attendee("李**", "租户"), Attendee("张**", "有车户"))
    assert Attendance.by_party(people) == (("有车户", ("王**", "张**")), ("租户", ("李**",)))


def test_a_masked_name_is_one_run() -> None:
    assert minutes().runs("由王**主理，欧阳**观察") == (
        ("由王**", True),
        ("主理，", False),
        ("欧阳**", True),
        ("观察", False),
    )
