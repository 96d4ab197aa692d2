"""Everything that happens in the demo, in the order of time."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from deliberation.domain.calendar import local

UNITS: Final = {
    "意见": "条意见",
    "议题": "个议题",
    "会议": "次会议",
    "纪要": "份纪要",
    "交办": "件交办",
    "销号": "件销号",
}

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
    """Steps are added per matter and replayed by time; at one moment, in the order added.

    A line with a name is told at once, without one month by month.
    """

    name: str = ""
    steps: list[Happening] = field(default_factory=list)

    def add(
        self, at: datetime, do: Callable[..., object], *arguments: object, counted: str = ""
    ) -> None:
        """Let `do` happen at `at`; it is called with its arguments and the time."""
        self.steps.append(Happening(at, counted, do, arguments))

    def replay(self) -> None:
        """Make everything happen, telling each part."""
        self.steps.sort(key=lambda step: step.at)
        for part, steps in groupby(self.steps, key=self._part):
            happened = list(steps)
            click.echo(f"正在装入{part}：{_told(happened)} …", err=True)
            for step in happened:
                step.do(*step.arguments, step.at)

    def _part(self, step: Happening) -> str:
        day = local(step.at)
        return self.name or f"{day.year}年{day.month}月"


def _told(steps: list[Happening]) -> str:
    counts = Counter(step.counted for step in steps if step.counted)
    told = (f"{counts[word]}{unit}" for word, unit in UNITS.items() if counts[word])
    return "、".join(told) or "筹备和办理"


@contextmanager
def unhurried() -> Iterator[None]:
    """Clear memory afterwards: all rows are held until then, and looking for others takes time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
