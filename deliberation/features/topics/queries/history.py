"""A topic's line of time, told from the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from deliberation.domain.calendar import zh_date
from deliberation.domain.errors import Sentence, say
from deliberation.store import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from deliberation.store.models import Entry, Topic

Note = Sentence | str

VERBS: Final[dict[str, tuple[Sentence, str]]] = {
    "form": (say("成题"), "info"),
    "edit": (say("修改议题"), "neutral"),
    "merge": (say("归并意见"), "info"),
    "gather": (say("归入已答复的意见"), "info"),
    "separate": (say("移出意见"), "neutral"),
    "add_party": (say("加利益相关方"), "neutral"),
    "remove_party": (say("去掉利益相关方"), "neutral"),
    "propose": (say("提交审核"), "info"),
    "settle": (say("现场办结"), "done"),
    "refer": (say("转办"), "info"),
    "approve": (say("党组织同意上会"), "good"),
    "send_back": (say("退回修改"), "warn"),
    "publicise": (say("公示"), "info"),
    "withdraw": (say("撤下公示"), "warn"),
    "schedule": (say("排会"), "info"),
    "unschedule": (say("移出会议"), "warn"),
    "resolve": (say("形成决议"), "done"),
    "leave_open": (say("未达成一致"), "warn"),
    "retract": (say("撤回结果"), "warn"),
    "reopen": (say("重新协商"), "warn"),
    "hand_out": (say("现场交办"), "info"),
    "finish": (say("办结"), "done"),
    "resume": (say("重新办理"), "warn"),
}
COLUMNS: Final[dict[str, Sentence]] = {
    "title": say("标题"),
    "summary": say("摘要"),
    "proposal": say("拟议方案"),
    "category": say("类别"),
    "size": say("定级"),
    "route": say("由谁决定"),
    "route_basis": say("依据"),
    "households_score": say("涉及户数"),
    "urgency_score": say("紧迫"),
    "repetition_score": say("重复反映"),
    "feasibility_score": say("可行"),
    "funding_score": say("资金明确"),
}
_FEW: Final = 3
_TOLD_TOGETHER: Final = frozenset({"add_party", "remove_party"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of time."""

    at: datetime
    what: Note
    who: str
    note: Note
    tone: str

    def continues(self, other: Happening) -> bool:
        """Say whether the same person went on doing the same."""
        return (self.what, self.who) == (other.what, other.who)


def history(topic: Topic) -> list[Happening]:
    """Return what happened to the topic, newest first."""
    lines: list[Happening] = []
    for entry in record.about("topic", topic.id, topic.community_id):
        line = _happening(entry)
        if lines and entry.verb in _TOLD_TOGETHER and lines[-1].continues(line):
            together = say("%(names)s", names=(lines[-1].note, line.note))
            lines[-1] = replace(line, note=together)
        else:
            lines.append(line)
    return lines[::-1]


def _happening(entry: Entry) -> Happening:
    what, tone = VERBS.get(entry.verb, (entry.verb, "neutral"))
    payload = entry.payload or {}
    tell = _NOTES.get(entry.verb, _words)
    note = say("内容已按要求删除。") if entry.erased_at else tell(payload)
    return Happening(entry.at, what, str(payload.get("actor", "")), note, tone)


def _words(payload: Mapping[str, object]) -> Note:
    return str(payload.get("note") or payload.get("reason") or payload.get("party") or "")


def _opinions(payload: Mapping[str, object]) -> Note:
    numbers = payload.get("opinions")
    found = [str(number) for number in numbers] if isinstance(numbers, list) else []
    few = tuple(found[:_FEW])
    if len(found) > _FEW:
        return say("%(few)s等%(count)s条", few=few, count=len(found))
    return say("%(names)s", names=few)


def _separated(payload: Mapping[str, object]) -> Note:
    return say("%(opinion)s：%(reason)s", opinion=payload["opinion"], reason=payload["reason"])


def _changed(payload: Mapping[str, object]) -> Note:
    changed = payload.get("changed")
    told = changed if isinstance(changed, dict) else {}
    return say("%(names)s", names=tuple(COLUMNS[name] for name in told if name in COLUMNS))


def _days(payload: Mapping[str, object]) -> Note:
    first, last = (date.fromisoformat(str(payload[name])) for name in ("starts_on", "ends_on"))
    return say("%(first)s至%(last)s", first=zh_date(first), last=zh_date(last))


_NOTES: Final[dict[str, Callable[[Mapping[str, object]], Note]]] = {
    "merge": _opinions,
    "gather": _opinions,
    "separate": _separated,
    "edit": _changed,
    "publicise": _days,
}
