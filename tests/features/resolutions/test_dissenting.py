"""Views beside the result: objections with their reasons, and what was not adopted and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deliberation.store.db import db
from deliberation.store.models import Dissent

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.features.resolutions.conftest import Hall


def say(hall: Hall, **form: str) -> TestResponse:
    return hall.post(f"/resolutions/{hall.resolution.id}/dissents", dict(form))


def test_an_objection_stands_beside_the_result(decided: Hall) -> None:
    answer = say(decided, stance="oppose", seat="2", reason="应先核实车库空置")
    assert answer.status_code == 303
    row = decided.resolution.dissents[0]
    assert row.seat is not None
    assert (row.stance, row.seat.number, row.reason) == ("oppose", 2, "应先核实车库空置")
    decided.settle("closed")
    page = decided.page(role="observer")
    assert "应先核实车库空置" in page
    assert "2号 无车户" in page
    assert decided.verbs("dissent") == ["dissent"]


def test_what_was_not_adopted_is_told_with_its_reason(decided: Hall) -> None:
    form = {"stance": "not_adopted", "point": "“全小区免费停放”", "reason": "须由业主大会定"}
    assert say(decided, **form).status_code == 303
    row = decided.resolution.dissents[0]
    assert (row.seat, row.reason) == (None, "“全小区免费停放”，理由：须由业主大会定")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"reason": "我的理由"}, "请选择一项。"),
        ({"stance": "oppose", "seat": "77", "reason": "我的理由"}, "没有这个席位号。"),
        ({"stance": "not_adopted", "reason": "我的理由"}, "请写明哪一条意见没有采纳。"),
    ],
)
def test_what_is_missing_is_told_beside_the_field(
    decided: Hall, form: dict[str, str], sentence: str
) -> None:
    answer = say(decided, **form)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert "我的理由" in text
    assert decided.resolution.dissents == []


def test_a_view_is_struck_and_stays_in_the_record(decided: Hall) -> None:
    say(decided, stance="reserve", reason="再想想")
    row = decided.resolution.dissents[0]
    path = f"/dissents/{row.id}/withdrawal"
    assert decided.post(path, role="timekeeper").status_code == 403
    assert decided.post(path).status_code == 303
    assert decided.resolution.dissents == []
    assert db.session.get_one(Dissent, row.id).struck_at is not None
    assert decided.post(path).status_code == 409
    assert decided.verbs("dissent") == ["dissent", "strike_dissent"]


def test_after_the_close_no_view_is_added(decided: Hall) -> None:
    number = decided.resolution.id
    decided.settle("closed")
    form = {"stance": "oppose", "reason": "迟来的话"}
    answer = decided.post(f"/resolutions/{number}/dissents", form)
    assert answer.status_code == 409
    assert "迟来的话" in answer.get_data(as_text=True)
