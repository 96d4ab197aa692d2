"""The closed vocabularies of an opinion: channel, category, standing, first replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import say

if TYPE_CHECKING:
    from deliberation.domain.errors import Sentence

CHANNELS: Final[dict[str, Sentence]] = {
    "scan": say("扫码"),
    "box": say("纸质箱"),
    "visit": say("走访"),
    "hotline": say("热线"),
    "group": say("群"),
    "patrol": say("巡查"),
    "meeting": say("会上"),
}

CATEGORIES: Final[dict[str, Sentence]] = {
    "parking": say("停车"),
    "property": say("物业"),
    "sanitation": say("环境卫生"),
    "repair": say("维修"),
    "security": say("治安"),
    "fire": say("消防"),
    "service": say("公共服务"),
    "other": say("其他"),
}

STANDINGS: Final[dict[str, Sentence]] = {
    "owner": say("业主"),
    "tenant": say("租户"),
    "merchant": say("商户"),
    "unit": say("单位"),
    "other": say("其他"),
}

# What the sender is told when the worker types nothing of their own; a starting point to edit.
FIRST_REPLIES: Final[dict[str, Sentence]] = {
    "settle": say("您反映的事情已经当场办理，谢谢您。如果没有解决，请再告诉我们。"),
    "refer": say("您反映的事情已经转给负责的单位，办理结果会写在这个回执里。"),
    "deliberate": say("您的意见已经受理，将并入议题一起协商，进展会写在这个回执里。"),
    "decline": say("这件事不在社区协商的范围内，办理的途径如下。"),
    "ask_back": say("为了把事情办好，还想请您补充一些情况。"),
}
