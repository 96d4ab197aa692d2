"""Two people of one unit press at the same moment: what was decided first stays true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.features.followthrough.held import DONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.features.followthrough.conftest import Chain


def test_a_commitment_is_reported_once(chain: Chain, at_once: Callable[..., list[int]]) -> None:
    owner = chain.accepted().account("owner")
    form = {**DONE, "no_photo_reason": "夜里拍不清"}
    press = (f"{chain.address}/reports", owner, form)
    assert at_once(press, press) == [303, 409]
    assert len(chain.commitment.reports) == 1


def test_a_hand_over_is_signed_for_or_handed_back(
    chain: Chain, at_once: Callable[..., list[int]]
) -> None:
    owner = chain.assigned().account("owner")
    signed = (f"{chain.address}/signature", owner, {"name": "王经理"})
    back = (f"{chain.address}/hand-back", owner, {"reason": "归市政管"})
    assert at_once(signed, back) == [303, 409]
    row = chain.commitment
    assert (row.stage == "accepted") == (row.signed_at is not None)


def test_a_sheet_is_answered_once(chain: Chain, at_once: Callable[..., list[int]]) -> None:
    owner = chain.accepted().account("owner")
    chain.post("sheets", {"situation": "没动工", "demand": "三天内进场"}, role="deputy")
    sheet = chain.commitment.sheets[0]
    presses = [(f"/sheets/{sheet.id}/answers", owner, {"text": text}) for text in ("一", "二")]
    assert at_once(*presses) == [303, 409]
    assert chain.verbs("supervision_sheet").count("answer_sheet") == 1
