"""What proposers say of it (form D12): in time, solved, satisfied; each counted by its own rate."""

from __future__ import annotations

from typing import Final

from deliberation.domain.errors import Invalid, Sentence, say

SOLVED: Final[dict[str, Sentence]] = {
    "solved": say("已解决"),
    "partly": say("部分解决"),
    "not": say("没解决"),
}
TIMELY: Final[dict[str, Sentence]] = {"yes": say("及时"), "no": say("不及时")}
SATISFIED: Final[dict[str, Sentence]] = {
    "satisfied": say("满意"),
    "basically": say("基本满意"),
    "dissatisfied": say("不满意"),
}
WAYS: Final[dict[str, Sentence]] = {
    "scan": say("扫码"),
    "phone": say("电话"),
    "visit": say("入户"),
    "paper": say("纸质"),
}
# By whom it was told; the owner never learns it (domain.md D12).
KINDS: Final[dict[str, Sentence]] = {
    "proposer": say("提出人"),
    "resident": say("其他居民"),
}


def check(solved: str, timely: str, satisfied: str, reason: str) -> None:
    """Let a verdict pass: whether it is solved must be said, and a "not" needs its reason.

    Raises:
        Invalid: naming the field.
    """
    if solved not in SOLVED:
        raise Invalid(say("请选择问题解决了没有。"), "solved")
    for name, value, words in (
        ("timely", timely, TIMELY),
        ("satisfied", satisfied, SATISFIED),
    ):
        if value and value not in words:
            raise Invalid(say("请从列出的几项里选择。"), name)
    if solved == "not" and not reason.strip():
        raise Invalid(say("没解决的，请写一句哪里没解决，好让承办单位接着办。"), "text")
