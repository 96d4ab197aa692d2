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

# What people type, in each language that the pages offer; small letters, where there are any.
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
    "燃氣": ("gas", "fire"),
    "煤氣": ("gas", "fire"),
    "天然氣": ("gas", "fire"),
    "液化氣": ("gas", "fire"),
    "瓦斯": ("gas", "fire"),
    "著火": ("fire",),
    "火災": ("fire",),
    "冒煙": ("fire",),
    "漏電": ("fire",),
    "觸電": ("medical", "fire"),
    "困在電梯": ("fire",),
    "受傷": ("medical",),
    "暈倒": ("medical",),
    "跳樓": ("police", "fire"),
    "輕生": ("police", "medical"),
    "鬥毆": ("police",),
    "搶劫": ("police",),
    "入室盜竊": ("police",),
    "gas leak": ("gas", "fire"),
    "smell gas": ("gas", "fire"),
    "smell of gas": ("gas", "fire"),
    "on fire": ("fire",),
    "caught fire": ("fire",),
    "smoke coming": ("fire",),
    "see smoke": ("fire",),
    "explosion": ("fire", "police"),
    "electric shock": ("medical", "fire"),
    "trapped": ("fire",),
    "stuck in the lift": ("fire",),
    "stuck in the elevator": ("fire",),
    "drowning": ("medical", "fire"),
    "injured": ("medical",),
    "bleeding": ("medical",),
    "fainted": ("medical",),
    "unconscious": ("medical",),
    "poisoned": ("medical",),
    "broken bone": ("medical",),
    "suicide": ("police", "medical"),
    "fighting": ("police",),
    "knife": ("police",),
    "robbery": ("police",),
    "burglary": ("police",),
}


def danger_words(text: str) -> tuple[str, ...]:
    """Return the words of danger in `text`, in the order of the list."""
    typed = text.lower()
    return tuple(word for word in DANGERS if word in typed)


def emergencies(words: tuple[str, ...]) -> tuple[Emergency, ...]:
    """Return whom to call for these words, each once, in the order of `EMERGENCIES`."""
    wanted = {code for word in words for code in DANGERS.get(word, ())}
    return tuple(one for code, one in EMERGENCIES.items() if code in wanted)
