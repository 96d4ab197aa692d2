"""Numbers and dates as official papers write them (GB/T 9704-2012, 7.3.3 and 7.3.5.4)."""

from __future__ import annotations

from datetime import date, datetime

from deliberation.domain.calendar import local, today, zh_date

DIGITS = "零一二三四五六七八九"
LARGEST = 99
TEN = 10


def numeral(number: int) -> str:
    """Write 1…99 as 一…九十九, the numbers of first and second levels.

    Raises:
        ValueError: the number has no place in an outline.
    """
    if not 1 <= number <= LARGEST:
        message = f"no outline number: {number}"
        raise ValueError(message)
    tens, ones = divmod(number, TEN)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


NUMERALS = {numeral(number): number for number in range(1, LARGEST + 1)}


def value(text: str) -> int | None:
    """Read 一…九十九 back; None when the text is no such numeral."""
    return NUMERALS.get(text)


def paper_date(day: date) -> str:
    """Print 2026年9月7日: no leading zeros (GB/T 9704-2012, 7.3.5.4).

    A datetime must be aware; its day is the one in Shanghai.
    """
    return zh_date(today(day) if isinstance(day, datetime) else day)


def paper_time(moment: datetime) -> str:
    """Print 15时 or 16时30分, Shanghai time."""
    there = local(moment)
    return f"{there.hour}时{there.minute}分" if there.minute else f"{there.hour}时"


def paper_span(starts: datetime, ends: datetime) -> str:
    """Print 2026年9月17日15时至16时30分, naming the second day only when it differs."""
    first, last = paper_date(starts), paper_date(ends)
    closing = paper_time(ends) if first == last else last + paper_time(ends)
    return f"{first}{paper_time(starts)}至{closing}"
