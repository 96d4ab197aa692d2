"""Everything that happens in the demo, in the order of time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from deliberation.domain.calendar import local

UNITS: Final = {"意见": "条意见", "议题": "个议题", "会议": "次会议", "纪要": "份纪要"}

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """One step: when, what it is counted as while loading (or nothing), and what is done."""

    at: datetime
    counted: str
    do: Callable[..., object]
    arguments: tuple[object, ...]


@dataclass
class Timeline:
    """Steps are added per matter and replayed by time; at one moment, in the order added."""

    steps: list[Happening] = field(default_factory=list)

    def add(
        self, at: datetime, do: Callable[..., object], *arguments: object, counted: str = ""
    ) -> None:
        """Let `do` happen at `at`; it is called with its arguments and the time."""
        self.steps.append(Happening(at, counted, do, arguments))

    def replay(self) -> None:
        """Make everything happen, telling each month."""
        self.steps.sort(key=lambda step: step.at)
        for (year, month), steps in groupby(self.steps, key=_month):
            happened = list(steps)
            counts = Counter(step.counted for step in happened if step.counted)
            told = "、".join(
                f"{counts[word]}{unit}" for word, unit in UNITS.items() if counts[word]
            )
            click.echo(f"正在装入{year}年{month}月：{told or '筹备和办理'} …", err=True)
            for step in happened:
                step.do(*step.arguments, step.at)


def _month(step: Happening) -> tuple[int, int]:
    day = local(step.at)
    return day.year, day.month
