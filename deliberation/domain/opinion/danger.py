"""Words of danger in an opinion, and the number to call before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deliberation.domain.errors import Sentence, say


@dataclass(frozen=True, slots=True)
class Emergency:
    """Whom to call: the number to dial (empty where it is printed on the gas bill) and a word."""

    number: str
    word: Sentence


EMERGENCIES: Final[dict[str, Emergency]] = {
    "police": Emergency("110", say("报警")),
    "fire": Emergency("119", say("火警和救援")),
    "medical": Emergency("120", say("急救")),
    "gas": Emergency("", say("燃气抢修电话（见燃气缴费单或者表具）")),
}

DANGERS: Final[dict[str, tuple[str, ...]]] = {
    "燃气": ("gas", "fire"),
    "煤气": ("gas", "fire"),
    "天然气": ("gas", "fire"),
    "液化气": ("gas", "fire"),
    "着火": ("fire",),
    "起火": ("fire",),
    "失火": ("fire",),
    "火灾": ("fire",),
    "冒烟": ("fire",),
    "爆炸": ("fire", "police"),
    "漏电": ("fire",),
    "触电": ("medical", "fire"),
    "被困": ("fire",),
    "困在电梯": ("fire",),
    "溺水": ("medical", "fire"),
    "受伤": ("medical",),
    "流血": ("medical",),
    "晕倒": ("medical",),
    "昏迷": ("medical",),
    "中毒": ("medical",),
    "骨折": ("medical",),
    "跳楼": ("police", "fire"),
    "轻生": ("police", "medical"),
    "打架": ("police",),
    "斗殴": ("police",),
    "持刀": ("police",),
    "抢劫": ("police",),
    "入室盗窃": ("police",),
}


def danger_words(text: str) -> tuple[str, ...]:
    """Return the words of danger in `text`, in the order of the list."""
    return tuple(word for word in DANGERS if word in text)


def emergencies(words: tuple[str, ...]) -> tuple[Emergency, ...]:
    """Return whom to call for these words, each once, in the order of `EMERGENCIES`."""
    wanted = {code for word in words for code in DANGERS.get(word, ())}
    return tuple(one for code, one in EMERGENCIES.items() if code in wanted)
