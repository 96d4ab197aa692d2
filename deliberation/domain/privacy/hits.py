"""Finding personal data in free text before it is published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain.errors import Sentence, say
from deliberation.domain.privacy.checks import valid_card, valid_identity
from deliberation.domain.privacy.masks import mask_address, mask_phone, mask_plate

if TYPE_CHECKING:
    from collections.abc import Callable

_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


@dataclass(frozen=True, slots=True)
class Hit:
    """One find: what kind, where, how sure (`blocks` False: a warning only), and its mask."""

    kind: str
    start: int
    end: int
    text: str
    masked: str
    blocks: bool = True


KINDS: Final[dict[str, Sentence]] = {
    "identity": say("身份证号"),
    "card": say("银行卡号"),
    "phone": say("手机号码"),
    "plate": say("车牌号"),
    "address": say("详细住址"),
    "email": say("电子邮箱"),
}


def _all(_text: str) -> bool:
    return True


def _hidden(_text: str) -> str:
    return "****"


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    pattern: re.Pattern[str]
    mask: Callable[[str], str]
    sure: Callable[[str], bool] = _all
    warns: bool = False


# Digits may be grouped with spaces or hyphens; \d would also take digits of other scripts.
_PATTERNS: Final = (
    _Pattern(
        "identity",
        re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])"),
        _hidden,
        valid_identity,
        warns=True,
    ),
    _Pattern("card", re.compile(r"(?<![0-9])[0-9]{16,19}(?![0-9])"), _hidden, valid_card),
    _Pattern(
        "card", re.compile(r"(?<![0-9])[0-9]{4}(?:[ -][0-9]{4}){3}(?![0-9])"), _hidden, valid_card
    ),
    _Pattern(
        "phone",
        re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"),
        mask_phone,
    ),
    _Pattern(
        "plate",
        re.compile(rf"[{_PROVINCES}][A-Z][·. -]?[A-Z0-9]{{5,6}}(?![A-Z0-9])", re.IGNORECASE),
        mask_plate,
    ),
    _Pattern(
        "address",
        re.compile(r"[0-9]+(?:号楼|栋|幢|座)[0-9一二三四五六七八九十]+单元[0-9]+室?"),
        mask_address,
    ),
    _Pattern("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), _hidden),
)


def scan(text: str) -> tuple[Hit, ...]:
    """Return what must not be published, in reading order and without overlaps.

    An identity number with a wrong checksum is a warning only: it may be a slip number.
    """
    taken: list[Hit] = []
    for one in _PATTERNS:
        for match in one.pattern.finditer(text):
            sure = one.sure(match.group())
            free = all(match.end() <= hit.start or match.start() >= hit.end for hit in taken)
            if free and (sure or one.warns):
                masked = one.mask(match.group())
                hit = Hit(one.kind, *match.span(), match.group(), masked, blocks=sure)
                taken.append(hit)
    return tuple(sorted(taken, key=lambda hit: hit.start))


def blocking(text: str) -> tuple[Hit, ...]:
    """Return the finds that block publication."""
    return tuple(hit for hit in scan(text) if hit.blocks)


def mask_text(text: str) -> str:
    """Return the text with every find masked, the doubtful ones too."""
    for hit in reversed(scan(text)):
        text = text[: hit.start] + hit.masked + text[hit.end :]
    return text
