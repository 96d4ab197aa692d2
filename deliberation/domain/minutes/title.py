"""Shape a title into balanced lines (GB/T 9704-2012, 7.3.1: 梯形 or 菱形, whole words)."""

from __future__ import annotations

import re

LIMIT = 20
# What must stay whole: quoted words, book titles, numbers with their unit, Latin words.
WHOLE = re.compile(
    r"[“‘《（(][^“”‘’《》（）()]{1,18}[”’》）)]"
    r"|第?[0-9０-９][0-9０-９.,:-]*[年月日号期届次个条项楼户]?"
    r"|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.-]*"
    r"|(?:红茶|民情)?议事会|业主大会|居民(?:代表)?会议|居民委员会|消防通道|公共收益"
    r"|关于|会议纪要|纪要|通知|公示|会议|社区|小区|物业|议题|方案|停车|收费|管理|使用|维修|.",
    re.DOTALL,
)
NOT_FIRST = set("的与和及或等、，。：；！？”’》）)…")
GOOD_LAST = set("的与和及、，：；”》）")
WORD_PENALTY = 2.0


def title_lines(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Break a title into the fewest lines of at most `limit` characters, evenly filled.

    A line feed in the text is the writer's own break and is kept. A single word longer
    than a line is cut, because it fits nowhere.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        clean = " ".join(part.split())
        if clean:
            lines.extend(shape(pieces(clean, limit), limit))
    return tuple(lines)


def pieces(text: str, limit: int) -> list[str]:
    """Cut the text where a line may break: never inside a word, never before 的 or 、."""
    parts: list[str] = []
    for token in WHOLE.findall(text):
        glued = parts and token[0] in NOT_FIRST and len(parts[-1]) + len(token) <= limit
        if glued:
            parts[-1] += token
        else:
            parts.extend(token[at : at + limit] for at in range(0, len(token), limit))
    return parts


def shape(parts: list[str], limit: int) -> list[str]:
    """Choose the breaks: fewest lines first, then even lengths, then breaks after 的 and 、."""
    best: list[tuple[int, float, list[str]]] = [(0, 0.0, [])]
    ideal = sum(map(len, parts)) / lines_needed(parts, limit)
    for end in range(1, len(parts) + 1):
        choices = []
        for start in range(end):
            line = "".join(parts[start:end]).strip()
            if len(line) <= limit:
                count, cost, lines = best[start]
                price = (len(line) - ideal) ** 2 + roughness(line, last=end == len(parts))
                choices.append((count + 1, cost + price, [*lines, line]))
        best.append(min(choices, key=lambda choice: choice[:2]))
    return best[-1][2]


def lines_needed(parts: list[str], limit: int) -> int:
    """Count the lines of a greedy filling, which is the fewest possible."""
    count, length = 1, 0
    for part in parts:
        if length + len(part) > limit:
            count, length = count + 1, 0
        length += len(part)
    return count


def roughness(line: str, *, last: bool) -> float:
    """Price a break in the middle of a phrase; a break after 的 or 、 reads well."""
    return 0.0 if last or line[-1:] in GOOD_LAST else WORD_PENALTY
