"""Masking for every public, printed or exported page (个人信息保护法 25, 51)."""

from __future__ import annotations

import re
from typing import Final

# Family names of two characters, one after the other.
_PAIRS: Final = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
    "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇颛孙呼延令狐百里东郭南门西门第五拓跋轩辕纳兰"
)
COMPOUND: Final = frozenset(_PAIRS[n : n + 2] for n in range(0, len(_PAIRS), 2))
STARS: Final = "**"
_PLATE: Final = re.compile(r"^([\u4e00-\u9fff][A-Z])[·.\s-]?[A-Z0-9]{2,3}([A-Z0-9]{3})$")
_BUILDING: Final = re.compile(r"^(.*?\d+(?:号楼|栋|幢|号院|座))")


def mask_name(name: str) -> str:
    """Keep the family name and two stars, however long the rest: 欧阳**, 张**."""
    plain = name.strip()
    if not plain:
        return ""
    family = plain[:2] if plain[:2] in COMPOUND and plain[2:] else plain[0]
    return family + STARS


def mask_phone(phone: str) -> str:
    """Keep three digits and the last four: 138****5678; a shorter number keeps its last two."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) >= _LONG:
        return f"{digits[:-8]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if digits else ""


_LONG: Final = 11


def mask_plate(plate: str) -> str:
    """Keep province, letter and the last three: 鲁K·**345."""
    match = _PLATE.match(plate.strip().upper())
    return f"{match.group(1)}·**{match.group(2)}" if match else STARS


def mask_address(address: str) -> str:
    """Keep the building only: 7号楼2单元301室 → 7号楼; without one nothing is kept."""
    match = _BUILDING.match(address.strip())
    return match.group(1) if match else ""
