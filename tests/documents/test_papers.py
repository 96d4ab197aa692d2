"""What stands on the papers: every part of the sheet, nothing a writer could smuggle in."""

from __future__ import annotations

import dataclasses
import re

import pytest

from tests.documents import sample


def plain(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


def test_the_minutes_tell_every_part_of_the_sheet() -> None:
    text = plain(sample.page("minutes.html", sample.minutes()))
    for part in (
        "编号：HY-2026-09-17-01",
        "红茶议事会纪要",
        "（第14期）",
        "2026年9月18日",
        "出席：王**、李**、陈**、赵**、徐**（有车户）；",
        "请假：高**（有车户）；罗**（租户）；郑**（商户）列席：",
        "记录：赵**审定：王**",
        "抄送：街道办事处，新都花园业主委员会，",
        "2026年9月18日印发",
        "字体为开放字体代用",
    ):
        assert part in text


def test_the_order_is_body_present_excused_observers_imprint() -> None:
    text = plain(sample.page("minutes.html", sample.minutes()))
    places = [text.index(part) for part in ("会议议定", "出席：", "请假：", "列席：", "抄送：")]
    assert places == sorted(places)


def test_a_draft_names_nobody_who_approved_it() -> None:
    text = plain(sample.page("minutes.html", sample.minutes(approved=False)))
    assert "审定：" not in text
    assert "草稿，未经主理人审定" in text


def test_typed_markup_is_text() -> None:
    sheet = sample.minutes("一、<img src='file:///etc/passwd'> & 其他", title="<b>标题")
    sheet = dataclasses.replace(sheet, organ="<script>", copy_to=("<i>",))
    page = sample.page("minutes.html", sheet)
    for typed in ("<img", "<b>", "<script>", "<i>"):
        assert typed not in page


def test_a_name_is_isolated_from_the_direction_of_its_neighbours() -> None:
    page = sample.page("minutes.html", sample.minutes())
    assert page.count("<bdi") == 17 + 3 + 4 + 2


def test_an_empty_list_prints_no_label() -> None:
    sheet = sample.minutes()
    bare = dataclasses.replace(sheet.attendance, excused=(), observers=())
    text = plain(
        sample.page("minutes.html", dataclasses.replace(sheet, attendance=bare, copy_to=()))
    )
    assert "请假：" not in text
    assert "列席：" not in text
    assert "抄送" not in text


@pytest.mark.parametrize("slip", [True, False])
def test_the_notice_has_its_rows_and_its_slip_when_asked(*, slip: bool) -> None:
    text = plain(sample.page("notice.html", dataclasses.replace(sample.notice(), slip=slip)))
    assert "各位议事代表：" in text
    assert "地点：新都花园社区主议事厅" in text
    assert ("回执" in text) is slip


def test_the_topic_notice_tells_both_days_of_its_period() -> None:
    text = plain(sample.page("topic_notice.html", sample.topic_notice()))
    assert "公示期：2026年9月10日至2026年9月16日" in text
    assert "1.西侧路划位24个" in text
